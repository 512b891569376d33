"""The cues of one sentence, read from its folded text and its tokens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.lexicon import load
from extractors.local_words import LocalWords
from extractors.matching.alternations import Cue, Sought
from extractors.matching.word_patterns import any_of
from extractors.sentences.context import label_of
from extractors.sentences.cue_search import (
    ABSTRACT,
    ALL_FINDERS,
    CONCRETE,
    FINDERS,
    GATE,
    IMPERATIVE,
    Quick,
)
from extractors.sentences.first_verb import DISPOSAL, verb_first
from extractors.sentences.superior import superior_in
from extractors.structure.sections import ANSWERS
from extractors.units.roles import clauses
from extractors.vocabulary import Vocabulary, placed

_TABLE = load("cues")
_MODALS = frozenset(_TABLE["imperative"]["modal"])
_ANY_MODAL = re.compile("|".join(sorted(_MODALS)))
_QUOTED = re.compile(r"“[^”]*”")
_HEAD = re.compile(r"^(?:会议(?:决定|同意|明确|要求|议定),?)?(?:[\d()一二三四五六七八九十、.,是要①-⑳→—\s]*)")
_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,3}[,、:]")
_POINT = re.compile(r"\s*(?:[一二三四五六七八九]是|第[一二三四五六][,、是]|其次|再次|首先)")
# 「(一)经济运行类(失4.06分)」 names a field.
_COUNT_BEHIND = re.compile(r"\([^()]{0,8}\d[^()]{0,4}\)$")
_FIELDS = tuple(_TABLE["heading"]["fields"])
_SHORT_FIELDS, _SHORT_NAME = tuple(_TABLE["heading"]["short_fields"]), 12
_TITLE = re.compile(_TABLE["heading"]["title"])
_OBJECT = re.compile(r"(?:对于?|凡是?)[^;。]{1,60}?的[^,;。]{0,6},|针对[^,;。]*,|[^,;。]{2,40}的,")
_REMOVED = re.compile(_TABLE["issue"]["removed"])
_ONLY_GENERAL = any_of([_TABLE["issue"]["general"]])
_ASIDE = Sought(_TABLE["issue"]["aside"])
_ANY_ASIDE = Sought(f"{_TABLE['issue']['aside']}|{_TABLE['issue']['aside_done']}")
_NOT_MODAL = Sought(_TABLE["imperative"]["not_modal"])
# 「高瓦斯隧道内必须采用防爆设备」: what must be, and can be seen, is work whatever the verb.
_MUST = re.compile(r"必须|务必|一律")
# 「大件行李一律走货梯」 can be seen whatever it is about.
_RULED = re.compile(r"一[律概]先?(?:不(?!足|够|是|能|会|清|准|许|得)|停|由|经|凭|持|戴|走|到|在)")
_LEAD_IN = Cue(
    r"^[^,。]{2,12}:$|^[^。;]{2,90}(?:如下|以下)[^。;]{0,40}:$|^[^。;]{2,60}提出(?:了)?[^,。;]{0,8}要求:$"
)
# 「任务分解如下,请对照办理。」 asks only for what follows.
_FOLLOWS = Cue(
    r"^[^;。]{0,60}?(?:如下|见下表|见附件|附后|印发给?你们|随文印发|列后)[^,。;]{0,3},?(?:请|望)(?:你们|大家|各[^,。;认结照对逐]{1,8})?"
    r"(?:结合[^,。;]{2,6}(?:实际)?,?)?(?:认真|抓好|遵照|对照|按照|照单|逐[项条]|切实|严格|组织|贯彻|一并|分头|及时)*"
    r"(?:办理|落实|整改|执行|照办|实施|抓好)(?:到位|落实|整改)?。?$"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年(?![底末前内至到起]|[^,;。]{0,14}的|\d+月\d*日?[前底末])")
_LABEL = 12
_CONTRAST = re.compile(r"不能仅仅|不能只|不仅仅|不光|不放松|不只|为代价")
_BAN, _ATTITUDE = (re.compile(IMPERATIVE[name].pattern) for name in ("prohibition", "attitude"))
_TARGETS = ("清零", "达到", "完成", "同步")
_REMOVES, _ASIDES, _ASIDES_DONE, _GENERAL = (
    GATE.bit[name] for name in ("removed", "aside", "aside_done", "general")
)
_MODAL_WORD, _MODAL_TEXT, _NO_MODAL = (GATE.bit[name] for name in ("modal", "modal_text", "not_modal"))
_SUPERIOR_ACT, _BANNED = GATE.bit["superior_act"], GATE.bit["prohibition"]
_STRONG, _ACTIVE = (Quick(name, CONCRETE[name]) for name in ("strong", "action"))
_PRODUCT, _FIGURE, _SCOPE = (Quick(name, CONCRETE[name]) for name in ("product", "figure", "scope"))
_VAGUE = Quick("abstract_clause", ABSTRACT["clause"])


@dataclass(init=False, eq=False)
class Cues:
    """Every cue found, as the first words that are it; empty strings and tuples mean not found.

    What is not found is not held: a sentence has a handful of these.
    """

    modal: str = ""
    request: str = ""
    prohibition: str = ""
    attitude: str = ""
    commitment: str = ""
    oral: str = ""
    disposal: str = ""
    to_come: str = ""
    force: str = ""
    everyone: str = ""
    strong: bool = False
    action: bool = False
    product: str = ""
    figure: str = ""
    scope: str = ""
    target: str = ""
    soft: str = ""
    abstract: int = 0
    concrete: int = 0
    active: int = 0
    clauses: int = 0
    verb_first: str = ""
    past: str = ""
    before: str = ""
    opening_year: int = 0
    done: str = ""
    definition: str = ""
    rhetoric: str = ""
    condition: str = ""
    sanction: str = ""
    trigger: str = ""
    report: str = ""
    told_on: str = ""
    narrated: str = ""
    praise: str = ""
    frame: str = ""
    meeting: str = ""
    stage: str = ""
    norm: str = ""
    law: str = ""
    stock: str = ""
    superior: str = ""
    gratitude: str = ""
    question: str = ""
    lead_in: str = ""
    finding: str = ""
    finding_subject: str = ""
    few: str = ""
    named: str = ""
    general: str = ""
    still: str = ""
    lack: tuple[str, ...] = ()
    share: str = ""
    label: str = ""
    problem: bool = False
    field: bool = False
    title: bool = False
    not_task: str = ""
    point: bool = False
    addressed: bool = False
    """Whether it is an item that says first who is to do it, and then begins with a verb."""
    taught: bool = False
    """Whether a word that the office taught speaks in it."""


NO_CUES = Cues()
# 「3.鸿运汽修:更换配电箱1台」: an item of a list that says first who is to do it.
_ADDRESSED = re.compile(r"[\u3400-\u9fffA-Za-z]{2,10}(?:\([^()]{1,10}\))?:\s*")
# 「县教育局:负责学校防汛安全」: a line of duties.
_IN_CHARGE = re.compile(
    r"(?:各|[省市州县区旗镇乡])[\u3400-\u9fff、]{2,20}(?:\([^()]{1,10}\))?:\s*(?=(?:主要|具体|牵头)?(?:负责|承担))"
)


def read_cues(view: str, cut: Sequence[str], words: Vocabulary, level: str, local: LocalWords) -> Cues:
    """The cues of a sentence, given folded and cut into words; these decide what is a modal 要.

    `local` are cue words that an office has taught; they count beside our own.
    """
    plain = _QUOTED.sub(_masked, view) if "“" in view else view
    hits = GATE.hits(plain)
    bits = GATE.always
    for _, hit in hits:
        bits |= hit
    head = _HEAD.match(view)
    start = head.end() if head else 0
    body, ending = view[start:], (ANSWERS.sub("", view) if view.endswith(")") else view).rstrip("。: ")
    cues = Cues()
    cues.modal = _modal(plain, cut, bits)
    cues.strong, cues.action = _STRONG.stands(bits, plain), _ACTIVE.stands(bits, plain)
    said = view.strip()
    cues.lead_in = (_LEAD_IN if said.endswith(":") else _FOLLOWS).first(said)
    cues.title = view[-1:] not in "。;:,!?" and _TITLE.match(view) is not None
    ending = _COUNT_BEHIND.sub("", ending) if ending.endswith(")") else ending
    cues.field = ending.endswith(_FIELDS) or (
        len(ending) - start <= _SHORT_NAME and ending.endswith(_SHORT_FIELDS)
    )
    cues.problem = ending.endswith("问题")
    cues.label = label_of(body) if ":" in body[:_LABEL] else ""
    cues.opening_year = _opening_year(view.lstrip())
    cues.point = _POINT.match(view) is not None
    _search(cues, {"plain": plain, "view": view, "body": body}, bits if plain is view else GATE.bits(view))
    _keep_what_counts(cues, plain)
    if bits & _SUPERIOR_ACT or "对我" in plain:
        cues.superior = superior_in(plain, level)
    _add_taught(cues, plain, local)
    parts = clauses(plain, 0, len(plain))
    _read_clauses(cues, plain, parts, hits, local.action)
    said_first = _ADDRESSED if start else _IN_CHARGE
    named = said_first.match(view, start) if not cues.label and ":" in view else None
    if named and (verb := verb_first(plain, cut, _behind(plain, parts, named.end()), words, local.action)):
        cues.verb_first, cues.addressed, cues.report = verb, True, ""
    else:
        cues.verb_first = verb_first(plain, cut, _behind(plain, parts, start), words, local.action)
    return cues


def _search(cues: Cues, texts: dict[str, str], bits: int) -> None:
    """Look for every cue that the gate lets through, each in its own text."""
    wanted = bits & ALL_FINDERS
    while wanted:
        bit = wanted & -wanted
        wanted ^= bit
        name, where, find = FINDERS[bit]
        text = texts.get(where)
        if text is None:
            body = texts["body"]
            text = texts[where] = body.rstrip() if where == "end" else _without_objects(body, bits)
        if found := find(text):
            setattr(cues, name, found)


def _opening_year(view: str) -> int:
    """The year that a sentence begins with, where it is no limit; 0 without one."""
    year = _YEAR.match(view) if view[:2] in ("19", "20") else None
    return int(year.group(1)) if year else 0


def _keep_what_counts(cues: Cues, plain: str) -> None:
    """Cues that count only beside another: an aim needs its figure, the reason of a sanction the sanction."""
    if cues.target and not (cues.figure or any(word in plain for word in _TARGETS)):
        cues.target = ""
    if not cues.sanction:
        cues.trigger = ""
    if cues.prohibition and _CONTRAST.search(plain):
        cues.prohibition = ""
    if cues.prohibition and _bans_attitudes(plain):
        cues.attitude = cues.prohibition
        cues.prohibition, cues.finding, cues.lack = "", "", ()


def _bans_attitudes(plain: str) -> bool:
    """「决不能有半点侥幸心理」: every ban of the sentence is on a frame of mind, none on a practice."""
    bans = list(_BAN.finditer(plain))
    return bool(bans) and all(_ATTITUDE.match(plain, ban.end()) for ban in bans)


def _add_taught(cues: Cues, plain: str, local: LocalWords) -> None:
    """What the words of an office add."""
    if local.action and local.action.search(plain):
        cues.strong = cues.action = cues.taught = True
    if local.finding and not cues.finding and (found := local.finding.search(plain)):
        cues.finding, cues.taught = found.group(), True
    if local.not_task and (found := local.not_task.search(plain)):
        cues.not_task = found.group()


def _without_objects(body: str, bits: int) -> str:
    """The sentence without what work is done on (对…的,), is to remove (清理…规定), and what is feared.

    `bits` say what can be found in it.
    """
    found = _OBJECT.match(body) if "的" in body or body.startswith("针对") else None
    if found:
        body = "□" * found.end() + body[found.end() :]
    if bits & _REMOVES:
        body = _REMOVED.sub(_blank, body)
    if bits & _GENERAL:
        body = _ONLY_GENERAL.sub(_blank, body)
    if bits & _ASIDES_DONE:
        return _ANY_ASIDE.of(body).sub(_blank, body)
    return _ASIDE.of(body).sub(_blank, body) if bits & _ASIDES else body


def _blank(found: re.Match[str]) -> str:
    return "□" * len(found.group())


def _masked(quoted: re.Match[str]) -> str:
    """Quoted words name something; they do not instruct."""
    return "“" + "□" * (len(quoted.group()) - 2) + "”"


def _read_clauses(
    cues: Cues,
    plain: str,
    parts: Sequence[tuple[int, int]],
    hits: Sequence[tuple[int, int]],
    taught: re.Pattern[str] | None,
) -> None:
    """How many clauses are concrete, active and abstract; 「第一,」 is none."""
    at, last = 0, len(hits)
    ordinal = _ORDINAL.match(plain) if plain.startswith("第") else None
    for a, b in _behind(plain, parts, ordinal.end() if ordinal else 0):
        bits = GATE.always
        while at < last and hits[at][0] < b:
            bits |= hits[at][1]
            at += 1
        state = _clause_state(cues, plain[a:b], bits, taught)
        cues.concrete += state == "concrete"
        cues.active += state == "action"
        cues.abstract += state == "abstract"
        cues.clauses += 1


def _behind(plain: str, parts: Sequence[tuple[int, int]], start: int) -> Sequence[tuple[int, int]]:
    """The clauses from an offset on; they are split anew where a bracket stands open there."""
    if not start:
        return parts
    if plain.count("(", 0, start) != plain.count(")", 0, start):
        return clauses(plain, start, len(plain))
    return [(max(a, start), b) for a, b in parts if b > start]


def _modal(plain: str, cut: Sequence[str], bits: int) -> str:
    """The first modal word: 要 only where the tokenizer makes it a word of its own, so 主要 never counts."""
    if bits & _NO_MODAL:
        plain = _NOT_MODAL.of(plain).sub(_blank, plain)
    if bits & _MODAL_WORD and _ANY_MODAL.search(plain):
        for at, word in placed(cut):
            if word in _MODALS and plain[at] == word[0]:
                return word
    return IMPERATIVE["modal_text"].first(plain) if bits & _MODAL_TEXT else ""


def _clause_state(cues: Cues, clause: str, bits: int, taught: re.Pattern[str] | None) -> str:
    """`concrete`, `action`, `abstract` or `` for one clause; `bits` say what can be found in it."""
    abstract = _VAGUE.stands(bits, clause) or (bits & _BANNED and _bans_attitudes(clause))
    strong = cues.strong and (_STRONG.stands(bits, clause) or (taught and taught.search(clause)))
    if abstract and not strong:
        return "abstract"
    tangible = _PRODUCT.stands(bits, clause) or _FIGURE.stands(bits, clause) or _SCOPE.stands(bits, clause)
    if strong and (tangible or not abstract):
        return "concrete"
    if abstract:
        return "abstract"
    if (cues.action and _ACTIVE.stands(bits, clause)) or DISPOSAL.search(clause):
        return "concrete" if tangible else "action"
    return "action" if (tangible and _MUST.search(clause)) or _RULED.search(clause) else ""
