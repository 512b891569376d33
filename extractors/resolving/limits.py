"""Limits of every task: its own, its cell's, bracket's or label line's, its year's or its stage's.

Order of trust: a firm limit of the sentence itself, a date before a phrase without one; then the cell of
its row, its bracket, the label line and the bracket of its item, the year of its paragraph, the stage that
its heading names.
"""

import re
from collections.abc import Iterator

from extractors.deadlines import DeadlineMatch, find_deadlines
from extractors.deadlines.cue_words import is_foretold
from extractors.deadlines.field_words import limit_in_words
from extractors.fold import fold
from extractors.layout.document_layout import Layout
from extractors.layout.item_assignments import assignment_for
from extractors.layout.lead_ins import year_set
from extractors.layout.numbered_cells import share_of
from extractors.layout.row_filling import MAY_BE_MERGED
from extractors.layout.table_cells import Row, Tables, cell_sentences
from extractors.lexicon import compiled, load
from extractors.resolving.addressing import lists_with_limits
from extractors.resolving.limit_choice import firm
from extractors.sentence_reading import Draft, Limit, Reading, moved_time
from extractors.units.fields.limit_clauses import is_limit
from models import Basis, DeadlineKind, Document

Field = tuple[int, int, bool]
"""A stretch of the document that holds a time limit, and whether it holds nothing else."""
_WORDS = load("deadlines")
_TOLD_WHEN, _STAGES, _KEPT_UP = (compiled(_WORDS[name]) for name in ("told_when", "stages", "kept_up"))
_AIM_AT = 6
# What may stand before the year of a paragraph of goals: its number and its name, 「(三)工作目标。」.
_TO_AIM = re.compile(
    r"\s*(?:[(\d一二三四五六七八九十]{1,4}[)、.])?\s*(?:[^,;。]{0,12}(?:目标|任务)[。:])?\s*"
)
_UNSURE = 0.6
# A bracket of nothing but a day speaks for its own line: 「1.清淤。(4月底前)」 below 「时限:9月底前」.
_ONLY_DATE = re.compile(r"\(?(?:20\d\d年|明年)?\d{1,2}月(?:\d{1,2}日|底|[上中下]旬)前(?:完成)?\)?[。;]?")
# One part of the measure of a row has the day it is to be done by: 「(1)…,5月1日前…;(2)…」 below 「5月底前」.
_PART = re.compile(r"\s*(?:\([一二三四五六七八九\d]{1,2}\)|\d{1,2}[.、]|[①-⑨]|[一二三四五六七八九]是)")
# 「今年办好十件实事:1.新建公厕6座;2.…」: the year of all that is counted up.
_YEAR_OF_LIST = re.compile(r"(?:今年|明年|20\d\d年)(?=[^,。;:]{0,12}(?:完成|办[好成]|做[好到]|抓好|实施))")
# 「每季度开展一次监测」 in a row is asked as often as that, whatever the row's limit;
# 「补签合同,每月对账」 and 「管护费每年不低于6000元」 are not.
_GOVERNS = re.compile(r"^[^,;:。]{0,16}$")
_AMOUNT = re.compile(r"[^,;。]{0,4}(?:不[低少]于|不超过|至少)?[\d.]+[万亿]?元")
# 「能盘活的上半年盘活」: whatever can be, is to be by then.
_WHICH = re.compile(r"(?:^|[,;])(?:能|该|可以?|应该?|愿意?|需要?)[^,;。]{1,6}的$")
_LONG = re.compile(r"deadline\.(?:period\.year$|duration)")


