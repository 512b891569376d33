"""OFD files: text with its pages, the container's other parts said, broken and hostile ones refused."""

import pytest
from ofd_builders import ofd_bytes, page, paragraphs, picture, ruled, single, text
from readers_builders import cells, codes, read_bytes, refused, repacked, texts

from models import Place
from pipeline.readers import Limits, read

FIRST = (
    "各镇办要对照清单逐户核查危房改造台账，六月底前由县住建局牵头完成鉴定，"
    "鉴定结果在村务公开栏公示不少于七天。"
)
SECOND = "县财政局要及时拨付补助资金，做到专款专用。"
ONE_PAGE = page(text("危房改造整改推进会讲话", 60, 30, size=7.0), paragraphs(FIRST, SECOND, top=50))


def one(*pages, **parts):
    return {"pages": list(pages), **parts}


@pytest.mark.parametrize("spelling", ["prefix", "default", "none"])
def test_text_is_joined_over_lines(spelling, tmp_path):
    document = read_bytes(tmp_path, "讲话.ofd", ofd_bytes(one(ONE_PAGE, title="讲话稿"), spelling=spelling))
    assert texts(document) == ["危房改造整改推进会讲话", FIRST, SECOND]
    assert document.blocks[1].place == Place(page=1, paragraph=2)
    assert (document.format, document.reader, codes(document)) == ("ofd", "ofd", [])
    assert document.metadata == {"title": "讲话稿"}


def test_text_in_single_glyphs_reads_the_same(tmp_path):
    spread = page(
        text("危房改造整改推进会讲话", 60, 30, size=7.0), paragraphs(FIRST, SECOND, top=50, write=single)
    )
    document = read_bytes(tmp_path, "讲话.ofd", ofd_bytes(one(spread)))
    assert texts(document) == ["危房改造整改推进会讲话", FIRST, SECOND]


def test_order_is_that_of_the_page(tmp_path):
    shuffled = page(text("其次整改。", 35, 60), text("首先核查。", 35, 50))
    assert texts(read_bytes(tmp_path, "讲话.ofd", ofd_bytes(one(shuffled)))) == ["首先核查。", "其次整改。"]


@pytest.mark.parametrize(
    "paths",
    [
        lambda path: "/" + path if path.startswith("Doc_") else path,
        lambda path: path.replace("/", "\\"),
        str.lower,
        lambda path: "./" + path,
    ],
)
def test_paths_as_programs_write_them(paths, tmp_path):
    assert texts(read_bytes(tmp_path, "讲话.ofd", ofd_bytes(one(ONE_PAGE), paths=paths)))[1] == FIRST


def test_template_on_one_page_is_text_on_several_is_not(tmp_path):
    head, frame = page(text("临浦县人民政府文件", 50, 25, size=10.0)), page(text("临浦县内部印制", 80, 290))
    pages = [page(paragraphs(FIRST), template=1), *[page(paragraphs(SECOND), template=2)] * 2]
    document = read_bytes(tmp_path, "文件.ofd", ofd_bytes(one(*pages, templates=[head, frame])))
    assert texts(document) == ["临浦县人民政府文件", FIRST, SECOND, SECOND]
    assert [block.place.page for block in document.blocks] == [1, 1, 2, 3]
    assert document.metadata == {"template": "临浦县内部印制"}
    assert codes(document) == ["R127"]


def test_page_numbers_are_left_out_and_paragraphs_go_on(tmp_path):
    pages = [page(paragraphs(FIRST), text(f"- {number} -", 100, 285)) for number in (1, 2, 3)]
    assert texts(read_bytes(tmp_path, "文件.ofd", ofd_bytes(one(*pages)))) == [FIRST] * 3


def test_table_by_its_rules(tmp_path):
    rows = [["序号", "措施", "单位"], ["1", "逐户鉴定", "住建局"], ["2", "拨付资金", ""]]
    document = read_bytes(
        tmp_path, "台账.ofd", ofd_bytes(one(page(text("台账", 90, 40), ruled(rows, [20, 80, 60]))))
    )
    assert cells(document) == [
        (1, row, column, words) for row, line in enumerate(rows, 1) for column, words in enumerate(line, 1)
    ]
    assert texts(document, "paragraph") == ["台账"]


