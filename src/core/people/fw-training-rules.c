/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-training-rules.h"

#include <math.h>

#include "core/people/fw-certificate-record.h"

#define HUNDRED (100 * FW_EXACT_ONE)

static const char *
get_text (const FwRecord *record, const char *field)
{
  const char *text = fw_record_text (record, field);

  return text != NULL ? text : "";
}

/* Marks come as numbers; to the millionth they are the decimals that were written. */
static FwExact
get_exact (const FwRecord *record, const char *field)
{
  return (FwExact) llround (fw_record_get_number (record, fw_record_find (record, field)) *
                            FW_EXACT_ONE);
}

static double
get_policy (const FwTrainingBasis *basis, const FwRecord *record, const char *name)
{
  return fw_directory_get_policy (basis->directory, name, get_text (record, "site"), NULL,
                                  basis->now);
}

static FwExact
get_exact_policy (const FwTrainingBasis *basis, const FwRecord *record, const char *name)
{
  return (FwExact) llround (get_policy (basis, record, name) * FW_EXACT_ONE);
}

/* ---- one exam ---- */

static FwTrainingMark
judge_raters (const FwTrainingBasis *basis, const FwRecord *result, FwExact *mark)
{
  const FwExact most = get_exact_policy (basis, result, "exam-rater-difference");
  FwExact third = 0;
  FwTwoRaters both;

  if (fw_record_lacks (result, "first_mark") || fw_record_lacks (result, "second_mark"))
    return FW_MARK_INCOMPLETE;
  if (!fw_record_lacks (result, "third_mark"))
    third = get_exact (result, "third_mark");
  both = fw_two_raters_judge (get_exact (result, "first_mark"), get_exact (result, "second_mark"),
                              fw_record_lacks (result, "third_mark") ? NULL : &third, most);
  *mark = both.mark;
  return both.third_needed ? FW_MARK_THIRD_NEEDED : FW_MARK_KNOWN;
}

static FwExact
find_lowest_below (const FwCompositePart *parts, guint n, guint32 below)
{
  FwExact lowest = HUNDRED;

  for (guint i = 0; i < n; i++)
    if ((below & (1u << i)) != 0)
      lowest = MIN (lowest, parts[i].mark);
  return lowest;
}

FwTrainingMark
fw_training_mark (const FwTrainingBasis *basis, const FwRecord *result, FwExact *mark)
{
  const FwExact pass = get_exact_policy (basis, result, "exam-pass-mark");
  const FwRecord *scheme = g_hash_table_lookup (basis->schemes, get_text (result, "scheme"));
  const FwExact practical =
      scheme != NULL ? fw_record_integer (scheme, "practical_weight") * FW_EXACT_ONE : 0;
  FwCompositePart parts[2];
  guint n = 0;
  FwComposite all;

  if (practical < HUNDRED)
    {
      if (fw_record_lacks (result, "theory"))
        return FW_MARK_INCOMPLETE;
      parts[n++] = (FwCompositePart){ .weight = HUNDRED - practical,
                                      .present = TRUE,
                                      .mark = get_exact (result, "theory"),
                                      .has_minimum = TRUE,
                                      .minimum = pass };
    }
  if (practical > 0)
    {
      FwTrainingMark known;

      parts[n] = (FwCompositePart){
        .weight = practical, .present = TRUE, .has_minimum = TRUE, .minimum = pass
      };
      known = judge_raters (basis, result, &parts[n].mark);
      if (known != FW_MARK_KNOWN)
        return known;
      n++;
    }
  all = fw_composite_judge (parts, n, pass);
  *mark = all.below != 0 ? find_lowest_below (parts, n, all.below) : all.mark;
  return FW_MARK_KNOWN;
}

/* ---- all of somebody's under one scheme ---- */

/* What the server says of a result. */
typedef struct
{
  const char *outcome; /* (nullable): nothing is said */
  gboolean has_mark;
  FwExact mark;
  guint attempt; /* 0: none that counts */
  gint32 resit;  /* G_MININT32: none */
} Verdict;

/* The sittings since renewal opened last. */
typedef struct
{
  const FwTrainingBasis *basis;
  FwResitPolicy policy;
  FwCertificateScheme scheme;
  gboolean renews;  /* the scheme can be read */
  GArray *sittings; /* FwSitting */
  GArray *passes;   /* FwCertificateEvent: of all rounds */
  gint32 reopens;   /* G_MAXINT32: nothing was passed in this round */
} Round;

