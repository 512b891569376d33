"""Text to tasks: structure, units, deadlines, sentences that instruct, problems found.

What lives here: everything that reads meaning out of official Chinese, as spaCy components over a jieba
tokenizer, and the lexicons they work with (TOML and CSV under `lexicons/`). What does not: opening documents,
storing, exporting. Input is a `Document`, output an `Extraction`; the only files read are our own lexicons.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from extractors.local_words import LocalWords
from models import Registry

if TYPE_CHECKING:
    from extractors.extract import Extractor

__all__ = ["load_extractor"]


def load_extractor(
    registry: Registry, local: LocalWords | None = None, *, alive: Callable[[], None] = lambda: None
) -> "Extractor":
    """The extractor that knows the units of `registry` and what an office has taught.

    Loading takes about two seconds (jieba, spaCy). `alive` is called after every step of reading a document:
    one of five megabytes takes a minute or two.
    """
    from extractors.extract import Extractor

    return Extractor(registry, local or LocalWords(), alive)
