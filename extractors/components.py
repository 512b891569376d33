"""The spaCy pipeline of a document: times, units, cues and verdict of every sentence.

The `Doc` carries the document's sentences in `doc._.readings`. Each component fills its fields of every
reading, in order, and reads what earlier ones found; words are cut, with a jieba vocabulary, only where a
rule asks for them. `factories` names the components, pinned by a golden file so that none vanishes silently.
"""

from collections.abc import Iterable, Sequence
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractors.deadlines import find_deadlines
from extractors.local_words import LocalWords
from extractors.sentence_reading import Reading, moved_time
from extractors.sentences.context import superiors
from extractors.sentences.cues import read_cues
from extractors.sentences.evidence import MEASURE_KINDS
from extractors.sentences.verdict import Evidence, Verdict, decide
from extractors.units.claims import Bracket, Claim
from extractors.units.lists.list_reader import ListReader
from extractors.units.names.name_reader import NameReader
from extractors.units.roles import RoleReader
from extractors.vocabulary import Vocabulary, vocabulary
from models import DeadlineKind, Registry

_NOTHING_TAUGHT = LocalWords()
# 提前10天, 当晚, 一天两趟 say how a thing is done, and make no work of what is none.
_MANNERS = {
    f"deadline.{rule}"
    for rule in (
        "duration.ahead",
        "event.before_that",
        "event.next_time",
        "recurring.day_by_day",
        "recurring.each_time",
        "recurring.lunar",
        "recurring.morning_and_evening",
        "recurring.shift",
        "recurring.so_often",
        "same_day_manner",
    )
}
_DAYS = ("deadline.date.", "deadline.range.")
_PLACE_WORDS = ("里", "上", "级")
factories = ("duban_times", "duban_units", "duban_cues", "duban_verdict")

if not Doc.has_extension("readings"):
    Doc.set_extension("readings", default=())


class JiebaTokenizer:
    """A spaCy tokenizer over a jieba vocabulary that knows the registry's unit names."""

    def __init__(self, vocab: Vocab, words: Vocabulary) -> None:
        self.vocab = vocab
        self._cut = words.cut

    def __call__(self, text: str) -> Doc:
        """A Doc whose tokens join to exactly `text`."""
        words = self._cut(text) if text else []
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def document(self, readings: Sequence[Reading]) -> Doc:
        """A Doc of the sentences that matter, without tokens of its own: no rule would read them."""
        doc = Doc(self.vocab)
        doc._.readings = readings
        return doc


class Times:
    """Time expressions of each sentence, limits and others."""

    def __call__(self, doc: Doc) -> Doc:
        """Fills `times`."""
        for reading in doc._.readings:
            context, start = reading.context, reading.context.number
            times = find_deadlines(
                reading.view[start:],
                context.anchor,
                year=context.year,
                events=context.events,
                is_folded=True,
            )
            reading.times = [moved_time(time, start) for time in times] if start else times
        return doc


class Units:
    """Units that act in the sentence, and those a closing bracket assigns."""

    def __init__(self, reader: RoleReader) -> None:
        self._reader = reader

    def __call__(self, doc: Doc) -> Doc:
        """Fills `claims` and `bracket`."""
        for reading in doc._.readings:
            view = reading.view
            if not reading.bracket_sought:
                reading.bracket = self._reader.trailing(view, 0, len(view)) or self._alone(view)
            found = self._acting(reading)
            if found and _is_weak(view, reading.bracket):
                reading.bracket = None
                found = self._acting(reading)
            above = superiors(reading.context.level)
            reading.claims = [claim for claim in found if not _is_above(claim.name, above)]
        return doc

    def _alone(self, view: str) -> Bracket | None:
        """A sentence that is all of it units and a limit, as a bracket behind those before it would be."""
        if not self._reader.is_bare(view, 0, len(view)):
            return None
        return (0, len(view)), self._reader.assigned(view, 0, len(view.rstrip("。; ")))

    def _acting(self, reading: Reading) -> list[Claim]:
        """The units that act in the sentence, its bracket left out."""
        end = reading.bracket[0][0] if reading.bracket else len(reading.view)
        spans = [(t.start, t.end) for t in reading.times if t.limit or t.kind is not DeadlineKind.VAGUE]
        return self._reader.subjects(reading.view, _work_begins(reading), end, spans)


