# `make demo` shows what kgraph does, `make test` shows that it does it. Both need Python 3.11+ with
# its venv module, make and git, and set up everything else in .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: help demo test lint scripts types docs neo4j bench dist clean

help:  ## list what there is to make
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 10

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'kgraph needs Python 3.11 or newer; name one: make PYTHON=python3.12'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

$(VENV)/.user: $(VENV)/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.user
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

demo: $(VENV)/.user  ## load the bundled Korean cinema, ask it a question, write a page
	$(BIN)/kgraph demo

# Each process has a Neo4j and a browser of its own: a machine of many cores has memory for so many.
test: $(VENV)/.dev  ## run the tests; those that need a browser, a server or real data say so and skip
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8

lint: $(VENV)/.dev  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

scripts: .cache/node_modules/.bin/biome  ## check the page's scripts and styles (needs npm)
	.cache/node_modules/.bin/biome lint --error-on-warnings

.cache/node_modules/.bin/biome:
	npm install --silent --no-save --prefix .cache axe-core @biomejs/biome@2

types: $(VENV)/.dev  ## check types
	$(BIN)/mypy

docs: $(VENV)/.dev  ## write the generated pages of docs/ anew
	$(BIN)/python -m kgraph.cli.reference
	$(BIN)/python -m kgraph.queries

neo4j: $(VENV)/.user  ## run a local Neo4j until Ctrl-C (needs Java 21 and Maven; see docs/neo4j-server.md)
	$(BIN)/python -m tests.server $(ARGS)

bench: $(VENV)/.dev  ## measure, and write benchmarks/RESULTS.md
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python -m benchmarks

dist: $(VENV)/.dev  ## build the wheel
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build --wheel --outdir dist

clean:  ## take away what make made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
