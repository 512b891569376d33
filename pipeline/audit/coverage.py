"""Page one: how many demands have a row, three figures with their counts, and what could not be audited."""

from collections.abc import Sequence

from models import CommitmentFinding, Coverage, Extraction, Scope, Verdict, Weight
from pipeline.ledger_files import LedgerFile

_STEPS = (
    ("具体事项", (Weight.CONCRETE,)),
    ("具体事项和机制要求", (Weight.CONCRETE, Weight.MECHANISM)),
    ("全部要求", (Weight.CONCRETE, Weight.MECHANISM, Weight.GENERAL)),
)


def coverage_of(findings: Sequence[CommitmentFinding]) -> tuple[Coverage, ...]:
    """The three figures; sentences that ask nothing checkable count in none of them."""
    made = []
    for label, weights in _STEPS:
        asked = [f for f in findings if f.commitment.asked and f.commitment.weight in weights]
        made.append(
            Coverage(
                label=label,
                total=len(asked),
                with_row=sum(f.verdict is not Verdict.MISSING for f in asked),
                whole=sum(f.verdict is Verdict.COVERED for f in asked),
            )
        )
    return tuple(made)


def scope_of(extraction: Extraction, ledger: LedgerFile) -> Scope:
    """What was compared; `hidden` counts the characters that the speech itself says are missing."""
    document = extraction.document
    return Scope(
        speech=document.name,
        title=document.title,
        ledger=ledger.name,
        date=document.anchor.date if document.anchor else None,
        rows=len(ledger.rows),
        characters=len("".join(document.text.split())),
        hidden=sum(gap.size or 0 for gap in document.gaps),
        gaps=document.gaps,
        problems=(*document.problems, *ledger.problems),
    )
