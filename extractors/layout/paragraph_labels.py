"""Labels of paragraphs: 「整改措施:…」 at the head of one, or inside it after what was found; their reach."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator

from extractors.sentences.context import label_of
from extractors.structure.numbering import number_at_start

LISTED = ("arabic", "arabic_paren", "arabic_half", "circled")
"""The numbers of items in a list below a label."""
_INSIDE = re.compile(r"(?<=[。;!?])\s*(?=[^,。;:\n]{2,8}:)")


class Labels:
    """The label in force at any place of a folded text; one reaches to the end of its paragraph."""

    def __init__(self, view: str, assigning: Container[int]) -> None:
        self._found = dict(_at_paragraphs(view, assigning))
        self._inside = list(
            _until_said(view, [(at, label) for at, label in _inside_paragraphs(view) if label])
        )
        self._places = [at for at, _ in self._inside]

    def at_head(self, paragraph: int) -> str:
        """The label of the paragraph that starts at an offset."""
        return self._found.get(paragraph, "")

    def of(self, paragraph: int, at: int) -> str:
        """The label in force at an offset in the paragraph: the last one before it."""
        number = bisect_right(self._places, at) - 1
        if number >= 0 and self._places[number] > paragraph:
            return self._inside[number][1] or self.at_head(paragraph)
        return self.at_head(paragraph)

    def paragraphs_with(self, wanted: str) -> list[int]:
        """The paragraphs with a label at their head, by their start, in order."""
        return sorted(at for at, label in self._found.items() if label == wanted)


def _inside_paragraphs(view: str) -> Iterator[tuple[int, str]]:
    for found in _INSIDE.finditer(view):
        yield found.end(), label_of(view[found.end() : found.end() + 12])


def _until_said(view: str, inside: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The labels inside paragraphs, in order; one that asks nothing (责任单位:…。) ends with its sentence."""
    before, paragraph = "", -1
    stops = (*(place for place, _ in inside[1:]), len(view))
    for (at, label), after in zip(inside, stops, strict=False):
        head, line_end = view.rfind("\n", 0, at), view.find("\n", at)
        before, paragraph = before if head == paragraph else "", head
        yield at, label
        stop = view.find("。", at, min(after, line_end if line_end > 0 else after)) + 1
        if label != "nothing":
            before = label
        elif stop:
            yield stop, before


def _at_paragraphs(view: str, assigning: Container[int]) -> Iterator[tuple[int, str]]:
    """For every paragraph start the label at its head; one alone on its line speaks for the list below it."""
    at, carried = 0, ""
    for line in view.split("\n"):
        label = label_of(line.strip())
        number = number_at_start(line.strip())
        if at in assigning:
            label = label or "nothing"
        elif label:
            carried = label if _opens_list(line) else ""
        elif not (number and number.style in LISTED):
            carried = ""
        if label or carried:
            yield at, label or carried
        at += len(line) + 1


def _opens_list(line: str) -> bool:
    """Whether a label stands alone on its line or before the first item of its list: 「整改措施:(1)…」."""
    said = line.partition(":")[2].strip()
    return not said or (said[0] in "(1①" and number_at_start(said) is not None)
