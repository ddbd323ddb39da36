/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "protocol/fw-json.h"

/* Whole numbers below this print the same as integers and as doubles. */
#define EXACT_LIMIT 1e15

void
fw_json_writer_init (FwJsonWriter *self, GString *out)
{
  self->out = out;
  self->comma = FALSE;
}

static inline void
begin_value (FwJsonWriter *self)
{
  if (self->comma)
    g_string_append_c (self->out, ',');
  self->comma = TRUE;
}

static void
open_nested (FwJsonWriter *self, char c)
{
  begin_value (self);
  g_string_append_c (self->out, c);
  self->comma = FALSE;
}

static void
close_nested (FwJsonWriter *self, char c)
{
  g_string_append_c (self->out, c);
  self->comma = TRUE;
}

void
fw_json_writer_begin_object (FwJsonWriter *self)
{
  open_nested (self, '{');
}

void
fw_json_writer_end_object (FwJsonWriter *self)
{
  close_nested (self, '}');
}

void
fw_json_writer_begin_array (FwJsonWriter *self)
{
  open_nested (self, '[');
}

void
fw_json_writer_end_array (FwJsonWriter *self)
{
  close_nested (self, ']');
}

static void
append_escaped (GString *out, char c)
{
  switch (c)
    {
    case '"':
      g_string_append (out, "\\\"");
      break;
    case '\\':
      g_string_append (out, "\\\\");
      break;
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    default:
      g_string_append_printf (out, "\\u%04x", (guchar) c);
      break;
    }
}

/* Whether none of eight bytes needs an escape. */
static gboolean
is_plain (const char *data)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 word, quote, backslash;

  memcpy (&word, data, 8);
  quote = word ^ (ones * '"');
  backslash = word ^ (ones * '\\');
  return ((((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
           ((backslash - ones) & ~backslash)) &
          (ones * 0x80)) == 0;
}

static void
append_text (GString *out, const char *data, gsize length)
{
  const char *end = data + length, *plain = data;

  g_string_append_c (out, '"');
  for (const char *p = data; p < end; p++)
    if (end - p >= 8 && is_plain (p))
      p += 7;
    else if (G_UNLIKELY ((guchar) *p < 0x20 || *p == '"' || *p == '\\'))
      {
        g_string_append_len (out, plain, p - plain);
        append_escaped (out, *p);
        plain = p + 1;
      }
  g_string_append_len (out, plain, end - plain);
  g_string_append_c (out, '"');
}

void
fw_json_writer_key (FwJsonWriter *self, const char *key)
{
  begin_value (self);
  append_text (self->out, key, strlen (key));
  g_string_append_c (self->out, ':');
  self->comma = FALSE;
}

void
fw_json_writer_text (FwJsonWriter *self, const char *value)
{
  if (value == NULL)
    {
      fw_json_writer_null (self);
      return;
    }
  begin_value (self);
  append_text (self->out, value, strlen (value));
}

void
fw_json_writer_view (FwJsonWriter *self, FwText value)
{
  begin_value (self);
  append_text (self->out, value.data, value.length);
}

static void
append_integer (GString *out, gint64 value)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = value < 0 ? 0 - (guint64) value : (guint64) value;

  do
    {
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (out, p, digits + sizeof digits - p);
}

void
fw_json_writer_integer (FwJsonWriter *self, gint64 value)
{
  begin_value (self);
  append_integer (self->out, value);
}

void
fw_json_writer_number (FwJsonWriter *self, double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      fw_json_writer_null (self);
      return;
    }
  begin_value (self);
  if (fabs (value) < EXACT_LIMIT && value == (double) (gint64) value)
    {
      append_integer (self->out, (gint64) value);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (digits, sizeof digits, formats[i], value);
      if (g_ascii_strtod (digits, NULL) == value)
        break;
    }
  g_string_append (self->out, digits);
}

void
fw_json_writer_boolean (FwJsonWriter *self, gboolean value)
{
  begin_value (self);
  g_string_append (self->out, value ? "true" : "false");
}

void
fw_json_writer_null (FwJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->out, "null");
}

void
fw_json_writer_raw (FwJsonWriter *self, const char *json, gsize length)
{
  begin_value (self);
  g_string_append_len (self->out, json, (gssize) length);
}

void
fw_json_member_text (FwJsonWriter *self, const char *key, const char *value)
{
  fw_json_writer_key (self, key);
  fw_json_writer_text (self, value);
}

void
fw_json_member_integer (FwJsonWriter *self, const char *key, gint64 value)
{
  fw_json_writer_key (self, key);
  fw_json_writer_integer (self, value);
}

void
fw_json_member_number (FwJsonWriter *self, const char *key, double value)
{
  fw_json_writer_key (self, key);
  fw_json_writer_number (self, value);
}

void
fw_json_member_boolean (FwJsonWriter *self, const char *key, gboolean value)
{
  fw_json_writer_key (self, key);
  fw_json_writer_boolean (self, value);
}
