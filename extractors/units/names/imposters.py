"""What reads like a unit's name and is none: nobody in particular, a thing that is worked on, a predicate."""

import re
from collections.abc import Container, Set

from extractors.lexicon import load
from extractors.matching.alternations import AtPlace
from extractors.matching.word_patterns import words
from extractors.units.names.composed import ALONE, Name, body_of, of_branch
from extractors.units.names.endings import KINDS, ends_alike
from extractors.units.names.verbs import NOMINAL, Verbs

_TABLE = load("units")
_NOT_OWNER = AtPlace(words(_TABLE["not_owner"]["subjects"]).pattern)
_LOOKALIKE = frozenset(_TABLE["lookalike"]["words"])
_CLASS = re.compile(r"相关|有关|各|主管|承办|主办|牵头|派出|参建|责任|所有|任何|每个")
_AT_LEVEL = re.compile(r"[省县区州旗镇乡](?![里上内直])|市(?!场|里|上)")
_QUALIFIED = re.compile(r"^(?:各类|各种|城区|农村|城乡|辖区|主城区|中心城区|老旧)")
# 「抽水蓄能电站建设公司要…」: a company that must act is no object.
_FIRM_MUST = re.compile(r"(?:公司|集团)(?:要(?![求点素])|必须|须|应当|务必)")
_UNMISTAKABLE = re.compile(
    r"(?:专班|学习中心组|领导小组|领导小组办公室|指挥部|联席会议|协会|管理所|服务中心"
    r"|(?:协调|推进|领导|指挥)(?:办公?室?|小?组))$"
)
_CLASSED = re.compile(r"^(?:各类?|所有|全部|有关|相关)(?=[\u3400-\u9fff]{2})")
# 「发电厂二期」, 「处置中心扩建项目」, 「业委会这个事」: the name only says which work or matter it is.
_WORKS = re.compile(
    r"[一二三四五]期(?!间)|(?:扩建|改扩建|迁建|重建)(?:项目|工程)|(?:建设|改造)(?:项目|工程)(?![部办公])"
    r"|这[个件桩]?事|的事(?![故业务项])"
)
_THING_TAGS = ("n", "vn", "f", "nz")
_ACTS = (
    "统筹",
    "提前",
    "统一",
    "组织",
    "负责",
    "联合",
    "选派",
    "推荐",
    "汇总",
    "论证",
    "出面",
    "协助",
    "派员",
    "自查",
    "指导",
    "督促",
    "上报",
    "核实",
)
"""Nouns of the dictionary that behind a body are its predicate: 「学校统筹安排」, 「审计机关提前介入」."""
_GATHERS = ("汇总", "清查", "检查", "巡查", "整理", "联系", "指导", "培训", "调整")
"""What is done to 各站, 有关单位, though the dictionary calls it a noun."""
_POST = re.compile(
    r"(?:帮扶(?=干部|队员)|[厅处科]级(?=干部)|分管|主管|包|驻|挂|联|带班|值班|负责|第一|主要|专职|牵头|参会)"
)
_BODY = frozenset(_TABLE["suffix"]["body"])
_FOUNDING = frozenset(_TABLE["suffix"]["founding"])
_FOUNDED = re.compile(rf"[{_TABLE['level']['characters']}](?:组建|成立|设立|建立|抽调|召开)")
_EVERYDAY = frozenset(_TABLE["suffix"]["everyday"])
# 「资助|我市」: a place of the speaker's is no end of a name.
_OURS_INSIDE = re.compile(r".(?:我|本)[省市州县区旗镇乡村]$")
_BUILDS = re.compile(
    r"建设(?!(?:交通|环保|水利|水务|住房|国土|规划)局|局|委|厅|部|单位|银行|集团|公司|科|处|办|管理|项目|工程|指挥|规划|主体|方|投资|发展)"
)
_FIELDS = words(_TABLE["casual"]["fields"])
_TITLED = re.compile(
    rf"[省市县区镇乡村](?![场级])|政府|党政|党委|各|(?:{_FIELDS.pattern})(?:局|所|站|办|中心|服务中心)"
    r"|派出所|卫生院|供销社|居委会|村委会|法院|检察院|物业"
)
_TOPIC_WORD = words([*_TABLE["topic"]["words"], *_TABLE["topic"]["papers"]])
_TOPIC = re.compile(rf"[\u3400-\u9fff]{{0,5}}?(?:{_TOPIC_WORD.pattern})+")
_PAPER = words(_TABLE["topic"]["papers"])


