"""Count how ordinary each pair of characters is in official Chinese, over the documents of `corpus/`.

Run it after changing `pipeline/audit/wording.toml` or adding many documents; it writes
`pipeline/audit/background.csv`. The audit cases are left out, so that they stay unseen.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import corpus
from pipeline.audit.grams import BACKGROUND, grams
from pipeline.readers import read

FOLDERS = ("inbox", "study", "heldout", "sources", "gold")
LEAST = 3
_SENTENCE = re.compile(r"[。；;！？\n]+")


def count() -> tuple[int, Counter[str]]:
    """The number of sentences and, for each gram, how many hold it."""
    texts = {read(path).raw for folder in FOLDERS for path in corpus.path(folder).glob("*.txt")}
    sentences = [part for text in sorted(texts) for part in _SENTENCE.split(text) if len(part) > LEAST]
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(gram for gram in grams(sentence) if not any(map(str.isdigit, gram)))
    return len(sentences), counts


def write(path: Path) -> None:
    """Write the grams that several sentences hold, the most ordinary first."""
    number, counts = count()
    rows = sorted(((gram, n) for gram, n in counts.items() if n >= LEAST), key=lambda row: (-row[1], row[0]))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("gram", "sentences"))
        table.writerow(("", number))
        table.writerows(rows)


if __name__ == "__main__":
    write(BACKGROUND)
