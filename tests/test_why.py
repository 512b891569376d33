"""`extract --why`: every rule has words, and every value says where it is from."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest

import corpus
from extractors.deadlines.finder import RULES
from extractors.lexicon import load
from models import Extraction
from pipeline.commands import rules
from pipeline.commands.app import main
from pipeline.office import Office, tools
from pipeline.reading import read_file

NOTE = """关于整治占道经营的通知

区城管局、住建局要在6月底前清理占道摊点30处以上，逐处建立台账。各街道要立即清理私装地锁。

一、设施维护
区水务局牵头，区应急局配合，汛期前检修泵站3座。
检修记录每月报送一次。

去年区城管局开展了集中整治。

霜溪区人民政府办公室
2026年3月12日
"""
FOLDERS = ("inbox", "study")
DOCUMENTS = [
    path
    for folder in FOLDERS
    for path in sorted(corpus.path(folder).iterdir())
    if path.suffix in (".txt", ".docx", ".pdf")
]


@cache
def extractions() -> tuple[Extraction, ...]:
    readings = (read_file(path, tools(Office()).extractor) for path in DOCUMENTS)
    return tuple(reading.extraction for reading in readings if reading.extraction)


def records():
    return [r for e in extractions() for r in (*e.tasks, *e.calls, *e.issues)]


def limits():
    return [d for e in extractions() for t in (*e.tasks, *e.calls) for d in (t.deadline, *t.milestones) if d]


EXPLAINED = {
    "verdict": lambda: {rules.verdict(record.rule) for record in records()},
    "seen": lambda: {rules.seen(reason) for record in records() for reason in record.reasons},
    "owner": lambda: {rules.owner(owner.rule) for record in records() for owner in record.owners},
    "deadline": lambda: {rules.deadline(limit.rule) for limit in limits()},
    "target": lambda: {rules.target(t.rule) for e in extractions() for task in e.tasks for t in task.targets},
    "anchor": lambda: {rules.anchor(e.document.anchor.rank) for e in extractions() if e.document.anchor},
}


@pytest.mark.parametrize("kind", EXPLAINED)
def test_every_rule_that_reads_the_corpus_is_explained(kind):
    words = EXPLAINED[kind]()
    assert words
    assert {word for word in words if "规则 " in word} == set()


def test_rule_without_words_shows_its_code():
    assert rules.verdict("task.unheard_of") == "规则 task.unheard_of"
    assert rules.seen("unheard_of:词") == "规则 unheard_of"


def test_composite_rules_are_told_in_parts():
    assert rules.owner("field.responsible.marked").endswith(rules._table("role")["marked"])
    assert "，并且" in rules.deadline("deadline.date.day+deadline.standing.words")
    assert rules.deadline("deadline.range.date.day").startswith("起止时间")


@pytest.fixture
def why(tmp_path, capsys):
    """What the screen shows for a text, each line without the blanks at its end."""

    def call(text, *options):
        path = tmp_path / "通知.txt"
        path.write_text(text, "utf-8")
        assert main(["extract", str(path), "--why", *options]) == 0
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return call


def line_with(lines, *words):
    return next(line for line in lines if all(word in line for word in words))


def test_date_of_the_document_says_where_it_stands(why):
    assert "第" in line_with(why(NOTE), "日期", "2026-03-12", "「2026年3月12日」")
    assert "--date" in line_with(why(NOTE, "--date", "2026-03-01"), "日期", "2026-03-01")
    assert "可用 --date 给出" in line_with(why("区财政局要在月底前报送清单。"), "日期")


def test_dates_that_contradict_each_other_are_shown_and_not_resolved(why):
    shown = "".join(line.strip() for line in why(NOTE, "--date", "2025-03-01"))
    assert "2025-03-01" in shown
    assert "与之不一致：文中日期是2026-03-12" in shown
    assert "不一致" not in "".join(why(NOTE))


def test_owner_says_its_words_its_rule_and_its_role(why):
    lines = why(NOTE)
    assert line_with(lines, "区住建局（责任）", "原话「住建局」", "主语")
    assert line_with(lines, "区水务局（牵头）", "原话说它牵头")
    assert line_with(lines, "区应急局（配合）", "配合或协助")


def test_inherited_owner_says_which_sentence_it_came_from(why):
    assert line_with(why(NOTE), "承接自第", "「区水务局牵头")


def test_deadline_says_its_rule_its_anchor_and_why_it_has_no_date(why):
    lines = why(NOTE)
    assert line_with(lines, "6月底前 → 2026-06-30", "年份依文件日期2026-03-12（第")
    assert line_with(lines, "立即：", "不替它定日期")
    assert line_with(lines, "汛期前：", "没有日期，因为事件日期需确认")


def test_task_and_target_say_why(why):
    lines = why(NOTE)
    assert line_with(lines, "理由", "点名「区城管局」", "有完成时限")
    assert line_with(lines, "30处以上：要达到的数，不少于30处")


def test_rejected_sentence_says_why(why):
    assert line_with(why(NOTE), "去年区城管局开展了集中整治。", "→ 已完成的工作")


def test_lines_fit_the_screen_and_tell_no_code(why):
    lines = why(NOTE)
    width = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines)
    assert width <= 120
    assert not [line for line in lines if "规则 " in line]


def test_why_goes_with_the_table_only(capsys):
    assert main(["extract", "a.txt", "--why", "--format", "jsonl"]) == 2
    assert capsys.readouterr().err.startswith("[X910]--why 只用于 table")


def test_corpus_documents_are_all_read():
    assert len(extractions()) == len(DOCUMENTS) == len({Path(path).name for path in DOCUMENTS})


def test_every_rule_that_reads_a_limit_has_words():
    without = [rule.name for rule in RULES if "规则 " in rules.deadline(rule.name)]
    assert not without


def test_every_way_to_name_a_unit_that_was_weighed_has_words():
    told = [sign.removeprefix("rule ") for sign in load("review")["units"] if sign.startswith("rule ")]
    assert told
    assert [code for code in told if "规则 " in rules.owner(code)] == []
