"""Indicators that stand in tables: columns known by their headings, one indicator a row."""

import re
from collections.abc import Iterator, Mapping

from models import Block, Document, Indicator, Source
from pipeline.grids import Grid, grids_of, words_of

_HEADINGS = {
    "name": re.compile(r"(?:考核|考评|评价|评估|三级|二级)?(?:指标|内容|事项|项目)(?:名称|内容)?"),
    "weight": re.compile(r"(?:标准|基本)?(?:分值|权重|分数|得分权重|满分)(?:[(（].*[)）])?"),
    "target": re.compile(r"(?:年度|考核|工作)?(?:目标|目标值|目标任务|标准)"),
    "lead": re.compile(r"(?:牵头|主责|主办)(?:单位|部门)"),
    "units": re.compile(r"(?:责任|考核|承担)(?:单位|部门)"),
    "support": re.compile(r"(?:配合|协助|协办|协同|参与)(?:单位|部门)"),
    "veto": re.compile(r"(?:是否)?一票否决(?:项|指标|事项)?"),
}
_LEAST = ("name", "weight")
_DEEPEST = 5
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SEPARATOR = re.compile(r"[、，,;；/\s]+")
_YES = ("是", "√", "✓", "有", "1")
_SUMS = ("合计", "总计", "小计", "总分")


def with_tables(document: Document) -> tuple[Indicator, ...]:
    """The indicators of all tables that have a column of names and one of points."""
    return tuple(found for grid in grids_of(document) for found in _indicators(document, grid))


def _indicators(document: Document, grid: Grid) -> Iterator[Indicator]:
    for at, row in enumerate(grid[:_DEEPEST]):
        columns = _columns(document, row)
        if all(name in columns for name in _LEAST):
            for below in grid[at + 1 :]:
                if found := _indicator(document, below, columns):
                    yield found
            return


def _columns(document: Document, row: list[Block | None]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(row):
        words = words_of(document, cell).replace(" ", "")
        for name, heading in _HEADINGS.items():
            if name not in columns and heading.fullmatch(words):
                columns[name] = at
                break
    return columns


def _indicator(document: Document, row: list[Block | None], columns: dict[str, int]) -> Indicator | None:
    cells = {name: words_of(document, row[at]) for name, at in columns.items()}
    block = row[columns["name"]]
    if block is None or not cells["name"] or cells["name"] in _SUMS:
        return None
    weight = _NUMBER.search(cells["weight"])
    start, end = _span(document, block)
    return Indicator(
        start=start,
        end=end,
        text=document.text[start:end],
        veto=cells.get("veto", "") in _YES or any("一票否决" in words for words in cells.values()),
        weight=float(weight[0]) if weight else None,
        units=_units(cells, "lead", "units"),
        support=_units(cells, "support"),
        target=cells.get("target", ""),
        source=Source(
            start=start,
            end=end,
            document=document.name,
            quote=document.text[start:end],
            place=block.place,
            raw_start=block.start,
            raw_end=block.end,
        ),
        rule="indicator.table",
    )


def _units(cells: Mapping[str, str], *columns: str) -> tuple[str, ...]:
    """The names in these columns, each once."""
    words = "、".join(cells.get(column, "") for column in columns)
    return tuple(dict.fromkeys(part for part in _SEPARATOR.split(words) if part))


def _span(document: Document, block: Block) -> tuple[int, int]:
    """Where the cell stands in the canonical text."""
    runs = document.index.runs
    inside = [(t, r, n) for t, r, n in runs if r < block.end and r + n > block.start]
    if not inside:
        return 0, 0
    first, last = inside[0], inside[-1]
    start = first[0] + max(0, block.start - first[1])
    end = last[0] + min(last[2], block.end - last[1])
    text = document.text[start:end]
    return start + len(text) - len(text.lstrip()), start + len(text.rstrip())
