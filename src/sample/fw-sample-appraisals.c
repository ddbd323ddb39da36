/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-appraisals.h"

#include "core/metric/fw-metric.h"
#include "core/people/fw-appraisal-record.h"
#include "sample/fw-sample-random.h"
#include "sample/fw-sample-record.h"
#include "sample/fw-sample-words.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-query.h"

#include <math.h>

#define SALT 0x61707072
#define TEAM "care-b"
#define MONTHS 3
#define PERIODS 3

/* clang-format off */
static const struct
{
  const char *id, *name, *part, *measure, *how, *target, *nothing, *why;
} indicators[] = {
  { "csat", "Satisfied customers", "quality", "csat", "Ratings of 4 and 5 of all ratings of the own contacts", "95", "75", "A customer who is satisfied comes back" },
  { "handling", "Time for a contact", "efficiency", "handling", "Talk, hold and after-contact work of the own contacts", "210", "330", "Whoever waits needs somebody who is free" },
  { "passed-on", "Contacts passed on", "efficiency", "transfers", "Own contacts that were sent on to others", "3", "20", "Whoever is passed on tells it twice" },
  { "first-time", "Solved the first time", "value", "first-contact", "Own contacts without another one of the same customer within the window", "95", "70", "The second call costs as much as the first" },
  { "made", "Cases and courses made", "value", "works", "Pieces of work of the period that were not taken back", "2", "0", "What one has found out serves all" },
  { "together", "Works well with others", "teamwork", "behaviour", "Behaviour in the view from all sides", "5", "2", "A shift is as good as its handovers" },
  { "norms", "Keeps to the norms", "behaviour", "standards", "Reviews drawn at random without a fatal item at 0", "100", "80", "Standards protect the customer and the person" },
  { "team-faster", "The team has become faster", "growth", "team-handling", "Handling time of the team against the period before", "5", "0", "A leader is measured by what the team can do" },
  { "two-seniors", "Brings up seniors", "growth", "risen", "People of the team who rose to a higher post", "2", "0", "Two seniors a quarter keep the ladder filled" },
  { "equipped", "Meets what the post asks", "quality", "readiness", "Competencies of the post, by evidence", "100", "50", "Nobody leads by what they cannot do" },
  { "valid", "Certificates in order", "quality", "certificates", "Certificates that the post needs and that count on the day", "100", "0", "Without them no shift may be planned" },
};

static const struct
{
  const char *id, *name, *version, *positions, *indicators, *weights, *remainder, *superiors, *peers, *customers, *team;
  gboolean published;
} sets[] = {
  { "agents", "Agents", "1", "new-agent;agent;senior-agent", "csat;handling;passed-on;first-time;made;together", "40 20 10 15 5 10", "", "40", "30", "30", "0", TRUE },
  { "leaders", "Team leaders", "1", "team-leader", "team-faster;two-seniors;equipped;valid;together", "30 20 20 10 20", "", "40", "20", "20", "20", TRUE },
  { "assessment", "Assessment for a certificate", "1", "trainer;quality-inspector", "csat;together;handling", "40 30 15", "Decided by the board of examiners", "40", "30", "30", "0", TRUE },
  { "agents-next", "Agents with the norms", "2", "new-agent;agent;senior-agent", "csat;handling;first-time;together;norms", "40 20 15 10 10", "", "40", "30", "30", "0", FALSE },
};
/* clang-format on */

typedef struct
{
  FwRecords *records;
  guint64 seed;
  const char *language;
  gint32 day;
  gint64 now;
  FwScope *scope;    /* of HR */
  GPtrArray *people; /* FwRecord: of the team, by id */
} Making;

static double
draw (const Making *self, guint person, guint what)
{
  return fw_sample_unit (fw_sample_hash (self->seed ^ SALT, person, what, 0));
}

static const char *
word (const Making *self, const char *english)
{
  return fw_sample_word (self->language, english);
}

