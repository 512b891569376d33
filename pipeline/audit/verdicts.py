"""The verdict on a commitment and the rows found for it, each with reasons that a person can check."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models import Basis, Commitment, Deadline, DeadlineKind, LedgerRow, Mark, Owner, Reason, Role, Verdict
from pipeline.audit.evidence import without
from pipeline.audit.frequency import end_of_times
from pipeline.audit.goals import Mass, losses
from pipeline.audit.grams import alike
from pipeline.audit.left_out import LeftOut, left_out
from pipeline.audit.limits import Policy, weaker_limits
from pipeline.audit.named_owners import surely_named
from pipeline.audit.unit_classes import all_named, as_many_named
from pipeline.audit.unit_names import (
    SPEAKER,
    UnitNames,
    heads_named,
    is_generic,
    is_head,
    means_head,
    names_deputy,
    post_in,
)

_WHICH = ("各级", "各", "主管", "分管", "相关", "有关", "本", "每名", "每位", "每个", "每所", "所有", "全体")
_PARTIES = re.compile("[^。;；]{0,16}?([两三四五]方)")
"""班主任、教师、家长三方: a row may say 三方."""
_WHOSE_BODY = "[\u4e00-\u9fff]{2,4}(?=[^,，;；。]{0,6}(?:会议|委员会|小组|专班|指挥部))"
"""What a body is for, before the name that a speech calls it by: 信访联席会议."""
_ANY_COMPANY = re.compile("(?:国企|国有(?:企业|公司)|属企业|平台公司)$")
_TOGETHER = "(?:会同|联合|协同)(?:[^,，;；。]{1,10}[、和与及])*"
"""Those with whom the row's owner does it stand in the measure: 会同甲局、乙局."""
_LEFT_OUT = "讲话要求的“{words}”没有写进台账。"
_MAYBE_LEFT_OUT = "讲话的“{words}”在台账里没有相近的文字，请核对是不是漏了。"
SEVEREST_FIRST = tuple(Verdict)


