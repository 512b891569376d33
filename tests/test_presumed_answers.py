"""Problems in one list, demands in the next: joined by number and words, as a presumption, or not at all."""

import datetime as dt

from ledger_builders import document, issue, rows, task
from workbook_sample import rows_of, shaded, written

from pipeline.exports.presumed_answers import presumed_answers
from pipeline.ledger import Ledger

READ = dt.date(2025, 6, 9)
PROBLEMS = {
    "I1": "（一）污水处理存在短板",
    "I2": "柳河镇污水管网错接混接47处",
    "I3": "（二）扬尘管控不严",
    "I4": "（三）有7件信访件重复投诉",
}
DEMANDS = (
    "（一）8月底前完成47处错接混接点改造",
    "（二）开展渣土运输专项整治",
    "（三）对7件重复信访件逐件复核",
    "制定信访件管理办法",
)


def state(tmp_path, problems=PROBLEMS, demands=DEMANDS):
    """What the ledger has of a feedback letter in two lists."""
    paper = document("\n".join([*problems.values(), *demands]))
    tasks = [task(paper, demand.rpartition("）")[2]) for demand in demands]
    issues = tuple(issue(paper, words, name) for name, words in problems.items())
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(rows(paper, *tasks, issues=issues), READ)
        return ledger.state()


def answers(found):
    """By the words of the problem, the measures that presumably answer it."""
    measures = {entry.id: entry.measure for entry in found.entries}
    texts = {issue.id: issue.text for document in found.documents for issue in document.issues}
    return {texts[name]: [measures[i] for i in ids] for name, ids in presumed_answers(found).items()}


def test_the_same_number_and_shared_words_join_and_a_head_has_what_is_below_it(tmp_path):
    sewage = ["8月底前完成47处错接混接点改造"]
    assert answers(state(tmp_path)) == {
        PROBLEMS["I1"]: sewage,
        PROBLEMS["I2"]: sewage,
        PROBLEMS["I4"]: ["对7件重复信访件逐件复核", "制定信访件管理办法"],
    }


def test_another_number_or_a_single_one_joins_nothing(tmp_path):
    turned = {"I1": "（一）有7件信访件重复投诉", "I2": "（二）污水管网错接混接47处", "I3": "（三）扬尘"}
    assert answers(state(tmp_path, turned)) == {}
    (tmp_path / "l.db").unlink()
    alone = {"I1": "（一）污水管网错接混接47处"}
    assert answers(state(tmp_path, alone, ("（一）完成47处错接混接点改造", "印发办法"))) == {}


def test_demands_before_the_problems_answer_none(tmp_path):
    paper = document("\n".join([*DEMANDS, *PROBLEMS.values()]))
    tasks = [task(paper, demand.rpartition("）")[2]) for demand in DEMANDS]
    issues = tuple(issue(paper, words, name) for name, words in PROBLEMS.items())
    with Ledger.open(tmp_path / "l.db") as ledger:
        ledger.add(rows(paper, *tasks, issues=issues), READ)
        assert presumed_answers(ledger.state()) == {}


def test_the_list_of_problems_says_that_it_presumes_or_that_nothing_was_found(tmp_path):
    book = written(state(tmp_path), tmp_path / "a.xlsx")
    listed = {row["存在问题"].value: row for row in rows_of(book["问题清单"])}
    joined, lone = listed[PROBLEMS["I2"]], listed[PROBLEMS["I3"]]
    assert joined["整改进度"].value == "已销号 0/1\n（推定）"
    assert joined["对应台账编号"].value.startswith("E")
    assert (lone["整改进度"].value, lone["对应台账编号"].value) == ("未找到对应措施", None)
    assert shaded(joined["存在问题"])
    assert shaded(lone["存在问题"])
    kinds = {row["原文"].value: row["类别"].value for row in rows_of(book["需要人确认"])}
    assert (kinds[PROBLEMS["I2"]], kinds[PROBLEMS["I3"]]) == ("对应措施为推定", "问题无对应措施")
