"""By what the page colours and filters a demand, its place in the speech and its card alike."""

from models import AuditReport, Basis, CommitmentFinding


def colour_of(finding: CommitmentFinding) -> str:
    """The class that colours a finding: its verdict, or that nothing was asked."""
    return finding.verdict.value if finding.commitment.asked else "unasked"


def units_of(finding: CommitmentFinding, report: AuditReport) -> tuple[str, ...]:
    """The units that either side names, for the filter."""
    ids = {entry.id for entry in finding.entries}
    said = [o.name for o in finding.commitment.owners if o.basis is Basis.EXPLICIT]
    held = [owner.name for row in report.rows if row.id in ids for owner in row.owners] if ids else []
    return tuple(dict.fromkeys([*said, *held]))
