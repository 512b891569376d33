"""The documentation against the program: what it names exists, what it shows runs, both languages agree."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

import models
from pipeline.commands.app import cli, main
from pipeline.extract_records import IssueRecord, TaskRecord
from pipeline.ledger import Ledger
from pipeline.ledger.lifecycle import action_labels

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = [*READMES, "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
MENTION = re.compile(r"run\.py ((?:ledger )?[a-z]+)([^`\n|]*)")
OPTION = re.compile(r"--[a-z][a-z-]*")
EXAMPLE = re.compile(r"^\.venv/bin/python run\.py (.+)$", re.MULTILINE)


def page(name):
    return (ROOT / name).read_text("utf-8")


def blocks(name, language):
    return [text for tag, text in BLOCK.findall(page(name)) if tag == language]


def options_of(command):
    return {name for param in command.params if isinstance(param, click.Option) for name in param.opts}


def every_command():
    """All commands by name, those of a group as `group name`."""
    found = {}
    for name, command in cli.commands.items():
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": part for inner, part in command.commands.items()}
    return found


COMMANDS = every_command()
NAMED_TEST = re.compile(r"`(test_\w+\.py)(?:::(\w+))?`|`(data/[\w/.]+)`")
ACTS = {f"ledger {action}" for action in action_labels()}


def documented_options():
    """The options that docs/commands.md lists, by command; the acts on a row share one section."""
    sections = re.split(r"^## ", page("docs/commands.md"), flags=re.MULTILINE)[1:]
    tables = {section.split("\n", 1)[0]: section for section in sections}
    found = {
        name: set(re.findall(r"^\| `(--[a-z-]+)", text, flags=re.MULTILINE))
        for name, text in tables.items()
        if name in COMMANDS
    }
    acts = tables["Acts on a row"]
    common = set(re.findall(r"^\| `(--[a-z-]+)", acts, flags=re.MULTILINE))
    for name, own in re.findall(r"^\| `(ledger [a-z]+)` \|([^\n]*)$", acts, flags=re.MULTILINE):
        found[name] = common | set(OPTION.findall(own))
    return found


def test_commands_page_lists_every_command_and_option_and_no_other():
    assert documented_options() == {name: options_of(command) for name, command in COMMANDS.items()}


def test_acts_on_a_row_are_those_of_the_life_cycle():
    assert set(COMMANDS) >= ACTS


@pytest.mark.parametrize("name", PAGES)
def test_page_mentions_only_commands_and_options_that_exist(name):
    for command, rest in MENTION.findall(page(name)):
        assert command in COMMANDS, f"{name} mentions run.py {command}"
        assert set(OPTION.findall(rest)) <= options_of(COMMANDS[command]) | {"--help"}


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command(readme):
    assert all(f"`{name}`" in page(readme) for name in cli.commands)


@pytest.mark.parametrize("command", [[], *(name.split() for name in COMMANDS)], ids=" ".join)
def test_every_command_answers_help(command, capsys):
    assert main([*command, "--help"]) == 0
    assert capsys.readouterr().out.startswith("用法：run.py")


def test_examples_of_the_readme_run(tmp_path, monkeypatch, capsys):
    """The examples of one README, like those of the other; `demo` and `serve` have tests of their own."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    examples = [line for block in blocks("README.md", "bash") for line in EXAMPLE.findall(block)]
    assert len(examples) >= 5
    for example in (line for line in examples if line != "demo" and not line.startswith("serve")):
        assert main(shlex.split(example)) == 0, example
        assert capsys.readouterr().out


def test_the_life_of_a_row_in_the_commands_page_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    examples = [line for block in blocks("docs/commands.md", "bash") for line in EXAMPLE.findall(block)]
    assert sum("ledger " in line for line in examples) >= 10
    shown, real = "E18d51b", "E"
    for example in examples:
        assert main(shlex.split(example.replace(shown, real))) == 0, example
        assert capsys.readouterr().out
        with Ledger.open("ledger.db") as ledger:
            real = next(e.id for e in ledger.state().entries if "文昌路下穿通道" in e.measure)


@pytest.mark.parametrize("readme", READMES)
def test_ci_runs_the_very_commands_of_the_readme(readme):
    ours = dict(re.findall(r'^(test_command|demo_command)="(.+)"$', page(".ci/run"), flags=re.MULTILINE))
    assert set(ours) == {"test_command", "demo_command"}
    assert all(f"```bash\n{command}\n```" in page(readme) for command in ours.values())


@pytest.mark.parametrize("readme", READMES)
def test_before_and_after_is_what_the_program_gives(readme, tmp_path, capsys):
    (sentence,) = blocks(readme, "text")
    (tmp_path / "note.txt").write_text(sentence, "utf-8")
    assert main(["extract", str(tmp_path / "note.txt"), "--date", "2026-03-12", "--format", "jsonl"]) == 0
    rows = [example_row(json.loads(line)) for line in capsys.readouterr().out.splitlines()]
    assert rows == re.findall(r"^\| 「.*$", page(readme), flags=re.MULTILINE)


def example_row(record):
    owners = {
        role: "、".join(owner["name"] for owner in record["owners"] if owner["role"] == role)
        for role in ("lead", "responsible", "support")
    }
    deadline = record["deadline"]
    cells = (f"「{record['measure']}」", *owners.values(), deadline["text"], deadline["due"] or "")
    return f"| {' | '.join(cells)} |"


