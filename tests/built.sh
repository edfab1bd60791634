#!/bin/sh
# Did `make test` build everything without a warning? If not, the compiler's words.
#   tests/built.sh VARIANT
log=build/test/build-$1.log
if [ ! -e "$log" ]; then
    echo "there is no $log"
elif ! grep -qE ': (fatal )?error: |: warning: |undefined reference|\*\*\*|^Skipping ' "$log"; then
    echo '1 passed, 0 failed'
    exit 0
fi
grep -vE '^  (CC|LINK|AR|PLUGIN) ' "$log" | head -n 120
echo '0 passed, 1 failed'
exit 1
