"""Headers, footers and watermarks: read apart from the body, once each."""

import re
from collections.abc import Iterable, Iterator

from pipeline.readers.word.names import CHOICE, FALLBACK, PARAGRAPH, Element
from pipeline.readers.word.runs import RunReader
from pipeline.readers.word.styles import Styles

ART = "{urn:schemas-microsoft-com:vml}textpath"
PAGE_NUMBER = re.compile(r"[\s\d第共页/／—–\-－·•|]*|[\s\-—]*[ivxIVX]+[\s\-—]*")


def furniture(roots: Iterable[Element], styles: Styles) -> str:
    """The words of these headers or footers, each line once; page numbers and empty lines left out."""
    lines = (line for root in roots for line in _lines(root, RunReader(styles)))
    return "\n".join(dict.fromkeys(line for line in lines if not PAGE_NUMBER.fullmatch(line)))


def _lines(root: Element, runs: RunReader) -> Iterator[str]:
    for paragraph in root.iter(PARAGRAPH):
        if not _doubled(paragraph):
            yield from (line.strip() for line in runs.read(paragraph).text.split("\n"))
    for art in root.iter(ART):
        yield art.get("string", "").strip()


def _doubled(paragraph: Element) -> bool:
    """Whether the paragraph stands in the older of two alternative contents."""
    older = (one.getparent() for one in paragraph.iterancestors(FALLBACK))
    return any(alternate is not None and alternate.find(CHOICE) is not None for alternate in older)
