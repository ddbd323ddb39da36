/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A centre's own rules: written in the form of those that come with the program and read by the
 * same reader, refused where they match everything or take themselves back, and marked apart as
 * long as they are in the shadow. */
#include "core/quality/fw-own-rules.h"

#include <string.h>

#include "core/fw-error.h"

static void
set (FwRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  fw_record_parse (record, fw_record_find (record, field), fw_text (text), &error);
  g_assert_no_error (error);
}

static FwRecord *
make_rule (const char *id, const char *language, const char *marks, const char *terms)
{
  FwRecord *record = fw_record_new (fw_kind_find ("text-rule"), id);

  fw_record_set_fallbacks (record);
  set (record, "name", "Something");
  set (record, "language", language);
  set (record, "marks", marks);
  set (record, "terms", terms);
  fw_text_rule_derive (NULL, record);
  return record;
}

static void
set_state (FwRecord *record, const char *state)
{
  fw_record_set_text (record, fw_record_find (record, FW_KIND_STATE), state);
}

/* Returns: (transfer full): marks as a transcript keeps them. */
static char *
mark (const GPtrArray *records, const char *said, gboolean running)
{
  g_autoptr (FwDialogue) dialogue = fw_transcript_read (said, NULL);
  g_autoptr (FwOwnRules) rules =
      fw_own_rules_get (records, fw_dialogue_is_chinese (dialogue), running);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (FwOwnMark));

  fw_own_rules_mark (rules, dialogue, marks);
  return fw_own_rules_write (rules, marks);
}

static void
expect (const GPtrArray *records, const char *said, const char *expected)
{
  g_autofree char *marks = mark (records, said, TRUE);

  g_assert_cmpstr (marks, ==, expected);
}

static void
test_marks (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwRecord *wait = make_rule ("own wait", "en", "forbidden", "one moment|hold…line");
  FwRecord *late = make_rule ("late", "zh", "promise", "马上到");

  g_ptr_array_add (records, wait);
  g_ptr_array_add (records, late);
  set_state (wait, "draft");
  set_state (late, "shadow");
  expect (records, "A One moment, please", "");
  set_state (wait, "live");
  expect (records, "A One moment, please", "live forbidden 1 0 0 10 own wait");
  expect (records, "C One moment, please", ""); /* the agent says it */
  expect (records, "A Hello ¶ A Please hold the line", "live forbidden 1 1 7 20 own wait");
  expect (records, "A 马上到", "shadow promise 1 0 0 3 late");
  set (wait, "exclusion", "please");
  expect (records, "A One moment, please", "");
  set_state (wait, "retired");
  set (wait, "exclusion", "");
  expect (records, "A One moment", "");
}

/* What they say is read back as it was written. */
static void
test_both_ways (void)
{
  g_autoptr (GArray) list =
      fw_own_rules_read ("live threat 3 0 1 12 own wait; shadow abuse 1 4 0 2 "
                         "late; rest");
  const FwOwnFound *one = &g_array_index (list, FwOwnFound, 0),
                   *two = &g_array_index (list, FwOwnFound, 1);

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (one->rule, ==, "own wait");
  g_assert_true (one->live && !two->live);
  g_assert_cmpuint (one->version, ==, 3);
  g_assert_cmpuint (one->to, ==, 12);
  g_assert_cmpint (two->risk, ==, FW_TEXT_RISK_ABUSE);
  g_assert_cmpuint (two->turn, ==, 4);
}

