/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/phone/peers.h"

#include "core/base/error.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

/* Four bytes are held as the sixteen that IPv6 has for them, so all are compared in one way. */
enum { V6_BITS = 128, V4_BITS = 32, V4_FROM = 12 };

struct network {
    guint8 bytes[16];
    guint bits;
};

struct peers {
    GArray *networks;
};

static void from_v4(guint8 bytes[16], const void *four)
{
    memset(bytes, 0, 10);
    memset(bytes + 10, 0xFF, 2);
    memcpy(bytes + V4_FROM, four, 4);
}

static gboolean from_socket(guint8 bytes[16], const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        from_v4(bytes, &((const struct sockaddr_in *)(const void *)address)->sin_addr);
    else if (address->sa_family == AF_INET6)
        memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, 16);
    else
        return FALSE;
    return TRUE;
}

static gboolean parse_network(const char *text, struct network *network)
{
    const char *slash = strchr(text, '/');
    g_autofree char *address = slash ? g_strndup(text, (gsize)(slash - text)) : g_strdup(text);
    struct in_addr four;
    guint most = V6_BITS;
    guint64 bits;

    if (inet_pton(AF_INET, address, &four) == 1) {
        from_v4(network->bytes, &four);
        most = V4_BITS;
    } else if (inet_pton(AF_INET6, address, network->bytes) != 1) {
        return FALSE;
    }
    bits = most;
    if (slash && !g_ascii_string_to_unsigned(slash + 1, 10, 0, most, &bits, NULL))
        return FALSE;
    network->bits = (guint)bits + V6_BITS - most;
    return TRUE;
}

struct peers *peers_parse(const char *list, GError **error)
{
    struct peers *peers = g_new0(struct peers, 1);
    g_auto(GStrv) words = g_strsplit(list, ",", -1);

    peers->networks = g_array_new(FALSE, FALSE, sizeof(struct network));
    for (char **word = words; *word; word++) {
        struct network network;

        g_strstrip(*word);
        if (!**word)
            continue;
        if (!parse_network(*word, &network)) {
            g_autofree char *shown = error_printable(*word, -1);

            g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                        "%s: no address or network; write it as 192.0.2.7 or 192.0.2.0/24", shown);
            peers_free(peers);
            return NULL;
        }
        g_array_append_val(peers->networks, network);
    }
    if (peers->networks->len > 0)
        return peers;
    g_set_error(error, CRIER_ERROR, ERROR_USAGE,
                "nobody may call; name addresses or networks, as 192.0.2.7,10.0.0.0/8");
    peers_free(peers);
    return NULL;
}

void peers_free(struct peers *peers)
{
    if (!peers)
        return;
    g_array_unref(peers->networks);
    g_free(peers);
}

static gboolean within(const struct network *network, const guint8 bytes[16])
{
    guint whole = network->bits / 8, rest = network->bits % 8;

    return memcmp(network->bytes, bytes, whole) == 0 &&
           (!rest || (network->bytes[whole] ^ bytes[whole]) >> (8 - rest) == 0);
}

gboolean peers_allow(const struct peers *peers, const struct sockaddr *address)
{
    guint8 bytes[16];

    if (!from_socket(bytes, address))
        return FALSE;
    for (guint i = 0; i < peers->networks->len; i++)
        if (within(&g_array_index(peers->networks, struct network, i), bytes))
            return TRUE;
    return FALSE;
}

void peers_add(struct peers *peers, const struct sockaddr *address)
{
    struct network network = { .bits = V6_BITS };

    if (!peers_allow(peers, address) && from_socket(network.bytes, address))
        g_array_append_val(peers->networks, network);
}
