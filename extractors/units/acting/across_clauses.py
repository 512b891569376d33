"""Reconciles the units of a sentence's clauses: each once and in full, without echoes and mere recipients."""

import re
from collections.abc import Sequence

from extractors.lexicon import load
from extractors.units.acting.named_in_full import in_full
from extractors.units.claims import Claim, unique
from extractors.units.names.spoken import CALLED
from models import Role

TELLS_AND_ASKS = re.compile(load("cues")["background"]["told_on"])
"""「县长李明听取了汇报,并要求…」: who is told of is no owner of what he asks for."""
_BACK = re.compile(r"[两二三四五六]个?[家个]?(?:单位|部门|公司|街道|村|镇|乡|县|区|社区)")
_FAILS = re.compile(load("subjects")["spoken"]["fails"])
_OVER_THERE = re.compile(r"(?:[那这](?:边|一?块|一?头|里)|的事情?)(?:呢|嘛|啊)?,")
_GIVES = re.compile("[省市州县区旗镇乡][里上]")
_GIVING = re.compile(
    r"(?:还|又|再|今年|也|已经|会|咬咬牙)*,?(?:有[\d一二三四五六七八九十几]|补(?![办种栽报])|加(?=\d)|再加|咬咬牙|给(?=[^,;]{0,6}\d))"
)
_SIGNS_OFF = re.compile(
    r"\s*(?:亲自)?(?:审[定核阅]|把关)?(?:后)?(?:签字|签发|签名|签章|盖章|盖公章)(?:背书|确认)?(?=[,;。、)]|$)"
)
_CHIEF = re.compile(r"(?:负责(?:人|同志)|一把手”?|^单位)$")
# What is wrong with the first is why the second acts: 「…账目不清,由镇纪委核查」.
_FAULTY = re.compile(
    rf"(?:(?![^,;。]*(?:要(?!求)|必须|应当|立即|限期))[^,;。]{{0,16}}?(?:{load('subjects')['faulty']['words']})[^,;。]{{0,10}},){{1,3}}"
    r"(?:建议|现|故|已|特)?(?:由|请|责成|交)?"
)
_HAS_DONE = re.compile(load("subjects")["past"]["done"])
# 「商务局带头,供电公司、消防大队跟着」, 「政法委牵头,民政局、各乡镇一块参加」: the others go along.
_GOES_ALONG = re.compile(
    r"(?![^,;。]*[两三四五六]个)(?:[、和][^,;。要]{2,12}?)*?(?:[几两三四五]家)?[都也]?"
    r"(?:一[块道起同](?:上|参加|参与|去|来|干)?|跟着|帮忙)(?=[,;。]|$)"
)
_GOES_AHEAD = re.compile("带头(?=,)")
_EACH_LEADS = re.compile(r"[,;](?:各自|分别|均|都)(?:要)?牵头(?!单位|部门|人)")
_HELPS_OUT = re.compile(r"(?:的同志)?(?:也|都|来|再|要|可以)*(?:帮[忙助]|参加)")
ORDERED = "asked.ordered"
"""The rule of units behind 责令."""
_SO_MANY = re.compile(r"\d+[个家所名座户支处位条]")
# 「5个村6月10日前补齐手续」: what is told by when acts, be it counted.
_BY_WHEN = re.compile(r"\d{1,2}[月日]|[年月]底|本[周月]|[这今明]|立即|限期|尽快|马上")
# 「每个乡镇至少组织一次演练,县消防大队派人指导」: each does so.
_EACH_DOES = re.compile(r"[每\d年月季度半内都要]{0,5}(?:至少)?(?:组织|开展|举办|召开|进行)")
_NUMBERS = {word: n for n, word in enumerate("一二三四五六", 1)} | {"两": 2}


