"""Whether rows promise less than the speech demands: figures, scope, verbs, results."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from extractors.fold import fold
from pipeline.audit.enumerations import (
    dropped_things,
    picked_of_counted,
    uncounted_things,
    unnumbered_things,
)
from pipeline.audit.figures import WORDS, Figure, changed_figures, figures_of, total
from pipeline.audit.frequency import how_often
from pipeline.audit.grams import alike, grams
from pipeline.audit.handed_on import left_to_others
from pipeline.audit.likeness import parts_of

_WHOLE, _PARTIAL, _CHOSEN = (re.compile(WORDS[key]) for key in ("whole", "partial", "chosen"))
_SOFT, _BEFORE = re.compile(f"(?:{WORDS['soft']})(?!{WORDS['soft_noun']})"), re.compile(WORDS["before"])
_RESULT, _DONE = re.compile(WORDS["result"]), re.compile(WORDS["done"])
_SOFT_ITSELF = re.compile(WORDS["soft_itself"])
_EVERY, _TOWNS = re.compile(WORDS["every"]), re.compile(WORDS["towns"])
_KIND, _PLACE = re.compile(WORDS["kind"]), re.compile(WORDS["place"])
_SIZED, _SLOGAN = re.compile(WORDS["sized"]), re.compile(WORDS["slogan"])
_EACH, _SOME = re.compile(WORDS["each"]), re.compile(WORDS["some"])
_EARLY, _FINISH = re.compile(WORDS["early"]), re.compile(WORDS["finish"])
_PROMISE, _MAKING = re.compile(WORDS["promise"]), re.compile(WORDS["making"])
_DENIED = re.compile("(?:不是|不得|不能|不许|不准|不要|不可|不搞|防止|避免|杜绝|严禁)[^,。;、]{0,2}$")
_SINCE = re.compile(r"(?P<year>20\d\d)年?(?:\d{1,2}月)?(?:以来|以后|之后|起)")
_YEARS = re.compile(
    "(?:近|最近|前|过去)(?:[两二三四五六七八九十]|\\d+)年|(?:[两二三四五六七八九十]|\\d+)年来"
)
_ONE_YEAR = re.compile(r"(20\d\d)年度?(?!\d|以来|以后|之后|起|至|[底末])")
_MORE_YEARS = re.compile("近|年来|历年|以来|至今|至20|-20|以后|之后|年起")
_SHARE_OF_EACH = re.compile("每[户家人个][\u4e00-\u9fff]{0,3}(?:一|\\d+|签|发|送|领)")
_SANCTION, _SANCTIONED = re.compile(WORDS["sanction"]), re.compile(WORDS["sanctioned"])
_CONSEQUENCES = [(re.compile(each["said"]), re.compile(each["kept"])) for each in WORDS["consequence"]]
_DONE_BEFORE, _BAN = re.compile(WORDS["done_before"]), re.compile(WORDS["ban"])
_NO_CHARGE = re.compile("(?:不|不许|不得|不准|不能|严禁)[^,。;]{0,6}(?:收|要|出)[^,。;]{0,6}(?:钱|费)")
_FREE = re.compile("免费|无偿|免收|不收|零收费|兜底")
_GOES_ON = re.compile("(?:长期|持续|稳步|有序|常态化?)(?:推进|推动)")
_FAMILIES = (
    ("首批|第一批", "首批|第一批|先[划建拿办改做上搞][^,。;]{0,4}\\d"),
    ("抽[查取审样检]", "抽[查取审样检]"),
    ("(?:符合|具备)条件的", "[够合]条件|(?:符合|具备|达到|满足)[^,。;]{0,4}条件"),
)
"""Words of a row for a part, and those by which a speech itself says so."""
_ALL_OF = re.compile("[全各每]|所有")
_ONE_BY_ONE = re.compile("一遍|一次|一轮|逐[家户个]")
_PURPOSE, _CHECKABLE = re.compile(WORDS["purpose"]), re.compile(WORDS["checkable"])
_ALSO = re.compile(WORDS["also"])
_BELOW, _ITSELF = re.compile(WORDS["below"]), re.compile(WORDS["itself"])
_CLAUSE = re.compile(WORDS["clause"])
_EACH_TIME = re.compile("[^,。;]{0,6}?(?:每[天日周月旬年]|每(?:季度|学期|半年|半月|两周))")
_DAY = re.compile(
    r"(?:20\d\d年|今年|明年)?(?:\d{1,2}月)(?:\d{1,2}[日号]|[上中下]旬|底|末)?(?:之|以)?前?|(?:年|月)底(?:之|以)?前?"
)
"""A limit stands in a cell of its own, and says nothing of what is to come of it."""
_PART = re.compile("[^,。;!?]+")
_LEFT = 0.1
"""A result clause of which the rows keep less than this share is left out."""
_SHORTEST = 4
_ALL = 100
_DIGIT = re.compile(r"\d")

Mass = Callable[[frozenset[str]], float]


class Loss(NamedTuple):
    """What a row lacks: a rule, a sentence about it, the words of the speech, the words of the row."""

    rule: str
    text: str
    span: tuple[int, int] | None
    row_words: tuple[str, ...]


def losses(quote: str, rows: Sequence[str], taken: Sequence[tuple[int, int]], mass: Mass) -> Iterator[Loss]:
    """All that `rows`, the measures found for `quote`, leave out or soften; spans count in `quote`."""
    view, theirs = fold(quote), [fold(row) for row in rows]
    yield from _figure_losses(view, theirs, taken)
    for row in theirs:
        said = _answering(view, row)
        yield from _scope_losses(view, said)
        yield from _verb_losses(view, said)
    yield from _result_losses(view, theirs, mass)
    yield from _sanction_losses(view, theirs)
    yield from _thing_losses(view, theirs)
    lists = (dropped_things, uncounted_things, unnumbered_things)
    for part in chain.from_iterable(find(view, theirs) for find in lists):
        words, kept = "、".join(part.lost), "、".join(part.kept)
        text = f"范围缩小：讲话列出的{words}没有写进台账，台账只写了{kept}。"
        yield Loss("scope.counted", text, part.span, part.kept)


def _answering(view: str, row: str) -> str:
    """Of a row that holds several tasks, the one that says most of the demand; another may be soft."""
    parts = parts_of(row)
    if not parts:
        return row
    mine = _words(view)
    return max(parts, key=lambda part: len(mine & _words(part)))


def _figure_losses(view: str, rows: list[str], taken: Sequence[tuple[int, int]]) -> Iterator[Loss]:
    for change in changed_figures(view, rows, taken):
        span = (change.start, change.end)
        if change.row_words:
            text = f"讲话为“{change.text}”，台账为“{change.row_words}”。"
            yield Loss("figure.lowered", text, span, (change.row_words,))
        else:
            yield Loss("figure.dropped", f"讲话的指标“{change.text}”没有写进台账。", span, ())


def _scope_losses(view: str, row: str) -> Iterator[Loss]:
    whole = _WHOLE.search(view)
    part = _PARTIAL.search(row)
    below, itself = _BELOW.search(view), _ITSELF.search(row)
    if part and not _says(view, part[0]):
        yield _loss("scope.part", whole, "范围缩小", part[0])
    elif (every := _EVERY.search(view)) and (towns := _TOWNS.search(row)) and not _TOWNS.search(view):
        yield _loss("scope.towns", every, "范围缩小", towns[0])
    elif below and itself and not _BELOW.search(row):
        yield _loss("scope.below", below, "范围缩小", itself[0])
    elif whole and (chosen := _CHOSEN.search(row)) and not _CHOSEN.search(view) and not _covers_all(row):
        yield _loss("scope.chosen", whole, "范围缩小", chosen[0])
    elif (place := _PLACE.search(view)) and (kind := _narrower(view, row)):
        yield _loss("scope.kind", place, "范围缩小", kind)
    elif counted := picked_of_counted(view, row) or _some_of_each(view, row):
        yield _loss("scope.some", counted[0], "范围缩小", counted[1])
    elif years := _fewer_years(view, row):
        yield _loss("scope.since", years[0], "范围缩小", years[1])
    elif whole and "%" not in view.replace("100%", ""):
        shares = [figure.text for figure in figures_of(row) if figure.unit == "%" and figure.value < _ALL]
        if shares and shares[0] not in view:
            yield _loss("scope.share", whole, "范围缩小", shares[0])


def _covers_all(row: str) -> bool:
    """Whether a row that picks some out also speaks of all; 每户一张 says only what each of those gets."""
    return bool(_WHOLE.search(_SHARE_OF_EACH.sub("", row)))


def _fewer_years(view: str, row: str) -> tuple[re.Match[str], str] | None:
    """Several years in the speech (近三年, 2022年以来), a later beginning or one of them alone in the row."""
    if (since := _SINCE.search(view)) and (later := _SINCE.search(row)) and later["year"] > since["year"]:
        return since, later[0]
    span, years = _YEARS.search(view), _ONE_YEAR.findall(row)
    if not span or len(years) != 1 or _MORE_YEARS.search(row):
        return None
    return span, f"{years[0]}年"


def _says(view: str, word: str) -> bool:
    """Whether the speech has the word itself, and not only what is not to be done (不得抽样了事)."""
    words = next((said for kin, said in _FAMILIES if re.fullmatch(kin, word)), re.escape(word))
    return any(not _DENIED.search(view, 0, found.start()) for found in re.finditer(words, view))


def _narrower(view: str, row: str) -> str:
    """The kind or size that a row picks out and the speech does not."""
    if _PLACE.search(row):
        return ""
    kinds = [found[0] for found in _KIND.finditer(row)]
    kinds += [found["size"] for found in _SIZED.finditer(row) if "以上" not in view]
    return next((kind for kind in kinds if kind not in view), "")


def _some_of_each(view: str, row: str) -> tuple[re.Match[str], str] | None:
    """Each of the places in the speech, and so many of them in the row."""
    for each in _EACH.finditer(view):
        for some in _SOME.finditer(row):
            if some["kind"] == each["kind"] and some["some"] not in view and not _ALL_OF.search(row):
                return each, some[0]
    return None


def _verb_losses(view: str, row: str) -> Iterator[Loss]:
    early = next((found for found in _BEFORE.finditer(row) if found[0] not in view), None)
    if early:
        yield _loss("verb.before", _RESULT.search(view), "只写到前一步", early[0])
        return
    finish = _FINISH.search(view)
    if finish and not _FINISH.search(row) and (early := _EARLY.search(row)) and not _says(view, early[0]):
        yield _loss("verb.before", finish, "只写到前一步", early[0])
        return
    if others := left_to_others(view, row):
        yield _loss("verb.others", None, "要求变软", others)
        return
    softened = None if _SOFT_ITSELF.search(view) else _softened(view, row)
    if softened:
        yield _loss("verb.soft", softened[0], "要求变软", softened[1])


def _softened(view: str, row: str) -> tuple[re.Match[str], str] | None:
    """A word for a result, and the soft word of that part of the row which answers it."""
    parts = [(part[0], _soft_in(part[0], view)) for part in _PART.finditer(row)]
    soft = next((soft for _, soft in parts if soft), "")
    if not soft:
        return None
    theirs = [(_words(part), soft) for part, soft in parts]
    for part in _PART.finditer(view):
        result = _RESULT.search(view, part.start(), part.end())
        mine = _words(part[0])
        answers = max((len(mine & words), not soft, soft) for words, soft in theirs)
        if result and (not answers[0] or answers[2]):
            return result, answers[2] or soft
    return None


def _words(text: str) -> frozenset[str]:
    """The pairs of letters of a text, without its figures and days."""
    return frozenset(gram for gram in grams(text) if len(gram) > 1 and not _DIGIT.search(gram))


def _soft_in(part: str, view: str) -> str:
    """The soft word of a part of a row which neither names a result nor only repeats the speech.

    A promise to try (力争) is soft whatever it names.
    """
    words = _GOES_ON.sub("", part)
    soft = next((found[0] for found in _SOFT.finditer(words) if not _says(view, found[0])), "")
    if not soft or _PROMISE.fullmatch(soft):
        return soft
    if _MAKING.fullmatch(soft):
        told = alike(part)
        if any(alike(result[0]) in told for result in _RESULT.finditer(view)):
            return ""
    return "" if _DONE.search(part) else soft


def _result_losses(view: str, rows: list[str], mass: Mass) -> Iterator[Loss]:
    """A clause with the result that counts, or one of several rounds, of which the rows say nothing."""
    kept = frozenset(gram for row in rows for gram in grams(row))
    parts = list(_PART.finditer(view))
    rounds = sum(_EACH_TIME.match(part[0]) is not None for part in parts) > 1
    for part in parts if len(parts) > 1 else ():
        words = part[0].strip()
        cue, each_time = _CLAUSE.search(words), rounds and _EACH_TIME.match(words)
        if len(words) < _SHORTEST or not (cue or each_time) or _SLOGAN.search(words) or is_purpose(words):
            continue
        counts = figures_of(words)
        if counts and all(any(_keeps(figure, row, view) for row in rows) for figure in counts):
            continue
        if not each_time and _kept_as_round(words, counts, rows):
            continue
        if _kept_as_ban(words, view, rows) or _kept_as_gift(words, rows):
            continue
        mine = grams(_DAY.sub("", words[cue.end() :] if cue else words)) or grams(words)
        total = mass(mine)
        if not total:
            continue
        if mass(mine & kept) / total < _LEFT:
            yield Loss("result.dropped", f"讲话的结果要求“{words}”没有写进台账。", part.span(), ())


def is_purpose(words: str) -> bool:
    """Whether a clause only says what for (确保行洪畅通): a row that does the thing need not repeat it."""
    opens = _PURPOSE.match(words)
    if not opens or figures_of(words):
        return False
    rest = words[opens.end() :]
    return not any(pattern.search(rest) for pattern in (_WHOLE, _RESULT, _CHECKABLE))


def _sanction_losses(view: str, rows: list[str]) -> Iterator[Loss]:
    """Whoever fails is to answer for it, or loses something, and no row says so."""
    ahead = ",".join(part[0] for part in _PART.finditer(view) if not _DONE_BEFORE.search(part[0]))
    for said, kept in ((_SANCTION, _SANCTIONED), *_CONSEQUENCES):
        found = said.search(ahead) and said.search(view)
        if found and not any(kept.search(row) for row in rows):
            yield Loss("result.dropped", f"讲话的结果要求“{found[0]}”没有写进台账。", found.span(), ())


def _thing_losses(view: str, rows: list[str]) -> Iterator[Loss]:
    """A thing that has a clause of its own behind the others, and of which no row has a word."""
    told = "".join(map(alike, rows))
    for part in list(_PART.finditer(view))[1:]:
        found = _ALSO.search(part[0])
        if not found or _SLOGAN.search(part[0]):
            continue
        if not any(pair in told for pair in grams(found[0]) if len(pair) > 1):
            text = f"讲话要求的“{part[0]}”没有写进台账。"
            yield Loss("result.dropped", text, part.span(), ())


def _kept_as_ban(words: str, view: str, rows: Sequence[str]) -> bool:
    """Whether a ban may be one of the rows: they hold as many as the speech."""
    if not _BAN.search(words):
        return False
    said = sum(bool(_BAN.search(part[0])) for part in _PART.finditer(view))
    return said <= sum(bool(_BAN.search(part[0])) for row in rows for part in _PART.finditer(row))


def _kept_as_gift(words: str, rows: Sequence[str]) -> bool:
    """Whether nothing is to be charged (不许收一分钱), and a row says that it is free."""
    return bool(_NO_CHARGE.search(words)) and any(_FREE.search(row) for row in rows)


def _kept_as_round(words: str, counts: Sequence[Figure], rows: Sequence[str]) -> bool:
    """Whether the clause only says once (每家不少于1次), or how often, and a row does too."""
    once = all((figure.value, figure.unit) == (1.0, "次") for figure in counts)
    if counts and once and any(_ONE_BY_ONE.search(row) for row in rows):
        return True
    often = how_often(words) if once else None
    return often is not None and any((held := how_often(row)) is not None and held <= often for row in rows)


def _keeps(figure: Figure, row: str, view: str) -> bool:
    values = (figure.value, total(figure, figures_of(view)))
    return any(other.value in values and other.unit == figure.unit for other in figures_of(row))


def _loss(rule: str, found: re.Match[str] | None, what: str, row_words: str) -> Loss:
    said = f"讲话为“{found[0]}”，" if found else ""
    return Loss(rule, f"{what}：{said}台账为“{row_words}”。", found.span() if found else None, (row_words,))
