SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
TESTERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix lock docs bench train soak screenshots clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.ready bot/web/static/vendor/.ready ## install everything from the lock, build the static files

.venv/.ready: requirements.lock pyproject.toml
	@echo "setup: installing $$(grep -c '==' requirements.lock) packages from the lock into .venv (a minute the first time)"
	@$(PYTHON) -c 'import sys; sys.exit("setup: Python 3.11 to 3.13 is needed, this is " + sys.version.split()[0] if not (3, 11) <= sys.version_info[:2] <= (3, 13) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --progress-bar on -qr requirements.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -qe .
	@touch $@

bot/web/static/vendor/.ready: package-lock.json .venv/.ready
	@echo "setup: building the static files"
	@$(BIN)/python -m bot.web.assets
	@touch $@

run: setup ## a demo county with its simulator on http://127.0.0.1:8000 (PORT=… moves it)
	@exec $(BIN)/gridbot demo --port $(PORT)

test: setup ## the whole suite, on SQLite and PostgreSQL, with a real browser
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile

check: setup ## lint, format, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

fix: setup ## repair what lint and format can repair
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .

lock: .venv/.ready ## write requirements.lock anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links -q --upgrade -o requirements.lock

docs: setup ## write the picture and the table of docs/states.md anew from the table of moves
	@$(BIN)/python -m handlers.states_page

bench: setup ## measure: figures are ratios against a peer in the same run
	@$(BIN)/python -m tests.bench

train: setup ## fit the table of learned weights anew; EXTRA="a.jsonl=1 b.jsonl=0.5" adds labelled files
	@$(BIN)/python -m nlp.training $(addprefix --extra ,$(EXTRA)) $(if $(NOTE),--note "$(NOTE)")

soak: setup ## the property tests with a hundred times the examples
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n $(TESTERS) -k "hypothesis or property or any_text"

screenshots: setup ## take the pictures of the README anew (needs Debian's fonts-noto-cjk)
	@$(BIN)/python -m tests.console.pictures

clean: ## remove what was installed and built here, and the demo's data
	@rm -rf .venv node_modules bot/web/static/vendor var .mypy_cache .ruff_cache .import_linter_cache .hypothesis
