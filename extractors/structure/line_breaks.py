"""Whether a line break was meant, or the sentence runs on behind it.

A sentence runs on where no mark closes it, behind a comma or 「、」, inside a quotation, in the middle of a
date; headings, labels and titles stand alone. In a text whose lines all end at one width, the width made the
breaks: there a line that is full runs on.
"""

import re
from collections.abc import Iterable

from extractors.lexicon import load
from extractors.structure.numbering import number_at_start
from extractors.structure.regions import is_title

ENDS = "。!?;:…"
CLOSERS = "”\"')）】》」』"
RUNS_ON = "、,"
SPACED_LABEL = re.compile(r"\s*(?:[\u3400-\u9fff]\s+){2,7}[\u3400-\u9fff]\s*:")
LABEL = re.compile(
    rf"^[\u3400-\u9fff]{{2,8}}(?:\([\u3400-\u9fff]{{2,4}}\))?[:]|^{SPACED_LABEL.pattern}|"
    r"^(附件|附:|抄送|分送|同志们|---|——|【|→|\()|"
    r"^(?:以上|上述)(?:由|各?项|[\d一二三四五六七八九十]|任务|工作|事项|措施|问题|[均都全])|^[未没](?:有?注明|列明?|有?写明?|标明)"
)
_DATE = re.compile(
    r"^[^。,]{0,30}\[(?:19|20)\d\d\]\d+号|^\(?(19|20)\d\d年\d{1,2}月\d{1,2}日|^[〇一二三四五六七八九]{4}年"
)
# A line of 「━━━━」 is drawn below a head, and belongs to no sentence.
_WORDED = re.compile(r"[\w”’\"')]")
_TEXT_INSIDE = re.compile(r"[。;](?=.)")
_UNFINISHED = re.compile(load("lines")["unfinished"])
_CARRIES_ON = re.compile(load("lines")["carries_on"])
_LIMIT_BEGUN = re.compile(load("lines")["limit_begun"])
_LIMIT_ENDED = re.compile(load("lines")["limit_ended"])
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DAY_BEHIND = re.compile(rf"(?:\d{{1,2}}|{_NUMERAL})[日号]")
_MONTH_BEHIND = re.compile(rf"(?:\d{{1,2}}|{_NUMERAL})月")
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d年$")
_MONTH_BEFORE = re.compile(rf"(?:(?<!\d)\d{{1,2}}|{_NUMERAL}|[每本当次上下])月$")
_UNIT_BEHIND = re.compile(r"[年月日号]")
_LAST_DIGITS = re.compile(r"(?<![\d.])(\d{1,3})$")
_FIRST_DIGITS = re.compile(r"(\d{1,3})([年月日号])")
_PROSE = re.compile(r"[。，,；;、]")
_CLOSED = re.compile(r"[。！!？?；;：:…”\"'）)】》」』]$")
_WORD = re.compile(r"\s*(?:[0-9A-Za-z.%]+|.)[。，,；;：:、？?！!）)》”』】]*")
_HANGING = "，,、。；;：:”）)"
_NARROWEST, _FEWEST, _SHARE, _RAGGED, _SLACK, _FEW_WIDER = 32, 3, 0.6, 6, 4, 0.03
_LONGEST_MONTH, _MONTHS, _YEAR = 31, 12, 4


def continues(before: str, after: str, gap: str = "\n", *, full: bool = False) -> bool:
    """Whether the folded line `after` carries on the sentence that `before` broke off.

    `full` says that the lines of the text are broken at a width, which this one has.

    >>> continues("由区农业农村局、", "财政局立即会商")
    True
    >>> continues("一、提高政治站位,增强责任感", "今年以来,全县上下")
    False
    >>> continues("县水利局要在2026年10月", "15日前报送", gap="")
    True
    """
    first, second = before.strip(), after.strip()
    if not (_WORDED.search(first) and _WORDED.search(second)):
        return False
    if cuts_date(first, second):
        return True
    if _opens(second):
        return False
    if runs_on(first, second):
        return True
    if gap.count("\n") > 1 or first[-1] in ENDS + CLOSERS or gap.endswith(("\u3000", "  ", "\t")):
        return False
    if full:
        return True
    if len(first) < 12 or is_title(first) or is_title(second) or _DATE.match(first):
        return False
    return not is_heading(first)


def parts(before: str, after: str, gap: str, *, page: bool = False) -> bool:
    """Whether a break by hand inside one paragraph parts two: only where the first is surely finished.

    On a web `page` breaks make paragraphs, too: there only what was begun as a sentence runs on.
    """
    first, second = before.strip(), after.strip()
    if cuts_date(first, second):
        return False
    if _opens(second):
        return True
    if runs_on(first, second):
        return False
    if page:
        return not (_PROSE.search(first) and continues(first, second, gap))
    closed = first[-1:] in ENDS + CLOSERS or is_title(first) or is_heading(first)
    return closed or gap.endswith(("\u3000", "  "))


