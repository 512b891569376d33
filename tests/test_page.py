"""The page: what it shows of a real ledger, what its forms do to it, whom it refuses; and the real server."""

import datetime as dt
import html
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

import pytest
from ledger_builders import deadline, document, owner, rows, task

from models import Status
from pipeline import add_files
from pipeline.exports.personal_numbers import masked
from pipeline.ledger import Ledger
from pipeline.ledger.errors import ledger_error
from pipeline.ledger.light_rules import load_light_rules
from pipeline.page.app import page_for
from pipeline.page.desk import Desk
from pipeline.page.entry_view import pieces
from pipeline.page.forms import on_the_page

DAY = dt.date(2025, 6, 20)
ROOT = Path(__file__).parent.parent
SECRET = "s" * 48
REPAIR = "县水利局要在6月30日前修复护岸1.2公里。"
SURVEY = "县财政局要排查闲置泵站<b>12</b>座。"
PAPER = document(f"{REPAIR}\n{SURVEY}")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "台账.db"


@pytest.fixture
def ledger(file):
    with Ledger.open(file) as opened:
        repair = task(
            PAPER,
            "修复护岸1.2公里",
            owners=[owner(PAPER, "县水利局")],
            deadline=deadline(PAPER, "6月30日前", "date", due=dt.date(2025, 6, 30)),
        )
        survey = task(PAPER, "排查闲置泵站<b>12</b>座", owners=[owner(PAPER, "县财政局")])
        opened.add(rows(PAPER, repair, survey), DAY)
        yield opened


@pytest.fixture
def browser(ledger):
    desk = Desk(
        ledger, lambda: DAY, load_light_rules(), SECRET, frozenset({"localhost"}), "台账.db", "督查室"
    )
    return page_for(desk).test_client()


@pytest.fixture
def ids(ledger):
    """The ids by the first character of the measure."""
    return {entry.measure[0]: entry.id for entry in ledger.state().entries}


def entry_of(ledger, entry_id):
    return next(entry for entry in ledger.state().entries if entry.id == entry_id)


def send(browser, address, **form):
    """Send a form as the page has it, and return the page that comes after."""
    sent = {"secret": SECRET, "by": "督查室"} | form
    return browser.post(address, data=sent, follow_redirects=True).get_data(as_text=True)


def test_list_shows_every_row_with_its_light_and_what_is_to_be_confirmed(browser, ids):
    page = browser.get("/").get_data(as_text=True)
    assert "共 2 条" in page
    assert all(f"/entry/{entry_id}" in page for entry_id in ids.values())
    assert "时限2025-06-30，未到预警线" in page
    assert "缺完成时限" in page


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("unit=水利", "修"),
        ("unit=县", "修排"),
        ("words=泵站", "排"),
        ("doubtful=1", "排"),
        ("status=filed", ""),
        ("light=grey", "排"),
        ("page=99", "修排"),
        ("page=-1&light=pink&status=gone", "修排"),
    ],
)
def test_list_is_narrowed(browser, ids, wish, found):
    page = browser.get(f"/?{wish}").get_data(as_text=True)
    assert {first for first, entry_id in ids.items() if f"/entry/{entry_id}" in page} == set(found)


def test_words_of_a_document_are_never_markup(browser, ids):
    for address in ("/", f"/entry/{ids['排']}", "/papers", "/?words=<b>"):
        page = browser.get(address).get_data(as_text=True)
        assert "<b>12" not in page
    assert "&lt;b&gt;12" in browser.get(f"/entry/{ids['排']}").get_data(as_text=True)


def test_row_marks_in_the_quote_what_was_taken_from_it(ledger, ids):
    entry = entry_of(ledger, ids["修"])
    cut = list(pieces(entry.sources[0], entry))
    assert "".join(piece.words for piece in cut) == entry.sources[0].quote
    assert {(piece.words, piece.mark) for piece in cut if piece.mark} == {
        ("县水利局", "owner"),
        ("6月30日前", "deadline"),
    }


def test_next_goes_round_the_drafts_in_doubt(browser, ids):
    assert browser.get("/next").headers["Location"] == f"/entry/{ids['排']}"
    assert browser.get(f"/next?after={ids['排']}").headers["Location"] == f"/entry/{ids['排']}"
    send(browser, f"/entry/{ids['排']}/edit", due="2025-07-31")
    assert browser.get("/next").headers["Location"] == "/"


