/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-rule-keeper.h"

#include "core/quality/fw-own-rules.h"
#include "core/quality/fw-rule-figures.h"
#include "server/fw-rounds.h"
#include "store/fw-record-query.h"

#define FIRST G_USEC_PER_SEC
#define STEP (60 * G_USEC_PER_SEC)

struct _FwRuleKeeper
{
  FwCentre *centre;
  FwHub *hub;
  FwScope *scope;
  gint64 change;    /* of transcripts, the last one that was looked at */
  FwRounds *rounds; /* (nullable): not started yet */
};

FwRuleKeeper *
fw_rule_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwRuleKeeper *self;

  g_return_val_if_fail (centre != NULL, NULL);

  self = g_new0 (FwRuleKeeper, 1);
  self->centre = centre;
  self->hub = hub;
  self->scope = fw_scope_new (FW_RULE_KEEPER_RULE, FW_ROLE_ADMINISTRATOR, NULL, NULL);
  return self;
}

void
fw_rule_keeper_free (FwRuleKeeper *self)
{
  if (self == NULL)
    return;

  fw_rounds_free (self->rounds);
  fw_scope_unref (self->scope);
  g_free (self);
}

static void
write_record (FwRuleKeeper *self, FwRecord *record, gint64 now)
{
  g_autoptr (GError) error = NULL;

  if (!fw_records_put (fw_centre_get_records (self->centre), self->scope, record, now, &error))
    g_message ("what is known of a rule of text waits: %s", error->message);
  else if (self->hub != NULL)
    fw_hub_tell_record (self->hub, record);
}

/* ---- verdicts of the risk list ---- */

