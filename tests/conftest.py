"""Slow tests run only when asked for (`pytest -m slow`); property tests always try the same examples."""

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    if not config.option.markexpr:
        config.option.markexpr = "not slow"
