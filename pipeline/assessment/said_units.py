"""Units that a sentence names for an indicator: behind it (由甲局负责) or before it (甲局负责乙指标)."""

from collections.abc import Iterable, Sequence

from extractors.assessment.sentences import listed, matches_in
from models import Document, Indicator, Registry, Role, Sentence
from pipeline.rosters import read_units


def with_said_units(
    indicators: Sequence[Indicator], document: Document, registry: Registry
) -> tuple[Indicator, ...]:
    """The indicators, each with the units that the paper names for it where it had none."""
    before = _before(document, registry)
    return tuple(
        each
        if each.units
        else each.model_copy(
            update={"units": _behind(each, indicators, document, registry) or before.get(each.text, ())}
        )
        for each in indicators
    )


def _behind(
    indicator: Indicator, others: Iterable[Indicator], document: Document, registry: Registry
) -> tuple[str, ...]:
    """Named behind the indicator and before the next one of its sentence."""
    source = indicator.source
    starts = [one.start for one in others if indicator.end < one.start < source.end]
    end = min(starts, default=source.end)
    stretch = Sentence(start=indicator.end, end=end, block=0)
    for match in matches_in(document, stretch, "units", "behind"):
        if names := _names(match["units"], registry):
            return names
    return ()


def _before(document: Document, registry: Registry) -> dict[str, tuple[str, ...]]:
    """By the words of an indicator: who is said to answer for it in a sentence of its own."""
    found: dict[str, tuple[str, ...]] = {}
    for sentence in document.sentences:
        for match in matches_in(document, sentence, "units", "before"):
            if names := _names(match["units"], registry):
                for start, end in listed(match):
                    found.setdefault(document.text[start:end], names)
    return found


def _names(words: str, registry: Registry) -> tuple[str, ...]:
    """The units that the words are; none where they are anything else besides."""
    units = read_units(words, Role.RESPONSIBLE, registry)
    return () if isinstance(units, str) else tuple(unit.name for unit in units)
