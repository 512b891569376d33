"""Folders of gold: each document read and judged, and the figures of all of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import DocumentKind, Problem, Severity
from pipeline.evaluation.gold import SUFFIX, document_of, load_gold
from pipeline.evaluation.judging import Judgement, Tally, evaluate, total
from pipeline.office import Extracts
from pipeline.reading import read_file

_NAMED = 3


@dataclass(frozen=True)
class Measured:
    """One gold file: what came of it, and what stood in the way.

    Without a judgement the gold or its document was missing; a document that could not be `read` is judged as
    one in which nothing was found.
    """

    name: str
    kind: DocumentKind = DocumentKind.UNKNOWN
    judgement: Judgement | None = None
    read: bool = False
    problems: tuple[Problem, ...] = ()


def golds_in(folder: Path) -> tuple[Path, ...]:
    """The gold files of a folder, in the order of their names."""
    return tuple(sorted(folder.glob(f"*{SUFFIX}"))) if folder.is_dir() else ()


def measure(path: Path, extractor: Extracts, documents: Path | None = None) -> Measured:
    """Read the document of one gold file and judge what was read; `documents` may hold the document."""
    gold = load_gold(path)
    if isinstance(gold, Problem):
        return Measured(path.name, problems=(gold,))
    document = document_of(path, gold, documents)
    if isinstance(document, Problem):
        return Measured(path.name, gold.kind, problems=(document,))
    reading = read_file(document, extractor, date=gold.date)
    judgement = evaluate(reading.extraction, gold)
    found = reading.extraction is not None
    problems = [] if found else [_placed(problem, document.name) for problem in reading.problems]
    problems += [_unfound(document.name, judgement.unfound)] if judgement.unfound else []
    return Measured(document.name, gold.kind, judgement, found, tuple(problems))


def _placed(problem: Problem, name: str) -> Problem:
    return problem if problem.place else problem.model_copy(update={"place": name})


def _unfound(name: str, numbers: Sequence[int]) -> Problem:
    named = "、".join(map(str, numbers[:_NAMED])) + ("等" if len(numbers) > _NAMED else "")
    return Problem(
        code="X933",
        severity=Severity.WARNING,
        message=f"标准答案的第 {named} 句（共 {len(numbers)} 句）不在文件里，没有计入。",
        action="请核对这几句的原文。",
        place=name,
    )


def groups(results: Sequence[Measured]) -> dict[str, Tally]:
    """The tallies by kind, of speeches and of other papers, and of all, each with at least one document."""

    def together(wanted: Callable[[DocumentKind], bool]) -> Tally:
        return total(r.judgement.tally for r in results if r.judgement and wanted(r.kind))

    kinds = sorted({result.kind for result in results if result.judgement}, key=list(DocumentKind).index)
    tallies = {kind.value: together(kind.__eq__) for kind in kinds}
    tallies["speeches"] = together(lambda kind: kind is DocumentKind.SPEECH)
    tallies["papers"] = together(lambda kind: kind is not DocumentKind.SPEECH)
    tallies["all"] = together(lambda _: True)
    return {name: tally for name, tally in tallies.items() if tally.counts}


def summary(results: Sequence[Measured]) -> dict[str, Any]:
    """Everything as one JSON object."""
    figures = {name: tally.details() for name, tally in groups(results).items()}
    kinds = {name: value for name, value in figures.items() if name in list(DocumentKind)}
    return {
        "all": figures.get("all", {}),
        "groups": {name: figures[name] for name in ("speeches", "papers") if name in figures},
        "kinds": kinds,
        "documents": [_document(result) for result in results if result.judgement],
        "problems": [problem.model_dump(mode="json") for result in results for problem in result.problems],
    }


def _document(result: Measured) -> dict[str, Any]:
    judgement = result.judgement or Judgement(Tally())
    wrong = [
        {
            "n": wrong.number,
            "text": wrong.text,
            "faults": [{"mistake": f.mistake.value, "want": f.want, "got": f.got} for f in wrong.faults],
        }
        for wrong in judgement.wrong
    ]
    return {
        "document": result.name,
        "kind": result.kind.value,
        "figures": judgement.tally.details(),
        "wrong": wrong,
    }
