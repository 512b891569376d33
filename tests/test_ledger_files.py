"""Ledgers of other offices to rows: formats, headings in other words, merged cells, what is no ledger."""

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from models import Role, RowOwner
from pipeline.ledger_files import read_ledger
from pipeline.ledger_files.cells import date_of, owners_of
from pipeline.ledger_files.columns import field_of, find_header

HEAD = ["序号", "存在问题", "整改措施", "牵头单位", "配合单位", "完成时限", "办理情况"]
ROW = ["7", "路灯不亮", "更换路灯120盏", "县城管局", "县财政局、各街道", "2026年5月底前", "已换80盏"]


def written(tmp_path, rows, merges=(), name="台账.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    book.save(tmp_path / name)
    return str(tmp_path / name)


def expect_row(row):
    assert (row.id, row.issue, row.measure) == ("7", "路灯不亮", "更换路灯120盏")
    assert row.owners == (
        RowOwner(name="县城管局", role=Role.LEAD),
        RowOwner(name="县财政局", role=Role.SUPPORT),
        RowOwner(name="各街道", role=Role.SUPPORT),
    )
    assert (row.deadline, row.due, row.progress) == ("2026年5月底前", dt.date(2026, 5, 31), "已换80盏")


def test_excel_below_a_title_and_a_note(tmp_path):
    path = written(tmp_path, [["整改台账"], ["填报单位：县城管局"], HEAD, ROW], ["A1:G1"])
    (row,) = read_ledger(path).rows
    expect_row(row)
    assert row.place == "Sheet第4行"


def test_two_rows_of_headings_and_merged_cells(tmp_path):
    heads = [["序号", "工作任务", "责任单位", None, "时限"], [None, None, "牵头", "配合", None]]
    rows = [
        [1, "修订应急预案", "县应急局", "县气象局", dt.date(2026, 4, 30)],
        [None, None, "县水利局", None, None],
        [2, "补充物资", "县应急局", None, "每季度"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "B3:B4", "E3:E4"]
    found = read_ledger(written(tmp_path, [*heads, *rows], merges)).rows
    assert [row.measure for row in found] == ["修订应急预案", "补充物资"]
    assert [(owner.name, owner.role) for owner in found[0].owners] == [
        ("县应急局", Role.LEAD),
        ("县气象局", Role.SUPPORT),
        ("县水利局", Role.LEAD),
    ]
    assert [row.due for row in found] == [dt.date(2026, 4, 30), None]
    assert found[1].deadline == "每季度"


def test_same_as_above(tmp_path):
    rows = [["1", "清运垃圾", "县城管局", "4月底"], ["2", "清掏管网", "同上", "〃"]]
    found = read_ledger(written(tmp_path, [["编号", "任务内容", "责任单位", "完成时间"], *rows])).rows
    assert (found[1].owners[0].name, found[1].deadline) == ("县城管局", "4月底")


def test_numbers_that_begin_anew_stay_apart(tmp_path):
    book = Workbook()
    for sheet in (book.active, book.create_sheet("二季度")):
        sheet.append(["序号", "工作任务", "责任单位"])
        sheet.append([1, f"任务{sheet.title}", "县教育局"])
    book.save(tmp_path / "l.xlsx")
    ids = [row.id for row in read_ledger(str(tmp_path / "l.xlsx")).rows]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("整改台账", "问题清单", "责任清单", "附：一般性要求"), ("整改台账",)),
        (("任务清单", "问题清单", "责任清单"), ("任务清单",)),
        (("一季度台账", "二季度台账"), ("一季度台账", "二季度台账")),
        (("问题清单", "责任清单"), ("问题清单", "责任清单")),
        (("城区", "乡镇", "附表"), ("城区", "乡镇", "附表")),
    ],
)
def test_lists_beside_the_ledger_of_a_workbook_are_no_rows_of_it(tmp_path, names, kept):
    book = Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(["序号", "工作任务", "责任单位"])
        sheet.append([1, f"任务{name}", "县教育局"])
    book.save(tmp_path / "l.xlsx")
    found = read_ledger(str(tmp_path / "l.xlsx"))
    assert [row.measure for row in found.rows] == [f"任务{name}" for name in kept]
    left_out = [name for name in names if name not in kept]
    assert [problem.code for problem in found.problems] == ["G006"] * bool(left_out)
    assert all(f"“{name}”" in found.problems[0].message for name in left_out)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_offices(tmp_path, encoding):
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, ROW))
    (tmp_path / "l.csv").write_text(text, encoding)
    (row,) = read_ledger(str(tmp_path / "l.csv")).rows
    expect_row(row)


