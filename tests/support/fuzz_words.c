/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of any kind, and keys of callers: what stays whole on the way through. */
#include "tests/support/fuzz_parts.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/document/document.h"
#include "core/edition/identity.h"
#include "core/language/segmenter.h"
#include "core/language/splice.h"
#include "core/phone/dialogue.h"
#include "core/production/request.h"
#include "core/production/template.h"
#include "core/source/decode.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* ---- Character sets ---- */

static char *check_runs(const struct decoded *decoded, size_t size)
{
    uint64_t last = 0;

    for (uint64_t at = 0; at <= decoded->size; at++) {
        const uint64_t place = decoded_source(decoded, at);

        if (place < last || place > size)
            return g_strdup("places go back, or leave the source");
        last = place;
    }
    for (uint64_t at = 0; at < decoded->size;) {
        const uint64_t end = decoded_run(decoded, at, decoded->size);

        if (end <= at || end > decoded->size)
            return g_strdup("a run has no end");
        if (!g_utf8_validate(decoded->text + at, (gssize)(end - at), NULL))
            return g_strdup("a run ends amid a character");
        at = end;
    }
    return NULL;
}

/* The first byte says which charset a server declared. */
char *fuzz_decode(const uint8_t *bytes, size_t size)
{
    static const char *const labels[] = { NULL,       "utf-8",     "utf-16", "utf-16be",
                                          "utf-32",   "utf-32le",  "latin1", "windows-1252",
                                          "koi8-r",   "shift_jis", "euc-jp", "gb18030",
                                          "big5",     "euc-kr",    "utf-7",  "iso-2022-jp",
                                          "macintosh" };
    struct fuzz_rest rest = { bytes, size };
    const char *declared = labels[fuzz_byte(&rest) % G_N_ELEMENTS(labels)];
    g_autofree uint8_t *alone = g_memdup2(rest.bytes, MIN(rest.size, 8192));
    const size_t length = alone ? MIN(rest.size, 8192) : 0;
    struct decoded decoded = { 0 };
    char *wrong = NULL;

    if (alone && decode_text(alone, length, declared, &decoded)) {
        if (!g_utf8_validate(decoded.text, (gssize)decoded.size, NULL))
            wrong = g_strdup("what was decoded is no text");
        if (!wrong && decoded.size > 0 && decoded_source(&decoded, decoded.size) != length)
            wrong = g_strdup("the end is not the end of the source");
        if (!wrong)
            wrong = check_runs(&decoded, length);
        decoded_clear(&decoded);
    }
    return wrong;
}

/* ---- JSON ---- */

/* What is written is what a reader reads. */
char *fuzz_json(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    struct json json;
    JsonObject *object;

    json_init(&json, out);
    json_open(&json, '{');
    json_key_string(&json, "text", text, -1);
    json_key_string(&json, text, "key", -1);
    json_key_range(&json, "range", (int64_t)size, INT64_MAX);
    json_close(&json, '}');
    if (!json_parser_load_from_data(parser, out->str, (gssize)out->len, NULL))
        return g_strdup_printf("it is no JSON: %s", out->str);
    object = json_node_get_object(json_parser_get_root(parser));
    if (strcmp(text, "text") != 0 && strcmp(text, "range") != 0 &&
        (g_strcmp0(json_object_get_string_member(object, "text"), text) != 0 ||
         g_strcmp0(json_object_get_string_member(object, text), "key") != 0))
        return g_strdup_printf("it comes back as another: %s", out->str);
    return NULL;
}

/* ---- Names ---- */

static char *check_slug(const char *slug)
{
    const size_t size = strlen(slug);

    if (size == 0 || size > IDENTITY_ID_MOST || slug[0] == '-' || slug[size - 1] == '-')
        return g_strdup_printf("%s is no name of a file", slug);
    for (const char *at = slug; *at; at++)
        if (!g_ascii_islower(*at) && !g_ascii_isdigit(*at) && *at != '-')
            return g_strdup_printf("%s is no name of a file", slug);
    return NULL;
}

