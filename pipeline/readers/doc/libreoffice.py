"""LibreOffice as a converter, where it is installed: one process, its own profile, a time limit."""

import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90


def to_docx(data: bytes, suffix: str) -> bytes | None:
    """The document as .docx; None without LibreOffice, or when it cannot read the file within the time.

    It runs without a window and with an empty profile, in which macros never run. The copy that it needs
    lies in a folder for this user only, which is gone when it has ended.
    """
    program = _program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="duban-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        switches = ["--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", name]
        try:
            subprocess.run(  # noqa: S603 - a fixed program, the file's name is ours
                [program, profile, *switches, str(source)], check=False, capture_output=True, timeout=SECONDS
            )
            return (folder / "document.docx").read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None


def _program() -> str | None:
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)
