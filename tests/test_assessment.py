"""An assessment: indicators from sentences and tables, units never passed off as said, exact deductions."""

import io
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from extraction_builders import extractor, registry
from openpyxl import load_workbook

from extractors.assessment import find_assessment
from models import Role
from pipeline.assessment import Answering, deduct, propose, scoring_of
from pipeline.assessment.completing import completed
from pipeline.assessment.deductions import OwnScoring, load_scoring
from pipeline.assessment.tables import with_tables
from pipeline.commands.app import main
from pipeline.exports.sheets.assessment_sheet import chain_words
from pipeline.readers import read

DATA = Path(__file__).parent / "data" / "assessment"
SPEECH = DATA / "全州安全生产考核迎检部署会讲话.txt"
SCHEME = DATA / "年度考核方案.csv"
ACCIDENT = "较大以上生产安全事故"


@pytest.fixture(scope="module")
def speech():
    extraction = extractor()(read(SPEECH))
    return extraction.document, find_assessment(extraction.document, extraction.tasks)


def test_every_value_has_its_words(speech):
    document, found = speech
    values = (*found.indicators, *found.deductions, *found.links, found.sampling)
    assert all(document.text[value.start : value.end] == value.surface for value in values)


def test_vetoes_are_counted_as_the_text_counts_them(speech):
    found = speech[1]
    vetoes = [indicator.text for indicator in found.indicators if indicator.veto]
    assert vetoes == [ACCIDENT, "重大火灾隐患销案", "应急预案演练和评估"]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "names", "codes"),
    [
        ("对欠薪、信访积案2项指标实行一票否决。", ["欠薪", "信访积案"], []),
        ("一票否决事项包括：校园安全、食品安全。", ["校园安全", "食品安全"], []),
        ("考核涉及饮水安全和控辍保学2个一票否决指标。", ["饮水安全", "控辍保学"], []),
        ("考核涉及饮水安全、控辍保学等5个一票否决指标。", ["饮水安全", "控辍保学"], ["X957"]),
        ("凡弄虚作假的，一律一票否决。", [], []),
    ],
)
def test_lists_of_vetoes(tmp_path, text, names, codes):
    path = tmp_path / "讲话.txt"
    path.write_text(f"在全县考核工作会议上的讲话\n{text}\n", "utf-8")
    found = find_assessment(extractor()(read(path)).document)
    assert [indicator.text for indicator in found.indicators if indicator.veto] == names
    assert [problem.code for problem in found.problems] == codes


def test_weights_are_those_of_indicators_and_not_of_goals(speech):
    weights = {indicator.text: indicator.weight for indicator in speech[1].indicators if indicator.weight}
    assert weights == {"信访积案化解": 6, "校园安全防范": 4}


def test_goals_hang_together(speech):
    found = speech[1]
    assert [(link.part, link.whole, link.weight) for link in found.links] == [
        ("隐患清零", "安全发展示范苏木乡镇创建", 8),
        ("安全发展示范苏木乡镇创建", "旗县年度综合考评", 15),
    ]
    assert chain_words(found.links).startswith("隐患清零 → 安全发展示范苏木乡镇创建 → 旗县年度综合")
    assert [source.quote[:9] for source in found.consequences] == ["如果隐患清零没有做"]


def test_sampling_rule(speech):
    rule = speech[1].sampling
    assert (rule.strata, rule.townships, rule.villages) == (("林区", "牧区", "农区"), 6, 1)


def test_deductions_are_exact_and_shown(speech):
    rules = {rule.role: (rule.factor, rule.of_lead) for rule in speech[1].deductions}
    assert rules == {Role.LEAD: (2, False), Role.SUPPORT: (0.5, True)}
    scoring = scoring_of(speech[1], OwnScoring(lead_factor=3, support_share=0.7))
    worked = deduct("耕地保护", Decimal("1"), scoring)
    assert (worked.lead, worked.support) == (Decimal("3"), Decimal("2.1"))
    assert worked.steps == "牵头单位：1×3=3分；配合单位：3×70%=2.1分"
    assert deduct("x", Decimal("0.1"), scoring).support == Decimal("0.21")


def test_a_paper_without_a_rule_has_no_deductions(speech):
    assert scoring_of(speech[1].model_copy(update={"deductions": ()})) is None


def test_units_are_proposed_and_say_so(speech):
    proposals = {p.indicator.text: p for p in propose(speech[1], registry())}
    assert proposals[ACCIDENT].units == ("州应急管理局",)
    assert proposals["重大火灾隐患销案"].units == ("州消防救援支队",)
    assert proposals["信访积案化解"].units == ("信访局",)
    assert {p.basis for p in proposals.values()} == {"推定"}
    confirmed = {ACCIDENT: Answering(("州工信局",))}
    settled = propose(speech[1], registry(), confirmed)[0]
    assert (settled.units, settled.basis) == (("州工信局",), "已确认")


def test_tables_name_their_units_themselves():
    document = extractor()(read(SCHEME)).document
    found = with_tables(document)
    assert [(i.text, i.weight, i.units, i.veto, i.target) for i in found] == [
        ("空气优良天数比例", 5, ("州生态环境局",), False, "不低于82%"),
        (ACCIDENT, 8, ("州应急管理局",), True, "零发生"),
        ("=1+1项目建设", 3, (), False, "12个"),
    ]
    assert all(document.text[i.start : i.end] == i.text for i in found)


