/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/fw-age.h"

char *
fw_age_format (gint64 age)
{
  const gint64 seconds = MAX (age, 0) / G_USEC_PER_SEC;

  if (seconds < 10)
    return g_strdup_printf (_ ("%.1f s"), (double) MAX (age, 0) / G_USEC_PER_SEC);
  if (seconds < 120)
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (seconds < 7200)
    return g_strdup_printf (_ ("%d min"), (int) (seconds / 60));
  if (seconds < 172800)
    return g_strdup_printf (_ ("%d h"), (int) (seconds / 3600));
  return g_strdup_printf (_ ("%d d"), (int) MIN (seconds / 86400, 99999));
}
