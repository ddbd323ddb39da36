/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who of a site goes when: what stands in the roster, and the choice from it. */
#include "core/people/fw-open-hours.h"
#include "core/people/fw-training-rules.h"
#include "core/roster/fw-activity.h"
#include "server/fw-activity-plan-private.h"

#include <string.h>

/* Days behind the last that are asked for, in which a peak may lie that is prepared before. */
#define PEAKS_AHEAD 61

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

static gboolean
is (const FwRecord *record, const char *field, const char *value)
{
  return g_strcmp0 (fw_record_text (record, field), value) == 0;
}

/* ---- what is known of a site ---- */

typedef struct
{
  FwActivityPlan *plan;
  const FwSiteEntry *site;
  FwCalendar *calendar; /* (nullable): every day is worked */
  FwPlannedCover cover;
  FwPlannedDay *days;   /* of the plan and the one before, as they are counted and chosen from */
  GArray *peaks;        /* gint32 */
  GPtrArray *peak_days; /* FwRecord: of the kind special-day, beside peaks */
  GPtrArray *seats;     /* Seat: of sessions */
} Site;

/* Somebody in a session. */
typedef struct
{
  char *person;
  FwRecord *session;
} Seat;

static void
free_seat (gpointer data)
{
  Seat *seat = data;

  g_free (seat->person);
  fw_record_unref (seat->session);
  g_free (seat);
}

static void
site_clear (Site *self)
{
  g_clear_pointer (&self->calendar, fw_calendar_unref);
  fw_planned_cover_clear (&self->cover);
  g_clear_pointer (&self->days, g_free);
  g_clear_pointer (&self->peaks, g_array_unref);
  g_clear_pointer (&self->peak_days, g_ptr_array_unref);
  g_clear_pointer (&self->seats, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Site, site_clear)

static gboolean
is_worked (gint32 day, gpointer data)
{
  const Site *site = data;
  const gint64 from = fw_zone_from_wall (site->site->zone, day, 0);
  const gint64 to = fw_zone_from_wall (site->site->zone, day + 1, 0);

  return site->calendar == NULL || fw_calendar_between (site->calendar, from, to) > 0;
}

/* What a site says of a day goes before what is said of every site. */
static void
note_peak (Site *self, FwRecord *day)
{
  const gint32 date = (gint32) fw_record_integer (day, "day");
  const char *site = fw_record_text (day, "site");

  if (fw_record_integer (day, "campaign") == 0 || date < self->plan->first ||
      date > self->plan->last + PEAKS_AHEAD || (site != NULL && strcmp (site, self->site->id) != 0))
    return;
  for (guint i = 0; i < self->peaks->len; i++)
    if (g_array_index (self->peaks, gint32, i) == date)
      {
        if (site != NULL)
          {
            fw_record_unref (self->peak_days->pdata[i]);
            self->peak_days->pdata[i] = fw_record_ref (day);
          }
        return;
      }
  g_array_append_val (self->peaks, date);
  g_ptr_array_add (self->peak_days, fw_record_ref (day));
}

static gboolean
read_calendar (Site *self, GError **error)
{
  FwActivityPlan *plan = self->plan;
  g_autoptr (GPtrArray) hours =
      fw_records_list (plan->records, plan->whole, fw_kind_find ("open-hours"), error);
  g_autoptr (GPtrArray) days = hours != NULL ? fw_records_list (plan->records, plan->whole,
                                                                fw_kind_find ("special-day"), error)
                                             : NULL;

  if (days == NULL)
    return FALSE;
  self->calendar = fw_open_hours_make (hours, days, self->site->id, NULL, self->site->zone);
  self->peaks = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->peak_days = new_records ();
  for (guint i = 0; i < days->len; i++)
    note_peak (self, days->pdata[i]);
  return TRUE;
}

static gboolean
ask_seats (Site *self, FwRecord *session, GError **error)
{
  const char *const ids[] = { fw_record_get_id (session), NULL };
  const FwRecordCondition condition = { "session", FW_RECORD_IS, ids };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) enrolments = NULL;

  if (is (session, FW_KIND_STATE, "cancelled") || !is (session, "site", self->site->id))
    return TRUE;
  query.conditions = &condition;
  query.n_conditions = 1;
  enrolments = fw_records_ask_all (self->plan->records, self->plan->whole,
                                   fw_kind_find ("enrolment"), &query, error);
  for (guint i = 0; enrolments != NULL && i < enrolments->len; i++)
    if (fw_training_has_seat (enrolments->pdata[i]))
      {
        Seat *seat = g_new0 (Seat, 1);

        seat->person = g_strdup (fw_record_text (enrolments->pdata[i], "person"));
        seat->session = fw_record_ref (session);
        g_ptr_array_add (self->seats, seat);
      }
  return enrolments != NULL;
}

