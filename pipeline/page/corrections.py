"""What the form of a row corrects: the fields that differ from what it showed, whatever others did since."""

from collections.abc import Iterable, Mapping
from typing import Any

from models import Event, LedgerEntry, Problem, Registry, Role, Severity
from pipeline.exports.personal_numbers import left_masked, restored
from pipeline.ledger import NewEvent, fold
from pipeline.ledger.acting import event_of_cells
from pipeline.ledger.problems import problem
from pipeline.ledger.wording import due_words

ROLE_WORDS = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.SUPPORT: "配合单位"}
_LABELS = {
    "measure": "整改措施",
    "due": "完成时限",
    **{role.value: label for role, label in ROLE_WORDS.items()},
}
_NOTHING = "（空）"


def as_shown(history: Iterable[Event], seen: str) -> LedgerEntry | None:
    """The row as it was after event `seen`, which the form carries; None where that makes no sense."""
    if not (seen.isascii() and seen.isdigit()):
        return None
    return next(iter(fold(event for event in history if event.seq <= int(seen)).entries), None)


def correction(
    entry: LedgerEntry, cells: Mapping[str, Any], shown: LedgerEntry | None, registry: Registry | None
) -> NewEvent | Problem | None:
    """The event of what the form changed in the row as it stands now.

    A field that says what the form showed was left alone, whatever it is by now. One that somebody else has
    changed meanwhile is not overwritten: nothing is entered, and both are shown.
    """
    then = shown or entry
    wishes = {name: _meant(name, value, then) for name, value in cells.items()}
    # The day is asked for in an empty field: whoever fills it in means it, even as the row has it.
    changed = {name: value for name, value in wishes.items() if name == "due" or value != _said(then, name)}
    if masks := left_masked(str(changed.get("measure", "")), then.measure):
        return problem("masked_number", entry.id, number=masks[0])
    for name, value in changed.items():
        if _said(entry, name) not in (_said(then, name), str(value)):
            return _overtaken(entry, name, value)
    return event_of_cells(entry, changed, registry)


def names_of(entry: LedgerEntry, role: Role) -> str:
    """The names in a role, as the form shows them."""
    return "、".join(owner.name for owner in entry.owners if owner.role is role)


def _meant(name: str, value: Any, then: LedgerEntry) -> Any:
    """What was written into a field, with the numbers that it showed masked and the line ends of the row."""
    plain = isinstance(value, str)
    return restored(value.replace("\r\n", "\n").strip(), _said(then, name)) if plain else value


def _said(entry: LedgerEntry, name: str) -> str:
    """What the row says in a field of the form."""
    if name == "measure":
        return entry.measure.strip()
    return due_words(entry) if name == "due" else names_of(entry, Role(name))


def _overtaken(entry: LedgerEntry, name: str, value: Any) -> Problem:
    now = _said(entry, name)
    return Problem(
        code="V002",
        severity=Severity.ERROR,
        message=(
            f"你打开这一页以后，“{_LABELS[name]}”已由别人改成“{now or _NOTHING}”；"
            f"你写的是“{value or _NOTHING}”。这次的改动都没有登记。"
        ),
        action="请与对方核对，再在下面改。",
        place=entry.id,
    )
