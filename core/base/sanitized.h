/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SANITIZED: whether AddressSanitizer is built in, 0 or 1. gcc and clang say it differently.
 * It has an allocator of its own, reserves terabytes of addresses, and looks at /proc/self at
 * the end. */
#ifndef CORE_BASE_SANITIZED_H
#define CORE_BASE_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
