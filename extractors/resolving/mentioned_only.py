"""What the network marks though it is plainly no unit that acts: only mentioned, or cut out of a word.

The rules ask of every name what stands around it; a mark of the network alone has gone through no such
question. The words are `[mentioned]` and `[only_named]` of `subjects.toml`.
"""

import re

from extractors.learned.tagger import Named
from extractors.lexicon import compiled, load
from extractors.units.acting.heads import house_arises
from extractors.units.acting.partners import is_other_side
from extractors.units.lists.list_reader import ListReader
from extractors.units.names.classes import is_thing
from extractors.units.names.endings import endings_of

_WORDS = compiled(load("subjects")["mentioned"])
_NAMED = compiled(load("subjects")["only_named"])
_HAS_DONE = re.compile(load("subjects")["past"]["done"])
_REST = re.compile("[,;](?:剩余|剩下|其余|余下)")
_CLAUSE = re.compile("[,;]")
_WRONGS = re.compile(load("heads")["case"]["wrongs"])
_NOBODY = frozenset(w for w in load("units")["lookalike"]["words"] if w.endswith(("部门", "机构", "主体")))
_CLAUSE_MARKS = ",;:。"
_SHORT, _FAR = 2, 300
_ON = frozenset("要应须将把在于对每都不也")
"""With these letters the predicate begins, though the dictionary has words of them and the last of a name."""


def only_mentioned(view: str, span: Named) -> bool:
    """Whether others act on the unit (被水务局责令…), use what it is for (发挥村民议事会的作用) or judge it.

    「工作人员包庇违法行为的,要移送」 orders nothing of whoever does so; 「各类资源」 are no units at all.
    """
    words = view[span.start : span.end]
    if view.endswith("被", 0, span.start) or is_thing(words) or words in _NOBODY:
        return True
    if _WRONGS.match(view, span.end) or _demands(view, span) or _is_judged(view, span):
        return True
    if _has_done(view, span) or house_arises(view, span.start, span.end):
        return True
    scope = _WORDS["named_as_scope"].search(view, max(0, span.start - _FAR), span.start)
    if scope or is_other_side(view, span.start, span.end):
        return True
    opening = max(view.rfind(mark, 0, span.start) for mark in _CLAUSE_MARKS) + 1
    used = _WORDS["made_use_of"].match(view, opening, span.start)
    return bool(used and _WORDS["its_use"].match(view, span.end))


def _has_done(view: str, span: Named) -> bool:
    """「公路站说不归他们批」, 「街道批了2万元,财政所要盯着」: it is told what it said or did."""
    done = _HAS_DONE.match(view, span.end)
    before = done and "," in view[done.end() - 1 :] and not _REST.search(view, done.end() - 1)
    return bool(before or _WORDS["told_of"].match(view, span.end))


def _is_judged(view: str, span: Named) -> bool:
    """「对甲公司予以通报批评」, 「经县应急局验收合格后方可复工」."""
    at = max(0, *(view.rfind(mark, 0, span.start) for mark in ",;。"))
    named = _NAMED["behind"].fullmatch(view, at, span.start)
    return bool(named and _NAMED["before"].match(view, span.end))


def _demands(view: str, span: Named) -> bool:
    """「县人大常委会希望县政府…」, 「市政府召开会议,要求各部门…」: who demands is not who is to do it."""
    if _NAMED["demands"].match(view, span.end):
        return True
    next_ = view.find(",", span.end)
    if next_ < 0 or not _NAMED["meeting"].search(view, span.end, next_):
        return False
    return any(_NAMED["demands"].match(view, at.end()) for at in _CLAUSE.finditer(view, next_))


def cuts_word(view: str, span: Named, lists: ListReader) -> bool:
    """Whether a mark ends within a word: 「法律顾问出|具」, but 「王主任|务必」 ends as a name does."""
    last = view[span.end - 1 : span.end + 1]
    if len(last) < _SHORT or last[1] in _ON or not lists.is_word(last) or not last.isalpha():
        return False
    ends = any(ending.end == span.end for ending in endings_of(view).within(span.start, span.end))
    return not ends and not lists.is_word(view[span.end - _SHORT : span.end])
