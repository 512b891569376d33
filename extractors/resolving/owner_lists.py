"""Owner lists: owners named by the sentence, resolved pronouns, merging of two lists."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.lexicon import load
from extractors.resolving.own_units import opens
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.claims import Claim, moved
from models import Basis, DocumentKind, Role

_YOU_ACT = re.compile(load("subjects")["addressed"]["you"])
_EVERYWHERE = ("各地", "各地区")
_OFFICES = (*"部局委办处科室", "办公室", "公司", "集团", "大队", "支队", "专班", "领导小组", "两委")


def told_here(reading: Reading, claims: Iterable[Claim]) -> list[Owned]:
    """The sentence's claims as explicit owners."""
    return [Owned(moved(c, reading.sentence.start), Basis.EXPLICIT) for c in claims]


_SHORT = ("医院", "学校", "学院", "集团", "公司", "银行", "中心")


def meant(owned: Owned, before: Draft | None) -> Owned:
    """「该院」 is the unit named last that is one."""
    kind = owned.claim.name if owned.claim.name in _SHORT else owned.claim.name[1:]
    short = owned.claim.name in _SHORT or owned.claim.name[:1] == "该"
    if not short or before is None:
        return owned
    named = [o.claim.name for o in before.owners if o.claim.name.endswith(kind)]
    return replace(owned, claim=owned.claim._replace(name=named[-1])) if named else owned


def in_full(own: list[Owned], assigned: list[Owned]) -> list[Owned]:
    """The sentence's own units, by the name that its bracket gives in full: 管委会 of 岚澳新区管委会."""
    named = [o.claim.name for o in assigned]
    full = {o.claim.name: [n for n in named if _is_short_for(o.claim.name, n)] for o in own}
    return [
        replace(o, claim=o.claim._replace(name=full[o.claim.name][0]))
        if len(full[o.claim.name]) == 1 and o.claim.name not in named
        else o
        for o in own
    ]


def _is_short_for(name: str, full: str) -> bool:
    """Whether a bracket says with another name whom the sentence means: 「各地要…(…及各地区负责)」."""
    return name != full and (full.endswith(name) or (name, full) == _EVERYWHERE)


def merge(first: list[Owned], second: list[Owned]) -> list[Owned]:
    """The first, and of the second those that are none of the first."""
    names = {short(o.claim.name) for o in first}
    return first + [o for o in second if not any(_is_one_of(short(o.claim.name), n) for n in names)]


def _is_one_of(name: str, listed: str) -> bool:
    """Whether a unit that is listed already is meant: 金杉县 beside 金杉县人民政府, 各地区 beside 各地."""
    return listed.endswith(name) or listed == f"{name}政府" or (listed, name) == _EVERYWHERE


def short(name: str) -> str:
    """The name with 人民政府 shortened to 政府, so that both spellings compare equal."""
    return name.replace("人民政府", "政府")


def called_you(reading: Reading, before: Draft | None) -> list[Owned]:
    """The single unit addressed before that 你们 refers to in a speech: 「你们报概算,发改局分段批」."""
    you = _YOU_ACT.search(reading.view) if reading.context.kind is DocumentKind.SPEECH else None
    if you is None or before is None or any(c.start < you.start() for c in reading.claims):
        return []
    told = before.carried or before.owners
    goes_on = len(told) == 1 and before.reading.sentence.block == reading.sentence.block
    return [replace(told[0], basis=Basis.INHERITED)] if goes_on else []


def told_to_act(reading: Reading) -> list[Claim]:
    """The units of a sentence; in a report of all the government's work only those that are told to act."""
    if not reading.context.promises:
        return reading.claims
    told = (c for c in reading.claims if c.modal or c.role is not Role.RESPONSIBLE)
    kept = (
        *told,
        *(c for c in reading.claims if c.rule.startswith(("by", "asked")) or c.kind == "person"),
        *(c for c in reading.claims if c.name.endswith(_OFFICES)),
    )
    return [c for c in reading.claims if c in kept] if reading.cues.verb_first else reading.claims


def as_leaders(owners: list[Owned]) -> list[Owned]:
    """The same units, all of them leading."""
    return [replace(o, claim=o.claim._replace(role=Role.LEAD)) for o in owners]


def as_given(own: list[Owned], assigned: list[Owned], *, labelled: bool = False) -> list[Owned]:
    """The sentence's own units, in the role the item's line gives them where it names them.

    What labels say (牵头单位:…;责任单位:…) holds even against 会同 in the sentence.
    """
    claims = [o.claim for o in assigned]
    return [
        replace(o, claim=o.claim._replace(role=_role_given(claims, o.claim.name, o.claim.role)))
        if o.claim.role is Role.RESPONSIBLE or labelled
        else o
        for o in own
    ]


def beside(kept: list[Owned], assigned: list[Owned], reading: Reading) -> list[Owned]:
    """The sentence's own units; in a division of work also its item's, where none of these is one of them.

    「由市财政给予资助;…(牵头单位:市人社局)」: the payer comes to those who answer for the item.
    """
    given = [o.claim for o in assigned]
    listed = any(_same_unit(c, o.claim.name) for o in kept for c in given)
    divides = reading.context.kind is DocumentKind.DIVISION
    told = all(o.claim.modal and o.claim.rule.startswith("subject") for o in kept) and opens(reading)
    return merge(kept, assigned) if divides and not (listed or told) else kept


def _role_given(assignment: Sequence[Claim], name: str, default: Role) -> Role:
    """The role that an item's assignment gives to a unit, matched with or without its level prefix."""
    for claim in assignment:
        if _same_unit(claim, name):
            return claim.role
    return default


def _same_unit(claim: Claim, name: str) -> bool:
    """Whether a claim names a unit, with or without its level prefix."""
    return claim.name == name or claim.name.endswith(name) or name.endswith(claim.name)
