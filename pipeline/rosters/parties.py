"""Whose figures a row stands in: a body's, a class's (各村), or a person's by his post, who is no body.

A post of a body (县水利局局长) counts for the body, and so does whom the roster names as leader of just one.
All names of one body (县住建局, 县住房和城乡建设局) are one line.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from models import EntryOwner, Roster
from pipeline.rosters.bodies import Bodies
from pipeline.rosters.leaders import find_unit

SPEAKER = "讲话人"
_CLASS = re.compile(
    r"^[省市州县区旗镇乡村]?(?:各|每|所有|全体|全部|任何|有关|相关|其他|其余|上述|以上)|^[省市州县区旗镇乡村][(（]"
)
_NAMED = re.compile(r"(?:书记|主任|[省市县区旗州镇乡局校院站所]长)(?P<name>[\u4e00-\u9fff]{2,3})$")
_PARTY = re.compile(r"(?:党政|领导班子|党委|党组|党工委|党总支|党支部|党组织|(?<=[镇乡村区局院校])党)$")
_RANK = re.compile(r"(?:第一|常务|专职|主要|分管|副|的|[（(][^）)]*[）)])+$")
_SQUAD = re.compile(r"队[大中支总]$")
"""「交警大队大队长」 without 队长."""
_NO_BODY = re.compile(r"的|分管|包[省市县区乡镇村]|^(?:联系|挂[钩联点]|包[联保抓]|结对|联点|帮扶)")
"""Who is only in touch with a body (联系企业的县领导) has no post in it."""
_SHORTEST = 2
_OF_BODY = "局部院馆校站所厅县区镇乡市州旗省处科股行厂矿队社园村"
"""A chief's word that ends the body's name, too: 县水利局长 is chief of 县水利局."""


class Kind(StrEnum):
    """What bears a name."""

    BODY = "body"
    CLASS = "class"
    PERSON = "person"


@cache
def kind_of_party(name: str) -> Kind:
    """What an owner of a row is, by how its name is built.

    >>> kind_of_party("县水利局"), kind_of_party("各村"), kind_of_party("各校校长"), kind_of_party("护林员")
    (<Kind.BODY: 'body'>, <Kind.CLASS: 'class'>, <Kind.PERSON: 'person'>, <Kind.PERSON: 'person'>)
    """
    if name == SPEAKER or _post(_without_person(name)):
        return Kind.PERSON
    return Kind.CLASS if _CLASS.match(name) or name in _classes() else Kind.BODY


def body_answering(name: str, roster: Roster | None = None) -> str:
    """The body that a person answers for: that of his post, or the only one that the roster gives him.

    >>> body_answering("县水利局局长"), body_answering("青石镇党委书记"), body_answering("护林员")
    ('县水利局', '青石镇', '')
    """
    led = [unit.name for unit in roster.units if _leads(unit.leader, name)] if roster else []
    if len(led) == 1:
        return led[0]
    body = _body_of_post(name)
    known = find_unit(body, roster) if body and roster else None
    return known.name if known else body


class Parties:
    """The bodies for which rows count, with the roster of one ledger; what was found is kept.

    `owners` are all that the ledger names, so that a part of its rows calls a body as the whole does.
    `expanded` are the ids of rows whose parts count in the place of the classes (各乡镇) that were asked.
    """

    def __init__(
        self,
        roster: Roster | None = None,
        owners: Iterable[EntryOwner] = (),
        expanded: Iterable[str] = (),
    ) -> None:
        self._roster = roster
        self._bodies = Bodies(dict.fromkeys((owner.name, owner.unit) for owner in owners), roster)
        self.expanded = frozenset(expanded)
        self._leaders = {unit.leader for unit in roster.units if unit.leader} if roster else set()
        self._found: dict[str, str] = {}

    def is_person(self, name: str) -> bool:
        """Whether the name is a person's: by his post, or because the roster names him as a leader."""
        return kind_of_party(name) is Kind.PERSON or name in self._leaders

    def body(self, name: str) -> str:
        """The body or class that answers under this name; empty for a person of whom none is known."""
        if name not in self._found:
            body = body_answering(name, self._roster) if self.is_person(name) else name
            self._found[name] = self.called(body) if body else ""
        return self._found[name]

    def called(self, name: str) -> str:
        """The name under which the body stands that bears this one; a class keeps its own."""
        return self._bodies.called(name) if kind_of_party(name) is Kind.BODY else name

    def bodies(self, names: Iterable[str]) -> tuple[str, ...]:
        """The bodies and classes behind these names, each once."""
        return tuple(dict.fromkeys(body for name in names if (body := self.body(name))))


@cache
def _body_of_post(name: str) -> str:
    """What the name says before the post, where that is built like a body's name."""
    name = _without_person(name)
    post = _post(name)
    if not post or "、" in name:
        return ""
    rest = _RANK.sub("", name.removesuffix(post))
    ending = post[0] if len(post) == _SHORTEST and post[0] in _OF_BODY else ""
    whole = _SQUAD.sub("队", rest) if _SQUAD.search(rest) else rest and rest + ending
    return next((body for body in (_PARTY.sub("", rest), rest, whole) if _is_body(body)), "")


def _is_body(name: str) -> bool:
    built = name.endswith((*_organs(), "校", ")", "）")) and not _post(name) and not _NO_BODY.search(name)
    if _CLASS.match(name):
        return built and len(name) >= _SHORTEST
    return built and len(name) > _SHORTEST and name not in _organs() | _classes()


def _without_person(name: str) -> str:
    """「县水利局局长」 of 「县水利局局长王强」; a name that ends as a body's does is left alone."""
    named = None if name.endswith(tuple(_organs())) else _NAMED.search(name)
    return name[: named.start("name")] if named else name


@cache
def _post(name: str) -> str:
    """The post that the name ends with; empty where it ends as a body's name does, or not at all."""
    post, body = (
        max((name[at:] for at in range(len(name)) if name[at:] in endings), key=len, default="")
        for endings in (_endings("person"), _organs())
    )
    return post if len(post) > len(body) else ""


@cache
def _organs() -> frozenset[str]:
    """All that the name of a body may end with."""
    return _endings("organ") | _endings("territory") | _endings("group")


@cache
def _endings(kind: str) -> frozenset[str]:
    from extractors.lexicon import load  # only what sorts names needs it

    return frozenset(load("units")["suffix"][kind])


@cache
def _classes() -> frozenset[str]:
    """Names that say only what kind of body it is: 企业, 责任单位."""
    return _endings("everyday") | _endings("group")


def _leads(leader: str, name: str) -> bool:
    return len(leader) >= _SHORTEST and len(name) >= _SHORTEST and (leader in name or name == leader)