def test_table_in_word_with_a_cell_merged_downwards(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("整改台账")
    table = document.add_table(rows=3, cols=len(HEAD))
    for line, cells in zip(table.rows, (HEAD, ROW, ROW), strict=True):
        for cell, words in zip(line.cells, cells, strict=True):
            cell.text = words
    table.cell(2, 3).text = "县住建局"
    for column in (0, 1, 2):
        table.cell(1, column).merge(table.cell(2, column)).text = ROW[column]
    document.save(tmp_path / "l.docx")
    (row,) = read_ledger(str(tmp_path / "l.docx")).rows
    assert {owner.name for owner in row.owners} == {"县城管局", "县财政局", "各街道", "县住建局"}


def test_our_own_ledger(tmp_path):
    from pipeline.commands.app import main

    path = tmp_path / "通知.txt"
    path.write_text("县林业局要在2026年4月底前完成古树挂牌。\n", "utf-8")
    assert main(["batch", str(path), "--ledger", str(tmp_path / "l.db"), "--today", "2026-03-02"]) == 0
    (row,) = read_ledger(str(tmp_path / "l.db")).rows
    assert (row.owners[0].name, row.due) == ("县林业局", dt.date(2026, 4, 30))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("没有.xlsx", None, "G001"),
        ("图.png", b"\x89PNG", "G002"),
        ("坏.xlsx", b"PK\x03\x04 broken", "R080"),
        ("坏.docx", b"no zip at all", "R020"),
        ("坏.jsonl", b"{not json}", "G011"),
        ("列表.jsonl", b"[1, 2]", "G011"),
        ("无表头.csv", "你好,再见\n一,二\n".encode(), "G004"),
        ("空.csv", b"", "G004"),
        ("假.db", b"SQLite format 3\x00" + b"\x00" * 100, "L008"),
    ],
)
def test_what_is_no_ledger_is_said_with_an_advice(tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ledger = read_ledger(str(tmp_path / name))
    assert ledger.rows == ()
    (problem,) = ledger.problems
    assert (problem.code[0], bool(problem.action)) == (code[0], True)
    if code[0] != "L":
        assert problem.code == code


def test_a_range_of_billions_of_merged_cells_costs_nothing(tmp_path):
    path = written(tmp_path, [HEAD, ROW])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    members[sheet] = members[sheet].replace(b"</sheetData>", merged)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert len(read_ledger(path).rows) == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("整改责任单位", "responsible"),
        ("牵 头\n单位", "lead"),
        ("完成时限（年月日）", "deadline"),
        ("佐证材料", "evidence"),
        ("督办单位", ""),
        ("工作任务及要求", "measure"),
        ("联系电话", ""),
        ("整改落实措施", "measure"),
        ("责任镇街", "responsible"),
        ("目标完成时间", "deadline"),
        ("问题描述及整改措施", "measure"),
        ("任务号", "id"),
        ("序", "serial"),
        ("几时办结", "deadline"),
        ("目前状态", "status"),
        ("办到哪一步", "status"),
        ("交办来源", "source"),
        ("谁交办", "source"),
    ],
)
def test_headings_in_other_words(words, field):
    assert (field_of(words) if field else field_of(words) in ("", "supervisor")) == (field or True)


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        ("序号 事项 内容 承办单位", {0: "serial", 1: "issue", 2: "measure", 3: "responsible"}),
        ("清单编号 问题 督办事项 工作要求", {0: "id", 1: "issue", 3: "measure"}),
        ("督办事项 责任单位 时限", {0: "measure", 1: "responsible", 2: "deadline"}),
        ("工作任务 具体措施 责任单位", {0: "measure", 2: "responsible"}),
    ],
)
def test_what_only_names_a_measure_gives_way_to_what_is_to_be_done(heads, fields):
    found = find_header([heads.split()])
    assert found
    assert found.fields == fields


