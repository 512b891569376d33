"""抽样记录: what was drawn, from what, by which seed and rule, so that anybody can draw it again."""

import itertools

from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.sampling.drawing import METHOD, Draw

TITLE = "现场检查抽样记录"
_WIDTHS = (14.0, 24.0, 50.0, 68.0)
_HEAD = ("序号", "层次", "乡镇（街道）", "抽中的村（社区）")


def sampling_record(draw: Draw, roster: str) -> OfficialPage:
    """The paper; who drew and who watched sign by hand."""
    page = OfficialPage()
    page.note("（草稿，经抽样人、监督人签字后存档）")
    page.title(TITLE)
    page.paragraph(
        f"从花名册“{roster}”所列{draw.places}个村（社区）中，抽取{draw.townships}个乡镇（街道），每个抽{draw.villages}个村（社区）。"
    )
    numbers = itertools.count(1)
    table = page.table(_WIDTHS, _HEAD)
    for drawn in draw.drawn:
        row: list[tuple[str, Align]] = [
            (str(next(numbers)), "center"),
            (drawn.stratum or "不分层", "center"),
            (drawn.township, "center"),
            ("、".join(drawn.villages), "center"),
        ]
        table.row(row)
    for problem in draw.problems:
        page.paragraph(f"提示：{problem.place}，{problem.message}")
    page.line("")
    page.paragraph(f"抽样种子：{draw.seed}")
    page.paragraph(f"花名册校验值：{draw.roster[:16]}……（SHA-256）")
    page.paragraph(f"抽样方法：{METHOD}")
    page.line("", joined=True)
    page.line("抽样人（签字）：                    监督人（签字）：              ", joined=True)
    page.line("    年    月    日    ", align="right")
    return page
