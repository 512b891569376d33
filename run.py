"""The one entry: `python run.py COMMAND`. Everything it does lives in `pipeline.commands`.

Started with a Python that lacks the packages, it goes on with the environment that the first command of the
README made beside this file; where there is none, it says which command that is.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ENVIRONMENTS = (_HERE / ".venv" / "bin" / "python", _HERE / ".venv" / "Scripts" / "python.exe")
_NOT_SET_UP = (
    "[X920]这个 Python 里没有装运行所需的程序包。"
    "请在本文件夹先运行：python3 -m venv .venv && .venv/bin/python -m pip install -q ."
)


def _run(arguments: list[str]) -> int:
    if importlib.util.find_spec("spacy") and importlib.util.find_spec("sqlalchemy"):
        from pipeline.commands.app import main

        return main(arguments)
    made = [python for python in _ENVIRONMENTS if python.exists() and python != Path(sys.executable)]
    if not made:
        sys.stderr.write(f"{_NOT_SET_UP}\n")
        return 3
    return subprocess.run([made[0], __file__, *arguments], check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(_run(sys.argv[1:]))
