#!/bin/sh
# How the released programs and plugins are made: read from the files themselves. And what
# stands at the top of the repository, and the list of what Crier is made of.
. "$(dirname "$0")/lib.sh"

programs=$(ls "$BUILD"/bin/* "$BUILD"/libexec/crier/*)
plugins=$(ls "$BUILD"/lib/crier/plugins/*/*.so)

# every FILES WHAT COMMAND…: the command, given each file, is true.
every() {
    files=$1 what=$2
    shift 2
    [ -n "$files" ] || complain 'no files'
    for file in $files; do
        "$@" "$file" || complain "$file: $what"
    done
}

says() { readelf -W "$1" "$3" 2>/dev/null | grep -qE "$2"; }       # OPTION PATTERN FILE
says_not() { ! readelf -W "$1" "$3" 2>/dev/null | grep -qE "$2"; } # OPTION PATTERN FILE

# Their own other variants are made for something else.
if [ "${CRIER_BUILD:-build/release}" = build/release ]; then
    it 'programs lie at another address each time'
    every "$programs" 'no position-independent executable' says -h 'Type: +DYN'
    every "$programs" 'no position-independent executable' says -d 'FLAGS_1.* PIE'

    it 'what the linker fills in is complete before the start and then read-only'
    every "$programs $plugins" 'no GNU_RELRO' says -l 'GNU_RELRO'
    every "$programs $plugins" 'not bound at once' says -d 'BIND_NOW|FLAGS_1.* NOW'

    it 'nothing is writable and executable, nor is the stack'
    every "$programs $plugins" 'an executable stack' says -l 'GNU_STACK.* RW +0x'
    every "$programs $plugins" 'a part that can be written and run' says_not -l '^ +LOAD.* RWE '
    every "$programs $plugins" 'text relocations' says_not -d 'TEXTREL'

    it 'libraries come from the system alone'
    every "$programs $plugins" 'a search path of its own' says_not -d 'RPATH|RUNPATH'

    it 'the stack is watched'
    every "$programs $plugins" 'no stack protector' says -s '__stack_chk_fail'

    it 'calls that fill buffers are checked'
    grep -qF -- '-D_FORTIFY_SOURCE=' "$BUILD/flags" || complain 'compiled without _FORTIFY_SOURCE'
    every "$programs" 'no checked call' says -s '__[a-z]+_chk(@|$| )'
    # Two readers call nothing that has a checked form.
    every "$(printf '%s\n' "$plugins" | grep -vE '/readers/(email|pdf)\.so$')" 'no checked call' \
        says -s '__[a-z]+_chk@'

    it 'jumps and returns are checked by the processor, as far as the C library lets us'
    case $(${CC:-cc} -dumpmachine) in
    x86_64-*) mark='x86 feature: IBT, SHSTK' ;;
    aarch64-*) mark='AArch64 feature: BTI, PAC' ;;
    *) mark= ;;
    esac
    if [ -n "$mark" ]; then
        find "$BUILD/obj/core" "$BUILD/obj/plugins" -name '*.o' >"$T/objects"
        xargs readelf -nW <"$T/objects" >"$T/notes"
        [ "$(grep -cF "$mark" "$T/notes")" -eq "$(wc -l <"$T/objects")" ] ||
            complain "$(grep -cF "$mark" "$T/notes") of $(wc -l <"$T/objects") objects are marked"
        # A linked file bears the mark only if all bear it that went into it. Debian 12's start
        # files do not; where those do, ours must (crier-voice takes in whole libraries).
        allowed=yes
        for start in Scrt1.o crti.o crtn.o; do
            says -n "$mark" "$(${CC:-cc} -print-file-name="$start")" || allowed=
        done
        [ -z "$allowed" ] || every "$(printf '%s\n' "$programs $plugins" | grep -v crier-voice)" \
            'the mark is lost' says -n "$mark"
    fi

    it 'crier-voice stands alone: its fork copies few mappings'
    if [ -e "$(pkg-config --variable=libdir espeak-ng)/libespeak-ng.a" ]; then
        every "$BUILD/libexec/crier/crier-voice" 'it needs shared libraries' says_not -d 'NEEDED'
        every "$BUILD/libexec/crier/crier-voice" 'it asks for a loader' says_not -l 'INTERP'
    else
        not_possible 'there is no libespeak-ng.a'
    fi

    it 'a program that is made otherwise would be found out'
    echo 'int main(void) { return 0; }' >"$T/weak.c"
    ${CC:-cc} -O2 -fno-stack-protector -no-pie -Wl,-z,norelro,-z,lazy,-z,execstack,-rpath,/tmp \
        -o "$T/weak" "$T/weak.c" 2>/dev/null || complain 'it cannot be compiled'
    ${CC:-cc} -nostdlib -static -Wl,-N,-e,main -o "$T/open" "$T/weak.c" 2>/dev/null || complain 'it cannot be linked as one piece'
    ! says -h 'Type: +DYN' "$T/weak" || complain 'PIE is seen'
    ! says -l 'GNU_RELRO' "$T/weak" || complain 'RELRO is seen'
    ! says -d 'BIND_NOW|FLAGS_1.* NOW' "$T/weak" || complain 'BIND_NOW is seen'
    ! says -l 'GNU_STACK.* RW +0x' "$T/weak" || complain 'the stack seems not executable'
    ! says_not -l '^ +LOAD.* RWE ' "$T/open" || complain 'the writable code is not seen'
    ! says_not -d 'RPATH|RUNPATH' "$T/weak" || complain 'the search path is not seen'
    ! says -s '__stack_chk_fail' "$T/weak" || complain 'a stack protector is seen'
    ! says -s '__[a-z]+_chk(@|$| )' "$T/weak" || complain 'a checked call is seen'
    ! says -n "${mark:-x86 feature}" "$T/weak" || complain 'a mark is seen'
    ! says_not -l 'INTERP' "$T/weak" || complain 'its loader is not seen'

    it 'a plugin shows one symbol'
    for plugin in $plugins; do
        shown=$(readelf -W --dyn-syms "$plugin" | awk '$7 != "UND" && $5 ~ /GLOBAL|WEAK/ { print $8 }')
        [ "$shown" = crier_plugin ] || complain "$plugin shows: $shown"
    done
