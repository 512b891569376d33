"""The draw: every township and village gets a number from the seed and its own name; the lowest are drawn."""

import hashlib
from collections.abc import Iterable, Sequence

from models import Frozen, Problem, Severity
from pipeline.sampling.village_roster import Village

METHOD = (
    "每个乡镇、每个村的次序号为“种子|层次|乡镇|村”的 SHA-256 值；"
    "各层取次序号最小的乡镇，各乡镇取次序号最小的村。"
    "种子和花名册不变，任何时候、任何机器上重抽，结果都一样。"
)


class Drawn(Frozen):
    """One township with the villages drawn in it."""

    stratum: str
    township: str
    villages: tuple[str, ...]


class Draw(Frozen):
    """A draw with all that is needed to repeat it; `roster` is the SHA-256 of what was drawn from."""

    seed: str
    townships: int
    villages: int
    roster: str
    places: int
    drawn: tuple[Drawn, ...]
    problems: tuple[Problem, ...] = ()


def draw(roster: Sequence[Village], *, seed: str, townships: int, villages: int) -> Draw:
    """Draw `townships` over the strata as evenly as can be, and `villages` in each of them.

    What the roster cannot give (a stratum with too few townships, a township with too few villages) is a
    problem, and as many as there are are drawn. The order of the roster's rows does not matter.
    """
    strata: dict[str, dict[str, list[str]]] = {}
    for place in sorted(set(roster), key=lambda p: (p.stratum, p.township, p.village)):
        strata.setdefault(place.stratum, {}).setdefault(place.township, []).append(place.village)
    problems: list[Problem] = []
    drawn: list[Drawn] = []
    for stratum, wanted in _allotted(strata, townships, seed).items():
        members = _in_order(strata[stratum], seed, stratum)[:wanted]
        if len(members) < wanted:
            problems.append(_short(stratum or "花名册", "个乡镇", wanted, len(members)))
        for township in members:
            found = _in_order(strata[stratum][township], seed, stratum, township)[:villages]
            if len(found) < villages:
                problems.append(_short(township, "个村", villages, len(found)))
            drawn.append(Drawn(stratum=stratum, township=township, villages=tuple(found)))
    return Draw(
        seed=seed,
        townships=townships,
        villages=villages,
        roster=_fingerprint(roster),
        places=len(set(roster)),
        drawn=tuple(drawn),
        problems=tuple(problems),
    )


def _allotted(strata: dict[str, dict[str, list[str]]], townships: int, seed: str) -> dict[str, int]:
    """How many townships each stratum gives; what is left over goes to strata in the order of the seed."""
    if not strata:
        return {}
    each, left = divmod(townships, len(strata))
    favoured = set(_in_order(strata, seed, "层次")[:left])
    return {stratum: each + (stratum in favoured) for stratum in strata}


def _in_order(names: Iterable[str], seed: str, *within: str) -> list[str]:
    return sorted(names, key=lambda name: hashlib.sha256("|".join((seed, *within, name)).encode()).digest())


def _fingerprint(roster: Sequence[Village]) -> str:
    lines = sorted(f"{p.stratum}\t{p.township}\t{p.village}" for p in set(roster))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _short(place: str, what: str, wanted: int, there: int) -> Problem:
    return Problem(
        code="X954",
        severity=Severity.WARNING,
        message=f"要抽{wanted}{what}，只有{there}{what}，已全部抽中。",
        action="请核对花名册，或减少要抽的数。",
        place=place,
    )
