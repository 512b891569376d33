"""Archives and mails: documents are read where they lie, the rest is named, nothing is written."""

import io
import stat
import sys
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from readers_builders import docx_bytes, drawn, lines, par

from pipeline.readers import Limits, read, read_all

LETTER = "请县水务局于9月底前完成渠道清淤。"


def zip_of(members, compression=zipfile.ZIP_DEFLATED):
    """An archive of (name, bytes); a name may be a ZipInfo."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def in_gb18030(content, name):
    """The archive with `name` stored as Chinese Windows stores it: in GB18030, without the flag for UTF-8."""
    old, new = name.encode(), name.encode("gb18030")
    assert content.count(old) == 2
    out = bytearray(content)
    for magic, at_flags, at_length, at_name in ((b"PK\x03\x04", 6, 26, 30), (b"PK\x01\x02", 8, 28, 46)):
        at = out.index(magic)
        out[at + at_flags + 1] &= 0xF7
        out[at + at_length : at + at_length + 2] = len(new).to_bytes(2, "little")
        out[at + at_name : at + at_name + len(old)] = new
    end = out.index(b"PK\x05\x06")
    shrunk = len(old) - len(new)
    out[end + 12 : end + 16] = (int.from_bytes(out[end + 12 : end + 16], "little") - shrunk).to_bytes(
        4, "little"
    )
    out[end + 16 : end + 20] = (int.from_bytes(out[end + 16 : end + 20], "little") - shrunk).to_bytes(
        4, "little"
    )
    return bytes(out)


def number(value):
    """A variable-length number as RAR 5 writes it."""
    out = b""
    while True:
        low, value = value & 0x7F, value >> 7
        out += bytes([low | (0x80 if value else 0)])
        if not value:
            return out


def rar_of(members):
    """A RAR 5 archive of (name, bytes), stored without compression."""

    def block(kind, flags, body, size=None):
        head = number(kind) + number(flags) + (number(size) if size is not None else b"") + body
        sized = number(len(head)) + head
        return zlib.crc32(sized).to_bytes(4, "little") + sized

    out = b"Rar!\x1a\x07\x01\x00" + block(1, 0, number(0))
    for name, content in members:
        raw = name.encode()
        body = number(4) + number(len(content)) + number(0o100644) + zlib.crc32(content).to_bytes(4, "little")
        out += block(2, 2, body + number(0) + number(1) + number(len(raw)) + raw, len(content)) + content
    return out + block(5, 0, number(0))


def seven_of(members, **options):
    import py7zr

    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", **options) as archive:
        for name, content in members:
            archive.writestr(content, name)
    return stream.getvalue()


def mail(*attachments, body=LETTER, html=""):
    message = EmailMessage()
    message["From"] = "督查室 <dcs@example.invalid>"
    message["Subject"] = "关于报送清淤进度的函"
    message.set_content(body, charset="gb2312")
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def found(folder, name, content, limits=None):
    """What `content` yields, as {name within the container: text or code of the problem}."""
    path = folder / name
    path.write_bytes(content)
    before = set(folder.iterdir())
    documents = read_all(path, limits)
    assert set(folder.iterdir()) == before
    assert len({document.name for document in documents}) == len(documents)
    return {
        document.name.removeprefix(name).removeprefix(" › "): document.raw or document.problems[0].code
        for document in documents
    }


SPEECH = docx_bytes(par("一、抓好渠道清淤。"))
MEMBERS = [("二、反馈意见.docx", SPEECH), ("一、来函.txt", LETTER.encode("gb18030"))]
READ = {"一、来函.txt": LETTER, "二、反馈意见.docx": "一、抓好渠道清淤。"}
MAKERS = {"zip": zip_of, "7z": seven_of, "rar": rar_of}


def _libarchive():
    try:
        import libarchive
    except Exception:
        return False
    return bool(libarchive)


needs_libarchive = pytest.mark.skipif(not _libarchive(), reason="the library libarchive is not installed")
FORMS = ["zip", "7z", pytest.param("rar", marks=needs_libarchive)]


@pytest.mark.parametrize("form", FORMS)
def test_every_member_is_a_document_of_its_own(form, tmp_path):
    assert found(tmp_path, f"附件包.{form}", MAKERS[form](MEMBERS)) == READ


@pytest.mark.parametrize("form", FORMS)
def test_format_is_known_by_the_bytes(form, tmp_path):
    assert found(tmp_path, "附件包.docx", MAKERS[form](MEMBERS)) == READ


def test_mail_gives_its_body_and_its_attachments(tmp_path):
    content = mail(*MEMBERS, html="<p>不读这一份</p>")
    assert found(tmp_path, "来信.eml", content) == {"正文.txt": f"{LETTER}\n", **READ}


def test_mail_within_a_mail(tmp_path):
    outer = EmailMessage()
    outer["Subject"] = "转发"
    outer.set_content("请阅。")
    inner = EmailMessage()
    inner["Subject"] = "关于 9/10 月清淤的函"
    inner.set_content(LETTER)
    outer.add_attachment(inner)
    name = "关于 9／10 月清淤的函.eml › 正文.txt"
    assert found(tmp_path, "来信.eml", outer.as_bytes()) == {"正文.txt": "请阅。\n", name: f"{LETTER}\n"}


def test_archive_in_an_archive_and_a_mail_in_it(tmp_path):
    inner = zip_of(MEMBERS)
    content = zip_of([("附件/里层.zip", inner), ("来信.eml", mail())])
    assert found(tmp_path, "外层.zip", content) == {
        "来信.eml › 正文.txt": f"{LETTER}\n",
        "附件/里层.zip › 一、来函.txt": LETTER,
        "附件/里层.zip › 二、反馈意见.docx": "一、抓好渠道清淤。",
    }


def test_depth_has_a_limit(tmp_path):
    content = zip_of(MEMBERS)
    for _ in range(6):
        content = zip_of([("再里层.zip", content)])
    [(name, code)] = found(tmp_path, "外层.zip", content).items()
    assert (name.count("再里层"), code) == (4, "R054")


def test_names_in_gb18030(tmp_path):
    content = in_gb18030(zip_of([("渠道清淤.txt", LETTER.encode())]), "渠道清淤.txt")
    assert found(tmp_path, "a.zip", content) == {"渠道清淤.txt": LETTER}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/渠道.txt", "etc/渠道.txt"),
        ("/etc/渠道.txt", "etc/渠道.txt"),
        ("C:\\windows\\渠道.txt", "windows/渠道.txt"),
        ("甲\x1b[2J\u202e渠道.txt", "甲�[2J�渠道.txt"),
    ],
)
def test_names_lead_nowhere(name, shown, tmp_path):
    assert found(tmp_path, "a.zip", zip_of([(name, LETTER.encode())])) == {shown: LETTER}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_links_are_not_followed(tmp_path):
    link = zipfile.ZipInfo("捷径.txt")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    content = zip_of([(link, b"/etc/passwd"), ("来函.txt", LETTER.encode())])
    assert found(tmp_path, "a.zip", content) == {"捷径.txt": "R055", "来函.txt": LETTER}


def test_link_in_a_7z(tmp_path):
    import py7zr

    (tmp_path / "捷径.txt").symlink_to("/etc/passwd")
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w") as archive:
        archive.write(tmp_path / "捷径.txt", "捷径.txt")
        archive.writestr(LETTER, "来函.txt")
    assert found(tmp_path, "a.7z", stream.getvalue()) == {"捷径.txt": "R055", "来函.txt": LETTER}


def test_same_name_twice_and_same_content_twice(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zip_of([("a.txt", "甲".encode()), ("a.txt", "乙".encode()), ("b.txt", "甲".encode())])
    assert found(tmp_path, "a.zip", content) == {"a.txt": "甲", "a（同名第2个）.txt": "乙", "b.txt": "甲"}


def test_litter_is_passed_over(tmp_path):
    litter = [("__MACOSX/._a.txt", b"x"), ("文/Thumbs.db", b"x"), ("~$a.docx", b"x"), (".DS_Store", b"x")]
    assert found(tmp_path, "a.zip", zip_of([*litter, ("a.txt", "甲".encode())])) == {"a.txt": "甲"}


def test_member_that_no_reader_takes_is_one_line(tmp_path):
    content = zip_of([("a.txt", "甲".encode()), ("图.dwg", b"\x00\x01" * 50), ("空.txt", b"")])
    assert found(tmp_path, "a.zip", content) == {"a.txt": "甲", "图.dwg": "R006", "空.txt": "R004"}


# Hostile containers

LOCK = {"password": "x"}


def locked(content):
    """The archive with every member said to be encrypted."""
    out = bytearray(content)
    for magic, at_flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := out.find(magic, at + 1)) >= 0:
            out[at + at_flags] |= 1
    return bytes(out)


def lying(content):
    size, lie = (5_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    assert content.count(size) == 2
    return content.replace(size, lie)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("锁.zip", locked(zip_of(MEMBERS)), "R051"),
        ("锁.7z", seven_of(MEMBERS, **LOCK), "R051"),
        ("锁头.7z", seven_of(MEMBERS, **LOCK, header_encryption=True), "R051"),
        ("坏.zip", b"PK\x03\x04" + bytes(60), "R050"),
        ("断.zip", zip_of(MEMBERS)[:-60], "R050"),
        ("坏.7z", b"7z\xbc\xaf\x27\x1c" + bytes(60), "R050"),
        ("断.7z", seven_of(MEMBERS)[:-60], "R050"),
        pytest.param("坏.rar", rar_of(MEMBERS)[:40] + bytes(60), "R050", marks=needs_libarchive),
        ("空.zip", zip_of([]), "R056"),
        ("空.eml", b"From: a@example.invalid\n\n", "R056"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_container_that_gives_nothing(name, content, code, tmp_path):
    assert found(tmp_path, name, content) == {"": code}


@pytest.mark.parametrize("form", FORMS)
def test_bomb_ends_the_unpacking_and_not_the_batch(form, tmp_path):
    content = MAKERS[form]([("0.txt", "甲".encode()), ("1.bin", bytes(3_000_000)), ("2.txt", "乙".encode())])
    documents = found(tmp_path, f"a.{form}", content, Limits(free_bytes=1_000_000, ratio=0))
    assert documents[""] == "R052"
    assert "2.txt" not in documents


def test_bytes_of_all_levels_count_together(tmp_path):
    inner = zip_of([("a.txt", b"x" * 600_000)])
    content = zip_of([("1.zip", inner), ("2.zip", inner)])
    documents = found(tmp_path, "a.zip", content, Limits(free_bytes=1_000_000, ratio=0))
    assert documents["1.zip › a.txt"].startswith("xxx")
    assert documents["2.zip"] == "R052"


def test_lying_directory_is_not_believed(tmp_path):
    content = lying(zip_of([("a.txt", b" " * 5_000_000)]))
    assert found(tmp_path, "a.zip", content) == {"a.txt": "R050"}


@pytest.mark.parametrize("form", FORMS)
def test_too_many_members(form, tmp_path):
    content = MAKERS[form]([(f"{number}.txt", b"x") for number in range(12)])
    assert found(tmp_path, f"a.{form}", content, Limits(members=10))[""] == "R053"


def test_archive_that_holds_itself_ends(tmp_path):
    """A chain of archives, each with two copies of the next: 2^n files in little space."""
    content = zip_of([("a.txt", "甲".encode())])
    for _ in range(10):
        content = zip_of([("1.zip", content), ("2.zip", content)])
    assert set(found(tmp_path, "a.zip", content).values()) == {"R054"}


def test_one_member_that_is_too_large_leaves_the_others(tmp_path):
    content = zip_of([("a.txt", b"x" * 3_000), ("b.txt", "乙".encode())])
    assert found(tmp_path, "a.zip", content, Limits(file_bytes=2_000)) == {"a.txt": "R005", "b.txt": "乙"}


@pytest.mark.parametrize(
    ("package", "name", "content"),
    [("py7zr", "a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(60)), ("libarchive", "a.rar", rar_of(MEMBERS))],
)
def test_where_the_package_is_missing(package, name, content, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    assert found(tmp_path, name, content) == {"": "R057"}


def test_read_takes_a_container_of_one_and_says_when_there_are_several(tmp_path):
    (tmp_path / "一.zip").write_bytes(zip_of(MEMBERS[:1]))
    (tmp_path / "二.zip").write_bytes(zip_of(MEMBERS))
    assert read(tmp_path / "一.zip").raw == "一、抓好渠道清淤。"
    assert read(tmp_path / "二.zip").problems[0].code == "R058"


def test_pdf_in_a_container_keeps_its_pages(tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of([("a.pdf", drawn(lines("甲"), lines("乙")))]))
    [document] = read_all(tmp_path / "a.zip")
    assert [block.place.page for block in document.blocks] == [1, 2]
    assert document.format == "pdf"


def test_mail_with_damaged_headers_is_read(tmp_path):
    content = b"Subject: \xc7\xe5\xd3\xd9\nContent-Type: text/plain; charset=nonsense\n\n" + LETTER.encode(
        "gb18030"
    )
    assert found(tmp_path, "a.eml", content) == {"正文.txt": LETTER}


def test_name_of_an_attachment_in_raw_gb18030(tmp_path):
    content = mail(("NAME", LETTER.encode())).replace(b'"NAME"', b'"\xc7\xe5\xd3\xd9.txt"')
    assert "清淤.txt" in found(tmp_path, "a.eml", content)
