"""One office is one office: which names are one body's, in figures, in papers, and in what it may do."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from ledger_builders import deadline, document, owner, rows, task
from ledger_lives import act, live

from models import EntryOwner, EventKind, Role, Roster, RosterUnit
from pipeline.commands.app import main
from pipeline.exports.circulars import circular_files
from pipeline.exports.duties import shares_in, unplaced_in
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger, NewEvent, check
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.statistics import by_leader, by_unit, counted
from pipeline.rosters import Bodies, find_unit, is_part, read_units, same_body

DATA = Path(__file__).parent / "data" / "ledger"
NAMES = list(csv.DictReader((DATA / "same_bodies.csv").open(encoding="utf-8")))
CELLS = list(csv.DictReader((DATA / "unit_cells.csv").open(encoding="utf-8")))
DAY, CUT = dt.date(2025, 6, 9), dt.date(2025, 7, 10)
PAPER = document(
    "县住建局要在6月底前修好路灯。\n"
    "县住房和城乡建设局要在6月底前清掏雨水管。\n"
    "各乡镇(街道)和村组干部要在6月底前清理河道。\n"
    "县水利局牵头，各乡镇(街道)配合，要在6月底前加固堤岸。"
)
ROSTER = Roster(
    name="名册.csv",
    units=(
        RosterUnit(name="石门镇", kind="乡镇"),
        RosterUnit(name="牛头乡", kind="乡镇（街道）"),
        RosterUnit(name="县住房和城乡建设局", kind="县直部门", leader="张副县长"),
    ),
)


def reading():
    who = {
        "修好路灯": [owner(PAPER, "县住建局")],
        "清掏雨水管": [owner(PAPER, "县住房和城乡建设局")],
        "清理河道": [owner(PAPER, "各乡镇(街道)", group=True), owner(PAPER, "村组干部")],
        "加固堤岸": [owner(PAPER, "县水利局", "lead"), owner(PAPER, "各乡镇(街道)", "support", group=True)],
    }
    due = deadline(PAPER, "6月底前", "date", due="2025-06-30")
    return rows(PAPER, *(task(PAPER, words, owners=names, deadline=due) for words, names in who.items()))


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(reading(), DAY)
        payload = {"roster": ROSTER.model_dump(mode="json")}
        opened.append([NewEvent(EventKind.ROSTER_SET, "roster", payload)], DAY, "督查室")
        yield opened


def named(ledger, measure):
    return next(row.id for row in ledger.state().entries if row.measure == measure and not row.parent)


def begin(ledger, *measures):
    for measure in measures:
        live(
            ledger,
            named(ledger, measure),
            [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})],
        )


def run(_, capsys, *words):
    code = main(["ledger", *words, "--ledger", "l.db", "--by", "督查室", "--today", "2025-06-10"])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("row", NAMES, ids=[f"{row['name']} {row['other']}" for row in NAMES])
def test_which_names_are_one_body(row):
    assert same_body(row["name"], row["other"]) is bool(row["same"])
    assert same_body(row["other"], row["name"]) is bool(row["same"])


def test_what_the_office_has_taught_is_one_body():
    assert same_body("县综治中心", "县社会治安综合治理中心", "local.综治", "local.综治")
    assert not same_body("县综治中心", "县社会治安综合治理中心")


def test_a_name_without_its_place_joins_the_only_one_there_is():
    one = Bodies([("教育局", ""), ("县教育局", ""), ("青禾县教育局", "")])
    assert {one.called(name) for name in ("教育局", "县教育局")} == {"青禾县教育局"}
    two = Bodies([("教育局", ""), ("青禾县教育局", ""), ("和平县教育局", "")])
    assert two.called("教育局") == "教育局"


def test_a_body_is_called_as_the_roster_calls_it_else_in_full():
    names = [("县住建局", "zjj"), ("县住房和城乡建设局", "")]
    assert Bodies(names).called("县住建局") == "县住房和城乡建设局"
    short = Roster(name="r", units=(RosterUnit(name="县住建局"),))
    assert Bodies(names, short).called("县住房和城乡建设局") == "县住建局"
    assert Bodies(names[:1], ROSTER).called("县住建局") == "县住建局", "no row has the roster's name"
    old = Roster(name="r", units=(RosterUnit(name="柳湾镇", former=("下柳乡",)),))
    assert Bodies([("下柳乡", ""), ("柳湾镇", "")], old).called("下柳乡") == "柳湾镇"


def test_a_part_of_an_office_is_known_under_its_other_name():
    assert is_part("县住建局村镇股", "县住房和城乡建设局")
    assert not is_part("县教育工会", "县教育局")
    assert not is_part("县住建局", "县住房和城乡建设局")


def test_the_roster_finds_a_body_by_its_other_names():
    assert find_unit("县住建局", ROSTER).leader == "张副县长"
    assert find_unit("石门镇人民政府", ROSTER).name == "石门镇"
    assert find_unit("县教育局", ROSTER) is None


def test_figures_and_leaders_have_one_line_for_an_office(ledger):
    begin(ledger, "修好路灯", "清掏雨水管")
    entries = counted(ledger.state().entries)
    assert {name: len(part) for name, part in by_unit(entries).items()} == {"县住房和城乡建设局": 2}
    assert {name: len(part) for name, part in by_leader(entries, ROSTER).items()} == {"张副县长": 2}


def test_the_screen_and_a_part_of_the_rows_call_it_the_same(ledger, capsys):
    begin(ledger, "修好路灯")
    assert main(["ledger", "stats", "--ledger", "l.db", "--today", "2025-06-10", "--format", "json"]) == 0
    assert '"县住房和城乡建设局": {' in capsys.readouterr().out
    snapshot = Snapshot(ledger.state(), CUT, load_light_rules())
    some = [row for row in snapshot.entries if row.measure == "修好路灯"]
    assert [*by_unit(some, snapshot.parties)] == ["县住房和城乡建设局"]


def test_an_office_gets_one_letter_however_a_person_spelt_it(ledger):
    bare = EntryOwner(name="县住建局", mention="", role=Role.RESPONSIBLE, basis="explicit")
    entries = [
        row.model_copy(update={"owners": (bare,)}) if row.measure == "修好路灯" else row
        for row in ledger.state().entries
    ]
    shares = {share.unit: len(share.duties) for share in shares_in(entries)}
    assert shares == {"县住房和城乡建设局": 2, "县水利局": 1, "各乡镇(街道)": 2}


def test_an_office_acts_under_each_name_and_never_judges_its_own_row(ledger):
    begin(ledger, "修好路灯")
    row = named(ledger, "修好路灯")
    proof = {"evidence": [["acceptance", "验收单"], ["photo", "照片"], ["register", "排查表"]]}
    live(
        ledger,
        row,
        [
            ("06-11", "县住房和城乡建设局", "receive", {}),
            ("06-12", "县住建局", "progress", {"note": "已修好"}),
            ("06-13", "县住房和城乡建设局公用股", "apply", proof),
        ],
    )
    for judge in ("县住房和城乡建设局", "县住建局", "青禾县住建局", "住建局"):
        assert act(ledger, row, "06-14", judge, "close", {"note": "属实"}).problems[0].code == "L012"
    live(ledger, row, [("06-14", "市住建局", "close", {"note": "属实"})])


@pytest.mark.parametrize("row", CELLS, ids=[row["cell"] for row in CELLS])
def test_what_a_cell_of_units_says(row):
    found = read_units(row["cell"], Role.RESPONSIBLE)
    if row["units"].startswith("!"):
        assert found == row["units"][1:]
        return
    wanted = [part.partition(":") for part in row["units"].split()]
    assert [(o.name, o.role.value) for o in found] == [(n, r or "responsible") for n, _, r in wanted]


# Expanding


def expand(ledger, capsys, measure, *options):
    return run(ledger, capsys, "expand", named(ledger, measure), "--apply", *options)


def test_a_roster_of_townships_expands_to_all_and_says_what_it_lacks(ledger, capsys):
    code, out, err = expand(ledger, capsys, "清理河道")
    assert (code, "已展开 2 条：石门镇、牛头乡" in out) == (0, True)
    assert "[L097]" in err
    assert "街道" in err
    parts = [row for row in ledger.state().entries if row.parent]
    assert [(part.owners[0].unit, part.owners[0].group) for part in parts] == [("xzzf", False)] * 2


def test_a_class_that_the_roster_lacks_is_said(ledger, capsys):
    payload = {"roster": {"name": "r", "units": [{"name": "县水利局", "kind": "部门"}]}}
    ledger.append([NewEvent(EventKind.ROSTER_SET, "roster", payload)], DAY, "督查室")
    assert (
        expand(ledger, capsys, "清理河道")[2].startswith("[L095]")
        or "L095" in expand(ledger, capsys, "清理河道")[2]
    )
    assert "L095" in run(ledger, capsys, "expand")[2], "also where no row was named"


def test_a_class_that_only_helps_gets_no_rows(ledger, capsys):
    code, _, err = expand(ledger, capsys, "加固堤岸")
    assert (code, "L094" in err) == (3, True)
    assert not [row for row in ledger.state().entries if row.parent]


def test_a_body_that_has_its_row_under_another_name_gets_no_second(ledger, capsys):
    expand(ledger, capsys, "清理河道", "--to", "石门镇人民政府")
    assert "已展开 1 条，原有 1 条不变：牛头乡" in expand(ledger, capsys, "清理河道")[1]


def test_parts_that_stay_behind_are_told_and_then_go_alone(ledger, capsys):
    whole = named(ledger, "清理河道")
    assert "加 --parts，连同它们一起办" in expand(ledger, capsys, "清理河道")[1]
    assert "还有 2 条没有立项" in run(ledger, capsys, "file", whole)[1]
    assert "有 2 条还是草稿" in run(ledger, capsys, "assign", whole)[1]
    code, out, _ = run(ledger, capsys, "file", whole, "--parts")
    assert (code, out.count("已立项"), "只办它的下级任务" in out) == (0, 2, True)
    assert run(ledger, capsys, "assign", whole, "--parts")[0] == 0
    assert {row.status for row in ledger.state().entries if row.parent == whole} == {"assigned"}


def test_what_was_expanded_counts_once_and_gets_no_letter(ledger, capsys):
    expand(ledger, capsys, "清理河道")
    for row in ledger.state().entries:
        if row.measure == "清理河道":
            live(ledger, row.id, [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})])
    entries = ledger.state().entries
    assert {name: len(part) for name, part in by_unit(counted(entries)).items()} == {"牛头乡": 1, "石门镇": 1}
    asked = [row for row in entries if row.measure == "清理河道"]
    assert {share.unit for share in shares_in(asked, ROSTER)} == {"石门镇", "牛头乡"}
    assert unplaced_in(asked, ROSTER) == []
    files = dict(circular_files("督办通知单", Snapshot(ledger.state(), CUT, load_light_rules())))
    assert {name.rpartition("/")[2] for name in files} == {"石门镇.docx", "牛头乡.docx"}


def test_a_roster_says_which_of_its_kinds_no_class_means(ledger, tmp_path, capsys):
    path = tmp_path / "名册.csv"
    path.write_text("单位名称,类别\n石门镇,乡镇\n县城投公司,国有企业\n县水利局,县直部门\n", "utf-8")
    code, out, err = run(ledger, capsys, "roster", str(path))
    assert (code, "镇 1、国有企业 1、部门 1" in out) == (0, True)
    assert "N024" in err
    assert "国有企业" in err


# Correcting and handing over


def test_helpers_alone_leave_a_row_without_owner(ledger, capsys):
    row = named(ledger, "修好路灯")
    run(ledger, capsys, "edit", row, "--responsible", "", "--support", "县财政局")
    assert next(e for e in ledger.state().entries if e.id == row).missing == ("owner",)
    assert act(ledger, row, "06-10", "督查室", "file", {}).problems[0].code == "L020"
    run(ledger, capsys, "edit", row, "--lead", "县住建局/县城管局（配合）")
    entry = next(e for e in ledger.state().entries if e.id == row)
    assert [(o.name, o.role.value, o.unit) for o in entry.owners] == [
        ("县住建局", "lead", "zjj"),
        ("县财政局", "support", "czj"),
        ("县城管局", "support", "zfj"),
    ]
    assert entry.missing == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [("每季度末月28日", "recurring"), ("长期坚持", "standing"), ("2025年8月1日", "date"), ("尽快", None)],
)
def test_the_office_sets_a_limit_in_words(ledger, capsys, words, kind):
    row = named(ledger, "修好路灯")
    code, _, err = run(ledger, capsys, "edit", row, "--due", words)
    limit = next(e for e in ledger.state().entries if e.id == row).deadline
    if kind is None:
        assert (code, "L091" in err, str(limit.due)) == (3, True, "2025-06-30")
        return
    assert (code, limit.kind.value) == (0, kind)
    assert limit.text == ("6月底前" if kind == "date" else words)


def test_a_row_under_way_is_handed_over_and_keeps_its_history(ledger, capsys):
    begin(ledger, "加固堤岸")
    row = named(ledger, "加固堤岸")
    live(
        ledger,
        row,
        [("06-10", "县水利局", "receive", {}), ("06-10", "县水利局", "progress", {"note": "已进场"})],
    )
    assert "移交" in run(ledger, capsys, "edit", row, "--lead", "县财政局")[2]
    assert "L092" in run(ledger, capsys, "transfer", row, "--note", "职责调整")[2]
    assert "L093" in run(ledger, capsys, "transfer", row, "--note", "职责调整", "--to", "县水务局")[2]
    assert "L090" in run(ledger, capsys, "transfer", row, "--note", "职责调整", "--to", "县财政局抓紧")[2]
    assert "已移交" in run(ledger, capsys, "transfer", row, "--note", "职责调整", "--to", "县应急局")[1]
    entry = next(e for e in ledger.state().entries if e.id == row)
    assert [(o.name, o.role.value) for o in entry.owners] == [
        ("县应急局", "lead"),
        ("各乡镇(街道)", "support"),
    ]
    assert (entry.status, str(entry.current_due), entry.handling.note) == ("assigned", "2025-06-30", "已进场")
    assert act(ledger, row, "06-11", "县水利局", "apply", {}).problems
    live(ledger, row, [("06-11", "县应急管理局", "receive", {})])
    assert check(ledger).problems == ()
    assert "移交给 县应急局" in "".join(shown(row, capsys).split("\n"))


def shown(row, capsys):
    main(["ledger", "show", row, "--ledger", "l.db", "--today", "2025-06-12"])
    return capsys.readouterr().out
