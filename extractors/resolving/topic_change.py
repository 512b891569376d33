"""Whether a sentence of a speech that names nobody changes the topic and so stops inheriting owners.

「各村要清坟头。割下来的草不能堆在路边。」 goes on with what was told; 「病险水库一律空库运行。」 behind an
order to the heads of the water offices is for everybody. What shares words with the sentence before goes on.
"""

import re
from itertools import pairwise

from extractors.lexicon import load
from extractors.sentence_reading import Reading
from models import DocumentKind

_WORDS = load("subjects")["turning"]
_ALSO = re.compile(_WORDS["also"])
_OTHERS = re.compile(_WORDS["others"])
_THING = re.compile(_WORDS["thing"])
_SPEAKER = re.compile(_WORDS["speaker"])
_COMMON = frozenset(_WORDS["common"])
_HEAD = 12


def turns_away(reading: Reading, before: str) -> bool:
    """Whether the sentence has another topic than `before`, the folded previous sentence."""
    if reading.context.kind is not DocumentKind.SPEECH or reading.context.number:
        return False
    view = reading.view.lstrip()
    if _SPEAKER.match(view) or _ALSO.match(view):
        return True
    other = _OTHERS.match(view) or _is_aim(reading) or _has_thing(reading, view)
    return bool(other) and not shares_words(view[:_HEAD], before)


def _is_aim(reading: Reading) -> bool:
    """「今年扩繁面积稳定在11万亩」: a figure to be reached, which nobody is told to reach."""
    c = reading.cues
    return bool(c.target and c.figure and not (c.verb_first or c.modal or c.oral or c.prohibition))


def _has_thing(reading: Reading, view: str) -> bool:
    """Whether it begins with a thing of its own, and no verb."""
    return not reading.cues.verb_first and _THING.match(view) is not None


def shares_words(head: str, before: str) -> bool:
    """Whether two letters in a row of what a sentence begins with stand in the one before."""
    pairs = {a + b for a, b in pairwise(head) if "\u3400" <= a <= "\u9fff" and "\u3400" <= b <= "\u9fff"}
    return any(pair in before for pair in pairs - _COMMON)
