"""`ledger adopt`: other offices' ledgers become rows with their cells; twice adds nothing, changes show."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook

from models import LedgerRow, RowOwner
from pipeline.commands.app import main
from pipeline.exports.sheets.wording import problem_kind
from pipeline.ledger import Ledger, Setting, check
from pipeline.ledger_files import read_ledger
from pipeline.ledger_files.as_entries import as_entries
from pipeline.ledger_files.grids import rows_of
from pipeline.registry import load_registry

REGISTRY, _ = load_registry()
ROWS = [
    ["序号", "存在问题", "整改措施", "责任单位", "", "责任领导", "完成时限", "办理状态"],
    ["", "", "", "牵头单位", "配合单位", "", "", ""],
    [1, "泵站老化", "更换泵站机组3台", "县水利局", "县财政局", "周某某", "2025年8月底", "办理中"],
    [2, "台账不全", "补齐工程档案", "县档案馆", "", "周某某", "每季度末", "已完成"],
    [3, "排口未整治", "封堵雨污混接排口", "各乡镇", "", "", "立行立改", ""],
    [4, "无人负责", "明确管护主体", "", "", "", "", ""],
]


OPEN = [
    ["问题", "整改措施", "责任单位", "时限"],
    ["渠道淤塞", "待明确", "县水利局", "2025-06-30"],
    ["河道采砂", "", "县水利局", "长期坚持"],
    ["", "待明确（问题：闸门漏水）", "县水利局", "2025-07-31"],
    ["堤顶开裂", "灌浆封闭裂缝", "县水利局", "2025-08-31"],
]


@pytest.fixture
def office(tmp_path, monkeypatch, capsys):
    """Write the sheet, run the command on it, look at the ledger."""
    monkeypatch.chdir(tmp_path)

    class Office:
        def write(self, rows=ROWS, name="水利台账.xlsx"):
            book = Workbook()
            book.active.title = "整改"
            for row in rows:
                book.active.append(row)
            for area in ("D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2", "G1:G2", "H1:H2"):
                book.active.merge_cells(area)
            book.save(name)

        def adopt(self, *options, day="2025-06-10", name="水利台账.xlsx"):
            code = main(
                [
                    "ledger",
                    "adopt",
                    name,
                    "--ledger",
                    "台账.db",
                    "--by",
                    "县委督查室",
                    "--today",
                    day,
                    *options,
                ]
            )
            said = capsys.readouterr()
            return code, said.out, said.err

        def entries(self):
            with Ledger.open("台账.db") as ledger:
                assert check(ledger).problems == ()
                return {entry.measure: entry for entry in ledger.state().entries}

        def events(self):
            with Ledger.open("台账.db") as ledger:
                return ledger.events()

    made = Office()
    made.write()
    return made


def test_first_the_difference_then_rows_with_their_cells(office):
    code, out, _ = office.adopt()
    assert (code, office.events()) == (0, ())
    assert "新增（工作表“整改”C3） 更换泵站机组3台" in out
    assert "表中 4 条：新增 4 条" in out
    assert office.adopt("--apply")[0] == 0
    found = office.entries()
    pump = found["更换泵站机组3台"]
    assert [(o.name, o.role.value) for o in pump.owners] == [("县水利局", "lead"), ("县财政局", "support")]
    assert (pump.status, pump.original_due, pump.issue) == ("filed", dt.date(2025, 8, 31), "泵站老化")
    assert pump.sources[0].place.label() == "工作表“整改”C3"
    assert "周某某" in "".join(doubt.reason for doubt in pump.doubts)


def test_nothing_is_invented(office):
    office.adopt("--apply")
    found = office.entries()
    assert {m: (e.status.value, e.missing) for m, e in found.items()} == {
        "更换泵站机组3台": ("filed", ()),
        "补齐工程档案": ("filed", ()),
        "封堵雨污混接排口": ("filed", ("deadline",)),
        "明确管护主体": ("draft", ("owner", "deadline")),
    }
    archive = found["补齐工程档案"].deadline
    assert (archive.kind.value, archive.every) == ("recurring", "每季度末")
    stream = found["封堵雨污混接排口"]
    assert (stream.deadline.due, stream.owners[0].group, stream.handling.pending) == (None, True, True)
    notes = [event for event in office.events() if event.kind == "noted"]
    assert [event.payload for event in notes if event.subject == found["补齐工程档案"].id] == [
        {"topic": "原台账记载", "状态": "已完成"}
    ]


def test_a_second_time_adds_nothing_on_whatever_day(office):
    office.adopt("--apply")
    before = office.events()
    code, out, err = office.adopt("--apply", day="2025-07-01")
    assert (code, err, office.events()) == (0, "", before)
    assert "相同 4 条" in out
    assert "没有新增" in out


def test_a_later_version_is_compared_and_what_is_filed_stays(office):
    office.adopt("--apply")
    later = [list(row) for row in ROWS[:5]] + [
        [5, "新问题", "疏浚干渠5公里", "县水利局", "", "", "2025-12-31", ""]
    ]
    later[2][6] = "2025年10月底"
    office.write(later)
    out = office.adopt("--apply", day="2025-07-01")[1]
    assert "不同（已立项，不覆盖）（工作表“整改”C3） 更换泵站机组3台：时限" in out
    assert "新增（工作表“整改”C6） 疏浚干渠5公里" in out
    assert "这次没有（保留）（工作表“整改”C6） 明确管护主体" in out
    found = office.entries()
    assert found["更换泵站机组3台"].original_due == dt.date(2025, 8, 31)
    assert found["疏浚干渠5公里"].status == "filed"
    assert len(found) == 5


def test_the_name_and_the_words_make_the_id():
    rows = (LedgerRow(id="1", measure="疏浚干渠", owners=(RowOwner(name="县水利局"),)),)
    one, again, other = (as_entries(name, rows, REGISTRY) for name in ("甲.csv", "甲.csv", "乙.csv"))
    assert one == again
    assert one.normalised.entries[0].id != other.normalised.entries[0].id
    assert one.normalised.entries[0].owners[0].role == "responsible"


def test_a_file_that_is_no_ledger_is_said_to_be(office, tmp_path):
    (tmp_path / "甲.csv").write_text("一,二\n3,4\n", "utf-8")
    code, out, err = office.adopt(name="甲.csv")
    assert (code, out) == (3, "")
    assert "[G004]" in err


def test_a_row_that_was_merged_is_shown_and_stays_so(office):
    office.adopt("--apply")
    rows = office.entries()
    one, other = (rows[name].id for name in ("更换泵站机组3台", "封堵雨污混接排口"))
    with Ledger.open("台账.db") as ledger:
        ledger.merge(one, other, "督查室", Setting(dt.date(2025, 6, 11)), "一并办理")
    changed = [
        [cell if cell != "封堵雨污混接排口" else "封堵雨污混接排口9处" for cell in row] for row in ROWS
    ]
    office.write(changed)
    said = office.adopt()[1]
    assert f"{other}  已并案（不动），并入 {one}" in said
    office.write()
    said = office.adopt()[1]
    assert "已并案（不动） 1 条" in said
    assert "相同 3 条" in said


def test_the_kind_of_a_problem_is_not_the_problem(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("台账.csv").write_text(
        "序号,类别,存在问题,整改措施,责任单位,完成时限\n1,政策落实,补贴发放不及时,完成补贴发放,县财政局,2026年6月30日\n",
        "utf-8",
    )
    assert main(["ledger", "adopt", "台账.csv", "--ledger", "台账.db", "--by", "督查室", "--apply"]) == 0
    with Ledger.open("台账.db") as ledger:
        (entry,) = ledger.state().entries
    assert (entry.issue, problem_kind(entry)) == ("补贴发放不及时", "政策落实")
    alone = "序号,问题类别,整改措施,责任单位\n1,政策落实,完成补贴发放,县财政局\n"
    (row,) = rows_of([line.split(",") for line in alone.splitlines()], "表")
    assert (row.issue, row.kind) == ("政策落实", "")


def test_a_measure_that_is_open_stays_open_as_in_rows_of_ours(tmp_path):
    book = Workbook()
    book.active.title = "整改台账"
    for row in OPEN:
        book.active.append(row)
    book.save(tmp_path / "台账.xlsx")
    rows = read_ledger(str(tmp_path / "台账.xlsx")).with_findings().rows
    made = as_entries("台账.xlsx", rows, REGISTRY).normalised.entries
    assert [(entry.issue, entry.measure) for entry in made] == [
        ("渠道淤塞", ""),
        ("河道采砂", ""),
        ("闸门漏水", ""),
        ("堤顶开裂", "灌浆封闭裂缝"),
    ]
    assert [("measure" in entry.missing) for entry in made] == [True, True, True, False]
    assert [entry.sources[0].quote for entry in made] == ["渠道淤塞", "河道采砂", "闸门漏水", "灌浆封闭裂缝"]
    assert made[0].sources[0].place.label() == "工作表“整改台账”第2行"
    assert len({entry.id for entry in made}) == len(made)


def test_our_own_row_without_a_measure_comes_back_as_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("清单.txt").write_text(
        "青竹县水利督查问题整改清单\n\n1.存在问题：闸门漏水。\n责任单位：县水利局\n整改时限：2025年9月30日\n",
        "utf-8",
    )
    assert main(["batch", "清单.txt", "--ledger", "a.db", "--out", "out"]) == 0
    for form in ("整改台账.xlsx", "整改台账.csv", "整改台账.jsonl"):
        assert (
            main(["ledger", "adopt", f"out/{form}", "--ledger", f"{form}.db", "--by", "督查室", "--apply"])
            == 0
        )
        with Ledger.open(f"{form}.db") as ledger:
            (entry,) = ledger.state().entries
        assert (entry.measure, "measure" in entry.missing) == ("", True)
        assert "闸门漏水" in entry.issue
    assert "待明确（问题：" in capsys.readouterr().out


@pytest.mark.usefixtures("office")
def test_looking_needs_nobody_and_makes_no_ledger(capsys):
    assert main(["ledger", "adopt", "水利台账.xlsx", "--ledger", "新.db"]) == 0
    assert not Path("新.db").exists()
    assert main(["ledger", "adopt", "水利台账.xlsx", "--ledger", "新.db", "--apply"]) == 2
    assert "缺少 --by" in capsys.readouterr().err
    assert not Path("新.db").exists()


def test_the_sheet_of_what_to_look_at_is_never_a_ledger(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("提纲.txt").write_text("要切实提高认识，不断加强学习。\n", "utf-8")
    main(["batch", "提纲.txt", "--ledger", "a.db", "--out", "out"])
    assert main(["ledger", "adopt", "out/整改台账.xlsx", "--ledger", "b.db", "--by", "督查室"]) == 3
    assert "G009" in capsys.readouterr().err
