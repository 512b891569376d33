"""A .docx as an archive: unpacked within limits, its parts parsed without entities, nothing put on disk."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from docx.oxml.parser import parse_xml
from lxml import etree

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.word.names import Element, strict_to_transitional

CHUNK = 1 << 20
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
DOCTYPE = b"<!DOCTYPE"


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
    members = unpack(data, limits)
    if isinstance(members, Problem):
        return members
    try:
        return _parse(members)
    except (etree.XMLSyntaxError, KeyError):
        return problem("docx_damaged")


def unpack(data: bytes, limits: Limits) -> dict[str, bytes] | Problem:
    """The XML members of the archive by name; bytes are counted while they inflate, sizes never believed."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except FAULTS:
        return problem("docx_damaged")
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > limits.parts:
        return problem("docx_bomb", reason=f"内含{len(members)}个部件")
    left = limits.inflated(len(data))
    parts: dict[str, bytes] = {}
    for member in members:
        is_xml = member.filename.endswith((".xml", ".rels"))
        body = _inflate(archive, member, min(left, limits.xml_bytes) if is_xml else left, keep=is_xml)
        if isinstance(body, Problem):
            return body
        size, content = body
        left -= size
        if DOCTYPE in content:
            return problem("docx_doctype")
        if is_xml:
            parts[member.filename] = content
    return parts


def _inflate(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, *, keep: bool
) -> tuple[int, bytes] | Problem:
    """The size of a member and, to `keep` it, its bytes; only a broken part to keep spoils the file."""
    size, chunks = 0, []
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > most:
                    return problem("docx_bomb", reason=f"部件超过{most // CHUNK}MB")
                if keep:
                    chunks.append(chunk)
    except FAULTS:
        return problem("docx_damaged") if keep else (size, b"")
    return size, b"".join(chunks)


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
