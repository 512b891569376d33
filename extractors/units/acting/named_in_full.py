"""Short names in later clauses in full: a bare office or post belongs to the body or place told before it."""

import re

from extractors.lexicon import load
from extractors.units.claims import Claim
from extractors.units.lists.shared_classes import shared_class
from extractors.units.lists.sharing import BARE_POST, body_of_post, of_house
from models import Role

_AT_LEVEL = re.compile(
    r"([省州县区旗镇](?![里上内直])|市(?![里上内直场])|[^\W\d省市州县区旗镇各]{2,3}[县区市])[\u3400-\u9fff]{2,12}[局委厅办]$"
)
_BARE_OFFICE_NAME = re.compile(load("subjects")["bare_office"]["words"])
# 各县(区)|市场监督管理局: the class of places whose offices a list goes on with.
_OF_EACH = re.compile(
    r"(各(?:县|市|州|旗|区|盟)(?:\([^)]{1,8}\))?|各(?:县区|县市区|市县|区县|旗县区|市州|乡镇))(?=[\u3400-\u9fff(]{2,14}(?:[局委办院部]|部门|中心)$)"
)
# 「各县(市、区)要…,党政主要负责同志要…」: the heads of each.
_EACH_PLACE = re.compile(r"各(?:级|县|市|州|旗|区|盟|乡|镇)[^部局办委院厅]{0,12}(?:党委|政府|党委和政府)?")
_CHIEF_OF_EACH = re.compile(r"(?:党政|党委|政府|党委政府)?(?:主要|分管)(?:负责同志|负责人|领导(?:同志)?)")
_ONE_PLACE = re.compile(
    r"(?![各该本全每有相])[\u3400-\u9fff]{2,6}(?:[镇乡县区市]|街道)(?:人民政府|政府|党委)?"
)
# 「各级水利部门党组(党委)」 have chiefs who are those of the departments.
_PARTY_GROUP = re.compile(r"(?<=[门位局委厅办])(?:党组|党委)(?:\((?:党委|党组)\))?$")
_PARTY_CHIEF = re.compile(r"(?:党委|党组|党工委|党总支|党支部)书记")
_CHIEF_ALONE = re.compile(
    r"(?:党委|党组|党工委|党总支|党支部|支部)?书记|(?:管委会|办事处|居委会|村委会)?主任|[镇乡校院局所站园厂]长|“?一把手”?"
)
_REACH = 40
_CLASS_AHEAD = re.compile(
    r"(?:^|[,;。:])(?:凡是?)?(?P<whole>(?:[^,;。:的]{2,16}的[\u3400-\u9fff]{0,4}|(?:[^,;。:]{2,12}的)?[\d两三四五六七八九十]{1,3}个[\u3400-\u9fff]{0,6})"
    r"(?:单位|部门|地区|地方|乡镇|镇街|街道|社区|村|园区|县区|县|区|市州|企业|学校|科室|支部|局)),(?:[^,;。]{1,12}书记、)?$"
)
# 「镇财政所牵头,民政办、林业站配合」: who helps an office of a town is of the same town.
_OF_TOWN = re.compile(
    r"(?P<town>[\u3400-\u9fff]{0,3}?(?:镇|乡(?!村)))[\u3400-\u9fff]{1,8}(?:[所站办队委]|中心)"
)
_TOWN_OFFICE = re.compile(
    r"(?![镇乡村县市区省州旗各本所])[\u3400-\u9fff]{2,8}(?:[所站办队]|中心)|残联|妇联|团委|纪委|卫生院"
)
_LED = re.compile(r"牵头[^,;。]{0,6},[^,;。]{0,30}")
_PARTNER = re.compile(r"(?:牵头)?(?:要|须|应当)?(?:会同|联合|商|协调|协同)[^,;。]{0,24}")
"""What stands between whoever leads and a partner of the same places: 「各市(州)教育局会同公安局」."""
_PARTY = ("党委", "政府")
_OF_GOVERNMENT = re.compile(r"(?:党委|政府|党政)(?:主要|分管)")
_PLACES_BY = re.compile(
    r"(?:^|[,;:。)])(?P<places>(?:(?!各)[\u3400-\u9fff]{1,4}[县区市旗镇乡州])(?:、[\u3400-\u9fff]{1,4}[县区市旗镇乡州])*)"
    r"(?:另|还|也|均|都|要|应|须|必须|分别)*由$"
)
# 「柳沟村多领的补贴由村党支部追缴」: the place that a sentence is about, and a body of it.
_ABOUT_PLACE = re.compile(
    r"(?:^|[。;:]|[.、)](?<=[\d一二三四五六七八九十).、]{2}))\s*(?P<place>(?![各全该我本你对把将由请在从向以按每])[\u3400-\u9fff]{2,4}?"
    r"(?P<level>[村镇乡县区]|街道))(?![委政级长里上直内域])(?=[^,;。要应须将于]{2,})"
)
_LEVELS = frozenset("村镇乡县区街")
_BODY_OF_PLACE = re.compile(
    r"(?P<body>党支部|党总支|党委|党工委|纪?委|村?委会|村民委员会|居委会|办事处|司法所|派出所|人民政府|政府)?"
    r"(?:(?:主要|分管)(?:负责人|负责同志|领导)|(?:副?书记|支书|主任|长))?"
)
_BARE_DEPARTMENT = re.compile(
    rf"(?:{load('subjects')['bare_office']['words']})|[\u3400-\u9fff]{{2,4}}\([\u3400-\u9fff]{{2,4}}\)局|疾控中心"
    r"|(?P<class>(?![各省市县区州旗有相其主职牵责配])[\u3400-\u9fff]{2,6}部门)"
)


