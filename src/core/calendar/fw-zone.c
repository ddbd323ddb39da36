/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"

#include "core/calendar/fw-zone-names.h"
#include "core/fw-error.h"

/* Bounds of these days are kept ready; others are worked out when asked. FwEvent allows 1990 to
 * 2100. */
#define FIRST_DAY 7000                    /* 1989-03-02 */
#define LAST_DAY 47600                    /* 2100-04-29 */
#define N_DAYS (LAST_DAY - FIRST_DAY + 2) /* one more: the end of the last */

/* The first and last second at which the system's zone is asked for its offset. */
#define FIRST_SECOND (-86400 * G_GINT64_CONSTANT (36500))
#define LAST_SECOND (86400 * G_GINT64_CONSTANT (60000))

typedef struct
{
  gint64 start;  /* seconds UTC; G_MININT64 for the first */
  gint64 offset; /* seconds east of UTC */
} Span;

/* Invariants: spans ascend and each differs in offset from the one before; day_starts ascend (a day
 * that the clocks skip altogether is empty). */
struct _FwZone
{
  gatomicrefcount references;
  char *identifier;
  guint day_start; /* minutes */
  GArray *spans;
  gint64 *day_starts; /* µs UTC, N_DAYS of them */
};

static gint64
get_system_offset (GTimeZone *zone, gint64 second)
{
  gint interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, second);

  return g_time_zone_get_offset (zone, interval);
}

/* Looks for changes of the offset day by day, and in a day by halving. */
static GArray *
list_spans (GTimeZone *zone)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (Span));
  Span span = { G_MININT64, get_system_offset (zone, FIRST_SECOND) };

  g_array_append_val (spans, span);
  for (gint64 second = FIRST_SECOND; second < LAST_SECOND; second += 86400)
    {
      gint64 before = second, after = second + 86400;

      if (get_system_offset (zone, after) == span.offset)
        continue;

      while (after - before > 1)
        {
          gint64 middle = before + (after - before) / 2;

          if (get_system_offset (zone, middle) == span.offset)
            before = middle;
          else
            after = middle;
        }

      span = (Span){ after, get_system_offset (zone, after) };
      g_array_append_val (spans, span);
      second = after - 86400; /* a second change may follow within the day */
    }

  return spans;
}

static guint
find_span (FwZone *self, gint64 second)
{
  guint low = 0, high = self->spans->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->spans, Span, middle).start <= second)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static inline gint64
floor_seconds (gint64 at)
{
  return at / FW_SECOND - (at % FW_SECOND < 0 ? 1 : 0);
}

static gint64
get_offset (FwZone *self, gint64 second)
{
  return g_array_index (self->spans, Span, find_span (self, second)).offset;
}

/* The first span that still runs when its own clock shows @wall is the one: in a gap it has not
 * begun (its start is the jump), in an overlap it is the earlier of two. */
static gint64
find_wall_second (FwZone *self, gint64 wall)
{
  for (guint i = find_span (self, wall - 2 * 86400); i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      gint64 second = wall - span->offset;

      if (i + 1 == self->spans->len || second < g_array_index (self->spans, Span, i + 1).start)
        return MAX (second, span->start);
    }

  g_assert_not_reached ();
}

static gint64
compute_day_start (FwZone *self, gint32 day)
{
  return find_wall_second (self, (gint64) day * 86400 + self->day_start * 60) * FW_SECOND;
}

static inline gint64
get_day_start (FwZone *self, gint32 day)
{
  if (G_LIKELY (day >= FIRST_DAY && day - FIRST_DAY < N_DAYS))
    return self->day_starts[day - FIRST_DAY];

  return compute_day_start (self, day);
}

