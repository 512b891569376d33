"""What people decided about pairs, in words for the report: what, by whom, on which day."""

from collections.abc import Sequence

from models import CommitmentFinding, Decision

_RULED = {"link": "指定对应", "accept": "确认对应", "reject": "认定不对应"}


def said_of(decision: Decision) -> str:
    """The decision in words.

    >>> import datetime as dt
    >>> said_of(Decision(commitment="c1", entry="5", ruling="link", by="县委督查室", on=dt.date(2026, 3, 5)))
    '由县委督查室于2026-03-05指定对应'
    """
    return f"由{decision.by or '核对人'}于{decision.on}{_RULED[decision.ruling]}"


def with_rejections(finding: CommitmentFinding, decisions: Sequence[Decision]) -> CommitmentFinding:
    """The finding with a note for each row that a person kept from it."""
    mine = [each for each in decisions if each.ruling == "reject" and each.commitment == finding.id]
    if not mine:
        return finding
    notes = [f"台账{each.entry}行：{said_of(each)}。" for each in mine]
    return finding.model_copy(update={"notes": (*finding.notes, *notes)})
