"""Teaching the lexicon: every correction is checked against what is known, and refused with a reason.

Each function gives the lexicon with one entry more or less, or the problem that keeps it as it is. A note
(`Severity.NOTE`) says that there was nothing to do.
"""

import datetime as dt
import re
from collections.abc import Callable

from extractors.deadlines import find_deadlines
from extractors.lexicon import load
from extractors.local_words import spellings
from models import Problem, Registry, Severity
from pipeline.lexicon import LocalLexicon
from pipeline.registry import resolve

CUES = {"action": "actions", "finding": "findings", "not-task": "not_tasks"}
"""The kinds of cue words that can be taught, and the lists of the lexicon that hold them."""

_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()“”·]{2,30}")
_CUE = re.compile(r"[\u4e00-\u9fff“”]{2,15}")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_LISTS = {
    "units": "单位",
    "actions": "任务动词",
    "findings": "问题词",
    "not_tasks": "非任务说法",
    "aliases": "简称",
    "events": "事件日期",
}

Outcome = LocalLexicon | Problem


def learn_unit(lexicon: LocalLexicon, name: str, registry: Registry) -> Outcome:
    """A unit that the reader does not know."""
    if fault := _malformed(name, _NAME, "单位名称", "2 到 30 个字"):
        return fault
    if name in lexicon.units or name in registry.by_name:
        return _known(f"单位“{name}”已经认识", "不用再教。")
    if taken := _taken(lexicon, name):
        return taken
    if name in _no_units():
        return _conflict(f"“{name}”在公文里不指具体单位", "请写单位全称。")
    return _with(lexicon, "units", name)


def learn_alias(lexicon: LocalLexicon, alias: str, name: str, registry: Registry) -> Outcome:
    """Another name of a unit, which is written out in full from now on."""
    faults = [_malformed(word, _NAME, "单位名称", "2 到 30 个字") for word in (alias, name)]
    if fault := next(filter(None, faults), None):
        return fault
    held = dict(lexicon.aliases)
    if held.get(alias) == name:
        return _known(f"“{alias}”已记为“{name}”的简称", "不用再教。")
    if alias in held:
        return _conflict(f"“{alias}”已记为“{held[alias]}”的简称", f"要改，请先 learn forget {alias}。")
    if fault := _bad_pair(lexicon, alias, name, registry):
        return fault
    if resolve(name, lexicon.registry_over(registry)).match == "none":
        return _bad("X945", f"“{name}”不像单位全称。", f"确是单位的，请先 learn unit {name}。")
    return _with(lexicon, "aliases", (alias, name))


def _bad_pair(lexicon: LocalLexicon, alias: str, name: str, registry: Registry) -> Problem | None:
    own = registry.by_name.get(alias)
    if alias == name:
        return _conflict(f"“{alias}”和全称一样", "简称和全称要不同。")
    if alias in lexicon.units or (own and own.name == alias):
        return _conflict(f"“{alias}”本身是单位名称", "它不能再作别的单位的简称。")
    if name in dict(lexicon.aliases):
        return _conflict(f"“{name}”本身是简称", f"请写全称“{dict(lexicon.aliases)[name]}”。")
    if alias in _no_units():
        return _conflict(f"“{alias}”在公文里不指具体单位", "它不能作单位的简称。")
    return _taken(lexicon, alias)


def learn_cue(lexicon: LocalLexicon, kind: str, word: str) -> Outcome:
    """A cue word of one of the kinds in `CUES`."""
    if fault := _malformed(word, _CUE, "词语", "2 到 15 个汉字"):
        return fault
    if word in getattr(lexicon, CUES[kind]) or _shipped(kind)(word):
        return _known(f"“{word}”已经认得", "不用再教。")
    if taken := _taken(lexicon, word):
        return taken
    if other := next((k for k in CUES if k != kind and _shipped(k)(word)), None):
        return _conflict(f"“{word}”程序已认作{_LISTS[CUES[other]]}", "换一个更完整的说法再教。")
    return _with(lexicon, CUES[kind], word)


