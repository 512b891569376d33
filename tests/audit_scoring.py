"""How far an audit agrees with what a clerk found: pairs, verdicts, missing tasks, rows without a basis.

A case of `corpus/audit` holds `speech.txt`, a ledger (`ledger.jsonl` or `.xlsx`) and `truth.json`: the
commitments with their verdict and rows, the untraceable rows, and `free` sentences which may be reported or
not. A printed commitment belongs to a true one when they share 30 % of the true words or half of the printed
ones. Of several printed for one true commitment the severest verdict counts.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.audit import AuditReport, Verdict
from pipeline.audit import audit
from pipeline.ledger_files import read_ledger
from pipeline.office import Office, tools
from pipeline.readers import read

SEVEREST_FIRST = [verdict.value for verdict in Verdict]


@dataclass
class Score:
    """Counts that add up over cases; `wrong` names what a person should look at."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        self.counts += other.counts
        self.wrong += other.wrong

    def figures(self) -> dict[str, float]:
        """The figures of the floor, each from 0 to 1."""
        count = self.counts
        verdicts = [self.f1(f"verdict {v}") for v in SEVEREST_FIRST if self.seen(f"verdict {v}")]
        return {
            "pairs": self.f1("pair"),
            "accuracy": round(count["right"] / max(1, count["true"]), 3),
            "macro": round(sum(verdicts) / max(1, len(verdicts)), 3),
            "missing": self.f1("verdict missing"),
            "untraceable": self.f1("untraceable"),
        }

    def seen(self, name: str) -> int:
        return sum(self.counts[f"{name} {kind}"] for kind in ("hit", "lost", "false"))

    def f1(self, name: str) -> float:
        hit, lost, false = (self.counts[f"{name} {kind}"] for kind in ("hit", "lost", "false"))
        return round(2 * hit / max(1, 2 * hit + lost + false), 3)

    def compare(self, name: str, want: set[str], got: set[str]) -> None:
        self.counts[f"{name} hit"] += len(want & got)
        self.counts[f"{name} lost"] += len(want - got)
        self.counts[f"{name} false"] += len(got - want)


def score_case(folder: Path) -> Score:
    """Audit one case and compare."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    own = tools(Office())
    day = dt.date.fromisoformat(truth["date"]) if truth["date"] else None
    extraction = own.extractor(read(folder / "speech.txt"), date=day)
    (ledger,) = folder.glob("ledger.*")
    report = audit(extraction, read_ledger(str(ledger)), own.registry)
    return compare(report, truth, bare((folder / "speech.txt").read_text("utf-8")), folder.name)


def compare(report: AuditReport, truth: dict[str, Any], speech: str, case: str) -> Score:
    score = Score()
    printed = [
        (span_of(f.source.quote, speech), f.verdict.value, {entry.id for entry in f.entries})
        for f in report.findings
    ]
    known = [span_of(each["quote"], speech) for each in truth["commitments"]]
    for span, each in zip(known, truth["commitments"], strict=True):
        mine = [(verdict, ids) for other, verdict, ids in printed if belongs(span, other)]
        _judge(score, each, mine, case)
    free = [span_of(quote, speech) for quote in truth["free"]]
    for span, verdict, ids in printed:
        if any(belongs(true, span) for true in known) or any(covers(each, span) for each in free):
            continue
        score.compare("pair", set(), ids)
        score.counts["verdict missing false"] += verdict == "missing"
        score.wrong.append(f"{case}: extra {verdict} {speech[span[0] : span[1]][:40]}")
    score.compare("untraceable", set(truth["untraceable"]), {each.entry.id for each in report.untraceable})
    return score


def _judge(score: Score, true: dict[str, Any], mine: list[tuple[str, set[str]]], case: str) -> None:
    said = next((v for v in SEVEREST_FIRST if any(v == verdict for verdict, _ in mine)), "nothing")
    got = set().union(*(ids for _, ids in mine)) if mine else set()
    want = set(true["entries"])
    score.compare("pair", want, got)
    score.counts["true"] += 1
    score.counts["right"] += said == true["verdict"]
    score.compare(f"verdict {true['verdict']}", {"it"}, {"it"} if said == true["verdict"] else set())
    if said not in (true["verdict"], "nothing"):
        score.counts[f"verdict {said} false"] += 1
    if said != true["verdict"] or want != got:
        want_words = f"{true['verdict']} {sorted(want)}"
        score.wrong.append(f"{case}: want {want_words} got {said} {sorted(got)} {true['quote'][:40]}")


def bare(text: str) -> str:
    return "".join(text.split())


def span_of(quote: str, speech: str) -> tuple[int, int]:
    at = speech.find(bare(quote))
    assert at >= 0, f"not in the speech: {quote}"
    return at, at + len(bare(quote))


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def belongs(true: tuple[int, int], printed: tuple[int, int]) -> bool:
    size = _shared(true, printed)
    return size > 0 and (size >= 0.3 * (true[1] - true[0]) or size >= 0.5 * (printed[1] - printed[0]))


def covers(free: tuple[int, int], printed: tuple[int, int]) -> bool:
    return _shared(free, printed) >= 0.5 * (printed[1] - printed[0])
