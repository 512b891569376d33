"""A file is on the disk whole or not at all, however many programs write it at once."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".partial-"
_ABANDONED = 3600
"""Seconds after which a place that nobody has finished is taken for that of a program that died."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write what becomes `path` when the block ends well; its folder is made if need be.

    Two that write the same file each have a place of their own; whoever ends last stays. What cannot be
    written is told by the name of the file, not by that of the place.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # A folder of one's own beside it: a file in there has the rights that any new file has.
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=path.parent) as folder:
            _clear_away(Path(folder))
            unfinished = Path(folder) / path.name
            yield unfinished
            unfinished.replace(path)
    except OSError as error:
        if _PREFIX in str(error.filename or ""):
            error.filename = str(path)
        raise


def _clear_away(own: Path) -> None:
    """Removes the places beside `own` that killed programs left behind, by the disk's clock."""
    for place in own.parent.glob(f"{_PREFIX}*"):
        try:
            if own.stat().st_mtime - place.stat().st_mtime > _ABANDONED:
                shutil.rmtree(place, ignore_errors=True)
        except OSError:
            continue
