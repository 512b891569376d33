"""The gate lets through every pattern that matches, and keeps most of the others out."""

import re
from typing import Any

import pytest
from test_patterns import lines, patterns

from extractors.matching.automaton import automaton
from extractors.matching.gate import Gate
from extractors.matching.required_strings import required


@pytest.mark.parametrize("pattern", list(patterns()))
def test_no_match_is_kept_out(pattern: str):
    gate = Gate({"it": pattern})
    found = [line for line in lines() if re.search(pattern, line)]
    assert [line for line in found if not gate.always and not gate.hits(line)] == []


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("台账|清单", {"台账", "清单"}),
        ("[县市]委.{0,4}会", {"县委", "市委"}),
        (r"[^,]{0,4}作出?说明", {"作说明", "作出说明"}),
        ("(?<!不)得(?!到)", {"得"}),
        ("(?:一|二)+是", {"是"}),
        ("(?:切实)?抓好?", {"抓", "抓好", "切实抓", "切实抓好"}),
        (r"第\d章", {f"第{digit}章" for digit in "0123456789"}),
        ("[^,]{2,4}", None),
        ("台账|.{2}", None),
        ("(?:台账)?", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, strings: set[str] | None):
    assert required(pattern) == strings


def test_a_plain_word_is_certain_and_a_guarded_one_is_not():
    gate = Gate({"list": "台账|清单(?!上)"})
    sure, may = gate.sure["list"], gate.bit["list"]
    assert gate.bits("建立台账") == sure | may
    assert gate.bits("清单上没有") == may
    assert gate.bits("有问题") == 0


def test_an_automaton_finds_every_word_and_no_filler():
    known = automaton({"政府办": 1, "政府": 2, "办": 3}, nothing=0)
    assert list(known.iter("县政府办的、要")) == [(2, 2), (3, 1), (3, 3)]


def test_most_patterns_are_kept_out_of_an_ordinary_sentence():
    every: Any = {str(at): case.values[0] for at, case in enumerate(patterns())}
    gate = Gate(every)
    bits = gate.always
    for _, hit in gate.hits("今年雨水多,河面比往年宽"):
        bits |= hit
    assert len(list(gate.names(bits))) < len(every) / 4


def test_where_a_string_ends():
    gate = Gate({"list": "台账|清单", "must": "必须"})
    hits = gate.hits("必须列出清单")
    assert [(at, list(gate.names(bits))) for at, bits in hits] == [(1, ["must"]), (5, ["list"])]
