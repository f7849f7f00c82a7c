# Two commands on a fresh machine with Python 3.10 to 3.13: make sample, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: sample test check lint docs clean

sample: $(STAMP)
	$(BIN)/headwater ingest --config configs/sample.toml

test: $(STAMP)
	$(BIN)/python -m pytest -q

check: lint test

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

docs: $(STAMP)
	$(BIN)/python -m schemas.documentation > docs/datasets.md

# The environment brings its own installer: what the machine has may be too old to read our dependencies rightly.
$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --group dev --constraint constraints.txt --editable .
	@touch $@

clean:
	rm -rf $(VENV) out
