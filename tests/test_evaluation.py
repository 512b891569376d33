"""Measuring against gold: what counts as right, what a clerk would have to correct, and the command."""

import csv
import json
from pathlib import Path

import pytest

from models import (
    Basis,
    Deadline,
    DeadlineKind,
    Document,
    DocumentKind,
    Extraction,
    IndexMap,
    Issue,
    Owner,
    Problem,
    Role,
    Source,
    Task,
    TaskKind,
)
from pipeline.commands.app import main
from pipeline.evaluation.gold import Gold, document_of, load_gold
from pipeline.evaluation.judging import Mistake, Tally, evaluate, total
from pipeline.evaluation.names import plain_name

DATA = Path(__file__).parent / "data" / "evaluation"
TASK, ISSUE, PAST = "区财政局要在6月底前拨付资金。", "个别街道台账不健全。", "去年建成泵站2座。"
TEXT = f"{TASK}{ISSUE}{PAST}"


def spans(words, text=TEXT):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def task(words=TASK, owners=(("区财政局", Role.RESPONSIBLE),), due="2026-06-30", kind=DeadlineKind.DATE):
    source = Source(document="a.txt", quote=words, **spans(words))
    deadline = Deadline(text="6月底前", due=due, kind=kind, **spans("6月底前")) if kind else None
    made = [
        Owner(name=name, mention=mention, role=role, basis=Basis.EXPLICIT, rule="r", **spans(mention))
        for name, role in owners
        for mention in ["区财政局" if "财政局" in name else "街道"]
    ]
    return Task(
        id="t",
        kind=TaskKind.TASK,
        measure=words,
        measure_start=source.start,
        measure_end=source.end,
        source=source,
        owners=tuple(made),
        deadline=deadline,
        rule="r",
    )


def issue(words=ISSUE):
    return Issue(id="i", text=words, source=Source(document="a.txt", quote=words, **spans(words)), rule="r")


def read_out(tasks=(), issues=()):
    document = Document(id="d", name="a.txt", format="txt", raw=TEXT, text=TEXT, index=IndexMap(), blocks=())
    return Extraction(document=document, tasks=tuple(tasks), issues=tuple(issues))


def gold(owners=(("区财政局", "responsible"),), kind="date", due="2026-06-30"):
    sentences = [
        {
            "n": 1,
            "text": TASK,
            "label": "T",
            "owners": [{"unit": unit, "role": role, "basis": "explicit"} for unit, role in owners],
            "deadline": {"text": "6月底前", "kind": kind, "due": due} if kind else None,
        },
        {"n": 2, "text": ISSUE, "label": "I", "owners": [], "deadline": None},
        {"n": 3, "text": PAST, "label": "N", "owners": [], "deadline": None},
    ]
    return Gold.model_validate({"doc": "a.txt", "kind": "speech", "date": None, "sentences": sentences})


def mistakes(judgement):
    return [fault.mistake for wrong in judgement.wrong for fault in wrong.faults]


with (DATA / "names.csv").open(encoding="utf-8", newline="") as table:
    NAMES = [tuple(row.values()) for row in csv.DictReader(table)]


@pytest.mark.parametrize(("first", "second", "same"), NAMES)
def test_names_that_are_one_unit_to_a_clerk(first, second, same):
    assert (plain_name(first) == plain_name(second)) is (same == "是")


def test_all_right_is_a_row_that_needs_no_correction():
    judgement = evaluate(read_out([task()], [issue()]), gold())
    assert judgement.wrong == ()
    assert set(judgement.tally.figures().values()) == {1.0}


