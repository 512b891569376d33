"""The parts of a .docx: which are there, and their XML."""

import posixpath
from dataclasses import dataclass

from docx.oxml.parser import parse_xml
from lxml import etree

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.package import Faults, unpack
from pipeline.readers.problems import problem
from pipeline.readers.word.names import Element, strict_to_transitional

FAULTS = Faults("docx_damaged", "docx_bomb", "docx_doctype")


@dataclass(frozen=True)
class Parts:
    """The parsed parts of a document that its words are in; a part that the file lacks is None."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    footnotes: Element | None = None
    endnotes: Element | None = None
    comments: Element | None = None
    title: str = ""


def open_package(data: bytes, limits: Limits) -> Parts | Problem:
    """Unpack and parse a .docx, or say what is wrong with it."""
    members = unpack(data, limits, FAULTS)
    if isinstance(members, Problem):
        return members
    try:
        return _parse(members)
    except (etree.XMLSyntaxError, KeyError):
        return problem("docx_damaged")


def _parse(members: dict[str, bytes]) -> Parts:
    main = _related(members, "").get("officeDocument", "word/document.xml")
    related = _related(members, main)

    def part(kind: str) -> Element | None:
        name = related.get(kind, "")
        return _root(members[name]) if name in members else None

    return Parts(
        document=_root(members[main]),
        styles=part("styles"),
        numbering=part("numbering"),
        footnotes=part("footnotes"),
        endnotes=part("endnotes"),
        comments=part("comments"),
        title=_title(members),
    )


def _related(members: dict[str, bytes], source: str) -> dict[str, str]:
    """What the part `source` refers to inside the archive, by kind of relationship."""
    folder, name = posixpath.split(source)
    listing = members.get(posixpath.join(folder, "_rels", name + ".rels"))
    if listing is None:
        return {}
    return {
        relation.get("Type", "").rpartition("/")[2]: posixpath.normpath(
            posixpath.join("/" + folder, relation.get("Target", ""))
        ).lstrip("/")
        for relation in _root(listing)
        if relation.get("TargetMode") != "External"
    }


def _root(content: bytes) -> Element:
    root: Element = parse_xml(strict_to_transitional(content))
    return root


def _title(members: dict[str, bytes]) -> str:
    core = members.get(_related(members, "").get("core-properties", ""))
    return (_root(core).findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip() if core else ""
