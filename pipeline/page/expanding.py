"""展开: what a row of 各乡镇 would become by the roster, shown on its page, and the form that does it."""

from typing import NamedTuple

from flask import Flask, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from models import LedgerEntry, Problem
from pipeline.ledger import Outcome
from pipeline.ledger.expanding import asked_classes
from pipeline.ledger.expansion import expansion
from pipeline.ledger.queries import load_entries
from pipeline.ledger.status_groups import SETTLED
from pipeline.page.answers import actor, tell
from pipeline.page.desk import Desk
from pipeline.page.forms import on_the_page

OTHER_NUMBER = "L057"
"""The number in the text is not the roster's: a person may look, and want it anyway."""


class ExpandingForm(NamedTuple):
    """Whom the roster would give a row, what is to be said of that, whether it may be done nevertheless."""

    names: str
    fresh: int
    known: int
    said: tuple[str, ...]
    anyway: bool = False


def expanding_form(desk: Desk, entry: LedgerEntry) -> ExpandingForm | None:
    """The form of a row that asks something of a class; None for any other."""
    if entry.parent or entry.status in SETTLED or not asked_classes(entry):
        return None
    found = expansion(desk.ledger, entry.id, registry=desk.registry)
    if isinstance(found, Problem):
        return ExpandingForm("", 0, 0, (on_the_page(found.line()),), found.code == OTHER_NUMBER)
    said = tuple(on_the_page(left.line()) for left in found.left_out)
    return ExpandingForm(found.names, len(found.made), found.known, said)


def add_expanding(app: Flask, desk: Desk) -> None:
    """The address of the form."""

    @app.post("/entry/<entry_id>/expand")
    def expand(entry_id: str) -> AnyResponse:
        if not load_entries(desk.ledger, [entry_id]):
            abort(404)
        by, to, anyway = actor(), request.form.get("to", "").strip(), bool(request.form.get("anyway"))
        found = expansion(desk.ledger, entry_id, to, anyway=anyway, registry=desk.registry)
        if isinstance(found, Problem):
            tell(Outcome(problems=(found,)))
        elif not by:
            flash("请在“经办”里写明是谁办的。", "fault")
        elif not found.made:
            flash("要展开的都已经有了，没有新增。", "done")
        else:
            events = desk.ledger.append(found.made, desk.today(), by)
            done = f"已展开 {len(found.made)} 条：{found.names}。都是草稿，请逐条立项、交办。"
            tell(Outcome(events=events), done)
        return redirect(url_for("row", entry_id=entry_id), 303)
