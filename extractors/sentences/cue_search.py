"""The cues of `cues.toml` made ready to be searched: which text each is looked for in, behind one gate."""

from collections.abc import Callable
from typing import NamedTuple

from extractors.lexicon import load
from extractors.matching.alternations import Cue
from extractors.matching.gate import Gate


def _compiled(section: str) -> dict[str, Cue]:
    patterns = load("cues")[section].items()
    return {name: Cue(pattern) for name, pattern in patterns if isinstance(pattern, str)}


IMPERATIVE = _compiled("imperative")
CONCRETE = _compiled("concrete")
ABSTRACT = _compiled("abstract")
BACKGROUND = _compiled("background")
_ISSUE = _compiled("issue")
# `plain` is the sentence without quoted words, `view` as it stands, `body` without its number, `end` without
# blanks behind it, `said` without what work is done on and what is only feared.
_TEXTS: dict[str, dict[str, Cue]] = {
    "plain": {
        **{n: IMPERATIVE[n] for n in ("request", "prohibition", "commitment", "force", "everyone")},
        **{n: IMPERATIVE[n] for n in ("oral", "disposal", "to_come")},
        **{n: CONCRETE[n] for n in ("product", "figure", "scope", "target")},
        "soft": ABSTRACT["soft"],
        **{
            n: BACKGROUND[n] for n in ("sanction", "trigger", "before", "definition", "rhetoric", "condition")
        },
        **{
            n: BACKGROUND[n]
            for n in (
                "report",
                "told_on",
                "narrated",
                "praise",
                "frame",
                "meeting",
                "norm",
                "law",
                "stock",
                "gratitude",
            )
        },
    },
    "view": {"question": BACKGROUND["thanks_end"]},
    "end": {"stage": BACKGROUND["stage"]},
    "said": {
        **{n: BACKGROUND[n] for n in ("past", "done")},
        **{n: _ISSUE[n] for n in ("finding", "still", "lack", "share")},
    },
    "body": {
        "general": _ISSUE["general"],
        "named": _ISSUE["named"],
        "few": _ISSUE["few"],
        "finding_subject": _ISSUE["subject"],
    },
}
_CUES = {name: cue for cues in _TEXTS.values() for name, cue in cues.items()}
# What is asked of clauses, or in a way of its own.
_OTHERS: dict[str, str] = {
    **{name: CONCRETE[name].pattern for name in ("strong", "action")},
    "abstract_clause": ABSTRACT["clause"].pattern,
    "superior_act": BACKGROUND["superior_act"].pattern,
    "modal": "|".join(load("cues")["imperative"]["modal"]),
    **{name: IMPERATIVE[name].pattern for name in ("modal_text", "not_modal")},
    **{name: _ISSUE[name].pattern for name in ("removed", "aside", "aside_done")},
}
GATE = Gate({name: cue.pattern for name, cue in _CUES.items()} | _OTHERS)
"""Which cues can be found in a text."""


class Finder(NamedTuple):
    """How one cue is found: its field, the text that it is looked for in, the search."""

    name: str
    text: str
    find: Callable[[str], str | tuple[str, ...]]


FINDERS = {
    GATE.bit[name]: Finder(name, text, cue.all if name == "lack" else cue.first)
    for text, cues in _TEXTS.items()
    for name, cue in cues.items()
}
"""The finder of every cue, by its bit in the gate; of the words of a lack it counts how many there are."""
ALL_FINDERS = sum(FINDERS)


class Quick:
    """A cue of which it matters only whether it is there: a plain word of it in the gate's bits is enough."""

    def __init__(self, name: str, cue: Cue) -> None:
        self._sure, self._may, self._search = GATE.sure[name], GATE.bit[name], cue.search

    def stands(self, bits: int, text: str) -> bool:
        """Whether the cue stands in a text of which the gate says `bits`."""
        return bool(bits & self._sure or (bits & self._may and self._search(text)))
