/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pkg-config: libxml-2.0 */
/* apt: libxml2-dev */
#include "shared/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>

/* Entities of a document's own DTD: dashes and names of houses, no more. */
#define ENTITIES_MOST       64
#define ENTITY_SIZE_MOST    1024u
#define EXPANSION_SIZE_MOST (1u << 20) /* bytes that all references may add */

/* "&CounterClockwiseContourIntegral;" */
#define REFERENCE_SIZE 40u

struct entity {
    xmlChar *name;
    xmlChar *value;
};

struct parse {
    const struct xml_events *events;
    void *data;
    struct xml_fault *fault;
    xmlParserCtxtPtr context;
    const char *bytes; /* as given, when places in them can be told; else NULL */
    size_t size;
    uint32_t depth;
    struct entity entities[ENTITIES_MOST];
    size_t entity_count;
    size_t expanded;
    xmlEntity answer; /* what get_entity() last gave */
    xmlChar answer_text[8];
};

static struct parse *self(void *context)
{
    return ((xmlParserCtxtPtr)context)->_private;
}

static void go_on(struct parse *parse, int wanted)
{
    if (wanted || parse->fault->stopped)
        return;
    parse->fault->stopped = 1;
    xmlStopParser(parse->context);
}

/* ---- Events ---- */

static void on_open(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                    int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                    const xmlChar **attributes)
{
    struct parse *parse = self(context);
    const struct xml_element element = { .name = (const char *)name,
                                         .uri = uri ? (const char *)uri : "",
                                         .depth = ++parse->depth,
                                         .attributes = attributes,
                                         .attribute_count = count };

    (void)prefix;
    (void)namespace_count;
    (void)namespaces;
    (void)defaulted;
    if (parse->fault->stopped)
        return;
    if (parse->depth > XML_DEPTH_MOST) {
        parse->fault->depth = 1;
        xmlStopParser(parse->context);
    } else if (parse->events->open) {
        go_on(parse, parse->events->open(parse->data, &element));
    }
}

static void on_close(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct parse *parse = self(context);

    (void)prefix;
    parse->depth -= parse->depth > 0;
    if (!parse->fault->stopped && !parse->fault->depth && parse->events->close)
        go_on(parse,
              parse->events->close(parse->data, (const char *)name, uri ? (const char *)uri : ""));
}

static int stands_at(const struct parse *parse, size_t from, const xmlChar *text, size_t size)
{
    return from <= parse->size && size <= parse->size - from &&
           memcmp(parse->bytes + from, text, size) == 0;
}

/* The reference that ends at `behind`: its "&", or CRIER_NOWHERE. */
static uint64_t reference_at(const struct parse *parse, size_t behind, size_t size)
{
    size_t most = behind < REFERENCE_SIZE ? behind : REFERENCE_SIZE;

    if (most == 0 || behind > parse->size || parse->bytes[behind - 1] != ';')
        return CRIER_NOWHERE;
    for (size_t back = 2; back <= most; back++)
        if (parse->bytes[behind - back] == '&')
            return back == size ? CRIER_NOWHERE : behind - back; /* it must not look literal */
    return CRIER_NOWHERE;
}

/* libxml2 hands plain ASCII over where it stands in its input, and other runs as a copy
 * when it is just behind them; behind CDATA it stands behind the "]]>". */