def in_full(claims: list[Claim], view: str) -> list[Claim]:
    """「县政府主要领导…,分管领导…」: the bare post of a later clause belongs to the body before it.

    「县农业农村局牵头,财政局配合」: so does a bare office to the level of the first; and behind
    「各县(区)市场监督管理局牵头」 the 教育局 is that of each.
    """
    body, full = "", []
    claims = [_of_place_ahead(claim, claims, view) for claim in _of_places_told(claims, view)]
    for position, named in enumerate(claims):
        claim = _office_in_full(named, claims[0], is_first=position == 0)
        if position and _of_same_places(claim, claims[0], view):
            claim = claim._replace(
                name=shared_class(claim.name, claims[0].name, claims[0].name) or claim.name
            )
        if position and claim.role is Role.SUPPORT:
            claim = _of_same_town(claim, claims[0], view)
        if chief := _chief_of_each(claim, claims[0]):
            claim = claim._replace(name=chief)
        elif claim.kind == "person":
            own = body_of_post(claim.name)
            claim = _of_same_body(claim, claims[0])
            whose = _whose_post(claims, claim, body, view)
            claim = claim._replace(name=whose + claim.name) if whose and not own else claim
            body = own or body
        full.append(claim)
    return full


def _of_places_told(claims: list[Claim], view: str) -> list[Claim]:
    """「青山县、白水县分别由政府分管负责同志督办」: the post of each of the places."""
    first = claims[0] if claims and claims[0].kind == "person" else None
    told = _PLACES_BY.search(view, 0, first.start) if first and _OF_GOVERNMENT.match(first.name) else None
    if first is None or told is None:
        return claims
    posts = [first._replace(name=place + first.name) for place in told["places"].split("、")]
    return posts + claims[1:]


def _of_place_ahead(claim: Claim, claims: list[Claim], view: str) -> Claim:
    """「柳沟村多领的补贴由村党支部追缴」: a body of the place that its sentence is about."""
    about = _ABOUT_PLACE.search(view, 0, claim.start) if claim.name[0] in _LEVELS else None
    if about is None or not claim.name.startswith(about["level"]) or "。" in view[about.end() : claim.start]:
        return claim
    own = claim.name.removeprefix(about["level"])
    acts = any(other.start < about.end() and about.start("place") < other.end for other in claims)
    body = _BODY_OF_PLACE.fullmatch(own) if own and not acts else None
    return claim._replace(name=about["place"] + (own if body["body"] else claim.name)) if body else claim


