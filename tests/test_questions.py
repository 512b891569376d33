"""Questions for self-examination: found by their words, apart from tasks and issues, in every sort of run."""

import tomllib
from pathlib import Path

import pytest
from extraction_builders import read_framed as extract_text

from models import Extraction

ROWS = tomllib.loads((Path(__file__).parent / "data" / "extractors" / "questions.toml").read_text("utf-8"))[
    "row"
]


def labels(extraction: Extraction) -> list[str]:
    """What each sentence became, in the order of the text."""
    found = [(t.source.start, t.kind.value) for t in (*extraction.tasks, *extraction.calls)]
    found += [(issue.source.start, "issue") for issue in extraction.issues]
    return [label for _, label in sorted(found)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_questions(row):
    extraction = extract_text(row["text"])
    assert [question.text for question in extraction.questions] == row["questions"]
    assert extraction.ungrounded() == []
    if "labels" in row:
        assert labels(extraction) == row["labels"]


def test_a_question_is_never_an_issue():
    for row in ROWS:
        extraction = extract_text(row["text"])
        asked = {question.source.start for question in extraction.questions}
        assert not asked & {issue.source.start for issue in extraction.issues}


def test_the_rule_says_what_told_to_ask():
    reflect, check = (extract_text(ROWS[at]["text"]).questions for at in (0, 4))
    assert {question.rule for question in reflect} == {"question.reflect"}
    assert {question.rule for question in check} == {"question.check"}


def test_traditional_papers_ask_in_their_own_words():
    simplified = "全区干部要对照反馈意见，深刻反思是否存在过关思想，该罚不罚。"
    traditional = "全區幹部要對照反饋意見，深刻反思是否存在過關思想，該罰不罰。"
    assert [q.text for q in extract_text(simplified).questions] == ["是否存在过关思想，该罚不罚"]
    assert [q.text for q in extract_text(traditional).questions] == ["是否存在過關思想，該罰不罰"]
