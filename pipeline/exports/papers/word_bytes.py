"""The bytes of a Word paper, the same on every machine and at every hour."""

import io

from pipeline.exports.archive import restamped
from pipeline.exports.papers.official_page import OfficialPage


def word_bytes(page: OfficialPage) -> bytes:
    """Serialise without a clock."""
    written = io.BytesIO()
    page.document.save(written)
    return restamped(written)
