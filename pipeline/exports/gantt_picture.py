"""甘特图 as pictures: SVG files that load nothing, each no larger than a page of a Word paper can hold."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.measures import display_width
from pipeline.exports.sheets.wording import date_words
from pipeline.exports.snapshot import Snapshot
from pipeline.exports.timeline import Bar, Slot, bars, scale
from pipeline.exports.timeline_colours import FILLS
from pipeline.ledger.lights import Colour

_NAMESPACE = "http://www.w3.org/2000/svg"
_NAMES, _UNITS, _CHART, _DATES, _MARGIN = 330, 190, 640, 90, 20
_ROW, _TOP = 24, 104
NAME, MOST_ROWS = "甘特图", 60
"""How many rows stand in one picture: as high as a page is, where it is as wide."""
_LEFT = _MARGIN + _NAMES + _UNITS
_LEGEND_LEFT = _MARGIN + 220
_WIDTH = _LEFT + _CHART + _DATES + _MARGIN
_FONT = "font-family=\"FangSong,仿宋,'Noto Serif CJK SC',serif\""
_HEAD_FONT = "font-family=\"SimHei,黑体,'Noto Sans CJK SC',sans-serif\""
_LEGEND = (
    (Colour.GREEN, "绿灯"),
    (Colour.YELLOW, "黄灯"),
    (Colour.RED, "红灯"),
    (Colour.GREY, "灰灯"),
    (Colour.PURPLE, "暂停"),
    (Colour.DONE, "已销号"),
)


def gantt_pictures(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """A name and the bytes of each picture; rows without a last day are counted in its foot."""
    drawn = bars(snapshot)
    slots = scale(drawn, snapshot.on)
    parts = [drawn[at : at + MOST_ROWS] for at in range(0, len(drawn), MOST_ROWS)]
    for number, part in enumerate(parts, 1):
        count = f"，第{number}张，共{len(parts)}张" if len(parts) > 1 else ""
        name = f"{NAME}（{number}）" if len(parts) > 1 else NAME
        yield f"{name}.svg", _picture(part, slots, snapshot, len(drawn), count)


def _picture(
    drawn: Sequence[Bar], slots: Sequence[Slot], snapshot: Snapshot, whole: int, count: str
) -> bytes:
    height = _TOP + _ROW * len(drawn) + 50
    parts = [
        f'<svg xmlns="{_NAMESPACE}" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
        _text(
            _WIDTH / 2,
            34,
            f"任务甘特图（截至{date_words(snapshot.on)}{count}）",
            size=22,
            anchor="middle",
            head=True,
        ),
        *_legend(),
        *_grid(slots, height - 50),
        *(line for at, bar in enumerate(drawn) for line in _row(at, bar, drawn, slots)),
        *_today(snapshot.on, slots, height - 50),
        _text(_MARGIN, height - 20, _foot(snapshot, whole), size=13),
        "</svg>",
    ]
    return "\n".join(parts).encode("utf-8")


def _foot(snapshot: Snapshot, count: int) -> str:
    without = len(snapshot.duties) - count
    return (
        f"有完成时限或按周期办理的 {count} 项在图中；其余 {without} 项见时间表。单位按名录顺序排列。"
        "虚线框：尚未交办，起点为文件日期。"
    )


def _legend() -> Iterator[str]:
    for at, (colour, words) in enumerate(_LEGEND):
        x = _LEGEND_LEFT + 80 * at
        yield f'<rect x="{x}" y="50" width="22" height="12" fill="#{FILLS[colour]}"/>'
        yield _text(x + 28, 61, words, size=13)
    x = _LEGEND_LEFT + 80 * len(_LEGEND)
    yield _diamond(x + 6, 56)
    yield _text(x + 18, 61, "阶段节点", size=13)
    yield f'<line x1="{x + 92}" y1="48" x2="{x + 92}" y2="64" stroke="#C00000" stroke-width="2"/>'
    yield _text(x + 100, 61, "截至日", size=13)
    yield f'<circle cx="{x + 160}" cy="56" r="4" fill="#FFFFFF" stroke="#000000"/>'
    yield _text(x + 170, 61, "延期前的时限", size=13)
    yield _triangle(x + 266, 56, passed=True)
    yield _triangle(x + 280, 56, passed=False)
    yield _text(x + 290, 61, "周期任务：已办、没有记录或没到", size=13)


def _grid(slots: Sequence[Slot], bottom: float) -> Iterator[str]:
    for group, part in groupby(slots, key=lambda slot: slot.group):
        members = list(part)
        left, right = _x(members[0].first, slots), _x(members[-1].last, slots, at_its_end=True)
        yield f'<line x1="{left}" y1="76" x2="{left}" y2="{bottom}" stroke="#D9D9D9"/>'
        if right - left >= 7 * len(group):
            yield _text((left + right) / 2, 92, group, size=12, anchor="middle")
    yield f'<line x1="{_MARGIN}" y1="{_TOP - 4}" x2="{_WIDTH - _MARGIN}" y2="{_TOP - 4}" stroke="#000000"/>'
    yield _text(_MARGIN, 92, "任务", size=13, head=True)
    yield _text(_MARGIN + _NAMES, 92, "单位", size=13, head=True)
    yield _text(_LEFT + _CHART + 8, 92, "时限", size=13, head=True)


def _row(at: int, bar: Bar, drawn: Sequence[Bar], slots: Sequence[Slot]) -> Iterator[str]:
    y = _TOP + _ROW * at
    if at and drawn[at - 1].unit != bar.unit:
        yield f'<line x1="{_MARGIN}" y1="{y}" x2="{_WIDTH - _MARGIN}" y2="{y}" stroke="#BFBFBF"/>'
    yield f"<g><title>{escape(printable(f'{bar.entry} {bar.measure}（{bar.units}）'))}</title>"
    yield _text(_MARGIN, y + 16, _cut(bar.measure, 48), size=13)
    if at == 0 or drawn[at - 1].unit != bar.unit:
        yield _text(_MARGIN + _NAMES, y + 16, _cut(bar.unit, 26), size=13)
    left, right = _x(bar.begins or bar.ends, slots), _x(bar.ends, slots, at_its_end=True)
    dashes = ' stroke="#595959" stroke-dasharray="4 3"' if bar.guessed else ""
    width = max(4.0, round(right - left, 1))
    yield f'<rect x="{left}" y="{y + 5}" width="{width}" height="13" fill="#{FILLS[bar.colour]}"{dashes}/>'
    if bar.first_due:
        x = _x(bar.first_due, slots)
        yield f'<circle cx="{x}" cy="{y + 11.5}" r="4" fill="#FFFFFF" stroke="#000000"/>'
    for stage in bar.stages:
        yield _diamond(_x(stage, slots), y + 11.5)
    for time in bar.rounds:
        yield _triangle(_x(time.day, slots), y + 11.5, passed=time.passed)
    yield _text(_LEFT + _CHART + 8, y + 16, _cut(bar.limit, 14) or bar.ends.isoformat(), size=12)
    yield "</g>"


def _today(on: dt.date, slots: Sequence[Slot], bottom: float) -> Iterator[str]:
    x = _x(on, slots)
    yield f'<line x1="{x}" y1="{_TOP - 4}" x2="{x}" y2="{bottom}" stroke="#C00000" stroke-width="2"/>'


def _x(day: dt.date, slots: Sequence[Slot], *, at_its_end: bool = False) -> float:
    """Where a day begins or ends on the scale; days are counted, not added to: 9999-12-31 has no next day."""
    whole = (slots[-1].last - slots[0].first).days + 1
    passed = min(max(0, (day - slots[0].first).days + at_its_end), whole)
    return round(_LEFT + _CHART * passed / whole, 1)


def _diamond(x: float, y: float) -> str:
    return f'<path d="M {x} {y - 5} L {x + 5} {y} L {x} {y + 5} L {x - 5} {y} Z" fill="#1F4E79"/>'


def _triangle(x: float, y: float, *, passed: bool) -> str:
    fill = "#1F4E79" if passed else "#FFFFFF"
    return f'<path d="M {x} {y - 4} L {x + 4} {y + 4} L {x - 4} {y + 4} Z" fill="{fill}" stroke="#1F4E79"/>'


def _text(x: float, y: float, words: str, *, size: int, anchor: str = "start", head: bool = False) -> str:
    font = _HEAD_FONT if head else _FONT
    attributes = f'x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" {font}'
    return f"<text {attributes}>{escape(printable(words))}</text>"


def _cut(words: str, room: int) -> str:
    if display_width(words) <= room:
        return words
    kept = ""
    for character in words:
        if display_width(kept + character) > room - 2:
            break
        kept += character
    return kept + "…"
