"""The cues of one sentence, read from its folded text and its tokens."""

import re
from dataclasses import dataclass
from typing import Any

from extractors.lexicon import load
from extractors.sentences.context import superiors
from extractors.units.roles import clauses
from extractors.vocabulary import Vocabulary

_TABLE = load("cues")


def _compiled(section: str) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(p) for name, p in _TABLE[section].items() if isinstance(p, str)}


_IMPERATIVE = _compiled("imperative")
_CONCRETE = _compiled("concrete")
_ABSTRACT = _compiled("abstract")
_BACKGROUND = _compiled("background")
_ISSUE = _compiled("issue")
_MODALS = frozenset(_TABLE["imperative"]["modal"])
_QUOTED = re.compile(r"“[^”]*”")
_HEAD = re.compile(r"^(?:会议(?:决定|同意|明确|要求|议定),?)?(?:[\d()一二三四五六七八九十、.,是要①-⑳→—\s]*)")
_ADVERBS = frozenset(_TABLE["concrete"]["adverbs"])
_ADVERBIAL = re.compile(_TABLE["concrete"]["adverbial"])
_DISPOSAL = re.compile(r"(?:把|将(?![于来要会]))(?!握)")
_LEAD_IN = re.compile(r"^[^,。]{2,12}:$|^[^。;]{2,40}(?:如下|以下)[^。;]{0,12}:$")
_IDIOMS = ("i", "l")
_FRAGMENT = 2
_CONTRAST = re.compile(r"不能仅仅|不能只|不仅仅|不光|不放松|不只")


@dataclass(frozen=True, slots=True)
class Cues:
    """Every cue found, as the words that are it; empty tuples and strings mean not found."""

    modal: tuple[str, ...] = ()
    request: str = ""
    prohibition: str = ""
    commitment: str = ""
    force: str = ""
    everyone: str = ""
    strong: tuple[str, ...] = ()
    action: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    scope: str = ""
    soft: str = ""
    abstract: int = 0
    concrete: int = 0
    active: int = 0
    clauses: int = 0
    verb_first: str = ""
    past: str = ""
    before: str = ""
    done: str = ""
    definition: str = ""
    rhetoric: str = ""
    condition: str = ""
    sanction: str = ""
    trigger: str = ""
    report: str = ""
    frame: str = ""
    superior: str = ""
    gratitude: str = ""
    question: str = ""
    lead_in: str = ""
    finding: str = ""
    finding_subject: str = ""
    named: str = ""
    still: str = ""


def read_cues(view: str, tokens: list[tuple[int, str]], words: Vocabulary, level: str) -> Cues:
    """The cues of a folded sentence; `tokens` are `(offset, word)` and decide what is a modal 要."""
    plain = _QUOTED.sub(lambda m: "“" + "□" * (len(m.group()) - 2) + "”", view)
    parts = [plain[a:b] for a, b in clauses(plain, 0, len(plain))]
    states = [_clause_state(part) for part in parts]
    found: dict[str, Any] = {
        "modal": _modals(plain, tokens),
        "strong": _all(_CONCRETE["strong"], plain),
        "action": _all(_CONCRETE["action"], plain),
        "product": _all(_CONCRETE["product"], plain),
        "figure": _all(_CONCRETE["figure"], plain),
        "abstract": states.count("abstract"),
        "concrete": states.count("concrete"),
        "active": states.count("action"),
        "clauses": len(parts),
        "verb_first": _verb_first(plain, tokens, words),
        "superior": _superior(plain, level),
        "lead_in": _first(_LEAD_IN, view.strip()),
        "question": _first(_BACKGROUND["thanks_end"], view),
    }
    for name in ("request", "prohibition", "commitment", "force", "everyone"):
        found[name] = _first(_IMPERATIVE[name], plain)
    for name in (
        "before",
        "past",
        "done",
        "definition",
        "rhetoric",
        "condition",
        "sanction",
        "trigger",
        "report",
        "frame",
        "gratitude",
    ):
        found[name] = _first(_BACKGROUND[name], plain)
    found["scope"] = _first(_CONCRETE["scope"], plain)
    found["soft"] = _first(_ABSTRACT["soft"], plain)
    found["finding"] = _first(_ISSUE["finding"], view)
    found["still"] = _first(_ISSUE["still"], view)
    found["named"] = _first(_ISSUE["named"], _HEAD.sub("", view))
    found["finding_subject"] = _first(_ISSUE["subject"], _HEAD.sub("", view))
    if _CONTRAST.search(plain):
        found["prohibition"] = ""
    return Cues(**found)