CASES = tomllib.loads((DATA / "spoken.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_sentences_say_in_other_words_than_lists(tmp_path, case):
    path = tmp_path / "方案.txt"
    path.write_text(f"青竹县年度考核工作方案\n{case['text']}\n", "utf-8")
    document = extractor()(read(path)).document
    found = completed(find_assessment(document), document, registry())
    assert [one.text for one in found.indicators if one.veto] == case["vetoes"]
    assert {one.text: list(one.units) for one in found.indicators if one.units} == case.get("units", {})
    assert {one.text: list(one.support) for one in found.indicators if one.support} == case.get("support", {})
    weights = {one.text: one.weight for one in found.indicators if one.weight}
    assert weights == case.get("weights", {})
    assert len(found.consequences) == case.get("kept", 0)
    assert all(document.text[one.start : one.end] == one.text for one in found.indicators)


def test_every_unit_that_the_paper_names_is_said_to_be_named(tmp_path, capsys):
    path = tmp_path / "方案.txt"
    path.write_text(f"青竹县年度考核工作方案\n{CASES[0]['text']}\n", "utf-8")
    told = assess(capsys, path, "--out", tmp_path)[1]
    assert "指标 3 项，其中一票否决 3 项" in told
    assert "耕地保护（一票否决）  县自然资源局  [文中写明]" in told


def assess(capsys, *arguments):
    code = main(["assess", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_sheet_comes_back_confirmed(tmp_path, capsys):
    code, told, _ = assess(capsys, SPEECH, "--out", tmp_path, "--lost", "信访积案化解=0.5")
    assert code == 0
    assert "指标 5 项，其中一票否决 3 项" in told
    path = tmp_path / "考核指标表.xlsx"
    book = load_workbook(path)
    sheet = book["考核指标表"]
    heads = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    columns = {cell.value: cell.column for cell in heads}
    first = heads[0].row + 1
    sheet.cell(first, columns["责任单位"]).value = "州安委办、州应急管理局"
    sheet.cell(first, columns["确认"]).value = "是"
    deductions = [row for row in book["扣分测算"].iter_rows(values_only=True) if row[0] == "信访积案化解"]
    assert deductions[0][1:4] == ("0.5", "1", "0.5")
    book.save(path)
    code, told, _ = assess(capsys, SPEECH, "--out", tmp_path / "2", "--confirmed", path)
    assert code == 0
    assert f"1. {ACCIDENT}（一票否决）  州安委办、州应急管理局  [已确认]" in told
    assert told.count("[推定]") == 4


def test_who_helps_stands_beside_who_answers_and_can_be_confirmed(tmp_path, capsys):
    table = "考核指标,分值,牵头单位,责任单位,配合单位\n水库除险,6,县水利局,各镇,县财政局、县林业局\n"
    (tmp_path / "方案.csv").write_text(table, "utf-8")
    told = assess(capsys, tmp_path / "方案.csv", "--out", tmp_path)[1]
    assert "1. 水库除险  县水利局、各镇（配合 县财政局、县林业局）  [文中写明]" in told
    paper = Document(tmp_path / "考核指标责任分解表.docx")
    assert paper.tables[0].rows[1].cells[6].text == "县财政局、县林业局"
    book = load_workbook(tmp_path / "考核指标表.xlsx")
    heads = next(row for row in book["考核指标表"].iter_rows() if row[0].value == "序号")
    columns = {cell.value: cell.column for cell in heads}
    book["考核指标表"].cell(heads[0].row + 1, columns["配合单位"]).value = "县林业局"
    book["考核指标表"].cell(heads[0].row + 1, columns["确认"]).value = "是"
    book.save(tmp_path / "改.xlsx")
    told = assess(capsys, tmp_path / "方案.csv", "--out", tmp_path, "--confirmed", tmp_path / "改.xlsx")[1]
    assert "1. 水库除险  县水利局、各镇（配合 县林业局）  [已确认]" in told


def test_the_same_paper_gives_the_same_bytes(tmp_path, capsys):
    for name in "ab":
        assess(capsys, SPEECH, "--out", tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_words_of_a_table_never_become_a_formula(tmp_path, capsys):
    assert assess(capsys, SCHEME, "--out", tmp_path)[0] == 0
    cells = [c for row in load_workbook(tmp_path / "考核指标表.xlsx")["考核指标表"].iter_rows() for c in row]
    (risky,) = (c for c in cells if c.value == "=1+1项目建设" and c.column == 2)
    assert risky.data_type == "s"


def test_the_paper_marks_what_nobody_has_confirmed(tmp_path, capsys):
    assess(capsys, SPEECH, "--out", tmp_path)
    paper = Document(io.BytesIO((tmp_path / "考核指标责任分解表.docx").read_bytes()))
    assert paper.tables[0].rows[1].cells[5].text == "州应急管理局（推定）"


def test_the_handbook_has_a_page_part_for_every_indicator(tmp_path, capsys):
    assess(capsys, SPEECH, "--out", tmp_path)
    paper = Document(io.BytesIO((tmp_path / "迎检工作手册（指标分册）.docx").read_bytes()))
    assert paper.tables[0].cell(0, 1).text == ACCIDENT
    assert len(paper.tables) == 5
    assert paper.tables[0].cell(3, 1).text == "州应急管理局（推定，须经确认）"


def test_what_is_no_assessment_is_told(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("县水利局要在6月底前完成护岸修复。", "utf-8")
    code, _, told = assess(capsys, path, "--out", tmp_path)
    assert code == 3
    assert told.startswith("[X956]")


@pytest.mark.parametrize("words", ["lead_factor = 'x'", "lead_factor = -1", "unknown = 1", "not toml"])
def test_a_file_of_scoring_that_is_wrong(tmp_path, words):
    path = tmp_path / "s.toml"
    path.write_text(words, "utf-8")
    assert load_scoring(path).code == "X958"
