# Two commands on a fresh machine with Python 3.10 to 3.13: make sample, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# Engines are kept where the next clone finds them.
ENGINES ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/headwater
BEAM := $(shell sed -n 's/^apache-beam==//p' constraints.txt)
FLINK_VERSION := $(shell sed -n 's|.*<flink.version>\(.*\)</flink.version>.*|\1|p' configs/flink/pom.xml)
PRISM := $(ENGINES)/prism-$(BEAM)/prism
FLINK := $(ENGINES)/flink-$(FLINK_VERSION)

.PHONY: sample test test-prism test-flink check lint docs clean

sample: $(STAMP)
	$(BIN)/headwater ingest --config configs/sample.toml

test: $(STAMP)
	$(BIN)/python -m pytest -q

# On Beam's engine for one machine (needs Go), and on a Flink cluster of two task managers (needs Java 17 and Maven).
test-prism: $(STAMP) $(PRISM)
	HEADWATER_PRISM=$(PRISM) $(BIN)/python -m pytest -q tests/engines/test_prism.py tests/engines/test_stream.py

test-flink: $(STAMP) $(FLINK)/pom.xml
	HEADWATER_FLINK=$(FLINK) $(BIN)/python -m pytest -q tests/engines/test_flink.py

$(PRISM):
	GOBIN=$(@D) go install github.com/apache/beam/sdks/v2/go/cmd/prism@v$(BEAM)

$(FLINK)/pom.xml: configs/flink/pom.xml
	rm -rf $(FLINK)
	mvn -q -B -f $< dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=$(FLINK)
	cp $< $@

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
# setuptools warns of folders with the name of a package, which is what an editable installation is.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --group dev --constraint constraints.txt --editable .
	@touch $@

clean:
	rm -rf $(VENV) out
