"""Scans and photographs: recognised offline, set upright, without their seals, with what is in doubt said."""

import csv
import math
import os
import subprocess
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from readers_builders import DATA, cells, codes, drawn, lines, read_bytes, refused, ruled, texts, typeset
from scan_builders import as_file, as_pdf, pages, photographed, sealed, worn

from pipeline.readers import Limits, read
from pipeline.readers.scan import engine, outline, page, setting, stamp
from pipeline.readers.scan.confused import put_right
from pipeline.readers.scan.engine import Strip, Written
from pipeline.readers.scan.pictures import decoded

ROWS = ("一、总体要求", "各乡镇要逐株登记造册，2026年9月底前全部完成。", "二、工作措施")
LONG = (
    "会议强调，各乡镇要把古树名木保护摆上重要位置，由县林业局牵头，对照普查结果逐株登记造册、逐株挂牌保护，"
    "2026年9月底前全部完成，确保不漏一株、不错一株；对长势衰弱的，要请专家会诊，一树一策开展复壮。"
)
A_PDF = drawn(lines(*ROWS))
[PAGE] = pages(A_PDF)
CORNER = PAGE.crop((100, 150, 1300, 500))


# A picture becomes a document


def test_picture_is_read_with_place_box_and_confidence(tmp_path):
    document = read_bytes(tmp_path, "a.png", as_file(CORNER))
    assert texts(document) == list(ROWS)
    assert (document.format, document.reader) == ("image", "rapidocr")
    first, second, _ = document.blocks
    assert first.place.label() == "第1页第1段"
    assert first.place.box[3] <= second.place.box[1]
    assert all(0 <= side <= 1000 for side in first.place.box)
    assert first.confidence > 0.9
    assert codes(document) == ["R101"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", as_file(CORNER, file_format="JPEG", quality=80)),
        ("a.bmp", as_file(CORNER, file_format="BMP")),
        ("a.tif", as_file(CORNER.convert("1"), file_format="TIFF", compression="group4")),
        ("a.png", as_file(CORNER.convert("P"))),
    ],
)
def test_other_image_files_are_read_as_well(name, content, tmp_path):
    assert texts(read_bytes(tmp_path, name, content)) == list(ROWS)


def test_pages_of_a_tiff_are_the_pages_of_the_document(tmp_path):
    other = pages(drawn(lines("第二页的文字要逐株登记。")))[0].crop((100, 150, 1300, 500))
    document = read_bytes(tmp_path, "a.tif", as_file(CORNER, other, file_format="TIFF"))
    assert texts(document)[-1] == "第二页的文字要逐株登记。"
    assert document.blocks[-1].place.label() == "第2页第1段"
    assert "第1、2页" in document.problems[-1].message


def test_page_of_a_pdf_that_is_a_picture_is_recognised_beside_pages_that_are_not(tmp_path):
    mixed = pypdfium2.PdfDocument(drawn(lines("前一页的文字。")))
    mixed.import_pages(pypdfium2.PdfDocument(as_pdf(PAGE)))
    path = tmp_path / "a.pdf"
    mixed.save(path)
    document = read(path)
    assert texts(document) == ["前一页的文字。", *ROWS]
    assert document.reader == "pdfplumber+rapidocr"
    assert [block.confidence is None for block in document.blocks] == [True, False, False, False]
    assert [(problem.code, problem.message[:4]) for problem in document.problems] == [("R101", "第2页是")]


def test_table_of_a_scan_has_its_cells(tmp_path):
    rows = [
        ["序号", "整改措施", "责任单位"],
        ["1", "逐株登记造册。", "县林业局"],
        ["", "建立巡护档案。", "各乡镇"],
    ]
    content = typeset(ruled(rows, [60, 200, 120], [((0, 1), (0, 2))]), "二、工作要求")
    [scan] = pages(content)
    document = read_bytes(tmp_path, "a.png", as_file(worn(scan, slant=1.0).crop((0, 0, 1653, 700))))
    assert cells(document) == [
        (1, at, column, text) for at, row in enumerate(rows, 1) for column, text in enumerate(row, 1)
    ]
    assert texts(document, "paragraph") == ["二、工作要求"]


