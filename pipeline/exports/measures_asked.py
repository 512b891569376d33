"""Rows with a problem and no measure: who is asked to propose one, and in which words."""

from collections.abc import Sequence

from models import EntryOwner, LedgerEntry, Role
from pipeline.exports.duties import Duty

MEASURE, PROPOSED = "整改措施", "拟采取的整改措施"


def lacks_measure(entry: LedgerEntry) -> bool:
    """Whether the measure is still to be named."""
    return not entry.measure.strip()


def is_asked(duty: Duty) -> bool:
    """Whether the unit is the one to propose the measure: who leads, where nobody does whoever answers."""
    return lacks_measure(duty.entry) and duty.owner.role is _proposing_role(duty.entry)


def asking_words(duty: Duty) -> str:
    """What the paper of a unit says where the measure would stand."""
    if is_asked(duty):
        return f"整改措施：原文没有写明，请提出{PROPOSED}"
    return f"整改措施：原文没有写明，由{_proposers(duty.entry)}提出"


def asked_numbers(duties: Sequence[Duty]) -> str:
    """第1、3项: the rows of a paper for which its unit is to propose a measure; empty if there are none."""
    numbers = [str(number) for number, duty in enumerate(duties, 1) if is_asked(duty)]
    return f"第{'、'.join(numbers)}项" if numbers else ""


def _proposers(entry: LedgerEntry) -> str:
    role = _proposing_role(entry)
    return "、".join(dict.fromkeys(owner.name for owner in entry.owners if owner.role is role))


def _proposing_role(entry: LedgerEntry) -> Role | None:
    return next((role for role in Role if _any_of(entry.owners, role)), None)


def _any_of(owners: Sequence[EntryOwner], role: Role) -> bool:
    return any(owner.role is role for owner in owners)
