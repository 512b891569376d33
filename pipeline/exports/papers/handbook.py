"""迎检工作手册: for every row what is asked, who answers for it, what must lie ready, and where."""

from collections.abc import Iterator

from models import ROLE_LABELS, STATUS_LABELS, LedgerEntry, Role
from pipeline.exports.duties import Share, shares_in
from pipeline.exports.papers.official_form import OfficialForm
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.wording import (
    NO_DATE_YET,
    date_words,
    document_titles,
    duty_words,
    limit_words,
    owner_names,
    progress_words,
    proofs,
    source_places,
    targets_words,
)
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.evidence import wanted_evidence
from pipeline.ledger.wording import work_words

TITLE = "迎检工作手册"
_INDEX_WIDTHS = (52.0, 104.0)
_INDEX_HEAD = ("单位", "事项编号")
_LONGEST_QUOTE = 200
_LEAST_HEIGHT = 7.0
"""Millimetres: so low that three short items stand on a page."""


def handbook(snapshot: Snapshot) -> OfficialPage:
    """The paper; places to be inspected and who shows them round are left to be filled in."""
    numbers = {entry.id: number for number, entry in enumerate(snapshot.duties, 1)}
    page = OfficialPage()
    page.note("（草稿，经审定后使用）")
    page.title(TITLE, alone=False)
    page.subtitle(f"（截至{date_words(snapshot.on)}）")
    page.paragraph(
        f"本手册列明{len(numbers)}个事项的要求、责任单位、应备资料和现场点位。请各单位先在“单位索引”中找到本单位，"
        "对号入座，逐项核对；现场点位、讲解人由责任单位填写。"
    )
    page.heading("一、单位索引")
    _index(page, snapshot, numbers)
    page.heading("二、分项准备")
    titles = document_titles(snapshot.state)
    document = ""
    for entry in snapshot.duties:
        if entry.document_id != document:
            document = entry.document_id
            page.subheading(f"来源：《{titles.get(document, entry.document).strip('《》')}》")
        _item(page, numbers[entry.id], entry)
    return page


def _index(page: OfficialPage, snapshot: Snapshot, numbers: dict[str, int]) -> None:
    table = page.table(_INDEX_WIDTHS, _INDEX_HEAD)
    shares = {share.unit: share for share in shares_in(snapshot.entries, snapshot.state.roster)}
    for unit in snapshot.in_order(shares):
        row: list[tuple[str, Align]] = [(unit, "left"), (_places(shares[unit], numbers), "left")]
        table.row(row)


def _places(share: Share, numbers: dict[str, int]) -> str:
    """The numbers of the unit's items by its role in them: 牵头：3、9；配合：12."""
    items = ((role, [d.entry.id for d in share.duties if d.owner.role is role]) for role in Role)
    return "；".join(
        f"{ROLE_LABELS[role]}：{'、'.join(map(str, sorted(numbers[name] for name in names)))}"
        for role, names in items
        if names
    )


def _item(page: OfficialPage, number: int, entry: LedgerEntry) -> None:
    form = OfficialForm(page, together=True, least=_LEAST_HEIGHT)
    form.wide(f"事项{number}", [work_words(entry)])
    form.wide("要求原文", [quoted(entry)])
    standard = targets_words(entry)
    limit = limit_words(entry)
    form.pair(
        ("完成时限", limit if isinstance(limit, str) else date_words(limit)),
        ("办理状态", STATUS_LABELS[entry.status]),
    )
    if standard:
        form.wide("量化标准", [standard])
    form.wide("责任单位", [_who(entry)])
    form.wide("资料清单", papers(entry))
    form.pair(("现场点位", ""), ("讲解人", ""))
    form.wide("问答要点", answers(entry))
    page.note("", close=True)


def quoted(entry: LedgerEntry) -> str:
    """The first sentence that the row was read from, with its place."""
    quote = entry.sources[0].quote.strip().replace("\n", " ")
    place = source_places(entry.sources[:1])
    short = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "……"
    return f"{short}（{place}）" if place else short


def _who(entry: LedgerEntry) -> str:
    named = ((role, owner_names(entry.owners, role)) for role in Role)
    words = "；".join(f"{ROLE_LABELS[role]}：{names}" for role, names in named if names)
    return words or duty_words(entry, Role.RESPONSIBLE)


def papers(entry: LedgerEntry) -> list[str]:
    """Which papers lie ready, and which are wanted."""
    ready = [f"已有：{proof}" for proof in proofs(entry)] or ["已有：（尚未报送）"]
    return [*ready, f"应备：{wanted_evidence(entry.measure)}"]


def answers(entry: LedgerEntry) -> Iterator[str]:
    """What an inspector will ask: what was wrong, how far it is, and whether the day is kept."""
    if entry.issue:
        yield f"原来的问题：{entry.issue}"
    yield f"目前的进展：{progress_words(entry) or '（尚未报告）'}"
    if limit_words(entry) == NO_DATE_YET:
        yield "时限待定，请先明确计划完成日期。"
