"""Automatic numbers beside LibreOffice: what it prints before each paragraph is what the reader puts there.

LibreOffice departs from Word in some places (`office_numbers.csv` says where a form does); that is left out.
It also does not know `w:isLgl` and `w:lvlRestart`, counts a level that a document skips, ignores an own start
on an inner level, lets a borrowed definition count with the lender and text boxes with the body; such
documents are tested by what Word is known to show, in `test_readers_numbering.py`.
"""

import csv
import random
import re

import pytest
from office import TEXT, convert, needs_office
from readers_builders import (
    BEGIN,
    DATA,
    END,
    SEPARATE,
    cell,
    definition,
    docx_bytes,
    level,
    numbered,
    par,
    row,
    run,
    table,
    texts,
)

from pipeline.readers import read

pytestmark = needs_office

COUNTS = (1, 2, 3, 9, 10, 11, 12, 19, 20, 21, 27, 53, 60, 99, 100, 101, 110, 119, 120, 1000, 1001, 1010, 1100)
FORMS = ("decimal", "chineseCounting", "chineseCountingThousand", "lowerLetter", "upperRoman",
         "decimalEnclosedCircle", "chineseLegalSimplified", "ideographTraditional")  # fmt: skip
FRAMES = ("{}、", "（{}）", "{}.", "第{}条", "{}")
STYLES = """
<w:style w:type="paragraph" w:styleId="One"><w:name w:val="公文一级"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Two"><w:name w:val="公文二级"/><w:basedOn w:val="One"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Derived"><w:name w:val="派生"/><w:basedOn w:val="Two"/></w:style>
<w:style w:type="paragraph" w:styleId="Off"><w:name w:val="不编号"/><w:basedOn w:val="One"/>
  <w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Listed"><w:name w:val="列表"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
"""
OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<text:list-style style:name="A">
 <text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ..."/>
 <text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）"
  style:num-format="一, 二, 三, ..."/>
 <text:list-level-style-number text:level="3" style:num-suffix="." style:num-format="1"/>
 <text:list-level-style-number text:level="4" style:num-format="①, ②, ③, ..."/>
</text:list-style>
<text:list-style style:name="B">
 <text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="壹, 贰, 叁, ..."/>
 <text:list-level-style-number text:level="2" text:display-levels="2" style:num-format="1"/>
</text:list-style>
<text:list-style style:name="C">
 <text:list-level-style-number text:level="1" style:num-suffix="、"
  style:num-format="甲, 乙, 丙, ..."/>
</text:list-style>
<text:list-style style:name="D">
 <text:list-level-style-bullet text:level="1" text:bullet-char="●"/>
</text:list-style>
</office:automatic-styles><office:body><office:text>{}</office:text></office:body></office:document>"""


def squeezed(lines):
    return ["".join(line.split()) for line in lines]


def printed(path):
    """The paragraphs of LibreOffice's own text export."""
    return squeezed(path.read_text("utf-8-sig").splitlines())


def shown(path):
    return squeezed(line for text in texts(read(path)) for line in text.split("\n"))


def all_forms():
    """A list of its own for every form and count."""
    with (DATA / "office_numbers.csv").open(encoding="utf-8") as file:
        forms = {one["format"]: int(one["reaches"]) for one in csv.DictReader(file)}
    numbering, body = [], []
    for key, (form, most) in enumerate(forms.items(), 1):
        numbering.append(definition([level(0, form, "%1)")], key)[0])
        for count in (one for one in COUNTS if one <= most):
            own = key * 10_000 + count
            numbering.append(
                f'<w:num w:numId="{own}"><w:abstractNumId w:val="{key}"/><w:lvlOverride w:ilvl="0">'
                f'<w:startOverride w:val="{count}"/></w:lvlOverride></w:num>'
            )
            body.append(numbered(f"{form}第{count}", own))
    return docx_bytes(*body, numbering=numbering)


