"""A paper in traditional characters gives the records of its simplified twin, in its own words."""

from pathlib import Path

import pytest

from extractors import load_extractor
from extractors.structure.traditional import is_traditional, twin
from pipeline.readers import read
from pipeline.registry import load_registry

PAPER = """在全縣農田水利建設推進會上的講話
（2026年3月12日）
一、抓好渠道清淤
縣水務局要會同各鄉鎮於4月底前完成灌渠清淤，逐條登記造冊，確保灌溉前全線貫通。
縣財政局要在3月25日前撥付首批資金，縣審計局負責監督。
二、抓實隱患整改
檢查發現，石橋水庫溢洪道閘門銹蝕嚴重，長期無人維護。
縣應急管理局負責，6月10日前完成閘門更換，之後每季度檢查一次。
"""


@pytest.fixture(scope="module")
def extractions(tmp_path_factory):
    """The paper as it is in Big5, and its twin in GB18030."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "講話.txt").write_bytes(PAPER.replace("銹", "鏽").encode("big5"))
    original = read(folder / "講話.txt")
    assert original.problems == ()
    (folder / "简.txt").write_bytes(twin(original).raw.encode("gb18030"))
    extract = load_extractor(load_registry(None)[0])
    return extract(original), extract(read(folder / "简.txt"))


def row(task):
    owners = [(o.name, o.role, o.basis, o.start, o.end) for o in task.owners]
    deadline = task.deadline and (task.deadline.due, task.deadline.kind, task.deadline.start)
    return task.measure_start, task.measure_end, owners, deadline, task.rule


def test_tasks_are_those_of_the_twin(extractions):
    traditional, simplified = extractions
    assert len(simplified.tasks) >= 3
    assert list(map(row, traditional.tasks)) == list(map(row, simplified.tasks))
    assert len(traditional.issues) == len(simplified.issues) >= 1


def test_words_are_those_of_the_paper(extractions):
    traditional, _ = extractions
    assert traditional.ungrounded() == []
    document = traditional.document
    assert document.raw == PAPER.replace("銹", "鏽")
    assert document.title == "在全縣農田水利建設推進會上的講話"
    task = traditional.tasks[0]
    assert task.source.quote.startswith("縣水務局要會同各鄉鎮於4月底前")
    assert task.source.headings[-1].endswith("抓好渠道清淤")
    lead = next(owner for owner in task.owners if owner.mention == "縣水務局")
    assert lead.name.endswith("县水务局")
    assert traditional.issues[0].text in document.text


@pytest.mark.parametrize("folder", ["inbox", "study"])
def test_simplified_papers_are_left_alone(folder):
    for path in sorted((Path(__file__).parent.parent / "corpus" / folder).glob("*.txt")):
        assert not is_traditional(read(path).raw), path.name


def test_a_name_in_variant_characters_does_not_make_a_text_traditional():
    assert not is_traditional(
        "请县水务局局长張建國同志牵头，于9月底前完成渠道清淤，逐条登记造册，确保全线贯通。" * 3
    )
    assert is_traditional("請縣水務局牽頭，於九月底前完成渠道清淤。")
