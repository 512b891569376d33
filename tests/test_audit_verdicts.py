"""Verdicts on one demand and one row, and the words by which a person can check them."""

import csv
import datetime as dt
import tomllib
from functools import cache
from pathlib import Path

import pytest
from extraction_builders import param

from models import Basis, LedgerRow, Role, RowOwner, Weight
from pipeline.audit.commitments import commitments_of
from pipeline.audit.frequency import how_often
from pipeline.audit.grams import grams
from pipeline.audit.likeness import scale_of
from pipeline.audit.limits import Policy
from pipeline.audit.unit_names import UnitNames
from pipeline.audit.verdicts import Judge, verdict_of
from pipeline.ledger_files.cells import date_of
from pipeline.office import Office, tools
from pipeline.readers import read

CASES = tomllib.loads((Path(__file__).parent / "data/audit/verdicts.toml").read_text("utf-8"))["case"]
with (Path(__file__).parent / "data/audit/verdicts.csv").open(encoding="utf-8", newline="") as _file:
    PLAIN = list(csv.DictReader(_file))
DAY = "2026-03-02"


@cache
def names() -> UnitNames:
    return UnitNames(tools(Office()).registry)


def row_of(case):
    owners = [owner.partition(":") for owner in case["owners"]]
    return LedgerRow(
        id="1",
        measure=case["measure"],
        owners=tuple(RowOwner(name=name, role=Role(role or "responsible")) for name, _, role in owners),
        deadline=case["deadline"],
        due=date_of(case["deadline"]),
    )


def judged(case, tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text(f"在推进会上的讲话\n\n同志们：\n{case['speech']}\n", "utf-8")
    day = dt.date.fromisoformat(case.get("date", DAY))
    commitments = commitments_of(tools(Office()).extractor(read(path), date=day))
    row = row_of(case)
    scale = scale_of([grams(case["speech"])], [row])
    judge = Judge(names(), day, scale.mass, Policy())
    return [(commitment, judge.reasons(commitment, [row])) for commitment in commitments if commitment.asked]


@pytest.mark.parametrize("case", [param(case, case["name"]) for case in CASES])
def test_verdict_and_reason(case, tmp_path):
    found = judged(case, tmp_path)
    assert found, "the extractors found no demand"
    reasons = found[-1][1]
    assert verdict_of(reasons) == case["verdict"], [reason.text for reason in reasons]
    assert case.get("words", "") in "".join(reason.text for reason in reasons)


@pytest.mark.parametrize("case", [param(case, f"{case['speech']} {case['measure']}") for case in PLAIN])
def test_verdict_of_a_plain_pair(case, tmp_path):
    owners = [owner for owner in case["owners"].split(";") if owner]
    found = judged({**case, "owners": owners}, tmp_path)
    assert found, "the extractors found no demand"
    reasons = found[-1][1]
    assert verdict_of(reasons) == case["verdict"], [reason.text for reason in reasons]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_marks_are_the_words_of_the_speech(case, tmp_path):
    for commitment, reasons in judged(case, tmp_path):
        source = commitment.source
        for mark in (mark for reason in reasons for mark in reason.marks):
            if source.start <= mark.start < source.end:
                assert source.quote[mark.start - source.start : mark.end - source.start] == mark.text


def test_no_row_is_missing_whatever_was_demanded(tmp_path):
    case = CASES[0]
    commitment, _ = judged(case, tmp_path)[0]
    judge = Judge(names(), None, len, Policy())
    assert verdict_of(judge.reasons(commitment, [])) == "missing"


def test_whom_a_call_names_is_compared_too(tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text("在推进会上的讲话\n\n同志们：\n各分管县领导要亲自研究、亲自督办，确保改到位。\n", "utf-8")
    [call] = commitments_of(tools(Office()).extractor(read(path)))
    case = CASES[0] | {
        "measure": "亲自研究、督办，确保改到位",
        "owners": ["各项目单位负责人"],
        "deadline": "",
    }
    assert not call.asked
    judge = Judge(names(), None, len, Policy())
    assert "各分管县领导" in "".join(reason.text for reason in judge.reasons(call, [row_of(case)]))


@pytest.mark.parametrize("sentence", ["今年，我们将重点做好六个方面工作。", "下面，我着重讲三点。"])
def test_what_only_announces_is_no_demand(sentence, tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text(f"在推进会上的讲话\n\n同志们：\n{sentence}\n", "utf-8")
    assert not any(each.asked for each in commitments_of(tools(Office()).extractor(read(path))))


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("没有电梯的23栋楼，由县住建局牵头组织加装，9月底前全部开工。", 1),
        ("现有的14座漫水桥，公路段逐座加固，5月底前交账。", 1),
        ("各有关单位6月10日前将整改情况报县政府督查室。", 1),
        ("如有乡镇出现补贴迟发超过7天的，由县财政局扣减当月经费。", 1),
        ("全县有14座漫水桥，都是上世纪八十年代修的。", 0),
    ],
)
def test_a_figure_beside_you_makes_no_mere_state_of_an_order(sentence, asked, tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text(f"在推进会上的讲话\n\n同志们：\n{sentence}\n", "utf-8")
    found = commitments_of(tools(Office()).extractor(read(path), date=dt.date.fromisoformat(DAY)))
    assert sum(each.asked for each in found) == asked


def test_whoever_is_called_everybody_makes_no_demand_concrete(tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text("在推进会上的讲话\n\n同志们：\n各级各部门要深刻反思，举一反三。\n", "utf-8")
    [call] = commitments_of(tools(Office()).extractor(read(path)))
    assert call.weight is Weight.GENERAL


def test_inherited_owner_is_a_note_and_no_verdict(tmp_path):
    case = CASES[0] | {
        "speech": "县林业局要在4月底前完成古树挂牌。同时，要建立古树档案。",
        "measure": "建立古树档案",
        "owners": ["县档案馆"],
    }
    commitment, reasons = judged(case, tmp_path)[-1]
    assert {owner.basis for owner in commitment.owners} == {Basis.INHERITED}
    assert verdict_of(reasons) == "covered"
    judge = Judge(names(), None, len, Policy())
    assert "县林业局" in "".join(judge.notes(commitment, [row_of(case)]))


@pytest.mark.parametrize(
    ("name", "other", "same"),
    [
        ("县国资中心", "县国有资产监督管理中心", True),
        ("县农发行", "农发行县支行", True),
        ("市发改委", "市发展和改革委员会", True),
        ("县教育局", "县民政局", False),
        ("各乡镇", "各街道", True),
        ("各村", "各乡镇", False),
        ("讲话人", "县委书记", True),
        ("区级领导", "区财政局", False),
        ("石桥镇", "柳树镇", False),
        ("县纪委监委", "县监委", True),
        ("每所学校", "各中小学", True),
        ("学校", "各中小学", True),
        ("所有施工企业", "各施工单位", True),
        ("乡镇", "各乡镇", True),
        ("街道", "北门街道", False),
        ("各学校", "实验学校", False),
    ],
)
def test_names_of_one_unit(name, other, same):
    assert names().same(name, other) is same


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("每周五", 7),
        ("每两个月", 60),
        ("按季度", 91),
        ("每半年一次", 182),
        ("每半个月", 15),
        ("周调度、月通报", 7),
        ("护林员日巡护8小时", 1),
        ("6月底前", None),
        ("6月报送材料", None),
    ],
)
def test_how_often(words, days):
    assert how_often(words) == days
