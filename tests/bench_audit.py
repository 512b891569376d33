"""How the audit grows with the ledger: seconds and memory for ledgers of growing length.

`python tests/bench_audit.py` prints the table of docs/audit-speed.md; with a number it measures that length
alone. The rows are made of the words of the study cases and are different from each other.
"""

import datetime as dt
import itertools
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import corpus
from models import LedgerRow, Role, RowOwner
from pipeline.audit import audit
from pipeline.ledger_files import LedgerFile
from pipeline.office import Office, tools
from pipeline.readers import read

LENGTHS = (1_000, 10_000, 50_000, 100_000)
SPEECH = corpus.path("inbox") / "0309全镇村干部大会讲话-森林防火撂荒地.txt"
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
            measure = "设置进山卡口41处，落实人员、标牌、登记本"
        yield LedgerRow(
            id=str(at),
            measure=measure,
            owners=(RowOwner(name="各村", role=Role.RESPONSIBLE),),
            deadline="2026年6月30日",
            due=dt.date(2026, 6, 30),
        )


def measure(number: int) -> tuple[float, float, int]:
    """Seconds of processor time of the audit alone, the most megabytes of the whole process, commitments."""
    own = tools(Office())
    extraction = own.extractor(read(SPEECH))
    ledger = LedgerFile("bench", tuple(rows(number)))
    start = time.process_time()
    report = audit(extraction, ledger, own.registry)
    seconds = time.process_time() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(report.findings)


def main() -> None:
    if len(sys.argv) > 1:
        seconds, megabytes, demands = measure(int(sys.argv[1]))
        print(f"| {int(sys.argv[1]):,} | {demands} | {seconds:.1f} | {megabytes:.0f} |")  # noqa: T201
        return
    print("| Rows | Demands | Seconds | MB |\n|---|---|---|---|")  # noqa: T201
    for length in LENGTHS:
        subprocess.run([sys.executable, str(Path(__file__)), str(length)], check=True)


if __name__ == "__main__":
    main()
