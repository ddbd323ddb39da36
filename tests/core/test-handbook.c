/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is taken out of a case of the handbook, and how it is found: names against a regular
 * expression, scores against a count of word by word, on texts made by dice. */
#include "core/quality/fw-handbook.h"

#include "core/quality/fw-debrief.h"
#include "support/fw-test-record.h"

#define ROUNDS 2000

static const char *const tokens[] = { "Lin",  "lin",  "Line", "Wei", "Lin Wei", "欧阳", "欧阳娜",
                                      "说",   "娜",   " ",    ", ",  "0",       "é",    "refund",
                                      "退款", "Mark", "mark", "-",   "’s",      "林",   "." };

static char *
make_text (GRand *rand, guint most)
{
  GString *text = g_string_new (NULL);

  for (gint i = g_rand_int_range (rand, 0, (gint) most); i > 0; i--)
    g_string_append (text, tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))]);
  return g_string_free (text, FALSE);
}

/* ---- names ---- */

static gboolean
lay_mask (const GMatchInfo *match, GString *out, gpointer data)
{
  g_autofree char *found = g_match_info_fetch (match, 0);

  for (glong i = g_utf8_strlen (found, -1); i > 0; i--)
    g_string_append_c (out, '*');
  return FALSE;
}

/* Letters below U+2E80 are those of words. */
#define WORD "[\\p{L}\\p{N}]"
#define NARROW "(?![\\x{2E80}-\\x{10FFFF}])" WORD

static char *
hide_by_expression (const char *text, const char *name)
{
  g_autofree char *quoted = g_regex_escape_string (name, -1);
  const gboolean narrow = g_utf8_get_char (name) < 0x2e80;
  g_autofree char *pattern =
      narrow ? g_strdup_printf ("(?<![\\p{L}\\p{N}])%s(?!" NARROW ")", quoted) : g_strdup (quoted);
  g_autofree char *behind = NULL;
  g_autoptr (GRegex) regex = NULL;

  /* A wide character before a name ends the word: a look behind has one length, so both are said.
   */
  if (narrow)
    {
      behind = g_strdup_printf ("(?:(?<=[\\x{2E80}-\\x{10FFFF}])|(?<!" WORD "))%s(?!" NARROW ")",
                                quoted);
      regex = g_regex_new (behind, 0, 0, NULL);
    }
  else
    regex = g_regex_new (pattern, 0, 0, NULL);
  g_assert_nonnull (regex);
  return g_regex_replace_eval (regex, text, -1, 0, 0, lay_mask, NULL, NULL);
}

static void
test_names (void)
{
  static const char *const names[] = { "Lin", "Lin Wei", "欧阳娜", "Mark" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint hidden = 0, kept = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      const char *name = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
      g_auto (GStrv) parts = g_strsplit (name, " ", -1);
      g_autofree char *text = make_text (rand, 12);
      g_autofree char *expected = hide_by_expression (text, name);
      g_autofree char *found = fw_handbook_hide_name (text, name);

      for (char **part = parts; *part != NULL; part++)
        {
          char *next = hide_by_expression (expected, *part);

          g_free (expected);
          expected = next;
        }
      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpint (g_utf8_strlen (found, -1), ==, g_utf8_strlen (text, -1));
      hidden += !g_str_equal (found, text);
      kept += g_str_equal (found, text);
    }
  g_assert_cmpuint (MIN (hidden, kept), >, 200);
}

static void
test_no_names (void)
{
  static const char *const none[] = { NULL, "", " ", "林", "L" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *found = fw_handbook_hide_name ("林 L said", none[i]);

      g_assert_cmpstr (found, ==, "林 L said");
    }
}

/* ---- topics ---- */

static void
test_topics (void)
{
  static const struct
  {
    const char *text, *joined;
  } cases[] = {
    { NULL, "" },
    { " , ；、", "" },
    { "refund", "refund" },
    { " Refund ,promise; refund，退款、 ＲＥＦＵＮＤ", "Refund|promise|退款" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) topics = fw_handbook_read_topics (cases[i].text);
      g_autofree char *joined = g_strjoinv ("|", topics);

      g_assert_cmpstr (joined, ==, cases[i].joined);
    }
}

/* ---- to be found ---- */

static const char *const fields[] = { "title", "topics", "product", "situation",
                                      "done",  "right",  "lesson" };
static const guint worth[] = { 4, 3, 3, 1, 1, 1, 1 };

/* Words of small letters alone, so that nothing has to be folded. */
static guint
score_plainly (const FwRecord *record, char **words)
{
  guint sum = 0;

  for (char **word = words; *word != NULL; word++)
    {
      guint of_word = 0;

      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          const char *text = fw_record_text (record, fields[i]);
          g_auto (GStrv) around = g_strsplit (text != NULL ? text : "", *word, -1);

          if (g_strv_length (around) > 1)
            of_word += worth[i];
        }
      if (of_word == 0)
        return 0;
      sum += of_word;
    }
  return *words == NULL ? 1 : sum;
}

static char *
pick (GRand *rand, const char *const *list, gint n, gint most)
{
  GString *text = g_string_new (NULL);

  for (gint i = g_rand_int_range (rand, 0, most + 1); i > 0; i--)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            list[g_rand_int_range (rand, 0, n)]);
  return g_string_free (text, FALSE);
}