class Imposters:
    """Tells what only reads like a name; `known` may be owners, `blocked` may not."""

    def __init__(self, verbs: Verbs, known: Set[str], blocked: Container[str]) -> None:
        self._verbs = verbs
        self._known = known
        self._blocked = blocked

    def include(self, view: str, name: Name) -> bool:
        """Whether a name is one: behind a topic, nobody's, or with a verb inside."""
        return _follows_topic(view, name) or self._is_nobody(view, name) or self._holds_verb(view, name)

    def qualifies(self, view: str, name: Name, limit: int) -> bool:
        """「学校食堂」, 「改革学校评价」: a word that could be a unit only says what the next noun is of."""
        head, last = view[name.start : name.end - 2], view[name.end - 2 : name.end]
        of_work = last in _EVERYDAY and last not in _BODY
        worked_on = of_work and (head in NOMINAL or self._verbs.is_predicate(head))
        if not worked_on and _behind(_QUALIFIED, view[name.start : name.end]) not in _EVERYDAY:
            return False
        if view.startswith("会同", name.end, limit):
            return False
        words_ = (view[name.end : min(limit, name.end + n)] for n in (4, 3, 2))
        after = next((word for word in words_ if len(word) > 1 and self._verbs.is_word(word)), "")
        return self._verbs.tag(after) in _THING_TAGS and not after.startswith(_ACTS)

    def _is_nobody(self, view: str, name: Name) -> bool:
        words_ = view[name.start : name.end]
        subject = _NOT_OWNER.match(view, name.start, name.end)
        attributive = "的" in words_ and name.kind != "person"
        alike = _behind(_CLASSED, words_) in _LOOKALIKE
        nobody = (
            attributive
            or words_ in self._blocked
            or alike
            or _OURS_INSIDE.search(words_)
            or _WORKS.match(view, name.end)
            or ends_alike(words_)
        )
        return bool(nobody or (subject and subject.end() == name.end))

    def _holds_verb(self, view: str, name: Name) -> bool:
        """「打造我区」, 「重点实施奋斗镇」: a predicate runs where a name would be; 「审计局」 is a name."""
        name = body_of(view, name)
        words_ = view[name.start : name.end]
        if name.known or words_ in self._known or words_[1:] in self._known or words_ in ALONE:
            return False
        if words_ in KINDS and name.kind in ("organ", "person"):
            return False
        if _FOUNDED.match(words_):
            return True
        if name.kind == "organ" and (_AT_LEVEL.match(words_) or of_branch(words_, self._verbs)):
            return False
        of_class = _CLASS.search(words_)
        if of_class or _POST.match(words_) or "派驻" in words_:
            before = words_[: of_class.start()] if of_class and of_class.start() > 1 else ""
            first = next(self._verbs.words(before))[0] if before else ""
            return self._verbs.is_predicate(first) or first in _GATHERS
        return bool(_BUILDS.match(words_)) or self._predicates(view, name)

    def _predicates(self, view: str, name: Name) -> bool:
        """Whether one of the words of a name is a verb that no body's end makes its field of work."""
        words_, verbs = view[name.start : name.end], self._verbs
        clear = name.kind == "organ" and (
            _UNMISTAKABLE.search(words_) or _FIRM_MUST.match(view, name.end - 2)
        )
        for word, at in verbs.words(words_):
            verb = verbs.is_predicate(word) and (word not in NOMINAL or verbs.governs(words_, word))
            verb = verb or (name.kind == "territory" and word in NOMINAL and at > len(word))
            organ = name.kind == "organ" and (len(words_) - at <= 1 or words_[at:] in _BODY)
            if verb and (not organ or word in _FOUNDING) and not (clear and word not in _FOUNDING):
                return True
        return False


def _behind(first: re.Pattern[str], words_: str) -> str:
    """The words after removing what the pattern matches at the start."""
    found = first.match(words_)
    return words_[found.end() :] if found else words_


def _follows_topic(view: str, name: Name) -> bool:
    """「名单政府办今天发」: what the sentence is about stands before the unit; 合同部 is one."""
    told = _TOPIC_WORD.search(view, name.start, name.end)
    topic = _TOPIC.match(view, name.start, name.end) if told else None
    if topic and _PAPER.fullmatch(topic.group()):
        return topic.end() < name.end - 1
    return bool(topic and _TITLED.match(view, topic.end(), name.end))
