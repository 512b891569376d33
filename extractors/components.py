"""The spaCy pipeline of one sentence: times, units, cues, verdict, over a jieba tokenizer.

Each component reads `doc._.context` and what earlier ones found, and writes one attribute; `factories` names
them all, pinned by a golden file so that none vanishes silently.
"""

import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.deadlines import find_deadlines
from extractors.fold import fold
from extractors.sentences.context import Context
from extractors.sentences.cues import read_cues
from extractors.sentences.verdict import Evidence, decide
from extractors.units.lists import ListReader
from extractors.units.names import NameReader
from extractors.units.roles import RoleReader
from extractors.vocabulary import Vocabulary, vocabulary
from models import DeadlineKind, Registry

factories = ("duban_times", "duban_units", "duban_cues", "duban_verdict")
_ATTRIBUTES = ("sentence", "words", "context", "view", "times", "claims", "bracket", "cues", "verdict")

for _name in _ATTRIBUTES:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


class JiebaTokenizer:
    """A spaCy tokenizer over a jieba vocabulary that knows the registry's unit names."""

    def __init__(self, vocab: Vocab, words: Vocabulary) -> None:
        self.vocab = vocab
        self._cut = words.tokenizer.lcut

    def __call__(self, text: str) -> Doc:
        """A Doc whose tokens join to exactly `text`."""
        words = self._cut(text, HMM=False) if text else []
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        starts = itertools.accumulate(map(len, words), initial=0)
        doc._.words = list(zip(starts, words, strict=False))
        return doc


class Times:
    """Time expressions of the sentence, limits and others."""

    def __call__(self, doc: Doc) -> Doc:
        """Writes `doc._.times`."""
        context: Context = doc._.context
        start = context.number
        found = find_deadlines(doc._.sentence[start:], context.anchor, year=context.year, in_field=False)
        doc._.times = [replace(t, start=t.start + start, end=t.end + start) for t in found]
        return doc


class Units:
    """Units that act in the sentence, and those a closing bracket assigns."""

    def __init__(self, reader: RoleReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Writes `doc._.view`, `doc._.claims` and `doc._.bracket` (its span and its fields, or None)."""
        view = doc._.view = fold(doc._.sentence)
        doc._.bracket = self._reader.trailing(view, 0, len(view))
        end = doc._.bracket[0][0] if doc._.bracket else len(view)
        spans = [(t.start, t.end) for t in doc._.times if t.limit or t.kind is not DeadlineKind.VAGUE]
        doc._.claims = self._reader.subjects(view, doc._.context.number, end, spans)
        return doc


class CueReader:
    """Modal words, actions, products, background and findings."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        """Writes `doc._.cues`."""
        doc._.cues = read_cues(doc._.view, doc._.words, self._words, doc._.context.level)
        return doc


class Judge:
    """The verdict on the sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Writes `doc._.verdict`."""
        doc._.verdict = decide(
            Evidence(
                cues=doc._.cues,
                claims=doc._.claims,
                bracket=doc._.bracket[1] if doc._.bracket else None,
                limits=[t.kind for t in doc._.times if t.limit],
                context=doc._.context,
                length=len(doc._.sentence),
            )
        )
        return doc


@Language.factory("duban_times")
def _times(nlp: Language, name: str) -> Times:  # noqa: ARG001
    return Times()


@Language.factory("duban_units")
def _units(nlp: Language, name: str) -> Units:  # noqa: ARG001
    return Units(nlp.meta["duban"]["reader"])


@Language.factory("duban_cues")
def _cues(nlp: Language, name: str) -> CueReader:  # noqa: ARG001
    return CueReader(nlp.meta["duban"]["words"])


@Language.factory("duban_verdict")
def _verdict(nlp: Language, name: str) -> Judge:  # noqa: ARG001
    return Judge()


def build(registry: Registry) -> tuple[Language, RoleReader, Vocabulary]:
    """The pipeline with its role reader and vocabulary, which the document stage uses too."""
    from spacy.lang.zh import Chinese

    words = vocabulary(_names(registry))
    reader = RoleReader(ListReader(NameReader(registry, words.tags)))
    nlp = Chinese()
    nlp.tokenizer = JiebaTokenizer(nlp.vocab, words)
    nlp.meta["duban"] = {"reader": reader, "words": words}
    for factory in factories:
        nlp.add_pipe(factory)
    return nlp, reader, words


def _names(registry: Registry) -> Iterable[str]:
    return (name for name in registry.by_name if 2 <= len(name) <= 12 and "(" not in name)


def read_sentence(nlp: Language, text: str, context: Context) -> Any:
    """One sentence through the pipeline, with its surroundings."""
    doc = nlp.make_doc(text)
    doc._.context = context
    doc._.sentence = text
    return nlp(doc)
