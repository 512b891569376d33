"""What stands at the head of a mail: its subject, who sent it, and on what day."""

import datetime as dt
from collections.abc import Mapping
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import NamedTuple, Self

from models import Problem
from pipeline.readers.containers.member import decoded, visible
from pipeline.readers.problems import problem


class Heading(NamedTuple):
    """The subject, the sender (name, else address) and the day of a mail; what it does not say is empty.

    The day is the one on the sender's clock.
    """

    subject: str = ""
    sender: str = ""
    sent: dt.date | None = None

    @classmethod
    def of(cls, message: Message) -> Self:
        """What the headers of `message` say."""
        name, address = parseaddr(_header(message, "from"))
        return cls(_line(_header(message, "subject")), _line(name) or address, _day(_header(message, "date")))

    def of_the_body(self) -> dict[str, str]:
        """The metadata of the mail's own text."""
        return _filled({"subject": self.subject, "sender": self.sender, "sent": self._day()})

    def of_an_attachment(self) -> dict[str, str]:
        """The metadata of what came with the mail; its own date may be any earlier one."""
        return _filled({"attached_to": self.subject, "sender": self.sender, "sent_with": self._day()})

    def remarks(self) -> tuple[Problem, ...]:
        """The heading in the words of the report."""
        parts = {"主题": f"“{self.subject}”" * bool(self.subject), "发件人": self.sender, "日期": self._day()}
        told = "，".join(f"{name}{value}" for name, value in parts.items() if value)
        return (problem("mail_heading", told=told),) if told else ()

    def _day(self) -> str:
        return self.sent.isoformat() if self.sent else ""


def words(header: str) -> str:
    """A header as text, also where a program wrote it encoded inside of another encoding, or not at all."""
    try:
        text = str(make_header(decode_header(header)))
        return decoded(text.encode("utf-8", "surrogateescape")) if is_raw(text) else text
    except (LookupError, ValueError):
        return header.encode("utf-8", "replace").decode("utf-8")


def is_raw(text: str) -> bool:
    """Whether `text` holds bytes of which no header said what they are."""
    return any("\udc80" <= char <= "\udcff" for char in text)


def _header(message: Message, wanted: str) -> str:
    """A header as it stands in the mail; the library shows bare bytes in it as question marks."""
    return next((str(value) for name, value in message.raw_items() if name.lower() == wanted), "")


def _line(header: str) -> str:
    return visible(" ".join(words(header).split()))


def _day(header: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(header).date()
    except (TypeError, ValueError):
        return None


def _filled(metadata: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in metadata.items() if value}
