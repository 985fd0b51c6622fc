# Vigie. `make` alone lists what there is.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test test-long check reset test-pg15 messages bench \
	bench-transcripts bench-public bench-peers fuzz fuzz-api api-examples samples

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
PY := .venv/bin/python
THROWAWAY := $(PY) -m tracker.launch.with_database
PG15 ?= /usr/lib/postgresql/15/bin
# Where the environment forbids it (containers do), each of the many processes would compile anew.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONUNBUFFERED := 1
export HOST PORT

# Values that only show that production settings pass their own checks; nothing is served with them.
DEPLOY := VIGIE_ENV=production SITE_URL=https://vigie.example.org ALLOWED_HOSTS=vigie.example.org \
	OPERATOR_NAME=x OPERATOR_ADDRESS=x PUBLICATION_DIRECTOR=x HOSTING_PROVIDER=x CONTACT_EMAIL=x \
	SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')"

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) \
		| awk 'BEGIN {FS = ":.*## "} {printf "  make %-17s %s\n", $$1, $$2}'
	@echo "  HOST and PORT say where make run listens: make run PORT=8001"

run: setup ## Serve the demo on this machine (Ctrl-C stops it)
	@$(PY) -m tracker.launch --with-parent

test: setup-test ## All checks and tests, on a throwaway database
	@$(THROWAWAY) $(MAKE) --no-print-directory --keep-going --jobs=4 --output-sync=target $(PARTS)

# Four at a time, so that two cores have work while parts wait for their server, a browser or a
# process; each with a database of its own, copied from one. What takes longest begins first.
APART := admin actions browser tracker house commands views transcripts
FIRST := test-rest test-admin test-actions test-browser test-tracker test-house check-alone
PARTS := $(FIRST) $(filter-out $(FIRST),$(APART:%=test-%))
.PHONY: $(PARTS) test-ground
test-ground:
	@$(PY) -m tests.ground

$(APART:%=test-%): test-%: test-ground
	@echo "==> tests/$*" && TEST_GROUND=1 $(PY) -m pytest -q tests/$*

test-rest: test-ground
	@echo "==> all other tests" && TEST_GROUND=1 $(PY) -m pytest -q $(APART:%=--ignore=tests/%)

check-alone:
	@env -u DATABASE_URL -u MAKEFLAGS $(THROWAWAY) $(MAKE) --no-print-directory --keep-going check-all

test-long: setup-test ## The tests that take longer
	@$(PY) -m pytest -q -m long

check: setup-test ## Style, types, import contract, templates, migrations, production settings
	@$(THROWAWAY) $(MAKE) --no-print-directory --keep-going check-all

CHECKS := check-style check-format check-types check-imports check-templates check-migrations \
	check-api check-production
.PHONY: check-all $(CHECKS)
check-all: $(CHECKS)

check-style:
	@echo "==> style" && $(PY) -m ruff check --quiet .

check-format:
	@echo "==> format" && $(PY) -m ruff format --check --quiet .

check-types:
	@echo "==> types" && $(PY) -m mypy --no-error-summary

check-imports:
	@echo "==> import contract" && said=$$(.venv/bin/lint-imports 2>&1) || { echo "$$said"; exit 1; }

check-templates:
	@echo "==> templates" && find templates -name '*.html' -print0 \
		| xargs -0r .venv/bin/djade --check --target-version 5.2

check-migrations:
	@echo "==> migrations" && VIGIE_ENV=test $(PY) manage.py makemigrations --check --dry-run

check-api:
	@echo "==> description of the API" && VIGIE_ENV=test $(PY) manage.py spectacular --validate \
		--fail-on-warn --file /dev/null

check-production:
	@echo "==> production settings" \
		&& $(DEPLOY) $(PY) manage.py check --deploy --fail-level WARNING

test-pg15: setup-test ## The same tests on the system's PostgreSQL 15 (PG15=its programs)
	@PG_BINDIR=$(PG15) $(PY) -m pytest -q

reset: ## Forget the demo's data (var/)
	@if [ -x $(PY) ]; then $(PY) -m tracker.launch.reset; else rm -rf var; fi

messages: setup-test ## Collect the sentences to translate (developers; needs the system's gettext)
	@command -v xgettext >/dev/null || { echo "gettext is missing: apt-get install gettext"; exit 1; }
	@$(PY) manage.py makemessages --locale fr --no-obsolete --add-location file \
		--ignore .venv --ignore var --ignore tests

bench: setup ## Measure speed (benchmarks/)
	@$(PY) -m benchmarks

bench-transcripts: setup-test ## Measure reading transcripts, beside two other libraries
	@$(PY) -m benchmarks.transcripts

SIZES ?= 10000,100000
bench-public: setup bench-peers ## Measure the public site beside its peers (SIZES=10000,100000)
	@$(PY) -m benchmarks.public --sizes $(SIZES)

PEERS := var/bench/datasette
bench-peers: $(PEERS)/installed ## Install Datasette below var/, to be measured beside
$(PEERS)/installed: benchmarks/peers/requirements.lock
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install -qq --disable-pip-version-check --no-input \
		--require-hashes --no-deps -r $<
	@touch $@

fuzz: setup-test ## Read 10,000 damaged files of each transcript format (COUNT=)
	@$(PY) -m tests.transcripts.mutation --count $(or $(COUNT),10000)

fuzz-api: setup-test ## Ask the API 10,000 times what its description allows, and what not (COUNT=)
	@$(THROWAWAY) $(PY) -m tests.api.schema_run --count $(or $(COUNT),10000)

api-examples: setup-test ## Write the examples of the API's description anew: answers of the demo
	@$(THROWAWAY) $(PY) -m tests.api.examples

samples: setup-test ## Read every sample transcript of ../shared, compared with its table
	@$(PY) -m tests.transcripts.samples

setup: ## Install what make run needs
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed, and none was found. On Debian: apt-get install python3 python3-venv))
	@$(PYTHON) -m tracker.launch.bootstrap run

setup-test: ## Install what make test needs
	@$(if $(PYTHON),,$(error Python 3.11 or newer is needed, and none was found. On Debian: apt-get install python3 python3-venv))
	@$(PYTHON) -m tracker.launch.bootstrap test
