"""What a task leaves behind: 「建立问题台账」, 「制定管护办法和处罚细则」."""

import re
from collections.abc import Iterator

from extractors.lexicon import load
from extractors.matching.alternations import by_letter
from models import Product

_TABLE = load("products")
_NOUN = "|".join(sorted(_TABLE["nouns"], key=len, reverse=True))
_WORDS = r"[^,。;:、()和及与的]"
_NAMED = rf"{_WORDS}{{0,14}}?(?:{_NOUN})(?!{_WORDS}{{0,3}}?(?:{_NOUN}))"
_MADE = re.compile(
    rf"(?:{by_letter('|'.join(_TABLE['makes']))})(?:了|好|出)?({_NAMED}(?:[、和及与]{_NAMED})*)"
)
_ONE = re.compile(_NAMED)
_OWN = re.compile(r"(?:本|各自|各)(?:单位|部门|地区?|县|市|区|镇|级)?的?")


def find_products(view: str, text: str, offset: int) -> tuple[Product, ...]:
    """The products of a sentence already judged a task, with its folded view; spans count from `offset`."""
    return tuple(
        Product(start=offset + start, end=offset + end, text=text[start:end], rule="product.made")
        for start, end in _spans(view)
    )


def _spans(view: str) -> Iterator[tuple[int, int]]:
    for made in _MADE.finditer(view):
        for one in _ONE.finditer(view, *made.span(1)):
            own = _OWN.match(view, *one.span())
            yield own.end() if own else one.start(), one.end()
