/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-dialogue-judge.h"

#include <string.h>

gboolean
fw_dialogue_is_chinese (const FwDialogue *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->turns->len; i++)
    for (const char *at = g_array_index (self->turns, FwTurn, i).text; *at != '\0';
         at = g_utf8_next_char (at))
      if (g_utf8_get_char (at) >= 0x4e00 && g_utf8_get_char (at) < 0xa000)
        return TRUE;
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

guint
fw_dialogue_find_turn (const FwDialogue *self, FwSpeaker by, gboolean last)
{
  guint found = G_MAXUINT;

  g_return_val_if_fail (self != NULL, G_MAXUINT);

  for (guint i = 0; i < self->turns->len; i++)
    if (g_array_index (self->turns, FwTurn, i).by == by &&
        !is_blank (g_array_index (self->turns, FwTurn, i).text))
      {
        found = i;
        if (!last)
          break;
      }
  return found;
}

void
fw_dialogue_judge (const FwDialogue *self, FwTextJudge *judge, GArray *marked)
{
  guint first[] = { G_MAXUINT, 0, 0 }, last[] = { G_MAXUINT, 0, 0 };

  g_return_if_fail (self != NULL && judge != NULL && marked != NULL);

  for (guint by = FW_SPEAKER_AGENT; by <= FW_SPEAKER_CUSTOMER; by++)
    {
      first[by] = fw_dialogue_find_turn (self, by, FALSE);
      last[by] = fw_dialogue_find_turn (self, by, TRUE);
    }
  g_array_set_size (marked, 0);
  for (guint i = 0; i < self->turns->len; i++)
    {
      const FwTurn *turn = &g_array_index (self->turns, FwTurn, i);
      guint n;
      const FwRuleHit *hits = fw_text_judge_run (judge, turn->text, strlen (turn->text), turn->by,
                                                 i == first[turn->by], i == last[turn->by], &n);

      for (guint k = 0; k < n; k++)
        {
          const FwMarked one = { i, hits[k] };

          g_array_append_val (marked, one);
        }
    }
}
