/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appraisals of a period: what stands in records, and what figures become of everything. */
#include "core/people/fw-training-needs.h"
#include "core/quality/fw-review-record.h"
#include "server/fw-appraisals.h"
#include "store/fw-record-query.h"

#include <math.h>

static gboolean
is (const FwRecord *record, const char *field, const char *value)
{
  return g_strcmp0 (fw_record_text (record, field), value) == 0;
}

/* ---- records ---- */

static void
take_reviews_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *review = records->pdata[i];
      FwAppraisee *who = fw_appraisals_find (user_data, fw_record_text (review, "person"));
      const double total = fw_record_get_number (review, fw_record_find (review, "total"));

      if (who == NULL || !fw_review_tells (review))
        continue;
      who->n_reviews++;
      who->n_kept += fw_record_integer (review, "failed") == 0;
      who->reviews += total;
      who->review_squares += total * total;
    }
}

static void
take_works_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwAppraisee *who =
          fw_appraisals_find (user_data, fw_record_text (records->pdata[i], "person"));

      if (who != NULL)
        who->works += fw_record_integer (records->pdata[i], "withdrawn") == 0;
    }
}

static void
take_awards_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwAppraisee *who =
          fw_appraisals_find (user_data, fw_record_text (records->pdata[i], "person"));

      if (who != NULL)
        who->awards += fw_record_integer (records->pdata[i], "withdrawn") == 0;
    }
}

static void
add_view (FwViewSums *sums, double value)
{
  sums->n++;
  sums->sum += value;
  sums->squares += value * value;
}

/* Whoever gave two views of somebody counts once, by the first of them. */
static void
take_views_cb (GPtrArray *records, gpointer user_data)
{
  static const char *const sides[] = { "knowledge", "skill", "behaviour" };
  FwAppraisals *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *view = records->pdata[i];
      const char *person = fw_record_text (view, "person"), *rater = fw_record_text (view, "rater");
      const FwView role = fw_view_from_name (fw_record_text (view, "role"));
      FwAppraisee *who = fw_appraisals_find (self, person);

      if (who == NULL || role == FW_N_VIEWS ||
          !g_hash_table_add (self->raters,
                             g_strdup_printf ("%s;%s", person, rater != NULL ? rater : "")))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
        add_view (&who->views[j][role], (double) fw_record_integer (view, sides[j]));
    }
}

static void
take_appraisals_cb (GPtrArray *records, gpointer user_data)
{
  for (guint i = 0; i < records->len; i++)
    {
      FwAppraisee *who =
          fw_appraisals_find (user_data, fw_record_text (records->pdata[i], "person"));

      if (who != NULL && who->appraisal == NULL)
        who->appraisal = fw_record_ref (records->pdata[i]);
    }
}

static void
take_indicators_cb (GPtrArray *records, gpointer user_data)
{
  FwAppraisals *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      g_ptr_array_add (self->kept, fw_record_ref (records->pdata[i]));
      g_hash_table_insert (self->indicators, (gpointer) fw_record_get_id (records->pdata[i]),
                           records->pdata[i]);
    }
}

static void
take_sets_cb (GPtrArray *records, gpointer user_data)
{
  FwAppraisals *self = user_data;

  for (guint i = 0; i < records->len; i++)
    {
      FwWeightSet set;

      if (!fw_weight_set_read (records->pdata[i], &set, NULL))
        continue;
      g_ptr_array_add (self->kept, fw_record_ref (records->pdata[i]));
      g_ptr_array_add (self->sets, g_memdup2 (&set, sizeof set));
    }
}

/* @from, @to: of the field @field (nullable): all there are. */
static gboolean
ask (FwAppraisals *self,
     const char *kind,
     const char *field,
     gint32 from,
     gint32 to,
     FwRecordPageFunc take,
     GError **error)
{
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;

  if (field == NULL)
    return fw_records_ask_pages (self->records, self->whole, fw_kind_find (kind), &query, take,
                                 self, error);
  return fw_records_ask_days (self->records, self->whole, fw_kind_find (kind), field, field, from,
                              to, take, self, error);
}

/* ---- which set is whose ---- */

static gboolean
names_positions (const FwWeightSet *set)
{
  const char *const *positions =
      fw_record_get_list (set->record, fw_record_find (set->record, "positions"));

  return positions != NULL && positions[0] != NULL;
}