class LimitResolver:
    """Gives every task of one document its limits."""

    def __init__(self, document: Document, layout: Layout, tables: Tables) -> None:
        self._document = document
        self._layout = layout
        self._tables = tables
        self._view = fold(document.text)
        self._cells = cell_sentences(document, tables)
        self._stages: dict[int | None, tuple[int, int] | None] = {}
        self._lists = lists_with_limits(self._view)
        self._times: dict[tuple[int, int], list[DeadlineMatch]] = {}

    def limits(
        self, reading: Reading, item_deadline: Field | None, before: Draft | None = None
    ) -> list[Limit]:
        """The limits of one task, the one that counts last; empty when the text sets none."""
        found = self._limits(reading, item_deadline)
        if not all(t.match.kind is DeadlineKind.VAGUE and t.basis is Basis.EXPLICIT for t in found):
            return found
        return self._told_when(reading) or found or _aimed_at(reading, before, self._view)

    def given(self, reading: Reading) -> list[Limit]:
        """The limits that a cell, a bracket or a label line sets for what a sentence finds wrong."""
        return [Limit(g, Basis.INHERITED) for g in self._given(reading, None)]

    def _told_when(self, reading: Reading) -> list[Limit]:
        """「谈不拢的打官司,年底见个分晓」: the day to come that opens a clause, or follows a unit."""
        anchor = self._document.anchor
        if anchor is None or anchor.date is None:
            return []
        ahead = [t for t in reading.times if t.due and t.due >= anchor.date and not t.limit]
        days = [t for t in ahead if _is_day(t) and _opens_clause(reading, t)]
        years = [t for t in ahead if _is_year_asked(reading, t)]
        told = [
            t
            for t in days or years
            if not _TOLD_WHEN["while"].match(reading.view, t.end)
            and not is_foretold(reading.view[: t.start].rpartition(",")[2], reading.view[t.end :])
        ]
        return [Limit(moved_time(told[-1], reading.sentence.start), Basis.EXPLICIT)] if told else []

    def _limits(self, reading: Reading, item_deadline: Field | None) -> list[Limit]:
        stop = reading.bracket_span[0] if reading.bracket_span else len(reading.view)
        own = [moved_time(t, reading.sentence.start) for t in reading.times if t.limit and t.start < stop]
        held = firm(own)
        at_once = [Limit(t, Basis.EXPLICIT) for t in own if t.kind is DeadlineKind.VAGUE and t not in held]
        open_date = [t for t in own if t.kind is DeadlineKind.DATE and not t.due]
        given = self._given(reading, item_deadline)
        if given and held and _keeps_up(held, given[-1], reading) and self._tells_how_often(held, reading):
            return [Limit(g, Basis.INHERITED) for g in given]
        if held and not self._is_milestone(held[-1], given, reading):
            return [*at_once, *(Limit(t, Basis.EXPLICIT) for t in held)]
        if held:
            return [*(Limit(t, Basis.EXPLICIT) for t in held), *(Limit(g, Basis.INHERITED) for g in given)]
        if steps := self._steps_before(open_date, given, reading):
            return [*(Limit(t, Basis.EXPLICIT) for t in steps), *at_once]
        endless = all(g.kind in (DeadlineKind.VAGUE, DeadlineKind.STANDING) for g in given)
        whole_year = all(g.rule == "deadline.period.year" for g in given)
        if any(g.kind is not DeadlineKind.VAGUE for g in given) and not (
            open_date and (endless or whole_year)
        ):
            return [Limit(g, Basis.INHERITED) for g in given]
        rest = open_date or own
        return [Limit(t, Basis.EXPLICIT) for t in rest] or [Limit(g, Basis.INHERITED) for g in given]

    def _steps_before(
        self, own: list[DeadlineMatch], given: list[DeadlineMatch], reading: Reading
    ) -> list[DeadlineMatch]:
        """「7月底前补缴」 in an undated paper, below 「办结时限:2025年9月30日」: the July before that day."""
        last = given[-1].due if given else None
        if not (own and last) or self._document.anchor:
            return []
        words = self._document.text[reading.sentence.start : reading.sentence.end]
        starts = {t.start for t in own}
        dated: dict[int, DeadlineMatch] = {}
        for year in (last.year, last.year - 1):
            for time in find_deadlines(words, None, year=year):
                moved = moved_time(time, reading.sentence.start)
                if moved.start in starts and moved.limit and moved.due and moved.due <= last:
                    unsure = moved._replace(confidence=min(moved.confidence, _UNSURE))
                    dated.setdefault(moved.start, unsure)
        return [dated[start] for start in sorted(dated)]

    def _tells_how_often(self, own: list[DeadlineMatch], reading: Reading) -> bool:
        """「建立目录,每年更新。(…,9月底前)」: a rhythm of what comes after, the bracket says by when."""
        later = "," in reading.view[reading.context.number : own[0].start - reading.sentence.start]
        return later and all(t.kind is DeadlineKind.RECURRING or t.text == "全年" for t in own)

    def _is_milestone(self, own: DeadlineMatch, given: list[DeadlineMatch], reading: Reading) -> bool:
        """Whether a date in a table's measure is a step on the way to the later limit of its row.

        「全年召开会议4次」, 「补签合同,每月对账」 tell how often, where the row has a limit of its own;
        「24小时内到位」 how fast, whatever is asked by the limit.
        """
        last = given[-1].due if given else None
        in_table = reading.sentence.block in self._tables.row_of
        again = own.kind is DeadlineKind.RECURRING and not _governs(own, reading)
        yearly = bool(last) and (own.text == "全年" or again)
        how_fast = own.rule.startswith("deadline.duration") and own.text[:1].isdigit()
        later = bool(own.due and last and last > own.due)
        part = own.text.endswith("前") and _PART.match(reading.view) is not None
        return (in_table and (yearly or (later and not part))) or (how_fast and later)

    def _given(self, reading: Reading, item_deadline: Field | None) -> list[DeadlineMatch]:
        """The limit that a cell, a bracket, a label line or the item's closing bracket sets."""
        row = self._tables.row_of.get(reading.sentence.block)
        if row is not None and "deadline" in row.cells:
            return [t for block in row.cells["deadline"] for t in self._cell_times(reading, row, block)]
        if reading.bracket_span:
            base = reading.sentence.start
            span = reading.bracket_deadline or reading.bracket_span
            found = self._field_times(base + span[0], base + span[1], in_field=bool(reading.bracket_deadline))
            if found:
                return found
        if item_deadline and _ONLY_DATE.fullmatch(self._view, *item_deadline[:2]):
            return self._field_times(item_deadline[0], item_deadline[1])
        held = assignment_for(self._document, self._view, self._layout.assigned, reading.sentence)
        if held and held.deadline:
            return self._field_times(*held.deadline)
        closing = self._field_times(*item_deadline[:2], in_field=item_deadline[2]) if item_deadline else []
        beside = self._led(reading) or self._year(reading) or self._step(reading)
        return closing or beside or self._stage(reading.sentence.section)

    def _led(self, reading: Reading) -> list[DeadlineMatch]:
        """The limit of the line that opens the list: 「请各镇于6月底前完成以下工作:」."""
        at = reading.sentence.start
        line = next((line for start, end, line in self._lists if start <= at < end), None)
        if line is None:
            return []
        year = _YEAR_OF_LIST.search(self._view, *line)
        return self._field_times(*line, in_field=False) or (self._field_times(*year.span()) if year else [])

    def _cell_times(self, reading: Reading, row: Row, block: int) -> list[DeadlineMatch]:
        """The limits of a cell of the row; unsure where an empty cell only may share those above it."""
        own, cells = (self._cells.get(b, ()) for b in (reading.sentence.block, block))
        spans = share_of(self._view, cells, own, reading.sentence.start)
        times = [t for start, end in spans for t in self._field_times(start, end)]
        if row.guessed.get(block, MAY_BE_MERGED) >= MAY_BE_MERGED:
            return times
        return [t._replace(confidence=min(t.confidence, _UNSURE)) for t in times]

    def _year(self, reading: Reading) -> list[DeadlineMatch]:
        """The year that the paragraph sets for what follows: 「2026年任务:一是…;二是…」."""
        paragraph = self._view.rfind("\n", 0, reading.sentence.start) + 1
        found = year_set(self._view, paragraph, reading.sentence.start)
        return self._field_times(*found.span(1)) if found else []

    def _step(self, reading: Reading) -> list[DeadlineMatch]:
        """The last day of the step that the paragraph begins with, or the last one begun within it.

        「第二步,集中整改(1月25日至6月)。…」, 「…。3.检查验收(9月)。…」
        """
        paragraph = self._view.rfind("\n", 0, reading.sentence.start) + 1
        found = _STAGES["step"].match(self._view, paragraph, reading.sentence.start)
        if self._view.find("月", paragraph, reading.sentence.start) >= 0:
            begun = list(_STAGES["within"].finditer(self._view, paragraph, reading.sentence.start))
            found = begun[-1] if begun else found
        return self._field_times(*found.span(found.lastindex or 1)) if found else []

    def _stage(self, section: int | None) -> list[DeadlineMatch]:
        """The last day of the stage that the heading names: 「(二)自查自纠阶段(4月26日-6月15日)」."""
        if section not in self._stages:
            self._stages[section] = self._stage_span(section)
        span = self._stages[section]
        return self._field_times(*span) if span else []

    def _stage_span(self, section: int | None) -> tuple[int, int] | None:
        while section is not None:
            held = self._document.sections[section]
            found = _STAGES["heading"].search(self._view, held.start, held.heading_end)
            line_end = self._view.find("\n", held.start)
            found = found or _STAGES["step"].match(self._view, held.start, max(line_end, held.heading_end))
            if found:
                return found.span(found.lastindex or 1)
            at = self._document.text.find(held.title, held.start, held.heading_end) if held.title else -1
            if at >= 0 and is_limit(self._view[at : at + len(held.title)].rstrip(":"), in_field=False):
                return at, at + len(held.title)
            section = held.parent
        return None

    def _field_times(self, start: int, end: int, *, in_field: bool = True) -> list[DeadlineMatch]:
        """The limits of a field, which all its tasks share."""
        held = self._times.get((start, end))
        if held is None:
            held = self._times[start, end] = list(self._read_field(start, end, in_field=in_field))
        return held

    def _read_field(self, start: int, end: int, *, in_field: bool) -> Iterator[DeadlineMatch]:
        anchor = self._document.anchor
        found = find_deadlines(
            self._document.text[start:end],
            anchor.date if anchor else None,
            year=anchor.year if anchor else None,
            in_field=in_field,
            events=self._layout.events,
        )
        limits = [t for t in found if t.limit]
        if in_field and all(t.rule == "deadline.vague.field" for t in found):
            words = limit_in_words(self._document.text[start:end])
            limits = [words] if words and words.text not in {t.text for t in found} else limits
        return (moved_time(t, start) for t in limits)