static void
test_scores (void)
{
  static const char *const written[] = { "refunds", "late", "退款到账", "kettle", "promise" };
  static const char *const asked[] = { "refund", "退款", "kettle", "late", "lateness" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint found = 0, missed = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("handbook-case"), "x");
      g_autofree char *question = pick (rand, asked, G_N_ELEMENTS (asked), 3);
      g_auto (GStrv) words = fw_handbook_read_words (question);
      g_auto (GStrv) plain = g_strsplit (question, " ", -1);
      guint score;

      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          g_autofree char *text = pick (rand, written, G_N_ELEMENTS (written), 2);

          fw_record_put_text (record, fields[i], *text != '\0' ? text : NULL);
        }
      score = fw_handbook_score (record, words);
      g_assert_cmpuint (score, ==, score_plainly (record, plain));
      found += score > 0;
      missed += score == 0;
    }
  g_assert_cmpuint (MIN (found, missed), >, 200);
}

static void
test_folded (void)
{
  g_autoptr (FwRecord) record = fw_test_record ("handbook-case", "x", "title", "Ｒｅｆｕｎｄ Ärger",
                                                "topics", "Promise, 退款", NULL);
  g_auto (GStrv) words = fw_handbook_read_words ("  REFUND ärger ");

  g_assert_cmpuint (fw_handbook_score (record, words), ==, 8);
  g_assert_true (fw_handbook_has_topic (record, "promise"));
  g_assert_true (fw_handbook_has_topic (record, "退款"));
  g_assert_false (fw_handbook_has_topic (record, "prom"));
}

/* ---- as it is written ---- */

typedef struct
{
  FwRecord *debrief, *person, *review;
} House;

static FwRecord *
find (gpointer data, const char *kind, const char *id)
{
  House *house = data;
  FwRecord *record = g_str_equal (kind, "debrief")  ? house->debrief
                     : g_str_equal (kind, "person") ? house->person
                     : g_str_equal (kind, "review") ? house->review
                                                    : NULL;

  return record != NULL && g_strcmp0 (fw_record_get_id (record), id) == 0 ? fw_record_ref (record)
                                                                          : NULL;
}

static void
expect (FwRecord *record, const char *field, const char *text)
{
  g_autofree char *found = fw_record_format (record, fw_record_find (record, field));

  g_assert_cmpstr (found, ==, text);
}

static void
house_init (House *house)
{
  house->person = fw_test_record ("person", "p1", "name", "Lin Wei", NULL);
  house->review = fw_test_record ("review", "v1", "person", "p1", "contact", "pbx/7", "day",
                                  "2026-03-02", NULL);
  house->debrief = fw_test_record ("debrief", "d1", "person", "p1", "title", "Lin promised", "done",
                                   "Lin called 13800138000", "right", "Ask first", "topics",
                                   "promise，Refund、promise", NULL);
}

static void
house_clear (House *house)
{
  fw_record_unref (house->debrief);
  fw_record_unref (house->person);
  fw_record_unref (house->review);
}

static void
test_case (void)
{
  House house;
  const FwKindLook look = { &house, find, NULL, NULL };
  g_autoptr (FwRecord) made = NULL, again = NULL, other = NULL;

  house_init (&house);
  made = fw_handbook_make (house.debrief);
  fw_handbook_arrange (NULL, made, &look);
  fw_handbook_derive (NULL, made);
  g_assert_cmpstr (fw_record_get_id (made), ==, "d1");
  expect (made, "title", "*** promised");
  expect (made, "done", "*** called 138****8000");
  expect (made, "topics", "promise, Refund");
  expect (made, "version", "1");

  again = fw_record_copy (made);
  fw_handbook_arrange (made, again, &look);
  fw_handbook_derive (made, again);
  expect (again, "version", "1");
  other = fw_record_copy (made);
  fw_test_record_set (other, "right", "Ask Wei first");
  fw_handbook_arrange (made, other, &look);
  fw_handbook_derive (made, other);
  expect (other, "right", "Ask *** first");
  expect (other, "version", "2");
  fw_test_record_set (other, "version", "7");
  fw_handbook_derive (made, other);
  expect (other, "version", "2");
  house_clear (&house);
}

static void
test_debrief (void)
{
  House house;
  const FwKindLook look = { &house, find, NULL, NULL };
  g_autoptr (FwRecord) record =
      fw_test_record ("debrief", "d2", "matter", "Said 13800138000", "person", "p2", "contact",
                      "pbx/8", "day", "2026-03-09", "review", "v1", NULL);
  g_autoptr (FwRecord) later = NULL;

  house_init (&house);
  fw_debrief_arrange (NULL, record, &look);
  fw_debrief_derive (NULL, record);
  expect (record, "person", "p1");
  expect (record, "contact", "pbx/7");
  expect (record, "day", "2026-03-02");
  expect (record, "matter", "Said 138****8000");
  expect (record, "name", "Lin Wei · Said 138****8000");
  expect (record, "happened", "");
  expect (record, "review", "v1");
  /* Other graders are not to know of a review that is closed to them. */
  fw_test_record_set (house.review, "closed", "yes");
  fw_debrief_arrange (NULL, record, &look);
  expect (record, "review", "");
  expect (record, "contact", "pbx/7");
  /* What it is about was settled as it began. */
  later = fw_record_copy (record);
  fw_test_record_set (later, "contact", "pbx/9");
  fw_debrief_arrange (record, later, &look);
  expect (later, "contact", "pbx/9");
  house_clear (&house);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handbook/names", test_names);
  g_test_add_func ("/handbook/no-names", test_no_names);
  g_test_add_func ("/handbook/topics", test_topics);
  g_test_add_func ("/handbook/scores", test_scores);
  g_test_add_func ("/handbook/folded", test_folded);
  g_test_add_func ("/handbook/case", test_case);
  g_test_add_func ("/handbook/debrief", test_debrief);
  return g_test_run ();
}
