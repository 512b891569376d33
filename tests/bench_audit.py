"""How the audit grows with the ledger: seconds and memory for ledgers of growing length.

`python tests/bench_audit.py` prints the table of docs/audit-speed.md and draws its plot; with a number it
measures that length alone. The rows are made of the words of the study cases and differ from each other.
"""

import datetime as dt
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import corpus
from models import LedgerRow, Role, RowOwner

LENGTHS = (1_000, 10_000, 50_000, 100_000)
DEMANDS = 50
LIMIT = 20.0
"""Seconds that the command may take for the longest ledger."""
VERBS = ("完成", "推进", "清理", "建立", "检查", "登记", "发放", "改造", "公示", "核实", "组织", "更换")
TAILS = ("并建立台账", "每月通报进度", "落实到户", "报镇党政办", "验收后公示", "明确专人负责", "逐村逐户核对")


def things() -> list[str]:
    """What rows are about: phrases of the ledgers of the study cases."""
    found = []
    for path in sorted(corpus.path("audit").glob("study/*/ledger.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            found += json.loads(line)["measure"].split("，")
    return sorted(set(found))


def rows(number: int) -> Iterator[LedgerRow]:
    """So many different rows; every thousandth is a demand of the speech in other words."""
    places = [f"{a}{b}村" for a in "东西南北上下大小" for b in "河岭湾桥坪塘坡坝沟庄"]
    made = itertools.product(TAILS, VERBS, places, things())
    for at, (tail, verb, place, thing) in enumerate(itertools.islice(made, number)):
        measure = f"{verb}{place}{thing}，{tail}"
        if at % 1000 == 0:
            measure = "汛前完成积水点应急改造12处"
        yield LedgerRow(
            id=str(at),
            measure=measure,
            owners=(RowOwner(name="各村", role=Role.RESPONSIBLE),),
            deadline="2026年6月30日",
            due=dt.date(2026, 6, 30),
        )


def speech() -> str:
    """A speech of fifty demands, those of the study cases one after the other."""
    found: list[str] = []
    for path in sorted(corpus.path("audit").glob("study/*/truth.json")):
        found += [each["quote"] for each in json.loads(path.read_text("utf-8"))["commitments"]]
    return "在全市重点工作推进会上的讲话\n\n同志们：\n" + "\n".join(found[:DEMANDS]) + "\n"


def record(row: LedgerRow) -> str:
    owners = [{"name": owner.name, "role": owner.role} for owner in row.owners]
    deadline = {"text": row.deadline, "due": str(row.due)}
    made = {"id": row.id, "measure": row.measure, "owners": owners, "deadline": deadline, "status": "办理中"}
    return json.dumps(made, ensure_ascii=False) + "\n"


def measure(number: int) -> tuple[float, float, float]:
    """Seconds by the clock and of the processors for the whole command, and the most megabytes it took."""
    with TemporaryDirectory() as folder:
        paper, ledger = Path(folder, "讲话.txt"), Path(folder, "台账.jsonl")
        paper.write_text(speech(), "utf-8")
        with ledger.open("w", encoding="utf-8") as file:
            file.writelines(map(record, rows(number)))
        command = [
            sys.executable,
            "run.py",
            "audit",
            str(paper),
            "--ledger",
            str(ledger),
            "--date",
            "2026-03-02",
        ]
        begun = time.perf_counter()
        subprocess.run(command, check=True, cwd=corpus.path("..").resolve(), stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def plot(points: Sequence[tuple[int, float]]) -> str:
    """The seconds over the rows as a drawing, with the limit and a straight line between the ends."""
    most_rows, most = points[-1][0], max(LIMIT, *(seconds for _, seconds in points))

    def at(rows: float, seconds: float) -> tuple[int, int]:
        return round(60 + 560 * rows / most_rows), round(320 - 290 * seconds / most)

    def line(ends: Sequence[tuple[float, float]], look: str) -> str:
        places = " ".join(f"{x},{y}" for x, y in (at(*end) for end in ends))
        return f'<polyline points="{places}" fill="none" {look}/>'

    drawn = [
        line([(0, LIMIT), (most_rows, LIMIT)], 'stroke="#b33" stroke-dasharray="6 4"'),
        line([points[0], points[-1]], 'stroke="#999" stroke-dasharray="2 3"'),
        line(points, 'stroke="#1f5fa8" stroke-width="2"'),
    ]
    for number, seconds in points:
        x, y = at(number, seconds)
        drawn.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#1f5fa8"/>')
        drawn.append(f'<text x="{x}" y="{y - 10}" text-anchor="middle">{seconds:.1f} s</text>')
        drawn.append(f'<text x="{x}" y="340" text-anchor="middle">{number // 1000}k</text>')
    drawn.append(
        f'<text x="60" y="14">processor seconds, {DEMANDS} demands, by rows; dashes: the limit</text>'
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 350" font-family="sans-serif"'
    body = "\n".join(drawn)
    return f'{head} font-size="12">\n<rect width="660" height="350" fill="white"/>\n{body}\n</svg>\n'


def main() -> None:
    if len(sys.argv) > 1:
        wall, processor, megabytes = measure(int(sys.argv[1]))
        print(json.dumps([wall, processor, megabytes]))  # noqa: T201
        return
    print("| Rows | Wall s | Processor s | MB |\n|---|---|---|---|")  # noqa: T201
    points = []
    for length in LENGTHS:
        told = subprocess.run(
            [sys.executable, str(Path(__file__)), str(length)], check=True, capture_output=True, text=True
        )
        wall, processor, megabytes = json.loads(told.stdout)
        points.append((length, processor))
        print(f"| {length:,} | {wall:.1f} | {processor:.1f} | {megabytes:.0f} |")  # noqa: T201
    (corpus.path("..") / "docs" / "audit-speed.svg").write_text(plot(points), "utf-8")


if __name__ == "__main__":
    main()
