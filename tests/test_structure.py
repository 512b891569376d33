"""How a document is built: numbers, joined lines, headings, regions, gaps, and its date and kind.

Under data/extractors/structure each text has a JSON file of the same name; each key is checked by itself.
"""

import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from extraction_builders import DATA, cases, extractor, listed, param, text_document

from extractors.fold import fold
from extractors.structure import structure
from extractors.structure.numbering import number_at_start
from extractors.structure.sections import headings_of
from models import Document

FOLDER = DATA / "structure"


@cache
def built(name: str) -> Document:
    """The document as the whole extractor sees it, so with the language's words known."""
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    return extractor()(text_document(text)).document


def titles_above(document: Document, words: str) -> list[str]:
    """The headings that the sentence with these words stands under, its own item included."""
    text = document.text
    sentence = next(s for s in document.sentences if words in text[s.start : s.end])
    return [fold(title) for title in headings_of(document.sections, sentence.section)]


def stands_under(document: Document, wanted: dict[str, list[str]]) -> bool:
    above = {words: titles_above(document, words) for words in wanted}
    return all(above[words][: len(titles)] == [fold(t) for t in titles] for words, titles in wanted.items())


def has_regions(document: Document, wanted: list[list[str]]) -> bool:
    found = [[r.kind, document.text[r.start : r.end]] for r in document.regions]
    return all(region in found for region in wanted)


def is_plain_body(document: Document, wanted: list[str]) -> bool:
    places = [document.text.index(words) for words in wanted]
    return not any(r.start <= at < r.end for r in document.regions for at in places)


def has_gaps(document: Document, wanted: list[list[str]]) -> bool:
    """No other kind of gap than those wanted, and each with its words."""
    said = [(gap.kind, fold(f"{gap.message} {gap.size} {gap.before}")) for gap in document.gaps]
    same_kinds = {kind for kind, _ in said} == {kind for kind, _ in wanted}
    return same_kinds and all(any(k == kind and words in s for k, s in said) for kind, words in wanted)


def has_sentences(document: Document, wanted: list[str]) -> bool:
    return set(wanted) <= {document.text[s.start : s.end] for s in document.sentences}


ASPECTS: dict[str, Callable[[Document, Any], bool]] = {
    "kind": lambda d, wanted: d.kind == wanted,
    "title": lambda d, wanted: d.title == wanted,
    "sections": lambda d, wanted: (
        [[s.level, s.number, fold(s.title)] for s in d.sections]
        == [[*n, fold(title)] for *n, title in wanted]
    ),
    "numbers": lambda d, wanted: [[s.level, s.number] for s in d.sections] == wanted,
    "run_in": lambda d, wanted: [s.run_in for s in d.sections] == wanted,
    "parents": lambda d, wanted: [s.parent for s in d.sections] == wanted,
    "headings_of": stands_under,
    "regions": has_regions,
    "body": is_plain_body,
    "gaps": has_gaps,
    "sentences": has_sentences,
    "lines": lambda d, wanted: set(wanted) <= set(d.text.split("\n")),
}


def aspects() -> list[Any]:
    return [
        param(
            {"name": path.stem, "aspect": aspect, "wanted": wanted, "known_fault": faults.get(aspect)}, name
        )
        for path in sorted(FOLDER.glob("*.json"))
        for keys in [json.loads(path.read_text("utf-8"))]
        for faults in [keys.pop("known_fault", {})]
        for aspect, wanted in keys.items()
        for name in [f"{path.stem} {aspect}"]
        if aspect != "note"
    ]


@pytest.mark.parametrize("case", aspects())
def test_document_is_built_as_written(case: dict[str, Any]):
    assert ASPECTS[case["aspect"]](built(case["name"]), case["wanted"])


@pytest.mark.parametrize("case", cases("numbering.csv"))
def test_number_at_the_start(case: dict[str, str]):
    found = number_at_start(fold(case["text"]), int(case["wanted"] or 0))
    assert (found.style if found else "", str(found.value) if found else "") == (case["style"], case["value"])


@pytest.mark.parametrize("case", cases("lines.csv"))
def test_lines_are_joined_where_the_sentence_runs_on(case: dict[str, str]):
    between = "\n\n" if case["blank"] else "\n"
    document = structure(text_document(f"{case['before']}{between}{case['after']}\n"))
    joined = case["before"] + case["after"].strip()
    parted = f"{case['before']}\n{case['after'].strip()}"
    assert document.text == {"yes": joined, "no": parted}[case["joined"]]


@pytest.mark.parametrize("case", cases("anchors.csv"))
def test_date_kind_and_title(case: dict[str, str]):
    document = structure(text_document(case["text"], case["file"]))
    anchor = document.anchor
    assert (str(anchor.rank) if anchor else "") == case["rank"]
    assert (str(anchor.date) if anchor and anchor.date else "") == case["date"]
    assert (str(anchor.year) if anchor and anchor.year else "") == case["year"]
    assert case["kind"] in ("", document.kind)
    assert case["title"] in ("", document.title)


@pytest.mark.parametrize("case", cases("anchor_conflicts.csv"))
def test_conflicting_dates_are_kept_and_not_resolved(case: dict[str, str]):
    anchor = structure(text_document(case["text"], case["file"])).anchor
    assert anchor
    assert str(anchor.date or anchor.year) == case["chosen"]
    assert [f"{other.rank}:{other.date or other.year}" for other in anchor.others] == listed(case["others"])


def test_date_given_by_the_user_comes_first():
    document = text_document("关于校车工作的通知\n\n各镇街：\n\n请抓好落实。\n\n澄溪县教育局\n2026年3月2日\n")
    given = structure(document, date=dt.date(2026, 1, 9)).anchor
    assert given
    assert (given.rank, given.date) == (1, dt.date(2026, 1, 9))


def test_date_in_the_text_is_grounded():
    document = structure(
        text_document("关于校车工作的通知\n\n请抓好落实。\n\n澄溪县教育局\n二〇二六年三月二日\n")
    )
    assert document.anchor
    assert document.text[document.anchor.start : document.anchor.end] == "二〇二六年三月二日"


def test_gap_quotes_both_sides():
    [gap] = [g for g in built("原文注明隐藏").gaps if g.kind == "declared"]
    assert gap.before.endswith("去年，全县新建冷库十二座。\n")
    assert gap.after.startswith("\n三、压实责任")
    assert gap.size == 2186


def test_title_of_a_section_is_the_words_of_the_text():
    document = built("提纲有而正文无")
    titles = [section.title for section in document.sections]
    assert titles == ["认清形势，增强做好殡葬改革工作的紧迫感", "加强领导，确保殡葬改革平稳推进"]
