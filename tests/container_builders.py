"""Archives and mails for the tests, written member by member, and what is done to them to mislead."""

import io
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from readers_builders import docx_bytes, par

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
        for file in archive.header.files_info.files:  # the same bytes at any hour
            file |= {key: py7zr.helpers.ArchiveTimestamp(0) for key in file if key.endswith("time")}
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
