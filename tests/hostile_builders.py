"""Files made to harm or mislead, and files that broke on the way: one function for each."""

import gzip
import io
import pickle
import tempfile
import zlib
from pathlib import Path

from container_builders import lying, mail, zip_of
from legacy_builders import odf_bytes, rtf
from ofd_builders import ofd_bytes, page, paragraphs
from openpyxl import Workbook
from PIL import Image
from readers_builders import cell, docx_bytes, drawn, lines, par, repacked, row, table
from sheet_builders import sheet_bytes

TRAP = Path(tempfile.gettempdir()) / "duban-trap"
"""What comes to be only if a file could run code."""

WORD = docx_bytes(par("由县林业局牵头，逐株登记。"))
SHEET = sheet_bytes([["序号", "措施"], [1, "清淤"]])
PDF = drawn(lines("一、开展古树普查，逐株登记。"), lines("二、落实管护责任。"))
BLANK_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
ONE_PAGE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def bare_pdf(*objects, trailer=b"<</Root 1 0 R>>"):
    """A PDF written by hand: the catalogue, then these objects from number 2 on."""
    out = b"%PDF-1.4\n"
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), 1):
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return out + b"trailer\n" + trailer + b"\nstartxref\n0\n%%EOF"


def stream(body, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(body), body)


GARBLED = (
    ONE_PAGE,
    BLANK_PAGE.replace(b"/Contents", b"/Resources<</Font<</F 5 0 R>>>>/Contents"),
    stream(b"BT /F 14 Tf 72 700 Td <0102030405060708090A> Tj ET"),
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/FontDescriptor 7 0 R/CIDSystemInfo 8 0 R>>",
    b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200>>",
    b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
)


# Packages of XML


def inflating_docx():
    return repacked(WORD, added={"word/media/image1.bmp": bytes(300 << 20)})


def crowded_docx():
    return repacked(WORD, added={f"word/media/{at}.bin": b"" for at in range(5_001)})


def lying_docx():
    return lying(repacked(WORD, added={"word/lie.xml": b" " * 5_000_000}))


def laughing_docx():
    return repacked(WORD, {"word/document.xml": lambda xml: ENTITIES + xml.partition(b"?>")[2]})


def prying_docx():
    return repacked(WORD, {"word/document.xml": lambda xml: OUTSIDE + xml.partition(b"?>")[2]})


def deep_docx():
    return docx_bytes("<w:sdt><w:sdtContent>" * 60 + par("深处") + "</w:sdtContent></w:sdt>" * 60)


def bottomless_docx():
    nested = b"<w:p>" * 5_000 + b"</w:p>" * 5_000
    return repacked(WORD, {"word/document.xml": lambda xml: xml.replace(b"<w:body>", b"<w:body>" + nested)})


def nested_docx():
    boxed = par("甲")
    for _ in range(40):
        boxed = table(row(f"<w:tc>{boxed}</w:tc>", cell("乙")))
    return docx_bytes(boxed)


