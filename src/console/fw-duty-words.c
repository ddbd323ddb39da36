/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-duty-words.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>

static char *
write_duration (gint64 time)
{
  return fw_format_tick (FW_FORMAT_DURATION, (double) time / (double) FW_SECOND, 60);
}

char *
fw_duty_write_breach (const FwDutyBreach *breach)
{
  const gboolean counts = breach->rule == FW_DUTY_DAYS || breach->rule == FW_DUTY_NIGHTS;
  g_autofree char *value = counts ? NULL : write_duration (breach->value);
  g_autofree char *limit = counts ? NULL : write_duration (breach->limit);

  switch (breach->rule)
    {
    case FW_DUTY_OVERLAP:
      return g_strdup_printf (_ ("It begins %s before the shift of the day before ends."), value);
    case FW_DUTY_REST:
      return g_strdup_printf (_ ("%s of rest before it; at least %s are required."), value, limit);
    case FW_DUTY_DAYS:
      return g_strdup_printf (_ ("Day %d of work in a row; at most %d are allowed."),
                              (int) breach->value, (int) breach->limit);
    case FW_DUTY_NIGHTS:
      return g_strdup_printf (_ ("Night %d in a row; at most %d are allowed."), (int) breach->value,
                              (int) breach->limit);
    case FW_DUTY_WEEK_MOST:
      return g_strdup_printf (_ ("The week comes to %s; at most %s are allowed."), value, limit);
    case FW_DUTY_WEEK_LEAST:
      return g_strdup_printf (_ ("The week comes to %s; at least %s are required."), value, limit);
    case FW_DUTY_N_RULES:
    default:
      return g_strdup ("");
    }
}