static gboolean
read_seats (Site *self, GError **error)
{
  g_autofree char *first = fw_date_format (self->plan->first);
  g_autofree char *last = fw_date_format (self->plan->last);
  const char *const least[] = { first, NULL }, *const most[] = { last, NULL };
  const FwRecordCondition conditions[] = { { "last_day", FW_RECORD_AT_LEAST, least },
                                           { "day", FW_RECORD_AT_MOST, most } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (GPtrArray) sessions = NULL;

  self->seats = g_ptr_array_new_with_free_func (free_seat);
  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  sessions = fw_records_ask_all (self->plan->records, self->plan->whole,
                                 fw_kind_find ("training-session"), &query, error);
  for (guint i = 0; sessions != NULL && i < sessions->len; i++)
    if (!ask_seats (self, sessions->pdata[i], error))
      return FALSE;
  return sessions != NULL;
}

static FwPlannedDay *
get_day (const Site *self, gint32 day)
{
  return &self->days[day - self->plan->first + 1];
}

static gboolean
read_site (Site *self, GError **error)
{
  const FwActivityPlan *plan = self->plan;

  if (!read_calendar (self, error) || !read_seats (self, error) ||
      !fw_planned_cover_read (&self->cover, plan->records, plan->whole, self->site->zone,
                              self->site->id, plan->first - 1, plan->last, error))
    return FALSE;
  self->days = g_new0 (FwPlannedDay, (gsize) (plan->last - plan->first + 2));
  for (gint32 day = plan->first - 1; day <= plan->last; day++)
    fw_planned_cover_count (&self->cover, day, NULL, 0, get_day (self, day));
  return TRUE;
}

/* ---- who is free ---- */

static void
lay_seat (const Site *self, const FwRecord *session, gint32 first, gint32 last, GArray *plan)
{
  for (gint64 day = MAX (first, fw_record_integer (session, "day"));
       day <= MIN (last, fw_record_integer (session, "last_day")); day++)
    {
      const FwDaySpan span = {
        .from = fw_zone_from_wall (self->site->zone, (gint32) day,
                                   (guint) fw_record_integer (session, "begins") * 60),
        .to = fw_zone_from_wall (self->site->zone, (gint32) day,
                                 (guint) fw_record_integer (session, "ends") * 60),
        .kind = FW_DAY_TRAINING,
      };

      fw_day_lay (plan, &span, FW_DAY_OVER_ALL);
    }
}

/* Stretches in which @person is to be at the phones, on some days: what else is planned of any
 * template, at the phones as well, is laid over. Returns: (element-type FwCalendarStretch) */
static GArray *
find_free (const Site *self, const char *person, gint32 first, gint32 last)
{
  const GPtrArray *activities = g_hash_table_lookup (self->cover.activities, person);
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (FwDaySpan));
  GArray *free = g_array_new (FALSE, FALSE, sizeof (FwCalendarStretch));

  for (guint i = 0; i < self->cover.shifts->len; i++)
    {
      const FwRecord *shift = self->cover.shifts->pdata[i];
      const gint32 day = (gint32) fw_record_integer (shift, "day");

      if (day >= first - 1 && day <= last && is (shift, "person", person) &&
          is (shift, "type", "work"))
        fw_planned_cover_lay (&self->cover, day, fw_record_text (shift, "template"), shift, plan);
    }
  for (guint i = 0; i < self->seats->len; i++)
    {
      const Seat *seat = self->seats->pdata[i];

      if (strcmp (seat->person, person) == 0)
        lay_seat (self, seat->session, first, last, plan);
    }
  for (guint i = 0; activities != NULL && i < activities->len; i++)
    {
      FwDaySpan span = fw_activity_find_span (activities->pdata[i], self->site->zone);

      span.kind = FW_DAY_TRAINING;
      fw_day_lay (plan, &span, FW_DAY_OVER_ALL);
    }
  for (guint i = 0; i < plan->len; i++)
    {
      const FwDaySpan *span = &g_array_index (plan, FwDaySpan, i);
      const FwCalendarStretch stretch = { span->from, span->to };

      if (span->kind == FW_DAY_WORK)
        g_array_append_val (free, stretch);
    }
  return free;
}

/* ---- one occasion ---- */

typedef struct
{
  Site *site;
  FwActivityOccasion *occasion;
  GArray *times;   /* FwCalendarStretch */
  GArray *covers;  /* FwCalendarCover */
  GArray *held;    /* FwCalendarHeld */
  GArray *people;  /* FwCalendarPerson */
  GPtrArray *free; /* GArray: of each of them */
} Choice;

