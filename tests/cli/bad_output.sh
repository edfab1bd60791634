#!/bin/sh
# Outputs that cannot be written: exit code 4 (2 when the command line is wrong),
# one line that names what and where, nothing half made.
. "$(dirname "$0")/lib.sh"

it 'the folder is missing'
run speak "$SHORT" -o "$T/none/a.wav"
expect_exit 4
expect_one_line "$T/none"
expect_no_file "$T/none"

it 'the folder is read-only'
mkdir "$T/locked"
chmod 555 "$T/locked"
run_unprivileged speak "$SHORT" -o "$T/locked/a.wav"
expect_exit 4
expect_one_line "$T/locked"
expect_empty_folder "$T/locked"
CRIER=$BUILD/bin/crier

it 'a file stands where a folder should be'
echo file >"$T/file"
run speak "$SHORT" -o "$T/file/a.wav"
expect_exit 4
expect_one_line "$T/file"

it 'a suffix that no output knows'
mkdir "$T/made"
run speak "$SHORT" -o "$T/made/a.xyz"
expect_exit 2
expect_one_line xyz wav
expect_empty_folder "$T/made"

it 'no suffix'
run speak "$SHORT" -o "$T/made/a"
expect_exit 2
expect_one_line "$T/made/a"
expect_empty_folder "$T/made"

it 'a format that no output knows'
run speak "$SHORT" -o "$T/made/" --as xyz
expect_exit 2
expect_one_line xyz wav
expect_empty_folder "$T/made"

it 'two articles for one file'
run speak "$SHORT" "$SAMPLE_TEXT" -o "$T/made/a.wav"
expect_exit 2
expect_one_line "$T/made/a.wav"
expect_empty_folder "$T/made"

# on_small_disk ARGUMENT…: with a disk of 256 KiB at $T/disk. It is mounted out of
# sight of everybody else where that can be had, else for the moment of the run.
on_small_disk() {
    command_line=" (on a disk of 256 KiB) $*"
    # shellcheck disable=SC2086 # a command or nothing
    timeout -k 5 "$LIMIT" $apart sh -c '
        disk=$1; left=$2; shift 2
        mount -t tmpfs -o size=256k none "$disk" || exit 99
        "$@"; code=$?
        ls -A "$disk" >"$left"
        umount "$disk"
        exit $code' - "$T/disk" "$T/left" "$CRIER" "$@" </dev/null >"$T/out" 2>"$T/err"
    code=$?
}

it 'the disk is full'
mkdir "$T/disk"
possible=
for apart in 'unshare -m' 'unshare -rm' ''; do
    # shellcheck disable=SC2086 # a command or nothing
    $apart sh -c 'mount -t tmpfs none "$1" && umount "$1"' - "$T/disk" 2>/dev/null && possible=yes && break
done
if [ -n "$possible" ]; then
    for suffix in wav flac opus ogg mp3 ulaw; do
        it "the disk is full: $suffix"
        on_small_disk speak "$SAMPLE_TEXT" -o "$T/disk/a.$suffix" --quiet
        expect_exit 4
        expect_one_line "$T/disk/a.$suffix"
        [ ! -s "$T/left" ] || complain "left on the disk: $(cat "$T/left")"
    done
else
    not_possible 'no right to mount a small disk'
fi

for arguments in "inspect $SHORT --stage=ledger" 'plugins' 'voices' '--version' '--help' 'speak --help'; do
    it "standard output is closed: $arguments"
    command_line=" $arguments >&-"
    # shellcheck disable=SC2086 # words
    timeout "$LIMIT" "$CRIER" $arguments </dev/null 2>"$T/err" >&-
    code=$?
    expect_exit 4
    expect_one_line

    it "standard output is full: $arguments"
    command_line=" $arguments >/dev/full"
    # shellcheck disable=SC2086 # words
    timeout "$LIMIT" "$CRIER" $arguments </dev/null 2>"$T/err" >/dev/full
    code=$?
    expect_exit 4
    expect_one_line
done

it 'filter into a full place'
command_line=' filter normalize >/dev/full'
echo 'One line.' | timeout "$LIMIT" "$CRIER" filter normalize 2>"$T/err" >/dev/full
code=$?
expect_exit 4
expect_one_line

it 'closed standard input, output and error'
timeout "$LIMIT" "$CRIER" speak "$SHORT" -o "$T/closed.wav" <&- >&- 2>&-
code=$?
expect_exit 0
expect_wav "$T/closed.wav"

it 'a reader of the pipe that leaves early'
long_text 20000 "$T/long.txt"
{
    timeout "$LIMIT" "$CRIER" inspect "$T/long.txt" --stage=blocks --json </dev/null 2>"$T/err"
    echo $? >"$T/code"
} | head -n 1 >/dev/null
code=$(cat "$T/code")
command_line=' inspect … | head -n 1'
[ "$code" -eq 0 ] || [ "$code" -eq 4 ] || complain "exit code $code, expected 4 (or 0)"
[ "$(wc -l <"$T/err")" -le 1 ] || complain 'more than one line on standard error'

finish
