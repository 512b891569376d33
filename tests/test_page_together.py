"""What the page does with several rows at once: pairs of one demand, and 各镇 as a row for each."""

import datetime as dt
import html
import re

import pytest
from ledger_builders import deadline, document, owner, rows, task

from models import EventKind, Roster, RosterUnit, Status
from pipeline.ledger import Ledger, NewEvent
from pipeline.ledger.light_rules import load_light_rules
from pipeline.page.app import page_for
from pipeline.page.desk import Desk
from pipeline.page.pairs import differing

DAY = dt.date(2025, 6, 20)
SECRET = "s" * 48
ROSTER = Roster(name="名册", units=tuple(RosterUnit(name=name, kind="镇") for name in ("杏坡镇", "石埠镇")))
FIRST, AGAIN, NEAR = (
    "完成塘坝清淤并登记造册",
    "完成塘坝清淤并登记造册",
    "完成塘坝清淤并建立台账电话13812345678",
)
TOWNS = "排查山塘坝体隐患"


def paper(name, unit, measure, more=""):
    made = document(f"{unit}要在7月底前{measure}。{more}", name=name, identity=f"D-{name}")
    july = deadline(made, "7月底前", "date", due="2025-07-31")
    tasks = [task(made, measure, owners=[owner(made, unit)], deadline=july)]
    if more:
        tasks.append(task(made, TOWNS, owners=[owner(made, "各镇", group=True)], deadline=july))
    return rows(made, *tasks)


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(paper("纪要.txt", "县水利局", FIRST, f"各镇要在7月底前{TOWNS}。"), DAY)
        opened.add(paper("讲话.txt", "县水利局", FIRST), DAY)
        opened.add(paper("通知.txt", "县水利局", NEAR), DAY)
        yield opened


@pytest.fixture
def browser(ledger):
    desk = Desk(
        ledger, lambda: DAY, load_light_rules(), SECRET, frozenset({"localhost"}), "台账.db", "督查室"
    )
    return page_for(desk).test_client()


def shown(browser, address):
    return html.unescape(browser.get(address).get_data(as_text=True))


def send(browser, address, **form):
    sent = {"secret": SECRET, "by": "督查室"} | form
    return html.unescape(browser.post(address, data=sent, follow_redirects=True).get_data(as_text=True))


def pairs(page):
    return re.findall(r'name="keep" value="(\w+)">\s*<input[^>]*name="other" value="(\w+)"', page)


def row(ledger, words):
    return next(entry for entry in ledger.state().entries if entry.measure == words and not entry.parent)


def test_equal_pairs_are_merged_at_once_and_near_ones_one_by_one(browser, ledger):
    page = shown(browser, "/twins")
    assert "相同 1 对，相近 1 对" in page
    assert len(pairs(page)) == 2
    page = send(browser, "/twins", ruling="equal")
    assert "相同的已并 1 对" in page
    [(keep, other)] = pairs(page)
    page = send(browser, "/twins", ruling="merge", keep=keep, other=other)
    assert f"{other} 已并入 {keep}，来源保留" in page
    assert "没有要看的" in page
    assert len(row(ledger, FIRST).sources) == 3


def test_what_is_not_one_demand_is_not_proposed_again(browser, ledger):
    for keep, other in pairs(shown(browser, "/twins")):
        assert "不是一回事" in send(browser, "/twins", ruling="apart", keep=keep, other=other)
    assert pairs(shown(browser, "/twins")) == []
    assert all(entry.status is Status.DRAFT for entry in ledger.state().entries)


@pytest.mark.parametrize("form", [{"ruling": "merge"}, {"ruling": "apart"}, {"ruling": "equal"}])
def test_a_ruling_needs_somebody_who_made_it(browser, ledger, form):
    keep, other = pairs(shown(browser, "/twins"))[0]
    before = ledger.events()
    assert 'class="said fault"' in send(browser, "/twins", by="", keep=keep, other=other, **form)
    assert ledger.events() == before


@pytest.mark.parametrize("names", [("E0", "E1"), ("", ""), ("same", "same")])
def test_a_pair_that_is_none_leads_nowhere(browser, ledger, names):
    keep, other = (row(ledger, FIRST).id if name == "same" else name for name in names)
    sent = {"secret": SECRET, "by": "督查室", "ruling": "merge", "keep": keep, "other": other}
    assert browser.post("/twins", data=sent).status_code == 404


def test_numbers_of_persons_are_masked_before_differences_are_cut(browser):
    page = shown(browser, "/twins")
    assert "建立台账" in page
    assert "1381234" not in page
    assert "2345678" not in page


def test_what_differs_is_marked_and_nothing_is_lost():
    cut = list(differing("于12月10日前拨付资金", "于12月10日前把资金拨付到位"))
    assert "".join(piece.words for piece in cut) == "于12月10日前拨付资金"
    assert [piece.words for piece in cut if piece.mark] == ["资金"]


def test_a_class_without_a_roster_is_expanded_to_those_who_are_named(browser, ledger):
    whole = row(ledger, TOWNS).id
    assert "请管台账的人先登记名册" in shown(browser, f"/entry/{whole}")
    assert "不全是单位名称" in send(browser, f"/entry/{whole}/expand", to="杏坡镇、好好干")
    assert "已展开 1 条：杏坡镇" in send(browser, f"/entry/{whole}/expand", to="杏坡镇")


def test_a_class_becomes_a_row_for_each_by_the_roster(browser, ledger):
    ledger.append([NewEvent(EventKind.ROSTER_SET, "roster", {"roster": ROSTER.model_dump()})], DAY, "督查室")
    whole = row(ledger, TOWNS).id
    page = shown(browser, f"/entry/{whole}")
    assert "按名册可展开 2 条：杏坡镇、石埠镇" in page
    assert "责任单位存疑" in page
    assert 'class="said fault"' in send(browser, f"/entry/{whole}/expand", by="")
    page = send(browser, f"/entry/{whole}/expand")
    assert "已展开 2 条：杏坡镇、石埠镇" in page
    assert "责任单位存疑" not in page
    assert f'/entry/{whole}"' not in shown(browser, "/?doubtful=1")
    assert f"/entry/{whole}-01" in page
    assert "没有新增" in send(browser, f"/entry/{whole}/expand")
    assert f"上级任务 {whole}" in shown(browser, f"/entry/{whole}-02")
    assert browser.post("/entry/E0/expand", data={"secret": SECRET}).status_code == 404


def test_another_number_than_the_text_has_is_expanded_when_somebody_wants_it(browser, ledger):
    ledger.append([NewEvent(EventKind.ROSTER_SET, "roster", {"roster": ROSTER.model_dump()})], DAY, "督查室")
    made = document("13个镇要在7月底前修剪路边树木。", name="通报.txt", identity="D-13")
    july = deadline(made, "7月底前", "date", due="2025-07-31")
    ledger.add(
        rows(made, task(made, "修剪路边树木", owners=[owner(made, "13个镇", group=True)], deadline=july)), DAY
    )
    whole = row(ledger, "修剪路边树木").id
    assert "勾选“个数与原文不符也按名册展开”" in shown(browser, f"/entry/{whole}")
    assert "已展开 2 条" in send(browser, f"/entry/{whole}/expand", anyway="1")


def test_a_row_of_one_unit_offers_no_expanding(browser, ledger):
    assert "/expand" not in shown(browser, f"/entry/{row(ledger, FIRST).id}")
