"""Quotation marks in a text file that open a cell and never close it: it would swallow the rows below."""

import re


def without_lost_quotes(text: str, mark: str) -> tuple[str, list[int]]:
    r"""The text without such marks, and the numbers of the lines where they stood; `mark` parts the cells.

    A cell is not closed where the file ends in it, or where it goes on over lines and what closes it stands
    amid the words of another cell.

    >>> without_lost_quotes('1,"清淤,水务局\n2,"护坡",水利局\n', ",")
    ('1,清淤,水务局\n2,"护坡",水利局\n', [1])
    """
    quoted = _quoted(mark)
    kept: list[str] = []
    lost: list[int] = []
    at, line = 0, 1
    while found := quoted.search(text, at):
        swallows = _swallows(found)
        upto = found.start() + 1 if swallows else found.end()
        kept.append(text[at : found.start() if swallows else upto])
        lost += [line + text.count("\n", at, found.start())] if swallows else []
        line += text.count("\n", at, upto)
        at = upto
    return "".join((*kept, text[at:])), lost


def _quoted(mark: str) -> re.Pattern[str]:
    """A cell that opens with a quotation mark, up to the next; `end` is that, where the cell ends there."""
    edge = rf"[\n{re.escape(mark)}]"
    return re.compile(rf'(?:^|(?<={edge}))"(?P<words>(?:[^"]|"")*+)(?P<end>"(?={edge}|\Z))?')


def _swallows(cell: re.Match[str]) -> bool:
    return cell["end"] is None and ("\n" in cell["words"] or cell.end() == len(cell.string))
