/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/quality/fw-dialogue.h"

G_BEGIN_DECLS

/** What a rule marks. */
typedef enum
{
  FW_LABEL_GREETING,
  FW_LABEL_CLOSING,
  FW_LABEL_PROMISE,
  FW_LABEL_FORBIDDEN,
  FW_LABEL_ABUSE,
  FW_LABEL_THREAT,
  FW_LABEL_REPEAT,
  FW_LABEL_SILENCE,
  FW_N_LABELS
} FwLabel;

typedef enum
{
  FW_TURN_ANY,
  FW_TURN_FIRST, /* of its speaker */
  FW_TURN_LAST
} FwTurnPlace;

/** FwTextRule: terms, who says them, in which turn, where in it, and what takes it back. */
typedef struct
{
  char *name;
  FwLabel label;
  char *grade; /* (nullable): kind or level, as it is printed */
  FwSpeaker by;
  FwTurnPlace turn;
  guint within;     /* it begins in so many code points; 0: anywhere */
  gboolean at_end;  /* nothing but punctuation behind it */
  guint gap;        /* code points that "…" stands for at most */
  gint64 longer_ms; /* of a silence */
  char **unless;    /* names of rules that take it back in the same turn */
  guint line;
} FwTextRule;

/** FwTextRules: immutable once they are read. docs/text.md tells how they are written. */
typedef struct _FwTextRules FwTextRules;

/** fw_text_rules_read: @faults: (element-type utf8): "LINE: sentence" for each that is found; at
 * most 100. Returns: (transfer full): NULL when there is any. */
FwTextRules *fw_text_rules_read (const char *text, gsize length, GPtrArray *faults);
/** fw_text_rules_find: those that come with the program. @lang: "zh" or "en". */
FwTextRules *fw_text_rules_find (const char *lang, GError **error);
/** fw_text_rules_find_with: the same with @more (nullable), elements as they stand in a file,
 * behind them. Returns: (transfer full): NULL when there is any of @faults, as
 * fw_text_rules_read(). */
FwTextRules *fw_text_rules_find_with (const char *lang, const char *more, GPtrArray *faults);
void fw_text_rules_free (FwTextRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTextRules, fw_text_rules_free)

guint fw_text_rules_count (const FwTextRules *self);
const FwTextRule *fw_text_rules_get (const FwTextRules *self, guint i);
/** fw_text_rules_get_silence: Returns: ms; G_MAXINT64 without a rule. */
gint64 fw_text_rules_get_silence (const FwTextRules *self);

/** FwRuleHit: code points [from, to) of a text are what rule @rule marks. */
typedef struct
{
  guint rule;
  guint from, to;
} FwRuleHit;

/** FwTextJudge: judges texts by rules, which must outlive it; one thread only. */
typedef struct _FwTextJudge FwTextJudge;

FwTextJudge *fw_text_judge_new (const FwTextRules *rules);
void fw_text_judge_free (FwTextJudge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwTextJudge, fw_text_judge_free)

/** fw_text_judge_run: @first, @last: whether it is its speaker's first, last turn. Returns:
 * (transfer none): @n hits, one a rule at most, until the next call. */
const FwRuleHit *fw_text_judge_run (FwTextJudge *self,
                                    const char *text,
                                    gsize length,
                                    FwSpeaker by,
                                    gboolean first,
                                    gboolean last,
                                    guint *n);

G_END_DECLS
