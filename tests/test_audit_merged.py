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
            "deadline": {"text": due, "due": due or None},
            "status": status,
        }
        for row, measure, owner, due, status in ([*each, "", ""][:5] for each in case["rows"])
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


def finding_of(speech, rows, folder):
    return report_of({"speech": [speech], "rows": rows}, folder).findings[0]


def test_a_person_is_told_of_the_row_that_was_done_before(tmp_path):
    row = ["1", "清理城区占道棚亭", "县城管局", "2025-11-30", "已完成"]
    finding = finding_of("县城管局要把城区占道棚亭清理一遍。", [row], tmp_path)
    assert finding.verdict == "missing"
    assert "台账1" in "".join(finding.notes)


@pytest.mark.parametrize(
    ("measure", "doubtful"),
    [("中心小学教室灯具更换90套", True), ("腾空中心小学教室，安置柳湾村17户", False)],
)
def test_a_pair_without_a_deed_in_common_is_to_be_looked_at(measure, doubtful, tmp_path):
    speech = "县教育局把中心小学的教室腾出来，安置柳湾村17户群众。"
    finding = finding_of(speech, [["1", measure, "县教育局"]], tmp_path)
    assert [entry.id for entry in finding.entries] == ["1"]
    assert ("是不是同一件事" in "".join(finding.notes)) is doubtful


def test_shared_words_are_words_of_both_texts(tmp_path):
    speech, measure = "县国资办要把闲置厂房再盘活一批，禁止低价转租。", "闲置厂房再处置一批，严禁低价转租"
    finding = finding_of(speech, [["1", measure, "县国资办"]], tmp_path)
    [words] = [why.removeprefix("共有词语：") for why in finding.entries[0].why if why.startswith("共有词语")]
    assert all(word in speech and word in measure for word in words.split("、"))


def test_saying_it_twice_is_no_merging_of_demands(tmp_path):
    speech = [
        "县民政局要给独居老人装好烟感报警器860只，4月底前装完。",
        "最后再强调一遍，烟感报警器860只，3月底要装一半。",
    ]
    rows = [["1", "独居老人住所安装烟感报警器860只", "县民政局"]]
    report = report_of({"speech": speech, "rows": rows}, tmp_path)
    assert [len(finding.entries) for finding in report.findings] == [1, 1]
    assert not [signal for signal in report.signals if signal.check == "A2"]
