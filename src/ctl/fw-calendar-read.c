/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-calendar-read.h"

#include "core/calendar/fw-zone.h"
#include "ctl/fw-ctl.h"
#include "intake/ical/fw-ical.h"

static gboolean
read_moment (
    FwIcalReader *reader, const char *option, const char *text, gint64 *second, GError **error)
{
  gint64 at;
  gint32 date;

  if (fw_time_parse (fw_text (text), &at))
    *second = at / FW_SECOND;
  else if (fw_date_parse (fw_text (text), &date))
    *second = fw_ical_zone_to_utc (fw_ical_reader_get_zone (reader), (gint64) date * 86400);
  else
    return fw_usage_error (error, "%s: expected a date or an RFC 3339 time, found “%s”", option,
                           text);
  return TRUE;
}

static gboolean
read_file (FwIcalReader *reader, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;
  bytes = g_bytes_new_take (data, length);
  if (fw_ical_reader_add (reader, name, bytes, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

static char *
format_end (const FwShiftOffer *offer, gint64 end)
{
  if (offer->rejected)
    return g_strdup ("");
  return offer->is_date ? fw_date_format ((gint32) end) : fw_time_format (end * FW_SECOND);
}

static void
print_offers (const GPtrArray *offers, FwOutput output)
{
  static const char *const titles[] = { "file", "uid", "start", "end", "status", "decided by" };
  g_autoptr (FwGrid) grid = fw_grid_new ();

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    fw_grid_add_column (grid, titles[i], FALSE);
  if (output == FW_OUTPUT_TABLE)
    fw_grid_add_column (grid, "summary", FALSE);
  for (guint i = 0; i < offers->len; i++)
    {
      const FwShiftOffer *offer = offers->pdata[i];

      fw_grid_add (grid, g_strdup (offer->file));
      fw_grid_add (grid, g_strdup (offer->uid));
      fw_grid_add (grid, format_end (offer, offer->start));
      fw_grid_add (grid, format_end (offer, offer->end));
      fw_grid_add (grid, g_strdup (offer->rejected ? "" : offer->status));
      fw_grid_add (grid, offer->rejected ? g_strconcat ("rejected: ", offer->note, NULL)
                                         : g_strdup (offer->note != NULL ? offer->note : ""));
      if (output == FW_OUTPUT_TABLE)
        fw_grid_add (grid, g_strdup (offer->summary));
    }
  fw_grid_print (grid, output);
}

gboolean
fw_calendar_read_print (char **paths,
                        const char *zone,
                        const char *from,
                        const char *to,
                        FwOutput output,
                        GError **error)
{
  g_autoptr (FwIcalReader) reader = NULL;
  g_autoptr (GPtrArray) offers = NULL;
  gint64 first, last;

  if (zone == NULL || from == NULL || to == NULL)
    return fw_usage_error (error, "--zone, --from and --to say where and when");
  if (output == FW_OUTPUT_JSON)
    return fw_usage_error (error, "--format: expected table or csv");
  if (paths[0] == NULL)
    return fw_usage_error (error, "expected read FILE…");
  if ((reader = fw_ical_reader_new (zone, error)) == NULL ||
      !read_moment (reader, "--from", from, &first, error) ||
      !read_moment (reader, "--to", to, &last, error))
    return FALSE;
  for (guint i = 0; paths[i] != NULL; i++)
    if (!read_file (reader, paths[i], error))
      return FALSE;
  offers = fw_ical_reader_expand (reader, first, last);
  print_offers (offers, output);
  return TRUE;
}
