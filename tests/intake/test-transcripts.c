/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/transcripts/fw-transcripts.h"

#include <string.h>

#include "core/fw-error.h"
#include "core/quality/fw-text-rules.h"
#include "protocol/fw-json.h"

typedef struct
{
  GPtrArray *faults;
  GError *error;
  guint n_dialogues, n_turns;
  GString *said; /* "agent 0-1000 text; " */
  gint64 total_ms;
  GArray *silences;
} Read;

static void
take_cb (const FwDialogue *dialogue, gpointer user_data)
{
  static const char *const speakers[] = { "?", "agent", "customer" };
  Read *read = user_data;

  read->n_dialogues++;
  read->n_turns += dialogue->turns->len;
  read->total_ms = dialogue->total_ms;
  for (guint i = 0; i < dialogue->turns->len; i++)
    {
      const FwTurn *turn = &g_array_index (dialogue->turns, FwTurn, i);

      g_string_append_printf (read->said, "%s %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %s; ",
                              speakers[turn->by], turn->from_ms, turn->to_ms, turn->text);
    }
  g_clear_pointer (&read->silences, g_array_unref);
  read->silences = fw_dialogue_find_silences (dialogue, 30000);
}

static gboolean
read_bytes (Read *read, const char *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  *read = (Read){ .faults = g_ptr_array_new_with_free_func (g_free), .said = g_string_new (NULL) };
  return fw_transcripts_read ("call.vtt", bytes, NULL, take_cb, read, read->faults, &read->error);
}

static void
clear_read (Read *read)
{
  g_ptr_array_unref (read->faults);
  g_string_free (read->said, TRUE);
  g_clear_error (&read->error);
  g_clear_pointer (&read->silences, g_array_unref);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text, *said;
    guint faults;
  } cases[] = {
    { "WEBVTT\n\n00:01.000 --> 00:02.500 align:start\n<v Agent>a &amp; b\nc</v>\n",
      "agent 1000-2500 a & b c; ", 0 },
    { "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>hi</v><v Customer>yes\n",
      "agent 1000-2000 hi; customer 1000-2000 yes; ", 0 },
    { "1\r\n00:00:01,000 --> 00:00:02,000\r\n客户：我要\r\n退款\r\n\r\n",
      "customer 1000-2000 我要退款; ", 0 },
    /* Overlapping, and out of order. */
    { "WEBVTT\n\n00:05.000 --> 00:09.000\nb\n\n00:01.000 --> 00:07.000\na\n",
      "? 1000-7000 a; ? 5000-9000 b; ", 0 },
    /* Cut off in the middle of a cue's times, and of its text. */
    { "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:05.000 --> 0", "? 1000-2000 a; ", 1 },
    { "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ag", "? 1000-2000 <v Ag; ", 0 },
    { "WEBVTT\n\n00:03.000 --> 00:02.000\na\n\n00:05.000 --> 00:06.000\nb\n", "? 5000-6000 b; ",
      1 },
    { "{\"id\":\"d\",\"turns\":[{\"n\":0,\"by\":\"agent\",\"text\":\"a\"},{\"n\":1,\"by\":"
      "\"customer\",\"text\":\"b\"}]}\n{\"id\":\"s\",\"text\":\"c\"}\n",
      "agent -1--1 a; customer -1--1 b; ? -1--1 c; ", 0 },
    { "{\"id\":\"d\",\"text\":\"a\"}\n{\"id\":\"d\",\"te\n", "? -1--1 a; ", 1 },
    { "{\"id\":\"d\",\"turns\":[{\"by\":\"agent\"}]}\n", "", 1 },
    { "{\n\"Participants\":[{\"ParticipantId\":\"p\",\"ParticipantRole\":\"AGENT\"}],"
      "\n\"Transcript\":[{\"ParticipantId\":\"p\","
      "\"Content\":\"a\",\"BeginOffsetMillis\":5,\"EndOffsetMillis\":9},{\"ParticipantId\":\"p\","
      "\"Content\":\"b\"}]\n}",
      "agent 5-9 a; ", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Read read;

      g_test_message ("%u", i);
      g_assert_true (read_bytes (&read, cases[i].text, strlen (cases[i].text)));
      g_assert_no_error (read.error);
      g_assert_cmpstr (read.said->str, ==, cases[i].said);
      g_assert_cmpuint (read.faults->len, ==, cases[i].faults);
      clear_read (&read);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "hello", "{\n\"a\": 1\n", "{\n\"a\": 1\n}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Read read;

      g_assert_false (read_bytes (&read, texts[i], strlen (texts[i])));
      g_assert_error (read.error, FW_ERROR, FW_ERROR_INVALID);
      clear_read (&read);
    }
}

static void
test_encodings (void)
{
  static const char text[] = "WEBVTT\n\n00:01.000 --> 00:02.000\n客户:我要退款,你们到底管不管\n";
  static const char *const encodings[] = { "UTF-16", "GB18030", "UTF-8" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize length;
      g_autofree char *recoded = g_convert (text, -1, encodings[i], "UTF-8", NULL, &length, NULL);
      Read read;

      g_assert_true (read_bytes (&read, recoded, length));
      g_assert_cmpstr (read.said->str, ==, "customer 1000-2000 我要退款,你们到底管不管; ");
      clear_read (&read);
    }
}

