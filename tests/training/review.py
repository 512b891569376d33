"""Learns whom to believe, the rules or the networks: `python tests/train.py review --rules FOLDER`.

Three small regressions on `corpus/learning`, at which no rule was written, with networks that have not
learned from it either (`tagger` and `outlook` with `--rules FOLDER`): what a sentence is, which units act in
it, whether it goes on with those told before it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from extraction_builders import extractor
from labelled_papers import labelled

import corpus
from extractors import lexicon
from extractors.extract import look_again, outlooks_of, seen_of
from extractors.learned.outlook import Outlook
from extractors.records.questions import find_questions, hold_apart
from extractors.records.recorder import SPEAKER
from extractors.resolving.inheritance_weights import signs as signs_of_inheriting
from extractors.resolving.unit_answers import Answers, heard, units
from extractors.resolving.unit_review import is_settled
from extractors.resolving.unit_review import signs as signs_of_unit
from extractors.sentence_reading import Reading
from extractors.sentences.weighing import looked_over
from extractors.sentences.weighing import signs as signs_of_sentence
from extractors.sentences.weights import LABELS
from models import Document, Extraction
from pipeline.evaluation.gold import Gold, GoldSentence
from pipeline.evaluation.names import plain_name
from training.inherited import AllInheriting, Inherited
from training.told_sentences import unread
from training.told_tasks import ToldTasks
from training.weights import labels_of

TABLE = Path(lexicon.__file__).parent / "lexicons" / "review.toml"
STRENGTH = 0.3
SEEN_LEAST = 8
HEAD = """\
# How far the rules and the networks are to be believed, each against the other.
# Made by `python tests/train.py review` from papers that neither had seen; do not edit by hand.
"""


class Example(NamedTuple):
    """The signs of one case, and what the clerk says: the place of its label, or 1 for yes."""

    signs: Mapping[str, float]
    outcome: int


Tables = dict[str, list[Example]]


def examples(papers: Iterable[Path], networks: Path) -> Tables:
    """The cases of every table in the labelled papers, read with the networks of a folder."""
    found: Tables = {"verdict": [], "units": [], "inherits": []}
    reads = AllInheriting(networks)
    for raw, gold in labelled(papers):
        document, _, _, readings = extractor().judged(raw, gold.date)
        outlooks = outlooks_of(document, networks)
        found["verdict"] += _sentences(document, readings, outlooks, gold)
        look_again(document.sections, readings, outlooks)
        hold_apart(find_questions(readings))
        found["units"] += _units(document, readings, gold, networks)
        found["inherits"] += _inheriting(*reads(raw, date=gold.date), gold)
    return found


def _sentences(
    document: Document, readings: list[Reading], outlooks: Sequence[Outlook], gold: Gold
) -> Iterator[Example]:
    seen = seen_of(document.sections, readings)
    told = zip(readings, seen, looked_over(seen), labels_of(document, readings, gold), strict=True)
    for reading, one, found, label in told:
        if found and label:
            yield Example(signs_of_sentence(one, found, outlooks[reading.index]), LABELS.index(label))


def _units(document: Document, readings: list[Reading], gold: Gold, networks: Path) -> Iterator[Example]:
    tasks = ToldTasks(document, gold)
    for reading, said, _ in heard(readings, extractor().lists, networks):
        if told := tasks.at(reading.sentence.start, reading.sentence.end):
            yield from _of_sentence(reading, said, told)


def _of_sentence(reading: Reading, said: Answers, told: GoldSentence) -> Iterator[Example]:
    want = {plain_name(owner.unit) for owner in told.owners or ()}
    for unit in units(said):
        names = {plain_name(unit.name)}
        names |= {SPEAKER} & want if unit.name == "我" else set()
        if claim := unit.claim:
            names |= {plain_name(claim.name), plain_name(reading.view[claim.start : claim.end])}
        if claim is None or not is_settled(claim, reading.view):
            yield Example(signs_of_unit(unit, said, reading), int(bool(names & want)))


def _inheriting(extraction: Extraction, inherited: Sequence[Inherited], gold: Gold) -> Iterator[Example]:
    """Every task that could inherit, read with all of them inheriting."""
    tasks = ToldTasks(extraction.document, gold)
    for one in inherited:
        if told := tasks.at(one.reading.sentence.start, one.reading.sentence.end):
            signs = signs_of_inheriting(one.reading, one.before, one.given, one.around)
            wanted = {plain_name(owner.unit) for owner in told.owners or ()}
            yield Example(signs, int(bool(one.names & wanted)))


def fit(given: Sequence[Example]) -> dict[str, list[float]]:
    """The weights of every sign that was seen often enough: one, or one for each of `LABELS`."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    often = Counter(name for example in given for name in example.signs)
    kept = [{n: v for n, v in e.signs.items() if often[n] >= SEEN_LEAST} for e in given]
    columns = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=5000, fit_intercept=False)
    model.fit(columns.fit_transform(kept), [example.outcome for example in given])
    weights: list[list[float]] = model.coef_.T.tolist()
    return dict(zip(columns.get_feature_names_out().tolist(), weights, strict=True))


def written(tables: Mapping[str, Mapping[str, Sequence[float]]]) -> str:
    """The tables as the file holds them."""
    parts = [HEAD]
    for table, weights in tables.items():
        lines = (f'"{name}" = {_numbers(row)}' for name, row in weights.items())
        parts.append(f"[{table}]\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _numbers(row: Sequence[float]) -> str:
    said = [f"{weight:.2f}" for weight in row]
    return said[0] if len(said) == 1 else f"[{', '.join(said)}]"


def learn_and_store(rules: Path) -> None:
    """Learn with the networks of the folder `rules`, and write `review.toml`."""
    cases = examples(unread(corpus.path("learning")), rules)
    TABLE.write_text(written({name: fit(found) for name, found in cases.items()}), "utf-8")
