"""A file is on the disk whole or not at all, however many programs write it at once."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".partial-"


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
            unfinished = Path(folder) / path.name
            yield unfinished
            unfinished.replace(path)
    except OSError as error:
        if _PREFIX in str(error.filename or ""):
            error.filename = str(path)
        raise
