/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "centre/fw-rule-trial.h"

#include "core/fw-error.h"
#include "store/fw-record-query.h"

/* Less than this is no history by which a share could be told. */
#define LEAST_TRANSCRIPTS 20

void
fw_rule_trial_free (FwRuleTrial *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->tried, g_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->transcripts, g_ptr_array_unref);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
  g_free (self->chinese);
  g_free (self);
}

/* ---- what is read ---- */

static GPtrArray *
read_rules (FwRecords *records, FwScope *scope, const char *rule, GError **error)
{
  const FwKind *kind = fw_kind_find ("text-rule");
  GPtrArray *rules;
  FwRecord *only;

  if (rule == NULL)
    return fw_records_list (records, scope, kind, error);
  only = fw_records_get (records, scope, kind, rule, error);
  if (only == NULL)
    return NULL;
  rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_ptr_array_add (rules, only);
  return rules;
}

static GPtrArray *
read_verdicts (FwRecords *records, FwScope *scope, const char *rule, GError **error)
{
  const char *const ids[] = { rule, NULL };
  const FwRecordCondition condition = { "rule", FW_RECORD_IS, ids };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  if (rule != NULL)
    {
      query.conditions = &condition;
      query.n_conditions = 1;
    }
  return fw_records_ask_all (records, scope, fw_kind_find ("text-verdict"), &query, error);
}

/* The newest first, page by page. */
static gboolean
read_transcripts (FwRuleTrial *self, FwRecords *records, FwScope *scope, GError **error)
{
  g_autofree char *from = fw_date_format (self->from), *after = NULL;
  const char *const days[] = { from, NULL };
  const FwRecordCondition condition = { "day", FW_RECORD_AT_LEAST, days };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = &condition;
  query.n_conditions = 1;
  query.order = "day";
  query.descending = TRUE;
  query.limit = FW_RECORD_QUERY_MAX_LIMIT;
  self->transcripts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  do
    {
      g_autoptr (FwRecordAnswer) answer = NULL;

      query.after = after;
      answer = fw_records_ask (records, scope, fw_kind_find ("transcript"), &query, error);
      if (answer == NULL)
        return FALSE;
      for (guint i = 0; i < answer->records->len; i++)
        g_ptr_array_add (self->transcripts, fw_record_ref (answer->records->pdata[i]));
      g_free (after);
      after = g_strdup (answer->next);
    }
  while (after != NULL && self->transcripts->len < FW_RULE_TRIAL_MOST);
  self->more = after != NULL;
  return TRUE;
}

/* ---- what is found ---- */

static void
clear_tried (gpointer data)
{
  FwTrialRule *rule = data;

  g_array_unref (rule->hits);
  g_hash_table_unref (rule->verdicts);
}

static void
begin (FwRuleTrial *self)
{
  self->tried = g_array_new (FALSE, FALSE, sizeof (FwTrialRule));
  g_array_set_clear_func (self->tried, clear_tried);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const FwTrialRule rule = { .record = self->rules->pdata[i],
                                 .hits = g_array_new (FALSE, FALSE, sizeof (FwTrialHit)),
                                 .verdicts = g_hash_table_new (g_str_hash, g_str_equal) };

      g_array_append_val (self->tried, rule);
    }
}

static FwTrialRule *
get_tried (const FwRuleTrial *self, guint i)
{
  return &g_array_index (self->tried, FwTrialRule, i);
}

static FwTrialRule *
find_tried (const FwRuleTrial *self, const char *id)
{
  for (guint i = 0; i < self->tried->len; i++)
    if (g_strcmp0 (fw_record_get_id (get_tried (self, i)->record), id) == 0)
      return get_tried (self, i);
  return NULL;
}

/* Of each rule the first place alone. */
static void
add_marks (FwRuleTrial *self, guint transcript, const FwOwnRules *rules, const GArray *marks)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const FwOwnMark *mark = &g_array_index (marks, FwOwnMark, i);
      const FwTrialHit hit = { transcript, mark->turn, mark->from, mark->to };
      FwTrialRule *rule = find_tried (self, fw_own_rules_nth (rules, mark->rule)->id);

      if (rule == NULL ||
          (rule->hits->len > 0 &&
           g_array_index (rule->hits, FwTrialHit, rule->hits->len - 1).transcript == transcript))
        continue;
      g_array_append_val (rule->hits, hit);
    }
}

static void
try_all (FwRuleTrial *self)
{
  g_autoptr (FwOwnRules) english = fw_own_rules_get (self->rules, FALSE, FALSE);
  g_autoptr (FwOwnRules) chinese = fw_own_rules_get (self->rules, TRUE, FALSE);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FwOwnMark));

  self->chinese = g_new0 (guint8, self->transcripts->len + 1);
  for (guint i = 0; i < self->transcripts->len; i++)
    {
      g_autoptr (FwDialogue) dialogue =
          fw_transcript_read (fw_record_text (self->transcripts->pdata[i], "said"), NULL);
      const FwOwnRules *rules;

      if (dialogue == NULL)
        continue;
      self->chinese[i] = fw_dialogue_is_chinese (dialogue);
      rules = self->chinese[i] ? chinese : english;
      fw_own_rules_mark (rules, dialogue, marks);
      add_marks (self, i, rules, marks);
    }
}

