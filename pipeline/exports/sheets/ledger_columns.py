"""The columns of 整改台账, and what stands in each of them for an entry."""

from dataclasses import dataclass, field

from models import STATUS_LABELS, LedgerEntry, Role, Roster, Status
from pipeline.exports.contents import Contents
from pipeline.exports.day_lights import DayLights
from pipeline.exports.sheets.concerns import reasons_of
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import (
    TO_BE_NAMED,
    beside_units,
    document_titles,
    duty_words,
    evidence_words,
    extension_words,
    leader_words,
    limit_words,
    milestone_words,
    missing_elements,
    person_words,
    problem_kind,
    progress_words,
    roles_to_check,
    source_documents,
    source_places,
    source_quotes,
    suggestion,
)

COLUMNS = (
    Column("序号", 5, "center"),
    Column("台账编号", 10, "center", 9),
    Column("问题来源", 13, size=8),
    Column("问题类别", 8, "center", 9),
    Column("反馈问题", 21),
    Column("整改措施", 36),
    Column("责任领导", 10, "center", 9),
    Column("牵头单位", 12, "center", filled_in=True),
    Column("责任单位", 13, "center", filled_in=True),
    Column("配合单位", 12, "center", filled_in=True),
    Column("责任人", 9, "center", 9),
    Column("完成时限", 13, "center", dated=True, filled_in=True),
    Column("时限原文", 10, "center", 9, for_sorting=True),
    Column("办理状态", 7.8, "center", filled_in=True),
    Column("预警", 10, "center", 9, for_sorting=True),
    Column("进展情况", 16, filled_in=True),
    Column("佐证材料", 14, size=9, filled_in=True),
    Column("是否销号", 5, "center", filled_in=True),
    Column("原文摘录", 24, size=9, for_sorting=True),
    Column("原文位置", 8, "center", 9, for_sorting=True),
    Column("备注", 13, size=9, filled_in=True),
)
HEADERS = tuple(column.header for column in COLUMNS)
COMPUTED = frozenset({"序号", "台账编号", "预警"})
"""What tells nothing when it differs: the number of a line, the key of the row, the light of a day."""
EXPANDED = "已展开，见下列各条"
CLOSED_LABELS = ("是", "否")
ROLE_HEADERS = {Role.LEAD: "牵头单位", Role.RESPONSIBLE: "责任单位", Role.SUPPORT: "配合单位"}
_FIELD_HEADERS = {"issue": "反馈问题", "measure": "整改措施", "target": "整改措施", "deadline": "完成时限"}
_GOOD_ENOUGH = 2  # of the three marks of a workable measure


@dataclass(frozen=True)
class LedgerWords:
    """What the cells need besides the entry: titles of documents, the roster, lights of a day.

    `expanded` are the ids of rows that their parts tell: they have no light of their own, and nothing to
    look at.
    """

    titles: dict[str, str] = field(default_factory=dict)
    roster: Roster | None = None
    lights: DayLights | None = None
    expanded: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, state: Contents, lights: DayLights | None = None, expanded: frozenset[str] = frozenset()
    ) -> "LedgerWords":
        """As the ledger has them."""
        return cls(document_titles(state), state.roster, lights, expanded)

    def cells(self, number: int, entry: LedgerEntry) -> dict[str, Cell]:
        """The cells of an entry by their heading, in the order of the columns."""
        reasons, beside = self._reasons(entry), beside_units(entry)
        units = tuple(owner for owner in entry.owners if owner not in beside)
        of_units = entry.model_copy(update={"owners": units}) if beside else entry
        plain: dict[str, Cell] = {
            "序号": Cell(number),
            "台账编号": Cell(entry.id),
            "问题来源": Cell(source_documents(entry, self.titles)),
            "问题类别": Cell(problem_kind(entry)),
            "反馈问题": Cell(entry.issue),
            "整改措施": Cell(entry.measure or TO_BE_NAMED),
            "责任领导": Cell(leader_words(entry, self.roster)),
            **{header: Cell(duty_words(of_units, role)) for role, header in ROLE_HEADERS.items()},
            "责任人": Cell(person_words(entry)),
            "完成时限": Cell(limit_words(entry)),
            "时限原文": Cell(entry.deadline.text if entry.deadline else ""),
            "办理状态": Cell(STATUS_LABELS[entry.status]),
            "预警": self._light(entry),
            "进展情况": Cell(progress_words(entry)),
            "佐证材料": Cell(evidence_words(entry)),
            "是否销号": Cell(CLOSED_LABELS[entry.status is not Status.CLOSED]),
            "原文摘录": Cell(source_quotes(entry.sources)),
            "原文位置": Cell(source_places(entry.sources)),
            "备注": Cell(_remark(entry), aside=suggestion(entry.deadline)),
        }
        headers = (column.header for column in COLUMNS)
        return {header: plain[header]._replace(why=reasons.get(header, "")) for header in headers}

    def _reasons(self, entry: LedgerEntry) -> dict[str, str]:
        return {} if entry.id in self.expanded else reasons_by_header(entry)

    def _light(self, entry: LedgerEntry) -> Cell:
        if entry.id in self.expanded:
            return Cell(EXPANDED)
        if self.lights is None:
            return Cell()
        return Cell(self.lights.words(entry), fill=self.lights.fill(entry))


def reasons_by_header(entry: LedgerEntry) -> dict[str, str]:
    """The comments of the row, by the heading of the column that each belongs to."""
    by_header: dict[str, str] = {}
    for name, reason in reasons_of(entry).items():
        owner_headers = [ROLE_HEADERS[role] for role in roles_to_check(entry)]
        headers = owner_headers if name == "owner" else [_FIELD_HEADERS[name]]
        for header in headers:
            by_header[header] = "\n".join(part for part in (by_header.get(header), reason) if part)
    return by_header


def _remark(entry: LedgerEntry) -> str:
    lines = (
        extension_words(entry),
        "禁止性要求" if entry.prohibition else "",
        "完成后长期坚持" if entry.deadline and entry.deadline.standing else "",
        f"阶段节点：{milestone_words(entry)}" if entry.milestones else "",
        f"三要素缺：{missing_elements(entry)}" if entry.missing else "",
        f"措施欠具体（{entry.quality.score}/3）" if entry.quality.score < _GOOD_ENOUGH else "",
        f"由{len(entry.sources)}处要求合并" if len(entry.sources) > 1 else "",
    )
    return "\n".join(line for line in lines if line)
