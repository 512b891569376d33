"""Zip archives: members inflated one after the other, names also in GB18030."""

import io
import stat
import zipfile
from collections.abc import Iterator

from models import Problem
from pipeline.readers.containers.budget import Budget
from pipeline.readers.containers.member import Member, decoded, shown
from pipeline.readers.package import BROKEN, CHUNK
from pipeline.readers.problems import problem

_LOCKED = 0x1
_NAME_IS_UTF8 = 0x800


def members(data: bytes, budget: Budget) -> Iterator[Member] | Problem:
    """The files in the archive, by name; a problem when nothing in it can be opened."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN:
        return problem("archive_damaged")
    infos = [info for info in archive.infolist() if not _is_folder(info)]
    if infos and all(info.flag_bits & _LOCKED for info in infos):
        return problem("archive_locked")
    return _inflated(archive, infos, budget)


def _inflated(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], budget: Budget) -> Iterator[Member]:
    for info in sorted(infos, key=_name):
        budget.count_member()
        yield Member(_name(info), _content(archive, info, budget))


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes | Problem:
    if info.flag_bits & _LOCKED:
        return problem("archive_locked")
    if stat.S_ISLNK(info.external_attr >> 16):
        return problem("member_link")
    try:
        with archive.open(info) as stream:
            return budget.gather(iter(lambda: stream.read(CHUNK), b""))
    except BROKEN:
        return problem("archive_damaged")


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() or info.filename.endswith("\\")


def _name(info: zipfile.ZipInfo) -> str:
    """The name; unless it is said to be UTF-8, the library has taken it for an old code page."""
    if info.flag_bits & _NAME_IS_UTF8:
        return shown(info.filename)
    return shown(decoded(info.filename.encode("cp437", errors="replace")))
