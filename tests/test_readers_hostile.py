"""Files that are not what they seem: every one ends in a coded problem, none in an exception."""

import csv
import io
import os
import random
import re
import zipfile
import zlib
from importlib import import_module
from pathlib import Path

import pytest
from legacy_builders import odf_bytes, rtf
from ofd_builders import ofd_bytes, page, paragraphs
from ofd_builders import ruled as ofd_ruled
from readers_builders import (
    DATA,
    check_blocks,
    codes,
    docx_bytes,
    drawn,
    lines,
    par,
    read_bytes,
    refused,
    repacked,
    row,
    ruled,
    run,
    table,
    typeset,
)
from sheet_builders import sheet_bytes

from models import Severity
from pipeline.readers import READERS, Limits, read
from pipeline.readers.problems import _table
from pipeline.readers.sheet.chains import circular

with (DATA / "formats.csv").open(encoding="utf-8") as file:
    FORMATS = list(csv.DictReader(file))


@pytest.mark.parametrize("case", FORMATS, ids=lambda case: case["case"])
def test_file_that_no_reader_takes(case, tmp_path):
    content = bytes.fromhex(case["begins with (hex)"])
    document = read_bytes(tmp_path, case["file name"], content)
    assert refused(document, case["code"])
    assert case["says"] in document.problems[0].line()
    assert document.name == case["file name"]


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ("xl/workbook.bin", "电子表格"),
        ("ppt/presentation.xml", "演示文稿"),
    ],
)
def test_archive_is_known_by_what_is_in_it(member, says, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, "x")
    document = read_bytes(tmp_path, "讲话.docx", stream.getvalue())
    assert refused(document, "R007")
    assert says in document.problems[0].message


def test_missing_file_folder_and_file_without_leave(tmp_path):
    assert refused(read(tmp_path / "没有.docx"), "R001")
    assert refused(read(tmp_path), "R002")
    assert refused(read(tmp_path / "a.txt" / "b.txt"), "R001")
    assert refused(read(Path("坏\0名.txt")), "R003")


def test_file_name_left_in_gb18030_is_shown_as_text(tmp_path):
    name = os.fsdecode("古树名木.txt".encode("gb18030"))
    document = read_bytes(tmp_path, name, "正文".encode())
    assert document.name == "古树名木.txt"


def test_file_larger_than_the_limit(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("古树" * 100, "utf-8")
    assert refused(read(path, Limits(file_bytes=599)), "R005")
    assert read(path, Limits(file_bytes=600)).readable


# Word


def test_bomb_in_one_part(tmp_path):
    content = repacked(docx_bytes(par("正文")), added={"word/media/image1.bmp": bytes(80 << 20)})
    assert len(content) < 200_000
    assert refused(read_bytes(tmp_path, "a.docx", content), "R021")


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(parts=5), "R021"),
        (Limits(xml_bytes=1_000), "R021"),
        (Limits(free_bytes=1_000, ratio=1), "R021"),
        (Limits(total_bytes=1_000), "R021"),
        (Limits(), None),
    ],
)
def test_limits_of_unpacking(limits, code, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes(*[par("正文")] * 100))
    document = read(path, limits)
    assert codes(document) == ([code] if code else [])


