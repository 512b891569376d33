"""Whom a sentence means that sums up the tasks of its item: 「以上工作9月底前完成」 is for all of them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.sentence_reading import Draft, Owned, Reading
from models import Basis, Sentence

_SUMS_UP = re.compile(
    r"\s*(?:\(?[\d一二三四五六七八九十]{1,3}[).、]\s*)?(?:以上|上述)(?:各|几|[\d一二三四五六七八九十两]{1,2})?[项个]?"
    r"(?:重点)?(?:工作|事项|任务|措施)(?:任务)?,?(?:请|要|应|须|必须|务必|均|都|全部|力争)*(?:于|在|限)?"
    r"[^,;。由]{0,16}(?:完成|办结|办理完毕|落实到位|落实完毕|整改到位|到位|结束)[^,;由]{0,4}$"
)
_FADE = 0.8


def sums_up(reading: Reading) -> bool:
    """Whether a sentence names no unit and only says by when all that stands above is to be done."""
    return not reading.claims and not reading.assigned and _SUMS_UP.match(reading.view) is not None


def for_all_above(
    draft: Draft, above: Sequence[Draft], same_item: Callable[[Sentence, Sentence], bool], words: str
) -> Draft:
    """The draft with the owners of all tasks of its item above it, in their roles; `words` is the document.

    Where a line of the item names others it stays as it is.
    """
    owners: dict[str, Owned] = {}
    for task in above:
        if same_item(task.reading.sentence, draft.reading.sentence):
            quote = words[task.reading.sentence.start : task.reading.sentence.end]
            for owned in task.owners:
                told = Owned(owned.claim, Basis.INHERITED, owned.source or quote, owned.confidence * _FADE)
                owners.setdefault(owned.claim.name, told)
    from_above = {o.claim.name for o in draft.owners} <= owners.keys()
    return replace(draft, owners=list(owners.values())) if owners and from_above else draft