fi

it 'nothing stands at the top of the repository that does not belong there'
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    more=$(git ls-files | sed 's|/.*||' | sort -u |
        grep -vxE 'Makefile|core|plugins|include|tests|audio-samples|README\.md|LICENSE|SECURITY\.md|\..*')
    [ -z "$more" ] || complain "these do: $more"
else
    not_possible 'this is no git work tree'
fi

# make sbom, without the make that may have called us.
sbom() {
    env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS make --no-print-directory -s sbom
}

it 'make sbom prints one JSON text, the same each time'
sbom >"$T/sbom.json" 2>"$T/err"
code=$?
expect_exit 0
expect_silence
wrong=$(awk -f tests/cli/json.awk <"$T/sbom.json") || complain "it is no JSON: $wrong"
(cd / && umask 077 && LC_ALL=POSIX TZ=Asia/Tokyo make --no-print-directory -s -C "$ROOT" MAKEFLAGS= sbom) >"$T/again.json"
expect_same "$T/sbom.json" "$T/again.json"

it 'it names Crier, the engine, and every module that Makefile and plugins name'
expect_in "$T/sbom.json" '"spdxVersion": "SPDX-2.3"' '"name": "crier"' '"name": "libespeak-ng-dev"' \
    '"name": "espeak-ng-data"' '"name": "libsndfile1"' '"licenseConcluded": "GPL-3.0-or-later"'
modules=$(sed -n 's/^[A-Z]*_PKGS *:= *//p' Makefile
    find plugins -name '*.c' -exec sh .ci/plugin-needs {} + | cut -f 2)
[ "$(printf '%s\n' $modules | wc -l)" -gt 20 ] || complain "only these modules: $modules"
for module in $modules; do
    grep -qE "\"comment\": \"pkg-config:[^\"]* $module( [^\"]*)?\"" "$T/sbom.json" || complain "no module $module"
done

it 'whatever the programs and plugins of this machine need directly is in it'
# shellcheck disable=SC2086 # names without blanks
readelf -dW $programs $plugins | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u |
    grep -vE '^(lib[at]san|libubsan|ld-linux)' | while read -r library; do
    path=$(readlink -f "$(${CC:-cc} -print-file-name="$library")")
    # Debian 12 lists some files below /lib, which is /usr/lib.
    printf '%s\n' "$path" "${path#/usr}"
done >"$T/needed"
xargs dpkg-query -S <"$T/needed" 2>/dev/null >"$T/owned"
[ $(($(wc -l <"$T/owned") * 2)) -ge "$(wc -l <"$T/needed")" ] || complain "not all have an owner: $(cat "$T/needed")"
for package in $(sed 's/:.*//' "$T/owned" | sort -u); do
    grep -qF "\"name\": \"$package\"" "$T/sbom.json" || complain "$package is not named"
done
[ "$(wc -l <"$T/owned")" -gt 20 ] || complain "only $(wc -l <"$T/owned") libraries"

it 'every relation is between packages that are listed'
awk -F '"' '
/"SPDXID": / { if ($4 in id) print "twice: " $4; id[$4] = 1 }
/"spdxElementId": / { used[$4] = 1; n++ }
/"relatedSpdxElement": / { used[$4] = 1 }
END { for (u in used) if (!(u in id)) print "not listed: " u; if (n < 40) print "only " n + 0 " relations" }
' "$T/sbom.json" >"$T/wrong"
[ ! -s "$T/wrong" ] || complain "$(cat "$T/wrong")"

finish
