"""The labelled papers of the corpus: the document as an office received it, and what a clerk says of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import corpus
from models import Document
from pipeline.evaluation.gold import Gold, load_gold
from pipeline.readers import read


class Labelled(NamedTuple):
    """A document as it was read, and its gold."""

    document: Document
    gold: Gold


def document_of(gold: Path) -> Path:
    """The file as an office received it: in the inbox, or beside its gold."""
    stem = gold.name.removesuffix(".gold.json")
    inbox = [path for path in sorted(corpus.path("inbox").iterdir()) if path.stem == stem]
    return inbox[0] if inbox else gold.with_name(f"{stem}.txt")


def labelled(golds: Iterable[Path]) -> Iterator[Labelled]:
    """The papers that files of gold belong to, each read when it is asked for."""
    for path in golds:
        gold = load_gold(path)
        assert isinstance(gold, Gold), gold
        yield Labelled(read(document_of(path)), gold)
