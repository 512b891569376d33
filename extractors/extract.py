"""A document in, an extraction out: structure, then sentences, then owners and limits, then records."""

import datetime as dt

from extractors.components import build, read_sentence
from extractors.items import Layout, lay_out
from extractors.reading import Reading
from extractors.records import Recorder
from extractors.resolve import Resolver
from extractors.sentences.verdict import Verdict
from extractors.structure import structure
from extractors.tables import read_tables
from models import Document, DocumentKind, Extraction, Registry, Sentence


class Extractor:
    """Reads tasks, calls and issues out of documents; keeps nothing of any document."""

    def __init__(self, registry: Registry) -> None:
        self._nlp, self._roles, self._words = build(registry)
        self._known = frozenset(word for word in self._words.tags if len(word) > 1)

    def __call__(
        self, document: Document, *, date: dt.date | None = None, kind: DocumentKind | None = None
    ) -> Extraction:
        """All that the document demands and finds wrong; `date` is its own date where the user knows it."""
        document = structure(document, date=date, kind=kind, known_words=self._known)
        tables = read_tables(document)
        layout = lay_out(document, tables, self._roles)
        readings = self._read(document, layout)
        resolver = Resolver(document, layout, tables, self._roles)
        return Recorder(document, tables, resolver).record(readings)

    def _read(self, document: Document, layout: Layout) -> list[Reading]:
        readings: list[Reading] = []
        for index, (sentence, context) in enumerate(zip(document.sentences, layout.contexts, strict=True)):
            if context is None:
                continue
            doc = read_sentence(self._nlp, document.text[sentence.start : sentence.end], context)
            span, fields = doc._.bracket or (None, None)
            verdict = continued(doc._.verdict, readings[-1] if readings else None, sentence)
            readings.append(
                Reading(
                    index=index,
                    sentence=sentence,
                    view=doc._.view,
                    context=context,
                    verdict=verdict,
                    claims=tuple(doc._.claims),
                    times=tuple(doc._.times),
                    bracket=fields.claims if fields else (),
                    bracket_span=span,
                    bracket_deadline=fields.deadline if fields else None,
                )
            )
        return readings


def continued(verdict: Verdict, before: Reading | None, sentence: Sentence) -> Verdict:
    """A list of findings goes on over semicolons: what instructs nobody after a finding is a finding too."""
    if before is None or before.verdict.label != "issue" or before.sentence.block != sentence.block:
        return verdict
    goes_on = before.view.rstrip().endswith(";") and verdict.label == "nothing"
    if goes_on and verdict.rule in ("none", "past", "report", "rhetoric"):
        return Verdict("issue", "issue.continued", verdict.reasons, 0.75)
    return verdict
