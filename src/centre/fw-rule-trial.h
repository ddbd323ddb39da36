/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-own-rules.h"
#include "core/quality/fw-rule-figures.h"
#include "store/fw-record-moves.h"

G_BEGIN_DECLS

/** Days of history that rules are tried on, and transcripts of them at most, the newest. */
#define FW_RULE_TRIAL_DAYS 30
#define FW_RULE_TRIAL_MOST 5000

/** FwTrialHit: the first place at which a rule would hit a transcript. */
typedef struct
{
  guint transcript; /* index in FwRuleTrial.transcripts */
  guint turn;
  guint from, to; /* code points of its text */
} FwTrialHit;

/** FwTrialRule: what became of a rule. */
typedef struct
{
  const FwRecord *record; /* of FwRuleTrial.rules */
  GArray *hits;           /* FwTrialHit, the newest transcript first */
  FwRuleCounts counts;
  GHashTable *verdicts; /* id of a transcript -> FwRecord of the kind text-verdict */
} FwTrialRule;

/** FwRuleTrial: all rules of a centre, as they stand now, on the transcripts of the last days. */
typedef struct
{
  GPtrArray *rules;       /* FwRecord */
  GPtrArray *transcripts; /* FwRecord, the newest day first */
  guint8 *chinese;        /* by transcript */
  GArray *tried;          /* FwTrialRule, as rules */
  GPtrArray *verdicts;    /* FwRecord */
  gint32 from, to;        /* days */
  gboolean more;          /* there are more transcripts of these days */
} FwRuleTrial;

/** fw_rule_trial_run: of the transcripts that @scope sees. @rule: (nullable): the id of the only
 * one that is tried. Returns: (transfer full): NULL with an error. */
FwRuleTrial *fw_rule_trial_run (
    FwRecords *records, FwScope *scope, const char *rule, gint64 now, GError **error);
void fw_rule_trial_free (FwRuleTrial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRuleTrial, fw_rule_trial_free)

/** fw_rule_trial_hits: whether a rule, as it stands now, would hit a transcript that is not among
 * those of the trial. @hit: (out). */
gboolean fw_rule_trial_hits (const FwRuleTrial *self,
                             const FwRecord *rule,
                             const FwRecord *transcript,
                             FwTrialHit *hit);

/** fw_rule_trial_check: the effect of a rule's move into the shadow (FwRecordEffect): refused where
 * it would hit most of what was said. */
GArray *fw_rule_trial_check (FwRecords *records, const FwRecord *rule, gint64 now, GError **error);

G_END_DECLS
