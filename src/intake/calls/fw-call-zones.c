/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-zones.h"

#include "core/fw-error.h"
#include "intake/calls/fw-call-names.h"
#include "intake/calls/fw-call-places.h"
#include "intake/fw-placeholders.h"

/* Whose clock a list's times are of, where neither the times nor the mapping say it. */

/* ---- columns of zones ---- */

static void explain (FwCallMapping *mapping, guint i, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
explain (FwCallMapping *mapping, guint i, const char *format, ...)
{
  va_list arguments;

  if (mapping->why->pdata[i] != NULL)
    return;
  va_start (arguments, format);
  mapping->why->pdata[i] = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* The first that is none, in the order of their letters. Returns: (nullable) */
static const char *
find_unknown (GHashTable *zones)
{
  const char *unknown = NULL;
  GHashTableIter iter;
  gpointer zone;

  g_hash_table_iter_init (&iter, zones);
  while (g_hash_table_iter_next (&iter, &zone, NULL))
    if (!fw_call_clock_knows_zone (fw_text (zone)) &&
        (unknown == NULL || strcmp (zone, unknown) < 0))
      unknown = zone;

  return unknown;
}

static void
take_column (FwCallMapping *mapping, guint i, GHashTable *zones)
{
  const char *unknown = find_unknown (zones);
  GHashTableIter iter;
  gpointer zone = NULL;

  if (unknown != NULL)
    {
      explain (mapping, i,
               "it names \"%s\", which is no time zone that is known; times are read in the "
               "list's",
               unknown);
      return;
    }
  if (g_hash_table_size (zones) > 1)
    {
      mapping->zone_column = (gint) i;
      explain (mapping, i, "each row's times are read in the zone that it names");
      return;
    }
  g_hash_table_iter_init (&iter, zones);
  if (g_hash_table_iter_next (&iter, &zone, NULL))
    mapping->zone = g_strdup (zone);
}

void
fw_call_zones_choose (FwCallMapping *mapping,
                      const FwText *header,
                      const gboolean *taken,
                      const FwSurvey *survey)
{
  g_return_if_fail (mapping != NULL && header != NULL && taken != NULL && survey != NULL);

  for (guint i = 0; i < survey->n_columns; i++)
    if (!taken[i] && survey->columns[i].words != NULL && survey->columns[i].n > 0 &&
        mapping->zone == NULL && mapping->zone_column < 0 && fw_call_header_names_zone (header[i]))
      take_column (mapping, i, survey->columns[i].words);
}

/* ---- titles ---- */

/* Words of a title that speaks of times. */
static const char times[] =
    "time|times|timestamps|zeit|zeiten|uhrzeiten|zeitangaben|heure|heures|horaires|hora|horas|"
    "horarios|ora|ore|orari|tijd|tijden|czas|godziny|время|часы|tid|tider|ajat|cas|casy|saat|"
    "saatler|时间|時間|時刻|时间均为|시간";

/* The end of the words at the beginning of @title that name what a zone is called; 0: none. */
static guint
find_label (FwText title)
{
  static const char *const signs[] = { ":", "：", "=", " ", "(", "（", "," };
  guint found = 0;

  for (guint i = 1; i <= title.length; i++)
    {
      FwText before = { title.data, i };
      gboolean ends = i == title.length;

      for (guint j = 0; j < G_N_ELEMENTS (signs) && !ends; j++)
        ends = title.length - i >= strlen (signs[j]) &&
               fw_bytes_equal (title.data + i, signs[j], (guint) strlen (signs[j]));
      if (ends && fw_call_header_names_zone (before))
        found = i;
    }

  return found;
}

static FwText
skip_signs (FwText text)
{
  static const char *const signs[] = { "：", "（", "）" };
  gboolean more = TRUE;

  while (more && text.length > 0)
    {
      guint skipped = strchr (" :=(,", *text.data) != NULL ? 1 : 0;

      for (guint i = 0; i < G_N_ELEMENTS (signs) && skipped == 0; i++)
        if (text.length >= strlen (signs[i]) &&
            fw_bytes_equal (text.data, signs[i], (guint) strlen (signs[i])))
          skipped = (guint) strlen (signs[i]);
      text.data += skipped;
      text.length -= skipped;
      more = skipped > 0;
    }
  while (text.length > 0 &&
         (text.data[text.length - 1] == ' ' ||
          (text.data[text.length - 1] == ')' && memchr (text.data, '(', text.length) == NULL)))
    text.length--;

  return text;
}

/* Whether a title says when something was: its zone is that of the moment alone. */
static gboolean
holds_moment (FwText title)
{
  guint digits = 0;

  for (guint i = 0; i < title.length; i++)
    {
      gboolean is_digit = g_ascii_isdigit (title.data[i]);
      gboolean signed_before = digits < i && strchr ("+-", title.data[i - digits - 1]) != NULL;

      if (!is_digit && digits > 0 && title.data[i] == ':' && !signed_before)
        return TRUE;
      digits = is_digit ? digits + 1 : 0;
      if (digits >= 4 && !(i >= 4 && strchr ("+-", title.data[i - 4]) != NULL))
        return TRUE;
    }

  return FALSE;
}

static gboolean
speaks_of_times (FwText title)
{
  g_autofree char *folded = fw_fold_words (title), *fenced = g_strconcat ("|", times, "|", NULL);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_strconcat ("|", words[i], "|", NULL);

      if (words[i][0] != '\0' && strstr (fenced, word) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* "All times in America/New_York" */
static gboolean
use_path (FwCallClock *clock, FwText title)
{
  g_autofree char *text = fw_text_dup (title);
  g_auto (GStrv) words = g_strsplit_set (text, " ()[],;", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strchr (words[i], '/') != NULL && fw_call_clock_use_zone (clock, fw_text (words[i])))
      return TRUE;

  return FALSE;
}

/* "Time zone: local": whichever it is, the list does not say. */
static gboolean
names_none (FwText name)
{
  static const char words[] =
      "|local|local time|local timezone|default|system|ortszeit|lokal|lokale zeit|heure locale|"
      "locale|hora local|ora locale|lokale tijd|czas lokalny|местное время|местное|yerel saat|"
      "本地|本地时间|当地时间|現地時間|현지시간|";
  g_autofree char *folded = fw_fold_words (name);
  g_autofree char *fenced = g_strconcat ("|", folded, "|", NULL);

  return strstr (words, fenced) != NULL;
}

/* @next: what stands beside a title that only names a zone. @found: (out) */
static gboolean
take_title (
    FwCallClock *clock, FwText title, FwText next, guint64 line, gboolean *found, GError **error)
{
  guint label = find_label (title);
  FwText name =
      label > 0 ? skip_signs ((FwText){ title.data + label, title.length - label }) : FW_TEXT_NONE;
  g_autofree char *quoted = NULL;

  if (label == 0)
    {
      /* "所有时间均为北京时间": a place whose time is named speaks of times by itself. */
      *found = !holds_moment (title) &&
               (speaks_of_times (title) || fw_call_place_find_in_header (title, FALSE) != NULL) &&
               (fw_call_clock_use_header (clock, title) || use_path (clock, title));
      return TRUE;
    }
  if (name.length == 0)
    name = next;
  if (names_none (name))
    return TRUE;
  *found = name.length > 0 &&
           (fw_call_clock_use_zone (clock, name) || fw_call_clock_use_header (clock, name));
  /* "Zone" alone is many things. */
  if (*found || name.length == 0 || label <= strlen ("zone") ||
      !fw_call_clock_check_header (clock, name, error))
    return *found || name.length == 0 || label <= strlen ("zone");
  if (fw_call_clock_goes_by (clock, name))
    return TRUE;
  quoted = g_utf8_make_valid (name.data, name.length);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "line %" G_GUINT64_FORMAT
               ": the time zone \"%s\" is not known; state \"zone\" in the mapping, such as "
               "Europe/Berlin",
               line, quoted);

  return FALSE;
}

static gboolean
take_titles (FwCallClock *clock, const FwCsv *csv, gboolean *found, GError **error)
{
  for (guint i = 0; i < csv->n_cells && !*found; i++)
    {
      FwText title = fw_cell_trim (csv->cells[i]), next = FW_TEXT_NONE;

      for (guint j = i + 1; j < csv->n_cells && next.length == 0; j++)
        next = fw_cell_trim (csv->cells[j]);
      if (title.length > 0 && !take_title (clock, title, next, csv->line, found, error))
        return FALSE;
    }

  return TRUE;
}

/* "Time zone: UTC", "(all times in America/New_York)" above the header. */
static gboolean
read_titles (FwCallClock *clock, const FwCallRows *rows, gboolean *found, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FwCsv csv = { 0 };
  gboolean done;

  if (rows->header_line <= 1)
    return TRUE;
  done = fw_call_rows_open (rows, &csv, error);
  while (done && !*found && fw_csv_next (&csv, &failure) && csv.line < rows->header_line)
    done = csv.problem != NULL || take_titles (clock, &csv, found, error);
  fw_csv_clear (&csv);
  if (done && failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return done;
}

static gboolean
read_headers (FwCallReader *reader, gboolean *found, GError **error)
{
  static const FwCallColumn columns[] = { FW_CALL_DATE_TIME, FW_CALL_TIME, FW_CALL_DATE };

  for (guint i = 0; !*found && i < G_N_ELEMENTS (columns); i++)
    {
      gint column = reader->mapping.column[columns[i]];
      FwText header = column >= 0 ? fw_text (reader->header->pdata[column]) : FW_TEXT_NONE;
      const char *place;

      place = column >= 0 ? fw_call_place_find_in_header (header, TRUE) : NULL;
      *found = column >= 0 &&
               (fw_call_clock_use_header (&reader->clock, header) ||
                (place != NULL && fw_call_clock_use_zone (&reader->clock, fw_text (place))));
      if (column >= 0 && !*found && !fw_call_clock_check_header (&reader->clock, header, error))
        return FALSE;
    }

  return TRUE;
}

/* A column of zones that names one in all rows. */
static gboolean
read_column (FwCallReader *reader, gboolean *found, GError **error)
{
  const char *said = reader->mapping.zone;

  if (*found || said == NULL)
    return TRUE;
  *found = fw_call_clock_use_zone (&reader->clock, fw_text (said));

  return *found || fw_call_clock_check_header (&reader->clock, fw_text (said), error);
}

gboolean
fw_call_zones_settle (FwCallReader *reader, const FwCallRows *rows, GError **error)
{
  FwTextForm *text;
  gboolean found = FALSE;

  g_return_val_if_fail (reader != NULL && rows != NULL, FALSE);

  text = &reader->run->report->text;
  reader->clock.zone = reader->run->intake->zone;
  if (reader->run->form.zone != NULL)
    {
      reader->mapping.zone_column = -1;
      return TRUE;
    }
  if (!read_headers (reader, &found, error) || !read_column (reader, &found, error))
    return FALSE;
  /* Whoever names the zone beside the time's name means all rows. */
  if (found)
    reader->mapping.zone_column = -1;
  else if (!read_titles (&reader->clock, rows, &found, error))
    return FALSE;
  if (found)
    {
      g_free (text->zone);
      text->zone = g_strdup (fw_zone_get_identifier (reader->clock.zone));
    }

  return TRUE;
}
