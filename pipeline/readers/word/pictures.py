"""Pictures and embedded objects: what they are, and whether a picture is large enough to hold text."""

import re
from collections.abc import Iterator

from docx.oxml.ns import qn

from pipeline.readers.word.names import Element
from pipeline.readers.word.remarks import Kind, Remark

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
OBJECT = qn("w:object")
CENTIMETRE = 360_000
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 0.75}
SIZE = re.compile(r"(?:^|;)\s*(width|height):\s*([\d.]+)(pt|in|cm|mm|px)?")
WIDE, HIGH = 8.0, 6.0
GRAPHICS = {"chart": "图表", "diagram": "SmartArt 图示", "lockedCanvas": "画布", "ink": "墨迹"}
OBJECTS = {
    "excel": "电子表格",
    "et.": "电子表格",
    "word": "Word 文档",
    "wps.": "Word 文档",
    "powerpoint": "演示文稿",
    "visio": "流程图",
    "equation": "公式",
    "mathtype": "公式",
    "pbrush": "图片",
    "paint": "图片",
    "acroexch": "PDF 文件",
    "package": "文件",
}


def seen(element: Element) -> Iterator[Remark]:
    """What a drawing, an old picture or an object shows that is no text."""
    if element.tag == OBJECT:
        yield Remark("object", _object(element))
        return
    drawn, old = next(element.iter(A + "blip"), None), next(element.iter(VML + "imagedata"), None)
    if drawn is not None:
        yield Remark(_kind(*_extent(element)), _described(element), drawn.get(qn("r:embed"), ""))
    elif old is not None:
        yield Remark(_kind(*_styled(element)), key=old.get(qn("r:id"), ""))
    for data in element.iter(A + "graphicData"):
        name = data.get("uri", "").rpartition("/")[2]
        if name in GRAPHICS:
            yield Remark("object", GRAPHICS[name])


def _kind(width: float, height: float) -> Kind:
    return "large picture" if width >= WIDE and height >= HIGH else "picture"


def _extent(drawing: Element) -> tuple[float, float]:
    """Width and height in centimetres."""
    found = next(drawing.iter(WP + "extent"), None)
    sides = (found.get("cx", "0"), found.get("cy", "0")) if found is not None else ("0", "0")
    width, height = (int(side) / CENTIMETRE if side.isdecimal() else 0.0 for side in sides)
    return width, height


def _styled(picture: Element) -> tuple[float, float]:
    shape = next((one for one in picture.iter() if one.find(VML + "imagedata") is not None), picture)
    sides = {
        name: float(size) * POINTS[unit] / POINTS["cm"]
        for name, size, unit in SIZE.findall(shape.get("style", ""))
    }
    return sides.get("width", 0.0), sides.get("height", 0.0)


def _described(drawing: Element) -> str:
    """The alternative text, where somebody wrote one rather than a program."""
    found = next(drawing.iter(WP + "docPr"), None)
    return " ".join(found.get("descr", "").split())[:30] if found is not None else ""


def _object(element: Element) -> str:
    found = next(element.iter(OFFICE + "OLEObject"), None)
    name = found.get("ProgID", "").lower() if found is not None else ""
    return next((shown for start, shown in OBJECTS.items() if name.startswith(start)), "其他对象")
