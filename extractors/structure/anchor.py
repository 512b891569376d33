"""The date of the document, by the order of trust: user, own, dateline, name or number, hints, web, mail."""

import datetime as dt
import re

from extractors.fold import fold
from extractors.structure.numbering import DIGITS, chinese_value, number_at_start
from extractors.structure.regions import lines_of, lines_outside_tables
from models import Anchor, Document

_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_CHINESE_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_NUMBER_YEAR = re.compile(r"\[((?:19|20)\d\d)\]\s*(?:第)?\d+号")
_META = re.compile(r"(?:更新|发布)(?:时间|日期)[:：]\s*((?:19|20)\d\d)[-年/.](\d{1,2})(?:[-月/.](\d{1,2}))?")
_YEAR = re.compile(r"((?:19|20)\d\d)年(?:度)?")
_NAME_DATE = re.compile(r"((?:19|20)\d\d)[-_.年]?(0?[1-9]|1[0-2])[-_.月]?(0?[1-9]|[12]\d|3[01])(?!\d)")
_FIELD = re.compile(
    r"^(?!(?:填报|填表|填写|制表|报送|上报|印发|成文))[\u3400-\u9fff]{2,6}(?:时限|时间|期限|日期):"
)
_OWN_LINE = 45
_NEAR = 31
_HINT = 5


def find_anchor(document: Document, title: str, given: dt.date | None = None) -> Anchor | None:
    """The date that relative deadlines count from; None when nothing in the document hints at one."""
    lines = lines_of(document.text)
    candidates = (
        Anchor(date=given, rank=1, source="使用者指定") if given else None,
        _own_date(lines_outside_tables(document)),
        _from_name(document.name),
        _from_number(lines),
        _from_hints(lines, title),
        _from_metadata(document, lines),
    )
    found = [candidate for candidate in candidates if candidate]
    if not found:
        return None
    others = tuple(other for other in found[1:] if _contradicts(found[0], other))
    return found[0].model_copy(update={"others": others})


def _contradicts(anchor: Anchor, other: Anchor) -> bool:
    """Whether two candidates cannot both be near the date of the document."""
    if anchor.date and other.date:
        return abs((anchor.date - other.date).days) > _NEAR
    years = abs(_year(anchor) - _year(other))
    return years > 1 if other.rank == _HINT else years > 0


def _year(anchor: Anchor) -> int:
    return anchor.date.year if anchor.date else anchor.year or 0


def _own_date(lines: list[tuple[int, int, str]]) -> Anchor | None:
    """A date with a short line of its own, outside tables: first the signature, then the dateline."""
    candidates = [*reversed(lines[-12:]), *lines[:12]]
    for start, _, line in sorted(candidates, key=lambda c: "印发" in c[2]):
        if len(line) > _OWN_LINE or "。" in line or "," in line.strip("(),"):
            short_dateline = line.startswith("(") and len(line) <= _OWN_LINE
            if not short_dateline:
                continue
        if (
            _FIELD.match(line)
            or number_at_start(line)
            or _META.search(line)
            or (_NUMBER_YEAR.search(line) and not _DATE.search(line))
        ):
            continue
        found = _DATE.search(line) or _CHINESE_DATE.search(line)
        day = _to_date(found) if found and found.group(3) else None
        if found and day:
            at = start + found.start()
            rank = 3 if "印发" in line else 2
            return Anchor(date=day, rank=rank, source="文中日期", start=at, end=start + found.end())
    return None


def _to_date(found: re.Match[str]) -> dt.date | None:
    year, month, day = found.groups()
    try:
        if year.isascii():
            return dt.date(int(year), int(month), int(day or 1))
        digits = "".join(str(DIGITS.get(c, 0)) for c in year.replace("○", "〇"))
        return dt.date(int(digits), chinese_value(month), chinese_value(day))
    except ValueError:
        return None


def _from_name(name: str) -> Anchor | None:
    found = _NAME_DATE.search(fold(name))
    day = _to_date(found) if found else None
    return Anchor(date=day, rank=4, source="文件名") if day else None


def _from_number(lines: list[tuple[int, int, str]]) -> Anchor | None:
    for start, _, line in lines[:8]:
        found = _NUMBER_YEAR.search(line)
        if found:
            return Anchor(
                year=int(found.group(1)), rank=4, source="发文字号", start=start, end=start + len(line)
            )
    return None


def _from_hints(lines: list[tuple[int, int, str]], title: str) -> Anchor | None:
    found = _YEAR.search(fold(title))
    if found:
        return Anchor(year=int(found.group(1)), rank=5, source="标题中的年份")
    for start, _, line in lines[:12]:
        found = re.search(r"((?:19|20)\d\d)年度", line)
        if found:
            at = start + found.start()
            return Anchor(year=int(found.group(1)), rank=5, source="正文线索", start=at, end=at + 6)
    return None


def _from_metadata(document: Document, lines: list[tuple[int, int, str]]) -> Anchor | None:
    if sent := document.metadata.get("sent"):
        return Anchor(date=dt.date.fromisoformat(sent), rank=6, source="邮件日期")
    if came := document.metadata.get("sent_with"):
        return Anchor(year=dt.date.fromisoformat(came).year, rank=6, source="随附邮件的日期")
    updated = re.match(r"(?:19|20)\d\d", document.metadata.get("updated", ""))
    if updated:
        return Anchor(year=int(updated[0]), rank=6, source="网页更新时间")
    for start, _, line in lines:
        found = _META.search(line)
        if found:
            at = start + found.start()
            return Anchor(
                year=int(found.group(1)), rank=6, source="网页更新时间", start=at, end=start + found.end()
            )
    return None
