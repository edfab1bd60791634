#!/bin/sh
# make install into a temporary place; the installed program speaks, and a
# stranger's plugin compiles against what was installed and is used.
. "$(dirname "$0")/lib.sh"

stage=$T/stage
make_quietly() {
    # Not a part of the make that may have called us.
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make --no-print-directory "$@" \
        VARIANT="${BUILD##*/}" DESTDIR="$stage" PREFIX=/usr >"$T/out" 2>&1
}

it 'make install'
make_quietly install || complain "make install: $(tail -n 5 "$T/out")"
expect_no_out
for file in bin/crier libexec/crier/crier-voice lib/crier/plugins/outputs/wav.so \
    lib/crier/plugins/readers/text.so \
    include/crier/crier.h lib/pkgconfig/crier.pc share/doc/crier/README.md; do
    expect_file "$stage/usr/$file"
done
if grep -rqF "$T" "$stage/usr/lib/pkgconfig/crier.pc"; then complain 'DESTDIR is in crier.pc'; fi

it 'the installed program finds its parts'
CRIER=$stage/usr/bin/crier
run speak "$SHORT" -o "$T/a.wav" --quiet
expect_exit 0
expect_wav "$T/a.wav"

it "the example of plugins/README.md compiles by crier.pc, loads and reads"
# The first C block that holds a whole reader.
awk '/^```c$/ { block = ""; inside = 1; next }
     /^```$/ { if (inside && block ~ /CRIER_READER = /) { printf "%s", block; exit } inside = 0 }
     inside { block = block $0 "\n" }' plugins/README.md >"$T/example.c"
[ -s "$T/example.c" ] || complain 'no reader in plugins/README.md'
[ "$(wc -l <"$T/example.c")" -lt 120 ] || complain 'the example has 120 lines or more'
flags=$(PKG_CONFIG_LIBDIR=$stage/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$stage pkg-config --cflags crier)
plugins=$(PKG_CONFIG_LIBDIR=$stage/usr/lib/pkgconfig pkg-config --variable=plugindir crier)
[ "$plugins" = /usr/lib/crier/plugins ] || complain "plugindir is $plugins"
# shellcheck disable=SC2086 # a list of flags
${CC:-cc} -std=c11 -Wall -Wextra -Werror -fPIC -fvisibility=hidden -shared -Wl,-z,defs $flags \
    -o "$stage$plugins/readers/example.so" "$T/example.c" 2>"$T/err" || complain 'it does not compile'
run plugins
expect_exit 0
expect_out example

it 'make uninstall leaves nothing'
rm -f "$stage$plugins/readers/example.so"
expect_file "$CRIER"
make_quietly uninstall || complain 'make uninstall failed'
left=$(find "$stage" -type f)
[ -z "$left" ] || complain "left: $left"

finish
