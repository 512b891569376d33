"""Limits that are words, not dates: 立即, 规定时限内, 长期坚持, and those that hang on an event: 汛期前."""

import datetime as dt
import re

from extractors.deadlines.fragments import (
    BEFORE,
    CLOCK,
    LEXICON,
    MONTH,
    YEAR,
    YEAR_FIRSTS,
    either,
    lasts,
    starting,
)
from extractors.deadlines.match import Form, Frame, Meaning, Rule, group
from extractors.deadlines.moments import year_of
from extractors.deadlines.numerals import HAN
from extractors.lexicon import load
from models import DeadlineKind

_EVENTS = load("events")
_NAME_OF = {word: event["name"] for event in _EVENTS["event"] for word in (event["name"], *event["aliases"])}
_HINT_OF = {event["name"]: event["hint"] for event in _EVENTS["event"]}
_VAGUE_REASON = {word: table["reason"] for table in LEXICON["vague"] for word in table["words"]}
_ANY_VAGUE = either(_VAGUE_REASON)
_NOT_AFTER: dict[str, str] = LEXICON["vague_not"]["after"]
_NOT_BEFORE: dict[str, str] = LEXICON["vague_not"]["before"]


def _read_vague(found: re.Match[str], _frame: Frame) -> Meaning:
    return Meaning(DeadlineKind.VAGUE, reason=_VAGUE_REASON[found[0]].format(word=found[0]))


def _read_standing(_found: re.Match[str], _frame: Frame) -> Meaning:
    return Meaning(DeadlineKind.STANDING, standing=True)


def _read_event(found: re.Match[str], frame: Frame) -> Meaning:
    """The day before the event, where its first day was given, in the year named; else no day."""
    name = _NAME_OF[found["event"]]
    first = frame.events.get(found["event"]) or frame.events.get(name)
    year = group(found, "year")
    if first and (not year or year_of(year, frame).value == first.year):
        return Meaning(DeadlineKind.DATE, first - dt.timedelta(days=1), anchor=frame.anchor, confidence=0.9)
    return Meaning(DeadlineKind.DATE, reason=f"事件日期需确认（{name}：{_HINT_OF[name]}）", confidence=0.9)


def _read_other_event(found: re.Match[str], _frame: Frame) -> Meaning:
    return Meaning(DeadlineKind.DATE, reason=f"事件日期需确认（{found[0]}）", confidence=0.9)


def _read_same_day(found: re.Match[str], _frame: Frame) -> Meaning:
    return Meaning(DeadlineKind.DATE, reason=f"以事情发生之日为准（{found[0]}）", confidence=0.8)


def _guarded(word: str) -> str:
    """The word, unless what stands beside it makes another word of it."""
    before = f"(?<!{_NOT_BEFORE[word]}{word})" if word in _NOT_BEFORE else ""
    after = f"(?!{_NOT_AFTER[word]})" if word in _NOT_AFTER else ""
    return f"{re.escape(word)}{before}{after}"


def _unless_compound(event: str) -> str:
    """The event, unless it only opens the name of some work: 汛前检查."""
    work = [
        word.removeprefix(event) for word in _EVENTS["compounds"]["words"] if word.startswith(f"{event}前")
    ]
    return f"{re.escape(event)}(?!{either(work)})" if work else re.escape(event)


def _vague_rule(name: str, form: Form, prose: bool) -> Rule:
    words = [word for table in LEXICON["vague"] if table["prose"] is prose for word in table["words"]]
    words.sort(key=lambda word: (-len(word), word))
    return Rule(name, form, _ANY_VAGUE, re.compile("|".join(map(_guarded, words))), _read_vague)


def _standing_rule(name: str, table: str, field_only: bool) -> Rule:
    words = LEXICON["standing"][table]
    word = either(words)
    pattern = re.compile(rf"{word}(?:[、,并]+{word})*")
    return Rule(name, Form.STANDING, "", pattern, _read_standing, field_only)


