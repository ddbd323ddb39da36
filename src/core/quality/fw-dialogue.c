/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-dialogue.h"

static void
clear_turn (gpointer data)
{
  g_free (((FwTurn *) data)->text);
}

FwDialogue *
fw_dialogue_new (void)
{
  FwDialogue *self = g_new0 (FwDialogue, 1);

  self->turns = g_array_new (FALSE, FALSE, sizeof (FwTurn));
  g_array_set_clear_func (self->turns, clear_turn);
  self->total_ms = -1;
  return self;
}

void
fw_dialogue_free (FwDialogue *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->lang);
  g_array_unref (self->turns);
  g_free (self);
}

void
fw_dialogue_add (FwDialogue *self, FwSpeaker by, gint64 from_ms, gint64 to_ms, char *text)
{
  const FwTurn turn = { self->turns->len, by, from_ms, to_ms, text };

  g_return_if_fail (text != NULL);

  self->timed |= from_ms >= 0;
  g_array_append_val (self->turns, turn);
}

static gint
compare_begin (gconstpointer a, gconstpointer b)
{
  const FwTurn *first = a, *second = b;

  if (first->from_ms != second->from_ms)
    return first->from_ms < second->from_ms ? -1 : 1;
  return (first->n > second->n) - (first->n < second->n);
}

void
fw_dialogue_finish (FwDialogue *self)
{
  g_return_if_fail (self != NULL);

  if (!self->timed)
    return;
  g_array_sort (self->turns, compare_begin);
  for (guint i = 0; i < self->turns->len; i++)
    g_array_index (self->turns, FwTurn, i).n = i;
}

FwSpeaker
fw_speaker_from_name (const char *name)
{
  static const char *const agents[] = { "agent", "internal", "坐席", "客服",
                                        "座席",  "advisor",  "rep",  "operator" };
  static const char *const customers[] = { "customer", "external", "客户",  "顾客",
                                           "用户",     "caller",   "client" };
  g_autofree char *folded = NULL;

  if (name == NULL)
    return FW_SPEAKER_ANY;
  folded = g_utf8_strdown (name, -1);
  g_strstrip (folded);
  for (guint i = 0; i < G_N_ELEMENTS (agents); i++)
    if (g_str_has_prefix (folded, agents[i]))
      return FW_SPEAKER_AGENT;
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    if (g_str_has_prefix (folded, customers[i]))
      return FW_SPEAKER_CUSTOMER;
  return FW_SPEAKER_ANY;
}

GArray *
fw_dialogue_find_silences (const FwDialogue *self, gint64 longer_ms)
{
  GArray *silences = g_array_new (FALSE, FALSE, sizeof (FwSilence));
  gint64 end = -1;

  g_return_val_if_fail (self != NULL, silences);

  if (!self->timed)
    return silences;
  for (guint i = 0; i <= self->turns->len; i++)
    {
      const FwTurn *turn = i < self->turns->len ? &g_array_index (self->turns, FwTurn, i) : NULL;
      const FwSilence silence = { end, turn != NULL ? turn->from_ms : self->total_ms };

      if (end >= 0 && silence.to_ms - end > longer_ms)
        g_array_append_val (silences, silence);
      if (turn != NULL)
        end = MAX (end, turn->to_ms);
    }
  return silences;
}
