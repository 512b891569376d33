"""The corpus is sound: gold fits its document, and what is built says what its source says."""

import datetime as dt
import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pytest

import corpus
from corpus.build_inbox import built

GOLD = sorted(corpus.path("gold").glob("*.gold.json"))
KINDS = {"speech", "feedback", "plan", "division", "minutes", "notice"}
DEADLINE_KINDS = {"date", "recurring", "standing", "vague"}

each_gold = pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name.removesuffix(".gold.json"))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def read_gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return gold


def read_document(name: str) -> str:
    """A document lies beside its gold, or in the inbox as it was received."""
    path = next(p for p in (corpus.path("gold", name), corpus.path("inbox", name)) if p.exists())
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def tasks_of(gold: dict[str, Any]) -> list[dict[str, Any]]:
    return [sentence for sentence in gold["sentences"] if sentence["label"] == "T"]


def test_enough_documents_of_every_kind():
    kinds = [read_gold(path)["kind"] for path in GOLD]
    assert len(kinds) >= 10
    assert set(kinds) == KINDS


@each_gold
def test_gold_has_the_agreed_shape(path: Path):
    gold = read_gold(path)
    assert set(gold) == {"doc", "kind", "date", "sentences"}
    assert gold["date"] is None or dt.date.fromisoformat(gold["date"])
    assert [s["n"] for s in gold["sentences"]] == list(range(1, len(gold["sentences"]) + 1))
    assert {s["label"] for s in gold["sentences"]} <= set("TCIN")
    assert len(tasks_of(gold)) >= 5


@each_gold
def test_sentences_stand_in_the_document_in_order(path: Path):
    gold = read_gold(path)
    text, at = bare(read_document(gold["doc"])), 0
    for sentence in gold["sentences"]:
        found = text.find(bare(sentence["text"]), at)
        assert found >= 0, f"{sentence['n']} {sentence['text'][:40]}"
        at = found + len(bare(sentence["text"]))


@each_gold
def test_every_word_of_the_document_is_labelled(path: Path):
    gold = read_gold(path)
    labelled = sum(len(bare(sentence["text"])) for sentence in gold["sentences"])
    assert labelled == len(bare(read_document(gold["doc"])))


@each_gold
def test_only_tasks_have_owners_and_deadlines(path: Path):
    others = [s for s in read_gold(path)["sentences"] if s["label"] != "T"]
    assert [s["n"] for s in others if s["owners"] or s["deadline"]] == []


@each_gold
def test_owners_are_valid(path: Path):
    for task in tasks_of(read_gold(path)):
        owners = task["owners"]
        assert all(set(owner) == {"unit", "role", "basis"} for owner in owners), task["n"]
        assert {owner["role"] for owner in owners} <= {"lead", "responsible", "support"}, task["n"]
        assert {owner["basis"] for owner in owners} <= {"explicit", "inherited"}, task["n"]
        assert len({owner["unit"] for owner in owners}) == len(owners), task["n"]


@each_gold
def test_deadlines_are_words_of_the_document_and_real_dates(path: Path):
    gold = read_gold(path)
    text = bare(read_document(gold["doc"]))
    for task in tasks_of(gold):
        deadline = task["deadline"]
        if deadline is None:
            continue
        assert deadline["kind"] in DEADLINE_KINDS, task["n"]
        assert bare(deadline["text"]) in text, task["n"]
        if deadline["due"] is None:
            continue
        assert deadline["kind"] == "date", task["n"]
        due = dt.date.fromisoformat(deadline["due"])
        assert gold["date"] is None or due >= dt.date.fromisoformat(gold["date"]), task["n"]


BUILT = built(corpus.path())


@pytest.mark.parametrize("name", sorted(BUILT))
def test_committed_file_is_what_its_source_builds(name: str):
    assert corpus.path(name).read_bytes() == BUILT[name]


def test_building_twice_gives_the_same_bytes():
    assert built(corpus.path()) == BUILT


def clerk_copy_of(name: str) -> str:
    return BUILT[f"gold/{Path(name).stem}.txt"].decode("utf-8")


@pytest.mark.parametrize("name", [name for name in sorted(BUILT) if name.endswith(".pdf")])
def test_pdf_holds_exactly_the_clerks_copy_between_header_and_page_number(name: str):
    with pdfplumber.open(io.BytesIO(BUILT[name])) as paper:
        pages = [page.extract_text().splitlines() for page in paper.pages]
    assert len(pages) > 1
    assert [page[-1] for page in pages] == [f"— {number} —" for number in range(1, len(pages) + 1)]
    body = "".join(line for page in pages for line in page[1:-1])
    assert bare(body) == bare(clerk_copy_of(name))


def test_word_numbers_are_automatic():
    name = "inbox/樵川县医保基金监管督导反馈意见函.docx"
    typed = [paragraph.text for paragraph in docx.Document(io.BytesIO(BUILT[name])).paragraphs]
    assert "总体情况" in typed
    shown = clerk_copy_of(name).splitlines()
    heads = [line for line in shown if re.match(r"([一二三]、|（[一二三四]）|\d\.)", line)]
    assert [re.split(r"(?<=[、）.])", line)[0] for line in heads] == [
        *("一、", "二、", "（一）", "（二）", "1.", "2.", "3.", "（三）"),
        *("三、", "（一）", "（二）", "（三）", "（四）"),
    ]


def test_word_table_has_joined_cells_that_the_clerk_leaves_empty():
    name = "inbox/电动自行车整治督导反馈整改台账.docx"
    (table,) = docx.Document(io.BytesIO(BUILT[name])).tables
    first, second = table.rows[1].cells, table.rows[2].cells
    assert first[1]._tc is second[1]._tc
    assert first[2]._tc is not second[2]._tc
    rows = [line.split("\t") for line in clerk_copy_of(name).splitlines() if "\t" in line]
    assert {len(row) for row in rows} == {6}
    assert rows[2][:2] == ["", ""]
    assert rows[2][3] == "同上"


@pytest.mark.parametrize("path", sorted(corpus.path("marked").glob("*.txt")), ids=lambda path: path.stem)
def test_marked_sentences_are_sound(path: Path):
    lines = path.read_text("utf-8").splitlines()
    told = [re.sub(r"\{([^{}|]+)\|[LSRD]\}", r"\1", line).partition("\t") for line in lines]
    assert [line for line, (kind, tab, words) in zip(lines, told, strict=True) if not tab or not words] == []
    assert {kind for kind, _, _ in told} <= KINDS | {"unknown"}
    assert [words for _, _, words in told if re.search("[{}|\t]", words)] == []
    assert len({words for _, _, words in told}) == len(told) > 100
    assert sum("|R}" not in line and "|L}" not in line for line in lines) > len(lines) / 10, (
        "nobody acts in some"
    )
