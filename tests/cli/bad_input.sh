#!/bin/sh
# Articles that cannot be read: the documented exit code, one line that names
# what and where, and no output.
. "$(dirname "$0")/lib.sh"

mkdir "$T/made"
out=$T/made/a.wav

refused() { # EXIT TEXT…
    expect_exit "$1"
    shift
    expect_one_line "$@"
    expect_no_out
    expect_empty_folder "$T/made"
}

it 'a missing file'
run speak "$T/nowhere.txt" -o "$out"
refused 3 "$T/nowhere.txt"
run inspect "$T/nowhere.txt" --stage=blocks
refused 3 "$T/nowhere.txt"

it 'a folder'
mkdir "$T/folder"
run speak "$T/folder" -o "$out"
refused 3 "$T/folder"

it 'a file that we may not read'
cp "$SHORT" "$T/secret.txt"
chmod 000 "$T/secret.txt"
chmod 777 "$T/made"
run_unprivileged speak "$T/secret.txt" -o "$out"
refused 3 "$T/secret.txt"
CRIER=$BUILD/bin/crier

it 'an empty file'
: >"$T/empty.txt"
run speak "$T/empty.txt" -o "$out"
refused 3 "$T/empty.txt"

it 'a pipe that nobody writes to: nobody waits for it'
mkfifo "$T/pipe.txt"
run speak "$T/pipe.txt" -o "$out"
refused 3 "$T/pipe.txt" 'it is empty'
run inspect "$T/pipe.txt" --stage=blocks
refused 3 "$T/pipe.txt"
run speak "$T/pipe.txt" "$SHORT" -o "$T/made/"
expect_exit 1
expect_err "cannot read $T/pipe.txt"
expect_file "$T/made/$(basename "$SHORT" .txt).wav"
rm -f "$T"/made/*

it 'a pipe that somebody writes to slowly'
exec 9<>"$T/pipe.txt"
{ sleep 1 && cat "$SHORT"; } >&9 9>&- &
exec 9>&-
run speak "$T/pipe.txt" -o "$out"
expect_exit 0
expect_file "$out"
rm -f "$T"/made/*

it 'a pipe that is held open and says nothing'
exec 9<>"$T/pipe.txt"
run speak "$T/pipe.txt" -o "$out" 9>&-
exec 9>&-
refused 3 "$T/pipe.txt" 'standard input'

it 'an empty standard input'
run speak - -o "$out"
refused 3

it 'only white space'
printf ' \n\t\n\302\240 \r\n' >"$T/blank.txt"
run speak "$T/blank.txt" -o "$out"
refused 3 "$T/blank.txt"

it 'a binary file'
head -c 100000 "$BUILD/bin/crier" >"$T/program.txt"
run speak "$T/program.txt" -o "$out"
refused 3 "$T/program.txt"

it 'a binary file without a name that tells'
run speak "$BUILD/bin/crier" -o "$out"
refused 3 "$BUILD/bin/crier"

it '50 MB on one line'
LIMIT=30
awk 'BEGIN { for (i = 0; i < 1000; i++) s = s "words without end "; for (i = 0; i < 2800; i++) printf "%s", s }' |
    head -c 50000000 >"$T/huge.txt"
run speak "$T/huge.txt" -o "$out"
refused 3 "$T/huge.txt"
run speak - -o "$out" <"$T/huge.txt"
INPUT=$T/huge.txt
run speak - -o "$out"
INPUT=
refused 3
rm "$T/huge.txt"
LIMIT=60

it 'a word of 1 MB is skipped and reported, the rest is spoken'
{
    echo 'The meeting began on time.'
    echo
    head -c 1000000 /dev/zero | tr '\0' a
    printf '\n\nThe meeting ended late.\n'
} >"$T/word.txt"
run speak "$T/word.txt" -o "$T/word.wav" --quiet
expect_exit 1
expect_one_line "$T/word.txt"
expect_wav "$T/word.wav"

it 'a file name that begins with a dash'
mkdir "$T/dash"
cp "$SHORT" "$T/dash/-article.txt"
cd "$T/dash" || exit 1
run speak --quiet -o "$T/dash.wav" -- -article.txt
expect_exit 0
expect_wav "$T/dash.wav"
run speak ./-article.txt --quiet -o "$T/dash2.wav"
expect_exit 0
expect_same "$T/dash.wav" "$T/dash2.wav"
run speak -article.txt -o "$out"
refused 2 -a
cd "$ROOT" || exit 1

it 'a file name with a line break stays on one line'
run speak "$T/two${nl}lines.txt" -o "$out"
refused 3 two lines.txt
cp "$SHORT" "$T/two${nl}lines.txt"
run speak "$T/two${nl}lines.txt" -o "$T/lines.wav" --quiet
expect_exit 0
expect_silence
expect_wav "$T/lines.wav"
run speak "$SHORT" -o "$T/no${nl}folder/a.wav"
refused 4 no folder

it 'a name with broken UTF-8 and control characters is made harmless'
run speak "$T/$(printf 'a\033[31m\377').txt" -o "$out"
expect_exit 3
expect_one_line
if grep -q "$(printf '\033')" "$T/err"; then complain 'the message sets terminal colours'; fi

it 'a voice that does not exist'
run speak "$SHORT" -o "$out" --voice zz-nowhere
refused 2 zz-nowhere

it 'the data of the engine is missing'
mkdir "$T/nodata"
run speak "$SHORT" -o "$out" --voice-data "$T/nodata"
refused 5 "$T/nodata"
run speak "$SHORT" -o "$out" --voice-data "$T/does-not-exist"
refused 5 "$T/does-not-exist"

it 'broken UTF-8 and NUL in an article are reported and survived'
printf 'The count was \377\376 clear.\n\nNobody \000 objected.\n' >"$T/broken.txt"
run speak "$T/broken.txt" -o "$T/broken.wav" --quiet
[ "$code" -eq 0 ] || [ "$code" -eq 1 ] || complain "exit code $code, expected 0 or 1"
expect_wav "$T/broken.wav"

for charset in UTF-16LE UTF-16BE WINDOWS-1252 ISO-8859-1; do
    command -v iconv >/dev/null || break
    it "an article in $charset"
    text='Café workers in Peñasco voted yes on the ninth.'
    { case $charset in UTF-16LE) printf '\377\376' ;; UTF-16BE) printf '\376\377' ;; esac
        printf '%s\n' "$text" | iconv -f UTF-8 -t "$charset"; } >"$T/charset.txt"
    run inspect "$T/charset.txt" --stage=sentences
    expect_exit 0
    expect_out "Café workers in Peñasco"
done

finish