def half_docx():
    return WORD[: len(WORD) // 2]


def locked_docx():
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "EncryptedPackage".encode("utf-16-le")


def wordless_docx():
    return docx_bytes(par(), par(" "))


def inflating_xlsx():
    return repacked(SHEET, {"xl/worksheets/sheet1.xml": lambda xml: xml + b" " * (70 << 20)})


def prying_xlsx():
    return repacked(SHEET, {"xl/worksheets/sheet1.xml": lambda xml: OUTSIDE + xml})


def giant_merge_xlsx():
    merged = b'<mergeCells count="1"><mergeCell ref="A4:XFD1048576"/></mergeCells></worksheet>'
    return repacked(SHEET, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</worksheet>", merged)})


def far_cell_xlsx():
    """Two words, one at each end of the sheet."""
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "甲", "乙"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def many_cells_xlsx():
    """Twenty-nine rows with a word in their first and in their last cell."""
    pair = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="XFD{0}"><v>1</v></c></row>'
    rows = "".join(pair.format(at) for at in range(1, 30)).encode()
    body = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return repacked(SHEET, {"xl/worksheets/sheet1.xml": lambda _: body + rows + b"</sheetData></worksheet>"})


def circular_xls():
    """An old workbook whose table of sectors leads from a sector to itself."""
    header = bytearray(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    header[30:32] = (9).to_bytes(2, "little")
    header[60:64] = (1).to_bytes(4, "little")
    header[76:512] = b"\xff" * 436
    header[76:80] = (0).to_bytes(4, "little")

    def sector(*entries):
        return b"".join(one.to_bytes(4, "little") for one in entries).ljust(512, b"\xff")

    return bytes(header) + sector(0xFFFFFFFD, 0xFFFFFFFE) + sector(1, 2, 0) + "Workbook".encode("utf-16-le")


def half_ofd():
    content = _ofd()
    return content[: len(content) // 2]


def prying_ofd():
    return repacked(_ofd(), {"Doc_0/Document.xml": lambda xml: OUTSIDE + xml.partition(b"?>")[2]})


def inflating_ofd():
    return repacked(_ofd(), added={"Doc_0/Res/image.bmp": bytes(80 << 20)})


def _ofd():
    return ofd_bytes({"pages": [page(paragraphs("甲乙。"))]})


def prying_odt():
    content = odf_bytes("<text:p>甲</text:p>")
    return repacked(content, {"content.xml": lambda xml: OUTSIDE + xml})


# PDF


def locked_pdf():
    return drawn(lines("正文"), encrypt="secret")


def half_pdf():
    return PDF[: len(PDF) // 2]


def junk_pdf():
    return b"%PDF-1.7\n" + b"junk" * 50 + b"\n%%EOF"


def plain_pdf():
    return b"plain words"


def circular_pdf():
    return bare_pdf(b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")


def pageless_pdf():
    return bare_pdf(b"<</Type/Pages/Kids[]/Count 0>>")


def blank_pdf():
    return drawn(lines())


def pictured_pdf():
    return drawn(lambda canvas: canvas.rect(50, 50, 400, 400), lines())


def garbled_pdf():
    return bare_pdf(*GARBLED)


def inflating_pdf():
    bomb = zlib.compress(b"q " * 50_000_000, 9)
    return bare_pdf(ONE_PAGE, BLANK_PAGE, stream(bomb, b"/Filter/FlateDecode"))


def swollen_pdf():
    return bare_pdf(ONE_PAGE, BLANK_PAGE, stream(b"q " * 4_500_000))


def endless_pdf():
    return bare_pdf(b"<</Type/Pages/Kids[%s]/Count 2001>>" % (b"3 0 R " * 2001), BLANK_PAGE, stream(b""))


def crowded_pdf():
    font = b"/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents"
    words = stream(b"BT /F 1 Tf 9 700 Td %sET" % (b"(%s) Tj " % (b"word" * 5_000) * 5))
    return bare_pdf(ONE_PAGE, BLANK_PAGE.replace(b"/Contents", font), words)


def misplaced_pdf():
    return PDF.replace(b"startxref\n", b"startxref\n9")


def late_pdf():
    return b"junk before the file\n" + PDF


def backward_pdf():
    """The table of objects names itself as the one before it."""
    at = PDF.rindex(b"startxref\n") + len(b"startxref\n")
    table_at = PDF[at:].split()[0]
    return PDF.replace(b"/Size", b"/Prev %s /Size" % table_at, 1)


def drawing_itself_pdf():
    """A page that draws a form which draws itself."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    own = BLANK_PAGE.replace(b"/Contents", b"/Resources<</XObject<</F 5 0 R>>>>/Contents")
    return bare_pdf(ONE_PAGE, own, stream(b"/F Do"), stream(b"/F Do", form))


def measured_by_itself_pdf():
    """A page description whose length is said to be itself."""
    return bare_pdf(ONE_PAGE, BLANK_PAGE, b"<</Length 4 0 R>>\nstream\nq Q\nendstream")


def unpickling_pdf():
    """A font whose character map is a file of pickled code (CVE-2025-64512), which would make `TRAP`."""
    TRAP.with_suffix(".pickle.gz").write_bytes(gzip.compress(pickle.dumps(_Trap())))
    name = "/" + str(TRAP).replace("/", "#2F")
    font = GARBLED[3].replace(b"/Identity-H", name.encode())
    return bare_pdf(*GARBLED[:3], font, *GARBLED[4:])


class _Trap:
    def __reduce__(self):
        return Path.touch, (TRAP,)


# Archives and mails


def inflating_zip():
    return zip_of([("1.bin", bytes(90 << 20)), ("2.txt", "乙".encode())])


def lying_zip():
    return lying(zip_of([("a.txt", b" " * 5_000_000)]))


def climbing_zip():
    return zip_of([("../../../../tmp/duban-trap.txt", "由县水务局清淤。".encode())])


def chained_zip():
    """A chain of archives, each with two copies of the next: 2^n files in little space."""
    content = zip_of([("a.txt", "甲".encode())])
    for _ in range(10):
        content = zip_of([("1.zip", content), ("2.zip", content)])
    return content


def inflating_7z():
    import py7zr

    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.writestr(bytes(90 << 20), "1.bin")
    return stream.getvalue()


def deep_eml():
    """A mail whose parts lie in each other two thousand deep."""
    head = "".join(f'Content-Type: multipart/mixed; boundary="{at}"\n\n--{at}\n' for at in range(2_000))
    return f"From: a@example.invalid\n{head}Content-Type: text/plain\n\n清淤\n".encode()


def mailed_bomb_eml():
    return mail(("a.docx", inflating_docx()), body="请阅。")


# Pictures, pages, text


def enormous_png():
    """A picture that claims to be 60,000 by 60,000."""
    stream = io.BytesIO()
    Image.new("1", (8, 8)).save(stream, "PNG")
    content = bytearray(stream.getvalue())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def half_png():
    stream = io.BytesIO()
    Image.effect_noise((400, 300), 50).save(stream, "PNG")
    return stream.getvalue()[:9_000]


def deep_html():
    return b"<html><body>" + b"<div>" * 50_000 + "请县水务局清淤。".encode() + b"</body></html>"


def deep_rtf():
    return rtf("{" * 50_000 + "甲" + "}" * 50_000)


def prying_html():
    return b'<?xml version="1.0"?>' + OUTSIDE + "<html><body><p>甲&a;</p></body></html>".encode()


def odd_signs_txt():
    """Marks without width, signs beyond the first plane, joined accents, a byte order mark inside."""
    return "\ufeff一、请县水务局\u200b于9月\u00a0底前\ufeff清淤𠮷e\u0301处。\r\n　\r\n".encode()


def binary_txt():
    return bytes(range(256)) * 40


def empty_txt():
    return b""
