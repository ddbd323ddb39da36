/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-head-scan.h"

#include <string.h>

/* Twelve digits hold every length that we would ever take, and cannot overflow. */
#define MAX_LENGTH_DIGITS 12

typedef struct
{
  guint n_fields;
  guint n_hosts;
  guint n_lengths;
  guint n_encodings;
  guint n_cookies;
  guint64 content_length;
} HeadFacts;

static gboolean
refuse (FwHeadScan *self, guint status, const char *reason)
{
  self->state = FW_SCAN_REFUSED;
  self->status = status;
  self->reason = reason;

  return FALSE;
}

static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gboolean
is_known_method (const char *method, gsize length)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strlen (methods[i]) == length && memcmp (methods[i], method, length) == 0)
      return TRUE;

  return FALSE;
}

static guint
count_char (const char *text, gsize length, char wanted)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == wanted;
  return n;
}

static gboolean
check_target (FwHeadScan *self, const char *target, gsize length)
{
  if (length == 0 || target[0] != '/')
    return refuse (self, 400, "the target of a request begins with /");

  for (gsize i = 0; i < length; i++)
    if (target[i] <= 0x20 || target[i] >= 0x7f || target[i] == '#')
      return refuse (self, 400, "the target of a request is printable ASCII, all else escaped");
  if (count_char (target, length, '&') >= FW_HEAD_MAX_PARAMETERS)
    return refuse (self, 414, "at most 100 parameters in a query");

  return TRUE;
}

static gboolean
check_request_line (FwHeadScan *self, const char *line, gsize length, gboolean *needs_host)
{
  const char *end = line + length;
  const char *method_end = memchr (line, ' ', length);
  const char *target_end;
  gsize version_length;

  if (method_end == NULL || method_end == line)
    return refuse (self, 400, "a request begins with METHOD TARGET VERSION");

  for (const char *c = line; c < method_end; c++)
    if (!is_token_char (*c))
      return refuse (self, 400, "a request begins with METHOD TARGET VERSION");

  if (!is_known_method (line, (gsize) (method_end - line)))
    return refuse (self, 501, "the methods are GET, POST, PUT and DELETE");

  target_end = memchr (method_end + 1, ' ', (gsize) (end - method_end - 1));
  if (target_end == NULL)
    return refuse (self, 400, "a request begins with METHOD TARGET VERSION");

  if (!check_target (self, method_end + 1, (gsize) (target_end - method_end - 1)))
    return FALSE;

  version_length = (gsize) (end - target_end - 1);
  if (version_length != 8 ||
      (memcmp (target_end + 1, "HTTP/1.1", 8) != 0 && memcmp (target_end + 1, "HTTP/1.0", 8) != 0))
    return refuse (self, 505, "the version is HTTP/1.1");

  *needs_host = end[-1] == '1';
  return TRUE;
}

static gboolean
read_length (FwHeadScan *self, const char *value, gsize length, HeadFacts *facts)
{
  guint64 sum = 0;

  if (facts->n_lengths++ > 0)
    return refuse (self, 400, "one Content-Length");

  if (length == 0 || length > MAX_LENGTH_DIGITS)
    return refuse (self, 400, "Content-Length is a number of bytes in digits");

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return refuse (self, 400, "Content-Length is a number of bytes in digits");
      sum = sum * 10 + (guint64) (value[i] - '0');
    }

  facts->content_length = sum;
  return TRUE;
}

static gboolean
is_field (const char *name, gsize length, const char *wanted)
{
  return strlen (wanted) == length && g_ascii_strncasecmp (name, wanted, length) == 0;
}

static gboolean
check_host (FwHeadScan *self, const char *value, gsize length, HeadFacts *facts)
{
  if (facts->n_hosts++ > 0)
    return refuse (self, 400, "one Host");

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (value[i]) && strchr (".-:[]_", value[i]) == NULL)
      return refuse (self, 400, "Host is a name or an address and a port");

  return TRUE;
}

