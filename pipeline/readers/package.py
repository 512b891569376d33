"""Formats that are a zip archive of XML: unpacked within limits, no entities, nothing put on disk."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem

CHUNK = 1 << 20
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
DOCTYPE = b"<!DOCTYPE"
XML = (".xml", ".rels")


class Faults(NamedTuple):
    """What a format calls its problems in `problems.toml`."""

    damaged: str
    bomb: str
    doctype: str


def unpack(data: bytes, limits: Limits, faults: Faults) -> dict[str, bytes] | Problem:
    """The XML members of the archive by name; bytes are counted while they inflate, sizes never believed."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        return problem(faults.damaged)
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > limits.parts:
        return problem(faults.bomb, reason=f"内含{len(members)}个部件")
    left = limits.inflated(len(data))
    parts: dict[str, bytes] = {}
    for member in members:
        is_xml = member.filename.lower().endswith(XML)
        most = min(left, limits.xml_bytes) if is_xml else left
        body = _inflate(archive, member, most, faults, keep=is_xml)
        if isinstance(body, Problem):
            return body
        size, content = body
        left -= size
        if DOCTYPE in content:
            return problem(faults.doctype)
        if is_xml:
            parts[_member_name(member.filename)] = content
    return parts


def member(data: bytes, wanted: Callable[[str], bool], limits: Limits) -> bytes | None:
    """The first member whose name is `wanted`, as far as it can be had; None too when it is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = next((one for one in archive.infolist() if wanted(_member_name(one.filename))), None)
            if found is None:
                return None
            with archive.open(found) as stream:
                content = stream.read(limits.file_bytes + 1)
    except BROKEN:
        return None
    return content if len(content) <= limits.file_bytes else None


def parse_xml(content: bytes) -> etree._Element:
    """The root of an XML part; entities stay unresolved and nothing is fetched.

    Raises:
        etree.XMLSyntaxError: when the part is no XML, or deeper or larger than any real one.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def stream_xml(content: bytes, *names: str) -> Iterator[etree._Element]:
    """The elements of these names one after the other, whatever their namespace; each is emptied after use.

    Raises:
        etree.XMLSyntaxError: as `parse_xml` does.
    """
    found = etree.iterparse(
        io.BytesIO(content),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in found:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; files in the wild spell namespaces differently."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _member_name(name: str) -> str:
    """The name as references write it: some programs store it with a slash in front or with backslashes."""
    return name.replace("\\", "/").lstrip("/")


def _inflate(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, faults: Faults, *, keep: bool
) -> tuple[int, bytes] | Problem:
    """The size of a member and, to `keep` it, its bytes; only a broken part to keep spoils the file."""
    size, chunks = 0, []
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > most:
                    return problem(faults.bomb, reason=f"部件超过{most // CHUNK}MB")
                if keep:
                    chunks.append(chunk)
    except BROKEN:
        return problem(faults.damaged) if keep else (size, b"")
    return size, b"".join(chunks)
