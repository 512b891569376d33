"""Scanned pages inside OFD and Word files: recognised where they stand, said where they cannot be."""

import io

import docx
import pytest
from docx.shared import Cm
from ofd_builders import HEIGHT, media, ofd_bytes, page, paragraphs, picture
from PIL import Image
from readers_builders import codes, drawn, lines, read_bytes, refused, ruled, texts, typeset
from scan_builders import as_file, pages, worn

from pipeline.readers import Limits, read
from pipeline.readers.scan import engine

ROWS = (
    "一、总体要求",
    "由县林业局牵头，各乡镇配合，2026年9月底前全部完成。",
    "二、工作措施",
    "由各乡镇牵头，逐株落实管护单位和管护人，年底前建档。",
)
[SCAN] = pages(drawn(lines(*ROWS)))
PAGE = as_file(SCAN)
TREE = as_file(Image.effect_noise((900, 700), 40).convert("RGB"))
LISTED = "<CommonData><DocumentRes>DocumentRes.xml</DocumentRes></CommonData>"


def scanned_ofd(*bodies, listed=LISTED, resources=None, files=None):
    parts = {"DocumentRes.xml": resources or media(x9="scan.png")}
    extra = {f"Doc_0/Res/{name}": content for name, content in (files or {"scan.png": PAGE}).items()}
    return ofd_bytes({"pages": list(bodies), "parts": parts, "listed": listed}, extra=extra)


def word_with(*content):
    """A Word file of paragraphs: text, or the bytes of a picture that fills the page."""
    document = docx.Document()
    for one in content:
        if isinstance(one, str):
            document.add_paragraph(one)
        else:
            document.add_picture(io.BytesIO(one), width=Cm(15))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# OFD


def test_scanned_page_of_an_ofd_is_recognised_beside_one_that_has_its_words(tmp_path):
    content = scanned_ofd(page(paragraphs("前一页的文字。")), page(picture()))
    document = read_bytes(tmp_path, "扫描.ofd", content)
    assert texts(document) == ["前一页的文字。", *ROWS]
    assert document.reader == "ofd+rapidocr"
    assert [block.place.page for block in document.blocks] == [1, 2, 2, 2, 2]
    assert [block.confidence is None for block in document.blocks] == [True, False, False, False, False]
    assert codes(document) == ["R101"]
    first, *_, last = [block.place.box for block in document.blocks[1:]]
    assert first[1] < last[1] < 300  # the words stand in the upper third of the page


def test_page_of_an_ofd_that_is_laid_from_strips_is_one_picture(tmp_path):
    """Scanners cut a page into strips; the second of these begins in the middle of a line."""
    strips = [SCAN.crop((0, top, SCAN.width, top + SCAN.height // 2)) for top in (0, SCAN.height // 2)]
    half = HEIGHT / 2
    content = scanned_ofd(
        page(picture("7", 0, half), picture("8", half, half)),
        resources=media(x7="1.jpg", x8="2.jpg"),
        files={f"{at}.jpg": as_file(one, file_format="JPEG") for at, one in enumerate(strips, 1)},
    )
    assert texts(read_bytes(tmp_path, "扫描.ofd", content)) == list(ROWS)


@pytest.mark.parametrize(
    ("resources", "files"),
    [
        (media(x9="scan.png"), {"scan.png": PAGE[:2_000]}),
        (media(x9="scan.jb2"), {"scan.jb2": b"\x97JB2\r\n\x1a\n" + bytes(90)}),
        (media(x9="gone.png"), {"scan.png": PAGE}),
        (media(x3="scan.png"), {"scan.png": PAGE}),
        ("<Res BaseLoc='Res'><a></Res>", {"scan.png": PAGE}),
    ],
    ids=["damaged", "unknown form", "missing", "not listed", "broken list"],
)
def test_picture_of_an_ofd_that_cannot_be_shown_is_said(resources, files, tmp_path):
    content = scanned_ofd(page(picture()), resources=resources, files=files)
    assert refused(read_bytes(tmp_path, "扫描.ofd", content), "R206")


def test_pages_of_an_ofd_beyond_the_limit_are_said_to_be_unread(tmp_path):
    path = tmp_path / "扫描.ofd"
    path.write_bytes(scanned_ofd(page(paragraphs("文字。")), page(picture())))
    assert codes(read(path, Limits(scan_pages=0))) == ["R108"]


# Word


def test_picture_of_a_page_in_a_word_file_is_read_where_it_stands(tmp_path):
    document = read_bytes(tmp_path, "a.docx", word_with("以下是扫描件。", PAGE, "以上请阅。"))
    assert texts(document) == ["以下是扫描件。", *ROWS, "以上请阅。"]
    assert document.reader == "python-docx+rapidocr"
    labels = [block.place.label() for block in document.blocks]
    assert labels == ["第1段", *["第1段后图片1"] * 4, "第2段"]
    boxes = [block.place.box for block in document.blocks[1:-1]]
    assert [box[1] for box in boxes] == sorted({box[1] for box in boxes})
    assert all(block.confidence > 0.9 for block in document.blocks[1:-1])
    assert [(one.code, one.message[:12]) for one in document.problems] == [("R129", "第1段后图片1是扫描的文")]
    assert document.gaps == ()


def test_pages_pasted_one_after_the_other_go_on_and_their_tables_count_with_the_others(tmp_path):
    rows = [["序号", "整改措施", "责任单位"], ["1", "逐株登记造册。", "县林业局"]]
    first, second = pages(
        typeset(
            "一、要求",
            "各乡镇要把古树名木保护摆上重要位置，由县林业局牵头，对照普查结果逐株登记造册、逐株挂牌保护。",
        )
    ) + pages(
        typeset(ruled(rows, [60, 200, 120]), "各乡镇每季度向县林业局报告一次管护情况，年底前全部建档。")
    )
    content = word_with(as_file(first), as_file(worn(second)))
    document = read_bytes(tmp_path, "a.docx", content)
    assert document.raw.startswith("一、要求\n各乡镇要把古树名木保护")
    assert {block.place.picture for block in document.blocks} == {1, 2}
    assert "图片2表1第2行第3列" in [block.place.label() for block in document.blocks]


def test_photograph_and_picture_beside_words_stay_pictures(tmp_path):
    document = docx.Document(io.BytesIO(word_with("整改前的照片：", TREE)))
    document.add_paragraph("见下图：").add_run().add_picture(io.BytesIO(PAGE), width=Cm(15))
    stream = io.BytesIO()
    document.save(stream)
    found = read_bytes(tmp_path, "a.docx", stream.getvalue())
    assert texts(found) == ["整改前的照片：", "见下图："]
    assert codes(found) == ["R122"]
    assert len(found.gaps) == 2


def test_word_file_of_nothing_but_a_scan_is_read(tmp_path):
    assert texts(read_bytes(tmp_path, "a.docx", word_with(PAGE))) == list(ROWS)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.docx", word_with("以下是扫描件。", PAGE), "R122"), ("a.ofd", scanned_ofd(page(picture())), "R206")],
)
def test_without_the_extra_it_is_said_as_ever(name, content, code, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "NEEDED", ("a_package_that_is_not_there",))
    document = read_bytes(tmp_path, name, content)
    assert codes(document) == [code]
    assert "'.[ocr]'" in document.problems[0].action
