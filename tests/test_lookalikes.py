"""Radicals and other lookalikes, as PDF files hold them: read as the characters that they look like."""

import datetime as dt

import pytest
from extraction_builders import extractor, text_document
from ofd_builders import ofd_bytes, page, paragraphs
from readers_builders import read_bytes, texts

from extractors.fold import fold
from extractors.lookalikes import ORDINARY, ordinary

PLAIN = """关于石门乡饮水安全督查情况的反馈意见

石门乡人民政府：

（一）恢复水质消毒。县水利局要督促石门乡自来水厂在2026年10月31日前恢复消毒设备运行。
（二）核实台账。石门乡人民政府要于11月10日前逐户核实用水台账。
"""
SHOWN = "水⽔月⽉日⽇石⽯门⻔人⼈民⺠一⼀二⼆用⽤户⼾"
PRINTED = PLAIN.translate(dict(zip(map(ord, SHOWN[::2]), SHOWN[1::2], strict=True)))


def test_every_lookalike_stands_for_one_ordinary_character():
    assert all(len(plain) == 1 and plain not in ORDINARY for plain in ORDINARY.values())
    assert ordinary("".join(ORDINARY)) == "".join(ORDINARY.values()) == fold("".join(ORDINARY))


def test_radicals_give_the_rows_of_the_plain_text():
    assert PRINTED != PLAIN
    plain, printed = (
        extractor()(text_document(text), date=dt.date(2026, 9, 10)) for text in (PLAIN, PRINTED)
    )
    assert printed.document.raw == PLAIN
    assert [str(task.deadline.due) for task in plain.tasks if task.deadline] == ["2026-10-31", "2026-11-10"]
    assert printed.tasks == plain.tasks
    assert printed.document.id == plain.document.id


@pytest.mark.parametrize("suffix", ["txt", "csv", "md", "html"])
def test_radicals_in_other_files(suffix, tmp_path):
    document = read_bytes(tmp_path, f"a.{suffix}", "县⽔利局要在10⽉31⽇前,核实⽤⼾台账。".encode())
    assert "县水利局要在10月31日前" in document.raw
    assert "核实用户台账。" in document.raw


def test_radicals_in_a_page_do_not_hide_its_headings(tmp_path):
    rows = ("⼀、核实用水台账", "石⻔乡人⺠政府要逐户核实。", "⼆、公开水质")
    document = read_bytes(tmp_path, "a.ofd", ofd_bytes({"pages": [page(paragraphs(*rows))]}))
    assert texts(document) == [ordinary(row) for row in rows]
