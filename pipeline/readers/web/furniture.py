"""Which paragraphs of a page are the document, which are its frame, and what the frame says of it."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

from lxml import etree

from pipeline.readers.assemble import Piece
from pipeline.readers.package import local
from pipeline.readers.web.blocks import Found
from pipeline.readers.web.tables import is_data

PARTS = frozenset(("nav", "footer", "aside"))
ROLES = frozenset(("navigation", "contentinfo", "banner", "search", "complementary"))
PROSE = re.compile(r"[。；！？]|[，、：].*[，、。]")
LINKED = 0.6
SHARE = 0.8
LONG = 40
LOOKED_AT = 50
DATA_LINE = 120
TEXTS = ("p", "ol", "ul", "blockquote", "pre")
CROWDED = 0.3
SHORT = 60


@dataclass
class Sorted:
    """The pieces of the document, the words left out, and the data that the page gives of the document."""

    kept: list[Piece] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    page: int = 1
    page_count: int = 1


class Frame:
    """What stands around the main part of a page: branches of elements that do not hold it."""

    def __init__(self, main: etree._Element, found: Sequence[Found]) -> None:
        self._main = main
        self._above = {main, *main.iterancestors()}
        self._linked: dict[etree._Element, list[int]] = {}
        for one in found:
            counts = self._linked.setdefault(self._branch(one.element), [0, 0])
            counts[0] += one.linked
            counts[1] += len("".join(one.piece.text.split()))

    def holds(self, found: Found) -> bool:
        """Whether a paragraph outside the main part belongs to the frame: links, or a part named as such."""
        branch = self._branch(found.element)
        if branch is self._main or _is_prose(found):
            return False
        linked, size = self._linked[branch]
        named = any(
            _named(one) for one in (found.element, *found.element.iterancestors()) if one not in self._above
        )
        return named or linked > CROWDED * size or bool(_rules()["outside"].search(found.piece.text.strip()))

    def _branch(self, element: etree._Element) -> etree._Element:
        """The largest element around this one that does not hold the main part; the main part for its own."""
        if _inside(element, self._main):
            return self._main
        while (parent := element.getparent()) is not None and parent not in self._above:
            element = parent
        return element


def sort_blocks(body: etree._Element, found: Sequence[Found]) -> Sorted:
    """Sort the pieces of a page into those of the document and those of its frame."""
    result = Sorted()
    framed = [_is_frame(one) for one in found]
    main = _main(body, [one for one, out in zip(found, framed, strict=True) if not out])
    title = _title(found, framed, main)
    frame = Frame(main, found)
    related: etree._Element | None = None
    for at, (one, out) in enumerate(zip(found, framed, strict=True)):
        if related is not None and not _inside(one.element, related):
            related = None
        if related is None and _rules()["related"].search(one.piece.text.strip()):
            related = _part_of(one.element, main)
        outside = at != title and frame.holds(one)
        data = _take_data(one.piece, result)
        if out or outside or data or related is not None:
            if one.piece.text.strip() and not data:
                result.left_out.append(one.piece.text.strip())
        else:
            result.kept.append(one.piece)
    return result


def _is_frame(found: Found) -> bool:
    text = found.piece.text.strip()
    if found.piece.kind == "paragraph" and len(text) <= DATA_LINE and _rules()["line"].search(text):
        return True
    linked = found.linked > 0 and found.linked >= LINKED * len("".join(text.split()))
    elements = (found.element, *found.element.iterancestors())
    return any(_is_part(element, linked=linked) for element in elements)


def _is_part(element: etree._Element, *, linked: bool) -> bool:
    """Whether an element is a part of the page's frame; by its name alone only for what is all links."""
    if local(element) in PARTS or element.get("role") in ROLES:
        return True
    return linked and (_named(element) or (local(element) == "li" and _siblings_link(element)))


def _named(element: etree._Element) -> bool:
    return _names_part(f"{element.get('class', '')} {element.get('id', '')}")


@lru_cache(maxsize=1_000)
def _names_part(names: str) -> bool:
    return bool(_rules()["part"].search(names))


def _siblings_link(item: etree._Element) -> bool:
    """Whether a list holds nothing but links, and several."""
    parent = item.getparent()
    items = list(islice(parent.iterchildren("li"), LOOKED_AT)) if parent is not None else []
    return len(items) > 1 and all(one.find(".//a") is not None for one in items)


def _main(body: etree._Element, found: Sequence[Found]) -> etree._Element:
    """The deepest element that holds most of the running text and of the tables."""
    weights: dict[etree._Element, int] = {}
    total = 0
    for one in found:
        if one.piece.kind == "cell" or PROSE.search(one.piece.text):
            weight = len(one.piece.text)
            total += weight
            for element in (one.element, *one.element.iterancestors()):
                weights[element] = weights.get(element, 0) + weight
    main = body
    while total:
        inner = [child for child in main.iterchildren("*") if weights.get(child, 0) >= SHARE * total]
        if not inner or local(inner[0]) in TEXTS or (local(inner[0]) == "table" and is_data(inner[0])):
            break
        main = inner[0]
    return main


def _title(found: Sequence[Found], framed: Sequence[bool], main: etree._Element) -> int:
    """The index of the heading before the main part that is the document's title; -1 when there is none."""
    first = next((at for at, one in enumerate(found) if _inside(one.element, main)), 0)
    before = [at for at in range(first) if not framed[at]]
    levels = [at for at in before if found[at].piece.level]
    named = [at for at in before if re.search("title|bt", found[at].element.get("class", ""))]
    return next(iter([*reversed(levels), *reversed(named)]), -1)


def _part_of(element: etree._Element, main: etree._Element) -> etree._Element:
    """The part of the page that a heading opens: its parent, unless that is the main part itself."""
    parent = element.getparent()
    return element if parent is None or parent is main or _inside(main, parent) else parent


def _is_prose(found: Found) -> bool:
    """Whether a paragraph outside the main part is text of its own weight."""
    text = found.piece.text
    return len(text) >= LONG and "。" in text and found.linked < LINKED * len(text)


def _inside(element: etree._Element, main: etree._Element) -> bool:
    return element is main or any(ancestor is main for ancestor in element.iterancestors())


def _take_data(piece: Piece, result: Sorted) -> bool:
    """Note what a line says of the page; whether it says nothing else."""
    text = piece.text.strip()
    if piece.kind != "paragraph" or len(text) > DATA_LINE:
        return False
    if found := _rules()["page"].search(text):
        result.page = int(found[1] or 1)
        result.page_count = int(found[2] or found[3] or 1)
        result.metadata["page"] = text
        return True
    taken = dict(_data(text))
    for key, value in taken.items():
        result.metadata.setdefault(key, value)
    return bool(taken) and not PROSE.search(text) and len(text) <= DATA_LINE


def _data(text: str) -> Iterator[tuple[str, str]]:
    for key in ("updated", "source"):
        found = _rules()[key].search(text)
        if found and (found.start() == 0 or len(text) <= SHORT):
            yield key, "".join(found[1].split())


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    text = files("pipeline.readers.web").joinpath("furniture.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(text)
    line = "|".join(f"(?:{one})" for one in table["line"])
    patterns = {
        "line": line,
        "related": table["related"],
        "outside": table["outside"],
        "part": table["part"],
        **table["data"],
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
