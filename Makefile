# The only door. `make` alone lists what there is.

# check and test build alike, so the second finds everything built.
FLAGS := --explicit-target-dependency-import-check error
SOURCES := Package.swift Sources Drivers Labels Tests
DEBUG := $(CURDIR)/.build/debug/larder
RELEASE := $(CURDIR)/.build/release/larder
# One binary without a Swift runtime beside it, its modules optimised as one, without what it does not use:
# docs/decisions/0017-release-build.md and 0022-a-release-holds-what-it-uses.md.
OPTIMISED := -c release --static-swift-stdlib -Xswiftc -cross-module-optimization \
	-Xswiftc -enforce-exclusivity=unchecked \
	-Xcc -ffunction-sections -Xcc -fdata-sections -Xswiftc -use-ld=lld \
	-Xlinker --no-export-dynamic -Xlinker -z -Xlinker pack-relative-relocs $$(.ci/icu .build/icu)
# Without a width every test begins at once: a thousand open hubs hold 7,000 files, and beyond some 1,300
# Foundation's Process reads past the end of its list of them (swift-corelibs-foundation, pull request 5472).
IN_PARALLEL := --parallel --experimental-maximum-parallelization-width 12
PYTHON := .venv/bin/python
SECONDS ?= 30

BUILD_PACKAGES := ca-certificates git libpango1.0-dev libqrencode-dev libsqlite3-dev \
	libusb-1.0-0-dev pkg-config zlib1g-dev
FONT_PACKAGES := fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
TEST_PACKAGES := chromium chromium-driver gir1.2-umockdev-1.0 poppler-utils python3 python3-gi \
	python3-venv umockdev zbar-tools

.PHONY: help run test test-browser test-program check bench fuzz format pictures

help:  ## List what make can do
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run:  ## Install what is missing, build, start the hub (ARGS="--practice" for a sample pantry)
	@.ci/install $(BUILD_PACKAGES) $(FONT_PACKAGES) python3
	swift build $(OPTIMISED) --product larder
	@exec $(RELEASE) serve $(ARGS)

check:  ## Format, imports, warnings, the rules of the house
	@.ci/install $(BUILD_PACKAGES)
	swift format lint --strict --parallel --recursive $(SOURCES)
	swift build --build-tests $(FLAGS)
	swift test --skip-build $(FLAGS) --disable-xctest --filter '^TidyTests\.'

# Three thousand lines hide what failed among them, so it is said again at the end.
test: SHELL := bash -o pipefail
test: .venv/ready  ## Every test: modules, faults, a real browser
	@.ci/install $(BUILD_PACKAGES) $(FONT_PACKAGES) $(TEST_PACKAGES)
	swift build --build-tests $(FLAGS)
	@mkdir -p tmp
	swift test --skip-build $(FLAGS) --disable-xctest $(IN_PARALLEL) 2>&1 | tee tmp/modules.log \
		|| { echo 'What failed:'; grep '✘' tmp/modules.log; exit 1; }
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-browser test-program

# Both wait more than they work, so they run side by side; what one prints is not mixed with the other's.
test-browser:
	LARDER_BINARY=$(DEBUG) $(PYTHON) Tests/Browser/run

test-program:
	LARDER_BINARY=$(DEBUG) $(PYTHON) Tests/Commands/run
	LARDER_BINARY=$(DEBUG) $(PYTHON) Tests/API/run
	LARDER_BINARY=$(DEBUG) $(PYTHON) Tests/Faults/run

bench: .venv/ready  ## Measure against the thresholds, in release (BASE=COMMIT beside that one; FIGURES="size scans")
	@.ci/install $(BUILD_PACKAGES) $(FONT_PACKAGES) fontconfig $(TEST_PACKAGES) wrk
	swift build $(OPTIMISED) --product larder
	Tests/Release/run
	LARDER_BINARY=$(RELEASE) BASE=$(BASE) Tests/Benchmarks/run $(FIGURES)

# Of -sanitize, the compiler heeds the last; with --sanitize=fuzzer, main stays libFuzzer's. Leaks are not looked
# for: the tagged pointers of Swift's enums look like some.
fuzz:  ## Try each parser with made-up input for a while (SECONDS=30 each)
	@.ci/install $(BUILD_PACKAGES)
	swift build --package-path Tests/Fuzzing -c release --sanitize=fuzzer \
		-Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=address -Xswiftc -parse-as-library
	@for name in $(notdir $(wildcard Tests/Fuzzing/Corpus/*)); do \
		echo "$$name"; mkdir -p tmp/fuzzing/$$name; \
		ASAN_OPTIONS=detect_leaks=0 Tests/Fuzzing/.build/release/fuzz-$$name -detect_leaks=0 \
			-max_total_time=$(SECONDS) -timeout=5 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=tmp/fuzzing/$$name- tmp/fuzzing/$$name Tests/Fuzzing/Corpus/$$name || exit 1; \
	done

format:  ## Put every Swift file into the house's format
	swift format --in-place --parallel --recursive $(SOURCES)

pictures:  ## Draw the pictures of Labels/README.md anew
	@.ci/install $(BUILD_PACKAGES) $(FONT_PACKAGES) python3
	swift build --product larder $(FLAGS)
	LARDER_BINARY=$(DEBUG) Labels/Pictures/draw

.venv/ready: Tests/requirements.txt
	@.ci/install $(BUILD_PACKAGES) $(TEST_PACKAGES)
	/usr/bin/python3 -m venv .venv
	.venv/bin/pip install --quiet --requirement Tests/requirements.txt
	.venv/bin/pip install --quiet --no-deps axe-playwright-python==0.1.8
	@touch $@
