# One word each; `make help` lists them. What is missing is set up first, and only then.

BIN := .venv/bin
SETUP := pyproject.toml constraints.txt tools/install tools/python
export PYTHON

.PHONY: help run test fix soak bench docs golden smoke new-node lint fresh-docs packages-run packages-test

help: ## list these words
	@sed -n 's/^\([a-z-]*\):[^#]*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/.run ## set up what is missing, and open the window on the demo (without a display, render it)
	$(BIN)/luma demo --window

test: .venv/.test lint fresh-docs ## set up what is missing, and run every check that needs no special hardware
	NUMBA_CACHE_DIR=.compiled $(BIN)/python -P -m luma.audio.kernel.warm
	$(BIN)/pytest -n 3 --dist loadfile -m "not soak and not device"

lint: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.test ## format, and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

soak: .venv/.test ## the long tests, and the laws with many more examples
	$(BIN)/pytest -m soak --timeout 3600
	$(BIN)/pytest -m "not soak and not device" --hypothesis-profile soak --timeout 3600

bench: .venv/.test ## measure, and write benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

docs: .venv/.test ## write the generated reference anew
	$(BIN)/python docs/generate.py

fresh-docs: .venv/.test
	$(BIN)/python docs/generate.py --check

golden: .venv/.test ## write the golden answers anew; read the difference before you commit it
	$(BIN)/pytest --golden -m "not soak and not device"

smoke: .venv/.test ## install the wheel without developers' packages, and try it
	tools/smoke

new-node: .venv/.test ## NAME=family/name: a node, its test and its golden answer, filled in
	$(BIN)/python tools/new_node.py $(NAME)

# The stamps say for which versions .venv was made; with the developers' tools in it, it runs too.
.venv/.test: $(SETUP) | packages-test
	tools/install test
	@touch .venv/.test .venv/.run

.venv/.run: $(SETUP) | packages-run
	tools/install run
	$(BIN)/luma warm
	@touch $@

packages-run packages-test:
	@tools/packages $(@:packages-%=%)
