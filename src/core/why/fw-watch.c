/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/why/fw-watch.h"

#include <math.h>
#include <string.h>

#define MOST_NAMED 5 /* causes: a title is read in a notification */
#define MOST_TEXT 1000
#define MOST_ID 64

char *
fw_watch_make_id (const FwRecord *watch, gint32 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((gint64) day * 86400);
  g_autofree char *text = g_date_time_format (date, "%F");
  const char *id = fw_record_get_id (watch);
  g_autofree char *digest = NULL;

  if (strlen (id) + 1 + strlen (text) <= MOST_ID)
    return g_strdup_printf ("%s/%s", id, text);

  digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, id, -1);
  return g_strdup_printf ("%s/%s", digest, text);
}

static void
append_cause (GString *text, const FwWhyCell *cell)
{
  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);

      if (i > 0)
        g_string_append_c (text, '&');
      g_string_append_printf (text, "%s=", part->attribute);
      g_string_append_uri_escaped (text, part->value, NULL, TRUE);
    }
}

char *
fw_watch_format_causes (const FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCause *cause = answer->causes->pdata[i];
      gsize before = text->len;

      if (i > 0)
        g_string_append_c (text, ';');
      append_cause (text, &cause->cell);
      if (text->len > MOST_TEXT)
        {
          g_string_truncate (text, before);
          break;
        }
    }
  return g_string_free (text, FALSE);
}

static char *
make_title (const FwWhyAnswer *answer)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (answer->causes->len, MOST_NAMED); i++)
    {
      const FwWhyCause *cause = answer->causes->pdata[i];
      GArray *parts = cause->cell.parts;

      if (i > 0)
        g_string_append (text, "; ");
      for (guint k = 0; k < parts->len; k++)
        g_string_append_printf (text, "%s%s", k > 0 ? " · " : "",
                                g_array_index (parts, FwWhyPart, k).title);
    }
  if (text->len > MOST_TEXT)
    g_string_truncate (
        text, (gsize) (g_utf8_find_prev_char (text->str, text->str + MOST_TEXT - 3) - text->str));
  return g_string_free (text, FALSE);
}

/* The causes speak, not the whole: what one team lost another may have won back. */
static gboolean
is_worth_saying (const FwRecord *watch, const FwWhyAnswer *answer)
{
  const FwWhyCause *first;

  if (answer->causes->len == 0)
    return FALSE;

  first = answer->causes->pdata[0];
  return (answer->metric->at_least ? first->cell.effect < 0 : first->cell.effect > 0) ||
         g_strcmp0 (fw_record_text (watch, "direction"), "either") == 0;
}

static void
set_text (FwRecord *record, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    fw_record_put_text (record, name, text);
}

/* What was asked, so that whoever reads the finding can ask it again. */
static void
copy_question (FwRecord *finding, const FwRecord *watch)
{
  static const char *const fields[] = { "site", "team", "baseline", "period", "filters" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    set_text (finding, fields[i], fw_record_text (watch, fields[i]));
}

FwRecord *
fw_watch_make_finding (const FwRecord *watch, const FwWhyAnswer *answer, gint32 day, gboolean live)
{
  g_autofree char *id = fw_watch_make_id (watch, day);
  g_autofree char *causes = NULL, *title = NULL;
  const FwWhyCause *first;
  FwRecord *finding;

  g_return_val_if_fail (fw_record_get_kind (watch) == fw_kind_find ("watch"), NULL);

  if (!is_worth_saying (watch, answer))
    return NULL;

  finding = fw_record_new (fw_kind_find ("finding"), id);
  first = answer->causes->pdata[0];
  causes = fw_watch_format_causes (answer);
  title = make_title (answer);
  set_text (finding, "title", title);
  set_text (finding, "watch", fw_record_get_id (watch));
  copy_question (finding, watch);
  set_text (finding, "metric", answer->metric->name);
  set_text (finding, "causes", causes);
  fw_record_set_integer (finding, fw_record_find (finding, "day"), day);
  fw_record_set_integer (finding, fw_record_find (finding, "live"), live);
  fw_record_set_number (finding, fw_record_find (finding, "before"), answer->before.value);
  fw_record_set_number (finding, fw_record_find (finding, "now"), answer->now.value);
  fw_record_set_number (finding, fw_record_find (finding, "n"), answer->now.n);
  fw_record_set_number (finding, fw_record_find (finding, "effect"), first->cell.effect);

  return finding;
}

static gboolean
has_part (const FwWhyCell *cell, const char *text)
{
  for (guint i = 0; i < cell->parts->len; i++)
    {
      const FwWhyPart *part = &g_array_index (cell->parts, FwWhyPart, i);
      g_autofree char *value = g_uri_escape_string (part->value, NULL, TRUE);
      g_autofree char *whole = g_strdup_printf ("%s=%s", part->attribute, value);

      if (g_str_equal (whole, text))
        return TRUE;
    }
  return FALSE;
}

gboolean
fw_watch_agrees (const FwRecord *finding, const FwWhyAnswer *answer)
{
  const char *causes = fw_record_text (finding, "causes");
  g_auto (GStrv) all = NULL, parts = NULL;
  double effect = fw_record_get_number (finding, fw_record_find (finding, "effect"));

  if (causes == NULL)
    return FALSE;

  all = g_strsplit (causes, ";", 2);
  parts = g_strsplit (all[0], "&", -1);
  for (guint i = 0; i < answer->causes->len; i++)
    {
      const FwWhyCause *cause = answer->causes->pdata[i];
      guint n_shared = 0;

      for (char **part = parts; *part != NULL; part++)
        n_shared += has_part (&cause->cell, *part);
      if (n_shared == MIN (g_strv_length (parts), cause->cell.parts->len) &&
          signbit (cause->cell.effect) == signbit (effect))
        return TRUE;
    }
  return FALSE;
}