def test_what_is_not_seen_is_not_read(tmp_path):
    watermark = text("内部资料", 60, 150, size=20.0, CTM="0.7 0.7 -0.7 0.7 0 0")
    body = page(paragraphs(SECOND), watermark, text("隐藏", 30, 200, Visible="false"))
    assert texts(read_bytes(tmp_path, "文件.ofd", ofd_bytes(one(body)))) == [SECOND]


def test_other_parts_of_the_container_are_said(tmp_path):
    parts = {
        "Annots/Annotations.xml": '<Annotations><Page PageID="0"><FileLoc>Annot_0.xml</FileLoc></Page>'
        "</Annotations>",
        "Annots/Annot_0.xml": f'<PageAnnot><Annot Type="Watermark"><Appearance>{text("水印", 9, 9)}'
        "</Appearance></Annot></PageAnnot>",
        "Attachs/Attachments.xml": '<Attachments><Attachment ID="1" Name="问题清单.xlsx">'
        "<FileLoc>a.xlsx</FileLoc></Attachment></Attachments>",
        "Signs/Signatures.xml": '<Signatures><Signature ID="1" Type="Seal"/></Signatures>',
    }
    listed = (
        "<Annotations>Annots/Annotations.xml</Annotations><Attachments>Attachs/Attachments.xml</Attachments>"
    )
    body = "<Signatures>/Doc_0/Signs/Signatures.xml</Signatures>"
    content = ofd_bytes(
        one(page(paragraphs(SECOND)), parts=parts, listed=listed, body=body), one(page(paragraphs(FIRST)))
    )
    document = read_bytes(tmp_path, "文件.ofd", content)
    assert texts(document) == [SECOND, FIRST]
    assert [block.place.page for block in document.blocks] == [1, 2]
    assert codes(document) == ["R208", "R210", "R211", "R212"]
    assert "“问题清单.xlsx”" in document.problems[1].message


def test_page_that_is_missing_is_a_gap(tmp_path):
    content = ofd_bytes(one(page(paragraphs(FIRST)), page(paragraphs(SECOND))))
    broken = repacked(content, {"Doc_0/Pages/Page_0/Content.xml": lambda _: b"<Page"})
    document = read_bytes(tmp_path, "文件.ofd", broken)
    assert texts(document) == [SECOND]
    assert codes(document) == ["R038", "R209"]
    assert document.gaps[0].message.startswith("第1页")


GOOD = ofd_bytes(one(ONE_PAGE))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ofd_bytes(one(page(picture()))), "R206"),
        (ofd_bytes(one()), "R204"),
        (ofd_bytes(one(page())), "R009"),
        (ofd_bytes(one(ONE_PAGE), extra={"Encryptions.xml": "<Encryptions/>"}), "R203"),
        (ofd_bytes(one(page(paragraphs("¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤")))), "R207"),
        (repacked(GOOD, {"OFD.xml": lambda _: b"\x00\x01"}), "R200"),
        (repacked(GOOD, {"Doc_0/Document.xml": lambda _: b"\x00\x01"}), "R204"),
        (repacked(GOOD, {"Doc_0/Document.xml": lambda body: b"<!DOCTYPE a>" + body}), "R202"),
        (repacked(GOOD, {"OFD.xml": lambda body: body + b" " * (70 << 20)}), "R201"),
        (GOOD[: len(GOOD) // 2], "R200"),
        (b"not a container", "R200"),
    ],
)
def test_file_that_gives_nothing(content, code, tmp_path):
    assert refused(read_bytes(tmp_path, "文件.ofd", content), code)


def test_limits_of_pages_and_glyphs(tmp_path):
    path = tmp_path / "文件.ofd"
    path.write_bytes(ofd_bytes(one(ONE_PAGE, ONE_PAGE)))
    assert refused(read(path, Limits(pages=1)), "R205")
    assert refused(read(path, Limits(page_glyphs=10)), "R046")


@pytest.mark.parametrize("delta", ["g 999999999 1", "g", "x y", "1e300 1e300", "nan inf", "g -5 3"])
def test_distances_that_no_program_writes(delta, tmp_path):
    code = f'<TextCode X="0" Y="5" DeltaX="{delta}">整改落实</TextCode>'
    odd = page(f'<TextObject Boundary="20 50 50 9" Size="5">{code}</TextObject>')
    assert read_bytes(tmp_path, "文件.ofd", ofd_bytes(one(odd, page(paragraphs(SECOND))))).readable
