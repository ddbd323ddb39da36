/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "protocol/fw-json-scan.h"
#include "protocol/fw-json.h"

/* Above this many members an object's keys are sorted to find a double one, so that none costs the
 * square. */
#define FEW_KEYS 16
#define LONGEST_KEY 1000 /* bytes */

typedef struct
{
  guint64 hash;
  const char *at;
} Key;

typedef struct
{
  FwJsonScan scan;
  guint depth;
  GArray *keys; /* Key; of all objects that are open, innermost last */
} Checker;

static gboolean check_value (Checker *self);

/* Over the unescaped text, so that "a" and "\u0061" are the same key. */
static guint64
hash_key (FwText raw, gboolean escaped)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ raw.length;
  char plain[LONGEST_KEY];
  FwText text = raw;

  if (escaped)
    {
      text = (FwText){ plain, fw_json_unescape (raw, plain) };
      hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ text.length;
    }
  for (guint i = 0; i < text.length; i++)
    hash = (hash ^ (guchar) text.data[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return hash;
}

static gint
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;

  return x->at < y->at ? -1 : x->at > y->at;
}

static gboolean
fail_at (Checker *self, const char *at, const char *expected)
{
  self->scan.at = at;

  return fw_json_scan_fail (&self->scan, expected);
}

/* Equal hashes are taken for equal keys: a false alarm once in 2^64 is better than a look-up of
 * texts. */
static gboolean
check_keys (Checker *self, guint base)
{
  Key *keys = &g_array_index (self->keys, Key, base);
  guint n = self->keys->len - base;

  if (n > FEW_KEYS)
    qsort (keys, n, sizeof *keys, compare_keys);
  for (guint i = 1; i < n; i++)
    for (guint j = n > FEW_KEYS ? i - 1 : 0; j < i; j++)
      if (keys[i].hash == keys[j].hash)
        return fail_at (self, keys[i].at, "every key once");
  g_array_set_size (self->keys, base);

  return TRUE;
}

static gboolean
check_member (Checker *self)
{
  const char *at = self->scan.at;
  gboolean escaped;
  FwText raw;
  Key key;

  if (at >= self->scan.end || *at != '"')
    return fw_json_scan_fail (&self->scan, "a key in double quotes");
  if (!fw_json_scan_string (&self->scan, &raw, &escaped))
    return FALSE;
  if (raw.length > LONGEST_KEY)
    return fail_at (self, at, "a key of at most " G_STRINGIFY (LONGEST_KEY) " bytes");
  key = (Key){ hash_key (raw, escaped), at };
  g_array_append_val (self->keys, key);
  fw_json_scan_space (&self->scan);
  if (!fw_json_scan_char (&self->scan, ':'))
    return fw_json_scan_fail (&self->scan, "a colon");
  fw_json_scan_space (&self->scan);

  return check_value (self);
}

static gboolean
check_object (Checker *self)
{
  guint base = self->keys->len;

  fw_json_scan_space (&self->scan);
  if (fw_json_scan_char (&self->scan, '}'))
    return TRUE;
  for (;;)
    {
      if (!check_member (self))
        return FALSE;
      fw_json_scan_space (&self->scan);
      if (fw_json_scan_char (&self->scan, '}'))
        return check_keys (self, base);
      if (!fw_json_scan_char (&self->scan, ','))
        return fw_json_scan_fail (&self->scan, "a comma or }");
      fw_json_scan_space (&self->scan);
    }
}

static gboolean
check_array (Checker *self)
{
  fw_json_scan_space (&self->scan);
  if (fw_json_scan_char (&self->scan, ']'))
    return TRUE;
  for (;;)
    {
      if (!check_value (self))
        return FALSE;
      fw_json_scan_space (&self->scan);
      if (fw_json_scan_char (&self->scan, ']'))
        return TRUE;
      if (!fw_json_scan_char (&self->scan, ','))
        return fw_json_scan_fail (&self->scan, "a comma or ]");
      fw_json_scan_space (&self->scan);
    }
}

static gboolean
check_nested (Checker *self, gboolean (*check) (Checker *self))
{
  if (self->depth == FW_JSON_MAX_DEPTH)
    return fw_json_scan_fail (&self->scan, "at most " G_STRINGIFY (FW_JSON_MAX_DEPTH) " levels");

  self->scan.at++;
  self->depth++;
  if (!check (self))
    return FALSE;
  self->depth--;

  return TRUE;
}

static gboolean
check_value (Checker *self)
{
  FwJsonScan *scan = &self->scan;
  gboolean flag;
  FwText text;

  if (scan->at >= scan->end)
    return fw_json_scan_fail (scan, "a value");

  switch (*scan->at)
    {
    case '{':
      return check_nested (self, check_object);
    case '[':
      return check_nested (self, check_array);
    case '"':
      return fw_json_scan_string (scan, &text, &flag);
    case 't':
      return fw_json_scan_literal (scan, "true") || fw_json_scan_fail (scan, "a value");
    case 'f':
      return fw_json_scan_literal (scan, "false") || fw_json_scan_fail (scan, "a value");
    case 'n':
      return fw_json_scan_literal (scan, "null") || fw_json_scan_fail (scan, "a value");
    default:
      if (*scan->at != '-' && !g_ascii_isdigit (*scan->at))
        return fw_json_scan_fail (scan, "a value");
      return fw_json_scan_number (scan, &text, &flag);
    }
}

static gboolean
check_document (Checker *self)
{
  fw_json_scan_space (&self->scan);
  if (!check_value (self))
    return FALSE;
  fw_json_scan_space (&self->scan);
  if (self->scan.at < self->scan.end)
    return fw_json_scan_fail (&self->scan, "nothing after the value");

  return TRUE;
}

static void
set_error (GError **error, const char *data, const FwJsonScan *scan)
{
  const char *start = data;
  guint line = 1;

  for (const char *p = data; p < scan->at; p++)
    if (*p == '\n')
      {
        line++;
        start = p + 1;
      }
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "line %u, column %u: expected %s", line,
               (guint) (scan->at - start) + 1, scan->expected);
}

gboolean
fw_json_check (const char *data, gsize length, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (Key));
  Checker self = { .scan = { data, data + length, NULL }, .keys = keys };

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (length > G_MAXINT32)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_TOO_LARGE, "expected at most 2 GiB of JSON");
      return FALSE;
    }
  if (check_document (&self))
    return TRUE;

  set_error (error, data, &self.scan);

  return FALSE;
}
