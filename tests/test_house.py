"""The house rules: what stands where, what no room may do, how large a room may grow."""

import ast
import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("models", "extractors", "pipeline", "corpus")
SOURCES = sorted([*(path for room in ROOMS for path in (ROOT / room).rglob("*.py")), ROOT / "run.py"])
EVERY_MODULE = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]

TOP_LEVEL = {
    *ROOMS,
    *("run.py", "tests", "docs", ".ci", ".git", ".gitignore", ".gitattributes", "pyproject.toml", "Makefile"),
    *("README.md", "README.zh-CN.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "misc", "manager", "common"}
NETWORK_AND_CODE = {"socket", "ssl", "urllib", "http", "requests", "httpx", "pickle", "marshal", "shelve"}
CHANCE = {"random", "secrets", "uuid"}
CODE_FROM_TEXT = {"eval", "exec", "__import__"}
CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "time"}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> set[str]:
    """The top-level packages that a module imports, wherever in the module it does so."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def calls(tree: ast.AST) -> list[str]:
    """Every call as it is written: `eval`, `dt.date.today`."""
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def asks_the_clock(call: str) -> bool:
    *owner, name = call.split(".")
    return name in CLOCKS and bool(owner) and owner[-1] in CLOCK_OWNERS


def test_top_level_is_as_designed():
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line]
    found = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert found <= TOP_LEVEL
    assert found >= TOP_LEVEL - {".git"}


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_lives_there_and_what_does_not(room):
    docstring = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text("utf-8")))
    assert docstring
    assert "What lives here" in docstring
    assert "What does not" in docstring


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_module_has_a_docstring(path):
    assert ast.get_docstring(parsed(path))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_module_reaches_no_network_and_runs_no_data(path):
    tree = parsed(path)
    assert not imported(tree) & (NETWORK_AND_CODE | CHANCE)
    assert not set(calls(tree)) & CODE_FROM_TEXT


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_commands_know_what_day_it_is(path):
    asked = [call for call in calls(parsed(path)) if asks_the_clock(call)]
    assert not asked or name_of(path).startswith("pipeline/commands/")


def test_clock_rule_sees_the_usual_ways():
    seen = calls(ast.parse("dt.date.today(); datetime.now(); time.time(); table.now(); self.time()"))
    assert [asks_the_clock(call) for call in seen] == [True, True, True, False, False]


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_module_is_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", EVERY_MODULE, ids=name_of)
def test_file_name_says_what_it_holds(path):
    assert not set(path.stem.split("_")) & VAGUE_NAMES
