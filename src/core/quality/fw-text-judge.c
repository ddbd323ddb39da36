/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-text-rules-private.h"

/* How far a term with gaps has been followed in this text. */
typedef struct
{
  guint from, to;
  guint turn; /* of the judge, so that nothing needs clearing */
} Reached;

struct _FwTextJudge
{
  const FwTextRules *rules;
  GArray *runes, *terms; /* gunichar, FwTermHit */
  GArray *hits;          /* FwRuleHit */
  Reached *reached;      /* by piece */
  guint *struck;         /* by rule: the turn in which it was struck */
  guint *excluded;       /* by rule: the turn in which a word took it back */
  guint turn;
};

FwTextJudge *
fw_text_judge_new (const FwTextRules *rules)
{
  FwTextJudge *self = g_new0 (FwTextJudge, 1);

  self->rules = rules;
  self->runes = g_array_new (FALSE, FALSE, sizeof (gunichar));
  self->terms = g_array_new (FALSE, FALSE, sizeof (FwTermHit));
  self->hits = g_array_new (FALSE, FALSE, sizeof (FwRuleHit));
  self->reached = g_new0 (Reached, rules->pieces->len + 1);
  self->struck = g_new0 (guint, rules->rules->len + 1);
  self->excluded = g_new0 (guint, rules->rules->len + 1);
  return self;
}

void
fw_text_judge_free (FwTextJudge *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->runes);
  g_array_unref (self->terms);
  g_array_unref (self->hits);
  g_free (self->reached);
  g_free (self->struck);
  g_free (self->excluded);
  g_free (self);
}

static gboolean
ends_sentence (gunichar c)
{
  c = fw_rune_fold (c);
  return c == '\n' || c == '!' || c == '?' || c == ';' || c == 0x3002;
}

static gboolean
is_gap (const FwTextJudge *self, guint from, guint to, guint most)
{
  if (to < from || to - from > most)
    return FALSE;
  for (; from < to; from++)
    if (ends_sentence (g_array_index (self->runes, gunichar, from)))
      return FALSE;
  return TRUE;
}

static gboolean
is_at_end (const FwTextJudge *self, guint to)
{
  for (; to < self->runes->len; to++)
    {
      const gunichar c = g_array_index (self->runes, gunichar, to);

      if (fw_rune_is_word (c) || (g_unichar_isalpha (c) && c != 0x54e6 && c != 0x554a))
        return FALSE; /* 哦 and 啊 say nothing */
    }
  return TRUE;
}

static void
strike (FwTextJudge *self, guint rule, guint from, guint to)
{
  const FwTextRule *what = fw_text_rules_get (self->rules, rule);
  const FwRuleHit hit = { rule, from, to };

  if (self->struck[rule] == self->turn || (what->within > 0 && from >= what->within) ||
      (what->at_end && !is_at_end (self, to)))
    return;
  self->struck[rule] = self->turn;
  g_array_append_val (self->hits, hit);
}

static void
follow (FwTextJudge *self, const FwTermHit *hit)
{
  const FwTextPiece *piece = &g_array_index (self->rules->pieces, FwTextPiece, hit->id);
  const Reached *before = piece->follows ? &self->reached[hit->id - 1] : NULL;
  const guint gap = fw_text_rules_get (self->rules, piece->rule)->gap;
  guint from = hit->from;

  if (before != NULL)
    {
      if (before->turn != self->turn || !is_gap (self, before->to, hit->from, gap))
        return;
      from = before->from;
    }
  self->reached[hit->id] = (Reached){ from, hit->to, self->turn };
  if (!piece->last)
    return;
  if (piece->excludes)
    self->excluded[piece->rule] = self->turn;
  else
    strike (self, piece->rule, from, hit->to);
}

static gboolean
applies (const FwTextRule *rule, FwSpeaker by, gboolean first, gboolean last)
{
  return (rule->by == FW_SPEAKER_ANY || by == FW_SPEAKER_ANY || rule->by == by) &&
         (rule->turn == FW_TURN_ANY || (rule->turn == FW_TURN_FIRST && first) ||
          (rule->turn == FW_TURN_LAST && last));
}

static gboolean
is_taken_back (const FwTextJudge *self, const FwTextRule *rule)
{
  for (guint i = 0; rule->unless[i] != NULL; i++)
    {
      const guint other = fw_text_rules_find_name (self->rules, rule->unless[i]);

      if (self->struck[other] == self->turn && self->excluded[other] != self->turn)
        return TRUE;
    }
  return FALSE;
}

const FwRuleHit *
fw_text_judge_run (FwTextJudge *self,
                   const char *text,
                   gsize length,
                   FwSpeaker by,
                   gboolean first,
                   gboolean last,
                   guint *n)
{
  guint kept = 0;

  g_return_val_if_fail (self != NULL && (text != NULL || length == 0) && n != NULL, NULL);

  self->turn++;
  g_array_set_size (self->terms, 0);
  g_array_set_size (self->hits, 0);
  fw_runes_decode (text, length, self->runes, NULL);
  fw_terms_find (self->rules->terms, (const gunichar *) self->runes->data, self->runes->len,
                 self->terms);
  for (guint i = 0; i < self->terms->len; i++)
    follow (self, &g_array_index (self->terms, FwTermHit, i));
  for (guint i = 0; i < self->hits->len; i++)
    {
      const FwRuleHit hit = g_array_index (self->hits, FwRuleHit, i);
      const FwTextRule *rule = fw_text_rules_get (self->rules, hit.rule);

      if (applies (rule, by, first, last) && self->excluded[hit.rule] != self->turn &&
          !is_taken_back (self, rule))
        g_array_index (self->hits, FwRuleHit, kept++) = hit;
    }
  *n = kept;
  return (const FwRuleHit *) self->hits->data;
}