/* What names the post goes before what is for all; then the one that began last. */
static gboolean
is_before (const FwWeightSet *a, const FwWeightSet *b)
{
  gint64 x, y;

  if (names_positions (a) != names_positions (b))
    return names_positions (a);
  x = fw_record_integer (a->record, "since");
  y = fw_record_integer (b->record, "since");
  if (x != y)
    return x > y;
  x = fw_record_integer (a->record, "version");
  y = fw_record_integer (b->record, "version");
  return x != y ? x > y
                : g_strcmp0 (fw_record_get_id (a->record), fw_record_get_id (b->record)) < 0;
}

static const FwWeightSet *
find_set (FwAppraisals *self, const FwAppraisee *who)
{
  const char *pinned = who->appraisal != NULL ? fw_record_text (who->appraisal, "set") : NULL;
  const FwWeightSet *best = NULL;

  for (guint i = 0; i < self->sets->len; i++)
    {
      const FwWeightSet *set = self->sets->pdata[i];

      if (pinned != NULL)
        {
          if (g_str_equal (fw_record_get_id (set->record), pinned))
            return set;
        }
      else if (is (set->record, FW_KIND_STATE, "published") &&
               fw_record_integer (set->record, "since") <= self->period.from &&
               fw_weight_set_is_for (set, who->row->who.position) &&
               (best == NULL || is_before (set, best)))
        best = set;
    }
  return best;
}

gboolean
fw_appraisals_read_records (FwAppraisals *self, GError **error)
{
  const gint32 from = self->period.from, to = self->period.to;

  if (!ask (self, "indicator", NULL, 0, 0, take_indicators_cb, error) ||
      !ask (self, "weight-set", NULL, 0, 0, take_sets_cb, error) ||
      !ask (self, "review", "day", from, to, take_reviews_cb, error) ||
      !ask (self, "work", "day", from, to, take_works_cb, error) ||
      !ask (self, "award", "day", from, to, take_awards_cb, error) ||
      !ask (self, "view", "from", from, from, take_views_cb, error) ||
      !ask (self, "appraisal", "from", from, from, take_appraisals_cb, error))
    return FALSE;
  for (guint i = 0; i < self->appraisees->len; i++)
    {
      FwAppraisee *who = &g_array_index (self->appraisees, FwAppraisee, i);

      who->set = find_set (self, who);
    }
  return TRUE;
}

/* ---- figures ---- */

static void
count (FwMeasured *figure, double value, guint n)
{
  *figure = (FwMeasured){ value, value, value, n };
}

static gboolean
measure_contacts (const FwSums *sums, FwTrainingFigure of, double unit, FwMeasured *figure)
{
  FwFigure found;

  if (!fw_training_figure_compute (of, sums, 1, &found))
    return FALSE;
  *figure = (FwMeasured){ found.value * unit, found.interval.low * unit, found.interval.high * unit,
                          (guint) MIN (found.n, G_MAXUINT) };
  return TRUE;
}

static gboolean
measure_reviews (const FwAppraisee *who, FwMeasured *figure)
{
  const FwInterval interval = fw_interval_mean (who->n_reviews, who->reviews, who->review_squares);

  if (who->n_reviews == 0)
    return FALSE;
  *figure = (FwMeasured){ who->reviews / who->n_reviews, MAX (0, interval.low),
                          MIN (100, interval.high), who->n_reviews };
  return TRUE;
}

static gboolean
measure_kept (const FwAppraisee *who, FwMeasured *figure)
{
  const FwInterval interval = fw_interval_wilson (who->n_kept, who->n_reviews);

  if (who->n_reviews == 0)
    return FALSE;
  *figure = (FwMeasured){ 100.0 * who->n_kept / who->n_reviews, 100 * interval.low,
                          100 * interval.high, who->n_reviews };
  return TRUE;
}

/* Competencies that nobody has looked at leave an interval, and no value. */
static gboolean
measure_readiness (const FwAppraisee *who, FwMeasured *figure)
{
  const FwReadiness *readiness = &who->row->readiness;

  if (who->row->position == FW_READINESS_NOTHING || readiness->n_requirements == 0)
    return FALSE;
  *figure = (FwMeasured){ readiness->n_no_evidence == 0 ? 100 * readiness->low : NAN,
                          100 * readiness->low, 100 * readiness->high, readiness->n_requirements };
  return TRUE;
}

