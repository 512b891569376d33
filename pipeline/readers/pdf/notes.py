"""Footnotes of a PDF: small lines at the foot of a page that begin with a mark."""

import re
from collections.abc import Sequence

from pipeline.readers.pdf.glyphs import Line

SMALL = 0.88
LOWER = 0.5
MARK = re.compile(r"[①-⑳]|[\[〔【]\d{1,2}[\]〕】]|[*＊※]|注[：:\d]|\d{1,2}(?=[\s\u4e00-\u9fff《“])")


def without_notes(lines: Sequence[Line], em: float, height: float) -> tuple[list[Line], list[list[Line]]]:
    """The lines of a page without its footnotes, and those of each footnote; `em` is the size of the text.

    Footnotes are the last lines of the page; they are smaller than the text and begin with a mark.
    """
    start = len(lines)
    while start and lines[start - 1].em < SMALL * em and lines[start - 1].top > LOWER * height:
        start -= 1
    while start < len(lines) and not MARK.match(lines[start].text):
        start += 1
    notes: list[list[Line]] = []
    for line in lines[start:]:
        if MARK.match(line.text):
            notes.append([])
        notes[-1].append(line)
    if not start or not notes:
        return list(lines), []
    marks = {match[0] for note in notes if (match := MARK.match(note[0].text))}
    return [_unmarked(line, marks) for line in lines[:start]], notes


def _unmarked(line: Line, marks: set[str]) -> Line:
    """The line without a raised mark that a footnote of the page answers; the mark is not of the text."""
    text = line.text
    for start, end in reversed(line.raised):
        if text[start:end] in marks:
            text = text[:start] + text[end:]
    return line._replace(text=text) if text else line
