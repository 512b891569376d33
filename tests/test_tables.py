"""Tables as clerks send them, in text, Word, Excel and PDF: tables.json has the cells and what comes of them.

`null` is a cell merged with the one above, `<` one merged with the one on its left; in a text file both are
empty. `cell` is the place of the sentence, row and column, in the original.
"""

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from extraction_builders import DATA, cases, extractor, param, text_document
from readers_builders import ruled, typeset
from sheet_builders import sheet_bytes

from models import ROLE_LABELS, Document, Extraction
from pipeline.readers import read

TITLE = "澄溪县2026年重点问题整改台账"
TABLES = json.loads((DATA / "tables.json").read_text("utf-8"))
MEASURE = (
    "新建公厕12座，改造公厕30处，逐座公示保洁员姓名、监督电话和保洁时间，公布检查结果和整改情况，接受群众监督"
)
SAMPLES = {
    "问题": "管理模式粗放",
    "措施": MEASURE,
    "牵头": "县城管局",
    "责任": "县城管局",
    "配合": "县城管局",
    "时限": "2026年9月30日",
    "进展": "正在对12座公厕开展检测。",
}


def as_text(rows: list[list[str | None]]) -> Document:
    lines = ["\t".join("" if cell in (None, "<") else str(cell) for cell in row) for row in rows]
    return text_document("\n".join([TITLE, "", *lines, ""]))


def as_word(rows: list[list[str | None]], folder: Path) -> Document:
    paper = docx.Document()
    paper.add_paragraph(TITLE)
    table = paper.add_table(len(rows), len(rows[0]))
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            if cell is None:
                table.cell(down - 1, across).merge(table.cell(down, across))
            elif cell == "<":
                table.cell(down, across - 1).merge(table.cell(down, across))
            else:
                table.cell(down, across).text = cell
    path = folder / "台账.docx"
    paper.save(str(path))
    return read(path)


def as_sheet(rows: list[list[str | None]], folder: Path) -> Document:
    """The title stands in row 1, so that the table begins in row 2."""
    shown: list[list[str | None]] = [
        [TITLE],
        *([None if cell == "<" else cell for cell in row] for row in rows),
    ]
    path = folder / "台账.xlsx"
    path.write_bytes(sheet_bytes(shown))
    return read(path)


def as_pdf(rows: list[list[str | None]], folder: Path) -> Document:
    path = folder / "台账.pdf"
    shown = [["" if cell == "<" else cell or "" for cell in row] for row in rows]
    path.write_bytes(typeset(f"#{TITLE}", ruled(shown, [460 / len(rows[0])] * len(rows[0]), _spans(rows))))
    return read(path)


