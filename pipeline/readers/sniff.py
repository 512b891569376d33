"""What format a file is: its bytes decide, the suffix where they say nothing; rules are in `formats.toml`."""

import io
import re
import tomllib
import zipfile
from functools import cache
from importlib.resources import files
from typing import Any

from models import Problem
from pipeline.readers.problems import problem

PDF_MARK = b"%PDF-"
PDF_HEAD = 1024
MARKUP_HEAD = 512
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
HEADER = re.compile(rb"(?:From |[!-9;-~]+:)")


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.readers").joinpath("formats.toml").read_text("utf-8"))


def sniff(data: bytes, suffix: str) -> str:
    """The name of the format: one that has a reader, a kind of `formats.toml`, or `unknown`."""
    if _is_mail(data, suffix):
        return "eml"
    if PDF_MARK in data[:PDF_HEAD]:
        return "pdf"
    for magic, name in _rules()["magic"].items():
        if data.startswith(bytes.fromhex(magic)):
            return _inside(str(name), data, suffix)
    return _markup(data) or _plain(data, _by_suffix(suffix))


def refusal(name: str) -> Problem:
    """Why a format without a reader is refused and what the user can do."""
    if name == "encrypted":
        return problem("docx_encrypted")
    kind = _rules()["kind"].get(name)
    return problem("unsupported", **kind) if kind else problem("unknown_format")


def _inside(name: str, data: bytes, suffix: str) -> str:
    if name == "zip":
        return _zip(data, suffix)
    if name == "compound":
        streams = _rules()["compound"].items()
        told = _by_suffix(suffix) if _by_suffix(suffix) in dict(streams).values() else name
        return next((kind for stream, kind in streams if stream.encode("utf-16-le") in data), told)
    return name


def _plain(data: bytes, named: str) -> str:
    """The format that the suffix names, but text where a plain text bears the suffix of Word or Excel."""
    instead = _rules()["plain"].get(named)
    return str(instead) if instead and not NOT_TEXT.search(data) else named


def _zip(data: bytes, suffix: str) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return _by_suffix(suffix) if _by_suffix(suffix) != "txt" else "zip"
    members = [name.replace("\\", "/").lstrip("/") for name in names]
    for sign, kind in _rules()["zip"].items():
        if any(member.startswith(sign) if sign.endswith("/") else member == sign for member in members):
            return str(kind)
    return "zip"


def _is_mail(data: bytes, suffix: str) -> bool:
    """A mail begins with headers, as a saved web page may; its name must say that it is one."""
    return _by_suffix(suffix) == "eml" and bool(HEADER.match(data[:MARKUP_HEAD].lstrip()))


def _markup(data: bytes) -> str | None:
    head = data[:MARKUP_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for sign, kind in _rules()["markup"].items() if head.startswith(sign.encode())), None)


def _by_suffix(suffix: str) -> str:
    return str(_rules()["suffix"].get(suffix.lower().lstrip("."), "unknown"))
