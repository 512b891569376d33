"""An assessment made whole: tables, vetoes, units beside what sentences list; each indicator once. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.assessment.sentences import fits, matches_in, patterns, source_of
from extractors.assessment.vetoes import unread_vetoes, vetoes_in
from models import Assessment, Document, Indicator, Registry, Section
from pipeline.assessment.said_units import with_said_units
from pipeline.assessment.tables import with_tables


def completed(found: Assessment, document: Document, registry: Registry) -> Assessment:
    """The assessment with all that stands in the paper; what is named twice is one indicator."""
    vetoes = tuple(vetoes_in(document))
    told = {veto.source.start for veto in vetoes}
    listed = [one for one in found.indicators if _is_one(one, told)]
    spoken = sorted([*listed, *vetoes, *_bare(document, listed)], key=lambda one: one.start)
    named = with_said_units(list(_without_sums(spoken, document.sections)), document, registry)
    read = told | {one.source.start for one in named if one.veto}
    return found.model_copy(
        update={
            "indicators": tuple(_once([*named, *with_tables(document)])),
            "consequences": (*found.consequences, *unread_vetoes(document, read)),
        }
    )


def _is_one(indicator: Indicator, told: Iterable[int]) -> bool:
    """Whether it is an indicator: not the sum of all, nor what a veto falls on (对年度考核一票否决)."""
    if _is_sum(indicator.text):
        return False
    on_whom = fits(indicator.text, "veto", "falls_on")
    return not (indicator.veto and (on_whom or indicator.source.start in told))


def _bare(document: Document, known: Sequence[Indicator]) -> Iterator[Indicator]:
    """Names with their points right behind them, where nothing else was read."""
    for sentence in document.sentences:
        for match in matches_in(document, sentence, "weight", "bare"):
            start, end = match.span("name")
            name = document.text[start:end]
            inside = any(one.start < end and start < one.end for one in known)
            if inside or fits(name, "weight", "not_named") or _is_sum(name):
                continue
            source, weight = source_of(document, sentence), float(match["weight"])
            yield Indicator(
                start=start, end=end, text=name, weight=weight, source=source, rule="indicator.bare"
            )


def _is_sum(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in patterns("sums", "names"))


def _without_sums(indicators: Sequence[Indicator], sections: Sequence[Section]) -> Iterator[Indicator]:
    """Without those that head a part and have as many points as the indicators of the part together."""
    for one in indicators:
        part = next((s for s in sections if s.start <= one.start < s.heading_end), None)
        below = [each for each in indicators if part and one.start < each.start < part.end]
        if not (one.weight and below and sum(each.weight or 0 for each in below) == one.weight):
            yield one


def _once(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """Each indicator by its words: where it stands first, with all that is said of it anywhere."""
    known: dict[str, Indicator] = {}
    for one in indicators:
        first = known.setdefault(one.text, one)
        known[one.text] = first.model_copy(
            update={
                "veto": first.veto or one.veto,
                "weight": first.weight if first.weight is not None else one.weight,
                "units": first.units or one.units,
                "support": first.support or one.support,
                "target": first.target or one.target,
            }
        )
    yield from known.values()
