"""Which units of a sentence the next sentences keep instructing, where it names more than it addresses.

「各地区要…;要强化督导,各县每月检查一次;要…」: the last goes on to 各地区. 「院党委要…,党委书记要…;要…」: it
goes on to 院党委.
"""

import re
from collections.abc import Sequence

from extractors.lexicon import load
from extractors.sentence_reading import Reading
from extractors.units.roles import Claim
from models import DocumentKind, Role

_HEAD = re.compile(
    r"^[\s\d()一二三四五六七八九十、.,是]*(?:同时,?|并|也|还)?"
    r"(?:(?:会议|督[查察导]组?|巡[察视]组?|检查组|考核组|反馈(?:意见)?)(?:要求|强调|指出|明确|建议),?)?"
)
_MUST = re.compile(r"(?:要|必须|应当?|须)(?![求素点])")
_ADVERBIAL = re.compile(load("cues")["concrete"]["adverbial"])
_ANEW = re.compile(r"(?:要(?![求素点害在把将对按于])|必须|务必|应当)")
_BAN = re.compile(r"(?:严禁|坚决杜绝|不准|不许|不得|决不|绝不)")
_ANYBODY = re.compile(r"谁[都也](?:不|要|得)|谁[\u3400-\u9fff]{1,3}谁|任何人[都也均]?不")
_BANS = re.compile(r"(?:^|[,;])(?:严禁|不得|不准|禁止|严肃查处)")
# 「10月中旬将派员再访」: what those who write announce is no work of those they wrote to.
_WE_SHALL = re.compile(
    r"[\d年月日号上中下旬底初前后,适时]*将(?=派|适时|视情|择期|再次|不定期|随机|组织(?:力量|人员)"
    r"|对[^,;。]{2,20}(?:复查|复核|抽查|回访|“?回头看))"
)
# 「严禁以送检代替自检。」: what is forbidden so in a speech holds for whoever hears it.
_FORMAL_BAN = re.compile(r"严禁|坚决(?!不[准许])|[决绝]不")
_STRICT_BAN = re.compile(r"(?:严禁|禁止|不准|不许)")
_LETTERS = (DocumentKind.FEEDBACK, DocumentKind.NOTICE)
_SOME_BANS = 2
_CALLED_UPON = ("group", "person", "pronoun")
_CLAUSE_END = re.compile("[,;]")


def in_passing(reading: Reading) -> bool:
    """Whether the sentence begins without a subject and names its units only in a later clause."""
    if not reading.claims:
        return False
    head = _HEAD.sub("", reading.view[reading.context.number : min(c.start for c in reading.claims)])
    begins = reading.cues.verb_first or _MUST.match(head)
    return bool("," in head and begins and not _ADVERBIAL.match(head))


def speaks_anew(reading: Reading, ended: bool) -> bool:
    """Whether a sentence of a speech turns to everybody again, though it names nobody.

    「要建立…机制」 behind a full stop (`ended`) is for whom it concerns. 「二要…」, 「同时,要…」, 「要在…」,
    「要把…」 and what stands behind a semicolon go on with the units named before, and papers other
    than speeches always do. In a government's work report every sentence is for all of the government.
    Each was decided by the rows of our gold that it puts right or wrong.
    """
    if reading.context.promises:
        return True
    if reading.context.kind is not DocumentKind.SPEECH or reading.context.number or not ended:
        return False
    return _ANEW.match(reading.view.lstrip()) is not None


def forbids_all(reading: Reading, told: Sequence[Claim]) -> bool:
    """Whether a ban is for everybody: 「县财政局、司法局要…。严禁…」.

    A class, a person, an addressee is spoken to still (「各乡镇要排查。严禁瞒报。」), in a speech one body.
    """
    kind, view = reading.context.kind, reading.view.lstrip()
    if reading.context.number:
        return False
    bans = kind is DocumentKind.SPEECH and len(told) > 1 and _BAN.match(view)
    bans = bans or (kind in _LETTERS and _STRICT_BAN.match(view))
    bodies = [c for c in told if c.kind not in _CALLED_UPON]
    return bool(bans) and (len(bodies) == len(told) or len(bodies) > _SOME_BANS)


def forbids_formally(reading: Reading, told: Sequence[Claim]) -> bool:
    """Whether a sentence of a speech forbids by its first word, as one forbids everybody: 「严禁…,严禁…」.

    It may still be part of what a class was told: 「各乡镇要逐村核对。严禁瞒报漏报。」.
    """
    spoken = reading.context.kind is DocumentKind.SPEECH and not reading.context.number
    classes = all(c.kind in _CALLED_UPON for c in told)
    several = "," in reading.view
    return spoken and (several or not classes) and _FORMAL_BAN.match(reading.view.strip()) is not None


def for_everybody(body: str) -> bool:
    """Whether a sentence is for nobody named before: 「谁都不许报复」, 「严禁…,严禁…,严禁…」, 「将派员」."""
    if _WE_SHALL.match(body):
        return True
    return bool(_ANYBODY.search(body)) or len(_BANS.findall(body)) > _SOME_BANS


def _helping_in_passing(reading: Reading) -> list[Claim]:
    """Who helps only with a clause further on: 「各村列个清单,能还的还,赖账的由司法所帮着打官司」."""
    told = [c for c in reading.claims if c.role is not Role.SUPPORT]
    if not told:
        return []
    last = max(c.end for c in told)
    apart = (c for c in reading.claims if c.role is Role.SUPPORT and c.start > last)
    return [c for c in apart if len(_CLAUSE_END.findall(reading.view, last, c.start)) > 1]


def main_subject(reading: Reading) -> list[Claim]:
    """Units of the first clause with any, if all are plain subjects; otherwise all units of the sentence.

    Where a modal subject is followed only by units with 由, the subject alone.
    """
    claims = reading.claims
    by = [c for c in claims if c.rule.startswith("by")]
    if by and claims[0].modal and by == list(claims[1:]):
        return list(claims[:1])
    if by and by == list(claims):
        return by
    if passing := _helping_in_passing(reading):
        return [c for c in claims if c not in passing]
    if not claims or any(c.role is not Role.RESPONSIBLE or not c.rule.startswith("subject") for c in claims):
        return list(claims)
    end = _CLAUSE_END.search(reading.view, min(c.start for c in claims))
    return [c for c in claims if end is None or c.start < end.start()]
