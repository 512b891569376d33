"""What hangs on the cells of a sheet in a workbook's XML: the comments on them, and how many pictures."""

from collections.abc import Iterator

from lxml import etree

from pipeline.readers.package import parse_xml
from pipeline.readers.sheet.grid import Comment, column_number


def comments(content: bytes) -> Iterator[tuple[tuple[int, int], Comment]]:
    """The comments of a part `comments1.xml`, each with the row and column of its cell."""
    root = parse_xml(content)
    authors = [one.text or "" for one in root.iter("{*}author")]
    for one in root.iter("{*}comment"):
        reference = one.get("ref", "").replace("$", "")
        letters = reference.rstrip("0123456789")
        digits = reference[len(letters) :]
        if not letters.isalpha() or not letters.isascii() or not digits:
            continue
        who = int(one.get("authorId", 0))
        author = authors[who] if who < len(authors) else ""
        yield (int(digits), column_number(letters)), Comment(author.strip(), _words(one))


def pictures(content: bytes) -> int:
    """How many pictures a part `drawing1.xml` holds."""
    return sum(1 for _ in parse_xml(content).iter("{*}pic"))


def _words(comment: etree._Element) -> str:
    """The words of a comment, without the phonetic guides."""
    guides = {run for guide in comment.iter("{*}rPh") for run in guide.iter("{*}t")}
    return "".join(one.text or "" for one in comment.iter("{*}t") if one not in guides)
