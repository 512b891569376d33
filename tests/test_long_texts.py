"""Reading stays near linear whatever a text repeats: no sign of the language makes a pattern run away."""

import time

import pytest
from extraction_builders import extractor, text_document

SIGNS = (
    *("1", "1.", "1%", "12月", "2026年6月", "一", "十", "百", "第一", "一是", "年", "每", "前", "内"),
    *("(", "((1)", "《", "“", "、", "→", "\t", "\n", " ", "\u3000", "…", "——", "a", "😀"),
    *(
        "县",
        "各",
        "镇",
        "、县水利局",
        "(市、区)",
        "责任单位:",
        "等部门",
        "由",
        "请",
        "对",
        "的",
        "要",
        "不",
        "了",
    ),
)
LENGTH = 12_000
SECONDS = 6.0


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_repeated_without_end_is_read_in_a_moment(sign: str):
    noise = sign * (LENGTH // len(sign))
    started = time.process_time()
    text = f"关于开展整改工作的通知\n{noise}。\n县水利局要在2026年6月底前完成清淤。\n"
    found = extractor()(text_document(text))
    assert time.process_time() - started < SECONDS
    assert any("完成清淤" in task.measure for task in found.tasks)


def test_one_number_without_end_is_read_in_a_moment() -> None:
    started = time.process_time()
    found = extractor()(text_document(f"县水务局要在{'1' * (4 * LENGTH)}日前完成清淤30公里。\n"))
    assert time.process_time() - started < SECONDS
    assert [target.text for task in found.tasks for target in task.targets] == ["30公里"]