static FwMoments
find_moments (const FwSums *sums)
{
  const double n = (double) sums->handled, mean = sums->handling_ms / 1000.0 / n;

  return (FwMoments){ sums->handled, mean, (sums->handling_square_s - n * mean * mean) / (n - 1) };
}

/* How much of the handling time before has gone; Welch's interval of the difference. */
static gboolean
measure_team (FwAppraisals *self, const FwAppraisee *who, FwMeasured *figure)
{
  const FwAppraisalTeam *team = g_hash_table_lookup (self->by_team, who->row->who.team);
  FwMoments before, now;
  FwDifference difference;

  if (team == NULL || *who->row->who.team == '\0' || team->before.handled < 2 ||
      team->now.handled < 2)
    return FALSE;
  before = find_moments (&team->before);
  now = find_moments (&team->now);
  difference = fw_difference_find (&before, &now);
  if (isnan (difference.estimate) || before.mean <= 0)
    return FALSE;
  *figure = (FwMeasured){ 100 * difference.estimate / before.mean,
                          100 * difference.interval.low / before.mean,
                          100 * difference.interval.high / before.mean,
                          (guint) MIN (MIN (before.n, now.n), G_MAXUINT) };
  return TRUE;
}

static gboolean
measure_risen (FwAppraisals *self, const FwAppraisee *who, FwMeasured *figure)
{
  const FwAppraisalTeam *team = g_hash_table_lookup (self->by_team, who->row->who.team);

  if (team == NULL || *who->row->who.team == '\0' || team->stayed == 0)
    return FALSE;
  count (figure, team->risen, team->stayed);
  return TRUE;
}

static gboolean
measure_views (FwAppraisals *self, const FwAppraisee *who, guint side, FwMeasured *figure)
{
  if (who->set == NULL)
    return FALSE;
  *figure = fw_view_find (who->views[side], who->set->shares,
                          fw_appraisals_get_least (self, "appraisal-least-raters"));
  return !isnan (figure->low);
}

gboolean
fw_appraisals_measure (FwAppraisals *self,
                       const FwAppraisee *who,
                       const FwIndicator *indicator,
                       FwMeasured *figure)
{
  g_return_val_if_fail (self != NULL && who != NULL && indicator != NULL && figure != NULL, FALSE);

  switch (indicator->measure)
    {
    case FW_INDICATED_CSAT:
      return measure_contacts (&who->sums, FW_TRAINING_SATISFACTION, 100, figure);
    case FW_INDICATED_HANDLING:
      return measure_contacts (&who->sums, FW_TRAINING_HANDLING, 1, figure);
    case FW_INDICATED_FIRST_CONTACT:
      return measure_contacts (&who->sums, FW_TRAINING_FIRST_CONTACT, 100, figure);
    case FW_INDICATED_TRANSFERS:
      return measure_contacts (&who->sums, FW_TRAINING_TRANSFERS, 100, figure);
    case FW_INDICATED_ERRORS:
      return measure_contacts (&who->sums, FW_TRAINING_ERRORS, 100, figure);
    case FW_INDICATED_REVIEWS:
      return measure_reviews (who, figure);
    case FW_INDICATED_STANDARDS:
      return measure_kept (who, figure);
    case FW_INDICATED_KNOWLEDGE:
    case FW_INDICATED_SKILL:
    case FW_INDICATED_BEHAVIOUR:
      return measure_views (self, who, indicator->measure - FW_INDICATED_KNOWLEDGE, figure);
    case FW_INDICATED_CERTIFICATES:
      if (who->needed > 0)
        count (figure, 100.0 * who->held / who->needed, who->needed);
      return who->needed > 0;
    case FW_INDICATED_READINESS:
      return measure_readiness (who, figure);
    case FW_INDICATED_WORKS:
      count (figure, who->works, who->works);
      return TRUE;
    case FW_INDICATED_AWARDS:
      count (figure, who->awards, who->awards);
      return TRUE;
    case FW_INDICATED_TEAM_HANDLING:
      return measure_team (self, who, figure);
    case FW_INDICATED_RISEN:
      return measure_risen (self, who, figure);
    case FW_N_INDICATED:
    default:
      return FALSE;
    }
}
