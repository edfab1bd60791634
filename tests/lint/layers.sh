#!/bin/sh
# Includes run in the directions that layers.table draws.
. "$(dirname "$0")/lib.sh"

# The folder in core that a file belongs to, and what it may include, is worked
# out from its path below the root (or below the folder of the self-test).
check() {
    awk -v file="$1" -v path="${1#"$work"/}" '
    function complain(text) { printf "%s:%d: %s\n", file, FNR, text }
    function within(p, folder) { return index(p, folder "/") == 1 }
    function folder_of(p,    parts) { split(p, parts, "/"); return parts[1] "/" parts[2] }
    function allow(folder, others,    list, i, n, j) {
        n = split(others, list, " ")
        may[folder, folder] = 1
        for (i = 1; i <= n; i++) {
            if (!(list[i] in known)) { complain("layers.table: " list[i] " is not above " folder); continue }
            for (j in known) if ((list[i], j) in may) may[folder, j] = 1
        }
        known[folder] = 1
    }
    FNR == NR {
        if (/^#/ || !NF) next
        first = $1; second = $2
        if (first == "only") { $1 = $2 = ""; only[second] = $0 " "; next }
        if (first == "owner") { $1 = $2 = ""; owner[second] = $0; next }
        $1 = ""; allow(first, $0)
        next
    }
    FNR == 1 && within(path, "core") && !(folder_of(path) in known) {
        complain(folder_of(path) " is not in layers.table")
    }
    function restricted(what,    o, list, n, i, fine) {
        for (o in owner) if (index(what, o) == 1) {
            n = split(owner[o], list, " ")
            fine = within(path, "tests")
            for (i = 1; i <= n; i++) if (within(path, list[i])) fine = 1
            if (!fine) complain("<" what "> is for" owner[o] " only")
        }
    }
    function quoted(what,    o, base) {
        if (within(path, "tests")) return
        if (within(path, "include")) { complain("public headers include <crier/…> and C only"); return }
        if (within(path, "plugins")) {
            if (what !~ /^(shared\/)?[a-z0-9_]+\.h$/)
                complain("a plugin may not include \"" what "\": its own folder or \"shared/…\"")
            return
        }
        if (what !~ /^core\/[a-z]+\//) { complain("write \"core/…\" from the root, not \"" what "\""); return }
        for (o in only) if (within(path, o)) {
            if (!within(what, o) && index(only[o], " " what " ") == 0)
                complain(o " may not include " what)
            return
        }
        for (o in only) if (within(what, o)) { complain("nobody includes " what); return }
        if (!((folder_of(path), folder_of(what)) in may))
            complain(folder_of(path) " may not include " folder_of(what))
    }
    /^[ \t]*#[ \t]*include[ \t]*</ {
        what = $0; sub(/^[^<]*</, "", what); sub(/>.*/, "", what)
        restricted(what)
        if (within(path, "include") && what !~ /^crier\// && what !~ /^(std(arg|bool|def|int|align)|limits|string)\.h$/)
            complain("public headers may not include <" what ">")
        if (within(path, "plugins") && what ~ /^core\//) complain("a plugin may not include <" what ">")
        next
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        what = $0; sub(/^[^"]*"/, "", what); sub(/".*/, "", what)
        quoted(what)
    }' tests/lint/layers.table "$1"
}

must_find '#include "core/language/segmenter.h"' 'document including language' core/document/bad.c
must_find '#include "core/document/document.h"' 'synthesis including document' core/synthesis/bad.c
must_find '#include "core/base/error.h"' 'the worker including more than limits.h' core/synthesis/worker/bad.c
must_find '#include <espeak-ng/speak_lib.h>' 'espeak-ng outside of the worker' core/synthesis/bad2.c
must_find '#include "core/base/error.h"' 'a plugin including core' plugins/readers/bad.c
must_find '#include "../../core/base/error.h"' 'a plugin reaching for core' plugins/readers/bad2.c
must_find '#include "../html/tree.h"' 'a plugin including another' plugins/readers/feed/bad.c
must_pass '#include "tree.h"
#include "shared/xml.h"' 'a plugin including its own and shared headers' plugins/readers/feed/good.c
must_find '#include <glib.h>' 'a public header including GLib' include/crier/bad.h
must_find '#include "core/cli/main.h"' 'production including cli' core/production/bad.c
must_find 'int x;' 'a folder that the table does not know' core/misc/bad.c
must_find '#include "document.h"' 'an include that does not start at the root' core/document/bad2.c
must_pass '#include "core/base/error.h"
#include <crier/role.h>' 'plugin including base through document' core/plugin/good.c
must_pass '#include <espeak-ng/speak_lib.h>
#include "core/synthesis/protocol.h"' 'the worker including espeak-ng' core/synthesis/worker/good.c
# shellcheck disable=SC2046 # no blanks in our names
check_all $(sources core include plugins)
finish
