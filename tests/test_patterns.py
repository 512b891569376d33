"""Patterns grouped by first letter find what they found as they were written."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from extraction_builders import rows

import corpus
from extractors.fold import fold
from extractors.lexicon import load, one_line
from extractors.matching.alternations import (
    AtPlace,
    Cue,
    UnknownLetterError,
    alternatives,
    by_letter,
    gated,
    grouped,
)
from pipeline.readers import read

ROOT = Path(__file__).parent.parent
SECTIONS = ("imperative", "concrete", "abstract", "background", "issue", "label", "zone")


@cache
def lines() -> list[str]:
    documents = [read(path) for path in sorted(corpus.path("inbox").iterdir())]
    sentences = [line for d in documents for line in re.split(r"[\n。；]", d.raw) if line.strip()]
    return [fold(line) for line in (*sentences, *(row["sentence"] for row in rows("verdicts.csv")))]


def patterns() -> Iterator[Any]:
    for section in SECTIONS:
        for name, pattern in load("cues")[section].items():
            if isinstance(pattern, str):
                yield pytest.param(pattern, id=f"{section}.{name}")


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_cue_is_found_where_its_pattern_matches(pattern: str):
    plain, cue = re.compile(pattern), Cue(pattern)
    assert [line for line in lines() if bool(plain.search(line)) != bool(cue.search(line))] == []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("一县|一市|(?<!大)区", "大区和一市", "一市"),
        ("(?:问题)?清单|台账", "列出问题清单", "问题清单"),
        ("[县市]长|区长", "请市长审定", "市长"),
        ("不+得|严禁", "一律不得外传", "不得"),
        (r"\d+个|若干", "建成12个", "12个"),
        (r"\(略\)|附后", "名单(略)", "(略)"),
    ],
)
def test_grouping_keeps_what_is_matched(pattern: str, text: str, found: str):
    grouped_match = re.search(by_letter(pattern), text)
    assert grouped_match
    assert grouped_match.group() == found
    place = re.compile(gated(pattern)).match(text, grouped_match.start())
    assert place
    assert place.group() == found
    by_table = AtPlace(pattern).match(text, grouped_match.start(), len(text))
    assert by_table
    assert by_table.group() == found


def test_nothing_matches_at_a_place_past_the_end_or_with_another_letter():
    stops = AtPlace("要|必须")
    assert [at for at in range(6) if stops.match("县里要必须", at, 4)] == [2]
    assert stops.letters == {"要", "必"}


def test_what_stands_at_the_start_is_told_apart():
    assert grouped("^县|市") == ("县", "市")
    assert Cue("^县|市").first("去县里的市场") == "市"


def test_alternatives_are_only_those_of_the_outermost_level():
    assert list(alternatives(r"甲(?:乙|丙)|[丁|]|戊\|己")) == ["甲(?:乙|丙)", "[丁|]", r"戊\|己"]


def test_a_pattern_whose_first_letter_is_open_stays_as_it_is():
    assert by_letter(".{2}局|县") == ".{2}局|县"
    with pytest.raises(UnknownLetterError):
        gated(".{2}局")


def test_a_long_pattern_may_stand_over_several_lines_with_comments():
    assert one_line("\n    一县|\n    # of the city too\n    一市\n") == "一县|一市"
    assert not [key for key, value in load("units")["roles"].items() if "\n" in value]


def test_surnames_are_listed_in_one_place():
    sources = [path for room in ("extractors", "pipeline") for path in (ROOT / room).rglob("*.*")]
    texts = [path.read_text("utf-8") for path in sources if path.suffix in (".py", ".toml")]
    assert sum(text.count("王李张刘陈") for text in texts) == 1
    assert not any(f"{{{name}}}" in str(load("subjects")) for name in load("subjects")["letters"])