def by_chance(seed):
    """Lists of up to four levels that share definitions and start again at the outermost level."""
    chance = random.Random(seed)  # noqa: S311 - documents, not secrets
    numbering, body = [], []
    for key in range(1, chance.choice((2, 3))):
        depth = chance.choice((2, 3, 4))
        levels = [_level(chance, at) for at in range(depth)]
        numbering.append(definition(levels, key)[0])
        for own in range(key * 10, key * 10 + 3):
            start = f'<w:startOverride w:val="{chance.choice((1, 1, 4))}"/>' if own % 10 else ""
            numbering.append(
                f'<w:num w:numId="{own}"><w:abstractNumId w:val="{key}"/>'
                f'<w:lvlOverride w:ilvl="0">{start}</w:lvlOverride></w:num>'
            )
            body += _items(chance, own, depth)
    return docx_bytes(*body, numbering=numbering)


def _level(chance, at):
    slots = chance.choice((f"%{at + 1}", ".".join(f"%{one + 1}" for one in range(at + 1))))
    options = {"start": chance.choice((1, 1, 1, 2, 5)), "suff": chance.choice(("tab", "space", "nothing"))}
    return level(at, chance.choice(FORMS), chance.choice(FRAMES).format(slots), **options)


def _items(chance, own, depth):
    at = 0
    for item in range(6):
        yield numbered(f"事项{own}之{item}", own, at)
        if chance.random() < 0.2:
            yield par(f"不编号的段落{item}")
        at = chance.randrange(min(depth, at + 2))


def styled(text, style, extra=""):
    return par(text, properties=f'<w:pStyle w:val="{style}"/>{extra}')


def by_styles():
    """Numbers from styles, in cells, in a borrowed definition, switched off."""
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    levels = [level(0, "chineseCounting", "%1、", pStyle="One"), level(1, "decimal", "%1.%2", pStyle="Two")]
    borrowing = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Listed"/></w:abstractNum>'
    lent = ['<w:styleLink w:val="Listed"/>', level(0, "decimal", "（%1）")]
    numbering = [
        *definition(levels, 1),
        *definition(lent, 3),
        *definition([level(0, "bullet", "•")], 4),
        borrowing,
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
    ]
    rows = [
        row(cell(numbered("逐株登记", 2)), cell(numbered("挂牌保护", 2))),
        row(cell(numbered("养护", 2)), "无"),
    ]
    body = [
        styled("总体要求", "One"), styled("目标", "Two"), styled("范围", "Derived"), par("正文"),
        styled("不编号", "Off"), styled("也不编号", "One", off), styled("重点任务", "One"),
        styled("普查", "Two"), table(*rows), numbered("借用的定义", 2), numbered("圆点", 4),
        numbered("再一条", 2), styled("保障措施", "One"),
    ]  # fmt: skip
    return docx_bytes(*body, numbering=numbering, styles=STYLES)


def open_document():
    """A document that LibreOffice writes as Word from its own kind of lists."""

    def listed(style, *items):
        return f'<text:list text:style-name="{style}">{"".join(items)}</text:list>'

    def item(text, *inner):
        below = f"<text:list>{''.join(inner)}</text:list>" if inner else ""
        return f"<text:list-item><text:p>{text}</text:p>{below}</text:list-item>"

    content = [
        listed("A", item("提高认识", item("学习", item("集中学", item("一次"), item("两次")), item("自学"))),
               item("狠抓落实", item("列清单"), item("定责任"))),
        "<text:p>以下为职责。</text:p>",
        listed("B", item("普查", item("登记"), item("造册")), item("管护", item("挂牌"))),
        listed("C", item("甲方"), item("乙方")),
        listed("D", item("圆点")),
    ]  # fmt: skip
    return OPEN_DOCUMENT.format("".join(content)).encode()


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """All test documents as Word, and as LibreOffice prints and writes them: three starts of the program."""
    folder = tmp_path_factory.mktemp("office")
    made = {f"chance{seed}": by_chance(seed) for seed in range(25)}
    made |= {"forms": all_forms(), "styles": by_styles()}
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    (folder / "lists.fodt").write_bytes(open_document())
    convert([folder / "lists.fodt"], "docx", folder)
    own = [folder / f"{name}.docx" for name in (*made, "lists")]
    convert(own, TEXT, folder)
    convert(own, "docx", folder / "again")
    return folder


