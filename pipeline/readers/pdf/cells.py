"""The lines of one table cell as one text: which line breaks were meant, and which the width forced."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractors.deadlines.numerals import number
from extractors.lexicon import load
from pipeline.readers.pdf.glyphs import Line, glue
from pipeline.readers.pdf.paragraphs import INDENT, LAX, ends_sentence, fits_after, opens_item

SHORT = 0.5
ITEM = re.compile(
    r"^(?P<before>[（(]?)(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<behind>[）)]?[.．、]?)(?!\d)",
    re.MULTILINE,
)
RUNNING = re.compile(r"[、，,；;。：:]")


class Cell(NamedTuple):
    """The text of a cell; `right` is where its printed lines have to end, `covered` as in `models.Block`."""

    text: str = ""
    lines: tuple[Line, ...] = ()
    right: float = 0.0
    covered: bool | None = None

    @property
    def last(self) -> Line | None:
        """Its last printed line."""
        return self.lines[-1] if self.lines else None


def cell_of(lines: Sequence[Line], left: float, right: float) -> Cell:
    """The cell that reaches from `left` to `right`; a line break that was meant stays a line feed."""
    if not lines:
        return Cell()
    units = len(lines) > 1 and all(_names_unit(line.text) for line in lines)
    first = _first_lines(lines, left, right)
    text = lines[0].text
    for (above, line), begins in zip(pairwise(lines), first[1:], strict=True):
        meant = units or begins or _ended(above, line, (right - left) * SHORT, right)
        text = f"{text}\n{line.text}" if meant else glue(text, line.text)
    return Cell(text, tuple(lines), right)


def takes_up(above: Cell, cell: Cell) -> bool | None:
    """Whether `cell` can be the rest of `above`, of which the words did not fit there, or the next items.

    None where nothing tells, as a sentence ends there.
    """
    if above.last is None:
        return False
    if opens_item(cell.text) and not _in_bracket(above.text):
        return _is_next_item(above.text, cell.text)
    if ends_sentence(above.text):
        return None
    return not fits_after(above.last, cell.text, above.right)


def together(above: Cell, cell: Cell) -> Cell:
    """The two parts of a cell that the page end cut in two."""
    if not cell.text:
        return above
    parted = ends_sentence(above.text) or opens_item(cell.text)
    return cell._replace(text=f"{above.text}\n{cell.text}" if parted else glue(above.text, cell.text))


def _in_bracket(text: str) -> bool:
    """Whether a bracket is open at the end, so that the 2） that follows closes it and begins no item."""
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))


def _is_next_item(above: str, text: str) -> bool:
    """Whether `text` begins with the number that follows the last one of `above`, written alike."""
    opening = ITEM.match(text)
    before = [item for item in ITEM.finditer(above) if opening and _style(item) == _style(opening)]
    one, other = (number(item["number"]) if item else None for item in (before and before[-1], opening))
    return one is not None and other == one + 1


def _style(item: re.Match[str]) -> tuple[str, bool, str]:
    return item["before"], item["number"].isascii(), item["behind"]


def _ended(above: Line, line: Line, half: float, right: float) -> bool:
    """Whether `above` ends where nothing forced it to.

    That is before a numbered item, at the end of a sentence, or with half the cell free.
    """
    if not fits_after(above, line.text, right):
        return opens_item(line.text) and ends_sentence(above.text)
    if ends_sentence(above.text) and fits_after(above, line.text, right, LAX):
        return True
    return opens_item(line.text) or above.x1 - above.x0 < half


def _first_lines(lines: Sequence[Line], left: float, right: float) -> list[bool]:
    """Of each line whether its indent says that it begins a paragraph, as the first line of the cell does.

    Where that one is not indented, others may go on with an item; where all lines are centred, none is.
    """
    margin = min(line.x0 for line in lines)
    indented = [line.x0 - margin > INDENT * line.em for line in lines]
    centred = all(abs((line.x0 - left) - (right - line.x1)) < line.em for line in lines)
    return indented if indented[0] and not centred else [False] * len(lines)


def _names_unit(text: str) -> bool:
    rules = _rules()
    return text.endswith(rules["endings"]) and text not in rules["rests"] and not RUNNING.search(text)


@cache
def _rules() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in load("unit_lines").items()}
