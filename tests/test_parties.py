"""Persons are no units: whose figures their rows stand in, who gets a notice, what a bulletin says."""

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from ledger_builders import REGISTRY, deadline, document, owner, rows, task
from ledger_lives import live
from openpyxl import load_workbook

from models import EventKind, Roster, RosterUnit
from pipeline.commands.app import main
from pipeline.exports.circulars import circular_files
from pipeline.exports.earlier import with_earlier
from pipeline.exports.papers.official_page import OfficialPage
from pipeline.exports.slim import Slim
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger, NewEvent
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.statistics import PERSONS, PERSONS_NOTE, by_unit, counted
from pipeline.rosters import Parties, kind_of_party

DATA = Path(__file__).parent / "data" / "ledger"
NAMES = list(csv.DictReader((DATA / "parties.csv").open(encoding="utf-8")))
READ, CUT = dt.date(2025, 6, 9), dt.date(2025, 7, 10)
ROSTER = Roster(
    name="名册.csv",
    units=(
        RosterUnit(name="县水利局", leader="李副县长"),
        RosterUnit(name="县林业局", leader="王副县长"),
        RosterUnit(name="县教育局", leader="王副县长"),
    ),
)
PAPER = document(
    "县水利局局长要在6月底前查清渗漏点。\n"
    "护林员要在6月底前巡完三遍山。\n"
    "我要在6月底前到包联村走一遍。\n"
    "各村要在6月底前修好排水沟。\n"
    "县林业局和护林员要在6月底前清完防火带。\n"
    "县水利局要在6月底前加固堤岸。\n"
    "要在6月底前公布举报电话。"
)
WHO = {
    "查清渗漏点": ["县水利局局长"],
    "巡完三遍山": ["护林员"],
    "到包联村走一遍": ["我"],
    "修好排水沟": ["各村"],
    "清完防火带": ["县林业局", "护林员"],
    "加固堤岸": ["县水利局"],
    "公布举报电话": [],
}


def owners(names):
    called = {"我": "讲话人"}
    return [owner(PAPER, name, name=called.get(name, ""), group=name == "各村") for name in names]


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    path = tmp_path_factory.mktemp("persons") / "l.db"
    due = deadline(PAPER, "6月底前", "date", due="2025-06-30")
    with Ledger.open(path) as opened:
        opened.add(
            rows(PAPER, *(task(PAPER, m, owners=owners(n), deadline=due) for m, n in WHO.items())), READ
        )
        for entry in [row for row in opened.state().entries if row.owners]:
            begun = [("06-10", "督查室", "file", {"pending": True}), ("06-10", "督查室", "assign", {})]
            live(opened, entry.id, begun)
    return path


@pytest.fixture(scope="module")
def snapshot(where):
    with Ledger.open(where) as opened:
        made = Snapshot(opened.state(), CUT, load_light_rules(), REGISTRY)
        return with_earlier(opened, made)


def words(data):
    paper = Document(io.BytesIO(data))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


@pytest.mark.parametrize("row", NAMES, ids=[row["name"] for row in NAMES])
def test_who_is_a_person_and_which_body_he_answers_for(row):
    assert (kind_of_party(row["name"]).value, Parties().body(row["name"])) == (row["kind"], row["body"])


def test_a_leader_whom_the_roster_gives_one_body_answers_for_it():
    parties = Parties(ROSTER)
    assert parties.body("李副县长") == "县水利局"
    assert parties.body("王副县长") == "", "he has two: nobody can tell for which"
    assert parties.bodies(["护林员", "县林业局", "李副县长"]) == ("县林业局", "县水利局")


def test_figures_count_a_post_for_its_body_and_other_persons_apart(snapshot):
    found = by_unit(counted(snapshot.entries))
    assert {name: len(part) for name, part in found.items()} == {
        "县水利局": 2,
        "县林业局": 1,
        "各村": 1,
        PERSONS: 2,
    }
    assert [*found][-1] == PERSONS


def test_a_bulletin_calls_only_bodies_late_and_names_no_person(snapshot):
    told = words(dict(circular_files("督查通报", snapshot))["督查通报.docx"])
    body, _, _ = told.partition("（印发单位）")
    assert "（二）有逾期未办结任务的单位（2个）\n县水利局（2项）、县林业局（1项）。" in body
    assert "（三）连续两次有逾期任务的单位（0个）" in body
    assert (
        "不列入以上单位的逾期任务：以统称交办、尚未分解到单位的：各村（1项）；"
        "由个人（按职务）承担、没有对应单位的2项。"
    ) in body
    assert not any(name in body for name in ("护林员", "讲话人", "局长"))


