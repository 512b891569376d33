"""The role in which the words behind a list of units put them: …牵头, …配合, …会同…."""

import re
from collections.abc import Iterator

from extractors.lexicon import load
from extractors.units.claims import Claim, claims_of
from extractors.units.lists.list_reader import ListReader
from extractors.units.lists.spelled import UnitList
from models import Role

_ROLES = load("units")["roles"]
_WORDS = load("subjects")
_LEAD_AFTER = re.compile(
    r"^\s*(?:于?[\d年]{0,5}\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|底)?前?|要|应当?|须|必须|将|来|你们?|具体|负责|共同|一起|一道|总|继续|切实|充分|主动|积极|分别|按照?(?:各自)?职责(?:分工)?)*"
    rf"(?:(?:发挥|履行|扛起|担起|落实)好?)?(?:{_ROLES['lead_after']})"
)
_SUPPORT_AFTER = re.compile(
    rf"^\s*(?:在[^,;]{{1,8}}[中时])?(?:请|要|应予?|须|应当|负责|按职责|按照?职责分工|积极|主动|加强|予以|全力|密切|做好|共同|给予|一起|一道|也|都)*(?:{_ROLES['support_after']})"
)
TOGETHER = re.compile(
    r"^\s*(?:并|要|应|须|应当|负责|将)?(?:于?(?:今年|明年|20\d\d年)?\d{1,2}月(?:[上中下]旬|底|\d{1,2}[日号])?前?)?"
    r"(?:会同|商(?![务业会贸场户圈标量讨议定])|协同|联合(?=[^开印召制发])|(?:叫|喊|约|拉)上)"
)
# 「管委会同市水务局…」 is 管委会|会同 said with one 会.
_WITH_A_BODY = re.compile("同(?=[省市州县区旗镇乡][\u3400-\u9fff]{2})")
MODAL = re.compile(
    r"\s*(?:要|应|须|应当|必须|务必|负责|不得|今后(?=不|要|必须|一律)|发现(?=[^,;。]{2,24}的,(?:必须|应|要|须))|一律|严禁|牵头|于|在\d|在[^,;]{1,12}(?:期间|时|中|前|后)(?:都|也)?要(?!求)"
    r"|将|每(?![个名位家户人村乡镇校所])|对(?!此))"
)
# 「我局对管网开展了检查」, 「县局对乡镇督促不够」: 对 tells here what was done, and how badly.
_TOLD = re.compile(_WORDS["told"]["words"])
_LEADS_AT_END = re.compile(r"[^,;由]{0,6}牵头")
_TAKES = re.compile(r"(?:要|应|须|必须)?带着|(?<=我)带(?![头队动领])")
# 「市政府组织市民政局、市林业局编制规划」: offices that it brings together act with it.
_BRINGS = re.compile(r"(?:要|应当?|须|必须|将|负责|牵头|分别){0,2}组织(?=各|[省市州县区旗镇乡])")
_OFFICES = ("局", "委", "厅", "中心", "支队", "大队", "总队", "站", "所")
# 「交警大队、市场监管局配合交通局,开展整治」: who is helped leads.
_HELPS = re.compile(r"(?:要|应当?|须|必须|负责|积极|全力)?(?:配合|协助)(?!做好|开展|抓好)")
# 「区商务局负主管责任,牵头审查方案」: the next clause says that it leads.
_LEADS_NEXT = re.compile(r",\s*(?:并|要|负责)?牵头(?!单位|部门|人|责任|的)(?=[\u3400-\u9fff]{2})")
# 「各社区配合住建局做好登记」: the work is theirs.
_HELPED_WITH = re.compile(r"做好|做|开展|抓好|完成|落实|的")
_NEXT = 8
_AHEAD = 10
"""How far behind a colon the role may stand: 「县生态环境局:牵头编制方案」."""
_OVERALL = re.compile(r"^\s*(?:要)?对.{2,24}负总责")


