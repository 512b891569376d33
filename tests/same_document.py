"""One document told once and written in every format, and where each format says that a place is."""

import csv
import io
import itertools
import tomllib
import zipfile
from dataclasses import dataclass
from email.message import EmailMessage

import docx
import openpyxl
import pdfplumber
import pypdfium2
from lxml import etree, html
from readers_builders import (
    DATA,
    cell,
    definition,
    docx_bytes,
    level,
    numbered,
    par,
    row,
    ruled,
    table,
    typeset,
)
from reportlab.platypus import PageBreak

from pipeline.readers.word.number_formats import format_number

LEVELS = (("chineseCounting", "{}、"), ("chineseCounting", "（{}）"))
ABOVE = "^"
WIDTHS = (30, 90, 120, 90, 80, 80)


@dataclass(frozen=True)
class Line:
    """A paragraph as it is read: its number, if it has one, and its words; `level` None for plain text."""

    text: str
    number: str = ""
    level: int | None = None
    title: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table; a cell that is None belongs to the one above."""

    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Told:
    """A document as it was told: its parts in order."""

    name: str
    due: tuple[str, ...]
    parts: tuple[Line | Sheet, ...]

    @property
    def sheet(self):
        return next(part for part in self.parts if isinstance(part, Sheet))


def told(name):
    """The document in `data/readers/<name>.toml`."""
    content = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    counts = [0] * len(LEVELS)
    return Told(
        content["name"], tuple(content["due"]), tuple(_part(part, counts) for part in content["part"])
    )


def _part(part, counts):
    if "table" in part:
        return Sheet(tuple(tuple(None if text == ABOVE else text for text in one) for one in part["table"]))
    if "item" not in part:
        return Line(part.get("title") or part["line"], title="title" in part)
    at = part["level"]
    counts[at] += 1
    counts[at + 1 :] = [0] * (len(counts) - at - 1)
    form, frame = LEVELS[at]
    return Line(part["item"], frame.format(format_number(counts[at], form)), at)


# Writers: a told document to the bytes of a file


def as_docx(document):
    """Word, which numbers the items itself and merges cells over rows."""
    body = [_word_table(one) if isinstance(one, Sheet) else _word_line(one) for one in document.parts]
    levels = [level(at, form, frame.format(f"%{at + 1}")) for at, (form, frame) in enumerate(LEVELS)]
    return docx_bytes(*body, numbering=definition(levels))


def as_typed_docx(document):
    """Word, with the numbers typed by hand, as offices did when they wrote .doc."""
    lines = (one if isinstance(one, Sheet) else Line(one.number + one.text) for one in document.parts)
    return docx_bytes(*(_word_table(one) if isinstance(one, Sheet) else _word_line(one) for one in lines))


def _word_line(line):
    return par(line.text) if line.level is None else numbered(line.text, level=line.level)


def _word_table(sheet):
    return table(*(row(*(_word_cell(sheet, at, column) for column in range(len(one))))
                   for at, one in enumerate(sheet.rows)))  # fmt: skip


def _word_cell(sheet, at, column):
    text, below = sheet.rows[at][column], [one[column] for one in sheet.rows[at + 1 : at + 2]]
    if text is None:
        return cell(properties="<w:vMerge/>")
    return cell(text, properties='<w:vMerge w:val="restart"/>' if below == [None] else "")


def as_text(document):
    """Plain text; cells are set apart by tabs."""
    return "".join(f"{line}\n" for part in document.parts for line in _plain(part))


def _plain(part):
    if isinstance(part, Line):
        return [part.number + part.text]
    return ["\t".join(text or "" for text in one) for one in part.rows]


def as_gb18030(document):
    return as_text(document).encode("gb18030")


def as_utf8(document):
    return as_text(document).encode()


def as_html(document):
    """A page with paragraphs and a table whose cells span rows."""
    title = next(part.text for part in document.parts if isinstance(part, Line) and part.title)
    parts = (_page_table(one) if isinstance(one, Sheet) else _page_line(one) for one in document.parts)
    head = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}\n<body><div>{''.join(parts)}</div></body></html>\n".encode()


def _page_line(line):
    tag = "h1" if line.title else "p"
    return f"<{tag}>{line.number}{line.text}</{tag}>"


def _page_table(sheet):
    rows = []
    for at, one in enumerate(sheet.rows):
        cells = [
            f'<td rowspan="{_height(sheet, at, column)}">{text}</td>'
            for column, text in enumerate(one)
            if text is not None
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _height(sheet, at, column):
    below = [one[column] for one in sheet.rows[at + 1 :]]
    return 1 + next((down for down, text in enumerate(below) if text is not None), len(below))


def as_markdown(document):
    """Marked text: headings by signs, the table by bars, a cell below a merged one empty."""
    return "".join(_marked(part) for part in document.parts).encode()


def _marked(part):
    if isinstance(part, Line):
        return f"{'# ' if part.title else ''}{part.number}{part.text}\n\n"
    head, *others = ["| " + " | ".join(text or "" for text in one) + " |" for one in part.rows]
    return "\n".join([head, "|---" * len(part.rows[0]) + "|", *others]) + "\n\n"


def as_pdf(document):
    """Two pages set by a layout engine; merged cells are drawn as one."""
    story = [_printed_table(one) if isinstance(one, Sheet) else _printed(one) for one in document.parts]
    second = max(at for at, part in enumerate(document.parts) if isinstance(part, Line) and part.level == 0)
    return typeset(*story[:second], PageBreak(), *story[second:])


def _printed(line):
    return ("#" if line.title else "") + line.number + line.text


def _printed_table(sheet):
    spans = [
        ((column, at), (column, at + _height(sheet, at, column) - 1))
        for at, one in enumerate(sheet.rows)
        for column, text in enumerate(one)
        if text is not None and _height(sheet, at, column) > 1
    ]
    return ruled([[text or "" for text in one] for one in sheet.rows], WIDTHS, spans)


def as_xlsx(document):
    """The table alone, under its title, as offices send ledgers."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([next(part.text for part in document.parts if isinstance(part, Line) and part.title)])
    for at, one in enumerate(document.sheet.rows):
        page.append(one)
        for column, text in enumerate(one):
            height = _height(document.sheet, at, column)
            if text is not None and height > 1:
                page.merge_cells(None, at + 2, column + 1, at + 1 + height, column + 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_csv(document):
    """The table alone, as spreadsheets write it for others."""
    stream = io.StringIO()
    csv.writer(stream).writerows([text or "" for text in one] for one in document.sheet.rows)
    return stream.getvalue().encode("gb18030")


def as_web_archive(document):
    """The page in one file, as browsers save it."""
    page = EmailMessage()
    page["Subject"] = document.name
    page.set_content(as_html(document).decode(), subtype="html", cte="quoted-printable")
    return page.as_bytes()


def as_mail(document):
    """The document attached as Word to a letter without demands."""
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = document.name, "a@example.org", "b@example.org"
    letter.set_content("现将材料发来，请查收。\n")
    kind = {"maintype": "application", "subtype": "octet-stream", "filename": f"{document.name}.docx"}
    letter.add_attachment(as_docx(document), **kind)
    return letter.as_bytes()


OFD = "http://www.ofdspec.org/2016"
MILLIMETRE = 72 / 25.4


def as_ofd(document):
    """The printed pages as an OFD: objects of words, each character at its own place, and their rules."""
    with pdfplumber.open(io.BytesIO(as_pdf(document))) as pdf:
        pages = [_ofd_page(page) for page in pdf.pages]
    listed = "".join(f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/{at}.xml"/>' for at in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    root = "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    members = {
        "OFD.xml": _ofd("OFD", root),
        "Doc_0/Document.xml": _ofd(
            "Document", f"<ofd:CommonData>{area}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        ),
    }
    members |= {f"Doc_0/Pages/{at}.xml": page for at, page in enumerate(pages)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return stream.getvalue()


def _ofd(name, inner):
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="{OFD}">{inner}</ofd:{name}>'


def _ofd_page(page):
    number = itertools.count(100)
    words = page.extract_words(x_tolerance=6, keep_blank_chars=True, return_chars=True)
    objects = [_ofd_words(next(number), word["chars"]) for word in words]
    objects += [_ofd_rule(next(number), edge) for edge in page.edges]
    return _ofd("Page", f'<ofd:Content><ofd:Layer ID="99">{"".join(objects)}</ofd:Layer></ofd:Content>')


def _ofd_words(number, chars):
    """A text object, its sides in millimetres; the distances between its characters are told one by one."""
    size = chars[0]["size"] / MILLIMETRE
    lefts = [char["x0"] / MILLIMETRE for char in chars]
    box = f"{lefts[0]:.3f} {chars[0]['top'] / MILLIMETRE:.3f} {lefts[-1] - lefts[0] + size:.3f} {size:.3f}"
    steps = " ".join(f"{after - before:.3f}" for before, after in itertools.pairwise(lefts))
    words = "".join(char["text"] for char in chars)
    code = f'<ofd:TextCode X="0" Y="{size * 0.85:.3f}" DeltaX="{steps}">{words}</ofd:TextCode>'
    shape = f'Boundary="{box}" Font="1" Size="{size:.3f}"'
    return f'<ofd:TextObject ID="{number}" {shape}>{code}</ofd:TextObject>'


def _ofd_rule(number, edge):
    left, top = edge["x0"] / MILLIMETRE, edge["top"] / MILLIMETRE
    across, down = edge["width"] / MILLIMETRE, edge["height"] / MILLIMETRE
    box = f"{left:.3f} {top:.3f} {max(across, 0.2):.3f} {max(down, 0.2):.3f}"
    path = f"<ofd:AbbreviatedData>M 0 0 L {across:.3f} {down:.3f}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="{number}" Boundary="{box}" LineWidth="0.2">{path}</ofd:PathObject>'


# Where a place is, told by a library that is not the reader's way


def in_docx(content, place):
    document = docx.Document(io.BytesIO(content))
    if place.table:
        return document.tables[place.table - 1].rows[place.row - 1].cells[place.column - 1].text
    return [one.text for one in document.paragraphs if one.text.strip()][place.paragraph - 1]


def in_text(content, place, encoding):
    """In files of lines a paragraph is known by the number of its line."""
    lines = content.decode(encoding).splitlines()
    if not place.table:
        return lines[place.paragraph - 1]
    marked = [line[1:-1].split("|") for line in lines if line.startswith("|") and "---" not in line]
    cells = marked or [line.split("\t") for line in lines if "\t" in line]
    return cells[place.row - 1][place.column - 1]


def in_html(content, place):
    page = html.fromstring(content)
    if not place.table:
        return page.xpath("//h1|//p")[place.paragraph - 1].text_content()
    return "".join(page.xpath(f"(//table)[{place.table}]//tr[{place.row}]")[0].itertext())


def in_pdf(content, place):
    page = pypdfium2.PdfDocument(content)[place.page - 1]
    return page.get_textpage().get_text_bounded()


def in_xlsx(content, place):
    return str(openpyxl.load_workbook(io.BytesIO(content)).active.cell(place.row, place.column).value)


def in_ofd(content, place):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = etree.fromstring(archive.read(f"Doc_0/Pages/{place.page - 1}.xml"))
    return "".join(page.itertext())
