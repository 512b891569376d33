"""LibreOffice for the tests: an independent program that writes and reads the files offices exchange."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
TEXT = "txt:Text (encoded):UTF8"
SECONDS = 180

needs_office = pytest.mark.skipif(
    PROGRAM is None, reason="LibreOffice (soffice) is not installed; .ci/run installs it"
)


def convert(files, to, folder):
    """Converts `files` in one start of the program; the results, in the same order, lie in `folder`."""
    out = Path(folder)
    profile = (out / "profile").absolute().as_uri()
    command = [PROGRAM, "--headless", f"-env:UserInstallation={profile}", "--convert-to", to, "--outdir", out]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=SECONDS)
    suffix = to.partition(":")[0]
    return [out / f"{Path(file).stem}.{suffix}" for file in files]
