/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-centre-why-private.h"

#include <string.h>

static void
clear_query_cb (gpointer data)
{
  fw_centre_clear_query (data);
}

static GArray *
make_queries (void)
{
  GArray *queries = g_array_new (FALSE, FALSE, sizeof (FwCubeQuery));

  g_array_set_clear_func (queries, clear_query_cb);
  return queries;
}

static void
add_query (
    FwWhySides *self, FwScope *scope, gint64 from, gint64 to, gboolean filtered, GArray *queries)
{
  FwQuestion asked = self->question->window;
  FwCubeQuery query;

  asked.from = from;
  asked.to = to;
  asked.n_by = 0;
  asked.bucket = FW_BUCKET_NONE;
  if (!filtered)
    {
      memset (asked.only, 0, sizeof asked.only);
      memset (asked.levels, 0, sizeof asked.levels);
    }
  fw_centre_fill_query (self->centre, scope, &asked, &query);
  g_array_append_val (queries, query);
}

static const char *
get_only (const FwWhySides *self, FwDimension dimension)
{
  char **only = self->question->window.only[dimension];

  return only != NULL && only[0] != NULL && only[1] == NULL ? only[0] : "";
}

static guint
count_days (FwZone *zone, gint64 from, gint64 to)
{
  return from < to ? (guint) (fw_zone_get_day (zone, to - 1) - fw_zone_get_day (zone, from) + 1)
                   : 1;
}

static gint64
find_first_contact (FwCube *cube)
{
  g_autoptr (GArray) keys = fw_cube_list_segments (cube);
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < keys->len; i++)
    {
      const FwSegmentKey *key = &g_array_index (keys, FwSegmentKey, i);
      gint64 from, to;

      fw_zone_get_day_bounds (fw_cube_get_zone (cube, key->site), key->day, &from, &to);
      first = MIN (first, from);
    }
  return first;
}

/* Shifted by the wall clock: across a change of clocks the same hours stay the same hours. */
static void
add_shifted (FwWhySides *self, FwScope *scope, guint days, GArray *queries)
{
  const FwQuestion *window = &self->question->window;
  gint64 from = fw_zone_same_time_before (self->zone, window->from, days);
  gint64 to = fw_zone_same_time_before (self->zone, window->to, days);

  add_query (self, scope, from, to, TRUE, queries);
  self->from = self->from == 0 ? from : MIN (self->from, from);
  self->to = MAX (self->to, to);
}

/* As many weeks as there are, so that the mean is of whole ones. */
static void
add_weeks (FwWhySides *self, FwScope *scope)
{
  const FwQuestion *window = &self->question->window;
  gint64 first = find_first_contact (self->centre->cube);
  guint stride = (count_days (self->zone, window->from, window->to) + 6) / 7;

  for (guint week = 1; week <= FW_WHY_WEEKS; week++)
    {
      guint days = week * stride * 7;

      if (fw_zone_same_time_before (self->zone, window->from, days) < first)
        break;
      add_shifted (self, scope, days, self->before);
    }
  self->periods = MAX (self->before->len, 1);
}

static gboolean
is_day_start (FwZone *zone, gint64 at)
{
  gint64 from, to;

  fw_zone_get_day_bounds (zone, fw_zone_get_day (zone, at), &from, &to);
  return from == at;
}

/* Days that count, of a window of whole ones. */
static guint
count_wanted_days (const FwWhySides *self, gint64 from, gint64 to)
{
  char **weekdays = self->question->window.levels[FW_QUESTION_WEEKDAYS];
  gint32 first = fw_zone_get_day (self->zone, from), last = fw_zone_get_day (self->zone, to - 1);
  guint n = 0;

  for (gint32 day = first; day <= last; day++)
    {
      const char name[] = { (char) ('0' + fw_zone_get_weekday (day)), '\0' };

      n += weekdays == NULL || g_strv_contains ((const char *const *) weekdays, name);
    }
  return MAX (n, 1);
}

/* Part of one day: the same hours of each day of the period. */
static void
add_hours_of_period (FwWhySides *self, FwScope *scope)
{
  const FwWhyQuestion *question = self->question;
  const FwQuestion *window = &question->window;
  gint32 day = fw_zone_get_day (self->zone, window->from);
  gint32 last = fw_zone_get_day (self->zone, question->baseline_to - 1);

  for (gint32 of = fw_zone_get_day (self->zone, question->baseline_from); of <= last; of++)
    {
      gint64 from = window->from, to = window->to;

      if (of < day)
        {
          from = fw_zone_same_time_before (self->zone, window->from, (guint) (day - of));
          to = fw_zone_same_time_before (self->zone, window->to, (guint) (day - of));
        }
      if (of < day && from >= question->baseline_from && to <= question->baseline_to)
        add_query (self, scope, from, to, TRUE, self->before);
    }
  self->periods = MAX (self->before->len, 1);
}

/* An amount grows with the time it is counted over: what the period would have been, were it as
 * long as the window. */
