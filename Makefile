# Two commands are all that a newcomer needs: `make run` and `make test`.
# Each creates .venv and installs what it needs from the pinned lists in requirements/.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadgroup
ROOMS := app.py settings.py architecture bench cli estimation grading interview scenarios storage tests ui

.DEFAULT_GOAL := help
.PHONY: help run test test-all check format bench lock mutate screenshots clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.app ## start the app on http://localhost:8501 (PORT=... for another)
	@echo "Loadbearing will be at http://localhost:$(PORT) - stop it with Ctrl+C"
	@$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: $(VENV)/.dev ## all tests but the slow ones, with a real browser (under 10 minutes)
	$(PYTEST) -m "not slow"

test-all: $(VENV)/.dev check ## what `make test` leaves out: checks, gestures repeated, crash matrices, coverage floors
	$(PYTEST) -m slow
	$(BIN)/pytest -q -p no:randomly -n $(WORKERS) -m "not e2e and not slow" --cov --cov-report=term:skip-covered --cov-fail-under=90

check: $(VENV)/.dev ## format, lint, types, room borders, dependencies, packs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python -m cli lint

format: $(VENV)/.dev ## put the code into its normal form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev ## speed and memory, as medians and ratios of one run
	$(BIN)/python -m bench

mutate: $(VENV)/.dev ## mutation testing of the rooms where it counts
	$(BIN)/mutmut run

screenshots: $(VENV)/.dev ## docs/images from the running app, both themes
	$(BIN)/python -m bench.screenshots

lock: $(VENV)/.uv ## renew the pins after a change of pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 -q pyproject.toml -o requirements/app.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header --python-version 3.11 -q --group dev pyproject.toml -o requirements/dev.txt

clean: ## remove what can be made again (never your data)
	rm -rf $(VENV) .ruff_cache .hypothesis .coverage build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Loadbearing needs Python 3.11 or newer as '$(PYTHON)'."; \
	  echo "On Debian or Ubuntu: sudo apt-get install python3 python3-venv"; \
	  echo "Another interpreter: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python cannot create a virtual environment: its venv module is missing."; \
	  echo "On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.uv: requirements/uv.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.app: requirements/app.txt $(VENV)/.uv
	@echo "Installing what the app needs (once) ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements/app.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.uv
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@
