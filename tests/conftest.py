"""Slow tests run only when asked for (`pytest -m slow`); property tests always try the same examples.

The whole suite runs on all processors, a chosen file or test in one process.
"""

import os

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
