# The commands of the project. `make` alone lists them; what they do is in scripts/.

SHELL := /bin/bash
.DEFAULT_GOAL := help

ARGS ?=

.PHONY: help setup run dev test test-rust test-browser test-durability check fmt bench bench-browser clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: ## Install everything that building and testing need
	@scripts/setup.sh test

run: ## Set up, build for release and serve on 127.0.0.1:3000 (ARGS="--addr …" is passed on)
	@scripts/run.sh $(ARGS)

dev: ## Serve, and rebuild and reload on every change
	@scripts/dev.sh

test: ## Set up and run every test: Rust, browser, a short durability run
	@scripts/test.sh rust browser $(if $(wildcard tests/integration/durability*),durability)

test-rust: ## Only the Rust tests
	@scripts/test.sh rust

test-browser: ## Only the browser tests (ARGS="--project=no-js" is passed to Playwright)
	@scripts/test.sh browser -- $(ARGS)

test-durability: ## Crash, rotation and uniqueness storms in full (URL=… for another engine)
	@ATELIER_DURABILITY=full ATELIER_DURABILITY_URL="$(URL)" scripts/test.sh durability

check: ## Formatting, and clippy for the server and for the browser
	@scripts/check.sh

fmt: ## Format the Rust sources
	@cargo fmt

bench: ## Run the benchmarks in release mode
	@scripts/bench.sh $(ARGS)

bench-browser: ## Scroll the Library in Chromium (ARGS="100000": how many assets; "… --trace FILE" keeps a trace)
	@scripts/bench-browser.sh $(ARGS)

clean: ## Remove what this clone built (the cache shared by all clones stays)
	rm -rf target/built target/site target/test end2end/test-results end2end/playwright-report