static uint64_t place_of(const struct parse *parse, const xmlChar *text, size_t size, uint64_t *to)
{
    const xmlParserInput *input = parse->context->input;
    size_t behind;
    uint64_t from = CRIER_NOWHERE;

    *to = CRIER_NOWHERE;
    if (!parse->bytes || !input)
        return CRIER_NOWHERE;
    behind = input->consumed + (size_t)(input->cur - input->base);
    if (text >= input->base && text + size <= input->end &&
        stands_at(parse, input->consumed + (size_t)(text - input->base), text, size))
        from = input->consumed + (size_t)(text - input->base);
    else if (behind >= size && stands_at(parse, behind - size, text, size))
        from = behind - size;
    else if (behind >= size + 3 && stands_at(parse, behind - size - 3, text, size))
        from = behind - size - 3;
    if (from != CRIER_NOWHERE) {
        *to = from + size;
        return from;
    }
    from = reference_at(parse, behind, size);
    if (from != CRIER_NOWHERE)
        *to = behind;
    return from;
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct parse *parse = self(context);
    size_t size = length > 0 ? (size_t)length : 0;
    uint64_t from;
    uint64_t to;

    if (size == 0 || parse->fault->stopped || !parse->events->text)
        return;
    from = place_of(parse, text, size, &to);
    go_on(parse, parse->events->text(parse->data, (const char *)text, size, from, to));
}

static void on_instruction(void *context, const xmlChar *target, const xmlChar *content)
{
    struct parse *parse = self(context);

    if (!parse->fault->stopped && parse->events->instruction)
        go_on(parse, parse->events->instruction(parse->data, (const char *)target,
                                                content ? (const char *)content : ""));
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct parse *parse = self(context);
    struct xml_fault *fault = parse->fault;
    size_t size;

    if (fault->stopped || error->level < XML_ERR_ERROR)
        return;
    fault->count++;
    if (fault->count > 1 || !error->message)
        return;
    fault->line = error->line;
    size = strcspn(error->message, "\n");
    size = size < sizeof(fault->message) ? size : sizeof(fault->message) - 1;
    memcpy(fault->message, error->message, size);
    fault->message[size] = '\0';
}

/* ---- Entities: text only, so nothing can expand twice ---- */

static void on_entity_declared(void *context, const xmlChar *name, int type,
                               const xmlChar *public_id, const xmlChar *system_id, xmlChar *value)
{
    struct parse *parse = self(context);
    struct entity *entity = &parse->entities[parse->entity_count];

    (void)public_id;
    (void)system_id;
    if (type != XML_INTERNAL_GENERAL_ENTITY || !value || parse->entity_count == ENTITIES_MOST ||
        xmlStrlen(value) > (int)ENTITY_SIZE_MOST || strpbrk((const char *)value, "&<%")) {
        parse->fault->entities = 1;
        return;
    }
    entity->name = xmlStrdup(name);
    entity->value = xmlStrdup(value);
    if (entity->name && entity->value)
        parse->entity_count++;
}

static const xmlChar *own_entity(const struct parse *parse, const xmlChar *name)
{
    for (size_t i = 0; i < parse->entity_count; i++)
        if (xmlStrEqual(parse->entities[i].name, name))
            return parse->entities[i].value;
    return NULL;
}

static xmlEntityPtr on_entity(void *context, const xmlChar *name)
{
    struct parse *parse = self(context);
    xmlEntityPtr predefined = xmlGetPredefinedEntity(name);
    const xmlChar *value = own_entity(parse, name);
    size_t size = strlen((const char *)name);
    int in_attribute = parse->context->instate == XML_PARSER_ATTRIBUTE_VALUE;

    if (predefined)
        return predefined;
    if (!value && xml_html_entity((const char *)name, size, (char *)parse->answer_text))
        value = parse->answer_text;
    if (value)
        parse->expanded += (size_t)xmlStrlen(value);
    if (!value || parse->expanded > EXPANSION_SIZE_MOST) {
        parse->fault->entities = 1;
        value = (const xmlChar *)"";
    }
    /* A predefined entity is put in as it is and never parsed; but in attributes only its
     * first byte would be, so there it is one of the document's own. */
    parse->answer = (xmlEntity){ .type = XML_ENTITY_DECL,
                                 .name = name,
                                 .content = (xmlChar *)value,
                                 .orig = (xmlChar *)value,
                                 .length = xmlStrlen(value),
                                 .etype = in_attribute ? XML_INTERNAL_GENERAL_ENTITY
                                                       : XML_INTERNAL_PREDEFINED_ENTITY };
    return &parse->answer;
}

