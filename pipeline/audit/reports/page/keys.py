"""By what the page colours and filters a demand, its place in the speech and its card alike."""

from collections.abc import Mapping

from models import Basis, CommitmentFinding, LedgerRow


def colour_of(finding: CommitmentFinding) -> str:
    """The class that colours a finding: its verdict, or that nothing was asked."""
    return finding.verdict.value if finding.commitment.asked else "unasked"


def units_of(finding: CommitmentFinding, rows: Mapping[str, LedgerRow]) -> tuple[str, ...]:
    """The units that either side names, for the filter."""
    said = [o.name for o in finding.commitment.owners if o.basis is Basis.EXPLICIT]
    held = [owner.name for entry in finding.entries for owner in rows[entry.id].owners]
    return tuple(dict.fromkeys([*said, *held]))
