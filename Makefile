# What can be done here. "make" alone lists it.
# ENGINES=sqlite leaves PostgreSQL out of the tests.

export ENGINES
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test dev fmt lint check e2e bench bench-growth lighthouse doc release migration clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing, build, and serve the demo at http://127.0.0.1:3000
	@scripts/setup.sh run
	@scripts/release.sh
	@target/release/foyer serve --demo

test: ## Install what is missing and run every check and test (= check + e2e)
	@scripts/setup.sh test
	@scripts/check.sh
	@scripts/release.sh
	@scripts/e2e.sh

dev: ## Serve the demo and build again at every change
	@scripts/setup.sh run
	@scripts/dev.sh

fmt: ## Format the Rust code
	@cargo fmt --all

lint: ## Run clippy over each half, warnings are errors
	@scripts/lint.sh

check: ## Run everything but the browser: format, clippy, docs, dependencies, tests
	@scripts/check.sh

e2e: ## Build the release and run the tests in a browser
	@scripts/setup.sh test
	@scripts/release.sh
	@scripts/e2e.sh

bench: ## Build the release and measure it beside references, in ten minutes at most
	@scripts/setup.sh browser
	@scripts/release.sh
	@scripts/bench.sh

bench-growth: ## Build the release and measure a large site: search, and an import beside a server
	@scripts/setup.sh run
	@scripts/release.sh
	@scripts/bench-growth.sh

lighthouse: ## Build the release and measure the demo's pages with Lighthouse
	@scripts/setup.sh browser
	@scripts/release.sh
	@scripts/lighthouse.sh

doc: ## Write the Rust documentation to target/doc
	@cargo doc --no-deps --document-private-items -p app -p server

release: ## Build the one executable, target/release/foyer
	@scripts/setup.sh run
	@scripts/release.sh

migration: ## Create the next migration for both engines: make migration NAME=review_series
	@scripts/migration.sh "$(NAME)"

clean: ## Delete what was built and downloaded here; the data folder stays
	@cargo clean
	@rm -rf node_modules end2end/lighthouse/node_modules end2end/test-results end2end/playwright-report
