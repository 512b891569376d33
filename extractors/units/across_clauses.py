"""What the units of a sentence, clause by clause, say of one another: full names, echoes, mere shares."""

import re

from extractors.lexicon import load
from extractors.units.claims import Claim
from extractors.units.sharing import BARE_POST, body_of_post
from models import Role

_AT_LEVEL = re.compile(
    r"([省州县区旗镇](?![里上内直])|市(?![里上内直场])|[^\W\d省市州县区旗镇各]{2,3}[县区市])[\u4e00-\u9fff]{2,12}[局委厅办]$"
)
_BARE_OFFICE_NAME = re.compile(load("subjects")["bare_office"]["words"])
_BACK = re.compile(r"[两二三四五六]个?[家个]?(?:单位|部门|公司|街道|村|镇|乡|县|区|社区)")
_NUMBERS = {word: n for n, word in enumerate("一二三四五六", 1)} | {"两": 2}


def settled(claims: list[Claim]) -> list[Claim]:
    """The units of all clauses of a sentence in full, without those that only count or share."""
    return _without_shares(_in_full(_without_echo(claims)))


def _without_echo(claims: list[Claim]) -> list[Claim]:
    """「上渡村、下渡村…,两个村一起干」: a count that only takes up the units named before it is no unit."""
    return [
        c
        for i, c in enumerate(claims)
        if not (
            i > 1 and _BACK.fullmatch(c.name) and _NUMBERS.get(c.name[0]) == len({b.name for b in claims[:i]})
        )
    ]


def _in_full(claims: list[Claim]) -> list[Claim]:
    """「县政府主要领导…,分管领导…」: the bare post of a later clause belongs to the body before it.

    「县农业农村局牵头,财政局配合」: so does a bare office to the level of the first.
    """
    body, full = "", []
    levelled = _AT_LEVEL.match(claims[0].name) if claims and claims[0].kind == "organ" else None
    level = levelled.group(1) if levelled else ""
    for claim in claims:
        if level and claim.kind == "organ" and _BARE_OFFICE_NAME.fullmatch(claim.name):
            claim = claim._replace(name=level + claim.name)
        if claim.kind == "person":
            own = body_of_post(claim.name)
            bare = BARE_POST.match(claim.name) and body
            claim = claim._replace(name=body + claim.name) if bare and not own else claim
            body = own or body
        full.append(claim)
    return full


def _is_counted(claim: Claim) -> bool:
    """Whether it names so many of a class: 「每个镇街」, 「163所学校」."""
    several = claim.name[0].isdigit() and claim.role is Role.RESPONSIBLE
    return claim.name.startswith("每") or several


def _without_shares(claims: list[Claim]) -> list[Claim]:
    """「由县委编办核定,每个镇街至少配2名」: what each is to get makes nobody act, where somebody does."""
    acting = [c for c in claims if c.modal or not _is_counted(c)] or claims
    return [c for i, c in enumerate(acting) if not i or c.name != "任何人"]
