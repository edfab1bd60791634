#!/bin/sh
# Documents that are broken, or made to do harm: one line that names the file, the
# documented exit code, no output, and nothing written anywhere else.
. "$(dirname "$0")/lib.sh"

mkdir "$T/made" "$T/parts"
out=$T/made/a.wav

# ---- Containers, byte by byte ----

# number VALUE BYTES: little end first.
number() {
    value=$1
    for byte in 1 2 3 4; do
        [ "$byte" -le "$2" ] || break
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\$(printf %03o $((value & 255)))"
        value=$((value >> 8))
    done
}

FLAGS=0    # of the parts that follow; 1: locked
DECLARED=  # their size as the container tells it; empty: the true one

begin_zip() { # FILE
    zip=$1
    parts=0
    : >"$zip"
    : >"$T/central"
}

# add_part NAME: standard input, stored as it is.
add_part() {
    cat >"$T/part"
    size=$(wc -c <"$T/part")
    at=$(wc -c <"$zip")
    {
        number 20 2 && number "$FLAGS" 2 && number 0 2 && number 0 2 && number 33 2
        gzip -nc "$T/part" | tail -c 8 | head -c 4 # the checksum
        number "${DECLARED:-$size}" 4 && number "${DECLARED:-$size}" 4 && number ${#1} 2 && number 0 2
    } >"$T/fields"
    { printf 'PK\003\004' && cat "$T/fields" && printf %s "$1" && cat "$T/part"; } >>"$zip"
    { printf 'PK\001\002' && number 20 2 && cat "$T/fields" && number 0 4 && number 0 2 && number 0 4 &&
        number "$at" 4 && printf %s "$1"; } >>"$T/central"
    parts=$((parts + 1))
}

end_zip() {
    at=$(wc -c <"$zip")
    cat "$T/central" >>"$zip"
    { printf 'PK\005\006' && number 0 4 && number "$parts" 2 && number "$parts" 2 &&
        number "$(wc -c <"$T/central")" 4 && number "$at" 4 && number 0 2; } >>"$zip"
}

WORDS='The keepers counted the boats at dawn.'

docx_parts() {
    echo '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' |
        add_part '[Content_Types].xml'
    echo '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>' |
        add_part _rels/.rels
    echo "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>$WORDS</w:t></w:r></w:p></w:body></w:document>" |
        add_part word/document.xml
}

odt_parts() {
    printf application/vnd.oasis.opendocument.text | add_part mimetype
    echo "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text><text:p>$WORDS</text:p></office:text></office:body></office:document-content>" |
        add_part content.xml
}

epub_parts() {
    printf application/epub+zip | add_part mimetype
    echo '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>' |
        add_part META-INF/container.xml
    echo '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>' |
        add_part p.opf
    echo "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>$WORDS</p></body></html>" | add_part c.xhtml
}

# make_zip KIND FILE [NAME]: a whole document; with NAME, a part of that name comes first.
make_zip() {
    begin_zip "$2"
    [ -z "${3-}" ] || echo 'Found its way out.' | add_part "$3"
    "$1_parts"
    end_zip
}

# ---- What must hold ----

# refused FILE: by both commands.
refused() {
    run speak "$1" -o "$out"
    expect_exit 3
    expect_one_line "$1"
    expect_no_out
    expect_empty_folder "$T/made"
    run inspect "$1" --stage=blocks
    expect_exit 3
    expect_one_line "$1"
    expect_no_out
}

for kind in docx odt epub; do
    it "$kind: a whole one is read"
    make_zip $kind "$T/whole.$kind"
    run inspect "$T/whole.$kind" --stage=blocks
    expect_exit 0
    expect_out "$WORDS"

    it "$kind: cut short before its words end"
    end=$(grep -abo "$WORDS" "$T/whole.$kind" | cut -d: -f1)
    for bytes in 10 40 $((end / 2)); do
        head -c "$bytes" "$T/whole.$kind" >"$T/cut.$kind"
        refused "$T/cut.$kind"
    done

    it "$kind: cut short behind its words"
    head -c $(($(wc -c <"$T/whole.$kind") - 30)) "$T/whole.$kind" >"$T/cut.$kind"
    run inspect "$T/cut.$kind" --stage=text
    expect_exit 0
    expect_one_line "$T/cut.$kind" 'cut short'
    expect_out "$WORDS"

    it "$kind: empty"
    : >"$T/empty.$kind"
    refused "$T/empty.$kind"

    it "$kind: a zip of nothing"
    begin_zip "$T/nothing.$kind"
    end_zip
    refused "$T/nothing.$kind"

    it "$kind: locked with a password"
    FLAGS=1
    make_zip $kind "$T/locked.$kind"
    FLAGS=0
    refused "$T/locked.$kind"

    it "$kind: parts that say they are of four gigabytes"
    DECLARED=4294967280
    make_zip $kind "$T/bomb.$kind"
    DECLARED=
    refused "$T/bomb.$kind"

    it "$kind: a part that names a place outside stays inside"
    for name in ../../outside "$T/made/outside" '..\..\outside'; do
        make_zip $kind "$T/made/names.$kind" "$name"
        mkdir -p "$T/made/a/b" && mv "$T/made/names.$kind" "$T/made/a/b/"
        cd "$T/made/a/b" || exit 1
        run inspect "names.$kind" --stage=blocks
        [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || complain "exit code $code, expected 0 or 3"
        cd "$ROOT" || exit 1
        rm "$T/made/a/b/names.$kind"
        rmdir "$T/made/a/b" "$T/made/a" 2>"$T/err" || complain "something was written beside $name"
        expect_empty_folder "$T/made"
    done

    it "$kind: plain words under its name are read as what they are"
    printf '%s\n' "$WORDS" >"$T/words.$kind"
    run inspect "$T/words.$kind" --stage=text
    expect_exit 0
    expect_out "$WORDS"
done

it 'a document under the name of another kind'
for pair in docx.odt odt.epub epub.docx; do
    cp "$T/whole.${pair%.*}" "$T/other.${pair#*.}"
    refused "$T/other.${pair#*.}"
done

it 'a document whose name tells nothing'
for kind in docx odt epub; do
    cp "$T/whole.$kind" "$T/other"
    run inspect "$T/other" --stage=text
    expect_exit 0
    expect_out "$WORDS"
done

# ---- Files of one piece ----

# broken NAME: standard input as a file that cannot be read.
broken() {
    it "broken: $1"
    cat >"$T/$1"
    refused "$T/$1"
}

broken empty.pdf </dev/null
printf '%%PDF-1.7\n1 0 obj\n<</Type/Catalog' | broken cut.pdf
printf '%s\n' "$WORDS" | broken words.pdf
broken empty.eml </dev/null
printf '%s\n' "$WORDS" | broken words.eml
printf '\000\001\002\003\377' | broken bytes.eml
broken empty.nitf </dev/null

# noted NAME: as broken, where notes on the file come before the refusal.
noted() {
    it "broken: $1"
    cat >"$T/$1"
    run speak "$T/$1" -o "$out"
    expect_exit 3
    expect_err "cannot read $T/$1"
    expect_no_out
    expect_empty_folder "$T/made"
}

echo '<?xml version="1.0"?><nitf><head><title>A' | noted cut.nitf
printf '%s\n' "$WORDS" | noted words.nitf
echo '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><nitf><body><body.content><p>&b;&b;</p></body.content></body></nitf>' |
    noted entities.nitf

it 'no file of the machine is read into an item'
echo 'The secret of the cellar.' >"$T/secret"
echo "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY a SYSTEM \"file://$T/secret\">]><nitf><body><body.content><p>$WORDS &a;</p></body.content></body></nitf>" >"$T/outside.nitf"
run inspect "$T/outside.nitf" --stage=text
expect_exit 0
expect_out "$WORDS"
if grep -q cellar "$T/out"; then complain 'the secret is told'; fi

it 'a message cut short within its parts'
printf 'Subject: The boats\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\n%s' "$WORDS" >"$T/cut.eml"
run inspect "$T/cut.eml" --stage=text
expect_exit 0
expect_out "$WORDS"

finish