static GPtrArray *
ask_verdicts (FwRuleKeeper *self, const char *rule, const char *transcript, GError **error)
{
  const char *const rules[] = { rule, NULL }, *const transcripts[] = { transcript, NULL };
  const FwRecordCondition conditions[] = { { "rule", FW_RECORD_IS, rules },
                                           { "transcript", FW_RECORD_IS, transcripts } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  query.conditions = conditions;
  query.n_conditions = transcript != NULL ? 2 : 1;
  return fw_records_ask_all (fw_centre_get_records (self->centre), self->scope,
                             fw_kind_find ("text-verdict"), &query, error);
}

/* A person's own verdict on this version stays. */
static gboolean
write_verdict (FwRuleKeeper *self,
               const FwRecord *transcript,
               const FwOwnFound *found,
               const char *verdict,
               gint64 now,
               GError **error)
{
  g_autoptr (GPtrArray) known =
      ask_verdicts (self, found->rule, fw_record_get_id (transcript), error);
  g_autoptr (FwRecord) record = NULL;
  g_autofree char *id = g_uuid_string_random ();

  if (known == NULL)
    return FALSE;
  record = known->len > 0 ? fw_record_copy (known->pdata[0])
                          : fw_record_new (fw_kind_find ("text-verdict"), id);
  if (known->len > 0 && fw_record_integer (record, "version") >= found->version &&
      (fw_record_integer (record, "version") > found->version ||
       g_strcmp0 (fw_record_text (record, "judge"), FW_RULE_KEEPER_RULE) != 0 ||
       g_strcmp0 (fw_record_text (record, "verdict"), verdict) == 0))
    return TRUE;
  fw_record_set_text (record, fw_record_find (record, "rule"), found->rule);
  fw_record_set_text (record, fw_record_find (record, "transcript"), fw_record_get_id (transcript));
  fw_record_set_integer (record, fw_record_find (record, "version"), found->version);
  fw_record_set_text (record, fw_record_find (record, "verdict"), verdict);
  fw_record_set_text (record, fw_record_find (record, "judge"), FW_RULE_KEEPER_RULE);
  write_record (self, record, now);
  return TRUE;
}

/* Whether nothing else called there, so that it is this rule that was followed up. */
static gboolean
called_alone (const GArray *all, const FwOwnFound *own, const GArray *own_all)
{
  for (guint i = 0; i < own_all->len; i++)
    {
      const FwOwnFound *other = &g_array_index (own_all, FwOwnFound, i);

      if (other->live && g_strcmp0 (other->rule, own->rule) != 0)
        return FALSE;
    }
  for (guint i = 0; i < all->len; i++)
    {
      const FwFound *one = &g_array_index (all, FwFound, i);

      if (one->risk != own->risk || one->turn != own->turn || one->from != own->from ||
          one->to != own->to)
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_transcript (FwRuleKeeper *self, const FwRecord *transcript, gint64 now, GError **error)
{
  const char *state = fw_record_text (transcript, FW_KIND_STATE);
  const gboolean wrong = g_strcmp0 (state, "not-a-hit") == 0;
  g_autoptr (GArray) own = fw_own_rules_read (fw_record_text (transcript, "rules_found"));
  g_autoptr (GArray) all = fw_transcript_read_found (fw_record_text (transcript, "found"));

  if (!wrong && g_strcmp0 (state, "followed") != 0)
    return TRUE;
  for (guint i = 0; i < own->len; i++)
    {
      const FwOwnFound *found = &g_array_index (own, FwOwnFound, i);

      if (found->live && (wrong || called_alone (all, found, own)) &&
          !write_verdict (self, transcript, found, wrong ? "wrong" : "right", now, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  FwRuleKeeper *keeper;
  gint64 now;
} Look;

static gboolean
transcript_cb (FwRecord *record, gpointer user_data, GError **error)
{
  const Look *look = user_data;

  return fw_record_is_deleted (record) || take_transcript (look->keeper, record, look->now, error);
}

static gboolean
take_changed (FwRuleKeeper *self, gint64 now, GError **error)
{
  static const char *const one[] = { "1", NULL };
  const FwRecordCondition condition = { "rule_hits", FW_RECORD_AT_LEAST, one };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  Look look = { self, now };

  query.conditions = &condition;
  query.n_conditions = 1;
  return fw_records_ask_changed (fw_centre_get_records (self->centre), self->scope,
                                 fw_kind_find ("transcript"), &query, &self->change, transcript_cb,
                                 &look, error);
}

/* ---- what they promised ---- */

static gboolean
is_run (const FwRecord *rule)
{
  const char *state = fw_record_text (rule, FW_KIND_STATE);

  return g_strcmp0 (state, "shadow") == 0 || g_strcmp0 (state, "live") == 0 ||
         g_strcmp0 (state, "demoted") == 0;
}

static void
count (const GPtrArray *verdicts, gint64 version, guint64 *right, guint64 *judged)
{
  *right = *judged = 0;
  for (guint i = 0; i < verdicts->len; i++)
    {
      const FwRecord *verdict = verdicts->pdata[i];
      const char *said = fw_record_text (verdict, "verdict");

      if (fw_record_integer (verdict, "version") != version)
        continue;
      *right += g_strcmp0 (said, "right") == 0;
      *judged += g_strcmp0 (said, "right") == 0 || g_strcmp0 (said, "wrong") == 0;
    }
}

/* Written where it changes alone: the log of the rule tells when it fell below, with the figures of
 * that moment. */
static void
judge_rule (FwRuleKeeper *self, const FwRecord *rule, const GPtrArray *verdicts, gint64 now)
{
  const double promised = (double) fw_record_integer (rule, "promised") / 100;
  g_autoptr (FwRecord) record = fw_record_copy ((FwRecord *) rule);
  g_autofree char *figures = NULL;
  const char *standing;
  FwInterval bounds;
  guint64 right, judged;

  count (verdicts, fw_record_integer (rule, "version"), &right, &judged);
  standing = fw_rule_is_below (right, judged, promised) ? "below" : "open";
  if (g_strcmp0 (fw_record_text (rule, "standing"), standing) == 0)
    return;
  bounds = fw_interval_wilson (right, judged);
  figures = g_strdup_printf ("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT ", %.1f–%.1f %%, %.0f %%",
                             right, judged, 100 * bounds.low, 100 * bounds.high, 100 * promised);
  fw_record_set_text (record, fw_record_find (record, "standing"), standing);
  fw_record_set_text (record, fw_record_find (record, "figures"), figures);
  write_record (self, record, now);
}

static gboolean
judge_rules (FwRuleKeeper *self, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) rules = fw_records_list (fw_centre_get_records (self->centre), self->scope,
                                                 fw_kind_find ("text-rule"), error);

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      g_autoptr (GPtrArray) verdicts = NULL;

      if (!is_run (rules->pdata[i]))
        continue;
      verdicts = ask_verdicts (self, fw_record_get_id (rules->pdata[i]), NULL, error);
      if (verdicts == NULL)
        return FALSE;
      judge_rule (self, rules->pdata[i], verdicts, now);
    }
  return TRUE;
}

void
fw_rule_keeper_step (FwRuleKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL);

  if (!take_changed (self, now, &error) || !judge_rules (self, now, &error))
    g_message ("rules of text wait: %s", error->message);
}

static void
step_cb (gpointer data)
{
  fw_rule_keeper_step (data, g_get_real_time ());
}

void
fw_rule_keeper_start (FwRuleKeeper *self)
{
  g_return_if_fail (self != NULL && self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-rules", FIRST, STEP, step_cb, self);
}

void
fw_rule_keeper_wake (FwRuleKeeper *self, const char *kind)
{
  static const char *const kinds[] = { "text-rule", "text-verdict", "transcript" };

  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->rounds != NULL && (kind == NULL || g_str_equal (kind, kinds[i])))
      {
        fw_rounds_wake (self->rounds);
        return;
      }
}
