# The two commands of the README first. PYTHON may name another interpreter (3.11 or later).
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check lock docs benchmarks release bundle

demo: .venv/core.stamp ## set up and review the example matter
	$(BIN)/fullpowers demo demo

test: .venv/test.stamp ## set up and run the tests
	sh .ci/test $(BIN)/python

check: .venv/test.stamp ## lint, types, walls between the rooms
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: .venv/test.stamp ## renew the lock files after a change of dependencies
	$(BIN)/python -m pip install --quiet uv
	sh requirements/lock.sh $(BIN)/uv

docs: .venv/docs.stamp ## the documentation as a site in build/docs, with pictures and briefs made by the build
	$(BIN)/python -m sphinx -W --keep-going -E -q docs build/docs
	@echo "Open build/docs/index.html"

SHARED ?= ../shared

benchmarks: .venv/test.stamp ## measure everything on the sets in SHARED and write docs/benchmarks.md (hours)
	$(BIN)/python benchmarks/report.py $(SHARED)

release: .venv/core.stamp ## wheel, sdist and bill of materials in dist/
	$(BIN)/python packaging/release.py --no-bundle

bundle: .venv/core.stamp ## the same, and one file that installs all of it offline (EXTRAS=brief,pdf)
	$(BIN)/python packaging/release.py --extras "$(EXTRAS)"

.venv/docs.stamp: .venv/core.stamp requirements/docs.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/docs.txt
	touch $@

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
