#!/bin/sh
# Do two builds of the same source give the same bytes? In two folders, whose paths have not
# the same length, with another language, time zone, umask, year and number of jobs. What is
# installed must have the same modes too. Names what differs, and where first.
#   tests/reliability/reproducible.sh
set -u
cd "$(dirname "$0")/../.." || exit 1
top=build/reproducible
passed=0
failed=0

# The files of the repository as they are in the work tree.
copy_source() { # FOLDER YEAR
    mkdir -p "$1" &&
        git ls-files -z -- . ':!tests' | xargs -0 tar -cf - tests/tests.mk | tar -xf - -C "$1" &&
        find "$1" -exec touch -d "$2-03-04 05:06:07" {} +
}

build() { # FOLDER UMASK YEAR JOBS NAME=VALUE…
    folder=$top/$1 mask=$2 year=$3 jobs=$4
    shift 4
    (
        umask "$mask"
        copy_source "$folder" "$year" || exit 1
        # Not a part of the make that may have called us, and nothing of its surroundings.
        for name in MAKEFLAGS MAKELEVEL MFLAGS CFLAGS LDFLAGS SOURCE_DATE_EPOCH LC_ALL LANG TZ; do unset "$name"; done
        exec env "$@" make --no-print-directory -s -C "$folder" "-j$jobs" VARIANT=release PREFIX=/usr \
            DESTDIR="$PWD/$folder/stage" all install >"$folder.log" 2>&1
    ) || {
        echo "the build in $folder failed:"
        tail -n 20 "$folder.log"
        return 1
    }
}

# "path kind mode sha256" of everything below; a mode counts only where it is installed.
list() { # FOLDER, with or without mode
    (cd "$1" && find . -printf '%p\t%y\t%m\n' | sort) | while IFS=$(printf '\t') read -r path kind mode; do
        [ "$2" = with ] || mode=any
        sum=
        [ "$kind" != f ] || sum=$(sha256sum <"$1/$path")
        printf '%s\t%s %s %s\n' "$path" "$kind" "$mode" "${sum%% *}"
    done
}

# Says what two folders do not have alike.
same() { # FOLDER FOLDER, with or without mode
    list "$1" "$3" >"$top/list-1"
    list "$2" "$3" >"$top/list-2"
    [ "$(wc -l <"$top/list-1")" -gt 1 ] || echo "$1 holds nothing"
    comm -3 "$top/list-1" "$top/list-2" | sed 's/^\t//' | cut -f 1 | sort -u | while read -r path; do
        awk -F '\t' -v path="$path" '$1 == path { print path ": " $2 }' "$top/list-1" "$top/list-2"
        [ ! -f "$1/$path" ] || [ ! -f "$2/$path" ] || cmp "$1/$path" "$2/$path" 2>&1 | sed 's/^/    /'
    done
}

judge() { # NAME FINDINGS
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        printf '%s:\n%s\n' "$1" "$2"
        failed=$((failed + 1))
    fi
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && rm -rf "$top"
    [ "$failed" -eq 0 ]
    exit
}

foreign=$(locale -a 2>/dev/null | grep -i -m 1 '^tr_TR') || foreign=POSIX
a=first
b=a-second-folder/whose-path-is-longer
rm -rf "$top"
mkdir -p "$top/${b%/*}"
build "$a" 022 1999 1 LC_ALL=C.UTF-8 TZ=UTC &
build "$b" 077 2019 2 "LC_ALL=$foreign" "LANG=$foreign" TZ=Pacific/Kiritimati HOME="$PWD/$top" || failed=1
wait $! || failed=1
[ "$failed" -eq 0 ] || {
    echo '0 passed, 1 failed'
    exit 1
}

for part in bin libexec lib; do
    judge "$part differs" "$(same "$top/$a/build/release/$part" "$top/$b/build/release/$part" without)"
done
judge 'what is installed differs' "$(same "$top/$a/stage" "$top/$b/stage" with)"
judge 'the place of the build stands in' "$(grep -rlF "$PWD" "$top/$a/stage" "$top/$b/stage")"

# The comparison itself sees one byte and one mode.
prove() {
    cp -R "$top/$a/stage/usr/lib/crier" "$top/proof"
    cp -R "$top/proof" "$top/proof-too"
    plugin=plugins/outputs/wav.so
    [ -z "$(same "$top/proof" "$top/proof-too" with)" ] || echo 'the same is called different'
    chmod 700 "$top/proof-too/$plugin"
    [ -n "$(same "$top/proof" "$top/proof-too" with)" ] || echo 'another mode is not seen'
    [ -z "$(same "$top/proof" "$top/proof-too" without)" ] || echo 'a mode counts where it should not'
    printf 'X' | dd of="$top/proof-too/$plugin" bs=1 seek=4000 conv=notrunc 2>/dev/null
    [ -n "$(same "$top/proof" "$top/proof-too" without)" ] || echo 'another byte is not seen'
}
judge 'the comparison is wrong' "$(prove)"
finish
