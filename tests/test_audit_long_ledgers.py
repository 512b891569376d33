"""Long ledgers: a sheet that unpacks to more than an ordinary document may is read all the same."""

import pytest
from openpyxl import Workbook

from pipeline.ledger_files import read_ledger

ROWS = 40_000


@pytest.mark.slow
def test_a_sheet_of_forty_megabytes_is_a_ledger(tmp_path):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(["序号", "工作任务", "责任单位", "完成时限"])
    for number in range(ROWS):
        sheet.append(
            [number, f"完成第{number}号桥梁加固，逐墩检测并建立档案" * 12, "县交通运输局", "2026年6月30日"]
        )
    book.save(tmp_path / "台账.xlsx")
    ledger = read_ledger(str(tmp_path / "台账.xlsx"))
    assert (len(ledger.rows), ledger.problems) == (ROWS, ())
