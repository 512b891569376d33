"""三张清单 and 需要人确认 read back: the same ids, sorted as promised, nothing left out."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from workbook_sample import row_of, rows_of, sample_state, shaded, state_with, written

from models import EntryOwner
from pipeline.exports.sheets.concerns import concerns_of


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(sample_state(), tmp_path_factory.mktemp("xlsx") / "ledger.xlsx")


# --- the three lists ---


def test_the_three_lists_share_ids(book: Any) -> None:
    tasks = rows_of(book["任务清单"])
    task_ids = {row["台账编号"].value for row in tasks}
    issues = rows_of(book["问题清单"])
    named = {name for row in issues for name in (row["对应台账编号"].value or "").split("\n") if name}
    duties = {row["台账编号"].value for row in rows_of(book["责任清单"])} - {None}
    assert named <= task_ids
    assert duties == task_ids - {"DB-024"}
    assert {row["问题编号"].value for row in tasks} - {None} <= {row["问题编号"].value for row in issues}


def test_a_row_against_two_issues_is_listed_with_both(tmp_path: Path) -> None:
    state = sample_state()
    both = state.entries[0].model_copy(update={"issue_id": "W-03；W-04"})
    changed = state.model_copy(update={"entries": (both,)})
    book = written(changed, tmp_path / "a.xlsx")
    rows = {row["问题编号"].value: row for row in rows_of(book["问题清单"])}
    assert rows["W-03"]["对应台账编号"].value == rows["W-04"]["对应台账编号"].value == "DB-001"
    assert not shaded(rows["W-04"]["存在问题"])
    assert row_of(book["任务清单"], "DB-001")["问题编号"].value == "W-03\nW-04"


def test_an_issue_without_measures_is_shaded(book: Any) -> None:
    rows = {row["问题编号"].value: row for row in rows_of(book["问题清单"])}
    assert shaded(rows["W-04"]["存在问题"])
    assert rows["W-04"]["整改进度"].value == "未找到对应措施"
    assert rows["W-01"]["对应台账编号"].value == "DB-001\nDB-002\nDB-003"
    assert rows["S-02"]["整改进度"].value == "已销号 1/1"
    assert rows["S-03"]["存在问题"].value.startswith("水源地突发环境事件")


def test_duties_are_sorted_by_unit_with_groups_and_nobody_apart(book: Any) -> None:
    rows = rows_of(book["责任清单"])
    units = [row["单位"].value for row in rows]
    starts = [at for at, row in enumerate(rows) if isinstance(row["序号"].value, str)]
    alone, *apart = (units[a:b] for a, b in pairwise([0, *starts, len(units)]))
    groups, persons, nobody = (part[1:] for part in apart)
    assert alone == sorted(alone, key=lambda name: name.encode("gb18030"))
    assert "各乡镇人民政府" in groups
    assert "各乡镇人民政府" not in alone
    assert persons == ["县级领导干部"]
    assert nobody == ["待明确", "待明确"]
    assert book["责任清单"].auto_filter.ref == f"A3:H{3 + len(alone)}"


def test_names_of_one_unit_stay_together_lead_first(tmp_path: Path) -> None:
    forms = (("县水利局", "lead"), ("卫健局", "support"), ("县卫生健康局", "lead"))
    owners = tuple(
        EntryOwner(name=name, mention=name, role=role, basis="explicit", unit="wjw" if "卫" in name else "")
        for name, role in forms
    )
    book = written(state_with(owners=owners), tmp_path / "a.xlsx")
    units = [(row["单位"].value, row["角色"].value) for row in rows_of(book["责任清单"])]
    assert units == [("县水利局", "牵头"), ("县卫生健康局", "牵头"), ("卫健局", "配合")]


def test_an_inherited_owner_says_so(book: Any) -> None:
    rows = [row for row in rows_of(book["责任清单"]) if row["台账编号"].value == "DB-015"]
    assert {row["依据"].value for row in rows} == {"承上文"}


# --- 需要人确认 ---


def test_review_lists_the_worst_first(book: Any) -> None:
    kinds = [row["类别"].value for row in rows_of(book["需要人确认"])]
    stages = [
        ("缺文",),
        ("文件未能读取",),
        ("文件内容存疑",),
        ("缺责任单位",),
        ("缺完成时限", "时限不具体"),
        ("责任单位存疑",),
        ("完成时限存疑",),
        ("整改措施存疑",),
        ("反馈问题存疑",),
        ("量化指标存疑",),
        ("问题无对应措施",),
        ("未列入台账的句子",),
    ]
    order = [next(n for n, stage in enumerate(stages) if kind.startswith(stage)) for kind in kinds]
    assert order == sorted(order)
    assert set(order) == set(range(len(stages)))


def test_a_gap_quotes_both_sides_and_its_size(book: Any) -> None:
    row = rows_of(book["需要人确认"])[0]
    assert "请大家引以为戒" in row["原文"].value
    assert "教训十分深刻" in row["原文"].value
    assert "约缺 640 字" in row["为什么"].value
    assert row["位置"].value == "全文第2316字处"


def test_every_review_row_says_why_and_what_to_do(book: Any) -> None:
    for row in rows_of(book["需要人确认"]):
        assert row["文件"].value
        assert row["为什么"].value
        assert row["怎么办"].value
        assert row["处理意见"].value is None


def test_a_suggestion_is_offered_in_the_review(book: Any) -> None:
    row = next(
        row
        for row in rows_of(book["需要人确认"])
        if row["台账编号"].value == "DB-003" and row["类别"].value == "时限不具体"
    )
    assert "建议：2025年4月30日" in row["怎么办"].value
    assert row["原文"].value.endswith("尽快落实到位。")
    assert row["位置"].value == "第3页第7段"


def test_sentences_that_became_nothing_are_listed_with_the_reason(book: Any) -> None:
    rows = [row for row in rows_of(book["需要人确认"]) if row["类别"].value == "未列入台账的句子"]
    assert len(rows) == 4
    assert rows[0]["为什么"].value == "叙述过去的工作，不是新的要求。"


def test_minor_doubts_hold_nothing_up() -> None:
    minor = [e for e in sample_state().entries if e.doubts and {d.code for d in e.doubts} <= {"N103", "N112"}]
    assert minor
    assert all(concern.lacking for entry in minor for concern in concerns_of(entry))
