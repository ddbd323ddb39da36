/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-leave.h"

#include "core/calendar/fw-zone.h"

static gint
compare_days (gconstpointer a, gconstpointer b)
{
  const gint32 one = *(const gint32 *) a, other = *(const gint32 *) b;

  return (one > other) - (one < other);
}

/* Of those that hold on the day and have some left the one that lapses first. Returns: @n_rights:
 * none. */
static guint
choose_right (const FwLeaveRight *rights, guint n_rights, const guint *used, gint32 day)
{
  guint best = n_rights;

  for (guint i = 0; i < n_rights; i++)
    if (rights[i].first <= day && day <= rights[i].last && used[i] < rights[i].days &&
        (best == n_rights || rights[i].last < rights[best].last))
      best = i;
  return best;
}

guint
fw_leave_charge (const FwLeaveRight *rights, guint n_rights, GArray *days, guint *used)
{
  g_autoptr (GArray) sorted = NULL;
  guint lacking = 0;

  g_return_val_if_fail (days != NULL && (n_rights == 0 || (rights != NULL && used != NULL)), 0);

  for (guint i = 0; i < n_rights; i++)
    used[i] = 0;
  sorted = g_array_copy (days);
  g_array_sort (sorted, compare_days);
  for (guint i = 0; i < sorted->len; i++)
    {
      const gint32 day = g_array_index (sorted, gint32, i);
      guint right;

      if (i > 0 && day == g_array_index (sorted, gint32, i - 1))
        continue;
      right = choose_right (rights, n_rights, used, day);
      if (right < n_rights)
        used[right]++;
      else
        lacking++;
    }
  return lacking;
}

gboolean
fw_leave_takes_day (gint32 day, FwLeavePlanned planned)
{
  switch (planned)
    {
    case FW_LEAVE_FREE:
      return FALSE;
    case FW_LEAVE_WORKED:
      return TRUE;
    case FW_LEAVE_NOT_TOLD:
    default:
      return day - fw_date_get_monday (day) < 5;
    }
}

char *
fw_leave_write_days (GArray *days)
{
  GString *text;

  g_return_val_if_fail (days != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *date = fw_date_format (g_array_index (days, gint32, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", date);
    }
  return g_string_free (text, FALSE);
}

gboolean
fw_leave_read_days (const char *text, GArray *days)
{
  g_auto (GStrv) dates = NULL;

  g_return_val_if_fail (days != NULL, FALSE);

  if (text == NULL || *text == '\0')
    return TRUE;
  dates = g_strsplit (text, ";", -1);
  for (guint i = 0; dates[i] != NULL; i++)
    {
      gint32 day;

      if (!fw_date_parse (fw_text (g_strstrip (dates[i])), &day) ||
          (i > 0 && day <= g_array_index (days, gint32, days->len - 1)))
        return FALSE;
      g_array_append_val (days, day);
    }
  return TRUE;
}
