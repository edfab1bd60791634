# SPDX-License-Identifier: GPL-3.0-or-later
# make run | test | help        V=1 shows the commands; VARIANT=asan builds another kind

VERSION  := 0.1.0
VARIANT  ?= release
B        := build/$(VARIANT)
CC       ?= cc
PKG      ?= pkg-config

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2);)

CORE_PKGS := glib-2.0 icu-uc icu-i18n libxxhash
WORKER_PKGS := espeak-ng
PLUGIN_PKGS_text :=
PLUGIN_PKGS_markdown := libcmark-gfm
PLUGIN_PKGS_wav := sndfile

WARN   := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
CFLAGS ?= -O2 -g
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
BASE   := -std=gnu17 -D_GNU_SOURCE -DCRIER_VERSION='"$(VERSION)"' -Iinclude -I. $(WARN) -fvisibility=hidden -fPIC -MMD -MP
ALL_CFLAGS = $(BASE) $(if $(CFLAGS_$(VARIANT)),$(CFLAGS_$(VARIANT)),$(CFLAGS)) $(if $(DEVELOPER),-Werror)
SANITIZE := $(if $(filter asan,$(VARIANT)),-fsanitize=address,undefined)

pkg_cflags = $(if $(strip $(1)),$(shell $(PKG) --cflags $(1)))
pkg_libs   = $(if $(strip $(1)),$(shell $(PKG) --libs $(1)))

CORE_SRC    := $(filter-out core/cli/main.c,$(wildcard core/*/*.c))
WORKER_SRC  := $(wildcard core/synthesis/worker/*.c)
PLUGIN_SRC  := $(wildcard plugins/readers/*.c plugins/outputs/*.c)
SUPPORT_SRC := $(wildcard tests/support/*.c)
TEST_SRC    := $(wildcard tests/unit/test_*.c tests/readers/test_*.c tests/outputs/test_*.c tests/loader/test_*.c)

obj = $(patsubst %.c,$(B)/obj/%.o,$(1))
PLUGINS := $(patsubst %,$(B)/lib/crier/plugins/%.so,$(basename $(notdir $(PLUGIN_SRC))))
STATIC_PLUGINS := $(patsubst %.c,$(B)/static/%.o,$(PLUGIN_SRC))
TESTS := $(patsubst %.c,$(B)/%,$(TEST_SRC))

.PHONY: all test run clean
all: $(B)/bin/crier $(B)/libexec/crier/crier-voice $(PLUGINS)

CORE_CFLAGS := $(call pkg_cflags,$(CORE_PKGS))
CORE_LIBS   := $(call pkg_libs,$(CORE_PKGS))

$(B)/obj/core/%.o: core/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(CORE_CFLAGS) -c -o $@ $<
$(B)/obj/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(CORE_CFLAGS) -c -o $@ $<
$(B)/obj/plugins/%.o: plugins/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(call pkg_cflags,$(PLUGIN_PKGS_$(basename $(notdir $<)))) -c -o $@ $<
$(B)/static/plugins/%.o: plugins/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -DCRIER_PLUGIN_SYMBOL=crier_plugin_$(subst -,_,$(basename $(notdir $<))) $(call pkg_cflags,$(PLUGIN_PKGS_$(basename $(notdir $<)))) -c -o $@ $<

$(B)/libcore.a: $(call obj,$(CORE_SRC))
	$(call say,AR,$@)rm -f $@ && ar rcs $@ $^
$(B)/bin/crier: $(call obj,core/cli/main.c) $(B)/libcore.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(CORE_LIBS) -ldl
$(B)/libexec/crier/crier-voice: $(call obj,$(WORKER_SRC))
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(call pkg_libs,$(WORKER_PKGS))

define plugin_rule
$(B)/lib/crier/plugins/$(basename $(notdir $(1))).so: $(call obj,$(1))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)$(CC) $$(ALL_CFLAGS) -shared $(if $(SANITIZE),,-Wl,-z,defs) -o $$@ $$^ $$(LDFLAGS) $$(call pkg_libs,$$(PLUGIN_PKGS_$(basename $(notdir $(1)))))
endef
$(foreach p,$(PLUGIN_SRC),$(eval $(call plugin_rule,$(p))))

ALL_PLUGIN_PKGS := $(sort $(foreach p,$(PLUGIN_SRC),$(PLUGIN_PKGS_$(basename $(notdir $(p))))))
$(B)/tests/%: $(B)/obj/tests/%.o $(call obj,$(SUPPORT_SRC)) $(STATIC_PLUGINS) $(B)/libcore.a
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(ALL_CFLAGS) -o $@ $^ $(LDFLAGS) $(CORE_LIBS) $(call pkg_libs,cmocka $(ALL_PLUGIN_PKGS)) -ldl

test: all $(TESTS)
	$(Q)for t in $(TESTS); do $$t || exit 1; done

clean:
	rm -rf build

-include $(shell find build -name '*.d' 2>/dev/null)
