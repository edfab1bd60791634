# SPDX-License-Identifier: GPL-3.0-or-later
# make help lists the targets.  V=1 shows the commands.  DEVELOPER=1: warnings are errors.
# VARIANT=release|asan|coverage|fuzz, each in a folder of its own: build/VARIANT/
#   bin/crier  libexec/crier/crier-voice  lib/crier/plugins/*/*.so   the program, as installed
#   obj/  static/  tests/                                           what it is made of
# New files of core, plugins and tests are found by their place. A plugin names
# the libraries it needs in its own first lines (see .ci/plugin-needs).

VERSION  := 0.1.0
VARIANT  ?= release
CC       ?= cc
PKG      ?= pkg-config
PREFIX   ?= /usr/local
B        := build/$(VARIANT)
.DEFAULT_GOAL := all

Q   := $(if $(V),,@)
say  = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2);)
# Use all cores unless the caller said how many.
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))
AGAIN    = $(MAKE) --no-print-directory $(if $(V),,-s) $(PARALLEL)

# ---- Flags ----

comma := ,

WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla

SANITIZE         := -fsanitize=address,undefined -fno-sanitize-recover=all
CFLAGS_release   := -O2 -g
CFLAGS_asan      := -O1 -g -fno-omit-frame-pointer $(SANITIZE)
CFLAGS_fuzz      := -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined
CFLAGS_coverage  := -O0 -g --coverage
LDFLAGS_asan     := $(SANITIZE)
LDFLAGS_coverage := --coverage
LDFLAGS_fuzz     := -fsanitize=address,undefined
# Only clang has the fuzzer.
$(if $(filter fuzz,$(VARIANT)),$(eval CC := clang))
$(if $(CFLAGS_$(VARIANT)),,$(error there is no VARIANT=$(VARIANT); it is release, asan, coverage or fuzz))
CFLAGS  ?= $(CFLAGS_release)
OPTIMISE = $(if $(filter release,$(VARIANT)),$(CFLAGS),$(CFLAGS_$(VARIANT)))

