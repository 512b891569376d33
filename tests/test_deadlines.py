"""Deadlines: every row of tests/data/deadlines is a case; a clerk adds one by adding a row.

Rows of one phrase (with the same anchor and field mark) belong together: those with `limit` = yes are, in
order, all the limits that must be found; a row with `limit` = no is a time that must be found and not be a
limit; a phrase whose only row has an empty `text` has no limit at all.
"""

import csv
import datetime as dt
import re
import time
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import DeadlineMatch, find_deadlines
from extractors.deadlines.finder import RULES
from extractors.deadlines.match import Rule
from extractors.deadlines.moments import add_workdays
from extractors.deadlines.view import view_of
from extractors.matching.gate import Gate
from models import DeadlineKind

DATA = Path(__file__).parent / "data" / "deadlines"
TABLES = sorted(table for table in DATA.glob("*.csv") if not table.name.startswith("differential"))


class Case(NamedTuple):
    """A phrase and what must be found in it."""

    phrase: str
    anchor: str
    in_field: str
    rows: list[dict[str, str]]


def rows_of(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cases_of(table: Path) -> list[Case]:
    grouped = groupby(rows_of(table), key=lambda row: (row["phrase"], row["anchor"], row["in_field"]))
    return [Case(*key, list(rows)) for key, rows in grouped]


CASES = [
    pytest.param(case, id=f"{table.stem}: {case.phrase}") for table in TABLES for case in cases_of(table)
]

SEED_PHRASES = sorted({case.phrase for table in TABLES for case in cases_of(table) if case.phrase.strip()})


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def find(case: Case) -> list[DeadlineMatch]:
    return find_deadlines(case.phrase, day(case.anchor), in_field=case.in_field == "yes")


def expected(row: dict[str, str]) -> tuple[object, ...]:
    return row["text"], row["kind"], day(row["due"]), day(row["begins"]), row["standing"] == "yes"


def found(match: DeadlineMatch) -> tuple[object, ...]:
    return match.text, match.kind.value, match.due, match.begins, match.standing


def assert_sound(phrase: str, matches: list[DeadlineMatch]) -> None:
    """What holds for any text: exact spans in order, an explanation for every missing day, sane dates."""
    at = 0
    for match in matches:
        assert phrase[match.start : match.end] == match.text
        assert at <= match.start < match.end
        at = match.end
        assert match.rule
        assert 0 < match.confidence <= 1
        assert match.due is None or 1990 <= match.due.year <= 2100
        if match.kind is DeadlineKind.DATE:
            assert match.due or match.reason
        else:
            assert match.due is None
        if match.begins and match.due:
            assert match.begins <= match.due


@pytest.mark.parametrize("case", CASES)
def test_phrase_is_read_as_a_clerk_reads_it(case: Case):
    matches = find(case)
    assert_sound(case.phrase, matches)
    limits = [found(match) for match in matches if match.limit]
    assert limits == [expected(row) for row in case.rows if row["text"] and row["limit"] == "yes"]
    others = [found(match) for match in matches if not match.limit]
    for row in case.rows:
        if row["limit"] == "no" and row["text"]:
            assert expected(row) in others


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_the_gates_of_a_rule_hide_none_of_its_matches(rule: Rule):
    for phrase in SEED_PHRASES:
        text = view_of(phrase).text
        if rule.pattern.search(text):
            assert re.search(rule.needs, text)
            assert Gate({rule.name: rule.needs or rule.pattern.pattern}).bits(text)


def test_event_of_another_year_is_not_the_known_one():
    opening = {"国庆节": dt.date(2026, 10, 1)}
    for year, due in ((2026, dt.date(2026, 9, 30)), (2027, None)):
        (match,) = find_deadlines(f"{year}年国庆节前完成拆除", dt.date(2026, 3, 5), events=opening)
        assert match.due == due


def test_known_event_gives_the_day_before_it():
    opening = dt.date(2025, 6, 15)
    for phrase in ("汛期前完成清淤", "入汛前完成清淤"):
        (match,) = find_deadlines(phrase, dt.date(2025, 3, 12), events={"汛期": opening})
        assert match.due == dt.date(2025, 6, 14)
        assert match.reason == ""


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("12月底前", dt.date(2025, 12, 31)),
        ("年底前", dt.date(2025, 12, 31)),
        ("明年一季度", dt.date(2026, 3, 31)),
    ],
)
def test_year_alone_serves_where_only_the_year_is_needed(phrase: str, due: dt.date):
    (match,) = find_deadlines(phrase, None, year=2025, in_field=True)
    assert match.due == due
    assert match.confidence < 1


@pytest.mark.parametrize(
    "phrase", ["月底前", "三天内", "下周三前", "明天上午", "12月底前", "今年内", "5个工作日内"]
)
def test_without_a_document_date_nothing_is_counted(phrase: str):
    (match,) = find_deadlines(phrase, None, in_field=True)
    assert match.due is None
    assert match.reason == "发文日期未知"


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("自收到本意见之日起30日内", "起算日（收到本意见之日）未知"),
        ("2月30日前", "日期不存在：2月30日前"),
        ("本届政府任期内", "“本届政府任期内”的届满日未知"),
        ("24小时内", "以小时计，起算时刻未知"),
        ("12月31日零时前", "“12月31日零时前”是当日零点，是否含当日写得不明，按含当日计算"),
        ("2025年6月前", "“2025年6月前”按不含当月计算"),
    ],
)
def test_reason_says_what_a_person_must_settle(phrase: str, reason: str):
    (match,) = find_deadlines(phrase, dt.date(2025, 1, 10), in_field=True)
    assert match.reason == reason
    assert match.confidence < 1


