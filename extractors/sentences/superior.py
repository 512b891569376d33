"""What a superior has planned: in a paper of the county the inspection by the city is no work of ours."""

import re
from functools import cache

from extractors.lexicon import load
from extractors.sentences.context import STATE, superiors

_BACKGROUND = load("cues")["background"]
_ARRANGED = re.compile(
    r"(按照?[^,]{0,3})[^,]{0,8}[里级上](?:的)?(?:安排|部署|计划),(?:.{0,20}对我|[^,]{0,6}(?:督[察查导]|巡[视察]|考核|验收|检查组))"
)
_VISITS = (
    "评估|检查|验收|考核|督[查察导]|暗访|抽查|调研|巡[视察]|复查|审计|核查|查(?=[,。;]|$)|看(?=[,。;]|$)"
)


def superior_in(plain: str, level: str) -> str:
    """The words of a superior's own calendar: 「市安委会计划12月下旬组织验收」 in a district's paper.

    Nothing where there is none. Above an issuer of no known level stands the province.
    """
    arranged = _ARRANGED.match(plain)
    if arranged:
        return arranged.group(1)
    if level == STATE:
        return ""
    everywhere, body, visit = _superior_patterns(superiors(level) if level else "省")
    found = everywhere.match(plain)
    if found:
        return found.group(1)
    found = body.match(plain) or visit.match(plain)
    return found.group() if found else ""


@cache
def _superior_patterns(above: str) -> tuple[re.Pattern[str], ...]:
    """What an act of those above begins like; `above` are their level characters."""
    marks = f"[{above}]" if above else "(?!)"
    everywhere = re.compile(rf"(全[{above or '省'}])[^,;]{{2,24}}将")
    body = re.compile(
        rf"(?:今年|明年|近期|目前|(?:[上下]半年|年底|\d{{1,2}}月(?:[上中下]旬|份|底|初)?),?|根据.{{2,30}},|按照.{{2,20}}(?:方案|部署|安排),|据.{{1,8}},|\(.{{1,4}}\))*"
        rf"(?:国家|中央|国务院|上级|(?:{_BACKGROUND['ministry']})部(?!门|分|署)"
        rf"|[\u3400-\u9fff]{{2,8}}总局|自治区|省上|市上"
        rf"|{marks}(?:里|上|委|政府|级|厅|局|[\u3400-\u9fff]{{2,12}}(?:局|厅|办|委|会|组|指挥部|评价|考核|检查)))"
        rf"[^,;。]{{0,40}}(?:{_BACKGROUND['superior_act']})"
    )
    visit = re.compile(
        rf"(?:[^,;]{{2,5}}说了?,)?(?:[\u3400-\u9fff\d]{{1,6}}[前后])?(?:今年|明年|近期|目前|今天|昨天)?(?:国家|中央|国务院|上级|{marks}(?:里|上|委|政府|级|厅|局))[^;。]{{0,60}}"
        rf"(?:要|将|会)来(?:我[省市州县区旗])?[^,;。]{{0,6}}(?:{_VISITS})"
    )
    return everywhere, body, visit
