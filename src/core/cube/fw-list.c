/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/cube/fw-listing.h"
#include "core/cube/fw-query.h"
#include "core/fw-error.h"

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
  [FW_MEASURE_RESPONDED] = "responded",
  [FW_MEASURE_RESPONDED_IN_TIME] = "responded_in_time",
  [FW_MEASURE_CLOSED] = "closed",
  [FW_MEASURE_COMPLAINTS] = "complaints",
  [FW_MEASURE_SERVICE_ERRORS] = "service_errors",
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

static gboolean
is_responded (const FwContact *contact)
{
  return contact->outcome == FW_OUTCOME_ANSWERED &&
         (contact->reply == FW_REPLY_STATED ||
          (contact->reply == FW_REPLY_CONNECTION && !contact->wait_unknown));
}

/* Whether the sum of @measure counts the row: said in words of the contact, not of the counters, so
 * that a test of one against the other means something. */
static gboolean
counts (const FwContact *contact, FwMeasure measure, gint64 mature_until)
{
  gboolean answered = contact->outcome == FW_OUTCOME_ANSWERED;
  gboolean abandoned = contact->outcome == FW_OUTCOME_ABANDONED;
  gboolean mature = answered && contact->repeat != FW_REPEAT_UNKNOWN && contact->at <= mature_until;

  switch (measure)
    {
    case FW_MEASURE_OFFERED:
      return TRUE;
    case FW_MEASURE_ANSWERED:
      return answered;
    case FW_MEASURE_ABANDONED:
      return abandoned;
    case FW_MEASURE_LEFT:
      return !answered && !abandoned;
    case FW_MEASURE_ANSWERED_IN_TARGET:
      return answered && contact->in_target;
    case FW_MEASURE_SHORT_ABANDONED:
      return abandoned && contact->short_wait;
    case FW_MEASURE_HANDLED:
      return answered && contact->handled;
    case FW_MEASURE_TRANSFERRED:
      return answered && contact->transfer != FW_TRANSFER_NONE;
    case FW_MEASURE_RATED:
      return contact->rating > 0;
    case FW_MEASURE_SATISFIED:
      return contact->rating >= 4;
    case FW_MEASURE_RESOLUTION_KNOWN:
      return answered && contact->resolution != FW_RESOLUTION_UNKNOWN;
    case FW_MEASURE_RESOLVED:
      return answered && contact->resolution == FW_RESOLUTION_YES;
    case FW_MEASURE_MATURE:
      return mature;
    case FW_MEASURE_FIRST_CONTACT:
      return mature && contact->repeat == FW_REPEAT_FIRST;
    case FW_MEASURE_UNKNOWN:
      return contact->outcome == FW_OUTCOME_UNKNOWN;
    case FW_MEASURE_RESPONDED:
      return is_responded (contact);
    case FW_MEASURE_RESPONDED_IN_TIME:
      return is_responded (contact) &&
             (contact->reply == FW_REPLY_STATED ? contact->reply_in_time : contact->in_target);
    case FW_MEASURE_CLOSED:
      return contact->closed;
    case FW_MEASURE_COMPLAINTS:
      return contact->complaint;
    case FW_MEASURE_SERVICE_ERRORS:
      return answered && contact->service_error;
    case FW_N_MEASURES:
    default:
      return FALSE;
    }
}