# Set upright


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_that_was_laid_wrongly_is_turned(turn, tmp_path):
    document = read_bytes(tmp_path, "a.png", as_file(CORNER.rotate(turn, expand=True)))
    assert texts(document) == list(ROWS)


@pytest.mark.parametrize("slant", [-4.0, 2.5])
def test_page_that_lay_askew_is_levelled(slant, tmp_path):
    askew = CORNER.rotate(slant, resample=Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    assert texts(read_bytes(tmp_path, "a.png", as_file(askew))) == list(ROWS)


DESK_ROWS = [
    ["事项", "整改措施", "责任单位"],
    ["登记", "逐株登记造册。", "县林业局"],
    ["建档", "建立档案。", "各乡镇"],
]
[LETTER] = pages(typeset("一、分工", ruled(DESK_ROWS, [60, 200, 120])))
SHEET = LETTER.crop((0, 0, 1653, 900))


@pytest.mark.parametrize("lean", [0.06, 0.12, 0.25])
def test_sheet_photographed_aslant_is_pulled_straight(lean):
    """Black fields on a white sheet come to lie where they were, to a fiftieth of its width."""
    sheet = Image.new("RGB", (1200, 1500), "white")
    draw = ImageDraw.Draw(sheet)
    for across in (150, 550, 950):
        for down in (200, 700, 1200):
            draw.rectangle((across, down, across + 99, down + 99), fill="black")
    flat = cv2.resize(outline.flattened(np.asarray(photographed(sheet, lean))), sheet.size)
    dark = (flat.mean(axis=2) < 90).astype(np.uint8)
    _, _, fields, middles = cv2.connectedComponentsWithStats(dark)
    found = [middle for middle, field in zip(middles[1:], fields[1:], strict=True) if field[-1] > 5_000]
    wanted = [(across + 50, down + 50) for down in (200, 700, 1200) for across in (150, 550, 950)]
    assert len(found) == len(wanted)
    assert all(min(math.dist(one, other) for other in found) < 24 for one in wanted)


def test_table_photographed_aslant_has_its_cells(tmp_path):
    document = read_bytes(tmp_path, "a.jpg", as_file(photographed(SHEET, 0.08), file_format="JPEG"))
    assert [text for *_, text in cells(document)] == [text for row in DESK_ROWS for text in row]


@pytest.mark.parametrize(
    "picture",
    [LETTER, worn(LETTER, slant=2.0), photographed(SHEET, 0.0), photographed(SHEET, 0.1, ground=250)],
    ids=["scan", "askew", "from above", "on a white desk"],
)
def test_picture_that_shows_no_slanted_sheet_is_left_alone(picture):
    seen = np.asarray(picture)
    assert outline.flattened(seen) is seen


def test_camera_says_how_it_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = as_file(Image.new("RGB", (40, 20), "white"), file_format="JPEG", exif=exif)
    [upright] = decoded(lying, Limits())
    assert upright.shape == (40, 20, 3)


# Colours


def test_seal_goes_and_what_is_under_it_stays():
    clean, seals = stamp.without_seals(np.asarray(sealed(PAGE, 700, 300)))
    assert seals == 1
    assert np.abs(clean[:, :, 0].astype(int) - np.asarray(PAGE.convert("L"))).mean() < 1


def test_red_head_is_no_seal():
    head = Image.new("RGB", (1653, 600), "white")
    draw = ImageDraw.Draw(head)
    for at in range(9):  # characters of the head, then the red line
        draw.rectangle((250 + at * 130, 200, 350 + at * 130, 300), outline=(220, 20, 20), width=16)
    draw.rectangle((220, 450, 1430, 458), fill=(220, 20, 20))
    clean, seals = stamp.without_seals(np.asarray(head))
    assert seals == 0
    assert (clean < 128).sum() == 3 * (np.asarray(head.convert("L")) < 128).sum() > 0


def test_seal_is_reported_and_words_under_it_are_read(tmp_path):
    document = read_bytes(tmp_path, "a.png", as_file(sealed(CORNER, 500, 170, radius=160)))
    assert texts(document) == list(ROWS)
    assert "R104" in codes(document)


def test_what_is_transparent_is_paper_and_grey_may_be_deep():
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    [picture] = decoded(as_file(clear), Limits())
    assert picture.min() == 255
    deep = Image.fromarray(np.linspace(0, 65535, 900).reshape(30, 30).astype(np.uint16))
    [picture] = decoded(as_file(deep), Limits())
    assert (picture.min(), picture.max()) == (0, 255)


# What is in doubt


def strip(*scores, text="逐株登记造册"):
    characters = [
        Written(char, 40 * at, 40 * at + 38, score)
        for at, (char, score) in enumerate(zip(text, scores, strict=True))
    ]
    return Strip(tuple(characters), 0, 0, 240, 44)


def test_doubtful_characters_are_listed_with_what_stands_around_them():
    sure, unsure = strip(*[0.99] * 6), strip(0.99, 0.99, 0.4, 0.99, 0.99, 0.99)
    [remark] = page._remarks([sure, unsure], [], 0, 0, "第3页")
    assert (remark.code, remark.place) == ("R102", "第3页")
    assert "有1处" in remark.message
    assert "「逐株登记造册」" in remark.message
    assert list(page._remarks([strip(0.99, 0.99, 0.99, 0.3, text="登记。，")], [], 0, 0, "第1页")) == []


def test_confidence_of_a_block_is_that_of_its_least_sure_line():
    assert strip(0.9, 0.8, 0.7, 0.9, 0.8, 0.7).score == pytest.approx(0.8)


def test_wide_space_parts_a_line_and_setting_is_even():
    characters = [
        Written(char, x, x + 30, 0.9)
        for char, x in zip("责任单位县林业局", (0, 44, 81, 120, 320, 360, 398, 442), strict=True)
    ]
    found = list(setting.glyphs_of([Strip(tuple(characters), 0, 0, 472, 40)]))
    steps = [round(other.x0 - one.x0, 1) for one, other in pairwise(found)]
    assert [step > 100 for step in steps] == [False, False, False, True, False, False, False]
    assert len(set(steps[:3])) == len(set(steps[4:])) == 1


def test_full_width_digits_of_a_short_line_stand_together():
    """Recognition gives narrow digits; 「２０２５年１２月５日」 is as wide as ten characters."""
    characters = [Written(char, 40 * at + 8, 40 * at + 30, 0.9) for at, char in enumerate("2025年12月5日")]
    line = Strip(tuple(characters), 0, 0, 400, 40)
    found = list(setting.glyphs_of([strip(*[0.9] * 6)._replace(top=100, bottom=140), line]))[6:]
    assert all(other.x0 - one.x1 < 4 for one, other in pairwise(found))


@pytest.mark.parametrize("case", list(csv.DictReader((DATA / "confused.csv").open(encoding="utf-8"))))
def test_characters_of_like_shape_are_put_right_only_where_sure(case):
    line = strip(*[0.9] * len(case["read"]), text=case["read"])
    [right], told = put_right([line])
    assert "".join(one.char for one in right.characters) == case["meant"]
    assert bool(told) == (case["read"] != case["meant"])


# What cannot be read


@pytest.mark.parametrize(
    ("fault", "words", "code"),
    [(RuntimeError, ["前一页的文字。"], "R036"), (MemoryError, [], "R061")],
    ids=["a fault of its own", "no memory left"],
)
def test_fault_of_the_recogniser_costs_no_more_than_its_page(fault, words, code, tmp_path, monkeypatch):
    """Only where memory has run out the file is given up: a fresh process may read it whole."""

    def fail(picture):
        raise fault(picture.shape)

    monkeypatch.setattr("pipeline.readers.scan.page.set_upright", fail)
    mixed = pypdfium2.PdfDocument(drawn(lines("前一页的文字。")))
    mixed.import_pages(pypdfium2.PdfDocument(as_pdf(PAGE)))
    path = tmp_path / "a.pdf"
    mixed.save(path)
    document = read(path)
    assert (texts(document), codes(document)) == (words, [code])


def test_without_the_extra_one_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "NEEDED", ("a_package_that_nobody_has",))
    picture = read_bytes(tmp_path, "a.png", as_file(CORNER))
    assert refused(picture, "R100")
    assert "pip install '.[ocr]'" in picture.problems[0].action
    scan = read_bytes(tmp_path, "a.pdf", as_pdf(PAGE))
    assert refused(scan, "R034")
    assert "pip install '.[ocr]'" in scan.problems[0].action


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "TIFF", "BMP"])
def test_cut_off_image(file_format, tmp_path):
    content = as_file(CORNER, file_format=file_format)
    assert refused(read_bytes(tmp_path, "a." + file_format.lower(), content[: len(content) // 3]), "R105")


def test_image_that_claims_to_be_enormous(tmp_path):
    content = as_file(Image.new("1", (20, 20), 1))
    header = content[12:16] + (60_000).to_bytes(4, "big") * 2 + content[24:29]
    claimed = content[:12] + header + zlib.crc32(header).to_bytes(4, "big") + content[33:]
    assert refused(read_bytes(tmp_path, "a.png", claimed), "R106")
    path = tmp_path / "b.png"
    path.write_bytes(as_file(Image.new("1", (2_000, 2_000), 1)))
    assert refused(read(path, Limits(pixels=1_000_000)), "R106")


def test_image_without_words(tmp_path):
    assert refused(read_bytes(tmp_path, "a.png", as_file(Image.new("L", (400, 300), 255))), "R107")
    square = Image.new("L", (400, 300), 255)
    square.paste(0, (150, 100, 220, 170))
    assert refused(read_bytes(tmp_path, "a.png", as_file(square)), "R107")


def test_pages_beyond_the_limit_are_said_to_be_unread(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf(PAGE, PAGE))
    document = read(path, Limits(scan_pages=1))
    assert texts(document) == list(ROWS)
    assert [(problem.code, problem.place) for problem in document.problems] == [
        ("R108", "第2页"),
        ("R101", ""),
    ]
    assert document.gaps[0].kind == "unreadable"
    path = tmp_path / "a.tif"
    path.write_bytes(as_file(CORNER, CORNER, file_format="TIFF"))
    document = read(path, Limits(scan_pages=1))
    assert (texts(document), codes(document)) == (list(ROWS), ["R108", "R101"])


# Offline, and the same every time

ALONE = """
import socket, sys
def refuse(*args, **kwargs): raise SystemExit("the network was asked")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
from pipeline.readers import read
sys.stdout.write(read(Path(sys.argv[1])).model_dump_json())
"""


def test_recognition_asks_no_network_and_gives_the_same_in_every_process(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(as_file(worn(CORNER, slant=1.5)))
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", ALONE, str(path)]
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    alone = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert alone.stdout == read(path).model_dump_json()


def strip_of(text, em, height, top):
    """A recognised line of full-width characters of this size, in a box of this height."""
    written = tuple(Written(char, at * em, (at + 1) * em, 1.0) for at, char in enumerate(text))
    return Strip(written, 0, top, len(text) * em, top + height)


def test_line_of_the_body_is_no_smaller_because_most_lines_are_cells_of_a_table():
    cells_of_table = [strip_of("市生态环境局分局", 34, 45, 100 + 50 * at) for at in range(8)]
    last = strip_of("集团和青峰镇配合逐站落实运维人员", 49, 49, 0)
    heights = {glyph.height for glyph in setting.glyphs_of([last, *cells_of_table]) if glyph.base < 60}
    assert len(heights) == 1
    assert heights.pop() > 45