static void
read_rules (Round *self, const FwRecord *result)
{
  const FwRecord *scheme = g_hash_table_lookup (self->basis->schemes, get_text (result, "scheme"));

  self->policy = (FwResitPolicy){
    .pass = get_exact_policy (self->basis, result, "exam-pass-mark"),
    .most_attempts = (guint) get_policy (self->basis, result, "exam-attempts"),
    .wait_days = (guint) get_policy (self->basis, result, "exam-resit-wait-days"),
    .cap = get_exact_policy (self->basis, result, "exam-resit-cap"),
  };
  self->policy.capped = self->policy.cap < HUNDRED;
  self->renews = scheme != NULL && fw_certificate_scheme_read (scheme, &self->scheme, NULL);
}

static void
note_pass (Round *self, gint32 day)
{
  const FwCertificateEvent event = { day, FW_CERTIFICATE_PASS };
  g_autofree FwCertificateStep *steps = NULL;

  g_array_append_val (self->passes, event);
  if (!self->renews)
    return;
  steps = g_new0 (FwCertificateStep, self->passes->len);
  fw_certificate_fold (&self->scheme, (FwCertificateEvent *) (void *) self->passes->data,
                       self->passes->len, steps);
  self->reopens = steps[self->passes->len - 1].period.window_opens;
}

static Verdict
judge_sitting (Round *self, const FwSitting *sitting)
{
  static const char *const outcomes[FW_N_SITTINGS] = {
    [FW_SITTING_PASS] = "pass",       [FW_SITTING_FAIL] = "fail",
    [FW_SITTING_VOID] = "void",       [FW_SITTING_TOO_SOON] = "too-soon",
    [FW_SITTING_USED_UP] = "used-up", [FW_SITTING_AFTER_PASS] = "after-pass",
  };
  g_autofree FwSittingDecision *decisions = NULL;
  FwSittingDecision decision;
  Verdict verdict = { .resit = G_MININT32 };
  FwResits all;

  if (sitting->date >= self->reopens)
    {
      g_array_set_size (self->sittings, 0);
      self->reopens = G_MAXINT32;
    }
  g_array_append_val (self->sittings, *sitting);
  decisions = g_new0 (FwSittingDecision, self->sittings->len);
  all = fw_resits_judge (&self->policy, (const FwSitting *) (void *) self->sittings->data,
                         self->sittings->len, decisions);
  decision = decisions[self->sittings->len - 1];
  verdict.outcome = outcomes[decision];
  verdict.has_mark = !sitting->is_void;
  verdict.mark = decision == FW_SITTING_PASS ? all.mark : sitting->mark;
  if (decision == FW_SITTING_PASS || decision == FW_SITTING_FAIL)
    verdict.attempt = all.counted;
  if (decision == FW_SITTING_PASS)
    note_pass (self, sitting->date);
  else if (decision == FW_SITTING_FAIL &&
           (self->policy.most_attempts == 0 || all.counted < self->policy.most_attempts))
    verdict.resit = sitting->date + (gint32) self->policy.wait_days;
  return verdict;
}

static Verdict
judge_result (Round *self, const FwRecord *result)
{
  FwSitting sitting = { .date = (gint32) fw_record_integer (result, "day"),
                        .is_void = fw_record_integer (result, "void") != 0 };
  FwTrainingMark known = FW_MARK_KNOWN;

  if (!sitting.is_void)
    known = fw_training_mark (self->basis, result, &sitting.mark);
  if (known == FW_MARK_KNOWN)
    return judge_sitting (self, &sitting);
  return (Verdict){ .outcome = known == FW_MARK_INCOMPLETE ? "incomplete" : "third-needed",
                    .resit = G_MININT32 };
}

/* ---- what is written ---- */

static void
set_number (FwRecord *record, const char *field, gboolean has, double value)
{
  if (has)
    fw_record_set_number (record, fw_record_find (record, field), value);
  else
    fw_record_clear (record, fw_record_find (record, field));
}

static void
set_integer (FwRecord *record, const char *field, gboolean has, gint64 value)
{
  if (has)
    fw_record_set_integer (record, fw_record_find (record, field), value);
  else
    fw_record_clear (record, fw_record_find (record, field));
}

static void
set_title (const FwTrainingBasis *basis, FwRecord *record)
{
  const FwRecord *scheme = g_hash_table_lookup (basis->schemes, get_text (record, "scheme"));
  g_autofree char *day = fw_date_format ((gint32) fw_record_integer (record, "day"));
  g_autofree char *title = g_strdup_printf (
      "%s · %s · %s",
      fw_directory_get_title (basis->directory, "person", get_text (record, "person")),
      scheme != NULL ? get_text (scheme, "name") : get_text (record, "scheme"), day);

  fw_record_put_text (record, "title", title);
}

