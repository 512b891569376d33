"""Real Word and PDF files, built in memory for the tests of the readers, and what every reading must keep."""

import io
import sys
import tomllib
import zipfile
from itertools import groupby, pairwise
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from models import Severity
from pipeline.readers import read

DATA = Path(__file__).parent / "data" / "readers"
FONT = "STSong-Light"
NAMESPACES = (
    nsdecls("w", "m", "r", "wp", "a")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=30, alignment=1, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")

LONG = (
    "会议强调，各乡镇要把古树名木保护摆上重要位置，由县林业局牵头，对照普查结果逐株登记造册、逐株挂牌保护，"
    "2026年9月底前全部完成，确保不漏一株、不错一株；对长势衰弱的，要请专家会诊，一树一策开展复壮。"
)
"""Two lines and a half of a letter."""

needs_chinese_font = pytest.mark.skipif(
    sys.platform == "linux" and not any(Path("/usr/share/fonts").rglob("*CJK*")),
    reason="this machine has no Chinese font; .ci/run installs one",
)


def data(name):
    return tomllib.loads((DATA / name).read_text("utf-8"))


def read_bytes(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    document = read(path)
    check_blocks(document)
    return document


def word(folder, *body, **options):
    """The document that a Word file with this body XML becomes."""
    return read_bytes(folder, "a.docx", docx_bytes(*body, **options))


def pdf(folder, content):
    """The document that a PDF becomes."""
    return read_bytes(folder, "a.pdf", content)


def check_blocks(document):
    """Every block lies inside the raw text, none overlaps the next, and none is out of order."""
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= len(document.raw)
        assert 0 <= block.generated <= block.end - block.start
    for before, after in pairwise(document.blocks):
        assert before.end < after.start or (before.end == after.start == before.start)
    assert document.text == document.raw


def texts(document, kind=None):
    return [document.raw[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def cells(document):
    """Table cells as (table, row, column, text)."""
    found = [(b.place, document.raw[b.start : b.end]) for b in document.blocks if b.kind == "cell"]
    return [(place.table, place.row, place.column, text) for place, text in found]


def shown(document):
    """The lines of a document, the cells of a table row with | between them."""
    rows = groupby(enumerate(document.blocks), lambda one: (one[1].place.table, one[1].place.row or one[0]))
    texts = (
        [document.raw[block.start : block.end].replace("\n", "⏎") for _, block in blocks]
        for _, blocks in rows
    )
    return ["|".join(row) for row in texts]


def codes(document):
    return [problem.code for problem in document.problems]


def refused(document, code):
    """Whether the file gave nothing, with just this problem, and the user is told what to do."""
    assert not document.readable
    assert (document.raw, document.text, document.blocks) == ("", "", ())
    [problem] = document.problems
    assert problem.severity is Severity.ERROR
    assert problem.action
    return problem.code == code


# Word


BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content, properties=""):
    inner = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text, number=1, level=0):
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return par(*([text] if text else []), properties=properties)


def cell(*content, properties=""):
    inner = "".join(one if one.startswith("<") else par(one) for one in content) or par()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(rows) + "</w:tbl>"


def row(*cells, properties=""):
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def level(at, form="decimal", text="", **options):
    """A `w:lvl`; options such as `start` and `lvlRestart` become its children in the order given."""
    children = {"start": 1, "numFmt": form} | options | {"lvlText": text}
    inner = "".join(f'<w:{name} w:val="{value}"/>' for name, value in children.items())
    return f'<w:lvl w:ilvl="{at}">{inner}</w:lvl>'


def definition(levels, number=1):
    """One list with its own definition."""
    inner = "".join(levels)
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>',
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>',
    )


def docx_bytes(*body, numbering=(), styles="", notes="", comments="", title="", header=""):
    """A .docx with this body XML; `numbering` holds `w:abstractNum` and `w:num` elements."""
    document = docx.Document()
    element = document.element.body
    for child in [one for one in element if not one.tag.endswith("}sectPr")]:
        element.remove(child)
    for child in parse_xml(f"<w:body {NAMESPACES}>{''.join(body)}</w:body>"):
        element.insert(len(element) - 1, child)
    if numbering:
        listing = document.part.numbering_part.element
        listing[:] = list(parse_xml(f"<w:numbering {NAMESPACES}>{''.join(sorted(numbering))}</w:numbering>"))
    document.styles.element.extend(parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"))
    for kind, content in (("footnotes", notes), ("comments", comments)):
        if content:
            _attach(document, kind, content)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.title = title
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _attach(document, kind, content):
    blob = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind} {NAMESPACES}>{content}</w:{kind}>'.encode()
    part = Part(PackURI(f"/word/{kind}.xml"), f"{WORD_TYPE}{kind}+xml", blob, document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind.upper()))


def repacked(content, replaced=None, added=None, renamed=str, kept=None):
    """The archive with some members replaced, others added, all of them renamed, or only some `kept`."""
    replaced, added = replaced or {}, added or {}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in kept or old.namelist():
            body = old.read(name)
            new.writestr(renamed(name), replaced[name](body) if name in replaced else body)
        for name, body in added.items():
            new.writestr(name, body)
    return stream.getvalue()


# PDF


def drawn(*pages, **options):
    """A PDF of which each page is drawn by a function of its canvas."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, **options)
    for draw in pages:
        canvas.setFont(FONT, 14)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def lines(*rows, x=72, top=760, step=24, size=14):
    """Draws lines of text one below the other; each is text or (x, text)."""

    def draw(canvas):
        canvas.setFont(FONT, size)
        for number, one in enumerate(rows):
            at, text = one if isinstance(one, tuple) else (x, one)
            canvas.drawString(at, top - step * number, text)

    return draw


def no_furniture(canvas, document):
    """Draws nothing in the margins."""


def typeset(*story, furniture=no_furniture):
    """A PDF set by a layout engine from paragraphs (text), titles (#text) and tables."""
    stream = io.BytesIO()
    flow = [_flowable(one) if isinstance(one, str) else one for one in story]
    template = SimpleDocTemplate(stream, pagesize=A4, invariant=True)
    template.build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def ruled(rows, widths, spans=()):
    """A table with all its lines drawn; its first row is repeated on every page."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), *(("SPAN", *span) for span in spans)]
    content = [[Paragraph(text.replace("\n", "<br/>"), CELL) if text else "" for text in one] for one in rows]
    return Table(content, colWidths=widths, repeatRows=1, style=style)


def _flowable(text):
    return Paragraph(text.removeprefix("#"), TITLE if text.startswith("#") else BODY)
