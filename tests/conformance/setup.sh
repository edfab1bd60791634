#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Install the judges that come from npm into build/conformance. Those that are Debian packages:
#   default-jre-headless epubcheck chromium npm
cd "$(dirname "$0")/../.." || exit 1
mkdir -p build/conformance && cp tests/conformance/package.json tests/conformance/package-lock.json build/conformance/ || exit 1
# No judge needs its install scripts: they would fetch browsers.
PUPPETEER_SKIP_DOWNLOAD=1 exec npm ci --prefix build/conformance --ignore-scripts --no-audit --no-fund
