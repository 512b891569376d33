"""Check A14, 纸上整改: rows closed on the strength of words alone. Signs for a person, no judgement."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from models import LedgerRow, Signal
from pipeline.audit.closed_rows import is_closed
from pipeline.audit.grams import grams

_PAPER = re.compile("会议|开会|召开|印发|下发|文件|通知|方案|部署|传达|学习|纪要|安排|研究")
_RESULT = re.compile(r"\d|完成|建成|验收|拨付|兑付|整改到位|清理|查处|恢复|照片|凭证|回单|检测|名册|公示")
_COPIED = 0.8
_MANY, _SHARE = 5, 0.3
_TITLE = "销号依据待核"


def closing_signals(rows: Sequence[LedgerRow]) -> Iterator[Signal]:
    """The signs of A14 that the ledger's own columns allow to see."""
    closed = [row for row in rows if is_closed(row)]
    kept = any(row.progress or row.evidence for row in rows)
    yield from _told(closed, _only_paper, "已办结的有{n}行只写了会议、文件或方案，没有写结果。")
    yield from _told(closed, _copies, "已办结的有{n}行进展与措施文字基本相同。")
    yield from _told(closed, _too_early, "有{n}行办结日期早于交办日期。")
    if kept:
        empty = "已办结的有{n}行没有填写进展和佐证。"
        yield from _told(closed, lambda row: not (row.progress or row.evidence), empty)
    yield from _same(closed, lambda row: str(row.closed or ""), "有{n}行在同一天（{what}）办结。")
    yield from _same(closed, lambda row: row.evidence, "有{n}行用同一份佐证：{what}。")


def _told(rows: Sequence[LedgerRow], sign: Callable[[LedgerRow], bool], words: str) -> Iterator[Signal]:
    found = tuple(row.id for row in rows if sign(row))
    if found:
        yield Signal(check="A14", title=_TITLE, text=words.format(n=len(found)), entries=found)


def _same(rows: Sequence[LedgerRow], value: Callable[[LedgerRow], str], words: str) -> Iterator[Signal]:
    counts = Counter(value(row) for row in rows if value(row))
    for what, number in counts.most_common():
        if number >= _MANY and number >= _SHARE * len(rows):
            found = tuple(row.id for row in rows if value(row) == what)
            text = words.format(n=number, what=what[:30])
            yield Signal(check="A14", title=_TITLE, text=text, entries=found)


def _only_paper(row: LedgerRow) -> bool:
    told = f"{row.progress}；{row.evidence}"
    return bool(_PAPER.search(told)) and not _RESULT.search(told)


def _copies(row: LedgerRow) -> bool:
    told, measure = grams(row.progress), grams(row.measure)
    return bool(told) and len(told & measure) >= _COPIED * len(told | measure)


def _too_early(row: LedgerRow) -> bool:
    return bool(row.closed and row.started and row.closed < row.started)
