"""What an office has of its own, and the tools that know it: its register of units and its local lexicon."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from extractors import load_extractor
from models import Document, DocumentKind, Extraction, Problem, Registry
from pipeline.lexicon import LocalLexicon
from pipeline.readers.pulse import beat
from pipeline.registry import load_registry

if TYPE_CHECKING:
    from extractors.extract import Extractor


@dataclass(frozen=True)
class Office:
    """A register of units over the shipped one, and what clerks have taught; both may be missing."""

    units: Path | None = None
    lexicon: LocalLexicon = field(default_factory=LocalLexicon)


class Extracts(Protocol):
    """Whatever makes an extraction of a document."""

    def __call__(
        self, document: Document, *, date: dt.date | None = None, kind: DocumentKind | None = None
    ) -> Extraction:
        """All that the document demands and finds wrong."""


@dataclass(frozen=True)
class OfficeExtractor:
    """An extractor that writes out the names that the office has taught."""

    extractor: Extractor
    lexicon: LocalLexicon

    def __call__(
        self, document: Document, *, date: dt.date | None = None, kind: DocumentKind | None = None
    ) -> Extraction:
        """All that the document demands and finds wrong, with the full names of units."""
        return self.lexicon.written_out(self.extractor(document, date=date, kind=kind))


@dataclass(frozen=True)
class Tools:
    """What reading for one office takes, and what is wrong with its register of units."""

    registry: Registry
    extractor: Extracts
    problems: tuple[Problem, ...] = ()


@lru_cache(maxsize=4)
def tools(office: Office) -> Tools:
    """The tools of an office; the same office gets the same ones."""
    registry, problems = office_registry(office)
    extractor = load_extractor(registry, office.lexicon.words(), alive=beat)
    return Tools(registry, OfficeExtractor(extractor, office.lexicon), problems)


def office_registry(office: Office) -> tuple[Registry, tuple[Problem, ...]]:
    """The shipped registry, the office's own over it, and the names that were taught over both."""
    registry, problems = load_registry(office.units)
    return office.lexicon.registry_over(registry), problems