def test_lying_directory_is_not_believed(tmp_path):
    honest = repacked(docx_bytes(par("正文")), added={"word/lie.xml": b" " * 5_000_000})
    size, lie = (5_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    document = read_bytes(tmp_path, "a.docx", honest.replace(size, lie))
    assert refused(document, "R020")


def test_bombs_made_of_entities_and_any_doctype(tmp_path):
    def laughs(xml):
        entity = b'<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        return xml.replace(b"<w:document", entity + b"<w:document", 1)

    content = repacked(docx_bytes(par("正文")), {"word/document.xml": laughs})
    assert refused(read_bytes(tmp_path, "a.docx", content), "R022")


def test_picture_with_a_doctype_is_harmless(tmp_path):
    picture = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    content = repacked(docx_bytes(par("正文")), added={"word/media/image1.svg": picture})
    assert read_bytes(tmp_path, "a.docx", content).raw == "正文"


@pytest.mark.parametrize(
    ("member", "body"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<x/>"),
        ("word/document.xml", b""),
        ("word/numbering.xml", b"<w:numbering"),
        ("word/_rels/document.xml.rels", b"nonsense"),
    ],
)
def test_broken_part(member, body, tmp_path):
    content = repacked(docx_bytes(par("正文")), {member: lambda _: body})
    assert refused(read_bytes(tmp_path, "a.docx", content), "R020")


def test_archive_with_a_password_and_a_truncated_one(tmp_path):
    content = docx_bytes(par("正文"))
    flagged = bytearray(content)
    for at in (found for found in range(len(content)) if content[found : found + 4] == b"PK\x01\x02"):
        flagged[at + 8] |= 1
    assert refused(read_bytes(tmp_path, "a.docx", bytes(flagged)), "R020")
    assert refused(read_bytes(tmp_path, "a.docx", content[: len(content) // 2]), "R020")


def test_document_without_words(tmp_path):
    assert refused(read_bytes(tmp_path, "a.docx", docx_bytes(par(), par(" "))), "R009")


def test_deeply_nested_document_is_survived(tmp_path):
    depth = 60
    nested = "<w:sdt><w:sdtContent>" * depth + par("深处") + "</w:sdtContent></w:sdt>" * depth
    boxed = par("甲")
    for _ in range(40):
        boxed = table(row(f"<w:tc>{boxed}</w:tc>", "乙"))
    assert read_bytes(tmp_path, "a.docx", docx_bytes(nested)).raw == "深处"
    assert read_bytes(tmp_path, "b.docx", docx_bytes(boxed)).raw.startswith("\t乙\n\t乙")


# PDF

PDF = drawn(lines("一、开展古树普查，逐株登记。"), lines("二、落实管护责任。"))
BLANK_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"


def bare_pdf(*objects):
    """A PDF written by hand: the catalogue, then these objects from number 2 on."""
    out = b"%PDF-1.4\n"
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return out + b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF"


def stream(body, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(body), body)


ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
BOMB = zlib.compress(b"q " * 5_000_000, 9)
GARBLED = (
    ONE_PAGE,
    BLANK_PAGE.replace(b"/Contents", b"/Resources<</Font<</F 5 0 R>>>>/Contents"),
    stream(b"BT /F 14 Tf 72 700 Td <0102030405060708090A> Tj ET"),
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor 7 0 R/CIDSystemInfo 8 0 R>>",
    b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200>>",
    b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
)


def half_mapped(text, unknown):
    """A page of `text` whose font does not say what the characters in `unknown` are."""
    known = [(at, char) for at, char in enumerate(text, 1) if char not in unknown]
    pairs = "\n".join(f"<{at:04X}> <{ord(char):04X}>" for at, char in known)
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(known)} beginbfchar\n{pairs}\n"
        "endbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    codes = "".join(f"{at:04X}" for at in range(1, len(text) + 1))
    page = stream(f"BT /F 14 Tf 72 700 Td <{codes}> Tj ET".encode())
    font = GARBLED[3].replace(b"/Descendant", b"/ToUnicode 9 0 R/Descendant")
    return bare_pdf(*GARBLED[:2], page, font, *GARBLED[4:], stream(mapping.encode()))


def test_characters_that_the_font_does_not_name_are_marked(tmp_path):
    text = "各乡镇要在九月三十日前逐株登记造册并挂牌保护"
    document = read_bytes(tmp_path, "a.pdf", half_mapped(text, "三"))
    assert document.raw == text.replace("三", "\ufffd")
    assert (codes(document), document.problems[0].place) == (["R041"], "第1页")
    assert read_bytes(tmp_path, "b.pdf", half_mapped(text, "")).problems == ()
    assert refused(read_bytes(tmp_path, "c.pdf", half_mapped(text, "各乡镇要在九月")), "R035")


def test_page_whose_description_is_broken_is_not_taken_for_an_empty_one(tmp_path):
    draw = lines(*["逐株登记造册，逐株挂牌保护，由县林业局牵头，九月底前完成。"] * 30)
    whole = drawn(lines("前一页。"), draw, pageCompression=0)
    start = whole.rindex(b"stream", 0, whole.rindex(b"BT")) + 8
    broken = whole[:start] + b"(" * 2_000 + whole[start + 2_000 :]
    document = read_bytes(tmp_path, "a.pdf", broken)
    assert document.raw.startswith("前一页。")
    assert codes(document) == ["R036"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (drawn(lines("正文"), encrypt="secret"), "R030"),
        (PDF[: len(PDF) // 2], "R031"),
        (b"%PDF-1.7\n" + b"junk" * 50, "R031"),
        (bare_pdf(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "R031"),
        (b"plain words", "R032"),
        (bare_pdf(b"<</Type/Pages/Kids[]/Count 0>>"), "R033"),
        (drawn(lambda canvas: canvas.rect(50, 50, 400, 400), lines()), "R034"),
        (bare_pdf(*GARBLED), "R035"),
        (drawn(lines()), "R009"),
        (bare_pdf(ONE_PAGE, BLANK_PAGE, stream(BOMB, b"/Filter/FlateDecode")), "R040"),
        (bare_pdf(ONE_PAGE, BLANK_PAGE, stream(b"q " * 4_500_000)), "R040"),
    ],
    ids=["locked", "cut", "junk", "circle", "not", "no pages", "scan", "garbled", "blank", "bomb", "swollen"],
)  # fmt: skip
def test_pdf_that_gives_nothing(content, code, tmp_path):
    assert refused(read_bytes(tmp_path, "a.pdf", content), code)


def test_cause_is_told_anew_for_every_file(tmp_path):
    """The library keeps its last error: a file after a locked one must not be called locked."""
    assert refused(read_bytes(tmp_path, "a.pdf", drawn(lines("正文"), encrypt="secret")), "R030")
    pageless = re.sub(rb"/Count 1 /Kids \[ \d 0 R \]", b"/Count 0 /Kids [       ]", drawn(lines("正文")))
    assert read_bytes(tmp_path, "b.pdf", pageless).raw == "正文"


@pytest.mark.parametrize(
    "content", [b"junk before the file\n" + PDF, PDF.replace(b"startxref\n", b"startxref\n9")]
)
def test_pdf_that_can_be_repaired_is_read(content, tmp_path):
    assert read_bytes(tmp_path, "a.pdf", content).raw == "一、开展古树普查，逐株登记。\n二、落实管护责任。"


def test_pdf_that_only_forbids_copying_is_read(tmp_path):
    from reportlab.lib.pdfencrypt import StandardEncryption

    guarded = drawn(lines("可以打开的文件。"), encrypt=StandardEncryption("", "owner", canCopy=0))
    assert read_bytes(tmp_path, "a.pdf", guarded).raw == "可以打开的文件。"


def test_large_picture_is_not_taken_for_a_bomb(tmp_path):
    """A picture of nine million equal points packs as small as a bomb does."""
    points = zlib.compress(bytes(9_000_000))
    entries = b"/Type/XObject/Subtype/Image/Width 3000/Height 3000/ColorSpace/DeviceGray/Filter/FlateDecode"
    picture = bare_pdf(
        ONE_PAGE,
        BLANK_PAGE.replace(b"/Contents", b"/Resources<</XObject<</I 5 0 R>>>>/Contents"),
        stream(b"400 0 0 400 50 50 cm /I Do"),
        stream(points, entries + b"/BitsPerComponent 8"),
    )
    assert refused(read_bytes(tmp_path, "a.pdf", picture), "R034")


def test_too_many_pages_or_characters(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    assert refused(read(path, Limits(pages=1)), "R039")
    assert refused(read(path, Limits(page_glyphs=3)), "R031")
    assert read(path, Limits(pages=2)).readable


# Old spreadsheets


@pytest.mark.parametrize(("follows", "turns"), [((1, 2, 0), True), ((1, 2, 0xFFFFFFFE), False)])
def test_sectors_that_run_in_a_circle_are_found_before_they_are_followed(follows, turns):
    """A header, a sector of the table (its own and that of the small table), the small table itself."""
    header = bytearray(512)
    header[30:32] = (9).to_bytes(2, "little")
    header[60:64] = (1).to_bytes(4, "little")
    header[76:512] = b"\xff" * 436
    header[76:80] = (0).to_bytes(4, "little")

    def sector(*entries):
        return b"".join(one.to_bytes(4, "little") for one in entries).ljust(512, b"\xff")

    data = bytes(header) + sector(0xFFFFFFFD, 0xFFFFFFFE) + sector(*follows)
    assert circular(data) is turns
    assert not circular(data[:300])


# All of them


def test_every_problem_is_whole_and_its_code_its_own():
    known = _table().values()
    assert len({one["code"] for one in known}) == len(known)
    for one in known:
        assert Severity(one["severity"])
        assert one["message"].endswith("。")
        assert one["action"].endswith("。") or one["action"] == "{remedy}"


SAMPLES = {
    "docx": docx_bytes(par("甲"), table(row("乙", "丙")), par(run("丁"))),
    "pdf": PDF,
    "ruled.pdf": typeset("甲", ruled([["乙", "丙"], ["丁", "戊"]], [100, 100])),
    "xlsx": sheet_bytes([["序号", "事项"], [1, "挂牌"], [2, 0.5]], formats={"B3": "0%"}),
    "html": "<html><body><ol><li>甲</ol><table><tr><td>乙<td>丙<tr><td>丁</table></body></html>".encode(),
    "md": "# 甲\n\n1. 乙**丙**\n\n| 丁 | 戊 |\n|---|---|\n| 己 | 庚 |\n".encode(),
    "ofd": ofd_bytes(
        {"pages": [page(paragraphs("甲乙。"), ofd_ruled([["丙", "丁"], ["戊", "己"]], [60, 60]))]}
    ),
    "rtf": rtf(r"甲\par{\listtext 一、}\ls1 \'d2\'d2\par\trowd\cellx9\intbl 丙\cell\row"),
    "odt": odf_bytes("<text:p>甲</text:p><table:table><table:table-row/></table:table>"),
    "csv": "序号,事项\n1,挂牌".encode(),
    "txt": "由县林业局牵头，各乡镇配合。\n序号\t事项\n1\t挂牌".encode("gb18030"),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("seed", range(25))
def test_damage_anywhere_ends_in_a_document(name, seed, tmp_path, caplog):
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    content = bytearray(SAMPLES[name])
    for _ in range(chance.choice([1, 5, 40])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / f"a.{name}"
    path.write_bytes(content)
    document = read(path, Limits(scan_pages=0))
    check_blocks(document)
    assert document.readable or not document.raw
    assert "R008" not in codes(document)
    assert not caplog.records


def test_fault_in_a_reader_is_one_line_in_the_report(tmp_path, monkeypatch):
    def fail(data, limits):
        raise KeyError(len(data), limits)

    monkeypatch.setattr("pipeline.readers.text.parse", fail)
    assert refused(read_bytes(tmp_path, "a.txt", b"x"), "R008")


def test_registry_names_real_readers():
    assert {"docx", "image", "pdf", "txt", "xlsx", "xls", "csv"} <= set(READERS)
    for module in READERS.values():
        assert callable(import_module(module).parse)