def settled(claims: list[Claim], view: str, parts: Sequence[tuple[int, int]]) -> list[Claim]:
    """The units of all clauses (`parts`) of a sentence in full, each once, without those that do no work."""
    reports = TELLS_AND_ASKS.match(view) if "要求" in view else None
    claims = [c for c in claims if not (reports and c.start < reports.end())]
    claims = _without_names(_without_threatened(claims, view, parts))
    claims = _without_faulty(claims, view) if len(claims) > 1 else claims
    claims = _without_ordered(claims, view) if len(claims) > 1 and "责" in view else claims
    claims = _without_announcers(claims, view) if len(claims) > 1 and "我" in view else claims
    claims = _without_signers(claims, view) if claims and ("签" in view or "盖" in view) else claims
    claims = _all_leading(claims, view) if "牵头" in view else claims
    claims = _with_leader(claims, view) if len(claims) > 1 and "头" in view else claims
    claims = unique(_without_shares(_without_done(in_full(_without_echo(claims), view), view), view))
    return _doing_it_alone(claims, view)


def _without_echo(claims: list[Claim]) -> list[Claim]:
    """「上渡村、下渡村…,两个村一起干」: a count that only takes up the units named before it is no unit."""
    return [
        c
        for i, c in enumerate(claims)
        if not (
            i > 1 and _BACK.fullmatch(c.name) and _NUMBERS.get(c.name[0]) == len({b.name for b in claims[:i]})
        )
    ]


def _is_counted(claim: Claim) -> bool:
    """Whether it names so many of a class: 「每个镇街」, 「163所学校」."""
    several = _SO_MANY.match(claim.name) and claim.role is Role.RESPONSIBLE
    return claim.name.startswith("每") or bool(several)


def _without_shares(claims: list[Claim], view: str) -> list[Claim]:
    """「由县委编办核定,每个镇街至少配2名」: what each is to get makes nobody act, where somebody does."""
    acts = claims and (_BY_WHEN.match(view, claims[0].end) or _EACH_DOES.match(view, claims[0].end))
    first = claims[:1] if acts else []
    return [c for c in claims if c.modal or not _is_counted(c) or c in first] or claims


def _without_threatened(claims: Sequence[Claim], view: str, parts: Sequence[tuple[int, int]]) -> list[Claim]:
    """The units but those that act only where another fails: 「局里要谈下来,谈不下来,我去谈」."""
    kept: list[Claim] = []
    threat = (-1, -1)
    for position, (start, end) in enumerate(parts):
        here = [c for c in claims if start <= c.start < end]
        fails = bool(kept) and _FAILS.match(view[start:end].lstrip())
        if fails:
            whole = fails.end() >= len(view[start:end].strip())
            threat = parts[position + 1] if whole and position + 1 < len(parts) else (-1, -1)
        elif (start, end) != threat:
            kept += here
    kept = _without_scene(_without_givers(kept, view), view)
    return _without_free(kept, view) if len(kept) > 1 and "可" in view else kept


def _without_givers(claims: list[Claim], view: str) -> list[Claim]:
    """「镇里再加30元,农技站核实面积」: the giver acts only where nobody else does."""
    given = [c for c in claims if not (_GIVES.fullmatch(view, c.start, c.end) and _GIVING.match(view, c.end))]
    return given or claims


def _without_free(claims: list[Claim], view: str) -> list[Claim]:
    """「甲县要增设6处,其他县可视情增设」: who only may do a thing, beside those who must."""
    return [c for i, c in enumerate(claims) if not (i and view.startswith("可", c.end))]


def _without_scene(claims: list[Claim], view: str) -> list[Claim]:
    """「学校那边,教育办去盯」: where it is, if somebody else acts."""
    scene = next((n for n, c in enumerate(claims[:-1], 1) if _OVER_THERE.match(view, c.end)), 0)
    told = view[claims[0].start : claims[scene - 1].end] if scene else ""
    return claims if "," in told else claims[scene:]


def _all_leading(claims: list[Claim], view: str) -> list[Claim]:
    """「甲局负责学校,乙局负责医院,各自牵头开展清理」: each of them leads."""
    found = _EACH_LEADS.search(view, claims[-1].end) if claims else None
    return (
        [c._replace(role=Role.LEAD) if c.role is Role.RESPONSIBLE else c for c in claims] if found else claims
    )


