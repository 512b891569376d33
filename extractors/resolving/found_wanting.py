"""Who is found wanting in a finding: not who looked, not who told of it, not who did well beside another."""

from collections.abc import Iterator

from extractors.lexicon import compiled, load
from extractors.sentence_reading import Reading
from extractors.units.claims import Claim

_CHECKING = compiled(load("subjects")["checking"])


def found_wanting(reading: Reading) -> Iterator[Claim]:
    """The units of a finding but those that only looked or told: 「县安委办通报指出,…」."""
    return (c for c in reading.claims if not any(p.match(reading.view, c.end) for p in _CHECKING.values()))
