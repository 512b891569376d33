"""Slow tests run only when they are asked for: `pytest -m slow`."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if not config.option.markexpr:
        config.option.markexpr = "not slow"