def test_the_table_of_units_has_one_line_for_all_persons(snapshot):
    book = load_workbook(io.BytesIO(dict(circular_files("督查通报", snapshot))["督查通报附表.xlsx"]))
    names = [cell.value for cell in book.worksheets[0]["A"]][3:]
    assert names[:5] == ["县水利局", "县林业局", "各村", PERSONS, "合计（每项任务计一次）"]
    assert f"注：{PERSONS_NOTE}" in names, "who reads the line is told what it is"


def test_no_person_gets_a_notice_and_no_row_is_left_out(snapshot):
    files = dict(circular_files("督办通知单", snapshot))
    unplaced = "督办通知单/待落实到单位的任务.docx"
    assert set(files) == {*(f"督办通知单/{unit}.docx" for unit in ("县水利局", "县林业局", "各村")), unplaced}
    own = words(files["督办通知单/县水利局.docx"])
    assert "查清渗漏点" in own
    assert "县水利局局长（责任）" in own, "the unit is told whom the paper means"
    rest = words(files[unplaced])
    assert all(measure in rest for measure in ("巡完三遍山", "到包联村走一遍"))
    assert all(measure not in rest for measure in ("清完防火带", "加固堤岸", "修好排水沟"))


def test_a_task_sheet_for_the_office_has_what_nobody_was_named_for(snapshot):
    files = dict(circular_files("单位任务单", snapshot))
    assert "公布举报电话" in words(files["单位任务单/待落实到单位的任务.docx"])


def test_sheets_to_be_filled_in_are_for_units_and_one_for_the_rest(snapshot):
    files = dict(circular_files("单位填报表", snapshot))
    assert {name.removeprefix("单位填报表/") for name in files} == {
        "县水利局.xlsx",
        "县林业局.xlsx",
        "各村.xlsx",
        "待落实到单位的任务.xlsx",
    }


def test_statistics_on_the_screen_say_the_same(where, capsys):
    assert main(["ledger", "stats", "--ledger", str(where), "--today", "2025-07-10"]) == 0
    said = capsys.readouterr().out
    assert PERSONS in said
    assert f"注：{PERSONS_NOTE}\n" in said
    assert "局长" not in said


@pytest.mark.parametrize("name", ["kind", "文件种类", "种类"])
def test_statistics_by_kind_of_paper(where, capsys, name):
    args = ["ledger", "stats", "--ledger", str(where), "--today", "2025-07-10", "--group", name]
    assert main(args) == 0
    assert "讲话" in capsys.readouterr().out


def test_a_roster_moves_the_rows_of_its_leaders(tmp_path):
    paper = document("李副县长要在6月底前查清渗漏点。")
    with Ledger.open(tmp_path / "l.db") as opened:
        units = [unit.model_dump() for unit in ROSTER.units]
        roster = {"roster": {"name": "r", "units": units}}
        opened.append([NewEvent(EventKind.ROSTER_SET, "roster", roster)], READ, "督查室")
        opened.add(rows(paper, task(paper, "查清渗漏点", owners=[owner(paper, "李副县长")])), READ)
        state = opened.state()
    assert [*by_unit(state.entries, Parties(state.roster))] == ["县水利局"]


def test_a_bulletin_of_a_large_ledger_lists_so_many_open_rows_and_says_where_the_others_are(
    snapshot, monkeypatch
):
    monkeypatch.setattr(OfficialPage, "most_rows", 2)
    files = dict(circular_files("督查通报", snapshot))
    assert "注：共6项，这里列出前2项，其余见附表 Excel。" in words(files["督查通报.docx"])
    sheet = load_workbook(io.BytesIO(files["督查通报附表.xlsx"])).worksheets[-1]
    assert sum(cell.value is not None for cell in sheet["A"]) >= 6


def test_rows_without_their_words_give_the_same_bulletin(where, snapshot):
    with Ledger.open(where) as opened:
        slim = with_earlier(opened, replace(snapshot, state=opened.state(each=Slim())))
    assert dict(circular_files("督查通报", slim)) == dict(circular_files("督查通报", snapshot))
