# workshop: what can be done here. 'make help' lists it.

SHELL := /bin/bash
SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
WORKSHOP_URL ?= http://localhost:4242
ARGS ?=
TIME ?= 60

# The Swift runtime inside, the system's libsqlite3 outside, no symbol table. libcurl is loaded when
# something needs it.
# The same sources give the same bytes wherever they stand.
RELEASE := --configuration release --static-swift-stdlib -Xlinker -s \
	-Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. \
	-Xcc -ffile-prefix-map=$(CURDIR)=. -Xcxx -ffile-prefix-map=$(CURDIR)=.
BINARY := .build/release/workshop
AXE := .build/axe/axe.min.js

# The two libraries, by the file that a build needs of each.
LIBRARY_PACKAGES := libsqlite3-dev libcurl4-openssl-dev
# What the tests run besides: real peers, never stand-ins.
# chromium and its driver are the browser that the page is tested in.
TEST_PACKAGES := chromium chromium-driver python3-pip curl jq sqlite3 procps iproute2 util-linux strace gcc libc6-dev mandoc man-db zsh fish bash-completion python3 nginx openssl
# What makes the Debian package, and what it is looked at and tried with.
PACKAGE_TOOLS := build-essential debhelper
PACKAGE_TEST_TOOLS := lintian debootstrap debian-archive-keyring systemd systemd-container
# Those whom the benchmark measures beside, and what it compiles and runs itself.
PEER_PACKAGES := redis-server nats-server nginx libnginx-mod-nchan mosquitto gcc libc6-dev curl openssl

.PHONY: help
help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: serve
serve: build ## build what is missing and serve on :4242
	@echo "workshop is about to listen on port 4242; try, from another shell:"
	@echo "  curl http://localhost:4242/status"
	@echo "  curl -N http://localhost:4242/"
	@echo "  curl -N 'http://localhost:4242/?format=ndjson' | jq ."
	@exec $(BINARY) serve $(ARGS)

.PHONY: build
build: libraries ## the release binary, at .build/release/workshop
	$(SWIFT) build $(RELEASE) --product workshop

.PHONY: test
test: libraries test-tools ## every test
	$(SWIFT) build --build-tests
	@SWIFT=$(SWIFT) .ci/test $(ARGS)

.PHONY: soak
soak: libraries test-tools build ## promises at full size, and budgets, of the release binary
	$(SWIFT) build --build-tests
	WORKSHOP_SOAK=1 WORKSHOP_BINARY=$(CURDIR)/$(BINARY) \
		$(SWIFT) test --skip-build --disable-xctest --no-parallel --filter 'Promise|Budget' $(ARGS)

.PHONY: fuzz
fuzz: ## try each parser with made-up input, TIME seconds each (60)
	@SWIFT=$(SWIFT) Tests/Fuzzing/run $(TIME) $(ARGS)

.PHONY: smoke
smoke: ## try every endpoint and verb of the server at WORKSHOP_URL
	@Tests/smoke "$(WORKSHOP_URL)"

.PHONY: bench
bench: build ## measure; a table at the end
	$(SWIFT) build $(RELEASE) --product workshop-benchmark
	.build/release/workshop-benchmark --workshop $(CURDIR)/$(BINARY) $(ARGS)

.PHONY: bench-peers
bench-peers: build ## the same beside redis, nats, nchan and mosquitto; writes Benchmarks/RESULTS.md
	@.ci/packages $(PEER_PACKAGES)
	$(SWIFT) build $(RELEASE) --product workshop-benchmark
	.build/release/workshop-benchmark peers --workshop $(CURDIR)/$(BINARY) $(ARGS)

.PHONY: check
check: check-format check-layers check-linkage check-nginx check-nix docs ## format, layers, linkage, packaging, documentation

.PHONY: check-format
check-format:
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks Examples

.PHONY: check-layers
check-layers:
	.ci/layers

.PHONY: check-package
check-package: deb ## try the Debian package on a machine of its own: install, upgrade, remove
	@.ci/packages $(PACKAGE_TEST_TOOLS)
	lintian --allow-root --fail-on error,warning .build/deb/*.changes
	@set -o pipefail; for unit in packaging/systemd/*.service; do \
		systemd-analyze security --no-pager --offline=true --threshold=15 "$$unit" \
			| tail -n 1 || exit 1; \
	done
	Tests/Packaging/run .build/deb/*.deb

.PHONY: check-release
check-release: build
	@.ci/packages python3 python3-pip binutils
	.ci/release

.PHONY: check-linkage
check-linkage: build
	.ci/linkage $(BINARY)

.PHONY: check-nginx
check-nginx:
	@.ci/packages nginx openssl
	@.ci/nginx

.PHONY: check-nix
check-nix:
	@.ci/packages nix-bin
	@.ci/nix

.PHONY: check-metrics
check-metrics: build ## metrics, alerts and dashboard, by Prometheus' own promtool
	.ci/metrics $(BINARY)

.PHONY: docs
docs: build ## the library's documentation, as pages under .build/documentation
	.ci/documentation .build/release/Modules .build/documentation

.PHONY: format
format: ## write every source the one way
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks Examples

.PHONY: install
install: ## copy the built binary, the manual and the completions to DESTDIR and PREFIX
	@test -x $(BINARY) || { echo "make: nothing is built; 'make build' first" >&2; exit 1; }
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/workshop
	@for page in man/*; do \
		install -D -m 644 "$$page" "$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}"; \
	done
	install -D -m 644 completions/workshop.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/workshop
	install -D -m 644 completions/_workshop \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_workshop
	install -D -m 644 completions/workshop.fish \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/workshop.fish

.PHONY: deb
deb: build ## the Debian package, under .build/deb
	@.ci/packages $(PACKAGE_TOOLS)
	packaging/deb

.PHONY: release
release: build ## the archive, its SPDX list and their checksums, under .build/dist
	@.ci/packages python3 binutils
	packaging/release

.PHONY: clean
clean: ## remove what was built
	$(SWIFT) package clean

.PHONY: libraries
libraries:
	@.ci/packages $(LIBRARY_PACKAGES)

.PHONY: test-tools
test-tools: tools-of-debian $(AXE)

.PHONY: tools-of-debian
tools-of-debian:
	@.ci/packages $(TEST_PACKAGES)

# axe-core, the rules of accessibility, as PyPI has it.
$(AXE): | tools-of-debian
	@mkdir -p $(@D)
	@python3 -m pip download --quiet --disable-pip-version-check --no-deps \
		--only-binary :all: --dest $(@D) axe-core-python==0.1.0
	@cd $(@D) && python3 -m zipfile -e axe_core_python-*.whl . && mv axe_core_python/axe.min.js .