def in_role(lists: ListReader, view: str, units: UnitList, end: int, rule: str) -> Iterator[Claim]:
    """The units of a list in the role that the words behind them give."""
    if partners := _partners(lists, view, units, end):
        yield from claims_of(units, Role.LEAD, f"{rule}.会同")
        yield from claims_of(partners, Role.SUPPORT, f"{rule}.会同")
        return
    rest = _said_of(view, units, end)
    lead = _LEAD_AFTER.match(rest) if "头" in rest or "总" in rest or "主" in rest else None
    role = Role.RESPONSIBLE
    taken = list(_taken_along(lists, view, units, end, rule))
    takes = any(claim.role is Role.SUPPORT for claim in taken)
    if lead or takes or _leads(view, rest, end, rule):
        role = Role.LEAD
    elif _SUPPORT_AFTER.match(rest) and units.full[0] != "我":
        role = Role.SUPPORT
    yield from taken
    modal = MODAL.match(rest) is not None and not _TOLD.match(rest)
    yield from claims_of(units, role, f"{rule}.{role.value}", modal=modal)
    if "组织" in rest or role is Role.SUPPORT:
        yield from _brought_in(lists, view, units, end, rule)
    if lead and rest.startswith("、", lead.end()):
        also = lists.read(view, units.end + lead.end() + 1, end)
        yield from in_role(lists, view, also, end, rule) if also else ()


def _partners(lists: ListReader, view: str, units: UnitList, end: int) -> UnitList | None:
    """Those with whom the units act: 「…会同县财政局」."""
    rest = view[units.end : end]
    together = TOGETHER.match(rest) if "同" in rest or "商" in rest or "联合" in rest else None
    if view.startswith("会同", units.end - 1):
        together = _WITH_A_BODY.match(rest)
    return lists.read(view, units.end + together.end(), end) if together else None


def _said_of(view: str, units: UnitList, end: int) -> str:
    """What stands behind the units in their clause, or behind its colon."""
    rest = view[units.end : end]
    return view[end + 1 : end + 1 + _AHEAD] if not rest.strip() and view.startswith(":", end) else rest


def _leads(view: str, rest: str, end: int, rule: str) -> bool:
    """Whether they lead in other words than those that follow a name: 「对…负总责」, 「…,牵头审查方案」."""
    next_clause = "牵头" in view[end : end + _NEXT] and rest.strip() and _LEADS_NEXT.match(view, end)
    at_end = "牵头" in rest and rule == "by" and _LEADS_AT_END.match(rest)
    return bool(rest.startswith("会同") or _OVERALL.match(rest) or next_clause or at_end)


def _taken_along(lists: ListReader, view: str, units: UnitList, end: int, rule: str) -> Iterator[Claim]:
    """Whom an office takes along helps it: 「发改局带着财政局盘库」; an office that a person takes acts."""
    takes = _TAKES.match(view, units.end, end)
    taken = lists.read(view, takes.end(), end) if takes else None
    if taken and taken.names[0].kind == "organ" and taken.full[0] != "民兵":
        role = Role.SUPPORT if units.names[-1].kind == "organ" else Role.RESPONSIBLE
        yield from claims_of(taken, role, f"{rule}.带着")


def _brought_in(lists: ListReader, view: str, units: UnitList, end: int, rule: str) -> Iterator[Claim]:
    """Offices that these bring together, which act too, and the one that these only help, which leads."""
    brings = _BRINGS.match(view, units.end, end)
    called = lists.read(view, brings.end(), end) if brings else None
    if called and all(name.endswith(_OFFICES) for name in called.full):
        yield from claims_of(called, Role.RESPONSIBLE, f"{rule}.组织")
    helps = _HELPS.match(view, units.end, end)
    helped = lists.read(view, helps.end(), end) if helps else None
    if helped and helped.names[-1].kind == "organ" and not _HELPED_WITH.match(view, helped.end, end):
        role = Role.LEAD if helped.end == end else Role.RESPONSIBLE
        yield from claims_of(helped, role, f"{rule}.配合")