int xml_html_entity(const char *name, size_t size, char *out)
{
    char copy[16];
    const htmlEntityDesc *entity;
    int length;

    if (size == 0 || size >= sizeof(copy))
        return 0;
    memcpy(copy, name, size);
    copy[size] = '\0';
    entity = htmlEntityLookup((const xmlChar *)copy);
    if (!entity)
        return 0;
    length = xmlCopyCharMultiByte((xmlChar *)out, (int)entity->value);
    out[length] = '\0';
    return 1;
}

/* ---- Parsing ---- */

static void set_up(xmlParserCtxtPtr context, struct parse *parse)
{
    xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
                          .startElementNs = on_open,
                          .endElementNs = on_close,
                          .characters = on_text,
                          .ignorableWhitespace = on_text,
                          .cdataBlock = on_text,
                          .processingInstruction = on_instruction,
                          .entityDecl = on_entity_declared,
                          .getEntity = on_entity,
                          .serror = on_error };

    *context->sax = sax;
    context->_private = parse;
    context->replaceEntities = 1;
    parse->context = context;
}

static void clear(struct parse *parse)
{
    for (size_t i = 0; i < parse->entity_count; i++) {
        xmlFree(parse->entities[i].name);
        xmlFree(parse->entities[i].value);
    }
    if (parse->context->myDoc)
        xmlFreeDoc(parse->context->myDoc);
    parse->context->myDoc = NULL;
    xmlFreeParserCtxt(parse->context);
}

int xml_parse(const char *bytes, size_t size, const char *encoding, const struct xml_events *events,
              void *data, struct xml_fault *fault)
{
    struct xml_fault unused = { 0 };
    struct parse parse = { .events = events, .data = data, .fault = fault ? fault : &unused };
    int options = XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOCDATA;
    xmlParserCtxtPtr context;

    *parse.fault = (struct xml_fault){ 0 };
    if (size == 0 || size > INT32_MAX)
        return 0;
    context = xmlCreateMemoryParserCtxt(bytes, (int)size);
    if (!context)
        return 0;
    if (encoding) {
        xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(encoding);

        options |= XML_PARSE_IGNORE_ENC;
        if (handler)
            xmlSwitchToEncoding(context, handler);
        parse.bytes = bytes;
        parse.size = size;
    }
    xmlCtxtUseOptions(context, options);
    set_up(context, &parse);
    xmlParseDocument(context);
    parse.fault->fatal = !context->wellFormed && context->disableSAX && !parse.fault->stopped;
    clear(&parse);
    return 1;
}

/* ---- Attributes ---- */

struct xml_slice xml_attribute(const struct xml_element *element, const char *uri, const char *name)
{
    /* Five pointers each: name, prefix, namespace, value, its end. */
    for (int i = 0; i < element->attribute_count; i++) {
        const xmlChar **one = element->attributes + (size_t)i * 5;

        if (strcmp((const char *)one[0], name) == 0 &&
            strcmp(one[2] ? (const char *)one[2] : "", uri) == 0)
            return (struct xml_slice){ (const char *)one[3], (size_t)(one[4] - one[3]) };
    }
    return (struct xml_slice){ NULL, 0 };
}

void xml_attribute_copy(const struct xml_element *element, const char *uri, const char *name,
                        char *out, size_t room)
{
    struct xml_slice value = xml_attribute(element, uri, name);
    size_t size = value.size < room ? value.size : room - 1;

    while (size > 0 && size < value.size && ((uint8_t)value.at[size] & 0xC0) == 0x80)
        size--;
    if (value.at && size > 0)
        memcpy(out, value.at, size);
    out[size] = '\0';
}

int xml_is(const struct xml_slice *slice, const char *text)
{
    return slice->at && strlen(text) == slice->size && memcmp(slice->at, text, slice->size) == 0;
}

char *xml_resolve(const char *address, const char *base)
{
    xmlChar *whole = xmlBuildURI((const xmlChar *)address, (const xmlChar *)base);
    char *copy = whole ? strdup((const char *)whole) : NULL;

    xmlFree(whole);
    return copy;
}
