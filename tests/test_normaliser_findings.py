"""Findings with who answers and by when, and no measure: rows that nobody may lose."""

from pathlib import Path

import pytest
from extraction_builders import extractor, text_document

from models import DocumentKind
from pipeline.normaliser.entries import Normalised, normalise
from pipeline.readers import read
from pipeline.registry import load_registry

HEAD = "关于雨季行车安全检查情况的通报\n\n2026年4月22日\n\n经查，情况如下。\n"


def rows(text: str) -> Normalised:
    extraction = extractor()(text_document(HEAD + text, "通报.txt"), kind=DocumentKind.FEEDBACK)
    return normalise(extraction, load_registry()[0])


@pytest.mark.parametrize(
    "text",
    [
        "1.调度室没有雨天预案。\n责任单位：安全科\n整改时限：5月15日前\n",
        "1.调度室没有雨天预案。\n安全科，5月15日前。\n",
        "1.调度室没有雨天预案。\n（安全科，5月15日前）\n",
    ],
)
def test_finding_that_is_somebodys_is_a_row_without_a_measure(text: str):
    [entry] = rows(text).entries
    assert entry.issue == "1.调度室没有雨天预案。"
    assert entry.measure == ""
    assert "measure" in entry.missing
    assert [owner.name for owner in entry.owners] == ["安全科"]
    assert entry.deadline
    assert str(entry.deadline.due) == "2026-05-15"
    assert "N101" in {doubt.code for doubt in entry.doubts}


def test_sentences_of_one_item_are_one_row():
    text = "1.调度室没有雨天预案。值班员说不清撤离路线。\n责任单位：安全科\n整改时限：5月15日前\n"
    [entry] = rows(text).entries
    assert "没有雨天预案" in entry.issue
    assert "说不清撤离路线" in entry.issue
    assert len(entry.sources) == 2


def test_finding_with_a_measure_has_no_row_of_its_own():
    text = "1.调度室没有雨天预案。\n整改措施：编制雨天预案。\n责任单位：安全科\n整改时限：5月15日前\n"
    [entry] = rows(text).entries
    assert entry.measure == "编制雨天预案"
    assert entry.issue == "1.调度室没有雨天预案。"


def test_finding_that_is_nobodys_is_no_row():
    assert rows("1.调度室没有雨天预案。\n2.二号场地排水沟堵塞。\n").entries == ()


@pytest.mark.parametrize("words", ["待明确", "（待定）", "暂无"])
def test_a_measure_that_is_said_to_be_open_is_none(tmp_path: Path, words: str):
    table = f"序号,存在问题,整改措施,责任单位,完成时限\n1,渠首闸门漏水,{words},县水利局,2026-05-15\n"
    (tmp_path / "台账.csv").write_text(table, "utf-8")
    [entry] = normalise(extractor()(read(tmp_path / "台账.csv")), load_registry()[0]).entries
    assert (entry.issue, entry.measure) == ("渠首闸门漏水", "")
    assert "measure" in entry.missing
    assert [owner.name for owner in entry.owners] == ["县水利局"]
    assert str(entry.deadline and entry.deadline.due) == "2026-05-15"
