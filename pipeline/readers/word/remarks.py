"""What a Word file holds beside its words, and what a person should know of it: as problems and gaps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from models import Place, Problem
from pipeline.readers.assemble import Hole, Piece
from pipeline.readers.problems import problem

Kind = Literal[
    "inserted",
    "deleted",
    "moved",
    "comment",
    "large picture",
    "recognised",
    "picture",
    "object",
    "field",
    "placeholder",
    "contents",
]
LISTED = 40
QUOTED = 60
WORDS = {"inserted": "插入", "deleted": "删去", "moved": "移来"}
REVISED = frozenset(WORDS)


class Remark(NamedTuple):
    """One thing noticed while reading, and its words; `key` is the number that the file gives a picture."""

    kind: Kind
    text: str = ""
    key: str = ""


class Placed(NamedTuple):
    """A remark and where it hangs."""

    place: Place
    remark: Remark


def quoted(text: str) -> str:
    """`text` in one line, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line[:QUOTED]}…”" if len(line) > QUOTED else f"“{line}”"


def holes(remarks: Sequence[Placed], pieces: Sequence[Piece]) -> list[Hole]:
    """Where something stands that was not read, after the words it hangs on."""
    missing = [one for one in remarks if one.remark.kind in ("large picture", "object")]
    counts = Counter(one._replace(remark=one.remark._replace(key="")) for one in missing)
    last = {piece.place: at + 1 for at, piece in enumerate(pieces)}
    found = [Hole(last.get(one.place, 0), _missing(one, count)) for one, count in counts.items()]
    return sorted(found, key=lambda hole: hole.before)


def _missing(one: Placed, count: int) -> str:
    where = f"{one.place.label()}处" if one.place != Place() else "文首"
    many = f"{count}处" if count > 1 else ""
    if one.remark.kind == "object":
        return f"{where}嵌有{many}{one.remark.text}，没有读入"
    name = f"（{one.remark.text}）" if one.remark.text else ""
    return f"{where}有{many}图片{name}，未识别"


def problems(remarks: Sequence[Placed], comments: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    """The problems that the remarks amount to; `comments` are author and text by number."""
    yield from _revisions(remarks)
    yield from _comments(remarks, comments)
    pictures = Counter(one.remark.kind for one in remarks if one.remark.kind.endswith("picture"))
    if pictures:
        yield problem("docx_pictures", count=pictures.total(), large=pictures["large picture"])
    for key, kind in (
        ("docx_objects", "object"),
        ("docx_fields", "field"),
        ("docx_placeholders", "placeholder"),
    ):
        found = [one.remark.text for one in remarks if one.remark.kind == kind]
        if found:
            names = list(dict.fromkeys(quoted(text) if kind == "placeholder" else text for text in found))
            yield problem(key, count=len(found), names="、".join(names[:LISTED]))
    contents = sum(one.remark.kind == "contents" for one in remarks)
    if contents:
        yield problem("docx_contents", count=contents)


def _revisions(remarks: Sequence[Placed]) -> Iterator[Problem]:
    """One note for every paragraph or cell that was revised, up to a limit."""
    changes: dict[Place, list[str]] = {}
    for place, remark in remarks:
        if remark.kind in REVISED and remark.text.strip():
            changes.setdefault(place, []).append(WORDS[remark.kind] + quoted(remark.text))
    for place, said in list(changes.items())[:LISTED]:
        yield problem("docx_revision", place=place.label(), changes="，".join(said))


def _comments(remarks: Sequence[Placed], comments: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    """The comments one by one, in the order of the text; those that hang nowhere at the end."""
    if not comments:
        return
    yield problem("docx_comments", count=len(comments))
    hung = {one.remark.text: one.place for one in remarks if one.remark.kind == "comment"}
    order = [*(key for key in hung if key in comments), *(key for key in comments if key not in hung)]
    for key in order[:LISTED]:
        author, text = comments[key]
        place = hung[key].label() if key in hung else ""
        yield problem("docx_comment", place=place, author=author or "未署名", text=quoted(text))
