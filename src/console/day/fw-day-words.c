/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/day/fw-day-words.h"

#include "console/live/fw-live-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
write_duration (double seconds)
{
  return fw_format_tick (FW_FORMAT_DURATION, floor (seconds / 60) * 60, 60);
}

char *
fw_day_write_standing (const FwDayRows *rows, const FwDayRow *row)
{
  static const char *const words[FW_DAY_N_STANDINGS] = {
    [FW_DAY_STANDS_FREE] = N_ ("not planned"), [FW_DAY_STANDS_EXCUSED] = N_ ("excused"),
    [FW_DAY_STANDS_TO_COME] = N_ ("to come"),  [FW_DAY_STANDS_UNKNOWN] = N_ ("no data"),
    [FW_DAY_STANDS_MISSING] = N_ ("missing"),  [FW_DAY_STANDS_IN_ORDER] = N_ ("in order"),
  };
  g_autofree char *time = NULL;

  g_return_val_if_fail (rows != NULL && row != NULL, NULL);

  if (g_strcmp0 (row->type, "leave") == 0)
    return g_strdup (_ ("leave"));
  switch (row->standing)
    {
    case FW_DAY_STANDS_AWAY:
      time = write_duration ((double) (rows->now - row->since) / FW_SECOND);
      /* Translators: for how long */
      return g_strdup_printf (_ ("away %s"), time);
    case FW_DAY_STANDS_LATE:
      time = write_duration (row->late_s);
      /* Translators: by how much */
      return g_strdup_printf (_ ("late %s"), time);
    case FW_DAY_STANDS_LEFT:
      time = write_duration (row->early_s);
      /* Translators: by how much */
      return g_strdup_printf (_ ("left %s early"), time);
    case FW_DAY_STANDS_MISSING:
      if (fw_day_rows_is_over (rows, row))
        return g_strdup (_ (words[row->standing]));
      time = write_duration ((double) (rows->now - row->since) / FW_SECOND);
      /* Translators: for how long */
      return g_strdup_printf (_ ("missing %s"), time);
    case FW_DAY_STANDS_FREE:
    case FW_DAY_STANDS_EXCUSED:
    case FW_DAY_STANDS_TO_COME:
    case FW_DAY_STANDS_UNKNOWN:
    case FW_DAY_STANDS_IN_ORDER:
    case FW_DAY_N_STANDINGS:
    default:
      return g_strdup (_ (words[row->standing]));
    }
}

FwMarkShape
fw_day_get_shape (const FwDayRow *row)
{
  static const FwMarkShape shapes[FW_DAY_N_STANDINGS] = {
    [FW_DAY_STANDS_MISSING] = FW_MARK_TRIANGLE, [FW_DAY_STANDS_AWAY] = FW_MARK_TRIANGLE,
    [FW_DAY_STANDS_LATE] = FW_MARK_HALF,        [FW_DAY_STANDS_LEFT] = FW_MARK_HALF,
    [FW_DAY_STANDS_UNKNOWN] = FW_MARK_RING,     [FW_DAY_STANDS_IN_ORDER] = FW_MARK_DISC,
  };

  g_return_val_if_fail (row != NULL, FW_MARK_NONE);

  return shapes[row->standing];
}

gboolean
fw_day_is_pressing (const FwDayRows *rows, const FwDayRow *row)
{
  g_return_val_if_fail (rows != NULL && row != NULL, FALSE);

  return row->standing == FW_DAY_STANDS_AWAY ||
         (row->standing == FW_DAY_STANDS_MISSING && !fw_day_rows_is_over (rows, row));
}

char *
fw_day_write_time (const FwDayRows *rows, gint64 from, gint64 to)
{
  g_autofree char *begins = NULL, *ends = NULL;

  g_return_val_if_fail (rows != NULL, NULL);

  begins = fw_format_clock (from, rows->clock);
  ends = fw_format_clock (to, rows->clock);
  /* Translators: from when to when */
  return g_strdup_printf (_ ("%s–%s"), begins, ends);
}

char *
fw_day_write_shift (const FwDayRows *rows, const FwDayRow *row)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (rows != NULL && row != NULL, NULL);

  if (g_strcmp0 (row->type, "leave") == 0)
    return g_strdup (_ ("leave"));
  if (row->plan->len == 0)
    return g_strdup (row->draft ? _ ("planned, but not published") : _ ("not planned"));
  time = fw_day_write_time (rows, g_array_index (row->plan, FwDayPart, 0).from,
                            g_array_index (row->plan, FwDayPart, row->plan->len - 1).to);
  return g_strdup_printf ("%s %s", row->shift != NULL ? row->shift : "", time);
}

