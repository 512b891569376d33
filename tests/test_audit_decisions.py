"""What people decide about pairs: kept in our own ledger, signed and dated, and respected next time."""

import datetime as dt
import json

import pytest

from pipeline.commands.app import main
from pipeline.ledger import Ledger

SPEECH = """在全县公共厕所管护工作会上的讲话
（2026年5月11日）
同志们：
县城管局要在6月底前完成公厕除臭改造12座。
县财政局要在5月底前落实管护经费40万元。
"""
OTHER = """全县市容管理通知
（2026年5月12日）
县城管局要在6月底前完成公厕除臭设备更新12座。
县园林局要在7月底前补栽行道树300株。
"""
TODAY = ("--today", "2026-05-20")


@pytest.fixture
def office(tmp_path, address):
    (tmp_path / "讲话.txt").write_text(SPEECH, "utf-8")
    (tmp_path / "通知.txt").write_text(OTHER, "utf-8")
    assert main(["batch", str(tmp_path / "通知.txt"), "--ledger", address, "--workers", "1", *TODAY]) == 0
    return tmp_path, address


def audited(capsys, office, *extra):
    folder, address = office
    capsys.readouterr()
    arguments = ["audit", str(folder / "讲话.txt"), "--ledger", address, "--format", "jsonl", *TODAY, *extra]
    code = main(arguments)
    out, err = capsys.readouterr()
    assert code == 0, err
    return [json.loads(line) for line in out.splitlines()]


def finding(records, words):
    return next(r for r in records if r["kind"] == "commitment" and words in r["source"]["quote"])


def test_a_link_is_kept_in_the_ledger_and_shown_with_who_and_when(office, capsys):
    before = audited(capsys, office)
    missing = finding(before, "县财政局")
    (tree,) = [r["entry"]["id"] for r in before if r["kind"] == "untraceable"]
    assert missing["verdict"] == "missing"
    audited(capsys, office, "--link", f"{missing['id']}={tree}", "--by", "县委督查室")
    after = finding(audited(capsys, office), "县财政局")
    assert [entry["id"] for entry in after["entries"]] == [tree]
    assert after["entries"][0]["why"][0] == "由县委督查室于2026-05-20指定对应"
    with Ledger.open(office[1]) as ledger:
        (kept,) = ledger.notes("audit_decision")
        assert (kept.actor, kept.on, kept.subject) == ("县委督查室", dt.date(2026, 5, 20), tree)
        assert kept.payload["quote"] == missing["source"]["quote"]


def test_a_rejected_pair_stays_apart_and_the_finding_says_so(office, capsys):
    found = finding(audited(capsys, office), "县城管局")
    (entry,) = [each["id"] for each in found["entries"]]
    audited(capsys, office, "--reject", f"{found['id']}={entry}", "--by", "县委督查室")
    after = finding(audited(capsys, office), "县城管局")
    assert (after["verdict"], after["entries"]) == ("missing", [])
    assert f"台账{entry}行：由县委督查室于2026-05-20认定不对应。" in after["notes"]
    audited(capsys, office, "--accept", f"{found['id']}={entry}", "--by", "县住建局")
    again = finding(audited(capsys, office), "县城管局")
    assert again["entries"][0]["why"][0] == "由县住建局于2026-05-20确认对应"


def test_without_a_name_nothing_is_recorded(office, capsys):
    found = finding(audited(capsys, office), "县财政局")
    folder, address = office
    code = main(["audit", str(folder / "讲话.txt"), "--ledger", address, "--reject", f"{found['id']}=x"])
    assert code == 2
    assert "--by" in capsys.readouterr().err
    with Ledger.open(address) as ledger:
        assert not ledger.notes("audit_decision")


def test_a_line_that_was_cut_off_swallows_no_other_decision(office, tmp_path, capsys):
    kept = tmp_path / "意见.jsonl"
    before = audited(capsys, office)
    missing = finding(before, "县财政局")
    (tree,) = [r["entry"]["id"] for r in before if r["kind"] == "untraceable"]
    pair = f"{missing['id']}={tree}"
    line = json.dumps(
        {"ruling": "link", "commitment": "c1", "entry": "E1", "quote": "松林", "on": "2026-05-19"}
    )
    for cut in (line.encode(), '{"quote": "松林'.encode()[:-1]):
        kept.write_bytes(cut)
        audited(capsys, office, "--decisions", str(kept), "--link", pair, "--by", "督查室")
        told = kept.read_bytes()
        assert told.startswith(cut + b"\n")
        assert told.count(b"\n") == 2
        after = finding(audited(capsys, office, "--decisions", str(kept)), "县财政局")
        assert [entry["id"] for entry in after["entries"]] == [tree]
