"""Calendars, the web page and Parquet: read back by the programs they are for."""

import datetime as dt
import importlib.util
import sys
import tracemalloc

import pyarrow.parquet as pq
import pytest
from icalendar import Calendar
from ledger_builders import deadline, document, owner, rows, task

from models import Gap, LedgerState
from pipeline.commands.app import main
from pipeline.exports import EXTRAS, FORMATS, export
from pipeline.ledger import Ledger

PAPER = document(
    "县水利局要在2025年6月底前修复护岸。\n县财政局要立即拨付资金。\n县教育局要在5月前排查、7月10日前整改。"
)


def state(measure: str = "", last_seq: int = 7) -> LedgerState:
    june = deadline(PAPER, "2025年6月底前", "date", due=dt.date(2025, 6, 30))
    july = deadline(PAPER, "7月10日前", "date", due=dt.date(2025, 7, 10))
    may = deadline(PAPER, "5月前", "date", due=dt.date(2025, 4, 30))
    found = rows(
        PAPER,
        task(PAPER, "修复护岸", owners=[owner(PAPER, "县水利局", "lead")], deadline=june),
        task(PAPER, "拨付资金", owners=[owner(PAPER, "县财政局")], deadline=deadline(PAPER, "立即", "vague")),
        task(PAPER, "排查", owners=[owner(PAPER, "县教育局")], deadline=july, milestones=(may,)),
    )
    entries = found.entries
    if measure:
        entries = (entries[0].model_copy(update={"measure": measure}), *entries[1:])
    return LedgerState(documents=(found.record,), entries=entries, last_seq=last_seq)


def events(path):
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_calendar_has_the_days_that_are_in_the_text_and_no_suggested_ones(tmp_path):
    export(state(), "ics", tmp_path)
    found = {(str(e["summary"]), e["dtstart"].dt) for e in events(tmp_path / "台账日历.ics")}
    assert found == {
        ("到期：修复护岸", dt.date(2025, 6, 30)),
        ("到期：排查", dt.date(2025, 7, 10)),
        ("阶段：排查", dt.date(2025, 4, 30)),
    }


def test_each_unit_has_its_own_calendar(tmp_path):
    folder = export(state(), "ics", tmp_path)
    assert sorted(path.stem for path in folder.iterdir()) == ["县教育局", "县水利局"]
    (event,) = events(folder / "县水利局.ics")
    assert "牵头：县水利局" in event["description"]
    assert "待明确" not in event["description"]
    assert "原文：县水利局要在2025年6月底前修复护岸。" in event["description"]
    assert event.walk("VALARM")[0]["trigger"].dt == dt.timedelta(days=-3)


def test_a_later_export_replaces_the_events_of_an_earlier_one(tmp_path):
    export(state(last_seq=7), "ics", tmp_path / "甲")
    export(state(last_seq=9), "ics", tmp_path / "乙")
    one, other = (events(tmp_path / name / "台账日历.ics")[0] for name in "甲乙")
    assert one["uid"] == other["uid"]
    assert one["sequence"] < other["sequence"]
    assert one["dtstamp"].dt < other["dtstamp"].dt


def test_page_loads_and_runs_nothing_whatever_the_words(tmp_path):
    evil = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    page = export(state(measure=evil), "html", tmp_path).read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "<img" not in page
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in page
    assert "http://" not in page
    assert "https://" not in page


def test_page_shows_rows_sources_and_gaps(tmp_path):
    one = state()
    record = one.documents[0].model_copy(
        update={"gaps": (Gap(kind="declared", at=0, message="原文注明此处有800字未显示"),)}
    )
    page = export(one.model_copy(update={"documents": (record,)}), "html", tmp_path).read_text("utf-8")
    for words in (
        "在全县河道整治会议上的讲话",
        "2025年6月30日",
        "县财政局",
        "原文有缺：原文注明此处有800字未显示",
    ):
        assert words in page
    assert "县水利局要在2025年6月底前修复护岸。（第1段）" in page
    assert page.count('class="middle doubt"') >= 1


