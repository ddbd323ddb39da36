/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The CSV text of a field, both ways. Whatever is written reads back the same. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "core/kind/fw-record.h"

/* Longer cells are refused before anything is done with them. */
#define MAX_CELL_BYTES (64 * 1024)
#define MINUTES_PER_DAY 1440

static gboolean
fail (const FwField *field, GError **error, const char *expectation)
{
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected %s", field->name, expectation);
  return FALSE;
}

static gboolean
parse_integer (FwRecord *record, guint field, const char *text)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL))
    return FALSE;

  fw_record_set_integer (record, field, value);
  return TRUE;
}

static gboolean
parse_number (FwRecord *record, guint field, const char *text)
{
  char *end = NULL;
  double value;

  /* strtod would take "inf", "nan" and "0x1p3". */
  if (text[strspn (text, "+-0123456789.eE")] != '\0')
    return FALSE;

  errno = 0;
  value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (value))
    return FALSE;

  fw_record_set_number (record, field, value);
  return TRUE;
}

static gboolean
parse_boolean (FwRecord *record, guint field, const char *text)
{
  static const char *const yes[] = { "yes", "true", "1", NULL };
  static const char *const no[] = { "no", "false", "0", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (!g_strv_contains (yes, lower) && !g_strv_contains (no, lower))
    return FALSE;

  fw_record_set_integer (record, field, g_strv_contains (yes, lower));
  return TRUE;
}

static gboolean
parse_date (FwRecord *record, guint field, const char *text)
{
  gint32 date;

  if (!fw_date_parse (fw_text (text), &date))
    return FALSE;

  fw_record_set_integer (record, field, date);
  return TRUE;
}

/* "22:00", and "22:00:00" as spreadsheets write it. */
static gboolean
parse_time_of_day (FwRecord *record, guint field, const char *text)
{
  gsize length = strlen (text);
  guint hour, minute;

  if ((length != 5 && length != 8) || (length == 8 && !g_str_has_suffix (text, ":00")))
    return FALSE;
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':' ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;

  hour = (guint) (text[0] - '0') * 10 + (guint) (text[1] - '0');
  minute = (guint) (text[3] - '0') * 10 + (guint) (text[4] - '0');
  if (hour > 23 || minute > 59)
    return FALSE;

  fw_record_set_integer (record, field, hour * 60 + minute);
  return TRUE;
}

static gboolean
parse_list (FwRecord *record, guint field, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (builder, parts[i]);
  list = g_strv_builder_end (builder);
  fw_record_set_list (record, field, (const char *const *) list);
  return TRUE;
}

static gboolean
parse_typed (FwRecord *record, guint index, const FwField *field, const char *text, GError **error)
{
  switch (field->type)
    {
    case FW_FIELD_INTEGER:
      return parse_integer (record, index, text) || fail (field, error, "a whole number");
    case FW_FIELD_NUMBER:
      return parse_number (record, index, text) || fail (field, error, "a number such as 0.95");
    case FW_FIELD_BOOLEAN:
      return parse_boolean (record, index, text) || fail (field, error, "yes or no");
    case FW_FIELD_DATE:
      return parse_date (record, index, text) || fail (field, error, "a date such as 2026-11-21");
    case FW_FIELD_TIME_OF_DAY:
      return parse_time_of_day (record, index, text) ||
             fail (field, error, "a time of day such as 22:00");
    case FW_FIELD_REF_LIST:
      return parse_list (record, index, text);
    case FW_FIELD_TEXT:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    case FW_FIELD_SECRET:
    default:
      fw_record_set_text (record, index, text);
      return TRUE;
    }
}

gboolean
fw_record_parse (FwRecord *self, guint field, FwText text, GError **error)
{
  const FwKind *kind = fw_record_get_kind (self);
  const FwField *description;
  g_autofree char *copy = NULL;

  g_return_val_if_fail (field < kind->n_fields, FALSE);

  description = &kind->fields[field];
  if (text.length > MAX_CELL_BYTES)
    return fail (description, error, "at most 64 KiB");
  if (text.length > 0 && !g_utf8_validate_len (text.data, text.length, NULL))
    return fail (description, error, "UTF-8 text without NUL");

  copy = fw_text_dup (text);
  /* Spaces at the ends of a password are part of it. */
  if (description->type != FW_FIELD_SECRET)
    g_strstrip (copy);
  if (*copy == '\0')
    {
      fw_record_clear (self, field);
      return TRUE;
    }

  return parse_typed (self, field, description, copy, error);
}

/* The shortest text that reads back as the same number. */
static char *
format_number (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  return g_strdup (text);
}

char *
fw_record_format (const FwRecord *self, guint field)
{
  const FwKind *kind = fw_record_get_kind (self);
  gint64 integer;

  g_return_val_if_fail (field < kind->n_fields, NULL);

  if (fw_record_is_empty (self, field))
    return g_strdup ("");

  integer = fw_record_get_integer (self, field);
  switch (kind->fields[field].type)
    {
    case FW_FIELD_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, integer);
    case FW_FIELD_NUMBER:
      return format_number (fw_record_get_number (self, field));
    case FW_FIELD_BOOLEAN:
      return g_strdup (integer != 0 ? "yes" : "no");
    case FW_FIELD_DATE:
      return fw_date_format ((gint32) integer);
    case FW_FIELD_TIME_OF_DAY:
      return g_strdup_printf ("%02d:%02d", (int) (integer / 60 % 24),
                              (int) (integer % 60 + (integer < 0 ? 60 : 0)) % 60);
    case FW_FIELD_REF_LIST:
      return g_strjoinv (";", (char **) fw_record_get_list (self, field));
    case FW_FIELD_SECRET:
      return g_strdup ("");
    case FW_FIELD_TEXT:
    case FW_FIELD_ENUM:
    case FW_FIELD_REF:
    default:
      return g_strdup (fw_record_get_text (self, field));
    }
}

gboolean
fw_record_is_id (const char *id)
{
  glong length;

  if (id == NULL || !g_utf8_validate (id, -1, NULL))
    return FALSE;

  length = g_utf8_strlen (id, -1);
  if (length < 1 || length > 64 || g_ascii_isspace (id[0]) || g_ascii_isspace (id[strlen (id) - 1]))
    return FALSE;

  for (const char *p = id; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (p));

      if (*p == ';' || type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
          type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR ||
          type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE)
        return FALSE;
    }

  return TRUE;
}
