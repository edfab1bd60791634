#!/bin/sh
# cppcheck over core and plugins, no finding allowed.
cd "$(dirname "$0")/../.." || exit 1
mkdir -p build/cppcheck
# Off, because others see it better: formats (the compiler knows that a uint16_t
# becomes an int) and leaks (clang-tidy follows what g_array_append_val keeps).
# unusedFunction would call every interface that only tests use unused.
exec cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --library=gtk --suppress=missingInclude --suppress=missingIncludeSystem \
    --suppress=invalidPrintfArgType_uint --suppress=memleak --suppress=unknownMacro --cppcheck-build-dir=build/cppcheck -j "$(nproc)" -Iinclude -I. core plugins
