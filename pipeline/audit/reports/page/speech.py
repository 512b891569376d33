"""The text of the speech with each demand linked to its card, and a quote with its differences marked."""

from collections.abc import Mapping
from html import escape

from models import AuditReport, CommitmentFinding, LedgerRow
from pipeline.audit.quotes import number_length
from pipeline.audit.reports.page.keys import colour_of, units_of


def speech_of(report: AuditReport, rows: Mapping[str, LedgerRow]) -> str:
    """The paragraphs of the speech; every demand is a link coloured by its verdict."""
    made, end = [], 0
    text = report.text
    for finding in sorted(report.findings, key=lambda each: each.source.start):
        start, stop = max(finding.source.start, end), finding.source.end
        if start >= stop:
            continue
        made += [escape(text[end:start]), _link(finding, text[start:stop], rows)]
        end = stop
    made.append(escape(text[end:]))
    lines = "".join(made).split("\n")
    return "".join(f"<p>{line}</p>" for line in lines if line.strip())


def _link(finding: CommitmentFinding, words: str, rows: Mapping[str, LedgerRow]) -> str:
    """One link, or several where the demand goes over a line break, so that no tag spans paragraphs."""
    colour = colour_of(finding)
    units = escape("\t".join(units_of(finding, rows)), quote=True)
    opening = (
        f'<a href="#{finding.id}" class="c-{colour}" data-of="{finding.id}" data-verdict="{colour}" '
        f'data-units="{units}">'
    )
    return "\n".join(f"{opening}{escape(line)}</a>" if line else "" for line in words.split("\n"))


def marked(finding: CommitmentFinding) -> str:
    """The quote, without its item number, with the words marked that a difference is about."""
    source = finding.source
    first = source.start + number_length(source.quote)
    spans = sorted({(mark.start, mark.end) for reason in finding.reasons for mark in reason.marks})
    made, end = [], first
    for start, stop in spans:
        if end <= start < stop <= source.end:
            made.append(escape(source.quote[end - source.start : start - source.start]))
            made.append(f"<mark>{escape(source.quote[start - source.start : stop - source.start])}</mark>")
            end = stop
    return "".join(made) + escape(source.quote[end - source.start :])
