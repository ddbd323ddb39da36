/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may make a move, and why not. */
#include <glib/gi18n.h>

#include "core/access/fw-access.h"
#include "core/flow/fw-flow-case-private.h"

static const struct
{
  const char *name, *sentence;
} refusals[] = {
  [FW_FLOW_ALLOWED] = { "allowed", N_ ("This can be done.") },
  [FW_FLOW_CHANGED] = { "changed",
                        N_ ("Somebody changed this in the meantime. Look at it again.") },
  [FW_FLOW_NO_SUCH_MOVE] = { "no-such-move", N_ ("From the present state nothing leads there.") },
  [FW_FLOW_NOT_YOURS] = { "not-yours", N_ ("Others may do this; your roles do not allow it.") },
  [FW_FLOW_TWO_PERSONS] = { "two-persons",
                            N_ ("This needs a second person: you entered or changed it.") },
  [FW_FLOW_CONDITION] = { "condition", N_ ("A condition of this step is not fulfilled yet.") },
  [FW_FLOW_NO_REASON] = { "no-reason", N_ ("This is signed and needs a reason.") },
  [FW_FLOW_NO_VALUE] = { "no-value", N_ ("A value that this step asks for did not come with it.") },
  [FW_FLOW_NO_LIMIT] = { "no-limit", N_ ("A time limit that begins here is not set.") },
  [FW_FLOW_NO_EFFECT] = { "no-effect",
                          N_ ("What is to follow from this step cannot be done as things are.") },
};

const char *
fw_flow_refusal_to_name (FwFlowRefusal refusal)
{
  g_return_val_if_fail (refusal < G_N_ELEMENTS (refusals), NULL);

  return refusals[refusal].name;
}

const char *
fw_flow_refusal_to_sentence (FwFlowRefusal refusal)
{
  g_return_val_if_fail (refusal < G_N_ELEMENTS (refusals), NULL);

  return refusals[refusal].sentence;
}

const char *
fw_flow_refusal_find_sentence (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  for (guint i = FW_FLOW_CHANGED; i < G_N_ELEMENTS (refusals); i++)
    if (g_str_equal (error->message, refusals[i].sentence))
      return refusals[i].sentence;
  return NULL;
}

const char *
fw_flow_actor_person (const FwFlowActor *self)
{
  if (self == NULL)
    return "";
  return self->person != NULL ? self->person : self->account != NULL ? self->account : "";
}

static gboolean
is_author (const FwFlowCase *flow_case, const FwFlowActor *actor)
{
  const char *person = fw_flow_actor_person (actor);

  for (guint i = 0; i < flow_case->authors->len; i++)
    if (g_str_equal (flow_case->authors->pdata[i], person))
      return TRUE;
  return FALSE;
}

/* Of any step of it so far. */
static gboolean
is_signer (const FwFlowCase *flow_case, const FwFlowActor *actor)
{
  const char *person = fw_flow_actor_person (actor);

  for (guint i = 0; i < flow_case->entries->len; i++)
    {
      const FwFlowEntry *entry = flow_case->entries->pdata[i];
      const FwFlowActor signer = { entry->account, entry->person };

      if (entry->seal != NULL && g_str_equal (fw_flow_actor_person (&signer), person))
        return TRUE;
    }
  return FALSE;
}

/* "everyone" are people of the floor: neither machines nor agents, who see what is their own. */
static gboolean
is_everyone (const FwFlowActor *actor)
{
  FwRole role;

  for (guint i = 0; actor->is[i] != NULL; i++)
    if (fw_role_from_name (actor->is[i], &role) && (role & FW_ROLE_EVERYONE) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
actor_is (const FwFlowActor *actor, const FwFlowCase *flow_case, const char *word)
{
  if (g_str_equal (word, "author"))
    return is_author (flow_case, actor);
  if (g_str_equal (word, "signer"))
    return is_signer (flow_case, actor);
  if (actor->is == NULL)
    return FALSE;
  return g_str_equal (word, "everyone") ? is_everyone (actor) : g_strv_contains (actor->is, word);
}

gboolean
fw_flow_actor_is_one_of (const FwFlowActor *self, const FwFlowCase *flow_case, char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_str_equal (words[i], "server") && actor_is (self, flow_case, words[i]))
      return TRUE;
  return FALSE;
}

/* Whether it needs another one; what cannot be told is on the safe side. */
static gboolean
needs_another (const FwFlowCase *self,
               const FwFlowRecord *record,
               const FwFlowActor *actor,
               const FwFlowMove *move)
{
  return move->other_than != NULL && actor_is (actor, self, move->other_than) &&
         (move->other_than_if == NULL ||
          fw_flow_condition_ask (move->other_than_if, record->get, record->record) != FW_FLOW_NO);
}

FwFlowRefusal
fw_flow_case_judge (const FwFlowCase *self,
                    const FwFlowRecord *record,
                    const FwFlowActor *actor,
                    const FwFlowMove *move)
{
  g_return_val_if_fail (self != NULL && record != NULL && actor != NULL && move != NULL,
                        FW_FLOW_NOT_YOURS);

  if (self->state == NULL || !g_strv_contains ((const char *const *) move->from, self->state))
    return FW_FLOW_NO_SUCH_MOVE;
  if (!fw_flow_actor_is_one_of (actor, self, move->by))
    return FW_FLOW_NOT_YOURS;
  if (needs_another (self, record, actor, move))
    return FW_FLOW_TWO_PERSONS;
  if (move->condition != NULL &&
      fw_flow_condition_ask (move->condition, record->get, record->record) != FW_FLOW_YES)
    return FW_FLOW_CONDITION;
  return FW_FLOW_ALLOWED;
}
