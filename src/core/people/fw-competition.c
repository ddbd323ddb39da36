/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-competition.h"

#include <string.h>

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

#define QUARTER_CHARS 7 /* "2026 Q4" */
#define MONTHS 3

gboolean
fw_quarter_parse (const char *text, gint32 *first)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (first != NULL, FALSE);

  if (text == NULL || strlen (text) != QUARTER_CHARS || text[4] != ' ' || text[5] != 'Q' ||
      text[6] < '1' || text[6] > '4')
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  date = g_strdup_printf ("%.4s-%02d-01", text, (text[6] - '1') * MONTHS + 1);
  return fw_date_parse (fw_text (date), first);
}

char *
fw_quarter_format (gint32 day)
{
  g_autofree char *date = fw_date_format (day);
  const guint64 month = g_ascii_strtoull (date + 5, NULL, 10);

  return g_strdup_printf ("%.4s Q%u", date, (guint) (month - 1) / MONTHS + 1);
}

gboolean
fw_competition_check (const FwRecord *record, GError **error)
{
  gint32 first;

  g_return_val_if_fail (record != NULL, FALSE);

  if (fw_record_lacks (record, "quarter") ||
      fw_quarter_parse (fw_record_text (record, "quarter"), &first))
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "quarter: expected a year and a quarter of it, such as 2026 Q4");
  return FALSE;
}

/* Returns: (transfer full): what is there, by its name; else the id. */
static char *
find_name (const FwKindLook *look, const char *kind, const char *id)
{
  g_autoptr (FwRecord) record = id != NULL ? look->find (look->data, kind, id) : NULL;
  const char *name = record != NULL ? fw_record_text (record, "name") : NULL;

  return g_strdup (name != NULL ? name : id != NULL ? id : "");
}

void
fw_competition_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  const char *quarter = fw_record_text (record, "quarter");
  g_autofree char *post = NULL, *name = NULL;

  g_return_if_fail (record != NULL && look != NULL);

  post = find_name (look, "position", fw_record_text (record, "post"));
  name = g_strdup_printf ("%s · %s", post, quarter != NULL ? quarter : "");
  fw_record_put_text (record, "name", name);
}

void
fw_application_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  g_autofree char *person = NULL, *call = NULL, *name = NULL;

  g_return_if_fail (record != NULL && look != NULL);

  person = find_name (look, "person", fw_record_text (record, "person"));
  call = find_name (look, "competition", fw_record_text (record, "competition"));
  name = g_strdup_printf ("%s · %s", person, call);
  fw_record_put_text (record, "name", name);
}

void
fw_panel_score_derive (const FwRecord *stored, FwRecord *record)
{
  g_return_if_fail (record != NULL);

  fw_record_set_integer (record, fw_record_find (record, "closed"), TRUE);
}
