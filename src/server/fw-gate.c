/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-gate.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "server/fw-head-scan.h"
#include "server/fw-proxy-scan.h"

/* Descriptors beyond are refused by the listener's connection limit long before. */
#define MAX_DESCRIPTORS 65536

typedef struct
{
  int fd;
  const FwGateRules *rules;

  /* Touched by the one thread that serves the connection. */
  FwHeadScan scan;
  FwProxyScan *proxy; /* NULL: its header was read, or there is none to come */
  FwAddress address;
  gboolean counted; /* at its address */
  char *session;    /* (nullable): at which it is counted */

  _Atomic gint64 deadline; /* µs, monotonic; 0: a handler has the request */
  GList link;              /* under the lock, in strangers */
  gboolean stranger;       /* under the lock: it is in there */
} Entry;

/* Entries are made and freed under the lock, and only while libmicrohttpd holds the descriptor
   open; recv() on a descriptor comes from the thread that also admits and dismisses it, so it needs
   no lock. */
static _Atomic (Entry *) entries[MAX_DESCRIPTORS];
static GMutex lock;
static int highest;
static guint count;
static GQueue strangers = G_QUEUE_INIT; /* Entry, the first to come first */

static const char *
status_to_phrase (guint status)
{
  switch (status)
    {
    case 411:
      return "Length Required";
    case 414:
      return "URI Too Long";
    case 429:
      return "Too Many Requests";
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

/* Bytes left unread would turn the close into a reset, which may overtake the answer. */
static void
drain (int fd)
{
  char rest[4096];

  for (guint i = 0; i < 16 && recvfrom (fd, rest, sizeof rest, MSG_DONTWAIT, NULL, NULL) > 0; i++)
    ;
}

static void
answer_refusal (int fd, guint status, const char *reason)
{
  char body[256], answer[512];
  int length;

  g_snprintf (body, sizeof body, "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}",
              status == 429 ? "busy" : "invalid", reason);
  length = g_snprintf (answer, sizeof answer,
                       "HTTP/1.1 %u %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                       "Cache-Control: no-store\r\nConnection: close\r\n%s\r\n%s",
                       status, status_to_phrase (status), strlen (body),
                       status == 429 ? "Retry-After: 1\r\n" : "", body);
  if (send (fd, answer, (size_t) length, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    return;

  drain (fd);
  shutdown (fd, SHUT_WR);
}

static gint64
find_end (gint64 seconds)
{
  return g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
}

/* @length: bytes that came just now; some may have been of the head, which does not matter. */
static void
set_deadline (Entry *entry, FwScanState before, gboolean between, gsize length)
{
  const FwHeadScan *scan = &entry->scan;

  if (scan->state == FW_SCAN_HEAD && scan->head->len == 0)
    atomic_store (&entry->deadline, 0);
  else if (scan->state == FW_SCAN_HEAD && between && atomic_load (&entry->deadline) != 0)
    atomic_store (&entry->deadline,
                  MIN (atomic_load (&entry->deadline), find_end (FW_GATE_HEAD_SECONDS)));
  else if (scan->state == FW_SCAN_BODY && before == FW_SCAN_HEAD)
    atomic_store (&entry->deadline, find_end (FW_GATE_BODY_SECONDS));
  else if (scan->state == FW_SCAN_BODY)
    atomic_store (&entry->deadline, MIN (find_end (FW_GATE_BODY_SECONDS),
                                         atomic_load (&entry->deadline) +
                                             (gint64) (length * G_USEC_PER_SEC / FW_GATE_RATE)));
}

static gboolean
refuse (Entry *entry, guint status, const char *reason)
{
  entry->scan.state = FW_SCAN_REFUSED;
  answer_refusal (entry->fd, status, reason);
  return FALSE;
}

static gboolean
count_address (Entry *entry)
{
  entry->counted = fw_quota_take (entry->rules->addresses, entry->address.network);
  return entry->counted || refuse (entry, 429, "too many connections from this address");
}

/* Takes the header of the proxy off what was read. Returns: what is left; -1: refused. */
static ssize_t
take_proxy_header (Entry *entry, char *bytes, ssize_t length)
{
  FwProxyScan *proxy = entry->proxy;
  gsize used = fw_proxy_scan_feed (proxy, bytes, (gsize) length);

  if (proxy->state == FW_PROXY_REFUSED)
    {
      refuse (entry, 400, "a connection of this proxy begins with a PROXY header");
      return -1;
    }
  if (proxy->state == FW_PROXY_WHOLE)
    {
      if (proxy->has_address)
        entry->address = proxy->address;
      g_clear_pointer (&entry->proxy, g_free);
      if (!count_address (entry))
        return -1;
    }

  memmove (bytes, bytes + used, (gsize) length - used);
  return length - (ssize_t) used;
}

static ssize_t
receive (Entry *entry, void *buffer, size_t size, int flags)
{
  ssize_t length = recvfrom (entry->fd, buffer, size, flags, NULL, NULL);

  if ((flags & MSG_PEEK) != 0)
    return length;
  /* The event loop is told of new bytes once, so what came behind the header is read now. */
  while (length > 0 && entry->proxy != NULL)
    {
      length = take_proxy_header (entry, buffer, length);
      if (length < 0)
        return 0;
      if (length == 0)
        length = recvfrom (entry->fd, buffer, size, flags, NULL, NULL);
    }

  return length;
}

/* The name and form of libc's; see fw-gate.h. recvfrom() without an address is the same call. */
ssize_t
recv (int fd, void *buffer, size_t size, int flags)
{
  Entry *entry = find_entry (fd);
  ssize_t length;
  FwScanState before;
  gboolean between;

  if (entry == NULL)
    return recvfrom (fd, buffer, size, flags, NULL, NULL);
  if (entry->scan.state == FW_SCAN_REFUSED)
    {
      drain (fd);
      return 0;
    }

  length = receive (entry, buffer, size, flags);
  if (length <= 0 || (flags & MSG_PEEK) != 0)
    return length;

  before = entry->scan.state;
  between = before == FW_SCAN_HEAD && entry->scan.head->len == 0;
  if (fw_head_scan_feed (&entry->scan, buffer, (gsize) length))
    {
      set_deadline (entry, before, between, (gsize) length);
      return length;
    }

  answer_refusal (fd, entry->scan.status, entry->scan.reason);
  return 0;
}

/* Under the lock. */
static void
forget_stranger (Entry *entry)
{
  if (entry->stranger)
    g_queue_unlink (&strangers, &entry->link);
  entry->stranger = FALSE;
}

/* Under the lock. Only shuts down: the descriptor is libmicrohttpd's, which sees the end and closes
 * it. One whose request a handler has is let be. */
static void
end_oldest_stranger (void)
{
  for (GList *l = strangers.head; l != NULL; l = l->next)
    {
      Entry *entry = l->data;

      if (atomic_load (&entry->deadline) == 0)
        continue;
      forget_stranger (entry);
      shutdown (entry->fd, SHUT_RDWR);
      return;
    }
}

void
fw_gate_admit (int fd, const struct sockaddr *peer, const FwGateRules *rules)
{
  Entry *entry;

  g_return_if_fail (fd >= 0 && fd < MAX_DESCRIPTORS);
  g_return_if_fail (find_entry (fd) == NULL);
  g_return_if_fail (rules != NULL);

  entry = g_new0 (Entry, 1);
  entry->fd = fd;
  entry->rules = rules;
  entry->link.data = entry;
  fw_head_scan_init (&entry->scan);
  fw_address_set_socket (&entry->address, peer);
  atomic_store (&entry->deadline, find_end (FW_GATE_HEAD_SECONDS));
  if (fw_address_matches (&entry->address, rules->trusted))
    entry->proxy = g_new0 (FwProxyScan, 1);
  else
    count_address (entry);

  g_mutex_lock (&lock);
  atomic_store_explicit (&entries[fd], entry, memory_order_release);
  highest = MAX (highest, fd);
  count++;
  entry->stranger = TRUE;
  g_queue_push_tail_link (&strangers, &entry->link);
  if (strangers.length > rules->max_strangers)
    end_oldest_stranger ();
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
      forget_stranger (entry);
    }
  g_mutex_unlock (&lock);

  if (entry == NULL)
    return;

  if (entry->counted)
    fw_quota_give_back (entry->rules->addresses, entry->address.network);
  if (entry->session != NULL)
    fw_quota_give_back (entry->rules->sessions, entry->session);
  fw_head_scan_clear (&entry->scan);
  g_free (entry->session);
  g_free (entry->proxy);
  g_free (entry);
}

const FwAddress *
fw_gate_get_address (int fd)
{
  Entry *entry = find_entry (fd);

  return entry != NULL ? &entry->address : NULL;
}

gboolean
fw_gate_know (int fd, const char *session)
{
  Entry *entry = find_entry (fd);

  g_return_val_if_fail (session != NULL, FALSE);

  if (entry == NULL || g_strcmp0 (entry->session, session) == 0)
    return TRUE;
  if (!fw_quota_take (entry->rules->sessions, session))
    return FALSE;

  if (entry->session != NULL)
    fw_quota_give_back (entry->rules->sessions, entry->session);
  g_free (entry->session);
  entry->session = g_strdup (session);
  g_mutex_lock (&lock);
  forget_stranger (entry);
  g_mutex_unlock (&lock);

  return TRUE;
}

void
fw_gate_answer (int fd, gsize size)
{
  Entry *entry = find_entry (fd);

  if (entry != NULL && size > 0)
    atomic_store (&entry->deadline,
                  find_end (FW_GATE_BODY_SECONDS + (gint64) (size / FW_GATE_RATE)));
}

void
fw_gate_answered (int fd)
{
  Entry *entry = find_entry (fd);

  /* A part of the next head may have come in one piece with the request before. */
  if (entry != NULL)
    atomic_store (&entry->deadline, find_end (entry->scan.head->len > 0 ? FW_GATE_HEAD_SECONDS
                                                                        : FW_GATE_IDLE_SECONDS));
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