def _modals(plain: str, tokens: list[tuple[int, str]]) -> tuple[str, ...]:
    """Modal words: 要 only where the tokenizer makes it a word of its own, so 主要 and 纲要 never count."""
    plain = _IMPERATIVE["not_modal"].sub(lambda m: "□" * len(m.group()), plain)
    found = [
        word for offset, word in tokens if word in _MODALS and plain[offset : offset + len(word)] == word
    ]
    return (*found, *_all(_IMPERATIVE["modal_text"], plain))


def _clause_state(clause: str) -> str:
    """`concrete`, `action`, `abstract` or `` for one clause."""
    abstract = _ABSTRACT["clause"].search(clause)
    tangible = any(_CONCRETE[name].search(clause) for name in ("figure", "product", "scope"))
    if _CONCRETE["strong"].search(clause) and (tangible or not abstract):
        return "concrete"
    if abstract:
        return "abstract"
    if _CONCRETE["action"].search(clause) or _DISPOSAL.search(clause):
        return "concrete" if tangible else "action"
    return ""


def _verb_first(plain: str, tokens: list[tuple[int, str]], words: Vocabulary) -> str:
    """The verb that the sentence begins with (measure without 要), adverbs and 在…, 对… passed over."""
    head = _HEAD.match(plain)
    start = head.end() if head else 0
    for a, b in clauses(plain, start, len(plain)):
        adverbial = _ADVERBIAL.match(plain, a, b)
        if b - a <= _FRAGMENT:
            continue
        if adverbial and not _CONCRETE["action"].search(plain, adverbial.end(), b):
            continue
        if adverbial or _DISPOSAL.match(plain, a, b):
            return plain[a : a + 2]
        return _first_verb(plain, a, b, tokens, words)
    return ""


def _first_verb(plain: str, start: int, end: int, tokens: list[tuple[int, str]], words: Vocabulary) -> str:
    """The first verb of a clause; an adverb that is itself a verb (统一、集中) when no other follows it."""
    adverb = ""
    for offset, word in tokens:
        if offset < start or not word.strip() or words.tags.get(word) in _IDIOMS:
            continue
        if word in _ADVERBS and offset < end:
            adverb = adverb or (word if words.is_verb(word) else "")
            continue
        verb = offset < end and len(word) > 1 and words.is_verb(word)
        starts = _CONCRETE["strong"].match(plain, offset, end)
        return word if verb or starts else adverb
    return adverb


def _superior(plain: str, level: str) -> str:
    """A superior's own calendar: 「市安委会计划12月下旬组织验收」 in a district's paper."""
    above = superiors(level)
    marks = f"[{above}]" if above else "(?!)"
    if re.match(r"^按照?[^,]{0,8}[里级上](?:的)?(?:安排|部署|计划),.{0,20}对我", plain):
        return plain[:4]
    if re.match(rf"^全[{above or '省'}][^,;]{{2,24}}将", plain):
        return plain[:2]
    pattern = (
        rf"^(?:今年|明年|近期|目前|根据.{{2,30}},|按照.{{2,20}}(?:方案|部署|安排),|据.{{1,8}},|\(.{{1,4}}\))*"
        rf"(?:国家|中央|国务院|上级|[\u4e00-\u9fff]{{3,8}}(?<!组织)(?<!宣传)(?<!统战)部(?!门|分|署)|[\u4e00-\u9fff]{{2,8}}总局|自治区|省上|市上|{marks}(?:里|上|委|政府|级|[\u4e00-\u9fff]{{2,12}}(?:局|厅|办|委|会|组)))"
        rf"[^,;。]{{0,40}}(?:{_TABLE['background']['superior_act']})"
    )
    found = re.search(pattern, plain)
    return found.group() if found else ""


def _all(pattern: re.Pattern[str], view: str) -> tuple[str, ...]:
    return tuple(m.group() for m in pattern.finditer(view))


def _first(pattern: re.Pattern[str], view: str) -> str:
    found = pattern.search(view)
    return found.group() or "是" if found else ""