def test_correction_goes_into_the_ledger_under_the_name_of_who_made_it(browser, ledger, ids):
    page = send(
        browser, f"/entry/{ids['排']}/edit", by="李科员", lead="县财政局", responsible="", due="2025-07-31"
    )
    assert "已改正。" in page
    entry = entry_of(ledger, ids["排"])
    assert [(o.name, o.role) for o in entry.owners] == [("县财政局", "lead")]
    assert entry.current_due == dt.date(2025, 7, 31)
    assert ledger.history(entry.id)[-1].actor == "李科员"


def form_of(browser, entry_id):
    """The fields of the form of corrections, as a browser sends them when nobody touches any."""
    page = browser.get(f"/entry/{entry_id}").get_data(as_text=True)
    form = re.search(r'<form class="cells".*?</form>', page, re.DOTALL)[0]
    fields = re.findall(r'<input[^>]*name="(\w+)" value="([^"]*)"', form)
    measure = re.search(r"<textarea[^>]*>([^<]*)", form)[1]
    return {name: html.unescape(value) for name, value in [*fields, ("measure", measure)]}


def test_a_form_leaves_alone_what_another_person_has_changed_meanwhile(browser, ledger, ids):
    opened = form_of(browser, ids["修"])
    send(browser, f"/entry/{ids['修']}/edit", by="甲科", lead="县财政局", measure="修复护岸2公里")
    assert "已改正。" in send(
        browser, f"/entry/{ids['修']}/edit", **opened | {"by": "乙科", "support": "县林业局"}
    )
    entry = entry_of(ledger, ids["修"])
    assert entry.measure == "修复护岸2公里"
    assert {(o.name, o.role.value) for o in entry.owners} == {
        ("县财政局", "lead"),
        ("县水利局", "responsible"),
        ("县林业局", "support"),
    }
    assert "measure" not in ledger.history(entry.id)[-1].payload["fields"]


def test_a_field_that_two_persons_change_keeps_the_first_and_shows_both(browser, ledger, ids):
    opened = form_of(browser, ids["修"])
    send(browser, f"/entry/{ids['修']}/edit", by="甲科", measure="修复护岸2公里", due="2025-07-10")
    before = ledger.events()
    page = send(
        browser, f"/entry/{ids['修']}/edit", **opened | {"measure": "修复护岸3公里", "support": "县林业局"}
    )
    assert "[V002]" in page
    assert "已由别人改成“修复护岸2公里”；你写的是“修复护岸3公里”" in page
    page = send(browser, f"/entry/{ids['修']}/edit", **opened | {"due": "2025-08-01"})
    assert "已由别人改成“2025-07-10”；你写的是“2025-08-01”" in page
    assert ledger.events() == before
    assert "已改正。" in send(
        browser, f"/entry/{ids['修']}/edit", **form_of(browser, ids["修"]) | {"due": "2025-08-01"}
    )


def test_a_form_that_nobody_touched_corrects_nothing(browser, ledger, ids):
    before = ledger.events()
    assert "没有新增" in send(browser, f"/entry/{ids['修']}/edit", **form_of(browser, ids["修"]))
    assert ledger.events() == before


def test_life_of_a_row_through_its_forms(browser, ledger, ids):
    proofs = {"kind0": "photo", "proof0": "修复前后", "kind1": "acceptance", "proof1": "验收单"}
    steps = [
        ({"action": "file"}, Status.FILED),
        ({"action": "assign", "number": "督〔2025〕7号"}, Status.ASSIGNED),
        ({"action": "receive", "by": "县水利局"}, Status.RECEIVED),
        ({"action": "progress", "by": "县水利局", "percent": "60%", "note": "已修0.7公里"}, Status.UNDER_WAY),
        ({"action": "apply", "by": "县水利局"} | proofs, Status.APPLIED),
        ({"action": "close", "note": "现场看过"}, Status.CLOSED),
    ]
    for form, status in steps:
        page = send(browser, f"/entry/{ids['修']}/act", **form)
        assert 'class="said fault"' not in page, form
        assert entry_of(ledger, ids["修"]).status is status
    assert "已修0.7公里" in page
    assert "督〔2025〕7号" in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"action": "close", "note": "好"}, "[L"),
        ({"action": "file", "by": ""}, "[L"),
        ({"action": "explode"}, "[V001]"),
        ({"action": "progress", "percent": "一半"}, "[V001]"),
        ({"action": "extend", "due": "下个月"}, "[V001]"),
    ],
)
def test_what_the_rules_refuse_is_said_and_changes_nothing(browser, ledger, ids, form, said):
    before = ledger.events()
    page = send(browser, f"/entry/{ids['修']}/act", **form)
    assert 'class="said fault"' in page
    assert said in page
    assert ledger.events() == before


