"""A report is on the disk whole or not at all."""

from pathlib import Path

from pipeline.exports.whole_file import whole_file


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whose folder is made if need be."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(content)
