"""The office of a group, which acts wherever it sits: 「…领导小组,办公室设在县水利局,负责日常调度」."""

import re

from extractors.units.claims import Claim
from models import Role

SEATED = "seated"
_GROUP = re.compile(r"(?:[\u3400-\u9fff]{0,16}?(?:领导小组|专班|指挥部|联席会议|工作组|协调机制))+")
_BEFORE_GROUP = re.compile(r".*(?:成立|组建|建立|设立|健全|的)")
_OFFICE = re.compile(
    r"(?:^|,|下?设)(?P<office>办公室)"
    r"(?:\(设[在于][^)]{2,20}\)|,?设?[在于][^,;。(]{2,18}|,办公室(?:设在|主任由)[^,;。]{2,20})"
    r",(?:由其|具体)?(?:负责|承担)(?!人)"
)


def seated_office(view: str, start: int, end: int) -> list[Claim]:
    """The office that a group in the same sentence has and that is to do something; else none."""
    found = _OFFICE.search(view, start, end)
    group = next(_GROUP.finditer(view, start, found.start()), None) if found else None
    if found is None or group is None:
        return []
    name = _BEFORE_GROUP.sub("", group.group()) + found["office"]
    at = found.start("office")
    return [Claim(at, found.end("office"), name, Role.RESPONSIBLE, SEATED, "organ", 0.9)]
