"""Mails (.eml): the body and every attachment, each a document; nothing it points at is fetched."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import Message

from models import Problem
from pipeline.readers.containers.budget import Budget
from pipeline.readers.containers.mail_heading import Heading, is_raw, words
from pipeline.readers.containers.member import Member, shown
from pipeline.readers.problems import problem

_BODIES = {"text/plain": "正文.txt", "text/html": "正文.html"}
_NAME = re.compile(r'(?:file)?name="?([^";]+)')


def members(data: bytes, budget: Budget) -> Iterator[Member] | Problem:
    """The body, then the attachments in the order of the mail; a problem when parts nest without end."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(_leaves(message))
    except RecursionError:
        return problem("archive_deep", limit=budget.limits.depth)
    return _members(parts, Heading.of(message), budget)


def _members(parts: list[Message], heading: Heading, budget: Budget) -> Iterator[Member]:
    body = _body(parts)
    if body is not None:
        own = _member(_BODIES[body.get_content_type()], body, budget)
        yield own._replace(metadata=heading.of_the_body(), remarks=heading.remarks())
    for part in parts:
        name = _file_name(part)
        if name and part is not body:
            yield _member(name, part, budget)._replace(metadata=heading.of_an_attachment())


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something; a mail that was attached is one of them, and not opened here."""
    content = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(content, list):
        for child in content:
            if isinstance(child, Message):
                yield from _leaves(child)
    else:
        yield part


def _body(parts: list[Message]) -> Message | None:
    """The words of the mail: plain ones, else its page."""
    own = [part for part in parts if not part.get_filename() and _bytes(part).strip()]
    kinds = (next((part for part in own if part.get_content_type() == kind), None) for kind in _BODIES)
    return next((part for part in kinds if part is not None), None)


def _member(name: str, part: Message, budget: Budget) -> Member:
    budget.count_member()
    content = _bytes(part)
    if part.get_content_type() == "text/plain":
        content = _in_utf8(content, part.get_content_charset())
    return Member(shown(name), budget.gather([content]) if content else problem("empty"))


def _file_name(part: Message) -> str:
    """The name of an attachment; an attached mail has its subject for a name."""
    if name := part.get_filename():
        return words(_undeclared(part) or name)
    attached = _attached(part)
    if attached is not None:
        return f"{words(str(attached.get('Subject', ''))).replace('/', '／') or '转发的邮件'}.eml"
    return ""


def _undeclared(part: Message) -> str:
    """A file name that stands in the header as bare bytes, which the library would show as question marks."""
    headers = (value for name, value in part.raw_items() if name.lower().startswith("content-"))
    found = (_NAME.search(value) for value in headers if is_raw(value))
    return next((match[1] for match in found if match), "")


def _attached(part: Message) -> Message | None:
    content = part.get_payload()
    if part.get_content_type() != "message/rfc822" or not isinstance(content, list) or not content:
        return None
    return content[0] if isinstance(content[0], Message) else None


def _bytes(part: Message) -> bytes:
    attached = _attached(part)
    if attached is not None:
        return attached.as_bytes()
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _in_utf8(content: bytes, charset: str | None) -> bytes:
    """`content` from the encoding that the mail declares, left alone where that is not true."""
    widened = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950"}
    try:
        return content.decode(widened.get(charset or "utf-8", charset or "utf-8")).encode()
    except (LookupError, UnicodeDecodeError):
        return content
