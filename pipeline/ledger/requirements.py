"""What an act needs besides the right state and actor: one small check for every name under `needs`. Pure."""

from collections.abc import Callable

from models import STATUS_LABELS, Act, LedgerEntry, Problem, Status
from pipeline.ledger.evidence import lacking_result
from pipeline.ledger.lifecycle import action_labels
from pipeline.ledger.points import points_of
from pipeline.ledger.problems import problem
from pipeline.ledger.receivers import no_receiver
from pipeline.ledger.setting import Setting
from pipeline.ledger.status_groups import DROPPED, SETTLED

__all__ = ["CHECKS", "Setting", "unmet"]


Check = Callable[[LedgerEntry, Act, Setting], Problem | None]


def unmet(entry: LedgerEntry, act: Act, needs: tuple[str, ...], setting: Setting) -> Problem | None:
    """The first need that the act does not meet; every act is dated in order and has a sane percentage."""
    found = (CHECKS[name](entry, act, setting) for name in ("in_order", "percent", *needs))
    return next((fault for fault in found if fault), None)


def _in_order(entry: LedgerEntry, _act: Act, setting: Setting) -> Problem | None:
    last = entry.handling.last()
    if last is None or setting.on >= last.on:
        return None
    label = action_labels()[last.act.action]
    return problem("out_of_order", entry.id, on=setting.on, last=last.on, action=label)


def _percent(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    whole = act.percent is None or 0 <= act.percent <= 100
    return None if whole else problem("bad_percent", entry.id, percent=act.percent)


def _owner(entry: LedgerEntry, _act: Act, _: Setting) -> Problem | None:
    """A row that a person has left with helpers alone is still 待明确."""
    lacks = not entry.owners or ("owner" in entry.missing and not entry.parent)
    return problem("no_owner", entry.id) if lacks else None


def _measure(entry: LedgerEntry, _act: Act, _: Setting) -> Problem | None:
    return None if entry.measure.strip() else problem("no_measure", entry.id)


def _measure_or_issue(entry: LedgerEntry, act: Act, setting: Setting) -> Problem | None:
    """Whoever answers for a problem is asked for a measure; without either there is no task."""
    return None if entry.issue.strip() else _measure(entry, act, setting)


def _deadline_or_pending(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    known = act.pending or "deadline" not in entry.missing
    return None if known else problem("no_deadline", entry.id)


def _reason(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    if act.note.strip():
        return None
    return problem("no_reason", entry.id, action=action_labels()[act.action])


def _content(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    told = act.note.strip() or act.percent is not None or act.evidence
    return None if told else problem("no_content", entry.id)


def _dated(entry: LedgerEntry, _act: Act, _: Setting) -> Problem | None:
    return None if entry.current_due else problem("nothing_to_extend", entry.id)


def _before_due(entry: LedgerEntry, _act: Act, setting: Setting) -> Problem | None:
    due = entry.current_due
    if due is None or setting.on <= due:
        return None
    return problem("too_late", entry.id, due=due, on=setting.on)


def _later_day(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    if act.due is None:
        return problem("no_new_day", entry.id)
    due = entry.current_due
    return problem("not_later", entry.id, new=act.due, due=due) if due and act.due <= due else None


def _granted_day(entry: LedgerEntry, act: Act, setting: Setting) -> Problem | None:
    granted = act.model_copy(update={"due": act.due or entry.handling.asked})
    return _later_day(entry, granted, setting)


def _extension_left(entry: LedgerEntry, _act: Act, setting: Setting) -> Problem | None:
    count = entry.handling.extensions
    if count < setting.most_extensions:
        return None
    return problem("no_extension_left", entry.id, count=count, most=setting.most_extensions)


def _evidence(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    return None if any(item.text for item in act.evidence) else problem("no_evidence", entry.id)


def _result(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    """The evidence of the whole cycle counts, so that nothing is asked for twice."""
    return lacking_result(entry, (*entry.handling.evidence, *act.evidence))


def _cycle(entry: LedgerEntry, act: Act, _: Setting) -> Problem | None:
    return None if act.every.strip() else problem("no_cycle", entry.id)


def _target(entry: LedgerEntry, act: Act, setting: Setting) -> Problem | None:
    target = (setting.others or {}).get(act.into)
    fits = target and target.id != entry.id and target.status not in DROPPED
    return None if fits else problem("no_target", entry.id)


def _receiver(entry: LedgerEntry, act: Act, setting: Setting) -> Problem | None:
    return no_receiver(entry, act.to, setting)


def _point(entry: LedgerEntry, act: Act, setting: Setting) -> Problem | None:
    """The point is one that the row has, and has no record yet."""
    points = points_of(entry, setting.on)
    if any(point.key == act.point and point.passed for point in points):
        return problem("point_passed", entry.id, words=act.point)
    still_open = [point.key for point in points if not point.passed]
    if act.point in still_open:
        return None
    return problem("no_point", entry.id, words=act.point or "空", open="、".join(still_open) or "无")


def _parts_settled(entry: LedgerEntry, act: Act, setting: Setting) -> Problem | None:
    """Nothing that is asked of many is done before each of them has done it."""
    parts = [row for row in (setting.others or {}).values() if row.parent == entry.id]
    open_parts = [row for row in parts if row.status not in SETTLED]
    if not open_parts:
        return None
    first = open_parts[0]
    return problem(
        "parts_open",
        entry.id,
        action=action_labels()[act.action],
        count=len(open_parts),
        first=first.id,
        status=STATUS_LABELS[first.status],
    )


def _parent_open(entry: LedgerEntry, _act: Act, setting: Setting) -> Problem | None:
    """A part is not opened again under a whole that counts as done."""
    parent = (setting.others or {}).get(entry.parent)
    if parent is None or parent.status not in SETTLED:
        return None
    return problem("parent_settled", entry.id, parent=parent.id, status=STATUS_LABELS[parent.status])


def _into_stands(entry: LedgerEntry, _act: Act, setting: Setting) -> Problem | None:
    """What was merged last is taken back first, else its sources would stay somewhere up the line."""
    into = (setting.others or {}).get(entry.handling.into)
    if into is None or into.status is not Status.MERGED:
        return None
    return problem("into_merged", entry.id, into=into.id, next=into.handling.into)


CHECKS: dict[str, Check] = {
    "in_order": _in_order,
    "percent": _percent,
    "owner": _owner,
    "measure": _measure,
    "measure_or_issue": _measure_or_issue,
    "deadline_or_pending": _deadline_or_pending,
    "reason": _reason,
    "content": _content,
    "dated": _dated,
    "before_due": _before_due,
    "later_day": _later_day,
    "extension_left": _extension_left,
    "granted_day": _granted_day,
    "evidence": _evidence,
    "result": _result,
    "cycle": _cycle,
    "target": _target,
    "receiver": _receiver,
    "point": _point,
    "parts_settled": _parts_settled,
    "parent_open": _parent_open,
    "into_stands": _into_stands,
}
"""Every name that may stand under `needs` in the table of the life cycle."""
