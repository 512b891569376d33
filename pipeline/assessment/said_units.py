"""Units that sentences name for an indicator: behind it (由甲局负责，乙局配合) or before it (甲局负责…)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.assessment.sentences import listed, matches_in
from models import Document, Indicator, Registry, Role, Sentence
from pipeline.rosters import read_units

_SEMICOLONS = ("；", ";")


class Named(NamedTuple):
    """Who answers for an indicator, and who helps."""

    units: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


def with_said_units(
    indicators: Sequence[Indicator], document: Document, registry: Registry
) -> tuple[Indicator, ...]:
    """The indicators, each with the units that the paper names for it where it had none."""
    before = _before(document, registry)
    return tuple(
        _with(each, _behind(each, indicators, document, registry), before.get(each.text, Named()))
        for each in indicators
    )


def _with(indicator: Indicator, behind: Named, before: Named) -> Indicator:
    units = indicator.units or behind.units or before.units
    support = indicator.support or behind.support or before.support
    helpers = tuple(name for name in support if name not in units)
    return indicator.model_copy(update={"units": units, "support": helpers})


def _behind(
    indicator: Indicator, others: Iterable[Indicator], document: Document, registry: Registry
) -> Named:
    """Named behind the indicator and before the next one; who helps also behind a semicolon."""
    starts = [one.start for one in others if one.start > indicator.end]

    def stretch(end: int) -> Sentence:
        return Sentence(start=indicator.end, end=min(end, *starts, end), block=0)

    own, goes_on = indicator.source.end, _going_on(document, indicator.source.end)
    return Named(
        _first(document, stretch(own), "units", registry),
        _first(document, stretch(own), "helpers", registry)
        or _first(document, stretch(goes_on), "helpers", registry),
    )


def _going_on(document: Document, end: int) -> int:
    """The end of the sentence that goes on behind the semicolon at `end`; else `end` itself."""
    if document.text[:end].rstrip()[-1:] not in _SEMICOLONS:
        return end
    return next((s.end for s in document.sentences if s.start >= end), end)


def _before(document: Document, registry: Registry) -> dict[str, Named]:
    """By the words of an indicator: who is said to answer for it in a sentence of its own, who to help."""
    found: dict[str, Named] = {}
    for sentence in document.sentences:
        for match in matches_in(document, sentence, "units", "before"):
            if names := _names(match["units"], registry):
                rest = Sentence(start=match.end(), end=sentence.end, block=0)
                support = _first(document, rest, "helpers", registry)
                for start, end in listed(match):
                    found.setdefault(document.text[start:end], Named(names, support))
    return found


def _first(document: Document, stretch: Sentence, part: str, registry: Registry) -> tuple[str, ...]:
    """The first words behind it that are all units."""
    for match in matches_in(document, stretch, part, "behind"):
        if names := _names(match["units"], registry):
            return names
    return ()


def _names(words: str, registry: Registry) -> tuple[str, ...]:
    """The units that the words are; none where they are anything else besides."""
    units = read_units(words, Role.RESPONSIBLE, registry)
    return () if isinstance(units, str) else tuple(unit.name for unit in units)
