"""What people decided about pairs of a demand and a row: kept in a file that only grows, respected next time.

A decision names the demand by its id, which its words give, and the row by its own. The last one on a pair
holds.
"""

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from models import Commitment, Decision, LedgerRow, Problem, Severity
from pipeline.audit.assignment import Assignment
from pipeline.audit.evidence import WeighedPair
from pipeline.audit.likeness import Pair

_BOM = b"\xef\xbb\xbf"


def load_decisions(path: Path) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The decisions in the file, oldest first, and a problem for every line that is none."""
    if not path.exists():
        return (), ()
    good, bad = [], []
    for number, line in enumerate(path.read_bytes().removeprefix(_BOM).split(b"\n"), 1):
        try:
            good += [Decision.model_validate(json.loads(line.decode("utf-8")))] if line.strip() else []
        except (ValueError, ValidationError):  # also half a character, where writing was cut off
            bad.append(
                Problem(
                    code="G010",
                    severity=Severity.WARNING,
                    message="这一行不是核对意见，没有采用。",
                    action="请改正或删去这一行。",
                    place=f"{path.name} 第{number}行",
                )
            )
    return tuple(good), tuple(bad)


def add_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write decisions at the end of the file, in lines of their own whatever stands there."""
    lines = [json.dumps(each.model_dump(mode="json"), ensure_ascii=False) for each in decisions]
    if not lines:
        return
    with path.open("a+b") as file:
        cut_off = "\n" if _last_byte(file) not in (b"", b"\n") else ""
        file.write((cut_off + "".join(f"{line}\n" for line in lines)).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _last_byte(file: BinaryIO) -> bytes:
    file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
    return file.read(1)


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The last decision on each pair; of two from one day the later in the row."""
    ordered = sorted(decisions, key=lambda each: each.on)
    return tuple({(each.commitment, each.entry): each for each in ordered}.values())


def decided(
    assignment: Assignment,
    commitments: Sequence[Commitment],
    rows: Sequence[LedgerRow],
    decisions: Sequence[Decision],
) -> Assignment:
    """The assignment with what people decided: linked and accepted pairs are in, rejected ones out."""
    if not decisions:
        return assignment
    sentence_at = {commitment.id: at for at, commitment in enumerate(commitments)}
    row_at = {row.id: at for at, row in enumerate(rows)}
    chosen = {at: {e.pair.row: e for e in found} for at, found in assignment.by_commitment.items()}
    for each in standing(decisions):
        if each.commitment in sentence_at and each.entry in row_at:
            sentence = sentence_at[each.commitment]
            _rule(chosen.setdefault(sentence, {}), sentence, row_at[each.entry], each)
    return _assignment(chosen)


def _rule(found: dict[int, WeighedPair], sentence: int, row: int, ruling: Decision) -> None:
    if ruling.ruling == "reject":
        found.pop(row, None)
    elif row in found:
        found[row] = dataclasses.replace(found[row], ruling=ruling)
    else:
        found[row] = WeighedPair(Pair(row, sentence, 0.0, 0.0, frozenset()), 0.0, (), ruling=ruling)


def _assignment(chosen: Mapping[int, Mapping[int, WeighedPair]]) -> Assignment:
    by_commitment = {at: tuple(found.values()) for at, found in chosen.items() if found}
    return Assignment(by_commitment, frozenset(e.pair.row for found in by_commitment.values() for e in found))
