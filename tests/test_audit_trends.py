"""Several speeches against one ledger: what each does to the demands of those before it."""

import json

import pytest
from openpyxl import load_workbook

from pipeline.commands.app import main

SPEECHES = {
    "动员.txt": """在全县渡口渡船安全整治动员会上的讲话
（2026年2月10日）
同志们：
县交通运输局要在4月底前完成全县46处渡口的隐患排查。
县应急局要会同县海事处在6月底前更换老旧渡船18艘。
各乡镇要每周检查一次渡工值守情况。
县财政局要在5月底前落实渡船更新补助资金200万元。
县教育局要在3月底前对乘船上学的学生逐一登记造册。
""",
    "推进.txt": """在全县渡口渡船安全整治推进会上的讲话
（2026年4月15日）
同志们：
县交通运输局要在6月底前完成全县46处渡口的隐患排查。
县应急局、县海事处要在5月底前更换老旧渡船24艘。
各乡镇要每月检查一次渡工值守情况。
县财政局要在5月底前落实渡船更新补助资金200万元。
县水利局要在汛期前设置水位警戒标尺46处。
""",
    "总结.txt": """在全县渡口渡船安全整治总结会上的讲话
（2026年7月20日）
同志们：
县交通运输局要在8月底前对30处渡口的隐患排查情况进行回头看。
各乡镇要每周检查一次渡工值守情况。
县水利局要立即补齐水位警戒标尺46处。
""",
}
LEDGER = """序号,工作任务,责任单位,完成时限,办理状态
1,完成46处渡口隐患排查,县交通运输局,2026年6月30日,办理中
2,更换老旧渡船18艘,县应急局,2026年6月30日,办理中
3,渡工值守情况检查,各乡镇,每月,办理中
4,新建农村客运站3个,县交通运输局,2026年10月31日,未启动
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("trend")
    for name, text in SPEECHES.items():
        (made / name).write_text(text, "utf-8")
    (made / "台账.csv").write_text(LEDGER, "utf-8")
    return made


@pytest.fixture(scope="module")
def threads(folder):
    """The demands in the order in which they were first made, from files given in any order."""
    out = folder / "变化.jsonl"
    names = [str(folder / name) for name in reversed(SPEECHES)]
    command = ["audit", *names, "--ledger", str(folder / "台账.csv"), "--format", "jsonl", "--out", str(out)]
    assert main(command) == 0
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [record["speech"] for record in records if record["kind"] == "scope"] == list(SPEECHES)
    return [record for record in records if record["kind"] == "thread"]


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("46处渡口", ["first", "softened", "softened"]),
        ("更换老旧渡船", ["first", "sharpened", "not_repeated"]),
        ("渡工值守", ["first", "softened", "sharpened"]),
        ("补助资金", ["first", "restated", "not_repeated"]),
        ("逐一登记", ["first", "not_repeated", "not_repeated"]),
        ("警戒标尺", ["first", "restated"]),
    ],
)
def test_each_demand_is_followed(threads, words, steps):
    (thread,) = [t for t in threads if words in t["mentions"][0]["commitment"]["source"]["quote"]]
    assert [mention["step"] for mention in thread["mentions"]] == steps


def test_no_demand_is_lost_or_made(threads):
    assert len(threads) == 6


def test_a_shift_names_the_words_before_and_now(threads):
    shifts = threads[0]["mentions"][2]["shifts"]
    assert {"what": "目标", "before": "46处", "now": "30处"} in shifts
    assert {"what": "时限", "before": "6月底前", "now": "8月底前"} in shifts


def test_the_newest_wording_is_held_against_the_ledger(threads):
    assert (threads[2]["mentions"][2]["verdict"], threads[2]["mentions"][2]["entries"]) == (
        "deadline_weaker",
        ["3"],
    )


def run(capsys, folder, *extra):
    names = [str(folder / name) for name in SPEECHES]
    code = main(["audit", *names, "--ledger", str(folder / "台账.csv"), *map(str, extra)])
    return code, *capsys.readouterr()


def test_on_the_screen(capsys, folder):
    code, out, _ = run(capsys, folder)
    assert code == 0
    assert "要求6项：首次提出6次，再次要求2次，要求加严2次，要求放宽3次，本次未提4次。" in out
    assert "各篇讲话都没有对应语句的台账1行：4。" in out


def test_as_excel_and_as_a_page(capsys, folder, tmp_path):
    assert run(capsys, folder, "--format", "xlsx", "--out", tmp_path / "a.xlsx")[0] == 0
    sheet = load_workbook(tmp_path / "a.xlsx")["历次变化"]
    words = {str(cell.value) for row in sheet for cell in row}
    assert any(word.startswith("要求加严（") and "\n县应急局、县海事处" in word for word in words)
    assert run(capsys, folder, "--format", "html", "--out", tmp_path / "a.html")[0] == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert page.count("<tr data-steps=") == 6
    assert "时限：“每周”→“每月”" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (("--format", "docx", "--out", "x.docx"), "--format"),
        (("--date", "2026-03-01"), "--date"),
        (("--reject", "c1=2", "--decisions", "d.jsonl"), "一篇讲话"),
    ],
)
def test_what_means_one_speech_is_refused(capsys, folder, monkeypatch, tmp_path, extra, words):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, folder, *extra)
    assert code == 2
    assert words in err
    assert not list(tmp_path.iterdir())
