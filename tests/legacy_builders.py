"""RTF and OpenDocument files for the tests of the readers, and one document in every format."""

import io
import zipfile

from readers_builders import cell, definition, docx_bytes, level, numbered, par, row, run, table

NUMBERING = definition(
    [
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
    ]
)
LINES = [
    "岭埠县教育局关于校车安全督查情况的反馈意见",
    "各乡镇中心校：",
    "一、存在问题",
    "（一）行车记录仪缺失",
    "1.12辆校车没有安装行车记录仪。",
    "2.驾驶员培训台账不全。",
    "二、整改要求",
    "（一）由县教育局牵头，县公安局配合，6月底前装齐行车记录仪。",
    "（二）各乡镇中心校要每月组织一次驾驶员培训。",
    "岭埠县教育局",
    "2026年4月20日",
]
"""The document as it reads, numbers included."""

TABLE = [
    ["序号", "整改措施", "责任单位", "完成时限"],
    ["1", "更换老旧座椅", "县运管所", "5月15日前"],
    ["2", "张贴限载标识", "县运管所", "5月15日前"],
]


def everything_docx():
    """The document as Word writes it: automatic numbers, hidden and deleted words, a merged cell."""
    body = [
        par(LINES[0]),
        par(LINES[1]),
        numbered("存在问题", 1, 0),
        numbered("行车记录仪缺失", 1, 1),
        numbered("12辆校车没有安装行车记录仪。", 1, 2),
        numbered("驾驶员培训台账不全。", 1, 2),
        numbered("整改要求", 1, 0),
        numbered("由县教育局牵头，县公安局配合，6月底前装齐行车记录仪。", 1, 1),
        numbered("各乡镇中心校要每月组织一次驾驶员培训。", 1, 1),
        table(
            row(*TABLE[0]),
            row("1", "更换老旧座椅", *(cell(words, properties=RESTART) for words in TABLE[1][2:])),
            row("2", "张贴限载标识", *(cell("", properties=COVERED) for _ in TABLE[2][2:])),
        ),
        par(LINES[9], run("隐藏的话", "<w:vanish/>"), '<w:del w:id="9" w:author="a">' + DELETED + "</w:del>"),
        par(LINES[10]),
    ]
    return docx_bytes(*body, numbering=NUMBERING)


RESTART, COVERED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
DELETED = "<w:r><w:delText>删去的话</w:delText></w:r>"


def rtf(body, fonts=r"{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Times;}", page=936):
    """An RTF whose body is given as bytes or as text, which is written in GB18030."""
    head = rf"{{\rtf1\ansi\ansicpg{page}\deff0{{\fonttbl{fonts}}}"
    content = body if isinstance(body, bytes) else body.encode("gb18030")
    return head.encode("ascii") + content + b"}"


def escaped(text):
    r"""The text as \u control words with a question mark for programs that do not know them."""
    units = text.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(rf"\u{code}?" for code in codes)


ODF = (
    ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
)


def odf_bytes(body, styles="", kind="text", extra=None):
    """An OpenDocument with this body XML and these automatic styles."""
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in ODF)
    content = (
        f"<office:document-content {declared}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        for name, part in (extra or {}).items():
            archive.writestr(name, part)
    return stream.getvalue()
