"""Rows and what happened to them in a clerk's words, for the screen and for the page. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from models import ROLE_LABELS, STATUS_LABELS, EntryOwner, Event, EventKind, LedgerEntry, Role, Status
from pipeline.ledger.evidence import kind_labels
from pipeline.ledger.lifecycle import action_labels, find_move
from pipeline.ledger.notes import TOPIC

_SHOWN = 40
_ORIGINS = {"person": "人工改正", "merge": "并入另一条的来源", "unmerge": "退还并入的来源"}
_FIELDS = {
    "sources": "来源",
    "measure": "整改措施",
    "owners": "责任单位",
    "deadline": "时限",
    "missing": "缺项",
    "doubts": "待确认",
    "quality": "质量",
    "issue": "反馈问题",
}
_FOLLOWING = frozenset({"missing", "doubts", "quality"})
"""Fields that change because others do."""
_SAID = frozenset({"measure", "owners", "deadline"})


def work_words(entry: LedgerEntry) -> str:
    """What is to be done; where no measure is named yet, the problem that is to be put right."""
    if entry.measure.strip():
        return entry.measure
    problem = " ".join(entry.issue.split())
    return f"待明确（问题：{problem.rstrip('。；')}）" if problem else "待明确"


def unnamed_words(rows: Iterable[LedgerEntry]) -> str:
    """What is said of rows just filed of which some have no measure; empty where all have one."""
    count = sum(not row.measure.strip() for row in rows)
    return f"有 {count} 条没有写明措施，通知单和填报表会请责任单位提出。" if count else ""


def parts_words(parts: Collection[LedgerEntry], action: str) -> str:
    """That parts of rows that took a step have not taken it; empty where there are none."""
    label, drafts = action_labels()[action], [part for part in parts if part.status is Status.DRAFT]
    left = [part for part in parts if find_move(action, part.status)]
    if action != "file" and drafts:
        return f"展开的下级任务有 {len(drafts)} 条还是草稿：先加 --parts 立项，再加 --parts {label}。"
    return f"展开的下级任务还有 {len(left)} 条没有{label}：加 --parts 一并{label}。" if left else ""


def lost_words(lost: Iterable[EntryOwner]) -> str:
    """Which units a merger does not carry over; empty where it leaves none behind."""
    names = "、".join(f"{owner.name}（{ROLE_LABELS[owner.role]}）" for owner in lost)
    return f"并入的一条另有单位 {names}，没有带过来" if names else ""


def due_words(entry: LedgerEntry) -> str:
    """The last day that counts, with the first one where an extension moved it; else the words."""
    if entry.handling.due and entry.handling.due != entry.original_due:
        first = f"（原定{entry.original_due}）" if entry.original_due else ""
        return f"{entry.handling.due}{first}"
    if entry.current_due:
        return str(entry.current_due)
    return entry.deadline.text if entry.deadline and entry.deadline.text else "时限待定"


def owner_words(entry: LedgerEntry) -> str:
    """The names by role: 牵头 甲局；配合 乙局、丙局."""
    return "；".join(owners_by_role(entry))


def owners_by_role(entry: LedgerEntry) -> list[str]:
    """For each role that anybody has: 配合 乙局、丙局."""
    by_role = {role: [o.name for o in entry.owners if o.role is role] for role in Role}
    return [f"{ROLE_LABELS[role]} {'、'.join(names)}" for role, names in by_role.items() if names]


def file_words(payload: Mapping[str, Any]) -> str:
    """A file that could not be read: the folders from the one on that was read, and its name."""
    return "/".join(filter(None, (payload.get("folder", ""), payload["name"])))


def happened(event: Event) -> tuple[str, str]:
    """What an event was, and what it said, in words."""
    payload = event.payload
    match event.kind:
        case EventKind.DOCUMENT_READ:
            return "读入文件", payload["document"]["name"]
        case EventKind.DOCUMENT_FAILED:
            return "未能读入" if payload["problems"] else "不再待读", file_words(payload)
        case EventKind.ENTRY_ADDED:
            entry = payload["entry"]
            return "登记", shortened(entry["measure"] or f"问题：{entry['issue']}")
        case EventKind.ENTRY_CHANGED:
            who = _ORIGINS.get(payload["origin"], "重新读取")
            return who, _changed(payload["fields"])
        case EventKind.STATUS_CHANGED:
            return "改状态", STATUS_LABELS[payload["status"]]
        case EventKind.ACTION_TAKEN:
            return action_labels()[payload["action"]], _facts(payload)
        case EventKind.ROSTER_SET:
            return "登记名册", payload["roster"]["name"]
    return "备注", _noted(payload)


def _changed(fields: Mapping[str, Any]) -> str:
    """What was changed, and to what where a person may want to see it; what follows from it is left out."""
    told = {name: _FIELDS.get(name, name) for name in fields}
    named = {name: words for name, words in told.items() if name not in _FOLLOWING} or told
    return "；".join(
        f"{words}：{_value(name, fields[name])}" if name in _SAID else words for name, words in named.items()
    )


def _value(name: str, value: Any) -> str:
    """The new value of a cell in words."""
    if name == "measure":
        return str(value) or "（空）"
    if name == "deadline":
        return str((value or {}).get("due") or (value or {}).get("text") or "（空）")
    owners = (f"{owner['name']}（{ROLE_LABELS[Role(owner['role'])]}）" for owner in value)
    return "、".join(owners) or "（空）"


def _noted(payload: Mapping[str, object]) -> str:
    """The topic, and what was said on it in words."""
    told = [f"{key} {value}" for key, value in payload.items() if key != TOPIC and isinstance(value, str)]
    return "；".join([str(payload.get(TOPIC, "")), *told])


def _facts(payload: Mapping[str, object]) -> str:
    evidence = payload.get("evidence")
    proofs = evidence if isinstance(evidence, list) else []
    parts = [
        str(payload.get("note", "")),
        f"日期 {payload['due']}" if payload.get("due") else "",
        f"{payload['percent']}%" if payload.get("percent") is not None else "",
        "；".join(f"{kind_labels().get(item['kind'], item['kind'])}:{item['text']}" for item in proofs),
        f"节点 {payload['point']}" if payload.get("point") else "",
        f"移交给 {payload['to']}" if payload.get("to") else "",
        f"并入 {payload['into']}" if payload.get("into") else "",
        str(payload.get("every", "")),
        f"通知单 {payload['number']}" if payload.get("number") else "",
        "时限待定" if payload.get("pending") else "",
    ]
    return "；".join(part for part in parts if part)


def shortened(words: str) -> str:
    """At most forty characters, with a mark where more were left out."""
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
