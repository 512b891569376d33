"""Who acts, as a form says, and what is told of it above the next page."""

from flask import flash, request, session

from pipeline.ledger import Outcome
from pipeline.ledger.queries import load_entries
from pipeline.ledger.wording import unnamed_words
from pipeline.page.desk import Desk
from pipeline.page.forms import on_the_page


def actor(*, keep: bool = True) -> str:
    """Who acts, as the form says; the browser keeps the name for the next form, but not that of a unit."""
    name = request.form.get("by", "").strip()
    if keep:
        session["by"] = name
    return name


def tell(outcome: Outcome, done: str = "") -> None:
    """What came of it, above the next page."""
    if outcome.events:
        flash(done, "done")
    if outcome.repeated:
        flash("已登记过，没有新增。", "done")
    for fault in outcome.problems:
        flash(on_the_page(fault.line()), "fault")


def unnamed(desk: Desk, outcome: Outcome) -> str:
    """That rows were filed or assigned without a measure, and who will be asked for it."""
    names = [event.subject for event in outcome.events if event.payload.get("action") in ("file", "assign")]
    return unnamed_words(load_entries(desk.ledger, names))
