"""Makes the Word, PDF and GB18030 documents of the inbox, and the clerk's copies of them, out of `sources/`.

Run `python -m corpus.build_inbox` after changing a source. `NAME.docx.txt` becomes `inbox/NAME.docx` and
`NAME.pdf.txt` becomes `inbox/NAME.pdf`, each with `gold/NAME.txt`: the text as a clerk would copy it out,
the automatic numbers shown, the cells of a table row parted by tabs, without headers and page numbers.
`NAME.txt` becomes `inbox/NAME.txt` in GB18030 with Windows line ends.

The marks of a source: `=` title, `-` centred line, `>` right-aligned line, `~` page header, `#` to `###`
automatically numbered paragraph, `|` table row whose cells are parted by ` | ` (`^` joins a cell to the one
above it); anything else is body text. Same sources, same bytes: dates are fixed, and nothing is compressed
because zlib builds differ.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

FIXED_DATE = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
DIGITS = "零一二三四五六七八九十"
MARK = re.compile(r"^(=|-|>|~|#{1,3}|\|) ?")
CLOSERS = "。，、；：！？”’）》〕"


class Line(NamedTuple):
    """One line of a source: its mark (empty for body text), and what follows the mark."""

    mark: str
    text: str

    @property
    def cells(self) -> list[str]:
        """The cells of a table row; `^` stands for a cell joined to the one above."""
        return [cell.strip() for cell in self.text.split(" | ")]


def read_lines(source: str) -> list[Line]:
    """The lines of a source, empty ones included."""
    found = [(MARK.match(line), line) for line in source.splitlines()]
    return [Line(m.group(1) if m else "", line[m.end() :] if m else line) for m, line in found]


def clerk_copy(lines: list[Line]) -> str:
    """The text as a clerk would copy it out of the finished document."""
    shown = [line for line in lines if line.mark != "~"]
    numbers = automatic_numbers(shown)
    rows = (number + shown_text(line) for number, line in zip(numbers, shown, strict=True))
    return "\n".join(rows).strip("\n") + "\n"


def shown_text(line: Line) -> str:
    """What a line shows on paper, its automatic number left out."""
    return "\t".join(cell.replace("^", "") for cell in line.cells) if line.mark == "|" else line.text


def automatic_numbers(lines: list[Line]) -> Iterator[str]:
    """The number that Word shows before each line; a level starts anew below a higher one."""
    counts = [0, 0, 0]
    for line in lines:
        if not line.mark.startswith("#"):
            yield ""
            continue
        level = len(line.mark)
        counts[level - 1 :] = [counts[level - 1] + 1] + [0] * (3 - level)
        count = counts[level - 1]
        yield (f"{DIGITS[count]}、", f"（{DIGITS[count]}）", f"{count}.")[level - 1]


# Word

USED_STYLES = {"Normal", "TableNormal", "TableGrid", "DefaultParagraphFont", "NoList"}
UNUSED_PARTS = {
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.WEB_SETTINGS,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def word_bytes(lines: list[Line]) -> bytes:
    """A Word document: numbered paragraphs carry no typed number, joined cells are really joined."""
    document = docx.Document()
    strip_template(document)
    dress_page(document)
    numbering = add_numbering(document)
    rows: list[list[str]] = []
    for line in [line for line in lines if line.text] + [Line("", "")]:
        if line.mark == "|":
            rows.append(line.cells)
            continue
        if rows:
            add_table(document, rows)
            rows = []
        if line.text:
            add_paragraph(document, line, numbering)
    return frozen_zip(document)


def strip_template(document: Document) -> None:
    """Leaves out what python-docx's template brings and no document here uses: most of its bulk."""
    for style in list(document.styles):
        if style.style_id not in USED_STYLES:
            style.delete()
    for rels in (document.part.rels, document.part.package.rels):
        drop_relations(rels)


def drop_relations(rels: Relationships) -> None:
    """Drops the parts that the template hangs on `rels` without need."""
    for key in [key for key, rel in rels.items() if rel.reltype in UNUSED_PARTS]:
        del rels[key]


