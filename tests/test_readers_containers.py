"""Archives and mails: documents are read where they lie, the rest is named, nothing is written."""

import datetime as dt
import io
import stat
import sys
import zipfile
from email.header import Header
from email.message import EmailMessage

import pytest
from container_builders import (
    FORMS,
    LETTER,
    MAKERS,
    MEMBERS,
    READ,
    in_gb18030,
    locked,
    lying,
    mail,
    needs_libarchive,
    rar_of,
    seven_of,
    zip_of,
)
from extraction_builders import extractor
from readers_builders import drawn, lines

from pipeline.readers import Limits, read, read_all


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


@pytest.mark.parametrize("form", FORMS)
def test_every_member_is_a_document_of_its_own(form, tmp_path):
    assert found(tmp_path, f"附件包.{form}", MAKERS[form](MEMBERS)) == READ


@pytest.mark.parametrize("form", FORMS)
def test_format_is_known_by_the_bytes(form, tmp_path):
    assert found(tmp_path, "附件包.docx", MAKERS[form](MEMBERS)) == READ


def test_mail_gives_its_body_and_its_attachments(tmp_path):
    content = mail(*MEMBERS, html="<p>不读这一份</p>")
    assert found(tmp_path, "来信.eml", content) == {"正文.txt": f"{LETTER}\n", **READ}


def headed(date="Thu, 30 Apr 2026 23:50:00 +0800", subject="关于报送清淤进度的函"):
    """A mail with a body and an attachment, sent on that day."""
    message = mail(*MEMBERS[1:])
    head = f"Date: {date}\nSubject: {Header(subject, 'gb18030').encode()}\n"
    return head.encode("utf-8", "replace") + message.replace(b"Subject:", b"X-Subject:", 1)


def test_head_of_a_mail_is_metadata_and_told(tmp_path):
    (tmp_path / "来信.eml").write_bytes(headed())
    body, attached = read_all(tmp_path / "来信.eml")
    assert body.metadata == {"subject": "关于报送清淤进度的函", "sender": "督查室", "sent": "2026-04-30"}
    assert [(one.code, one.message) for one in body.problems] == [
        ("R063", "这是邮件：主题“关于报送清淤进度的函”，发件人督查室，日期2026-04-30。")
    ]
    assert attached.metadata == {
        "attached_to": "关于报送清淤进度的函",
        "sender": "督查室",
        "sent_with": "2026-04-30",
    }
    assert attached.problems == ()


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Apr 2026 23:50:00 +0800", "\ud800"])
def test_mail_without_a_day_that_can_be_read_has_none(date, tmp_path):
    (tmp_path / "来信.eml").write_bytes(headed(date))
    assert "sent" not in read_all(tmp_path / "来信.eml")[0].metadata


def test_day_of_a_mail_dates_its_text_and_no_more_than_the_year_of_what_came_with_it(tmp_path):
    (tmp_path / "来信.eml").write_bytes(headed())
    anchors = [extractor()(one).document.anchor for one in read_all(tmp_path / "来信.eml")]
    assert [(one.rank, one.date, one.year, one.source) for one in anchors] == [
        (6, dt.date(2026, 4, 30), None, "邮件日期"),
        (6, None, 2026, "随附邮件的日期"),
    ]


def test_mark_in_the_subject_of_a_mail_stops_it(tmp_path):
    (tmp_path / "来信.eml").write_bytes(headed(subject="机密★一年"))
    assert [one.problems[0].code for one in read_all(tmp_path / "来信.eml")] == ["R070", "R070"]


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
