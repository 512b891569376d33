# What a developer types; each target is one line that could be typed by hand.
python = .venv/bin/python

.PHONY: lint test cov bench docs

lint:
	$(python) -m ruff check . && $(python) -m ruff format --check . && $(python) -m mypy && .venv/bin/lint-imports

test:
	$(python) -m pytest

cov:
	$(python) -m pytest --cov

bench:
	$(python) tests/bench_speed.py

docs:
	$(python) -m pytest tests/test_docs.py