NAMES = ["forms", "styles", "lists", *(f"chance{seed}" for seed in range(25))]


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_those_that_libreoffice_prints(name, documents):
    lines = printed(documents / f"{name}.txt")
    assert len(lines) > 8
    assert shown(documents / f"{name}.docx") == lines


@pytest.mark.parametrize("name", NAMES)
def test_numbers_survive_being_written_again_by_libreoffice(name, documents):
    assert shown(documents / "again" / f"{name}.docx") == shown(documents / f"{name}.docx")
    assert read(documents / "again" / f"{name}.docx").problems == ()


# Numbers amid all else that a file may hold

MARK = re.compile(r"^(.*?)(Q\d\d)", re.MULTILINE)
BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>"
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
FIELD = BEGIN + "<w:r><w:instrText>DATE</w:instrText></w:r>" + SEPARATE + run("3月") + END
DELETED = "<w:del>" + run("删去").replace("w:t", "w:delText") + "</w:del>"


def holding(mark, content):
    """A numbered paragraph with something after its words."""
    return numbered(mark).replace("</w:p>", content + "</w:p>")


SEAMS = {
    "merged cells": table(
        row(cell(numbered("Q03"), properties='<w:vMerge w:val="restart"/>'), cell(numbered("Q04"))),
        row(cell(properties="<w:vMerge/>"), cell(numbered("Q05"))),
    ),
    "nested table": table(
        row(cell(par("外"), table(row(cell(numbered("Q06")), "乙")), numbered("Q07")), "丙")
    ),
    "inserted words": holding("Q08", "<w:ins>" + run("补充") + "</w:ins>"),
    "deleted words": holding("Q09", DELETED),
    "inserted paragraph": numbered("Q10").replace("</w:numPr>", "</w:numPr><w:rPr><w:ins/></w:rPr>"),
    "hidden words": holding("Q11", run("隐去", "<w:vanish/>")),
    "field": holding("Q12", FIELD),
    "control around a paragraph": CONTROL.format(numbered("Q13")),
    "control inside a paragraph": holding("Q14", CONTROL.format(run("选定"))),
    "comment": holding("Q15", '<w:r><w:commentReference w:id="1"/></w:r>'),
    "text box": par(BOX.format(par("框内"))) + numbered("Q16"),
    "footnote": holding("Q17", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "empty paragraph": numbered("") + numbered("Q18"),
    "inner level": numbered("Q19", level=1) + numbered("Q20", level=1) + numbered("Q21"),
}
"""What numbers go on through, and the numbered paragraphs there."""


@pytest.fixture(scope="module")
def amid(tmp_path_factory):
    """The number before each mark: as the reader gives it, and as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("amid")
    levels = [level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.")]
    content = docx_bytes(
        numbered("Q01"),
        numbered("Q02"),
        *SEAMS.values(),
        numbered("Q22"),
        numbering=definition(levels),
        notes='<w:footnote w:id="2">' + par("脚注") + "</w:footnote>",
        comments='<w:comment w:id="1" w:author="甲">' + par("请核实") + "</w:comment>",
    )
    (folder / "amid.docx").write_bytes(content)
    [text] = convert([folder / "amid.docx"], TEXT, folder)
    ours = "\n".join(line for one in texts(read(folder / "amid.docx")) for line in one.split("\n"))
    return [_numbers(told) for told in (ours, text.read_text("utf-8-sig"))]


def _numbers(told):
    return {mark: "".join(number.split()) for number, mark in MARK.findall(told)}


@pytest.mark.parametrize("seam", SEAMS)
def test_numbers_go_on_through_whatever_stands_between(seam, amid):
    ours, printed_numbers = amid
    marks = re.findall(r"Q\d\d", SEAMS[seam])
    assert [ours[mark] for mark in marks] == [printed_numbers[mark] for mark in marks]
    assert all(ours[mark] for mark in marks)


def test_numbers_after_all_of_it_are_right(amid):
    ours, printed_numbers = amid
    assert ours["Q22"] == printed_numbers["Q22"] == "二十一、"
