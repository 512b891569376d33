"""`ledger` on the command line, as a clerk uses it."""

import datetime as dt
import json
import sys

import pytest
from ledger_lives import PLAN, assigned, live

from pipeline.commands.app import main
from pipeline.ledger import Ledger

PROGRESS = ("06-12", "县水利局", "progress", {"percent": 10, "note": "已踏勘"})


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run a `ledger` command on the ledger of the test; its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def call(command, *arguments):
        code = main(["ledger", command, *map(str, arguments), "--ledger", "台账.db"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def entry(tmp_path):
    """A row that is assigned, received and behind."""
    with Ledger.open(tmp_path / "台账.db") as ledger:
        name = assigned(ledger)
        live(ledger, name, [("06-11", "县水利局", "receive", {}), PROGRESS])
    return name


def test_an_act_says_what_came_of_it_and_a_double_run_adds_nothing(run, entry):
    arguments = (entry[:6], "--by", "县水利局", "--today", "2025-06-20", "--note", "初稿完成")
    assert run("progress", *arguments) == (0, f"{entry}  进展已登记。\n", "")
    assert run("progress", *arguments) == (0, f"{entry}  已登记过，没有新增。\n", "")


def test_a_broken_rule_is_one_line_that_says_what_to_do(run, entry):
    code, out, err = run("apply", entry, "--by", "县水利局", "--evidence", "会议纪要:第3次会议")
    assert (code, out, err.count("\n")) == (3, "", 1)
    assert err.startswith(f"[L031]（{entry}）")
    code, out, err = run("remind", entry, "E没有", "--by", "督查室")
    assert (code, err.startswith("[L009]")) == (1, True)
    assert entry in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["apply", "E", "--by", "县水利局", "--evidence", "传言:听说"], "[L032]"),
        (["list", "--status", "没这种"], "[X910]"),
        (["edit", "E", "--by", "督查室"], "[X910]"),
        (["check", "--known", "abc"], "[L047]"),
        (["show", "E"], "[L046]"),
        (["stats", "--group", "x"], "[X910]--group 的值不对：没有「x」这种分组，只能是 单位（unit）"),
    ],
)
def test_mistakes_are_answered_in_a_line(run, entry, arguments, code):
    assert entry
    exit_code, out, err = run(*arguments)
    assert (exit_code in (2, 3), out, err.count("\n")) == (True, "", 1)
    assert err.startswith(code)


def test_list_narrows_and_computes_for_the_day(run, entry):
    def listed(*arguments):
        code, out, _ = run("list", "--format", "jsonl", "--today", "2025-06-20", *arguments)
        assert code == 0
        return [json.loads(line) for line in out.splitlines()]

    assert len(listed()) == 2
    (row,) = listed("--light", "red")
    assert (row["id"], row["light_reasons"]) == (entry, ["进度落后40个百分点"])
    assert (row["answered"], row["landed"], row["current_due"]) == (True, False, "2025-06-30")
    assert [r["id"] for r in listed("--unit", "财政")] == [entry]
    assert [r["id"] for r in listed("--status", "办理中", "--due-before", "2025-07-01")] == [entry]
    assert listed("--due-before", "2025-06-30") == listed("--unit", "教育") == []
    assert [r["status"] for r in listed("--upto", "3", "--unit", "财政")] == ["draft"]


def test_show_tells_words_loop_and_history(run, entry):
    code, out, _ = run("show", entry, "--today", "2025-06-20")
    assert code == 0
    for words in (
        "红灯",
        PLAN,
        "第1段",
        "「县水利局牵头，县财政局配合，要在6月底前编制护岸修复方案。」",
        "督查缺",
    ):
        assert words in out
    assert "已踏勘；10%" in out
    assert "回音：有；着落：没有" in out


def test_correction_of_a_draft(run, entry, tmp_path):
    with Ledger.open(tmp_path / "台账.db") as ledger:
        draft = next(e.id for e in ledger.state().entries if e.id != entry)
    assert run("edit", draft, "--by", "督查室", "--lead", "城关镇、东关镇", "--due", "2025-08-01")[:2] == (
        0,
        f"{draft}  已改正。\n",
    )
    with Ledger.open(tmp_path / "台账.db") as ledger:
        row = next(e for e in ledger.state().entries if e.id == draft)
    assert ([o.name for o in row.owners], row.current_due) == (["城关镇", "东关镇"], dt.date(2025, 8, 1))
    assert run("edit", entry, "--by", "督查室", "--due", "2026-01-01")[2].startswith("[L038]")


def test_a_past_report_comes_out_again_to_the_byte(run, entry):
    reports = []
    for later in (False, True):
        if later:
            run("progress", entry, "--by", "县水利局", "--percent", "80", "--today", "2025-06-25")
        reports.append(run("stats", "--today", "2025-06-20", "--upto", "7", "--format", "json"))
    assert reports[0] == reports[1]
    assert json.loads(reports[0][1])["groups"]["县水利局"]["answer_rate"] == [1, 1]
    assert "县水利局" in run("stats", "--today", "2025-06-20")[1]


@pytest.mark.parametrize("at_once", [2, 2_000])
def test_feed_goes_on_where_the_reader_left_off(run, entry, monkeypatch, at_once):
    monkeypatch.setattr(sys.modules["pipeline.commands.ledger.events"], "_AT_ONCE", at_once)
    _, first, _ = run("events", "--format", "jsonl")
    seen = [json.loads(line) for line in first.splitlines()]
    assert [event["seq"] for event in seen] == list(range(1, len(seen) + 1))
    run("remind", entry, "--by", "督查室", "--today", "2025-06-21")
    _, more, _ = run("events", "--format", "jsonl", "--since", len(seen))
    (event,) = map(json.loads, more.splitlines())
    assert (event["subject"], event["payload"]["action"]) == (entry, "remind")


def test_events_as_a_table_are_a_page_that_says_how_to_go_on(run, entry):
    with Ledger.open("台账.db") as ledger:
        assert ledger.history(entry)
        last = ledger.last_seq()
    _, page, _ = run("events", "--limit", 2)
    assert (f"记录 {last} 条" in page, "接着看用 --since 2；" in page) == (True, True)
    _, rest, _ = run("events", "--since", 2)
    assert (f"记录 {last - 2} 条" in rest, "接着看" in rest) == (True, False)
    _, lines, _ = run("events", "--format", "jsonl", "--limit", 2)
    assert [json.loads(line)["seq"] for line in lines.splitlines()] == [1, 2]
    assert run("events", "--since", last + 5)[0] == 0


def test_check_backup_restore(run, entry, tmp_path, capsys):
    assert entry
    code, out, _ = run("check")
    noted = out.rsplit("：", 1)[1].strip()
    assert (code, run("check", "--known", noted)[0]) == (0, 0)
    number = noted.split(":")[0]
    assert run("check", "--known", f"{number}:000000")[2].startswith("[L043]")
    assert run("backup", "备份.db")[:2] == (0, out)
    assert run("backup", "备份.db")[2].startswith("[L045]")
    assert main(["ledger", "restore", "备份.db", "--ledger", str(tmp_path / "恢复.db")]) == 0
    assert capsys.readouterr().out == out
