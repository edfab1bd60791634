/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every rule of `crier verify`: its short name and what to do when it is broken. */
#ifndef CORE_VERIFY_RULES_H
#define CORE_VERIFY_RULES_H

/* clang-format off */
#define VERIFY_RULES(X)                                                                            \
    X(READ_UNSAFE, "read-unsafe", "use plain names below the folder, no links and no ..")          \
    X(READ_LARGE, "read-large", "make the file smaller, or check that it is what it should be")    \
    X(READ_FAILED, "read-failed", "let it be read, and verify again when the disk answers")        \
    X(READ_MISSING, "read-missing", "add the file, or take the reference out")                     \
    X(XML_FORM, "xml-form", "make the file well-formed XML")                                       \
    X(XML_ENTITY, "xml-entity", "write the characters themselves, declare no entities")            \
    X(XML_ID, "xml-id", "give each element an id of its own")                                      \
    X(EPUB_MIMETYPE, "epub-mimetype", "store mimetype first, uncompressed, with no extra field")   \
    X(EPUB_CONTAINER, "epub-container", "name the package in META-INF/container.xml")              \
    X(EPUB_VERSION, "epub-version", "write version 3.0 in the package element")                    \
    X(EPUB_METADATA, "epub-metadata", "add this to the metadata of the package")                   \
    X(EPUB_MODIFIED, "epub-modified", "write dcterms:modified as 2026-01-31T12:00:00Z")            \
    X(EPUB_MANIFEST, "epub-manifest", "list each file exactly once in the manifest")               \
    X(EPUB_UNLISTED, "epub-unlisted", "list the file in the manifest, or take it out")             \
    X(EPUB_SPINE, "epub-spine", "let each itemref name a document of the manifest once")           \
    X(EPUB_NAV, "epub-nav", "mark one document with properties=nav and give it a nav of type toc") \
    X(EPUB_LINK, "epub-link", "link to a document and an id that are in the book")                 \
    X(EPUB_DOCUMENT, "epub-document", "give the document lang, a title and one h1")                \
    X(EPUB_ALT, "epub-alt", "describe the image in alt, or write alt=\"\" for decoration")         \
    X(EPUB_OVERLAY, "epub-overlay", "write SMIL version 3.0 with par and seq, each complete")      \
    X(EPUB_TEXT, "epub-text", "let the par name an id of its document")                            \
    X(EPUB_ORDER, "epub-order", "put the pars in the order of the document, each once")            \
    X(EPUB_AUDIO, "epub-audio", "let the clip name an MP3, MP4 or Opus file of the manifest")      \
    X(EPUB_CLIP, "epub-clip", "let the clip end after it begins and before its file ends")         \
    X(EPUB_GAP, "epub-gap", "let each clip begin where the one before ended")                      \
    X(EPUB_DURATION, "epub-duration", "write the sum of the clips as media:duration")              \
    X(EPUB_CLAIM, "epub-claim", "name who vouches with a11y:certifiedBy, or drop the claim")       \
    X(DAISY_META, "daisy-meta", "write this meta, once, into the head of ncc.html")                \
    X(DAISY_COUNT, "daisy-count", "write the number that the book really holds")                   \
    X(DAISY_TITLE, "daisy-title", "begin the body of ncc.html with h1 class=title")                \
    X(DAISY_ITEM, "daisy-item", "give each item an id and one link to a SMIL file")                \
    X(DAISY_LEVEL, "daisy-level", "go down one heading level at a time")                           \
    X(DAISY_LINK, "daisy-link", "link to a file and an id that are in the book")                   \
    X(DAISY_ORDER, "daisy-order", "put ncc.html into the order of the SMIL files")                 \
    X(DAISY_SMIL, "daisy-smil", "write one seq with dur and pars with endsync=last")               \
    X(DAISY_CLIP, "daisy-clip", "let the clip end after it begins and before its file ends")       \
    X(DAISY_TIME, "daisy-time", "write the sum of the clips")                                      \
    X(DAISY_AUDIO, "daisy-audio", "use one constant bit rate, mono, without ID3v2")                \
    X(DAISY_NAME, "daisy-name", "use plain ASCII names of html, smil, mp3, wav, jpg, gif, png, css") \
    X(FEED_CHANNEL, "feed-channel", "add this element to the channel, once")                       \
    X(FEED_VALUE, "feed-value", "write a value that podcast clients know")                         \
    X(FEED_URL, "feed-url", "write an address that begins with https://")                          \
    X(FEED_GUID, "feed-guid", "give each item one guid that no other item has")                    \
    X(FEED_DATE, "feed-date", "write dates as Sat, 31 Jan 2026 12:00:00 +0000")                    \
    X(FEED_ITEM, "feed-item", "add this element to the item")                                      \
    X(FEED_ENCLOSURE, "feed-enclosure", "give each item an enclosure with url, length and type")   \
    X(FEED_LENGTH, "feed-length", "write the size of the file in bytes")                           \
    X(FEED_DURATION, "feed-duration", "write the length of the audio in whole seconds")            \
    X(FEED_FILE, "feed-file", "publish the file that the feed names, or take it out")              \
    X(CUE_HEADER, "cue-header", "begin the file with WEBVTT in UTF-8, without a byte-order mark")  \
    X(CUE_TIME, "cue-time", "write times as 00:01:02.345 --> 00:01:03.456")                        \
    X(CUE_END, "cue-end", "let the cue end after it begins")                                       \
    X(CUE_ORDER, "cue-order", "sort the cues by their beginning")                                  \
    X(CUE_OVERLAP, "cue-overlap", "end the cue before the next one begins")                        \
    X(CUE_TEXT, "cue-text", "give the cue a text")                                                 \
    X(CUE_ESCAPE, "cue-escape", "write &amp; &lt; &gt; and close each tag")                        \
    X(CUE_ID, "cue-id", "give each cue a name of its own")                                         \
    X(CUE_NUMBER, "cue-number", "number the cues from 1")                                          \
    X(CHAPTERS_FORM, "chapters-form", "write JSON with version and a list of chapters")            \
    X(CHAPTERS_TIME, "chapters-time", "give each chapter a startTime in seconds, in order")        \
    X(CHAPTERS_TITLE, "chapters-title", "give each chapter a title")                               \
    X(CHAPTERS_URL, "chapters-url", "write an address that begins with https:// or a file name")   \
    X(AUDIO_FORM, "audio-form", "make the file anew; it is not the audio its name says")           \
    X(AUDIO_CUT, "audio-cut", "make the file anew; its end is missing or more than announced")     \
    X(AUDIO_TAG, "audio-tag", "tag the file with title, artist, album, date and language")         \
    X(AUDIO_GAPLESS, "audio-gapless", "write a Xing or Info header with the encoder's delay")      \
    X(AUDIO_CHAPTER, "audio-chapter", "let chapters ascend within the audio, under one CTOC")      \
    X(WEB_LANG, "web-lang", "say the language in the html element")                                \
    X(WEB_TITLE, "web-title", "give the page a title")                                             \
    X(WEB_HEADING, "web-heading", "give the page exactly one h1")                                  \
    X(WEB_ID, "web-id", "give each element an id of its own")                                      \
    X(WEB_ALT, "web-alt", "describe the image in alt, or write alt=\"\" for decoration")           \
    X(WEB_LINK, "web-link", "link to a file and an id that are there")                             \
    X(WEB_OUTSIDE, "web-outside", "keep scripts, styles, fonts and pictures in the folder")        \
    X(WEB_INLINE, "web-inline", "move scripts into files of their own")
/* clang-format on */

enum rule {
#define RULE_ENUM(name, id, remedy) RULE_##name,
    VERIFY_RULES(RULE_ENUM)
#undef RULE_ENUM
        RULE_COUNT
};

#endif