typedef struct
{
  gint64 at;
  FwContactRef ref;
  guint64 key; /* of fw_listing_get_key() */
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

/* ---- the rows of some segments that overlap in time ---- */

/* Rows in memory at once beside those that are asked for. */
#define MAX_FOUND 65536
#define N_SLOTS 65536

/* Where there are more, only those of the slots of time that the page lies in are collected, by a
 * second walk. */
typedef struct
{
  const FwQuery *range;
  FwMeasure measure;
  const FwListing *listing; /* (nullable) */
  gint64 mature_until;
  gint64 from; /* of the first slot, µs UTC */
  gint64 width;
  guint32 *counts; /* of each slot */
  guint64 n;       /* rows that count */
  guint first, last;
  gboolean collecting;
  GArray *found; /* Found */
  GArray *keyed; /* (nullable) (element-type Found): all rows, to be sorted by their keys */
} Walk;

static guint
find_slot (const Walk *walk, gint64 at)
{
  return (guint) CLAMP ((at - walk->from) / walk->width, 0, N_SLOTS - 1);
}

static void
visit_row (Walk *walk, const FwSegment *segment, guint32 row, const FwContact *contact)
{
  const Found found = { contact->at, { segment->key.site, segment->key.day, row }, 0 };
  guint slot;

  if (walk->keyed != NULL)
    {
      Found keyed = found;

      keyed.key = fw_listing_get_key (walk->listing, contact);
      if (walk->n++ < FW_LISTING_MOST_SORTED)
        g_array_append_val (walk->keyed, keyed);
      return;
    }
  slot = find_slot (walk, contact->at);
  if (walk->collecting && slot >= walk->first && slot <= walk->last)
    g_array_append_val (walk->found, found);
  if (walk->collecting)
    return;

  walk->counts[slot]++;
  if (walk->n++ < MAX_FOUND)
    g_array_append_val (walk->found, found);
}

static void
walk_segment (Walk *walk, const FwSegment *segment)
{
  FwPass pass = { .level = FW_CUBE_CORE };
  FwPassIter iter;

  if (!fw_query_prepare (walk->range, segment, &pass))
    return;

  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    for (guint i = 0; i < iter.n; i++)
      {
        guint32 row = iter.row + (iter.all ? i : iter.selection[i]);
        FwContact contact;

        fw_segment_read (segment, row, &contact);
        if (counts (&contact, walk->measure, walk->mature_until) &&
            (walk->listing == NULL || fw_listing_wants (walk->listing, &contact)))
          visit_row (walk, segment, row, &contact);
      }
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

static void
walk_run (Walk *walk, guint start, guint end)
{
  for (guint i = start; i < end; i++)
    walk_segment (walk, g_ptr_array_index (walk->range->segments, i));
}

static void
begin_run (Walk *walk, guint start, guint end)
{
  gint64 last = G_MININT64;

  for (guint i = start; i < end; i++)
    last = MAX (last, get_last_at (g_ptr_array_index (walk->range->segments, i)));
  walk->from = ((const FwSegment *) g_ptr_array_index (walk->range->segments, start))->from;
  walk->width = MAX (last - walk->from, 0) / N_SLOTS + 1;
  walk->n = 0;
  walk->collecting = FALSE;
  g_array_set_size (walk->found, 0);
  memset (walk->counts, 0, N_SLOTS * sizeof *walk->counts);
}

/* Returns: how many rows come before those that are collected. */
static guint64
choose_slots (Walk *walk, guint64 skip, guint wanted)
{
  guint64 before = 0, until;

  for (walk->first = 0; before + walk->counts[walk->first] <= skip; walk->first++)
    before += walk->counts[walk->first];
  until = before;
  for (walk->last = walk->first; walk->last < N_SLOTS - 1; walk->last++)
    {
      until += walk->counts[walk->last];
      if (until >= skip + wanted)
        break;
    }
  return before;
}

/* @skip: less than the rows of the run. */
static void
take_page (Walk *walk, guint start, guint end, guint64 skip, guint limit, GArray *refs)
{
  guint64 before = 0;

  if (walk->n > MAX_FOUND)
    {
      before = choose_slots (walk, skip, limit - refs->len);
      walk->collecting = TRUE;
      g_array_set_size (walk->found, 0);
      walk_run (walk, start, end);
    }

  g_array_sort (walk->found, compare_found);
  for (guint64 i = skip - before; i < walk->found->len && refs->len < limit; i++)
    g_array_append_val (refs, g_array_index (walk->found, Found, i).ref);
}

/* By arrival: one run of segments after the other. */
static guint64
list_by_arrival (Walk *walk, guint64 offset, guint limit, GArray *refs)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_autofree guint32 *slots = g_new (guint32, N_SLOTS);
  guint64 seen = 0;

  walk->counts = slots;
  walk->found = found;
  g_ptr_array_sort (walk->range->segments, compare_segments);
  for (guint start = 0, end; start < walk->range->segments->len; start = end)
    {
      end = find_run_end (walk->range->segments, start);
      begin_run (walk, start, end);
      walk_run (walk, start, end);
      if (refs->len < limit && seen + walk->n > offset)
        take_page (walk, start, end, offset > seen ? offset - seen : 0, limit, refs);
      seen += walk->n;
    }
  return seen;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Found *left = a, *right = b;

  if (left->key != right->key)
    return left->key < right->key ? -1 : 1;
  return compare_found (a, b);
}

static gboolean
list_by_key (Walk *walk, guint64 offset, guint limit, GArray *refs, GError **error)
{
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (Found));

  walk->keyed = keyed;
  walk_run (walk, 0, walk->range->segments->len);
  if (walk->n > FW_LISTING_MOST_SORTED)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                   "more than %d contacts are sorted by their arrival alone: choose fewer days",
                   FW_LISTING_MOST_SORTED);
      return FALSE;
    }
  g_array_sort (keyed, compare_keys);
  for (guint64 i = offset; i < keyed->len && refs->len < limit; i++)
    g_array_append_val (refs, g_array_index (keyed, Found, i).ref);
  return TRUE;
}

