/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A move of a refund: what happened to it before, and what becomes of the try. */
#include "ctl/fw-clock-replay-private.h"

#include "core/fw-error.h"

typedef struct
{
  FwFlowCase *flow_case;
  GHashTable *fields; /* of JsonNode by name; policies as "policy.NAME" */
  GPtrArray *notices;
} Refund;

static FwFlowValue
get_value (gpointer record, const char *name)
{
  Refund *self = record;
  JsonNode *node = g_hash_table_lookup (self->fields, name);
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FW_FLOW_VALUE_EMPTY;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    return (FwFlowValue){ FW_FLOW_NUMBER, json_node_get_double (node), NULL };
  if (type == G_TYPE_STRING)
    return (FwFlowValue){ FW_FLOW_TEXT, 0, json_node_get_string (node) };
  return FW_FLOW_VALUE_EMPTY;
}

static void
set_fields (Refund *self, JsonObject *from, const char *prefix, GStrvBuilder *changed)
{
  const char *member;
  JsonObjectIter iter;
  JsonNode *node;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &member, &node))
    {
      char *name = g_strconcat (prefix, member, NULL);
      JsonNode *before = g_hash_table_lookup (self->fields, name);

      if (before == NULL ? !JSON_NODE_HOLDS_NULL (node) : !json_node_equal (before, node))
        g_strv_builder_add (changed, name);
      g_hash_table_insert (self->fields, name, json_node_copy (node));
    }
}

/* What is told has no moments; one follows on the other. */
static FwFlowTime
get_time (const Refund *self)
{
  return FW_FLOW_TIME ((gint64) self->flow_case->revision * FW_SECOND);
}

static gboolean
make_happened (Refund *self, JsonObject *entry, const FwFlowActor *actor, GError **error)
{
  const FwFlowRecord record = { get_value, NULL, self };
  const char *to, *request = fw_json_find_text (entry, "request");
  FwFlowAnswer *answer;

  if (!fw_json_get_text (entry, "to", &to, error) ||
      !fw_flow_case_happen (self->flow_case, &record, actor, to, FALSE, get_time (self),
                            self->notices, error))
    return FALSE;
  if (request == NULL)
    return TRUE;

  answer = g_new0 (FwFlowAnswer, 1);
  answer->done = TRUE;
  answer->state = g_strdup (self->flow_case->state);
  answer->revision = self->flow_case->revision;
  g_hash_table_insert (self->flow_case->requests, g_strdup (request), answer);
  return TRUE;
}

static gboolean
replay_entry (Refund *self, JsonObject *entry, GError **error)
{
  const FwFlowRecord record = { get_value, NULL, self };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;
  FwFlowActor actor = { 0 };
  const char *what;
  JsonObject *set;

  if (!fw_json_get_text (entry, "person", &actor.person, error) ||
      !fw_json_get_text (entry, "what", &what, error))
    return FALSE;
  if (g_str_equal (what, "enter") != (self->flow_case->state == NULL))
    return fw_json_refuse (error, "history", "“enter” once, and first");
  if (g_str_equal (what, "move"))
    return make_happened (self, entry, &actor, error);
  if (!g_str_equal (what, "enter") && !g_str_equal (what, "change"))
    return fw_json_refuse (error, "what", "enter, change or move");
  if (!fw_json_get_object (entry, "set", &set, error))
    return FALSE;

  set_fields (self, set, "", builder);
  changed = g_strv_builder_end (builder);
  if (self->flow_case->state == NULL)
    return fw_flow_case_begin (self->flow_case, &record, &actor, get_time (self), self->notices,
                               error);
  return fw_flow_case_edit (self->flow_case, &record, &actor, (const char *const *) changed,
                            get_time (self), self->notices, error);
}

static gboolean
replay_history (Refund *self, JsonObject *line, GError **error)
{
  JsonArray *history;

  if (!fw_json_get_array (line, "history", &history, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (history); i++)
    {
      JsonObject *entry = fw_json_find_element (history, i);

      if (entry == NULL)
        return fw_json_refuse (error, "history", "an array of objects");
      if (!replay_entry (self, entry, error))
        {
          g_prefix_error (error, "history, entry %u: ", i + 1);
          return FALSE;
        }
    }
  return self->flow_case->state != NULL || fw_json_refuse (error, "history", "“enter” at least");
}

static FwFlowAnswer *
try_move (Refund *self, JsonObject *line, GError **error)
{
  const FwFlowRecord record = { get_value, NULL, self };
  g_auto (GStrv) roles = NULL;
  FwFlowAsk ask = { .time = get_time (self) };
  gint64 based_on = 0;
  JsonObject *object;

  if (!fw_json_get_object (line, "try", &object, error) ||
      !fw_json_get_text (object, "person", &ask.actor.person, error) ||
      !fw_json_get_text (object, "to", &ask.to, error) ||
      (fw_json_has (object, "based_on") &&
       !fw_json_get_integer (object, "based_on", &based_on, error)))
    return NULL;
  if (based_on < 0 || based_on > G_MAXUINT)
    {
      fw_json_refuse (error, "based_on", "a revision");
      return NULL;
    }
  roles = fw_json_find_texts (object, "roles");
  ask.actor.account = fw_json_find_text (object, "account");
  ask.actor.is = (const char *const *) roles;
  ask.request = fw_json_find_text (object, "request");
  ask.reason = fw_json_find_text (object, "reason");
  ask.based_on = (guint) based_on;
  return fw_flow_case_move (self->flow_case, &record, &ask, self->notices);
}

static gboolean
play (Refund *self, JsonObject *line, FwJsonWriter *out, GError **error)
{
  g_autoptr (GStrvBuilder) ignored = g_strv_builder_new ();
  g_autoptr (FwFlowAnswer) answer = NULL;
  JsonObject *policy;

  if (fw_json_has (line, "policy"))
    {
      if (!fw_json_get_object (line, "policy", &policy, error))
        return FALSE;
      set_fields (self, policy, "policy.", ignored);
    }
  if (!replay_history (self, line, error) || (answer = try_move (self, line, error)) == NULL)
    return FALSE;
  if (answer->done)
    fw_json_member_text (out, "done", answer->before ? "before" : "now");
  else
    fw_json_member_text (out, "refused", fw_flow_refusal_to_name (answer->refusal));
  fw_json_member_text (out, "state", answer->state);
  fw_json_member_integer (out, "revision", answer->revision);
  return TRUE;
}

gboolean
fw_replay_move (FwClockReplay *self, JsonObject *line, FwJsonWriter *out, GError **error)
{
  g_autoptr (FwFlow) flow = fw_flow_find ("refund", error);
  Refund refund = { 0 };
  gboolean done;

  if (flow == NULL)
    return FALSE;
  refund.flow_case = fw_flow_case_new (flow);
  refund.fields =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  refund.notices = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  done = play (&refund, line, out, error);
  fw_flow_case_free (refund.flow_case);
  g_hash_table_unref (refund.fields);
  g_ptr_array_unref (refund.notices);
  return done;
}
