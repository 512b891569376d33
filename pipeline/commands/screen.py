"""What the screen shows: tables on standard output, the progress bar on standard error."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from models import KIND_LABELS, ROLE_LABELS, Anchor, Extraction, Issue, Owner, Role, Task
from pipeline.commands.terminal import beneath, harmless
from pipeline.lexicon import LocalLexicon

WIDTH_OF_PIPES = 120
_COPIED = "编号"
"""What is copied from the screen into the next command stays in one piece."""


class _Screen(Console):
    """A console that colours, and obeys no control character of a text that it is given."""

    def render_str(self, text: str, **options: Any) -> Text:
        """As the console does it."""
        return super().render_str(harmless(text), **options)


def screen(*, stderr: bool = False) -> Console:
    """A console that takes a document's brackets and colons as text, not as markup."""
    stream = beneath(sys.stderr if stderr else sys.stdout)
    console = _Screen(file=stream, stderr=stderr, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = WIDTH_OF_PIPES
    return console


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str | Text]]) -> Table:
    """A table as every command shows it."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        made.add_column(column, overflow="fold", no_wrap=column == _COPIED)
    for row in rows:
        made.add_row(*row)
    return made


def show_lexicon(path: Path, lexicon: LocalLexicon) -> None:
    """All that was taught."""
    from pipeline.learning import entries

    screen().print(table(f"本地词表 {path}", ("类别", "词语", "全称或日期"), entries(lexicon)))


def show_extraction(extraction: Extraction) -> None:
    """Tasks and issues of one document, and what a person should know about it first."""
    document, console = extraction.document, screen()
    console.print(f"{document.name}（{KIND_LABELS[document.kind]}）{document.title}")
    console.print(f"  日期：{_anchor(extraction)}")
    for gap in document.gaps:
        console.print(f"  缺口：{gap.message}")
    rows = [_task_row(number, task) for number, task in enumerate(extraction.tasks, 1)]
    console.print(table("任务", ("序号", "整改措施", "责任单位", "时限", "出处"), rows))
    if extraction.issues:
        found = [
            (str(number), issue.text, *_put_right(issue), issue.source.place.label())
            for number, issue in enumerate(extraction.issues, 1)
        ]
        console.print(table("问题", ("序号", "问题", "责任单位", "时限", "出处"), found))
    console.print(
        f"任务 {len(extraction.tasks)} 条，问题 {len(extraction.issues)} 条，"
        f"一般性要求 {len(extraction.calls)} 条，像任务而未列入的 {len(extraction.rejected)} 句。\n"
    )


def _anchor(extraction: Extraction) -> str:
    anchor = extraction.document.anchor
    if anchor is None:
        return "文中没有写，相对时限（如「月底前」）无法推算；可用 --date 给出"
    return f"{anchor_day(anchor)}（{anchor.source}）{conflicts(anchor)}"


def anchor_day(anchor: Anchor) -> str:
    """The date, or the year where only that is known."""
    return f"{anchor.date}" if anchor.date else f"{anchor.year}年"


def conflicts(anchor: Anchor) -> str:
    """Other dates of the document that say something else, for a person to decide."""
    others = "、".join(f"{other.source}是{anchor_day(other)}" for other in anchor.others)
    return f"；与之不一致：{others}，请核对，可用 --date 指定" if others else ""


def _task_row(number: int, task: Task) -> tuple[str, str, str, str, str]:
    return str(number), task.measure, _owners(task.owners), _deadline(task), task.source.place.label()


def _owners(owners: Sequence[Owner]) -> str:
    """Owners by role, in the order lead, responsible, support."""
    by_role = {role: [owner.name for owner in owners if owner.role is role] for role in Role}
    lines = [f"{ROLE_LABELS[role]}：{'、'.join(names)}" for role, names in by_role.items() if names]
    return "\n".join(lines) or "待明确"


def _put_right(issue: Issue) -> tuple[str, str]:
    """Who is to put a finding right and by when; blank where nothing around it says so."""
    return _owners(issue.assigned) if issue.assigned else "", _deadline(issue) if issue.deadline else ""


def _deadline(task: Task | Issue) -> str:
    if task.deadline is None:
        return "待明确"
    return f"{task.deadline.text}\n（{task.deadline.due}）" if task.deadline.due else task.deadline.text
