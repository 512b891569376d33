"""Names made of what a body does, verbs and all: 「市优化营商环境工作领导小组」, 「考核分配处」."""

import re

from extractors.lexicon import load

_SUFFIX = load("units")["suffix"]
_FOUNDING = tuple(_SUFFIX["founding"])
_WORK = frozenset(
    (*_SUFFIX["nominal"], *_SUFFIX["trades"], *_SUFFIX["work"], *load("units")["casual"]["fields"])
)
_FAR = 26
_ENDS = re.compile("小组|专班|指挥部|联席会议|委员会")
_STANDING = re.compile(
    r"[省市州县区旗镇乡](?:委|政府)?(?!要|里|上)"
    r"(?:(?!关于|会同|督促|调整|研究|听取|审议|印发|(?<!城)[乡镇])[^,;:。、的要须应将把由请对在及和局厅部院每向给报\d]){3,20}?"
    r"(?:领导小组|联席会议|(?:工作|攻坚)专班|指挥部)(?:办公室|秘书组)?"
)
# 「县委全面深化改革委员会办公室」, 「市委全面依法治市委员会」: commissions of the party, and their offices.
_COMMISSION = re.compile(
    r"[省市州县区旗]委(?:全面|国家|网络|机构|外事|军民|财经|审计|金融|科技|农村|教育|社会|统一|平安)"
    r"[^,;:。、的要须应将把由请对在]{2,12}?委员会(?:办公室)?"
)
_OFFICE = re.compile(
    r"(?P<work>(?:[\u3400-\u9fff]{2}){1,3}?)(?:处|科|股|部|室|办|中心)"
    r"(?=要(?![求点素])|须(?!知)|应当?(?!急)|必须|务必|负责|牵头|配合|于\d|在\d|\d{1,2}月|每[天日周月季年]|会同|[,、和])"
)
PATTERNS = (_STANDING, _COMMISSION, _OFFICE)
"""What finds names made of work; see `signs`."""


def standing_body(view: str, at: int, limit: int) -> int:
    """Where a body that was set up for one task ends, which its name carries; 0 where none begins at `at`."""
    if not _ENDS.search(view, at, at + _FAR):
        return 0
    found = _COMMISSION.match(view, at, limit) or _STANDING.match(view, at, limit)
    return 0 if found is None or any(verb in found.group() for verb in _FOUNDING) else found.end()


def office_of_work(view: str, at: int, limit: int) -> int:
    """Where an office named by its work alone ends, which acts there: 「招生就业处4月10日前…」; else 0."""
    found = _OFFICE.match(view, at, limit)
    if found is None:
        return 0
    work = found.group("work")
    return found.end() if all(work[n : n + 2] in _WORK for n in range(0, len(work), 2)) else 0