static void
expect_refused (const char *field, const char *text, const char *sentence)
{
  g_autoptr (FwRecord) record = make_rule ("r1", "en", "forbidden", "not our problem");
  g_autoptr (GError) error = NULL;

  set (record, field, text);
  g_assert_false (fw_text_rule_check (record, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_refused (void)
{
  g_autoptr (FwRecord) good = make_rule ("r1", "en", "abuse", "<idiot> & co|clown*");
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_text_rule_check (good, &error)); /* whatever stands in it */
  g_assert_no_error (error);
  expect_refused ("terms", "…",
                  "terms: “…” matches everything: a term, or a part of it, has no letter");
  expect_refused ("terms", "late||soon", "terms: an empty term matches everything");
  expect_refused ("terms", "a",
                  "terms: “a” is one character: it would hit nearly every text that holds it");
  expect_refused ("unless", "r1", "unless: “r1” takes itself back over its unless: a loop");
  expect_refused ("unless", "nobody", "unless: “r1”: there is no rule “nobody”");
}

static void
test_versions (void)
{
  g_autoptr (FwRecord) first = make_rule ("r1", "en", "forbidden", "not our problem");
  g_autoptr (FwRecord) note = fw_record_copy (first), other = NULL;

  g_assert_cmpint (fw_record_integer (first, "version"), ==, 1);
  set (note, "note", "as agreed");
  set (note, "standing", "below");
  set (note, "figures", "0/9");
  fw_text_rule_derive (first, note);
  g_assert_cmpint (fw_record_integer (note, "version"), ==, 1);
  g_assert_cmpstr (fw_record_text (note, "standing"), ==, "below");
  other = fw_record_copy (note);
  set (other, "exclusion", "I am sorry");
  fw_text_rule_derive (note, other);
  g_assert_cmpint (fw_record_integer (other, "version"), ==, 2);
  g_assert_cmpstr (fw_record_text (other, "standing"), ==, "open");
  g_assert_true (fw_record_lacks (other, "figures"));
}

/* ---- in a transcript ---- */

static const GPtrArray *
list_rules (gpointer data, const char *kind)
{
  g_assert_cmpstr (kind, ==, "text-rule");
  return data;
}

static FwRecord *
read_said (GPtrArray *rules, const char *said, const FwRecord *stored)
{
  const FwKindLook look = { rules, NULL, list_rules, NULL };
  FwRecord *record = fw_record_new (fw_kind_find ("transcript"), "t");

  set (record, "said", said);
  fw_transcript_arrange (stored, record, &look);
  fw_transcript_derive (stored, record);
  return record;
}

static void
test_transcript (void)
{
  static const char said[] = "A Good morning, this is Wei speaking, how may I help you? ¶ C My "
                             "number is 13800138000 ¶ A One moment, please";
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  FwRecord *wait = make_rule ("wait", "en", "forbidden", "one moment");
  FwRecord *number = make_rule ("number", "en", "threat", "13800138000");
  g_autoptr (FwRecord) shadow = NULL, live = NULL, again = NULL;

  set (number, "speaker", "any");
  g_ptr_array_add (rules, wait);
  g_ptr_array_add (rules, number);
  set_state (wait, "shadow");
  set_state (number, "live");
  shadow = read_said (rules, said, NULL);
  g_assert_cmpstr (fw_record_text (shadow, "risk"), ==, "none"); /* the number is masked before */
  g_assert_true (fw_record_lacks (shadow, "found"));
  g_assert_cmpstr (fw_record_text (shadow, "rules_found"), ==, "shadow forbidden 1 2 0 10 wait");
  g_assert_cmpint (fw_record_integer (shadow, "rule_hits"), ==, 1);
  set_state (wait, "live");
  live = read_said (rules, said, NULL);
  g_assert_cmpstr (fw_record_text (live, "risk"), ==, "forbidden");
  g_assert_cmpstr (fw_record_text (live, "found"), ==, "forbidden 2 0 10");
  /* What stays keeps its verdict, whatever became of the rule. */
  again = read_said (rules, said, shadow);
  g_assert_cmpstr (fw_record_text (again, "risk"), ==, "none");
  g_assert_cmpstr (fw_record_text (again, "rules_found"), ==, "shadow forbidden 1 2 0 10 wait");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-rules/marks", test_marks);
  g_test_add_func ("/own-rules/both-ways", test_both_ways);
  g_test_add_func ("/own-rules/refused", test_refused);
  g_test_add_func ("/own-rules/versions", test_versions);
  g_test_add_func ("/own-rules/transcript", test_transcript);
  return g_test_run ();
}
