/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-forecast-published.h"

#include "store/fw-record-query.h"

#include <math.h>

/* ---- whether what is asked about can be published at all ---- */

static const char *
find_site (const FwAsked *asked)
{
  char **only = asked->question.only[FW_DIMENSION_SITE];

  if (only != NULL && only[0] != NULL)
    return only[1] == NULL ? asked->site->id : NULL;
  return fw_directory_get_sites (asked->directory)->len == 1 ? asked->site->id : NULL;
}

/* Contacts that a team took, or of a channel, are a part of what its queues want people for. */
static gboolean
is_whole (const FwAsked *asked, FwScope *scope, const char *site)
{
  static const FwDimension parts[] = { FW_DIMENSION_TEAM, FW_DIMENSION_CHANNEL,
                                       FW_DIMENSION_PRODUCT };
  const char *const sites[] = { site, NULL };
  const FwPlace place = { .level = FW_LEVEL_SITE, .sites = sites };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (asked->question.only[parts[i]] != NULL && *asked->question.only[parts[i]] != NULL)
      return FALSE;
  return site != NULL && *site != '\0' && fw_scope_reaches (scope, FW_ACT_CHANGE, &place);
}

/* ---- reading ---- */

typedef struct
{
  GPtrArray *needs; /* FwNeed */
  const char *queues;
} Reading;

static void
take_needs (GPtrArray *records, gpointer data)
{
  Reading *reading = data;

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (FwNeed) need = fw_need_read (records->pdata[i], NULL);

      if (need != NULL && !need->withdrawn && fw_need_is_of (need, reading->queues))
        g_ptr_array_add (reading->needs, g_steal_pointer (&need));
    }
}

static GPtrArray *
read_needs (FwCentre *centre,
            FwScope *scope,
            const char *site,
            gint32 from,
            const char *queues,
            GError **error)
{
  g_autofree char *first = fw_date_format (from);
  const char *const sites[] = { site, NULL }, *const days[] = { first, NULL };
  const FwRecordCondition conditions[] = { { "site", FW_RECORD_IS, sites },
                                           { "day", FW_RECORD_AT_LEAST, days } };
  g_autoptr (GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);
  Reading reading = { needs, queues };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  return fw_records_ask_pages (fw_centre_get_records (centre), scope,
                               fw_kind_find ("published-forecast"), &query, take_needs, &reading,
                               error)
             ? g_steal_pointer (&needs)
             : NULL;
}

/* ---- how wrong it was ---- */

/* Half hours that the clock shows twice are one, as history has them. */
static void
fold (const FwNeed *need, FwZone *zone, gint64 from, double *said)
{
  guint n[FW_OUTLOOK_SLOTS] = { 0 };

  for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
    said[slot] = 0;
  for (guint i = 0; i < need->n; i++)
    {
      const guint slot = fw_forecast_history_find_slot (zone, from + i * FW_HALF_HOUR);

      said[slot] += need->contacts[i];
      n[slot]++;
    }
  for (guint slot = 0; slot < FW_OUTLOOK_SLOTS; slot++)
    said[slot] = n[slot] > 0 ? said[slot] / n[slot] : NAN;
}

static void
score (FwForecastPublished *self,
       const FwNeed *need,
       const FwForecastHistory *history,
       const double *came)
{
  double said[FW_OUTLOOK_SLOTS];
  gint64 from, to;
  guint known = 0;

  fw_zone_get_day_bounds (history->zone, need->day, &from, &to);
  fold (need, history->zone, from, said);
  for (guint i = 0; i < FW_OUTLOOK_SLOTS; i++)
    if (!isnan (came[i]) && !isnan (said[i]))
      {
        known++;
        self->errors.error += fabs (said[i] - came[i]);
        self->errors.amount += came[i];
        self->errors.noise += fw_outlook_count_noise (said[i]);
      }
  if (known == 0)
    return;
  self->errors.slots += known;
  self->errors.days++;
  self->ahead += (double) (from - need->published) / (double) (24 * FW_HOUR);
}

/* What stood as the day began: what was published later had seen some of it. */
static const FwNeed *
find_standing (GPtrArray *needs, FwZone *zone, gint32 day)
{
  const FwNeed *standing = NULL;
  gint64 from, to;

  fw_zone_get_day_bounds (zone, day, &from, &to);
  for (guint i = 0; i < needs->len; i++)
    {
      const FwNeed *need = needs->pdata[i];

      if (need->day == day && need->published != 0 && need->published < from &&
          (standing == NULL || need->published > standing->published))
        standing = need;
    }
  return standing;
}

static void
take_last (FwForecastPublished *self, GPtrArray *needs, gint32 today)
{
  guint found = needs->len;

  for (guint i = 0; i < needs->len; i++)
    {
      const FwNeed *need = needs->pdata[i];

      if (need->day >= today &&
          (found == needs->len ||
           need->published > ((const FwNeed *) needs->pdata[found])->published))
        found = i;
    }
  if (found < needs->len)
    self->last = g_ptr_array_steal_index (needs, found);
}

gboolean
fw_forecast_published_read (FwForecastPublished *self,
                            FwCentre *centre,
                            FwScope *scope,
                            const FwAsked *asked,
                            const FwForecastHistory *history,
                            GError **error)
{
  g_autoptr (FwQueueHistory) sum = NULL;
  g_autoptr (GPtrArray) needs = NULL;
  char **queues = asked->question.only[FW_DIMENSION_QUEUE];

  *self = (FwForecastPublished){ .site = find_site (asked),
                                 .queues = fw_need_join ((const char *const *) queues) };
  self->whole = is_whole (asked, scope, self->site);
  if (!self->whole)
    return TRUE;
  needs = read_needs (centre, scope, self->site, history->today - FW_OUTLOOK_ORIGINS, self->queues,
                      error);
  if (needs == NULL)
    return FALSE;
  sum = fw_forecast_history_sum (history);
  for (guint i = 0; i < history->n_days; i++)
    {
      const gint32 day = history->first + (gint32) i;
      const FwNeed *need = day >= history->today - FW_OUTLOOK_ORIGINS
                               ? find_standing (needs, history->zone, day)
                               : NULL;

      if (need != NULL)
        score (self, need, history, sum->offered + (gsize) i * FW_OUTLOOK_SLOTS);
    }
  take_last (self, needs, history->today);
  return TRUE;
}

void
fw_forecast_published_clear (FwForecastPublished *self)
{
  g_clear_pointer (&self->queues, g_free);
  g_clear_pointer (&self->last, fw_need_free);
}