static char *check_address(const char *text)
{
    g_autofree char *address = identity_address(text);
    g_autofree char *again = address ? identity_address(address) : NULL;

    if (address && (!g_utf8_validate(address, -1, NULL) || strpbrk(address, "\r\n\t")))
        return g_strdup_printf("%s is no address", address);
    if (address && g_strcmp0(address, again) != 0)
        return g_strdup_printf("%s has another form: %s", address, again ? again : "none");
    return NULL;
}

char *fuzz_identity(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size), *slug = identity_slug(text);
    g_autofree char *key = identity_key(text, NULL, NULL, "a.txt");
    g_autofree char *id = identity_id(key, text, "a.txt"), *guid = identity_guid(key, text);
    g_autofree char *path = identity_path("/n", text), *podcast = identity_podcast(text);
    g_autofree char *edition = identity_edition(text, text, NULL);
    char *wrong = check_slug(slug);

    if (!wrong)
        wrong = check_slug(id);
    if (!wrong)
        wrong = check_address(text);
    if (!wrong && (!*guid || !g_str_has_prefix(edition, "urn:uuid:") || !podcast || !path))
        wrong = g_strdup("something has no name");
    return wrong;
}

char *fuzz_template(const uint8_t *bytes, size_t size)
{
    static const char *const values[] = { "publication", "The {title} News", NULL };
    g_autofree char *line = fuzz_text(bytes, size), *unknown = template_unknown(line);
    struct document *document = document_new();
    g_autofree char *filled = template_fill(line, document, "en", values);
    char *wrong = NULL;

    if (filled && !g_utf8_validate(filled, -1, NULL))
        wrong = g_strdup("a line is no text");
    if (filled && unknown)
        wrong = g_strdup_printf("{%s} is unknown, and yet it was filled", unknown);
    if (filled && !strchr(line, '{') && strcmp(filled, line) != 0)
        wrong = g_strdup("a line without names has changed");
    document_free(document);
    return wrong;
}

/* ---- Quotations ---- */

char *fuzz_quotations(const uint8_t *bytes, size_t size)
{
    g_autofree char *text = fuzz_text(bytes, size);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct quotation));
    const uint32_t length = (uint32_t)strlen(text);
    uint32_t last = 0;

    quotations_find(text, length, found);
    for (guint i = 0; i < found->len; i++) {
        const struct quotation *one = &g_array_index(found, struct quotation, i);

        if (one->from < last || one->from >= one->to || one->to > length ||
            one->depth > QUOTATION_DEPTH)
            return g_strdup("a quotation lies outside, or out of order");
        if (!g_utf8_validate(text + one->from, one->to - one->from, NULL))
            return g_strdup("a quotation is no text");
        last = one->from;
    }
    return NULL;
}

/* ---- What the engine is asked ---- */

static char *check_tokens(const struct request *request)
{
    const uint32_t size = (uint32_t)request->text->len;
    uint32_t at = 0, run = 0;

    if (!g_utf8_validate(request->text->str, (gssize)request->text->len, NULL))
        return g_strdup("what is said is no text");
    for (guint i = 0; i < request->tokens->len; i++) {
        const struct token *token = &g_array_index(request->tokens, struct token, i);

        if (token->from < at || token->from >= token->to || token->to > size)
            return g_strdup("a token lies outside");
        if (g_array_index(request->token_word, uint32_t, i) >= request->form.words->len)
            return g_strdup("a token is of no word");
        at = token->to;
    }
    for (uint32_t i = 0; i < size; i++) {
        run = request->text->str[i] == ' ' ? 0 : run + 1;
        if (run > LIMIT_TOKEN && !request->phonemes)
            return g_strdup("the engine gets a run without a break");
        if (!request->phonemes && g_str_has_prefix(request->text->str + i, "[["))
            return g_strdup("a text commands the engine");
    }
    return NULL;
}

static char *check_sentence(struct request *request, const struct tongue *tongue, const char *text,
                            uint32_t size)
{
    g_autoptr(GArray) quotations = g_array_new(FALSE, FALSE, sizeof(struct quotation));
    struct saying saying = { .text = text, .size = size, .quotes = QUOTES_WORDS, .pitch = 50 };

    quotations_find(text, size, quotations);
    saying.quotations = (const struct quotation *)(void *)quotations->data;
    saying.quotation_count = quotations->len;
    request_prepare(request, tongue, &saying);
    return check_tokens(request);
}

