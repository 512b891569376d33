"""Nothing is ever fetched: the program runs with the network closed, on files that point outwards."""

import os
import subprocess
import sys
from pathlib import Path

from readers_builders import docx_bytes, par, repacked
from test_readers_containers import mail, zip_of

ROOT = Path(__file__).parent.parent
CLOSED = """
import socket, sys
def closed(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        address = arguments[-1] if event == "socket.connect" else arguments
        if not (event == "socket.connect" and isinstance(address, (str, bytes))):
            print("NETWORK", event, arguments, file=sys.stderr, flush=True)
            raise OSError("closed by the test")
sys.addaudithook(closed)
"""
LINK = (
    b'<Relationship Id="rx" Type="x/attachedTemplate" Target="http://example.invalid/t.dotm" '
    b'TargetMode="External"/>'
)
LETTER = "请县水务局于9月底前完成渠道清淤。"
PAGE = (
    f'<html><head><link rel="stylesheet" href="http://example.invalid/s.css"></head><body><h1>关于清淤的函</h1>'
    f'<img src="http://example.invalid/i.png"><p>{LETTER}</p><script src="http://example.invalid/x.js"></script></body></html>'
)


def run(folder, *arguments):
    (folder / "sitecustomize.py").write_text(CLOSED, "utf-8")
    environment = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, str(ROOT / "run.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder, timeout=300)


def test_hook_is_in_force(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(CLOSED, "utf-8")
    script = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert "NETWORK" in done.stderr


def test_nothing_is_fetched_for_files_that_point_outwards(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    word = repacked(
        docx_bytes(par(LETTER)),
        {
            "word/_rels/document.xml.rels": lambda xml: xml.replace(
                b"</Relationships>", LINK + b"</Relationships>"
            )
        },
    )
    (papers / "链接.docx").write_bytes(word)
    (papers / "网页.html").write_text(PAGE, "utf-8")
    (papers / "附件包.zip").write_bytes(zip_of([("网页.html", PAGE.encode()), ("来信.eml", mail(html=PAGE))]))
    done = run(tmp_path, "batch", papers, "--ledger", tmp_path / "l.db")
    assert "NETWORK" not in done.stderr + done.stdout
    assert (done.returncode, done.stdout.count("失败")) == (0, 0), done.stdout
    done = run(tmp_path, "extract", *sorted(papers.iterdir()), "--format", "jsonl")
    assert "NETWORK" not in done.stderr
    assert done.stdout.count('"kind": "task"') >= 3
