/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/quality/fw-text-rules.h"
#include "fuzz-target.h"
#include "intake/transcripts/fw-transcripts.h"

/* Turns are UTF-8 and, where they are timed, in order; silences lie apart; hits lie in the text. */
static void
check_cb (const FwDialogue *dialogue, gpointer user_data)
{
  g_autoptr (GArray) silences = fw_dialogue_find_silences (dialogue, 30000);
  gint64 at = -1;

  g_assert_nonnull (dialogue->id);
  for (guint i = 0; i < dialogue->turns->len; i++)
    {
      const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, i);
      const FwRuleHit *hits;
      guint n;

      g_assert_true (g_utf8_validate (turn->text, -1, NULL));
      g_assert_cmpint (turn->to_ms, >=, turn->from_ms);
      g_assert_true (!dialogue->timed || turn->from_ms >= at);
      at = turn->from_ms;
      hits = fw_text_judge_run (user_data, turn->text, strlen (turn->text), turn->by, i == 0, FALSE,
                                &n);
      for (guint k = 0; k < n; k++)
        g_assert_true (hits[k].from < hits[k].to &&
                       hits[k].to <= (guint) g_utf8_strlen (turn->text, -1));
    }
  for (guint i = 0; i < silences->len; i++)
    g_assert_cmpint (g_array_index (silences, FwSilence, i).to_ms -
                         g_array_index (silences, FwSilence, i).from_ms,
                     >, 30000);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static FwTextRules *rules;
  static FwTextJudge *judge;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (rules == NULL)
    {
      rules = fw_text_rules_find ("zh", NULL);
      judge = fw_text_judge_new (rules);
    }
  if (!fw_transcripts_read ("fuzz.vtt", bytes, NULL, check_cb, judge, faults, &error))
    g_assert_true (error != NULL && error->domain == FW_ERROR && error->message[0] != '\0');
  for (guint i = 0; i < faults->len; i++)
    g_assert_true (g_utf8_validate (faults->pdata[i], -1, NULL));
  return 0;
}
