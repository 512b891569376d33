"""The same words again: a copy adds nothing, a notice of another month is a paper of its own."""

import datetime as dt

import pytest

from pipeline.batch import Outcome, run_batch
from pipeline.commands.app import main
from pipeline.ledger import Ledger, check

DAY = dt.date(2026, 6, 1)
ROUTINE = "区水务局要于本月底前完成河道自查。区财政局要立即拨付经费。\n"
DATED = "区水务局要于2026年4月30日前完成河道自查。\n"
MAIL = "Subject: {name}\nDate: {day}\nContent-Type: text/plain; charset=utf-8\n\n{words}"
APRIL, MAY = "2026年4月3日工作通知.txt", "2026年5月4日工作通知.txt"


@pytest.fixture
def office(tmp_path):
    """Reads papers, each in a run of its own, into one ledger: the outcomes, the last days, the events."""
    (tmp_path / "来文").mkdir()

    def read(*papers):
        with Ledger.open(tmp_path / "台账.db") as ledger:
            outcomes = []
            for name, words in papers:
                (tmp_path / "来文" / name).write_text(words, "utf-8")
                (report,) = run_batch([tmp_path / "来文" / name], ledger, on=DAY, actor="导入")
                outcomes.append(report)
            assert check(ledger).problems == ()
            rows = ledger.state().entries
            days = sorted(str(row.current_due) for row in rows if row.current_due)
            return outcomes, days, len(ledger.events())

    return read


def outcomes_of(reports):
    return [report.outcome for report in reports]


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ((APRIL, ROUTINE), (MAY, ROUTINE), ["2026-04-30", "2026-05-31"]),
        ((MAY, ROUTINE), (APRIL, ROUTINE), ["2026-04-30", "2026-05-31"]),
        (
            ("四月.eml", MAIL.format(name="a", day="Fri, 3 Apr 2026 09:00:00 +0800", words=ROUTINE)),
            ("五月.eml", MAIL.format(name="a", day="Mon, 4 May 2026 09:00:00 +0800", words=ROUTINE)),
            ["2026-04-30", "2026-05-31"],
        ),
    ],
    ids=["names", "the other way round", "mails"],
)
def test_a_notice_of_another_month_is_read_with_its_own_days(office, first, second, days):
    reports, found, count = office(first, second)
    assert (outcomes_of(reports), found) == ([Outcome.DONE, Outcome.REMARKS], days)
    assert f"与已读的「{reports[0].name}" in reports[1].reason
    again, found, after = office(first, second)
    assert (outcomes_of(again), found, after) == ([Outcome.KNOWN] * 2, days, count)
    assert len({report.document for report in reports}) == 2


@pytest.mark.parametrize(
    "copy",
    [
        (MAY, DATED),
        ("工作通知.txt", DATED),
        ("2026年4月7日工作通知（定稿）.txt", ROUTINE),
        ("工作通知.txt", ROUTINE),
    ],
    ids=["days in the text", "no day in the name", "a day of the same month", "undated copy"],
)
def test_a_copy_with_the_same_days_adds_nothing(office, copy):
    reports, days, count = office((APRIL, copy[1]), copy)
    assert (outcomes_of(reports), days) == ([Outcome.DONE, Outcome.KNOWN], ["2026-04-30"])
    assert office(copy)[2] == count


def test_copies_of_the_second_paper_are_known_too(office):
    office((APRIL, ROUTINE), (MAY, ROUTINE))
    reports, days, _ = office(("20260506再发.txt", ROUTINE), ("20260401预告.txt", ROUTINE))
    assert outcomes_of(reports) == [Outcome.KNOWN] * 2
    assert f"「{MAY}」" in reports[0].reason
    assert f"「{APRIL}」" in reports[1].reason
    assert days == ["2026-04-30", "2026-05-31"]


def test_a_copy_that_tells_the_day_is_said_until_a_person_has_set_it(office, tmp_path):
    reports, days, count = office(("工作通知.txt", ROUTINE), (APRIL, ROUTINE))
    assert (reports[1].outcome, days) == (Outcome.REMARKS, [])
    assert "1 条算得出完成日期" in reports[1].reason
    where = str(tmp_path / "台账.db")
    with Ledger.open(where) as ledger:
        row = next(row for row in ledger.state().entries if "自查" in row.measure)
    told = ["--due", "2026-04-30", "--by", "督查室", "--today", "2026-06-02", "--ledger", where]
    assert main(["ledger", "edit", row.id, *told]) == 0
    reports, days, after = office((APRIL, ROUTINE))
    assert (reports[0].outcome, days, after) == (Outcome.KNOWN, ["2026-04-30"], count + 1)


def test_problems_of_two_papers_with_the_same_words_are_two(office, tmp_path):
    words = "一、存在问题\n1.河道垃圾清运不及时。\n二、整改要求\n1.区水务局要于本月底前完成河道垃圾清运。\n"
    office((APRIL, words), (MAY, words))
    with Ledger.open(tmp_path / "台账.db") as ledger:
        state = ledger.state()
    issues = [issue.id for document in state.documents for issue in document.issues]
    assert len(issues) == len(set(issues)) == 2
    assert {row.issue_id for row in state.entries} <= {*issues, ""}
    assert {row.document_id for row in state.entries} == {document.id for document in state.documents}