def _governs(rhythm: DeadlineMatch, reading: Reading) -> bool:
    """Whether a rhythm is that of all that a cell asks for, and not of an amount or of what follows it."""
    start, end = rhythm.start - reading.sentence.start, rhythm.end - reading.sentence.start
    opens = _GOVERNS.search(reading.view[reading.context.number : start])
    return opens is not None and not _AMOUNT.match(reading.view, end)


def _keeps_up(own: list[DeadlineMatch], given: DeadlineMatch, reading: Reading) -> bool:
    """Whether a rhythm keeps up what is done by the day given: 「更换灯具,每周巡查」, not 「建立机制,…」."""
    if reading.bracket_span:
        return True
    end = own[0].start - reading.sentence.start
    return given.due is not None and bool(_KEPT_UP["once"].search(reading.view, reading.context.number, end))


def _is_day(time: DeadlineMatch) -> bool:
    """Whether it is a day or a shorter stretch than a year, and no limit by its own words."""
    return time.kind is DeadlineKind.DATE and not time.limit and not _LONG.match(time.rule)


def _is_year_asked(reading: Reading, time: DeadlineMatch) -> bool:
    """Whether 今年 or 明年 says by when something is asked for."""
    if not time.text.startswith(("今年", "明年", "今明")) or time.rule != "deadline.period.year":
        return False
    named = _TOLD_WHEN["year_named"].search(reading.view, 0, time.start)
    return not named and _TOLD_WHEN["year_asked"].match(reading.view, time.end) is not None


