"""Markdown: markdown.toml has the files and what is read of them."""

import pytest
from readers_builders import codes, data, read_bytes, refused, shown

PAGES = data("markdown.toml")["page"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["case"])
def test_file(case, encoding, tmp_path):
    document = read_bytes(tmp_path, "通知.md", case["source"].encode(encoding))
    assert shown(document) == case["lines"]
    assert codes(document) == case.get("problems", [])
    assert document.metadata.get("title") == case.get("title")
    if "places" in case:
        assert [block.place.paragraph for block in document.blocks] == case["places"]
        assert [block.level for block in document.blocks if block.level] == case["levels"]


def test_file_without_words(tmp_path):
    assert refused(read_bytes(tmp_path, "空.md", b"<!-- x -->\n\n---\n"), "R009")
    assert refused(read_bytes(tmp_path, "坏.md", bytes(range(256)) * 9), "R010")
