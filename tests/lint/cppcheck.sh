#!/bin/sh
# cppcheck over core and plugins, no finding allowed.
cd "$(dirname "$0")/../.." || exit 1
mkdir -p build/cppcheck
# GLib's macros are unknown to it without a library file; unusedFunction would
# call every interface that only tests use unused.
exec cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --library=gtk --suppress=missingInclude --suppress=missingIncludeSystem \
    --suppress=unknownMacro --cppcheck-build-dir=build/cppcheck -j "$(nproc)" -Iinclude -I. core plugins
