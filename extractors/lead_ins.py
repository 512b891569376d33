"""What lines and labels announce for the text below them, where no heading does."""

import re

from extractors.structure.numbering import number_at_start

PARTS = ("part", "chinese")
_FOUND = re.compile(
    r"(?:发现|了解|核实|核查|查明|经查|反映)[^。;:]{0,12}:$|(?:指出|发现|存在|梳理)了?[^,。;:]{0,10}问题[:。]$"
)
_ORDERED = re.compile(r"(?:要求|意见|建议|安排|措施)(?:办理|如下|落实)?:$|请[^。;]{0,20}:$")
_ASKS = re.compile(r"\s*(?:现?请|为此|对此|据此|鉴于|根据|望)")
_YEARLY = re.compile(r"((?:20)\d\d年)(?:度)?(?:主要|重点|工作)?(?:任务|目标|计划)\s*:")


def led_in(view: str) -> list[tuple[int, int, str]]:
    """What lead-in lines promise: 「经实地了解:」 findings, 「请按以下要求办理:」 measures.

    Findings go on to the next numbered part or lead-in, measures over numbered parts to the next lead-in.
    """
    found: list[tuple[int, int, str]] = []
    at, since, zone = 0, 0, ""
    for line in (*view.split("\n"), "以上:"):
        said = line.strip()
        number = number_at_start(said)
        leads = said.endswith(":") and not number
        told = bool(_FOUND.search(said)) and not number
        part = number and number.style in PARTS
        if zone and (leads or told or (zone == "problem" and (part or _ASKS.match(said)))):
            found.append((since, at, zone))
            zone = ""
        at += len(line) + 1
        if told or (leads and _ORDERED.search(said)):
            since, zone = at, "problem" if told else "requirement"
    return found


def year_set(view: str, start: int, end: int) -> re.Match[str] | None:
    """The last 「2026年任务:」 between a paragraph's start and a sentence of it, the year as group 1."""
    if view.find("年", start, end) < 0:
        return None
    years = list(_YEARLY.finditer(view, start, end))
    return years[-1] if years else None
