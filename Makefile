# make run: serve the demo world. make test: everything that must pass before a change joins main.
.PHONY: help run setup setup-dev front test suite test-long check lint types prove-guards bench bench-watch screenshots bundle
.DEFAULT_GOAL := help
python := .venv/bin/python
export PYTHONPATH := src

help:
	@echo "make run           set up what is missing, load the demo world, serve it"
	@echo "make test          set up, check, run the tests"
	@echo "make test-long     generators and fault injection at full length"
	@echo "make check         style, import contracts, types, messages, migrations"
	@echo "make prove-guards  break each guard in a copy; fails if one stays green"
	@echo "make bench         measure lists, search and reports against their bare SQL"
	@echo "make bench-watch   measure detection, forecasts and siting against their anchors"
	@echo "make screenshots   every page in French and Arabic, 320 and 1280 px wide"
	@echo "make bundle        a tar that installs on a server without internet"

setup:
	@scripts/setup
	@scripts/build-front
	@$(python) scripts/messages.py compile

setup-dev:
	@scripts/setup --dev
	@scripts/build-front
	@$(python) scripts/messages.py compile

run: setup
	@.venv/bin/wasl demo

check: lint
	@$(MAKE) --no-print-directory types

lint: setup-dev
	@scripts/land-check
	@$(python) scripts/messages.py check

types:
	@.venv/bin/mypy

# Types are checked beside the tests: there are moments when one of the two processes waits for the other.
test: lint
	@$(MAKE) --no-print-directory -j 2 types suite

# A file's tests stay together: they share what is costly to make. Each of the two processes has its own PostgreSQL.
suite:
	@$(python) -m pytest -q -n 2 --dist loadfile

test-long: setup-dev
	@$(python) -m pytest -q -m "long or not long"

prove-guards: setup-dev
	@$(python) scripts/prove_guards.py

bench: setup-dev
	@$(python) -m bench

bench-watch: setup-dev
	@$(python) -m bench watch

screenshots: setup-dev
	@$(python) scripts/screenshots.py

bundle: setup-dev
	@scripts/bundle
