"""What the networks learn from: sentences of labelled papers, the clerk's answers letter by letter."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from extraction_builders import extractor, framed, listed, rows
from labelled_papers import document_of, labelled

import corpus
from extractors.fold import fold
from extractors.learned.outlook import Line
from extractors.learned.readable import Readable, readable
from extractors.learned.tagger import Named, Shown
from extractors.records.recorder import SPEAKER
from extractors.structure import structure
from models import ROLE_LABELS, Basis, DocumentKind, Role
from pipeline.evaluation.folders import golds_in
from pipeline.evaluation.gold import GoldSentence
from pipeline.evaluation.judging import located
from pipeline.evaluation.names import plain_name

RULES, ALL = ("gold", "study", "practice"), ("gold", "study", "practice", "learning")
"""Papers that rules were written at, and with them those that nobody has looked at while writing rules."""
NONE, NAMED, INHERITED = range(3)
NOT_TOLD = -100
_MARK = re.compile(r"([^{}]*)(?:\{([^{}|]+)\|([A-Z])\}|$)")
_MARKS, _LIMIT = {"L": Role.LEAD, "S": Role.SUPPORT, "R": Role.RESPONSIBLE}, "D"
_SPOKEN = re.compile("我(?![们国省市州县区旗镇乡村局委办院校公中单社站所])")
ROLES = {label: role for role, label in ROLE_LABELS.items()}
VERDICTS = {"task": "T", "call": "C", "issue": "I", "nothing": "N"}


class Told(NamedTuple):
    """One sentence: what the networks see of it, and what the clerk says."""

    line: Line
    shown: Shown
    label: str
    units: tuple[Named, ...]
    limit: tuple[int, int] | None
    owners: int
    """Of a task: without owners, named in it, inherited."""
    marked: bool = True
    """Whether its units were marked."""
    limited: bool = True
    """Whether its limit was marked."""


def folders(names: Iterable[str]) -> list[Path]:
    """The folders of the corpus by name."""
    return [corpus.path(name) for name in names]


def unread(folder: Path) -> Iterator[Path]:
    """The gold of a folder's papers, those left out that somebody looked at while writing rules."""
    looked_at = folder / "looked_at.toml"
    left_out = tomllib.loads(looked_at.read_text("utf-8"))["papers"] if looked_at.exists() else ()
    return (path for path in golds_in(folder) if document_of(path).stem not in left_out)


def papers(given: Iterable[Path]) -> Iterator[list[Told]]:
    """The sentences of every labelled paper in the folders, in order."""
    for document, gold in labelled(path for folder in given for path in unread(folder)):
        text = document.text
        kept = [at for at, letter in enumerate(text) if not letter.isspace()]
        found = []
        for sentence, span in located(gold.sentences, "".join(text.split())):
            if span and span[0] < span[1]:
                start, end = kept[span[0]], kept[span[1] - 1] + 1
                opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
                closes = not text[end:].partition("\n")[0].strip()
                found.append(_told(sentence, gold.kind, opens=opens, closes=closes))
        yield found


def tables() -> Iterator[list[Told]]:
    """The cases of the tests' tables of roles and verdicts, each a paper of its own in its frame."""
    for case in rows("roles.csv"):
        if not case["known_fault"]:
            entries = (entry.rpartition("=") for entry in listed(case["owners"]))
            owners = [(name, ROLES[role]) for name, _, role in entries]
            yield _framed(case, case["sentence"], case["task"] or case["sentence"], "T", owners)
    for case in rows("verdicts.csv"):
        if not case["known_fault"] and case["verdict"] in VERDICTS:
            body = (f"{case['heading']}\n\n" if case["heading"] else "") + case["label"] + case["sentence"]
            yield _framed(case, body, case["sentence"], VERDICTS[case["verdict"]], None)


