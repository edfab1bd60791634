#!/bin/sh
# Confinement: every voice speaks the same with it and without; what the kernel has is told.
. "$(dirname "$0")/lib.sh"

it 'every voice, foreign scripts and all, says the same confined and unconfined'
printf 'The union won. Los obreros ganaron. Рабочие победили. Οι εργάτες κέρδισαν. 労働者の勝利。 Ana Ruíz said 1,250 yes.\n' >"$T/mix.txt"
"$CRIER" voices | sed 's/:.*//' | sort -u >"$T/voices"
[ "$(wc -l <"$T/voices")" -gt 100 ] || complain "only $(wc -l <"$T/voices") voices"
while read -r voice; do
    "$CRIER" speak "$T/mix.txt" --voice "$voice" -o "$T/in.wav" --no-cache --quiet >"$T/in" 2>&1 </dev/null
    echo "exit $?" >>"$T/in"
    "$CRIER" speak "$T/mix.txt" --voice "$voice" -o "$T/out.wav" --no-cache --quiet --insecure-no-sandbox >"$T/open" 2>&1 </dev/null
    echo "exit $?" >>"$T/open"
    sed 's/in\.wav/out.wav/g' "$T/in" | cmp -s - "$T/open" || complain "$voice: $(cat "$T/in") / $(cat "$T/open")"
    [ ! -e "$T/in.wav" ] && [ ! -e "$T/out.wav" ] || cmp -s "$T/in.wav" "$T/out.wav" || complain "$voice sounds otherwise"
    rm -f "$T/in.wav" "$T/out.wav"
done <"$T/voices"

it 'doctor tells what the kernel has'
run doctor
expect_out 'ok: readers and voices are confined: seccomp, Landlock'

it 'every command knows the way out'
for command in speak inspect publish line doctor voices plugins filter; do
    run "$command" --help
    expect_out --insecure-no-sandbox
done

finish
