/* SPDX-License-Identifier: GPL-3.0-or-later */

/* GET text-rules: a centre's own rules of text, each tried on the transcripts of the last days as
 * it stands now, with what people said of it; of one also where it hits, what is drawn from what it
 * does not hit, and what it would hit again that was no hit. */
#include <math.h>

#include "centre/fw-rule-trial.h"
#include "server/fw-server-private.h"

#define MOST_HITS 200
#define MOST_DRAWN 20 /* to be judged next */
#define MOST_TESTS 500

typedef struct
{
  FwRecords *records;
  FwScope *scope;
  FwScope *whole; /* names are for everybody who may read what they said */
  FwRuleTrial *trial;
  FwJsonWriter writer;
} Answer;

/* ---- rules ---- */

static void
append_share (FwJsonWriter *writer, const char *member, double share)
{
  if (!isnan (share))
    fw_json_member_number (writer, member, share);
}

static void
append_figures (FwJsonWriter *writer, const FwRuleCounts *counts)
{
  const FwRuleFigures figures = fw_rule_figures (counts);

  fw_json_member_integer (writer, "transcripts", (gint64) (counts->hits + counts->rest));
  fw_json_member_integer (writer, "hits", (gint64) counts->hits);
  fw_json_member_integer (writer, "judged", (gint64) counts->judged);
  fw_json_member_integer (writer, "right", (gint64) counts->right);
  fw_json_member_integer (writer, "sampled", (gint64) counts->sampled);
  fw_json_member_integer (writer, "missed", (gint64) counts->missed);
  append_share (writer, "precision", figures.precision);
  fw_json_member_number (writer, "precision_low", figures.precision_bounds.low);
  fw_json_member_number (writer, "precision_high", figures.precision_bounds.high);
  append_share (writer, "recall", figures.recall);
  fw_json_member_number (writer, "recall_low", figures.recall_bounds.low);
  fw_json_member_number (writer, "recall_high", figures.recall_bounds.high);
}

static void
append_rule (FwJsonWriter *writer, const FwTrialRule *rule)
{
  static const char *const texts[] = { "name", "language", "marks", "state", "standing" };

  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "id", fw_record_get_id (rule->record));
  fw_json_member_integer (writer, "revision", fw_record_get_revision (rule->record));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    fw_json_member_text (writer, texts[i], fw_record_text (rule->record, texts[i]));
  fw_json_member_integer (writer, "version", fw_record_integer (rule->record, "version"));
  fw_json_member_integer (writer, "promised", fw_record_integer (rule->record, "promised"));
  append_figures (writer, &rule->counts);
  fw_json_writer_end_object (writer);
}

static void
append_rules (Answer *self)
{
  fw_json_writer_key (&self->writer, "rows");
  fw_json_writer_begin_array (&self->writer);
  for (guint i = 0; i < self->trial->tried->len; i++)
    append_rule (&self->writer, &g_array_index (self->trial->tried, FwTrialRule, i));
  fw_json_writer_end_array (&self->writer);
  fw_json_member_integer (&self->writer, "days", FW_RULE_TRIAL_DAYS);
  fw_json_member_integer (&self->writer, "transcripts", self->trial->transcripts->len);
  fw_json_member_boolean (&self->writer, "more", self->trial->more);
}

/* ---- transcripts of one rule ---- */

static void
append_person (Answer *self, const char *id)
{
  g_autoptr (FwRecord) person =
      id != NULL ? fw_records_get (self->records, self->whole, fw_kind_find ("person"), id, NULL)
                 : NULL;

  fw_json_member_text (&self->writer, "person", id);
  fw_json_member_text (&self->writer, "name",
                       person != NULL ? fw_record_text (person, "name") : id);
}

/* @verdict: (nullable): of this version alone it is one; @hit: (nullable). */
static void
append_transcript (Answer *self,
                   const char *part,
                   const FwTrialRule *rule,
                   const FwRecord *transcript,
                   const FwRecord *verdict,
                   const FwTrialHit *hit)
{
  g_autofree char *day = fw_date_format ((gint32) fw_record_integer (transcript, "day"));
  const gboolean same = verdict != NULL && fw_record_integer (verdict, "version") ==
                                               fw_record_integer (rule->record, "version");

  fw_json_writer_begin_object (&self->writer);
  fw_json_member_text (&self->writer, "part", part);
  fw_json_member_text (&self->writer, "id", fw_record_get_id (transcript));
  fw_json_member_text (&self->writer, "contact", fw_record_text (transcript, "contact"));
  fw_json_member_text (&self->writer, "day", day);
  append_person (self, fw_record_text (transcript, "person"));
  fw_json_member_text (&self->writer, "verdict", same ? fw_record_text (verdict, "verdict") : NULL);
  fw_json_member_text (&self->writer, "verdict_id",
                       verdict != NULL ? fw_record_get_id (verdict) : NULL);
  fw_json_member_integer (&self->writer, "verdict_revision",
                          verdict != NULL ? fw_record_get_revision (verdict) : 0);
  if (hit != NULL)
    {
      fw_json_member_integer (&self->writer, "turn", hit->turn);
      fw_json_member_integer (&self->writer, "from", hit->from);
      fw_json_member_integer (&self->writer, "to", hit->to);
    }
  fw_json_writer_end_object (&self->writer);
}

