/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What could be done about a need: courses, their sessions, and what courses brought before. */
#include "core/people/fw-training-rules.h"
#include "server/fw-needs.h"
#include "store/fw-record-query.h"

#include <math.h>
#include <string.h>

/* Sessions that begin up to so many days ahead are offered. */
#define AHEAD 120
/* What was held in these days before is looked at, and no sooner than something can show. */
#define MEASURED_DAYS 120
#define SOONEST 7

/* ---- reading ---- */

static void
clear_course (gpointer data)
{
  fw_record_unref (((FwNeedsCourse *) data)->record);
}

static void
clear_session (gpointer data)
{
  fw_record_unref (((FwNeedsSession *) data)->record);
  g_hash_table_unref (((FwNeedsSession *) data)->people);
}

static guint
find_index (const GArray *competencies, const char *id)
{
  for (guint i = 0; id != NULL && i < competencies->len; i++)
    if (strcmp (fw_record_get_id (g_array_index (competencies, FwGridCompetency, i).record), id) ==
        0)
      return i;
  return FW_NEEDS_NOTHING;
}

static void
add_course (FwNeeds *self, FwRecord *record)
{
  const FwNeedsCourse course = {
    .record = fw_record_ref (record),
    .competency = find_index (fw_competency_grid_get_competencies (self->grid),
                              fw_record_text (record, "competency")),
    .level = fw_record_get_number (record, fw_record_find (record, "level")),
  };

  g_array_append_val (self->courses, course);
}

static guint
find_course (FwNeeds *self, const FwRecord *session)
{
  const char *id = fw_record_text (session, "course");

  for (guint i = 0; i < self->courses->len; i++)
    if (g_strcmp0 (fw_record_get_id (g_array_index (self->courses, FwNeedsCourse, i).record), id) ==
        0)
      return i;
  return FW_NEEDS_NOTHING;
}

