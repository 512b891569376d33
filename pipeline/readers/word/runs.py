"""The visible text of a paragraph: insertions and field results kept, deletions and field codes dropped."""

from collections.abc import Callable
from typing import NamedTuple

from docx.oxml.ns import qn

from pipeline.readers.word.names import ALTERNATE, Element, choice, integer
from pipeline.readers.word.styles import Styles

RUN, FIELD, TEXTBOX = qn("w:r"), qn("w:fldChar"), qn("w:txbxContent")
NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SKIPPED = frozenset(
    map(
        qn,
        (
            "w:del",
            "w:moveFrom",
            "w:pPr",
            "w:rPr",
            "w:sdtPr",
            "w:tblPr",
            "w:rt",
            "w:rubyPr",
            "w:instrText",
            "w:delText",
            "w:delInstrText",
        ),
    )
)


def _symbol(element: Element) -> str:
    code = integer(element.get(qn("w:char")), 16)
    return chr(code) if code else ""


CHARACTERS: dict[str, Callable[[Element], str]] = {
    qn("w:t"): lambda element: element.text or "",
    MATH_TEXT: lambda element: element.text or "",
    qn("w:tab"): lambda _: " ",
    qn("w:ptab"): lambda _: " ",
    qn("w:br"): lambda _: "\n",
    qn("w:cr"): lambda _: "\n",
    qn("w:noBreakHyphen"): lambda _: "-",
    qn("w:sym"): _symbol,
}


class NoteRef(NamedTuple):
    """A reference to a note: footnote or endnote, and its number in the file."""

    kind: str
    key: str


class Content(NamedTuple):
    """What a paragraph shows: its text, and what hangs on it elsewhere on the page."""

    text: str
    textboxes: list[Element]
    notes: list[NoteRef]


class RunReader:
    """Reads paragraph after paragraph of one story; remembers a field that one paragraph leaves open.

    `hidden` counts the characters that were left out as hidden text.
    """

    def __init__(self, styles: Styles) -> None:
        self.hidden = 0
        self._styles = styles
        self._results: list[bool] = []
        self._content = Content("", [], [])
        self._text: list[str] = []

    def read(self, paragraph: Element) -> Content:
        """The visible content of one paragraph."""
        self._text, self._content = [], Content("", [], [])
        self._visit(paragraph, paragraph, hidden=False)
        self._results = [result for result in self._results if result]
        return self._content._replace(text="".join(self._text).replace("\t", " "))

    def _visit(self, element: Element, paragraph: Element, *, hidden: bool) -> None:
        for child in element.iterchildren("*"):
            if child.tag in CHARACTERS:
                self._add(CHARACTERS[child.tag](child), hidden=hidden)
            elif child.tag == FIELD:
                self._field(child.get(qn("w:fldCharType")))
            elif child.tag == TEXTBOX:
                self._content.textboxes.append(child)
            elif child.tag in NOTES:
                self._content.notes.append(NoteRef(NOTES[child.tag], child.get(qn("w:id"), "")))
            elif child.tag == ALTERNATE:
                self._alternate(child, paragraph, hidden=hidden)
            elif child.tag not in SKIPPED:
                unseen = child.tag == RUN and self._styles.hidden(child, paragraph)
                self._visit(child, paragraph, hidden=hidden or unseen)

    def _alternate(self, alternate: Element, paragraph: Element, *, hidden: bool) -> None:
        chosen = choice(alternate)
        if chosen is not None:
            self._visit(chosen, paragraph, hidden=hidden)

    def _add(self, text: str, *, hidden: bool) -> None:
        if not all(self._results):
            return
        if hidden:
            self.hidden += len("".join(text.split()))
        else:
            self._text.append(text)

    def _field(self, kind: str | None) -> None:
        """A field's code runs from its begin to its separator, its result from there to its end."""
        if kind == "begin":
            self._results.append(False)
        elif kind == "separate" and self._results:
            self._results[-1] = True
        elif kind == "end" and self._results:
            self._results.pop()
