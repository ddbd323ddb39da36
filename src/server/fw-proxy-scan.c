/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-proxy-scan.h"

#include <arpa/inet.h>
#include <string.h>

#define LINE_START "PROXY "
#define HEAD_BYTES 16 /* of version 2: signature, command, family, length */

static const guint8 signature[] = {
  '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
};

static gboolean
is_port (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return length > 0 && length <= 5 && text[length] == '\0' && (length == 1 || *text != '0') &&
         g_ascii_strtoull (text, NULL, 10) <= G_MAXUINT16;
}

/* "TCP4 SOURCE DESTINATION PORT PORT", single spaces; the CRLF is off. */
static gboolean
read_line (FwProxyScan *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint8 source[sizeof (struct in6_addr)], destination[sizeof (struct in6_addr)];
  int family;

  if (g_strcmp0 (words[0], "UNKNOWN") == 0)
    return TRUE; /* whatever else stands there is to be passed over */
  if (g_strv_length (words) != 5)
    return FALSE;
  if (strcmp (words[0], "TCP4") == 0)
    family = AF_INET;
  else if (strcmp (words[0], "TCP6") == 0)
    family = AF_INET6;
  else
    return FALSE;
  if (inet_pton (family, words[1], source) != 1 || inet_pton (family, words[2], destination) != 1 ||
      !is_port (words[3]) || !is_port (words[4]))
    return FALSE;

  fw_address_set (&self->address, family, source);
  self->has_address = TRUE;
  return TRUE;
}

static FwProxyState
feed_line (FwProxyScan *self)
{
  char *text = (char *) self->bytes;
  gsize start = strlen (LINE_START);
  guint8 last = self->bytes[self->length - 1];

  if (self->length <= start)
    return last == (guint8) LINE_START[self->length - 1] ? FW_PROXY_PENDING : FW_PROXY_REFUSED;
  if (last == '\n')
    {
      if (self->bytes[self->length - 2] != '\r')
        return FW_PROXY_REFUSED;
      text[self->length - 2] = '\0';
      return read_line (self, text + start) ? FW_PROXY_WHOLE : FW_PROXY_REFUSED;
    }
  if (self->length == FW_PROXY_MAX_LINE || self->bytes[self->length - 2] == '\r' ||
      (last != '\r' && (last < 0x20 || last >= 0x7f)))
    return FW_PROXY_REFUSED;

  return FW_PROXY_PENDING;
}

static gsize
get_extra (const FwProxyScan *self)
{
  return ((gsize) self->bytes[14] << 8) | self->bytes[15];
}

/* Bytes of the addresses that the family says; 0: it says none; -1: none that we serve. */
static int
get_address_bytes (const FwProxyScan *self)
{
  switch (self->bytes[13])
    {
    case 0x00:
      return 0;
    case 0x11:
      return 12;
    case 0x21:
      return 36;
    default:
      return -1;
    }
}

static gboolean
check_binary_head (const FwProxyScan *self)
{
  guint8 command = self->bytes[12];
  int needed = get_address_bytes (self);

  if ((command != 0x20 && command != 0x21) || get_extra (self) > FW_PROXY_MAX_EXTRA)
    return FALSE;

  /* LOCAL: addresses, if there are any, are to be passed over. */
  return command == 0x20 || (needed >= 0 && get_extra (self) >= (gsize) needed);
}

static FwProxyState
feed_binary (FwProxyScan *self)
{
  guint8 last = self->bytes[MIN (self->length, sizeof self->bytes) - 1];

  if (self->length <= sizeof signature)
    return last == signature[self->length - 1] ? FW_PROXY_PENDING : FW_PROXY_REFUSED;
  if (self->length < HEAD_BYTES)
    return FW_PROXY_PENDING;
  if (self->length == HEAD_BYTES && !check_binary_head (self))
    return FW_PROXY_REFUSED;
  if (self->length < HEAD_BYTES + get_extra (self))
    return FW_PROXY_PENDING;

  if (self->bytes[12] == 0x21 && get_address_bytes (self) > 0)
    {
      fw_address_set (&self->address, self->bytes[13] == 0x11 ? AF_INET : AF_INET6,
                      self->bytes + HEAD_BYTES);
      self->has_address = TRUE;
    }
  return FW_PROXY_WHOLE;
}

gsize
fw_proxy_scan_feed (FwProxyScan *self, const char *bytes, gsize length)
{
  gsize i = 0;

  while (i < length && self->state == FW_PROXY_PENDING)
    {
      if (self->length < sizeof self->bytes)
        self->bytes[self->length] = (guint8) bytes[i];
      i++;
      self->length++;
      self->state = self->bytes[0] == signature[0] ? feed_binary (self) : feed_line (self);
    }

  return i;
}
