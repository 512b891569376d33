"""One demand and its rows as a card, the differing words marked on both sides."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from models import CommitmentFinding, LedgerRow, Reason
from pipeline.audit.reports.page.keys import colour_of, units_of
from pipeline.audit.reports.page.speech import marked
from pipeline.audit.reports.phrases import limit_line, owners_line, verdict_label


def card_of(number: int, finding: CommitmentFinding, rows: Mapping[str, LedgerRow]) -> str:
    """The card of a finding."""
    units = escape("\t".join(units_of(finding, rows)), quote=True)
    colour = colour_of(finding)
    place = escape(finding.source.place.label())
    ledger = "".join(_row(rows[entry.id], entry.why, finding.reasons) for entry in finding.entries)
    return (
        f'<article class="card c-{colour}" id="{finding.id}-{number}" data-of="{finding.id}" '
        f'data-verdict="{colour}" data-units="{units}">'
        f'<span class="tag">{escape(verdict_label(finding))}</span>'
        f"<blockquote>{number}．{marked(finding)} <small>{place}　编号 {finding.id}</small></blockquote>"
        f"{ledger or '<p class=none>台账未见对应任务。</p>'}{_why(finding)}</article>"
    )


def _row(row: LedgerRow, why: Sequence[str], reasons: Iterable[Reason]) -> str:
    words = [word for reason in reasons for word in reason.row_words]
    measure = _highlight(row.measure, words)
    limit = _highlight(limit_line(row) or "未写时限", words)
    owners = _highlight(owners_line(row.owners) or "未写责任单位", words)
    return (
        f'<div class="row"><span class="id">{escape(row.id)}</span>{measure}<br>'
        f"<small>{owners}　时限：{limit}　{escape(row.status)}<br>{escape('；'.join(why))}</small></div>"
    )


def _why(finding: CommitmentFinding) -> str:
    lines = [reason.text for reason in finding.reasons if reason.rule != "none"]
    items = "".join(f"<li>{escape(line)}</li>" for line in (*lines, *finding.notes))
    return f'<ul class="why">{items}</ul>' if items else ""


def _highlight(text: str, words: Iterable[str]) -> str:
    """`text` with the first place of each word marked; places that overlap are marked once."""
    spans = sorted((at, at + len(word)) for word in set(words) if word and (at := text.find(word)) >= 0)
    made, end = [], 0
    for start, stop in spans:
        if start >= end:
            made += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
            end = stop
    return "".join(made) + escape(text[end:])
