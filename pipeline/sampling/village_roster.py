"""The roster that places are drawn from: a table with 乡镇, 村, and perhaps 层次."""

import re
from pathlib import Path

from models import Document, Frozen, Problem, Severity
from pipeline.grids import Grid, grids_of, words_of

_HEADINGS = {
    "township": re.compile(
        r"(?:所属|所在)?(?:乡镇|镇街|街道|乡镇[(（]街道[)）]|乡镇街道|镇|苏木乡镇|县区?)(?:名称)?"
    ),
    "village": re.compile(r"(?:行政)?(?:村|社区|村居|村[(（]社区[)）]|村社区|嘎查村?)(?:名称)?"),
    "stratum": re.compile(r"层次|层面|远近|分层|类别|片区|档次|类型"),
}
_LEAST = ("township", "village")


class Village(Frozen):
    """One place that may be drawn; `stratum` is empty where the roster has no strata."""

    township: str
    village: str
    stratum: str = ""


def read_villages(path: Path) -> tuple[Village, ...] | Problem:
    """The villages of a CSV, Excel or Word roster, each once; a problem where there is no such table."""
    from pipeline.readers import read

    document = read(path)
    if not document.readable:
        return document.problems[0]
    for grid in grids_of(document):
        if found := _villages(document, grid):
            return found
    return Problem(
        code="X953",
        severity=Severity.ERROR,
        message="花名册里没有“乡镇”“村”两栏。",
        action="请备一张表：乡镇、村各一栏，要分层抽取的再加一栏“层次”（如远、中、近）。",
        place=path.name,
    )


def _villages(document: Document, grid: Grid) -> tuple[Village, ...]:
    for at, row in enumerate(grid):
        heads = [words_of(document, cell) for cell in row]
        columns = {
            name: next((n for n, head in enumerate(heads) if heading.fullmatch(head)), None)
            for name, heading in _HEADINGS.items()
        }
        if all(columns[name] is not None for name in _LEAST):
            return _rows(document, grid[at + 1 :], columns)
    return ()


def _rows(document: Document, grid: Grid, columns: dict[str, int | None]) -> tuple[Village, ...]:
    """The rows; a township or stratum that stands once for several rows counts for those below it."""
    found: dict[Village, None] = {}
    above = {"township": "", "stratum": ""}
    for row in grid:
        words = {
            name: words_of(document, row[at]) if at is not None and at < len(row) else ""
            for name, at in columns.items()
        }
        if words["township"]:
            above = {"township": words["township"], "stratum": words["stratum"]}
        above["stratum"] = words["stratum"] or above["stratum"]
        if words["village"] and above["township"]:
            found[Village(village=words["village"], **above)] = None
    return tuple(found)
