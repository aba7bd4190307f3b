# Each target sets up what it needs: a virtual environment with the pinned packages.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Where a machine forbids it, each of the tests' many processes would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo run test checks tests explore format catalogs screenshots bench lock clean

demo: $(READY)
	$(BIN)/python -m bot demo

run: $(READY)
	$(BIN)/python -m bot run

test: $(READY)
	$(MAKE) --no-print-directory --jobs 2 --output-sync=line checks tests

checks: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

tests: $(READY)
	$(BIN)/pytest -n 5 --dist worksteal

# With other chances each time, where the tests above take the same: for a quiet hour.
explore: $(READY)
	EXPLORE=1 $(BIN)/pytest -n 5 --dist worksteal tests/intake tests/services tests/storage

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# After a text was added or changed in bot/screens: brings the three catalogs up to date.
catalogs: $(READY)
	$(BIN)/python -m bot.locales

# After a screen or the chat page changed: the README's pictures, made from the running demo.
screenshots: $(READY)
	$(BIN)/python -m tests.browser.screenshots

# Speed, measured against floors and peers in the same run: prints the README's table.
bench: $(READY) .venv-peers/.ready
	$(BIN)/python -m benchmarks

# After a dependency was changed in pyproject.toml: pins everything anew.
lock: $(READY)
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" -o requirements.txt
	$(BIN)/uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile -q --group pyproject.toml:peers --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" -o requirements-peers.txt

$(READY): requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $(READY)

.venv-peers/.ready: requirements-peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.txt
	touch .venv-peers/.ready

clean:
	rm -rf .venv .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis
