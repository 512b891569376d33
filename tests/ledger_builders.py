"""Small real documents, tasks and rows for the tests of the normaliser, the ledger and the exports."""

import datetime as dt

from models import (
    Anchor,
    Basis,
    Block,
    Deadline,
    Document,
    DocumentKind,
    Extraction,
    IndexMap,
    Issue,
    Owner,
    Place,
    Role,
    Source,
    Task,
    TaskKind,
)
from pipeline.normaliser import Normalised, normalise
from pipeline.registry import load_registry

REGISTRY, _ = load_registry()
MEETING_DAY = dt.date(2025, 6, 11)


def document(text, *, name="白鹭县河道整治会议讲话.txt", identity="D-1", date=MEETING_DAY, year=None, rank=2):
    """A speech whose every line is one paragraph."""
    blocks, at = [], 0
    for number, line in enumerate(text.splitlines(), 1):
        blocks.append(Block(start=at, end=at + len(line), place=Place(paragraph=number)))
        at += len(line) + 1
    anchor = Anchor(date=date, year=year, rank=rank, source="成文日期") if date or year else None
    return Document(
        id=identity,
        name=name,
        format="txt",
        raw=text,
        text=text,
        index=IndexMap(runs=((0, 0, len(text)),)),
        blocks=tuple(blocks),
        kind=DocumentKind.SPEECH,
        title="在全县河道整治会议上的讲话",
        anchor=anchor,
    )


def owner(paper, mention, role="responsible", *, name="", basis="explicit", rule="test", **more):
    """An owner at the first place where the paper mentions it."""
    start = paper.text.index(mention)
    return Owner(
        start=start,
        end=start + len(mention),
        name=name or mention,
        mention=mention,
        role=Role(role),
        basis=Basis(basis),
        rule=rule,
        **more,
    )


def deadline(paper, text, kind, **more):
    """A deadline at the first place where the paper has its words."""
    start = paper.text.index(text)
    return Deadline(start=start, end=start + len(text), text=text, kind=kind, rule="test", **more)


def task(paper, measure, *, nth=0, owners=(), **more):
    """A task at the nth place of its measure; its source is the whole line there."""
    start = -1
    for _ in range(nth + 1):
        start = paper.text.index(measure, start + 1)
    return Task(
        id=f"T{start}",
        kind=TaskKind.TASK,
        measure=measure,
        measure_start=start,
        measure_end=start + len(measure),
        source=source(paper, start),
        owners=tuple(owners),
        rule="imperative",
        **more,
    )


def issue(paper, text, identity):
    """A problem found, by its words."""
    return Issue(id=identity, text=text, source=source(paper, paper.text.index(text)), rule="test")


def source(paper, at):
    """The line of the paper around offset `at`."""
    start = paper.text.rfind("\n", 0, at) + 1
    end = paper.text.find("\n", at)
    end = len(paper.text) if end < 0 else end
    return Source(
        start=start, end=end, document=paper.name, quote=paper.text[start:end], place=paper.place_of(start)
    )


def rows(paper, *tasks, issues=()) -> Normalised:
    """What the ledger gets of a paper; the tasks must be grounded in it."""
    extraction = Extraction(document=paper, tasks=tasks, issues=issues)
    assert extraction.ungrounded() == []
    return normalise(extraction, REGISTRY)


def numbered(number, count=5) -> Normalised:
    """The `number`-th of many papers, with `count` rows."""
    lines = [f"县水利局要修复第{number}号河段第{at}处护岸。" for at in range(count)]
    paper = document("\n".join(lines), name=f"河段{number:03}.txt", identity=f"D-{number}")
    tasks = [
        task(paper, line.removeprefix("县水利局要"), owners=[owner(paper, "县水利局")]) for line in lines
    ]
    return rows(paper, *tasks)