GArray *
fw_cube_list_sorted (FwCube *self,
                     const FwCubeQuery *query,
                     FwMeasure measure,
                     const FwListing *listing,
                     guint64 offset,
                     guint limit,
                     guint64 *total,
                     GError **error)
{
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (FwContactRef));
  FwQuery range;
  Walk walk = { .range = &range, .measure = measure, .listing = listing };
  gboolean done = TRUE;

  g_return_val_if_fail (self != NULL && query != NULL, NULL);

  walk.mature_until = query->now - query->repeat_window;
  fw_query_init (&range, self, query);
  if (listing == NULL || (listing->order == FW_LISTING_ARRIVAL && !listing->descending))
    walk.n = list_by_arrival (&walk, offset, limit, refs);
  else
    done = list_by_key (&walk, offset, limit, refs, error);
  fw_query_clear (&range);
  if (total != NULL)
    *total = walk.n;
  return done ? g_steal_pointer (&refs) : NULL;
}

GArray *
fw_cube_list (FwCube *self,
              const FwCubeQuery *query,
              FwMeasure measure,
              guint64 offset,
              guint limit,
              guint64 *total)
{
  return fw_cube_list_sorted (self, query, measure, NULL, offset, limit, total, NULL);
}

static void
sum_rated (FwQuery *range, const FwSegment *segment, FwRatedSums *sums)
{
  const guint32 *scores = segment->columns[FW_COLUMN_SCORES].data;
  FwPass pass = { .level = FW_CUBE_CORE };
  FwPassIter iter;

  if (scores == NULL || !fw_query_prepare (range, segment, &pass))
    return;

  fw_pass_iter_init (&iter, &pass);
  while (fw_pass_iter_next (&iter))
    for (guint i = 0; i < iter.n; i++)
      {
        guint32 row = iter.row + (iter.all ? i : iter.selection[i]);

        if (scores[row] != 0)
          fw_rated_add (sums, scores[row]);
      }
}

void
fw_cube_sum_rated (FwCube *self, const FwCubeQuery *query, FwRatedSums *sums)
{
  FwQuery range;

  g_return_if_fail (self != NULL && query != NULL && sums != NULL);

  *sums = (FwRatedSums){ 0 };
  fw_query_init (&range, self, query);
  for (guint i = 0; i < range.segments->len; i++)
    sum_rated (&range, g_ptr_array_index (range.segments, i), sums);
  fw_query_clear (&range);
}
