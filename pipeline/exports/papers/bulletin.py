"""督查通报: the figures of a day with their denominators, units in the order of the registry, what is open.

A draft from a frozen snapshot. Who did well and who did badly is for the office to say: units are listed by
what is a fact (closed in time, overdue), never ranked, and no person is named. Tables stand in the annexes.
"""

from collections.abc import Iterator

from models import LedgerEntry, Status
from pipeline.exports.limit_sorts import sorts_among
from pipeline.exports.measures_asked import PROPOSED, lacks_measure
from pipeline.exports.papers.bulletin_annexes import Annex, annexes
from pipeline.exports.papers.bulletin_findings import Finding, typical_findings
from pipeline.exports.papers.bulletin_units import Late, late_rows, late_twice, named, units_in_time
from pipeline.exports.papers.official_page import OfficialPage
from pipeline.exports.sheets.wording import NO_DATE_YET, date_words
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.lights import answered
from pipeline.ledger.statistics import Figures, Rate, counted, figures, month_panel
from pipeline.ledger.status_groups import LANDED, UNCOUNTED

TITLE = "督查通报"
_NUMERALS = "一二三四五六七八九"
_DAY_BLANK = "    年  月  日"


def bulletin(snapshot: Snapshot) -> OfficialPage:
    """The paper; addressee, number, date and who issues it are left to the office."""
    rows = counted(snapshot.entries)
    page = OfficialPage()
    page.note(
        f"（草稿，经审定后印发；数字取自台账第{snapshot.state.last_seq}条记录，按同一日期重新生成，内容不变）"
    )
    page.title(TITLE, alone=False)
    page.subtitle(f"（截至{date_words(snapshot.on)}）")
    page.paragraph(_opening(snapshot, rows))
    tables = annexes(snapshot, rows) if rows else []
    if rows:
        _body(page, snapshot, rows)
        page.annexes([annex.title for annex in tables])
    page.line("", joined=True)
    page.line("（印发单位）        ", align="right", joined=True)
    page.line(f"{_DAY_BLANK}    ", align="right")
    _append(page, tables)
    return page


def _append(page: OfficialPage, tables: list[Annex]) -> None:
    for number, annex in enumerate(tables, 1):
        page.annex(number if len(tables) > 1 else None, annex.title)
        annex.write(page)


def _body(page: OfficialPage, snapshot: Snapshot, rows: list[LedgerEntry]) -> None:
    numbers = iter(_NUMERALS)

    def heading(words: str) -> None:
        page.heading(f"{next(numbers)}、{words}")

    heading("总体情况")
    for line in (*_whole(figures(rows, snapshot.on), _undated(rows)), _month(snapshot, rows)):
        page.paragraph(line)
    heading("各单位情况")
    _units(page, snapshot, rows)
    if findings := typical_findings(snapshot):
        heading("典型问题")
        for number, finding in enumerate(findings, 1):
            _tell(page, number, finding)
    if wishes := list(_wishes(snapshot, rows)):
        heading("下一步要求")
        for at, wish in enumerate(wishes, 1):
            page.paragraph(f"{at}.{wish}")


def _units(page: OfficialPage, snapshot: Snapshot, rows: list[LedgerEntry]) -> None:
    """Who closed all in time, who is late, who was late last time too: facts, in the registry's order."""
    page.paragraph(
        "各单位数字见附件1。单位按名录顺序排列，不分先后。一项任务记在牵头单位名下，"
        "没有牵头单位的记在各责任单位名下，由个人承担的记在其职务所在的单位名下，配合的任务另列。"
    )
    in_time, late = units_in_time(snapshot, rows), late_rows(snapshot)
    page.subheading(f"（一）到期任务全部按时办结的单位（{len(in_time)}个）")
    page.paragraph(named(snapshot, in_time) or "没有。")
    page.subheading(f"（二）有逾期未办结任务的单位（{len(late.bodies)}个）")
    page.paragraph(named(snapshot, late.bodies) or "没有。")
    if apart := "；".join(_no_units(snapshot, late)):
        page.paragraph(f"不列入以上单位的逾期任务：{apart}。")
    if snapshot.earlier is None:
        return
    twice = late_twice(snapshot)
    page.subheading(f"（三）连续两次有逾期任务的单位（{len(twice)}个）")
    page.paragraph(
        f"上次（截至{date_words(snapshot.earlier.on)}）和本次都有逾期未办结任务的单位："
        f"{named(snapshot, twice) or '没有。'}"
    )


def _no_units(snapshot: Snapshot, late: Late) -> Iterator[str]:
    """What is overdue and no unit's: the office has to name the unit before it can be held to it."""
    if late.classes:
        yield f"以统称交办、尚未分解到单位的：{named(snapshot, late.classes).rstrip('。')}"
    if late.persons:
        yield f"由个人（按职务）承担、没有对应单位的{late.persons}项"
    if late.nobody:
        yield f"责任单位待明确的{late.nobody}项"


