/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-directory-private.h"

/* Returns: (nullable): all that was told of the person. */
static const FwPersonHistory *
find_history (FwDirectory *self, const FwRecord *record)
{
  const char *login = fw_record_text (record, "login"), *id = fw_record_get_id (record);
  const FwText key = fw_text (login != NULL ? login : id);
  GPtrArray *histories = g_hash_table_lookup (self->logins, &key);

  for (guint i = 0; histories != NULL && i < histories->len; i++)
    {
      const FwPersonHistory *history = histories->pdata[i];
      const FwPersonSpan *first = &g_array_index (history->spans, FwPersonSpan, 0);

      if (g_str_equal (first->membership.person, id))
        return history;
    }
  return NULL;
}

gboolean
fw_directory_find_post_start (FwDirectory *self, const FwRecord *record, gint32 day, gint32 *since)
{
  const FwPersonHistory *history;
  const FwSiteEntry *site;
  const char *position = NULL;
  gint64 from, to, start = G_MININT64;

  g_return_val_if_fail (self != NULL && record != NULL && since != NULL, FALSE);

  history = find_history (self, record);
  site = fw_directory_find_site (self, fw_record_text (record, "site"));
  if (history == NULL)
    return FALSE;
  if (site == NULL)
    site = fw_directory_get_default_site (self);
  fw_zone_get_day_bounds (site->zone, day, &from, &to);
  for (guint i = history->spans->len; i-- > 0;)
    {
      const FwPersonSpan *span = &g_array_index (history->spans, FwPersonSpan, i);

      if (span->start >= to)
        continue;
      if (position == NULL)
        position = span->membership.position;
      if (!span->present || *position == '\0' || !g_str_equal (span->membership.position, position))
        break;
      start = span->start;
    }
  if (start == G_MININT64)
    return FALSE;
  *since = fw_zone_get_day (site->zone, start);
  return TRUE;
}