_PAIR = 2
_STAGES = ("到来", "来临", "来", "开始", "开幕", "召开", "放假", "假期", "长假")
_STAGE = f"{either(_STAGES)}?"
_NOT_A_FEAST = "环季细情章关调礼枝"
_NOT_NEW_YEAR = "0-9一二三四五六七八九十两几多数若半百千去今明后全当同往少青老成童上近"
_LONE_FEAST = rf"(?<![{_NOT_A_FEAST}春庆秋午宵旦动])节(?:日|假日)?|(?<![{_NOT_NEW_YEAR}])年"
_OTHER_KIND = rf"(?:{either(_EVENTS['other']['kinds'])}|(?<![{_NOT_A_FEAST}])节)"
_OTHER_LASTS = lasts([*_EVENTS["other"]["kinds"], "节"])
_NOT_OPENING = f"(?!{either(_EVENTS['other']['not_opening'])})"
_COMPOUND = either(_EVENTS["compounds"]["words"])
_EVENT = "|".join(map(_unless_compound, sorted(_NAME_OF, key=lambda word: (-len(word), word))))
# 节日前, but not the 日前 of 6月30日前, which is far more common.
_AT_AN_EVENT = rf"[\"{lasts([*_NAME_OF, *_STAGES])}](?<![0-9{HAN}]日)[之以]?前"
# 休渔期内, 供暖季结束前: the last day of a season, which no list knows.
_SEASONS = either([word for word in _NAME_OF if word[-1] in "期季汛假"])
# 防火期内24小时备勤 is how long a duty holds, 供暖期内完成改造 a limit.
_DONE = "(?:完成|完工|到位|建成|竣工|办结|整改|清零|销号|验收)"
_TEAM = either(_EVENTS["team"]["names"])
# 在开通前组织演练, 时限届满前3天报告: what is to happen on a day that the paper does not give.
_HAPPENS = either(_EVENTS["happening"]["words"])
_COMING = either(_EVENTS["team"]["coming"])
# 接到举报当日登记, 坏的当天换: the day is that of the case.
_OCCASION = _EVENTS["same_day"]["occasion"]
_SAME_DAY = _EVENTS["same_day"]["done"]
_ANY_WORK = _EVENTS["same_day"]["any_work"]

_STEPS = either(_EVENTS["steps"]["names"])

# What may stand behind a time at which something is done, not behind one that only tells of which.
_WORK = (
    "要|须|必须|务必|全部|全面|正式|完成|开展|组织|开设|开课|开班|开行|启动|投入|投用|建成|实现|把|将|再|先|至少"
    "|督查|检查|走访|集中|施工|安排|举办|进行|做|搞|开(?!学|始)|针对|选派|每个(?!月|星期|礼拜|周|人)"
)

# 「开栓以前拉出来练一回」 sets a limit, 「没有通过验收之前不能批」 says how long a state lasts.
_NOT_STATE = "(?!没|未|多年|很久|解放|好几)"
# 「总务科雨季之前做完」: the unit is no part of the event.
_NOT_UNIT = (
    "(?!所以|因此|但是?|[你我他咱]们|[㐀-鿿]{0,6}?(?:今天|今晚|明天|明早|[本下]?周[一二三四五六日]|点半?[之以]?前))"
    "(?![㐀-鿿]{0,8}?(?:[科局办委室站所队部处股厅院]|中心|公司|集团)"
    "(?:今[天晚]|明[天早]|本[周月]|下[周班]|雨季|汛|清明|开学|春节|国庆|元旦|年底|放假|散会"
    "|端午|中秋|重阳|劳动节|儿童节|教师节|五一|十一|期[中末]|[寒暑]假|高考|中考))"
)
_FINISHED = (
    r",?(?:至少|一定|必须|务必|全部|都|要|就|再|先|把){0,3}[^,。;的了过]{0,16}"
    r"(?:完|到位|建成|投用|启用|装好|修好|清零|[掉好成齐][,。;]|签[了下订]|拿出|上交|[一两][遍回次](?:[,。;]|$)|能用|使用)"
    r"|由[^,。;的]{2,16}(?:组织|进行|开展|负责|把关|检查|培训)|[^,。;的了过]{2,10}(?:必须|务必|要先)"
)
# 「秋收后补齐」, 「国庆节后上勤」, not 「春节后复工必须…」: what is done when the event is over.
_AFTER_ONE = f"[{lasts([*_NAME_OF, '节', '冻'])}](?:节|假期)?"
_DONE_THEN = (
    "(?:补[齐种栽]|弄清|上[勤岗]|开起来|开(?=[,。;])|拿出|到现场|交(?![通易流由])|完成|完工|搬|恢复|动工|启用"
    "|投用|腾|拆|装|修|清|报)"
)
# 「割麦前搞完」, 「火炬传递前全部到位」: whatever it is, all is to be done by then.
_ALL_DONE = (
    r",?(?:必须|务必|一定|都?要)*(?:全部[^,。;的了过]{0,4}[㐀-鿿]{2}|恢复"
    r"|[搞弄做修补办干种腾清拆装][^,。;的了过]{0,3}(?:完|齐|好|到位))(?:[,。;]|$)"
)
_HAPPENED = f"(?:{'|'.join(w for w in _EVENTS['happening']['words'] if len(w) == _PAIR)})"