def _opens_clause(reading: Reading, time: DeadlineMatch) -> bool:
    """Whether a clause begins with the time, or it stands right behind a unit that is told to act."""
    before = reading.view[reading.context.number : time.start].rstrip()
    dated = before.endswith("的") and time.rule.startswith("deadline.date")
    dated = dated or (_WHICH.search(before) is not None and time.rule.startswith("deadline.period."))
    led = not before or before[-1] in ",;:" or dated or _TOLD_WHEN["at"].search(before)
    return bool(led) or any(c.end == time.start for c in reading.claims)


def _aimed_at(reading: Reading, before: Draft | None, view: str) -> list[Limit]:
    """The year that a paragraph of goals begins with: 「到2028年,库容达到60万吨;建成基地2个;…」.

    A year that stands later in the paragraph is that of its own sentence.
    """
    if before is None or not before.limits or before.reading.sentence.block != reading.sentence.block:
        return []
    aim = before.limits[-1]
    first = aim.basis is Basis.EXPLICIT and aim.match.start - before.reading.sentence.start > _AIM_AT
    paragraph = view.rfind("\n", 0, aim.match.start) + 1
    opens = _TO_AIM.fullmatch(view, paragraph, aim.match.start) is not None
    goes_on = view[max(0, reading.sentence.start - 2) : reading.sentence.start].rstrip().endswith(";")
    if first or not (opens or goes_on) or not aim.match.text.startswith("到"):
        return []
    return [Limit(aim.match, Basis.INHERITED)]
