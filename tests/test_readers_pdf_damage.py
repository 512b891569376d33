"""PDF files that give nothing, or not all: pages without words, broken ones, files that can be repaired."""

import re
import zlib

import pytest
from hostile_builders import BLANK_PAGE, GARBLED, ONE_PAGE, PDF, bare_pdf, stream
from PIL import Image
from readers_builders import (
    LONG,
    codes,
    data,
    drawn,
    lines,
    pdf,
    read_bytes,
    refused,
    texts,
)
from reportlab.lib.utils import ImageReader

from pipeline.readers import Limits, read
from pipeline.readers.pdf.damage import circular
from pipeline.readers.pdf.health import garbled

CASES = data("pdf.toml")

# Pages that give nothing


def test_page_without_a_text_layer_is_a_warning_and_a_gap(tmp_path):
    picture = [lines("前一页的文字。"), lambda canvas: canvas.rect(50, 50, 400, 600), lines("后一页的文字。")]
    document = pdf(tmp_path, drawn(*picture))
    assert texts(document) == ["前一页的文字。", "后一页的文字。"]
    assert codes(document) == ["R036"]
    assert document.problems[0].place == "第2页"
    [gap] = document.gaps
    assert (gap.kind, gap.before, gap.after) == ("unreadable", "前一页的文字。", "后一页的文字。")
    assert document.raw[gap.at :] == "后一页的文字。"
    assert "第2页" in gap.message


def scan(caption):
    def draw(canvas):
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        canvas.drawString(72, 300, caption)

    return draw


def test_caption_on_a_scan_is_kept_but_does_not_hide_that_it_is_one(tmp_path):
    document = pdf(tmp_path, drawn(lines("前一页的文字。"), scan("扫描件专用章")))
    assert texts(document) == ["前一页的文字。", "扫描件专用章"]
    assert (codes(document), document.gaps[0].before) == (["R036"], "前一页的文字。")
    assert refused(pdf(tmp_path, drawn(scan("由某软件扫描"), scan("由某软件扫描"))), "R034")


def test_text_layer_over_a_scan_is_read(tmp_path):
    def recognised(canvas):
        scan("")(canvas)
        lines(LONG[:32], LONG[32:60])(canvas)

    document = pdf(tmp_path, drawn(recognised))
    assert (document.raw, document.problems) == (LONG[:60], ())


def test_last_page_without_text_leaves_a_gap_at_the_end(tmp_path):
    document = pdf(tmp_path, drawn(lines("文字。"), lambda canvas: canvas.rect(50, 50, 400, 600)))
    assert [(gap.at, gap.before, gap.after) for gap in document.gaps] == [(3, "文字。", "")]


def test_empty_page_is_no_problem(tmp_path):
    document = pdf(tmp_path, drawn(lines("前一页。"), lines(), lines("　"), lines("后一页。")))
    assert texts(document) == ["前一页。", "后一页。"]
    assert document.problems == ()


def test_garbled_page_is_left_out(tmp_path):
    document = pdf(tmp_path, drawn(lines("好的一页。"), lines("\ue123\ue124\ue125\ue126正")))
    assert texts(document) == ["好的一页。"]
    assert codes(document) == ["R037"]
    assert document.gaps[0].before == "好的一页。"
    assert refused(pdf(tmp_path, drawn(lines("\ue123\ue124\ue125"))), "R035")


@pytest.mark.parametrize(
    ("text", "sick"),
    [
        ("逐株登记，逐株挂牌。", False),
        ("\ue001\ue002登记", True),
        ("登记\ufffd\ufffd", True),
        ("\uf06c登记\n\uf06c挂牌\n\uf06c建档", False),
        ("登记造册逐株挂牌保护古树名木由县林业局牵头\ue001", False),
        ("", False),
    ],
)
def test_garbage_is_told_from_words(text, sick):
    assert garbled(text) is sick


# Files that are broken


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


def test_radicals_that_the_font_names_are_read_as_the_characters_they_look_like(tmp_path):
    document = read_bytes(tmp_path, "a.pdf", half_mapped("各乡镇要在九⽉三⼗⽇前逐⼾登记造册并挂牌保护", ""))
    assert document.raw == "各乡镇要在九月三十日前逐户登记造册并挂牌保护"


def test_page_whose_description_is_broken_is_not_taken_for_an_empty_one(tmp_path):
    draw = lines(*["逐株登记造册，逐株挂牌保护，由县林业局牵头，九月底前完成。"] * 30)
    whole = drawn(lines("前一页。"), draw, pageCompression=0)
    start = whole.rindex(b"stream", 0, whole.rindex(b"BT")) + 8
    broken = whole[:start] + b"(" * 2_000 + whole[start + 2_000 :]
    document = read_bytes(tmp_path, "a.pdf", broken)
    assert document.raw.startswith("前一页。")
    assert codes(document) == ["R036"]


def test_file_that_lost_its_end_but_not_its_pages_is_read_and_said_to_be_cut(tmp_path):
    """A program had added to the file and was stopped; what stood there before is still whole."""
    document = pdf(tmp_path, PDF + b"9 0 obj\n<</Type/Page" + b" " * 2_000 + b"/Par")
    assert texts(document) == ["一、开展古树普查，逐株登记。", "二、落实管护责任。"]
    assert codes(document) == ["R044"]


def test_page_with_too_many_characters_is_left_out(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(drawn(lines("前一页。"), lines("字" * 30), lines("后一页。")))
    document = read(path, Limits(page_glyphs=20))
    assert texts(document) == ["前一页。", "后一页。"]
    assert [(one.code, one.place) for one in document.problems] == [("R045", "第2页")]


@pytest.mark.parametrize(
    ("tree", "turns"),
    [
        ((b"/Kids[2 0 R]",), True),
        ((b"/Kids[3 0 R]", b"/Kids[4 0 R]", b"/Kids[2 0 R]"), True),
        ((b"/Kids[3 0 R 3 0 R]", b"/Kids[4 0 R 4 0 R]", b"/Kids[]"), False),
        ((b"/Kids[9 0 R]",), False),
        ((b"/Kids 7",), False),
    ],
    ids=["itself", "far", "twice the same", "nowhere", "no list"],
)
def test_circle_of_pages_is_told_from_other_damage(tree, turns):
    assert circular(bare_pdf(*(b"<</Type/Pages" + kids + b">>" for kids in tree))) is turns


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
    assert refused(read(path, Limits(page_glyphs=3)), "R046")
    assert read(path, Limits(pages=2)).readable
