"""Numbers of persons are masked in all that an audit says and a page shows, and one switch shows them."""

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from ledger_builders import document, owner, rows, task

from pipeline.commands.app import main
from pipeline.ledger import Ledger
from pipeline.ledger.light_rules import load_light_rules
from pipeline.page.app import page_for
from pipeline.page.desk import Desk

PHONE, IDENTITY = "13812345678", "110105199001011234"
MASKS = ("138****5678", "110105********1234")
WHOLE = re.compile(f"{PHONE}|{IDENTITY}")
SPEECH = f"""在全县古树保护工作会议上的讲话
（2026年3月2日）
同志们：
县林业局要在4月底前完成古树挂牌800株，找张某（{PHONE}）对接。
县财政局要在5月底前拨付管护经费60万元，户主身份证{IDENTITY}。
"""
LATER = SPEECH.replace("3月2日", "4月2日").replace("4月底", "5月底")
ROWS = [
    {"id": "1", "measure": f"古树挂牌500株，找张某（{PHONE}）对接", "owners": [{"name": "县林业局"}]},
    {"id": "2", "measure": f"回访李某{IDENTITY}", "owners": [], "source": f"来电{PHONE}"},
]
PAPER = document(f"县林业局要找张某（{PHONE}）挂牌800株。")
DAY = dt.date(2026, 3, 3)
SECRET = "1381234567" * 5  # no text of the ledger, whatever it looks like


@pytest.fixture
def files(tmp_path):
    for name, words in {"一.txt": SPEECH, "二.txt": LATER}.items():
        (tmp_path / name).write_text(words, "utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (tmp_path / "台账.jsonl").write_text("\n".join(lines), "utf-8")
    with Ledger.open(tmp_path / "台账.db") as opened:
        measure = f"找张某（{PHONE}）挂牌800株"
        opened.add(rows(PAPER, task(PAPER, measure, owners=[owner(PAPER, "县林业局")])), DAY)
    return tmp_path


def audited(files, form, *more, speeches=("一.txt",), ledger="台账.jsonl"):
    """The code, and all words of the file that was written."""
    out = files / f"报告.{form}"
    named = [str(files / name) for name in speeches]
    code = main(
        ["audit", *named, "--ledger", str(files / ledger), "--format", form, "--out", str(out), *more]
    )
    return code, words_of(out.read_bytes()) if out.exists() else ""


def words_of(data):
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())


@pytest.mark.parametrize("form", ["jsonl", "xlsx", "docx", "html"])
def test_no_form_of_an_audit_has_a_whole_number(files, form):
    code, told = audited(files, form)
    assert code == 0
    assert not WHOLE.search(told)
    assert MASKS[0] in told


@pytest.mark.parametrize("form", ["jsonl", "xlsx", "html"])
def test_no_form_of_a_comparison_of_speeches_has_one(files, form):
    code, told = audited(files, form, speeches=("一.txt", "二.txt"))
    assert code == 0
    assert not WHOLE.search(told)
    assert MASKS[0] in told


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_nor_has_the_screen(files, form, capsys):
    options = ["--ledger", str(files / "台账.jsonl"), "--format", form]
    assert main(["audit", str(files / "一.txt"), *options]) == 0
    assert not WHOLE.search(re.sub(r"\s", "", capsys.readouterr().out))


def test_a_masked_quote_keeps_its_place(files):
    _, told = audited(files, "jsonl")
    records = [json.loads(line) for line in told.splitlines()]
    for record in (record for record in records if record.get("kind") == "commitment"):
        source = record["source"]
        assert len(source["quote"]) == source["end"] - source["start"]


def test_who_may_see_them_says_who_he_is_and_a_ledger_of_ours_keeps_it(files, capsys):
    assert audited(files, "xlsx", "--unmasked")[0] == 2
    assert "--by" in capsys.readouterr().err
    code, told = audited(files, "html", "--unmasked", "--by", "督查室")
    assert (code, PHONE in told) == (0, True)
    assert "没有打码" in capsys.readouterr().err
    assert audited(files, "html", "--unmasked", "--by", "督查室", ledger="台账.db")[0] == 0
    with Ledger.open(files / "台账.db") as opened:
        (noted,) = opened.notes("不打码导出")
    assert (noted.actor, noted.payload["导出"]) == ("督查室", "核对 html")


@pytest.fixture
def browser(files):
    with Ledger.open(files / "台账.db") as opened:

        def made(*, unmasked=False):
            hosts = frozenset({"localhost"})
            rules = load_light_rules()
            desk = Desk(opened, lambda: DAY, rules, SECRET, hosts, "台账.db", "督查室", unmasked)
            return page_for(desk).test_client()

        yield opened, made


def row_of(ledger):
    return ledger.state().entries[0]


def test_the_page_masks_the_list_the_row_and_its_form(browser):
    opened, made = browser
    for address in ("/", f"/entry/{row_of(opened).id}", "/papers"):
        page = made().get(address).get_data(as_text=True)
        assert not WHOLE.search(page), address
    row = made().get(f"/entry/{row_of(opened).id}").get_data(as_text=True)
    assert (MASKS[0] in row, SECRET in row) == (True, True)
    assert PHONE in made(unmasked=True).get("/").get_data(as_text=True)


def test_a_search_for_a_number_finds_it_and_keeps_the_words(browser):
    _, made = browser
    page = made().get(f"/?words={PHONE}").get_data(as_text=True)
    assert "共 1 条" in page
    assert f'value="{PHONE}"' in page


def test_a_form_with_masks_changes_no_number(browser):
    opened, made = browser
    address = f"/entry/{row_of(opened).id}/edit"
    sent = {"secret": SECRET, "by": "督查室", "measure": f"找张某（{MASKS[0]}）挂牌800株，拍照存档"}
    made().post(address, data=sent)
    assert row_of(opened).measure == f"找张某（{PHONE}）挂牌800株，拍照存档"


def test_a_mask_that_is_nobodys_is_refused(browser):
    opened, made = browser
    sent = {"secret": SECRET, "by": "督查室", "measure": "找王某137****0000挂牌"}
    page = made().post(f"/entry/{row_of(opened).id}/edit", data=sent, follow_redirects=True)
    assert "L061" in page.get_data(as_text=True)
    assert PHONE in row_of(opened).measure