RIGHT, OTHER = ("区财政局", Role.RESPONSIBLE), ("区审计局", Role.RESPONSIBLE)
ROWS = [
    ({"owners": [RIGHT, OTHER]}, {}, [Mistake.OWNER_EXTRA]),
    ({"owners": []}, {}, [Mistake.OWNER_MISSING]),
    ({"owners": [("区财政局", Role.LEAD)]}, {}, [Mistake.OWNER_ROLE]),
    ({"owners": [("财政局", Role.RESPONSIBLE)]}, {}, []),
    ({"owners": [RIGHT, ("有关部门", Role.RESPONSIBLE)]}, {}, []),
    ({"owners": [("有关部门", Role.RESPONSIBLE)]}, {"owners": ()}, [Mistake.OWNER_EXTRA]),
    ({"due": "2026-07-31"}, {}, [Mistake.DEADLINE]),
    ({"kind": None}, {}, [Mistake.DEADLINE]),
    ({"due": "2026-07-31"}, {"due": None}, []),
    ({"kind": DeadlineKind.STANDING}, {"due": None}, [Mistake.DEADLINE]),
    ({}, {"kind": "vague", "due": None}, [Mistake.DEADLINE]),
    ({"kind": DeadlineKind.VAGUE, "due": None}, {"kind": "vague", "due": None}, []),
    ({"kind": DeadlineKind.VAGUE, "due": None}, {"kind": None}, []),
]


@pytest.mark.parametrize(("read", "wanted", "expected"), ROWS)
def test_row_is_right_only_when_owners_roles_and_date_are(read, wanted, expected):
    judgement = evaluate(read_out([task(**read)], [issue()]), gold(**wanted))
    assert mistakes(judgement) == expected
    assert judgement.tally.figures()["row"] == (0.0 if expected else 1.0)


def test_what_is_missed_and_what_is_too_much_is_named():
    judgement = evaluate(read_out([task(PAST, [], kind=None)]), gold())
    assert [(wrong.number, fault.mistake) for wrong in judgement.wrong for fault in wrong.faults] == [
        (1, Mistake.TASK_MISSED),
        (2, Mistake.ISSUE_MISSED),
        (3, Mistake.TASK_EXTRA),
    ]
    assert judgement.tally.details()["task"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 1}


def test_fault_says_what_should_be_and_what_was_read():
    owners = [("区财政局", Role.LEAD), ("区审计局", Role.SUPPORT)]
    (wrong,) = evaluate(read_out([task(owners=owners, due=None)], [issue()]), gold()).wrong
    assert wrong.text == TASK
    assert [(fault.want, fault.got) for fault in wrong.faults] == [
        ("区财政局（责任）", "区财政局（牵头）"),
        ("", "区审计局（配合）"),
        ("6月底前（2026-06-30）", "6月底前（没有写明日期）"),
    ]


def test_kind_without_a_name_here_is_no_fault_of_the_gold():
    other = Gold.model_validate(gold().model_dump(mode="json") | {"kind": "report"})
    assert other.kind is DocumentKind.UNKNOWN


def test_document_that_could_not_be_read_counts_as_all_missed():
    judgement = evaluate(None, gold())
    assert mistakes(judgement) == [Mistake.TASK_MISSED, Mistake.ISSUE_MISSED]
    assert judgement.tally.recall("owner") == 0.0


def test_sentence_that_is_not_in_the_document_is_told_and_not_counted():
    other = gold().model_copy(
        update={"sentences": (gold().sentences[0].model_copy(update={"text": "没有"}),)}
    )
    judgement = evaluate(read_out(), other)
    assert (judgement.unfound, judgement.tally.wanted("task")) == ((1,), 0)


def test_half_of_a_sentence_is_enough_and_a_touch_is_not():
    assert evaluate(read_out([task("区财政局要在6月底前")], [issue()]), gold()).tally.f1("task") == 1.0
    longer = TASK + ISSUE + PAST[:2]
    assert Mistake.TASK_EXTRA in mistakes(evaluate(read_out([task(longer)], [issue()]), gold()))
    touching = TEXT[: len(TASK) + 1]
    assert Mistake.TASK_EXTRA not in mistakes(evaluate(read_out([task(touching)], [issue()]), gold()))


