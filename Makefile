# SPDX-License-Identifier: EUPL-1.2
#
# One non-recursive Makefile. `make help` lists what it does. VARIANT=san builds everything with
# AddressSanitizer and UndefinedBehaviorSanitizer beside the normal build, VARIANT=fuzz does with clang for libFuzzer.

VARIANT ?= release
VERSION := 0.1.0
PREFIX  ?= /usr/local
DESTDIR ?=

ifeq ($(VARIANT),release)
BUILD := build
OPTIMISE := -O2 -g
HARDEN := -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=3 -fcf-protection
else ifeq ($(VARIANT),san)
BUILD := build/san
# Lines are what a report of the sanitizers names; all that a debugger knows takes a fifth more of the time.
OPTIMISE := -O1 -g1 -fno-omit-frame-pointer
HARDEN := -fsanitize=address,undefined -fno-sanitize-recover=all
else ifeq ($(VARIANT),fuzz)
BUILD := build/fuzz
CC := clang
CXX := clang++
OPTIMISE := -O1 -g -fno-omit-frame-pointer
HARDEN := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fprofile-instr-generate -fcoverage-mapping
else
$(error VARIANT is release, san or fuzz)
endif

OBJ := $(BUILD)/obj
BIN := $(BUILD)/bin
GEN := build/gen

# ---- what the machine must have --------------------------------------------------------------------------

PACKAGES := gcc g++ make pkg-config gettext curl ca-certificates nodejs npm \
	libmicrohttpd-dev libsqlite3-dev libpq-dev libsodium-dev libctemplate-dev libfyaml-dev libjansson-dev \
	libunistring-dev libqrencode-dev libpcre2-dev libseccomp-dev zlib1g-dev \
	libstemmer-dev hunspell-nl libglpk-dev \
	libzip-dev libexpat1-dev libxlsxwriter-dev libreadstat-dev
TEST_PACKAGES := check fasttext postgresql chromium chromium-headless-shell binutils mandoc sqlite3 zbar-tools openssl systemd libevent-2.1-7 \
	iproute2 libfaketime libxml2-utils unzip python3-openpyxl pspp poppler-utils pandoc
SOAK_PACKAGES := slowhttptest testssl.sh python3
BENCH_PACKAGES := wrk
FUZZ_PACKAGES := clang libclang-rt-14-dev llvm jq
LINT_PACKAGES := clang clang-tidy clang-format cppcheck shellcheck

# $(call install_packages,LIST): asks the network only when something is missing. Debian's PostgreSQL makes and starts a database of
# its own when it is installed, unless told not to: tests start theirs themselves.
define install_packages
@missing=""; for p in $(1); do \
	case $$p in \
	nodejs|npm) command -v $${p%js} >/dev/null 2>&1 && continue ;; \
	esac; \
	dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
if [ -n "$$missing" ]; then \
	echo "Installing:$$missing"; \
	sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	no_cluster=/etc/postgresql-common/createcluster.d/survey-tests.conf; \
	case $$missing in *postgresql*) $$sudo mkdir -p $${no_cluster%/*} && \
		echo 'create_main_cluster = false' | $$sudo tee $$no_cluster >/dev/null ;; esac; \
	$$sudo apt-get update -qq && \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	status=$$?; $$sudo rm -f $$no_cluster; exit $$status; \
fi
endef

# ---- flags -----------------------------------------------------------------------------------------------

LIBRARIES := libmicrohttpd sqlite3 libpq libsodium libctemplate libfyaml jansson libqrencode libpcre2-8 libseccomp zlib libzip expat xlsxwriter
WARN_ALL := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 -Wvla
WARN_C := -Wstrict-prototypes -Wmissing-prototypes
ifdef CI
WARN_ALL += -Werror
endif
# Asked for when a recipe runs, not when this file is read: the packages may not be there yet.
LIBRARY_CFLAGS = $(shell pkg-config --cflags $(LIBRARIES))
LIBRARY_LIBS = $(shell pkg-config --libs $(LIBRARIES)) -lunistring -lstemmer -lreadstat -lglpk -lpthread -lm
CPPFLAGS += -Iinclude -I. -D_GNU_SOURCE -DSURVEY_VERSION='"$(VERSION)"'
ALL_CFLAGS = -std=c17 $(OPTIMISE) $(HARDEN) -fPIE -pthread $(WARN_ALL) $(WARN_C) $(CFLAGS)
ALL_CXXFLAGS = -std=c++17 $(OPTIMISE) $(HARDEN) -fPIE -pthread $(WARN_ALL) $(CXXFLAGS)
ALL_LDFLAGS = -pie -pthread -Wl,-z,relro,-z,now -Wl,--as-needed $(filter -fsanitize% -fprofile%,$(HARDEN)) $(LDFLAGS)

# ---- sources: a new file needs no line here --------------------------------------------------------------

# What knows secret keys is for the analysis alone.
SECRET_C := $(wildcard survey/seal/unseal.c survey/seal/secret_*.c)
SHARED_C := $(filter-out $(SECRET_C),$(wildcard $(foreach d,core questionnaire qtypes sandbox seal store web,survey/$(d)/*.c)))
SHARED_CC := $(wildcard survey/web/*.cc)
SERVER_C := $(wildcard survey/server/*.c)
# A program of its own, so that what reads other programs' files is not linked into the server.
EXCHANGE_C := $(wildcard survey/exchange/*.c)
ANALYSIS_C := $(SECRET_C) $(wildcard analysis/*.c analysis/*/*.c)

