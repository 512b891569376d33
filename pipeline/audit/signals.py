"""Checks on the side of the ledger: what a person should look into, with the rows named."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from models import CommitmentFinding, Extraction, LedgerRow, Registry, Signal
from pipeline.audit.closing_signals import closing_signals
from pipeline.audit.duplicates import duplicates_of
from pipeline.audit.unit_names import is_generic
from pipeline.registry import resolve

_SEVERAL = 2
_LOOKED = re.compile("检查|抽查|巡查|督查|督导|暗访|核查|监督|监测|回头看")
_LEVELLED = re.compile("^(?:省|市|县|区)")


def signals_of(
    extraction: Extraction,
    rows: Sequence[LedgerRow],
    findings: Sequence[CommitmentFinding],
    taken_up: frozenset[int],
    registry: Registry,
    repeated: frozenset[str],
) -> tuple[Signal, ...]:
    """All signals, by the number of their check.

    `taken_up` counts the issues that a row takes up, `repeated` has the ids of demands made a second time.
    """
    found = [
        *_merged([finding for finding in findings if finding.id not in repeated]),
        *_own_dates(findings, rows),
        *_from_no_task(findings),
        *duplicates_of(rows),
        *closing_signals(rows),
        *_empty_cells(rows),
        *_unchecked_bans(extraction, findings, rows),
        *_open_owners(rows),
        *_unanswered_issues(extraction, findings, taken_up),
        *_names_out_of_time(extraction, rows, registry),
    ]
    return tuple(sorted(found, key=lambda signal: int(signal.check[1:])))


def _merged(findings: Sequence[CommitmentFinding]) -> Iterator[Signal]:
    """A2: one row stands for several demands that have different owners or limits."""
    served: dict[str, list[CommitmentFinding]] = defaultdict(list)
    for finding in findings:
        for entry in finding.entries:
            served[entry.id].append(finding)
    for row, several in served.items():
        owners = {tuple(sorted(o.name for o in f.commitment.owners)) for f in several}
        limits = {tuple(limit.text for limit in f.commitment.deadlines) for f in several}
        if len(several) >= _SEVERAL and (len(owners) > 1 or len(limits) > 1):
            text = f"这一行对应讲话中的{len(several)}项要求，各项的责任单位或时限不同，请核对是否需要分列。"
            yield Signal(check="A2", title="一行对应多项要求", text=text, entries=(row,))


def _own_dates(findings: Sequence[CommitmentFinding], rows: Sequence[LedgerRow]) -> Iterator[Signal]:
    """A6: the speech sets no limit, the row has a date."""
    dated = {row.id for row in rows if row.due}
    own = [e.id for f in findings if not f.commitment.deadlines for e in f.entries if e.id in dated]
    if own:
        text = f"讲话没有给出时限、台账写了日期的有{len(set(own))}行，日期由编制单位确定，可注明“自定”。"
        yield Signal(check="A6", title="日期不出自讲话", text=text, entries=tuple(dict.fromkeys(own)))


def _from_no_task(findings: Sequence[CommitmentFinding]) -> Iterator[Signal]:
    """A12: a row made from a sentence that demands nothing checkable."""
    for finding in findings:
        if not finding.commitment.asked:
            text = f"这一行只对应一般号召或情况叙述：“{finding.source.quote[:40]}”，请核对是否应列为任务。"
            rows = tuple(entry.id for entry in finding.entries)
            yield Signal(check="A12", title="由一般号召列成任务", text=text, entries=rows)


def _empty_cells(rows: Sequence[LedgerRow]) -> Iterator[Signal]:
    """A15: rows without an owner or a limit."""
    for words, empty in (
        ("责任单位", [row.id for row in rows if not row.owners]),
        ("完成时限", [row.id for row in rows if not row.deadline and not row.due]),
    ):
        if empty:
            text = f"没有填写{words}的有{len(empty)}行。"
            yield Signal(check="A15", title=f"缺{words}", text=text, entries=tuple(empty))


def _unchecked_bans(
    extraction: Extraction, findings: Sequence[CommitmentFinding], rows: Sequence[LedgerRow]
) -> Iterator[Signal]:
    """A16: a ban has a row, and nothing in the row says that anybody looks whether it is kept."""
    bans = {task.source.start for task in extraction.tasks if task.prohibition}
    named = {e.id for finding in findings if finding.source.start in bans for e in finding.entries}
    told = ((row.id, f"{row.measure}{row.progress}{row.evidence}") for row in rows if row.id in named)
    left = tuple(row for row, words in told if not _LOOKED.search(words))
    if left:
        text = f"禁止性要求对应的有{len(left)}行没有写检查、督查之类的记录，请核对是否安排了检查。"
        yield Signal(check="A16", title="禁止性要求未见检查", text=text, entries=left)


def _open_owners(rows: Sequence[LedgerRow]) -> Iterator[Signal]:
    """A17: the only owners are 有关部门 and the like."""
    left = [row.id for row in rows if row.owners and all(is_generic(owner.name) for owner in row.owners)]
    if left:
        text = f"责任单位只写“有关部门”“各单位”之类的有{len(left)}行，交办时需要明确到单位。"
        yield Signal(check="A17", title="责任单位未明确", text=text, entries=tuple(left))


def _unanswered_issues(
    extraction: Extraction, findings: Sequence[CommitmentFinding], taken_up: frozenset[int]
) -> Iterator[Signal]:
    """A18: a problem that the speech names, where neither a row nor a demand of its paragraph takes it up."""
    block = extraction.document.block_at
    answered = {block(finding.source.start) for finding in findings if finding.entries}
    for at, issue in enumerate(extraction.issues):
        if at not in taken_up and block(issue.source.start) not in answered:
            text = f"“{issue.source.quote.strip()}”"
            yield Signal(check="A18", title="讲话指出的问题未见任务", text=text)


def _names_out_of_time(
    extraction: Extraction, rows: Sequence[LedgerRow], registry: Registry
) -> Iterator[Signal]:
    """A20: a unit's name that was not in use at the date of the speech."""
    anchor = extraction.document.anchor
    if anchor is None or anchor.date is None:
        return
    for name in _names(rows):
        for problem in resolve(name, registry, anchor.date).problems:
            if problem.code == "N011":
                named = tuple(row.id for row in rows if any(owner.name == name for owner in row.owners))
                yield Signal(check="A20", title="单位名称与时点不符", text=problem.message, entries=named)


def _names(rows: Iterable[LedgerRow]) -> list[str]:
    counts = Counter(owner.name for row in rows for owner in row.owners)
    return sorted(name for name in counts if _LEVELLED.match(name))
