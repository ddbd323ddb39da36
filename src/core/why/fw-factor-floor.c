/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was around a contact: how busy its team was, who was there, how quick the systems were. */
#include "core/why/fw-factors.h"

#define NEWCOMER_BANDS 2 /* under 30 and under 90 days */
#define LEAST_THERE_MS (5 * 60000u)

const guint32 fw_factor_occupancy_limits[4] = { 600, 750, 850, 950 }; /* per mille */
const guint32 fw_factor_newcomer_limits[3] = { 100, 250, 500 };       /* per mille */
const guint32 fw_factor_response_limits[3] = { 1000, 2000, 4000 };    /* ms */

typedef struct
{
  guint64 part, whole;
} Share;

static void
place_shares (const Share *shares, const guint32 *limits, guint n_limits, guint8 *levels, guint n)
{
  for (guint i = 0; i < n; i++)
    if (shares[i].whole > 0)
      levels[i] = fw_factor_place (limits, n_limits, shares[i].part * 1000 / shares[i].whole);
}

/* Returns: the place of a team's half hour among @n; @n where it has none. */
static guint
find_place (const FwAgentTime *time, guint n)
{
  guint place = time->team * FW_DERIVED_HALF_HOURS + time->half_hour;

  return time->half_hour < FW_DERIVED_HALF_HOURS && place < n ? place : n;
}

void
fw_factor_fill_occupancy (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  g_autofree Share *shares = g_new0 (Share, n + 1);

  for (guint i = 0; i < segment->times->len; i++)
    {
      const FwAgentTime *time = &g_array_index (segment->times, FwAgentTime, i);
      Share *share = &shares[find_place (time, n)];

      share->part += time->busy_ms;
      share->whole += time->busy_ms + time->ready_ms;
    }
  place_shares (shares, fw_factor_occupancy_limits, G_N_ELEMENTS (fw_factor_occupancy_limits),
                levels, n);
}

/* Of the people who were there for five minutes and whose day of hire is known. */
void
fw_factor_fill_newcomers (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  g_autofree Share *shares = g_new0 (Share, n + 1);

  for (guint i = 0; i < segment->times->len; i++)
    {
      const FwAgentTime *time = &g_array_index (segment->times, FwAgentTime, i);
      Share *share = &shares[find_place (time, n)];

      if (time->tenure == 0 || time->busy_ms + time->ready_ms + time->paused_ms < LEAST_THERE_MS)
        continue;
      share->part += time->tenure <= NEWCOMER_BANDS;
      share->whole++;
    }
  place_shares (shares, fw_factor_newcomer_limits, G_N_ELEMENTS (fw_factor_newcomer_limits), levels,
                n);
}

static void
raise_to (guint8 *level, guint32 ms)
{
  guint8 reached =
      fw_factor_place (fw_factor_response_limits, G_N_ELEMENTS (fw_factor_response_limits), ms);

  *level = MAX (*level, reached);
}

/* What @other's segment measured, where its half hours meet ours. */
static void
add_responses (const FwSegment *segment, const FwSegment *other, guint8 *levels, guint n)
{
  const gboolean elsewhere = other->key.site != segment->key.site;
  const guint n_products = n / FW_DERIVED_HALF_HOURS;

  for (guint i = 0; i < FW_DERIVED_HALF_HOURS; i++)
    {
      gint64 at = segment->from + i * FW_HALF_HOUR - other->from;
      guint half_hour = (guint) (at / FW_HALF_HOUR);
      gboolean measured;
      guint32 any, own;

      if (at < 0 || at / FW_HALF_HOUR > G_MAXUINT8)
        continue;
      measured = fw_segment_find_response (other, half_hour, 0, elsewhere, &any);
      for (guint product = 0; product < n_products; product++)
        {
          guint8 *level = &levels[product * FW_DERIVED_HALF_HOURS + i];

          if (product == 0 || !fw_segment_has_response_of (other, (guint16) product))
            {
              if (measured)
                raise_to (level, any);
            }
          else if (fw_segment_find_response (other, half_hour, (guint16) product, elsewhere, &own))
            raise_to (level, own);
        }
    }
}

/* Of the site, and of every site where it was said of none in particular. */
void
fw_factor_fill_response (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  FwCube *cube = fw_factors_get_cube (factors);

  for (guint site = 0; site < cube->sites->len; site++)
    for (gint32 day = segment->key.day - 1; day <= segment->key.day + 1; day++)
      {
        const FwSegment *other;

        if (g_ptr_array_index (cube->sites, site) == NULL ||
            (site == segment->key.site && day != segment->key.day))
          continue;
        other = fw_factors_find_segment (factors, (guint16) site, day);
        if (other != NULL && other->responses != NULL)
          add_responses (segment, other, levels, n);
      }
}

void
fw_factor_fill_transfers (FwFactors *factors, const FwSegment *segment, guint8 *levels, guint n)
{
  for (guint flags = 0; flags < n; flags++)
    if ((flags & 7) == FW_OUTCOME_ANSWERED)
      levels[flags] = (guint8) (1 + MIN (flags >> 3 & 3, FW_TRANSFER_ATTENDED));
}
