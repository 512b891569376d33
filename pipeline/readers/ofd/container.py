"""An OFD file as an archive: its XML members by the paths that they refer to each other with."""

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.package import BROKEN, Faults, member, parse_xml, unpack
from pipeline.readers.problems import problem

FAULTS = Faults("ofd_damaged", "ofd_bomb", "ofd_doctype")
ENTRY = "ofd.xml"
ENCRYPTED = ("encryptions.xml", "ofdentries.xml", "encryptioninfo.xml")
LOCKED = 0x1


@dataclass
class Container:
    """The XML members of an OFD by path, in lower case; `missing` are paths that lead nowhere.

    `data` is the file as a whole; members that are no XML stay in it until they are asked for.

    Paths lead with or without a slash, with backslashes, and in letters of any case: readers in offices do
    not mind, so files in the wild do all of it.
    """

    members: dict[str, bytes]
    data: bytes = b""
    missing: set[str] = field(default_factory=set)
    _parsed: dict[str, etree._Element | None] = field(default_factory=dict)

    def root(self, path: str) -> etree._Element | None:
        """The root of the XML part at `path`; None when it is missing or broken."""
        if path not in self._parsed:
            self._parsed[path] = self._parse(path)
        return self._parsed[path]

    def content(self, path: str, limits: Limits) -> bytes | None:
        """The bytes of any member; None when there is none, or more of it than any picture has."""
        return member(self.data, lambda name: located("", name) == path, limits)

    def _parse(self, path: str) -> etree._Element | None:
        if path in self.members:
            try:
                return parse_xml(self.members[path])
            except (etree.XMLSyntaxError, ValueError):
                pass
        self.missing.add(path)
        return None


def located(source: str, location: str) -> str:
    """The path of what the part `source` calls `location`, absolute or from its own folder."""
    location = location.strip().replace("\\", "/")
    folder = "" if location.startswith("/") else posixpath.dirname(source)
    return posixpath.normpath(posixpath.join("/", folder, location.lstrip("/"))).lstrip("/").lower()


def open_container(data: bytes, limits: Limits) -> Container | Problem:
    """Unpack an OFD, or say what is wrong with it."""
    if _locked(data):
        return problem("ofd_encrypted")
    members = unpack(data, limits, FAULTS)
    if isinstance(members, Problem):
        return members
    container = Container({located("", name): body for name, body in members.items()}, data)
    encrypted = any(path.rpartition("/")[2] in ENCRYPTED for path in container.members)
    if container.root(ENTRY) is None:
        return problem("ofd_encrypted" if encrypted else "ofd_damaged")
    return problem("ofd_encrypted") if encrypted else container


def _locked(data: bytes) -> bool:
    try:
        return any(member.flag_bits & LOCKED for member in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except BROKEN:
        return False
