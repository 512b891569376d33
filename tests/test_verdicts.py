"""What a sentence is: every row of verdicts.csv, read inside a paper of its kind as a user hands it in."""

import pytest
from extraction_builders import cases, read_framed, records_of, registry, rows, text_document

from extractors.components import build, read_sentences
from extractors.fold import fold
from extractors.sentence_reading import Reading
from extractors.sentences.context import Context, reports_progress
from extractors.sentences.verdict import Verdict
from models import DocumentKind, Extraction, Sentence


def said(extraction: Extraction, sentence: str) -> set[str]:
    """What the words of the sentence became."""
    start = extraction.document.text.index(sentence)
    end = start + len(sentence)
    return {str(r.kind) for r in records_of(extraction) if r.source.start < end and start < r.source.end}


@pytest.mark.parametrize("case", cases("verdicts.csv"))
def test_sentence_is_what_a_clerk_says_it_is(case: dict[str, str]):
    heading = f"{case['heading']}\n\n" if case["heading"] else ""
    body = heading + case["label"] + case["sentence"]
    extraction = read_framed(body, DocumentKind(case["kind"]), case["level"] or "县")
    assert said(extraction, case["sentence"]) in [
        {label} - {"nothing"} for label in case["verdict"].split("|")
    ]


def test_every_kind_of_paper_has_tasks_and_something_that_is_none():
    table = {(row["kind"], row["verdict"]) for row in rows("verdicts.csv")}
    for kind in ("speech", "feedback", "plan", "minutes", "notice"):
        assert (kind, "task") in table
        assert (kind, "nothing") in table


def test_what_looks_like_an_instruction_and_became_nothing_is_listed_with_the_reason():
    extraction = read_framed("对逾期未完成的单位，由县政府督查室约谈其主要负责人。", DocumentKind.NOTICE)
    [rejected] = [r for r in extraction.rejected if "约谈" in r.quote]
    assert rejected.reason
    assert rejected.rule
    assert rejected.place.paragraph


@pytest.mark.parametrize(
    "case",
    [row for row in rows("verdicts.csv") if row["verdict"] == "task" and not row["known_fault"]][::10],
    ids=lambda row: row["at"],
)
def test_every_record_explains_itself(case: dict[str, str]):
    heading = f"{case['heading']}\n\n" if case["heading"] else ""
    extraction = read_framed(heading + case["label"] + case["sentence"], DocumentKind(case["kind"]))
    for record in records_of(extraction):
        assert record.rule
        assert record.reasons or record.rule.startswith("issue")
        assert 0 < record.confidence <= 1
        assert record.source.place.paragraph


def judged(text: str, **surroundings: object) -> Verdict:
    """The verdict on one sentence in the given surroundings."""
    reading = Reading(0, Sentence(start=0, end=len(text), block=0), text, fold(text), Context(**surroundings))  # type: ignore[arg-type]
    read_sentences(build(registry())[0], [reading])
    return reading.verdict


@pytest.mark.parametrize(
    "text",
    [
        "镇党委召开专题会4次，制定整改清单，逐项推进。",
        "收回欠缴租金18.3万元，完善台账7本。",
        "组织开展警示教育，处理责任人3名。",
    ],
)
def test_what_a_report_on_rectification_tells_was_done(text: str):
    assert judged(text, kind=DocumentKind.FEEDBACK, reports=True).label == "nothing"


def test_what_a_report_on_rectification_promises_is_a_task():
    text = "下一步，我镇将于8月底前完成剩余12户房屋加固。"
    assert judged(text, kind=DocumentKind.FEEDBACK, reports=True).label == "task"


@pytest.mark.parametrize(
    "text",
    [
        "3所学校由同一家公司配送，价格比农贸市场贵两成。（责任单位：县教育局）",
        "滞留资金由镇财政所统一保管，账上一直没动。（牵头单位：县财政局）",
    ],
)
def test_before_a_paragraph_of_measures_stands_the_problem(text: str):
    assert judged(text, kind=DocumentKind.PLAN, zone="problem", covered=True, measured=True).label == "issue"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("关于巡察反馈问题整改落实情况的报告", True),
        ("关于审计查出问题整改情况的函", True),
        ("关于抓好巡察反馈问题整改的通知", False),
        ("关于督查情况的通报", False),
    ],
)
def test_the_title_says_whether_a_paper_reports(title: str, told: bool):
    assert reports_progress(text_document(f"{title}\n\n市审计局：\n\n现将情况报告如下。\n")) is told
