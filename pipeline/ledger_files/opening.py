"""Which reader a ledger needs, and what is wrong with one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from models import LedgerRow, Problem, Severity
from pipeline.ledger_files.found import Found, UnreadableError
from pipeline.ledger_files.problems import problem

_WANT_OF_MEASURES = ("G009", "G013")
_MOST_BYTES = 200 * 2**20
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class LedgerFile:
    """The rows of a ledger, with remarks on what was left out, or none and the problems that say why.

    `every` has those, too, that only say what is wrong and whose it is.
    """

    name: str
    rows: tuple[LedgerRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    every: tuple[LedgerRow, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether it is a ledger that could be read; one without any row is."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    def with_findings(self) -> LedgerFile:
        """The same with every row, for whoever can do without a measure."""
        if not self.every:
            return self
        told = tuple(one for one in self.problems if one.code not in _WANT_OF_MEASURES)
        return replace(self, rows=self.every, problems=told)


def read_ledger(where: str, *, accept_internal: bool = False) -> LedgerFile:
    """The rows of the ledger at a path or address (`sqlite:///…`, `postgresql://…`), in their order.

    A file that bears a mark of secrecy is refused, one marked as internal unless that is accepted.
    """
    from pipeline.ledger import LedgerError
    from pipeline.ledger.database import shown_address
    from pipeline.ledger_files.in_force import in_force

    name = shown_address(where) if "://" in where else Path(where).name
    try:
        found = in_force(_found(where, name, accept_internal=accept_internal), name)
    except LedgerError as error:
        return LedgerFile(name, problems=(error.problem,))
    except UnreadableError as reason:
        return LedgerFile(name, problems=tuple(_placed(each, name) for each in reason.problems))
    except Exception:  # hostile bytes find faults in any parser
        return LedgerFile(name, problems=(problem("damaged", name),))
    return LedgerFile(name, found.rows, tuple(_placed(each, name) for each in found.problems), found.every)


def is_own(where: str) -> bool:
    """Whether a ledger is one of ours, a database: by its address, or by how the file begins."""
    if "://" in where:
        return True
    path = Path(where)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _found(where: str, name: str, *, accept_internal: bool) -> Found:
    from pipeline.ledger_files.marks import stop_at_name
    from pipeline.ledger_files.own_ledger import read_own
    from pipeline.readers import display_name

    path = Path(where)
    if is_own(where):
        return Found(read_own(where))
    if not path.is_file():
        raise UnreadableError(problem("missing", name))
    remarks = stop_at_name(path, display_name(path), accept_internal=accept_internal)
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableError(problem("too_big", name))
    found = _foreign(path, accept_internal=accept_internal)
    told = {each.code for each in found.problems}
    return found._replace(problems=(*(one for one in remarks if one.code not in told), *found.problems))


def _foreign(path: Path, *, accept_internal: bool) -> Found:
    match path.suffix.lower():
        case ".jsonl" | ".json":
            from pipeline.ledger_files.json_lines import read_json_lines as read
        case ".xlsx" | ".xlsm" | ".xls" | ".et":
            from pipeline.ledger_files.spreadsheets import read_workbook as read
        case ".csv" | ".tsv":
            from pipeline.ledger_files.spreadsheets import read_csv as read
        case ".docx":
            from pipeline.ledger_files.word_tables import read_word as read
        case _:
            raise UnreadableError(problem("unknown", path.name))
    return read(path, accept_internal=accept_internal)


def _placed(told: Problem, name: str) -> Problem:
    return told if told.place else told.model_copy(update={"place": name})
