/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-gate.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "server/fw-head-scan.h"

/* Descriptors beyond are refused by the listener's connection limit long before. */
#define MAX_DESCRIPTORS 65536

typedef struct
{
  FwHeadScan scan;         /* touched by the one thread that serves the connection */
  _Atomic gint64 deadline; /* µs, monotonic; 0: a handler has the request */
} Entry;

/* Entries are made and freed under the lock, and only while libmicrohttpd holds the descriptor
   open; recv() on a descriptor comes from the thread that also admits and dismisses it, so it needs
   no lock. */
static _Atomic (Entry *) entries[MAX_DESCRIPTORS];
static GMutex lock;
static int highest;
static guint count;

static const char *
status_to_phrase (guint status)
{
  switch (status)
    {
    case 411:
      return "Length Required";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Bad Request";
    }
}

static Entry *
find_entry (int fd)
{
  return fd >= 0 && fd < MAX_DESCRIPTORS ? atomic_load_explicit (&entries[fd], memory_order_acquire)
                                         : NULL;
}

static void
answer_refusal (int fd, const FwHeadScan *scan)
{
  char body[256], answer[512], rest[4096];
  int length;

  g_snprintf (body, sizeof body, "{\"error\":{\"code\":\"invalid\",\"message\":\"%s\"}}",
              scan->reason);
  length = g_snprintf (answer, sizeof answer,
                       "HTTP/1.1 %u %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                       "Cache-Control: no-store\r\nConnection: close\r\n\r\n%s",
                       scan->status, status_to_phrase (scan->status), strlen (body), body);
  if (send (fd, answer, (size_t) length, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    return;

  /* Bytes left unread would turn the close into a reset, which may overtake the answer. */
  for (guint i = 0; i < 16 && recvfrom (fd, rest, sizeof rest, MSG_DONTWAIT, NULL, NULL) > 0; i++)
    ;
  shutdown (fd, SHUT_WR);
}

static void
set_deadline (Entry *entry, FwScanState before)
{
  const FwHeadScan *scan = &entry->scan;
  gint64 seconds;

  if (scan->state == FW_SCAN_HEAD && scan->head->len == 0)
    atomic_store (&entry->deadline, 0);
  else if (scan->state == FW_SCAN_BODY && before == FW_SCAN_HEAD)
    {
      seconds = FW_GATE_HEAD_SECONDS + (gint64) (scan->body_length / FW_GATE_BODY_RATE);
      atomic_store (&entry->deadline, g_get_monotonic_time () + seconds * G_USEC_PER_SEC);
    }
}

/* The name and form of libc's; see fw-gate.h. recvfrom() without an address is the same call. */
ssize_t
recv (int fd, void *buffer, size_t size, int flags)
{
  Entry *entry = find_entry (fd);
  ssize_t length;
  FwScanState before;

  if (entry != NULL && entry->scan.state == FW_SCAN_REFUSED)
    return 0;

  length = recvfrom (fd, buffer, size, flags, NULL, NULL);
  if (entry == NULL || length <= 0 || (flags & MSG_PEEK) != 0)
    return length;

  before = entry->scan.state;
  if (fw_head_scan_feed (&entry->scan, buffer, (gsize) length))
    {
      set_deadline (entry, before);
      return length;
    }

  answer_refusal (fd, &entry->scan);
  return 0;
}

void
fw_gate_admit (int fd)
{
  Entry *entry;

  g_return_if_fail (fd >= 0 && fd < MAX_DESCRIPTORS);
  g_return_if_fail (find_entry (fd) == NULL);

  entry = g_new0 (Entry, 1);
  fw_head_scan_init (&entry->scan);
  atomic_store (&entry->deadline, g_get_monotonic_time () + FW_GATE_HEAD_SECONDS * G_USEC_PER_SEC);

  g_mutex_lock (&lock);
  atomic_store_explicit (&entries[fd], entry, memory_order_release);
  highest = MAX (highest, fd);
  count++;
  g_mutex_unlock (&lock);
}

void
fw_gate_dismiss (int fd)
{
  Entry *entry;

  g_mutex_lock (&lock);
  entry = find_entry (fd);
  if (entry != NULL)
    {
      atomic_store_explicit (&entries[fd], NULL, memory_order_release);
      count--;
    }
  g_mutex_unlock (&lock);

  if (entry == NULL)
    return;

  fw_head_scan_clear (&entry->scan);
  g_free (entry);
}

void
fw_gate_answered (int fd)
{
  Entry *entry = find_entry (fd);

  if (entry != NULL)
    atomic_store (&entry->deadline,
                  g_get_monotonic_time () + FW_GATE_HEAD_SECONDS * G_USEC_PER_SEC);
}

guint
fw_gate_sweep (gint64 monotonic_now)
{
  guint n = 0;

  g_mutex_lock (&lock);
  for (int fd = 0; fd <= highest; fd++)
    {
      Entry *entry = find_entry (fd);
      gint64 deadline = entry != NULL ? atomic_load (&entry->deadline) : 0;

      /* Only shut down, not closed: the descriptor is libmicrohttpd's, which sees the end and
       * closes it. */
      if (deadline != 0 && deadline < monotonic_now && shutdown (fd, SHUT_RDWR) == 0)
        n++;
    }
  g_mutex_unlock (&lock);

  return n;
}

guint
fw_gate_get_count (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = count;
  g_mutex_unlock (&lock);

  return n;
}
