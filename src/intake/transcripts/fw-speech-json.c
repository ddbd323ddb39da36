/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What speech analytics of others write, and our own lines. */
#include <string.h>

#include "core/fw-error.h"
#include "intake/transcripts/fw-transcripts.h"
#include "protocol/fw-json.h"

static gint64
find_ms (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  return json_node_get_value_type (node) == G_TYPE_INT64 ||
                 json_node_get_value_type (node) == G_TYPE_DOUBLE
             ? (gint64) CLAMP (json_node_get_double (node), -1, 9e15)
             : -1;
}

static JsonObject *
find_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
find_array (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
add_timed (FwDialogue *dialogue,
           guint i,
           FwSpeaker by,
           gint64 from,
           gint64 to,
           const char *text,
           GPtrArray *faults)
{
  if (text == NULL || from < 0 || to < from)
    fw_transcript_fault (faults, 1, "turn %u: expected a text, and a beginning not behind its end",
                         i);
  else if (*text != '\0')
    fw_dialogue_add (dialogue, by, from, to, g_strdup (text));
}

/* ---- Contact Lens ---- */

/* Some name the participant of a turn alone, and the role beside. */
static const char *
find_role (JsonObject *document, JsonObject *turn)
{
  const char *role = fw_json_find_text (turn, "ParticipantRole");
  const char *id = fw_json_find_text (turn, "ParticipantId");
  JsonArray *participants = find_array (document, "Participants");

  for (guint i = 0; role == NULL && id != NULL && participants != NULL &&
                    i < json_array_get_length (participants);
       i++)
    {
      JsonObject *one = fw_json_find_element (participants, i);

      if (one != NULL && g_strcmp0 (fw_json_find_text (one, "ParticipantId"), id) == 0)
        role = fw_json_find_text (one, "ParticipantRole");
    }
  return role != NULL ? role : id;
}

static void
read_contact_lens (FwDialogue *dialogue, JsonObject *document, JsonArray *turns, GPtrArray *faults)
{
  dialogue->total_ms = find_ms (find_object (document, "ConversationCharacteristics"),
                                "TotalConversationDurationMillis");
  dialogue->lang = g_strdup (fw_json_find_text (document, "LanguageCode"));
  for (guint i = 0; i < json_array_get_length (turns); i++)
    {
      JsonObject *turn = fw_json_find_element (turns, i);

      if (turn == NULL)
        fw_transcript_fault (faults, 1, "turn %u: expected an object", i);
      else
        add_timed (dialogue, i, fw_speaker_from_name (find_role (document, turn)),
                   find_ms (turn, "BeginOffsetMillis"), find_ms (turn, "EndOffsetMillis"),
                   fw_json_find_text (turn, "Content"), faults);
    }
}

/* ---- Genesys ---- */

static void
read_phrases (FwDialogue *dialogue, JsonArray *phrases, gint64 start, GPtrArray *faults)
{
  for (guint i = 0; i < json_array_get_length (phrases); i++)
    {
      JsonObject *phrase = fw_json_find_element (phrases, i);
      const char *text = phrase != NULL ? fw_json_find_text (phrase, "decoratedText") : NULL;
      const gint64 from = find_ms (phrase, "startTimeMs") - start;

      if (text == NULL && phrase != NULL)
        text = fw_json_find_text (phrase, "text");
      add_timed (dialogue, i,
                 fw_speaker_from_name (
                     phrase != NULL ? fw_json_find_text (phrase, "participantPurpose") : NULL),
                 from, from + MAX (find_ms (find_object (phrase, "duration"), "milliseconds"), 0),
                 text, faults);
    }
}

static void
read_genesys (FwDialogue *dialogue, JsonObject *document, JsonArray *transcripts, GPtrArray *faults)
{
  gint64 start = find_ms (document, "conversationStartTime");

  if (start < 0)
    start = MAX (find_ms (document, "startTime"), 0);
  dialogue->id = g_strdup (fw_json_find_text (document, "conversationId"));
  dialogue->total_ms = find_ms (find_object (document, "duration"), "milliseconds");
  for (guint i = 0; i < json_array_get_length (transcripts); i++)
    {
      JsonObject *transcript = fw_json_find_element (transcripts, i);
      JsonArray *phrases = find_array (transcript, "phrases");

      if (phrases == NULL)
        {
          fw_transcript_fault (faults, 1, "transcript %u: expected an object with “phrases”", i);
          continue;
        }
      if (dialogue->lang == NULL)
        dialogue->lang = g_strdup (fw_json_find_text (transcript, "language"));
      read_phrases (dialogue, phrases, start, faults);
    }
}

/* ---- ours ---- */

static gboolean
read_turns (FwDialogue *dialogue, JsonArray *turns, GError **error)
{
  for (guint i = 0; i < json_array_get_length (turns); i++)
    {
      JsonObject *turn = fw_json_find_element (turns, i);
      const char *text = turn != NULL ? fw_json_find_text (turn, "text") : NULL;

      if (text == NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                       "turn %u: expected an object with a “text”", i);
          return FALSE;
        }
      fw_dialogue_add (dialogue, fw_speaker_from_name (fw_json_find_text (turn, "by")),
                       find_ms (turn, "from_ms"),
                       MAX (find_ms (turn, "to_ms"), find_ms (turn, "from_ms")), g_strdup (text));
      if (json_object_has_member (turn, "n"))
        g_array_index (dialogue->turns, FwTurn, i).n = find_ms (turn, "n");
    }
  return TRUE;
}

static gboolean
read_ours (FwDialogue *dialogue, JsonObject *document, GError **error)
{
  const char *text = fw_json_find_text (document, "text");
  JsonArray *turns = find_array (document, "turns");

  dialogue->id = g_strdup (fw_json_find_text (document, "id"));
  dialogue->lang = g_strdup (fw_json_find_text (document, "lang"));
  dialogue->total_ms = find_ms (document, "total_ms");
  if (turns != NULL)
    return read_turns (dialogue, turns, error);
  if (text == NULL)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "expected a member “turns”, “text”, “Transcript” or “transcripts”");
      return FALSE;
    }
  dialogue->single = TRUE;
  fw_dialogue_add (dialogue, fw_speaker_from_name (fw_json_find_text (document, "by")), -1, -1,
                   g_strdup (text));
  return TRUE;
}

gboolean
fw_speech_json_read (
    FwDialogue *dialogue, const char *text, gsize length, GPtrArray *faults, GError **error)
{
  g_autoptr (JsonObject) document = NULL;

  g_return_val_if_fail (dialogue != NULL && text != NULL && faults != NULL, FALSE);

  document = fw_json_parse_object (text, length, error);
  if (document == NULL)
    return FALSE;
  if (find_array (document, "Transcript") != NULL)
    read_contact_lens (dialogue, document, find_array (document, "Transcript"), faults);
  else if (find_array (document, "transcripts") != NULL)
    read_genesys (dialogue, document, find_array (document, "transcripts"), faults);
  else
    return read_ours (dialogue, document, error);
  return TRUE;
}
