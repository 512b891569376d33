"""Word's automatic numbers: what `numbering.xml` defines, and counting along the document."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.oxml.ns import qn

from pipeline.readers.word.names import ALTERNATE, Element, choice, find, integer, number, switch, value
from pipeline.readers.word.number_formats import format_number
from pipeline.readers.word.styles import NumberRef, Styles

BULLET = "•"
SLOT = re.compile(r"%([1-9])")
CLOSED = "、）)．：】〕》"
SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
PADDED = re.compile(r"0*1, 0*2, 0*3, \.\.\.")


class Level(NamedTuple):
    """One level of a list: how its number is written and when it starts again.

    `symbolic` says that a symbol font draws the number, so that its characters do not mean themselves.
    """

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    spaced: bool = True
    restart: int | None = None
    legal: bool = False
    style: str = ""
    hidden: bool = False
    symbolic: bool = False


class List(NamedTuple):
    """A list that paragraphs refer to: the definition it counts in, its levels, its own starts."""

    definition: int
    levels: dict[int, Level]
    starts: dict[int, int]

    def start(self, at: int) -> int:
        """Where the level begins to count in this list."""
        return self.starts.get(at, self.levels.get(at, Level()).start)


class Numbering:
    """The lists of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _by_id(root, "w:abstractNum", "w:abstractNumId")
        self._lists = _by_id(root, "w:num", "w:numId")
        self._known: dict[int, List | None] = {}

    def list(self, key: int) -> List | None:
        """The list of this number, None when the file does not define it."""
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def level(self, ref: NumberRef) -> int:
        """The level a reference means: its own, or what the nearest style has or the list ties to it."""
        if ref.level is not None:
            return ref.level
        found = self.list(ref.number)
        tied = {level.style: at for at, level in found.levels.items()} if found else {}
        told = (tied.get(style.key, style.level) for style in self._styles.chain(ref.style))
        return next((level for level in told if level is not None), 0)

    def _read(self, key: int) -> List | None:
        element = self._lists.get(key)
        definition = number(element, "w:abstractNumId")
        if element is None or definition is None or definition not in self._definitions:
            return None
        levels = _levels(self._linked(self._definitions[definition], {definition}))
        starts: dict[int, int] = {}
        for override in element.iterchildren(qn("w:lvlOverride")):
            at = integer(override.get(qn("w:ilvl"))) or 0
            levels |= _levels(override)
            start = number(override, "w:startOverride")
            starts |= {} if start is None else {at: start}
        return List(definition, levels, starts)

    def _linked(self, definition: Element, seen: set[int]) -> Element:
        """The definition itself, or the one that it borrows through a list style."""
        name = value(definition, "w:numStyleLink")
        style = next(self._styles.chain(name), None)
        borrowed = number(self._lists.get(style.number or 0), "w:abstractNumId") if style else None
        if borrowed is None or borrowed in seen or borrowed not in self._definitions:
            return definition
        return self._linked(self._definitions[borrowed], seen | {borrowed})


def _by_id(root: Element | None, tag: str, attribute: str) -> dict[int, Element]:
    found = root.iterchildren(qn(tag)) if root is not None else ()
    keyed = ((integer(element.get(qn(attribute))), element) for element in found)
    return {key: element for key, element in keyed if key is not None}


def _levels(container: Element) -> dict[int, Level]:
    keyed = ((integer(one.get(qn("w:ilvl"))), _level(one)) for one in container.iterchildren(qn("w:lvl")))
    return {at: level for at, level in keyed if at is not None}


def _level(element: Element) -> Level:
    start = number(element, "w:start")
    return Level(
        start=1 if start is None else start,
        form=_form(element),
        pattern=value(element, "w:lvlText") or "",
        spaced=value(element, "w:suff") != "nothing",
        restart=number(element, "w:lvlRestart"),
        legal=bool(switch(element, "w:isLgl")),
        style=value(element, "w:pStyle") or "",
        hidden=bool(switch(element, "w:rPr/w:vanish")),
        symbolic=_symbolic(element),
    )


def _form(element: Element) -> str:
    """The number format; a newer one stands beside a plainer one that older programs know.

    Of the newer ones only figures with leading zeros (001, 002, …) are known here; they are named by the
    pattern that the file gives.
    """
    for alternate in element.iterchildren(ALTERNATE):
        newer = find(choice(alternate), "w:numFmt")
        pattern = newer.get(qn("w:format"), "") if newer is not None else ""
        if PADDED.fullmatch(pattern):
            return pattern
        fallback = [child for child in alternate if child is not choice(alternate)]
        return value(fallback[-1] if fallback else alternate, "w:numFmt") or "decimal"
    return value(element, "w:numFmt") or "decimal"


def _symbolic(element: Element) -> bool:
    fonts = find(element, "w:rPr/w:rFonts")
    name = fonts.get(qn("w:ascii"), "") if fonts is not None else ""
    return name.lower().startswith(SYMBOL_FONTS)


@dataclass
class Counters:
    """Counts along one story: one count for each level of each definition, shared by its lists.

    The body is a story, and so are the footnotes, the endnotes and every text box. Word shares the counts
    between all lists of a definition; a list with a start of its own sets the shared count the first time
    that it is met on that level, and again whenever the level starts anew.
    """

    numbering: Numbering
    unknown: dict[str, None] = field(default_factory=dict)
    _counts: dict[int, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[int, int]] = field(default_factory=set)

    def story(self) -> "Counters":
        """Counters for another story of the same document."""
        return Counters(self.numbering, self.unknown)

    def next(self, ref: NumberRef) -> str:
        """The number of the next paragraph of the list, with the space after it if it needs one."""
        found = self.numbering.list(ref.number)
        at = self.numbering.level(ref)
        level = found.levels.get(at) if found else None
        if found is None or level is None:
            return ""
        self._count(ref.number, found, at)
        text = "" if level.hidden else self._written(found, level)
        return text + " " if text and level.spaced and text[-1] not in CLOSED else text

    def _count(self, key: int, found: List, at: int) -> None:
        counts = self._counts.setdefault(found.definition, {})
        anew = at in found.starts and (key, at) not in self._begun
        self._begun.add((key, at))
        counts[at] = counts[at] + 1 if at in counts and not anew else found.start(at)
        for lower in [one for one in counts if one > at and _restarts(found.levels.get(one), one, at)]:
            del counts[lower]

    def _written(self, found: List, level: Level) -> str:
        if level.form == "bullet":
            return bullet(level.pattern, symbolic=level.symbolic)
        counts = self._counts[found.definition]

        def slot(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = found.levels.get(at, Level()).form
            plain = level.legal and form != "decimalZero"
            return self._formatted(counts.get(at, found.start(at)), "decimal" if plain else form)

        return SLOT.sub(slot, level.pattern).strip()

    def _formatted(self, count: int, form: str) -> str:
        if PADDED.fullmatch(form):
            return str(count).zfill(form.index(","))
        text = format_number(count, form)
        if text is None:
            self.unknown[form] = None
            return str(count)
        return text


def bullet(sign: str, *, symbolic: bool = False) -> str:
    """The list sign as text; one that only a symbol font can show becomes a plain bullet."""
    sign = sign.strip()
    private = not sign or "\ue000" <= sign[0] <= "\uf8ff" or (sign[0].isalpha() and sign[0] < "⺀")
    return BULLET if symbolic or private else sign


def _restarts(level: Level | None, lower: int, used: int) -> bool:
    """Whether level `lower` starts again after level `used` was; by default after any higher level."""
    after = level.restart if level and level.restart is not None else lower
    return used < after
