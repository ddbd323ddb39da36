/* SPDX-License-Identifier: GPL-3.0-or-later */

/* roster/repair: somebody falls out: who could take what of it, and how many people the site lacks
 * before and after. Nothing is written: the roster's page writes what is chosen. */
#include "core/roster/fw-swap.h"
#include "server/fw-roster-repairs.h"
#include "server/fw-server-private.h"

/* Days ahead that can be asked about. */
#define AHEAD_DAYS 366
#define MOST_DAYS 31
#define MOST_PROPOSALS 3

/* ---- what falls out ---- */

static void
append_shift (FwJsonWriter *writer,
              const FwRosterRepairs *self,
              guint day,
              const FwRecord *template)
{
  fw_own_append_shift (writer, self->records, self->whole, self->zone, fw_record_get_id (template),
                       self->roster->monday + (gint32) day, NULL, FALSE);
}

static void
append_day (FwJsonWriter *writer, const FwRosterRepairs *self, guint day)
{
  fw_own_append_date (writer, "day", self->roster->monday + (gint32) day);
}

static void
append_lost (FwJsonWriter *writer, const FwRosterRepairs *self)
{
  fw_json_writer_key (writer, "lost");
  fw_json_writer_begin_array (writer);
  for (guint day = 0; day < self->roster->n_days; day++)
    {
      const FwRecord *template = fw_roster_repairs_find_lost (self, day);

      if (template == NULL)
        continue;
      fw_json_writer_begin_object (writer);
      append_day (writer, self, day);
      append_shift (writer, self, day, template);
      fw_json_member_boolean (writer, "covered", self->covered[day]);
      fw_json_member_boolean (writer, "needless", self->needless[day]);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

/* ---- a proposal ---- */

/* @cell: 0: no work, which is not told. */
static void
append_cell (
    FwJsonWriter *writer, const FwRosterRepairs *self, const char *member, guint day, guint8 cell)
{
  if (cell == FW_ROSTER_FILL_EMPTY)
    return;
  fw_json_writer_key (writer, member);
  fw_json_writer_begin_object (writer);
  append_shift (writer, self, day, self->templates->pdata[cell - 1]);
  fw_json_writer_end_object (writer);
}

static void
append_change (FwJsonWriter *writer,
               const FwRosterRepairs *self,
               const FwRosterRepairChange *change)
{
  static const char *const whys[] = { [FW_ROSTER_REPAIR_TAKES] = "takes",
                                      [FW_ROSTER_REPAIR_MOVES] = "moves",
                                      [FW_ROSTER_REPAIR_EASES] = "eases" };
  const FwRecord *person = self->people->pdata[change->person];

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "person", fw_record_get_id (person));
  fw_json_member_text (writer, "name", fw_record_text (person, "name"));
  append_day (writer, self, change->day);
  fw_json_member_text (writer, "why", whys[change->why]);
  append_cell (writer, self, "from", change->day, change->from);
  append_cell (writer, self, "to", change->day, change->to);
  if (change->instead < self->people->len)
    fw_json_member_text (writer, "instead",
                         fw_record_text (self->people->pdata[change->instead], "name"));
  if (change->why == FW_ROSTER_REPAIR_EASES)
    {
      fw_own_append_date (writer, "broken", change->breach.day);
      fw_json_member_text (writer, "rule", fw_duty_rule_to_name (change->breach.rule));
      fw_json_member_integer (writer, "value", change->breach.value);
      fw_json_member_integer (writer, "limit", change->breach.limit);
    }
  fw_json_writer_end_object (writer);
}

static void
append_open (FwJsonWriter *writer, const FwRosterRepairs *self, const FwRosterRepairOpen *open)
{
  fw_json_writer_begin_object (writer);
  append_day (writer, self, open->day);
  append_shift (writer, self, open->day, self->templates->pdata[open->shift]);
  fw_json_member_integer (writer, "at_work", open->n_at_work);
  fw_json_member_integer (writer, "away", open->n_away);
  fw_json_member_integer (writer, "unusual", open->n_unusual);
  fw_json_member_integer (writer, "barred", open->n_barred);
  fw_json_member_integer (writer, "fixed", open->n_fixed);
  fw_json_writer_key (writer, "breaking");
  fw_json_writer_begin_array (writer);
  for (guint rule = 0; rule < FW_DUTY_N_RULES; rule++)
    if (open->n_breaking[rule] > 0)
      {
        fw_json_writer_begin_object (writer);
        fw_json_member_text (writer, "rule", fw_duty_rule_to_name ((FwDutyRule) rule));
        fw_json_member_integer (writer, "people", open->n_breaking[rule]);
        fw_json_writer_end_object (writer);
      }
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static void
append_gap (FwJsonWriter *writer, const char *most, const char *halves, const FwPlannedDay *day)
{
  const FwCoverGap gap = fw_cover_find_gap (day->wanted, day->planned, day->n);

  fw_json_member_integer (writer, most, gap.most);
  fw_json_member_integer (writer, halves, gap.n_short);
}

/* Of the days on which a shift falls out or a cell is changed, as far as anything is published. */
static void
append_cover (FwJsonWriter *writer, const FwRosterRepairs *self, const FwRosterRepaired *repaired)
{
  g_autoptr (GArray) gone = fw_roster_repairs_list_changes (self, NULL);
  g_autoptr (GArray) changes = fw_roster_repairs_list_changes (self, repaired);

  fw_json_writer_key (writer, "cover");
  fw_json_writer_begin_array (writer);
  for (gint32 date = self->first; date <= self->last; date++)
    {
      FwPlannedDay before, after;

      if (fw_roster_repairs_find_lost (self, (guint) (date - self->roster->monday)) == NULL)
        continue;
      fw_planned_cover_count (&self->cover, date, (const FwPlannedChange *) (void *) gone->data,
                              gone->len, &before);
      fw_planned_cover_count (&self->cover, date, (const FwPlannedChange *) (void *) changes->data,
                              changes->len, &after);
      if (!before.known)
        continue;
      fw_json_writer_begin_object (writer);
      fw_own_append_date (writer, "day", date);
      append_gap (writer, "lack", "short", &before);
      append_gap (writer, "lack_after", "short_after", &after);
      fw_json_writer_end_object (writer);
    }
  fw_json_writer_end_array (writer);
}

static void
append_proposal (FwJsonWriter *writer,
                 const FwRosterRepairs *self,
                 const FwRosterRepaired *repaired)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_integer (writer, "people", repaired->n_people);
  fw_json_member_boolean (writer, "proven", repaired->proven);
  fw_json_writer_key (writer, "changes");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < repaired->changes->len; i++)
    append_change (writer, self, &g_array_index (repaired->changes, FwRosterRepairChange, i));
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "open");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < repaired->open->len; i++)
    append_open (writer, self, &g_array_index (repaired->open, FwRosterRepairOpen, i));
  fw_json_writer_end_array (writer);
  append_cover (writer, self, repaired);
  fw_json_writer_end_object (writer);
}

