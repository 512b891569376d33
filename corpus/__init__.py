"""The project's own material: documents with gold, the unit registry, the demo inbox.

What lives here: data, and the one function that says where it lies. What does not: code that reads it.
Every document here was written for this project; places and persons are invented.
"""

from pathlib import Path


def path(*parts: str) -> Path:
    """The path of a file or folder of the corpus."""
    return Path(__file__).parent.joinpath(*parts)
