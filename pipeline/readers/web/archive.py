"""From the bytes of a file to the source of one page: a web archive (.mht) holds it among its pictures."""

import email
import email.policy
from email.message import EmailMessage, Message
from typing import NamedTuple

from pipeline.readers.text.encoding import decode

MARK = b"mime-version:"
HEAD = 2_048


class Source(NamedTuple):
    """The text of a page, and which encoding gave it."""

    text: str
    encoding: str


def opened(data: bytes) -> Source | None:
    """The page in the file; None when it holds none, or no text."""
    body = _archived(data) if MARK in data[:HEAD].lower() else data
    found = decode(body) if body else None
    return Source(found.text, found.encoding) if found else None


def _archived(data: bytes) -> bytes | None:
    message = email.message_from_bytes(data, EmailMessage, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return _content(part)
    return None


def _content(part: Message) -> bytes | None:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else None
