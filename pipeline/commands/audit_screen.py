"""`audit` on the screen: the figures, then each demand that is not wholly in the ledger, then the rest."""

from collections.abc import Sequence

from rich.text import Text

from models import AuditReport, CommitmentFinding, Verdict
from pipeline.audit.reports.phrases import bare, counts_line, coverage_line, scope_lines, verdict_label
from pipeline.commands.screen import screen, table

_COLOURS = {
    Verdict.MISSING: "red",
    Verdict.OWNER_MISMATCH: "yellow",
    Verdict.DEADLINE_WEAKER: "magenta",
    Verdict.TARGET_WEAKER: "cyan",
    Verdict.COVERED: "green",
}
_MOST_ROWS = 20
_MOST_NAMED = 8
_MOST_WORDS = 300


def show_audit(report: AuditReport) -> None:
    """Print the report."""
    out = screen()
    for line in scope_lines(report.scope):
        out.print(line)
    for coverage in report.coverage:
        out.print(coverage_line(coverage))
    out.print(counts_line(report))
    out.print()
    rows = [_cells(finding) for finding in report.findings]
    out.print(table("逐项核对", ("编号", "讲话要求", "结论", "台账行", "依据"), rows))
    _show_rest(report)


def _cells(finding: CommitmentFinding) -> tuple[str | Text, ...]:
    colour = _COLOURS[finding.verdict] if finding.commitment.asked else "default"
    why = "".join(reason.text for reason in finding.reasons if reason.rule != "none")
    shown = why if len(why) <= _MOST_WORDS else why[:_MOST_WORDS] + "……"
    verdict = Text(verdict_label(finding), style=colour)
    return finding.id, bare(finding.source.quote), verdict, _rows(finding), shown


def _rows(finding: CommitmentFinding) -> str:
    return _named([entry.id for entry in finding.entries])


def _named(ids: Sequence[str]) -> str:
    """Rows by their ids; where there are many, the first of them and how many there are."""
    rest = f" 等{len(ids)}行" if len(ids) > _MOST_NAMED else ""
    return "、".join(ids[:_MOST_NAMED]) + rest


def _show_rest(report: AuditReport) -> None:
    out = screen()
    shown = [(each.entry.id, each.entry.measure) for each in report.untraceable[:_MOST_ROWS]]
    if shown:
        out.print(table("讲话中没有对应语句的台账行", ("编号", "措施"), shown))
    if len(report.untraceable) > _MOST_ROWS:
        out.print(f"……共{len(report.untraceable)}行，其余见 Excel。")
    if report.signals:
        cells = [(signal.title, signal.text, _named(signal.entries)) for signal in report.signals]
        out.print(table("台账核对提示", ("名称", "情况", "台账行"), cells))
    out.print(f"需要人答复的问题{len(report.questions)}个，见 xlsx、docx 或 html。")
