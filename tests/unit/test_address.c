/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which addresses are of the open Internet. */
#include "core/source/address.h"

#include "tests/support/cmocka.h"

#include <arpa/inet.h>
#include <string.h>

static const struct {
    int line;
    const char *address;
    gboolean is_public;
} checks[] = {
    { __LINE__, "93.184.215.14", TRUE },
    { __LINE__, "9.255.255.255", TRUE },
    { __LINE__, "11.0.0.0", TRUE },
    { __LINE__, "172.15.255.255", TRUE },
    { __LINE__, "172.32.0.1", TRUE },
    { __LINE__, "100.63.0.1", TRUE },
    { __LINE__, "100.128.0.1", TRUE },
    { __LINE__, "223.255.255.255", TRUE },
    { __LINE__, "0.0.0.0", FALSE },
    { __LINE__, "10.1.2.3", FALSE },
    { __LINE__, "100.64.0.1", FALSE },
    { __LINE__, "100.127.255.255", FALSE },
    { __LINE__, "127.0.0.1", FALSE },
    { __LINE__, "127.255.0.1", FALSE },
    { __LINE__, "169.254.169.254", FALSE },
    { __LINE__, "172.16.0.1", FALSE },
    { __LINE__, "172.31.255.255", FALSE },
    { __LINE__, "192.0.0.8", FALSE },
    { __LINE__, "192.168.1.1", FALSE },
    { __LINE__, "198.18.0.1", FALSE },
    { __LINE__, "198.19.255.255", FALSE },
    { __LINE__, "224.0.0.1", FALSE },
    { __LINE__, "255.255.255.255", FALSE },
    { __LINE__, "2606:4700:4700::1111", TRUE },
    { __LINE__, "2001:4860:4860::8888", TRUE },
    { __LINE__, "::", FALSE },
    { __LINE__, "::1", FALSE },
    { __LINE__, "fe80::1", FALSE },
    { __LINE__, "fc00::1", FALSE },
    { __LINE__, "fd12:3456::1", FALSE },
    { __LINE__, "ff02::1", FALSE },
    { __LINE__, "2001::1", FALSE },
    { __LINE__, "2001:db8::1", FALSE },
    /* an IPv4 address inside: judged by it */
    { __LINE__, "::ffff:127.0.0.1", FALSE },
    { __LINE__, "::ffff:93.184.215.14", TRUE },
    { __LINE__, "64:ff9b::10.0.0.1", FALSE },
    { __LINE__, "64:ff9b::93.184.215.14", TRUE },
    { __LINE__, "2002:7f00:1::", FALSE },
    { __LINE__, "2002:5db8:d70e::", TRUE },
};

static void closed_networks_are_not_public(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(checks); i++) {
        gboolean is6 = strchr(checks[i].address, ':') != NULL;
        uint8_t bytes[16] = { 0 };

        assert_int_at(checks[i].line, inet_pton(is6 ? AF_INET6 : AF_INET, checks[i].address, bytes),
                      1);
        assert_int_at(checks[i].line, address_is_public(bytes, is6 ? 16 : 4), checks[i].is_public);
    }
}

static void other_sizes_are_not_public(void **state)
{
    const uint8_t bytes[32] = { 93, 184, 215, 14 };

    (void)state;
    assert_false(address_is_public(bytes, 0));
    assert_false(address_is_public(bytes, 5));
    assert_false(address_is_public(bytes, 32));
}

static void urls_are_told_from_files(void **state)
{
    (void)state;
    assert_true(address_is_url("http://example.org"));
    assert_true(address_is_url("HTTPS://example.org/a"));
    assert_false(address_is_url("ftp://example.org"));
    assert_false(address_is_url("file:///etc/passwd"));
    assert_false(address_is_url("http.txt"));
    assert_false(address_is_url(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_networks_are_not_public),
        cmocka_unit_test(other_sizes_are_not_public),
        cmocka_unit_test(urls_are_told_from_files),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