RULES = (
    Rule(
        "same_day",
        Form.EVENT,
        "当[日天晚]",
        re.compile(rf"(?<![能法以]){_OCCASION}?当[日天](?:{CLOCK}{BEFORE})?(?={_SAME_DAY})"),
        _read_same_day,
    ),
    Rule(
        "same_day_manner",
        Form.EVENT,
        "当[日天晚]",
        re.compile(
            rf"(?<!不能)(?<![法以现、报送写总发布成])(?:{_OCCASION})?(?P<same>当[日天晚])(?![㐀-鿿]、(?P=same)){_ANY_WORK}"
        ),
        _read_same_day,
    ),
    _vague_rule("vague.prose", Form.VAGUE, prose=True),
    _vague_rule("vague.field", Form.WHEN_ASKED, prose=False),
    _standing_rule("standing.words", "phrases", field_only=False),
    _standing_rule("standing.field", "field_words", field_only=True),
    Rule(
        "event.named",
        Form.EVENT,
        _AT_AN_EVENT,
        re.compile(rf"[“\"]?(?P<event>{_EVENT})(?:[”\"](?:节|小长假|长假)?)?{_STAGE}(?P<cue>{BEFORE})"),
        _read_event,
    ),
    Rule(
        "event.of_year",
        Form.EVENT,
        "年.{1,12}前",
        re.compile(
            starting(
                YEAR_FIRSTS, rf"(?P<year>{YEAR})的?(?P<event>{either(_NAME_OF)}){_STAGE}(?P<cue>{BEFORE})"
            )
        ),
        _read_event,
    ),
    # 「9月开学前」 is no day of September that anybody could name, and surely not its last.
    Rule(
        "event.of_month",
        Form.EVENT,
        _AT_AN_EVENT,
        re.compile(
            starting(
                f"{YEAR_FIRSTS}元",
                rf"(?P<year>{YEAR})?{MONTH}的?(?P<event>{_EVENT}){_STAGE}(?P<cue>{BEFORE})",
            )
        ),
        _read_event,
    ),
    Rule(
        "event.before_that",
        Form.EVENT,
        "[此这]之前",
        re.compile(
            r"在?[此这](?P<cue>之前)(?=,?(?:[搬把完办清交腾修装]|[^,。;不]{0,16}(?:重新|全部)[^,。;]{1,4}))"
        ),
        _read_other_event,
    ),
    Rule(
        "event.next_time",
        Form.EVENT,
        "下一?[次期回].{1,12}(?:[前时上]|会议?先?[报汇通])",
        re.compile(
            r"下一?[次期回](?:(?![再还仍发])[㐀-鿿]){1,8}?(?:(?P<cue>之前|以前|前)(?!后)|时(?=[一先要再把全])|上(?=[先要再把说讲报作汇通拿]|[。;]|$))"
            r"|下一?[次回](?:(?![再还仍发])[㐀-鿿]){0,6}?(?:例会|[公务度头长]会|会议)(?=先?(?:报(?![送名])|汇报|通报))"
        ),
        _read_other_event,
    ),
    Rule(
        "event.season",
        Form.EVENT,
        "[期季汛假间](?:[结期满内之]|以内)",
        re.compile(
            rf"(?P<event>{_SEASONS})(?:期间)?(?:(?:结束|期满)(?P<cue>{BEFORE})|[之以]?(?P<cue2>内)(?=(?!部|容|涝)[^,。;每]{{0,12}}{_DONE}))"
        ),
        _read_other_event,
    ),
    Rule(
        "event.team",
        Form.EVENT,
        "组.{1,3}前",
        re.compile(rf"(?:国务院|国家|中央|上级|[国省市县区]级?里?)?{_TEAM}{_COMING}(?P<cue>{BEFORE})"),
        _read_other_event,
    ),
    Rule(
        "event.other",
        Form.EVENT,
        rf"[{_OTHER_LASTS}].{{0,4}}前",
        re.compile(
            rf"(?<![^,。;:、)在于保争要到局处科]){_NOT_OPENING}{_NOT_UNIT}(?:[0-9]{{1,2}}月份?)?(?![㐀-鿿]{{1,8}}?(?:{_EVENT}){_STAGE}{BEFORE})(?:(?![在要于把将并前局处科])[㐀-鿿]){{1,8}}?{_OTHER_KIND}{_STAGE}(?P<cue>{BEFORE})"
        ),
        _read_other_event,
    ),
    Rule(
        "event.feast",
        Form.EVENT,
        "[节年雨].{0,2}前",
        re.compile(
            rf"(?!{_COMPOUND})(?:{_LONE_FEAST})(?P<cue>{BEFORE})|(?<![谷暴阵降])雨(?P<cue2>前)(?=必须|务必|全部|收|抢)"
        ),
        _read_other_event,
    ),
    Rule(
        "event.lunar",
        Form.EVENT,
        "[农阴正腊冬][历月]",
        re.compile(
            r"(?:农历|阴历)(?:[0-9]{1,2}|[一二三四五六七八九十正腊冬]{1,2})月(?:[初廿十二三][一二三四五六七八九十]{1,2}|[底末初])?"
            rf"(?P<cue>{BEFORE})?|[正腊冬]月(?:[初廿十二三][一二三四五六七八九十]{{1,2}}|[底末初])?(?P<cue2>{BEFORE})"
        ),
        _read_other_event,
    ),
    Rule(
        "event.ahead",
        Form.EVENT,
        f"前[0-9{HAN}半]",
        re.compile(
            rf"(?:(?![在要于把将并前须各])[㐀-鿿]){{0,6}}?(?:{_HAPPENS}|{_STEPS})前(?P<cue>[0-9{HAN}半]{{1,3}}个?(?:工作)?(?:天|日|月|周|星期|小时|分钟))(?!以?内)"
            rf"|(?<![^,。;:])(?![从自])[㐀-鿿]{{2,6}}(?<![提目以之年])前(?P<cue2>[0-9{HAN}]{{1,2}}个?(?:工作)?(?:天|日|周|星期))(?=[,由把将向])"
        ),
        _read_other_event,
    ),
    Rule(
        "event.in_time",
        Form.EVENT,
        f"[在于].{{0,10}}{BEFORE}",
        re.compile(
            rf"(?<=[在于])(?:(?![在要于把将并前须])[㐀-鿿]){{0,8}}?{_HAPPENS}(?P<cue>{BEFORE})(?!完成的|已|的|[0-9{HAN}])"
            rf"|(?<=在)(?:(?![没未此这])[㐀-鿿]){{2,8}}(?<![之以此目日年月])(?P<cue2>前)(?=都要|一律不得|均?应当|均?须|应向|要向|向[^,。;]{{2,12}}[送报征])"
        ),
        _read_other_event,
    ),
    Rule(
        "event.term",
        Form.EVENT,
        "[学暑寒除][期假夕]|[考赛]前|季开学|年的?[春夏秋冬]季",
        re.compile(
            rf"(?:(?P<year>{YEAR})的?)?(?:(?:(?<!本)[秋春]季?学期|下(?:个)?学期)(?:开学)?|(?<!从)(?<!自)(?:本|这个?)学期|[暑寒]假(?:期间|里)?|暑期|除夕夜?)(?={_WORK})"
            rf"|(?P<year2>{YEAR})的?(?:[春夏秋冬]季|[暑寒]假)(?=对|招[生录收][^,。;]{{0,6}}[0-9]|{_WORK})|[秋春]季开学(?=如期|正式|全部|启用)"
            rf"|(?<![㐀-鿿][高中统大小])[考赛]前(?=对|{_WORK})"
        ),
        _read_other_event,
    ),
    Rule(
        "event.opening_week",
        Form.EVENT,
        "[第头首][一个].{0,2}[周月星工天日]",
        re.compile(
            rf"(?:{_EVENT}|节)(?:假期|长假)?[之以]?后?的?(?:(?:第一|头一?|首)个?(?:周|星期|月)(?:之?内|里)?"
            r"|(?:第一|首)(?:个工作日|天))"
        ),
        _read_other_event,
    ),
    Rule(
        "event.afterwards",
        Form.EVENT,
        f"{_AFTER_ONE}[之以]?后",
        re.compile(
            rf"(?:{_EVENT}|节|化冻|解冻)(?:节|假期)?[之以]?后(?=(?:马上|全部|统一|就|再)?{_DONE_THEN})"
        ),
        _read_other_event,
    ),
    Rule(
        "event.until",
        Form.EVENT,
        "[日在天今]起[到至]",
        re.compile(
            r"(?:从|自)?(?:即日|今日|今天|现在|今)起?(?<=起)(?P<cue>[到至])(?:(?![在把将对要])[㐀-鿿“”]){2,8}?"
            r"(?:结束|期满|收官|为止)(?=,|[开集实坚组严每全不])"
        ),
        _read_other_event,
    ),
    Rule(
        "event.around",
        Form.EVENT,
        "前后",
        re.compile(
            rf"(?:“?(?:{_EVENT})”?、)?“?(?:{_EVENT})”?前后(?=(?:各|再|要|将|都)*(?:组织|开展|集中|举办|举行|[搞办做查走见推]|慰问|督查|检查|抽查))"
        ),
        _read_other_event,
    ),
    Rule(
        "event.before",
        Form.EVENT,
        f"[在抢赶].{{2,14}}{BEFORE}",
        re.compile(
            r"(?:(?<=[赶抢须要]在)|(?<=务必在|确保在|争取在|力争在))(?![^,。;]{0,3}(?:此|这)之?前)(?:(?![在要于把将并须])[㐀-鿿“”]){2,12}?(?P<cue>之前|以前|(?<![面目以空当日眼提])前)(?=,|[把将全]|[^的,。;]{0,6}(?:完|办|到|清|改|修|建|报|装|拆|搬|投))"
        ),
        _read_other_event,
    ),
    Rule(
        "event.before_any",
        Form.EVENT,
        BEFORE,
        re.compile(
            rf"(?<![^,。;:、]){_NOT_STATE}{_NOT_UNIT}(?:(?![在要于把将并须没未月号日对])[㐀-鿿“”]){{2,10}}?(?:(?<!此)(?<!这)(?P<cue>之前|以前)|(?<={_HAPPENED})(?P<cue2>前))(?={_FINISHED})"
            rf"|(?<![^,。;:、]){_NOT_STATE}{_NOT_UNIT}{_NOT_OPENING}(?![㐀-鿿“”]{{0,6}}?(?:{_EVENT}){_STAGE}{BEFORE})"
            rf"(?:(?![在要于把将并须没未月号日对的])[㐀-鿿“”]){{2,8}}"
            rf"(?<![目以之此日眼当空面提年天点时午晚底末旬初度周])(?P<cue3>前)(?={_ALL_DONE})"
        ),
        _read_other_event,
    ),
    Rule(
        "event.step",
        Form.STEP,
        "",
        re.compile(rf"{either(_EVENTS['steps']['names'])}(?P<cue>{BEFORE})"),
        _read_other_event,
    ),
)
