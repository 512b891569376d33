"""The ledger as one self-contained page: to read in a browser and to print; it loads and runs nothing.

The list of documents with their counts stands above the rows, so the rows are set first and wait in a file
without a name: a large ledger is never held.
"""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from jinja2 import Environment, Template
from markupsafe import Markup

from models import ROLE_LABELS, STATUS_LABELS, LedgerEntry, Role
from pipeline.exports.contents import Contents
from pipeline.exports.duties import families, without_expanded
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.concerns import reasons_of
from pipeline.exports.sheets.wording import (
    TO_BE_NAMED,
    date_words,
    document_titles,
    duty_words,
    expanded_words,
    limit_words,
    roles_to_check,
    suggestion,
)
from pipeline.ledger.status_groups import DROPPED

_AT_ONCE = 200
"""How many rows are set, and held, together."""


class Part(NamedTuple):
    """A document: its title, what is missing in it, how many rows it has, and the rows as they are set."""

    title: str
    gaps: tuple[str, ...]
    size: int
    rows: Iterable[Markup]


def write_page(contents: Contents, path: Path) -> None:
    """Write the page; every text in it is escaped, personal numbers are masked."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_masked)
    with TemporaryFile("w+", encoding="utf-8", newline="\n", dir=path.parent) as waiting:
        rows = _Rows(waiting, _template(environment, "web_page_rows.html.j2"))
        for document_id, entries in groupby(contents.entries, key=lambda entry: entry.document_id):
            listed = rows.each_once(entry for entry in entries if entry.status not in DROPPED)
            while some := list(islice(listed, _AT_ONCE)):
                rows.add(document_id, some)
        parts = list(_parts(contents, rows))
        page = _template(environment, "web_page.html.j2").stream(
            parts=parts,
            total=sum(part.size for part in parts),
            expanded=expanded_words(rows.expanded),
            heads=[*(ROLE_LABELS[role] + "单位" for role in Role), "完成时限", "状态"],
        )
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(page)


class _Rows:
    """The rows of every document as they are set, in a file until they are wanted."""

    def __init__(self, file: IO[str], template: Template) -> None:
        self._file, self._template = file, template
        self._pieces: dict[str, list[tuple[int, int]]] = {}
        self.counts: dict[str, int] = {}
        self.expanded = 0

    def each_once(self, entries: Iterable[LedgerEntry]) -> Iterator[LedgerEntry]:
        """The rows without those that their parts, which stand behind them, tell; these are counted."""
        for family in families(entries):
            kept = without_expanded(family)
            self.expanded += len(family) - len(kept)
            yield from kept

    def add(self, document: str, entries: list[LedgerEntry]) -> None:
        """Set more rows of a document, numbered on from those it has."""
        before = self.counts.get(document, 0)
        words = self._template.render(rows=map(_row, entries), before=before)
        self.counts[document] = before + len(entries)
        self._pieces.setdefault(document, []).append((self._file.tell(), len(words)))
        self._file.write(words)

    def of(self, document: str) -> Iterator[Markup]:
        """The rows of a document, a piece at a time."""
        for at, length in self._pieces.get(document, ()):
            self._file.seek(at)
            yield Markup(self._file.read(length))  # noqa: S704 - set by a template that escapes


def _template(environment: Environment, name: str) -> Template:
    return environment.from_string(files("pipeline.exports").joinpath(name).read_text("utf-8"))


def _masked(value: Any) -> Any:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _parts(contents: Contents, rows: _Rows) -> Iterator[Part]:
    """One part a document, in their order; documents without rows only if gaps show."""
    titles = document_titles(contents)
    for document in contents.documents:
        gaps = tuple(gap.message for gap in document.gaps)
        count = rows.counts.get(document.id, 0)
        if count or gaps:
            yield Part(titles[document.id], gaps, count, rows.of(document.id))


def _row(entry: LedgerEntry) -> dict[str, Any]:
    limit, reasons = limit_words(entry), reasons_of(entry)
    shaded = roles_to_check(entry) if "owner" in reasons else ()
    return {
        "id": entry.id,
        "issue": entry.issue,
        "measure": entry.measure or TO_BE_NAMED,
        "doubt": any(field in reasons for field in ("measure", "issue", "target")),
        "owners": [(duty_words(entry, role), role in shaded) for role in Role],
        "limit_doubt": "deadline" in reasons,
        "limit": limit if isinstance(limit, str) else date_words(limit),
        "suggestion": suggestion(entry.deadline),
        "status": STATUS_LABELS[entry.status],
        "reasons": list(reasons.values()),
        "sources": [(source.quote, source.place.label()) for source in entry.sources],
    }