def test_readmes_are_twins():
    shapes = [re.findall(r"^#+ ", page(readme), flags=re.MULTILINE) for readme in READMES]
    assert shapes[0] == shapes[1]
    assert blocks(READMES[0], "bash") == blocks(READMES[1], "bash")
    assert blocks(READMES[0], "text") == blocks(READMES[1], "text")


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    for target in LINK.findall(page(name)):
        assert target.startswith("https://") or (ROOT / name).parent.joinpath(target).exists(), target


def test_readme_says_the_supported_python():
    supported = tomllib.loads(page("pyproject.toml"))["project"]["requires-python"]
    assert supported == ">=3.11,<3.14"
    assert all("3.11" in page(readme) and "3.13" in page(readme) for readme in READMES)


def test_makefile_has_the_targets_that_contributing_names():
    targets = set(re.findall(r"^(\w+):", page("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", page("CONTRIBUTING.md"))) == targets


def keys_documented(heading):
    section = page("docs/ledger-format.md").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE))


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("An owner of a row", models.EntryOwner),
        ("A deadline of a row", models.EntryDeadline),
        ("A source", models.Source),
        ("The handling of a row", models.Handling),
        ("An event", models.Event),
    ],
)
def test_ledger_format_lists_the_keys_of_the_records(heading, record):
    assert keys_documented(heading) == set(record.model_fields)


def test_ledger_format_lists_the_keys_of_an_exported_row(tmp_path):
    arguments = ("--ledger", str(tmp_path / "l.db"), "--out", str(tmp_path))
    assert main(["batch", str(next((ROOT / "tests/data/commands").iterdir())), *arguments]) == 0
    rows = (tmp_path / "整改台账.jsonl").read_text("utf-8").splitlines()
    assert keys_documented("A row of the ledger") == set(json.loads(rows[0]))


def test_ledger_format_names_the_columns_of_the_tables():
    from pipeline.exports.columnar import SCHEMA
    from pipeline.exports.tabular import HEADERS

    what_stays = " ".join(page("docs/ledger-format.md").split("## What stays\n")[1].split("\n## ")[0].split())
    assert f"{', '.join(HEADERS)}." in what_stays
    assert f"{', '.join(f'`{name}`' for name in SCHEMA.names)};" in what_stays


def test_ledger_format_names_definitions_that_the_schema_has():
    from pipeline.schema import VERSION, json_schema

    what_stays = page("docs/ledger-format.md").split("## What stays\n")[1].split("\n## ")[0]
    named = set(re.findall(r"`([A-Z]\w+)`", what_stays))
    assert len(named) >= 12
    assert named <= set(json_schema()["$defs"])
    assert f"`urn:duban:records:{VERSION}`" in what_stays


def test_ledger_format_lists_the_keys_that_extract_prints():
    assert keys_documented("A task or a call") == set(TaskRecord.model_fields)
    assert keys_documented("An issue") == set(IssueRecord.model_fields)


@pytest.mark.parametrize(("name_of_page", "least"), [("docs/readers.md", 40), ("docs/audit-checks.md", 18)])
def test_tests_that_a_page_names_exist(name_of_page, least):
    found = NAMED_TEST.findall(page(name_of_page))
    assert len(found) > least
    for file, name, data in found:
        path = ROOT / "tests" / (file or data)
        assert path.is_file(), path
        assert f"def {name}" in path.read_text("utf-8") or data, name


def test_every_test_of_the_readers_is_named_on_their_page():
    named = {file for file, *_ in NAMED_TEST.findall(page("docs/readers.md"))}
    assert {path.name for path in (ROOT / "tests").glob("test_readers_*.py")} <= named


def test_architecture_names_every_room():
    rooms = {
        path.relative_to(ROOT).as_posix().removesuffix("__init__.py")
        for pattern in ("pipeline/*.py", "pipeline/*/__init__.py")
        for path in ROOT.glob(pattern)
    } - {"pipeline/"}
    table = page("docs/architecture.md").split("## The rooms", 1)[1].split("\n## ", 1)[0]
    assert set(re.findall(r"^\| `(pipeline/[^`]+)`", table, flags=re.MULTILINE)) == rooms


@pytest.mark.parametrize("readme", READMES)
def test_readme_gives_the_figures_of_the_floors(readme):
    papers = json.loads((ROOT / "corpus/floor.json").read_text("utf-8"))["figures"]
    audits = json.loads((ROOT / "corpus/audit/floor.json").read_text("utf-8"))["figures"]
    groups = ("inbox speeches", "inbox papers", "study", "practice", "heldout", "unseen")
    held = [[papers[group][name] for name in ("task", "owner", "deadline", "row")] for group in groups]
    held += [
        [audits[g][n] for n in ("pairs", "accuracy", "missing", "untraceable")] for g in ("study", "heldout")
    ]
    lines = [line.strip("| ").split(" | ")[2:] for line in page(readme).splitlines() if line.endswith("% |")]
    lines += [
        line.strip("| ").split(" | ")[2:] for line in page(readme).splitlines() if re.search(r"% \| 0", line)
    ]
    told = [[float(cell.rstrip("%")) / (100 if "%" in cell else 1) for cell in cells] for cells in lines]
    assert told == [pytest.approx(figures, abs=0.0051) for figures in held]


def test_architecture_names_only_modules_that_exist():
    named = set(re.findall(r"`(?:[\w/]+/)?(\w+\.(?:py|toml|tsv))`", page("docs/architecture.md")))
    there = {
        path.name
        for room in ("extractors", "pipeline", "tests", "models")
        for path in (ROOT / room).rglob("*.*")
    }
    assert named - there - {"pyproject.toml", "run.py"} == set()
