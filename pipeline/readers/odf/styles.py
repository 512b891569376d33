"""Styles of an OpenDocument: which text is hidden, directly or by a style that another one is based on."""

from collections.abc import Iterable

from lxml import etree

from pipeline.readers.package import local

DEPTH = 20
NO_DISPLAY = "none"


def value(element: etree._Element, name: str) -> str:
    """The attribute of this name, whatever its namespace; empty when there is none."""
    return next((str(text) for key, text in element.items() if str(key).rpartition("}")[2] == name), "")


class Styles:
    """The styles of a document, those of its parts together."""

    def __init__(self, parts: Iterable[etree._Element]) -> None:
        self._styles = {value(one, "name"): one for part in parts for one in part.iter("{*}style")}

    def hidden(self, name: str) -> bool:
        """Whether text in the style `name` is not shown."""
        for _ in range(DEPTH):
            style = self._styles.get(name)
            if style is None:
                return False
            properties = [one for one in style if local(one) in ("text-properties", "table-properties")]
            shown = [text for one in properties if (text := value(one, "display"))]
            if shown:
                return shown[-1] in (NO_DISPLAY, "false")
            name = value(style, "parent-style-name")
        return False
