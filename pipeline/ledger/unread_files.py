"""Files that could not be read, as the ledger keeps them: where, what, and why, until that file is read.

A file is known by its name and the folders it lies in, from the folder on that was given to the command: an
附件1.docx comes from every office, and none speaks for another. Where it lies on the machine is not kept.
That it was read after all is an event without problems. Ledgers of earlier versions name no folder; there a
file of that name that is read, or fails again, is taken for the same.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from models import Event, EventKind, Problem
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.store import Ledger
from pipeline.ledger.wording import file_words
from pipeline.readers import display_name
from pipeline.readers.containers import INSIDE
from pipeline.readers.problems import problem
from pipeline.readers.secrecy import name_mark

_NOT_KEPT = frozenset(
    {
        problem("secret", mark="", where="").code,
        problem("beside_secret").code,
        problem("internal", mark="", where="").code,
        problem("missing").code,
        problem("folder").code,
        problem("folder_closed", reason="").code,
    }
)
"""Of what bears a mark of secrecy not even the name is kept; what is no file has no reading to wait for."""


class UnreadFiles:
    """The files that wait to be read, while more are read or fail: what changes is entered at once."""

    def __init__(self, ledger: Ledger, on: dt.date, actor: str, roots: Iterable[Path] = ()) -> None:
        self._ledger, self._on, self._actor = ledger, on, actor
        self._roots = [(root, os.path.isdir(root)) for root in roots]
        self._waiting = {event.subject: event.payload for event in unread(ledger)}

    def settle(self, path: Path, failed: Mapping[str, Sequence[Problem]], read: Collection[str]) -> None:
        """Enter what became of a file: the documents in it that failed, and those that were read."""
        folders = _folders(path)
        for name, problems in failed.items():
            self._keep(path, folders, name, problems)
        opened = {name[:at] for name in read for at in _ends(name)} - failed.keys()
        for subject, payload in list(self._waiting.items()):
            if payload["name"] in opened and _lies_in(payload, folders):
                self._enter(subject, payload | {"problems": []})

    def _keep(self, path: Path, folders: tuple[str, ...], name: str, problems: Sequence[Problem]) -> None:
        """Enter that a document could not be read, unless nothing of it may be kept or that is known."""
        folder = "/".join(self._from_root(path, folders))
        mark = name_mark(folder)
        if not problems or any(one.code in _NOT_KEPT for one in problems) or (mark and mark.mark.secret):
            return
        told = {"name": name, "folder": folder, "problems": [one.model_dump(mode="json") for one in problems]}
        same = [
            (subject, payload)
            for subject, payload in self._waiting.items()
            if payload["name"] == name and _lies_in(payload, folders)
        ]
        for subject, payload in same:
            if "folder" not in payload:
                self._enter(subject, payload | {"problems": []})
        subject, payload = next(((s, p) for s, p in same if "folder" in p), (_subject(told), told))
        now = payload | {"problems": told["problems"]}
        if self._waiting.get(subject) != now:
            self._enter(subject, now)

    def _from_root(self, path: Path, folders: tuple[str, ...]) -> tuple[str, ...]:
        """The folders of a file from the one on that was asked for; the one it lies in, if it was itself."""
        given = (_folders(root) for root, is_folder in self._roots if is_folder and root in path.parents)
        above = min((len(each) for each in given), default=len(folders) - 1)
        return folders[max(above, 0) :]

    def _enter(self, subject: str, payload: dict[str, Any]) -> None:
        self._ledger.note(NewEvent(EventKind.DOCUMENT_FAILED, subject, payload), self._on, self._actor)
        self._waiting.pop(subject, None)
        if payload["problems"]:
            self._waiting[subject] = payload


def unread(ledger: Ledger) -> list[Event]:
    """The last failure of every file that could not be read and was not read since, in their order."""
    last: dict[str, Event] = {}
    for event in ledger.events_of(EventKind.DOCUMENT_FAILED):
        last.pop(event.subject, None)
        last[event.subject] = event
    waiting = [event for event in last.values() if event.payload["problems"]]
    if all("folder" in event.payload for event in waiting):
        return waiting
    read = {
        event.payload["document"]["name"]: event.seq for event in ledger.events_of(EventKind.DOCUMENT_READ)
    }
    return [e for e in waiting if "folder" in e.payload or read.get(e.payload["name"], 0) < e.seq]


def _folders(path: Path) -> tuple[str, ...]:
    """The names of all folders above a file, as text."""
    above = Path(os.path.abspath(path)).parent
    return tuple(display_name(Path(part)) for part in above.parts if part != above.anchor)


def _lies_in(payload: Mapping[str, Any], folders: tuple[str, ...]) -> bool:
    """Whether these are the folders of a file that was kept."""
    kept = tuple(filter(None, payload.get("folder", "").split("/")))
    return not kept or folders[-len(kept) :] == kept


def _ends(name: str) -> list[int]:
    """Where the names of the containers of a document end in its name, and where it ends itself."""
    parts = name.split(INSIDE)
    return [len(INSIDE.join(parts[: count + 1])) for count in range(len(parts))]


def _subject(payload: Mapping[str, Any]) -> str:
    return "F" + hashlib.sha256(file_words(payload).encode()).hexdigest()[:12]