def marked() -> Iterator[list[Told]]:
    """The tasks of `corpus/marked`, in which owners and limits stand in braces: each a paper of its own."""
    for path in sorted(corpus.path("marked").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            kind, _, words = line.partition("\t")
            yield [marked_sentence(DocumentKind(kind), words)]


def marked_sentence(kind: DocumentKind, words: str) -> Told:
    """A task with its marks: 「{包村干部|R}{月底前|D}走一遍」.

    Raises:
        KeyError: A mark is none of L (lead), S (support), R (responsible), D (limit).
    """
    text, spans = "", []
    for before, name, mark in _MARK.findall(words):
        text += before
        if mark:
            spans.append((len(text), len(text) + len(name), mark))
            text += name
    view = fold(text)
    names = tuple(readable(view, extractor().lists))
    units = tuple(Named(start, end, _MARKS[mark]) for start, end, mark in spans if mark != _LIMIT)
    limit = next(((start, end) for start, end, mark in spans if mark == _LIMIT), None)
    whose = NAMED if units else NONE
    return Told(Line(view, True, True), Shown(view, names, kind), "T", units, limit, whose)


def _framed(
    case: Mapping[str, str], body: str, asked: str, label: str, owners: list[tuple[str, Role]] | None
) -> list[Told]:
    """The sentences of a framed case; only what is asked for has a label, and owners if these are told."""
    kind = DocumentKind(case["kind"])
    document = structure(framed(body, kind, case.get("level") or "县"), kind=kind)
    view, asked = fold(document.text), fold("".join(asked.split()))
    found, blocks = [], [None, *(s.block for s in document.sentences), None]
    for at, sentence in enumerate(document.sentences):
        words = view[sentence.start : sentence.end]
        bare = "".join(words.split())
        meant = bool(bare) and (bare in asked or asked in bare)
        names = readable(words, extractor().lists) if meant and owners is not None else {}
        named = [_at(words, names, *owner) for owner in owners or ()] if meant else []
        units = tuple(one for one in named if one)
        line = Line(words, blocks[at] != sentence.block, blocks[at + 2] != sentence.block)
        whose = NOT_TOLD if owners is None else NONE if not owners else NAMED if units else INHERITED
        shown, marked = Shown(words, tuple(names), kind), owners is not None
        found.append(Told(line, shown, label if meant else "", units, None, whose, marked, limited=False))
    return found


def _told(sentence: GoldSentence, kind: DocumentKind, *, opens: bool, closes: bool) -> Told:
    view = fold(sentence.text)
    names = readable(view, extractor().lists) if sentence.label == "T" else {}
    owners = sentence.owners or ()
    named = (_at(view, names, o.unit, o.role) for o in owners if o.basis is not Basis.INHERITED)
    inherits = any(owner.basis is Basis.INHERITED for owner in owners)
    return Told(
        Line(view, opens, closes),
        Shown(view, tuple(names), kind),
        sentence.label,
        tuple(one for one in named if one),
        _limit(view, sentence),
        INHERITED if inherits else NAMED if owners else NONE,
    )


def _at(view: str, names: Mapping[tuple[int, int], Readable], unit: str, role: Role) -> Named | None:
    """Where a sentence names a unit: as it can be read, else by its words, else by the end of them."""
    spans = [span for span, read in names.items() if plain_name(read.name) == plain_name(unit)]
    spans = [span for span in spans if view[slice(*span)] == unit] or spans
    if spans:
        return Named(*max(spans, key=lambda span: (span[1] - span[0], -span[0])), role)
    if unit == SPEAKER:
        return Named(*spoken.span(), role) if (spoken := _SPOKEN.search(view)) else None
    for first in range(max(len(unit) - 1, 1)):
        words = unit[first:]
        if (start := view.find(words)) >= 0:
            return Named(start, start + len(words), role)
    return None


def _limit(view: str, sentence: GoldSentence) -> tuple[int, int] | None:
    words = sentence.deadline.text if sentence.deadline else ""
    start = view.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else None