# glibc checks buffers only in optimised code; the sanitizers do it better.
FORTIFY := $(if $(filter release,$(VARIANT)),$(if $(filter -O1 -O2 -O3 -Os,$(OPTIMISE)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
# Jumps and returns that the processor checks, where it can.
MACHINE := $(shell $(CC) -dumpmachine)
BRANCHES := $(if $(filter x86_64-%,$(MACHINE)),-fcf-protection=full)$(if $(filter aarch64-%,$(MACHINE)),-mbranch-protection=standard)
HARDEN  := -fstack-protector-strong -fstack-clash-protection $(BRANCHES) $(FORTIFY)
# Where the source lies is in no file that is made: `make reproducible` holds us to it.
PLACE   := $(if $(filter release,$(VARIANT)),-ffile-prefix-map=$(CURDIR)=.)
COMMON   = -std=gnu17 -D_GNU_SOURCE $(WARN) -fvisibility=hidden $(HARDEN) $(PLACE) $(OPTIMISE)
STRICT  := $(if $(DEVELOPER),-Werror)
DEPS    := -MMD -MP
# Plugins see include/, what they share, and nothing of core.
CORE_FLAGS    = $(COMMON) -fPIE -DCRIER_VERSION='"$(VERSION)"' -Iinclude -I.
PLUGIN_FLAGS  = $(COMMON) -fPIC -Iinclude -Iplugins
LINK          = -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed,--build-id=sha1 $(LDFLAGS_$(VARIANT)) $(LDFLAGS)
# Coverage also counts processes that end by _exit() and those before they are sealed.
AT_EXIT      := $(if $(filter coverage,$(VARIANT)),$(B)/obj/tests/coverage/at_exit.o)
PROGRAM_LINK  = -pie $(LINK) $(if $(AT_EXIT),-Wl$(comma)-u$(comma)confine_look $(addprefix -Wl$(comma)--wrap=,_exit setrlimit confine_files confine_files_and confine_calls))
# What ends a program when memory runs out (core/base/memory.h) is taken from the archive by name.
GUARDED       = -Wl,-u,memory_may_fail
# A sanitized plugin takes the sanitizer's functions from the program.
PLUGIN_LINK   = -shared $(LINK) $(if $(filter asan,$(VARIANT)),,-Wl,-z,defs)

# ---- Libraries: asked of pkg-config when first used, once each ----

CORE_PKGS   := glib-2.0 icu-uc icu-i18n libxxhash libebur128 soxr sndfile sqlite3 json-glib-1.0 libxml-2.0 libarchive libseccomp
WORKER_PKGS := espeak-ng libseccomp
NET_PKGS    := libsoup-3.0 libseccomp
PHONE_PKGS  := libre librem
TEST_PKGS   := cmocka

empty :=
key  = KNOWN$(1)$(subst $(empty) ,,$(2))
once = $(if $(filter undefined,$(origin $(key))),$(eval $(key) := $$(shell $(PKG) $(1) $(2))))$($(key))
pkg_cflags = $(if $(strip $(1)),$(call once,--cflags,$(strip $(1))))
pkg_libs   = $(if $(strip $(1)),$(call once,--libs,$(strip $(1))))

# ---- Sources ----

# Always in the same order, whatever the file system or make's version: the linker keeps it.
files = $(sort $(wildcard $(1)))

WORKER_SRC  := $(call files,core/synthesis/worker/*.c)
FETCH_SRC   := $(call files,core/source/fetcher/*.c)
VERIFY_SRC  := $(call files,core/verify/program/*.c)
SERVE_SRC   := $(call files,core/serve/program/*.c)
LINE_SRC    := $(call files,core/phone/program/*.c core/phone/sip/*.c)
CORE_SRC    := $(filter-out core/cli/main.c $(WORKER_SRC) $(FETCH_SRC) $(VERIFY_SRC) $(SERVE_SRC) $(LINE_SRC),$(call files,core/*/*.c core/*/*/*.c))
# A plugin is a file, or a folder whose main file bears its name; what several of
# them share is taken into each that names it, hidden from the others.
PLUGIN_SRC  := $(call files,plugins/readers/*.c plugins/outputs/*.c) \
	$(foreach d,$(call files,plugins/readers/*/ plugins/outputs/*/),$(call files,$(d)$(notdir $(d:/=)).c))
SHARED_SRC  := $(call files,plugins/shared/*.c)
SUPPORT_SRC := $(call files,tests/support/*.c)
TEST_SRC    := $(call files,tests/*/test_*.c)
BROKEN_SRC  := $(filter-out tests/loader/test_%,$(call files,tests/loader/*.c))
HEADERS     := $(call files,include/crier/*.h core/*/*.h core/*/*/*.h plugins/*.h plugins/*/*.h plugins/*/*/*.h tests/support/*.h)

# OWN_PATH, LINK_PATH, SHARED_PATH: modules, flags and shared files that each plugin names.
build/plugins.mk: .ci/plugin-needs $(PLUGIN_SRC) $(SHARED_SRC)
	@mkdir -p $(@D)
	@sh .ci/plugin-needs $(PLUGIN_SRC) $(SHARED_SRC) | \
	awk -F '\t' '{ printf "OWN_%s := %s\nLINK_%s := %s\nSHARED_%s := %s\n", $$1, $$2, $$1, $$3, $$1, $$5 }' >$@

# These goals set the machine up first and then call make again.
ENTRY := help clean setup run test sanitize lint reproducible reliability sbom bench bench-language bench-readers bench-audio bench-phone test-web judges fuzz samples golden
BUILDING := $(filter-out $(ENTRY),$(or $(MAKECMDGOALS),all))

ifneq ($(BUILDING),)
-include build/plugins.mk
# Of a plugin's main file: what it names of plugins/shared, and all files it is made of.
shared_of = $(patsubst %,plugins/shared/%.c,$(SHARED_$(1)))
folder_of = $(notdir $(patsubst %/,%,$(dir $(1))))
parts_of  = $(if $(filter $(call folder_of,$(1)).c,$(notdir $(1))),$(call files,$(dir $(1))*.c),$(1)) $(call shared_of,$(1))
# Of any file of a plugin: its main file, and the modules it may include.
owner     = $(if $(filter plugins/shared/% $(PLUGIN_SRC),$(1)),$(1),$(dir $(1))$(call folder_of,$(1)).c)
needs_of  = $(sort $(foreach p,$(call owner,$(1)),$(OWN_$(p)) $(foreach s,$(call shared_of,$(p)),$(OWN_$(s)))))
lacking = $(shell for m in $(call needs_of,$(1)); do $(PKG) --exists $$m 2>/dev/null || printf '%s ' $$m; done)
ifneq ($(shell $(PKG) --exists $(sort $(foreach p,$(PLUGIN_SRC),$(call needs_of,$(p)))) 2>&1 || echo lacking),)
SKIPPED := $(foreach p,$(PLUGIN_SRC),$(if $(call lacking,$(p)),$(p)))
$(foreach p,$(SKIPPED),$(info Skipping $(p): $(call lacking,$(p))not found by pkg-config; make setup installs it.))
PLUGIN_SRC := $(filter-out $(SKIPPED),$(PLUGIN_SRC))
endif
endif

name    = $(basename $(notdir $(1)))
# A plugin's constant in a test, where a reader and an output may have one name ("epub").
symbol  = crier_$(if $(filter plugins/outputs/%,$(1)),$(if $(filter $(call name,$(1)),$(READER_NAMES)),output,plugin),plugin)_$(subst -,_,$(call name,$(1)))
READER_NAMES = $(foreach p,$(filter plugins/readers/%,$(PLUGIN_SRC)),$(call name,$(p)))
obj     = $(patsubst %.c,$(B)/obj/%.o,$(1))
HELPERS        := $(foreach n,voice fetch verify serve line,$(B)/libexec/crier/crier-$(n))
PROGRAMS       := $(B)/bin/crier $(HELPERS)
plugin_file    = $(B)/lib/crier/plugins/$(word 2,$(subst /, ,$(1)))/$(call name,$(1)).so
static_file    = $(B)/static/$(word 2,$(subst /, ,$(1)))-$(call name,$(1)).o
PLUGINS        := $(foreach p,$(PLUGIN_SRC),$(call plugin_file,$(p)))
STATIC_PLUGINS := $(foreach p,$(PLUGIN_SRC),$(call static_file,$(p)))
PLUGIN_FILES   := $(sort $(foreach p,$(PLUGIN_SRC),$(call parts_of,$(p))))
TESTS          := $(patsubst %.c,$(B)/%,$(TEST_SRC))
BROKEN         := $(patsubst %.c,$(B)/%.so,$(BROKEN_SRC))
links_of        = $(LINK_$(1)) $(foreach s,$(call shared_of,$(1)),$(LINK_$(s)))
PLUGIN_LIBS     = $(call pkg_libs,$(sort $(foreach p,$(PLUGIN_SRC),$(call needs_of,$(p))))) $(foreach p,$(PLUGIN_SRC),$(call links_of,$(p)))

.PHONY: all setup run samples sbom clean help install uninstall compdb force
# A plugin whose source is gone must not be loaded any more.
STALE := $(filter-out $(PLUGINS),$(wildcard $(B)/lib/crier/plugins/*.so $(B)/lib/crier/plugins/*/*.so))
all: $(PROGRAMS) $(PLUGINS)
	$(if $(STALE),$(Q)rm -f $(STALE))

# ---- Compiling and linking ----

# Flags that differ from the last run rebuild everything.
FLAGS_NOW = $(CC) $(CORE_FLAGS) $(PLUGIN_FLAGS) $(PROGRAM_LINK) $(PLUGIN_LINK)
$(B)/flags: force
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(FLAGS_NOW))' >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

compile = $(CC) $(1) $(STRICT) $(DEPS) -c -o $@ $<
# $(1) object, $(2) flags
define rule
$(1): $(2).c $(B)/flags
	@mkdir -p $$(@D)
	$$(call say,CC,$$<)$$(call compile,$(3))
endef
$(eval $(call rule,$(B)/obj/core/%.o,core/%,$$(CORE_FLAGS) $$(call pkg_cflags,$$(CORE_PKGS))))
$(eval $(call rule,$(B)/obj/core/synthesis/worker/%.o,core/synthesis/worker/%,$$(CORE_FLAGS) $$(call pkg_cflags,$$(WORKER_PKGS))))
$(eval $(call rule,$(B)/obj/core/source/fetcher/%.o,core/source/fetcher/%,$$(CORE_FLAGS) $$(call pkg_cflags,$$(NET_PKGS))))
$(eval $(call rule,$(B)/obj/core/serve/program/%.o,core/serve/program/%,$$(CORE_FLAGS) $$(call pkg_cflags,$$(NET_PKGS))))
# libre's headers clash with the C library's unless they are told what is there.
$(eval $(call rule,$(B)/obj/core/phone/sip/%.o,core/phone/sip/%,$$(CORE_FLAGS) -DHAVE_INTTYPES_H -DHAVE_STDBOOL_H -DHAVE_UNISTD_H $$(call pkg_cflags,$$(CORE_PKGS) $$(PHONE_PKGS))))
$(eval $(call rule,$(B)/obj/tests/%.o,tests/%,$$(CORE_FLAGS) -Iplugins -DTEST_BUILD='"$$(B)"' $$(call pkg_cflags,$$(CORE_PKGS) $$(TEST_PKGS))))
ifneq ($(AT_EXIT),)
$(AT_EXIT): private CORE_FLAGS += -DCOUNTED_IN='"$(CURDIR)/$(B)"'
endif
$(eval $(call rule,$(B)/obj/plugins/%.o,plugins/%,$$(PLUGIN_FLAGS) $$(call pkg_cflags,$$(call needs_of,$$<))))
$(eval $(call rule,$(B)/static/plugins/%.o,plugins/%,$$(PLUGIN_FLAGS) -DCRIER_PLUGIN_SYMBOL=$$(call symbol,$$<) $$(call pkg_cflags,$$(call needs_of,$$<))))

# The tables of the languages are taken into one object as they are.
$(B)/obj/core/edition/init.o: core/edition/sample.ini
$(B)/obj/plugins/outputs/web/html.o $(B)/static/plugins/outputs/web/html.o: plugins/outputs/web/player.js plugins/outputs/web/style.css plugins/outputs/web/icon.svg
$(B)/obj/core/phone/keymap.o: $(wildcard core/phone/maps/*.tsv)
$(B)/obj/core/language/table.o: $(wildcard core/language/*/*.tsv)

$(B)/libcore.a: $(call obj,$(CORE_SRC))
$(B)/libplugins.a: $(STATIC_PLUGINS) $(B)/static/readers.o
# What plugins share, once more by itself, for tests of it.
$(B)/libshared.a: $(patsubst %.c,$(B)/static/%.o,$(filter plugins/shared/%,$(PLUGIN_FILES)))
$(B)/libcore.a $(B)/libplugins.a $(B)/libshared.a:
	@mkdir -p $(@D)
	$(call say,AR,$@)rm -f $@ && ar rcsD $@ $^

$(PROGRAMS): $(AT_EXIT)
$(B)/bin/crier: $(call obj,core/cli/main.c) $(B)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(PROGRAM_LINK) $(GUARDED) $(call pkg_libs,$(CORE_PKGS)) -lm

# crier-voice forks for every utterance, and a fork costs by the mapping: linked
# statically it has 18 instead of 200, and a whole article costs 8 % less CPU time.
# The price: after an update of libespeak-ng-dev it must be linked again, so it
# depends on the archive. Without the archive (or with a sanitizer, which cannot be
# static) the shared libraries serve as well.
ESPEAK_ARCHIVE := $(wildcard $(shell $(PKG) --variable=libdir espeak-ng 2>/dev/null)/libespeak-ng.a)
WORKER_LINK = $(if $(and $(ESPEAK_ARCHIVE),$(filter release,$(VARIANT))),-static-pie $(LINK),$(PROGRAM_LINK))
$(B)/libexec/crier/crier-voice: $(call obj,$(WORKER_SRC) core/confine/confine.c core/confine/calls.c) $(ESPEAK_ARCHIVE)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(WORKER_LINK) $(if $(ESPEAK_ARCHIVE),-lseccomp,$(call pkg_libs,$(WORKER_PKGS))) -lm

# What fetches pages is a program of its own: it alone needs the network's libraries.
$(B)/libexec/crier/crier-fetch: $(call obj,$(FETCH_SRC)) $(call obj,core/source/address.c core/confine/confine.c core/confine/calls.c)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(PROGRAM_LINK) $(call pkg_libs,$(NET_PKGS))

# What looks at publications reads zip and XML of others, and the preview server talks to the
# network: programs of their own, whose libraries nobody else loads.
$(B)/libexec/crier/crier-verify: $(call obj,$(VERIFY_SRC)) $(B)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(PROGRAM_LINK) $(GUARDED) $(call pkg_libs,$(CORE_PKGS)) -lm
$(B)/libexec/crier/crier-line: $(call obj,$(LINE_SRC)) $(B)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(PROGRAM_LINK) $(GUARDED) $(call pkg_libs,$(PHONE_PKGS) $(CORE_PKGS)) -lm
$(B)/libexec/crier/crier-serve: $(call obj,$(SERVE_SRC)) $(call obj,core/base/beneath.c core/base/error.c core/serve/range.c core/serve/wanted.c core/confine/confine.c core/confine/calls.c)
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $^ $(PROGRAM_LINK) $(call pkg_libs,$(NET_PKGS))

# A plugin by itself, and the same as one object for tests, of which only the plugin's own
# symbol can be seen.
define plugin_rule
$(call plugin_file,$(1)): $(call obj,$(call parts_of,$(1)))
	@mkdir -p $$(@D)
	$$(call say,LINK,$$@)$$(CC) $$(OPTIMISE) -o $$@ $$^ $$(PLUGIN_LINK) $$(call pkg_libs,$$(call needs_of,$(1))) $$(call links_of,$(1))
$(call static_file,$(1)): $(patsubst %.c,$(B)/static/%.o,$(call parts_of,$(1)))
	$$(call say,JOIN,$$@)$$(CC) -r -nostdlib -o $$@ $$^ && objcopy --localize-hidden $$@
endef
$(foreach p,$(PLUGIN_SRC),$(eval $(call plugin_rule,$(p))))

# The list of the readers among them, by name.
STATIC_READERS = $(sort $(subst -,_,$(foreach p,$(filter plugins/readers/%,$(PLUGIN_SRC)),$(call name,$(p)))))
$(B)/static/readers.c: force
	@mkdir -p $(@D)
	@printf '%s\n' '#include <crier/reader.h>' $(foreach r,$(STATIC_READERS),'extern const struct crier_reader crier_plugin_$(r);') \
		'extern const struct crier_reader *const static_readers[];' \
		'const struct crier_reader *const static_readers[] = { $(foreach r,$(STATIC_READERS),&crier_plugin_$(r),) 0 };' >$@.new; \
	if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
$(B)/static/readers.o: $(B)/static/readers.c $(B)/flags
	$(call say,CC,$<)$(CC) $(filter-out -fvisibility=hidden,$(CORE_FLAGS)) -c -o $@ $<

$(B)/tests/%: $(B)/obj/tests/%.o $(AT_EXIT) $(call obj,$(SUPPORT_SRC)) $(B)/libplugins.a $(B)/libshared.a $(B)/libcore.a
	@mkdir -p $(@D)
	$(call say,LINK,$@)$(CC) $(OPTIMISE) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(PROGRAM_LINK) $(call pkg_libs,$(CORE_PKGS) $(TEST_PKGS)) $(PLUGIN_LIBS) -lm

# Plugins that are wrong on purpose, for the loader's tests. Not counted by coverage: that
# would write files from a process that may not.
$(B)/tests/loader/%.so: tests/loader/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,PLUGIN,$@)$(CC) $(filter-out --coverage,$(PLUGIN_FLAGS)) $(DEPS) -shared -o $@ $<

