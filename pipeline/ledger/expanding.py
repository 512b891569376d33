"""What was asked of many becomes a row for each of them under the one row: 各乡镇 by the roster. Pure."""

import re
from collections.abc import Iterable, Sequence

from models import (
    Basis,
    EntryOwner,
    EventKind,
    Handling,
    LedgerEntry,
    Problem,
    Registry,
    Role,
    Roster,
    Status,
)
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.lifecycle import uncorrectable
from pipeline.ledger.problems import problem
from pipeline.ledger.status_groups import SETTLED
from pipeline.rosters import Members, class_words, linked, members_of, same_body

_CLASS_DOUBT = "N114"
_SHOWN = 5
_ANY_UNIT = re.compile(r"^(?:全[省市县区州旗])?(?:各|所有|全部)单位$")


def parts_of(
    entry: LedgerEntry,
    roster: Roster | None,
    known: Sequence[LedgerEntry],
    *,
    anyway: bool = False,
    registry: Registry | None = None,
) -> tuple[NewEvent, ...] | Problem:
    """The events that add a row for each body that a class name of the entry means; those there are stay.

    `known` are the parts that the row has already. A number in the text that differs from the roster's stops
    it, unless somebody has looked and wants it `anyway`. A class that only helps has no row of its own.
    """
    if fault := _barred(entry) or (problem("no_roster", entry.id) if roster is None else None):
        return fault
    quote = entry.sources[0].quote if entry.sources else ""
    found = [(owner, members_of(owner.name, roster, quote)) for owner in asked_classes(entry)]
    classes = [(owner, members) for owner, members in found if members]
    if not classes:
        return _nothing(entry)
    if not anyway and (wrong := next((members for _, members in classes if not members.agrees), None)):
        return _other_number(entry, wrong)
    bodies = [(owner, unit.name) for owner, members in classes for unit in members.units]
    return _new_parts(entry, bodies, known, registry)


def parts_named(
    entry: LedgerEntry, names: Iterable[str], known: Sequence[LedgerEntry], registry: Registry | None = None
) -> tuple[NewEvent, ...] | Problem:
    """The same for bodies that a person names: for 有关乡镇 no list can tell which."""
    if fault := _barred(entry):
        return fault
    if not entry.owners:
        return problem("no_owner", entry.id)
    if not (mains := asked_classes(entry) or _mains(entry)):
        return _nothing(entry)
    return _new_parts(entry, [(mains[0], name) for name in names], known, registry)


def asked_classes(entry: LedgerEntry) -> list[EntryOwner]:
    """The classes that have something to do of their own: not those that only help somebody."""
    return [owner for owner in _mains(entry) if owner.group]


def not_expanded(entry: LedgerEntry, roster: Roster | None) -> list[Problem]:
    """What the expansion of a row by this roster leaves out, said class by class."""
    found = []
    for owner in asked_classes(entry):
        members = members_of(owner.name, roster)
        if members is None:
            why = "名册里没有这一类单位" if class_words(owner.name) else "没有说是哪几个单位"
            found.append(problem("not_expanded", entry.id, owner=owner.name, why=why))
        elif members.absent:
            words = "、".join(members.absent)
            found.append(problem("class_absent", entry.id, owner=owner.name, words=words))
        elif kinds := _kinds_left_out(owner.name, members, roster):
            found.append(problem("units_without_towns", entry.id, owner=owner.name, kinds="、".join(kinds)))
    return found


def _kinds_left_out(name: str, members: Members, roster: Roster | None) -> list[str]:
    """Of 各单位, which may mean all whom the paper addresses: the kinds of bodies that are left out."""
    if not _ANY_UNIT.search(name) or roster is None:
        return []
    taken = {unit.name for unit in members.units}
    kinds = (unit.kind for unit in roster.units if unit.name not in taken)
    return list(dict.fromkeys(kind for kind in kinds if kind))


def _mains(entry: LedgerEntry) -> list[EntryOwner]:
    """Who leads or is responsible; where the row names nobody, who helps."""
    return [owner for owner in entry.owners if owner.role is not Role.SUPPORT] or list(entry.owners)


def _nothing(entry: LedgerEntry) -> Problem:
    """Why there is nobody to whom the row could be expanded."""
    asked, groups = asked_classes(entry), [owner for owner in entry.owners if owner.group]
    owners = "、".join(owner.name for owner in asked or groups) or "无"
    if groups and not asked:
        return problem("only_support", entry.id, owners=owners)
    listed = [owner for owner in asked if class_words(owner.name)]
    return problem("none_listed" if listed else "nothing_to_expand", entry.id, owners=owners)


def _barred(entry: LedgerEntry) -> Problem | None:
    if entry.parent:
        return problem("parts_of_part", entry.id, parent=entry.parent)
    if entry.status in SETTLED:
        return uncorrectable(entry)
    return None


def _other_number(entry: LedgerEntry, members: Members) -> Problem:
    names = [unit.name for unit in members.units]
    shown = "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
    return problem("other_number", entry.id, said=members.said, count=len(names), names=shown)


def _new_parts(
    entry: LedgerEntry,
    bodies: Sequence[tuple[EntryOwner, str]],
    known: Sequence[LedgerEntry],
    registry: Registry | None,
) -> tuple[NewEvent, ...]:
    """A row for each body that has none, be it by another of its names."""
    taken = [owner for part in known for owner in part.owners]
    fresh = {
        name: owner
        for owner, name in bodies
        if not any(same_body(name, one.name, other_key=one.unit) for one in taken)
    }
    parts = [
        _part(entry, linked(name, owner.role, registry, owner.mention), number)
        for number, (name, owner) in enumerate(fresh.items(), len(known) + 1)
    ]
    return tuple(
        NewEvent(
            EventKind.ENTRY_ADDED, part.id, {"entry": part.model_dump(mode="json", exclude={"handling"})}
        )
        for part in parts
    )


def _part(entry: LedgerEntry, own: EntryOwner, number: int) -> LedgerEntry:
    """The share of one body: the same words and limits, and nobody else's name."""
    changes = {
        "id": f"{entry.id}-{number:02}",
        "parent": entry.id,
        "owners": (own.model_copy(update={"basis": Basis.INHERITED}),),
        "missing": tuple(name for name in entry.missing if name != "owner"),
        "doubts": tuple(doubt for doubt in entry.doubts if doubt.code != _CLASS_DOUBT),
        "status": Status.DRAFT,
        "handling": Handling(),
    }
    return entry.model_copy(update=changes)