def test_a_table_without_a_measure_is_no_ledger():
    assert find_header([["姓名", "电话"], ["甲", "1"]]) is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("县财政局（牵头）、县审计局", [("县财政局", "lead"), ("县审计局", "responsible")]),
        ("牵头单位：县农业农村局；配合单位：县林业局、县水利局",
         [("县农业农村局", "lead"), ("县林业局", "support"), ("县水利局", "support")]),
        ("各县（市、区）政府", [("各县（市、区）政府", "responsible")]),
        ("县住建局\n县城管局", [("县住建局", "responsible"), ("县城管局", "responsible")]),
    ],
)  # fmt: skip
def test_several_units_in_one_cell(cell, names):
    assert [(o.name, o.role.value) for o in owners_of(cell, Role.RESPONSIBLE)] == names


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年5月底前", "2026-05-31"),
        ("2026.6.30", "2026-06-30"),
        ("2026年1月至2026-12-31", "2026-12-31"),
        ("2026年2月30日", "None"),
        ("2026年12月底", "2026-12-31"),
        ("6月底", "None"),
    ],
)
def test_days_in_cells(words, day):
    assert str(date_of(words)) == day


@pytest.mark.parametrize(
    "address", ["clerk:secret@/nowhere?host={}", "clerk@/nowhere?host={}&password=secret"]
)
def test_the_password_of_a_server_never_gets_into_a_report(tmp_path, address):
    found = read_ledger("postgresql://" + address.format(tmp_path))
    assert found.name.startswith("postgresql://clerk")
    assert "secret" not in found.name + "".join(problem.line() for problem in found.problems)


EMPTY = ["1", "路灯不亮", "更换路灯120盏", "待明确", "/", "时限待定", "暂无"]


def test_words_that_say_nothing_are_as_good_as_an_empty_cell(tmp_path):
    (row,) = read_ledger(written(tmp_path, [HEAD, EMPTY])).rows
    assert (row.owners, row.deadline, row.due, row.progress) == ((), "", None, "")


@pytest.mark.parametrize("name", ["台账.xlsx", "台账.csv"])
def test_a_problem_without_a_measure_that_is_somebodys_is_told(tmp_path, name):
    rows = [
        ["问题", "整改措施", "责任单位", "时限"],
        ["渠道淤塞", "清淤3公里", "县水利局", "2025-06-30"],
        ["河道采砂", "", "县水利局", "长期坚持"],
        ["说明：以上各条按月报送", "", "", ""],
    ]
    if name.endswith("csv"):
        (tmp_path / name).write_text("\n".join(",".join(row) for row in rows), "utf-8")
        found = read_ledger(str(tmp_path / name))
    else:
        found = read_ledger(written(tmp_path, rows))
    assert [row.measure for row in found.rows] == ["清淤3公里"]
    told = [one.message for one in found.problems if one.code == "G013"]
    assert len(told) == 1
    assert "第3行" in told[0]


def test_a_measure_that_is_still_open_keeps_its_row(tmp_path):
    (row,) = read_ledger(written(tmp_path, [HEAD, [*EMPTY[:2], "待明确", *EMPTY[3:]]])).rows
    assert row.measure == "待明确"


def test_a_number_of_the_row_goes_before_its_place_in_the_list(tmp_path):
    rows = [["序号", "台账编号", "工作任务", "责任单位"], ["1", "ZG-7", "清运垃圾", "县城管局"]]
    assert [row.id for row in read_ledger(written(tmp_path, rows)).rows] == ["ZG-7"]
    rows[0][1] = "联系电话"
    assert [row.id for row in read_ledger(written(tmp_path, rows)).rows] == ["1"]


@pytest.mark.parametrize(
    ("limit", "day", "status", "due"),
    [
        ("6月底前", "2026-06-30", "办理中", "2026-06-30"),
        ("2026年5月底前", "2026-06-30", "办理中", "2026-05-31"),
        ("立即", "2026-06-30", "已完成", "None"),
        ("2026年5月底前", "2026-06-30", "已完成", "2026-05-31"),
        ("", "2026-06-30", "", "2026-06-30"),
    ],
)
def test_two_columns_of_dates(tmp_path, limit, day, status, due):
    heads = ["编号", "工作任务", "责任单位", "整改时限", "完成日期", "办理状态"]
    (row,) = read_ledger(written(tmp_path, [heads, ["1", "清运垃圾", "县城管局", limit, day, status]])).rows
    assert (row.deadline, str(row.due)) == (limit, due)