static void
add_period (FwWhySides *self, FwScope *scope, gboolean counts)
{
  const FwWhyQuestion *question = self->question;
  const FwQuestion *window = &question->window;
  gboolean whole = is_day_start (self->zone, window->from) && is_day_start (self->zone, window->to);

  self->from = question->baseline_from;
  self->to = question->baseline_to;
  if (counts && !whole && self->n_days_now == 1)
    add_hours_of_period (self, scope);
  if (self->before->len > 0)
    return;

  add_query (self, scope, self->from, self->to, TRUE, self->before);
  if (!counts || window->to <= window->from)
    return;
  whole = whole && is_day_start (self->zone, self->from) && is_day_start (self->zone, self->to);
  self->periods = whole ? (double) count_wanted_days (self, self->from, self->to) /
                              count_wanted_days (self, window->from, window->to)
                        : (double) (self->to - self->from) / (double) (window->to - window->from);
}

static void
add_before (FwWhySides *self, FwScope *scope, gboolean counts)
{
  const FwWhyQuestion *question = self->question;
  const FwQuestion *window = &question->window;

  switch (question->baseline)
    {
    case FW_WHY_LAST_WEEK:
      add_shifted (self, scope, 7, self->before);
      break;
    case FW_WHY_PREVIOUS:
      add_shifted (self, scope, self->n_days_now, self->before);
      break;
    case FW_WHY_PERIOD:
      add_period (self, scope, counts);
      break;
    case FW_WHY_OTHERS:
      add_query (self, scope, window->from, window->to, FALSE, self->before);
      self->inverted = TRUE;
      self->from = window->from;
      self->to = window->to;
      break;
    case FW_WHY_FORECAST:
      add_weeks (self, scope);
      break;
    case FW_WHY_TARGET:
    case FW_N_WHY_BASELINES:
    default:
      break;
    }
}

/* Those before tell how much days differ, where both sides are only a few. */
static void
add_history (FwWhySides *self, FwScope *scope)
{
  const FwQuestion *window = &self->question->window;
  gint64 start = self->from != 0 ? MIN (self->from, window->from) : window->from;
  guint back = (guint) MAX (0, fw_zone_get_day (self->zone, window->from) -
                                   fw_zone_get_day (self->zone, start));

  if (self->n_days_now + self->n_days_before >= FW_WHY_ENOUGH_DAYS ||
      self->question->baseline == FW_WHY_OTHERS)
    return;
  for (guint day = 1; day <= FW_WHY_HISTORY; day += self->n_days_now)
    {
      guint days = back + day + self->n_days_now - 1;

      add_query (self, scope, fw_zone_same_time_before (self->zone, window->from, days),
                 fw_zone_same_time_before (self->zone, window->to, days), TRUE, self->history);
    }
}

void
fw_why_sides_init (FwWhySides *self,
                   FwCentre *centre,
                   FwScope *scope,
                   FwDirectory *directory,
                   const FwWhyQuestion *question,
                   gboolean counts)
{
  const FwQuestion *window = &question->window;
  const FwSiteEntry *site = NULL;

  *self = (FwWhySides){ .centre = centre,
                        .question = question,
                        .directory = directory,
                        .now = make_queries (),
                        .before = make_queries (),
                        .history = make_queries (),
                        .periods = 1 };
  if (*get_only (self, FW_DIMENSION_SITE) != '\0')
    site = fw_directory_find_site (directory, get_only (self, FW_DIMENSION_SITE));
  if (site == NULL)
    site = fw_directory_get_default_site (directory);
  self->zone = site->zone;
  self->n_days_now = count_days (self->zone, window->from, window->to);

  add_query (self, scope, window->from, window->to, TRUE, self->now);
  add_before (self, scope, counts);
  self->n_days_before = question->baseline == FW_WHY_PERIOD
                            ? count_days (self->zone, self->from, self->to)
                            : self->n_days_now * MAX (self->before->len, 1);
  add_history (self, scope);
}

gboolean
fw_why_sides_overlap (const FwWhySides *self)
{
  const FwQuestion *window = &self->question->window;

  return !self->inverted && self->from < self->to && self->from < window->to &&
         window->from < self->to;
}

void
fw_why_sides_clear (FwWhySides *self)
{
  g_clear_pointer (&self->now, g_array_unref);
  g_clear_pointer (&self->before, g_array_unref);
  g_clear_pointer (&self->history, g_array_unref);
}

FwCubeQuery
fw_why_query_limit (const FwCubeQuery *query, FwDimension dimension, guint16 code)
{
  FwCubeQuery limited = fw_centre_copy_query (query);
  g_autofree guint8 *allow = g_malloc0 (code + 1u);
  gboolean allowed = TRUE;

  if (query->allow[dimension] != NULL)
    {
      gsize length;
      const guint8 *data = g_bytes_get_data (query->allow[dimension], &length);

      allowed = code < length && data[code];
    }
  allow[code] = allowed;
  g_clear_pointer (&limited.allow[dimension], g_bytes_unref);
  limited.allow[dimension] = g_bytes_new (allow, code + 1u);
  return limited;
}

void
fw_why_query_limit_level (FwCubeQuery *query, const FwDerived *derived, guint level)
{
  g_autofree guint8 *allow = g_malloc0 (level + 1);

  g_return_if_fail (query->n_filters < FW_CUBE_MAX_FILTERS);

  allow[level] = 1;
  query->filters[query->n_filters++] = (FwCubeFilter){ derived, g_bytes_new (allow, level + 1) };
}
