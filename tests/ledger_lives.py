"""Rows with a life, for tests of lights, figures and commands: real papers, real acts on a real ledger."""

import datetime as dt

from ledger_builders import deadline, document, owner, rows, task

from models import Act, Evidence
from pipeline.ledger import Setting

PLAN, OTHER = "编制护岸修复方案", "清理河道垃圾"
MEETING = dt.date(2025, 6, 9)


def paper(measure=PLAN, *, dated=True):
    """Two rows: one with all it needs (a limit only if `dated`), one without owner or limit."""
    text = f"县水利局牵头，县财政局配合，要在6月底前{measure}。\n{OTHER}。"
    made = document(text)
    owners = [owner(made, "县水利局", "lead"), owner(made, "县财政局", "support")]
    due = deadline(made, "6月底前", "date", due="2025-06-30") if dated else None
    return rows(made, task(made, measure, owners=owners, deadline=due), task(made, OTHER))


def act_of(entry, action, facts, ids=None):
    """The act that a row of test data describes."""
    evidence = tuple(Evidence(kind=kind, text=text) for kind, text in facts.get("evidence", ()))
    into = (ids or {}).get(facts.get("into", ""), facts.get("into", ""))
    return Act(entry=entry, action=action, **{**facts, "evidence": evidence, "into": into})


def act(ledger, entry, day, by, action, facts, ids=None):
    """Take one step on a day of 2025."""
    on = dt.date.fromisoformat(f"2025-{day}")
    return ledger.act([act_of(entry, action, facts, ids)], by, Setting(on))


def live(ledger, entry, steps):
    """Take the steps, all of which must be allowed."""
    for step in steps:
        outcome = act(ledger, entry, *step)
        assert outcome.problems == (), step


def assigned(ledger, *, dated=True):
    """A ledger's row that 督查室 has assigned on 10 June."""
    ledger.add(paper(dated=dated), MEETING)
    entry = next(e.id for e in ledger.state().entries if e.measure == PLAN)
    live(
        ledger,
        entry,
        [("06-10", "督查室", "file", {"pending": not dated}), ("06-10", "督查室", "assign", {})],
    )
    return entry
