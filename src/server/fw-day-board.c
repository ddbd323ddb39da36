/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-day-board.h"

#include "core/roster/fw-cover.h"
#include "store/fw-record-query.h"

#include <math.h>
#include <string.h>

/* Days before the day in which who was never at work is not missed. */
#define FOLLOWED 28

static void
free_person (gpointer data)
{
  FwDayPerson *person = data;

  fw_record_unref (person->record);
  g_clear_pointer (&person->shift, fw_record_unref);
  g_free (person->template);
  g_free (person->name);
  g_free (person->letter);
  g_free (person->type);
  for (guint i = 0; i < FW_DAY_BOARD_DAYS; i++)
    g_array_unref (person->plans[i]);
  g_free (person);
}

void
fw_day_board_clear (FwDayBoard *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_strfreev (self->teams);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->states, fw_states_free);
  g_clear_pointer (&self->followed, g_hash_table_unref);
}

gboolean
fw_day_board_works (const FwStateSpan *span)
{
  static const char *const rests[] = { "", "break", "lunch", "meal", "personal", NULL };

  g_return_val_if_fail (span != NULL, FALSE);

  if (span->state == FW_AGENT_PAUSED)
    return !g_strv_contains (rests, span->reason);
  return span->state != FW_AGENT_SIGNED_OUT;
}

/* ---- who ---- */

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const FwDayPerson *first = *(FwDayPerson *const *) a, *second = *(FwDayPerson *const *) b;
  const int by_name = g_utf8_collate (first->who.name, second->who.name);

  return by_name != 0 ? by_name : strcmp (first->who.person, second->who.person);
}

static gboolean
read_people (FwDayBoard *self, GError **error)
{
  const char *const sites[] = { self->site->id, NULL };
  g_autoptr (GPtrArray) records =
      fw_records_list (self->records, self->whole, fw_kind_find ("person"), error);

  if (records == NULL)
    return FALSE;
  self->people = g_ptr_array_new_with_free_func (free_person);
  for (guint i = 0; i < records->len; i++)
    {
      FwMembership who;
      FwDayPerson *person;

      if (!fw_directory_find_person (self->directory, records->pdata[i], self->day, &who) ||
          !fw_membership_is_asked (&who, self->scope, sites, (const char *const *) self->teams,
                                   NULL))
        continue;
      person = g_new0 (FwDayPerson, 1);
      person->who = who;
      person->record = fw_record_ref (records->pdata[i]);
      for (guint day = 0; day < FW_DAY_BOARD_DAYS; day++)
        person->plans[day] = g_array_new (FALSE, FALSE, sizeof (FwDaySpan));
      g_ptr_array_add (self->people, person);
    }
  g_ptr_array_sort (self->people, compare_people);
  return TRUE;
}

/* ---- what really was ---- */

static gint64
get_start (const GArray *plan, gint64 otherwise)
{
  return plan->len > 0 ? g_array_index (plan, FwDaySpan, 0).from : otherwise;
}

static gint64
get_end (const GArray *plan, gint64 otherwise)
{
  return plan->len > 0 ? g_array_index (plan, FwDaySpan, plan->len - 1).to : otherwise;
}

static const char *
get_login (const FwDayPerson *person)
{
  const char *login = fw_record_text (person->record, "login");

  return login != NULL && *login != '\0' ? login : fw_record_get_id (person->record);
}

static gboolean
read_states (FwDayBoard *self, GCancellable *cancellable, GError **error)
{
  gint64 first = self->from, last = self->to;

  for (guint i = 0; i < self->people->len; i++)
    {
      FwDayPerson *person = self->people->pdata[i];
      GArray *const *plans = person->plans;

      person->window = fw_day_find_window (
          self->from, self->to, get_start (plans[FW_DAY_BOARD_DAY], 0),
          get_end (plans[FW_DAY_BOARD_DAY], 0), get_end (plans[FW_DAY_BOARD_BEFORE], G_MININT64),
          get_start (plans[FW_DAY_BOARD_AFTER], G_MAXINT64));
      first = MIN (first, person->window.from);
      last = MAX (last, person->window.to);
    }
  last = MIN (last, self->now);
  if (first >= last)
    return TRUE;
  self->states = fw_centre_read_states (self->centre, first, last, cancellable, error);
  if (self->states == NULL)
    return FALSE;
  for (guint i = 0; i < self->people->len; i++)
    {
      FwDayPerson *person = self->people->pdata[i];
      person->states = fw_states_find (self->states, get_login (person));
    }
  return TRUE;
}

/* Whether anybody of the site was seen between @from and @to: without that nobody is missing, only
 * not known. */
static gboolean
is_anybody_seen (FwDayBoard *self, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) agents =
      self->states != NULL ? fw_states_list_agents (self->states) : g_ptr_array_new ();

  for (guint i = 0; i < agents->len; i++)
    {
      const GArray *spans = fw_states_find (self->states, agents->pdata[i]);
      FwMembership who;

      if (!fw_directory_find_agent (self->directory, fw_text (agents->pdata[i]), self->from,
                                    &who) ||
          strcmp (who.site, self->site->id) != 0)
        continue;
      for (guint k = 0; k < spans->len; k++)
        {
          const FwStateSpan *span = &g_array_index (spans, FwStateSpan, k);

          if (span->from < to && span->to > from)
            return TRUE;
        }
    }
  return FALSE;
}

/* Who was at work at any time of the four weeks before: somebody whom no source ever tells of, such
 * as a leader who takes no contacts, is not missing but not known. */
