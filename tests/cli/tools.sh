#!/bin/sh
# crier plugins, voices, doctor, --version, --help; the command line itself.
. "$(dirname "$0")/lib.sh"

it 'version'
run --version
expect_exit 0
expect_lines 1
expect_silence
grep -qE '^crier [0-9]+\.[0-9]+' "$T/out" || complain "it says: $(cat "$T/out")"

it 'help'
run --help
expect_exit 0
expect_silence
expect_out speak inspect filter plugins voices doctor

for command in speak inspect filter plugins voices doctor; do
    it "help for $command, with an example"
    run "$command" --help
    expect_exit 0
    expect_silence
    expect_out "crier $command"
    expect_out xample
done

it 'plugins'
run plugins
expect_exit 0
expect_silence
expect_out text markdown wav

it 'a rejected plugin is listed with its reason, the others load'
mkdir "$T/plugins"
echo 'not a shared object' >"$T/plugins/broken.so"
CRIER_PLUGIN_PATH=$T/plugins run plugins
expect_exit 1
expect_out text markdown wav
cat "$T/out" "$T/err" | grep -qF broken.so || complain 'broken.so is not mentioned'

it 'voices'
run voices
expect_exit 0
expect_silence
expect_out en-us en-gb

it 'doctor finds nothing wrong here'
run doctor
expect_exit 0
[ -s "$T/out" ] || complain 'it says nothing'

it 'doctor says what is missing and how to mend it'
own_copy
rm "$T/own/libexec/crier/crier-voice" "$T/own/lib/crier/plugins/outputs/"*
run doctor
expect_exit 1
expect_out 'problem: ' crier-voice 'output plugin'
CRIER=$BUILD/bin/crier

it 'no command'
run
expect_exit 2
expect_no_out
[ -s "$T/err" ] || complain 'it says nothing'

it 'an unknown command'
run sing
expect_exit 2
expect_one_line sing

it 'an unknown option'
run speak "$SHORT" --loudly -o "$T/a.wav"
expect_exit 2
expect_one_line loudly
expect_no_file "$T/a.wav"

it 'an option without its value'
run speak "$SHORT" -o
expect_exit 2
expect_one_line -o

it 'no article'
run speak -o "$T/a.wav"
expect_exit 2
expect_one_line rticle

it 'no output'
run speak "$SHORT"
expect_exit 2
expect_one_line -o

for jobs in 0 -1 many 1000; do
    it "--jobs $jobs"
    run speak "$SHORT" -o "$T/a.wav" "--jobs=$jobs"
    expect_exit 2
    expect_one_line jobs "$jobs"
    expect_no_file "$T/a.wav"
done

finish
