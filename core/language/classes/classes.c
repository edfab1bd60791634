/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/language/classes/classes.h"

#define CLASS(name) extern const struct semiotic_class class_##name;
#include "core/language/classes/classes.inc"
#undef CLASS

const struct semiotic_class *const semiotic_classes[] = {
#define CLASS(name) &class_##name,
#include "core/language/classes/classes.inc"
#undef CLASS
    NULL,
};
