"""Text in every encoding that an office meets, with or without its mark; two in one file; old mail."""

import codecs

import pytest
from readers_builders import codes, read_bytes

SIMPLE = "一、县水务局牵头，4月底前完成灌渠清淤。\n二、各乡镇配合，逐条登记造册，不得虚报冒领。\n"
TRADITIONAL = "一、縣水務局牽頭，4月底前完成灌渠清淤。\n二、各鄉鎮配合，逐條登記造冊，不得虛報冒領。\n"
BARE = ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "hz"]
MARKED = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": b"\x84\x31\x95\x33",
}


@pytest.mark.parametrize("encoding", BARE)
def test_without_a_mark(encoding, tmp_path):
    document = read_bytes(tmp_path, "a.txt", SIMPLE.encode(encoding))
    assert (document.raw, document.problems) == (SIMPLE, ())


@pytest.mark.parametrize("encoding", MARKED)
def test_with_its_mark(encoding, tmp_path):
    document = read_bytes(tmp_path, "a.txt", MARKED[encoding] + SIMPLE.encode(encoding))
    assert (document.raw, document.problems) == (SIMPLE, ())


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16-le"])
def test_traditional_characters(encoding, tmp_path):
    document = read_bytes(tmp_path, "a.txt", TRADITIONAL.encode(encoding))
    assert (document.raw, document.problems) == (TRADITIONAL, ())


def test_two_encodings_in_one_file_are_read_line_by_line_and_said(tmp_path):
    first, second = SIMPLE.splitlines(keepends=True)
    document = read_bytes(tmp_path, "a.txt", first.encode() + second.encode("gb18030"))
    assert (document.raw, codes(document)) == (SIMPLE, ["R062"])


def test_line_of_gb18030_that_happens_to_be_utf8_stays_what_it_is(tmp_path):
    text = f"{SIMPLE}联通\n"
    assert read_bytes(tmp_path, "a.txt", text.encode("gb18030")).raw == text
