"""Characters a second: the whole extraction, and jieba alone on the same text in the same process.

Run it with `make bench`. The yardstick is a ratio, because the figures themselves depend on the machine.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from extractors import load_extractor
from pipeline.readers import read
from pipeline.registry import load_registry

ROUNDS = 5
INBOX = Path(__file__).parent.parent / "corpus" / "inbox"


def best_seconds(work: Callable[[], object]) -> float:
    """The fastest of some rounds: what the work costs when nothing disturbs it."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def main() -> None:
    jieba.setLogLevel(60)
    extractor = load_extractor(load_registry()[0])
    documents = [read(path) for path in sorted(INBOX.iterdir()) if path.is_file()]
    documents = [document for document in documents if document.readable]
    characters = sum(len(document.raw) for document in documents)
    extraction = best_seconds(lambda: [extractor(document) for document in documents])
    segmentation = best_seconds(lambda: [jieba.lcut(document.raw) for document in documents])
    sys.stdout.write(
        f"{len(documents)} documents, {characters:,} characters, best of {ROUNDS} rounds\n"
        f"extraction  {characters / extraction:>12,.0f} characters/s\n"
        f"jieba.lcut  {characters / segmentation:>12,.0f} characters/s\n"
        f"extraction costs {extraction / segmentation:.1f} times the bare segmentation\n"
    )


if __name__ == "__main__":
    main()