/* ---- figures ---- */

static void
count_verdict (FwTrialRule *rule, const char *verdict)
{
  const gboolean right = g_str_equal (verdict, "right"), missed = g_str_equal (verdict, "missed");

  if (right || g_str_equal (verdict, "wrong"))
    {
      rule->counts.judged++;
      rule->counts.right += right;
    }
  else
    {
      rule->counts.sampled++;
      rule->counts.missed += missed;
    }
}

/* What was said of another version of a rule says nothing of this one. */
static void
count_verdicts (FwRuleTrial *self)
{
  for (guint i = 0; i < self->verdicts->len; i++)
    {
      FwRecord *verdict = self->verdicts->pdata[i];
      FwTrialRule *rule = find_tried (self, fw_record_text (verdict, "rule"));

      if (rule == NULL)
        continue;
      g_hash_table_insert (rule->verdicts, (gpointer) fw_record_text (verdict, "transcript"),
                           verdict);
      if (fw_record_integer (verdict, "version") == fw_record_integer (rule->record, "version"))
        count_verdict (rule, fw_record_text (verdict, "verdict"));
    }
}

static void
count_transcripts (FwRuleTrial *self)
{
  guint n[2] = { 0, 0 };

  for (guint i = 0; i < self->transcripts->len; i++)
    n[self->chinese[i]]++;
  for (guint i = 0; i < self->tried->len; i++)
    {
      FwTrialRule *rule = get_tried (self, i);
      const gboolean chinese = g_str_equal (fw_record_text (rule->record, "language"), "zh");

      rule->counts.hits = rule->hits->len;
      rule->counts.rest = n[chinese ? 1 : 0] - rule->hits->len;
    }
}

/* ---- public ---- */

FwRuleTrial *
fw_rule_trial_run (FwRecords *records, FwScope *scope, const char *rule, gint64 now, GError **error)
{
  g_autoptr (FwRuleTrial) self = g_new0 (FwRuleTrial, 1);
  g_autoptr (FwDirectory) directory = NULL;

  g_return_val_if_fail (records != NULL && scope != NULL, NULL);

  directory = fw_records_get_directory (records, error);
  if (directory == NULL)
    return NULL;
  self->to = fw_zone_get_day (fw_directory_get_default_site (directory)->zone, now);
  self->from = self->to - FW_RULE_TRIAL_DAYS + 1;
  self->rules = read_rules (records, scope, rule, error);
  if (self->rules == NULL)
    return NULL;
  self->verdicts = read_verdicts (records, scope, rule, error);
  if (self->verdicts == NULL || !read_transcripts (self, records, scope, error))
    return NULL;
  begin (self);
  try_all (self);
  count_transcripts (self);
  count_verdicts (self);
  return g_steal_pointer (&self);
}

gboolean
fw_rule_trial_hits (const FwRuleTrial *self,
                    const FwRecord *rule,
                    const FwRecord *transcript,
                    FwTrialHit *hit)
{
  g_autoptr (FwOwnRules) rules = NULL;
  g_autoptr (FwDialogue) dialogue = NULL;
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FwOwnMark));

  g_return_val_if_fail (self != NULL && rule != NULL && transcript != NULL && hit != NULL, FALSE);

  dialogue = fw_transcript_read (fw_record_text (transcript, "said"), NULL);
  if (dialogue == NULL)
    return FALSE;
  rules = fw_own_rules_get (self->rules, fw_dialogue_is_chinese (dialogue), FALSE);
  fw_own_rules_mark (rules, dialogue, marks);
  for (guint i = 0; i < marks->len; i++)
    {
      const FwOwnMark *mark = &g_array_index (marks, FwOwnMark, i);

      if (g_strcmp0 (fw_own_rules_nth (rules, mark->rule)->id, fw_record_get_id (rule)) != 0)
        continue;
      *hit = (FwTrialHit){ G_MAXUINT, mark->turn, mark->from, mark->to };
      return TRUE;
    }
  return FALSE;
}

GArray *
fw_rule_trial_check (FwRecords *records, const FwRecord *rule, gint64 now, GError **error)
{
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRuleTrial) trial = NULL;
  const FwRuleCounts *counts;
  guint64 n;

  g_return_val_if_fail (records != NULL && rule != NULL, NULL);

  trial = fw_rule_trial_run (records, whole, fw_record_get_id (rule), now, error);
  if (trial == NULL)
    return NULL;
  counts = &get_tried (trial, 0)->counts;
  n = counts->hits + counts->rest;
  if (n < LEAST_TRANSCRIPTS || counts->hits * 2 <= n)
    return g_array_new (FALSE, FALSE, sizeof (FwRecordWrite)); /* nothing else is written */
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "terms: it would hit %" G_GUINT64_FORMAT " of the last %" G_GUINT64_FORMAT
               " transcripts: a rule that hits most of what is said finds nothing",
               counts->hits, n);
  return NULL;
}