/* Others than the first are told where they leave no more open: they are by other people. */
static gboolean
append_proposals (FwJsonWriter *writer, FwRosterRepairs *self, GError **error)
{
  guint n_open = 0;

  fw_json_writer_key (writer, "proposals");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < MOST_PROPOSALS; i++)
    {
      g_autoptr (FwRosterRepaired) repaired = fw_roster_repairs_run (self, error);

      if (repaired == NULL)
        return FALSE;
      if (i == 0)
        n_open = repaired->open->len;
      if (i > 0 && (repaired->open->len > n_open || repaired->changes->len == 0))
        break;
      append_proposal (writer, self, repaired);
      if (repaired->changes->len == 0)
        break;
    }
  fw_json_writer_end_array (writer);
  return TRUE;
}

/* ---- the answer ---- */

static gboolean
check_days (FwExchange *exchange, const FwRosterRepairs *self)
{
  const gint32 today = fw_zone_get_day (self->zone, self->now);

  if (self->first < today || self->first > today + AHEAD_DAYS)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "first",
                      "first: expected today or a day within the next 366");
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_days (FwExchange *exchange, gint32 *first, gint32 *last)
{
  *first = G_MININT32;
  if (!fw_own_query_day (exchange, "first", first))
    return FALSE;
  *last = *first;
  if (!fw_own_query_day (exchange, "last", last))
    return FALSE;
  if (*first == G_MININT32)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "first", "%s: expected a date such as 2026-11-21",
                      "first");
  else if (*last < *first)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "last",
                      "last: expected a day on or after the first");
  else if (*last - *first >= MOST_DAYS)
    fw_exchange_fail (exchange, FW_ERROR_INVALID, "last", "last: expected at most 31 days in all");
  else
    return TRUE;
  return FALSE;
}

void
fw_handle_repair (FwExchange *exchange)
{
  static const char *const known[] = { "person", "first", "last", NULL };
  FwServer *server = fw_server_of (exchange);
  const char *person = fw_exchange_get_query (exchange, "person");
  g_auto (FwRosterRepairs) self = { NULL };
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  FwJsonWriter writer;
  gint32 first, last;

  if (!fw_exchange_check_query (exchange, known) || !read_days (exchange, &first, &last))
    return;
  if (!fw_roster_repairs_init (&self, server->records, server->certificates,
                               fw_exchange_get_scope (exchange), person != NULL ? person : "",
                               first, last, &error))
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  if (!check_days (exchange, &self))
    return;
  fw_json_writer_init (&writer, json);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "person", fw_record_get_id (self.person));
  fw_json_member_text (&writer, "name", fw_record_text (self.person, "name"));
  fw_own_append_date (&writer, "first", first);
  fw_own_append_date (&writer, "last", last);
  append_lost (&writer, &self);
  if (append_proposals (&writer, &self, &error))
    {
      fw_json_writer_end_object (&writer);
      fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
    }
  else
    fw_exchange_reply_error (exchange, error);
}