def test_precision_recall_and_f1_of_added_tallies():
    one, other = Tally({"task+": 3, "task-": 1}), Tally({"task+": 1, "task?": 2})
    both = total([one, other])
    assert (both.precision("task"), both.recall("task"), both.wanted("task")) == (0.8, 4 / 6, 6)
    assert both.f1("task") == pytest.approx(2 * 0.8 * (4 / 6) / (0.8 + 4 / 6))


# Gold files


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "第1行"),
        ("[]", "最外层"),
        ('{"doc": "a.txt"}', "sentences"),
        ('{"doc": "a.txt", "sentences": [{"n": 1, "text": "x", "label": "X"}]}', "sentences.0.label"),
        ('{"doc": "a.txt", "date": "去年", "sentences": []}', "date"),
    ],
)
def test_malformed_gold_says_where(tmp_path, content, said):
    path = tmp_path / "a.gold.json"
    path.write_text(content, "utf-8")
    problem = load_gold(path)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place) == ("X931", "a.gold.json")
    assert said in problem.message


def test_document_is_found_in_any_format_and_first_as_it_was_received(tmp_path):
    path, held = tmp_path / "a.gold.json", gold()
    assert isinstance(document_of(path, held), Problem)
    (tmp_path / "a.docx").touch()
    assert document_of(path, held) == tmp_path / "a.docx"
    (tmp_path / "a.txt").touch()
    assert document_of(path, held) == tmp_path / "a.txt"
    (tmp_path / "received").mkdir()
    (tmp_path / "received" / "a.pdf").touch()
    assert document_of(path, held, tmp_path / "received") == tmp_path / "received" / "a.pdf"


# The command


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "好.txt").write_text(TEXT, "utf-8")
    content = gold().model_copy(update={"doc": "好.txt"}).model_dump(mode="json")
    (tmp_path / "好.gold.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return tmp_path


def test_command_prints_figures_by_document_kind_and_together(folder, capsys):
    assert main(["evaluate", str(folder)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    for words in ("好.txt", "讲话合计", "全部", "不用改的行"):
        assert words in said.out
    assert "其他公文合计" not in said.out


def test_command_gives_programs_the_same_as_json(folder, capsys):
    assert main(["evaluate", str(folder), "--format", "json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["all"] == summary["kinds"]["speech"] == summary["groups"]["speeches"]
    assert summary["all"]["sentences"] == {"I": 1, "N": 1, "T": 1}
    assert [document["document"] for document in summary["documents"]] == ["好.txt"]
    assert summary["problems"] == []


def test_confusion_list_shows_the_sentence_and_both_sides(folder, capsys):
    path = folder / "好.gold.json"
    content = json.loads(path.read_text("utf-8"))
    content["sentences"][0].update(owners=[{"unit": "区林业局", "role": "lead"}])
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    assert main(["evaluate", str(folder), "--confusion"]) == 0
    out = capsys.readouterr().out
    assert TASK in out
    assert "应有：区林业局（牵头）" in out
    assert "不应有：区财政局（责任）" in out


def test_bad_gold_and_missing_documents_are_lines_and_the_rest_goes_on(folder, capsys):
    (folder / "坏.gold.json").write_text("{", "utf-8")
    good = (folder / "好.gold.json").read_text("utf-8")
    (folder / "缺.gold.json").write_text(good.replace("好.txt", "缺.txt"), "utf-8")
    (folder / "散.gold.json").write_text(good.replace(ISSUE, "没有这句"), "utf-8")
    assert main(["evaluate", str(folder)]) == 1
    said = capsys.readouterr()
    assert [line[:6] for line in said.err.splitlines()] == ["[X931]", "[X933]", "[X932]"]
    assert "好.txt" in said.out


def test_folder_without_gold_is_told(tmp_path, capsys):
    assert main(["evaluate", str(tmp_path)]) == 3
    assert capsys.readouterr().err.startswith("[X930]")
    (tmp_path / "坏.gold.json").write_text("{", "utf-8")
    assert main(["evaluate", str(tmp_path)]) == 3
