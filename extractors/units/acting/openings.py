"""What a clause may open with before the units that act in it: a paper, a time, a quality, a topic."""

import re
from dataclasses import replace

from extractors.lexicon import compiled, load
from extractors.units.acting.in_role import MODAL
from extractors.units.lists.list_reader import ListReader
from extractors.units.lists.spelled import UnitList
from extractors.units.names.composed import ALONE
from extractors.units.names.moment_words import WHEN

_WORDS = load("subjects")
_OPENINGS = compiled(_WORDS["openings"])
_AT_WORK = re.compile(
    rf"[都也]?(?:{MODAL.pattern})|都[\u3400-\u9fff]一[\u3400-\u9fff]|来|去|{WHEN}"
    r"|马上|立即|先|盯[住着紧]|跟[\u3400-\u9fff]{1,4}?(?:讲|说|约|谈|对接|签)"
)
_TOPIC = re.compile(_WORDS["topic"]["matter"])
# 「住宾馆的钱街道出」, 「值班表办公室重新排」: a paper or a cost stands before whoever sees to it.
_PAPERS = "|".join(load("units")["topic"]["papers"])
_PAPER = re.compile(rf"[\u3400-\u9fff]{{0,10}}?(?:{_PAPERS})+(?![\u3400-\u9fff]?的)")
_SEES_TO = re.compile(
    r"\s*(?:先|再|来|也|抓紧|统一|跟[㐀-龥]{1,4}|重新|全部|负责|自己|马上|立即|就|要|去|"
    rf"每(?:月(?:\d{{1,2}}[日号])?前?|周[一二三四五六日]?|天)|{WHEN}){{0,3}}(?:{_WORDS['topic']['sees_to']})"
)
_WHEN_MARKS = frozenset("完时前后期当")
_NEAR = 8
_QUALITY_REACH, _SHORTEST_NAME = 16, 2


def at_head(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """The list at the head of a clause, behind a paper, a scene or a topic, with its closing count."""
    seen_to = _OPENINGS["i_see_to"].match(view, at, end) if "我" in view[at:end] else None
    units = lists.read(view, seen_to.end(), end) if seen_to else None
    units = units or _behind_paper(lists, view, at, end) or _behind_time(lists, view, at, end)
    units = units or lists.read(view, at, end)
    described = "的" in view[at : min(end, at + _QUALITY_REACH)]
    if described and (units is None or _OPENINGS["owns"].match(view, units.end)):
        units = _behind_quality(lists, view, at, end) or units
    if units is None and (scene := _OPENINGS["scene"].match(view, at, end)):
        units = lists.read(view, scene.end(), end)
    if units is None and not lists.opens_predicate(view, at, end):
        units = _behind_topic(lists, view, at, end)
    count = _OPENINGS["so_many"].match(view, units.end, end) if units else None
    return replace(units, end=count.end()) if units and count else units


def _behind_paper(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「住宾馆的钱街道出」, 「护林员名单林业站重新排」."""
    paper = _PAPER.match(view, at, end)
    units = lists.read(view, paper.end(), end) if paper else None
    return units if units and _SEES_TO.match(view, units.end, end) else None


def _behind_time(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「泄洪前防汛办必须通知下游」, 「清完水管站去看」: what says when it acts stands before the unit."""
    near = view[at : min(end, at + _NEAR)]
    if _WHEN_MARKS.isdisjoint(near) and "的" not in near:
        return None
    soon = _OPENINGS["soon_after"].match(view, at, end) if "后" in near else None
    when = soon or _OPENINGS["when"].match(view, at, end)
    units = lists.read(view, when.end(), end) if when else None
    acts = units and (
        _OPENINGS["does"].match(view, units.end, end) or (soon and view[units.end : end].strip())
    )
    return units if acts else None


def _behind_quality(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「环湖的石桥镇、东塘镇要…」: what bodies are like stands before their names."""
    quality = _OPENINGS["quality"].match(view, at, end)
    units = lists.read(view, quality.end(), end) if quality else None
    if quality is None or units is None or not _OPENINGS["told_to"].match(view, units.end, end):
        return None
    named = all(
        n.kind in ("organ", "territory") and word not in ALONE and len(word) > _SHORTEST_NAME
        for n, word in zip(units.names[:1], units.full, strict=False)
    )
    whole = lists.read(view, at, quality.end() - 1)
    return units if named and (whole is None or whole.end < quality.end() - 1) else None


def _behind_topic(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「路灯镇建设办负责修」, 「名单县政府办今天发」: what it is about stands before the unit."""
    topic = _TOPIC.match(view, at, end)
    units = lists.read(view, topic.end(), end) if topic else None
    acting = units and (units.names[0].kind == "organ" or view[units.names[0].start] in "各每")
    acts = acting and units and _AT_WORK.match(view, units.end, end)
    return units if acts and not lists.breaks(view[at : topic.end()] if topic else "") else None
