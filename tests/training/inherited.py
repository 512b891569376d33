"""What the sentences of a paper could inherit: all of it inherited, and kept with what was seen."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from extraction_builders import registry

from extractors.extract import Extractor
from extractors.learned.stored import SHIPPED
from extractors.local_words import LocalWords
from extractors.resolving.inheritance_weights import Around
from extractors.sentence_reading import Draft, Owned, Reading
from models import Document, DocumentKind, Extraction
from pipeline.evaluation.names import plain_name


class Inherited(NamedTuple):
    """A sentence that the rules let inherit `given` from the task before it."""

    reading: Reading
    before: Draft
    given: Sequence[Owned]
    around: Around

    @property
    def names(self) -> frozenset[str]:
        """Whom it inherits, each name as it is compared with a clerk's."""
        return frozenset(plain_name(owned.claim.name) for owned in self.given)


class AllInheriting:
    """An extractor that doubts no owner that the rules let a sentence inherit; it asks the networks given."""

    def __init__(self, networks: Path = SHIPPED) -> None:
        self._found: list[Inherited] = []
        self._extractor = Extractor(registry(), LocalWords(), doubts=self._believed, networks=networks)

    def __call__(
        self, document: Document, *, date: dt.date | None = None, kind: DocumentKind | None = None
    ) -> tuple[Extraction, list[Inherited]]:
        """What a document says so, and what was inherited in it."""
        self._found = []
        return self._extractor(document, date=date, kind=kind), self._found

    def _believed(self, reading: Reading, before: Draft, given: Sequence[Owned], around: Around) -> bool:
        self._found.append(Inherited(reading, before, given, around))
        return False
