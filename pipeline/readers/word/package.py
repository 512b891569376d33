"""The parts of a .docx: which are there, their XML, and what the file says of itself."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.package import Faults, unpack
from pipeline.readers.problems import problem
from pipeline.readers.word.names import Element, strict_to_transitional

FAULTS = Faults("docx_damaged", "docx_bomb", "docx_doctype")
PROPERTIES = frozenset(("title", "subject", "keywords", "category", "contentStatus"))
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class DoctypeError(Exception):
    """A part declares a document type, by which files name others and blow up."""


@dataclass(frozen=True)
class Parts:
    """The parsed parts of a document that its words are in; a part that the file lacks is None.

    `pictures` are the members that are pictures of the body, by the number that the body has for each.
    """

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    comments: Element | None = None
    headers: tuple[Element, ...] = ()
    footers: tuple[Element, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


def open_package(data: bytes, limits: Limits) -> Parts | Problem:
    """Unpack and parse a .docx, or say what is wrong with it."""
    members = unpack(data, limits, FAULTS)
    if isinstance(members, Problem):
        return members
    try:
        return _parse(members)
    except DoctypeError:
        return problem("docx_doctype")
    except (etree.XMLSyntaxError, KeyError, UnicodeDecodeError):
        return problem("docx_damaged")


def _parse(members: dict[str, bytes]) -> Parts:
    main = _target(members, "", "officeDocument") or "word/document.xml"
    document = _root(members[main])

    def part(kind: str) -> Element | None:
        name = _target(members, main, kind)
        return _root(members[name]) if name in members else None

    return Parts(
        document=document,
        styles=part("styles"),
        numbering=part("numbering"),
        footnotes=part("footnotes"),
        endnotes=part("endnotes"),
        comments=part("comments"),
        headers=tuple(_used(members, main, document, "header")),
        footers=tuple(_used(members, main, document, "footer")),
        properties=_properties(members),
        pictures={one.key: one.target for one in _relations(members, main) if one.kind == "image"},
    )


class Relation(NamedTuple):
    """What one part says of another: its own number for it, the kind, the member it is."""

    key: str
    kind: str
    target: str


def _relations(members: dict[str, bytes], source: str) -> Iterator[Relation]:
    """What the part `source` refers to inside the archive."""
    folder, name = posixpath.split(source)
    listing = members.get(posixpath.join(folder, "_rels", name + ".rels"))
    for relation in _root(listing) if listing is not None else ():
        if relation.get("TargetMode") != "External":
            path = posixpath.join("/" + folder, relation.get("Target", "").replace("\\", "/"))
            kind = relation.get("Type", "").rpartition("/")[2]
            yield Relation(relation.get("Id", ""), kind, posixpath.normpath(path).lstrip("/"))


def _target(members: dict[str, bytes], source: str, kind: str) -> str:
    """The member that is this kind of part for `source`, empty when it has none."""
    return next((one.target for one in _relations(members, source) if one.kind == kind), "")


def _used(members: dict[str, bytes], main: str, document: Element, kind: str) -> Iterator[Element]:
    """The headers or footers that the document's sections really show, in their order."""
    named = {one.key: one.target for one in _relations(members, main)}
    keys = (one.get(qn("r:id"), "") for one in document.iter(qn(f"w:{kind}Reference")))
    for target in dict.fromkeys(named.get(key, "") for key in keys):
        if target in members:
            yield _root(members[target])


def _properties(members: dict[str, bytes]) -> dict[str, str]:
    """What the file says of itself: title, subject, keywords and the like, and what an office added."""
    core = members.get(_target(members, "", "core-properties"))
    own = members.get(_target(members, "", "custom-properties"))
    found = {}
    for element in _root(core).iterchildren("*") if core else ():
        found[etree.QName(element).localname] = (element.text or "").strip()
    found = {name: text for name, text in found.items() if name in PROPERTIES}
    for element in _root(own).iterchildren("*") if own else ():
        found["custom:" + element.get("name", "")] = "".join(str(text) for text in element.itertext()).strip()
    return {name: text for name, text in found.items() if text}


def _root(content: bytes) -> Element:
    root: Element = parse_xml(strict_to_transitional(_as_utf8(content)))
    if root.getroottree().docinfo.internalDTD is not None:
        raise DoctypeError
    return root


def _as_utf8(content: bytes) -> bytes:
    """A part written in UTF-16, which the standard allows, in UTF-8."""
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    return DECLARATION.sub("", content.decode("utf-16")).encode()
