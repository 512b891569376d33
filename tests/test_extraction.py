"""Whole documents end to end, and what extraction promises for any text at all.

Under data/extractors/documents each text has a JSON file of the same name: what some of its sentences become.
`find` is a piece of the sentence, every other key is checked; what no key names is left open.
"""

import datetime as dt
import json
from functools import cache
from typing import Any

import pytest
from extraction_builders import (
    DATA,
    cases,
    extractor,
    listed,
    maybe_document,
    param,
    read_framed,
    records_of,
    text_document,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.fold import fold
from models import ROLE_LABELS, Basis, DeadlineKind, DocumentKind, Extraction, Task

FOLDER = DATA / "documents"
SEPARATORS = "\n\t"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def extraction_of(name: str) -> Extraction:
    return extractor()(text_document((FOLDER / f"{name}.txt").read_text("utf-8"), f"{name}.txt"))


def expected() -> list[Any]:
    return [
        param({"name": path.stem, **record}, f"{path.stem} {number}")
        for path in sorted(FOLDER.glob("*.json"))
        for number, record in enumerate(json.loads(path.read_text("utf-8"))["records"], 1)
    ]


def found(extraction: Extraction, words: str) -> list[Any]:
    """The records of the sentence that holds the words."""
    assert extraction.document.text.count(words) == 1
    return [record for record in records_of(extraction) if words in record.source.quote]


def seen(extraction: Extraction, task: Task, key: str) -> Any:
    """What a task has under a key of the JSON file."""
    deadline = task.deadline
    issues = {issue.id: issue.text for issue in extraction.issues}
    return {
        "measure": task.measure,
        "owners": {owner.name: ROLE_LABELS[owner.role] for owner in task.owners},
        "mentions": [owner.mention for owner in task.owners],
        "basis": {owner.basis for owner in task.owners},
        "inherited_from": [owner.inherited_from for owner in task.owners],
        "deadline": deadline and [deadline.text, deadline.kind, deadline.due and str(deadline.due)],
        "deadline_basis": deadline and deadline.basis,
        "due": deadline and deadline.due and str(deadline.due),
        "milestones": [[limit.text, str(limit.due)] for limit in task.milestones],
        "issues": [issues[key] for key in task.issues],
        "targets": [target.text for target in task.targets],
        "prohibition": task.prohibition,
    }[key]


def agrees(key: str, wanted: Any, has: Any) -> bool:
    """Whether a task has what the file wants under a key."""
    if key == "basis":
        return bool(has == {wanted})
    if key == "inherited_from":
        return bool(has) and all(wanted in quote for quote in has)
    if key == "issues":
        return len(has) == len(wanted) and all(w in text for w, text in zip(wanted, has, strict=True))
    if key == "targets":
        return all(set(words.split("|")) & set(has) for words in wanted)
    if key == "headings":
        return bool(has[: len(wanted)] == [fold(title) for title in wanted])
    return bool(has == wanted)


@pytest.mark.parametrize("case", expected())
def test_sentence_of_a_document_becomes_what_a_clerk_enters(case: dict[str, Any]):
    extraction = extraction_of(case["name"])
    records = found(extraction, case["find"])
    assert {str(record.kind) for record in records} == {case["kind"]} - {"nothing"}
    for key in case.keys() - {"name", "find", "kind", "why", "known_fault"}:
        for record in records:
            if key == "headings":
                has = [fold(title) for title in record.source.headings]
            else:
                has = seen(extraction, record, key)
            assert agrees(key, case[key], has), (key, has)


@pytest.mark.parametrize("case", cases("targets.csv"))
def test_figure_that_a_demand_sets_is_a_target(case: dict[str, str]):
    targets = [target for task in read_framed(case["sentence"]).tasks for target in task.targets]
    wanted = [target for target in targets if target.text in case["text"].split("|")]
    assert [("" if t.value is None else f"{t.value:g}", t.unit, t.comparator) for t in wanted] == [
        (case["value"], case["unit"], case["comparator"])
    ]
    texts = "|".join(target.text for target in targets)
    assert [words for words in listed(case["never"]) if words in texts] == []


@pytest.mark.parametrize("case", cases("products.csv"))
def test_what_a_task_leaves_behind_is_its_product(case: dict[str, str]):
    products = [product.text for task in read_framed(case["sentence"]).tasks for product in task.products]
    assert products == [words for words in case["products"].split("|") if words]


@pytest.mark.parametrize("case", cases("measures.csv"))
def test_measure_is_what_a_clerk_would_enter(case: dict[str, str]):
    [task] = read_framed(case["sentence"], DocumentKind.NOTICE).tasks
    assert task.measure == case["measure"]


@pytest.mark.parametrize("case", cases("counting.csv"))
def test_of_several_limits_the_one_that_a_clerk_enters_counts(case: dict[str, str]):
    [task] = read_framed(case["sentence"], DocumentKind.NOTICE).tasks
    assert task.deadline
    assert task.deadline.text == case["counts"]


@pytest.mark.parametrize("case", cases("item_limits.csv"))
def test_limit_of_a_sentence_below_the_label_lines_of_its_item(case: dict[str, str]):
    extraction = read_framed(case["text"].replace("⏎", "\n"), DocumentKind(case["kind"]))
    [task] = [task for task in extraction.tasks if case["task"] in task.source.quote]
    assert (task.deadline.text if task.deadline else "") == case["limit"]


@pytest.mark.parametrize("case", cases("occasions.csv"))
def test_lengths_of_time_count_from_what_the_paper_is_about(case: dict[str, str]):
    document = text_document(case["text"].replace("⏎", "\n"))
    kind, date = DocumentKind(case["kind"]), dt.date.fromisoformat(case["date"])
    extraction = extractor()(document, date=date, kind=kind)
    [task] = [task for task in extraction.tasks if case["task"] in task.source.quote]
    assert task.deadline
    assert task.deadline.due == dt.date.fromisoformat(case["due"])


@pytest.mark.parametrize("case", cases("found_wanting.csv"))
def test_who_is_found_wanting(case: dict[str, str]):
    issues = read_framed(f"二、存在的主要问题\n\n{case['sentence']}", DocumentKind.FEEDBACK).issues
    assert issues
    assert {owner.name for issue in issues for owner in issue.owners} == set(listed(case["wanting"]))


def test_step_of_an_undated_paper_is_of_the_year_of_its_item():
    text = "整改措施：由县住建局7月底前完成补种，12月底前验收。\n责任单位：县住建局\n整改时限：2026年3月底"
    [task] = extractor()(text_document(text)).tasks
    assert task.deadline
    assert (task.deadline.text, task.deadline.due) == ("12月底前", dt.date(2025, 12, 31))


@pytest.mark.parametrize("name", NAMES)
def test_document_is_grounded_explained_and_invents_no_date(name: str):
    extraction = extraction_of(name)
    sound(extraction)
    assert extraction.tasks
    for task in extraction.tasks:
        assert task.rule
        assert task.source.document == f"{name}.txt"
        for owner in task.owners:
            assert bool(owner.inherited_from) == (owner.basis is Basis.INHERITED)


def test_every_sentence_of_every_document_has_one_record_at_most():
    for name in NAMES:
        extraction = extraction_of(name)
        starts = [record.source.start for record in records_of(extraction)]
        assert len(starts) == len(set(starts))


def test_same_document_gives_the_same_bytes_whatever_was_read_in_between():
    first = {name: fresh(name) for name in NAMES}
    again = {name: fresh(name) for name in reversed(NAMES)}
    assert first == again
    assert {name: extraction_of(name).model_dump_json() for name in NAMES} == first


def fresh(name: str) -> str:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    return extractor()(text_document(text, f"{name}.txt")).model_dump_json()


def test_ids_are_unique_and_do_not_change_with_what_stands_before():
    body = "县民政局要在4月底前建立公墓台账。"
    alone, after = read_framed(body), read_framed("县财政局要拨付公墓补助资金。\n\n" + body)
    assert alone.tasks[0].measure == after.tasks[1].measure
    twice = read_framed(f"{body}\n\n{body}").tasks
    assert len({task.id for task in twice}) == 2


def sound(extraction: Extraction) -> None:
    """What holds for any text: words at their spans, spans that lead back, no unexplained missing date."""
    document = extraction.document
    assert extraction.ungrounded() == []
    for at, char in enumerate(document.text):
        assert char in SEPARATORS or document.raw[document.index.raw_offset(at)] == char
    ends = [0, *(sentence.end for sentence in document.sentences)]
    for before, sentence in zip(ends, document.sentences, strict=False):
        assert before <= sentence.start < sentence.end <= len(document.text)
    for record in records_of(extraction):
        source = record.source
        assert words_of(document.raw[source.raw_start : source.raw_end]) == words_of(source.quote)
    for limit in (limit for task in extraction.tasks for limit in (task.deadline, *task.milestones)):
        if limit and limit.kind is not DeadlineKind.DATE:
            assert limit.due is None
        elif limit:
            assert limit.due or limit.reason


def words_of(text: str) -> str:
    return "".join(text.split())


FRAGMENTS = st.sampled_from(
    [
        "一、提高站位，压实责任",
        "（一）摸清底数。",
        "(二)建立台账；",
        "第一，",
        "一是",
        "二是",
        "１．",
        "2.",
        "①",
        "县民政局要",
        "区财政局、审计局",
        "由县水利局牵头，县财政局、",
        "县自然资源局配合，",
        "各镇（街道）",
        "（责任单位：县民政局；完成时限：2026年６月底前）",
        "(县住建局牵头,县财政局配合)",
        "责任单位：县城管局",
        "整改时限：立即",
        "整改措施：",
        "于6月30日前完成",
        "开展一次安全检查。",
        "建立“一桥一档”",
        "对《管理办\n法》",
        "问题依然存在。",
        "未按规定公示；",
        "截至去年底，累计完成12处。",
        "不少于30个",
        "每季度通报一次。",
        "严禁弄虚作假！",
        "关于做好护河工作的通知",
        "在全县大会上的讲话",
        "同志们：",
        "（2026年3月2日）",
        "澄溪县人民政府",
        "2026年3月2日",
        "【提纲】",
        "---此处隐藏86字---",
        "……",
        "🏠",
        "𠮷林社区",
        "XX镇",
        "12345热线",
        "要",
        "了",
    ]
)
NOISE = st.text(
    alphabet="要的、，。；（）()：:“”《》…—一二三12年月日前县局由牵头配合𠮷🏠①\u3000\xa0 \t→*", max_size=12
)
GLUE = st.sampled_from(["", "", "", "\n", "\n\n", "\r\n", "\u3000", " ", "\xa0", "\n\u3000\u3000", "\t"])
PAPERS = st.lists(st.tuples(st.one_of(FRAGMENTS, FRAGMENTS, NOISE), GLUE), max_size=40).map(
    lambda pieces: "".join(words + glue for words, glue in pieces)
)


@settings(max_examples=150, deadline=None)
@given(PAPERS)
def test_whatever_is_put_together_stays_grounded(text: str):
    document = maybe_document(text)
    if document is not None:
        sound(extractor()(document))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_extraction_never_fails_on_any_text(text: str):
    document = maybe_document(text)
    if document is not None:
        sound(extractor()(document))


@pytest.mark.parametrize(
    ("sentence", "owner"),
    [
        ("请你公司董事会办公室牵头，于6月底前修订决策清单。", "澄溪水务集团有限公司董事会办公室"),
        ("你公司纪委要每半年抽查一次招标档案。", "澄溪水务集团有限公司纪委"),
        ("你公司要在6月底前修订决策清单。", "澄溪水务集团有限公司"),
    ],
)
def test_an_office_of_the_addressee_has_its_full_name(sentence: str, owner: str):
    head = "澄溪县国资委关于专项检查意见的函\n\n澄溪水务集团有限公司："
    text = f"{head}\n\n{sentence}\n\n澄溪县国资委\n2026年3月5日\n"
    [task] = extractor()(text_document(text)).tasks
    assert [o.name for o in task.owners] == [owner]
