"""Word: the document's XML walked in body order, automatic numbers resolved, revisions taken as accepted."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from models import Problem
from pipeline.readers.assemble import Reading, join
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.word.body import Walker
from pipeline.readers.word.names import find
from pipeline.readers.word.package import Parts, open_package

REVISIONS = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))


def parse(data: bytes, limits: Limits) -> Reading | Problem:
    """Read a .docx."""
    parts = open_package(data, limits)
    if isinstance(parts, Problem):
        return parts
    body = find(parts.document, "w:body")
    if body is None:
        return problem("docx_damaged")
    walker = Walker(parts)
    raw, blocks = join(walker.walk(body))
    if not raw.strip():
        return problem("no_words")
    return Reading(
        reader="python-docx",
        raw=raw,
        blocks=blocks,
        problems=tuple(_remarks(walker, parts)),
        metadata={"title": parts.title} if parts.title else {},
    )


def _remarks(walker: Walker, parts: Parts) -> Iterator[Problem]:
    """What a person should know of a document that was read: what was left out or taken for granted."""
    for form in walker.counters.unknown:
        yield problem("docx_number_format", format=form)
    if walker.runs.hidden:
        yield problem("docx_hidden", count=walker.runs.hidden)
    if next(parts.document.iter(*REVISIONS), None) is not None:
        yield problem("docx_revised")
    comments = len(parts.comments.findall(qn("w:comment"))) if parts.comments is not None else 0
    if comments:
        yield problem("docx_comments", count=comments)
