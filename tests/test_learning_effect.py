"""Cue words and event dates that were taught change what the next run reads; nothing else does."""

import json
from pathlib import Path

import pytest

from pipeline.commands.app import main

DATE = "2026-03-01"


@pytest.fixture
def read(tmp_path, monkeypatch, capsys):
    """Read one note in a folder of its own, after teaching some lessons; the records."""
    monkeypatch.chdir(tmp_path)

    def call(text, *lessons, date=DATE):
        Path("a.txt").write_text(text, "utf-8")
        for lesson in lessons:
            assert main(["learn", *lesson.split()]) == 0
        capsys.readouterr()
        assert main(["extract", "a.txt", "--format", "jsonl", "--date", date]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return call


def due(records):
    (record,) = (record for record in records if record["kind"] == "task")
    return record["deadline"]["due"]


@pytest.mark.parametrize("words", ["国庆前", "国庆节前", "国庆假期前"])
def test_limit_before_an_event_ends_the_day_before(read, words):
    text = f"区住建局要在{words}完成3处危房改造。"
    assert due(read(text)) is None
    assert due(read(text, "event 国庆 2026-10-01")) == "2026-09-30"


def test_event_of_a_table_cell_or_closing_bracket_is_dated_too(read):
    text = "完成3处危房改造。（区住建局负责，完成时限：汛期前）"
    assert due(read(text, "event 汛期 2026-05-20")) == "2026-05-19"


def test_event_of_another_year_gives_no_date(read):
    text = "区住建局要在国庆前完成3处危房改造。"
    lesson = "event 国庆 2026-10-01"
    assert due(read(text, lesson, date="2024-03-01")) is None
    assert due(read(text, date="2026-11-01")) is None


def test_event_of_a_year_that_the_text_names_is_not_dated_by_another_year(read):
    text = "区住建局要在2027年国庆节前完成3处危房改造。"
    assert due(read(text, "event 国庆节 2026-10-01")) is None


def test_taught_verb_makes_a_demand_concrete(read):
    text = "要用心踏勘。"
    assert [record["kind"] for record in read(text)] != ["task"]
    assert [record["kind"] for record in read(text, "cue action 踏勘")] == ["task"]


def test_taught_finding_makes_a_problem(read):
    text = "二、存在的问题\n部分社区网格走访挂空挡。"
    assert "issue" in [record["kind"] for record in read(text, "cue finding 挂空挡")]


def test_taught_finding_word_alone_is_enough(read):
    text = "北坡片区的巡护挂空挡。"
    assert "issue" not in [record["kind"] for record in read(text)]
    assert "issue" in [record["kind"] for record in read(text, "cue finding 挂空挡")]


def test_sentence_with_a_taught_phrase_is_no_task(read):
    text = "区财政局要在6月底前报送清单，上述安排仅供参考。"
    assert [record["kind"] for record in read(text)] == ["task"]
    assert "task" not in [record["kind"] for record in read(text, "cue not-task 仅供参考")]


def test_sentence_that_a_taught_phrase_stopped_is_listed_with_the_reason(read, capsys):
    read("区财政局要在6月底前报送清单，上述安排仅供参考。", "cue not-task 仅供参考")
    assert main(["extract", "a.txt", "--format", "json"]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    (rejected,) = document["rejected"]
    assert "本地词表" in rejected["reason"]


def test_forgotten_word_has_no_effect_any_more(read):
    text = "区住建局要在国庆前完成3处危房改造。"
    assert due(read(text, "event 国庆 2026-10-01")) == "2026-09-30"
    assert due(read(text, "forget 国庆")) is None


def test_longer_taught_unit_is_read_whole(read):
    text = "城管局直属机动一分队要在6月底前清理3处占道摊点。"
    (record,) = read(text, "unit 城管局直属机动一分队")
    assert [owner["name"] for owner in record["owners"]] == ["城管局直属机动一分队"]