const char *
fw_day_write_kind (FwDayKind kind)
{
  static const char *const words[FW_DAY_N_KINDS] = {
    [FW_DAY_WORK] = N_ ("work"),
    [FW_DAY_BREAK] = N_ ("break"),
    [FW_DAY_TRAINING] = N_ ("training"),
    [FW_DAY_EXCUSED] = N_ ("excused"),
    [FW_DAY_PRESENT] = N_ ("counts as at work"),
    [FW_DAY_ABSENT] = N_ ("absent without excuse"),
  };

  g_return_val_if_fail (kind < FW_DAY_N_KINDS, NULL);

  return _ (words[kind]);
}

static void
append_part (GString *text, const char *time, const char *word, const char *note)
{
  if (text->len > 0)
    g_string_append (text, C_ ("list", ", "));
  g_string_append_printf (text, "%s %s", time, word);
  if (note != NULL && *note != '\0')
    g_string_append_printf (text, " (%s)", note);
}

/* Returns: (transfer full) (nullable): NULL where nothing was. */
static char *
write_plan (const FwDayRows *rows, const FwDayRow *row, gint64 from, gint64 to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->plan->len; i++)
    {
      const FwDayPart *part = &g_array_index (row->plan, FwDayPart, i);
      g_autofree char *time = NULL;

      if (part->from >= to || part->to <= from)
        continue;
      time = fw_day_write_time (rows, part->from, part->to);
      append_part (text, time, fw_day_write_kind (part->kind), part->note);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
write_states (const FwDayRows *rows, const FwDayRow *row, gint64 from, gint64 to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < row->states->len; i++)
    {
      const FwDayPart *part = &g_array_index (row->states, FwDayPart, i);
      g_autofree char *time = NULL;
      const char *reason;

      if (part->from >= to || part->to <= from)
        continue;
      time = fw_day_write_time (rows, part->from, part->to);
      reason = part->note != NULL && *part->note != '\0' ? fw_live_words_reason (part->note) : NULL;
      append_part (text, time,
                   reason != NULL ? reason
                   : part->works  ? _ ("at work")
                                  : _ ("paused"),
                   NULL);
    }
  return g_strdup (text->len > 0 ? text->str : _ ("not signed in"));
}

char *
fw_day_write_moment (const FwDayRows *rows, const FwDayRow *row, gint64 from, gint64 to)
{
  g_autofree char *plan = NULL, *states = NULL;

  g_return_val_if_fail (rows != NULL && row != NULL, NULL);

  plan = write_plan (rows, row, from, to);
  if (from >= rows->now)
    /* Translators: what was planned */
    return plan != NULL ? g_strdup_printf (_ ("Planned: %s."), plan)
                        : g_strdup (_ ("Not planned."));
  states = write_states (rows, row, from, to);
  if (plan == NULL)
    /* Translators: what really was */
    return g_strdup_printf (_ ("Not planned. Really: %s."), states);
  /* Translators: what was planned, and what really was */
  return g_strdup_printf (_ ("Planned: %s. Really: %s."), plan, states);
}

char *
fw_day_write_figures (const FwDayRow *row)
{
  g_autofree char *adherence = NULL, *conformance = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  if (isnan (row->adherence))
    return g_strdup (_ ("no data"));
  adherence = fw_format_value (FW_FORMAT_RATIO, row->adherence);
  conformance = fw_format_value (FW_FORMAT_RATIO, row->conformance);
  /* Translators: two shares */
  return g_strdup_printf (_ ("adherence %s, conformance %s"), adherence, conformance);
}

static void
append_count (GString *text, const char *form, guint n)
{
  g_autofree char *count = fw_format_count (n);
  g_auto (GStrv) parts = g_strsplit (form, "%s", 2);

  if (n > 0)
    g_string_append_printf (text, " · %s%s%s", parts[0], count, parts[1]);
}

char *
fw_day_write_total (const FwDayRows *rows)
{
  const FwDaySum *sum;
  g_autofree char *adherence = NULL, *conformance = NULL, *of = NULL, *planned = NULL;
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (rows != NULL, NULL);

  sum = &rows->total;
  text = g_string_new (NULL);
  planned = fw_format_count (sum->planned);
  of = fw_format_count (sum->with_data);
  if (isnan (sum->adherence))
    g_string_append_printf (text,
                            ngettext ("No data of %s person who is planned",
                                      "No data of %s people who are planned", sum->planned),
                            planned);
  else
    {
      adherence = fw_format_value (FW_FORMAT_RATIO, sum->adherence);
      conformance = fw_format_value (FW_FORMAT_RATIO, sum->conformance);
      /* Translators: two shares, of how many people, of how many who are planned */
      g_string_append_printf (text, _ ("Adherence %s, conformance %s of %s of %s who are planned"),
                              adherence, conformance, of, planned);
    }
  append_count (text, _ ("▲ %s missing"), sum->missing);
  append_count (text, _ ("▲ %s away"), sum->away);
  append_count (text, _ ("◐ %s late"), sum->late);
  append_count (text, _ ("◐ %s left early"), sum->left_early);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
