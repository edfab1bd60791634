#!/bin/sh
# A profile file: lines and sounds around an article, in the audio, in its captions, in
# its ledger; and files that are wrong.
. "$(dirname "$0")/lib.sh"

frames_of() {
    # shellcheck disable=SC2046 # two numbers
    set -- $(wav_chunk "$1" data)
    echo $((${2:-0} / 2))
}

it 'without a profile file, to compare'
run speak "$SHORT" -o "$T/plain.wav" --quiet
expect_exit 0
plain=$(frames_of "$T/plain.wav")

it 'the newsroom makes a sound of its own'
printf 'Ding dong.' >"$T/ding.txt"
run speak "$T/ding.txt" -o "$T/ding.wav" --quiet
expect_exit 0
ding=$(frames_of "$T/ding.wav")
cat >"$T/news.ini" <<END
[profile]
opening = hello; ding; voice
closing = nothing; paid; ding
bed = ding

[line hello]
text = This is <Riverbend> & Sons News.
[line voice]
text = This is a computer voice.
[line nothing]
text = In {publication}.
[line paid]
text = Paid for by the Riverbend Tenants Union.
[sound ding]
file = ding.wav
level = -12
fade-out = 500
END

it 'lines and sounds stand in the audio and in everything beside it'
run speak "$SHORT" --profile "$T/news.ini" -o "$T/a.wav" -o "$T/a.vtt" -o "$T/a.json" \
    -o "$T/a.ledger.json" --quiet --strict
expect_exit 0
expect_silence
expect_wav "$T/a.wav"
[ "$(frames_of "$T/a.wav")" -gt $((plain + 2 * ding)) ] || complain 'the sounds are not in the audio'
expect_in "$T/a.vtt" 'This is a computer voice.' '&lt;Riverbend&gt;' 'Tenants Union.'
expect_in "$T/a.json" 'This is a computer voice.' '"notice"' "\"length\": $(frames_of "$T/a.wav"),"
expect_in "$T/a.ledger.json" '"Tenants"'
! grep -qF 'In .' "$T/a.vtt" || complain 'a line without its value was said'

it 'where nobody speaks, no caption stands'
gap=$(awk '/ --> / { if (last != "" && $1 != last) n++; last = $3 } END { print n + 0 }' "$T/a.vtt")
[ "$gap" -eq 1 ] || complain "$gap gaps between captions, expected the one of the opening"

it 'the same bytes again, with other workers'
run speak "$SHORT" --profile "$T/news.ini" -o "$T/b.wav" --quiet --jobs 1 --no-cache
expect_exit 0
expect_same "$T/a.wav" "$T/b.wav"

it 'marks are where the audio has them'
run inspect "$SHORT" --profile "$T/news.ini" --stage=marks --json
expect_exit 0
expect_out "\"length\": $(frames_of "$T/a.wav")"

it 'a profile file and a name beside it'
run speak "$SHORT" --profile "$T/news.ini,podcast" -o "$T/c.wav"
expect_exit 0
expect_err 'mastered'

it 'a file that is not there'
run speak "$SHORT" --profile "$T/none.ini" -o "$T/no.wav"
expect_exit 3
expect_one_line 'none.ini' 'No such file'
expect_no_file "$T/no.wav"

it 'a sound that is not there'
printf '[profile]\nopening=x\n[sound x]\nfile=none.wav\n' >"$T/bad.ini"
run speak "$SHORT" --profile "$T/bad.ini" -o "$T/no.wav"
expect_exit 3
expect_one_line "cannot use $T/none.wav as a sound" 'No such file'
expect_no_file "$T/no.wav"

it 'a sound that is no sound'
printf '[profile]\nopening=x\n[sound x]\nfile=ding.txt\n' >"$T/bad.ini"
run speak "$SHORT" --profile "$T/bad.ini" -o "$T/no.wav"
expect_exit 3
expect_one_line 'ding.txt' 'no audio file'
expect_no_file "$T/no.wav"

it 'a name that nobody knows'
printf '[profile]\nloudness = thunder\n' >"$T/bad.ini"
run speak "$SHORT" --profile "$T/bad.ini" -o "$T/no.wav"
expect_exit 2
expect_one_line 'there is no profile thunder'

it 'a file that is no profile'
printf 'hello\n' >"$T/bad.ini"
run speak "$SHORT" --profile "$T/bad.ini" -o "$T/no.wav"
expect_exit 3
expect_one_line "cannot use the profile $T/bad.ini"

it 'a programme around nothing is none'
printf '\n' >"$T/empty.txt"
run speak "$T/empty.txt" --profile "$T/news.ini" -o "$T/no.wav"
expect_exit 3
expect_one_line 'there is no text in it'
expect_no_file "$T/no.wav"

finish
