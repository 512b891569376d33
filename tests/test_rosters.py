"""Rosters: whom 各乡镇 means, a row for each of them, and who may then act, judge and close."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from ledger_builders import deadline, document, owner, rows, task
from ledger_lives import act, live

from models import EventKind, Problem, Roster, RosterUnit
from pipeline.commands.app import main
from pipeline.ledger import Ledger, NewEvent, check
from pipeline.ledger.expanding import not_expanded, parts_named, parts_of
from pipeline.ledger.queries import find_ids, find_parts
from pipeline.ledger.statistics import by_leader, by_unit, counted
from pipeline.ledger_files import read_ledger
from pipeline.rosters import find_unit, leaders_of, members_of, read_roster

DATA = Path(__file__).parent / "data" / "ledger"
NAMES = list(csv.DictReader((DATA / "class_names.csv").open(encoding="utf-8")))
DAY = dt.date(2025, 6, 9)
TABLE = """青石县单位名册,,,,
单位名称,类别,所属乡镇,责任领导（分管）,曾用名
青石镇,,,周县长,
柳湾镇,,,吴县长,柳湾乡、下柳乡
白沙乡,,,吴县长,
城关街道办事处,,,郑县长,城关镇
柳湾村,,柳湾镇,,
县水利局,部门,,周县长,
"""
ROSTER = Roster(
    name="名册.csv",
    units=tuple(
        RosterUnit(name=name, kind=kind)
        for name, kind in [
            ("青石镇", "镇"),
            ("柳湾镇", "镇"),
            ("白沙乡", "乡"),
            ("城关街道", "街道"),
            ("柳湾村", "村"),
            ("北坡社区", "社区"),
            ("县水利局", "部门"),
        ]
    ),
)
EVIDENCE = {"evidence": [["register", "排查表"], ["photo", "照片"]]}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    return path


def paper(words="各乡镇(街道)"):
    made = document(f"{words}要在6月底前清理河道垃圾。")
    due = deadline(made, "6月底前", "date", due="2025-06-30")
    return rows(made, task(made, "清理河道垃圾", owners=[owner(made, words, group=True)], deadline=due))


@pytest.fixture
def ledger(address, file):
    """A ledger with the roster and one row of 各乡镇(街道)."""
    with Ledger.open(address) as opened:
        opened.add(paper(), DAY)
        roster = read_roster(file)
        payload = {"roster": roster.model_dump(mode="json")}
        opened.append([NewEvent(EventKind.ROSTER_SET, "roster", payload)], DAY, "督查室")
        yield opened


def expand(ledger):
    """The id of the row and those of its parts."""
    whole = next(entry for entry in ledger.state().entries if not entry.parent)
    made = parts_of(whole, ledger.roster(), find_parts(ledger, whole.id))
    ledger.append(made, DAY, "督查室")
    return whole.id, [part.id for part in find_parts(ledger, whole.id)]


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["name"] + row["comment"])
def test_whom_a_class_name_means(row):
    members = members_of(row["name"], ROSTER, row["quote"])
    found = [unit.kind for unit in members.units] if members else []
    assert found == [unit.kind for unit in ROSTER.units if unit.kind in row["kinds"].split()]
    if members:
        assert members.said == (int(row["said"]) if row["said"] else None)


def test_a_list_of_the_office_is_read(file, tmp_path):
    roster = read_roster(file)
    assert [(u.name, u.kind, u.leader) for u in roster.units[:4]] == [
        ("青石镇", "镇", "周县长"),
        ("柳湾镇", "镇", "吴县长"),
        ("白沙乡", "乡", "吴县长"),
        ("城关街道办事处", "街道", "郑县长"),
    ]
    assert roster.units[4].within == "柳湾镇"
    from openpyxl import Workbook

    book = Workbook()
    for line in TABLE.splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "名册.xlsx")
    assert read_roster(tmp_path / "名册.xlsx").units == roster.units


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "N021"), ("甲,乙\n1,2\n", "N022"), ("单位名称\n青石镇\n青石镇\n", "N023"), ("\0\0", "N021")],
)
def test_a_list_that_is_none_is_said_to_be(tmp_path, content, code):
    path = tmp_path / "名册.csv"
    if content is not None:
        path.write_text(content, "utf-8")
    found = read_roster(path)
    assert isinstance(found, Problem)
    assert found.code == code


def test_leaders_are_presumed_from_the_unit_and_renamed_bodies_are_known(file):
    roster = read_roster(file)
    assert [(one.name, one.unit) for one in leaders_of(["青石县水利局", "县水利局"], roster)] == [
        ("周县长", "青石县水利局")
    ]
    assert leaders_of(["县财政局"], roster) == ()
    assert find_unit("下柳乡", roster).name == "柳湾镇"
    assert leaders_of(["县水利局"], None) == ()


def test_each_gets_a_row_and_a_second_time_adds_none(ledger):
    whole, parts = expand(ledger)
    assert parts == [f"{whole}-{number:02}" for number in range(1, 5)]
    state = ledger.state()
    assert [entry.id for entry in state.entries] == [whole, *parts]
    named = {entry.id: [owner.name for owner in entry.owners] for entry in state.entries}
    assert named[parts[1]] == ["柳湾镇"]
    assert [entry.status for entry in state.entries] == ["draft"] * 5
    assert expand(ledger) == (whole, parts)
    assert len(ledger.state().entries) == 5
    assert find_ids(ledger, whole[:4]) == [whole]
    assert find_ids(ledger, parts[2]) == [parts[2]]
    assert ledger.add(paper(), DAY) == ()
    assert check(ledger).problems == ()


def test_what_was_asked_of_all_counts_once_for_each(ledger):
    whole, parts = expand(ledger)
    for name in (whole, *parts):
        live(ledger, name, [("06-10", "督查室", "file", {})])
    rows_that_count = counted(ledger.state().entries)
    assert {name: len(part) for name, part in by_unit(rows_that_count).items()} == {
        "城关街道办事处": 1,
        "柳湾镇": 1,
        "白沙乡": 1,
        "青石镇": 1,
    }


def test_an_audit_sees_what_was_asked_once(ledger, address):
    whole, _ = expand(ledger)
    assert [row.id for row in read_ledger(address).rows] == [whole]


def test_figures_by_leader_follow_the_roster(ledger):
    whole, parts = expand(ledger)
    for name in (whole, *parts):
        live(ledger, name, [("06-10", "督查室", "file", {})])
    rows_that_count = counted(ledger.state().entries)
    found = by_leader(rows_that_count, ledger.roster())
    assert {name: len(part) for name, part in found.items()} == {"周县长": 1, "吴县长": 2, "郑县长": 1}
    assert list(by_leader(rows_that_count, None)) == ["名册未写明"]


def test_a_number_that_differs_and_names_that_no_list_can_tell(ledger):
    def made(words, **options):
        (entry,) = paper(words).entries
        return parts_of(entry, ledger.roster(), (), **options)

    assert made("13个镇街").code == "L057"
    assert len(made("13个镇街", anyway=True)) == 3
    assert len(made("3个镇街")) == 3
    assert made("有关乡镇").code == "L056"
    (entry,) = paper("有关乡镇").entries
    assert len(parts_named(entry, ["青石镇", "白沙乡"], ())) == 2
    assert parts_of(entry, None, ()).code == "L055"
    part = entry.model_copy(update={"parent": "E1"})
    assert parts_named(part, ["青石镇"], ()).code == "L058"


def test_every_unit_is_every_department_and_who_is_left_out_is_said():
    (entry,) = paper("各单位").entries
    (told,) = not_expanded(entry, ROSTER)
    assert (told.code, "镇、乡、街道、村、社区不在内" in told.message) == ("L103", True)
    (entry,) = paper("县直各部门").entries
    assert not_expanded(entry, ROSTER) == []


def test_only_who_is_on_the_list_acts_for_all_and_none_of_them_judges(ledger):
    row = ledger.state().entries[0].id
    live(ledger, row, [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})])
    assert act(ledger, row, "06-11", "县教育局", "receive", {}).problems[0].code == "L011"
    live(
        ledger, row, [("06-11", "柳湾镇", "receive", {}), ("06-12", "下柳乡", "progress", {"note": "已清理"})]
    )
    live(ledger, row, [("06-13", "青石镇", "apply", EVIDENCE)])
    assert act(ledger, row, "06-14", "白沙乡", "close", {"note": "好"}).problems[0].code == "L012"


def test_a_whole_is_not_done_before_its_parts(ledger):
    whole, parts = expand(ledger)
    begun = [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})]
    for name in (whole, *parts):
        live(ledger, name, begun)
    for name, unit in zip(
        (whole, *parts), ("青石镇", "青石镇", "柳湾镇", "白沙乡", "城关街道办事处"), strict=True
    ):
        steps = [("receive", {}), ("progress", {"note": "已清理"}), ("apply", EVIDENCE)]
        live(ledger, name, [("06-12", unit, action, facts) for action, facts in steps])
    close = ("06-20", "督查室", "close", {"note": "属实"})
    for name in parts[:3]:
        live(ledger, name, [close])
    refused = act(ledger, whole, *close).problems[0]
    assert (refused.code, parts[3] in refused.message) == ("L053", True)
    assert act(ledger, whole, "06-20", "督查室", "void", {"note": "误录"}).problems[0].code == "L053"
    live(ledger, parts[3], [close])
    live(ledger, whole, [close])
    reopen = ("06-25", "督查室", "reopen", {"note": "反弹", **EVIDENCE})
    assert act(ledger, parts[0], *reopen).problems[0].code == "L054"
    live(ledger, whole, [reopen])
    live(ledger, parts[0], [reopen])
    assert check(ledger).problems == ()


def test_as_a_clerk_does_it(file, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with Ledger.open("台账.db") as opened:
        opened.add(paper(), DAY)
        row = opened.state().entries[0].id

    def run(*words):
        code = main(["ledger", *words, "--ledger", "台账.db"])
        said = capsys.readouterr()
        return code, said.out, said.err

    who = ("--by", "督查室", "--today", "2025-06-10")
    assert run("expand", row, *who)[0] == 3
    assert run("roster", str(file), *who)[1].endswith("已登记。\n")
    assert "与现在的名册相同" in run("roster", str(file), *who)[1]
    assert "镇 2、乡 1、街道 1、村 1、部门 1；写了责任领导的 5 个" in run("roster")[1]
    assert "可展开 4 条：青石镇、柳湾镇、白沙乡、城关街道办事处" in run("expand", *who)[1]
    assert run("expand", *who, "--apply")[1].startswith(f"{row}  已展开 4 条")
    assert run("file", row, *who, "--parts")[1].count("已立项") == 5
    shown = run("show", f"{row}-02", "--today", "2025-06-10")[1]
    assert "责任领导：吴县长（推定，按名册中的“柳湾镇”）" in shown
    assert f"上级任务：{row}" in shown
    assert "共 4 条" in run("show", row, "--today", "2025-06-10")[1]


@pytest.mark.parametrize("name", ["名册.csv", "机密-名册.csv", "机密/乡镇名册.csv"])
def test_a_roster_with_a_mark_of_secrecy_is_stopped(tmp_path, name):
    head = "机密★1年\n" if name == "名册.csv" else ""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{head}单位名称\n青石镇\n", "utf-8")
    refused = read_roster(path, accept_internal=True)
    assert (refused.code, refused.place) == ("R070", path.name)


def test_an_internal_roster_is_read_when_that_is_accepted(tmp_path):
    (tmp_path / "名册.csv").write_text("内部资料\n单位名称\n青石镇\n", "utf-8")
    assert read_roster(tmp_path / "名册.csv").code == "R072"
    assert len(read_roster(tmp_path / "名册.csv", accept_internal=True).units) == 1
