# Nhịp Cầu. `make run` shows the site; `make` alone lists what there is.
PY := .venv/bin/python
BIN := .venv/bin
export PYTHONPATH := src
export PYTHONWARNINGS ?= error

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

install: ## make .venv from requirements.lock
	@sh scripts/install.sh

run: install ## the site with demo data at http://127.0.0.1:8000 (PORT=..., PLAN=file)
	@PYTHONWARNINGS=default $(PY) scripts/serve.py

test: install ## the whole suite, on SQLite and, where it is installed, on PostgreSQL
	@$(PY) scripts/suite.py $(ARGS)

lint: install ## format, style, types, layers, templates, spelling, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	PYTHONWARNINGS=default $(BIN)/mypy
	PYTHONWARNINGS=default $(BIN)/lint-imports --no-logo
	git ls-files '*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/typos
	NHIPCAU_MODE=development $(PY) manage.py makemigrations --check --dry-run

format: install ## put code and templates into the house's form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	-git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

bench: install ## figures, one a line (ONLY=name for one of them)
	@PYTHONWARNINGS=default $(PY) -m bench $(if $(ONLY),--only $(ONLY))

fuzz: install ## the long run: mutated files of every format
	@$(PY) -m bench.fuzz

shots: install ## pictures of the main screens into docs/pictures (needs Chromium)
	@PYTHONWARNINGS=default $(PY) scripts/shots.py

messages: install ## collect and compile the Vietnamese words (needs gettext)
	@PYTHONWARNINGS=default sh scripts/messages.sh

lock: install ## write requirements.lock anew from pyproject.toml
	uv pip compile pyproject.toml --extra dev --extra opensearch --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-annotate --upgrade --quiet --output-file requirements.lock

.PHONY: help install run test lint format bench fuzz shots messages lock
