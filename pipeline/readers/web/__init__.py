"""Web pages as browsers save them: the main text with its tables and lists; what frames it is counted.

No public extractor of main text was taken: those tried drop the numbers of lists, the title, or short
paragraphs without a word. Here everything visible is read, and what is left out has a reason and is counted.
"""

from collections.abc import Iterator

from models import Problem
from pipeline.readers.assemble import Parsed, join
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.web.archive import opened
from pipeline.readers.web.blocks import Walker
from pipeline.readers.web.furniture import Sorted, sort_blocks
from pipeline.readers.web.markup import Markup, parsed

READER = "lxml.html"


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read an .html file or a web page saved as one .mht file."""
    if len(data) > limits.xml_bytes:
        return problem("too_big", limit=limits.xml_bytes >> 20)
    page = opened(data)
    markup = parsed(page) if page else None
    if markup is None:
        return problem("web_damaged")
    found = sort_blocks(markup.body, Walker(markup.counters).walk(markup.body))
    raw, blocks = join(found.kept)
    if not raw.strip():
        return problem("no_words")
    metadata = found.metadata | ({"title": markup.title} if markup.title else {})
    return Parsed(
        reader=READER,
        raw=raw,
        blocks=blocks,
        problems=tuple(_remarks(markup, found)),
        metadata=dict(sorted(metadata.items())),
    )


def _remarks(markup: Markup, found: Sorted) -> Iterator[Problem]:
    if found.left_out:
        yield problem("web_furniture", count=len(found.left_out), characters=sum(map(len, found.left_out)))
    if markup.hidden:
        yield problem("web_hidden", count=markup.hidden)
    if markup.frames:
        yield problem("web_frames", count=markup.frames)
    if found.page_count > 1:
        yield problem("web_one_of", page=found.page, pages=found.page_count)
