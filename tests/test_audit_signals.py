"""What the audit points out on the side of the ledger: every check speaks where it must, of its rows."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

import corpus
from models import LedgerRow, RowOwner
from pipeline.audit import audit
from pipeline.ledger_files import LedgerFile, read_ledger
from pipeline.ledger_files.cells import date_of
from pipeline.office import Office, tools
from pipeline.readers import read

CASES = tomllib.loads((Path(__file__).parent / "data/audit/signals.toml").read_text("utf-8"))["case"]
DAY = dt.date(2026, 3, 2)


def row(cells):
    owners = tuple(RowOwner(name=name) for name in cells.get("owners", ()))
    known = {key: value for key, value in cells.items() if key != "owners"}
    return LedgerRow(owners=owners, due=date_of(cells.get("deadline", "")), **known)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_check(case, tmp_path):
    path = tmp_path / "speech.txt"
    path.write_text(f"在推进会上的讲话\n\n同志们：\n{case['speech']}\n", "utf-8")
    extraction = tools(Office()).extractor(read(path), date=DAY)
    ledger = LedgerFile("台账.xlsx", rows=tuple(map(row, case["rows"])))
    signals = audit(extraction, ledger, tools(Office()).registry).signals
    spoken = {signal.check: signal for signal in signals}
    assert not set(case.get("silent", ())) & set(spoken)
    if check := case.get("check"):
        assert check in spoken, sorted(spoken)
        assert list(spoken[check].entries) == case["entries"]


def test_sentence_that_only_tells_takes_no_row_from_a_demand():
    speech = corpus.path("inbox") / "0309全镇村干部大会讲话-森林防火撂荒地.txt"
    ledger = read_ledger(str(corpus.path("audit/demo/春季防火和撂荒地整治台账.xlsx")))
    report = audit(tools(Office()).extractor(read(speech)), ledger, tools(Office()).registry)
    rows = {finding.source.quote[:8]: [entry.id for entry in finding.entries] for finding in report.findings}
    assert rows["3.护林员每天上"] == ["3"]
    assert "青石村护林员的巡" not in rows
