"""The pages of a file as one reading: its text, what is missing, what a person has to know."""

from collections.abc import Iterator, Mapping, Sequence

from models import Problem
from pipeline.readers.assemble import Parsed, gaps_of, join
from pipeline.readers.pdf.layout import laid_out, parted
from pipeline.readers.pdf.sheets import Sheet
from pipeline.readers.problems import problem

QUOTED = 60
PARTS = {"header": "页眉", "footer": "页脚", "watermark": "水印、斜排或叠印"}
CAUSES = {
    "page_garbled": "pdf_garbled",
    "page_blind": "pdf_scanned",
    "page_crowded": "crowded",
    "page_failed": "pdf_damaged",
}


def reading(sheets: Sequence[Sheet], title: str = "", nothing: str = "") -> Parsed | Problem:
    """The reading of all pages, or why there is none; `nothing` is the problem with wordless pictures."""
    if not any((one.lines or one.tables) and not one.fault for one in sheets):
        return problem(nothing) if nothing else _wordless(sheets)
    bodies, furniture = parted(sheets)
    pieces, holes = laid_out(bodies)
    raw, blocks = join(pieces)
    return Parsed(
        reader="+".join(dict.fromkeys(one.reader for one in sorted(sheets, key=_rank) if one.reader)),
        raw=raw,
        blocks=blocks,
        gaps=tuple(gaps_of(holes, raw, blocks)),
        problems=(*_problems(sheets), *_apart(furniture)),
        metadata=({"title": title} if title else {}) | furniture,
    )


def _rank(one: Sheet) -> tuple[bool, bool]:
    """Recognition is named last, the fast library first."""
    return one.scanned, one.reader != "pypdfium2"


def _problems(sheets: Sequence[Sheet]) -> Iterator[Problem]:
    for one in sheets:
        if one.fault:
            yield problem(one.fault, place=one.place)
        if one.broken:
            yield problem("page_patchy", place=one.place, count=one.broken)
        yield from one.remarks
    recognised = [str(one.number) for one in sheets if one.scanned and (one.lines or one.tables)]
    if recognised:
        yield problem("scan_recognised", pages="、".join(recognised))


def _apart(furniture: Mapping[str, str]) -> Iterator[Problem]:
    """What was read apart from the text."""
    for part, text in furniture.items():
        line = " ".join(text.split())
        short = f"{line[:QUOTED]}…" if len(line) > QUOTED else line
        yield problem("pdf_furniture", part=PARTS[part], text=f"“{short}”")


def _wordless(sheets: Sequence[Sheet]) -> Problem:
    """Why a file of which no page gave a word did not."""
    faults = {one.fault for one in sheets}
    return problem(next((cause for fault, cause in CAUSES.items() if fault in faults), "no_words"))
