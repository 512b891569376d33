"""Saved web pages: web_pages.toml has the pages and what is read of them."""

import email.mime.multipart
import email.mime.text

import pytest
from readers_builders import codes, data, read_bytes, refused, shown

from pipeline.readers import Limits, read

PAGES = data("web_pages.toml")["page"]
PLAIN = "<html><head><meta charset={}></head><body><p>区水务局要排查漏损管网，8月底前完成。</p></body></html>"
WORDS = "区水务局要排查漏损管网，8月底前完成。"


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["case"])
def test_page(case, tmp_path):
    document = read_bytes(tmp_path, "网页.html", case["html"].encode())
    assert shown(document) == case["lines"]
    assert codes(document) == case.get("codes", [])
    assert {key: value for key, value in document.metadata.items() if value} == case.get("metadata", {})
    if "generated" in case:
        assert [block.generated for block in document.blocks] == case["generated"]


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encoding_is_found_whatever_is_declared(declared, encoding, tmp_path):
    assert read_bytes(tmp_path, "网页.htm", PLAIN.format(declared).encode(encoding)).raw == WORDS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_page_saved_in_one_file(encoding, tmp_path):
    message = email.mime.multipart.MIMEMultipart("related")
    page = email.mime.text.MIMEText(PLAIN.format(encoding), "html", encoding)
    message.attach(page)
    message.attach(email.mime.text.MIMEText("body {}", "css", "utf-8"))
    document = read_bytes(tmp_path, "网页.mht", message.as_bytes())
    assert (document.raw, document.format) == (WORDS, "html")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body></body></html>", "R009"),
        (b"<html><body><script>x</script></body></html>", "R009"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "R091"),
        (b"<html>" + b"\x00\x01\x02\x03" * 500, "R091"),
    ],
)
def test_broken_page(content, code, tmp_path):
    assert refused(read_bytes(tmp_path, "网页.html", content), code)


def test_page_beyond_the_limit(tmp_path):
    (tmp_path / "网页.html").write_bytes(PLAIN.encode())
    assert refused(read(tmp_path / "网页.html", Limits(xml_bytes=50)), "R005")


def test_deep_and_wide_pages_end(tmp_path):
    deep = "<html>" + "<div>" * 700 + "深处有字" + "<b>" * 700 + "再深"
    assert read_bytes(tmp_path, "深.html", deep.encode()).raw == "深处有字再深"
    assert refused(read_bytes(tmp_path, "更深.html", (deep * 10).encode()), "R091")
    wide = "<table>" + "<tr><td rowspan=9999 colspan=9999>宽<td>窄</tr>" * 300 + "</table>"
    assert "宽" in read_bytes(tmp_path, "宽.html", wide.encode()).raw


def test_external_entity_is_not_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("不该读到", "utf-8")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>可读&x;</p></body></html>'
    assert "不该读到" not in read_bytes(tmp_path, "网页.html", page.encode()).raw