char *fuzz_request(const uint8_t *bytes, size_t size)
{
    static struct segmenter *segmenter;
    static struct tongue tongue;
    g_autofree char *text = fuzz_text(bytes, MIN(size, 4096));
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    struct request request;
    char *wrong = NULL;

    if (!segmenter) {
        segmenter = segmenter_new("en");
        if (!tongue_init(&tongue, "en", NULL, NULL))
            g_error("there is no English");
    }
    request_init(&request);
    segmenter_split(segmenter, text, (uint32_t)strlen(text), spans);
    for (guint i = 0; i < spans->len && !wrong; i++) {
        const struct span span = g_array_index(spans, struct span, i);

        wrong = check_sentence(&request, &tongue, text + span.from, span.to - span.from);
    }
    request_clear(&request);
    return wrong;
}

/* ---- A caller's keys ---- */

static char *check_action(const struct dialogue *dialogue, const struct dialogue_action *action)
{
    const struct board *board = dialogue_board(dialogue);
    struct caller_place place;
    uint32_t topic;

    if (action->clip_count > DIALOGUE_CLIPS_MOST)
        return g_strdup("more is to be played than can be");
    for (uint32_t i = 0; i < action->clip_count; i++)
        if (action->clips[i].clip >= board->clip_count ||
            action->clips[i].from > board->clips[action->clips[i].clip].samples)
            return g_strdup("a clip is not there");
    if (dialogue_place(dialogue, &place) && (!memchr(place.story, '\0', sizeof(place.story)) ||
                                             !memchr(place.content, '\0', sizeof(place.content))))
        return g_strdup("a place has no end");
    if (!dialogue_state(dialogue, &topic) || (topic != BOARD_NONE && topic >= board->topic_count))
        return g_strdup("a caller is nowhere");
    return NULL;
}

static struct dialogue_event event_of(struct fuzz_rest *rest, int64_t time,
                                      const struct member *member, const struct caller_place *place)
{
    static const char keys[] = "0123456789*#";
    const uint8_t byte = fuzz_byte(rest);
    struct dialogue_event event = {
        .kind = DIALOGUE_KEY, .key = keys[byte % 12], .time = time, .member = member, .place = place
    };

    if (byte < 192)
        return event;
    event.kind = byte < 208   ? DIALOGUE_ENDED
                 : byte < 224 ? DIALOGUE_TICK
                 : byte < 240 ? DIALOGUE_MISSING
                              : DIALOGUE_MEMBER;
    event.clip = fuzz_byte(rest);
    event.sample = fuzz_byte(rest) * 64u;
    event.answer = (enum member_answer)(event.clip % (MEMBER_NONE + 1));
    return event;
}

/* All events of one call, and a newer edition in the middle of it. */
char *fuzz_call(const uint8_t *bytes, size_t size)
{
    static const struct member member = { "123456", "1234" };
    static const struct caller_place place = { .story = "story-1",
                                               .content = "old",
                                               .sentence = 9 };
    struct fuzz_rest rest = { bytes, size };
    struct dialogue_event event = { .kind = DIALOGUE_STARTED };
    const uint8_t first = fuzz_byte(&rest);
    struct dialogue *dialogue = dialogue_new(fuzz_board(), fuzz_keys_usual(),
                                             first & 1 ? &place : NULL, (first & 2) != 0, 5000);
    g_autofree struct dialogue_action *action = g_new0(struct dialogue_action, 1);
    char *wrong = NULL;

    for (guint i = 0; i < 2000 && !wrong; i++) {
        dialogue_event(dialogue, &event, action);
        wrong = check_action(dialogue, action);
        if (event.kind == DIALOGUE_HUNG_UP)
            break;
        if (i == 20)
            dialogue_offer(dialogue, fuzz_board());
        event = event_of(&rest, event.time + 500, &member, &place);
        if (rest.size == 0)
            event = (struct dialogue_event){ .kind = DIALOGUE_HUNG_UP, .time = event.time };
    }
    dialogue_free(dialogue);
    return wrong;
}