def must_run_on(before: str, after: str, *, full: bool = False) -> bool:
    """Paragraphs of a file end where they end, unless the break stands in a list, a quotation or a date."""
    first, second = before.strip(), after.strip()
    if not continues(first, second, full=full):
        return False
    return full or runs_on(first, second) or cuts_date(first, second)


def runs_on(first: str, second: str) -> bool:
    """Whether a comma, an open quotation or the first mark of the next line shows that it goes on."""
    return first[-1:] in RUNS_ON or unbalanced(first) or _CARRIES_ON.match(second) is not None


def cuts_date(first: str, second: str) -> bool:
    """Whether the break stands inside a date: 「2026年10月/15日前」, 「9月3/0日」, 「9月30日/前」.

    >>> cuts_date("在2026年9月3", "0日前恢复"), cuts_date("附件1", "2026年3月2日")
    (True, False)
    """
    if _LIMIT_BEGUN.search(first) and _LIMIT_ENDED.match(second):
        return True
    if _YEAR_BEFORE.search(first) and _MONTH_BEHIND.match(second):
        return True
    if _MONTH_BEFORE.search(first) and _DAY_BEHIND.match(second):
        return True
    last = _LAST_DIGITS.search(first) or re.search(r"(?<!\d)((?:19|20)\d\d)$", first)
    if last and _UNIT_BEHIND.match(second):
        return is_part_of_date(last[1], second[0])
    rest = _FIRST_DIGITS.match(second)
    if not (last and rest) or not is_part_of_date(last[1] + rest[1], rest[2]):
        return False
    ahead = {"年": "", "月": "年", "日": "月", "号": "月"}[rest[2]]
    return rest[2] == "年" or rest[1][0] == "0" or first[: last.start()].endswith(ahead)


def is_part_of_date(digits: str, unit: str) -> bool:
    """Whether the digits can be the year, month or day that `unit` says."""
    if unit == "年":
        return len(digits) == _YEAR and digits[:2] in ("19", "20")
    most = _MONTHS if unit == "月" else _LONGEST_MONTH
    return len(digits) <= 2 and 0 < int(digits) <= most


def is_heading(line: str) -> bool:
    """Whether a numbered line stands for itself: a short one, unless running text has begun on it.

    >>> is_heading("(一)垃圾收运不及时"), is_heading("(一)立即清理。县城管局牵头,9月")
    (True, False)
    """
    number = number_at_start(line)
    if not number or len(line) >= 45 or (number.style.startswith("arabic") and "," in line):
        return False
    return not (_TEXT_INSIDE.search(line) or _UNFINISHED.search(line))


def unbalanced(line: str) -> bool:
    """Whether a quotation or a title is still open at the end of a line."""
    return line.count("“") > line.count("”") or line.count("《") > line.count("》")


def broken_at(lines: Iterable[str]) -> int:
    """The width at which the lines of a text are broken, in half characters; 0 when no width breaks them.

    Hardly a line is then wider, and most of those that stop inside a sentence are about as wide.
    """
    trimmed = [line.rstrip() for line in lines]
    # A comma may hang out over the margin.
    stopped = [width_of(line.rstrip(_HANGING)) for line in trimmed if _stops_inside(line)]
    most = max(stopped, default=0)
    full = sum(1 for width in stopped if width >= most - _RAGGED)
    if most < _NARROWEST or full < max(_FEWEST, _SHARE * len(stopped)):
        return 0
    wider = sum(1 for line in trimmed if width_of(line.rstrip(_HANGING)) > most + _SLACK)
    return most if wider <= _FEW_WIDER * len(trimmed) else 0


def is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one; both as written."""
    word = _WORD.match(following)
    return width_of(line.rstrip()) + width_of(word[0].strip() if word else "") > width - _SLACK


def width_of(text: str) -> int:
    """How wide a text is, in half characters."""
    return sum(1 if char.isascii() else 2 for char in text)


def _stops_inside(line: str) -> bool:
    return bool(_PROSE.search(line)) and not _CLOSED.search(line)


def _opens(line: str) -> bool:
    return bool(number_at_start(line) or LABEL.match(line) or _is_dateline(line))


def _is_dateline(line: str) -> bool:
    """Whether a line is a date and little else; 「2026年6月30日前完工。」 carries a sentence on."""
    found = _DATE.match(line)
    return bool(found) and len(line) - (found.end() if found else 0) <= 12 and "。" not in line
