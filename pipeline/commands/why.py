"""`extract --why`: for every value its words, the rule that read them, and where it was inherited from."""

from collections.abc import Iterable, Iterator

from rich.padding import Padding
from rich.table import Table

from models import (
    KIND_LABELS,
    ROLE_LABELS,
    Basis,
    Deadline,
    DeadlineKind,
    Document,
    Extraction,
    Issue,
    Owner,
    Rejected,
    Target,
    Task,
)
from pipeline.commands import rules
from pipeline.commands.screen import anchor_day, conflicts, screen

Line = tuple[str, str]
_QUOTE = 60
_COMPARATORS = {">=": "不少于", "<=": "不超过", ">": "超过", "<": "少于", "~": "约"}
_COUNTED = ("deadline.relative", "deadline.duration", "deadline.date.this_month", "deadline.date.month_end")
_UNKNOWN_DATE = "文中没有写，相对时限（如「月底前」）无法推算；可用 --date 给出"


def show_why(extraction: Extraction) -> None:
    """The document's date first, then every record and its reasons, at last what was not taken and why."""
    document = extraction.document
    _section(f"{document.name}（{KIND_LABELS[document.kind]}）{document.title}", _about(document))
    issues = {issue.id: issue for issue in extraction.issues}
    for number, task in enumerate(extraction.tasks, 1):
        _section(_title("任务", number, task), _task(document, task, issues))
    for number, issue in enumerate(extraction.issues, 1):
        _section(_title("问题", number, issue), _issue(document, issue))
    for number, call in enumerate(extraction.calls, 1):
        _section(_title("一般性要求", number, call), _call(call))
    _section(f"像任务而未列入的 {len(extraction.rejected)} 句", _rejected(extraction.rejected))


def _section(title: str, lines: Iterator[Line]) -> None:
    out = screen()
    out.print(title)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, text in lines:
        grid.add_row(label, text)
    out.print(Padding(grid, (0, 0, 1, 2)))


def _title(kind: str, number: int, record: Task | Issue) -> str:
    return f"{kind} {number}  {record.source.place.label()}  把握 {record.confidence:.0%}"


def _about(document: Document) -> Iterator[Line]:
    anchor = document.anchor
    if anchor is None:
        yield "日期", _UNKNOWN_DATE
    else:
        at = (
            f"：{_at(document, anchor.start, anchor.end or anchor.start)}" if anchor.start is not None else ""
        )
        yield "日期", f"{anchor_day(anchor)}　{rules.anchor(anchor.rank)}{at}{conflicts(anchor)}"
    for gap in document.gaps:
        yield "缺口", gap.message


def _task(document: Document, task: Task, issues: dict[str, Issue]) -> Iterator[Line]:
    yield from _sentence(task)
    yield "措施", task.measure
    yield from _column("责任单位", _owners(document, task, task.owners), "待明确：没有点名")
    limits = [*task.milestones, *([task.deadline] if task.deadline else [])]
    yield from _column("时限", [_deadline(document, task, limit) for limit in limits], "待明确：没有给出")
    yield from _column("成果", [product.text for product in task.products])
    yield from _column("目标", [_target(target) for target in task.targets])
    linked = [issues[issue] for issue in task.issues if issue in issues]
    yield from _column("对应问题", [f"{i.source.place.label()}「{_short(i.text)}」" for i in linked])


def _issue(document: Document, issue: Issue) -> Iterator[Line]:
    yield from _sentence(issue)
    yield from _column("涉及单位", _owners(document, issue, issue.owners))
    yield from _column("责任单位", _owners(document, issue, issue.assigned))
    yield from _column("时限", [_deadline(document, issue, issue.deadline)] if issue.deadline else [])


def _call(call: Task) -> Iterator[Line]:
    yield from _sentence(call)


def _sentence(record: Task | Issue) -> Iterator[Line]:
    """The sentence, and what made it this kind of record."""
    yield "原文", _joined(record.source.quote)
    cues = "，".join(dict.fromkeys(rules.seen(reason) for reason in record.reasons))
    yield "理由", f"{rules.verdict(record.rule)}（{cues}）" if cues else rules.verdict(record.rule)


