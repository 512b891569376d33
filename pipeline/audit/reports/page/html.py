"""The page as one self-contained file: no word of a document reaches the script, every one is escaped."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from models import VERDICT_LABELS, AuditReport, Coverage, LedgerRow, Signal, Verdict
from pipeline.audit.reports.page.cards import card_of
from pipeline.audit.reports.page.keys import colour_of, units_of
from pipeline.audit.reports.page.speech import speech_of
from pipeline.audit.reports.phrases import METHOD, TITLE, coverage_line, owners_line, scope_lines
from pipeline.exports.personal_numbers import masked

Rows = Mapping[str, LedgerRow]

_MOST_ROWS = 2000
_WARNINGS = ("缺失", "讲话文字有", "讲话原文注明")
_MOST_IDS = 40


def page_of(report: AuditReport) -> str:
    """The whole page; its policy lets the one script run that is ours, and loads nothing."""
    rows = {row.id: row for row in report.rows}
    parts = [_head(report), _filters(report, rows), _side(report, rows), _untraceable(report, rows)]
    parts += [_signals(report.signals), _questions(report.questions), _method()]
    return document_of(TITLE, "".join(parts), asset("page.css"), asset("page.js"))


def document_of(title: str, body: str, style: str, script: str) -> str:
    """A page around `body`, which is trusted: nothing is loaded, and no script runs but the one given.

    Numbers of persons are masked, for the page is passed on.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f"{masked(body)}<script>{script}</script></body></html>\n"
    )


def asset(name: str) -> str:
    """One of our own style sheets or scripts."""
    return files("pipeline.audit.reports.page").joinpath(name).read_text("utf-8")


def _head(report: AuditReport) -> str:
    lines = "".join(
        f'<li class="{"warn" if line.startswith(_WARNINGS) else "plain"}">{escape(line)}</li>'
        for line in scope_lines(report.scope)
    )
    figures = "".join(_figure(coverage) for coverage in report.coverage)
    return (
        f'<header><h1>{TITLE}</h1><ul class="scope">{lines}</ul><div class="figures">{figures}</div></header>'
    )


def _figure(coverage: Coverage) -> str:
    total = coverage.total or 1
    shares = [100 * part / total for part in (coverage.with_row, coverage.whole)]
    bar = "".join(f'<i style="width:{share:.0f}%"></i>' for share in shares)
    return (
        f'<div class="figure"><p>{escape(coverage.label)}</p><b>{coverage.with_row} / {coverage.total}</b>'
        f'<div class="bar">{bar}</div><p>{escape(coverage_line(coverage))}</p></div>'
    )


def _filters(report: AuditReport, rows: Rows) -> str:
    counts = Counter(colour_of(finding) for finding in report.findings)
    labels = {**{verdict.value: VERDICT_LABELS[verdict] for verdict in Verdict}, "unasked": "一般号召"}
    buttons = "".join(
        f'<button data-show="{key}" class="c-{key}"><span class="dot"></span>{label} {counts[key]}</button>'
        for key, label in labels.items()
        if counts[key]
    )
    units = Counter(unit for finding in report.findings for unit in units_of(finding, rows))
    order = sorted(units, key=lambda unit: (-units[unit], unit))
    options = "".join(f"<option>{escape(unit)}</option>" for unit in order)
    every = f'<button data-show="">全部 {len(report.findings)}</button>'
    select = f'<select id="unit"><option value="">全部单位</option>{options}</select>'
    return (
        f'<main><div class="filters" role="toolbar">{every}{buttons}<label>单位 {select}</label>'
        '<span id="count"></span></div>'
    )


def _side(report: AuditReport, rows: Rows) -> str:
    cards = "".join(card_of(number, finding, rows) for number, finding in enumerate(report.findings, 1))
    speech = f'<section class="speech">{speech_of(report, rows)}</section>'
    return f'<div class="side">{speech}<section>{cards}</section></div>'


def _untraceable(report: AuditReport, rows: Rows) -> str:
    shown = [rows[each.entry.id] for each in report.untraceable[:_MOST_ROWS]]
    body = "".join(
        f"<tr><td>{escape(r.id)}</td><td>{escape(r.measure)}</td><td>{escape(owners_line(r.owners))}</td>"
        f"<td>{escape(r.source or '未注明')}</td></tr>"
        for r in shown
    )
    rest = len(report.untraceable) - len(shown)
    more = f'<p class="none">其余{rest}行见 Excel。</p>' if rest > 0 else ""
    note = '<p class="none">这些行可能出自其他文件、自查或举一反三，请核对来源；列在这里不表示不应办理。</p>'
    heads = "<thead><tr><th>台账编号</th><th>台账措施</th><th>责任单位</th><th>注明的来源</th></tr></thead>"
    table = (
        f"{note}<table>{heads}<tbody>{body}</tbody></table>{more}" if shown else '<p class="none">没有。</p>'
    )
    return f"<h2>讲话中没有对应语句的台账行（{len(report.untraceable)}）</h2>{table}"


def _signals(signals: Sequence[Signal]) -> str:
    if not signals:
        return ""
    body = "".join(
        f"<tr><td>{escape(s.title)}</td><td>{escape(s.text)}</td><td>{escape(_ids(s.entries))}</td></tr>"
        for s in signals
    )
    heads = "<thead><tr><th>名称</th><th>情况</th><th>涉及台账</th></tr></thead>"
    return f"<h2>台账核对提示（{len(signals)}）</h2><table>{heads}<tbody>{body}</tbody></table>"


def _ids(entries: Sequence[str]) -> str:
    return "、".join(entries[:_MOST_IDS]) + (f"等{len(entries)}行" if len(entries) > _MOST_IDS else "")


def _questions(questions: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(question)}</li>" for question in questions)
    return f"<h2>需要人答复的问题（{len(questions)}）</h2><ol>{items}</ol>" if questions else ""


def _method() -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in METHOD)
    return f'<h2>方法说明</h2><ul class="method">{lines}</ul></main>'
