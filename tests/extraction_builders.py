"""Documents for the tests of the extractors, as the reader makes them, and one extractor for all.

A case is a row of a CSV table under `data/extractors`; a line that begins with # explains the table to those
who add rows. `known_fault` says why a row fails today: it is expected to fail, and the mark goes when it no
longer does. ⏎ in a cell is a line break.
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import load_extractor
from extractors.extract import Extractor
from extractors.fold import fold
from models import ROLE_LABELS, Document, DocumentKind, Extraction, Issue, Owner, Problem, Registry, Task
from pipeline.readers.assemble import document
from pipeline.readers.limits import Limits
from pipeline.readers.text import parse
from pipeline.registry import load_registry

DATA = Path(__file__).parent / "data" / "extractors"
PLACES = {"市": "榆汀市", "县": "澄溪县", "区": "柳屏区", "镇": "望梅镇"}
FRAMES = {
    DocumentKind.SPEECH: (
        "在全{level}重点工作调度会上的讲话\n\n{place}人民政府\n\n（2026年3月5日）\n\n同志们：\n\n{body}\n"
    ),
    DocumentKind.FEEDBACK: (
        "{place}人民政府督查室\n关于重点民生事项督查情况的反馈意见\n\n有关单位：\n\n{body}\n\n{place}人民政府督查室\n"
        "2026年3月5日\n"
    ),
    DocumentKind.PLAN: "{place}人民政府\n重点民生事项督查反馈问题整改方案\n\n{body}\n\n2026年3月5日\n",
    DocumentKind.DIVISION: "{place}人民政府\n重点民生任务分工方案\n\n{body}\n\n2026年3月5日\n",
    DocumentKind.MINUTES: "{place}人民政府\n专题会议纪要\n\n{body}\n\n2026年3月5日\n",
    DocumentKind.NOTICE: (
        "{place}人民政府\n关于做好重点民生工作的通知\n\n有关单位：\n\n{body}\n\n{place}人民政府\n2026年3月5日\n"
    ),
}


@cache
def registry() -> Registry:
    """The shipped unit registry."""
    return load_registry()[0]


@cache
def extractor() -> Extractor:
    """One extractor for the whole test run; it keeps nothing of any document."""
    return load_extractor(registry())


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, comment lines left out, ⏎ made a line break; `at` says where the row stands."""
    numbered = enumerate((DATA / name).read_text("utf-8").splitlines(), 1)
    lines = {number: line for number, line in numbered if line and not line.startswith("#")}
    table = zip(list(lines)[1:], csv.DictReader(lines.values()), strict=True)
    return [
        {"at": f"{name}:{number}"} | {key: value.replace("⏎", "\n") for key, value in row.items()}
        for number, row in table
    ]


def cases(name: str) -> list[Any]:
    """The rows of a table as test parameters, named by where they stand."""
    return [param(row, row["at"]) for row in rows(name)]


def param(case: dict[str, Any], name: str) -> Any:
    """One test parameter; a known fault is expected to fail."""
    fault = case.get("known_fault")
    marks = [pytest.mark.xfail(reason=fault, strict=True)] if fault else []
    return pytest.param(case, id=name, marks=marks)


def maybe_document(text: str, name: str = "文件.txt") -> Document | None:
    """The document that the reader makes of a text file with these words, or None where it refuses it."""
    reading = parse(text.encode("utf-8"), Limits())
    return None if isinstance(reading, Problem) else document(name, "txt", reading)


def text_document(text: str, name: str = "文件.txt") -> Document:
    """The document that the reader makes of a text file with these words."""
    made = maybe_document(text, name)
    assert made is not None
    return made


def framed(body: str, kind: DocumentKind, level: str = "县") -> Document:
    """A paper of this kind and level of government with this body."""
    return text_document(FRAMES[kind].format(level=level, place=PLACES[level], body=body))


def read_framed(body: str, kind: DocumentKind = DocumentKind.SPEECH, level: str = "县") -> Extraction:
    """What is extracted from a framed body; every value is checked to be grounded."""
    extraction = extractor()(framed(body, kind, level), kind=kind)
    assert extraction.ungrounded() == []
    return extraction


def records_of(extraction: Extraction) -> list[Task | Issue]:
    """All that was read out of a document: tasks, calls, issues."""
    return [*extraction.tasks, *extraction.calls, *extraction.issues]


def owners_said(owners: Iterable[Owner]) -> set[str]:
    """Owners as `name=role` in a clerk's words, brackets folded to half width."""
    return {f"{fold(owner.name)}={ROLE_LABELS[owner.role]}" for owner in owners}


def listed(cell: str) -> list[str]:
    """The entries of a cell, parted by |, brackets folded to half width."""
    return [fold(entry) for entry in cell.split("|") if entry]
