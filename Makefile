# Two commands are enough: `make demo` to see it, `make test` to trust it.
PYTHON ?= python3
VENV := .venv
# The lock constrains itself, too: without -c pip asks for the newest version of what another package wants with an extra.
BIN := $(VENV)/bin
RUN := $(VENV)/.run-installed
DEV := $(VENV)/.dev-installed
WORKERS ?= 4

.PHONY: demo run test lint check audit bench chaos format pictures lock clean

demo: $(RUN) ## the bot on this machine, with a chat page at http://127.0.0.1:8081
	$(BIN)/python -m bot demo

run: $(RUN) ## the bot itself; settings from the environment or .env
	$(BIN)/python -m bot run

test: $(DEV) ## every test; those that need PostgreSQL or Chromium are skipped, with the reason, where it is missing
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(PYTEST_ARGS)

lint: $(DEV) ## formatting, lint, strict types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .

check: lint test ## what CI runs

audit: ## known vulnerabilities of the locked packages, by pip-audit in a venv of its own; needs the network
	$(PYTHON) -m venv --clear build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.9,<3"
	build/audit/bin/pip-audit --strict --require-hashes --disable-pip -r .ci/requirements.txt
	build/audit/bin/pip-audit --strict --require-hashes --disable-pip -r .ci/requirements-dev.txt

format: $(DEV)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV) ## speed beside bare aiogram, and search; writes docs/performance.md
	$(BIN)/python -m tests.bench

chaos: $(DEV) ## a broadcast under kill -9, on SQLite and PostgreSQL (writes docs/performance.md); 20,000 updates of every type
	$(BIN)/python -m tests.chaos
	HOSTILE_UPDATES=2500 $(BIN)/python -m pytest -q -n $(WORKERS) tests/hostile

pictures: $(DEV) ## take the pictures of the documents anew, in Chromium
	PICTURES=docs $(BIN)/python -m pytest -q tests/flows/test_newcomer.py tests/flows/test_desk_pictures.py tests/flows/test_telegram_news_pictures.py tests/flows/test_reminder_pictures.py tests/flows/test_plan_pictures.py tests/flows/test_upload_pictures.py tests/flows/broadcast_picture.py tests/flows/groups_picture.py tests/flows/sources_picture.py tests/flows/digest_picture.py

lock: ## write the lock files anew; needs uv
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra proxy -o .ci/requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header pyproject.toml --extra proxy --extra dev -o .ci/requirements-dev.txt

clean:
	rm -rf $(VENV) build/audit .coverage .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUN): .ci/requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -c .ci/requirements.txt -r .ci/requirements.txt
	touch $@

$(DEV): .ci/requirements-dev.txt | $(RUN)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -c .ci/requirements-dev.txt -r .ci/requirements-dev.txt
	touch $@
