"""Fields: a code that Word works out, and the result that it last showed."""

from dataclasses import dataclass, field

from docx.oxml.ns import qn

from pipeline.readers.word.formulas import equation_field
from pipeline.readers.word.names import Element, find, number, switch
from pipeline.readers.word.symbols import symbol

SILENT = frozenset(
    ("TC", "XE", "TA", "RD", "SET", "ASK", "PRIVATE", "BOOKMARK", "PAGE", "NUMPAGES", "SECTIONPAGES")
)
FORM = qn("w:ffData")


@dataclass
class Field:
    """One field while it is being read; `result` says that its code is over and its result has begun."""

    form: Element | None = None
    code: list[str] = field(default_factory=list)
    result: bool = False

    @property
    def name(self) -> str:
        """The field's name in capitals, such as `TOC`."""
        words = "".join(self.code).split(None, 1)
        return words[0].upper() if words else ""

    def shown(self) -> str | None:
        """What a field without a stored result shows: "" for nothing, None where only Word knows."""
        name, code = self.name, "".join(self.code)
        if self.form is not None:
            return _form(self.form)
        if name == "EQ":
            return equation_field(code)
        if name == "SYMBOL":
            return _symbol(code.split())
        return "" if name in SILENT or not name else None


def _form(data: Element) -> str:
    """The choice of an old form field; text fields keep theirs as a result."""
    box, choice = find(data, "w:checkBox"), find(data, "w:ddList")
    if box is not None:
        checked = switch(box, "w:checked")
        return "☑" if (switch(box, "w:default") if checked is None else checked) else "□"
    if choice is None:
        return ""
    entries = [entry.get(qn("w:val"), "") for entry in choice.iterchildren(qn("w:listEntry"))]
    chosen = number(choice, "w:result") or number(choice, "w:default") or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _symbol(words: list[str]) -> str | None:
    font = next((words[at + 1].strip('"') for at, word in enumerate(words[:-1]) if word == r"\f"), "")
    code = words[1] if len(words) > 1 else ""
    value = int(code, 16) if code.lower().startswith("0x") else int(code) if code.isdecimal() else None
    return symbol(value, font) or None