@pytest.mark.parametrize(
    ("start", "count", "due", "sure"),
    [
        ("2025-09-26", 5, "2025-10-10", True),
        ("2026-02-12", 3, "2026-02-24", True),
        ("2025-05-20", 30, "2025-07-02", True),
        ("2027-03-01", 5, "2027-03-08", False),
        ("2001-03-01", 1, "2001-03-02", False),
    ],
)
def test_working_days_follow_the_published_calendar(start: str, count: int, due: str, sure: bool):
    assert add_workdays(dt.date.fromisoformat(start), count) == (day(due), sure)


def test_working_days_without_a_calendar_are_marked():
    (match,) = find_deadlines("5个工作日内", dt.date(2027, 3, 1), in_field=True)
    assert match.due == dt.date(2027, 3, 8)
    assert match.reason == "该年调休安排未知，按周一至周五推算"
    assert match.confidence <= 0.6


def test_month_already_gone_is_next_year_and_less_sure():
    (match,) = find_deadlines("3月底前完成", dt.date(2025, 11, 18))
    assert match.due == dt.date(2026, 3, 31)
    assert match.confidence <= 0.7
    assert match.reason


def test_only_complete_dates_are_certain():
    certain = {
        phrase: find_deadlines(phrase, dt.date(2025, 3, 12), in_field=True)[0].confidence
        for phrase in ("2025年6月30日前", "6月30日前", "30日内", "2025年6月前")
    }
    assert certain["2025年6月30日前"] == 1
    assert all(value < 1 for phrase, value in certain.items() if phrase != "2025年6月30日前")


WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789:-./()"}
ANCHORS = st.none() | st.dates(dt.date(1995, 1, 1), dt.date(2060, 12, 31))
SIGNS = (
    "0123456789一二三十两半年月日号天周个季度底末初内前后起至到每上下本明今农历正，。；：、（）《》“”—-./ \n"
)
WORDS = [
    "工作日",
    "收到",
    "之日",
    "长期坚持",
    "立即",
    "完成",
    "春节",
    "时限：",
    "２０２５",
    "12",
    "之前",
    "以内",
]
PIECES = st.sampled_from([*SIGNS, *WORDS, "\u3000", "\u200b"])


@st.composite
def varied(draw: st.DrawFn) -> tuple[str, str]:
    """A phrase, and the same with some characters full width and some blanks put in."""
    phrase = draw(st.sampled_from(SEED_PHRASES))
    out = []
    for left, right in zip(phrase, [*phrase[1:], ""], strict=True):
        out.append(left.translate(WIDE) if draw(st.booleans()) else left)
        if right and not (left.isdigit() and right.isdigit()) and draw(st.integers(0, 5)) == 0:
            out.append(draw(st.sampled_from([" ", "\u3000", "\xa0"])))
    return phrase, "".join(out)


def bare(text: str) -> str:
    return "".join(text.split()).translate({wide: narrow for narrow, wide in WIDE.items()})


@settings(max_examples=400, deadline=None, derandomize=True)
@given(varied(), st.booleans())
def test_width_and_blanks_move_no_span_and_change_no_date(pair: tuple[str, str], in_field: bool):
    phrase, variant = pair
    matches = find_deadlines(variant, dt.date(2025, 3, 12), in_field=in_field)
    assert_sound(variant, matches)
    plain = find_deadlines(bare(phrase), dt.date(2025, 3, 12), in_field=in_field)
    dated = [
        (bare(match.text), match.kind, match.due) for match in plain if match.limit and match.kind != "vague"
    ]
    varied_dates = {(bare(match.text), match.kind, match.due) for match in matches}
    assert varied_dates >= set(dated)


@settings(max_examples=800, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=30).map("".join), ANCHORS, st.booleans())
def test_any_text_is_survived(text: str, anchor: dt.date | None, in_field: bool):
    assert_sound(text, find_deadlines(text, anchor, in_field=in_field))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=60), ANCHORS)
def test_any_unicode_is_survived(text: str, anchor: dt.date | None):
    assert_sound(text, find_deadlines(text, anchor, in_field=True))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dates(dt.date(2004, 1, 1), dt.date(2026, 6, 30)), st.integers(1, 60))
def test_working_days_are_working_days_and_never_fewer(start: dt.date, count: int):
    due, sure = add_workdays(start, count)
    assert sure
    assert due is not None
    assert due >= start + dt.timedelta(days=count)
    assert add_workdays(start, count - 1)[0] < due if count > 1 else due > start


@pytest.mark.parametrize(
    "piece", ["2025年", "每月、", "自收到后3", "完成时限：", "3月至", "6.30前", "节前", "一", "自"]
)
def test_long_repetition_costs_no_more_than_its_length(piece: str):
    text = piece * 3000
    started = time.process_time()
    find_deadlines(text, dt.date(2025, 3, 12))
    find_deadlines(text, dt.date(2025, 3, 12), in_field=True)
    assert time.process_time() - started < 5
