"""Commands that read a paper do so in a process under guard, never in their own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPT = """
import sys
from pipeline.commands.app import main
print(main(sys.argv[1:]), "pipeline.readers.word" in sys.modules, file=sys.stderr)
"""
SPEECH = ROOT / "tests" / "data" / "assessment" / "全州安全生产考核迎检部署会讲话.txt"


@pytest.mark.parametrize("command", ["audit", "assess"])
def test_the_paper_is_read_elsewhere(command, tmp_path):
    from docx import Document

    document = Document()
    for line in SPEECH.read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "讲话.docx")
    (tmp_path / "台账.csv").write_text("编号,工作任务,责任单位\n1,完成清淤,县水利局\n", "utf-8")
    options = {"audit": ["--ledger", "台账.csv"], "assess": ["--out", "out"]}[command]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, command, "讲话.docx", *options],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=120,
    )
    assert done.stderr.decode().split()[-2:] == ["0", "False"], done.stderr.decode()
