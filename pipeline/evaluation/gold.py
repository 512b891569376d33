"""A clerk's gold: what a careful person read out of a document, sentence by sentence; and its document.

Each sentence is labelled T (a task that must be found), C (a call, free to report), I (a problem found) or N
(must not be reported); a T sentence has its owners with roles and its deadline.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from models import Basis, DeadlineKind, DocumentKind, Problem, Role, Severity

SUFFIX = ".gold.json"


class _Gold(BaseModel):
    """Immutable; keys that we do not know are notes of the clerk's."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldOwner(_Gold):
    """A unit that must act, by the full name that the text supports."""

    unit: str = Field(min_length=1)
    role: Role
    basis: Basis | None = None


class GoldDeadline(_Gold):
    """By when; `due` is null where the text does not give the day."""

    text: str = ""
    kind: DeadlineKind
    due: dt.date | None = None


class GoldSentence(_Gold):
    """One sentence with its label; owners and deadline belong to T sentences."""

    n: int
    text: str = Field(min_length=1)
    label: Literal["T", "C", "I", "N"]
    owners: tuple[GoldOwner, ...] | None = ()
    deadline: GoldDeadline | None = None


class Gold(_Gold):
    """The gold of one document; `date` is what its relative deadlines are counted from."""

    doc: str = Field(min_length=1)
    kind: DocumentKind = DocumentKind.UNKNOWN
    date: dt.date | None = None
    sentences: tuple[GoldSentence, ...]

    @field_validator("kind", mode="before")
    @classmethod
    def _known_kind(cls, kind: object) -> object:
        """A kind that we have no name for (report, letter) is no fault of the gold."""
        return kind if kind in tuple(DocumentKind) else DocumentKind.UNKNOWN


def load_gold(path: Path) -> Gold | Problem:
    """The gold in a file, or what is wrong with that file."""
    try:
        return Gold.model_validate(json.loads(path.read_text("utf-8-sig")))
    except OSError as error:
        return _bad(path, f"打不开：{error.strerror}", "请检查文件权限。")
    except UnicodeDecodeError:
        return _bad(path, "不是 UTF-8 文本", "请另存为 UTF-8。")
    except json.JSONDecodeError as error:
        return _bad(path, f"第{error.lineno}行不是合法的 JSON", "请检查这一行的引号和逗号。")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "最外层"
        return _bad(path, f"“{where}”缺失或不合要求", "写法见 docs/commands.md 的 evaluate 一节。")


def _bad(path: Path, what: str, action: str) -> Problem:
    return Problem(
        code="X931",
        severity=Severity.ERROR,
        message=f"标准答案读不了：{what}。",
        action=action,
        place=path.name,
    )


def document_of(path: Path, gold: Gold, documents: Path | None = None) -> Path | Problem:
    """The document of a gold file: as an office received it in `documents`, else beside the gold.

    The file that the gold names counts first, then one of the same name in another format.
    """
    stem = path.name.removesuffix(SUFFIX)
    for folder in (documents, path.parent):
        if folder is None or not folder.is_dir():
            continue
        named = folder / gold.doc
        if named.is_file():
            return named
        others = (file for file in sorted(folder.iterdir()) if file.stem == stem and file.is_file())
        if other := next(others, None):
            return other
    return Problem(
        code="X932",
        severity=Severity.ERROR,
        message=f"找不到它的文件“{gold.doc}”。",
        action="请放到标准答案旁边，或用 --documents 指出文件夹。",
        place=path.name,
    )