static void
test_ten_hours (void)
{
  g_autoptr (GString) text = g_string_new ("WEBVTT\n\n");
  Read read;

  for (guint i = 0; i < 18000; i++)
    g_string_append_printf (text, "%02u:%02u:%02u.000 --> %02u:%02u:%02u.000\n<v Agent>turn %u\n\n",
                            i / 1800, i / 30 % 60, i % 30 * 2, i / 1800, i / 30 % 60,
                            i % 30 * 2 + 1, i);
  g_assert_true (read_bytes (&read, text->str, text->len));
  g_assert_cmpuint (read.n_turns, ==, 18000);
  g_assert_cmpuint (read.faults->len, ==, 0);
  clear_read (&read);
}

/* ---- ours ---- */

static void
check_timed (const char *folder, JsonObject *expected)
{
  g_autofree char *path =
      g_build_filename (folder, json_object_get_string_member (expected, "file"), NULL);
  JsonArray *turns = json_object_get_array_member (expected, "turns");
  JsonArray *silences =
      json_object_get_array_member (json_object_get_object_member (expected, "labels"), "silence");
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *text = NULL;
  gsize length;
  Read read;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (read_bytes (&read, text, length));
  for (guint i = 0; i < json_array_get_length (turns); i++)
    {
      JsonObject *turn = json_array_get_object_element (turns, i);

      g_string_append_printf (
          said, "%s %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %s; ",
          json_object_get_string_member (turn, "by"), json_object_get_int_member (turn, "from_ms"),
          json_object_get_int_member (turn, "to_ms"), json_object_get_string_member (turn, "text"));
    }
  g_assert_cmpstr (read.said->str, ==, said->str);
  /* Cues do not tell when the contact ended. */
  g_assert_cmpuint (read.silences->len, ==,
                    json_array_get_length (silences) - (read.total_ms < 0 ? 1 : 0));
  for (guint i = 0; i < read.silences->len; i++)
    {
      JsonObject *silence = json_array_get_object_element (silences, i);

      g_assert_cmpint (g_array_index (read.silences, FwSilence, i).from_ms, ==,
                       json_object_get_int_member (silence, "from"));
      g_assert_cmpint (g_array_index (read.silences, FwSilence, i).to_ms, ==,
                       json_object_get_int_member (silence, "to"));
    }
  clear_read (&read);
}

static void
test_timed (gconstpointer folder)
{
  g_autofree char *path = g_build_filename (folder, "expected.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autoptr (JsonObject) expected = fw_json_parse_object (lines[i], strlen (lines[i]), NULL);

      g_assert_nonnull (expected);
      if (strcmp (json_object_get_string_member (expected, "id"), "t01") != 0)
        check_timed (folder, expected);
    }
}

/* Of a label: right, false, missed. */
static void
count (guint counts[3], gboolean wanted, gboolean found)
{
  counts[found ? (wanted ? 0 : 1) : (wanted ? 2 : 0)] += found || wanted;
}

static gboolean
is_marked (
    FwTextJudge *judge, const FwTextRules *rules, const char *text, FwSpeaker by, FwLabel label)
{
  guint n;
  const FwRuleHit *hits = fw_text_judge_run (judge, text, strlen (text), by, TRUE, TRUE, &n);

  for (guint i = 0; i < n; i++)
    if (fw_text_rules_get (rules, hits[i].rule)->label == label)
      return TRUE;
  return FALSE;
}

static void
test_phrases (gconstpointer lang)
{
  g_autoptr (FwTextRules) rules = fw_text_rules_find (lang, NULL);
  g_autoptr (FwTextJudge) judge = fw_text_judge_new (rules);
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "text", "phrases.jsonl", NULL);
  static const struct
  {
    const char *member;
    FwLabel label;
  } labels[] = { { "forbidden", FW_LABEL_FORBIDDEN },
                 { "promise", FW_LABEL_PROMISE },
                 { "abuse", FW_LABEL_ABUSE } };
  guint counts[3][3] = { 0 };
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_autoptr (JsonObject) phrase = fw_json_parse_object (lines[i], strlen (lines[i]), NULL);
      const FwSpeaker by = fw_speaker_from_name (json_object_get_string_member (phrase, "by"));

      if (strcmp (json_object_get_string_member (phrase, "lang"), lang) != 0)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
        if (json_object_has_member (phrase, labels[k].member))
          {
            const gboolean wanted = fw_json_has (phrase, labels[k].member) &&
                                    (labels[k].label != FW_LABEL_ABUSE ||
                                     json_object_get_int_member (phrase, "abuse") > 0);

            count (counts[k], wanted,
                   is_marked (judge, rules, json_object_get_string_member (phrase, "text"), by,
                              labels[k].label));
          }
    }
  for (guint k = 0; k < G_N_ELEMENTS (labels); k++)
    {
      const double right = counts[k][0];

      g_assert_cmpfloat (right / (right + counts[k][1]), >=, 0.9);
      g_assert_cmpfloat (right / (right + counts[k][2]), >=, 0.8);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *timed = NULL;

  g_test_init (&argc, &argv, NULL);
  timed = g_test_build_filename (G_TEST_DIST, "data", "text", "timed", NULL);
  g_test_add_func ("/transcripts/forms", test_forms);
  g_test_add_func ("/transcripts/refused", test_refused);
  g_test_add_func ("/transcripts/encodings", test_encodings);
  g_test_add_func ("/transcripts/ten-hours", test_ten_hours);
  g_test_add_data_func ("/transcripts/timed", timed, test_timed);
  g_test_add_data_func ("/transcripts/phrases/zh", "zh", test_phrases);
  g_test_add_data_func ("/transcripts/phrases/en", "en", test_phrases);
  return g_test_run ();
}
