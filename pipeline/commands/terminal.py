"""What reaches the terminal: a control character of a document or a file name is shown, never obeyed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import IO, Any, cast

_OBEYED = frozenset("\t\n")
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Characters that turn the direction of writing, so that a line shows other words than it holds."""
_SHOWN = {
    code: f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *_TURNING)
    if chr(code) not in _OBEYED
}


def harmless(text: str) -> str:
    r"""`text` with control characters spelled out, as in `\u001b`; within JSON that means the same."""
    return text.translate(_SHOWN)


class Harmless:
    """A text stream that spells out control characters; all else is done by the one it stands before.

    It hides the bytes below, so that nothing is written past it.
    """

    def __init__(self, stream: IO[str]) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write `text`."""
        return self.stream.write(harmless(text))

    def __getattr__(self, name: str) -> Any:
        """All that is asked of the stream itself, but its bytes."""
        if name == "buffer":
            raise AttributeError(name)
        return getattr(self.stream, name)


@contextmanager
def harmless_output() -> Iterator[None]:
    """While a command runs, whatever it writes is harmless; a console that colours takes `beneath`."""
    out, err = (cast("IO[str]", Harmless(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield


def beneath(stream: IO[str]) -> IO[str]:
    """The stream that obeys control characters, for what writes its own."""
    return stream.stream if isinstance(stream, Harmless) else stream
