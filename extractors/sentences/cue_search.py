"""The cues of `cues.toml` made ready to be searched: which text each is looked for in, behind one gate."""

from collections.abc import Callable

from extractors.gate import Gate
from extractors.lexicon import load
from extractors.patterns import Cue


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
        **{
            n: IMPERATIVE[n]
            for n in ("request", "prohibition", "commitment", "force", "everyone", "oral", "disposal")
        },
        **{n: CONCRETE[n] for n in ("strong", "action", "product", "figure", "scope", "target")},
        "soft": ABSTRACT["soft"],
        **{
            n: BACKGROUND[n] for n in ("sanction", "trigger", "before", "definition", "rhetoric", "condition")
        },
        **{
            n: BACKGROUND[n]
            for n in ("report", "narrated", "praise", "frame", "meeting", "law", "stock", "gratitude")
        },
    },
    "view": {"question": BACKGROUND["thanks_end"]},
    "end": {"stage": BACKGROUND["stage"]},
    "said": {
        **{n: BACKGROUND[n] for n in ("past", "done")},
        **{n: _ISSUE[n] for n in ("finding", "still", "lack", "share")},
    },
    "body": {"named": _ISSUE["named"], "few": _ISSUE["few"], "finding_subject": _ISSUE["subject"]},
}
_OF_SEVERAL_WORDS = frozenset(("strong", "action", "product", "figure", "lack"))
_CUES = {name: cue for cues in _TEXTS.values() for name, cue in cues.items()}


def _finder(name: str, cue: Cue) -> Callable[[str], str | tuple[str, ...]]:
    return cue.all if name in _OF_SEVERAL_WORDS else cue.first


GATE = Gate(
    {name: cue.pattern for name, cue in _CUES.items()}
    | {"abstract_clause": ABSTRACT["clause"].pattern}
    | {name: _ISSUE[name].pattern for name in ("removed", "aside")}
)
"""Which cues can be found in a text; `abstract_clause` is asked of clauses, two others only mask words."""
FINDERS = tuple(
    (GATE.bit[name], name, text, _finder(name, cue))
    for text, cues in _TEXTS.items()
    for name, cue in cues.items()
)
"""For every cue its bit in the gate, its name, the text it is looked for in, and how."""
