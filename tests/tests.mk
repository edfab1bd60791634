# SPDX-License-Identifier: GPL-3.0-or-later
# Testing, checking, measuring. `make test` is all that must hold; each part of
# it is a target of its own too.

.PHONY: fuzz test tests unit sanitize valgrind lint rules layers headers golden bench bench-language bench-readers bench-audio bench-phone test-web judges coverage reproducible reliability tidy format

export TZ := UTC
export LC_ALL := C.UTF-8

# ---- Reliability: faults and kills ----

# Not with sanitizers, which have an allocator of their own.
SWEEP := $(if $(filter release coverage,$(VARIANT)),$(B)/tests/reliability/sweep $(B)/tests/reliability/fault.so)
SWEEP_OBJ := $(patsubst %,$(B)/obj/tests/reliability/%.o,sweep state cases)
$(B)/tests/reliability/sweep: $(SWEEP_OBJ)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(PROGRAM_LINK) $(call pkg_libs,glib-2.0)
$(B)/tests/reliability/fault.so: tests/reliability/fault.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(filter-out --coverage,$(COMMON)) -U_FORTIFY_SOURCE -fPIC $(STRICT) $(DEPS) -shared -o $@ $<

$(B)/tests/bench/phone/phone: $(patsubst %,$(B)/obj/tests/bench/phone/%.o,telephone junk)

# What a test run builds, for one variant.
tests: all $(TESTS) $(BROKEN) $(B)/tests/bench/phone/phone $(B)/tests/bench/phone/registrar $(SWEEP)

test:
	@sh .ci/setup build test bench
	@rm -rf build/test && mkdir -p build/test
	@$(AGAIN) -k tests $(B)/measure >build/test/build-release.log 2>&1; \
	$(AGAIN) -k tests VARIANT=asan >build/test/build-asan.log 2>&1; \
	sh tests/run.sh everything

unit: tests
	@sh tests/run.sh unit $(VARIANT)

# Unit tests and command line under AddressSanitizer and UndefinedBehaviorSanitizer.
sanitize:
	@sh .ci/setup build test
	@$(AGAIN) tests VARIANT=asan
	@sh tests/run.sh sanitize

valgrind: all
	@sh tests/run.sh valgrind

rules:
	@sh tests/run.sh rules

layers:
	@sh tests/run.sh layers

headers:
	@sh tests/run.sh headers

golden:
	@sh .ci/setup build
	@$(AGAIN) all
	@sh tests/cli/golden.sh --write

# The claims, each beside what is measured now; RELEASE=1 for all of it.
reliability:
	@sh .ci/setup build test bench
	@$(AGAIN) tests $(B)/measure
	@$(AGAIN) VARIANT=asan build/asan/tests/fuzz/test_corpus
	@sh tests/reliability/reliability.sh $(B)

# ---- Static analysis: slower, so not part of make test ----

TIDY := $(patsubst %.c,build/tidy/%.ok,$(LINTED))
tidy: $(TIDY)
build/tidy/%.ok: %.c .clang-tidy build/compile_commands.json
	@mkdir -p $(@D)
	$(call say,TIDY,$<)clang-tidy --quiet --warnings-as-errors='*' -p build $< >$@.log 2>/dev/null || { cat $@.log; exit 1; }
	@touch $@
build/compile_commands.json:
	@$(MAKE) --no-print-directory compdb

lint:
	@sh .ci/setup build lint
	@$(MAKE) --no-print-directory compdb
	@sh tests/run.sh style
	@sh tests/lint/cppcheck.sh
	@clang-format --dry-run -Werror $(FORMATTED)
	@$(AGAIN) -k tidy
	@echo 'lint: nothing found'

FORMATTED = $(sort $(LINTED) $(HEADERS) $(TEST_SRC) $(SUPPORT_SRC) $(BROKEN_SRC) $(wildcard tests/bench/*.c tests/bench/*/*.c tests/coverage/*.c tests/reliability/*.[ch]))
format:
	@clang-format -i $(FORMATTED)

coverage:
	@$(AGAIN) tests VARIANT=coverage
	@find build/coverage -name '*.gcda' -delete
	@sh tests/run.sh coverage; code=$$?; sh tests/coverage.sh build/coverage && exit $$code

# Two builds in two folders, otherwise than each other in all that should not matter.
reproducible:
	@sh .ci/setup build
	@sh tests/reliability/reproducible.sh

# ---- Measuring ----

$(B)/measure: tests/bench/measure.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(CORE_FLAGS) $(STRICT) -o $@ $< $(PROGRAM_LINK)

bench:
	@sh .ci/setup build bench
	@$(AGAIN) all $(B)/measure
	@sh tests/bench/bench.sh $(B)

bench-language:
	@sh .ci/setup build bench
	@$(AGAIN) all $(B)/measure
	@sh tests/bench/language/bench.sh $(B)

bench-audio:
	@sh .ci/setup build bench
	@$(AGAIN) all $(B)/measure
	@sh tests/bench/audio/bench.sh $(B)

bench-phone:
	@sh .ci/setup build test phone
	@$(AGAIN) all $(B)/tests/bench/phone/phone $(B)/tests/bench/phone/compare
	@sh tests/bench/phone/bench.sh $(B)

bench-readers:
	@sh .ci/setup build test
	@$(AGAIN) all $(B)/tests/bench/readers/pages
	@sh tests/bench/readers/bench.sh $(B)

# ---- Fuzzing: FUZZ_S seconds for each target, or for TARGET alone ----

FUZZ_S ?= 60
$(B)/tests/fuzz/fuzz_one: LDFLAGS += -fsanitize=fuzzer
fuzz:
	@sh .ci/setup build test fuzz
	@$(AGAIN) VARIANT=fuzz build/fuzz/tests/fuzz/fuzz_one
	@sh tests/fuzz/run.sh build/fuzz/tests/fuzz/fuzz_one '$(FUZZ_S)' $(TARGET)

# Judges that are no Debian packages come from npm into build/conformance.
judges:
	@sh tests/conformance/setup.sh

test-web:
	@$(AGAIN) all
	@sh tests/conformance/web.sh
