#!/bin/sh
# The claims of reliability, each beside what is measured now. The short form takes some ten
# minutes; with RELEASE=1 every call site, 200 kills, 10,000 articles and what else takes hours.
# A claim is met when its part ends well and says how many of its checks passed.
#   tests/reliability/reliability.sh BUILD
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$1
log=build/reliability
rm -rf "$log" && mkdir -p "$log" || exit 1
export TZ=UTC LC_ALL=C.UTF-8
missed=0
[ -n "${RELEASE-}" ] && sites=0 kills=67 articles=10000 pieces=22000 documents=0 ||
    { sites=2 kills=7 articles=1000 pieces=1000 documents=5; }

# claim NUMBER WHAT FIGURE COMMAND…: FIGURE is an awk pattern for the lines that are shown.
claim() {
    number=$1 what=$2 figure=$3
    shift 3
    name=$log/$(printf '%s' "$number" | tr -c 'a-z0-9\n' '-')
    CRIER_BUILD=$build "$@" >"$name.log" 2>&1 </dev/null
    code=$?
    told=$(awk "$figure" "$name.log" | sed 's/^ *//' | tr '\n' ';' | sed 's/;$//; s/;/; /g')
    if [ $code -eq 0 ] && [ -n "$told" ]; then word=met; else word=MISSED missed=$((missed + 1)); fi
    printf '%-6s %s\n       %s: %s\n' "$number" "$what" "$word" "${told:-see $name.log}"
}

all_of() { # COMMAND ending with a count, several of them
    for part; do
        sh -c "$part" || return 1
    done
}

# Time with the walls beside time without, of 6,000 characters of an article.
walls() {
    awk 'length(text) < 6000 { text = text $0 "\n" } END { print substr(text, 1, 6000) }' \
        audio-samples/*.txt >"$log/article.txt"
    "$build/measure" time 15 -- "$build/bin/crier" speak "$log/article.txt" -o "$log/a.wav" --no-cache --quiet \
        -- "$build/bin/crier" speak "$log/article.txt" -o "$log/b.wav" --no-cache --quiet --insecure-no-sandbox |
        awk 'NR == 1 { with = $1; cpu = $2 } NR == 2 { without = $1; cpu_without = $2 }
             END { if (!without) exit 1
                   printf "%.1f %% slower confined, %.1f %% more work (goal: under 5 %%; medians of 15, in turn)\n",
                       100 * (with / without - 1), 100 * (cpu / cpu_without - 1)
                   exit with / without >= 1.05 }'
}

fuzzed() {
    "build/asan/tests/fuzz/test_corpus" || return 1
    find tests/fuzz/corpus -type f | wc -l | sed 's/$/ inputs replayed under sanitizers/'
    awk -F '\t' '/^# Date/ { date = $0; sub(/^# /, "", date); sub(/,.*/, "", date) } !/^#/ { n++; runs += $2; open += $4 }
        END { printf "%d targets, %.1f million executions, %d findings open (%s)\n", n, runs / 1e6, open, date; exit open > 0 }' \
        tests/reliability/fuzz.txt
}

count='/ passed, .* failed/'
claim 1 'readers, decoders and parsers do not crash' '/inputs|targets/' fuzzed
claim 2 'text that is meant to break the engine costs its words alone' "/sentences/ { n += \$2 } $count { print n \" sentences in eight voices, \" \$0 }" \
    sh tests/reliability/engine.sh "$build" $pieces
claim 3-4 'every allocation, open, read, write, fsync, rename and close may fail' '/^faults: /' \
    sh tests/reliability/sweep.sh "$build" faults $sites commands.tsv
claim 5 'a run may be killed at any moment' '/^times: /' \
    sh tests/reliability/sweep.sh "$build" times $kills fifty.tsv
[ -z "${RELEASE-}" ] || claim '5 all' 'and at every call' '/^kills: /' \
    sh tests/reliability/sweep.sh "$build" kills 0 fifty.tsv
claim 6 'a full disk is told, and nothing partial stands there' "$count" sh tests/cli/bad_output.sh
claim 7 'hostile documents, texts and titles' "/^hostile: / || $count" all_of \
    "sh tests/reliability/hostile.sh $build $documents" 'sh tests/cli/bad_documents.sh' \
    'sh tests/cli/hostile_text.sh' 'sh tests/cli/injection.sh'
claim '8 17' 'a bad article harms no other; order and processors change no byte' '/ordinary|hostile|memory/' \
    sh tests/reliability/batch.sh "$build" $articles memory
claim 9 'what is confined gets nowhere; all voices say the same confined' "/PASSED/ || $count" \
    all_of "$build/tests/unit/test_confine" 'sh tests/cli/confined.sh'
claim 10 'what watches misses nothing' "$count" sh tests/cli/watch.sh
[ -z "${RELEASE-}" ] || claim '10 all' 'nor in two hours of work and of kills' '/minutes|articles|looks|memory/' \
    sh tests/reliability/soak.sh "$build" 120
claim 12 'the line answers on under floods' "$count" sh tests/cli/line_hard.sh
[ -z "${RELEASE-}" ] || claim '12 all' 'nor under a million messages and 12,000 calls too many' '/messages in|told that|memory|under/' \
    sh tests/reliability/flood.sh "$build" 1000000 60
claim 15 'no error of memory under valgrind' "$count" sh tests/valgrind.sh
claim 16 'hardened; a list of all dependencies' "$count" sh tests/cli/hardened.sh
[ -z "${RELEASE-}" ] || claim '16 all' 'two builds are equal to the byte' "$count" sh tests/reliability/reproducible.sh
claim 18 'safety costs little' '/slower/' walls
echo 'Not here: 11 (there is no queue), 13 make coverage, 14 make lint, 15 make sanitize. Their last'
echo 'figures, and those of RELEASE=1, stand in tests/reliability/RESULTS.md.'
printf '%s claims missed\n' "$missed"
[ "$missed" -eq 0 ]
