"""Plain text: encodings down to a few characters, line ends, tables set out with tabs, broken bytes."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers_builders import DATA, cells, check_blocks, codes, data, read_bytes, refused, texts

from models import Severity
from pipeline.readers.assemble import identity
from pipeline.readers.text import parse
from pipeline.readers.text.encoding import decode

with (DATA / "encodings.csv").open(encoding="utf-8") as file:
    ENCODINGS = list(csv.DictReader(file))
TABLES = data("text_tables.toml")["case"]
SENTENCE = "由县林业局牵头，各乡镇配合，9月底前完成古树挂牌。"


def name_of(row):
    return f"{row['case']} in {row['written as']}"


@pytest.mark.parametrize("row", ENCODINGS, ids=name_of)
def test_encoding(row, tmp_path):
    content = bytes.fromhex(row["mark"]) + row["text"].encode(row["written as"])
    document = read_bytes(tmp_path, "a.txt", content)
    assert (document.raw, document.reader) == (row["text"], row["reader"])
    assert (document.format, document.problems) == ("txt", ())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("at", range(len(SENTENCE) - 10))
def test_any_ten_characters_of_a_sentence_are_enough(encoding, at):
    piece = SENTENCE[at : at + 10]
    assert decode(piece.encode(encoding)) == (piece, encoding, 0)


@pytest.mark.parametrize(
    "written", ["甲\n乙\n\n丙", "甲\r\n乙\r\n\r\n丙", "甲\r乙\r\r丙", "甲\0\n乙\n\n丙\0"]
)
def test_line_ends_and_nul_are_normalised(written, tmp_path):
    document = read_bytes(tmp_path, "a.txt", written.encode())
    assert document.raw == "甲\n乙\n\n丙"
    assert [block.place.paragraph for block in document.blocks] == [1, 2, 4]


def test_every_other_character_is_kept(tmp_path):
    text = "　　首行缩进，ＡＢ　全角\u200b零宽\ufeff，\u00a0空格\f换页\n  𠮷字"
    document = read_bytes(tmp_path, "a.txt", text.encode())
    assert document.raw == text
    assert texts(document) == text.split("\n")


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case["name"])
def test_table_in_text(case, tmp_path):
    document = read_bytes(tmp_path, "a.txt", case["text"].encode())
    assert document.raw == case["text"]
    assert texts(document, "paragraph") == case["lines"]
    assert cells(document) == [tuple(one) for one in case["cells"]]


def test_broken_bytes_are_marked_and_counted(tmp_path):
    content = (SENTENCE * 9).encode("gb18030")[:-1]
    document = read_bytes(tmp_path, "a.txt", content)
    assert document.raw == (SENTENCE * 9)[:-1] + "\ufffd"
    assert codes(document) == ["R011"]
    assert document.problems[0].severity is Severity.WARNING
    assert document.reader == "gb18030"


def test_broken_utf8_stays_utf8(tmp_path):
    content = (SENTENCE * 9).encode()
    document = read_bytes(tmp_path, "a.txt", content[:100] + b"\xff" + content[100:])
    assert document.raw.replace("\ufffd", "").startswith(SENTENCE)
    assert (document.reader, codes(document)) == ("utf-8", ["R011"])


def test_text_that_is_not_chinese_is_read_too(tmp_path):
    text = "Der Prüfbericht über die Überwachung der Gewässer wurde am Montag veröffentlicht. " * 3
    assert read_bytes(tmp_path, "a.txt", text.encode("cp1252")).raw == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "R004"),
        (b"\xef\xbb\xbf", "R009"),
        (b" \r\n\t\r\n", "R009"),
        ("　\n　".encode("gb18030"), "R009"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "R010"),
        (bytes(range(256)) * 16, "R010"),
        (b"\x00\x01\x02\x03" * 100, "R010"),
    ],
)
def test_file_without_text(content, code, tmp_path):
    assert refused(read_bytes(tmp_path, "a.txt", content), code)


def test_same_words_have_the_same_identity():
    assert identity("一、总体要求\n逐株　挂牌") == identity("一、总体要求 逐株\t挂牌\r\n")
    assert identity("逐株挂牌") != identity("逐株挂牌。")
    assert identity("逐株挂牌") == "D810a7cb32851"


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_problem(content):
    decoded = decode(content)
    assert decoded is None or isinstance(decoded.text, str)


@given(st.text(st.sampled_from("序号事项时限一二1。：\t\t\n\n "), max_size=80))
def test_blocks_are_the_lines_and_cells_of_the_text(text):
    from pipeline.readers import Limits
    from pipeline.readers.assemble import Parsed, document

    reading = parse(text.encode(), Limits())
    if isinstance(reading, Parsed):
        read = document("a.txt", "txt", reading)
        check_blocks(read)
        covered = "".join(texts(read))
        assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("通知.doc", "各村要在4月底前清淤。".encode("gb18030"), "各村要在4月底前清淤。"),
        ("通知.docx", "各村要在4月底前清淤。".encode(), "各村要在4月底前清淤。"),
        ("台账.xls", "措施\t责任单位\n修桥\t县交通局\n".encode("gb18030"), "修桥"),
    ],
)
def test_text_under_the_suffix_of_word_or_excel_is_text(name, content, words, tmp_path):
    document = read_bytes(tmp_path, name, content)
    assert words in document.text


@pytest.mark.parametrize(("name", "code"), [("断.doc", "R096"), ("断.xls", "R080"), ("断.docx", "R020")])
def test_damaged_file_is_called_what_its_suffix_says(name, code, tmp_path):
    head = b"PK\x03\x04" if name.endswith("x") else bytes.fromhex("d0cf11e0a1b11ae1")
    content = head + bytes(600) + "Bookmark".encode("utf-16-le") + bytes(600)
    assert refused(read_bytes(tmp_path, name, content), code)
