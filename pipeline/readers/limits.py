"""How much a reader takes on: beyond these a file is refused, so that no single file can stop a batch."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one file; the defaults leave room for a thousand-page report with photographs.

    `file_bytes` bounds the file as it lies on disk. What it may unpack to is counted while inflating, because
    the file's own figures may lie: in total `ratio` times its size, but at least `free_bytes` and at most
    `total_bytes`; of a .docx `parts` members and `xml_bytes` for each XML part; of a PDF `stream_bytes` for
    each page description, `pages`, and `page_glyphs` characters on one page; of a workbook the
    `cells` of its tables. Of a file, `scan_pages` pictures of pages are recognised (some seconds each); no
    picture may have more than `pixels`.
    Of an archive or mail, over all levels, `members`, and `depth` levels. Of the process that reads:
    `seconds` without a sign of life (a page, a document), and `memory_bytes` on top of its own needs.
    """

    file_bytes: int = 100 * MIB
    parts: int = 5_000
    xml_bytes: int = 32 * MIB
    free_bytes: int = 64 * MIB
    total_bytes: int = 512 * MIB
    ratio: int = 100
    stream_bytes: int = 8 * MIB
    pages: int = 2_000
    page_glyphs: int = 50_000
    cells: int = 300_000
    scan_pages: int = 200
    pixels: int = 120_000_000
    members: int = 2_000
    depth: int = 4
    seconds: int = 120
    memory_bytes: int = 3072 * MIB

    @classmethod
    def of_a_ledger(cls) -> "Limits":
        """The bounds for a ledger that the office itself hands in: a hundred thousand rows are no bomb."""
        return cls(xml_bytes=256 * MIB)

    def inflated(self, packed: int) -> int:
        """How many bytes a file of `packed` bytes may unpack to."""
        return min(self.total_bytes, max(self.free_bytes, self.ratio * packed))