def test_parquet_keeps_lists_and_days(tmp_path):
    first, second, third = pq.read_table(export(state(), "parquet", tmp_path)).to_pylist()
    assert (first["lead"], first["responsible"], first["due"]) == (["县水利局"], [], dt.date(2025, 6, 30))
    assert (second["due"], second["deadline_text"], second["deadline_kind"]) == (None, "立即", "vague")
    assert third["quotes"] == [PAPER.text.splitlines()[2]]


@pytest.mark.parametrize("form", ["html", "ics", "parquet"])
def test_same_ledger_same_bytes(tmp_path, form):
    for name in "甲乙":
        export(state(), form, tmp_path / name)
    one, other = (sorted(p for p in (tmp_path / name).rglob("*") if p.is_file()) for name in "甲乙")
    assert [p.name for p in one] == [p.name for p in other]
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


@pytest.mark.parametrize("form", sorted(EXTRAS))
def test_a_format_whose_package_is_missing_says_what_to_install(tmp_path, form, monkeypatch, capsys):
    package, module = {
        "ics": ("icalendar", "pipeline.exports.calendars"),
        "parquet": ("pyarrow", "pipeline.exports.columnar"),
    }[form]
    assert importlib.util.find_spec(package)
    monkeypatch.delitem(sys.modules, module, raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with Ledger.open(str(tmp_path / "a.db")):
        pass
    code = main(["export", "--ledger", str(tmp_path / "a.db"), "--format", form, "--out", str(tmp_path)])
    assert code == 3
    error = capsys.readouterr().err
    assert error.startswith(f"[X905]导出 {form} 的程序包没有装。")
    assert f"'.[{EXTRAS[form]}]'" in error


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_an_empty_ledger(tmp_path, form):
    assert export(LedgerState(), form, tmp_path)


def test_page_of_a_phone_has_no_table(tmp_path):
    """A narrow screen shows each row as a card whose lines say what they are."""
    page = export(state(), "html", tmp_path).read_text("utf-8")
    narrow = page.split("@media screen and (max-width: 720px)")[1].split("</style>")[0]
    assert "display: block" in narrow
    for at, head in enumerate(("牵头单位", "责任单位", "配合单位", "完成时限", "状态"), 3):
        assert f'td:nth-child({at})::before {{ content: "{head}："; }}' in narrow


def test_papers_of_one_title_are_told_apart(tmp_path):
    one = state()
    other = one.documents[0].model_copy(update={"id": "D-2", "name": "第二次会议.txt"})
    row = one.entries[0].model_copy(update={"id": "E2", "document_id": "D-2", "document": other.name})
    both = LedgerState(documents=(*one.documents, other), entries=(*one.entries, row))
    page = export(both, "html", tmp_path).read_text("utf-8")
    assert "在全县河道整治会议上的讲话（第二次会议） <span>1 项</span>" in page
    assert "在全县河道整治会议上的讲话（白鹭县河道整治会议讲话） <span>3 项</span>" in page


class Once:
    """Contents whose rows can be read once only, and none is kept by the one who gives them."""

    def __init__(self, contents, times):
        self.documents, self.roster, self.last_seq = contents.documents, contents.roster, contents.last_seq
        self.entries = (
            row.model_copy(update={"id": f"E{n}"}) for n in range(times) for row in contents.entries
        )


@pytest.mark.parametrize(("form", "most"), [("html", 300), ("ics", 3000)])
def test_a_large_ledger_is_not_held_while_it_is_written(tmp_path, form, most):
    """Bytes that a further row takes: none for a page, whose it is and where it stands for the calendars."""
    export(Once(state(), 10), form, tmp_path)  # what is loaded once counts for neither
    peaks = []
    for times in (100, 1000):
        tracemalloc.start()
        export(Once(state(), times), form, tmp_path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / (900 * len(state().entries)) < most


def test_a_calendar_is_what_the_library_would_write(tmp_path):
    """Set in pieces, it still is one calendar, to the byte."""
    export(state(), "ics", tmp_path)
    data = (tmp_path / "台账日历.ics").read_bytes()
    assert Calendar.from_ical(data).to_ical() == data
