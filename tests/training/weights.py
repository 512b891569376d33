"""Learns the weights of the second look from our own gold: `python tests/train.py weights`.

A multinomial logistic regression over the features of `extractors.sentences.weighing`, on the labelled papers
of `corpus/gold`, `study` and `practice` (never the held-out ones) and on the sentences of `verdicts.csv` and
`roles.csv`. Run it when rules, lexicons or these papers have changed; the same inputs give the same weights.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from extraction_builders import extractor, framed, rows
from labelled_papers import labelled

import corpus
from extractors.extract import seen_of
from extractors.sentence_reading import Reading
from extractors.sentences.reasons import Label
from extractors.sentences.weighing import looked_over
from extractors.sentences.weights import ABOVE, LABELS, PAIR, TABLE, WORD, written
from models import Document, DocumentKind, Section
from pipeline.evaluation.folders import golds_in
from pipeline.evaluation.gold import Gold
from pipeline.evaluation.judging import located, meets

FOLDERS = ("gold", "study", "practice")
STRENGTH = 0.15
SEEN_LEAST = 6
MANY_SEEN_LEAST = 15
LEAST = 0.05
"""A name that tells no two labels apart by more than this is left out: it would not be missed."""
SENTENCE = 4.0
"""A sentence of the tables counts for more than one of a paper: it was chosen because it is hard."""
NAMES: Mapping[str, Label] = {"T": "task", "C": "call", "I": "issue", "N": "nothing"}
HEAD = """\
# How much each thing seen of a sentence speaks for a task, a call, an issue or nothing, in this order.
# Made by `python tests/train.py weights` from our own gold; do not edit by hand.
"""


class Example(NamedTuple):
    """What was seen of one sentence, and what the clerk says it is."""

    found: tuple[str, ...]
    label: Label
    weight: float = 1.0


def of_papers(folders: Iterable[Path]) -> Iterator[Example]:
    """Every sentence of the labelled papers in the folders that is open to weighing."""
    for raw, gold in labelled(path for folder in folders for path in golds_in(folder)):
        document, _, _, readings = extractor().judged(raw, gold.date)
        yield from _examples(document.sections, readings, labels_of(document, readings, gold))


def of_sentences() -> Iterator[Example]:
    """The sentences of the tests' tables, each alone in a paper of its kind."""
    for case in rows("verdicts.csv"):
        if case["verdict"] in LABELS and not case["known_fault"]:
            body = (f"{case['heading']}\n\n" if case["heading"] else "") + case["label"] + case["sentence"]
            yield from _of_framed(body, case, case["sentence"], case["verdict"])
    for case in rows("roles.csv"):
        if not case["known_fault"]:
            yield from _of_framed(case["sentence"], case, case["task"] or case["sentence"], "task")


def _of_framed(body: str, case: Mapping[str, str], words: str, label: Label) -> Iterator[Example]:
    kind = DocumentKind(case["kind"])
    document, _, _, readings = extractor().judged(framed(body, kind, case.get("level") or "县"), kind=kind)
    start = document.text.find(words)
    at = start if start >= 0 else document.text.find(words.replace("\n", ""))
    met = [r.sentence.start < at + len(words) and at < r.sentence.end for r in readings]
    told = [label if at >= 0 and one else None for one in met]
    yield from _examples(document.sections, readings, told, SENTENCE)


def _examples(
    sections: Sequence[Section],
    readings: Sequence[Reading],
    labels: Sequence[Label | None],
    weight: float = 1.0,
) -> Iterator[Example]:
    for found, label in zip(looked_over(seen_of(sections, readings)), labels, strict=True):
        if found and label:
            yield Example(found.all_names(), label, weight)


def labels_of(document: Document, readings: Sequence[Reading], gold: Gold) -> list[Label | None]:
    """The clerk's label of each sentence, None where the gold has none that meets it."""
    bare = "".join(document.text.split())
    spans = [(span, sentence.label) for sentence, span in located(gold.sentences, bare) if span]
    found: list[Label | None] = []
    for reading in readings:
        start = len("".join(document.text[: reading.sentence.start].split()))
        own = (start, start + len("".join(reading.text.split())))
        found.append(next((NAMES[label] for span, label in spans if meets(own, span)), None))
    return found


def fit(given: Sequence[Example]) -> dict[str, list[float]]:
    """The weights of every feature that was seen often enough, one for each of `LABELS`."""
    labels = [LABELS.index(example.label) for example in given]
    weights = learned([example.found for example in given], labels, [e.weight for e in given], STRENGTH)
    rows = {name: [round(weight, 2) for weight in row] for name, row in weights.items()}
    return {name: row for name, row in rows.items() if max(row) - min(row) > LEAST}


def learned(
    found: Sequence[tuple[str, ...]], labels: Sequence[int], weights: Sequence[float] | None, strength: float
) -> dict[str, list[float]]:
    """For every feature seen often enough its weight for each label, or that of label 1 against label 0."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for names in found for name in names)
    often = {name for name, count in counts.items() if count >= _enough(name)}
    columns = DictVectorizer()
    rows = columns.fit_transform([dict.fromkeys(often.intersection(names), 1.0) for names in found])
    model = LogisticRegression(C=strength, max_iter=3000, tol=1e-6, fit_intercept=False)
    model.fit(rows, labels, weights)
    return dict(zip(columns.get_feature_names_out().tolist(), model.coef_.T.tolist(), strict=True))


def _enough(name: str) -> int:
    """How often a feature must be seen: words and letters more often, for there are many."""
    return MANY_SEEN_LEAST if name.startswith((WORD, PAIR, ABOVE)) else SEEN_LEAST


def learn_and_store(_rules: Path | None = None) -> None:
    """Learn from all papers and tables, and write `weights.tsv`."""
    papers = [corpus.path(folder) for folder in FOLDERS]
    TABLE.write_text(written(fit([*of_papers(papers), *of_sentences()]), HEAD), "utf-8")