.SECONDARY:
.DELETE_ON_ERROR:

# ---- For people ----

setup:
	@sh .ci/setup build test

SAMPLE := audio-samples/harbor-transit.md
run:
	@sh .ci/setup build
	@$(AGAIN) all
	@mkdir -p build/run
	@$(B)/bin/crier speak $(SAMPLE) -o build/run/$(call name,$(SAMPLE)).wav

# Who links what stands here; all else is asked of the plugins, .ci/packages and dpkg.
sbom:
	@sh .ci/sbom $(VERSION) 'crier=$(CORE_PKGS)' 'crier-verify=$(CORE_PKGS)' 'crier-voice=$(WORKER_PKGS)' \
		'crier-fetch=$(NET_PKGS)' 'crier-serve=$(NET_PKGS)' 'crier-line=$(PHONE_PKGS) $(CORE_PKGS)'

# The short piece is kept in the repository, the others are made when asked for.
samples:
	@sh .ci/setup build
	@$(AGAIN) all
	@mkdir -p build/samples
	@for article in $$(ls audio-samples/*.txt audio-samples/*.md | grep -v README); do \
		out=$${article##*/}; $(B)/bin/crier speak $$article -o build/samples/$${out%.*}.wav || exit; done
	@cp build/samples/ferry-vote.wav audio-samples/ferry-vote.wav