def test_chosen_drafts_are_filed_and_the_others_say_why_not(browser, ledger, ids):
    page = send(browser, "/file", id=list(ids.values()))
    assert "已立项 1 条" in page
    assert ids["排"] in re.search(r'class="said fault"[^<]*>([^<]*)', page)[1]
    assert [entry_of(ledger, ids[first]).status for first in "修排"] == [Status.FILED, Status.DRAFT]


def test_what_a_unit_does_is_proposed_under_its_name_and_the_office_keeps_its_own(browser, ids):
    address = f"/entry/{ids['修']}"
    send(browser, f"{address}/act", action="file")
    page = send(browser, f"{address}/act", action="assign")
    receive, rest = page.split('value="receive"')[1].split("</form>", 1)
    assert 'name="by" value="县水利局"' in receive
    assert 'name="by" value="督查室"' in rest
    page = send(browser, f"{address}/act", action="receive", by="县水利局")
    assert "签收已登记" in page
    inspect = page.split('value="inspect"')[1].split("</form>", 1)[0]
    assert 'name="by" value="督查室"' in inspect


def test_the_history_says_to_what_a_cell_was_corrected(browser, ids):
    page = send(browser, f"/entry/{ids['排']}/edit", measure="排查闲置泵站12座并建账", responsible="县水利局")
    told = html.unescape(page.split("人工改正")[1])
    assert "整改措施：排查闲置泵站12座并建账；责任单位：县水利局（责任）" in told
    assert "缺项" not in told


def test_chosen_rows_are_assigned_with_one_number_and_drafts_left_alone(browser, ledger, ids):
    send(browser, "/file", id=[ids["修"]])
    page = send(browser, "/assign", id=list(ids.values()), number="督〔2025〕3号")
    assert "已交办 1 条" in page
    assert "said fault" not in page
    row = entry_of(ledger, ids["修"])
    assert (row.status, row.handling.last("assign").act.number) == (Status.ASSIGNED, "督〔2025〕3号")
    assert "没有可以交办的" in send(browser, "/assign", id=[ids["排"]])


def test_rows_of_one_paper_are_reached_from_the_papers(browser, ledger, ids):
    other = document("县教育局要排查校车。", name="另一份.txt", identity="D-other")
    ledger.add(rows(other, task(other, "排查校车", owners=[owner(other, "县教育局")])), DAY)
    page = browser.get("/papers").get_data(as_text=True)
    links = [html.unescape(link) for link in re.findall(r'href="(/\?document=[^"]*)"', page)]
    assert len(links) == 2
    shown = browser.get("/?document=D-other").get_data(as_text=True)
    assert ("排查校车" in shown, ids["修"] in shown, "（另一份）”的任务" in shown) == (True, False, True)


@pytest.mark.parametrize(
    "due", ["2026-W10-1", "20260930", "9999-12-31", "0001-01-01", "2026-02-30", "2026年", "２026-09-30"]
)
def test_day_that_is_none_or_no_limit_is_refused(browser, ledger, ids, due):
    before = ledger.events()
    assert "没有登记" in send(browser, f"/entry/{ids['修']}/edit", due=due)
    assert ledger.events() == before


def test_percentage_of_thousands_of_digits_is_refused(browser, ledger, ids):
    send(browser, f"/entry/{ids['修']}/act", action="file")
    before = ledger.events()
    page = send(browser, f"/entry/{ids['修']}/act", action="progress", percent="9" * 5_000)
    assert "看不懂" in page
    assert ledger.events() == before


def test_second_click_adds_nothing(browser, ledger, ids):
    send(browser, f"/entry/{ids['修']}/act", action="file")
    before = ledger.events()
    assert "没有新增" in send(browser, f"/entry/{ids['修']}/act", action="file")
    assert ledger.events() == before


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        ({"Host": "evil.example"}, {"secret": SECRET}),
        ({}, {}),
        ({}, {"secret": "guess"}),
        ({}, {"secret": "猜"}),
    ],
)
def test_strangers_are_refused(browser, ledger, ids, headers, form):
    before = ledger.events()
    answer = browser.post(
        f"/entry/{ids['修']}/act", data=form | {"action": "file", "by": "x"}, headers=headers
    )
    assert answer.status_code == 403
    assert "没有办理" in answer.get_data(as_text=True)
    assert ledger.events() == before


def test_foreign_name_reads_nothing(browser):
    assert "护岸" not in browser.get("/", headers={"Host": "evil.example"}).get_data(as_text=True)


def test_answers_forbid_what_the_page_does_not_need(browser):
    headers = browser.get("/").headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("address", "code"), [("/entry/E0", 404), ("/nothing", 404), ("/file", 405)])
def test_address_that_leads_nowhere_says_so_in_chinese(browser, address, code):
    answer = browser.get(address)
    assert answer.status_code == code
    assert "没有办成" in answer.get_data(as_text=True)


