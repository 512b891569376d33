"""Lists, brackets and sentences longer than the networks read in one go: nobody in them is lost."""

import pytest
from extraction_builders import extractor, text_document

from extractors.structure.sentences import cut_line

HEAD = "在全县工作会议上的讲话\n2026年3月12日\n\n"
TOWNS = ["临河", "柳林", "石桥", "白沙", "东山", "西岭", "南湾", "北塘", "大营", "小店"]
TOWNS += ["青溪", "黄埠", "红旗", "新丰", "长安", "永宁", "太平", "福安", "金沙", "银川"]
OFFICES = ["财政", "教育", "民政", "司法", "公安", "审计", "统计", "林业", "信访", "商务", "医保"]
OFFICES += ["住房城乡建设", "文化旅游", "退役军人", "卫生健康", "应急管理", "农业农村"]
UNITS = [town + end for town in TOWNS for end in ("镇", "乡", "街道办事处")]
UNITS += [f"县{name}局" for name in OFFICES]
LISTED = "、".join(UNITS)
WORK = "，".join(
    f"{verb}{number}号{what}"
    for number, (verb, what) in enumerate(
        [("疏浚", "渠道"), ("检修", "泵站"), ("加固", "塘坝"), ("更换", "闸门"), ("清除", "淤泥")] * 14, 1
    )
)
PAPERS = {
    "subject": f"{LISTED}要在6月底前完成渠道清淤任务。\n",
    "bracket": f"6月底前完成渠道清淤任务。（县水务局牵头，{LISTED}按职责分工负责）\n",
    "field": f"1.6月底前完成渠道清淤任务。\n责任单位：{LISTED}\n完成时限：2026年6月底\n",
}


@pytest.mark.parametrize("case", PAPERS)
def test_every_unit_of_a_long_list_is_an_owner(case: str) -> None:
    assert len(LISTED) > 400
    [task] = extractor()(text_document(HEAD + PAPERS[case])).tasks
    named = {owner.name for owner in task.owners}
    assert [unit for unit in UNITS if unit not in named] == []
    assert "渠道清淤" in task.measure
    assert UNITS[-1] not in task.measure


def test_units_at_the_end_of_a_long_sentence_are_owners() -> None:
    assert len(WORK) > 400
    text = f"{HEAD}县水务局要{WORK}，并会同县财政局、县应急管理局，于6月底前全部完成。\n"
    [task] = extractor()(text_document(text)).tasks
    assert {(owner.name, owner.role.value) for owner in task.owners} == {
        ("县水务局", "lead"),
        ("县财政局", "support"),
        ("县应急管理局", "support"),
    }


@pytest.mark.parametrize(("bracket", "joined"), [(f"({LISTED})", False), (f"({LISTED}分别负责)", True)])
def test_a_long_bracket_stays_with_what_stands_before_it(bracket: str, joined: bool) -> None:
    view = f"完成清淤。{bracket}建立台账。"
    pieces = [view[start:end] for start, end in cut_line(view)]
    assert pieces == ([f"完成清淤。{bracket}"] if joined else ["完成清淤。", bracket]) + ["建立台账。"]
