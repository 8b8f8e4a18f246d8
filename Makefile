# `make` alone lists what there is. Everything happens in .venv, which is made when it is missing.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo check test laws lint fix docs pictures train score bench clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

setup: $(STAMP) ## make .venv and install the program and its tools into it

demo: $(STAMP) ## set everything up and run the main job
	$(BIN)/timeline list --actor Serbia --since 2023
	$(BIN)/timeline show 2023 --no-pager
	$(BIN)/timeline chart --actor Serbia --actor Turkey --since 2008

check: $(STAMP) lint test ## set everything up and pass all that guards the code; what continuous integration runs

lint: $(STAMP) ## style, types, layers, the shipped data, the script of the page (with npm)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/timeline check
	npx --yes -p typescript@5.9.3 tsc -p .
	npx --yes @biomejs/biome@2.6.8 lint --error-on-warnings

test: $(STAMP) ## the tests
	$(BIN)/python -m pytest

laws: $(STAMP) ## the laws alone, with ten times as many examples
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest tests/laws

fix: $(STAMP) ## mend style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(STAMP) ## write the output of README, docs and sessions anew, and the schema
	$(BIN)/timeline schema > timeline/schema/events.schema.json
	UPDATE_SESSIONS=1 $(BIN)/python -m pytest tests/test_sessions.py

pictures: $(STAMP) ## make the pictures of the documents anew, from real data (with Chromium)
	$(BIN)/python docs/pictures/make.py

train: $(STAMP) ## learn how sentences tell kinds of event, from training/; writes the weights, says how well
	$(BIN)/python training/train.py --check

score: $(STAMP) ## how well dates are found, by kind; writes the figures that the tests hold it to
	$(BIN)/python bench/score.py $(GOLD)

bench: $(STAMP) ## speed, as ratios within one run
	$(BIN)/python bench/bench.py
	$(BIN)/python bench/dates.py
	$(BIN)/python bench/events.py
	$(BIN)/python bench/worlds.py

clean: ## remove what was made
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache bench/data
