"""同一事项: pairs of rows that may be one demand, side by side, and a person's ruling on each."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from flask import Flask, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from models import STATUS_LABELS, LedgerEntry
from pipeline.exports.personal_numbers import masked
from pipeline.ledger import Ledger, Outcome
from pipeline.ledger.merging import kept_apart, pair_key
from pipeline.ledger.moments import Moment
from pipeline.ledger.open_pairs import left_behind, open_pairs
from pipeline.ledger.queries import load_entries
from pipeline.ledger.twins import Twins
from pipeline.ledger.wording import due_words, lost_words, owner_words, work_words
from pipeline.page.answers import actor, tell
from pipeline.page.desk import Desk
from pipeline.page.entry_view import Piece

PAGE = 20
"""Pairs on one page."""
Shown = Callable[[str], str]
WHY = "同一项要求，来源并入"


def add_pairs(app: Flask, desk: Desk) -> None:
    """The addresses of the view."""

    @app.get("/twins")
    def pairs() -> str:
        return render_template("twins.html.j2", **pairs_view(desk, _page(request.args.get("page", ""))))

    @app.post("/twins")
    def rule() -> AnyResponse:
        by, ruling = actor(), request.form.get("ruling", "")
        if ruling == "equal":
            _merge_equal(desk, by)
        else:
            _rule_on_one(desk, ruling, by)
        return redirect(url_for("pairs", page=_page(request.form.get("page", ""))), 303)


def pairs_view(desk: Desk, wanted: int) -> dict[str, Any]:
    """All that the template needs: a page of the pairs that wait for a ruling."""
    found = _pairs(desk.ledger, desk.ledger.last_seq())
    pages = max(1, -(-len(found) // PAGE))
    page = min(wanted, pages)
    here = found[(page - 1) * PAGE : page * PAGE]
    names = dict.fromkeys(row.id for pair in here for row in (pair.keep, pair.other))
    rows = {row.id: row for row in load_entries(desk.ledger, names)}
    return {
        "pairs": [_pair(pair, rows[pair.keep.id], rows[pair.other.id], _shown(desk)) for pair in here],
        "equal": sum(pair.equal for pair in found),
        "near": sum(not pair.equal for pair in found),
        "page": page,
        "pages": pages,
    }


@lru_cache(maxsize=4)
def _pairs(ledger: Ledger, seq: int) -> tuple[Twins, ...]:
    """The pairs after event `seq`; kept until something else happens."""
    return tuple(open_pairs(ledger, Moment(seq)))


def _pair(pair: Twins, keep: LedgerEntry, other: LedgerEntry, shown: Shown) -> dict[str, Any]:
    return {
        "equal": pair.equal,
        "alike": f"{pair.alike:.0%}",
        "rows": [_row(keep, other, shown), _row(other, keep, shown)],
    }


def _row(entry: LedgerEntry, beside: LedgerEntry, shown: Shown) -> dict[str, Any]:
    """A row, with what of it differs from the other one; numbers are masked before anything is cut."""
    units, limit = owner_words(entry), due_words(entry)
    return {
        "id": entry.id,
        "work": list(differing(shown(work_words(entry)), shown(work_words(beside)))),
        "units": [Piece(units or "待明确", "" if units == owner_words(beside) else "differs")],
        "limit": [Piece(limit, "" if limit == due_words(beside) else "differs")],
        "status": STATUS_LABELS[entry.status].partition("（")[0],
        "document": entry.document,
    }


def differing(words: str, beside: str) -> Iterator[Piece]:
    """The words in pieces, those marked that the other one does not have."""
    for step, start, end, _, _ in SequenceMatcher(None, words, beside, autojunk=False).get_opcodes():
        if start < end:
            yield Piece(words[start:end], "" if step == "equal" else "differs")


def _shown(desk: Desk) -> Shown:
    return str if desk.unmasked else masked


def _page(words: str) -> int:
    return max(1, int(words)) if words.isascii() and words.isdigit() else 1


def _rule_on_one(desk: Desk, ruling: str, by: str) -> None:
    keep, other = request.form.get("keep", ""), request.form.get("other", "")
    if keep == other or len(load_entries(desk.ledger, [keep, other])) != 2:
        abort(404)
    if ruling == "merge":
        outcome = desk.ledger.merge(keep, other, by, desk.setting(), WHY)
        lost = lost_words(left_behind(desk.ledger, keep, other))
        tell(outcome, f"{other} 已并入 {keep}，来源保留。{f'{lost}。' if lost else ''}")
    elif not by:
        flash("请在“经办”里写明是谁决定的。", "fault")
    else:
        events = desk.ledger.append([kept_apart(pair_key(keep, other))], desk.today(), by)
        tell(Outcome(events=events), f"{keep} 和 {other} 已记为不是一回事，以后不再提。")


def _merge_equal(desk: Desk, by: str) -> None:
    """Merge all in which nothing differs; what a rule forbids is told row by row."""
    equal = [pair for pair in open_pairs(desk.ledger) if pair.equal]
    outcomes = [desk.ledger.merge(p.keep.id, p.other.id, by, desk.setting(), WHY) for p in equal]
    done = sum(bool(outcome.events) for outcome in outcomes)
    if done:
        flash(f"相同的已并 {done} 对，来源都保留。", "done")
    tell(Outcome(problems=tuple(fault for outcome in outcomes for fault in outcome.problems)))
