"""Office files are zip archives: their bytes must be the same on every machine and at every hour."""

import datetime as dt
import io
import zipfile

FIXED_DATE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the formats have no time zone
"""What stands as the date of creation in the properties of a file."""
_FIXED_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def restamped(stamped: io.BytesIO) -> bytes:
    """The same archive with a fixed date and system on every member."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(stamped) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _FIXED_ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = _UNIX
            target.writestr(member, source.read(name))
    return fixed.getvalue()