@pytest.mark.parametrize(
    ("heads", "due"),
    [
        (["编号", "任务", "责任单位", "办结时间"], "2026-06-30"),
        (["编号", "任务", "完成时限", "办结时间"], "None"),
    ],
)
def test_a_day_of_finishing_beside_no_limit_is_the_limit(tmp_path, heads, due):
    (row,) = read_ledger(written(tmp_path, [heads, ["1", "清运垃圾", "", "2026-06-30"]])).rows
    assert str(row.due) == due


def test_who_is_only_presumed_is_not_named_by_the_ledger(tmp_path):
    rows = [["编号", "工作任务", "责任单位", "责任领导"], ["1", "清运垃圾", "县城管局", "周某某（推定）"]]
    (row,) = read_ledger(written(tmp_path, rows)).rows
    assert [owner.name for owner in row.owners] == ["县城管局"]


@pytest.mark.parametrize("status", ["作废", "已撤销", "并案", "并入第3项", "已作废（重复）", "不再实施"])
@pytest.mark.parametrize("name", ["l.xlsx", "l.csv", "l.jsonl"])
def test_a_row_that_is_void_or_merged_counts_nowhere_and_is_named(tmp_path, name, status):
    rows = [["编号", "工作任务", "责任单位", "状态"], ["甲1", "清运垃圾", "县城管局", status]]
    rows.append(["甲2", "清掏管网", "县住建局", "办理中"])
    found = read_ledger(in_form(tmp_path, name, rows))
    assert [row.id for row in found.rows] == ["甲2"]
    (told,) = found.problems
    assert (told.code, "甲1" in told.message, found.readable) == ("G007", True, True)


@pytest.mark.parametrize("status", ["办理中", "已销号", "撤销处分2人", "未作废", "取消不合理收费"])
def test_a_row_that_is_under_way_or_done_counts(tmp_path, status):
    rows = [["编号", "工作任务", "责任单位", "状态"], ["甲1", "清运垃圾", "县城管局", status]]
    assert len(read_ledger(in_form(tmp_path, "l.csv", rows)).rows) == 1


@pytest.mark.parametrize("name", ["l.xlsx", "l.csv", "l.jsonl"])
def test_a_ledger_without_rows_is_an_empty_one(tmp_path, name):
    found = read_ledger(in_form(tmp_path, name, [["编号", "工作任务", "责任单位", "状态"]]))
    assert (found.rows, found.readable, [p.code for p in found.problems]) == ((), True, ["G009"])


def in_form(tmp_path, name, rows):
    """The table as a file of that kind."""
    path = tmp_path / name
    if name.endswith("xlsx"):
        return written(tmp_path, rows, name=name)
    if name.endswith("csv"):
        path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    else:
        keys = ("id", "measure", "owners", "status")
        lines = [dict(zip(keys, (row[0], row[1], [row[2]], row[3]), strict=True)) for row in rows[1:]]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return str(path)


def lines_of(tmp_path, *records):
    path = tmp_path / "l.jsonl"
    texts = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records)
    path.write_text("\n".join(texts), "utf-8")
    return read_ledger(str(path))


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0c", "\x1e"])
def test_json_lines_end_at_line_feeds_only(tmp_path, sign):
    text = f"清淤{sign}护坡"
    line = json.dumps({"id": "1", "measure": text}, ensure_ascii=False)
    assert [row.measure for row in lines_of(tmp_path, line).rows] == [text]


def test_equal_ids_in_json_lines_are_told_apart(tmp_path):
    found = lines_of(tmp_path, {"id": "1", "measure": "清淤"}, {"id": "1", "measure": "护坡"})
    assert [row.id for row in found.rows] == ["1", "1#2"]


def test_a_part_says_the_same_as_the_row_that_it_is_a_part_of(tmp_path):
    whole = {"id": "E1", "measure": "清淤", "owners": ["各乡镇"]}
    part = {"id": "E1-01", "parent": "E1", "measure": "清淤", "owners": ["青石镇"]}
    found = lines_of(tmp_path, whole, part)
    assert ([row.id for row in found.rows], [p.code for p in found.problems]) == (["E1"], ["G008"])
    assert [row.id for row in lines_of(tmp_path, part).rows] == ["E1-01"]


