"""Which rows presumably answer a problem where a document lists problems first and demands after them.

一、主要问题（一）…（四）；二、整改要求（一）…（四）: nothing but the number joins them. A row is presumed to
answer a problem that has the same number in an earlier list and shares a figure (47处) or three characters
with its measure. It is a presumption, always shown as 推定, and only where nothing is known.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from models import Issue, LedgerEntry, LedgerState
from pipeline.exports.sheets.wording import issue_ids
from pipeline.ledger.status_groups import DROPPED

_NUMBER = re.compile(
    r"^\s*(?:[(（](?P<inner>[一二三四五六七八九十]+|\d{1,2})[)）]|(?P<outer>\d{1,2})[.．、](?!\d))"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.])\s*(?![年月日时点天%％])[\u4e00-\u9fff]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_SHARED = 3
_GENERAL = re.compile("整改|问题|工作|落实|情况|方案|存在|措施|要求|单位|部门")
"""Words of every such paper: they tie nothing to anything."""
_LEAST_IN_COMMON = 2
"""How many numbers two lists share at least; one alone may be chance."""


class _Item(NamedTuple):
    """A problem or a row under the number of its list, and whether the number stands before it."""

    id: str
    number: str
    heads: bool
    words: str


def presumed_answers(state: LedgerState) -> dict[str, tuple[str, ...]]:
    """By the id of a problem that no row answers for sure: the ids of the rows that presumably do."""
    known = {name for entry in state.entries for name in issue_ids(entry)}
    free: dict[str, list[LedgerEntry]] = {}
    for entry in state.entries:
        if not entry.issue_id and entry.status not in DROPPED and entry.sources:
            free.setdefault(entry.document_id, []).append(entry)
    found: dict[str, tuple[str, ...]] = {}
    for document in state.documents:
        open_issues = [issue for issue in document.issues if issue.id not in known]
        if open_issues and document.id in free:
            found |= _joined(document.issues, free[document.id], {issue.id for issue in open_issues})
    return found


def _joined(
    issues: Sequence[Issue], entries: Sequence[LedgerEntry], wanted: set[str]
) -> dict[str, tuple[str, ...]]:
    problems = list(
        _numbered((issue.id, issue.source.start, issue.source.quote, issue.text) for issue in issues)
    )
    last = max(issue.source.start for issue in issues)
    behind = [entry for entry in entries if entry.sources[0].start > last]
    rows = list(_numbered((e.id, e.sources[0].start, e.sources[0].quote, e.measure) for e in behind))
    common = {item.number for item in problems} & {item.number for item in rows} - {""}
    if len(common) < _LEAST_IN_COMMON:
        return {}
    direct = {
        problem.id: tuple(row.id for row in rows if row.number == problem.number and _alike(problem, row))
        for problem in problems
        if problem.number in common and problem.id in wanted
    }
    return {name: answers for name, answers in _with_heads(problems, direct).items() if answers}


def _with_heads(problems: Sequence[_Item], direct: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """A problem that is the head of its number is answered by what answers any problem below it, too."""
    below: dict[str, list[str]] = {}
    for problem in problems:
        below.setdefault(problem.number, []).extend(direct.get(problem.id, ()))
    heads = {problem.id: problem.number for problem in problems if problem.heads}
    return {
        name: tuple(dict.fromkeys(below[heads[name]])) if name in heads else rows
        for name, rows in direct.items()
    }


def _numbered(things: Iterable[tuple[str, int, str, str]]) -> Iterator[_Item]:
    """In the order of the text; what has no number of its own stands under the last one."""
    number = ""
    for name, _, quote, words in sorted(things, key=lambda thing: thing[1]):
        found = _NUMBER.match(quote)
        if found:
            number = f"（{found['inner']}）" if found["inner"] else f"{found['outer']}."
        yield _Item(name, number, found is not None, _NUMBER.sub("", words))


def _alike(problem: _Item, row: _Item) -> bool:
    """Whether they share a figure with what it counts, or a run of characters that means something."""
    figures = set(_FIGURE.findall(problem.words)) & set(_FIGURE.findall(row.words))
    return bool(figures) or not _runs(problem.words).isdisjoint(_runs(row.words))


def _runs(words: str) -> set[str]:
    plain = _CHINESE.findall(_GENERAL.sub(" ", words))
    return {part[at : at + _SHARED] for part in plain for at in range(len(part) - _SHARED + 1)}
