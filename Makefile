# The two commands of the README first. PYTHON may name another interpreter (3.11 or later).
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lock

demo: .venv/core.stamp ## set up and review the example matter
	$(BIN)/fullpowers demo demo

test: .venv/test.stamp ## set up and run the tests
	$(BIN)/python -m pytest

check: .venv/test.stamp ## lint, types, walls between the rooms
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: .venv/test.stamp ## renew the lock files after a change of dependencies
	$(BIN)/python -m pip install --quiet uv
	sh requirements/lock.sh $(BIN)/uv

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "fullpowers needs Python 3.11 or later; name one with make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/core.stamp: .venv/bin/python requirements/core.txt requirements/build.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/core.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/test.stamp: .venv/core.stamp requirements/test.txt .ci/chromium .ci/tesseract .ci/postgresql
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	sh .ci/chromium
	sh .ci/tesseract
	sh .ci/postgresql
	touch $@
