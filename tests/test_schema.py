"""The JSON form of the records: pinned by a golden file, and true to the contract of `extract`.

To take in a change of the models on purpose: `python run.py schema > tests/golden/schema.json`
"""

import json
from pathlib import Path

import models
from models import Basis, Deadline, DeadlineKind, Owner, Place, Role, Source, Task, TaskKind
from pipeline.extract_records import TaskRecord
from pipeline.schema import RECORDS, json_schema

GOLDEN = Path(__file__).parent / "golden" / "schema.json"

TASK = Task(
    id="t1",
    kind=TaskKind.TASK,
    measure="区住建局要在6月底前完成普查",
    measure_start=10,
    measure_end=24,
    source=Source(
        start=10, end=25, document="a.docx", quote="区住建局要在6月底前完成普查。", headings=("一、摸清底数",)
    ),
    owners=(
        Owner(
            start=10,
            end=14,
            name="区住建局",
            mention="区住建局",
            role=Role.RESPONSIBLE,
            basis=Basis.EXPLICIT,
            rule="r",
        ),
    ),
    deadline=Deadline(start=16, end=20, text="6月底前", kind=DeadlineKind.DATE),
    rule="r",
)


def placed(place):
    task = TASK.model_copy(update={"source": TASK.source.model_copy(update={"place": place})})
    return TaskRecord.model_validate(task.model_dump()).model_dump(mode="json")["source"]


def test_schema_is_the_golden_one():
    assert json_schema() == json.loads(GOLDEN.read_text("utf-8"))


def test_schema_defines_every_record_and_all_that_is_in_them():
    defined = json_schema()["$defs"]
    assert {record.__name__ for record in RECORDS} <= set(defined)
    in_models = {
        name
        for name in models.__all__
        if isinstance(kind := getattr(models, name), type) and issubclass(kind, models.Frozen)
    }
    assert in_models - {"Frozen", "Grounded", "Task", "Issue", "Source"} <= set(defined)


def test_record_has_every_key_of_the_contract():
    record = TaskRecord.model_validate(TASK.model_dump()).model_dump(mode="json")
    assert {"id", "kind", "measure", "source", "owners", "deadline", "targets", "rule", "confidence"} <= set(
        record
    )
    assert {"document", "quote", "start", "end", "headings", "page", "paragraph", "cell"} <= set(
        record["source"]
    )
    assert {"name", "mention", "role", "basis", "start", "end"} <= set(record["owners"][0])
    assert {"text", "due", "kind", "start", "end"} <= set(record["deadline"])
    assert record["deadline"]["due"] is None


def test_source_says_where_the_sentence_stands_in_the_original():
    in_pdf = placed(Place(page=2, paragraph=5))
    assert (in_pdf["page"], in_pdf["paragraph"], in_pdf["cell"]) == (2, 5, None)
    in_table = placed(Place(table=1, row=3, column=2))
    assert (in_table["page"], in_table["paragraph"], in_table["cell"]) == (None, None, "表1第3行第2列")
