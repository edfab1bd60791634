#!/bin/sh
# Every header compiles alone, twice in a row; public ones without our extensions.
. "$(dirname "$0")/lib.sh"

cc=${CC:-cc}
modules=$(pkg-config --cflags glib-2.0 icu-uc libxxhash libxml-2.0 libarchive libre librem cmocka 2>/dev/null)
# libre clashes with the C library unless it is told what that has.
modules="$modules -DHAVE_INTTYPES_H -DHAVE_STDBOOL_H -DHAVE_UNISTD_H"
# shellcheck disable=SC2046 # lists of names without blanks
plugin_modules=$(pkg-config --cflags $(find plugins -name '*.c' -exec sh .ci/plugin-needs {} + |
    cut -f 2 | tr ' ' '\n' | sort -u) 2>/dev/null)

check() {
    probe=$work/probe.c
    header=${1#include/}
    printf '#include "%s"\n#include "%s"\nextern int one_declaration;\n' "$header" "$header" >"$probe"
    case ${1#"$work"/} in
    include/*) set -- -std=c11 -pedantic -Iinclude -iquote . ;;
    # shellcheck disable=SC2086 # a list of flags
    plugins/*) set -- -std=gnu17 -D_GNU_SOURCE -Iinclude -Iplugins $plugin_modules ;;
    # shellcheck disable=SC2086 # a list of flags
    *) set -- -std=gnu17 -D_GNU_SOURCE -Iinclude -I. $modules ;;
    esac
    "$cc" "$@" -Wall -Wextra -Werror -fsyntax-only -iquote "$PWD" "$probe" 2>&1
}

must_find 'struct uses { size_t unknown; };' 'a header that needs another one' bad.h
must_find 'struct twice { int a; };' 'a header without a guard' twice.h
must_pass '#ifndef A_H
#define A_H
#include <stddef.h>
struct uses { size_t known; };
#endif' 'a good header' good.h
# shellcheck disable=SC2046 # no blanks in our names
check_all $(sources core include plugins tests | grep '\.h$')
finish
