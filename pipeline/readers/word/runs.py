"""The visible text of a paragraph: insertions and field results kept, deletions and field codes dropped."""

from collections.abc import Callable
from typing import NamedTuple

from docx.oxml.ns import qn

from pipeline.readers.word.fields import FORM, Field
from pipeline.readers.word.formulas import MATH, formula
from pipeline.readers.word.names import ALTERNATE, SDT, Element, choice, find, integer, placeholder
from pipeline.readers.word.pictures import seen
from pipeline.readers.word.remarks import Kind, Remark
from pipeline.readers.word.styles import Styles
from pipeline.readers.word.symbols import UNKNOWN, plain, symbol

SOFT_HYPHEN = "\xad"
NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
TEXT, DELETED = qn("w:t"), qn("w:delText")
SKIPPED = frozenset(
    map(qn, ("w:pPr", "w:rPr", "w:sdtPr", "w:tblPr", "w:rt", "w:rubyPr", "w:delText", "w:delInstrText"))
)
CHARACTERS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
PICTURES = tuple(map(qn, ("w:drawing", "w:pict", "w:object")))


class NoteRef(NamedTuple):
    """A reference to a note: footnote or endnote, and its number in the file."""

    kind: str
    key: str


class Content(NamedTuple):
    """What a paragraph shows: its text, and what hangs on it elsewhere on the page or beside the text."""

    text: str
    textboxes: list[Element]
    notes: list[NoteRef]
    remarks: list[Remark]


EMPTY = Content("", [], [], [])


class RunReader:
    """Reads paragraph after paragraph of one story; remembers a field that one paragraph leaves open.

    `hidden` counts the characters that were left out as hidden text, `unknown` the signs of symbol fonts that
    stand in the text as U+FFFD.
    """

    def __init__(self, styles: Styles) -> None:
        self.hidden = 0
        self.unknown = 0
        self._styles = styles
        self._fields: list[Field] = []
        self._content = Content("", [], [], [])
        self._text: list[str] = []
        self._unseen = False
        self._paragraph: Element
        self._handlers = self._readers()

    def _readers(self) -> dict[str, Callable[[Element], None]]:
        """What is done with each kind of element; all others are looked into."""
        taken: dict[str, Callable[[Element], None]] = {
            qn("w:r"): self._run,
            TEXT: lambda one: self._add(plain(one.text or "", _font(one))),
            qn("w:sym"): self._symbol,
            MATH: lambda one: self._add(formula(one)),
            qn("w:fldChar"): self._field,
            qn("w:instrText"): self._code,
            qn("w:txbxContent"): lambda one: self._content.textboxes.append(one),
            qn("w:commentReference"): lambda one: self._remark("comment", one.get(qn("w:id"), "")),
            ALTERNATE: self._alternate,
            SDT: self._control,
            qn("w:ins"): lambda one: self._changed(one, "inserted"),
            qn("w:moveTo"): lambda one: self._changed(one, "moved"),
            qn("w:del"): self._deleted,
            qn("w:moveFrom"): lambda _: None,
        }
        return taken | dict.fromkeys(NOTES, self._note) | dict.fromkeys(PICTURES, self._picture)

    def read(self, paragraph: Element) -> Content:
        """The visible content of one paragraph."""
        self._text, self._content, self._paragraph = [], Content("", [], [], []), paragraph
        listing = self._in_contents()
        self._visit(paragraph)
        listing = listing or self._in_contents()
        self._fields = [field for field in self._fields if field.result]
        text = "".join(self._text).replace("\t", " ").replace(SOFT_HYPHEN, "")
        left_out = self._left_out(text, listing=listing)
        if left_out:
            self._remark(left_out, text)
            text = ""
        self.unknown += text.count(UNKNOWN)
        return self._content._replace(text=text)

    def _left_out(self, text: str, *, listing: bool) -> Kind | None:
        """Why the whole paragraph is no words of the document: a table of contents, a prompt to fill in."""
        if not text.strip():
            return None
        if self._styles.is_contents(self._paragraph, text, listing=listing):
            return "contents"
        return "placeholder" if any(map(placeholder, self._paragraph.iterancestors(SDT))) else None

    def _in_contents(self) -> bool:
        return any(field.result and field.name == "TOC" for field in self._fields)

    def _visit(self, element: Element) -> None:
        for child in element.iterchildren("*"):
            handler = self._handlers.get(child.tag)
            if handler:
                handler(child)
            elif child.tag in CHARACTERS:
                self._add(CHARACTERS[child.tag])
            elif child.tag not in SKIPPED:
                self._visit(child)

    def _run(self, run: Element) -> None:
        outside = self._unseen
        self._unseen = outside or self._styles.hidden(run, self._paragraph)
        self._visit(run)
        self._unseen = outside

    def _add(self, text: str) -> None:
        if not all(field.result for field in self._fields):
            return
        if self._unseen:
            self.hidden += len("".join(text.split()))
        else:
            self._text.append(text)

    def _remark(self, kind: Kind, text: str) -> None:
        self._content.remarks.append(Remark(kind, text))

    def _symbol(self, element: Element) -> None:
        self._add(symbol(integer(element.get(qn("w:char")), 16), element.get(qn("w:font"), "")))

    def _note(self, reference: Element) -> None:
        if not self._unseen:
            self._content.notes.append(NoteRef(NOTES[reference.tag], reference.get(qn("w:id"), "")))

    def _alternate(self, alternate: Element) -> None:
        chosen = choice(alternate)
        if chosen is not None:
            self._visit(chosen)

    def _picture(self, element: Element) -> None:
        self._content.remarks.extend(seen(element))
        self._visit(element)

    def _changed(self, element: Element, kind: Kind) -> None:
        """Inserted or moved text: part of the words, and reported."""
        before = len(self._text)
        self._visit(element)
        self._remark(kind, "".join(self._text[before:]))

    def _deleted(self, element: Element) -> None:
        self._remark("deleted", "".join(one.text or "" for one in element.iter(DELETED, TEXT)))

    def _control(self, control: Element) -> None:
        """A content control; what it shows while nobody has filled it in is no text of the document."""
        before = len(self._text)
        self._visit(control)
        if placeholder(control):
            self._remark("placeholder", "".join(self._text[before:]))
            del self._text[before:]

    def _code(self, element: Element) -> None:
        if self._fields and not self._fields[-1].result:
            self._fields[-1].code.append(element.text or "")

    def _field(self, mark: Element) -> None:
        """A field's code runs from its begin to its separator, its result from there to its end."""
        kind = mark.get(qn("w:fldCharType"))
        if kind == "begin":
            self._fields.append(Field(mark.find(FORM)))
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._close(self._fields.pop())

    def _close(self, field: Field) -> None:
        """A field that ends without a result shows what its code says, or something only Word knows."""
        shown = "" if field.result else field.shown()
        if shown is None:
            self._remark("field", field.name)
        elif shown:
            self._add(shown)


def _font(text: Element) -> str:
    fonts = find(text.getparent(), "w:rPr/w:rFonts")
    return fonts.get(qn("w:ascii"), "") if fonts is not None else ""