SHARED_O := $(SHARED_C:%.c=$(OBJ)/%.o) $(SHARED_CC:%.cc=$(OBJ)/%.o) $(OBJ)/gen/resources.o
SERVER_O := $(SERVER_C:%.c=$(OBJ)/%.o)
ANALYSIS_O := $(ANALYSIS_C:%.c=$(OBJ)/%.o)
EXCHANGE_O := $(EXCHANGE_C:%.c=$(OBJ)/%.o)

PO := $(wildcard survey/locale/*.po)
MO := $(PO:survey/locale/%.po=$(GEN)/%.mo)
# What only the programme team reads.
TEAM_PO := $(wildcard analysis/locale/*.po)
TEAM_MO := $(TEAM_PO:analysis/locale/%.po=$(GEN)/workbench.%.mo)
RESOURCES := $(wildcard survey/qtypes/*.tpl survey/server/templates/* survey/server/static/* analysis/exporters/*.tpl analysis/exporters/*.css \
	analysis/workbench/templates/* analysis/workbench/static/* analysis/workbench/script/*) \
	$(GEN)/survey.js survey/core/personal.json $(MO) $(TEAM_MO)

# What takes longest comes first, so that nothing is left to wait for at the end.
SLOW_UNITS := disclosure disclosure_choices store_faults_disk store_anonymity_order release store_anonymity_snapshots definition plan protect
# What shows nothing more with sanitizers: where thousands of responses lie on the disk, and what an attacker finds in random studies, by code that
# other tests run too.
PLAIN_UNITS := store_anonymity_order store_anonymity_snapshots store_anonymity_tickets disclosure_choices
UNIT_TESTS := $(patsubst tests/unit/%_test.c,%,$(wildcard tests/unit/*_test.c))
UNIT_TESTS := $(filter-out $(if $(filter san,$(VARIANT)),$(PLAIN_UNITS)),$(filter $(SLOW_UNITS),$(UNIT_TESTS)) $(filter-out $(SLOW_UNITS),$(UNIT_TESTS)))
UNIT_BINS := $(UNIT_TESTS:%=$(BIN)/unit/%)

# ---- targets ---------------------------------------------------------------------------------------------

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

.PHONY: help
help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: packages
packages:
	$(call install_packages,$(PACKAGES))

# The programs are built by a second make, because flags need pkg-config and the packages it knows.
.PHONY: all
all: packages ## Build survey and analysis into build/bin
	@$(MAKE) --no-print-directory -j$(JOBS) programs

.PHONY: programs
programs: $(BIN)/survey $(BIN)/survey-exchange $(BIN)/analysis

$(BIN)/survey: $(SERVER_O) $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

$(BIN)/survey-exchange: $(EXCHANGE_O) $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

$(BIN)/analysis: $(ANALYSIS_O) $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

$(OBJ)/libshared.a: $(SHARED_O)
	@rm -f $@
	@$(AR) rcs $@ $^

# For unit tests: everything of a program but its main().
$(OBJ)/libserver.a: $(filter-out $(OBJ)/survey/server/main.o,$(SERVER_O))
	@rm -f $@
	@$(AR) rcs $@ $^

$(OBJ)/libexchange.a: $(filter-out $(OBJ)/survey/exchange/main.o,$(EXCHANGE_O))
	@rm -f $@
	@$(AR) rcs $@ $^

$(OBJ)/libanalysis.a: $(filter-out $(OBJ)/analysis/main.o,$(ANALYSIS_O))
	@rm -f $@
	@$(AR) rcs $@ $^

$(OBJ)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) $(CPPFLAGS) $(LIBRARY_CFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(OBJ)/%.o: %.cc
	@mkdir -p $(@D)
	@echo "  CXX $@"
	@$(CXX) $(CPPFLAGS) $(LIBRARY_CFLAGS) $(ALL_CXXFLAGS) -MMD -MP -c -o $@ $<

$(OBJ)/gen/resources.o: $(GEN)/resources.c
	@mkdir -p $(@D)
	@echo "  CC  $@"
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -Wno-pedantic -MMD -MP -c -o $@ $<

$(GEN)/resources.c: survey/core/resources.sh $(RESOURCES)
	@mkdir -p $(@D)
	@sh survey/core/resources.sh $(RESOURCES) > $@

# The browser's script: one file, made of survey/script and the two libraries that its lock file names.
SCRIPT_MODULES := survey/script/node_modules/.package-lock.json
$(SCRIPT_MODULES): survey/script/package-lock.json survey/script/package.json
	cd survey/script && npm ci --no-audit --no-fund --silent
	@touch $@

ESBUILD = survey/script/node_modules/.bin/esbuild --log-level=warning --charset=utf8

$(GEN)/survey.js: $(wildcard survey/script/*.mjs) $(SCRIPT_MODULES)
	@mkdir -p $(@D)
	@$(ESBUILD) survey/script/survey.mjs --bundle --format=iife --platform=browser --outfile=$@.whole
	@survey/script/node_modules/.bin/terser $@.whole --compress passes=3,toplevel=true --mangle toplevel=true --ecma 2022 --output $@

# For tests: the parts of the script that a test calls itself.
$(GEN)/script-parts.js: tests/support/script-parts.mjs $(GEN)/survey.js
	@$(ESBUILD) $< --bundle --format=iife --global-name=scriptParts --platform=browser --external:crypto --outfile=$@

$(GEN)/%.mo: survey/locale/%.po
	@mkdir -p $(@D)
	@msgfmt --check --output-file=$@ $<

$(GEN)/workbench.%.mo: analysis/locale/%.po
	@mkdir -p $(@D)
	@msgfmt --check --output-file=$@ $<

# ---- tests -----------------------------------------------------------------------------------------------

.PHONY: test-packages
test-packages:
	$(call install_packages,$(PACKAGES) $(TEST_PACKAGES))

# `import` and `export` are commands of two programs: tests have those of the analysis, which comes first.
$(BIN)/unit/%: $(OBJ)/tests/unit/%_test.o $(OBJ)/libanalysis.a $(OBJ)/libexchange.a $(OBJ)/libserver.a $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(shell pkg-config --libs check) $(LIBRARY_LIBS)

# The disk that fails on purpose.
$(BIN)/unit/store_faults_disk: $(OBJ)/tests/faults/disk.o

# make unit TEST=store runs one; without TEST all of them.
.PHONY: unit
unit: test-packages ## Run the unit tests (TEST=NAME for one)
	@$(MAKE) --no-print-directory run-unit

.PHONY: run-unit
run-unit: $(if $(TEST),$(BIN)/unit/$(TEST),$(UNIT_BINS))
	@printf '%s\n' $^ | xargs -P $(JOBS) -I PROGRAM sh tests/support/unit.sh PROGRAM

NODE_MODULES := tests/node_modules/.package-lock.json
$(NODE_MODULES): tests/package-lock.json tests/package.json
	cd tests && npm ci --no-audit --no-fund
	@touch $@

NODE_TEST = SURVEY_BIN=$(CURDIR)/$(BIN)/survey ANALYSIS_BIN=$(CURDIR)/$(BIN)/analysis node --test --test-reporter=spec

# What measures time has the machine to itself.
TIMED_TESTS := tests/browser/weight.test.mjs
TIMED_HTTP_TESTS := tests/http/edge-slow.test.mjs tests/http/workbench-many.test.mjs

# nginx and Tor, for the test of deploy/: unpacked and not installed, because installing them would start them, now and at every
# boot. Where they are installed already those are used. systemd and Tor's library (TEST_PACKAGES) start nothing.
DEPLOY_TOOLS := build/deploy-tools

$(DEPLOY_TOOLS)/.ready:
	@mkdir -p $(@D)
	@cd $(@D) && for p in nginx tor; do \
		[ ! -x /usr/sbin/$$p ] && [ ! -x /usr/bin/$$p ] || continue; \
		echo "Unpacking: $$p"; \
		apt-get download -qq $$p 2>/dev/null || \
			{ sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; $$sudo apt-get update -qq && apt-get download -qq $$p; } || exit 1; \
		dpkg-deb --fsys-tarfile $${p}_*.deb | tar -x --wildcards './usr/*bin/*' && rm $${p}_*.deb || exit 1; \
	done
	@touch $@

# What looks into the server's memory: AddressSanitizer keeps what was freed, and has terabytes of its own beside it.
MEMORY_TESTS := tests/http/anonymity-memory.test.mjs tests/http/anonymity-address.test.mjs tests/http/workbench-memory.test.mjs

# What shows nothing more with sanitizers: documents and pages as text, what other programs do, what the units send too.
PLAIN_TESTS := $(patsubst %,tests/http/%.test.mjs,anonymity-time docs edge-slow guides keys markup page-golden personal proxy respondent \
	ticket-script)

.PHONY: run-http
run-http: programs $(NODE_MODULES) $(DEPLOY_TOOLS)/.ready
	$(NODE_TEST) --test-concurrency=$(JOBS) $(filter-out $(TIMED_HTTP_TESTS) $(if $(filter san,$(VARIANT)),$(MEMORY_TESTS) $(PLAIN_TESTS)),$(wildcard tests/http/*.test.mjs))

.PHONY: http
http: run-http ## Test the real server over HTTP
	$(if $(filter san,$(VARIANT)),,$(NODE_TEST) --test-concurrency=1 $(TIMED_HTTP_TESTS))

.PHONY: run-browser
run-browser: programs $(NODE_MODULES) $(GEN)/script-parts.js
	$(NODE_TEST) --test-concurrency=$(JOBS) $(filter-out $(TIMED_TESTS),$(wildcard tests/browser/*.test.mjs))

.PHONY: browser
browser: run-browser ## Test the pages in Chromium
	$(NODE_TEST) --test-concurrency=1 $(TIMED_TESTS)

.PHONY: run-timed
run-timed: programs $(NODE_MODULES) $(GEN)/script-parts.js
	$(NODE_TEST) --test-concurrency=1 $(TIMED_HTTP_TESTS) $(TIMED_TESTS)

# Takes away every control of anonymity in turn, in a copy: a test must notice. make mutations PATTERN='log|time' tries those.
.PHONY: mutations
mutations: test-packages ## Check that a test notices when a control of anonymity is gone (PATTERN=some)
	@$(MAKE) --no-print-directory run-mutations

.PHONY: run-mutations
run-mutations: programs $(UNIT_BINS)
	@node tests/mutations/mutations.mjs $(BUILD) '$(PATTERN)'

# Memory that runs out on purpose. AddressSanitizer has a malloc of its own, so this tests the release build alone.
$(BIN)/faults/memory.so: tests/faults/memory.c
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CC) $(CPPFLAGS) -std=c17 -O2 -g -fPIC -shared $(WARN_ALL) $(WARN_C) -o $@ $<

.PHONY: faults
faults: programs $(BIN)/faults/memory.so ## Let the server's memory run out
	MEMORY_FAULTS=$(CURDIR)/$(BIN)/faults/memory.so $(NODE_TEST) $(wildcard tests/faults/*.test.mjs)

# What takes long: a thousand kills, fifty power cuts at each change to the disk, every allocation of a release, hundreds of sets of
# answers, slow visitors, and TLS seen from outside.
.PHONY: soak
soak: test-packages ## The long runs: a thousand kills, slow visitors, and more (three quarters of an hour)
	$(call install_packages,$(SOAK_PACKAGES))
	@$(MAKE) --no-print-directory run-soak

# A cluster of PostgreSQL, unpacked and not installed for the same reason as nginx: with what of Debian's Python it needs.
SOAK_TOOLS := build/soak-tools
SOAK_UNPACKED := etcd-server haproxy liblua5.3-0 libopentracing1 libopentracing-c-wrapper0 patroni python3-cdiff python3-click \
	python3-colorama python3-dateutil python3-dnspython python3-etcd python3-prettytable python3-psutil python3-psycopg2 \
	python3-six python3-urllib3 python3-wcwidth python3-yaml

$(SOAK_TOOLS)/.ready:
	@mkdir -p $(@D)
	@echo "Unpacking: $(SOAK_UNPACKED)"
	@cd $(@D) && { apt-get download -qq $(SOAK_UNPACKED) 2>/dev/null || \
		{ sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; $$sudo apt-get update -qq && apt-get download -qq $(SOAK_UNPACKED); }; } && \
		for p in *.deb; do dpkg-deb --fsys-tarfile $$p | tar -x --wildcards "./usr/*" || exit 1; done && rm *.deb
	@touch $@

.PHONY: run-soak
run-soak: $(SOAK_TOOLS)/.ready programs $(NODE_MODULES) $(GEN)/script-parts.js $(BIN)/unit/store_faults_disk
	$(NODE_TEST) --test-concurrency=1 $(wildcard tests/soak/*.test.mjs)
	SOAK=$(or $(SOAK),1000) $(NODE_TEST) tests/http/crash.test.mjs
	SEEDS=$(or $(SEEDS),50) CK_TIMEOUT_MULTIPLIER=60 $(BIN)/unit/store_faults_disk
	STEP=$(or $(STEP),1) $(MAKE) --no-print-directory faults
	TRIES=$(or $(TRIES),500) $(NODE_TEST) tests/browser/branching.test.mjs

# What fuzzing found, and what it starts from, without libFuzzer. The control must fail.
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(filter-out tests/fuzz/replay.c tests/fuzz/seeds.c,$(wildcard tests/fuzz/*.c)))

$(BIN)/fuzz/%: $(OBJ)/tests/fuzz/%.o $(OBJ)/tests/fuzz/replay.o $(OBJ)/libanalysis.a $(OBJ)/libexchange.a $(OBJ)/libserver.a $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

.PHONY: run-fuzz-seeds
run-fuzz-seeds: $(FUZZ_TARGETS:%=$(BIN)/fuzz/%)
	@BIN=$(BIN)/fuzz sh tests/fuzz/replay.sh $(FUZZ_TARGETS)

.PHONY: man-test
man-test:
	mandoc -T lint -W warning docs/man/*.[15]

# Built on all cores first. BESIDE=-j2 runs sets beside each other, because much of it waits more than it works; what each says is shown when
# it is over. On a machine that has more to do some of it then waits in vain. What measures time runs last, alone.
JOBS := $(shell nproc)
BESIDE := -j1

.PHONY: test-programs
test-programs: programs $(UNIT_BINS) $(FUZZ_TARGETS:%=$(BIN)/fuzz/%)

.PHONY: test
test: test-packages ## Everything that must pass: units (also with sanitizers), HTTP, browser, demo
	@$(MAKE) --no-print-directory -j$(JOBS) test-programs
	@$(MAKE) --no-print-directory -j$(JOBS) VARIANT=san test-programs
	+@$(MAKE) --no-print-directory $(BESIDE) --output-sync=target run-http run-unit run-browser faults run-fuzz-seeds golden-demo man-test
	+@$(MAKE) --no-print-directory $(BESIDE) --output-sync=target VARIANT=san run-http run-unit run-fuzz-seeds
	@$(MAKE) --no-print-directory run-timed
	@echo "All tests passed."

# ---- running ---------------------------------------------------------------------------------------------

DATA := data

$(DATA)/demo.pub:
	@mkdir -p $(DATA)
	@chmod 700 $(DATA)
	@printf 'dit is een proefsleutel\n' > $(DATA)/demo-passphrase
	@$(BIN)/analysis keygen --demo --output $(DATA)/demo --passphrase-file $(DATA)/demo-passphrase >/dev/null
	@echo "Made a demo key in $(DATA)/. Its passphrase stands in $(DATA)/demo-passphrase: nothing sealed to it is secret."

.PHONY: run
run: all ## Serve the questionnaires on this machine, with a demo key
	@$(MAKE) --no-print-directory serve-demo

.PHONY: serve-demo
serve-demo: $(DATA)/demo.pub
	@echo "Stop with Ctrl+C."
	@$(BIN)/survey serve --key $(DATA)/demo.pub --data $(DATA) $(if $(PORT),--port $(PORT))

.PHONY: demo
demo: all ## Both rounds, from 320 invented answers to build/demo/report.html (and .pdf)
	@$(MAKE) --no-print-directory run-demo

.PHONY: run-demo
run-demo: programs
	@SURVEY_BIN=$(BIN)/survey ANALYSIS_BIN=$(BIN)/analysis DEMO=$(BUILD)/demo sh tests/demo/demo.sh

# What the demo makes, byte for byte, whatever key and order of arrival: UPDATE_GOLDEN=1 renews it.
DEMO_GOLDEN := report-demo.html:report.html tally-demo.txt:tally.txt priorities-demo.json:priorities.json

.PHONY: golden-demo
golden-demo: run-demo
	@for pair in $(DEMO_GOLDEN); do \
		golden=tests/golden/$${pair%:*}; made=$(BUILD)/demo/$${pair#*:}; \
		$(if $(UPDATE_GOLDEN),cp $$made $$golden && chmod 644 $$golden || exit 1;) \
		cmp $$made $$golden || exit 1; \
	done

.PHONY: install
install: programs ## Install programs, man pages and questionnaires under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 \
		$(DESTDIR)$(PREFIX)/share/survey/questionnaires/tagsets
	install -m 755 $(BIN)/survey $(BIN)/survey-exchange $(BIN)/analysis $(DESTDIR)$(PREFIX)/bin/
	install -m 644 docs/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 docs/man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 questionnaires/*.yaml $(DESTDIR)$(PREFIX)/share/survey/questionnaires/
	install -m 644 questionnaires/tagsets/*.yaml $(DESTDIR)$(PREFIX)/share/survey/questionnaires/tagsets/

# ---- measuring -------------------------------------------------------------------------------------------

BENCH_BINS := $(patsubst tests/bench/%.c,$(BIN)/bench/%,$(wildcard tests/bench/*.c))

$(BIN)/bench/%: $(OBJ)/tests/bench/%.o $(OBJ)/libanalysis.a $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(shell pkg-config --libs check) $(LIBRARY_LIBS)

.PHONY: bench
bench: test-packages ## Measure speed and size against their limits, as ratios
	$(call install_packages,$(BENCH_PACKAGES))
	@$(MAKE) --no-print-directory run-bench

.PHONY: run-bench
run-bench: programs $(BENCH_BINS) $(NODE_MODULES) $(GEN)/script-parts.js
	@BIN=$(BIN) sh tests/bench/bench.sh

# Apart from bench: a million responses take some minutes and 2.5 GB of disk.
.PHONY: bench-growth
bench-growth: test-packages ## Measure import and tally from 1,000 to 1,000,000 responses (SIZES, DIRECTORY)
	@$(MAKE) --no-print-directory $(BIN)/bench/growth_bench
	@BIN=$(BIN) sh tests/bench/growth.sh

# How good the suggestions of the analysis are, in one table: DATA=FILE reports on other answers, BIG=1 measures more mentions.
QUALITY_O := $(patsubst %.c,$(OBJ)/%.o,$(wildcard tests/quality/*.c))

$(BIN)/quality: $(QUALITY_O) $(OBJ)/libanalysis.a $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

.PHONY: quality
quality: packages ## Measure the analysis' suggestions (DATA=FILE for other answers, VERBOSE=1 for each, BIG=1 for speed)
	@$(MAKE) --no-print-directory run-quality

.PHONY: run-quality
run-quality: $(BIN)/quality
	@$(BIN)/quality $(if $(VERBOSE),-v) $(if $(filter command line,$(origin DATA)),$(DATA))

# ---- fuzzing ---------------------------------------------------------------------------------------------

FUZZ_SECONDS ?= 60

build/fuzz/bin/libfuzzer/%: build/fuzz/obj/tests/fuzz/%.o build/fuzz/obj/libanalysis.a build/fuzz/obj/libexchange.a build/fuzz/obj/libserver.a build/fuzz/obj/libshared.a
	@mkdir -p $(@D)
	@echo "  LD  $@"
	@$(CXX) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBRARY_LIBS)

# Keys, boxes and studies to start from: made anew only when their formats change.
$(BIN)/fuzz-seeds: $(OBJ)/tests/fuzz/seeds.o $(OBJ)/libanalysis.a $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

.PHONY: fuzz-seeds
fuzz-seeds: $(BIN)/fuzz-seeds
	$<

# A key and a study for tests that are not about passphrases: made anew only when their formats change.
$(BIN)/cheap-locks: $(OBJ)/tests/support/cheap_locks.o $(OBJ)/libanalysis.a $(OBJ)/libshared.a
	@mkdir -p $(@D)
	@$(CXX) $(ALL_LDFLAGS) -o $@ $^ $(LIBRARY_LIBS)

.PHONY: cheap-locks
cheap-locks: $(BIN)/cheap-locks
	$<

.PHONY: fuzz
fuzz: test-packages ## Fuzz what reads the bytes of others (FUZZ_SECONDS=60 each, TARGET=NAME for one)
	$(call install_packages,$(FUZZ_PACKAGES))
	@$(MAKE) --no-print-directory VARIANT=fuzz run-fuzz

.PHONY: run-fuzz
run-fuzz: $(FUZZ_TARGETS:%=build/fuzz/bin/libfuzzer/%)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/fuzz.sh $(if $(TARGET),$(TARGET),$(filter-out control,$(FUZZ_TARGETS)))

# ---- quality ---------------------------------------------------------------------------------------------

ALL_C := $(SHARED_C) $(SERVER_C) $(EXCHANGE_C) $(ANALYSIS_C) $(wildcard tests/unit/*.c tests/bench/*.c tests/faults/*.c tests/fuzz/*.c tests/quality/*.c tests/support/*.c)
ALL_H := $(wildcard include/*.h survey/*/*.h analysis/*.h analysis/*/*.h tests/unit/*.h tests/faults/*.h tests/fuzz/*.h tests/quality/*.h)

.PHONY: format
format: ## Lay out all C as .clang-format says
	$(call install_packages,clang-format)
	clang-format -i $(ALL_C) $(ALL_H) $(SHARED_CC)

.PHONY: lint
lint: test-packages ## clang-tidy, cppcheck, shellcheck, clang -Werror
	$(call install_packages,$(LINT_PACKAGES))
	@$(MAKE) --no-print-directory run-lint

.PHONY: run-lint
run-lint: $(GEN)/resources.c
	@for f in $(ALL_C); do clang $(CPPFLAGS) $(LIBRARY_CFLAGS) -std=c17 $(WARN_ALL) $(WARN_C) -Werror -fsyntax-only $$f || exit 1; done
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		--suppress=missingIncludeSystem -Iinclude -I. -D_GNU_SOURCE survey analysis
	printf '%s\n' $(SHARED_C) $(SERVER_C) $(EXCHANGE_C) $(ANALYSIS_C) | xargs -P $(JOBS) -n 4 \
		clang-tidy --quiet --warnings-as-errors='*' $(foreach flag,$(CPPFLAGS) $(LIBRARY_CFLAGS) -std=c17,--extra-arg=$(flag)) 2>/dev/null
	shellcheck survey/core/resources.sh tests/support/*.sh tests/demo/*.sh tests/bench/*.sh tests/fuzz/*.sh deploy/check.sh .ci/run

.PHONY: clean
clean: ## Remove what was built
	rm -rf build tests/node_modules

-include $(shell find build -name '*.d' -type f 2>/dev/null)
