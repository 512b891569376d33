"""待明确, 暂无 and the like: words of a cell that say that nothing is known yet (`open_words.toml`)."""

import tomllib
from pathlib import Path

_OPEN = frozenset(tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["words"])


def says_nothing(words: str) -> bool:
    """Whether the words are as good as none, be it in brackets or with a full stop.

    >>> [says_nothing(words) for words in ("（待定）", "待明确。", "/", "", "待定岗位公示")]
    [True, True, True, True, False]
    """
    plain = words.strip()
    return not plain or plain in _OPEN or plain.strip(" 。.（）()[]【】") in _OPEN