static void
choice_clear (Choice *self)
{
  g_clear_pointer (&self->times, g_array_unref);
  g_clear_pointer (&self->covers, g_array_unref);
  g_clear_pointer (&self->held, g_array_unref);
  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->free, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

static void
unref_array (gpointer data)
{
  g_array_unref (data);
}

static void
add_cover (Choice *self, gint32 day)
{
  FwPlannedDay *counted = get_day (self->site, day);
  const FwCalendarCover cover = { counted->from, counted->n, counted->wanted, counted->planned };

  for (guint i = 0; i < self->covers->len; i++)
    if (g_array_index (self->covers, FwCalendarCover, i).from == cover.from)
      return;
  g_array_append_val (self->covers, cover);
  self->occasion->known |= counted->known;
}

/* What has begun is not chosen any more. A site's day may start later than its date. */
static void
find_times (Choice *self)
{
  const FwActivityPlan *plan = self->site->plan;
  const FwCalendarOccurrence *when = &self->occasion->when;
  const gboolean early = plan->template.earliest < fw_zone_get_day_start (self->site->site->zone);

  for (gint32 day = when->first; day <= when->last; day++)
    {
      if (!fw_calendar_template_can (&plan->template, day, is_worked, self->site))
        continue;
      if (early)
        add_cover (self, day - 1);
      add_cover (self, day);
      fw_calendar_times (self->times, self->site->site->zone, day, plan->template.earliest,
                         plan->template.latest, plan->template.length);
    }
  for (guint i = self->times->len; i > 0; i--)
    if (g_array_index (self->times, FwCalendarStretch, i - 1).from <= plan->now)
      g_array_remove_index (self->times, i - 1);
}

/* Returns: whether @person has it already. @last: (out): when she took part last. */
static gboolean
look_back (Choice *self, const char *person, gint32 *last)
{
  const GPtrArray *list = g_hash_table_lookup (self->site->plan->there, person);

  *last = G_MININT32;
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const FwRecord *activity = list->pdata[i];
      FwCalendarHeld held = { { 0 }, 1 };
      FwDaySpan span;

      if (fw_record_integer (activity, "due") == self->occasion->when.due)
        {
          span = fw_activity_find_span (activity, self->site->site->zone);
          held.time = (FwCalendarStretch){ span.from, span.to };
          g_array_append_val (self->held, held);
          return TRUE;
        }
      *last = MAX (*last, (gint32) fw_record_integer (activity, "day"));
    }
  return FALSE;
}

static void
add_person (Choice *self, FwRecord *person, GHashTable *turns)
{
  const char *id = fw_record_get_id (person);
  FwCalendarPerson added = { .id = id };
  gpointer turn;
  GArray *free;

  if (look_back (self, id, &added.last))
    {
      self->occasion->already++;
      return;
    }
  if (g_hash_table_lookup_extended (turns, id, NULL, &turn))
    added.last = MAX (added.last, GPOINTER_TO_INT (turn));
  free = find_free (self->site, id, self->occasion->when.first, self->occasion->when.last);
  g_ptr_array_add (self->free, free);
  added.free = (const FwCalendarStretch *) (void *) free->data;
  added.n_free = free->len;
  g_array_append_val (self->people, added);
  g_ptr_array_add (self->occasion->people, fw_record_ref (person));
}

/* People who were chosen are away for what is chosen after it, as if it were written. */
static void
note_groups (Choice *self, GHashTable *turns)
{
  FwActivityOccasion *occasion = self->occasion;
  guint n = 0;

  for (guint i = 0; i < occasion->groups->len; i++)
    {
      const FwCalendarGroup *group = &g_array_index (occasion->groups, FwCalendarGroup, i);

      n += group->people->len;
      for (guint k = 0; k < group->people->len; k++)
        g_hash_table_replace (
            turns,
            g_strdup (fw_record_get_id (
                occasion->people->pdata[g_array_index (group->people, guint, k)])),
            GINT_TO_POINTER (fw_zone_get_day (self->site->site->zone, group->time.from)));
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      const FwCalendarPerson *person = &g_array_index (self->people, FwCalendarPerson, i);
      gboolean can = FALSE;

      for (guint t = 0; t < self->times->len && !can; t++)
        {
          const FwCalendarStretch *time = &g_array_index (self->times, FwCalendarStretch, t);

          for (guint k = 0; k < person->n_free && !can; k++)
            can = person->free[k].from <= time->from && person->free[k].to >= time->to;
        }
      occasion->left += !can;
    }
  occasion->waiting = self->people->len - n - occasion->left;
}