def _with_leader(claims: list[Claim], view: str) -> list[Claim]:
    """Who goes along with another that leads or goes ahead helps it."""
    along = [c for c in claims if c.role is Role.RESPONSIBLE and _GOES_ALONG.match(view, c.end)]
    first = claims[0]
    leads = first.role is Role.LEAD or (along and _GOES_AHEAD.match(view, first.end))
    if not leads or not along or first in along:
        return claims
    rest = (c._replace(role=Role.SUPPORT) if c in along else c for c in claims[1:])
    return [first._replace(role=Role.LEAD), *rest]


def _doing_it_alone(claims: list[Claim], view: str) -> list[Claim]:
    """「公安局帮忙找人」: who helps the public, or takes part, where no other unit acts does the work."""
    alone = claims and all(
        c.role is Role.SUPPORT
        and (
            _HELPS_OUT.match(view, c.end)
            or (view.endswith("请", 0, c.start) and view.startswith("帮着", c.end))
        )
        for c in claims
    )
    return [c._replace(role=Role.RESPONSIBLE) for c in claims] if alone else claims


def _without_signers(claims: list[Claim], view: str) -> list[Claim]:
    """「报市政府,一把手签字、单位盖章」: who signs a paper that others hand in has no work of his own."""
    kept: list[Claim] = []
    left_out = False
    for claim in claims:
        signs = _CHIEF.search(claim.name) and _SIGNS_OFF.match(view, claim.end)
        among = view.startswith("、", max(0, claim.start - 1)) and not left_out
        left_out = bool(signs) and claim.rule.startswith("subject") and not among
        kept += [] if left_out else [claim]
    return kept


def _without_announcers(claims: list[Claim], view: str) -> list[Claim]:
    """「请各单位5日内反馈意见,我局将充分吸纳」: what the writers will do is no work beside it."""
    announces = [
        c
        for c in claims
        if c.kind == "pronoun"
        and c.name[:1] == "我"
        and view.startswith("将", c.end)
        and c.role is not Role.LEAD
    ]
    return [c for c in claims if c not in announces] or claims


def _without_faulty(claims: list[Claim], view: str) -> list[Claim]:
    """Drops a unit of which only a fault is stated before another acts: 「西滩村账目不清,由镇纪委核查」."""
    starts = [c.start for c in claims]
    kept: list[Claim] = []
    for claim in claims:
        plain = claim.rule == "subject.responsible" and not claim.modal
        found = _FAULTY.match(view, claim.end) if plain else None
        if found is None or found.end() not in starts:
            kept.append(claim)
    return kept


def _without_done(claims: list[Claim], view: str) -> list[Claim]:
    """Drops whoever only has done something before another acts: 「街道批了2万元,财政所要盯着」.

    「中心校政教处约好了,…,政教处排人」 calls the same office by its short name.
    """
    last = claims[-1].start if claims and "了" in view else 0
    done = [c for c in claims if _has_done(c, view, last)]
    whole = ((c, next((d.name for d in done if d.name.endswith(c.name)), c.name)) for c in claims)
    return [c._replace(name=name) for c, name in whole if c not in done] if done else claims


def _has_done(claim: Claim, view: str, last: int) -> bool:
    """Whether a clause before the `last` unit tells what a unit has done."""
    told = claim.start < last and not claim.modal and claim.role is Role.RESPONSIBLE
    found = _HAS_DONE.match(view, claim.end) if told else None
    return bool(found and -1 < view.find(",", found.end()) < last)


def _without_ordered(claims: list[Claim], view: str) -> list[Claim]:
    """「住建局责令总包单位停工」: who gives the order sees to it, not whoever is ordered by him.

    「请市政府责成有关县查清」 asks both.
    """
    asked = view.endswith("请", 0, claims[0].start)
    told = claims[0].rule.startswith(("subject", "by")) and not asked
    return [c for c in claims if not (told and c.rule.startswith(ORDERED))]


def _without_names(claims: list[Claim]) -> list[Claim]:
    """「老李,水利局把…」: who is called by name speaks for the office that is told."""
    full = [c for c in claims if c.kind in ("organ", "territory") or not CALLED.match(c.name + ",")]
    return [
        c
        for c in claims
        if not CALLED.match(c.name + ",")
        or not any(o.kind != "person" or o.name.endswith(c.name) for o in full)
    ]
