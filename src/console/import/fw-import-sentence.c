/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/import/fw-import-sentence.h"

#include "charts/fw-format.h"
#include "protocol/fw-said.h"

char *
fw_import_sentence_done (const char *name, JsonObject *report)
{
  g_autofree char *count = NULL;
  JsonObject *floor;
  gboolean cancelled = FALSE;
  gint64 stored = 0;

  g_return_val_if_fail (name != NULL && report != NULL, NULL);

  if (fw_json_has (report, "cancelled"))
    fw_json_get_boolean (report, "cancelled", &cancelled, NULL);
  if (!cancelled)
    return g_strdup_printf (_ ("%s is imported"), name);
  if (fw_json_has (report, "floor") && fw_json_get_object (report, "floor", &floor, NULL))
    fw_json_get_integer (floor, "events", &stored, NULL);
  count = fw_format_count (stored);
  return g_strdup_printf (_ ("%s: stopped after %s rows, which stay. The same file imported again "
                             "brings the rest and none twice."),
                          name, count);
}

char *
fw_import_sentence_refused (const FwInspection *inspection, gint64 accepted, gint64 rejected)
{
  g_autofree char *count = fw_format_count (rejected);

  g_return_val_if_fail (inspection != NULL, NULL);

  if (inspection->refusal == NULL)
    return NULL;
  if (rejected == 0 || !inspection->is_list)
    return fw_said_translate (inspection->refusal);
  if (accepted == 0)
    return g_strdup (_ ("No row can be read this way. Say below what the columns hold and what "
                        "their words mean."));
  return g_strdup_printf (
      ngettext ("%s row cannot be read. Say below what it means or that it is left out, or import "
                "the others without it.",
                "%s rows cannot be read. Say below what they mean or that they are left out, or "
                "import the others without them.",
                (gulong) rejected),
      count);
}

char *
fw_import_sentence_button (gint64 accepted, gint64 rejected)
{
  g_autofree char *rows = fw_format_count (accepted);
  g_autofree char *without = fw_format_count (rejected);

  if (rejected > 0)
    /* Translators: rows taken, rows rejected. */
    return g_strdup_printf (_ ("Import %s rows without the %s rejected"), rows, without);
  return g_strdup_printf (ngettext ("Import %s row", "Import %s rows", (gulong) accepted), rows);
}
