"""A corrected paper is read again: the clerk is told, sees what was merged, and undoes it."""

import datetime as dt

import pytest

from pipeline.commands.app import main
from pipeline.ledger import Ledger, check

FIRST = """关于青河整治的通知
县水利局要在2025年3月25日前修复青河险工险段3处。
县财政局要在2025年4月20日前拨付青河整治资金30万元。
"""
SECOND = FIRST.replace("30万元", "50万元")


@pytest.fixture
def office(tmp_path, capsys):
    """Reads a text as 青河通知.txt into one ledger, or runs a command on it; what was said."""
    where = str(tmp_path / "台账.db")

    def read(words, day):
        (tmp_path / "青河通知.txt").write_text(words, "utf-8")
        return run("batch", str(tmp_path / "青河通知.txt"), "--today", day)

    def run(*words):
        assert main([*words, "--ledger", where]) == 0
        return capsys.readouterr().out

    return where, read, run


def test_a_corrected_paper_is_told_and_nothing_of_the_older_one_goes_away(office):
    where, read, _ = office
    assert "同名" not in read(FIRST, "2025-03-01")
    assert "同名" not in read(FIRST, "2025-03-02"), "the same bytes are the same paper"
    told = read(SECOND, "2025-03-03")
    assert "台账里原有一份同名的“青河通知.txt”，内容不同，两份都在" in told
    assert "ledger twins --document 青河通知.txt" in told
    assert "同名" in read(SECOND, "2025-03-04"), "a run that was broken off says it the next time"
    with Ledger.open(where) as ledger:
        assert len(ledger.state().entries) == 4
        assert check(ledger).problems == ()


def test_the_difference_shows_what_was_merged_and_an_undone_merge_is_an_event(office):
    where, read, run = office
    read(FIRST, "2025-03-01")
    read(SECOND, "2025-03-03")
    run("ledger", "twins", "--exact", "--today", "2025-03-04")
    told = run("ledger", "twins", "--document", "青河通知")
    assert "已并案：1 条" in told
    with Ledger.open(where) as ledger:
        before = ledger.events()
        other = next(row for row in ledger.state().entries if row.status == "merged")
    note = ("--note", "数额不同，是两件事", "--by", "督查室", "--today", "2025-03-05")
    run("ledger", "unmerge", other.id, *note)
    with Ledger.open(where) as ledger:
        assert ledger.events()[: len(before)] == before, "nothing was rewritten"
        assert len(ledger.events()) > len(before)
        rows = {row.id: row for row in ledger.state().entries}
        assert rows[other.id].status == "draft"
        assert all(len(row.sources) == 1 for row in rows.values())
        assert ledger.state(on=dt.date(2025, 3, 4)).entries != ledger.state().entries
    assert "已并案：0 条" in run("ledger", "twins", "--document", "青河通知")
