"""`export` of a part of the ledger: only what was asked for, and said so; the ledger as it once stood."""

import datetime as dt
import json

import pytest
from ledger_builders import numbered
from ledger_lives import MEETING, PLAN, assigned, live

from pipeline.commands import waiting
from pipeline.commands.app import main
from pipeline.exports import MOST_ROWS
from pipeline.ledger import Ledger
from pipeline.returned import read_returned

DAY = ("--today", "2025-07-02")


@pytest.fixture
def where(tmp_path):
    """A ledger of seven rows: one assigned to 县水利局 and overdue on the day, six drafts."""
    path = str(tmp_path / "台账.db")
    with Ledger.open(path) as ledger:
        entry = assigned(ledger)
        ledger.add(numbered(2), MEETING + dt.timedelta(1))
        live(ledger, entry, [("06-12", "县水利局", "receive", {})])
    return path


def exported(where, tmp_path, *words, form="jsonl"):
    out = tmp_path / "out"
    assert main(["export", "--ledger", where, "--format", form, "--out", str(out), *DAY, *words]) == 0
    return out / f"整改台账.{form}"


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        (["--light", "red"], [PLAN]),
        (["--light", "red", "--unit", "财政"], [PLAN]),
        (["--light", "red", "--unit", "教育"], []),
        (["--status", "已签收"], [PLAN]),
        (["--due-before", "2025-07-01"], [PLAN]),
    ],
)
def test_only_the_rows_that_match_are_written(where, tmp_path, capsys, words, measures):
    lines = exported(where, tmp_path, *words).read_text("utf-8").splitlines()
    assert [json.loads(line)["measure"] for line in lines] == measures
    assert f"共 {len(measures)} 条" in capsys.readouterr().out


def test_a_part_in_excel_says_so_and_comes_back(where, tmp_path):
    from openpyxl import load_workbook

    path = exported(where, tmp_path, "--unit", "财政", form="xlsx")
    words = [str(cell.value) for row in load_workbook(path)["整改台账"].iter_rows(max_row=5) for cell in row]
    assert any("只列部分任务（单位名称含“财政”），共 1 项任务，来源文件 1 份" in line for line in words)
    assert main(["ledger", "import", str(path), "--ledger", where, "--by", "督查室", *DAY]) == 0
    assert len(read_returned(path).rows) == 1


def test_upto_gives_the_ledger_as_it_stood(where, tmp_path):
    with Ledger.open(where) as ledger:
        first = ledger.state(3).entries
    lines = exported(where, tmp_path, "--upto", "3").read_text("utf-8").splitlines()
    assert (
        [json.loads(line)["status"] for line in lines] == [entry.status for entry in first] == ["draft"] * 2
    )


def test_filters_are_not_for_papers(where, tmp_path, capsys):
    words = ["export", "--ledger", where, "--paper", "督查通报", "--out", str(tmp_path), "--unit", "财政"]
    assert main(words) == 2
    assert "--id" in capsys.readouterr().err


def test_who_waits_is_told_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)
    told = waiting.Told(range(1200), "已处理 {} 条……")
    assert list(told) == list(range(1200))
    assert capsys.readouterr().err.splitlines() == ["已处理 500 条……", "已处理 1000 条……"]
    assert told.count == 1200


@pytest.fixture
def small_files(monkeypatch):
    """An Excel that holds three rows, so that a ledger of seven is a large one."""
    monkeypatch.setitem(MOST_ROWS, "xlsx", 3)


@pytest.mark.usefixtures("small_files")
def test_more_rows_than_an_excel_holds_are_refused(where, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["export", "--ledger", where, "--format", "xlsx", "--out", str(out), *DAY]) == 3
    told = capsys.readouterr().err
    assert told.startswith("[E003]共 7 条任务，一个 xlsx 文件最多写 3 条，没有写。")
    assert "--unit" in told
    assert not (out / "整改台账.xlsx").exists()


@pytest.mark.usefixtures("small_files")
@pytest.mark.parametrize("words", [["--light", "red"], ["--status", "已签收"], ["--upto", "2"]], ids=" ".join)
def test_a_part_of_a_large_ledger_is_written_in_excel(where, tmp_path, words):
    assert exported(where, tmp_path, *words, form="xlsx").exists()


@pytest.mark.usefixtures("small_files")
def test_batch_into_a_large_ledger_writes_what_can_be_written(where, tmp_path, capsys):
    paper, out = tmp_path / "通知.txt", tmp_path / "out"
    paper.write_text("关于抓好秋收的通知\n县农业农村局要在9月底前完成农机检修。\n", "utf-8")
    assert main(["batch", str(paper), "--ledger", where, "--out", str(out), *DAY]) == 1
    assert "[E003]共 8 条任务" in capsys.readouterr().err
    assert {path.name for path in out.iterdir()} == {"整改台账.csv", "整改台账.jsonl"}


@pytest.mark.usefixtures("small_files")
def test_a_paper_of_every_row_is_refused_and_one_of_some_rows_is_written(where, tmp_path, capsys):
    words = ["export", "--ledger", where, "--paper", "时间表", "--out", str(tmp_path / "out"), *DAY]
    assert main(words) == 3
    told = capsys.readouterr().err
    assert told.startswith("[E003]共 7 条任务，一个 xlsx 文件最多写 3 条，没有写。 请用 --id 指定要写的任务")
    with Ledger.open(where) as ledger:
        plan = next(entry.id for entry in ledger.state().entries if entry.measure == PLAN)
    assert main([*words, "--id", plan]) == 0
    assert (tmp_path / "out" / "时间表.xlsx").exists()
