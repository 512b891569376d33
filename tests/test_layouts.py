"""The layouts in which feedback and rectification papers come: every row of layouts.csv, read as a file."""

from pathlib import Path

import pytest
from extraction_builders import cases, extractor, listed, read_framed

import corpus
from extractors.fold import fold
from models import DocumentKind, Extraction, Task
from pipeline.readers import read


def share(tasks: tuple[Task, ...], having: list[Task]) -> float:
    return len(having) / max(1, len(tasks))


def extraction_of(folder: str, name: str) -> Extraction:
    return extractor()(read(corpus.path(folder, name)))


@pytest.mark.parametrize("case", cases("layouts.csv"))
def test_layout_is_read(case: dict[str, str]):
    extraction = extraction_of(case["folder"], case["file"])
    tasks = extraction.tasks
    assert extraction.ungrounded() == []
    assert len(tasks) >= int(case["tasks"])
    assert len(extraction.issues) >= int(case["issues"])
    assert share(tasks, [task for task in tasks if task.owners]) >= float(case["owned"])
    assert share(tasks, [task for task in tasks if task.deadline]) >= float(case["dated"])
    assert len([task for task in tasks if task.issues]) >= int(case["linked"])
    quotes = [fold(task.source.quote) for task in tasks]
    assert [words for words in listed(case["never"]) if any(words in quote for quote in quotes)] == []


def test_audit_report_to_a_congress_counts_findings_and_asks_for_what_is_left():
    """L7: what was done stays a fact, what is found is an issue, what is advised is a task."""
    extraction = read_framed(
        "一、审计查出的主要问题\n\n抽查的18个公墓项目中，5个未办理用地手续，涉及资金216万元。\n\n"
        "截至5月底，已整改问题31项，收回资金87万元。\n\n二、下一步意见\n\n"
        "县民政局要在8月底前对未办手续的项目逐个提出处置方案。",
        DocumentKind.FEEDBACK,
    )
    (task,) = extraction.tasks
    assert [owner.name for owner in task.owners] == ["县民政局"]
    assert any("5个未办理用地手续" in issue.text for issue in extraction.issues)
    assert not any("收回资金87万元" in t.source.quote for t in extraction.tasks)


def test_scan_without_text_is_refused_with_what_to_do(tmp_path: Path):
    """L10: a picture of a paper is not read, and the message says so."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "扫描件.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.rect(60, 400, 400, 300, fill=1)
    canvas.showPage()
    canvas.save()
    document = read(path)
    assert not document.readable
    assert all(problem.code and problem.line() for problem in document.problems)
