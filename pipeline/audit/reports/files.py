"""A report is on the disk whole or not at all."""

from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whose folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
