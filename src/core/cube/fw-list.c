/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "core/cube/fw-query.h"

static const char *const measure_names[FW_N_MEASURES] = {
  [FW_MEASURE_OFFERED] = "offered",
  [FW_MEASURE_ANSWERED] = "answered",
  [FW_MEASURE_ABANDONED] = "abandoned",
  [FW_MEASURE_LEFT] = "left",
  [FW_MEASURE_ANSWERED_IN_TARGET] = "answered_in_target",
  [FW_MEASURE_SHORT_ABANDONED] = "short_abandoned",
  [FW_MEASURE_HANDLED] = "handled",
  [FW_MEASURE_TRANSFERRED] = "transferred",
  [FW_MEASURE_RATED] = "rated",
  [FW_MEASURE_SATISFIED] = "satisfied",
  [FW_MEASURE_RESOLUTION_KNOWN] = "resolution_known",
  [FW_MEASURE_RESOLVED] = "resolved",
  [FW_MEASURE_MATURE] = "mature",
  [FW_MEASURE_FIRST_CONTACT] = "first_contact",
  [FW_MEASURE_UNKNOWN] = "unknown",
};

const char *
fw_measure_to_name (FwMeasure measure)
{
  g_return_val_if_fail ((guint) measure < FW_N_MEASURES, NULL);

  return measure_names[measure];
}

gboolean
fw_measure_from_name (FwText name, FwMeasure *measure)
{
  for (guint i = 0; i < FW_N_MEASURES; i++)
    if (fw_text_equal (fw_text (measure_names[i]), name))
      {
        *measure = (FwMeasure) i;
        return TRUE;
      }

  return FALSE;
}

/* Whether the sum of @measure counts the row: said in words of the contact, not of the counters, so
 * that a test of one against the other means something. */
static gboolean
counts (const FwContact *contact, FwMeasure measure, gint64 mature_until)
{
  gboolean offered = contact->outcome != FW_OUTCOME_UNKNOWN;
  gboolean answered = contact->outcome == FW_OUTCOME_ANSWERED;
  gboolean abandoned = contact->outcome == FW_OUTCOME_ABANDONED;
  gboolean mature = answered && contact->repeat != FW_REPEAT_UNKNOWN && contact->at <= mature_until;

  switch (measure)
    {
    case FW_MEASURE_OFFERED:
      return offered;
    case FW_MEASURE_ANSWERED:
      return answered;
    case FW_MEASURE_ABANDONED:
      return abandoned;
    case FW_MEASURE_LEFT:
      return offered && !answered && !abandoned;
    case FW_MEASURE_ANSWERED_IN_TARGET:
      return answered && contact->in_target;
    case FW_MEASURE_SHORT_ABANDONED:
      return abandoned && contact->short_wait;
    case FW_MEASURE_HANDLED:
      return answered && contact->handled;
    case FW_MEASURE_TRANSFERRED:
      return answered && contact->transfer != FW_TRANSFER_NONE;
    case FW_MEASURE_RATED:
      return offered && contact->rating > 0;
    case FW_MEASURE_SATISFIED:
      return offered && contact->rating >= 4;
    case FW_MEASURE_RESOLUTION_KNOWN:
      return answered && contact->resolution != FW_RESOLUTION_UNKNOWN;
    case FW_MEASURE_RESOLVED:
      return answered && contact->resolution == FW_RESOLUTION_YES;
    case FW_MEASURE_MATURE:
      return mature;
    case FW_MEASURE_FIRST_CONTACT:
      return mature && contact->repeat == FW_REPEAT_FIRST;
    case FW_MEASURE_UNKNOWN:
      return !offered;
    case FW_N_MEASURES:
    default:
      return FALSE;
    }
}

typedef struct
{
  gint64 at;
  FwContactRef ref;
} Found;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  if (left->ref.site != right->ref.site)
    return left->ref.site < right->ref.site ? -1 : 1;
  return left->ref.row < right->ref.row ? -1 : left->ref.row > right->ref.row;
}

/* @found: (nullable): gets the rows. Returns: how many count. */
static guint64
find_rows (
    FwQuery *range, const FwSegment *segment, FwMeasure measure, gint64 mature_until, GArray *found)
{
  FwPass pass = { .level = FW_CUBE_CORE };
  FwPassIter iter;
  guint64 n = 0;

  if (!fw_query_prepare (range, segment, &pass))
    return 0;

  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    for (guint i = 0; i < iter.n; i++)
      {
        guint32 row = iter.row + (iter.all ? i : iter.selection[i]);
        FwContact contact;

        fw_segment_read (segment, row, &contact);
        if (!counts (&contact, measure, mature_until))
          continue;

        n++;
        if (found != NULL)
          g_array_append_val (
              found, ((Found){ contact.at, { segment->key.site, segment->key.day, row } }));
      }

  return n;
}

static int
compare_segments (gconstpointer a, gconstpointer b)
{
  const FwSegment *left = *(FwSegment *const *) a, *right = *(FwSegment *const *) b;

  return left->from < right->from ? -1 : left->from > right->from;
}

static gint64
get_last_at (const FwSegment *segment)
{
  return segment->from + (gint64) segment->last * 1000;
}

/* Returns: the end of the run of segments from @start on that overlap in time: only within it need
 * rows be sorted. */
static guint
find_run_end (GPtrArray *segments, guint start)
{
  gint64 last = get_last_at (g_ptr_array_index (segments, start));
  guint end = start + 1;

  for (; end < segments->len; end++)
    {
      const FwSegment *segment = g_ptr_array_index (segments, end);

      if (segment->n_rows > 0 && segment->from > last)
        break;
      last = MAX (last, get_last_at (segment));
    }

  return end;
}

GArray *
fw_cube_list (FwCube *self,
              const FwCubeQuery *query,
              FwMeasure measure,
              guint64 offset,
              guint limit,
              guint64 *total)
{
  gint64 mature_until;
  FwQuery range;
  GArray *refs;
  guint64 seen = 0;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  mature_until = query->now - query->repeat_window;
  refs = g_array_new (FALSE, FALSE, sizeof (FwContactRef));
  fw_query_init (&range, self, query);
  g_ptr_array_sort (range.segments, compare_segments);

  for (guint start = 0, end; start < range.segments->len; start = end)
    {
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
      gboolean wanted = refs->len < limit;
      guint64 n = 0;

      end = find_run_end (range.segments, start);
      for (guint i = start; i < end; i++)
        n += find_rows (&range, g_ptr_array_index (range.segments, i), measure, mature_until,
                        wanted ? found : NULL);
      if (wanted && seen + n > offset)
        {
          g_array_sort (found, compare_found);
          for (guint64 i = offset > seen ? offset - seen : 0; i < n && refs->len < limit; i++)
            g_array_append_val (refs, g_array_index (found, Found, i).ref);
        }
      seen += n;
    }

  fw_query_clear (&range);
  if (total != NULL)
    *total = seen;
  return refs;
}
