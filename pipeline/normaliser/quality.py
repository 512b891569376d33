"""可操作、可检查、可量化: three plain tests of a measure, each naming the words that passed it."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from extractors.vocabulary import Vocabulary, vocabulary
from models import Deadline, DeadlineKind, EntryDeadline, Quality, Target

_NUMBER = re.compile(
    r"[0-9０-９]+(?:[.．][0-9０-９]+)?(?:%|％|[万亿]?[\u4e00-\u9fff])|百分之[一二三四五六七八九十百]+"
    r"|[一二两三四五六七八九十百千万]+(?:次|个|项|名|户|家|轮|遍|条|处|份|场|亩|公里|人|万元|成(?!立))"
    r"|逐(?![步渐年])[\u4e00-\u9fff]|一(?![步直定线])[\u4e00-\u9fff]一[\u4e00-\u9fff]"
)
_SHOWN = 3


@cache
def _words(table: str) -> tuple[str, ...]:
    lists = tomllib.loads(Path(__file__).with_name("quality.toml").read_text("utf-8"))
    return tuple(lists[table])


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary(_words("actions"))


def _actions(measure: str) -> list[str]:
    """The words of `measure` that tell an act: a verb of the dictionary that is more than an attitude."""
    known = (*_words("actions"), *_words("short_actions"))
    idle, words = _words("attitudes"), _vocabulary()
    return [
        word
        for word in words.cut(measure)
        if word in known or (len(word) > 1 and words.is_verb(word) and word not in idle)
    ]


def assess(measure: str, targets: Iterable[Target], deadline: Deadline | EntryDeadline | None) -> Quality:
    """How far `measure` can be acted on, checked and counted."""
    evidence = [word for word in _words("evidence") if word in measure]
    actions = _actions(measure) or evidence
    counts = [target.text for target in targets] + [found[0] for found in _NUMBER.finditer(measure)]
    counts = [count for count in counts if not any(word in count for word in _words("unquantified"))]
    counts += [word for word in _words("full_scope") if word in measure] + _dated(deadline)
    return Quality(
        actionable=bool(actions),
        checkable=bool(evidence),
        quantifiable=bool(counts),
        why=tuple(
            f"{label}：{'、'.join(list(dict.fromkeys(words))[:_SHOWN])}"
            for label, words in (("可操作", actions), ("可检查", evidence), ("可量化", counts))
            if words
        ),
    )


def _dated(deadline: Deadline | EntryDeadline | None) -> list[str]:
    if deadline is None or deadline.kind not in (DeadlineKind.DATE, DeadlineKind.RECURRING):
        return []
    return [deadline.text]
