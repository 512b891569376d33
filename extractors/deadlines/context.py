"""A time expression in its place: the text around it, and whether it stands in a time-limit field."""

import re
from typing import NamedTuple

from extractors.deadlines.fragments import LEXICON, any_pattern
from extractors.deadlines.match import Form, Frame, Hit, Meaning
from extractors.deadlines.view import View

_LABEL = re.compile(any_pattern(LEXICON["labels"]["patterns"]))
_LABEL_SIGN = re.compile(r"[时期段限点求度排](?:[:为是]|要求)")
_FIELD_END = re.compile(r"[;)。]|[,，](?=[^,。;:]{2,8}:)")
DATE_FORMS = (Form.DAY, Form.MONTH, Form.PART, Form.YEAR, Form.NUMERIC, Form.RANGE)
_DURING = re.compile(r"期间|之间")
_SENTENCE_END = re.compile("[。;]")
# 「“按季预拨、年终结算”机制」: a way of working that is named after its times.
_MECHANISM = re.compile(
    r"[^“”]{2,20}”(?:的)?(?:机制|制度|原则|模式|办法|做法|工作法|方式|作风|精神|理念|任务|消息|指令|口号|标语|说法|承诺)"
)
_CLAUSE_END = re.compile(r"[,。;、:()]")


class Context(NamedTuple):
    """A hit, its meaning, and the text around it."""

    view: View
    hit: Hit
    meaning: Meaning
    frame: Frame

    @property
    def before(self) -> str:
        """The text up to the hit, as far back as any cue reaches."""
        return self.view.text[max(0, self.hit.start - 40) : self.hit.start].rstrip('“"')

    @property
    def after(self) -> str:
        """The text from the end of the hit, as far as any cue reaches."""
        text, at = self.view.text, self.hit.end
        during = _DURING.match(text, at) if self.hit.rule.form is Form.RANGE else None
        at = during.end() if during else at
        return text[at : at + 40]

    @property
    def clause_before(self) -> str:
        """The text between the last punctuation mark and the hit."""
        return _CLAUSE_END.split(self.before)[-1]

    @property
    def sentence_before(self) -> str:
        """The text between the last full stop or semicolon and the hit, as far back as any cue reaches."""
        return _SENTENCE_END.split(self.before)[-1]

    @property
    def clause_after(self) -> str:
        """The text up to the next punctuation mark; beyond a comma that sets the hit off (6月底,全部完成)."""
        if self.hit.rule.form in (Form.RANGE, Form.PART) and self.after.startswith(","):
            return self.after[1:]
        return _CLAUSE_END.split(self.after, maxsplit=1)[0]

    @property
    def quoted(self) -> bool:
        """Whether the hit is part of a title in 《》."""
        text, at = self.view.text, self.hit.start
        if self.hit.rule.name == "recurring.habit" and text.find("《") < 0:
            return False
        if "“" in text and _MECHANISM.match(text, text.rfind("“", 0, at) + 1):
            return text.rfind("“", 0, at) > text.rfind("”", 0, at)
        opened = text.rfind("《", 0, at)
        return opened >= 0 and opened > text.rfind("》", 0, at)

    @property
    def own_segment(self) -> bool:
        """Whether the hit stands alone at the end: 补齐灭火器,3天。 or (区商务局,三季度末)."""
        start = self.hit.start
        opened = start > 0 and (self.view.text[start - 1] in ",;:、(。)/" or self.view.gap_before(start))
        return opened and (not self.after or self.after[0] in "。;)")

    @property
    def ends_row(self) -> bool:
        """Whether the hit is the last cell of a table row that was written out with blanks."""
        return (
            self.own_segment and self.view.gap_before(self.hit.start) and len(self.view.original.split()) > 2
        )

    @property
    def in_bracket(self) -> bool:
        """Whether the hit is the whole content of a bracket."""
        text = self.view.text
        return (
            text[self.hit.start - 1 : self.hit.start] == "(" and text[self.hit.end : self.hit.end + 1] == ")"
        )

    @property
    def open_date(self) -> bool:
        """Whether the hit is a date without 前, 内 or 止."""
        return self.hit.rule.form in DATE_FORMS and not self.hit.closed

    @property
    def gone_by(self) -> bool:
        """Whether the last day lies before the month of the document, or its year if no more is known."""
        due, anchor = self.meaning.due, self.frame.anchor
        if due and anchor is None and self.frame.year:
            return due.year < self.frame.year
        if due and anchor and self.hit.rule.form is Form.RANGE and due < anchor:
            return True
        return bool(due and anchor and due < anchor and due < anchor.replace(day=1))


def fields_of(text: str, in_field: bool) -> list[tuple[int, int]]:
    """The stretches of a folded text that are the content of a time-limit field (完成时限:…)."""
    if in_field:
        return [(0, len(text))]
    if not _LABEL_SIGN.search(text):
        return []
    fields = []
    for label in _LABEL.finditer(text):
        end = _FIELD_END.search(text, label.end())
        fields.append((label.end(), end.start() if end else len(text)))
    return fields


def inside(start: int, end: int, fields: list[tuple[int, int]]) -> bool:
    """Whether a stretch of the text stands in one of the fields."""
    return any(first <= start and end <= last for first, last in fields)
