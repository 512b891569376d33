"""Pictures in a Word file that are pages of text: recognised (extra `ocr`), read where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from models import Place, Problem
from pipeline.readers.assemble import Piece
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem

if TYPE_CHECKING:
    from pipeline.readers.pdf.sheets import Sheet

Fetch = Callable[[str], bytes | None]


class ScannedPictures:
    """Reads the pictures of one document, each known by the number that the file gives it.

    A picture with fewer words than a caption has is a photograph, and stays one.
    """

    def __init__(self, fetch: Fetch, limits: Limits) -> None:
        self._fetch = fetch
        self._limits = limits
        self._read: list[Place] = []
        self._remarks: list[Problem] = []
        self._left = limits.scan_pages

    def read(self, key: str, where: Place, tables: int) -> list[Piece]:
        """The words on a picture that stands at `where`; its tables are counted on from `tables`."""
        own = where.model_copy(update={"picture": len(self._read) + 1})
        found = self._seen(key, own)
        if found is None:
            return []
        from pipeline.readers.pdf.layout import laid_out, parted

        self._read.append(own)
        self._remarks += found.remarks
        pieces, _ = laid_out(parted([found])[0])
        return [piece._replace(place=_in_picture(piece.place, own, tables)) for piece in pieces]

    @property
    def found(self) -> int:
        """How many pictures were read."""
        return len(self._read)

    def problems(self) -> Iterator[Problem]:
        """What a person should know of the pictures that were read."""
        if self._read:
            yield problem("docx_recognised", pictures="、".join(place.label() for place in self._read))
        yield from self._remarks

    def _seen(self, key: str, own: Place) -> Sheet | None:
        """The picture as a page, None when it is none or cannot be recognised."""
        from pipeline.readers.scan.engine import installed

        content = self._fetch(key) if self._left and installed() else None
        if not content:
            return None
        from pipeline.readers.pdf.file import attempt
        from pipeline.readers.pdf.sheets import CAPTION, sheet
        from pipeline.readers.scan.page import scanned
        from pipeline.readers.scan.pictures import decoded

        pictures = decoded(content, self._limits)
        if isinstance(pictures, Problem):
            return None
        self._left -= 1
        found = attempt(lambda: sheet(1, scanned(pictures[0], own.label())))
        return found if found and found.words >= CAPTION else None


def _in_picture(place: Place, own: Place, tables: int) -> Place:
    table = tables + place.table if place.table else None
    return own.model_copy(update={"table": table, "row": place.row, "column": place.column, "box": place.box})
