"""Ledgers with rows merged and split: every demand finds its rows, no row is taken for another's."""

import json
import tomllib
from pathlib import Path

import pytest
from extraction_builders import param

from pipeline.audit import audit
from pipeline.ledger_files import read_ledger
from pipeline.office import Office, tools
from pipeline.readers import read

CASES = tomllib.loads((Path(__file__).parent / "data/audit/merged.toml").read_text("utf-8"))["case"]


def report_of(case, folder):
    speech, ledger = folder / "speech.txt", folder / "ledger.jsonl"
    lines = ["在推进会上的讲话", "（2026年3月2日）", "同志们：", *case["speech"]]
    speech.write_text("\n".join(lines) + "\n", "utf-8")
    rows = [
        {
            "id": row,
            "measure": measure,
            "owners": [{"name": each} for each in owner.split("、")],
            "status": "",
        }
        for row, measure, owner in case["rows"]
    ]
    ledger.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    own = tools(Office())
    return audit(own.extractor(read(speech)), read_ledger(str(ledger)), own.registry)


@pytest.mark.parametrize("case", [param(case, case["name"]) for case in CASES])
def test_every_demand_finds_its_rows(case, tmp_path):
    report = report_of(case, tmp_path)
    found = {f.source.quote: sorted(entry.id for entry in f.entries) for f in report.findings}
    assert [found[line] for line in case["speech"]] == case["pairs"]
    assert [each.entry.id for each in report.untraceable] == case["untraceable"]
