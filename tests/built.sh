#!/bin/sh
# Count what `make test` built: a file that did not compile or raised a warning
# is a failure, with the compiler's words.
#   tests/built.sh VARIANT
log=build/test/build-$1.log
problems=$(grep -cE '(error|warning|\*\*\*|Skipping )' "$log")
if [ "$problems" -gt 0 ]; then
    grep -vE '^  (CC|LINK|AR|PLUGIN) ' "$log" | head -n 120
    echo "0 passed, 1 failed"
    exit 1
fi
echo "1 passed, 0 failed"
