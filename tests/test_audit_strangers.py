"""Rows that share words with a demand and are another matter: what tells them apart, and who is told."""

import json

import pytest

from models import LedgerRow
from pipeline.audit import audit
from pipeline.audit.likeness import Pair
from pipeline.audit.sources import Papers, papers_of
from pipeline.audit.strangers import STRANGE, Speech, what_is_left
from pipeline.audit.subjects import foreign_subjects, subjects_in
from pipeline.ledger_files import read_ledger
from pipeline.office import Office, tools
from pipeline.readers import read


def row(measure, issue="", source=""):
    return LedgerRow(id="1", measure=measure, owners=(), deadline="", due=None, issue=issue, source=source)


@pytest.mark.parametrize(
    ("speech", "measure", "strange"),
    [
        ("把蜂场登记一遍", "登记养蜂场", False),
        ("把蜂场登记一遍", "登记肉牛养殖场", True),
        ("把蜂场登记一遍，结果报县林业局", "登记蜂场，护林员核对", True),
        ("把蜂场登记一遍", "蜂场登记结果报县信访局", False),
        ("把娃娃们上学的路修好", "学校门前道路硬化", False),
        ("把蜂场登记一遍", "把茶园登记一遍；把蜂场登记一遍", False),
        ("把蜂场登记一遍", "把茶园登记一遍；把果园巡查一遍", True),
    ],
)
def test_what_the_speech_never_speaks_of(speech, measure, strange):
    assert bool(foreign_subjects(row(measure), subjects_in(speech))) is strange


def test_another_source_makes_a_strange_row_stranger():
    said = subjects_in("把蜂场登记一遍")
    plain = what_is_left(0, "把蜂场登记一遍", row("登记茶园"), Speech(said, Papers()))
    other = what_is_left(0, "把蜂场登记一遍", row("登记茶园"), Speech(said, Papers(others=frozenset({0}))))
    ours = what_is_left(0, "把蜂场登记一遍", row("登记茶园"), Speech(said, Papers(ours=frozenset({0}))))
    assert other < plain < ours < 1.0


def test_in_a_long_ledger_another_source_tells_something_by_itself():
    papers = Papers(ours=frozenset({1}), others=frozenset({0}))
    short = Speech(subjects_in("把蜂场登记一遍"), papers)
    assert what_is_left(0, "把蜂场登记一遍", row("登记蜂场"), short) == 1.0
    assert STRANGE < what_is_left(0, "把蜂场登记一遍", row("登记蜂场"), short._replace(long=True)) < 1.0
    assert what_is_left(1, "把蜂场登记一遍", row("登记蜂场"), short._replace(long=True)) == 1.0


def test_the_paper_that_several_rows_like_the_speech_name_is_the_speech():
    rows = [row("甲", source=each) for each in ("3.2会", "3.2会", "创城办", "")]
    alike = [Pair(at, 0, 0.6, 0.6, frozenset()) for at in (0, 1, 2)]
    assert papers_of(rows, alike) == Papers(ours=frozenset({0, 1}), others=frozenset({2}), kept=True)
    assert papers_of(rows, alike[1:]) == Papers()


@pytest.mark.parametrize(
    ("sources", "scores", "kept"),
    [
        ("会 会 创城办 创城办", (0.6, 0.6, 0.2, 0.05), True),
        ("会 会 创城办 水利要点", (0.6, 0.6, 0.6, 0.6), False),
        ("会 会 会 创城办", (0.6, 0.6, 0.05, 0.05), False),
    ],
)
def test_sources_are_believed_where_they_go_with_the_words(sources, scores, kept):
    rows = [row("甲", source=each) for each in sources.split()]
    alike = [Pair(at, 0, score, score, frozenset()) for at, score in enumerate(scores)]
    papers = papers_of(rows, alike)
    assert papers.kept is kept
    left = what_is_left(3, "把蜂场登记一遍", row("登记蜂场"), Speech(subjects_in("把蜂场登记一遍"), papers))
    assert (left < 0.5) is kept


def test_a_person_is_told_of_the_row_that_was_set_aside(tmp_path):
    speech, ledger = tmp_path / "speech.txt", tmp_path / "ledger.jsonl"
    speech.write_text(
        "在蜂业推进会上的讲话\n（2026年3月2日）\n同志们：\n县供销社要在每个乡镇建蜂蜜收购点一个，8月底前挂牌。\n",
        "utf-8",
    )
    measure = "每个乡镇建废旧农膜收购点1个，挂牌"
    ledger.write_text(
        json.dumps({"id": "7", "measure": measure, "owners": [{"name": "县供销社"}]}, ensure_ascii=False),
        "utf-8",
    )
    own = tools(Office())
    report = audit(own.extractor(read(speech)), read_ledger(str(ledger)), own.registry)
    assert [finding.verdict for finding in report.findings] == ["missing"]
    assert "台账7" in "".join(report.findings[0].notes)
