/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-transcript.h"

#include <string.h>

#include "core/fw-error.h"

static FwRecord *
derive (const char *said, const FwRecord *stored)
{
  FwRecord *record = fw_record_new (fw_kind_find ("transcript"), "t");

  fw_record_set_text (record, fw_record_find (record, "said"), said);
  fw_transcript_derive (stored, record);
  return record;
}

static void
expect (const char *said, const char *risk, const char *found)
{
  g_autoptr (FwRecord) record = derive (said, NULL);

  g_assert_cmpstr (fw_record_text (record, "risk"), ==, risk);
  g_assert_cmpstr (fw_record_text (record, "found"), ==, *found != '\0' ? found : NULL);
}

static void
assert_same (const char *said, const char *expected)
{
  g_autoptr (FwDialogue) dialogue = fw_transcript_read (said, NULL);
  g_autofree char *line = NULL;

  g_assert_nonnull (dialogue);
  line = fw_transcript_write (dialogue);
  g_assert_cmpstr (line, ==, expected);
}

static void
test_both_ways (void)
{
  static const char *const good[] = { "A Hello", "A@0-900 Hello ¶ C@1000-1000 Hi ¶ ?@2000-2500 x",
                                      "C ", "? 喂，你好" };
  static const char *const bad[] = { "",        "Hello",    "B Hello",    "A@5 x",
                                     "A@9-5 x", "A@-1-5 x", "A Hello ¶ ", "AHello" };
  g_autoptr (FwDialogue) broken = fw_dialogue_new ();
  g_autofree char *line = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FwDialogue) dialogue = fw_transcript_read (good[i], &error);
      g_autofree char *again = dialogue != NULL ? fw_transcript_write (dialogue) : NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_transcript_read (bad[i], &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
  assert_same ("A Hello¶C Hi", "A Hello ¶ C Hi");
  assert_same (" A Hello  ¶ C Hi ", "A Hello ¶ C Hi");
  /* What a line cannot hold is not in it, and does not part a turn in two. */
  fw_dialogue_add (broken, FW_SPEAKER_AGENT, -1, -1, g_strdup ("one\ntwo ¶ C three\xe2\x80\xa8"));
  line = fw_transcript_write (broken);
  g_assert_cmpstr (line, ==, "A one two | C three ");
}

static void
test_found (void)
{
  expect ("A Good morning, this is Wei speaking, how may I help you? ¶ C My kettle leaks.", "none",
          "");
  expect ("A What do you want? ¶ C My kettle leaks.", "greeting", "greeting 0 0 0");
  expect ("A 您好，请问有什么可以帮您？ ¶ C 我要投诉到消费者协会", "threat", "threat 1 5 10");
  /* The gravest counts, wherever it stands; a silence is longer than half a minute. */
  expect ("A@0-2000 您好，很高兴为您服务 ¶ C@33000-34000 喂 ¶ C@34100-35000 你这个傻逼", "abuse",
          "silence 0 2000 33000; abuse 2 3 5");
  expect ("A@0-2000 您好，很高兴为您服务 ¶ C@32000-34000 喂", "none", "");
}

/* Places are of the text as it is stored: what they mark is the phrase. */
static void
test_places (void)
{
  g_autoptr (FwRecord) record =
      derive ("A 您好，很高兴为您服务 ¶ C 我的电话是13800138000 ¶ C 你这个傻逼", NULL);
  g_autoptr (FwDialogue) dialogue = fw_transcript_read (fw_record_text (record, "said"), NULL);
  g_autoptr (GArray) list = fw_transcript_read_found (fw_record_text (record, "found"));
  const FwFound *found = &g_array_index (list, FwFound, 0);
  const char *text;
  g_autofree char *words = NULL;

  g_assert_cmpuint (list->len, ==, 1);
  text = g_array_index (dialogue->turns, FwTurn, found->turn).text;
  words = g_utf8_substring (text, found->from, found->to);
  g_assert_cmpstr (words, ==, "傻逼");
  g_assert_cmpint (fw_record_integer (record, "turns"), ==, 3);
}

static void
test_masked (void)
{
  g_autoptr (FwRecord) record = derive ("A 您好 ¶ C 我的电话是13800138000", NULL);
  g_autoptr (FwRecord) again = derive (fw_record_text (record, "said"), NULL);

  g_assert_null (strstr (fw_record_text (record, "said"), "13800138000"));
  g_assert_nonnull (strstr (fw_record_text (record, "said"), "我的电话是"));
  g_assert_cmpstr (fw_record_text (again, "said"), ==, fw_record_text (record, "said"));
}

/* What somebody was called to does not change under her when other rules come along. */
static void
test_kept (void)
{
  g_autoptr (FwRecord) stored = derive ("A What do you want?", NULL);
  g_autoptr (FwRecord) same = NULL, other = NULL;

  fw_record_set_text (stored, fw_record_find (stored, "found"), "threat 0 1 2");
  fw_record_set_text (stored, fw_record_find (stored, "risk"), "threat");
  same = derive ("A What do you want?", stored);
  other = derive ("A What do you need?", stored);
  g_assert_cmpstr (fw_record_text (same, "found"), ==, "threat 0 1 2");
  g_assert_cmpstr (fw_record_text (same, "risk"), ==, "threat");
  g_assert_cmpstr (fw_record_text (other, "risk"), ==, "greeting");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transcript/both-ways", test_both_ways);
  g_test_add_func ("/transcript/found", test_found);
  g_test_add_func ("/transcript/places", test_places);
  g_test_add_func ("/transcript/masked", test_masked);
  g_test_add_func ("/transcript/kept", test_kept);
  return g_test_run ();
}
