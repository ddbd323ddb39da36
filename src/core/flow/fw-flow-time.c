/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server does of its own accord: it makes its moves and lets the clocks tell. */
#include "core/flow/fw-flow-case-private.h"

#define DAY (24 * FW_HOUR)

/* Server's moves that follow each other at one look: a flow has no circle of them, and not more
 * states than this. */
#define MOST_SERVER_MOVES 1000

static gboolean
read_day (const FwFlowRecord *record, double number, gint64 days, gint64 rest, gint64 *at)
{
  FwZone *zone = record->get_zone != NULL ? record->get_zone (record->record) : NULL;
  const gint64 date = (gint64) number + days;

  if (date < -719162 || date > 2932896) /* the years 1 to 9999 */
    return FALSE;
  *at = (zone != NULL ? fw_zone_from_wall (zone, (gint32) date, 0) : date * DAY) + rest;
  return TRUE;
}

/* Whole days before or after a date are days of the calendar, also where one has 23 hours. */
static gboolean
read_moment (const FwFlowCase *self,
             const FwFlowRecord *record,
             const FwFlowMoment *moment,
             gint64 *at)
{
  const FwFlowField *field = fw_flow_find_field (self->flow, moment->field);
  const FwFlowValue value = field == NULL && g_str_equal (moment->field, FW_FLOW_ENTERED)
                                ? (FwFlowValue){ FW_FLOW_NUMBER, (double) self->entered, NULL }
                                : record->get (record->record, moment->field);
  double offset = (double) moment->offset;

  if (moment->policy != NULL)
    {
      const FwFlowValue policy = record->get (record->record, moment->policy);

      if (policy.type != FW_FLOW_NUMBER)
        return FALSE;
      offset *= policy.number * (double) moment->unit;
    }
  if (value.type != FW_FLOW_NUMBER || !(ABS (offset) < (double) FW_CALENDAR_LAST) ||
      !(ABS (value.number) < (double) FW_CALENDAR_LAST))
    return FALSE;
  if (field != NULL && g_strcmp0 (field->type, "date") == 0)
    return read_day (record, value.number, (gint64) offset / DAY, (gint64) offset % DAY, at);
  *at = (gint64) value.number + (gint64) offset;
  return ABS (*at) <= FW_CALENDAR_LAST;
}

/* The earliest of the server's moves that are open; never before the record came into its state. */
static const FwFlowMove *
find_server_move (const FwFlowCase *self, const FwFlowRecord *record, gint64 *at)
{
  const FwFlowMove *found = NULL;

  for (guint i = 0; self->state != NULL && i < self->flow->moves->len; i++)
    {
      const FwFlowMove *move = &g_array_index (self->flow->moves, FwFlowMove, i);
      FwFlowEvent event;
      gint64 moment;

      if (move->when == NULL || !g_strv_contains ((const char *const *) move->from, self->state) ||
          !read_moment (self, record, move->when, &moment) ||
          (move->condition != NULL &&
           fw_flow_condition_ask (move->condition, record->get, record->record) != FW_FLOW_YES))
        continue;
      event = fw_flow_event_make (self, move->to, move->reopens);
      if (!fw_flow_clocks_check (self, record, &event, NULL))
        continue;
      moment = MAX (moment, self->entered);
      if (found == NULL || moment < *at)
        {
          found = move;
          *at = moment;
        }
    }
  return found;
}

void
fw_flow_case_run (FwFlowCase *self, const FwFlowRecord *record, gint64 at, GPtrArray *notices)
{
  gint64 moment;

  g_return_if_fail (self != NULL && notices != NULL);
  g_return_if_fail (record != NULL && record->get != NULL);
  g_return_if_fail (ABS (at) <= FW_CALENDAR_LAST);

  for (guint i = 0; i < MOST_SERVER_MOVES; i++)
    {
      const FwFlowMove *move = find_server_move (self, record, &moment);
      FwFlowEvent event;

      if (move == NULL || moment > at)
        break;
      event = fw_flow_event_make (self, move->to, move->reopens);
      fw_flow_clocks_tell (self, moment, at, notices);
      fw_flow_case_do (self, record, NULL, &event, (FwFlowTime){ at, moment }, notices)->revision =
          ++self->revision;
    }
  fw_flow_clocks_tell (self, at + 1, at, notices);
}

gboolean
fw_flow_case_next (const FwFlowCase *self, const FwFlowRecord *record, gint64 *at)
{
  gint64 moment;
  gboolean clocks;

  g_return_val_if_fail (self != NULL && at != NULL, FALSE);
  g_return_val_if_fail (record != NULL && record->get != NULL, FALSE);

  clocks = fw_flow_clocks_next (self, at);
  if (find_server_move (self, record, &moment) == NULL)
    return clocks;
  *at = clocks ? MIN (*at, moment) : moment;
  return TRUE;
}
