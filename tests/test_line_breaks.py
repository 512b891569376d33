"""Line breaks and blanks that were not meant: in cells, in dates, in texts that are broken at a width."""

import datetime as dt
import re
from pathlib import Path

import pytest
from extraction_builders import cases, extractor, text_document
from legacy_builders import escaped, odf_bytes, rtf
from readers_builders import docx_bytes, read_bytes

from extractors.structure import structure
from models import Document, Place
from pipeline.readers.assemble import Parsed, Piece, document, join

SPEECH = """关于白鹭镇秋季农村人居环境督查情况的反馈意见

白鹭镇人民政府：
根据县委、县政府统一部署，县督查组于2026年8月24日至8月28日对你镇农村人居环境工作开展了督查。现将有关情况反馈如下。
一、存在的主要问题
（一）垃圾收运不及时。柳塘村、双桥村6处收集点垃圾满溢，最长9天未清运。
（二）供水水质不达标。石门自来水厂消毒设备停用两个月，4个村末梢水余氯检测不合格。
（三）户厕改造虚报。上报改厕420户，实地抽查60户，其中11户未完工。
二、整改要求
（一）立即清理积存垃圾。县城管局牵头，白鹭镇配合，9月20日前清空满溢收集点，并建立日产日清台账。
（二）恢复水质消毒。县水利局要督促石门自来水厂在2026年9月30日前恢复消毒设备运行，县卫生健康局每月开展一次末梢水抽检。
（三）核实改厕数据。镇政府于10月15日前逐户核实改厕台账，县农业农村局组织复核，11月10日前将复核结果报县督查组。
"""


def made(*pieces: Piece, file_format: str = "docx") -> Document:
    raw, blocks = join(pieces)
    return document("文件." + file_format, file_format, Parsed(reader="", raw=raw, blocks=blocks))


def wrapped(line: str, width: int) -> list[str]:
    """The line broken where `width` half characters are full, as an editor does; a mark may hang out."""
    rows = [""]
    for char in line:
        size = sum(1 if one.isascii() else 2 for one in rows[-1] + char)
        if size > width and char not in "，。、；）":
            rows.append("")
        rows[-1] += char
    return rows


@pytest.mark.parametrize("case", cases("cell_breaks.csv"))
def test_breaks_and_blanks_in_a_cell(case: dict[str, str]):
    piece = Piece(case["written"].replace("⏎", "\n"), Place(table=1, row=1, column=1), "cell")
    known = extractor()._known
    assert structure(made(piece), known_words=known).text == case["wanted"].replace("⏎", "\n")


@pytest.mark.parametrize("width", range(44, 84, 2))
def test_text_broken_at_a_width_reads_as_if_it_were_not(width: int):
    broken = "\n".join(row for line in SPEECH.split("\n") for row in wrapped(line, width))
    whole, parted = (extractor()(text_document(text), date=dt.date(2026, 9, 10)) for text in (SPEECH, broken))
    assert parted.document.text.replace("\n", "") == whole.document.text.replace("\n", "")
    assert len(whole.tasks) >= 3
    assert [task.measure for task in parted.tasks] == [task.measure for task in whole.tasks]
    assert parted.document.gaps == ()


@pytest.mark.parametrize("width", [44, 56, 60])
def test_printed_lines_that_are_paragraphs_of_a_word_file_are_joined(width: int):
    rows = [row for line in SPEECH.split("\n") if line for row in wrapped(line, width)]
    pasted = made(*(Piece(row, Place(paragraph=at)) for at, row in enumerate(rows, 1)))
    assert structure(pasted).text == re.sub(r"\n+", "\n", SPEECH.strip())


def test_headings_of_one_length_do_not_make_a_broken_text():
    headings = [
        f"{number}、提高认识、压实责任，增强做好{work}工作的自觉性"
        for number, work in zip("一二三", ("改厕", "禁毒", "防汛"), strict=True)
    ]
    text = "\n".join(
        f"{heading}\n全县各级各部门要逐村逐户排查，建立台账，明确责任，限时办结，并按月报送进展情况，做到件件有着落。"
        for heading in headings
    )
    assert structure(text_document(text + "\n")).text == text


def test_blank_in_a_date_gives_no_other_date():
    first, second = "县水利局要于1 0月1 5日前核实台账。", "县财政局要在2026年1 1月3 0日前拨付资金。"
    body = f"关于改厕工作的通知\n各镇：\n{first}{second}\n"
    found = extractor()(text_document(body), date=dt.date(2026, 9, 10))
    assert {str(t.deadline.due) for t in found.tasks if t.deadline} == {"2026-10-15", "2026-11-30"}


SOFT = [
    "镇应急办要在2026年10月",
    "15日前拆除占道棚亭12处，并将结果报县",
    "应急局。",
    "二、镇文旅办要在11月20日前完成整改。",
]
WORD = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
BROKEN_BY_HAND = {
    "docx": lambda: docx_bytes(WORD.format("</w:t><w:br/><w:t>".join(SOFT))),
    "odt": lambda: odf_bytes(f"<text:p>{'<text:line-break/>'.join(SOFT)}</text:p>"),
    "rtf": lambda: rtf(r"\line ".join(map(escaped, SOFT))),
    "html": lambda: f"<meta charset=utf-8><p>{'<br>'.join(SOFT)}</p>".encode(),
}


@pytest.mark.parametrize("suffix", BROKEN_BY_HAND)
def test_breaks_by_hand_read_the_same_in_every_format(suffix: str, tmp_path: Path):
    found = structure(read_bytes(tmp_path, f"a.{suffix}", BROKEN_BY_HAND[suffix]()))
    assert found.text == "".join(SOFT[:3]) + "\n" + SOFT[3]
    assert {block.place.paragraph for block in found.blocks} == {1}


def test_empty_line_between_breaks_of_a_page_parts_paragraphs(tmp_path: Path):
    page = f"<meta charset=utf-8><div>{SOFT[0]}，<br><br>县财政局要按月通报。<br>再报一次</div>".encode()
    assert [block.place.paragraph for block in read_bytes(tmp_path, "a.html", page).blocks] == [1, 2, 2]