/* Of the sessions whose @field is from @from to @to. */
static GPtrArray *
ask_sessions (FwNeeds *self, const char *field, gint32 from, gint32 to, GError **error)
{
  g_autofree char *first = fw_date_format (from), *last = fw_date_format (to);
  const char *const least[] = { first, NULL }, *const most[] = { last, NULL };
  const FwRecordCondition conditions[] = { { field, FW_RECORD_AT_LEAST, least },
                                           { field, FW_RECORD_AT_MOST, most } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  answer =
      fw_records_ask (self->records, self->scope, fw_kind_find ("training-session"), &query, error);
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

static GPtrArray *
ask_enrolments (FwNeeds *self, FwScope *scope, const FwRecord *session, GError **error)
{
  const char *const ids[] = { fw_record_get_id (session), NULL };
  const FwRecordCondition condition = { "session", FW_RECORD_IS, ids };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  query.conditions = &condition;
  query.n_conditions = 1;
  answer = fw_records_ask (self->records, scope, fw_kind_find ("enrolment"), &query, error);
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

static gboolean
add_session (FwNeeds *self, FwRecord *record, GError **error)
{
  const char *state = fw_record_text (record, FW_KIND_STATE);
  FwNeedsSession session = { .course = find_course (self, record) };
  g_autoptr (GPtrArray) enrolments = NULL;

  if (session.course == FW_NEEDS_NOTHING || g_strcmp0 (state, "cancelled") == 0 ||
      g_strcmp0 (state, "held") == 0)
    return TRUE;
  enrolments = ask_enrolments (self, self->whole, record, error);
  if (enrolments == NULL)
    return FALSE;
  session.record = fw_record_ref (record);
  session.seats = fw_training_get_seats (
      record, g_array_index (self->courses, FwNeedsCourse, session.course).record);
  session.people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < enrolments->len; i++)
    {
      const FwRecord *enrolment = enrolments->pdata[i];

      session.taken += fw_training_has_seat (enrolment);
      if (g_strcmp0 (fw_record_text (enrolment, FW_KIND_STATE), "withdrawn") != 0)
        g_hash_table_add (session.people, g_strdup (fw_record_text (enrolment, "person")));
    }
  g_array_append_val (self->sessions, session);
  return TRUE;
}

gboolean
fw_needs_read_courses (FwNeeds *self, GError **error)
{
  g_autoptr (GPtrArray) courses =
      fw_records_list (self->records, self->scope, fw_kind_find ("course"), error);
  g_autoptr (GPtrArray) sessions = NULL;

  self->courses = g_array_new (FALSE, FALSE, sizeof (FwNeedsCourse));
  g_array_set_clear_func (self->courses, clear_course);
  self->sessions = g_array_new (FALSE, FALSE, sizeof (FwNeedsSession));
  g_array_set_clear_func (self->sessions, clear_session);
  if (courses == NULL)
    return FALSE;
  for (guint i = 0; i < courses->len; i++)
    add_course (self, courses->pdata[i]);
  sessions = ask_sessions (self, "day", self->day, self->day + AHEAD, error);
  if (sessions == NULL)
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    if (!add_session (self, sessions->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- choosing ---- */

/* What speaks for a course and its session; what is further to the left goes before all behind it.
 */
typedef struct
{
  gboolean enrolled, reaches, seat, planned, suits;
  gint64 day;
} Merit;

static gint64
weigh (const Merit *merit)
{
  return ((gint64) merit->enrolled << 60) + ((gint64) merit->reaches << 59) +
         ((gint64) merit->seat << 58) + ((gint64) merit->planned << 57) +
         ((gint64) merit->suits << 56) - merit->day;
}

static void
weigh_session (FwNeeds *self, const FwNeedsNeed *need, guint index, Merit *merit)
{
  const FwNeedsSession *session = &g_array_index (self->sessions, FwNeedsSession, index);

  merit->planned = TRUE;
  merit->seat = session->taken < session->seats;
  merit->day = fw_record_integer (session->record, "day");
  merit->enrolled = need->person != FW_NEEDS_NOTHING &&
                    g_hash_table_contains (
                        session->people,
                        g_array_index (self->people, FwNeedsPerson, need->person).row->who.person);
}

static gboolean
is_at_site (FwNeeds *self, const FwNeedsNeed *need, const FwNeedsSession *session)
{
  return need->team == FW_NEEDS_NOTHING ||
         g_strcmp0 (fw_record_text (session->record, "site"),
                    g_array_index (self->in_teams, FwNeedsTeam, need->team).site) == 0;
}

static void
take_better (FwNeedsNeed *need, const Merit *merit, guint course, guint session, gint64 *best)
{
  const gint64 weight = weigh (merit);

  if (need->course != FW_NEEDS_NOTHING && weight <= *best)
    return;
  *best = weight;
  need->course = course;
  need->session = session;
  need->enrolled = merit->enrolled;
}

void
fw_needs_choose (FwNeeds *self, FwNeedsNeed *need)
{
  const char *prefers = need->person != FW_NEEDS_NOTHING
                            ? g_array_index (self->people, FwNeedsPerson, need->person).prefers
                            : NULL;
  gint64 best = 0;

  for (guint i = 0; i < self->courses->len; i++)
    {
      const FwNeedsCourse *course = &g_array_index (self->courses, FwNeedsCourse, i);
      Merit merit = { .day = G_MAXINT32 };

      if (need->competency == FW_NEEDS_NOTHING || course->competency != need->competency ||
          (!isnan (need->level) && course->level <= need->level && need->level < need->required))
        continue;
      merit.reaches = isnan (need->required) || course->level >= need->required;
      merit.suits =
          prefers != NULL && g_strcmp0 (fw_record_text (course->record, "form"), prefers) == 0;
      take_better (need, &merit, i, FW_NEEDS_NOTHING, &best);
      for (guint j = 0; j < self->sessions->len; j++)
        if (g_array_index (self->sessions, FwNeedsSession, j).course == i &&
            is_at_site (self, need, &g_array_index (self->sessions, FwNeedsSession, j)))
          {
            weigh_session (self, need, j, &merit);
            take_better (need, &merit, i, j, &best);
          }
    }
}

guint
fw_needs_find_competency (FwNeeds *self, FwTrainingFigure figure, guint person)
{
  const FwCompetencyRow *row = g_array_index (self->people, FwNeedsPerson, person).row;
  const guint n = fw_competency_grid_get_competencies (self->grid)->len;
  guint found = FW_NEEDS_NOTHING;

  for (guint i = 0; i < n; i++)
    {
      const FwRequirement *requirement =
          row->position != FW_READINESS_NOTHING
              ? fw_competency_grid_find_requirement (self->grid, row->position, i)
              : NULL;

      if (self->shows[i] != figure)
        continue;
      if (requirement != NULL &&
          g_array_index (self->answer->cells, FwCompetencyCell, row->cells + i).level <
              requirement->level)
        return i;
      if (found == FW_NEEDS_NOTHING)
        found = i;
    }
  return found;
}

/* ---- what courses brought ---- */

typedef struct
{
  FwNeeds *needs;
  FwTrainingFigure figure;
  guint64 least;
  GArray *treated, *others; /* double: after less before */
} Measure;

static FwCubeAnswer *
ask_agents (FwNeeds *self, gint32 first, gint32 last, GError **error)
{
  FwQuestion question = { .by = { FW_DIMENSION_AGENT }, .n_by = 1, .now = self->to };
  gint64 end;

  fw_zone_get_day_bounds (self->zone, first, &question.from, &end);
  fw_zone_get_day_bounds (self->zone, last, &end, &question.to);
  return fw_centre_ask (self->centre, self->scope, &question, NULL, error);
}

static const FwSums *
find_agent (const FwCubeAnswer *answer, guint16 code)
{
  for (guint i = 0; i < answer->groups->len; i++)
    {
      const FwCubeGroup *group = &g_array_index (answer->groups, FwCubeGroup, i);

      if (group->codes[0] == code)
        return &group->sums;
    }
  return NULL;
}

static void
add_change (Measure *self,
            const FwCubeGroup *before,
            const FwCubeAnswer *after,
            GHashTable *completed,
            GHashTable *teams,
            gint64 at)
{
  FwNeeds *needs = self->needs;
  const FwSums *sums = find_agent (after, before->codes[0]);
  const char *login = fw_centre_name_code (needs->centre, FW_DIMENSION_AGENT, before->codes[0]);
  FwMembership who;
  FwFigure then, now;
  double change;

  if (sums == NULL || !fw_directory_find_agent (needs->directory, fw_text (login), at, &who) ||
      !g_hash_table_contains (teams, who.team) ||
      !fw_training_figure_compute (self->figure, &before->sums, self->least, &then) ||
      !fw_training_figure_compute (self->figure, sums, self->least, &now))
    return;
  change = now.value - then.value;
  g_array_append_val (g_hash_table_contains (completed, who.person) ? self->treated : self->others,
                      change);
}

/* @enrolments: of the session. */
static gboolean
measure_session (Measure *self, const FwRecord *session, GPtrArray *enrolments, GError **error)
{
  FwNeeds *needs = self->needs;
  const gint32 first = (gint32) fw_record_integer (session, "day"),
               last = (gint32) fw_record_integer (session, "last_day");
  g_autoptr (GHashTable) completed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) teams = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (FwCubeAnswer) before = NULL, after = NULL;
  gint64 at, end;

  for (guint i = 0; i < enrolments->len; i++)
    if (g_strcmp0 (fw_record_text (enrolments->pdata[i], "result"), "completed") == 0)
      {
        const char *team = fw_record_text (enrolments->pdata[i], "team");

        g_hash_table_add (completed, (gpointer) fw_record_text (enrolments->pdata[i], "person"));
        g_hash_table_add (teams, (gpointer) (team != NULL ? team : ""));
      }
  if (g_hash_table_size (completed) == 0)
    return TRUE;
  before = ask_agents (needs, first - FW_NEEDS_DAYS, first - 1, error);
  if (before != NULL)
    after = ask_agents (needs, last + 1, MIN (last + FW_NEEDS_DAYS, needs->day - 1), error);
  if (after == NULL)
    return FALSE;
  fw_zone_get_day_bounds (needs->zone, first, &at, &end);
  for (guint i = 0; i < before->groups->len; i++)
    add_change (self, &g_array_index (before->groups, FwCubeGroup, i), after, completed, teams, at);
  return TRUE;
}

static gboolean
measure_course (FwNeeds *self, guint index, GPtrArray *held, GError **error)
{
  FwNeedsCourse *course = &g_array_index (self->courses, FwNeedsCourse, index);
  const FwTrainingFigure figure = course->competency != FW_NEEDS_NOTHING
                                      ? self->shows[course->competency]
                                      : FW_N_TRAINING_FIGURES;
  g_autoptr (GArray) treated = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (double));
  Measure measure = { .needs = self, .figure = figure, .treated = treated, .others = others };

  if (figure == FW_N_TRAINING_FIGURES)
    return TRUE;
  measure.least = fw_needs_get_least (self, figure == FW_TRAINING_SATISFACTION ? "least-ratings"
                                                                               : "least-contacts");
  for (guint i = 0; i < held->len; i++)
    {
      g_autoptr (GPtrArray) enrolments = NULL;

      if (find_course (self, held->pdata[i]) != index)
        continue;
      enrolments = ask_enrolments (self, self->scope, held->pdata[i], error);
      if (enrolments == NULL || !measure_session (&measure, held->pdata[i], enrolments, error))
        return FALSE;
    }
  course->measured =
      fw_training_measure (figure, (const double *) (void *) treated->data, treated->len,
                           (const double *) (void *) others->data, others->len);
  return TRUE;
}

gboolean
fw_needs_measure (FwNeeds *self, GError **error)
{
  g_autoptr (GPtrArray) held =
      ask_sessions (self, "last_day", self->day - MEASURED_DAYS, self->day - SOONEST, error);

  if (held == NULL)
    return FALSE;
  for (guint i = 0; i < self->courses->len; i++)
    if (!measure_course (self, i, held, error))
      return FALSE;
  return TRUE;
}