clean:
	rm -rf build

help:
	@printf '%s\n' \
	'make            build into build/release' \
	'make run        install what is missing, build, speak a sample article' \
	'make test       install what is missing, run every test' \
	'make setup      only install what building and testing need (apt)' \
	'make unit       the unit tests alone; VARIANT=asan with sanitizers' \
	'make reliability  the claims of reliability beside what is measured now; RELEASE=1 takes hours' \
	'make sanitize   unit tests and command line under AddressSanitizer and UBSan' \
	'make valgrind   speak a sample article under valgrind' \
	'make lint       clang-tidy, cppcheck, formatting, and the rules below' \
	'make format     lay out all C files by .clang-format' \
	'make rules      banned functions, function length' \
	'make layers     who includes whom, by tests/lint/layers.table' \
	'make headers    compile each header alone' \
	'make golden     make the golden files of tests/golden anew; review with git diff' \
	'make bench      time and memory beside the espeak-ng command' \
	'make bench-language  how right names, numbers and sentences are, beside espeak-ng alone' \
	'make bench-audio   time, loudness, lengths and marks of audio, beside espeak-ng and ffmpeg' \
	'make bench-readers  how right the readers are, on the development data' \
	'make samples    speak all articles of audio-samples into build/samples' \
	'make fuzz       feed readers and parsers with damaged input, FUZZ_S seconds each; TARGET=html one alone' \
	'make coverage   run the tests, print the share of lines and branches they reach' \
	'make reproducible  build twice under different circumstances: are all bytes the same?' \
	'make sbom       what Crier is made of, as SPDX (JSON)' \
	'make install    into PREFIX (/usr/local), below DESTDIR; make uninstall removes it' \
	'make compdb     compile_commands.json into build, for editors' \
	'make clean      remove build'

