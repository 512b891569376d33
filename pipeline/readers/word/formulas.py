"""Formulas as one line of text, so that no figure changes its value: a half is 1/2, a square x^2."""

import re
from collections.abc import Callable

from docx.oxml.ns import qn

from pipeline.readers.word.names import Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH, MATH_PARAGRAPH = M + "oMath", M + "oMathPara"
TEXTS = frozenset((M + "t", qn("w:t")))
PROPERTIES = re.compile(r"\w+Pr")
CIRCLED = {str(one): chr(0x2460 + one - 1) for one in range(1, 21)}
DEEPEST = 60
ARGUMENTS = re.compile(r"\\([of])(?:\\a[cdlr])*\s*\((.*)\)\s*$", re.IGNORECASE)
RAISED = re.compile(r"\\s\s*\\(?:up|do)\s*-?\d*\s*\(([^()]*)\)", re.IGNORECASE)


def formula(element: Element, depth: int = 0) -> str:
    """The text of an Office Math element."""
    name = str(element.tag).removeprefix(M)
    if element.tag in TEXTS:
        return element.text or ""
    if PROPERTIES.fullmatch(name) or depth > DEEPEST:
        return ""
    shape = SHAPES.get(name)
    if shape is None:
        return "".join(formula(child, depth + 1) for child in element.iterchildren("*"))
    return shape(element, lambda part: _part(element, part, depth + 1))


Part = Callable[[str], str]


def _part(element: Element, name: str, depth: int) -> str:
    return "".join(formula(child, depth) for child in element.iterchildren(M + name))


def _bracketed(text: str) -> str:
    """`text` as one operand: in brackets unless it is one figure, one word or in brackets already."""
    whole = text.isalnum() or re.fullmatch(r"\d+\.\d+%?|\([^()]*\)", text)
    return text if whole else f"({text})"


def _fraction(_: Element, part: Part) -> str:
    return f"{_bracketed(part('num'))}/{_bracketed(part('den'))}"


def _raised(_: Element, part: Part) -> str:
    return f"{_bracketed(part('e'))}^{_bracketed(part('sup'))}"


def _lowered(_: Element, part: Part) -> str:
    return f"{part('e')}_{part('sub')}"


def _both(_: Element, part: Part) -> str:
    return f"{part('e')}_{part('sub')}^{_bracketed(part('sup'))}"


def _root(_: Element, part: Part) -> str:
    return f"{part('deg')}√{_bracketed(part('e'))}"


def _delimited(element: Element, part: Part) -> str:
    begin, end = (element.find(f"{M}dPr/{M}{name}") for name in ("begChr", "endChr"))
    left = begin.get(M + "val", "") if begin is not None else "("
    right = end.get(M + "val", "") if end is not None else ")"
    return left + part("e") + right


def _summed(element: Element, part: Part) -> str:
    sign = element.find(f"{M}naryPr/{M}chr")
    shown = sign.get(M + "val", "") if sign is not None else "∫"
    bounds = f"({part('sub')}→{part('sup')})" if part("sub") or part("sup") else ""
    return shown + bounds + part("e")


SHAPES: dict[str, Callable[[Element, Part], str]] = {
    "f": _fraction,
    "sSup": _raised,
    "sSub": _lowered,
    "sSubSup": _both,
    "rad": _root,
    "d": _delimited,
    "nary": _summed,
}


def equation_field(code: str) -> str | None:
    r"""What an EQ field shows: overlaid characters, a phonetic guide, a fraction; None for anything else.

    >>> equation_field(r"EQ \\o\\ac(○,3)")
    '③'
    >>> equation_field(r"EQ \\* jc2 \\o\\ad(\\s\\up 9(xiù),岫)")
    '岫'
    >>> equation_field(r"EQ \\f(1,3)")
    '1/3'
    """
    found = ARGUMENTS.search(code)
    shown = RAISED.sub("", found[2]) if found else "\\"
    parts = [part.strip() for part in re.split("[,，;]", shown) if part.strip()]
    if not found or "\\" in shown or not parts:
        return None
    if found[1] in "fF":
        return f"{_bracketed(parts[0])}/{_bracketed(parts[1])}" if len(parts) == 2 else None
    ring = parts[0] in "○◯〇" and len(parts) > 1
    return CIRCLED.get(parts[-1], parts[-1]) if ring else parts[-1]
