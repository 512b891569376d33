"""Spreadsheets: what the cells show, titles and tables apart, hidden parts said, hostile files refused."""

import csv
import datetime as dt
import io
import re
import time

import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from readers_builders import DATA, cells, codes, read_bytes, refused, repacked, texts
from sheet_builders import converted, needs_office, sheet_bytes, workbook_bytes

from models import Place
from pipeline.readers import Limits, read
from pipeline.readers.sheet.display import builtin, shown

with (DATA / "cell_formats.csv").open(encoding="utf-8") as file:
    FORMATS = list(csv.DictReader(file))

LEDGER = [
    ["栗溪县2026年河道采砂整治整改台账"],
    ["填报单位：栗溪县水利局", None, None, None, None, "填报日期：2026年4月8日"],
    ["序号", "存在问题", "整改措施", "责任分工", None, "完成时限"],
    [None, None, None, "牵头单位", "配合单位", None],
    [1, "采区界桩缺失", "补设界桩46根", "县水利局", "县公安局\n县交通运输局", dt.date(2026, 6, 30)],
    [None, None, "建立日巡查台账", None, None, dt.date(2026, 7, 31)],
    [2, "采砂船未安装定位", "完成定位安装", "县交通运输局", None, "长期坚持"],
    ["备注：完成率按月填报。"],
]
MERGED = ("A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A5:A6", "B5:B6", "D5:D6", "A8:F8")
SHOWN = {"F5": 'yyyy"年"m"月"d"日"', "F6": "yyyy-mm-dd"}


def ledger():
    return sheet_bytes(LEDGER, merged=MERGED, formats=SHOWN)


@pytest.mark.parametrize("case", FORMATS, ids=lambda case: f"{case['value']} as {case['format']}")
def test_number_is_shown_as_its_format_says(case):
    assert shown(float(case["value"]), case["format"]) == case["shown"]


def test_formats_known_by_number_and_the_other_epoch():
    assert shown(46203, builtin(14)) == "2026/6/30"
    assert shown(46203, builtin(31)) == "2026年6月30日"
    assert builtin(200) == "General"
    assert shown(46203 - 1462, "yyyy-mm-dd", since_1904=True) == "2026-06-30"
    assert shown(-5, "yyyy-mm-dd") == "-5"
    assert shown(1e9, "yyyy-mm-dd") == ""


def test_ledger_with_title_and_two_header_rows(tmp_path):
    document = read_bytes(tmp_path, "台账.xlsx", ledger())
    assert texts(document, "paragraph") == [
        "栗溪县2026年河道采砂整治整改台账",
        "填报单位：栗溪县水利局",
        "填报日期：2026年4月8日",
        "备注：完成率按月填报。",
    ]
    found = cells(document)
    assert found[:6] == [
        (1, 3, 1, "序号"),
        (1, 3, 2, "存在问题"),
        (1, 3, 3, "整改措施"),
        (1, 3, 4, "责任分工"),
        (1, 3, 5, ""),
        (1, 3, 6, "完成时限"),
    ]
    assert (1, 5, 5, "县公安局\n县交通运输局") in found
    assert [text for _, _, column, text in found if column == 6] == [
        *("完成时限", "", "2026年6月30日", "2026-07-31", "长期坚持"),
    ]
    block = next(
        block for block in document.blocks if document.raw[block.start : block.end] == "补设界桩46根"
    )
    assert block.place == Place(table=1, row=5, column=3, sheet="整改台账")
    assert block.place.label() == "工作表“整改台账”C5"
    assert (codes(document), document.reader) == ([], "lxml")


@needs_office
def test_old_workbook_reads_like_the_new_one(tmp_path):
    new = read_bytes(tmp_path, "台账.xlsx", ledger())
    for name in ("台账.xls", "台账.et"):
        old = read_bytes(tmp_path, name, converted(ledger(), "xlsx", "xls", tmp_path))
        assert old.raw == new.raw
        assert [block.place for block in old.blocks] == [block.place for block in new.blocks]
        assert (codes(old), old.reader, old.format) == ([], "xlrd", "xls")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "mark"), [("台账.csv", ","), ("台账.tsv", "\t"), ("台账.csv", ";")])
