# Each target sets up what it needs in .venv; nothing else on the machine is touched.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

# What is compiled is kept, whatever the environment says: a test starts many processes.
unexport PYTHONDONTWRITEBYTECODE

PYTEST = $(BIN)/python -m pytest -q -n auto --dist worksteal

.PHONY: rehearse test sweeps torture cover run lint check train bench lock clean

rehearse: $(VENV)/run.stamp  ## live through the 48 hours in a browser, no token needed
	$(BIN)/python -m bot rehearse

test: $(VENV)/dev.stamp  ## every test, and of the long ones a choice; the slowest are named
	$(PYTEST) -m "not torture" --durations=25

sweeps: $(VENV)/dev.stamp  ## the sweeps, kills and machines at full length; takes as long again
	$(PYTEST) -m "torture and not long" --durations=10

KILLS ?= 300
EXCHANGES ?= 1000
FUZZ ?= 200000

torture: sweeps  ## all that is too long for every day, about two hours; shorter with FUZZ=20000
	$(PYTEST) -m long
	$(BIN)/python -m tests.torture kills --kills $(KILLS)
	$(BIN)/python -m tests.torture faults
	$(BIN)/python -m tests.torture clocks
	$(BIN)/python -m tests.torture exchanges --examples $(EXCHANGES)
	$(BIN)/python -m tests.torture fuzz --updates $(FUZZ)

cover: $(VENV)/dev.stamp  ## as test, and which lines no test runs; takes nearly twice as long
	$(PYTEST) -m "not torture" --cov --cov-report=term

run: $(VENV)/run.stamp  ## the bot, configured by .env
	$(BIN)/python -m bot run

check: $(VENV)/run.stamp  ## words, protocols and settings, every gap at once
	$(BIN)/python -m bot check

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

train: $(VENV)/run.stamp  ## the answering engine, after a change of messages/en/faq (a few minutes)
	$(BIN)/python -m messages.heard.questions.training

bench: $(VENV)/dev.stamp  ## the figures the README quotes
	$(BIN)/python -m tests.bench

lock: $(VENV)/dev.stamp  ## after a change of dependencies in pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(LOCK_FLAGS) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK_FLAGS) -o requirements-dev.txt

LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command "make lock" --quiet

# The lock is whole, so nothing is left to resolve; some versions of pip look beyond it for a package's extras.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .ruff_cache .import_linter_cache .pytest_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.13 is needed; name yours with make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment here; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(INSTALL) requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/bin/python
	$(INSTALL) requirements-dev.txt
	@touch $@
