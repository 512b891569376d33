"""A ledger as large as a city's, made through the ledger's own door: papers are added, rows go their way.

Called as a program it builds one and says how long the commands on it take and how much they compute:
`python tests/large_ledger.py 100000 large.db`.
"""

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

from ledger_builders import deadline, document, owner, rows, task

from models import EventKind
from pipeline.ledger import Ledger, NewEvent

DAY = dt.date(2025, 3, 3)
UNITS = ("县水利局", "县财政局", "县教育局", "县农业农村局", "县住房和城乡建设局", "县交通运输局")
PAPER = 50
"""Rows of one paper."""

_STEPS = (
    ("file", "filed", {"pending": True}),
    ("assign", "assigned", {}),
    ("receive", "received", {}),
    ("progress", "under_way", {"percent": 40, "note": "正在办理"}),
    ("apply", "applied", {"evidence": [{"kind": "photo", "text": "照片"}]}),
    ("close", "closed", {"note": "现场核查属实"}),
)


def paper(number, size=PAPER):
    """The `number`-th paper: `size` tasks of six units, every second with a last day."""
    lines = [
        f"{UNITS[at % 6]}牵头，要在{at % 12 + 1}月底前修复第{number}号河段第{at}处护岸。"
        for at in range(size)
    ]
    made = document("\n".join(lines), name=f"河段{number:05}.txt", identity=f"D-{number:05}")
    tasks = []
    for at, line in enumerate(lines):
        words = f"{at % 12 + 1}月底前"
        due = deadline(made, words, "date", due=dt.date(2025, at % 12 + 1, 28)) if at % 2 else None
        measure = line.split(words)[1]
        tasks.append(task(made, measure, owners=[owner(made, UNITS[at % 6], "lead")], deadline=due))
    return rows(made, *tasks)


def build(where, size):
    """Fill a new ledger with `size` rows, from drafts to closed ones."""
    with Ledger.open(where) as ledger:
        for number in range(size // PAPER):
            one = paper(number)
            ledger.add(one, DAY)
            ledger.append(_lives(one), DAY, "督查室")


def _lives(one):
    return [
        NewEvent(EventKind.ACTION_TAKEN, entry.id, {**facts, "action": action, "status": status})
        for at, entry in enumerate(one.entries)
        for action, status, facts in _STEPS[: at % (len(_STEPS) + 1)]
    ]


def say(line):
    """A line on the screen, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main():
    """Build, then time each command as a clerk would start it."""
    size, where = int(sys.argv[1]), sys.argv[2]
    if not Path(where).exists():
        begun = time.perf_counter()
        build(where, size)
        say(f"built {size} rows in {time.perf_counter() - begun:.0f} s")
    for words in COMMANDS:
        seconds, before = time.perf_counter(), os.times()
        command = [sys.executable, "run.py", *words.split(), "--ledger", where]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds, after = time.perf_counter() - seconds, os.times()
        busy = after.children_user + after.children_system - before.children_user - before.children_system
        say(f"{busy:6.1f} s busy, {seconds:6.1f} s in all: {words}")


COMMANDS = (
    "ledger list --today 2025-07-01",
    "ledger list --light red --today 2025-07-01",
    "ledger list --unit 财政 --status 办理中 --today 2025-07-01",
    "ledger list --format jsonl --today 2025-07-01",
    "ledger stats --today 2025-07-01",
    "ledger stats --group document --format json --today 2025-07-01",
    "ledger check",
    "export --format csv --out large-out",
    "export --format jsonl --out large-out",
    "export --format xlsx --out large-out",
)

if __name__ == "__main__":
    main()
