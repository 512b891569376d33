"""What a page of a PDF holds, whichever library read it."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from models import Problem
from pipeline.readers.pdf.glyphs import BROKEN, Glyph, Line, lines_of
from pipeline.readers.pdf.health import garbled

Box = tuple[float, float, float, float]

COVERED = 0.6


class Grid(NamedTuple):
    """A ruled table: its box, and the box of each cell by row and column, None where a merge covers it.

    `inside` says that it stands in a cell of another table.
    """

    box: Box
    rows: list[list[Box | None]]
    inside: bool = False


class Rule(NamedTuple):
    """A level line: where it begins, how far down the page, where it ends."""

    left: float
    top: float
    right: float


@dataclass(frozen=True)
class Page:
    """What one page holds.

    `filled` says that something is on it that is not read as text, `pictures` how much of it pictures cover;
    `hard` that ruled lines or a turned page make it a case for the slow library. `aside` are the words
    of watermarks, `remarks` what a person has to know of it; `scanned` says that its words were recognised,
    `crowded` that none was read because there are more on it than on any real page. `rules` are its level
    lines.
    """

    reader: str
    width: float
    height: float
    glyphs: list[Glyph]
    grids: list[Grid]
    filled: bool
    pictures: float = 0.0
    hard: bool = False
    aside: str = ""
    remarks: tuple[Problem, ...] = ()
    scanned: bool = False
    crowded: bool = False
    rules: tuple[Rule, ...] = ()

    @cached_property
    def lines(self) -> list[Line]:
        """All printed lines, those in tables too."""
        return lines_of(self.glyphs)

    @cached_property
    def healthy(self) -> bool:
        """Whether it has words, and they are words."""
        return bool(self.glyphs) and not garbled("\n".join(line.text for line in self.lines))

    @property
    def shown(self) -> int:
        """How many characters one sees, whether or not it is known what they are."""
        return sum(1 for glyph in self.glyphs if not glyph.char.isspace())

    @property
    def broken(self) -> int:
        """How many of them the file does not say what they are."""
        return sum(1 for glyph in self.glyphs if glyph.char == BROKEN)

    @property
    def clear(self) -> bool:
        """Whether it is safe to believe: nothing but words, and no gap where something may be missing."""
        gapless = not any(line.gaps for line in self.lines)
        return self.healthy and gapless and not self.broken and not self.hard

    @property
    def pictured(self) -> bool:
        """Whether it is mostly a picture, such as a scan."""
        return self.pictures > COVERED * self.width * self.height


def crowded(reader: str) -> Page:
    """A page of which nothing is read because more characters are on it than on any real one."""
    return Page(reader, 0.0, 0.0, [], [], filled=True, crowded=True)


def area(box: Box) -> float:
    """How large a box is."""
    return abs(box[2] - box[0]) * abs(box[3] - box[1])