def _opening(snapshot: Snapshot, rows: list[LedgerEntry]) -> str:
    entries = [e for e in snapshot.state.entries if not snapshot.chosen or e.id in snapshot.chosen]
    left_out = sum(entry.status in UNCOUNTED for entry in entries)
    divided = len(entries) - left_out - len(rows)
    parts = f"，已分解到具体单位的{divided}项按分解后的任务计" if divided else ""
    return (
        f"现将截至{date_words(snapshot.on)}列入督办的{len(rows)}项任务办理情况通报如下。"
        f"草稿、并案、作废的{left_out}项不计入{parts}。"
    )


def _undated(rows: list[LedgerEntry]) -> dict[str, int]:
    """How many open rows have no last day, by the sort of their limit."""
    return sorts_among(entry for entry in rows if _open(entry) and not entry.current_due)


def _undated_words(undated: dict[str, int]) -> str:
    if undated.keys() <= {NO_DATE_YET}:
        return f"没有确定时限{sum(undated.values())}项"
    each = "、".join(f"{sort}{count}项" for sort, count in undated.items())
    return f"没有具体日期{sum(undated.values())}项（{each}）"


def _whole(f: Figures, undated: dict[str, int]) -> Iterator[str]:
    yield (
        f"列入督办的任务共{f.total}项：已销号{f.closed}项，转入长期坚持{f.standing}项，办理中{f.under_way}项，"
        f"未启动{f.not_begun}项，暂停{f.suspended}项。办结率{_rate(f.done_rate)}。"
    )
    late = f"，累计逾期{f.overdue_days}天" if f.overdue else ""
    yield (
        f"逾期未办结{f.overdue}项{late}；批准过延期{f.extended}项；销号后反弹重启{f.reopened}项；"
        f"{_undated_words(undated)}，不计入按时办结率。"
    )
    extended = _rate(f.on_time_rate_extended)
    yield f"到期任务按时办结率：按原定时限{_rate(f.on_time_rate)}，按延期后的时限{extended}。"
    yield (
        f"签收率{_rate(f.receipt_rate)}，反馈率{_rate(f.answer_rate)}，三要素齐全率{_rate(f.essentials_rate)}。"
        f"{_mean_days(f.mean_days)}"
    )


def _mean_days(mean: Rate) -> str:
    if not mean.whole:
        return ""
    return f"已销号任务自交办起平均办理{mean.part / mean.whole:.1f}天（{mean.whole}项）。"


def _rate(rate: Rate) -> str:
    return rate.words() if rate.whole else "无（分母为0）"


def _month(snapshot: Snapshot, rows: list[LedgerEntry]) -> str:
    panel = month_panel(rows, snapshot.on)
    return (
        f"{snapshot.on.month}月以来：新立项{panel.added}项，上月结转{panel.carried_on}项；本月到期{panel.due}项，"
        f"其中已办结{panel.due_and_closed}项，逾期{panel.due_and_overdue}项；"
        f"往月到期的逾期任务，本月已办结{panel.old_overdue_closed}项，仍未办结{panel.overdue_from_before}项。"
    )


def _tell(page: OfficialPage, number: int, finding: Finding) -> None:
    place = f"，{finding.place}" if finding.place else ""
    page.paragraph(f"{number}.{finding.quote}（《{finding.document}》{place}）")
    page.paragraph(
        f"对应任务{finding.rows}项，已销号或转入长期坚持{finding.closed}项；未办结的：{finding.open_words}。"
    )


def _wishes(snapshot: Snapshot, rows: list[LedgerEntry]) -> Iterator[str]:
    """What follows from the figures; the days by which it is wanted are for the office to set."""
    f = figures(rows, snapshot.on)
    silent = sum(not answered(e) and e.handling.last("assign") is not None for e in rows if _open(e))
    unreceived = sum(entry.status is Status.ASSIGNED for entry in rows)
    waiting = sum(entry.status is Status.APPLIED for entry in rows)
    if f.overdue:
        yield f"逾期未办结的{f.overdue}项，请责任单位于{_DAY_BLANK}前书面说明原因和计划办结日期。"
    if unreceived:
        yield f"交办后尚未签收的{unreceived}项，请责任单位尽快签收。"
    if silent:
        yield f"尚未反馈进展的{silent}项，请责任单位于{_DAY_BLANK}前反馈。"
    if unnamed := sum(map(lacks_measure, rows)):
        yield f"没有写明整改措施的{unnamed}项，请责任单位针对问题提出{PROPOSED}。"
    if open_ended := _undated(rows).get(NO_DATE_YET):
        yield f"{NO_DATE_YET}的{open_ended}项，请责任单位报送计划完成日期，由督查机构核定。"
    if waiting:
        yield f"已申请销号的{waiting}项，由验收单位按程序验收。"
    if f.standing:
        yield f"转入长期坚持的{f.standing}项，按规定周期回头看，防止反弹。"


def _open(entry: LedgerEntry) -> bool:
    return entry.status not in LANDED