static gboolean
check_field (FwHeadScan *self, const char *line, gsize length, HeadFacts *facts)
{
  const char *colon = memchr (line, ':', length);
  const char *value;
  gsize name_length, value_length;

  if (++facts->n_fields > FW_HEAD_MAX_FIELDS)
    return refuse (self, 431, "at most 100 header fields");

  /* Folded lines (a leading blank) fail here as well: a blank is no token character. */
  name_length = colon != NULL ? (gsize) (colon - line) : 0;
  if (name_length == 0)
    return refuse (self, 400, "a header field is NAME: VALUE");
  for (gsize i = 0; i < name_length; i++)
    if (!is_token_char (line[i]))
      return refuse (self, 400, "a header field is NAME: VALUE");

  value = colon + 1;
  value_length = length - name_length - 1;
  while (value_length > 0 && (*value == ' ' || *value == '\t'))
    value++, value_length--;
  while (value_length > 0 && (value[value_length - 1] == ' ' || value[value_length - 1] == '\t'))
    value_length--;

  if (is_field (line, name_length, "content-length"))
    return read_length (self, value, value_length, facts);
  if (is_field (line, name_length, "host"))
    return check_host (self, value, value_length, facts);
  if (is_field (line, name_length, "transfer-encoding"))
    facts->n_encodings++;
  if (is_field (line, name_length, "cookie"))
    facts->n_cookies += 1 + count_char (value, value_length, ';');
  if (facts->n_cookies > FW_HEAD_MAX_PARAMETERS)
    return refuse (self, 431, "at most 100 cookies");

  return TRUE;
}

/* The head is whole and holds only CRLF line ends and no other control character but tabs. */
static gboolean
check_head (FwHeadScan *self)
{
  const char *line = self->head->str;
  const char *line_end = strstr (line, "\r\n");
  HeadFacts facts = { 0 };
  gboolean needs_host;

  if (!check_request_line (self, line, (gsize) (line_end - line), &needs_host))
    return FALSE;

  for (line = line_end + 2; *line != '\r'; line = line_end + 2)
    {
      line_end = strstr (line, "\r\n");
      if (!check_field (self, line, (gsize) (line_end - line), &facts))
        return FALSE;
    }

  if (facts.n_encodings > 0 && facts.n_lengths > 0)
    return refuse (self, 400, "Content-Length or Transfer-Encoding, not both");
  if (facts.n_encodings > 0)
    return refuse (self, 411, "a body is sent with its Content-Length, not in chunks");
  if (needs_host && facts.n_hosts == 0)
    return refuse (self, 400, "one Host");

  self->body_length = self->body_left = facts.content_length;
  self->state = self->body_left > 0 ? FW_SCAN_BODY : FW_SCAN_HEAD;
  g_string_truncate (self->head, 0);

  return TRUE;
}

static gboolean
feed_head_byte (FwHeadScan *self, char c)
{
  GString *head = self->head;
  char before = head->len > 0 ? head->str[head->len - 1] : '\0';

  if (c == '\n' && before != '\r')
    return refuse (self, 400, "lines end in CRLF");
  if (c != '\n' && before == '\r')
    return refuse (self, 400, "lines end in CRLF");
  if (((guchar) c < 0x20 && c != '\r' && c != '\n' && c != '\t') || c == 0x7f)
    return refuse (self, 400, "no control characters in a head");
  if (head->len == FW_HEAD_MAX_BYTES)
    return refuse (self, 431, "a head of at most 16 KiB");

  g_string_append_c (head, c);
  if (c != '\n')
    return TRUE;
  if (head->len == 2)
    return refuse (self, 400, "a request begins with METHOD TARGET VERSION");
  if (head->len >= 4 && memcmp (head->str + head->len - 4, "\r\n\r\n", 4) == 0)
    return check_head (self);

  return TRUE;
}

void
fw_head_scan_init (FwHeadScan *self)
{
  *self = (FwHeadScan){ .head = g_string_sized_new (256) };
}

void
fw_head_scan_clear (FwHeadScan *self)
{
  g_string_free (self->head, TRUE);
  self->head = NULL;
}

gboolean
fw_head_scan_feed (FwHeadScan *self, const char *bytes, gsize length)
{
  gsize i = 0;

  while (i < length && self->state != FW_SCAN_REFUSED)
    {
      if (self->state == FW_SCAN_BODY)
        {
          guint64 part = MIN (self->body_left, length - i);

          self->body_left -= part;
          i += part;
          if (self->body_left == 0)
            self->state = FW_SCAN_HEAD;
        }
      else if (!feed_head_byte (self, bytes[i++]))
        return FALSE;
    }

  return self->state != FW_SCAN_REFUSED;
}
