"""The elements of a page that a reader sees: scripts, hidden elements and form fields taken out."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lxml import etree

from pipeline.readers.package import local
from pipeline.readers.web.archive import Source

DEEP = "Excessive depth"
NO_DISPLAY = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SELECTOR = re.compile(r"(?:[a-z0-9]+)?([.#])([\w-]+)", re.IGNORECASE)
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)\s*(?:;|$)", re.IGNORECASE)
CONTROL = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""What a damaged page may hold and a tree of elements may not be given."""
DECLARED = re.compile(r"<\?xml[^>]*\?>")


@cache
def elements(kind: str) -> frozenset[str]:
    """The names of elements that `elements.toml` calls `kind`."""
    text = files("pipeline.readers.web").joinpath("elements.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[kind])


@dataclass
class Markup:
    """The body of a page without what is not seen; `hidden` counts the characters of hidden elements.

    `counters` says by class or id how style sheets number the lists that bear it.
    """

    body: etree._Element
    title: str = ""
    hidden: int = 0
    frames: int = 0
    counters: dict[str, str] = field(default_factory=dict)


def parsed(source: Source) -> Markup | None:
    """The page as elements, None when there are none."""
    text = DECLARED.sub("", source.text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or any(DEEP in entry.message for entry in parser.error_log):
        return None
    title = " ".join(_words(root.find(".//title")).split())
    sheets = " ".join(_words(style) for style in root.iter("style"))
    body = root.find("body")
    markup = Markup(body if body is not None else root, title)
    _take_out(markup, _unseen_by_sheet(sheets, markup.counters))
    return markup


def _words(element: etree._Element | None) -> str:
    return "".join(str(text) for text in element.itertext()) if element is not None else ""


def _unseen_by_sheet(sheets: str, counters: dict[str, str]) -> set[str]:
    """The classes (.x) and ids (#x) that the page's own style sheets hide."""
    hidden = set()
    for selectors, rules in RULE.findall(sheets):
        found = (SELECTOR.fullmatch(one.strip()) for one in selectors.split(","))
        names = [one[1] + one[2] for one in found if one]
        if NO_DISPLAY.search(rules):
            hidden.update(names)
        elif style := LIST_STYLE.search(rules):
            counters.update(dict.fromkeys(names, style[1].lower()))
    return hidden


def _take_out(markup: Markup, hidden: set[str]) -> None:
    unseen, frames = elements("unseen"), elements("frames")
    for element in list(markup.body.iter("*")):
        name = local(element)
        if element is markup.body or element.getparent() is None:
            continue
        markup.frames += name in frames
        if name in unseen or name in frames:
            _drop(element)
        elif _is_hidden(element, hidden):
            markup.hidden += len("".join(_words(element).split()))
            _drop(element)


def _is_hidden(element: etree._Element, hidden: set[str]) -> bool:
    if element.get("hidden") is not None or NO_DISPLAY.search(element.get("style", "").lower()):
        return True
    return not hidden.isdisjoint(names_of(element))


def names_of(element: etree._Element) -> set[str]:
    """The classes (.x) and the id (#x) of an element, as style sheets write them."""
    return {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}


def _drop(element: etree._Element) -> None:
    """Take the element out, but not the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = CONTROL.sub("", element.tail or "")
    if tail and before is not None:
        before.tail = CONTROL.sub("", before.tail or "") + tail
    elif tail:
        parent.text = CONTROL.sub("", parent.text or "") + tail
    parent.remove(element)
