/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fuzz targets share, and the targets themselves; for tests/support/fuzz_*.c alone. */
#ifndef TESTS_SUPPORT_FUZZ_PARTS_H
#define TESTS_SUPPORT_FUZZ_PARTS_H

#include "core/phone/board.h"
#include "core/phone/keymap.h"
#include "tests/fuzz/targets.h"

/* A copy with nothing behind it, so that a step beyond is seen; valid as text. */
char *fuzz_text(const uint8_t *bytes, size_t size);
/* Of what reads a file by its path: the path of one with these bytes; close it afterwards. */
int fuzz_file(const uint8_t *bytes, size_t size, char path[32]);
/* A folder for all inputs of this process, gone with it. */
const char *fuzz_folder(void);
/* Write a file below that folder, folders too; NULL bytes: there is none. */
void fuzz_put(const char *name, const uint8_t *bytes, size_t size);
/* An edition for the phone, and the usual keys. */
struct board *fuzz_board(void);
const struct keymap *fuzz_keys_usual(void);
/* Refusing is right, with a reason of one line; taking is right, without one. Frees the error. */
char *fuzz_judge(gboolean taken, GError *error);

/* The next `size` bytes, fewer at the end; zeros where there are none. */
struct fuzz_rest {
    const uint8_t *bytes;
    size_t size;
};
void fuzz_take(struct fuzz_rest *rest, void *to, size_t size);
uint8_t fuzz_byte(struct fuzz_rest *rest);
/* What stands before the next line "=====" or the end. */
struct fuzz_rest fuzz_part(struct fuzz_rest *rest);

/* fuzz_disk.c: what Crier wrote itself and reads again, or others wrote into its folders. */
fuzz_run fuzz_package, fuzz_cache, fuzz_catalogue, fuzz_fetched, fuzz_phone_store, fuzz_profile;
/* fuzz_process.c: processes that lie. */
fuzz_run fuzz_agi_call, fuzz_frames, fuzz_plugins, fuzz_slot, fuzz_voice;
/* fuzz_verify.c: publications to be checked. */
fuzz_run fuzz_clock, fuzz_resolve, fuzz_verify_chapters, fuzz_verify_daisy, fuzz_verify_epub,
    fuzz_verify_feed, fuzz_verify_srt, fuzz_verify_vtt, fuzz_verify_web, fuzz_verify_zip;
/* fuzz_words.c: text. */
fuzz_run fuzz_call, fuzz_decode, fuzz_identity, fuzz_json, fuzz_quotations, fuzz_request,
    fuzz_template;

#endif
