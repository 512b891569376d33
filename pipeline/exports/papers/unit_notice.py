"""督办任务单: one unit's rows and no others, with the words they rest on and a slip to reply on."""

from collections.abc import Mapping
from types import MappingProxyType

from models import ROLE_LABELS, LedgerEntry, LedgerState, Role
from pipeline.exports.duties import Duty, Share
from pipeline.exports.limit_sorts import limit_told
from pipeline.exports.measures_asked import PROPOSED, asked_numbers, asking_words, lacks_measure
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.wording import NO_DATE_YET, document_titles, source_places

TASK_SHEET, NOTICE, REMINDER = "督办任务单", "督办通知单", "催办通知单"
_WIDTHS = (9.0, 72.0, 12.0, 28.0, 35.0)
_HEAD = ("序号", "任务及原文", "承担角色", "共同承担单位", "完成时限")
_SLIP_WIDTHS = (34.0, 44.0, 34.0, 44.0)
_SLIP = (
    ("签收单位", "", "签收人", ""),
    ("签收时间", "", "联系电话", ""),
)
_DATE_BLANK = "    年  月  日"
_LONGEST_QUOTE = 120
_ANSWER_WIDTHS = (10.0, 46.0, 40.0, 18.0, 21.0, 21.0)
_BLANKS: tuple[tuple[str, Align], ...] = (("", "left"),) * 4
_WHY = "未办结原因及下一步措施"
_NO_REMARKS: Mapping[str, str] = MappingProxyType({})


def unit_notice(
    share: Share, state: LedgerState, title: str = TASK_SHEET, remarks: Mapping[str, str] = _NO_REMARKS
) -> OfficialPage:
    """The paper for one unit; number, date, seal and contact are left for the office to fill in.

    `remarks` are what is said of rows by their id, such as why one is reminded of them.
    """
    page = OfficialPage()
    page.note("（草稿，经审定后印发）")
    page.title(title, alone=title == TASK_SHEET)
    if title != TASK_SHEET:
        page.line("编号：                ", align="right")
    page.line(f"{share.unit}：")
    page.paragraph(_opening(share, state, title))
    page.heading("一、任务清单")
    table = page.table(_WIDTHS, _HEAD)
    for number, duty in enumerate(share.duties, 1):
        table.row(_cells(number, duty, remarks), lines=2 if problem_line(duty.entry) else 1)
    page.heading("二、办理要求")
    *wishes, last = _wishes(share, title)
    for wish in wishes:
        page.paragraph(wish)
    page.paragraph(last, joined=title == TASK_SHEET)
    if title != TASK_SHEET:
        page.heading("三、反馈方式")
        page.paragraph("办理情况书面报送交办单位。", joined=True)
        page.paragraph("联系人：", joined=True)
        page.paragraph("联系电话：", joined=True)  # what is signed below never stands alone on a page
    page.line("", joined=True)
    page.line("（交办单位）        ", align="right", joined=True)
    page.line(f"{_DATE_BLANK}    ", align="right")
    _reply_slip(page, share, _WHY if title == REMINDER else PROPOSED)
    return page


def _opening(share: Share, state: LedgerState, title: str) -> str:
    titles = document_titles(state)
    named = dict.fromkeys(titles.get(d.entry.document_id, d.entry.document) for d in share.duties)
    papers = "".join(f"《{title.strip('《》')}》" for title in list(named)[:3])
    more = f"等{len(named)}份文件" if len(named) > 3 else ""
    counts = [f"{ROLE_LABELS[role]}{n}项" for role in Role if (n := share.of(role))]
    whom = "你们" if share.group else "你单位"
    if title == REMINDER:
        return f"根据{papers}{more}，{whom}承担的下列任务{len(share.duties)}项需要抓紧办理，情况见表。"
    return (
        f"根据{papers}{more}，{whom}承担下列任务{len(share.duties)}项（{'、'.join(counts)}）。"
        "请对照原文核对，有出入的请及时提出。"
    )


def _cells(number: int, duty: Duty, remarks: Mapping[str, str]) -> list[tuple[str, Align]]:
    entry = duty.entry
    return [
        (str(number), "center"),
        (
            f"{task_words(duty)}{_remark(entry, remarks)}\n{_basis(entry)}",
            "left",
        ),
        (ROLE_LABELS[duty.owner.role], "center"),
        (partners(duty), "center"),
        (limit_told(entry), "center"),
    ]


def task_words(duty: Duty) -> str:
    """The problem, where there is one, and what is to be done; or that a measure is to be proposed."""
    work = asking_words(duty) if lacks_measure(duty.entry) else duty.entry.measure
    return f"{problem_line(duty.entry)}{work}"


def problem_line(entry: LedgerEntry) -> str:
    """The problem that the row answers, for a line above its measure, which may say little alone."""
    found = " ".join(entry.issue.split())
    if not found or found == entry.measure:
        return ""
    short = found if len(found) <= _LONGEST_QUOTE else found[:_LONGEST_QUOTE] + "……"
    return f"问题：{short}\n"


def _remark(entry: LedgerEntry, remarks: Mapping[str, str]) -> str:
    return f"\n情况：{remarks[entry.id]}" if remarks.get(entry.id) else ""


def _basis(entry: LedgerEntry) -> str:
    """The first sentence the row was read from, with its place; the ledger has the others."""
    source = entry.sources[0]
    quote = source.quote.strip().replace("\n", " ")
    short = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "……"
    place = source_places(entry.sources[:1])
    return f"原文：{short}" + (f"（{place}）" if place else "") + f" 编号{entry.id}"


def partners(duty: Duty) -> str:
    """The other units of the row, each with its role."""
    mine, owners = duty.owner.name, duty.entry.owners
    others = dict.fromkeys(f"{o.name}（{ROLE_LABELS[o.role]}）" for o in owners if o.name != mine)
    return "、".join(others)


def _wishes(share: Share, title: str) -> list[str]:
    first = "书面说明原因和计划办结日期" if title == REMINDER else "填写回执，明确责任人和具体措施"
    wishes = [f"1.请于{_DATE_BLANK}前{first}。"]
    if asked := asked_numbers(share.duties):
        wishes.append(f"{len(wishes) + 1}.{asked}原文没有写明整改措施，请针对问题提出{PROPOSED}，填入回执。")
    if any(limit_told(duty.entry) == NO_DATE_YET for duty in share.duties):
        wishes.append(f"{len(wishes) + 1}.完成时限为“{NO_DATE_YET}”的，请在回执中填报计划完成日期。")
    wishes.append(f"{len(wishes) + 1}.办结后请报送办理结果及佐证材料。")
    return wishes


def _reply_slip(page: OfficialPage, share: Share, wanted: str) -> None:
    """`wanted` is what the unit tells of each row besides who does it and by when."""
    page.new_page()
    page.title("回    执")
    table = page.table(_SLIP_WIDTHS, ())
    for row in _SLIP:
        table.row([(text, "center") for text in row], height=12)
    page.line("")
    answers = page.table(_ANSWER_WIDTHS, ("序号", "任务", wanted, "责任人", "计划完成日期", "办理情况"))
    for number, duty in enumerate(share.duties, 1):
        task = problem_line(duty.entry).rstrip() if lacks_measure(duty.entry) else duty.entry.measure
        answers.row([(str(number), "center"), (task, "left"), *_BLANKS])
