/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-duration.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

/* One number and its unit, whose place in the row of units must come after @unit. */
static gboolean
read_part (FwText text, guint *used, gint *unit, gint64 *sum)
{
  static const struct
  {
    char letter;
    gint64 length;
  } units[] = { { 'w', 7 * 24 * FW_HOUR },
                { 'd', 24 * FW_HOUR },
                { 'h', FW_HOUR },
                { 'm', FW_MINUTE },
                { 's', FW_SECOND } };
  gint64 number = 0;
  guint i = *used;

  for (; i < text.length && g_ascii_isdigit (text.data[i]) && number < FW_DURATION_MOST; i++)
    number = number * 10 + (text.data[i] - '0');
  if (i == *used || i == text.length)
    return FALSE;

  for (gint j = *unit + 1; j < (gint) G_N_ELEMENTS (units); j++)
    if (units[j].letter == text.data[i])
      {
        if (number > FW_DURATION_MOST / units[j].length)
          return FALSE;
        *sum += number * units[j].length;
        *unit = j;
        *used = i + 1;
        return *sum <= FW_DURATION_MOST;
      }
  return FALSE;
}

static gboolean
read_seconds (FwText text, gint64 *duration)
{
  gint64 seconds = 0;

  for (guint i = 0; i < text.length; i++)
    {
      if (!g_ascii_isdigit (text.data[i]))
        return FALSE;
      seconds = seconds * 10 + (text.data[i] - '0');
      if (seconds > FW_DURATION_MOST / FW_SECOND)
        return FALSE;
    }
  *duration = seconds * FW_SECOND;
  return text.length > 0;
}

gboolean
fw_duration_parse (FwText text, gint64 *duration, GError **error)
{
  gint64 sum = 0;
  gint unit = -1;
  guint used = 0;

  g_return_val_if_fail (duration != NULL, FALSE);

  if (read_seconds (text, duration))
    return TRUE;
  while (used < text.length && read_part (text, &used, &unit, &sum))
    ;
  if (text.length > 0 && used == text.length)
    {
      *duration = sum;
      return TRUE;
    }

  g_set_error (
      error, FW_ERROR, FW_ERROR_INVALID,
      "“%.*s” is no duration: expected one such as 90s, 30m, 4h, 1h30m or 7d, of a hundred "
      "years at most",
      (gint) MIN (text.length, 40), text.data != NULL ? text.data : "");
  return FALSE;
}
