# Everything is relative, so that the folder may be called anything.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.SUFFIXES:

PYTHON ?= python3
PORT ?= 8000
export PORT

python := .venv/bin/python

.PHONY: help
help: ## list the commands
	@echo "Sourceline. PYTHON names a Python 3.11 or newer."
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

.PHONY: setup
setup: .venv/.installed-dev ## install what running, testing and checking need

.PHONY: run
run: .venv/.installed-base ## start everything; PORT=8000 changes the port
	@exec $(python) manage.py up

.PHONY: demo
demo: .venv/.installed-base ## the main job in the terminal; ARTICLE=path.txt takes yours
	@DATA_DIR=.data/demo $(python) manage.py demo $(if $(ARTICLE),--article "$(ARTICLE)")

.PHONY: test
test: .venv/.installed-dev ## run the tests that need nothing installed; ARGS="-k word"
	@$(python) -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal $(ARGS)

.PHONY: thorough
thorough: .venv/.installed-dev ## run the long ones too: every route times every person
	@$(python) -m pytest -m thorough --numprocesses auto --maxprocesses 4 \
		--dist worksteal $(ARGS)

.PHONY: check
check: .venv/.installed-dev ## lint, types, import contracts, migrations, deployment
	@.ci/check

.PHONY: format
format: .venv/.installed-dev ## put the code in the one form that check accepts
	@$(python) -m ruff check --fix-only --quiet .
	@$(python) -m ruff format .

.PHONY: bench
bench: .venv/.installed-dev ## measure against references, as JSON Lines; NAME=one
	@DATA_DIR=.data/bench $(python) manage.py bench $(if $(NAME),"$(NAME)")

.PHONY: screenshots
screenshots: .venv/.installed-dev ## take the README's pictures from a running demo
	@$(python) .ci/screenshots.py

.PHONY: bench-engine
bench-engine: .venv/.installed-dev ## measure the engine; CORPORA=folder TOOLS=folder
	@$(python) -m tests.engine.measure "$(CORPORA)" "$(TOOLS)"
	@.ci/compiled $(python) -m tests.engine.pace "$(abspath $(CORPORA))"

.PHONY: bench-checks
bench-checks: .venv/.installed-dev ## wording and jigsaw checks against labelled articles
	@$(python) -m tests.newsroom.measure

.PHONY: bench-fidelity
bench-fidelity: .venv/.installed-dev ## alter true quotes in every way; how often is it named
	@$(python) -m tests.engine.mutations

.PHONY: clean-data
clean-data: ## delete the local database, its newsroom and all logs
	@if [ -x $(python) ]; then $(python) -m tracker.embedded .data; else rm -rf .data; fi

.venv/.installed-%: requirements/%.txt .ci/setup.py
	@$(PYTHON) .ci/setup.py $*
