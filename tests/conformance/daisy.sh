#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# DAISY 2.02 books before their judges: the DTDs, RelaxNG grammars and Schematron rules of the
# DAISY Pipeline, the DTD of XHTML 1.0, and ffprobe for the audio.
#   tests/conformance/daisy.sh [BOOK…]
# BOOK is a folder with an ncc.html; without any, one is made of each sample article.
# Debian packages: libxml2-utils w3c-sgml-lib jing libsaxonhe-java ffmpeg.
# The grammars come with the Pipeline's module daisy202-utils (repository
# daisy/pipeline-modules, scripts-utils/daisy202-utils/src/main/resources/xml/schemas): say in
# DAISY_SCHEMAS where that folder is, or copy it to build/judges/daisy202.
# Prints a line for each finding; exit 1 on any.
from=$PWD
cd "$(dirname "$0")/../.." || exit 1
schemas=${DAISY_SCHEMAS:-build/judges/daisy202}
rules=$PWD/tests/conformance/schematron.xsl
java_files=/usr/share/java
crier=build/release/bin/crier
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT INT TERM
findings=0

found() {
    findings=$((findings + 1))
    printf '%s\n' "$1"
}

# Run a judge on a file or more; all that it prints is its finding.
judge() {
    name=$1
    shift
    if ! said=$("$@" 2>&1) || [ -n "$said" ]; then
        found "$book: $name: ${said:-exit without a word}"
    fi
}

have() {
    for tool; do
        command -v "$tool" >/dev/null 2>&1 || [ -e "$tool" ] || {
            printf 'Skipped: %s is not there.\n' "$tool"
            return 1
        }
    done
}

saxon() {
    java -cp "$java_files/Saxon-HE.jar:$java_files/xml-resolver.jar" net.sf.saxon.Transform "$@"
}

# Grammars want to see files without the defaults that a DTD would fill in.
without_doctype() {
    mkdir -p "$scratch/plain"
    rm -f "$scratch"/plain/*
    for file in "$book"/*.smil "$book"/ncc.html; do
        sed '/^<!DOCTYPE/d' "$file" >"$scratch/plain/${file##*/}"
    done
}

check_dtds() {
    [ "$has_xmllint" ] || return
    judge 'XHTML 1.0' xmllint --nonet --noout --valid "$book"/ncc.html "$book"/c*.html
    [ "$has_schemas" ] || return
    judge 'DTD of ncc' xmllint --nonet --noout --dtdvalid "$schemas/d202/d202ncc.dtd" "$book/ncc.html"
    judge 'DTD of smil' xmllint --nonet --noout --dtdvalid "$schemas/d202/d202smil.dtd" "$book"/s*.smil
    judge 'DTD of msmil' xmllint --nonet --noout --dtdvalid "$schemas/d202/d202msmil.dtd" "$book/master.smil"
}

check_grammars() {
    [ "$has_schemas" ] && [ "$has_jing" ] || return
    judge 'RelaxNG of ncc' java -jar "$java_files/jing.jar" "$schemas/d202/d202ncc.rng" "$scratch/plain/ncc.html"
    judge 'RelaxNG of smil' java -jar "$java_files/jing.jar" "$schemas/d202/d202smil.rng" "$scratch"/plain/s*.smil
    judge 'RelaxNG of msmil' java -jar "$java_files/jing.jar" "$schemas/d202/d202msmil.rng" "$scratch/plain/master.smil"
}

check_rules() {
    [ "$has_schemas" ] && [ "$has_saxon" ] || return
    mkdir -p "$scratch/smils" "$scratch/said"
    rm -f "$scratch"/smils/* "$scratch"/said/*
    cp "$scratch"/plain/s*.smil "$scratch/smils/"
    judge 'rules of ncc' saxon "-s:$scratch/plain/ncc.html" "-xsl:$scratch/ncc.xsl"
    judge 'rules of smil' saxon "-s:$scratch/smils" "-xsl:$scratch/smil.xsl" "-o:$scratch/said"
    for said in "$scratch"/said/*; do
        [ ! -s "$said" ] || found "$book: rules of smil: ${said##*/}: $(cat "$said")"
    done
}

# Mono, one rate, no tag in front, and as long as its clips say.
check_audio() {
    [ "$has_ffprobe" ] || return
    for file in "$book"/a*.mp3; do
        [ "$(head -c 3 "$file")" != ID3 ] || found "$file: a tag stands before the audio"
    done
    for file in "$book"/a*.mp3; do
        name=${file##*/a}
        smil=$book/s${name%.mp3}.smil
        length=$(sed -n 's/.*<seq dur="\([0-9.]*\)s".*/\1/p' "$smil")
        ffprobe -v error -select_streams a -show_entries stream=codec_name,channels,sample_rate,duration \
            -of csv=p=0 "$file" 2>&1
        printf '%s\n' "clips,$length,$file"
    done | awk -F, '
        $1 == "clips" {
            if (long < $2 - 0.5 || long > $2 + 0.5) print $3 ": " long " s of audio, " $2 " s of clips"
            if (form !~ /^mp3,[0-9]+,1$/) print $3 ": not mono MP3: " form
            if (first == "") first = form
            if (form != first) print $3 ": " form " beside " first
            next
        }
        { form = $1 "," $2 "," $3; long = $4 }' >"$scratch/audio"
    while read -r line; do found "$line"; done <"$scratch/audio"
}

prepare() {
    has_xmllint=$(have xmllint /usr/share/xml/w3c-sgml-lib >&2 && echo yes)
    has_jing=$(have java "$java_files/jing.jar" >&2 && echo yes)
    has_saxon=$(have java "$java_files/Saxon-HE.jar" "$java_files/xml-resolver.jar" >&2 && echo yes)
    has_ffprobe=$(have ffprobe >&2 && echo yes)
    has_schemas=$(have "$schemas/d202/d202ncc.rng" >&2 && echo yes)
    [ "$has_schemas" ] && [ "$has_saxon" ] || return
    for kind in ncc smil; do
        saxon "-s:$schemas/d202/d202$kind.rng" "-xsl:$rules" "-o:$scratch/$kind.xsl" || exit 1
    done
}

make_books() {
    for article in audio-samples/*.md audio-samples/*.txt; do
        [ "${article##*/}" != README.md ] || continue
        name=${article##*/}
        "$crier" speak "$article" -o "$scratch/${name%.*}.daisy" >"$scratch/log" 2>&1 || {
            printf 'Skipped: no book was made of %s: %s\n' "$article" "$(tail -n 1 "$scratch/log")"
            continue
        }
        set -- "$@" "$scratch/${name%.*}.daisy"
    done
    books=$*
}

prepare
if [ $# -eq 0 ]; then
    make_books
    # shellcheck disable=SC2086 # names of our own, without spaces
    set -- $books
fi
for book; do
    case $book in /*) ;; *) book=$from/$book ;; esac
    [ -f "$book/ncc.html" ] || { found "$book: no ncc.html"; continue; }
    without_doctype
    check_dtds
    check_grammars
    check_rules
    check_audio
done
printf 'DAISY 2.02: %d books, %d findings.\n' $# "$findings"
[ "$findings" -eq 0 ]
