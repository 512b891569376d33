"""Headers, footers and what else stands apart from the text: kept in the metadata, named to the clerk."""

from collections.abc import Iterable, Iterator, Mapping

from models import Problem
from pipeline.readers.problems import problem

PARTS = {"header": "页眉", "footer": "页脚", "template": "每页底版"}
QUOTED = 30


def margins(found: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The lines of each part (`header`, `footer`, `template`), each once; empty parts are left out."""
    lines = {
        part: dict.fromkeys(line.strip() for line in found.get(part, ()) if line.strip()) for part in PARTS
    }
    return {part: "\n".join(text) for part, text in lines.items() if text}


def named(found: Mapping[str, str]) -> Iterator[Problem]:
    """What was kept apart, in the words of the report."""
    for part, text in found.items():
        line = " ".join(text.split())
        yield problem(
            "docx_furniture", part=PARTS[part], text=f"“{line[:QUOTED]}{'…' * (len(line) > QUOTED)}”"
        )