def _spans(rows: list[list[str | None]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged cells, first and last as (column, row)."""
    found = []
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            if cell in (None, "<"):
                continue
            below, right = down, across
            while below + 1 < len(rows) and rows[below + 1][across] is None:
                below += 1
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            if (below, right) != (down, across):
                found.append(((across, down), (right, below)))
    return found


READ_AS = {"docx": as_word, "xlsx": as_sheet, "pdf": as_pdf}


def extracted(form: str, rows: list[list[str | None]], folder: Path) -> Extraction:
    document = as_text(rows) if form == "txt" else READ_AS[form](rows, folder)
    assert document.readable
    extraction = extractor()(document)
    assert extraction.ungrounded() == []
    return extraction


def cell_of(record: Any) -> list[int | None]:
    place = record.source.place
    assert place.table == 1
    return [place.row - (place.sheet is not None), place.column]


def forms() -> list[Any]:
    """Every table in every format; a fault may be known of one of them only."""
    return [
        param(
            {**case, "form": form, "known_fault": case.get("known_fault", {}).get(form)},
            f"{case['case']} {form}",
        )
        for case in TABLES
        for form in ("txt", *READ_AS)
    ]


@pytest.mark.parametrize("case", forms())
def test_table_becomes_rows_of_the_ledger(case: dict[str, Any], tmp_path: Path):
    extraction = extracted(case["form"], case["rows"], tmp_path)
    wanted = case["tasks"]
    assert len(extraction.tasks) == len(wanted)
    issues = {issue.id: issue for issue in extraction.issues}
    for want in wanted:
        [task] = [t for t in extraction.tasks if want["find"] in t.source.quote]
        assert {owner.name: ROLE_LABELS[owner.role] for owner in task.owners} == want["owners"]
        due = task.deadline and task.deadline.due
        assert str(due or "") == (want.get("due") or "")
        assert [issues[key].text for key in task.issues] == ([want["issue"]] if "issue" in want else [])
        assert "cell" not in want or cell_of(task) == want["cell"]
    assert "findings" not in case or len(extraction.issues) == len(case["findings"])
    for want in case.get("findings", ()):
        [issue] = [issue for issue in extraction.issues if issue.text == want["text"]]
        assert [owner.name for owner in issue.assigned] == want["assigned"]
        assert str((issue.deadline and issue.deadline.due) or "") == (want["due"] or "")
    for text, cell in case.get("issues", {}).items():
        [issue] = [issue for issue in extraction.issues if issue.text == text]
        assert cell_of(issue) == cell


@pytest.mark.parametrize("case", cases("table_headers.csv"))
def test_column_is_known_by_its_header(case: dict[str, str], tmp_path: Path):
    meaning, sample = case["meaning"], (case["header"], SAMPLES[case["meaning"]])
    number, measure, owner = ("序号", "1"), ("整改措施", MEASURE), ("责任单位", "各镇街")
    columns = {"问题": [number, sample, owner, measure], "措施": [number, owner, sample]}.get(
        meaning, [number, sample, measure]
    )
    extraction = extracted("txt", [[head for head, _ in columns], [cell for _, cell in columns]], tmp_path)
    [task] = extraction.tasks
    assert task.measure == MEASURE
    roles = {owner.name: ROLE_LABELS[owner.role] for owner in task.owners}
    if meaning == "问题":
        assert [issue.text for issue in extraction.issues] == [SAMPLES["问题"]]
    elif meaning == "措施":
        assert roles == {"各镇街": "责任"}
    elif meaning in ROLE_LABELS.values():
        assert roles == {"县城管局": meaning}
    elif meaning == "时限":
        assert task.deadline
        assert str(task.deadline.due) == "2026-09-30"
    else:
        assert not extraction.calls
        assert not task.owners


def test_row_whose_tabs_became_blanks_is_a_row_and_the_table_goes_on_behind_it():
    """「4.」 with one blank for each lost tab; a name across the table stands before it."""
    document = text_document(
        f"{TITLE}\n\n序号\t存在问题\t整改措施\t责任单位\t完成时限\n1.\t台账不全\t补齐台账\t县城管局\t6月底前\n"
        "（二）收运环节\n2.\t收运不及时，积压三天 增加收运车辆2台 县环卫所 7月底前\n"
        "3.\t车辆渗漏\t更换密封条\t县住建局\t8月底前\n"
    )
    tasks = extractor()(document).tasks
    found = {t.measure: ([o.name for o in t.owners], str(t.deadline and t.deadline.due)) for t in tasks}
    assert found == {
        "补齐台账": (["县城管局"], "2026-06-30"),
        "增加收运车辆2台": (["县环卫所"], "2026-07-31"),
        "更换密封条": (["县住建局"], "2026-08-31"),
    }


def test_a_row_that_ends_before_its_limit_takes_none_from_above():
    rows = ["序号\t问题\t措施\t责任单位\t时限", "1\t公厕漏水\t更换水箱\t县城管局\t6月底前"]
    rows += ["2\t标识不清", "重做标识", "责任：县住建局", "3\t无人保洁\t排出值班表\t县城管局\t7月底前"]
    done = extractor()(text_document("\n".join([TITLE, "", *rows, ""])))
    found = {task.measure: task for task in done.tasks}
    assert found["重做标识"].deadline is None
    assert [owner.name for owner in found["重做标识"].owners] == ["县住建局"]


def test_a_full_stop_behind_the_last_column_is_none_of_its_name():
    rows = "序号\t工作任务\t牵头单位\t完成时限。\n3.\t更换水箱\t县城管局\t6月底前。"
    [task] = extractor()(text_document(f"{TITLE}\n\n{rows}\n")).tasks
    assert [owner.name for owner in task.owners] == ["县城管局"]
    assert str(task.deadline and task.deadline.due) == "2026-06-30"
