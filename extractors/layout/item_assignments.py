"""What lines and brackets assign to an item: to all of it, to its paragraphs apart, to measures by number.

A line speaks for its whole item. Where an item has two lines of the same kind with work between them, each
speaks for the paragraphs before it (「…⏎(县水利局负责)⏎…⏎(县民政局负责)」), or for those behind it where the
first stands right below the heading. 「责任单位:第1项,县公安局;第2项,县教育局」 tells the measures apart.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extractors.layout.numbered_cells import number_at
from extractors.units.claims import Claim, Fields
from models import Document, Sentence

_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
NUMBERED = ("arabic", "arabic_paren", "arabic_half", "circled", "chinese_paren", "is")
_TWO = 2
_KNOWN = 4
_AIM = re.compile(
    r"[,;]?(?:其中)?,?(?:对|关于)?(?P<what>[\u3400-\u9fff\d]{2,24}?)(?:的)?"
    r"(?=于?(?:20\d\d年|\d{1,2}月|收到|\d{1,3}[天日个]))"
)


@dataclass
class Given:
    """What one line, or lines that follow each other, assign: units in the document, and a time limit.

    `shares` are what they say of single measures, by number; `exception` is where the line of limits sets
    another for one of them: 「6月底前,其中对医生的调查结论7月底前上报」.
    """

    start: int = -1
    end: int = -1
    claims: list[Claim] = field(default_factory=list)
    deadline: tuple[int, int] | None = None
    shares: dict[int, "Given"] = field(default_factory=dict)
    exception: tuple[int, int] | None = None
    heads: bool = False
    """Whether its form says that it speaks for what follows: 「【4月10日前】」."""

    def __bool__(self) -> bool:
        return bool(self.claims or self.deadline or self.shares)

    def add(self, fields: Fields) -> None:
        """Add what one more line or bracket assigns."""
        known = {c.name for c in self.claims}
        self.claims += [c for c in fields.claims if c.name not in known]
        self.deadline = fields.deadline or self.deadline

    def limited(self, view: str, sentence: Sentence) -> "Given":
        """With the other limit where the sentence speaks of what it is for, else with the general one."""
        if self.exception is None:
            return self
        what = view[slice(*self.exception)]
        same = any(part in view[sentence.start : sentence.end] for part in _pairs(what))
        return replace(self, deadline=self.exception) if same else self

    def share(self, number: int) -> "Given":
        """What it says of one measure, made if need be."""
        return self.shares.setdefault(number, Given(self.start, self.end))

    def of(self, number: int) -> "Given":
        """The assignment of one measure: its own part, completed from the general one."""
        own = self.shares.get(number)
        if own is None:
            return self
        return Given(self.start, self.end, own.claims or self.claims, own.deadline or self.deadline)


@dataclass
class Assignment:
    """All that is assigned to one item: by its heading or closing bracket, and by its lines in order."""

    heading: Given = field(default_factory=Given)
    lines: list[Given] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.heading) or any(self.lines)

    def add(self, fields: Fields) -> None:
        """What the heading or a closing bracket assigns."""
        self.heading.add(fields)

    def line(self, view: str, start: int, end: int) -> Given:
        """The group of lines that a line at `[start, end)` belongs to: the last, or one of its own."""
        last = self.lines[-1] if self.lines else None
        if last is None or _LETTER.search(view, last.end, start):
            last = Given(start, end)
            self.lines.append(last)
        last.end = end
        return last

    @property
    def apart(self) -> bool:
        """Whether its lines speak for different paragraphs."""
        owning = sum(bool(line.claims) for line in self.lines)
        return owning >= _TWO or sum(bool(line.deadline) for line in self.lines) >= _TWO

    def opens(self, view: str, head: int) -> bool:
        """Whether its first line stands right below the heading, which ends at `head`."""
        if not self.lines:
            return False
        first = self.lines[0]
        return first.heads or (head >= 0 and not _LETTER.search(view, head, first.start))

    def at(self, view: str, offset: int, head: int, stop: int) -> Given:
        """What holds at an offset of the item, whose heading ends at `head`, and which ends at `stop`."""
        if not self.apart:
            return _merged([self.heading, *self.lines])
        first, last = self.lines[0], self.lines[-1]
        leads = self.opens(view, head) and offset >= first.end and bool(_LETTER.search(view, last.end, stop))
        reached = [line for line in self.lines if (line.end <= offset if leads else line.start > offset)]
        chosen = reached[-1 if leads else 0] if reached else Given()
        heading = self.heading
        return Given(
            chosen.start, chosen.end, chosen.claims or heading.claims, chosen.deadline or heading.deadline,
            chosen.shares, chosen.exception,
        )  # fmt: skip


def _pairs(words: str) -> Iterator[str]:
    """The stretches of four letters of a phrase, or all of a short one: enough to know it again."""
    told = _AIM.match(words)
    said = told.group("what") if told else ""
    yield from (said[n : n + _KNOWN] for n in range(max(1, len(said) - _KNOWN + 1)) if len(said) > 1)


def _merged(lines: list[Given]) -> Given:
    whole = Given()
    for line in lines:
        whole.add(Fields(tuple(line.claims), line.deadline))
        whole.exception = line.exception or whole.exception
        for number, share in line.shares.items():
            whole.share(number).add(Fields(tuple(share.claims), share.deadline))
    return whole


def assignment_for(
    document: Document, view: str, assigned: Mapping[int, Assignment], sentence: Sentence
) -> Given | None:
    """What the innermost item around a sentence that has an assignment gives to it."""
    for key in _items_around(document, sentence.section):
        if held := assigned.get(key):
            section = document.sections[key] if key >= 0 else None
            head, stop = (section.heading_end, section.end) if section else (-1, len(view))
            found = held.at(view, sentence.start, head, stop)
            if found.shares:
                return found.of(_number_within(document, view, sentence, key))
            return found.limited(view, sentence)
    return None


def _items_around(document: Document, section: int | None) -> Iterator[int]:
    while section is not None:
        yield section
        section = document.sections[section].parent
    yield -1


def _number_within(document: Document, view: str, sentence: Sentence, key: int) -> int:
    """The number of the measure of an item that a sentence is part of; 0 where it is of none."""
    section, below = sentence.section, None
    while section is not None and section != key:
        below, section = section, document.sections[section].parent
    if below is not None:
        return document.sections[below].number if document.sections[below].style in NUMBERED else 0
    start = view.rfind("\n", 0, sentence.start) + 1
    return number_at(view, start, sentence.end, sentence.start)


def item_key(document: Document, section: int | None) -> int:
    """The item a section belongs to: 一是 and 一要 are parts of the item around them; -1 outside any."""
    while section is not None and document.sections[section].style in ("is", "must"):
        parent = document.sections[section].parent
        if parent is None:
            return section
        section = parent
    return -1 if section is None else section