def learn_event(lexicon: LocalLexicon, event: str, day: dt.date) -> Outcome:
    """The first day of an event in one year: 「国庆前」 then ends the day before."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return _bad("X942", f"日期 {day} 不合情理。", "请核对年份。")
    if not _hangs_on(event, day):
        action = f"认得的有{'、'.join(e['name'] for e in load('events')['event'])}及其常用叫法。"
        return _bad("X946", f"不认识“{event}”这个事件。", action)
    same = {name: other for name, other in lexicon.events if other.year == day.year}
    near = next((name for name in spellings(event) if name in same), event)
    if same.get(near) == day:
        return _known(f"{day.year}年“{near}”已记为 {day}", "不用再教。")
    if near in same:
        return _conflict(f"{day.year}年“{near}”已记为 {same[near]}", f"要改，请先 learn forget {near}。")
    return _with(lexicon, "events", (event, day))


def forget(lexicon: LocalLexicon, word: str) -> Outcome:
    """The lexicon without anything that was taught under `word`."""
    kept = lexicon.model_copy(
        update={
            name: tuple(e for e in getattr(lexicon, name) if (e if isinstance(e, str) else e[0]) != word)
            for name in _LISTS
        }
    )
    if kept == lexicon:
        return _bad("X947", f"本地词表里没有“{word}”。", "用 learn list 看有哪些。")
    return kept


def entries(lexicon: LocalLexicon) -> list[tuple[str, str, str]]:
    """Every entry as kind, word and what it stands for, in the words of the screen."""
    rows = [(_LISTS[name], word, "") for name in ("units", *CUES.values()) for word in getattr(lexicon, name)]
    rows += [(_LISTS["aliases"], alias, name) for alias, name in lexicon.aliases]
    return rows + [(_LISTS["events"], event, str(day)) for event, day in lexicon.events]


def _with(lexicon: LocalLexicon, name: str, entry: object) -> LocalLexicon:
    held = {field: getattr(lexicon, field) for field in _LISTS}
    return LocalLexicon(**{**held, name: (*held[name], entry)})


def _taken(lexicon: LocalLexicon, word: str) -> Problem | None:
    """The same word cannot be taught as two things."""
    for name in ("units", *CUES.values(), "aliases"):
        if any((entry if isinstance(entry, str) else entry[0]) == word for entry in getattr(lexicon, name)):
            return _conflict(f"“{word}”已教作{_LISTS[name]}", f"要改，请先 learn forget {word}。")
    return None


def _hangs_on(event: str, day: dt.date) -> bool:
    """Whether the grammar of deadlines reads 「…前」 and counts it from a day that is given."""
    found = find_deadlines(f"{event}前完成。", None, events={event: day}) if _NAME.fullmatch(event) else []
    return any(match.start == 0 and match.due for match in found)


def _shipped(kind: str) -> Callable[[str], object]:
    """Whether a word is among our own cues of that kind."""
    cues = load("cues")
    patterns = {
        "action": (cues["concrete"]["action"], cues["concrete"]["strong"]),
        "finding": (cues["issue"]["finding"],),
        "not-task": (),
    }[kind]
    return lambda word: any(re.fullmatch(pattern, word) for pattern in patterns)


def _no_units() -> frozenset[str]:
    table = load("units")
    return frozenset((*table["not_owner"]["subjects"], *table["lookalike"]["words"]))


def _malformed(word: str, form: re.Pattern[str], what: str, size: str) -> Problem | None:
    if form.fullmatch(word):
        return None
    return _bad("X942", f"“{word}”不能作{what}。", f"要 {size}，不带空格和标点。")


def _known(message: str, action: str) -> Problem:
    return Problem(code="X943", severity=Severity.NOTE, message=f"{message}。", action=action)


def _conflict(message: str, action: str) -> Problem:
    return _bad("X944", f"{message}。", action)


def _bad(code: str, message: str, action: str) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, message=message, action=action)
