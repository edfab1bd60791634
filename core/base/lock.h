/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock that says: this run writes here. */
#ifndef CORE_BASE_LOCK_H
#define CORE_BASE_LOCK_H

/*
 * Take the lock of an open file or folder for this process and its children, until all of them
 * have closed it. What a killed run leaves of its children ends within moments and is waited for;
 * whoever holds it for more than three seconds is another run. 0, or an errno: EWOULDBLOCK.
 */
int lock_take(int fd);

#endif
