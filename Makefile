# One command each: `make demo` sets everything up and checks the seed article; `make test` sets up and tests.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# An index that serves torch for the processor alone; on Linux it spares gigabytes of CUDA libraries.
TORCH_INDEX ?=
# Training and evaluation data, for the targets that say so; see benchmarks/README.md.
DATA   ?= ../shared/data

.PHONY: demo test lint types setup bench train clean
.DEFAULT_GOAL := demo

setup: $(VENV)/.ready

# Made anew when the pins or the package's metadata change; quick otherwise.
$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("mtqa needs Python 3.11 or later, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	@if [ -n "$(TORCH_INDEX)" ]; then \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch --index-url "$(TORCH_INDEX)"; fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

demo: setup
	@$(BIN)/mtqa check seeds/biden-korea-visit.txt --glossary seeds/glossary.csv \
	  --html reports/biden-korea-visit.html --fail-on never
	@echo "Open reports/biden-korea-visit.html in a browser."

test: setup
	@$(BIN)/mtqa models fetch
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

bench: setup
	@$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[bench]'
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/engines.py
	$(BIN)/python benchmarks/engine_time.py
	$(BIN)/python benchmarks/names.py --data $(DATA)
	$(BIN)/python benchmarks/articles.py --data $(DATA)
	$(BIN)/python benchmarks/spans.py --data $(DATA)
	$(BIN)/python benchmarks/romanisation.py --data $(DATA)
	$(BIN)/python benchmarks/inconsistency.py --data $(DATA)
	$(BIN)/python benchmarks/index.py --data $(DATA)
	$(BIN)/python benchmarks/rules.py --data $(DATA)
	$(BIN)/python -m benchmarks.quality --data $(DATA)
	$(BIN)/python benchmarks/senses.py --data $(DATA)
	$(BIN)/python benchmarks/loops.py --data $(DATA)
	$(BIN)/python benchmarks/untranslated.py --data $(DATA)
	$(BIN)/python benchmarks/collisions.py
	$(BIN)/python benchmarks/glossary_store.py
	$(BIN)/python benchmarks/decision_log.py
	$(BIN)/python benchmarks/fingerprints.py --data $(DATA) --lm none
	$(BIN)/python benchmarks/report_page.py
	$(BIN)/python benchmarks/packs.py --data $(DATA)
	$(BIN)/python benchmarks/suggest.py --data $(DATA)

clean:
	rm -rf $(VENV) build dist
