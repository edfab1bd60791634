/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "epub.h"

/* Colours only where a sentence is marked, in pairs that hold their contrast whatever the
 * reading system has set behind the page; a line under it for those who see no colours. */
const char style_sheet[] =
    "body { margin: 0 5%; line-height: 1.5; }\n"
    "h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-align: start; break-after: avoid; }\n"
    "p { margin: 0 0 0.75em 0; }\n"
    ".byline, .dateline, .date, .caption, .credit { font-size: 0.9em; }\n"
    ".summary { font-weight: bold; }\n"
    ".dateline { text-transform: none; }\n"
    "blockquote { margin: 1em 1.5em; }\n"
    "aside { margin: 1em 0; padding: 0 1em; border: 1px solid; }\n"
    ".notice { margin: 1em 0; padding: 0.5em 1em; border: 2px solid; }\n"
    "table { border-collapse: collapse; margin: 1em 0; }\n"
    "th, td { border: 1px solid; padding: 0.25em 0.5em; text-align: start; vertical-align: top; "
    "}\n"
    "pre { white-space: pre-wrap; }\n"
    "nav ol { list-style-type: none; padding-inline-start: 1em; }\n"
    ".cover { text-align: center; }\n"
    ".cover h1 { text-align: center; margin-top: 2em; }\n"
    ".cover img { max-width: 100%; max-height: 80vh; }\n"
    ".-epub-media-overlay-playing { scroll-padding: 30% 0; }\n"
    ".-epub-media-overlay-active { color: #000000; background-color: #ffe08a; "
    "text-decoration: underline; }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "  .-epub-media-overlay-active { color: #ffffff; background-color: #5a4300; }\n"
    "}\n"
    "@media (forced-colors: active) {\n"
    "  .-epub-media-overlay-active { color: HighlightText; background-color: Highlight; }\n"
    "}\n";
