"""`ledger twins --document`: one paper beside the one that it shares most with, both by their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from pipeline.commands.stop import stop

if TYPE_CHECKING:
    from models import DocumentRecord, LedgerEntry
    from pipeline.ledger import Ledger
    from pipeline.ledger.twins import Twins

_SHOWN, _NAMED = 60, 8


def paper_meant(ledger: Ledger, words: str) -> DocumentRecord:
    """The paper with these words in its name or title, or this id; of several the one that was read last.

    Two papers may bear one name, as a corrected copy saved under the old one does: the screen then says which
    is meant, and by which id another is.
    """
    from pipeline.ledger.queries import first_seen
    from pipeline.ledger.selections import selected

    with selected(ledger) as every:
        documents = every.documents
    found = [one for one in documents if words in one.name or words in one.title or one.id.startswith(words)]
    if not found:
        raise stop("X960", f"台账里没有名称、标题或编号里有“{words}”的文件。", _known(documents), words)
    read = first_seen(ledger)
    newest = {one.id: max(_seen(ledger, one.id, read), default=0) for one in found}
    latest = max(found, key=lambda one: (newest[one.id], one.id))
    if len(found) > 1:
        click.echo(
            f"有 {len(found)} 份文件符合“{words}”，看最后读入的一份；要看别的，把编号写在 --document 后面："
        )
        for one in sorted(found, key=lambda one: newest[one.id]):
            click.echo(f"  {_told_of(one)}{'  ← 这份' if one is latest else ''}")
    return latest


def of_paper(pairs: Iterable[Twins], paper: DocumentRecord) -> list[Twins]:
    """The pairs of which one row is of the paper."""
    return [pair for pair in pairs if paper.id in (pair.keep.document_id, pair.other.document_id)]


def show_rest(ledger: Ledger, pairs: Sequence[Twins], paper: DocumentRecord) -> None:
    """What the paper asks beyond the pairs, what its partner has beyond them, and what was merged already."""
    from pipeline.ledger.queries import find_of_document

    merged = _merged(ledger, paper.id)
    partner = _partner(ledger, pairs, merged, paper.id)
    click.echo(f"这份：{_told_of(paper)}")
    if partner:
        click.echo(f"原来那份：{_told_of(partner)}")
    paired = {row.id for pair in pairs for row in (pair.keep, pair.other)}
    paired |= {row.handling.into for row in merged}
    for label, one in (("只在这份里有", paper), ("只在原来那份里有", partner)):
        rows = find_of_document(ledger, one.id) if one else []
        rows = [row for row in rows if _stands_alone(row, paired)]
        click.echo(f"{label}：{len(rows)} 条")
        for row in rows:
            click.echo(f"  {row.id}  {told(row)}")
    _show_merged(merged)


def _stands_alone(row: LedgerEntry, paired: Collection[str]) -> bool:
    """Whether the row is a demand that no other paper has; the parts of a row go with it."""
    from pipeline.ledger.status_groups import SETTLED

    return not row.parent and row.id not in paired and row.status not in SETTLED


def told(row: LedgerEntry) -> str:
    """The row in one line: what, who, by when, from which paper."""
    from pipeline.ledger.wording import due_words, owner_words, work_words

    work = work_words(row)
    shown = work if len(work) <= _SHOWN else work[:_SHOWN] + "…"
    return f"{shown}（{owner_words(row) or '单位待明确'}；{due_words(row)}；{row.document}）"


def _known(documents: Sequence[DocumentRecord]) -> str:
    """What to do where no paper is meant: which there are."""
    if not documents:
        return "请先用 batch 读入文件。"
    more = f" 等 {len(documents)} 份" if len(documents) > _NAMED else ""
    names = "、".join(f"“{one.name}”" for one in documents[:_NAMED])
    return f"同样的内容用别的名字读过的，只留第一次的名字。台账里的文件：{names}{more}。"


def _told_of(document: DocumentRecord) -> str:
    day = f"，{document.anchor.date}" if document.anchor and document.anchor.date else ""
    title = f"《{document.title.strip('《》')}》" if document.title else ""
    return f"{document.name}{title}（编号 {document.id}{day}）"


def _seen(ledger: Ledger, document_id: str, read: Mapping[str, int]) -> list[int]:
    from pipeline.ledger.queries import find_of_document

    return [read.get(row.id, 0) for row in find_of_document(ledger, document_id)]


def _merged(ledger: Ledger, document_id: str) -> list[LedgerEntry]:
    """The rows of the paper that went into others, and those of others that went into its rows."""
    from models import Status
    from pipeline.ledger.queries import Query
    from pipeline.ledger.selections import selected

    with selected(ledger, Query(statuses=[Status.MERGED])) as every:
        rows = list(every.entries)
        into = {row.id: row for row in every.rows_of({row.handling.into for row in rows})}
    ends = ((row, into.get(row.handling.into)) for row in rows)
    return [row for row, end in ends if document_id in (row.document_id, end.document_id if end else "")]


def _partner(
    ledger: Ledger, pairs: Iterable[Twins], merged: Iterable[LedgerEntry], paper: str
) -> DocumentRecord | None:
    """The paper that shares most rows with this one, be they merged already."""
    from pipeline.ledger.selections import selected

    with selected(ledger) as every:
        documents = {one.id: one for one in every.documents}
        ends = {row.id: row.document_id for row in every.rows_of({row.handling.into for row in merged})}
    rows = [row.document_id for pair in pairs for row in (pair.keep, pair.other)]
    rows += [name for row in merged for name in (row.document_id, ends.get(row.handling.into, ""))]
    shared = Counter(name for name in rows if name != paper and name in documents)
    best = max(sorted(shared), key=shared.__getitem__, default="")
    return documents.get(best)


def _show_merged(rows: Sequence[LedgerEntry]) -> None:
    """What was merged already, so that nobody looks for it among what is new or gone; how to take it back."""
    click.echo(f"已并案：{len(rows)} 条")
    for row in rows:
        click.echo(f"  {row.id}  并入 {row.handling.into}：{told(row)}")
    if rows:
        click.echo("并错了的用 ledger unmerge 撤销。")