def dress_page(document: Document) -> None:
    """Paper, font and core properties, as an office would set them."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(16)
    font.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    core = document.core_properties
    core.author, core.last_modified_by, core.comments = "办公室", "办公室", ""
    core.created = core.modified = FIXED_DATE


def add_numbering(document: Document) -> int:
    """Makes numbering.xml hold the one list 一、 / （一） / 1. and returns its number."""
    root = document.part.numbering_part.element
    root.clear()
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, shown) in enumerate(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
        )
    )
    head = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    root.append(parse_xml(f"{head}{levels}</w:abstractNum>"))
    return int(root.add_num(0).numId)


def add_paragraph(document: Document, line: Line, numbering: int) -> None:
    """One paragraph, aligned or numbered by its mark."""
    paragraph = document.add_paragraph(line.text)
    if line.mark.startswith("#"):
        level = f'<w:ilvl w:val="{len(line.mark) - 1}"/><w:numId w:val="{numbering}"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:numPr {nsdecls('w')}>{level}</w:numPr>"))
    if line.mark in ("=", "-"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.runs[0].bold = line.mark == "="
    elif line.mark == ">":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)


def add_table(document: Document, rows: list[list[str]]) -> None:
    """A ruled table with a repeated header row; `^` cells are merged with the cell above."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = "" if text == "^" else text
    for column in range(len(rows[0])):
        for at in [at for at, cells in enumerate(rows) if cells[column] == "^"]:
            table.cell(at - 1, column).merge(table.cell(at, column))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def frozen_zip(document: Document) -> bytes:
    """The document saved with one fixed date on every zip entry, stored without compression."""
    saved, frozen = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(frozen, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIXED_DATE.timetuple()[:6])
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return frozen.getvalue()


# PDF

FONT, SIZE, LEADING = "STSong-Light", 15, 26
LEFT, RIGHT, TOP, BOTTOM = 80, 515, 745, 95


def pdf_bytes(lines: list[Line]) -> bytes:
    """A PDF with broken lines, a running header and page numbers, in a font every viewer brings itself."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    paper = io.BytesIO()
    canvas = Canvas(paper, pagesize=(595, 842), pageCompression=0, invariant=1)
    header = next((line.text for line in lines if line.mark == "~"), "")
    placed = [piece for line in lines if line.text and line.mark != "~" for piece in broken(line)]
    per_page = (TOP - BOTTOM) // LEADING
    for page, start in enumerate(range(0, len(placed), per_page), 1):
        margin_line(canvas, 790, header)
        for row, (x, size, text) in enumerate(placed[start : start + per_page]):
            canvas.setFont(FONT, size)
            canvas.drawString(x, TOP - row * LEADING, text)
        margin_line(canvas, 50, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def margin_line(canvas: Canvas, y: float, text: str) -> None:
    """The running header or the page number."""
    canvas.setFont(FONT, 10)
    canvas.drawCentredString((LEFT + RIGHT) / 2, y, text)


def broken(line: Line) -> Iterator[tuple[float, int, str]]:
    """A paragraph's printed lines: where each begins, its size, its words."""
    size = SIZE + 3 if line.mark == "=" else SIZE
    indent = 0 if line.mark else 2 * SIZE
    for text in wrap(line.text, RIGHT - LEFT - indent, RIGHT - LEFT, size):
        spare = RIGHT - LEFT - pdfmetrics.stringWidth(text, FONT, size)
        yield LEFT + {"=": spare / 2, "-": spare / 2, ">": spare}.get(line.mark, indent), size, text
        indent = 0


def wrap(text: str, first: float, width: float, size: int) -> Iterator[str]:
    """Cuts a paragraph at the edge; closing marks hang over it rather than begin a line."""
    room, row = first, ""
    for sign in text:
        if row and sign not in CLOSERS and pdfmetrics.stringWidth(row + sign, FONT, size) > room:
            yield row
            room, row = width, ""
        row += sign
    yield row


# The whole inbox


def built(folder: Path) -> dict[str, bytes]:
    """Every file made out of `folder/sources`: its path below `folder`, and its bytes."""
    files: dict[str, bytes] = {}
    for path in sorted((folder / "sources").glob("*.txt")):
        source, name = path.read_text("utf-8"), path.stem
        maker = {".docx": word_bytes, ".pdf": pdf_bytes}.get(Path(name).suffix)
        if maker is None:
            files[f"inbox/{path.name}"] = source.replace("\n", "\r\n").encode("gb18030")
            continue
        lines = read_lines(source)
        files[f"inbox/{name}"] = maker(lines)
        files[f"gold/{Path(name).stem}.txt"] = clerk_copy(lines).encode("utf-8")
    return files


def main() -> None:
    """Writes every built file into the corpus."""
    folder = Path(__file__).parent
    for name, content in built(folder).items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