def _is_weak(view: str, bracket: Bracket | None) -> bool:
    """Whether it only holds units behind a comma: they count where nobody acts in the work before them."""
    return bracket is not None and view[bracket[0][0]] in ",;—" and bracket[1].deadline is None


def _work_begins(reading: Reading) -> int:
    """Where a sentence begins to say what is to be done: in an entry in slashes behind what was found.

    「1.村口堆柴/清走码好/村民小组长/7月18日前」
    """
    view, number = reading.view, reading.context.number
    span = reading.bracket_span
    in_slashes = span is not None and view.startswith("/", span[0])
    return max(number, 1 + view.rfind("/", number, span[0])) if span and in_slashes else number


def _is_above(name: str, levels: str) -> bool:
    """「县里」 in a town's paper is the superior, whose acts are no work of ours."""
    return bool(levels) and name[:1] in levels and name[1:] in _PLACE_WORDS


class CueReader:
    """Modal words, actions, products, background and findings."""

    def __init__(self, words: Vocabulary, local: LocalWords) -> None:
        self._words = words
        self._local = local

    def __call__(self, doc: Doc) -> Doc:
        """Fills `words` and `cues`."""
        for reading in doc._.readings:
            level, reading.words = reading.context.level, self._words.cut(reading.text)
            reading.cues = read_cues(reading.view, reading.words, self._words, level, self._local)
        return doc


class Judge:
    """The verdict on each sentence."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def __call__(self, doc: Doc) -> Doc:
        """Fills `evidence` and `verdict`."""
        for reading in doc._.readings:
            reading.evidence = Evidence(
                cues=reading.cues,
                claims=reading.claims,
                bracket=reading.bracket[1] if reading.bracket else None,
                limits=[t.kind for t in reading.times if t.limit and t.rule not in _MANNERS],
                context=reading.context,
                length=len(reading.text),
                begun=_begun(reading),
                words=self._words.told(reading.words),
            )
            reading.verdict = decide(reading.evidence)
            if reading.bracket_span and not reading.view[: reading.bracket_span[0]].strip():
                reading.verdict = Verdict("nothing", "label.nothing")
        return doc


def _begun(reading: Reading) -> bool:
    """Whether the first words name a day before the document's."""
    anchor, first = reading.context.anchor, next(iter(reading.times), None)
    if first is None or anchor is None or first.limit or first.due is None:
        return False
    told = reading.context.kind not in MEASURE_KINDS and first.rule.startswith(_DAYS)
    return told and first.start <= reading.context.number and first.due < anchor


@Language.factory("duban_times")
def _times(nlp: Language, name: str) -> Times:  # noqa: ARG001
    return Times()


@Language.factory("duban_units")
def _units(nlp: Language, name: str) -> Units:  # noqa: ARG001
    return Units(nlp.meta["duban"]["reader"])


@Language.factory("duban_cues")
def _cues(nlp: Language, name: str) -> CueReader:  # noqa: ARG001
    return CueReader(nlp.meta["duban"]["words"], nlp.meta["duban"]["local"])


@Language.factory("duban_verdict")
def _verdict(nlp: Language, name: str) -> Judge:  # noqa: ARG001
    return Judge(nlp.meta["duban"]["words"])


def build(registry: Registry, local: LocalWords = _NOTHING_TAUGHT) -> tuple[Language, RoleReader, Vocabulary]:
    """The pipeline with its role reader and vocabulary, which the document stage uses too."""
    from spacy.lang.zh import Chinese

    words = vocabulary(_names(registry))
    reader = RoleReader(ListReader(NameReader(registry, words.tags)))
    nlp = Chinese()
    nlp.tokenizer = JiebaTokenizer(nlp.vocab, words)
    nlp.meta["duban"] = {"reader": reader, "words": words, "local": local}
    for factory in factories:
        nlp.add_pipe(factory)
    return nlp, reader, words


def _names(registry: Registry) -> Iterable[str]:
    return (name for name in registry.by_name if 2 <= len(name) <= 12 and "(" not in name)


def read_sentences(nlp: Language, readings: Sequence[Reading]) -> None:
    """The sentences of a document through the pipeline, each with its surroundings."""
    nlp(cast("JiebaTokenizer", nlp.tokenizer).document(readings))