def _office_in_full(claim: Claim, first: Claim, *, is_first: bool) -> Claim:
    """An office with the level, the class of places or the house of the first."""
    levelled = _AT_LEVEL.match(first.name) if first.kind == "organ" else None
    if levelled and claim.kind == "organ" and _BARE_OFFICE_NAME.fullmatch(claim.name):
        claim = claim._replace(name=levelled.group(1) + claim.name)
    if is_first:
        return claim
    each = _OF_EACH.match(first.name)
    if each and _of_the_same_kind(claim.name, first.name):
        claim = claim._replace(name=each.group(1) + claim.name)
    of_office = claim.kind == "organ" and first.kind in ("organ", "pronoun")
    whole = of_house(claim.name, first.name) if of_office else ""
    return claim._replace(name=whole) if whole else claim


def _of_same_places(claim: Claim, first: Claim, view: str) -> bool:
    """Whether a body is the partner of one of the same places; the 供销部门 behind 会同 may be anybody's."""
    return not claim.name.endswith("部门") and bool(_PARTNER.fullmatch(view, first.end, claim.start))


def _of_same_town(claim: Claim, first: Claim, view: str) -> Claim:
    """Who helps, with the town of the office that leads: also 「乡党政办会同财政所」."""
    town = _OF_TOWN.fullmatch(first.name) if first.role is Role.LEAD else None
    between = view[first.end : claim.start]
    if town is None or not (_LED.fullmatch(between) or _PARTNER.fullmatch(between)):
        return claim
    return claim._replace(name=town["town"] + claim.name) if _TOWN_OFFICE.fullmatch(claim.name) else claim


def _chief_of_each(claim: Claim, first: Claim) -> str:
    """「各县(市、区)要…,党政主要负责同志要…」: the full name of the chiefs of each place; '' for others."""
    of_each = first.kind != "person" and _EACH_PLACE.fullmatch(first.name)
    if not (of_each and _CHIEF_OF_EACH.fullmatch(claim.name)):
        return ""
    shared = next((p for p in _PARTY if first.name.endswith(p) and claim.name.startswith(p)), "")
    return first.name + claim.name.removeprefix(shared)


def _whose_post(claims: list[Claim], post: Claim, body: str, view: str) -> str:
    """Whose post it is: of the `body` of the post before it, of the place or the class told before it."""
    bare = body if BARE_POST.match(post.name) else ""
    return bare or _place_before(claims, post) or _class_before(post, view)


def _of_same_body(post: Claim, first: Claim) -> Claim:
    """「镇党委书记负总责,党委副书记具体抓」: a post of the party or the government of the same place."""
    same = next((body for body in (*_PARTY, "党组") if post.name.startswith(body)), "")
    place, found, _ = first.name.partition(same) if same and post is not first else ("", "", "")
    return post._replace(name=place + post.name) if found and place and first.kind == "person" else post


def _place_before(claims: list[Claim], post: Claim) -> str:
    """「丰坪乡撤换调查员,分管负责人…说明情况」: the one body told before is whose post it is."""
    before = {c.name for c in claims if c.start < post.start}
    one = post.rule.startswith("subject") and post is not claims[0] and len(before) == 1
    if not one or claims[0].kind == "person" or claims[0].name.endswith("任何人"):
        return ""
    first = _PARTY_GROUP.sub("", claims[0].name)
    chief = BARE_POST.match(post.name) and (claims[0].kind == "group" or _ONE_PLACE.fullmatch(first))
    of_class = _PARTY_CHIEF.fullmatch(post.name) and first.startswith("各")
    return first if chief or of_class else ""


def _class_before(post: Claim, view: str) -> str:
    """「投诉最多的三个街道,党工委书记、主任要…」: posts of the class before them."""
    if not (BARE_POST.match(post.name) or _CHIEF_ALONE.fullmatch(post.name)):
        return ""
    before = view[max(0, post.start - _REACH) : post.start]
    found = _CLASS_AHEAD.search(before)
    return found["whole"].removeprefix("那").removeprefix("这") if found else ""


def _of_the_same_kind(name: str, first: str) -> bool:
    """Whether an office or, behind 「各县水利部门」, a department without a place is of the same places."""
    bare = _BARE_DEPARTMENT.fullmatch(name)
    return bool(bare and (first.endswith("部门") or not bare["class"]))