static gboolean
read_followed (FwDayBoard *self, GCancellable *cancellable, GError **error)
{
  const FwQuestion question = { .from = self->from - FOLLOWED * 24 * FW_HOUR,
                                .to = MIN (self->to, self->now),
                                .now = self->now,
                                .by = { FW_DIMENSION_AGENT },
                                .n_by = 1 };
  g_autoptr (FwCubeAnswer) answer =
      fw_centre_ask (self->centre, self->whole, &question, cancellable, error);

  if (answer == NULL)
    return FALSE;
  self->followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      if (group->sums.busy_ms + group->sums.ready_ms + group->sums.paused_ms > 0)
        g_hash_table_add (self->followed, g_strdup (fw_centre_name_code (
                                              self->centre, FW_DIMENSION_AGENT, group->codes[0])));
    }
  return TRUE;
}

static GArray *
list_states (const FwDayPerson *person)
{
  GArray *states = g_array_new (FALSE, FALSE, sizeof (FwDayState));

  for (guint i = 0; person->states != NULL && i < person->states->len; i++)
    {
      const FwStateSpan *span = &g_array_index (person->states, FwStateSpan, i);
      const FwDayState state = { span->from, span->to, fw_day_board_works (span) };

      g_array_append_val (states, state);
    }
  return states;
}

static void
judge (FwDayBoard *self, FwDayPerson *person)
{
  g_autoptr (GArray) states = list_states (person);
  const GArray *plan = person->plans[FW_DAY_BOARD_DAY];
  FwDayQuestion question = { .plan = (const FwDaySpan *) (void *) plan->data,
                             .n_plan = plan->len,
                             .states = (const FwDayState *) (void *) states->data,
                             .n_states = states->len,
                             .window = person->window,
                             .until = self->now,
                             .tolerance = self->tolerance,
                             .known = TRUE };

  fw_day_judge (&question, &person->figures);
  if (person->figures.standing != FW_DAY_STANDS_MISSING)
    return;
  question.known =
      g_hash_table_contains (self->followed, get_login (person)) &&
      is_anybody_seen (self, person->figures.start, MIN (person->figures.end, self->now));
  fw_day_judge (&question, &person->figures);
}

/* ---- by half hour ---- */

static void
add_scheduled (FwDayBoard *self, const GArray *plan)
{
  for (guint i = 0; i < plan->len; i++)
    {
      const FwDaySpan *span = &g_array_index (plan, FwDaySpan, i);

      if (span->kind == FW_DAY_WORK || span->kind == FW_DAY_PRESENT || span->kind == FW_DAY_ABSENT)
        fw_cover_add (self->scheduled, self->n, self->from, span->from, span->to, 1);
    }
}

static void
add_actual (FwDayBoard *self, const GArray *states)
{
  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      const FwStateSpan *span = &g_array_index (states, FwStateSpan, i);

      if (fw_day_board_works (span))
        fw_cover_add (self->actual, self->n, self->from, span->from, span->to, 1);
    }
}

/* Of the half hour that runs as many as there were on average so far. */
static void
end_actual (FwDayBoard *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      const gint64 gone = self->now - (self->from + i * FW_COVER_STEP);

      if (gone < FW_MINUTE)
        self->actual[i] = NAN;
      else if (gone < FW_COVER_STEP)
        self->actual[i] *= (double) FW_COVER_STEP / (double) gone;
    }
}

static void
count_cover (FwDayBoard *self)
{
  self->n = (guint) MIN ((self->to - self->from) / FW_COVER_STEP, FW_NEED_MOST_MOMENTS);
  for (guint i = 0; i < self->people->len; i++)
    {
      const FwDayPerson *person = self->people->pdata[i];

      for (guint day = 0; day < FW_DAY_BOARD_DAYS; day++)
        add_scheduled (self, person->plans[day]);
      add_actual (self, person->states);
    }
  end_actual (self);
}

static void
take_needs (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwNeed *need = fw_need_read (records->pdata[i], NULL);

      if (need != NULL)
        g_ptr_array_add (data, need);
    }
}

/* Half of a site says nothing of what the site lacks. */
static gboolean
read_wanted (FwDayBoard *self, GError **error)
{
  g_autofree char *date = fw_date_format (self->day);
  const char *const sites[] = { self->site->id, NULL }, *const days[] = { date, NULL };
  const FwPlace place = { .level = FW_LEVEL_SITE, .sites = sites };
  const FwRecordCondition conditions[] = { { "site", FW_RECORD_IS, sites },
                                           { "day", FW_RECORD_IS, days } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_need_free);

  for (guint i = 0; i < FW_NEED_MOST_MOMENTS; i++)
    self->wanted[i] = NAN;
  if (self->teams != NULL || fw_scope_get_teams (self->scope) != NULL ||
      !fw_scope_reaches (self->scope, FW_ACT_SEE, &place))
    return TRUE;
  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  if (!fw_records_ask_pages (self->records, self->whole, fw_kind_find ("published-forecast"),
                             &query, take_needs, needs, error))
    return FALSE;
  self->has_wanted = fw_need_add_up (needs, self->day, self->wanted, self->n);
  return TRUE;
}

gboolean
fw_day_board_read (FwDayBoard *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL && self->site != NULL, FALSE);

  self->whole = fw_scope_new_administrator ();
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  fw_zone_get_day_bounds (self->site->zone, self->day, &self->from, &self->to);
  self->tolerance = (gint64) (fw_directory_get_policy (self->directory, "late-minutes",
                                                       self->site->id, "", self->from) *
                              (double) FW_MINUTE);
  self->with_outside = fw_directory_get_policy (self->directory, "adherence-outside",
                                                self->site->id, "", self->from) > 0;
  if (!read_people (self, error))
    return FALSE;
  if (!fw_day_board_plan (self, error) || !read_states (self, cancellable, error) ||
      !read_followed (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->people->len; i++)
    judge (self, self->people->pdata[i]);
  count_cover (self);
  return read_wanted (self, error);
}
