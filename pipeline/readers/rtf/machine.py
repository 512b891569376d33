"""Runs the control words of an RTF: groups, fonts and encodings, hidden and deleted text, tables."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pipeline.readers.rtf.tokens import CODECS, PAGES, SYMBOLS, Token, characters, tokens, words
from pipeline.readers.rtf.writer import Cell, Writer

NUMBERS = ("listtext", "pntext")


@dataclass(frozen=True)
class State:
    """What holds inside a group and ends with it."""

    skipped: bool = False
    into: str = ""
    font: int = 0
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False


@dataclass
class Machine:
    """Reads one file once; `hidden` counts characters, `comments` comments."""

    writer: Writer = field(default_factory=Writer)
    title: str = ""
    hidden: int = 0
    comments: int = 0
    revised: bool = False
    margins: dict[str, list[str]] = field(default_factory=dict)
    _state: State = field(default_factory=State)
    _stack: list[State] = field(default_factory=list)
    _fonts: dict[int, int] = field(default_factory=dict)
    _page: str = "cp1252"
    _bytes: bytearray = field(default_factory=bytearray)
    _unread: int = 0
    _starred: bool = False
    _in_table: bool = False
    _left: int = 0
    _cells: list[Cell] = field(default_factory=list)
    _covered: bool = False
    _under: bool = False
    _nested: bool = False
    _attached: list[str] = field(default_factory=list)

    def run(self, data: bytes) -> None:
        """Read the file."""
        handlers: dict[str, Callable[[Token], None]] = {
            "brace": self._brace,
            "word": self._word,
            "hex": self._hex,
            "symbol": self._symbol,
            "text": self._text,
        }
        for token in tokens(data):
            if token.kind not in ("hex", "text"):
                self._flush()
            handlers[token.kind](token)
        self._flush()

    def _brace(self, token: Token) -> None:
        self._starred = False
        self._unread = 0
        if token.text == "{":
            self._stack.append(self._state)
        elif self._stack:
            before, self._state = self._state, self._stack.pop()
            if before.into in words("attached") and self._state.into != before.into:
                self.writer.attach(
                    "footnote" if before.into == "footnote" else "textbox", "".join(self._attached)
                )
                self._attached = []

    def _symbol(self, token: Token) -> None:
        if token.text == "*":
            self._starred = True
        elif token.text in ("\n", "\r"):
            self._end_paragraph()
        elif token.text in SYMBOLS:
            self._write(SYMBOLS[token.text])

    def _text(self, token: Token) -> None:
        text = token.text
        if self._unread:
            skipped = min(self._unread, len(text))
            self._unread -= skipped
            text = text[skipped:]
        if self._state.into == "fonttbl":
            return
        self._bytes += text.encode("latin-1")

    def _hex(self, token: Token) -> None:
        if self._unread:
            self._unread -= 1
        else:
            self._bytes.append(int(token.text, 16))

    def _word(self, token: Token) -> None:
        word, number = token.text, token.number
        starred, self._starred = self._starred, False
        if self._enters(word, starred=starred):
            return
        action = ACTIONS.get(word)
        if action is not None:
            action(self, number)
        elif word in characters():
            self._write(characters()[word])

    def _enters(self, word: str, *, starred: bool) -> bool:
        """Whether the word says what the group is; unknown groups that may be left out are left out."""
        self.comments += word == "annotation" and not self._state.skipped
        if word == "title" and self._state.into == "info":
            self._state = replace(self._state, skipped=False, into="title")
        elif word in ("info", "fonttbl"):
            self._state = replace(self._state, skipped=True, into=word)
        elif word in words("margins"):
            self._state = replace(self._state, into=word)
        elif word in words("skipped") or (starred and word not in words("read") | words("attached")):
            self._state = replace(self._state, skipped=True)
        elif word in words("read") | words("attached"):
            into = word if word in (*words("attached"), *NUMBERS) else self._state.into
            self._state = replace(self._state, into=into)
        else:
            return False
        return True

    def _flush(self) -> None:
        """Turn the bytes that have come together into text."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            codec = CODECS.get(self._fonts.get(self._state.font, 0), self._page)
            self._write(data.decode(codec, errors="replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.into == "title" and not state.skipped:
            self.title += text
        elif state.skipped or state.deleted:
            return
        elif state.hidden:
            self.hidden += len("".join(text.split()))
        elif state.into in words("margins"):
            self.margins.setdefault(state.into[:6], []).append(text)
        elif state.into in words("attached"):
            self._attached.append(text)
        else:
            self.writer.add(text, label=state.into in NUMBERS)

    @property
    def _apart(self) -> bool:
        """Whether what is read stands apart from the body."""
        return self._state.into in words("attached") | words("margins")

    def _unicode(self, number: int | None) -> None:
        if not self._state.skipped or self._state.into == "title":
            self._write(chr((number or 0) % 0x10000))
        self._unread = self._state.fallback

    def _end_paragraph(self, number: int | None = None) -> None:  # noqa: ARG002 - a control word's action
        if self._state.skipped:
            return
        if self._apart:
            self._write("\n")
        else:
            self.writer.end_paragraph(in_table=self._in_table, nested=self._in_table and self._nested)

    def _end_nested_cell(self, number: int | None = None) -> None:  # noqa: ARG002
        if not self._state.skipped and not self._apart:
            self.writer.end_nested_cell()

    def _end_nested_row(self, number: int | None = None) -> None:  # noqa: ARG002
        """The word stands among the properties of the nested row, which are else left out."""
        if not self._apart:
            self.writer.end_nested_row()

    def _end_cell(self, number: int | None = None) -> None:  # noqa: ARG002
        if self._apart:
            self._write("\t")
        elif not self._state.skipped:
            self.writer.end_cell()

    def _end_row(self, number: int | None = None) -> None:  # noqa: ARG002
        if not self._state.skipped and not self._apart:
            self.writer.end_row(self._left, tuple(self._cells))
            self._in_table = False

    def _begin_row(self, number: int | None = None) -> None:  # noqa: ARG002
        self._cells, self._left, self._covered, self._under = [], 0, False, False

    def _define_cell(self, number: int | None) -> None:
        self._cells.append(Cell(number or 0, self._covered, self._under))
        self._covered = self._under = False

    def _set(self, **changes: int | bool) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _set_page(self, number: int | None) -> None:
        self._page = PAGES.get(number or 0, "cp1252")

    def _set_charset(self, number: int | None) -> None:
        self._fonts[self._state.font] = number or 0

    def _set_left(self, number: int | None) -> None:
        self._left = number or 0

    def _cover(self, number: int | None) -> None:  # noqa: ARG002
        self._covered = True

    def _cover_from_above(self, number: int | None) -> None:  # noqa: ARG002
        self._covered = self._under = True

    def _enter_table(self, number: int | None) -> None:
        self._in_table = _on(number)

    def _nest(self, number: int | None) -> None:
        self._in_table, self._nested = _on(number), (number or 0) > 1

    def _leave_table(self, number: int | None) -> None:  # noqa: ARG002
        self._in_table = self._nested = False

    def _delete(self, number: int | None) -> None:
        self._set(deleted=_on(number))
        self.revised |= _on(number)

    def _revise(self, number: int | None) -> None:
        self.revised |= _on(number)

    def _list(self, number: int | None) -> None:
        if number and not self._state.skipped:
            self.writer.listed()

    def _set_fallback(self, number: int | None) -> None:
        self._set(fallback=max(0, number or 0))

    def _set_font(self, number: int | None) -> None:
        self._set(font=number or 0)

    def _hide(self, number: int | None) -> None:
        self._set(hidden=_on(number))

    def _reset(self, number: int | None) -> None:  # noqa: ARG002
        self._set(hidden=False, deleted=False)


def _on(number: int | None) -> bool:
    return number != 0


ACTIONS: dict[str, Callable[[Machine, int | None], None]] = {
    "u": Machine._unicode,
    "uc": Machine._set_fallback,
    "f": Machine._set_font,
    "v": Machine._hide,
    "plain": Machine._reset,
    "deleted": Machine._delete,
    "revised": Machine._revise,
    "ansicpg": Machine._set_page,
    "fcharset": Machine._set_charset,
    "par": Machine._end_paragraph,
    "sect": Machine._end_paragraph,
    "page": Machine._end_paragraph,
    "pard": Machine._leave_table,
    "intbl": Machine._enter_table,
    "itap": Machine._nest,
    "cell": Machine._end_cell,
    "nestcell": Machine._end_nested_cell,
    "nestrow": Machine._end_nested_row,
    "row": Machine._end_row,
    "trowd": Machine._begin_row,
    "trleft": Machine._set_left,
    "cellx": Machine._define_cell,
    "clvmrg": Machine._cover_from_above,
    "clmrg": Machine._cover,
    "ls": Machine._list,
}
"""What each control word does."""
