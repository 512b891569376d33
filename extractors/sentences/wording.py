"""What the letters of a sentence, of its neighbours and of the headings above it say, for the second look.

No rule stands behind any of them: pairs of letters, how a sentence begins and ends, how its neighbours do,
where in the paper it stands. Figures count as figures, whichever they are.
"""

from collections.abc import Sequence
from operator import add
from typing import NamedTuple

_FIGURES = str.maketrans("123456789\t\n", "000000000  ")
_ENDS = "。;: "
_LETTERS = (1, 2, 3)
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


def traces(wordings: Sequence[Wording], at: int) -> list[str]:
    """The names of how the sentence at `at` begins and ends, where it stands, and how its neighbours do."""
    own, last = wordings[at], len(wordings) - 1
    letters = own.letters
    return [
        *[f"begins {letters[:many]}" for many in _LETTERS],
        *[f"ends {letters[-many:]}" for many in _LETTERS],
        f"part {_PARTS * at // (last + 1)}",
        *(_beside("former", wordings[at - 1], own.block) if at else ("former none",)),
        *(_beside("next", wordings[at + 1], own.block) if at < last else ("next none",)),
    ]


def _beside(beside: str, other: Wording, block: int) -> tuple[str, ...]:
    return (
        f"{beside} begins {other.letters[:_BESIDE]}",
        f"{beside} ends {other.letters[-_BESIDE:]}",
        f"{beside} mark {other.mark.strip()}",
        f"{beside} {'in the same' if other.block == block else 'in another'} paragraph",
    )
