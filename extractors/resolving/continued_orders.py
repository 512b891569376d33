"""Sentences without a word of command that continue an order of the same paragraph.

An inspector's paragraph tells what was found and then who is to do what: 「…由县政府办公室召集一次联席会。
县住建局下达整改通知书。」 The second order holds no word of command.
"""

import itertools
import re
from collections.abc import Sequence

from extractors.sentence_reading import Reading
from extractors.sentences.verdict import Verdict
from models import DocumentKind

_TOLD = ("issue.zone", "report", "zone.achievement")
_CALLED_UPON = ("organ", "territory")
# 「对人员不足的问题下达通知书」, 「不符的退回重报」: what is wrong is what the order is about.
_OF_CASES = re.compile(
    r"对[^,;。]{2,30}的(?:问题|情况|现象)|的(?:退回|一律|责令|收回|追|立即|限期)|问题,(?:由|请)"
)


def continue_orders(readings: Sequence[Reading]) -> None:
    """Units that act behind an order of the same paragraph of a feedback paper are told to, too."""
    for before, reading in itertools.pairwise(readings):
        same = before.sentence.block == reading.sentence.block
        if same and before.verdict.label == "task" and _acts(reading):
            reading.verdict = Verdict("task", "task.continued", reading.verdict.reasons, 0.65)


def _acts(reading: Reading) -> bool:
    """Whether units begin it with something concrete, and nothing in it is past or only told."""
    cues, verdict = reading.cues, reading.verdict
    if reading.context.kind is not DocumentKind.FEEDBACK or verdict.rule not in _TOLD:
        return False
    told = cues.past or cues.done or cues.before or cues.narrated or cues.few or cues.named or cues.still
    named = any(claim.kind in _CALLED_UPON for claim in reading.claims)
    faulty = cues.lack or (cues.finding and not _OF_CASES.search(reading.view))
    return bool(
        named and (cues.concrete or cues.active) and not (told or faulty or cues.praise or cues.share)
    )
