"""Time-limit columns in words: each row of `field_words.csv` is a cell, read as a clerk means it."""

import pytest
from extraction_builders import cases, extractor, text_document

LIST = """莲溪县水务局关于灌区检查反馈问题的整改清单

2025年3月4日

序号\t问题\t整改措施\t责任单位\t完成时限
1\t闸门漏水\t更换止水带6条\t灌区管理所\t{field}
2\t账目不清\t逐笔核对水费\t财务股\t5月底前
"""


@pytest.mark.parametrize("case", cases("field_words.csv"))
def test_a_column_for_limits_keeps_those_in_words_and_invents_no_day(case: dict[str, str]):
    first, second = extractor()(text_document(LIST.format(field=case["field"]))).tasks
    found = first.deadline
    if not case["kind"]:
        assert found is None
    else:
        assert found is not None
        assert (found.text, found.kind.value, found.due) == (case["field"], case["kind"], None)
    assert second.deadline is not None
    assert second.deadline.text == "5月底前"
