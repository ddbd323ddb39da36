/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/calendar/fw-civil.h"
#include "core/fw-error.h"
#include "intake/text/fw-xlsx-parts.h"

#define DAY_MS 86400000

/* What is longer is a date of which only the time is shown. */
#define MOST_DURATION_DAYS 366

/* Last day that a sheet can show: 9999-12-31. */
#define LAST_SERIAL 2958466.0

static FwXlsxStyle
find_builtin_style (guint id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
      id == 57 || id == 58)
    return FW_XLSX_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 55 || id == 56)
    return FW_XLSX_TIME;
  if (id == 22)
    return FW_XLSX_DATE_TIME;
  if (id >= 45 && id <= 47)
    return FW_XLSX_DURATION;

  return FW_XLSX_NUMBER;
}

/* Passes over quoted text, escaped characters and [colours]; sees [h], [m] and [s]. */
static FwXlsxStyle
read_format_code (const char *code)
{
  gboolean date = FALSE, time = FALSE, elapsed = FALSE;

  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    {
      char c = g_ascii_tolower (*p);

      if (c == '"')
        {
          p = strchr (p + 1, '"');
          if (p == NULL)
            break;
        }
      else if (c == '\\' || c == '_' || c == '*')
        {
          if (*++p == '\0')
            break;
        }
      else if (c == '[')
        {
          elapsed |= strchr ("hms", g_ascii_tolower (p[1])) != NULL && p[1] != '\0' &&
                     (p[2] == ']' || g_ascii_tolower (p[2]) == g_ascii_tolower (p[1]));
          p = strchr (p, ']');
          if (p == NULL)
            break;
        }
      else if (g_ascii_strncasecmp (p, "am/pm", 5) == 0)
        p += 4;
      else if (c == 'y' || c == 'd')
        date = TRUE;
      else if (c == 'h' || c == 's')
        time = TRUE;
      else if (g_ascii_strncasecmp (p, "general", 7) == 0 || c == '0' || c == '#')
        {
          if (!time && !elapsed)
            return FW_XLSX_NUMBER;
        }
    }
  if (elapsed)
    return FW_XLSX_DURATION;
  if (date)
    return time ? FW_XLSX_DATE_TIME : FW_XLSX_DATE;

  return time ? FW_XLSX_TIME : FW_XLSX_NUMBER;
}

static guint
read_id (const char **attributes, const char *name)
{
  const char *text = fw_xlsx_get_attribute (attributes, name);

  return text != NULL ? (guint) MIN (g_ascii_strtoull (text, NULL, 10), 65535) : 0;
}

void
fw_xlsx_start_styles (FwXlsxPart *part, const char *element, const char **attributes)
{
  FwXlsx *book = part->book;

  if (g_str_equal (element, "numFmt"))
    {
      const char *code = fw_xlsx_get_attribute (attributes, "formatCode");

      if (code != NULL && g_hash_table_size (book->formats) < 10000)
        g_hash_table_insert (book->formats, GUINT_TO_POINTER (read_id (attributes, "numFmtId")),
                             GUINT_TO_POINTER (read_format_code (code)));
    }
  else if (g_str_equal (element, "cellXfs"))
    part->section = 1;
  else if (g_str_equal (element, "xf") && part->section == 1 && book->styles->len < 65536)
    {
      guint id = read_id (attributes, "numFmtId");
      gpointer custom = NULL;
      FwXlsxStyle style = find_builtin_style (id);

      if (g_hash_table_lookup_extended (book->formats, GUINT_TO_POINTER (id), NULL, &custom))
        style = (FwXlsxStyle) GPOINTER_TO_UINT (custom);
      g_array_append_val (book->styles, style);
    }
}

void
fw_xlsx_end_styles (FwXlsxPart *part, const char *element)
{
  if (g_str_equal (element, "cellXfs"))
    part->section = 0;
}

static void
append_clock (GString *out, gint64 ms)
{
  g_string_append_printf (out, "%02" G_GINT64_FORMAT ":%02d:%02d", ms / 3600000,
                          (int) (ms / 60000 % 60), (int) (ms / 1000 % 60));
  if (ms % 1000 != 0)
    g_string_append_printf (out, ".%03d", (int) (ms % 1000));
}

/* A second is 0.0000116 of a day: what is less than 2 ms off a whole one comes from that. */
static gint64
round_ms (double days)
{
  gint64 ms = llround (days * DAY_MS), rest = ms % 1000;

  if (rest <= 1)
    return ms - rest;

  return rest >= 999 ? ms + 1000 - rest : ms;
}

static void
append_date (GString *out, gint64 serial, gboolean epoch_1904)
{
  guint year, month, day;
  /* 1904-01-01 is 0 of that epoch; the other counts 1900-02-29, which never was, as 60. */
  gint32 days =
      epoch_1904 ? (gint32) serial - 24107 : (gint32) serial - (serial < 60 ? 25568 : 25569);

  fw_civil_from_days (days, &year, &month, &day);
  g_string_append_printf (out, "%04u-%02u-%02u", year, month, day);
}

gboolean
fw_xlsx_append_number (GString *out, const char *text, FwXlsxStyle style, gboolean epoch_1904)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);
  gint64 ms, serial;

  if (end == text || *end != '\0' || !isfinite (value))
    return FALSE;
  if (style == FW_XLSX_NUMBER || value < 0 || value >= LAST_SERIAL)
    {
      g_ascii_formatd (digits, sizeof digits, fabs (value) < 1e15 ? "%.15g" : "%.17g", value);
      g_string_append (out, digits);
      return TRUE;
    }

  ms = round_ms (value);
  serial = ms / DAY_MS;
  /* A column of times that shows 1:00 for 25 hours holds 25 hours. */
  if (style == FW_XLSX_DURATION || (style == FW_XLSX_TIME && serial < MOST_DURATION_DAYS))
    append_clock (out, ms);
  else if (style == FW_XLSX_TIME)
    append_clock (out, ms % DAY_MS);
  else
    {
      append_date (out, serial, epoch_1904);
      if (style == FW_XLSX_DATE_TIME)
        {
          g_string_append_c (out, ' ');
          append_clock (out, ms % DAY_MS);
        }
    }

  return TRUE;
}