def test_ledger_as_delimited_text(encoding, name, mark, tmp_path):
    rows = [["序号", "整改措施", "责任单位"], ["1", '补设"界桩"46根，逐根编号', "县水利局\n县公安局"]]
    lines = [mark.join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows]
    document = read_bytes(tmp_path, name, ("栗溪县整改台账\r\n" + "\r\n".join(lines)).encode(encoding))
    assert texts(document, "paragraph") == ["栗溪县整改台账"]
    assert [text for *_, text in cells(document)] == [text for row in rows for text in row]
    assert document.blocks[4].place.label() == "A3"


def test_hidden_parts_are_left_out_and_said(tmp_path):
    def fill(book):
        sheet = book.active
        sheet.title = "台账"
        for row in (
            ["序号", "措施", "内部口径"],
            [1, "清淤三公里", "暂缓"],
            [2, "拆除围网", "已拆"],
            [3, "补种", "x"],
        ):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = book.create_sheet("去年")
        other["A1"] = "旧任务"
        other.sheet_state = "hidden"

    document = read_bytes(tmp_path, "台账.xlsx", workbook_bytes(fill))
    assert [text for *_, text in cells(document)] == ["序号", "措施", "1", "清淤三公里", "3", "补种"]
    lines = [problem.line() for problem in document.problems]
    assert codes(document) == ["R085", "R086", "R087"]
    assert "“去年”" in lines[0]
    assert "（工作表“台账”）有1行被隐藏或筛掉（第3行）" in lines[1]
    assert "隐藏的列（C）" in lines[2]


def commented(book):
    sheet = book.active
    sheet.title = "台账"
    for row in (["序号", "措施", "完成时限"], [1, "清淤三公里", "9月底"], [2, "拆除围网", "10月底"]):
        sheet.append(row)
    sheet["C2"].comment = Comment("时限改为10月20日，\n县财政局配合", "李县长")
    sheet["B3"].comment = Comment("已拆", "")
    stream = io.BytesIO()
    Image.new("L", (8, 8), 200).save(stream, "PNG")
    sheet.add_image(SheetImage(stream), "E2")


BESIDE = ["R026", "R120", "R120", "R130"]


def told_beside(document):
    assert [text for *_, text in cells(document)][6:] == ["2", "拆除围网", "10月底"]
    lines = [problem.line() for problem in document.problems]
    assert "工作表“台账”B3" in lines[2]
    assert "工作表“台账”C2" in lines[1]
    assert "“时限改为10月20日， 县财政局配合”" in lines[1]
    return lines


def test_comments_and_pictures_of_a_sheet_are_said(tmp_path):
    document = read_bytes(tmp_path, "台账.xlsx", workbook_bytes(commented))
    assert codes(document) == BESIDE
    assert "李县长" in told_beside(document)[1]


@needs_office
@pytest.mark.parametrize(("suffix", "told"), [("ods", BESIDE), ("xls", BESIDE[:3])])
def test_comments_are_said_in_other_formats(suffix, told, tmp_path):
    content = converted(workbook_bytes(commented), "xlsx", suffix, tmp_path)
    document = read_bytes(tmp_path, f"台账.{suffix}", content)
    assert codes(document) == told
    told_beside(document)


def test_every_sheet_and_every_table_of_a_sheet_counts(tmp_path):
    def fill(book):
        book.active.title = "一季度"
        rows = [
            ["水利清单"],
            ["序号", "措施", "单位"],
            [1, "清淤", "水利局"],
            [],
            ["二、关于围网"],
            [2, "拆网", "农业农村局"],
            [],
            ["林业清单"],
            ["编号", "任务", "牵头单位"],
            [1, "补种", "林业局"],
        ]
        for row in rows:
            book.active.append(row)
        book.create_sheet("二季度").append(["序号", "措施", "单位"])

    document = read_bytes(tmp_path, "台账.xlsx", workbook_bytes(fill))
    found = cells(document)
    assert [(table, text) for table, _, column, text in found if column == 2] == [
        *((1, "措施"), (1, "清淤"), (1, ""), (1, "拆网"), (2, "任务"), (2, "补种"), (3, "措施")),
    ]
    assert texts(document, "paragraph") == ["水利清单", "林业清单"]


