"""What the letters of a sentence, of its neighbours and of the headings above it say, for the second look.

No rule stands behind any of them: pairs of letters, how a sentence begins and ends, how its neighbours do,
where in the paper it stands. Figures count as figures, whichever they are.
"""

from collections.abc import Iterator, Sequence
from operator import add
from typing import NamedTuple

_FIGURES = str.maketrans("123456789\t\n", "000000000  ")
_ENDS = "。;: "
_LETTERS = 3
_BESIDE = 2
_PARTS = 10


class Wording(NamedTuple):
    """The letters of one sentence, with figures made alike, and of the headings that it stands below."""

    letters: str
    mark: str
    """The mark that it ends with."""
    block: int
    above: frozenset[str] = frozenset()
    """Pairs of letters of the headings."""


def wording_of(view: str, block: int, above: frozenset[str] = frozenset()) -> Wording:
    """The wording of a sentence, given its folded text and the paragraph that it stands in."""
    return Wording(view.translate(_FIGURES).rstrip(_ENDS), view[-1:], block, above)


def pairs_of(text: str) -> frozenset[str]:
    """Every two letters of a text that stand beside each other, figures made alike."""
    letters = text.translate(_FIGURES)
    return frozenset(map(add, letters, letters[1:]))


def own_pairs(wording: Wording) -> frozenset[str]:
    """The pairs of the letters of a sentence."""
    letters = wording.letters
    return frozenset(map(add, letters, letters[1:]))


def traces(wordings: Sequence[Wording], at: int) -> Iterator[str]:
    """The names of how the sentence at `at` begins and ends, where it stands, and how its neighbours do."""
    letters = wordings[at].letters
    for many in range(1, _LETTERS + 1):
        yield f"begins {letters[:many]}"
        yield f"ends {letters[-many:]}"
    yield f"part {_PARTS * at // len(wordings)}"
    for beside, other in (("former", at - 1), ("next", at + 1)):
        if 0 <= other < len(wordings):
            yield from _beside(beside, wordings[other], wordings[at].block)
        else:
            yield f"{beside} none"


def _beside(beside: str, other: Wording, block: int) -> Iterator[str]:
    yield f"{beside} begins {other.letters[:_BESIDE]}"
    yield f"{beside} ends {other.letters[-_BESIDE:]}"
    yield f"{beside} mark {other.mark.strip()}"
    yield f"{beside} {'in the same' if other.block == block else 'in another'} paragraph"
