"""The addresses of the page, and what each of them does."""

import sys
from collections import Counter
from collections.abc import Collection
from functools import partial
from typing import Any

from flask import Flask, Response, abort, flash, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from models import Act, Event, LedgerEntry, Problem
from pipeline.exports.personal_numbers import masked
from pipeline.exports.sheets.wording import document_titles
from pipeline.faults import unexpected
from pipeline.ledger import LedgerError, Outcome, fold
from pipeline.ledger.lifecycle import action_labels, find_move
from pipeline.ledger.queries import load_entries
from pipeline.ledger.status_groups import DROPPED
from pipeline.page.answers import actor, tell, unnamed
from pipeline.page.corrections import as_shown, correction
from pipeline.page.desk import Desk
from pipeline.page.entry_view import entry_view
from pipeline.page.expanding import add_expanding
from pipeline.page.forms import EVIDENCE_LINES, is_of_a_unit, read_act, read_cells
from pipeline.page.guard import put_under_guard
from pipeline.page.list_view import Wanted, list_view, next_doubtful
from pipeline.page.pairs import add_pairs


def page_for(desk: Desk) -> Flask:
    """The page of one ledger, as a WSGI application."""
    app = Flask(__name__)
    # Flask escapes by the end of a file's name; ours end in .j2, and every one is HTML.
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if not desk.unmasked:
        app.jinja_env.finalize = partial(_masked, secret=desk.secret)
    put_under_guard(app, desk)
    app.context_processor(
        lambda: {
            "secret": desk.secret,
            "name": desk.name,
            "today": desk.today(),
            "by": session.get("by", desk.by),
            "evidence_lines": range(EVIDENCE_LINES),
        }
    )
    _add_reading(app, desk)
    _add_writing(app, desk)
    add_pairs(app, desk)
    add_expanding(app, desk)
    _add_errors(app)
    return app


def _add_reading(app: Flask, desk: Desk) -> None:
    @app.get("/")
    def rows() -> str:
        return render_template("list.html.j2", **list_view(desk, Wanted.read(request.args)))

    @app.get("/entry/<entry_id>")
    def row(entry_id: str) -> str:
        entry, history = _known(desk, entry_id)
        return render_template("entry.html.j2", **entry_view(desk, entry, history))

    @app.get("/next")
    def following() -> AnyResponse:
        found = next_doubtful(desk, request.args.get("after", ""))
        if not found:
            flash("草稿里没有要确认的了。", "done")
            return redirect(url_for("rows"))
        return redirect(url_for("row", entry_id=found))

    @app.get("/papers")
    def papers() -> str:
        state = desk.ledger.state()
        titles = document_titles(state)
        counts = Counter(entry.document_id for entry in state.entries if entry.status not in DROPPED)
        return render_template("papers.html.j2", documents=state.documents, titles=titles, counts=counts)


def _add_writing(app: Flask, desk: Desk) -> None:
    @app.post("/entry/<entry_id>/act")
    def act(entry_id: str) -> AnyResponse:
        entry, _ = _known(desk, entry_id)
        of_a_unit = is_of_a_unit(request.form.get("action", ""), entry.status)
        by, wanted = actor(keep=not of_a_unit), read_act(entry_id, request.form)
        if isinstance(wanted, Problem):
            tell(Outcome(problems=(wanted,)))
        else:
            outcome = desk.ledger.act([wanted], by, desk.setting())
            tell(outcome, f"{action_labels()[wanted.action]}已登记。{unnamed(desk, outcome)}")
        return redirect(url_for("row", entry_id=entry_id), 303)

    @app.post("/entry/<entry_id>/edit")
    def edit(entry_id: str) -> AnyResponse:
        _, history = _known(desk, entry_id)
        by, cells = actor(), read_cells(request.form)
        if isinstance(cells, Problem):
            tell(Outcome(problems=(cells,)))
        else:
            shown = as_shown(history, request.form.get("seen", ""))
            decision = partial(correction, cells=cells, shown=shown, registry=desk.registry)
            tell(desk.ledger.decide(entry_id, decision, by, desk.today()), "已改正。")
        return redirect(url_for("row", entry_id=entry_id), 303)

    @app.post("/file")
    def file_chosen() -> AnyResponse:
        return _act_on_chosen(desk, "file")

    @app.post("/assign")
    def assign_chosen() -> AnyResponse:
        return _act_on_chosen(desk, "assign", number=request.form.get("number", "").strip())


def _act_on_chosen(desk: Desk, action: str, **facts: str) -> AnyResponse:
    """The same step for every row that was ticked for it; what was ticked for the other one is left alone."""
    chosen = load_entries(desk.ledger, request.form.getlist("id"))
    acts = [Act(entry=e.id, action=action, **facts) for e in chosen if find_move(action, e.status)]
    outcome = desk.ledger.act(acts, actor(), desk.setting())
    if not acts:
        flash(f"打勾的里面没有可以{action_labels()[action]}的。请先在左边打勾。", "fault")
    tell(outcome, f"已{action_labels()[action]} {len(outcome.events)} 条。{unnamed(desk, outcome)}")
    again = Wanted.read(request.form).address(1)
    return redirect(url_for("rows", _external=None, **again), 303)


def _add_errors(app: Flask) -> None:
    words = {
        403: "这个请求不是从本页面发出的，没有办理。请回到首页重新操作。",
        404: "没有这一页。编号可能写错了。",
        405: "这个地址不能这样打开。请回到首页。",
        413: "填写的内容太长。请缩短后再提交。",
    }

    def handler(code: int) -> None:
        @app.errorhandler(code)
        def refused(_: Exception) -> Response:
            return Response(render_template("refused.html.j2", words=words[code]), code)

    for code in words:
        handler(code)

    @app.errorhandler(LedgerError)
    def no_ledger(error: LedgerError) -> Response:
        return Response(render_template("refused.html.j2", words=error.problem.line()), 503)

    @app.errorhandler(Exception)
    def fault(error: Exception) -> AnyResponse | HTTPException:
        """Ours; nothing of it was entered, for a step is entered whole or not at all."""
        if isinstance(error, HTTPException):
            return error
        line = unexpected(error).line()
        sys.stderr.write(f"{line}\n")
        return Response(render_template("refused.html.j2", words=line), 500)


def _known(desk: Desk, entry_id: str) -> tuple[LedgerEntry, Collection[Event]]:
    history = desk.ledger.history(entry_id)
    entries = fold(history).entries
    if not entries:
        abort(404)
    return entries[0], history


def _masked(value: Any, *, secret: str) -> Any:
    """What a template prints: numbers of persons masked in all that is text of the ledger."""
    if type(value) is not str or value.startswith("/") or value in (secret, request.args.get("words")):
        return value
    return masked(value)