def test_formula_counts_with_its_result_and_is_missed_without(tmp_path):
    content = sheet_bytes([["序号", "措施", "占比"], [1, "清淤", "=1/4"], [2, "补种", "=2/4"]])

    def counted(body):
        return re.sub(rb"<f>1/4</f><v ?/>|<f>1/4</f><v></v>", b"<f>1/4</f><v>0.25</v>", body)

    document = read_bytes(tmp_path, "台账.xlsx", repacked(content, {"xl/worksheets/sheet1.xml": counted}))
    assert "0.25" in texts(document)
    assert codes(document) == ["R088"]
    assert "C3" in document.problems[0].message


def test_error_in_a_cell_is_said(tmp_path):
    content = sheet_bytes([["序号", "措施"], [1, "#REF!"]])
    document = read_bytes(tmp_path, "台账.xlsx", content)
    assert codes(document) == ["R089"]
    assert "B2" in document.problems[0].message


def test_merged_giant_costs_nothing(tmp_path):
    content = repacked(
        sheet_bytes([["序号", "措施"], [1, "清淤"]], merged=("A4:B5",)),
        {"xl/worksheets/sheet1.xml": lambda body: body.replace(b"A4:B5", b"A4:XFD1048576")},
    )
    assert texts(read_bytes(tmp_path, "台账.xlsx", content)) == ["序号", "措施", "1", "清淤"]


def test_far_cell_is_no_million_rows(tmp_path):
    content = sheet_bytes([["序号", "措施"], [1, "清淤"]])
    far = repacked(
        content,
        {"xl/worksheets/sheet1.xml": lambda body: body.replace(b'r="B2"', b'r="XFD1048576"')},
    )
    (tmp_path / "台账.xlsx").write_bytes(far)
    document = read(tmp_path / "台账.xlsx", Limits(cells=10_000))
    assert refused(document, "R084")
    assert "49152" in document.problems[0].message


def test_time_grows_with_the_size_of_a_sheet_not_faster(tmp_path):
    def seconds(rows):
        content = sheet_bytes([[f"{row}-{column}" for column in range(10)] for row in range(rows)])
        (tmp_path / "台账.xlsx").write_bytes(content)
        start = time.process_time()
        assert len(read(tmp_path / "台账.xlsx").blocks) == rows * 10
        return time.process_time() - start

    small = min(seconds(250) for _ in range(3))
    assert min(seconds(2_000) for _ in range(2)) < 30 * small  # eight times the rows; the square would be 64


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("member", "change", "code"),
    [
        ("xl/workbook.xml", lambda _: b"<workbook", "R080"),
        ("xl/worksheets/sheet1.xml", lambda body: body[: len(body) // 2], "R080"),
        ("xl/worksheets/sheet1.xml", lambda body: DOCTYPE + body, "R082"),
        ("xl/worksheets/sheet1.xml", lambda body: body.replace(b'r="1"', b'r="x"'), "R080"),
        ("xl/worksheets/sheet1.xml", lambda body: body + b" " * (70 << 20), "R081"),
        ("xl/worksheets/sheet1.xml", lambda _: b"<worksheet/>", "R009"),
    ],
)
def test_broken_workbook(member, change, code, tmp_path):
    content = sheet_bytes([["序号", "措施"], [1, "清淤"]])
    assert refused(read_bytes(tmp_path, "台账.xlsx", repacked(content, {member: change})), code)


def test_old_workbook_that_is_none(tmp_path):
    head = bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le")
    assert refused(read_bytes(tmp_path, "台账.xls", head), "R080")
