"""Classes of agents that act in their clause: 「各收购库点要…」, 「收到清单的部门两天之内…」.

No suffix of a body ends them and no list holds them; that they act shows that they are owners. They are read
only where nothing else is. The words are `[classes]` of `units.toml`.
"""

import re

from extractors.lexicon import load
from extractors.matching.word_patterns import any_of

_WORDS = load("units")["classes"]
_BODY, _PERSON = _WORDS["body"], _WORDS["person"]
_HEAD = rf"(?:{_BODY}|{_PERSON}|{_WORDS['alone']}|{_WORDS['place']})"
_ACTS = rf"(?:{_WORDS['acts']})"
# 「各零售店(点)」, 「各种植户(合作社)」: what else is meant stands in a bracket.
_OR = r"(?:\([\u3400-\u9fff、]{1,5}\))?"
# 「各苗圃要…」: whatever 各 stands before and is told acts, unless it is a thing or a part of the work.
_NEXT = r"[、和及与](?=各|任何|所有|每)"
# No word of a predicate stands in the name of a class.
_LETTER = r"(?![要须应将把由对请的了在于是有不没已各每任,;:。、()])[\u3400-\u9fff“”]"
_SOME = re.compile(
    rf"(?:{_WORDS['quantity']})(?:{_LETTER}){{0,8}}?(?:(?:{_LETTER}){{2,6}}的)?(?:{_LETTER}){{0,4}}?{_HEAD}{_OR}"
    rf"(?={_ACTS}|{_WORDS['acts_of_some']}|{_NEXT})"
    rf"|各(?:{_LETTER}){{0,8}}?{_HEAD}{_OR}$"
    rf"|任何(?:{_LETTER}){{0,6}}?{_HEAD}(?={_WORDS['banned']})"
)
_AGENT = rf"(?:{_PERSON}|{_WORDS['alone']}|(?<=[\u3400-\u9fff]{{2}}){_BODY})"
# 「驾驶员、照管员先救人」, 「业主、承租人应当…」: the last of a row shows that they act.
_AND_AGENT = rf"[、和](?:{_LETTER}){{0,4}}(?:{_AGENT})(?:先(?!进)|{_ACTS})"
_KIND = re.compile(
    rf"(?!{_WORDS['ordering']})(?:不动产|{_LETTER}){{0,8}}?"
    rf"(?:(?:{_PERSON})(?={_AND_AGENT}|先(?!进))|{_AGENT}(?={_ACTS}|{_AND_AGENT}))"
)
_TOLD = re.compile(
    rf"(?!{_WORDS['ordering']})(?=[\u3400-\u9fff]{{0,6}}(?:{_WORDS['told']}))(?:(?![要须应将把由对请了,;:。、()])[\u3400-\u9fff\d%.“”]){{2,14}}的"
    rf"(?:{_LETTER}){{0,4}}?{_HEAD}(?={_ACTS}|,?(?:要(?!求)|须|必须|应当|一律|\d{{1,2}}月\d{{1,2}}日前)|书面|[两三一二]个工作日内)"
)
_EACH = re.compile(
    rf"各(?![项类种个式样自条有方组级位地])(?:{_LETTER}){{2,6}}?{_OR}(?=[都均]?(?:(?<!需)要(?![求点素])|必须|须(?!知)|应当|不得|一律|每[天日周月季]))"
)
_THING = re.compile(rf"(?:{_WORDS['things']})$")
_HOLDER = re.compile(
    rf"(?:{_LETTER}){{2,8}}?(?:单位|部门|机构|企业|车站|法院|学校)的(?:{_PERSON})(?={_ACTS})"
)
_FORCE = re.compile(rf"(?:快反|巡防|机动|救援|处突)力量(?={_ACTS})")
_NEAR, _FAR = 12, 40
_NOUN = any_of([_HEAD, "力量"])
PATTERNS = (_SOME, _KIND, _TOLD, _FORCE, _EACH)
"""What finds such classes; see `signs`, which reads off them what a clause must hold."""


def holder(view: str, at: int, limit: int) -> int:
    """Where 「责任单位的承办人」 ends, if he acts there; else 0."""
    found = _HOLDER.match(view, at, limit) if "的" in view[at : at + _NEAR] else None
    return found.end() if found else 0


def is_thing(words: str) -> bool:
    """Whether 各 stands before something that never acts: 「各类资源」, 「各环节」."""
    return words.startswith("各") and _THING.search(words) is not None


def acting_class(view: str, at: int, limit: int) -> int:
    """Where a class of agents ends that begins at `at` and acts there; 0 where none does."""
    if _NOUN.search(view, at, min(limit, at + _FAR)):
        for pattern in (_SOME, _KIND, _TOLD, _FORCE):
            if found := pattern.match(view, at, limit):
                return found.end()
    each = _EACH.match(view, at, limit) if view[at] == "各" else None
    return each.end() if each and not _THING.search(each.group()) else 0
