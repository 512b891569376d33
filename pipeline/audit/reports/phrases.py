"""The words that every form of the report shares."""

from collections import Counter
from collections.abc import Iterator

from models import (
    ROLE_LABELS,
    VERDICT_LABELS,
    AuditReport,
    CommitmentFinding,
    Coverage,
    LedgerRow,
    RowOwner,
    Scope,
    Verdict,
)

TITLE = "讲话要求与台账任务核对报告"
NOT_ASKED = "一般号召，已列入台账"
METHOD = (
    "核对方法：逐句找出讲话中的要求，与台账逐行比较文字、单位、数字和日期，找出对应的行，再比较责任单位、时限和目标。",
    "“已对应”指台账有相应的行，且没有发现单位、时限、目标上的减弱；台账多列单位、自定日期不算差异。",
    "相近程度只用来找行，不作为结论；每项结论后面都写明依据，请对照原文核实后使用。",
    "本报告只反映讲话与台账文字上的异同，不评价任何单位和个人。",
)


def verdict_label(finding: CommitmentFinding) -> str:
    """The verdict in words."""
    if not finding.commitment.asked:
        return NOT_ASKED
    return VERDICT_LABELS[finding.verdict]


def coverage_line(coverage: Coverage) -> str:
    """One figure with its counts and shares."""
    if not coverage.total:
        return f"{coverage.label}：讲话中没有。"
    found, whole = (round(100 * part / coverage.total) for part in (coverage.with_row, coverage.whole))
    return (
        f"{coverage.label}{coverage.total}项：台账有对应{coverage.with_row}项（{found}%），"
        f"其中未见减弱{coverage.whole}项（{whole}%）。"
    )


def scope_lines(scope: Scope) -> Iterator[str]:
    """What was compared and what could not be, for page one."""
    day = f"，日期{scope.date}" if scope.date else "，日期不明（相对时限不能换算）"
    name = f"{scope.speech}，" if scope.title and scope.title != scope.speech else ""
    yield f"讲话：{scope.title or scope.speech}（{name}{scope.characters}字{day}）"
    yield f"台账：{scope.ledger}，{scope.rows}行"
    if scope.hidden:
        share = round(100 * scope.characters / (scope.characters + scope.hidden), 1)
        yield f"讲话原文注明缺失{scope.hidden}字，可见文字约占{share}%；以下数字只对可见文字成立。"
    elif scope.gaps:
        yield f"讲话文字有{len(scope.gaps)}处缺失，以下数字只对可见文字成立。"
    for gap in scope.gaps:
        yield f"缺失：{gap.message}"
    for problem in scope.problems:
        yield f"提示：{problem.line()}"


def counts_line(report: AuditReport) -> str:
    """How many of each verdict, and how many rows have no basis in the speech."""
    counts = Counter(f.verdict for f in report.findings if f.commitment.asked)
    parts = [f"{VERDICT_LABELS[verdict]}{counts[verdict]}项" for verdict in Verdict if counts[verdict]]
    return "；".join([*parts, f"讲话中没有对应语句的台账{len(report.untraceable)}行"]) + "。"


def bare(quote: str) -> str:
    """The quote without the blanks and line breaks of its layout."""
    return "".join(quote.split())


def owners_line(owners: tuple[RowOwner, ...]) -> str:
    """The owners of a row by role, as in 牵头：甲；责任：乙、丙."""
    by_role: dict[str, list[str]] = {}
    for owner in owners:
        label = ROLE_LABELS[owner.role] if owner.role else ""
        by_role.setdefault(label, []).append(owner.name)
    return "；".join((f"{label}：" if label else "") + "、".join(names) for label, names in by_role.items())


def limit_line(row: LedgerRow) -> str:
    """The limit of a row in its own words, with the day where they do not give it."""
    if row.due is None:
        return row.deadline
    said = row.deadline or ""
    written = f"{row.due.year}年{row.due.month}月{row.due.day}日"
    if written in said or row.due.isoformat() in said:
        return said
    return f"{said}（{row.due}）" if said else str(row.due)


def said_owners(finding: CommitmentFinding) -> str:
    """Whom the speech names, inherited ones marked."""
    owners = finding.commitment.owners
    return "、".join(
        dict.fromkeys(o.name if o.basis == "explicit" else f"{o.name}（承上文）" for o in owners)
    )


def said_limits(finding: CommitmentFinding) -> str:
    """The limits of the speech with their days."""
    return "；".join(
        limit.text + (f"（{limit.due}）" if limit.due else "") for limit in finding.commitment.deadlines
    )
