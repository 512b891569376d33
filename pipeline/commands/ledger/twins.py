"""`ledger twins`: the same demand from several documents, shown, merged with all sources, or kept apart."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.compared_papers import of_paper, paper_meant, show_rest, told
from pipeline.commands.ledger.shared import act_day, existing_ledger, full_ids
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, ledger_at

if TYPE_CHECKING:
    from models import DocumentRecord, Problem
    from pipeline.ledger import Ledger
    from pipeline.ledger.twins import Twins

HELP = """重复：讲话、纪要、通知里的同一项要求，并成一条，来源都保留

相同：措施、单位、时限都一样，--exact 一次并完。
相近：只列出来，由人逐对决定：--accept 保留的=并入的，
或 --reject 编号=编号（不是一回事，以后不再提）。
并入的一条转为“并案”，保留的一条添上它的来源；并错了用 ledger unmerge 撤销。
什么都不写，就只列不动。
修改稿重新读入以后，也用它把没变的并到原来的任务上：原编号和办理经过不变。"""
_AT_ONCE = 200


@click.command("twins", cls=ChineseCommand, help=HELP)
@existing_ledger
@click.option("--by", metavar="NAME", default="督查室", help="谁决定的，不给就写督查室")
@act_day
@click.option("--exact", is_flag=True, help="把相同的都并了")
@click.option("--accept", multiple=True, metavar="KEEP=ID", help="这两条是一回事：后一条并入前一条")
@click.option("--reject", multiple=True, metavar="ID=ID", help="这两条不是一回事")
@click.option(
    "--document",
    metavar="NAME",
    default="",
    help="只看名称、标题里有这些字或这个编号的文件，列出不同",
)
def twins(
    where: str,
    by: str,
    on: dt.date,
    *,
    exact: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    document: str,
) -> int:
    """Show pairs, or rule on them."""
    with ledger_at(where, create=False) as ledger:
        faults: list[Problem] = []
        paper = paper_meant(ledger, document) if document else None
        done = sum(_merge(ledger, *pair, by, on, faults) for pair in _named(ledger, accept, faults))
        done += sum(_keep_apart(ledger, *pair, by, on) for pair in _named(ledger, reject, faults))
        if exact:
            equal = [pair for pair in _pairs(ledger, paper) if pair.equal]
            done += sum(_merge(ledger, pair.keep.id, pair.other.id, by, on, faults) for pair in equal)
        if not (accept or reject or exact):
            pairs = _pairs(ledger, paper)
            _show(ledger, pairs)
            if paper:
                show_rest(ledger, pairs, paper)
        elif not done and not faults:
            click.echo("没有相同的任务。")
    for fault in faults:
        click.echo(fault.line(), err=True)
    if not faults:
        return DONE
    return SOME_FAILED if done else NOTHING_DONE


def _named(ledger: Ledger, pairs: tuple[str, ...], faults: list[Problem]) -> list[tuple[str, str]]:
    """The full ids of pairs that are written ID=ID; what names no two rows is added to the faults."""
    found = []
    for words in pairs:
        names = words.replace("＝", "=").split("=")
        if len(names) != 2 or not all(names):
            raise click.UsageError(f"「{words}」要写成 编号=编号 的样子", click.get_current_context())
        ids, wrong = full_ids(ledger, names)
        faults += wrong
        if len(ids) == 2:
            found.append((ids[0], ids[1]))
    return found


def _keep_apart(ledger: Ledger, one: str, two: str, by: str, on: dt.date) -> int:
    from pipeline.ledger.merging import kept_apart, pair_key

    ledger.append([kept_apart(pair_key(one, two))], on, by)
    click.echo(f"{one} 和 {two}  已记为不是一回事。")
    return 1


def _merge(ledger: Ledger, keep: str, other: str, by: str, on: dt.date, faults: list[Problem]) -> int:
    from pipeline.ledger import Setting

    outcome = ledger.merge(keep, other, by, Setting(on), "同一项要求，来源并入")
    faults += outcome.problems
    if outcome.events:
        click.echo(f"{other}  已并入 {keep}，来源保留。{_left_behind(ledger, keep, other)}")
    for name in outcome.repeated:
        click.echo(f"{name}  已并过，没有新增。")
    return not outcome.problems


def _left_behind(ledger: Ledger, keep: str, other: str) -> str:
    from pipeline.ledger.open_pairs import left_behind
    from pipeline.ledger.wording import lost_words

    lost = lost_words(left_behind(ledger, keep, other))
    return f"{lost}；要补的，交办之前用 ledger edit。" if lost else ""


def _pairs(ledger: Ledger, paper: DocumentRecord | None) -> list[Twins]:
    """The pairs that nobody has ruled on, all or those of a paper."""
    from pipeline.ledger.open_pairs import open_pairs

    pairs = open_pairs(ledger)
    return of_paper(pairs, paper) if paper else pairs


def _show(ledger: Ledger, pairs: list[Twins]) -> None:
    from pipeline.ledger.queries import load_entries

    for at in range(0, len(pairs), _AT_ONCE):
        some = pairs[at : at + _AT_ONCE]
        ids = dict.fromkeys(row.id for pair in some for row in (pair.keep, pair.other))
        rows = {row.id: row for row in load_entries(ledger, ids)}
        for pair in some:
            click.echo("相同" if pair.equal else f"相近（{pair.alike:.0%}）")
            for label, name in (("保留", pair.keep.id), ("并入", pair.other.id)):
                click.echo(f"  {label} {name}  {told(rows[name])}")
    equal = sum(pair.equal for pair in pairs)
    click.echo(f"相同 {equal} 对，相近 {len(pairs) - equal} 对。")
    if equal:
        click.echo("相同的用 --exact 一次并完；相近的用 --accept 或 --reject 逐对决定。")