/* What was said to be no hit of any version, and would be hit again. */
static void
append_tests (Answer *self, const FwTrialRule *rule)
{
  GHashTableIter iter;
  gpointer id, verdict;
  guint n = 0;

  g_hash_table_iter_init (&iter, rule->verdicts);
  while (n < MOST_TESTS && g_hash_table_iter_next (&iter, &id, &verdict))
    {
      g_autoptr (FwRecord) transcript = NULL;
      FwTrialHit hit;

      if (g_strcmp0 (fw_record_text (verdict, "verdict"), "wrong") != 0 ||
          fw_record_integer (verdict, "version") == fw_record_integer (rule->record, "version"))
        continue;
      n++;
      transcript =
          fw_records_get (self->records, self->scope, fw_kind_find ("transcript"), id, NULL);
      if (transcript != NULL && fw_rule_trial_hits (self->trial, rule->record, transcript, &hit))
        append_transcript (self, "again", rule, transcript, verdict, &hit);
    }
}

static const FwRecord *
get_transcript (const Answer *self, guint i)
{
  return self->trial->transcripts->pdata[i];
}

static gboolean
is_again (const FwTrialRule *rule, const FwRecord *verdict)
{
  return verdict != NULL && g_strcmp0 (fw_record_text (verdict, "verdict"), "wrong") == 0 &&
         fw_record_integer (verdict, "version") != fw_record_integer (rule->record, "version");
}

static void
append_hits (Answer *self, const FwTrialRule *rule)
{
  for (guint i = 0; i < MIN (rule->hits->len, MOST_HITS); i++)
    {
      const FwTrialHit *hit = &g_array_index (rule->hits, FwTrialHit, i);
      const FwRecord *transcript = get_transcript (self, hit->transcript);
      const FwRecord *verdict = g_hash_table_lookup (rule->verdicts, fw_record_get_id (transcript));

      if (!is_again (rule, verdict))
        append_transcript (self, "hit", rule, transcript, verdict, hit);
    }
}

typedef struct
{
  guint64 key;
  guint transcript;
} Drawn;

static int
compare_drawn (gconstpointer a, gconstpointer b)
{
  const Drawn *one = a, *two = b;

  return (one->key > two->key) - (one->key < two->key);
}

/* Transcripts of its language that it does not hit, in the order in which they are drawn. */
static GArray *
draw (const Answer *self, const FwTrialRule *rule)
{
  const gboolean chinese = g_str_equal (fw_record_text (rule->record, "language"), "zh");
  const guint version = (guint) fw_record_integer (rule->record, "version");
  g_autofree guint8 *hit = g_new0 (guint8, self->trial->transcripts->len + 1);
  GArray *drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));

  for (guint i = 0; i < rule->hits->len; i++)
    hit[g_array_index (rule->hits, FwTrialHit, i).transcript] = TRUE;
  for (guint i = 0; i < self->trial->transcripts->len; i++)
    if (!hit[i] && self->trial->chinese[i] == chinese)
      {
        const Drawn one = { fw_rule_sample_key (fw_record_get_id (rule->record), version,
                                                fw_record_get_id (get_transcript (self, i))),
                            i };

        g_array_append_val (drawn, one);
      }
  g_array_sort (drawn, compare_drawn);
  return drawn;
}

/* The next that nobody has judged for this version. */
static void
append_drawn (Answer *self, const FwTrialRule *rule)
{
  g_autoptr (GArray) drawn = draw (self, rule);
  guint n = 0;

  for (guint i = 0; i < drawn->len && n < MOST_DRAWN; i++)
    {
      const FwRecord *transcript =
          get_transcript (self, g_array_index (drawn, Drawn, i).transcript);
      const FwRecord *verdict = g_hash_table_lookup (rule->verdicts, fw_record_get_id (transcript));

      if (verdict != NULL &&
          fw_record_integer (verdict, "version") == fw_record_integer (rule->record, "version"))
        continue;
      append_transcript (self, "drawn", rule, transcript, verdict, NULL);
      n++;
    }
}

/* ---- the answer ---- */

static void
append_chosen (Answer *self, const FwTrialRule *rule)
{
  fw_json_writer_key (&self->writer, "chosen");
  fw_json_writer_begin_array (&self->writer);
  append_tests (self, rule);
  append_hits (self, rule);
  append_drawn (self, rule);
  fw_json_writer_end_array (&self->writer);
}

static const FwTrialRule *
find_rule (const FwRuleTrial *trial, const char *id)
{
  for (guint i = 0; i < trial->tried->len; i++)
    {
      const FwTrialRule *rule = &g_array_index (trial->tried, FwTrialRule, i);

      if (g_strcmp0 (fw_record_get_id (rule->record), id) == 0)
        return rule;
    }
  return NULL;
}

void
fw_handle_text_rules (FwExchange *exchange)
{
  static const char *const known[] = { "rule", NULL };
  const char *id = fw_exchange_get_query (exchange, "rule");
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRuleTrial) trial = NULL;
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Answer answer = { .records = fw_server_of (exchange)->records,
                    .scope = fw_exchange_get_scope (exchange),
                    .whole = whole };
  const FwTrialRule *rule;

  if (!fw_exchange_check_query (exchange, known))
    return;
  trial = fw_rule_trial_run (answer.records, answer.scope, NULL, g_get_real_time (), &error);
  if (trial == NULL)
    {
      fw_exchange_reply_error (exchange, error);
      return;
    }
  rule = id != NULL ? find_rule (trial, id) : NULL;
  if (id != NULL && rule == NULL)
    {
      fw_exchange_fail (exchange, FW_ERROR_INVALID, "rule",
                        "rule: expected the id of a rule of text; there is no “%s”", id);
      return;
    }
  answer.trial = trial;
  fw_json_writer_init (&answer.writer, json);
  fw_json_writer_begin_object (&answer.writer);
  append_rules (&answer);
  if (rule != NULL)
    append_chosen (&answer, rule);
  fw_json_writer_end_object (&answer.writer);
  fw_exchange_reply_json (exchange, 200, g_steal_pointer (&json));
}
