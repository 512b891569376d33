"""The programs that teach: each is named in their README, and asks for what it needs."""

import ast
import sys
from pathlib import Path

import pytest
import train

ROOM = Path(train.__file__).parent / "training"


@pytest.mark.parametrize("name", train.NAMES)
def test_a_program_is_in_the_readme_and_can_be_called(name):
    assert f"\n| `{name}` |" in (ROOM / "README.md").read_text("utf-8")
    held = ast.parse((ROOM / f"{name}.py").read_text("utf-8"))
    assert "learn_and_store" in {node.name for node in held.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("words", ["", "verdicts", "review", "weights --rules folder"])
def test_what_cannot_be_learnt_so_is_refused(words, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["train.py", *words.split()])
    with pytest.raises(SystemExit) as stopped:
        train.main()
    assert stopped.value.code == 2
    assert "error:" in capsys.readouterr().err