static void
choose (Choice *self, const GPtrArray *people, GHashTable *turns)
{
  const FwActivityPlan *plan = self->site->plan;
  FwActivityOccasion *occasion = self->occasion;
  FwCalendarQuestion question;

  find_times (self);
  for (guint i = 0; i < people->len; i++)
    add_person (self, people->pdata[i], turns);
  question = (FwCalendarQuestion){
    .people = (const FwCalendarPerson *) (void *) self->people->data,
    .n_people = self->people->len,
    .times = (const FwCalendarStretch *) (void *) self->times->data,
    .n_times = self->times->len,
    .days = (FwCalendarCover *) (void *) self->covers->data,
    .n_days = self->covers->len,
    .held = (const FwCalendarHeld *) (void *) self->held->data,
    .n_held = self->held->len,
    .at_once = plan->template.at_once,
    .places = plan->template.places,
    .adds = plan->template.adds,
  };
  /* places that are taken already */
  if (question.places > 0 && question.places <= occasion->already)
    question.n_people = 0;
  else if (question.places > 0)
    question.places -= occasion->already;
  occasion->before = fw_calendar_add_up (question.days, question.n_days);
  occasion->groups = fw_calendar_choose (&question);
  occasion->after = fw_calendar_add_up (question.days, question.n_days);
  note_groups (self, turns);
}

static void
add_occasion (Site *site,
              FwCalendarOccurrence when,
              const char *team,
              const GPtrArray *people,
              GHashTable *turns)
{
  FwActivityOccasion occasion = {
    .when = when, .site = site->site, .team = g_strdup (team), .people = new_records ()
  };
  g_auto (Choice) choice = { site,
                             &occasion,
                             g_array_new (FALSE, FALSE, sizeof (FwCalendarStretch)),
                             g_array_new (FALSE, FALSE, sizeof (FwCalendarCover)),
                             g_array_new (FALSE, FALSE, sizeof (FwCalendarHeld)),
                             g_array_new (FALSE, FALSE, sizeof (FwCalendarPerson)),
                             g_ptr_array_new_with_free_func (unref_array) };

  choose (&choice, people, turns);
  g_array_append_val (site->plan->occasions, occasion);
}

/* ---- a site ---- */

static int
compare_teams (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = *(FwRecord *const *) a, *two = *(FwRecord *const *) b;
  const int by_team = g_strcmp0 (fw_record_text (one, "team"), fw_record_text (two, "team"));

  return by_team != 0 ? by_team : strcmp (fw_record_get_id (one), fw_record_get_id (two));
}

/* Each team by itself, or all together; @people are by team. */
static void
add_due (Site *self, FwCalendarOccurrence when, const GPtrArray *people, GHashTable *turns)
{
  guint end;

  if (self->plan->template.whom != FW_CALENDAR_TEAM)
    {
      add_occasion (self, when, NULL, people, turns);
      return;
    }
  for (guint from = 0; from < people->len; from = end)
    {
      const char *team = fw_record_text (people->pdata[from], "team");
      g_autoptr (GPtrArray) members = g_ptr_array_new ();

      for (end = from; end < people->len && is (people->pdata[end], "team", team); end++)
        g_ptr_array_add (members, people->pdata[end]);
      if (team != NULL)
        add_occasion (self, when, team, members, turns);
    }
}

static const FwRecord *
find_peak (const Site *self, gint32 day)
{
  for (guint i = 0; i < self->peaks->len; i++)
    if (g_array_index (self->peaks, gint32, i) == day)
      return self->peak_days->pdata[i];
  return NULL;
}

static double
add_up (const Site *self, gboolean *known)
{
  double sum = 0;

  for (gint32 day = self->plan->first; day <= self->plan->last; day++)
    {
      FwPlannedDay *counted = get_day (self, day);
      const FwCalendarCover cover = { counted->from, counted->n, counted->wanted,
                                      counted->planned };

      sum += fw_calendar_add_up (&cover, 1);
      *known |= counted->known;
    }
  return sum;
}

gboolean
fw_activity_plan_add_site (FwActivityPlan *self,
                           const FwSiteEntry *entry,
                           GPtrArray *people,
                           GError **error)
{
  g_auto (Site) site = { .plan = self, .site = entry };
  g_autoptr (GHashTable) turns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) found = NULL;

  if (!read_site (&site, error))
    return FALSE;
  g_ptr_array_sort (people, compare_teams);
  self->before += add_up (&site, &self->known);
  found = fw_calendar_template_find (&self->template, self->first, self->last, is_worked, &site,
                                     (const gint32 *) (void *) site.peaks->data, site.peaks->len);
  for (guint i = 0; i < found->len; i++)
    {
      const FwCalendarOccurrence when = g_array_index (found, FwCalendarOccurrence, i);
      const FwRecord *peak = find_peak (&site, when.due);

      add_due (&site, when, people, turns);
      if (self->template.often == FW_CALENDAR_PEAK && peak != NULL &&
          !fw_activity_plan_add_tasks (self, entry, peak, when.first, error))
        return FALSE;
    }
  self->after += add_up (&site, &self->known);
  return TRUE;
}
