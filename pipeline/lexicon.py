"""The local lexicon: what a clerk has taught the program, in a small TOML file that a person can read.

It is read whole and written whole, by way of a temporary file, so that a crash never leaves half of it. Who
changes it holds a lock from reading to writing, so that nobody's words are lost.
"""

import datetime as dt
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, field_validator

from extractors.local_words import LocalWords
from models import Extraction, Frozen, Owner, Problem, Registry, Severity
from pipeline.registry import with_local_names

FILE_NAME = "本地词表.toml"
_HEADER = """\
# 本地词表：由 run.py learn 写入，读材料时自动使用。
# 也可以手改；下一次 learn 会重写整个文件，另加的注释不保留。
"""
_COMMENTS = {
    "units": "程序不认识的单位",
    "actions": "办完能拿出结果的动词",
    "findings": "说明查出了问题的词",
    "not_tasks": "出现了就不是任务的说法",
    "aliases": "简称或俗称 = 全称",
    "events": "事件 = 起始日期，每年一个",
}
_PLAIN = ("units", "actions", "findings", "not_tasks")


class LocalLexicon(Frozen):
    """All that was taught, every list sorted; can be compared, hashed and handed to other processes."""

    units: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    not_tasks: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    events: tuple[tuple[str, dt.date], ...] = ()

    @field_validator(*_PLAIN, "aliases", "events", mode="after")
    @classmethod
    def _sorted(cls, entries: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(set(entries)))

    def __bool__(self) -> bool:
        return self != LocalLexicon()

    def registry_over(self, registry: Registry) -> Registry:
        """`registry` with the local units and the local names of units in it."""
        return with_local_names(registry, self.units, self.aliases)

    def words(self) -> LocalWords:
        """What the extractor has to know of it."""
        return LocalWords(
            frozenset(self.actions), frozenset(self.findings), frozenset(self.not_tasks), self.events
        )

    def written_out(self, extraction: Extraction) -> Extraction:
        """The extraction with full names for the names that were taught; the words of the text stay."""
        names = dict(self.aliases)
        if not names:
            return extraction

        def full(owners: tuple[Owner, ...]) -> tuple[Owner, ...]:
            return tuple(o.model_copy(update={"name": names.get(o.name, o.name)}) for o in owners)

        return extraction.model_copy(
            update={
                "tasks": tuple(t.model_copy(update={"owners": full(t.owners)}) for t in extraction.tasks),
                "issues": tuple(i.model_copy(update={"owners": full(i.owners)}) for i in extraction.issues),
            }
        )


class _File(Frozen):
    """The file as TOML gives it."""

    units: list[str] = Field(default_factory=list)
    actions: list[str] = Field(default_factory=list)
    findings: list[str] = Field(default_factory=list)
    not_tasks: list[str] = Field(default_factory=list)
    aliases: dict[str, str] = Field(default_factory=dict)
    events: dict[str, list[dt.date]] = Field(default_factory=dict)


def load_lexicon(path: Path) -> LocalLexicon | Problem:
    """The lexicon in a file, or what is wrong with the file."""
    try:
        file = _File.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
    except FileNotFoundError:
        return _bad("X941", "没有这份本地词表。", "请核对路径，或先用 learn 建一份。", path)
    except OSError as error:
        return _bad("X940", f"本地词表打不开：{error.strerror}。", "请检查文件权限。", path)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return _bad("X940", f"本地词表写法有误：{error}。", "请改正，或移走后重新 learn。", path)
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        return _bad("X940", f"本地词表里“{where}”不合要求。", "请改正，或移走后重新 learn。", path)
    events = tuple((name, day) for name, days in file.events.items() for day in days)
    entries = {name: tuple(getattr(file, name)) for name in _PLAIN}
    return LocalLexicon(**entries, aliases=tuple(file.aliases.items()), events=events)


def _bad(code: str, message: str, action: str, path: Path) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, message=message, action=action, place=path.name)


@contextmanager
def one_at_a_time(path: Path) -> Iterator[None]:
    """Wait until no other process is between the beginning and the end of this with the same file.

    The lock goes with the process, however that ends. Where locks are unknown nobody waits.
    """
    handle = _opened(path)
    try:
        with suppress(OSError):
            _lock(handle)
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover - a folder cannot be opened there
    import msvcrt

    def _opened(path: Path) -> int:
        return os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _opened(path: Path) -> int:
        """The folder that the file lies in: the file itself is replaced, and no other file is left behind."""
        return os.open(path.resolve().parent, os.O_RDONLY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


def save_lexicon(path: Path, lexicon: LocalLexicon) -> None:
    """Write the file whole: whoever reads it meanwhile sees the old one or the new one."""
    path = path.resolve()
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(_toml(lexicon))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _toml(lexicon: LocalLexicon) -> str:
    lists = [f"# {_COMMENTS[name]}\n{name} = {_array(getattr(lexicon, name))}\n" for name in _PLAIN]
    days: dict[str, list[dt.date]] = {}
    for name, day in lexicon.events:
        days.setdefault(name, []).append(day)
    tables = [
        _table("aliases", {alias: _text(unit) for alias, unit in lexicon.aliases}),
        _table("events", {name: f"[{', '.join(map(str, dates))}]" for name, dates in days.items()}),
    ]
    return "\n".join([_HEADER, *lists, *tables])


def _table(name: str, values: Mapping[str, str]) -> str:
    lines = [f"{_text(key)} = {value}\n" for key, value in values.items()]
    return f"# {_COMMENTS[name]}\n[{name}]\n{''.join(lines)}"


def _array(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, words))}]"


def _text(word: str) -> str:
    """A TOML basic string; for text without control characters it is written as in JSON."""
    return json.dumps(word, ensure_ascii=False)