def _rejected(rejected: tuple[Rejected, ...]) -> Iterator[Line]:
    for sentence in rejected:
        yield sentence.place.label(), f"{_joined(sentence.quote)}　→ {sentence.reason}"


def _column(label: str, texts: list[str], empty: str = "") -> Iterator[Line]:
    """Several values under one label; the label stands before the first only."""
    for position, text in enumerate(texts or ([empty] if empty else [])):
        yield (label if position == 0 else ""), text


def _owners(document: Document, record: Task | Issue, owners: Iterable[Owner]) -> list[str]:
    """Units that came into the row in the same way share a line."""
    alike: dict[str, list[str]] = {}
    for owner in owners:
        alike.setdefault(_owner(document, record, owner), []).append(owner.name)
    return [f"{'、'.join(names)}{why}" for why, names in alike.items()]


def _owner(document: Document, record: Task | Issue, owner: Owner) -> str:
    parts = [] if owner.mention == owner.name else [f"原话「{owner.mention}」"]
    parts.append(rules.owner(owner.rule))
    if owner.open_list:
        parts.append("后面有「等」，可能不止这些")
    parts += _elsewhere(document, record, owner, inherited=owner.basis is Basis.INHERITED)
    return f"（{ROLE_LABELS[owner.role]}）：{'；'.join(parts)}"


def _deadline(document: Document, task: Task | Issue, limit: Deadline) -> str:
    due = f" → {limit.due}" if limit.due else ""
    milestone = "" if limit is task.deadline else "（阶段）"
    parts = [rules.deadline(limit.rule)]
    if limit.begins:
        parts.append(f"从{limit.begins}开始")
    if limit.anchor:
        parts.append(_counted(document, limit))
    if limit.reason and limit.kind is not DeadlineKind.VAGUE:
        parts.append(limit.reason if limit.due else f"没有日期，因为{limit.reason}")
    parts += _elsewhere(document, task, limit, inherited=limit.basis is Basis.INHERITED)
    return f"{limit.text}{milestone}{due}：{'；'.join(parts)}"


def _counted(document: Document, limit: Deadline) -> str:
    """What a limit was counted from, and where that date stands."""
    anchor = document.anchor
    own = anchor is not None and anchor.date == limit.anchor
    at = _place(document, anchor.start) if own and anchor and anchor.start is not None else ""
    date = f"{'文件日期' if own else ''}{limit.anchor}{f'（{at}）' if at else ''}"
    return f"从{date}数起" if limit.rule.startswith(_COUNTED) else f"年份依{date}"


def _elsewhere(
    document: Document, record: Task | Issue, value: Owner | Deadline, *, inherited: bool
) -> Iterator[str]:
    """Where a value stands that is not in the sentence itself: in a cell of its row, or further up."""
    if record.source.start <= value.start < record.source.end:
        return
    place = document.place_of(value.start)
    words = "" if place.table else f"「{_short(_sentence_at(document, value.start))}」"
    yield f"{'承接自' if inherited and words else '见'}{place.label()}{words}"


def _sentence_at(document: Document, offset: int) -> str:
    """The sentence that `offset` stands in, else its line."""
    held = (s for s in document.sentences if s.start <= offset < s.end)
    if sentence := next(held, None):
        return document.text[sentence.start : sentence.end]
    start = document.text.rfind("\n", 0, offset) + 1
    end = document.text.find("\n", offset)
    return document.text[start : end if end >= 0 else len(document.text)]


def _place(document: Document, offset: int) -> str:
    return document.place_of(offset).label()


def _target(target: Target) -> str:
    words = _COMPARATORS.get(target.comparator, "")
    value = f"，{words}{target.value:g}{target.unit}" if words and target.value is not None else ""
    return f"{target.text}：{rules.target(target.rule)}{value}"


def _at(document: Document, start: int, end: int) -> str:
    return f"{_place(document, start)}「{_short(document.text[start:end])}」"


def _short(text: str) -> str:
    joined = _joined(text)
    return joined if len(joined) <= _QUOTE else f"{joined[:_QUOTE]}…"


def _joined(text: str) -> str:
    return " ".join(text.split())
