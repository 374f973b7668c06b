# Two commands do all the set-up on a machine with python3, make and g++: make run, make test.
PY ?= python3
PROFILE ?= quick
ARGS ?=
BIN := .venv/bin
FIGURES := pathway gates signatures recruitment disinhibition
DATASETS := results/pathway.nc results/validation.json results/signatures/signatures.png results/disinhibition/disinhibition.png

.DEFAULT_GOAL := help
.PHONY: help run test test-fast figure figures validate docs readme benchmark lint constraints clean

help:  ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "PROFILE=smoke (12 points), quick (54 points; the default) or paper (a cluster, in results/disinhibition-paper) applies to run, as does ARGS=study.path=..."

.venv/.installed: pyproject.toml constraints.txt
	$(PY) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

.venv/.developer: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: .venv/.installed  ## the main job: three circuits, receptor gains, table, dataset and figure in results/disinhibition
	$(BIN)/disinhibition sweep experiment=disinhibition profile=$(PROFILE) $(ARGS)

# What is slow uses all cores by itself, or measures CPU time
test: .venv/.installed  ## all tests
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow"
	$(BIN)/python -m pytest -q -m slow

test-fast: .venv/.installed  ## the tests that build and simulate nothing
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow"

figure: .venv/.installed  ## draw the figure of the main job again from its dataset
	$(BIN)/disinhibition figure disinhibition

# A file of the dataset that is written last: a study that was interrupted has none and goes on
results/disinhibition/disinhibition.png: | .venv/.installed
	$(BIN)/disinhibition sweep experiment=disinhibition profile=$(PROFILE)
results/signatures/signatures.png: | .venv/.installed
	$(BIN)/disinhibition sweep experiment=signatures
results/validation.json: | .venv/.installed
	$(BIN)/disinhibition validate --health
results/pathway.nc: $(wildcard models/*/*.py models/*/*/*.py models/tables/*.yaml) | .venv/.installed
	$(BIN)/disinhibition pathway

figures: $(DATASETS)  ## pathway, gates, signatures, recruitment, disinhibition as PNG and PDF; datasets that are missing come first, and the gates take longest
	for name in $(FIGURES); do $(BIN)/disinhibition figure $$name || exit 1; done

validate: .venv/.installed  ## published numbers beside measured ones
	$(BIN)/disinhibition validate

docs: .venv/.installed  ## numbers and validation tables of the documentation, filled in from the tables of the model
	$(BIN)/python docs/fill.py

readme: .venv/.installed  ## the whole README in its order, with a wheel in an environment of its own, without extras
	$(BIN)/python tests/docs/readme_in_order.py

benchmark: .venv/.installed  ## speed and memory as ratios
	$(BIN)/disinhibition benchmark

lint: .venv/.developer  ## ruff on the sources, mypy on the wheel and on the benchmark, which the wheel leaves out
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	rm -rf build
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target build/typed build/wheel/*.whl
	cp -R experiments/benchmark build/typed/disinhibition/experiments/
	MYPYPATH=build/typed $(BIN)/mypy -p disinhibition

constraints: .venv/.developer  ## resolve the versions of constraints.txt anew
	$(BIN)/uv pip compile --universal --no-annotate --no-header --upgrade --quiet --extra dev pyproject.toml -o constraints.txt

clean:  ## remove the environment and what was built; results stay
	rm -rf .venv build *.egg-info src/*.egg-info
