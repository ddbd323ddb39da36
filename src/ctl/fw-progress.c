/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/fw-progress.h"

#include <stdio.h>
#include <unistd.h>

#define WIDTH 32
#define INTERVAL (100 * 1000) /* µs between drawings */
#define SETTLE (1000 * 1000)  /* µs before an estimate is worth anything */

void
fw_progress_init (FwProgress *self)
{
  self->shown = isatty (STDERR_FILENO);
  self->started = g_get_monotonic_time ();
  self->drawn = 0;
}

char *
fw_group_digits (guint64 number)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  GString *out = g_string_new (plain);

  for (gssize i = (gssize) out->len - 3; i > 0; i -= 3)
    g_string_insert_c (out, i, ',');
  return g_string_free (out, FALSE);
}

char *
fw_progress_format_duration (gint64 seconds)
{
  return seconds < 60
             ? g_strdup_printf ("%ds", (int) seconds)
             : g_strdup_printf ("%" G_GINT64_FORMAT "m %02ds", seconds / 60, (int) (seconds % 60));
}

static char *
format_left (gint64 elapsed, double share)
{
  g_autofree char *left = NULL;

  if (elapsed < SETTLE || share <= 0)
    return g_strdup ("");
  left = fw_progress_format_duration (
      (gint64) ((double) elapsed * (1 - share) / share) / G_USEC_PER_SEC + 1);
  return g_strdup_printf (", about %s left", left);
}

void
fw_progress_set (FwProgress *self, guint64 done, guint64 total, const char *note)
{
  gint64 now = g_get_monotonic_time ();
  double share = total > 0 ? CLAMP ((double) done / (double) total, 0, 1) : 0;
  g_autofree char *left = NULL;
  char bar[WIDTH + 1] = { 0 };

  if (!self->shown || now - self->drawn < INTERVAL)
    return;
  self->drawn = now;
  left = format_left (now - self->started, share);
  for (guint i = 0; i < WIDTH; i++)
    bar[i] = i < share * WIDTH ? '#' : '.';
  if (total > 0)
    fprintf (stderr, "\r\033[K[%s] %3.0f %%%s%s%s", bar, share * 100, note != NULL ? ", " : "",
             note != NULL ? note : "", left);
  else
    fprintf (stderr, "\r\033[K%s", note != NULL ? note : "");
  fflush (stderr);
}

void
fw_progress_end (FwProgress *self)
{
  if (self->shown && self->drawn != 0)
    fprintf (stderr, "\r\033[K");
}