FwZone *
fw_zone_new (const char *identifier, guint day_start, GError **error)
{
  g_autoptr (GTimeZone) system_zone = NULL;
  FwZone *self;

  g_return_val_if_fail (identifier != NULL, NULL);

  if (day_start > 1439)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "A day cannot start %u minutes after midnight: expected 0 to 1439", day_start);
      return NULL;
    }

  if (fw_zone_name_find (fw_text (identifier)) != NULL)
    identifier = fw_zone_name_find (fw_text (identifier));
  system_zone = g_time_zone_new_identifier (identifier);
  if (system_zone == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "Unknown time zone “%s”: expected a name such as Asia/Shanghai", identifier);
      return NULL;
    }

  self = g_new0 (FwZone, 1);
  g_atomic_ref_count_init (&self->references);
  self->identifier = g_strdup (identifier);
  self->day_start = day_start;
  self->spans = list_spans (system_zone);
  self->day_starts = g_new (gint64, N_DAYS);
  for (guint i = 0; i < N_DAYS; i++)
    self->day_starts[i] = compute_day_start (self, FIRST_DAY + (gint32) i);

  return self;
}

FwZone *
fw_zone_ref (FwZone *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
fw_zone_unref (FwZone *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_array_unref (self->spans);
  g_free (self->day_starts);
  g_free (self->identifier);
  g_free (self);
}

const char *
fw_zone_get_identifier (FwZone *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->identifier;
}

guint
fw_zone_get_day_start (FwZone *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->day_start;
}

gint32
fw_zone_get_day (FwZone *self, gint64 at)
{
  gint64 local;
  gint32 day;

  g_return_val_if_fail (self != NULL, 0);

  /* Any offset of the zone gives a day that is at most one or two off; the bounds decide. */
  local = floor_seconds (at) + g_array_index (self->spans, Span, self->spans->len - 1).offset -
          self->day_start * 60;
  day = (gint32) (local / 86400 - (local % 86400 < 0 ? 1 : 0));

  while (at < get_day_start (self, day))
    day--;
  while (at >= get_day_start (self, day + 1))
    day++;

  return day;
}

void
fw_zone_get_day_bounds (FwZone *self, gint32 day, gint64 *from, gint64 *to)
{
  g_return_if_fail (self != NULL);

  if (from != NULL)
    *from = get_day_start (self, day);
  if (to != NULL)
    *to = get_day_start (self, day + 1);
}

gint32
fw_zone_get_date (FwZone *self, gint64 at)
{
  gint64 second, local;

  g_return_val_if_fail (self != NULL, 0);

  second = floor_seconds (at);
  local = second + get_offset (self, second);
  return (gint32) ((local - (local % 86400 + 86400) % 86400) / 86400);
}

guint
fw_zone_get_minute_of_day (FwZone *self, gint64 at)
{
  gint64 second, local;

  g_return_val_if_fail (self != NULL, 0);

  second = floor_seconds (at);
  local = second + get_offset (self, second);
  return (guint) (((local % 86400 + 86400) % 86400) / 60);
}

guint
fw_zone_get_weekday (gint32 day)
{
  return (guint) (((day + 3) % 7 + 7) % 7) + 1; /* day 0 was a Thursday */
}

gint64
fw_zone_same_time_before (FwZone *self, gint64 at, guint days)
{
  gint64 second, wall;

  g_return_val_if_fail (self != NULL, 0);

  second = floor_seconds (at);
  wall = second + get_offset (self, second) - (gint64) days * 86400;
  return find_wall_second (self, wall) * FW_SECOND + (at - second * FW_SECOND);
}

gint64
fw_zone_from_wall (FwZone *self, gint32 date, guint second_of_day)
{
  g_return_val_if_fail (self != NULL, 0);

  return find_wall_second (self, (gint64) date * 86400 + second_of_day) * FW_SECOND;
}

gint64
fw_zone_get_offset (FwZone *self, gint64 at, gint64 *until)
{
  guint span;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (until != NULL, 0);

  span = find_span (self, floor_seconds (at));
  *until = span + 1 == self->spans->len
               ? G_MAXINT64
               : g_array_index (self->spans, Span, span + 1).start * FW_SECOND;
  return g_array_index (self->spans, Span, span).offset;
}
