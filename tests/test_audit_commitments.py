"""Which sentences of a speech are demands that a ledger must have a row for."""

import datetime as dt

import pytest

from pipeline.audit.commitments import commitments_of
from pipeline.office import Office, tools
from pipeline.readers import read

HEAD = "在仓房推进会上的讲话\n（2026年3月2日）\n\n同志们：\n"


def asked_in(words, tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text(f"{HEAD}{words}\n", "utf-8")
    said = tools(Office()).extractor(read(path), date=dt.date(2026, 3, 2))
    return [each.source.quote for each in commitments_of(said) if each.asked]


@pytest.mark.parametrize(
    ("words", "quote", "asked"),
    [
        (
            "第一件，先把仓顶修一遍。县粮储局4月底前换完破瓦，漏一处补一处。",
            "第一件，先把仓顶修一遍。",
            False,
        ),
        ("头一条，把账对清。县粮储局会同县财政局3月底前逐仓对账。", "头一条，把账对清。", False),
        ("第一件，先把仓顶修一遍。\n县粮储局4月底前换完破瓦。", "第一件，先把仓顶修一遍。", True),
        ("一座仓烧掉一年的粮，绝不能再出了。", "一座仓烧掉一年的粮，绝不能再出了。", False),
        ("县粮储局要逐仓排查电线，不能再出事。", "县粮储局要逐仓排查电线，不能再出事。", True),
        ("凡是搭在仓墙上的棚子，一律要拆掉。", "凡是搭在仓墙上的棚子，一律要拆掉。", True),
        ("凡是存过陈粮的仓，都要重新熏蒸。", "凡是存过陈粮的仓，都要重新熏蒸。", True),
        ("凡是过去的，都有它的道理。", "凡是过去的，都有它的道理。", False),
        (
            "发生霉粮的，一周之内查清原因，追究有关人员责任。",
            "发生霉粮的，一周之内查清原因，追究有关人员责任。",
            True,
        ),
    ],
)
def test_what_is_asked(words, quote, asked, tmp_path):
    assert (quote in asked_in(words, tmp_path)) is asked