# ---- Installing ----

INSTALL ?= install
D = $(DESTDIR)$(PREFIX)
DOC = $(D)/share/doc/crier

install: all
	$(Q)$(INSTALL) -d $(D)/bin $(D)/libexec/crier $(D)/lib/crier/plugins/readers \
		$(D)/lib/crier/plugins/outputs $(D)/include/crier \
		$(D)/lib/pkgconfig $(D)/share/crier/samples $(DOC)
	$(Q)$(INSTALL) -m 755 $(B)/bin/crier $(D)/bin/
	$(Q)$(INSTALL) -m 755 $(HELPERS) $(D)/libexec/crier/
	$(Q)for kind in readers outputs; do $(INSTALL) -m 644 $(B)/lib/crier/plugins/$$kind/*.so \
		$(D)/lib/crier/plugins/$$kind/ || exit; done
	$(Q)$(INSTALL) -m 644 include/crier/*.h $(D)/include/crier/
	$(Q)$(INSTALL) -m 644 audio-samples/*.txt $(filter-out %README.md,$(wildcard audio-samples/*.md)) audio-samples/*.ini $(D)/share/crier/samples/
	$(Q)$(INSTALL) -m 644 README.md SECURITY.md LICENSE core/language/en/CMUDICT-LICENSE $(DOC)/
	$(Q)$(INSTALL) -m 644 plugins/README.md $(DOC)/plugins.md
	$(Q)printf '%s\n' 'prefix=$(PREFIX)' 'includedir=$${prefix}/include' \
		'plugindir=$${prefix}/lib/crier/plugins' '' 'Name: crier' \
		'Description: Plugin interface of Crier, which reads articles aloud' \
		'Version: $(VERSION)' 'Cflags: -I$${includedir}' >$(D)/lib/pkgconfig/crier.pc
	$(Q)chmod 644 $(D)/lib/pkgconfig/crier.pc

uninstall:
	$(Q)rm -f $(D)/bin/crier $(D)/lib/pkgconfig/crier.pc
	$(Q)rm -rf $(D)/libexec/crier $(D)/lib/crier $(D)/include/crier $(D)/share/crier $(DOC)

# ---- For editors and clang-tidy ----

json = $(subst ",\",$(subst \,\\,$(1)))
# $(1) source, $(2) flags
entry = {"directory": "$(CURDIR)", "file": "$(1)", "command": "$(call json,$(CC) $(strip $(2)) -c $(1))"}
core_entry   = $(call entry,$(1),$(CORE_FLAGS) $(call pkg_cflags,$(CORE_PKGS)))
fetch_entry  = $(call entry,$(1),$(CORE_FLAGS) $(call pkg_cflags,$(NET_PKGS)))
worker_entry = $(call entry,$(1),$(CORE_FLAGS) $(call pkg_cflags,$(WORKER_PKGS)))
test_entry   = $(call entry,$(1),$(CORE_FLAGS) -Iplugins -DTEST_BUILD='"$(B)"' $(call pkg_cflags,$(CORE_PKGS) $(TEST_PKGS)))
plugin_entry = $(call entry,$(1),$(PLUGIN_FLAGS) $(call pkg_cflags,$(call needs_of,$(1))))
LINTED = $(wildcard core/cli/main.c) $(CORE_SRC) $(WORKER_SRC) $(FETCH_SRC) $(PLUGIN_FILES)
compdb:
	@mkdir -p build
	@: $(file >build/compile_commands.json,[)
	@: $(foreach f,$(filter-out $(WORKER_SRC) $(FETCH_SRC) $(PLUGIN_FILES),$(LINTED)),$(file >>build/compile_commands.json,$(call core_entry,$(f))$(comma)))
	@: $(foreach f,$(WORKER_SRC),$(file >>build/compile_commands.json,$(call worker_entry,$(f))$(comma)))
	@: $(foreach f,$(FETCH_SRC),$(file >>build/compile_commands.json,$(call fetch_entry,$(f))$(comma)))
	@: $(foreach f,$(PLUGIN_FILES),$(file >>build/compile_commands.json,$(call plugin_entry,$(f))$(comma)))
	@: $(foreach f,$(TEST_SRC) $(SUPPORT_SRC),$(file >>build/compile_commands.json,$(call test_entry,$(f))$(comma)))
	@: $(file >>build/compile_commands.json,$(call entry,tests/bench/measure.c,$(CORE_FLAGS)))
	@: $(file >>build/compile_commands.json,])

include tests/tests.mk
-include $(shell find $(B) -name '*.d' 2>/dev/null)
