"""RTF: words, tables cell by cell, the numbers of lists as the program that wrote the file spelled them out.

Read here rather than with `striprtf`, which keeps hidden and deleted words and gives a table as lines.
"""

from collections.abc import Iterator

from models import Problem
from pipeline.readers.assemble import Parsed, join
from pipeline.readers.limits import Limits
from pipeline.readers.margins import margins, named
from pipeline.readers.problems import problem
from pipeline.readers.rtf.machine import Machine

READER = "rtf"
MARK = b"{\\rtf"


def parse(data: bytes, limits: Limits) -> Parsed | Problem:  # noqa: ARG001 - every reader has this signature
    """Read an .rtf."""
    if not data.lstrip().startswith(MARK):
        return problem("rtf_damaged")
    machine = Machine()
    machine.run(data)
    raw, blocks = join(machine.writer.pieces())
    if not raw.strip():
        return problem("no_words")
    title = machine.title.strip()
    apart = margins({part: "".join(text).split("\n") for part, text in machine.margins.items()})
    return Parsed(
        READER,
        raw,
        blocks,
        problems=(*_remarks(machine), *named(apart)),
        metadata=({"title": title} if title else {}) | apart,
    )


def _remarks(machine: Machine) -> Iterator[Problem]:
    if machine.hidden:
        yield problem("docx_hidden", count=machine.hidden)
    if machine.revised:
        yield problem("docx_revised")
    if machine.comments:
        yield problem("rtf_comments", count=machine.comments)
    if machine.writer.unnumbered:
        yield problem("doc_numbers_lost", count=machine.writer.unnumbered)