/* The title stays as it was, whoever is called otherwise later. */
static void
write_verdict (const FwTrainingBasis *basis,
               FwRecord *result,
               const Verdict *verdict,
               GPtrArray *changed)
{
  FwRecord *record = fw_record_copy (result);
  gboolean same = TRUE;

  fw_record_put_text (record, "outcome", verdict->outcome);
  set_number (record, "mark", verdict->has_mark, (double) verdict->mark / FW_EXACT_ONE);
  set_integer (record, "attempt", verdict->attempt > 0, verdict->attempt);
  set_integer (record, "resit", verdict->resit != G_MININT32, verdict->resit);
  if (fw_record_lacks (record, "title"))
    set_title (basis, record);
  for (guint i = 0; i < fw_record_get_kind (record)->n_fields; i++)
    same = same && fw_record_equal_field (record, result, i);
  if (same)
    fw_record_unref (record);
  else
    g_ptr_array_add (changed, record);
}

static int
compare_results (gconstpointer a, gconstpointer b)
{
  const FwRecord *first = *(FwRecord *const *) a, *second = *(FwRecord *const *) b;
  int order = g_strcmp0 (get_text (first, "person"), get_text (second, "person"));

  if (order == 0)
    order = g_strcmp0 (get_text (first, "scheme"), get_text (second, "scheme"));
  if (order == 0)
    order = fw_record_integer (first, "day") < fw_record_integer (second, "day")   ? -1
            : fw_record_integer (first, "day") > fw_record_integer (second, "day") ? 1
                                                                                   : 0;
  return order != 0 ? order : g_strcmp0 (fw_record_get_id (first), fw_record_get_id (second));
}

static gboolean
is_same_exam (const FwRecord *a, const FwRecord *b)
{
  return g_str_equal (get_text (a, "person"), get_text (b, "person")) &&
         g_str_equal (get_text (a, "scheme"), get_text (b, "scheme"));
}

/* Returns: where those of the next person or scheme begin. */
static guint
judge_group (const FwTrainingBasis *basis, GPtrArray *sorted, guint begin, GPtrArray *changed)
{
  g_autoptr (GArray) sittings = g_array_new (FALSE, FALSE, sizeof (FwSitting));
  g_autoptr (GArray) passes = g_array_new (FALSE, FALSE, sizeof (FwCertificateEvent));
  Round round = { .basis = basis, .sittings = sittings, .passes = passes, .reopens = G_MAXINT32 };
  guint i;

  read_rules (&round, sorted->pdata[begin]);
  for (i = begin; i < sorted->len && is_same_exam (sorted->pdata[begin], sorted->pdata[i]); i++)
    {
      FwRecord *result = sorted->pdata[i];
      const gboolean gone = fw_record_integer (result, "withdrawn") != 0;
      const Verdict verdict =
          gone ? (Verdict){ .resit = G_MININT32 } : judge_result (&round, result);

      write_verdict (basis, result, &verdict, changed);
    }
  return i;
}

GPtrArray *
fw_training_judge (const FwTrainingBasis *basis, GPtrArray *results)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GPtrArray *changed;

  g_return_val_if_fail (basis != NULL && results != NULL, NULL);

  changed = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add (sorted, results->pdata[i]);
  g_ptr_array_sort (sorted, compare_results);
  for (guint i = 0; i < sorted->len;)
    i = judge_group (basis, sorted, i, changed);
  return changed;
}

/* ---- sessions ---- */

gboolean
fw_training_sessions_overlap (const FwRecord *a, const FwRecord *b)
{
  return fw_record_integer (a, "day") <= fw_record_integer (b, "last_day") &&
         fw_record_integer (b, "day") <= fw_record_integer (a, "last_day") &&
         fw_record_integer (a, "begins") < fw_record_integer (b, "ends") &&
         fw_record_integer (b, "begins") < fw_record_integer (a, "ends");
}

guint
fw_training_get_seats (const FwRecord *session, const FwRecord *course)
{
  if (!fw_record_lacks (session, "capacity"))
    return (guint) fw_record_integer (session, "capacity");
  return course != NULL ? (guint) fw_record_integer (course, "capacity") : 0;
}

gboolean
fw_training_has_seat (const FwRecord *enrolment)
{
  return !fw_record_lacks (enrolment, "seat") &&
         g_strcmp0 (fw_record_text (enrolment, FW_KIND_STATE), "withdrawn") != 0;
}
