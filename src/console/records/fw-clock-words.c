/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-clock-words.h"

#include "charts/fw-format.h"
#include "charts/fw-moment.h"
#include "console/fw-swap-words.h"
#include "protocol/fw-json.h"

#define DAY_S 86400

char *
fw_clock_words_describe (JsonObject *clock)
{
  const char *state, *due;
  g_autofree char *moment = NULL;

  g_return_val_if_fail (clock != NULL, NULL);

  state = fw_json_find_text (clock, "state");
  due = fw_json_find_text (clock, "due");
  moment = due != NULL ? fw_moment_describe (due) : NULL;
  if (fw_json_has (clock, "stopped"))
    return NULL;
  if (g_strcmp0 (state, "paused") == 0)
    return g_strdup (_ ("the time stands still"));
  if (moment == NULL)
    return g_strdup (_ ("nobody can say when it is due"));
  if (g_strcmp0 (state, "breached") == 0)
    /* Translators: %s is a day and a clock time. */
    return g_strdup_printf (_ ("overdue since %s"), moment);
  /* Translators: %s is a day and a clock time. */
  return g_strdup_printf (_ ("due on %s"), moment);
}

/* ---- why then ---- */

static char *
describe_limit (JsonObject *clock)
{
  const guint64 limit = fw_json_find_count (clock, "limit_s");
  const guint days = (guint) (limit / DAY_S);
  gboolean by_days = FALSE;
  g_autofree char *number = NULL;

  if (!fw_json_get_boolean (clock, "by_days", &by_days, NULL) || !by_days)
    return fw_format_duration ((double) limit);
  if (limit % DAY_S == 0)
    return g_strdup_printf (ngettext ("%u working day", "%u working days", days), days);
  number = fw_format_value (FW_FORMAT_POINTS, (double) limit / DAY_S);
  /* Translators: %s is a number such as 1.5. */
  return g_strdup_printf (_ ("%s working days"), number);
}

/* Whose hours are counted, where they are. Returns: (transfer full) (nullable). */
static char *
describe_hours (JsonObject *clock)
{
  const char *calendar = fw_json_find_text (clock, "calendar");

  if (calendar != NULL)
    /* Translators: %s is what the open hours of a site are called. */
    return g_strdup_printf (_ ("by “%s”"), calendar);
  return fw_json_find_text (clock, "hours") != NULL
             ? g_strdup (_ ("time elapses, as no open hours are entered"))
             : NULL;
}

char *
fw_clock_words_explain (JsonObject *clock)
{
  const char *started;
  guint64 paused;
  g_autofree char *moment = NULL, *limit = NULL, *still = NULL, *hours = NULL, *said = NULL;

  g_return_val_if_fail (clock != NULL, NULL);

  started = fw_json_find_text (clock, "started");
  if (started == NULL)
    return NULL;
  paused = fw_json_find_count (clock, "paused_s");
  moment = fw_moment_describe (started);
  limit = describe_limit (clock);
  still = fw_format_duration ((double) paused);
  if (paused == 0)
    /* Translators: a length of time, and a day and a clock time. */
    said = g_strdup_printf (_ ("%s, counted from %s"), limit, moment);
  else
    /* Translators: a length of time, a day and a clock time, and another length of time. */
    said =
        g_strdup_printf (_ ("%s, counted from %s, of which %s stood still"), limit, moment, still);
  hours = describe_hours (clock);
  /* Translators: how long something may take, and by whose open hours. */
  return hours != NULL ? g_strdup_printf (C_ ("clock", "%s, %s"), said, hours)
                       : g_steal_pointer (&said);
}

/* ---- day by day ---- */

typedef struct
{
  const char *first, *last, *occasion;
  guint64 counted, paused;
  gboolean closed;
} Span;

static Span
read_day (JsonObject *day)
{
  Span span = { .first = fw_json_find_text (day, "day"),
                .occasion = fw_json_find_text (day, "occasion"),
                .counted = fw_json_find_count (day, "counted_s"),
                .paused = fw_json_find_count (day, "paused_s") };

  span.last = span.first;
  fw_json_get_boolean (day, "closed", &span.closed, NULL);
  return span;
}

static gboolean
is_alike (const Span *a, const Span *b)
{
  return a->counted == b->counted && a->paused == b->paused && a->closed == b->closed &&
         g_strcmp0 (a->occasion, b->occasion) == 0;
}

static char *
describe_amount (const Span *span)
{
  g_autofree char *counted = fw_format_tick (FW_FORMAT_DURATION, (double) span->counted, 60);
  g_autofree char *paused = fw_format_tick (FW_FORMAT_DURATION, (double) span->paused, 60);

  if (span->closed)
    return g_strdup (_ ("closed"));
  if (span->counted == 0 && span->paused == 0)
    return g_strdup (_ ("nothing counted"));
  if (span->paused == 0)
    return g_steal_pointer (&counted);
  if (span->counted == 0)
    /* Translators: %s is a length of time. */
    return g_strdup_printf (_ ("%s stood still"), paused);
  /* Translators: two lengths of time. */
  return g_strdup_printf (_ ("%s, and %s stood still"), counted, paused);
}

static void
append_span (GString *text, const Span *span)
{
  g_autofree char *first = span->first != NULL ? fw_swap_write_day (span->first) : NULL;
  g_autofree char *last = span->last != NULL ? fw_swap_write_day (span->last) : NULL;
  g_autofree char *amount = describe_amount (span);
  g_autofree char *days = NULL;

  if (first == NULL || last == NULL)
    return;
  /* Translators: two days. */
  days = g_str_equal (first, last) ? g_strdup (first)
                                   : g_strdup_printf (C_ ("days", "%s – %s"), first, last);
  if (text->len > 0)
    g_string_append (text, " · ");
  if (span->occasion != NULL && *span->occasion != '\0')
    /* Translators: days, how much of them counts, and why: "Mon 5 Oct closed (National Day)". */
    g_string_append_printf (text, _ ("%s %s (%s)"), days, amount, span->occasion);
  else
    /* Translators: days, and how much of them counts: "Fri 2 Oct 1h". */
    g_string_append_printf (text, C_ ("clock", "%s %s"), days, amount);
}

char *
fw_clock_words_list_days (JsonObject *clock)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *days;
  Span span = { 0 };

  g_return_val_if_fail (clock != NULL, NULL);

  if (!fw_json_get_array (clock, "days", &days, NULL))
    return NULL;
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      JsonObject *element = fw_json_find_element (days, i);
      const Span day = element != NULL ? read_day (element) : (Span){ 0 };

      if (day.first == NULL)
        continue;
      if (span.first != NULL && is_alike (&span, &day))
        {
          span.last = day.last;
          continue;
        }
      append_span (text, &span);
      span = day;
    }
  append_span (text, &span);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