class Links(HTMLParser):
    """What a page would load or lead to."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, _tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src", "action")]


def test_pages_lead_nowhere_else(browser, ids):
    links = Links()
    for address in ("/", f"/entry/{ids['修']}", "/papers"):
        links.feed(browser.get(address).get_data(as_text=True))
    assert links.found
    assert all(link.startswith("/") and not link.startswith("//") for link in links.found)


@pytest.mark.usefixtures("ledger")
def test_command_serves_on_the_loopback_address_until_it_is_stopped(file, tmp_path):
    command = [sys.executable, "run.py", "serve", "--ledger", str(file), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=Path(__file__).parent.parent
    ) as server:
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())[0]
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
            page = answer.read().decode()
        assert "护岸" in page
        form = urllib.parse.urlencode({"action": "file"}).encode()
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{address}file", form, timeout=60)  # noqa: S310
        if browser := shutil.which("chromium"):
            assert "修复护岸" in seen_by(browser, address, tmp_path)
        server.terminate()
        assert "网页已关闭" in server.stdout.read()
    assert server.returncode == 0


def seen_by(browser, address, folder):
    """The page as a real browser has built it."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [browser, *flags, "--dump-dom", address], capture_output=True, text=True, timeout=120
    )
    return done.stdout


@pytest.mark.usefixtures("ledger")
def test_port_in_use_is_said(run_line, file):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, err = run_line("serve", "--ledger", file, "--port", taken.getsockname()[1])
    assert code == 3
    assert err.startswith("[X951]")


@pytest.fixture
def run_line(capsys):
    from pipeline.commands.app import main

    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        return code, capsys.readouterr().err

    return call


def test_papers_show_what_was_not_taken(ledger, browser, file):
    add_files(sorted((ROOT / "corpus" / "inbox").glob("*.txt"))[:4], file, on=DAY)
    rejected = [sentence for document in ledger.state().documents for sentence in document.rejected]
    assert rejected
    answer = browser.get("/papers")
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    for sentence in rejected:
        assert masked(sentence.reason) in html.unescape(page)


def test_a_point_is_passed_on_the_page(browser, ledger):
    paper = document("县水利局要每月25日前巡查护岸。", name="巡查.txt", identity="D-2")
    limit = deadline(paper, "每月25日前", "recurring")
    patrol = rows(paper, task(paper, "巡查护岸", owners=[owner(paper, "县水利局")], deadline=limit))
    ledger.add(patrol, DAY)
    address = f"/entry/{patrol.entries[0].id}"
    for action, by in (("file", "督查室"), ("assign", "督查室"), ("receive", "县水利局")):
        send(browser, f"{address}/act", action=action, by=by, pending="1")
    offered = '<option value="2025-06-25">'
    assert f'<select name="point">{offered}' in browser.get(address).get_data(as_text=True)
    done = send(browser, f"{address}/act", action="reach", by="县水利局", point="2025-06-25", note="办了")
    assert "完成节点已登记。" in done
    assert offered not in done


def test_a_row_without_points_offers_none(browser, ids):
    assert "完成节点" not in browser.get(f"/entry/{ids['排']}").get_data(as_text=True)


def test_messages_name_fields_of_the_page_and_nothing_to_type():
    table = tomllib.loads((ROOT / "pipeline" / "ledger" / "problems.toml").read_text("utf-8"))
    typed = {
        "not_returned",
        "cell_not_read",
        "leader_not_read",
        "no_roster",
        "nothing_to_expand",
        "other_number",
        "only_support",
        "none_listed",
        "not_expanded",
        "class_absent",
        "row_without_id",
        "measure_named",
        "units_without_towns",
    }
    for name in table.keys() - typed:
        said = on_the_page(table[name]["action"])
        assert not re.search("--|ledger |run.py", said), name


def test_a_fault_is_told_in_chinese_and_never_as_a_trace(browser, monkeypatch, capsys):
    monkeypatch.setattr("pipeline.page.app.list_view", lambda *_: 1 / 0)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "[X900]程序内部出错：ZeroDivisionError" in answer.get_data(as_text=True)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_ledger_in_use_elsewhere_is_told_on_the_page(browser, monkeypatch):
    def busy(*_):
        raise ledger_error("L005", "台账.db")

    monkeypatch.setattr("pipeline.page.app.list_view", busy)
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "台账正被另一个程序占用。" in answer.get_data(as_text=True)


def test_the_chosen_light_is_marked(browser):
    page = browser.get("/?light=grey").get_data(as_text=True)
    assert 'class="lamp grey" aria-current="true"' in page