def test_every_bad_line_is_named_at_once(tmp_path):
    bad = [
        "{not json}",
        [1],
        {"id": "3"},
        {"measure": 5},
        {"measure": "清淤", "owners": "县水利局"},
        {"measure": "清淤", "owners": [{"unit": "县水利局"}]},
        {"measure": "清淤", "owners": [{"name": "县水利局", "role": "boss"}]},
        {"measure": "清淤", "deadline": {"text": "", "due": "2026-99-99"}},
        {"measure": "清淤", "deadline": 7},
    ]
    found = lines_of(tmp_path, {"measure": "护坡"}, *bad)
    assert (found.rows, found.readable) == ((), False)
    assert {problem.code for problem in found.problems} == {"G011"}
    assert [problem.place for problem in found.problems] == [
        f"l.jsonl 第{number}行" for number in range(2, len(bad) + 2)
    ]


def test_a_file_that_is_bad_all_through_is_told_in_few_lines(tmp_path):
    found = lines_of(tmp_path, *["x"] * 500)
    assert [problem.code for problem in found.problems][-2:] == ["G011", "G012"]
    assert "480" in found.problems[-1].message


def test_a_quotation_mark_that_is_never_closed_swallows_no_row(tmp_path):
    rows = ["序号,整改措施,责任单位,完成时限", '1,"清淤,县水利局,6月底']
    rows += ["2,护坡,县住建局,7月底", '3,"补种, 三处",县林业局,"8月\n底"']
    (tmp_path / "l.csv").write_text("\n".join(rows), "utf-8")
    found = read_ledger(str(tmp_path / "l.csv"))
    assert [row.measure for row in found.rows] == ["清淤", "护坡", "补种, 三处"]
    assert [row.owners[0].name for row in found.rows] == ["县水利局", "县住建局", "县林业局"]
    (told,) = found.problems
    assert (told.code, "第2行" in told.message) == ("R079", True)


MARKED = {
    "title.xlsx": [["机密★1年"], HEAD, ROW],
    "hidden.xlsx": [HEAD, ROW],
    "机密-台账.xlsx": [HEAD, ROW],
    "机密/台账.xlsx": [HEAD, ROW],
    "cell.csv": [["秘密"], HEAD, ROW],
    "word.docx": [HEAD, ROW],
    "field.jsonl": [],
}


def marked(tmp_path, name):
    path, rows = tmp_path / name, MARKED[name]
    path.parent.mkdir(exist_ok=True)
    if name == "hidden.xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.active.oddHeader.right.text = "机密★1年"
        book.save(path)
    elif name.endswith("xlsx"):
        written(tmp_path, rows, name=name)
    elif name.endswith("csv"):
        path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    elif name.endswith("docx"):
        from docx import Document

        document = Document()
        document.add_paragraph("绝密★启用前")
        table = document.add_table(rows=2, cols=len(HEAD))
        for line, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(line.cells, cells, strict=True):
                cell.text = words
        document.save(path)
    else:
        path.write_text(json.dumps({"id": "1", "measure": "清淤", "source": "机密★1年"}), "utf-8")
    return str(path)


@pytest.mark.parametrize("name", MARKED)
def test_a_ledger_with_a_mark_of_secrecy_is_stopped_whatever_is_accepted(tmp_path, name):
    path = marked(tmp_path, name)
    for accepted in (False, True):
        found = read_ledger(path, accept_internal=accepted)
        assert (found.rows, [problem.code for problem in found.problems]) == ((), ["R070"])


def test_an_internal_ledger_is_read_when_that_is_accepted(tmp_path):
    path = written(tmp_path, [["内部资料　注意保存"], HEAD, ROW])
    assert [problem.code for problem in read_ledger(path).problems] == ["R072"]
    found = read_ledger(path, accept_internal=True)
    assert (len(found.rows), [problem.code for problem in found.problems]) == (1, ["R073"])


def test_a_secret_ledger_leaves_nothing_in_ours(tmp_path, run):
    path, ledger = marked(tmp_path, "机密-台账.xlsx"), tmp_path / "l.db"
    code, _, err = run("ledger", "adopt", path, "--ledger", ledger, "--by", "督查室", "--apply")
    assert (code, "[R070]" in err, ledger.exists()) == (3, True, False)


def test_a_word_ledger_is_opened_under_the_guards_of_every_word_file(tmp_path):
    path = Path(marked(tmp_path, "word.docx"))
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    head, body = members["word/document.xml"].split(b"?>", 1)
    members["word/document.xml"] = head + b'?><!DOCTYPE x [<!ENTITY a "b">]>' + body
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert [problem.code for problem in read_ledger(str(path)).problems] == ["R022"]
