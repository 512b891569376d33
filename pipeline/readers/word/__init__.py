"""Word: the document's XML walked in body order, automatic numbers resolved, revisions taken as accepted."""

from collections.abc import Iterator

from docx.oxml.ns import qn

from models import Problem
from pipeline.readers.assemble import Parsed, gaps_of, join
from pipeline.readers.limits import Limits
from pipeline.readers.package import member
from pipeline.readers.problems import problem
from pipeline.readers.word.body import Walker
from pipeline.readers.word.furniture import furniture
from pipeline.readers.word.names import find
from pipeline.readers.word.package import Parts, open_package
from pipeline.readers.word.remarks import holes, problems, quoted
from pipeline.readers.word.scanned_pictures import ScannedPictures
from pipeline.readers.word.styles import Styles

REVISIONS = tuple(map(qn, ("w:ins", "w:del", "w:moveFrom", "w:moveTo")))
FURNITURE = {"header": "页眉", "footer": "页脚"}


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read a .docx; headers, footers and the file's properties are in the metadata, apart from the text."""
    parts = open_package(data, limits)
    if isinstance(parts, Problem):
        return parts
    body = find(parts.document, "w:body")
    if body is None:
        return problem("docx_damaged")
    pictures = ScannedPictures(lambda key: _picture(data, parts, key, limits), limits)
    walker = Walker(parts, pictures)
    pieces = walker.walk(body)
    raw, blocks = join(pieces)
    if not raw.strip():
        return problem("no_words")
    margins = _margins(parts)
    return Parsed(
        reader="python-docx+rapidocr" if pictures.found else "python-docx",
        raw=raw,
        blocks=blocks,
        gaps=tuple(gaps_of(holes(walker.remarks, pieces), raw, blocks)),
        problems=(*_remarks(walker, parts, margins), *pictures.problems()),
        metadata={**parts.properties, **margins},
    )


def _picture(data: bytes, parts: Parts, key: str, limits: Limits) -> bytes | None:
    """The bytes of the picture that the body calls `key`."""
    return member(data, lambda name: name == parts.pictures.get(key), limits)


def _margins(parts: Parts) -> dict[str, str]:
    """The words of headers and footers."""
    styles = Styles(parts.styles)
    found = {"header": furniture(parts.headers, styles), "footer": furniture(parts.footers, styles)}
    return {name: text for name, text in found.items() if text}


def _remarks(walker: Walker, parts: Parts, margins: dict[str, str]) -> Iterator[Problem]:
    """What a person should know of a document that was read: what was left out or taken for granted."""
    for form in walker.counters.unknown:
        yield problem("docx_number_format", format=form)
    if walker.runs.unknown:
        yield problem("docx_symbols", count=walker.runs.unknown)
    if walker.runs.hidden:
        yield problem("docx_hidden", count=walker.runs.hidden)
    if next(parts.document.iter(*REVISIONS), None) is not None:
        yield problem("docx_revised")
    yield from problems(walker.remarks, _comments(parts, walker))
    for name, text in margins.items():
        yield problem("docx_furniture", part=FURNITURE[name], text=quoted(text))


def _comments(parts: Parts, walker: Walker) -> dict[str, tuple[str, str]]:
    """Author and text of every comment, by its number."""
    found = parts.comments.findall(qn("w:comment")) if parts.comments is not None else []
    return {
        one.get(qn("w:id"), ""): (
            one.get(qn("w:author"), ""),
            " ".join(walker.runs.read(paragraph).text for paragraph in one.iter(qn("w:p"))).strip(),
        )
        for one in found
    }
