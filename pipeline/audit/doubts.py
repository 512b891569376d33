"""Pairs that rest on few words and on no deed: whether they mean one thing a person must say."""

from collections.abc import Sequence

from models import LedgerRow
from pipeline.audit.evidence import WeighedPair

_WEAK = 0.33
"""Below this likeness a pair without a shared deed or figure was another matter for one in five."""
_NOTE = "与台账{ids}只有少量字词相同，没有写到相同的动作，请核对是不是同一件事。"


def doubts_about(answers: Sequence[WeighedPair], rows: Sequence[LedgerRow]) -> tuple[str, ...]:
    """A note on those rows of a demand that a person should look at."""
    weak = [rows[each.pair.row].id for each in answers if _is_doubtful(each)]
    return (_NOTE.format(ids="、".join(weak)),) if weak else ()


def _is_doubtful(evidence: WeighedPair) -> bool:
    """Whether a pair is weak and shares no verb; what a person ruled is beyond doubt."""
    if evidence.ruling or evidence.figures or evidence.score >= _WEAK:
        return False
    return not evidence.shares_deed
