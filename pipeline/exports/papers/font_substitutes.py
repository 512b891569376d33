"""The fonts of official papers, and what a machine that lacks one shall use in its place."""

from typing import Any
from xml.sax.saxutils import quoteattr

TITLE_FONT, HEAD_FONT, BODY_FONT, QUOTE_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312"

_SUBSTITUTES = {
    TITLE_FONT: "方正小标宋_GBK,华文中宋,宋体",
    HEAD_FONT: "SimHei",
    BODY_FONT: "仿宋,FangSong",
    QUOTE_FONT: "楷体,KaiTi",
}
"""Newer Windows has 仿宋 and 楷体 without _GB2312; 方正小标宋 has to be bought."""
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHINESE = "86"  # the character set of GB 2312


def name_substitutes(document: Any) -> None:
    """Write the table of fonts of a Word document anew; the program that opens it looks there."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    part._blob = _table().encode("utf-8")


def _table() -> str:
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        f'<w:charset w:val="{_CHINESE}"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name, others in _SUBSTITUTES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{_NAMESPACE}">{fonts}</w:fonts>'
    )