@dataclass(frozen=True)
class Judge:
    """What judging takes besides the two sides: names, date of the speech, weights, the office's policy."""

    names: UnitNames
    anchor: dt.date | None
    mass: Mass
    policy: Policy

    def reasons(self, commitment: Commitment, rows: Sequence[LedgerRow]) -> tuple[Reason, ...]:
        """Every reason why the rows are less than was demanded, the severest first."""
        if not rows:
            return (Reason(rule="none", verdict=Verdict.MISSING, text="台账未见对应任务。"),)
        found = [
            *self._owners(commitment, rows),
            *self._limits(commitment, rows),
            *self._goals(commitment, rows),
        ]
        found += self._lost_clauses(commitment, rows, found)
        return tuple(sorted(found, key=lambda reason: SEVEREST_FIRST.index(reason.verdict)))

    def notes(
        self, commitment: Commitment, rows: Sequence[LedgerRow], told: Sequence[Reason] = ()
    ) -> tuple[str, ...]:
        """Differences that rest on weaker evidence, for a person to look at; they decide nothing."""
        theirs = [owner.name for row in rows for owner in row.owners]
        inherited = [owner for owner in commitment.owners if owner.basis is Basis.INHERITED]
        lost = [
            o.name for o in inherited if not is_generic(o.name) and not self.names.any_same(o.name, theirs)
        ]
        if not rows:
            return ()
        doubtful = [part.words for part, _ in self._left_out(commitment, rows, told)]
        return (
            *((f"按上文，这一句可能由{'、'.join(lost)}承担；台账没有写，请核对。",) if lost else ()),
            *((_MAYBE_LEFT_OUT.format(words="”“".join(doubtful)),) if doubtful else ()),
        )

    def _owners(self, commitment: Commitment, rows: Sequence[LedgerRow]) -> Iterator[Reason]:
        named = surely_named(commitment, rows, self.names)
        theirs = [owner.name for row in rows for owner in row.owners]
        lost = [owner for owner in named if not self._present(owner, theirs, rows, commitment)]
        if len(lost) < len(named) and all(is_head(owner.name) for owner in lost):
            lost = []
        if lost:
            words = "、".join(owner.name for owner in lost)
            held = f"台账责任单位为{'、'.join(dict.fromkeys(theirs))}" if theirs else "台账没有写责任单位"
            marks = _marks(lost)
            yield Reason(
                rule="owner.lost",
                verdict=Verdict.OWNER_MISMATCH,
                text=f"讲话点名的{words}没有列入，{held}。",
                entry=rows[0].id,
                marks=marks,
                row_words=tuple(dict.fromkeys(theirs)),
            )
        for row in rows:
            yield from self._lead(named, row)

    def _present(
        self, owner: Owner, theirs: Sequence[str], rows: Sequence[LedgerRow], commitment: Commitment
    ) -> bool:
        """Whether a row names the owner, in its owners or, for a post, in the measure itself."""
        if self.names.any_same(owner.name, theirs) or all_named(owner.name, theirs):
            return True
        if as_many_named(owner.name, theirs) or _is_company_of(owner.name, theirs):
            return True
        if means_head(owner.name) and any(heads_named(row.measure) for row in rows):
            return True
        if (owner.name == SPEAKER or names_deputy(owner.name)) and any(
            names_deputy(row.measure) for row in rows
        ):
            return True
        loose = self.names.is_post_or_class(owner.name) or not self.names.is_known(owner.name)
        whole = owner.name if loose else ""
        named = [word for word in (whole, *_without_each(whole), post_in(owner.name)) if word]
        if parties := _PARTIES.match(commitment.source.quote, max(0, owner.end - commitment.source.start)):
            named.append(parties[1])
        acts = re.compile(
            f"(?:(?:^|[,，;；。])(?:由|组织|{_WHOSE_BODY})?|{_TOGETHER}){re.escape(owner.name)}"
        )
        told = [alike(row.measure) for row in rows]
        return any(alike(word) in words for word in named for words in told) or any(
            acts.search(row.measure) for row in rows
        )

    def _lead(self, named: Sequence[Owner], row: LedgerRow) -> Iterator[Reason]:
        """The lead of the speech stands in the row, but another unit leads there."""
        leads = [owner for owner in named if owner.role is Role.LEAD and owner.name != SPEAKER]
        present = [o for o in leads if self.names.any_same(o.name, [each.name for each in row.owners])]
        theirs = [owner.name for owner in row.owners if owner.role is Role.LEAD]
        if present and theirs and not any(self.names.any_same(owner.name, theirs) for owner in present):
            yield Reason(
                rule="owner.lead",
                verdict=Verdict.OWNER_MISMATCH,
                text=f"讲话由{present[0].name}牵头，台账由{'、'.join(theirs)}牵头。",
                entry=row.id,
                marks=_marks(present),
                row_words=tuple(theirs),
            )

    def _limits(self, commitment: Commitment, rows: Sequence[LedgerRow]) -> Iterator[Reason]:
        source = commitment.source
        for row in rows:
            for weaker in weaker_limits(
                source.quote,
                source.start,
                commitment.deadlines,
                row,
                self.anchor,
                self.policy,
                others=[other for other in rows if other is not row],
            ):
                limit = weaker.deadline
                yield Reason(
                    rule="deadline.weaker",
                    verdict=Verdict.DEADLINE_WEAKER,
                    text=weaker.text,
                    entry=row.id,
                    marks=(Mark(start=limit.start, end=limit.end, text=limit.text),) if limit else (),
                    row_words=(weaker.row_words,) if weaker.row_words else (),
                )

    def _left_out(
        self, commitment: Commitment, rows: Sequence[LedgerRow], told: Sequence[Reason]
    ) -> list[tuple[LeftOut, Mark]]:
        """The clauses of which the rows say nothing, and no reason speaks already."""
        source = commitment.source
        units = [
            o for o in commitment.owners if self.names.is_known(o.name) or self.names.is_post_or_class(o.name)
        ]
        values = (*units, *commitment.deadlines)
        spans = [(value.start - source.start, value.end - source.start) for value in values]
        inside = [(start, end) for start, end in spans if 0 <= start < end <= len(source.quote)]
        bare = without(source.quote, inside)
        parts = left_out(source.quote, bare, [row.measure for row in rows], self.mass)
        marked = [(part, _mark(source.quote, source.start, part.span)[0]) for part in parts]
        marks = [mark for reason in told for mark in reason.marks]
        return [(part, mark) for part, mark in marked if not any(_overlap(mark, each) for each in marks)]

    def _lost_clauses(
        self, commitment: Commitment, rows: Sequence[LedgerRow], told: Sequence[Reason]
    ) -> Iterator[Reason]:
        for part, mark in self._left_out(commitment, rows, told):
            if part.surely:
                yield Reason(
                    rule="clause.left",
                    verdict=Verdict.TARGET_WEAKER,
                    text=_LEFT_OUT.format(words=part.words),
                    entry=rows[0].id,
                    marks=(mark,),
                )

    def _goals(self, commitment: Commitment, rows: Sequence[LedgerRow]) -> Iterator[Reason]:
        source = commitment.source
        taken = [_taken(source.quote, source.start, limit) for limit in commitment.deadlines]
        measures = [f"{row.measure}，{row.deadline}" for row in rows]
        for loss in losses(source.quote, measures, taken, self.mass):
            row_id = next(
                (row.id for row in rows if any(w in row.measure for w in loss.row_words)), rows[0].id
            )
            yield Reason(
                rule=loss.rule,
                verdict=Verdict.TARGET_WEAKER,
                text=loss.text,
                entry=row_id,
                marks=_mark(source.quote, source.start, loss.span),
                row_words=loss.row_words,
            )


def verdict_of(reasons: Sequence[Reason]) -> Verdict:
    """The severest verdict that any reason gives."""
    return reasons[0].verdict if reasons else Verdict.COVERED


def _taken(quote: str, offset: int, limit: Deadline) -> tuple[int, int]:
    """Where a limit stands in a sentence, with the times that belong to it (每季度两次)."""
    start, end = limit.start - offset, limit.end - offset
    recurring = limit.kind is DeadlineKind.RECURRING and 0 <= end <= len(quote)
    return start, end_of_times(quote, end) if recurring else end


def _without_each(name: str) -> tuple[str, ...]:
    """防汛责任人 for 各级防汛责任人, 科室负责人 for 主管科室负责人."""
    return tuple(rest for start in _WHICH if len(rest := name.removeprefix(start)) < len(name))


def _is_company_of(name: str, theirs: Sequence[str]) -> bool:
    """Whether a company may be the one that a speech leaves open: 县属国企, 平台公司."""
    return bool(_ANY_COMPANY.search(name)) and any(each.endswith(("公司", "集团")) for each in theirs)


def _marks(owners: Sequence[Owner]) -> tuple[Mark, ...]:
    return tuple(Mark(start=owner.start, end=owner.end, text=owner.mention) for owner in owners)


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _mark(quote: str, offset: int, span: tuple[int, int] | None) -> tuple[Mark, ...]:
    if span is None:
        return ()
    start, end = span
    return (Mark(start=offset + start, end=offset + end, text=quote[start:end]),)
