/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "core/calendar/fw-zone.h"
#include "ctl/fw-people.h"
#include "intake/fw-intake.h"
#include "intake/people/fw-certificate-file.h"

#define ENOUGH (1u << 16) /* bytes that are worth a write */

static void
append_standing (GString *out,
                 const FwCertificateHistory *history,
                 const char *day,
                 FwCertificateStanding standing)
{
  fw_csv_append (out, fw_text (history->person), FALSE);
  fw_csv_append (out, fw_text (history->scheme_name), FALSE);
  g_string_append_printf (out, "%s,%s,", day, fw_certificate_state_to_name (standing.state));
  if (standing.state != FW_CERTIFICATE_NONE)
    g_string_append_printf (out, "%d", standing.days_left);
  g_string_append_printf (out, ",%d\n", standing.on_roster);
}

gboolean
fw_people_print_certificates (const char *schemes_path,
                              const char *events_path,
                              const gint32 *days,
                              guint n_days,
                              GError **error)
{
  g_autoptr (GBytes) json = fw_file_bytes (schemes_path, error);
  g_autoptr (GBytes) table = json != NULL ? fw_file_bytes (events_path, error) : NULL;
  g_autoptr (GHashTable) schemes = NULL;
  g_autoptr (GPtrArray) histories = NULL;
  g_autoptr (GString) out = g_string_new ("person,scheme,as_of,state,days_left,eligible\n");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (table == NULL)
    return FALSE;
  schemes = fw_scheme_file_read (json, error);
  if (schemes == NULL)
    return fw_file_blame (error, schemes_path);
  histories = fw_certificate_file_read (table, schemes, error);
  if (histories == NULL)
    return fw_file_blame (error, events_path);

  for (guint k = 0; k < n_days; k++)
    g_ptr_array_add (names, fw_date_format (days[k]));
  for (guint i = 0; i < histories->len; i++)
    {
      const FwCertificateHistory *history = histories->pdata[i];

      for (guint k = 0; k < n_days; k++)
        append_standing (out, history, names->pdata[k],
                         fw_certificate_stand (history->steps, history->events->len, days[k]));
      if (out->len >= ENOUGH)
        {
          fwrite (out->str, 1, out->len, stdout);
          g_string_truncate (out, 0);
        }
    }
  fwrite (out->str, 1, out->len, stdout);
  return TRUE;
}
