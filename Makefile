# Everything a developer does with this project. `make` lists the targets.
# The first target that needs it builds .venv from requirements.lock; stamps keep later runs from doing so again.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
UV_VERSION := 0.13.9
MINUTES ?= 10
CODE := extractor corpus tests notebooks tools

.PHONY: help setup demo test check static lint types imports rules check-schemas bench soak ray fuzz format \
	schemas docs picture notebook wheel lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- set up -------------------------------------------------------------------------------------------

setup: $(VENV)/.installed ## System packages (apt, where missing) and .venv with everything in it

$(VENV)/.system: tools/system-packages.sh
	@PYTHON="$(PYTHON)" bash tools/system-packages.sh
	@mkdir -p $(VENV) && touch $@

$(VENV)/.created: | $(VENV)/.system
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/.created
	@echo "Installing from requirements.lock"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# --- see it work --------------------------------------------------------------------------------------

demo: setup ## Extract the sample plans to out/demo, show a few lines, compare two provinces in out/demo-so-sanh
	@$(BIN)/kehoach extract corpus/samples -o out/demo
	@$(BIN)/python tools/demo.py out/demo
	@echo
	@echo "So sánh hai tỉnh / two provinces compared:"
	@$(BIN)/kehoach compare corpus/samples/*-truyen-thong-*.pdf corpus/samples/*-truyen-thong-*.docx -o out/demo-so-sanh
	@echo "Mở bằng trình duyệt / open in a browser: $(CURDIR)/out/demo-so-sanh/report.html"

test: setup ## All tests, with the quality floors where the real documents are present (KEHOACH_CORPUS)
	@$(BIN)/python -m pytest

# --- check --------------------------------------------------------------------------------------------

check: static test ## Everything CI asks for: static checks, then tests

static: lint types imports rules check-schemas ## All checks but the tests

lint: setup ## Style and formatting (ruff)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

types: setup ## Types (mypy, strict)
	@$(BIN)/mypy

imports: setup ## Layers (import-linter)
	@$(BIN)/lint-imports --no-logo

rules: setup ## Every rule on its own examples and rejects
	@$(BIN)/kehoach rules check

check-schemas: setup ## The checked-in schemas are those of the records
	@$(BIN)/kehoach schema --check schemas

soak: setup ## Long runs: 1,000 documents killed 20 times, all bad inputs, flat memory (tens of minutes)
	@KEHOACH_SOAK=1 $(BIN)/python -m pytest tests/batch/test_resume.py tests/batch/test_isolation.py \
		tests/batch/test_bad_inputs.py
	@$(BIN)/python tools/soak.py $(SOAK_ARGS)

ray: setup ## Install Ray (240 MB, not in the lock) and run the tests of --engine ray
	@$(PIP) install -e '.[distributed]'
	@$(BIN)/python -m pytest tests/batch/test_distributed.py

fuzz: setup ## Readers on mutated samples and real documents; MINUTES=10 unless given
	@$(BIN)/python tools/fuzz.py --minutes $(MINUTES)

bench: setup ## Speed as ratios measured in one run
	@$(BIN)/python -m pytest -m bench -s tests/bench

# --- make ---------------------------------------------------------------------------------------------

format: setup ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

schemas: setup ## Write schemas/ anew from the records
	@$(BIN)/kehoach schema --write schemas

docs: setup ## Write the generated parts of docs/ anew
	@$(BIN)/python tools/reference.py

picture: setup ## Draw docs/img anew from a sample plan
	@$(BIN)/python tools/picture.py docs/img/plan-to-rows.png

notebook: setup ## Run the notebooks and keep them with their results in out/*.ipynb
	@mkdir -p out
	@for name in $(basename $(notdir $(wildcard notebooks/*.py))); do \
		$(BIN)/jupytext --quiet --to notebook --output out/$$name.ipynb notebooks/$$name.py && \
		$(BIN)/jupyter-execute --inplace out/$$name.ipynb; done

wheel: setup ## Build the wheel that analysts install, into dist/
	@$(PIP) wheel --no-deps --no-build-isolation -w dist .

lock: ## Resolve requirements.lock anew from pyproject.toml
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/pip install -qq uv==$(UV_VERSION); }
	@build/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--no-config --quiet -o requirements.lock

clean: ## Remove outputs and caches; .venv stays
	@rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
	@find extractor corpus tests notebooks tools -name __pycache__ -type d -prune -exec rm -rf {} +
