"""Questions for self-examination: 「深刻反思是否存在…;是否存在…」, 「一看责任是否落实,二看…」.

They are what 对照检查 checklists are made of. They find nothing wrong and demand nothing that could be laid
on the table, so a sentence that only asks is neither an issue nor a task.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.lexicon import load
from extractors.matching.word_patterns import words
from extractors.sentence_reading import Reading
from extractors.sentences.verdict import Verdict

_TABLE = load("questions")
_OPENER = words(_TABLE["openers"])
_REFLECT, _CHECK = words(_TABLE["reflect"]), words(_TABLE["check"])
_COUNTED = re.compile(_TABLE["counted"])
_ENDS = re.compile(_TABLE["ends"])
_LEADS = re.compile(_TABLE["leads"])
_CARRIES = words(_TABLE["carries"])
_CLAUSE = re.compile(r"[^,;:。!?、]+[,;:。!?、]*")
_LISTED = re.compile(r"\s*(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+是|\d+[.、])")
_NUMBER = re.compile(r"\s*(?:\(?(?:[一二三四五六七八九十]+|\d+)\)?(?:是|[、.])?\s*)?")
_TRAILING = " ,;:。!?、"
_CONFIDENT = 0.85
_LONGEST_SUBJECT = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a sentence: offsets count in the sentence, `rule` says what told to ask it."""

    reading: Reading
    start: int
    end: int
    rule: str


def find_questions(readings: Sequence[Reading]) -> list[Asked]:
    """All questions, in the order of the text; those of a run go on over sentences of one part."""
    found: list[Asked] = []
    rule, last = "", None
    for reading in readings:
        goes_on = last is not None and _same_part(last, reading)
        here = list(_in_sentence(reading, rule if goes_on else ""))
        found += here
        announced = _announced(reading)
        if here or announced:
            rule, last = (here[-1].rule if here else announced), reading
        else:
            rule, last = "", None
    return found


def hold_apart(questions: Iterable[Asked]) -> None:
    """Make an exhortation of every sentence that only asks, whatever it was taken for."""
    for _, group in groupby(questions, key=lambda asked: asked.reading.index):
        asked = list(group)
        reading = asked[0].reading
        if reading.verdict.label in ("task", "issue") and _only_asks(asked):
            reading.verdict = Verdict("call", "call.question", reading.verdict.reasons, _CONFIDENT)


def _in_sentence(reading: Reading, rule: str) -> Iterator[Asked]:
    """The questions of one sentence; `rule` is that of a run which it may go on with."""
    view = reading.view
    if not _OPENER.search(view):
        return
    start, free = -1, bool(_LISTED.match(view)) and bool(rule)
    for clause in _CLAUSE.finditer(view):
        asks, own_rule = _question_in(view, clause, rule, free=free or start >= 0)
        if asks >= 0:
            if start >= 0:
                yield _asked(reading, start, clause.start(), rule)
            start, rule = asks, own_rule
        elif start >= 0 and _ended(view, clause):
            yield _asked(reading, start, clause.start(), rule)
            start = -1
        elif start < 0 and (led := _led(clause[0])):
            rule, free = led, True
    if start >= 0:
        yield _asked(reading, start, len(view), rule)


def _question_in(view: str, clause: re.Match[str], rule: str, *, free: bool) -> tuple[int, str]:
    """Where a question begins in the clause, -1 if none does, and the rule that makes it one.

    Where questions run or were announced (`free`), one may begin with its subject: 「措施是否到位」.
    """
    opener = _OPENER.search(view, *clause.span())
    if opener is None:
        return -1, rule
    head = _NUMBER.match(view, clause.start())
    first = head.end() if head else clause.start()
    if counted := _COUNTED.match(view, clause.start()):
        return counted.end(), "question.check"
    for verbs, name in ((_REFLECT, "question.reflect"), (_CHECK, "question.check")):
        cues = list(verbs.finditer(view, clause.start(), opener.start()))
        if cues:
            return cues[-1].end(), name
    if rule and (opener.start() == first or (free and opener.start() - first <= _LONGEST_SUBJECT)):
        return first, rule
    return -1, rule


def _ended(view: str, clause: re.Match[str]) -> bool:
    """Whether the clause asks no more, but says what follows, or what is to be made of the answers.

    What 、 joins is one list: 「是否存在敷衍应付、以文件落实文件的问题」.
    """
    before = view[clause.start() - 1]
    return before in "。!?" or (before != "、" and bool(_ENDS.match(view, clause.start())))


def _led(clause: str) -> str:
    """The rule of a clause that leads to questions: 「想一想,」, 「要反思,」, 「检查以下内容:」."""
    if clause.endswith(":"):
        return _rule_of(clause)
    plain = clause.rstrip(_TRAILING)
    reflects = any(found.end() == len(plain) for found in _REFLECT.finditer(plain))
    return "question.reflect" if reflects or _CARRIES.search(clause) else ""


def _announced(reading: Reading) -> str:
    """The rule of a lead that announces questions: 「重点对照检查以下问题:」."""
    return _rule_of(reading.view) if reading.view.rstrip().endswith(":") else ""


def _rule_of(words_before: str) -> str:
    if _REFLECT.search(words_before):
        return "question.reflect"
    return "question.check" if _CHECK.search(words_before) else ""


def _asked(reading: Reading, start: int, end: int, rule: str) -> Asked:
    piece = reading.view[start:end]
    lead = len(piece) - len(piece.lstrip(_TRAILING + "一下"))
    return Asked(reading, start + lead, start + len(piece.rstrip(_TRAILING)), rule)


def _same_part(before: Reading, reading: Reading) -> bool:
    """A run goes on in the next sentence of the paragraph, or in numbered paragraphs below it."""
    a, b = before.sentence, reading.sentence
    return b.block == a.block or b.block == a.block + 1


def _only_asks(asked: Sequence[Asked]) -> bool:
    """Whether nothing but leads and the subject stands before the questions, and nothing after them."""
    reading, first, last = asked[0].reading, asked[0], asked[-1]
    view = reading.view
    spans = [(one.start, one.end) for one in asked]
    if any(not any(a <= time.start < b for a, b in spans) for time in reading.times):
        return False
    if view[last.end :].strip(_TRAILING):
        return False
    number = _NUMBER.match(view)
    if number and number.end() >= first.start:
        return True
    *leads, _ = view[: first.start].split(",")
    return first.rule == "question.reflect" and all(
        _LEADS.match(clause) or _CARRIES.search(clause) for clause in leads
    )
