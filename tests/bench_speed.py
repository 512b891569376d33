"""Characters a second: the whole extraction, jieba alone and spaCy's tokenizer alone, in the same process.

Run it with `make bench`. The yardstick is a ratio, because the figures themselves depend on the machine.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import spacy

from extractors import load_extractor
from pipeline.readers import read
from pipeline.registry import load_registry

ROUNDS = 15
INBOX = Path(__file__).parent.parent / "corpus" / "inbox"


def best_seconds(*works: Callable[[], object]) -> list[float]:
    """The fastest of some rounds of each work, in turns, so that a disturbance hits all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            started = time.process_time()
            work()
            taken.append(time.process_time() - started)
    return [min(taken) for taken in times]


def main() -> None:
    jieba.setLogLevel(60)
    extractor = load_extractor(load_registry()[0])
    documents = [read(path) for path in sorted(INBOX.iterdir()) if path.is_file()]
    documents = [document for document in documents if document.readable]
    characters = sum(len(document.raw) for document in documents)
    texts = [document.raw for document in documents]
    nlp = spacy.blank("zh")
    nlp.initialize()
    extraction, segmentation, tokens = best_seconds(
        lambda: [extractor(document) for document in documents],
        lambda: [jieba.lcut(text) for text in texts],
        lambda: [nlp(text) for text in texts],
    )
    sys.stdout.write(
        f"{len(documents)} documents, {characters:,} characters, best of {ROUNDS} rounds (CPU time)\n"
        f"extraction       {characters / extraction:>12,.0f} characters/s\n"
        f"jieba.lcut       {characters / segmentation:>12,.0f} characters/s\n"
        f"spacy.blank(zh)  {characters / tokens:>12,.0f} characters/s (tokens only)\n"
        f"extraction is {segmentation / extraction:.2f} times as fast as bare jieba\n"
    )


if __name__ == "__main__":
    main()
