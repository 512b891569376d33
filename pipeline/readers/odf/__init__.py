"""OpenDocument (.odt, .ott, .ods): text with its automatic numbers, tables, worksheets as displayed."""

from collections.abc import Iterator

from lxml import etree

from models import Problem
from pipeline.readers.assemble import Parsed, join
from pipeline.readers.limits import Limits
from pipeline.readers.margins import margins, named
from pipeline.readers.odf.grids import grids
from pipeline.readers.odf.numbers import Numbers
from pipeline.readers.odf.story import Story
from pipeline.readers.odf.styles import Styles
from pipeline.readers.package import Faults, parse_xml, unpack
from pipeline.readers.problems import problem
from pipeline.readers.sheet.pieces import reading

READER = "odf"
FAULTS = Faults("odf_damaged", "odf_bomb", "odf_doctype")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CIPHER = b"encryption-data"


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read an OpenDocument text or spreadsheet."""
    members = unpack(data, limits, FAULTS)
    if isinstance(members, Problem):
        return members
    if CIPHER in members.get("META-INF/manifest.xml", b""):
        return problem("odf_encrypted")
    try:
        parts = [parse_xml(members[name]) for name in ("styles.xml", "content.xml") if name in members]
    except etree.XMLSyntaxError:
        return problem("odf_damaged")
    content = parts[-1] if "content.xml" in members else None
    bodies = content.iter(f"{OFFICE}text", f"{OFFICE}spreadsheet") if content is not None else ()
    body = next(iter(bodies), None)
    if body is None:
        return _refused(content)
    if body.tag.endswith("spreadsheet"):
        return reading(list(grids(body, Styles(parts))), READER, limits)
    return _text(body, parts, members)


def _refused(content: etree._Element | None) -> Problem:
    """Why a file without text or worksheets is not read."""
    if content is None or next(content.iter(f"{OFFICE}presentation", f"{OFFICE}drawing"), None) is None:
        return problem("odf_damaged")
    return problem(
        "unsupported", name="OpenDocument 演示文稿或图形", remedy="请把讲稿文字另存为 .docx 或 .txt。"
    )


def _text(body: etree._Element, parts: list[etree._Element], members: dict[str, bytes]) -> Parsed | Problem:
    styles = Styles(parts)
    story = Story(styles, Numbers(parts))
    raw, blocks = join(story.pieces(body))
    if not raw.strip():
        return problem("no_words")
    title = _title(members.get("meta.xml"))
    apart = margins({part: _margin(parts, part) for part in ("header", "footer")})
    return Parsed(
        READER,
        raw,
        blocks,
        problems=(*_remarks(body, story), *named(apart)),
        metadata=({"title": title} if title else {}) | apart,
    )


def _margin(parts: list[etree._Element], part: str) -> Iterator[str]:
    """The lines that the pages' headers or footers have."""
    for page in (page for root in parts for page in root.iter("{*}master-page")):
        for margin in page.iter(f"{{*}}{part}", f"{{*}}{part}-first", f"{{*}}{part}-left"):
            yield from ("".join(map(str, one.itertext())) for one in margin.iter("{*}p"))


def _title(meta: bytes | None) -> str:
    try:
        root = parse_xml(meta) if meta else None
    except etree.XMLSyntaxError:
        return ""
    found = root.find(".//{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return (found.text or "").strip() if found is not None else ""


def _remarks(body: etree._Element, story: Story) -> Iterator[Problem]:
    if story.hidden:
        yield problem("docx_hidden", count=story.hidden)
    if next(body.iter("{*}changed-region"), None) is not None:
        yield problem("docx_revised")
    comments = sum(1 for _ in body.iter("{*}annotation"))
    if comments:
        yield problem("rtf_comments", count=comments)
