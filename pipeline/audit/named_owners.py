"""Whom a sentence surely names as owners: the units that a row must have too."""

import re
from collections.abc import Sequence
from itertools import pairwise

from models import Basis, Commitment, LedgerRow, Owner, Role
from pipeline.audit.unit_names import UnitNames, is_generic, is_ward

_GOOD_PART = 0.3
_HEADS_IT = re.compile(
    "(?:[、和及][^,，;；。]{1,10})?(?:分别)?担?任[^,，;；。]{0,4}(?:组长|总指挥|指挥长|召集人)"
)
_ANSWERS = re.compile(
    "[^,，;；。]{0,10}?(?:作出?|说)(?:书面|情况)?(?:说明|检讨|检查|表态)|[^,，;；。]{0,6}?(?:讲|说明)(?:明)?原因"
)
"""Who will have to answer for a failure is no one who carries out the task: 末位的由区长作说明."""
_LEADS_OUT = re.compile("(?:亲自)?(?:带队|领队|带班|带头)")
_OF_OFFICE = re.compile("(?:分管|主管|常务)?副?(?:局长|主任|站长|所长|[支大中]?队长|院长|校长|科长)")
"""Who leads its people out is one of the office that is told to: 公安局…由分管副局长带队."""
_SEATED = re.compile("设[在于]")
"""专班办公室设在农业农村局: the office is where that unit is."""
_GETS = re.compile("(?:都|均|要|至少|必须)*(?:配备|配齐|配置|配|建成|建|设|储备|安装)")
_WHOSE = re.compile(
    "采购|购买|投资|出资|引导|债|储备|网站|热线|工作报告|补贴|配套|资金|经费|财政|道路|公路|医院|学校"
)
_WHOSE_WORDS = re.compile(
    "(?:的|提出的|反馈的|交办的)?(?:审议意见|意见建议|反馈意见|巡视意见|督办函|交办单|建议书|决定书|整改函)"
)
"""Who only said it is no owner: 人大常委会审议意见要逐条办理."""
_BARE = re.compile("政府|市县|县区|区县|市区|乡镇|镇村|党委")
"""A word that only says whose: 政府采购, 市县补贴资金."""
_COUNTED = re.compile(r"\d+[个家所处座]")
_JOINT = re.compile("[、和与及]|以及")
_TOLD_TO = re.compile("[^,，。;；]{0,6}(?:要(?!求)|必须|应当?|须|负责|牵头|会同|不得|一律|自行)")


def surely_named(commitment: Commitment, rows: Sequence[LedgerRow], names: UnitNames) -> list[Owner]:
    """The units that the sentence itself surely names.

    A thing that the row acts upon is no unit (大户和合作社, 网吧), nor is what is unknown in a list with it.
    """
    own = [
        owner
        for owner in commitment.owners
        if owner.basis is Basis.EXPLICIT
        and not is_generic(owner.name)
        and not _tells_who_for(commitment, owner)
    ]
    lists = _lists_of(own, commitment)
    return [owner for owner in own if _is_sure(owner, lists[owner.start], rows, names)]


def _is_sure(owner: Owner, listed: Sequence[Owner], rows: Sequence[LedgerRow], names: UnitNames) -> bool:
    """Whether the owner is a unit; `listed` are those named in one list with it, itself among them."""
    if names.is_known(owner.name):
        return True
    if names.is_post_or_class(owner.name):
        return not _counted_thing(owner.name, rows)
    if _is_beside_an_owner(owner, listed, rows, names):
        return True
    if any(_is_thing(each, rows, names) for each in listed):
        return False
    helps = owner.role is Role.SUPPORT
    return helps or names.is_unit(owner.name) or any(names.is_known(each.name) for each in listed)


def _is_beside_an_owner(
    owner: Owner, listed: Sequence[Owner], rows: Sequence[LedgerRow], names: UnitNames
) -> bool:
    """Whether what is built like a unit's name stands in one list with a unit that owns a row."""
    theirs = [each.name for row in rows for each in row.owners]
    return names.is_unit(owner.name) and any(
        names.any_same(each.name, theirs) for each in listed if each is not owner
    )


def _lists_of(owners: Sequence[Owner], commitment: Commitment) -> dict[int, list[Owner]]:
    """The owners named in one list with each (甲局、乙局和丙队), by where it begins."""
    quote, offset = commitment.source.quote, commitment.source.start
    found: dict[int, list[Owner]] = {}
    listed: list[Owner] = []
    for owner in sorted(owners, key=lambda each: each.start):
        if not (listed and _JOINT.fullmatch(quote[listed[-1].end - offset : owner.start - offset])):
            listed = []
        listed.append(owner)
        found[owner.start] = listed
    return found


def _is_thing(owner: Owner, rows: Sequence[LedgerRow], names: UnitNames) -> bool:
    """Whether a row acts upon what is so called; whoever leads or helps, or owns a row, is none."""
    return (
        owner.role is Role.RESPONSIBLE
        and not names.is_known(owner.name)
        and not any(names.any_same(owner.name, [each.name for each in row.owners]) for row in rows)
        and any(_acted_upon(owner.name, row.measure) for row in rows)
    )


def _counted_thing(name: str, rows: Sequence[LedgerRow]) -> bool:
    """Whether the name counts things that a row acts upon: 全市173个乡镇服务站."""
    return bool(_COUNTED.search(name)) and any(name[-3:] in row.measure for row in rows)


def _acted_upon(name: str, measure: str) -> bool:
    """Whether the row speaks of the thing so called: its measure has the noun, or a good part of the name."""
    pairs = [first + second for first, second in pairwise(name)]
    return name[-2:] in measure or sum(pair in measure for pair in pairs) >= _GOOD_PART * max(1, len(pairs))


def _tells_who_for(commitment: Commitment, owner: Owner) -> bool:
    """Whether it tells who will head a group (由书记、市长任双组长), what each gets, whose a thing is."""
    quote, behind = commitment.source.quote, owner.end - commitment.source.start
    if not 0 < behind <= len(quote):
        return False
    return bool(
        _HEADS_IT.match(quote, behind)
        or (_OF_OFFICE.fullmatch(owner.name) and _LEADS_OUT.match(quote, behind))
        or (is_ward(owner.name) and not _TOLD_TO.match(quote, behind))
        or _ANSWERS.match(quote, behind)
        or _SEATED.match(quote, behind)
        or _WHOSE_WORDS.match(quote, behind)
        or (owner.name[0] == "每" and _GETS.match(quote, behind))
        or (_BARE.fullmatch(owner.name) and _WHOSE.match(quote, behind))
    )
