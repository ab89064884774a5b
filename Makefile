# Each target sets up what it needs in .venv; nothing else on the machine is touched.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

# What is compiled is kept, whatever the environment says: a test starts many processes.
unexport PYTHONDONTWRITEBYTECODE

PYTEST = $(BIN)/python -m pytest -q -n auto --dist worksteal

.PHONY: rehearse recording stretches test sweeps torture cover setup run lint check train bench bench-rest bench-clinics bench-herds kills lock wheel sbom licences safety clean

PORT ?= 8080

rehearse: $(VENV)/run.stamp  ## live through the 48 hours in a browser, no token needed; PORT=8081 for another port, KEEP=folder to go on with it later
	@$(BIN)/python -m bot rehearse --port "$(PORT)" $(if $(KEEP),--keep "$(KEEP)")

test: $(VENV)/dev.stamp  ## every test, and of the long ones a choice; the slowest are named
	$(PYTEST) -m "not torture" --durations=25

sweeps: $(VENV)/dev.stamp  ## the sweeps, kills and machines at full length; half as long again
	$(PYTEST) -m "torture and not long" --durations=10

recording: $(VENV)/dev.stamp  ## docs/story.webp anew, which README shows: what the stories of the rehearsal look like
	$(BIN)/python -m tests.recording

stretches: $(VENV)/dev.stamp  ## the sheets of drawings in docs anew, after a change of one
	$(BIN)/python -m tests.stretches

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

kills: $(VENV)/dev.stamp  ## the long run of kills, into docs/bench/kills.md; stopped, it goes on where it was (KILLS=1000)
	$(BIN)/python -m tests.torture kills --kills $(KILLS) --log docs/bench/kills.jsonl

cover: $(VENV)/dev.stamp  ## as test, and which lines no test runs; takes nearly twice as long
	$(PYTEST) -m "not torture" --cov --cov-report=term

setup: $(VENV)/run.stamp  ## five questions, and the bot may go live
	$(BIN)/python -m bot setup

run: $(VENV)/run.stamp  ## the bot, configured by .env
	$(BIN)/python -m bot run

check: $(VENV)/run.stamp  ## whether the bot may go live, and what is to mend before
	$(BIN)/python -m bot check

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

train: $(VENV)/run.stamp  ## what is learnt, after a change of messages/en/faq, own_examples, red_flags, or asked*.jsonl and kinds.toml in advice (half an hour)
	$(BIN)/python -m messages.heard.questions.training
	$(BIN)/python -m messages.heard.red_flags.learning

bench: bench-rest bench-herds  ## all figures that README quotes, into docs/bench: five hours or so on a machine that does nothing else

bench-rest: $(VENV)/dev.stamp  ## of those what one bot takes alone (forty minutes)
	$(BIN)/python -m tests.bench --write

CLINICS ?= 200

bench-clinics: $(VENV)/dev.stamp  ## so many clinics in one process; the figures of docs/clinics.md (a quarter of an hour)
	$(BIN)/python -m tests.bench_clinics --clinics $(CLINICS)

# What was run with the same code is noted in docs/bench/beside.jsonl and not run again.
WAITING ?= 1000 10000 100000 1000000
HERD ?= 300 1000 10000
KILLED ?= 300 1000

bench-herds: $(VENV)/dev.stamp  ## many reminders, beside what people use instead; shorter with HERD=300 KILLED=300 WAITING=1000
	$(BIN)/python -m tests.beside --waiting $(WAITING) --herd $(HERD) --killed $(KILLED) --write

wheel: $(VENV)/dev.stamp  ## what pip and pipx install, in dist/
	rm -f dist/*.whl
	$(BIN)/python -m hatchling build -t wheel

sbom: wheel  ## what the bot is made of, with versions and licences, in dist/sbom.cdx.json
	$(MAKE) --no-print-directory VENV=build/shipped PYTHON=$(abspath $(BIN)/python) build/shipped/run.stamp
	build/shipped/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps dist/*.whl
	$(BIN)/cyclonedx-py environment --output-reproducible --output-file dist/sbom.cdx.json \
		build/shipped/bin/python

licences: $(VENV)/dev.stamp  ## docs/licences.md anew, after a change of dependencies
	$(BIN)/python -m tests.licences

safety: $(VENV)/dev.stamp  ## the pages of docs/safety anew, after a change of their data, of tables or of figures
	$(BIN)/python -m tests.safety

lock: $(VENV)/dev.stamp  ## after a change of dependencies in pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(LOCK_FLAGS) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK_FLAGS) -o requirements-dev.txt

LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-annotate --custom-compile-command "make lock" --quiet

# The lock is whole, so nothing is left to resolve; some versions of pip look beyond it for a package's extras.
# A line for every five that are there, since the first time takes a minute or two.
define install
@echo "Putting the $$(grep -c '^[A-Za-z0-9]' $(1)) packages of $(1) into $(VENV), this once."
@{ $(BIN)/python -m pip install --progress-bar off --disable-pip-version-check --require-hashes --no-deps -r $(1) \
	|| echo FAILED; } | awk -v all="$$(grep -c '^[A-Za-z0-9]' $(1))" '\
	/^(Collecting|Processing|Ignoring|Requirement already)/ { if (++n % 5 == 0) { printf "  %d of %d\n", n, all; fflush() } } \
	/^Installing/ { print "  all are here; putting them in place"; fflush() } \
	/^FAILED/ { bad = 1 } END { exit bad }'
endef

clean:
	rm -rf $(VENV) build dist .coverage .hypothesis .mypy_cache .ruff_cache .import_linter_cache .pytest_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.13 is needed; name yours with make PYTHON=/path/to/python"; exit 1; }
	@echo "Making an environment in $(VENV); nothing else on this machine is touched."
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment here; on Debian: apt install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(call install,requirements.txt)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/bin/python
	$(call install,requirements-dev.txt)
	@touch $@