static gboolean
put (const Making *self, GPtrArray *made, gint64 at, GError **error)
{
  return made->len == 0 || fw_records_put_all (self->records, self->scope, made, at, error);
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

/* ---- what counts ---- */

static gboolean
put_indicators (const Making *self, GError **error)
{
  g_autoptr (GPtrArray) made = new_list ();

  for (guint i = 0; i < G_N_ELEMENTS (indicators); i++)
    {
      FwRecord *record = fw_sample_add_record (made, "indicator", indicators[i].id,
                                               word (self, indicators[i].name));

      fw_sample_set (record, "part", indicators[i].part);
      fw_sample_set (record, "measure", indicators[i].measure);
      fw_sample_set (record, "how", word (self, indicators[i].how));
      fw_sample_set (record, "target", indicators[i].target);
      fw_sample_set (record, "nothing", indicators[i].nothing);
      fw_sample_set (record, "why", word (self, indicators[i].why));
    }
  return put (self, made, self->now, error);
}

static gboolean
move (
    const Making *self, const FwRecordMove *asked, const char *kind, const char *id, GError **error)
{
  FwFlowRefusal refusal;
  guint revision;

  return fw_records_move (self->records, self->scope, fw_kind_find (kind), id, asked, self->now,
                          &refusal, &revision, error);
}

static gboolean
put_sets (const Making *self, GError **error)
{
  const FwRecordMove publish = { .to = "published",
                                 .reason = word (self, "Agreed with the leaders") };
  g_autoptr (GPtrArray) made = new_list ();

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      FwRecord *record =
          fw_sample_add_record (made, "weight-set", sets[i].id, word (self, sets[i].name));

      fw_sample_set (record, "version", sets[i].version);
      fw_sample_set_date (record, "since", self->day - 800);
      fw_sample_set (record, "positions", sets[i].positions);
      fw_sample_set (record, "indicators", sets[i].indicators);
      fw_sample_set (record, "weights", sets[i].weights);
      fw_sample_set (record, "remainder", word (self, sets[i].remainder));
      fw_sample_set (record, "superiors", sets[i].superiors);
      fw_sample_set (record, "peers", sets[i].peers);
      fw_sample_set (record, "customers", sets[i].customers);
      fw_sample_set (record, "subordinates", sets[i].team);
    }
  if (!put (self, made, self->now, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (sets[i].published && !move (self, &publish, "weight-set", sets[i].id, error))
      return FALSE;
  return TRUE;
}

/* ---- appraisals of the past, as they were handed in ---- */

static FwMeasured
draw_share (const Making *self, guint person, guint what, double mean, guint n)
{
  const double share = CLAMP (mean + 0.08 * (draw (self, person, what) - 0.5), 0, 1);
  const guint hits = (guint) lround (share * n);
  const FwInterval interval = fw_interval_wilson (hits, n);

  return (FwMeasured){ 100.0 * hits / n, 100 * interval.low, 100 * interval.high, n };
}

static FwMeasured
draw_figure (const Making *self, guint person, guint what, FwIndicated measure)
{
  const double value = draw (self, person, what);
  const guint n = 900 + (guint) (200 * draw (self, person, what + 50));

  if (measure == FW_INDICATED_CSAT)
    return draw_share (self, person, what, 0.91, n / 4);
  if (measure == FW_INDICATED_FIRST_CONTACT)
    return draw_share (self, person, what, 0.87, n);
  if (measure == FW_INDICATED_TRANSFERS)
    return draw_share (self, person, what, 0.09, n);
  if (measure == FW_INDICATED_HANDLING)
    return (FwMeasured){ 230 + 40 * value, 224 + 40 * value, 236 + 40 * value, n };
  if (measure == FW_INDICATED_WORKS)
    return (FwMeasured){ floor (2 * value), floor (2 * value), floor (2 * value),
                         (guint) (2 * value) };
  return (FwMeasured){ 3.6 + value, 3.2 + value, MIN (5, 4 + value), 10 };
}

static GArray *
draw_parts (const Making *self, guint person, guint period, FwAppraisalTotal *total)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (FwFrozenPart));
  g_auto (GStrv) ids = g_strsplit (sets[0].indicators, ";", -1);
  g_auto (GStrv) weights = g_strsplit (sets[0].weights, " ", -1);
  FwIndicator found[G_N_ELEMENTS (indicators)];
  FwAppraisalPart points[G_N_ELEMENTS (indicators)];

  for (guint i = 0; ids[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (indicators); j++)
      if (g_str_equal (indicators[j].id, ids[i]))
        {
          FwFrozenPart part = { ids[i], g_ascii_strtod (weights[i], NULL) };

          found[i] = (FwIndicator){ fw_indicated_from_name (indicators[j].measure),
                                    g_ascii_strtod (indicators[j].target, NULL),
                                    g_ascii_strtod (indicators[j].nothing, NULL), part.weight, 0 };
          part.figure = draw_figure (self, person, 100 * period + i, found[i].measure);
          part.part = points[i] = fw_appraisal_part_find (&found[i], &part.figure);
          g_array_append_val (parts, part);
        }
  *total = fw_appraisal_total (found, points, parts->len, 0, NAN);
  /* Ids are needed until the text is made. */
  for (guint i = 0; i < parts->len; i++)
    g_array_index (parts, FwFrozenPart, i).indicator =
        (char *) g_intern_string (g_array_index (parts, FwFrozenPart, i).indicator);
  return parts;
}

static void
set_number (FwRecord *record, const char *field, double value)
{
  fw_record_set_number (record, fw_record_find (record, field), round (value * 100) / 100);
}

static gboolean
hand_in (const Making *self, const char *id, guint person, guint period, GError **error)
{
  static const char *const names[] = { "figures", "total", "low", "high", NULL };
  g_autoptr (FwRecord) fields = fw_record_new (fw_kind_find ("appraisal"), id);
  FwAppraisalTotal total;
  g_autoptr (GArray) parts = draw_parts (self, person, period, &total);
  g_autofree char *figures = fw_appraisal_write_figures (parts);
  const FwRecordMove asked = { .to = "handed-in",
                               .reason =
                                   word (self, "Talked through on the last day of the period"),
                               .fields = fields,
                               .names = names };

  fw_record_put_text (fields, "figures", figures);
  set_number (fields, "total", total.total);
  set_number (fields, "low", total.low);
  set_number (fields, "high", total.high);
  return move (self, &asked, "appraisal", id, error);
}

/* In the last period one still waits for a word, and of one the objection is not settled. */
static gboolean
answer (const Making *self, const char *id, guint person, guint period, GError **error)
{
  static const char *const names[] = { "objection", NULL };
  g_autoptr (FwRecord) fields = fw_record_new (fw_kind_find ("appraisal"), id);
  const FwRecordMove note = { .to = "acknowledged" };
  const FwRecordMove object = { .to = "objected", .fields = fields, .names = names };

  if (period == 1 && person % 7 == 3)
    {
      fw_record_put_text (
          fields, "objection",
          word (self, "Two weeks of the slow order system are in my handling time"));
      return person != 3 || move (self, &object, "appraisal", id, error);
    }
  return move (self, &note, "appraisal", id, error);
}

static gboolean
put_period (const Making *self, guint ago, GError **error)
{
  g_autoptr (GPtrArray) made = new_list ();
  FwAppraisalPeriod period;
  gint32 day = self->day;

  for (guint i = 0; i <= ago; i++)
    {
      fw_appraisal_period_find (day, MONTHS, &period);
      day = period.from - 1;
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      const char *person = fw_record_get_id (self->people->pdata[i]);
      g_autofree char *id = g_strdup_printf ("%s-%u", person, ago);
      FwRecord *record;

      if (g_strcmp0 (fw_record_text (self->people->pdata[i], "position"), "team-leader") == 0)
        continue;
      record = fw_sample_add_record (made, "appraisal", id, NULL);
      fw_sample_set (record, "person", person);
      fw_sample_set (record, "period", period.name);
      fw_sample_set_date (record, "from", period.from);
      fw_sample_set_date (record, "to", period.to);
      fw_sample_set (record, "set", "agents");
      fw_sample_set (record, "appraiser", "hr");
      fw_sample_set (record, "behaviour",
                     word (self, i % 3 == 0 ? "Helped two newcomers without being asked"
                                            : "Keeps calm where a customer does not"));
    }
  if (!put (self, made, self->now, error))
    return FALSE;
  for (guint i = 0; i < made->len; i++)
    {
      const char *id = fw_record_get_id (made->pdata[i]);

      if (!hand_in (self, id, i, ago, error) || !answer (self, id, i, ago, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the view from all sides ---- */

static void
add_view (const Making *self,
          GPtrArray *made,
          guint person,
          const char *role,
          const char *rater,
          double severe,
          gint32 from)
{
  const char *who = fw_record_get_id (self->people->pdata[person]);
  static const char *const sides[] = { "knowledge", "skill", "behaviour" };
  g_autofree char *id = g_strdup_printf ("view-%s-%s", who, rater);
  FwRecord *record = fw_sample_add_record (made, "view", id, NULL);

  fw_sample_set (record, "person", who);
  fw_sample_set_date (record, "from", from);
  fw_sample_set (record, "role", role);
  fw_sample_set (record, "rater", rater);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      const double own = 3 + 1.6 * draw (self, person, 300 + i);
      const double off = draw (self, person * 64 + i, g_str_hash (rater) % 10000) - 0.5;
      g_autofree char *given =
          g_strdup_printf ("%d", (int) CLAMP (lround (own + off - severe), 1, 5));

      fw_sample_set (record, sides[i], given);
    }
}

/* Three superiors see everybody, one of them severely; of the first in the list only two colleagues
 * have answered, so that their side stays closed. */
static gboolean
put_views (const Making *self, GError **error)
{
  static const char *const superiors[] = { "supervisor", "trainer", "night-lead" };
  g_autoptr (GPtrArray) made = new_list ();
  FwAppraisalPeriod period;

  fw_appraisal_period_find (self->day, MONTHS, &period);
  for (guint i = 0; i < self->people->len; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (superiors); j++)
        add_view (self, made, i, "superior", superiors[j], j == 2 ? 1 : 0, period.from);
      for (guint j = 1; j <= (i == 0 ? 2u : 4u); j++)
        add_view (self, made, i, "peer",
                  fw_record_get_id (self->people->pdata[(i + j) % self->people->len]), 0,
                  period.from);
      for (guint j = 0; j < 5; j++)
        {
          g_autofree char *survey = g_strdup_printf ("survey-%u-%u", i, j);

          add_view (self, made, i, "customer", survey, 0, period.from);
        }
      add_view (self, made, i, "self", fw_record_get_id (self->people->pdata[i]), -0.5,
                period.from);
    }
  return put (self, made, self->now, error);
}

/* ---- talks ---- */

static gboolean
put_talks (const Making *self, GError **error)
{
  g_autoptr (GPtrArray) made = new_list ();

  for (guint i = 1; i < self->people->len; i += 4)
    {
      const char *who = fw_record_get_id (self->people->pdata[i]);
      g_autofree char *id = g_strdup_printf ("talk-%s", who);
      FwRecord *record = fw_sample_add_record (made, "one-to-one", id, NULL);

      fw_sample_set (record, "person", who);
      fw_sample_set (record, "what", i % 8 == 1 ? "coaching" : "performance");
      fw_sample_set_date (record, "day", self->day - 20 - (gint32) i);
      fw_sample_set (record, "said",
                     word (self, "Listened to three calls together; the closing comes too soon"));
      fw_sample_set (record, "next", word (self, "Sums up before closing; we listen again"));
      fw_sample_set_date (record, "by", self->day - 2 + (gint32) i);
      fw_sample_set (record, "signed", "supervisor");
    }
  return put (self, made, self->now, error);
}

static gboolean
list_team (Making *self, GError **error)
{
  static const char *const team[] = { TEAM, NULL };
  const FwRecordCondition condition = { "team", FW_RECORD_IS, team };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) found = NULL;

  query.conditions = &condition;
  query.n_conditions = 1;
  query.limit = FW_RECORD_QUERY_MAX_LIMIT;
  found = fw_records_ask (self->records, self->scope, fw_kind_find ("person"), &query, error);
  if (found == NULL)
    return FALSE;
  self->people = g_ptr_array_ref (found->records);
  return TRUE;
}

gboolean
fw_sample_put_appraisals (
    FwRecords *records, guint64 seed, const char *language, gint32 day, gint64 now, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new ("hr", FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autoptr (GPtrArray) people = NULL;
  Making self = { records, seed, language, day, now, scope, NULL };

  g_return_val_if_fail (records != NULL, FALSE);

  if (!list_team (&self, error))
    return FALSE;
  people = self.people;
  if (!put_indicators (&self, error) || !put_sets (&self, error) || !put_views (&self, error) ||
      !put_talks (&self, error))
    return FALSE;
  for (guint ago = PERIODS; ago > 0; ago--)
    if (!put_period (&self, ago, error))
      return FALSE;
  return TRUE;
}
