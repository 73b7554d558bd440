# Two commands to know: `make try` starts Kallelse in a small Slack workspace on this machine, `make test` runs all tests.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: install try test check lint types contract lock clean

install: $(READY)

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kallelse needs Python 3.11 or newer; say which with: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv (once, under a minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep -o '^uv==[0-9.]*' requirements.lock)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(READY)

try: install
	@$(BIN)/kallelse try $(ARGS)

test: install
	@$(BIN)/pytest -n 2 --dist loadscope $(ARGS)

check: lint types contract test

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install
	@$(BIN)/mypy

contract: install
	@$(BIN)/lint-imports

# Writes requirements.lock anew: every package we install, with its hashes.
lock: install
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes \
		--no-annotate --custom-compile-command 'make lock' --quiet --upgrade --output-file requirements.lock

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
