"""Slow tests run only when asked for (`pytest -m slow`); property tests always try the same examples.

The whole suite runs on all processors, a chosen file or test in one process.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import sys
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def postgres():
    """A running PostgreSQL server; tests that want one are skipped where none is installed."""
    postgres_server = pytest.importorskip("postgres_server")
    if postgres_server.program("initdb") is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres_server.server() as socket:
        yield socket


@pytest.fixture(params=["file", "server"])
def address(request, tmp_path):
    """Where a new ledger may be made: in a file, and once more on a PostgreSQL server."""
    if request.param == "file":
        return str(tmp_path / "台账.db")
    from postgres_server import new_database

    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def ledger(address):
    """An empty ledger, open."""
    from pipeline.ledger import Ledger

    with Ledger.open(address) as opened:
        yield opened


@pytest.fixture(scope="session")
def lived_ledger(tmp_path_factory):
    """The ledger of which the papers of a day are made."""
    from circular_builders import lived

    with lived(tmp_path_factory.mktemp("papers")) as opened:
        yield opened


@pytest.fixture(scope="session")
def every(lived_ledger):
    """All files of all papers, the forms for the row that has a history."""
    from circular_builders import all_papers

    return all_papers(lived_ledger)


@pytest.fixture(scope="session", autouse=True)
def warm_readers():
    """Processes that read begin with the tools loaded, which takes seconds; `cold_readers` undoes it."""
    from pipeline import crew

    if sys.platform == "win32":
        yield None
        return
    with pytest.MonkeyPatch.context() as patch:
        usual = crew.new_processes
        patch.setattr(crew, "new_processes", _forked)
        yield usual


@cache
def _forked() -> BaseContext:
    """Processes forked from one that has loaded the tools; it finds them only by the environment."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["warm_reader"])
    here = Path(__file__).parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join((str(here.parent), str(here))))
        multiprocessing.forkserver.ensure_running()
    return context


@pytest.fixture
def cold_readers(warm_readers, monkeypatch):
    """Processes that read are started as they are for users."""
    if warm_readers:
        monkeypatch.setattr("pipeline.crew.new_processes", warm_readers)


@pytest.fixture
def run(capsys):
    """Run a command in this process; its exit code, its output, its error lines."""

    def call(*arguments):
        from pipeline.commands.app import main

        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def pytest_configure(config: pytest.Config) -> None:
    if not config.option.markexpr:
        config.option.markexpr = "not slow"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Workers cost seconds to start, so they pay for the whole suite only; soaks are timed, and run alone."""
    option = config.option
    whole = not option.file_or_dir and not option.keyword and option.markexpr != "slow"
    return (os.cpu_count() or 1) if whole else 0
