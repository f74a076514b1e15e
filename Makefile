# One environment in the project, made on first use; every target below needs nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Compiled when the package is installed; installed again when they change.
CATALOGUES := $(wildcard src/orglife/locale/*/LC_MESSAGES/*.po)
# pip's list of its own files is written last: without it, somebody or something broke off.
WHOLE := import pip; from importlib.metadata import files; raise SystemExit(not files("pip"))
.DEFAULT_GOAL := help

.PHONY: docs reference screens help demo test lint format types unit faults fuzz looks cluster many shells bench test-matrix mutants catalogue golden clean

help:  ## show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST) | sort

$(VENV)/.run: pyproject.toml hatch_build.py $(CATALOGUES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "orglife needs Python 3.11 or later; say which with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/python -c '$(WHOLE)' 2>/dev/null || { echo 'Making the environment in $(VENV), once.'; $(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

demo: $(VENV)/.run  ## the main job on sample data: a made-up branch, what it did, what the rules ask
	@rm -rf demo
	@$(BIN)/orglife demo demo
	@echo; echo '$$ orglife status'; echo
	@$(BIN)/orglife --file demo/branch.json status
	@echo; echo '$$ orglife check'; echo
	@$(BIN)/orglife --file demo/branch.json check --fail-on never
	@echo; echo '$$ orglife group suggest --by residence --max 9'; echo
	@$(BIN)/orglife --file demo/branch.json group suggest --by residence --max 9
	@$(BIN)/orglife --file demo/branch.json --quiet report year -o demo/year.docx
	@$(BIN)/orglife --file demo/branch.json --quiet check --fail-on never -o demo/calendar.svg
	@echo; echo 'Commands that begin with orglife work after: . $(BIN)/activate'
	@echo 'Without it, go on with: $(BIN)/orglife --file demo/branch.json --help'
	@echo; echo 'The year on one page: demo/year.docx'; echo 'The calendar to hang up: demo/calendar.svg'

test: lint types unit  ## everything that must pass

lint: $(VENV)/.dev  ## style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.dev  ## put the code into its format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.dev  ## strict types
	@$(BIN)/mypy

unit: $(VENV)/.dev  ## the tests
	@$(BIN)/python -m pytest -m "not faults and not cluster and not many and not shells and not looks" -n auto

faults: $(VENV)/.dev  ## fault tests that need strace, root, mounts or another user
	@$(BIN)/python -m pytest -m faults -n auto -rP

FUZZ_SECONDS ?= 600
fuzz: $(VENV)/.dev  ## any bytes and words to the file, the imports and the command line, FUZZ_SECONDS long
	@FUZZ_SECONDS=$(FUZZ_SECONDS) $(BIN)/python -m pytest tests/fuzz tests/importers/test_fuzz.py -n 0

shells: $(VENV)/.dev  ## completion and schedules in the shells and schedulers of this system
	@$(BIN)/python -m pytest -m shells -n 0

looks: $(VENV)/.dev  ## reports opened in Chromium and LibreOffice; leaves pictures in build/looks
	@rm -rf build/looks
	@$(BIN)/python -m pytest tests/looks -m looks -n 2 --dist loadfile
	@echo 'Look at them: build/looks'

$(VENV)/.cluster: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[cluster]'
	@touch $@

cluster: $(VENV)/.cluster  ## the audit on a real scheduler and workers, as processes of this machine
	@$(BIN)/python -m pytest -m cluster -n 0

many: FILES ?= 20000
many: $(VENV)/.cluster  ## the audit of FILES branch files, some broken in every way: right totals, however it is run
	@FILES=$(FILES) $(BIN)/python -m pytest tests/audit -m many -n 0 -rP

bench: $(VENV)/.dev  ## measure against yardsticks; writes docs/performance.md
	@rm -rf build/bench && mkdir -p build/bench
	@$(BIN)/python -m build --wheel --outdir build/bench . >build/bench/log
	@$(PYTHON) -m venv build/bench/env
	@build/bench/env/bin/python -m pip install --quiet --disable-pip-version-check build/bench/*.whl
	@$(PYTHON) -m venv build/bench/peers
	@build/bench/peers/bin/python -m pip install --quiet --disable-pip-version-check jrnl sqlite-utils || echo 'Without jrnl and sqlite-utils.'
	@command -v task >/dev/null && command -v hledger >/dev/null || echo 'Without taskwarrior or hledger: install both to compare.'
	@$(BIN)/python tests/bench/run.py --bin build/bench/env/bin --peers build/bench/peers/bin --folder build/bench/work

test-matrix: $(VENV)/.dev  ## oldest and newest packages on every Python found; writes docs/versions.md
	@$(BIN)/python tests/tools/matrix.py

mutants: $(VENV)/.dev  ## change model and rules one place at a time: a test must fail each time
	@$(BIN)/python tests/mutants/run.py $(FILES)

reference: $(VENV)/.dev  ## write the reference of commands and the manual page from the commands
	@$(BIN)/python tests/tools/command_pages.py

screens: $(VENV)/.dev  ## let the program write the screens in the tutorials and how-to pages
	@$(BIN)/python tests/tools/screens.py

$(VENV)/.docs: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@

docs: $(VENV)/.docs  ## build the site into build/site; a broken link fails
	@$(BIN)/python -m mkdocs build --quiet --strict
	@$(BIN)/python tests/tools/links.py build/site

catalogue: $(VENV)/.dev  ## bring the Chinese catalogue up to date with what is said
	@$(BIN)/python tests/tools/catalogue.py

golden: $(VENV)/.dev  ## write the JSON of every view anew, after a change that is meant
	@$(BIN)/python -m pytest tests/golden -n 0 --golden

clean:  ## remove the environment and everything made
	@rm -rf $(VENV) build dist demo
