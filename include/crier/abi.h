/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The frozen part of the plugin interface: what every plugin file starts with,
 * and the status codes that cross the border between Crier and a plugin.
 *
 * Only fixed-width integers, pointers and callbacks cross that border. Neither
 * side frees what the other allocated. Structures grow at their end only; their
 * `size` says how much of them the writer knew.
 */
#ifndef CRIER_ABI_H
#define CRIER_ABI_H

#include <stddef.h>
#include <stdint.h>

/* A plugin loads when its major equals Crier's and its minor is not above it. */
#define CRIER_ABI_MAJOR 1
#define CRIER_ABI_MINOR 2

/* "CRIR" read as a little-endian number: tells a plugin's head from other data. */
#define CRIER_MAGIC UINT32_C(0x52495243)

/* What a callback or a host service returns. Codes are never renumbered. */
typedef int32_t crier_status;

enum {
    CRIER_OK = 0,
    CRIER_DECLINED = 1,   /* reader: not my format after all; the next one may try */
    CRIER_UNREADABLE = 2, /* reader: mine, but too damaged to read */
    CRIER_LIMIT = 3,      /* a documented limit was reached */
    CRIER_IO = 4,         /* a file could not be written */
    CRIER_BAD_CALL = 5,   /* a service was called against its contract */
    CRIER_FAILED = 6      /* anything else; the message says what */
};

/* Kinds of plugin. */
enum { CRIER_KIND_READER = 1, CRIER_KIND_OUTPUT = 2 };

/*
 * The first fields of every plugin: frozen for all majors, so that a loader of
 * any age can say what is wrong with a plugin of any other age.
 * All strings are UTF-8, static, never NULL; `name` matches [a-z][a-z0-9-]*.
 */
struct crier_head {
    uint32_t magic;      /* CRIER_MAGIC */
    uint16_t abi_major;  /* CRIER_ABI_MAJOR at the time of compiling */
    uint16_t abi_minor;  /* CRIER_ABI_MINOR at the time of compiling */
    uint32_t size;       /* bytes of the whole plugin structure, this head included */
    uint32_t kind;       /* CRIER_KIND_… */
    const char *name;    /* "markdown": what people type and the ledger records */
    const char *version; /* the plugin's own version; part of reproducibility */
    const char *summary; /* one line for `crier plugins` */
    const char *licence; /* SPDX expression */
};

/* A plugin may define these before including <crier/…> to speak for itself. */
#ifndef CRIER_PLUGIN_VERSION
#define CRIER_PLUGIN_VERSION "1"
#endif
#ifndef CRIER_PLUGIN_LICENCE
#define CRIER_PLUGIN_LICENCE "GPL-3.0-or-later"
#endif

/*
 * The one symbol that a plugin exports. A static build (tests, fuzz targets)
 * compiles the same file with -DCRIER_PLUGIN_SYMBOL=some_other_name.
 */
#ifndef CRIER_PLUGIN_SYMBOL
#define CRIER_PLUGIN_SYMBOL crier_plugin
#endif
#define CRIER_PLUGIN_SYMBOL_NAME "crier_plugin"

#define CRIER_EXPORT __attribute__((visibility("default")))

#define CRIER_HEAD(struct_type, plugin_kind, plugin_name, plugin_summary)                          \
    {                                                                                              \
        .magic = CRIER_MAGIC, .abi_major = CRIER_ABI_MAJOR, .abi_minor = CRIER_ABI_MINOR,          \
        .size = sizeof(struct_type), .kind = (plugin_kind), .name = (plugin_name),                 \
        .version = CRIER_PLUGIN_VERSION, .summary = (plugin_summary),                              \
        .licence = CRIER_PLUGIN_LICENCE,                                                           \
    }

#endif
