# Set-up and daily work. Needs make and Python 3.11, 3.12 or 3.13; every target first brings .venv up to date.
# Windows without make: see README.md.

BIN := .venv/bin
STAMP := .venv/.installed
# Tried in this order. `make install PYTHON=/path/to/python` chooses one.
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3 python)
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))

# A .venv that was moved here, or whose Python is gone, counts as missing although its stamp is newer.
ifneq ($(shell test "$$(cat $(STAMP) 2>/dev/null)" = "$(CURDIR)" && $(BIN)/python -c '' 2>/dev/null && echo usable),usable)
UNUSABLE := unusable
endif

.PHONY: help install lab test test-slow build lint lock calibrate mnist site clean $(UNUSABLE)

help:
	@echo "make lab        set up, then open the course in JupyterLab"
	@echo "make install    set up .venv only"
	@echo "make test       run all tests"
	@echo "make test-slow  run the tests that take minutes each"
	@echo "make build      build solutions/ and notebooks/ from lessons/"
	@echo "make lint       check style, and that the built notebooks are up to date"
	@echo "make calibrate  measure the pass marks of trained models again (slow)"
	@echo "make mnist      train lesson 08's network on the real MNIST (minutes; COURSEKIT_DATA=folder of mnist.npz)"
	@echo "make site       build the site of executed lessons and guides in build/site"
	@echo "make lock       write requirements.lock again; UPGRADE=1 takes the newest versions"
	@echo "make clean      remove .venv"

install: $(STAMP)

lab: $(STAMP)
	@$(BIN)/coursekit lab

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --durations 40 --durations-min 5

# Hours of it: hostile classes, kills, a thousand submissions, plain nbgrader for comparison.
test-slow: $(STAMP)
	$(BIN)/python -m pytest -m "long or stock"

build: $(STAMP)
	$(BIN)/coursekit build

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/coursekit build --check

calibrate: $(STAMP)
	$(BIN)/python -m tests.calibration

mnist: $(STAMP)
	$(BIN)/python -m pytest -m long tests/calibration/test_mnist.py -s

# Not in the lock: learners need no Sphinx. What is installed already stays as it is.
site: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[site]'
	$(BIN)/python -m website.build

# Extras stay in the lock: pips before 23.3 do not match a plain pin with a hash to a requirement with extras.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --extra lab --extra test \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --no-strip-extras \
	  $(if $(UPGRADE),--upgrade) -o requirements.lock pyproject.toml

clean:
	rm -rf .venv

# The stamp is removed first and written last: an interrupted install does not count as done.
$(STAMP): requirements.lock pyproject.toml $(UNUSABLE)
	@rm -f $(STAMP)
	@if ! $(BIN)/python -c '$(SUITABLE)' 2>/dev/null || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  found=; \
	  for python in $(PYTHONS); do \
	    if "$$python" -c '$(SUITABLE)' 2>/dev/null; then found="$$python"; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "No suitable Python found (tried: $(PYTHONS))." >&2; \
	    echo "Install Python 3.11, 3.12 or 3.13 with its venv module (on Debian and Ubuntu: python3-venv)," >&2; \
	    echo "or name one: make PYTHON=/path/to/python3.12" >&2; \
	    exit 1; \
	  fi; \
	  echo "Making .venv with $$("$$found" --version)"; \
	  "$$found" -m venv --clear .venv || exit 1; \
	fi
	@echo "Installing what requirements.lock lists (the first time this takes a few minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "$(CURDIR)" > $(STAMP)
