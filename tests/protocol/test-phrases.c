/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-phrases.h"

#include <string.h>

/* A language that shouts: letters become capitals, and some formats turn their texts around. */
static const char *const formats[] = {
  "%s: %s",
  "%s, %s",
  "%s: expected %s",
  "since: expected a day",
  "line %s: %s",
  "line %s: expected a row",
  "one of %s",
  "%s to %s",
  "%s “%s” is there",
  "\"%s\" in %s",
  "%s of %s rows",
  "at most 5 %% of %s",
  "is there already",
  "%s “%s” %s",
  "%s is apart from %s of it",
};

static const char *
translate (const char *format, gpointer user_data)
{
  if (g_str_equal (format, "%s of %s rows"))
    return "ROWS %2$s, %1$s";
  if (g_str_equal (format, "since: expected a day"))
    return "SINCE: A DAY, 100%";
  if (g_str_equal (format, "%s: expected %s"))
    return "%s: EXPECTED %s";
  if (g_str_equal (format, "%s is apart from %s of it"))
    return "%s与%s不同";
  if (g_str_equal (format, "line %s: %s"))
    return "LINE %s: %s";
  if (g_str_equal (format, "line %s: expected a row"))
    return "LINE %s: A ROW";
  if (g_str_equal (format, "one of %s"))
    return "ONE OF %s";
  if (g_str_equal (format, "%s to %s"))
    return "%s TO %s";
  if (g_str_equal (format, "%s “%s” is there"))
    return "%s “%s” IS THERE, %3$s%9$s%";
  if (g_str_equal (format, "\"%s\" in %s"))
    return "IN %2$s: \"%1$s\"";
  if (g_str_equal (format, "at most 5 %% of %s"))
    return "AT MOST 5 %% OF %s";
  if (g_str_equal (format, "is there already"))
    return "IS THERE";
  if (g_str_equal (format, "%s “%s” %s"))
    return "%s “%s” %s";
  if (g_str_equal (format, "%s, %s"))
    return "%s + %s";
  return NULL; /* "%s: %s" has no translation */
}

static const char *
name (const char *text, gpointer user_data)
{
  return g_str_equal (text, "team") ? "TEAM" : g_str_equal (text, "day") ? "DAY" : NULL;
}

typedef struct
{
  FwPhrases *phrases;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->phrases = fw_phrases_new (formats, G_N_ELEMENTS (formats), translate, name, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  fw_phrases_free (self->phrases);
}

static void
check (Fixture *self, const char *sentence, const char *expected)
{
  g_autofree char *said = fw_phrases_translate (self->phrases, sentence);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_whole (Fixture *self, gconstpointer data)
{
  check (self, "since: expected a day", "SINCE: A DAY, 100%");
  check (self, "is there already", "IS THERE");
  check (self, "since: expected a da", "since: EXPECTED a da");
  check (self, "", "");
  check (self, "nobody says this", "nobody says this");
  check (self, "team", "team"); /* a name alone is no sentence */
}

static void
test_nested (Fixture *self, gconstpointer data)
{
  check (self, "line 7: since: expected a day", "LINE 7: SINCE: A DAY, 100%");
  check (self, "line 7: team: expected one of a, b", "LINE 7: TEAM: EXPECTED ONE OF a, b");
  check (self, "team “7”: since: expected a day", "team “7”: SINCE: A DAY, 100%");
  check (self, "team “7” is there already", "TEAM “7” IS THERE");
}

static void
test_positions (Fixture *self, gconstpointer data)
{
  check (self, "3 of 12 rows", "ROWS 12, 3");
  check (self, "\"Zoë\" in GB18030", "IN GB18030: \"Zoë\"");
  /* A position that there is not, and a percent sign at the end. */
  check (self, "team “a” is there", "TEAM “a” IS THERE, %");
}

static void
test_percent (Fixture *self, gconstpointer data)
{
  check (self, "at most 5 % of team", "AT MOST 5 % OF TEAM");
  check (self, "at most 5 %% of team", "at most 5 %% of team");
  check (self, "at most 5 % of %s and %2$s", "AT MOST 5 % OF %s and %2$s");
}

/* The heavier format wins, and of texts the first place where what follows begins. */
static void
test_ambiguous (Fixture *self, gconstpointer data)
{
  check (self, "line 4: expected a row", "LINE 4: A ROW");
  check (self, "line 4: expected a row of it", "line 4: EXPECTED a row of it");
  check (self, "a: expected b: expected day", "a: EXPECTED b: EXPECTED DAY");
}

/* What stands in quotes is somebody's own words, whatever they are. */
static void
test_quoted (Fixture *self, gconstpointer data)
{
  check (self, "day “team” is there", "DAY “team” IS THERE, %");
  check (self, "team “is there already” is there already", "TEAM “is there already” IS THERE");
  check (self, "\"since: expected a day\" in team", "IN TEAM: \"since: expected a day\"");
  check (self, "\"since: expected a day, is there already\" in team, \"a\" in day",
         "IN TEAM: \"since: expected a day, is there already\" + IN DAY: \"a\"");
  check (self, "team “a” is there” is there", "TEAM “a” is there” IS THERE, %");
}

/* Signs alone join everything: they count where what they join is known. Names in a list are what
 * is to be written. */
static void
test_weak (Fixture *self, gconstpointer data)
{
  check (self, "/tmp/x: permission denied", "/tmp/x: permission denied");
  check (self, "failed to open", "failed to open");
  check (self, "day: expected 1 to 5", "DAY: EXPECTED 1 TO 5");
  check (self, "day: expected one of day, team", "DAY: EXPECTED ONE OF day, team");
  check (self, "day: expected since: expected a day, is there already",
         "DAY: EXPECTED SINCE: A DAY, 100% + IS THERE");
  check (self, "day: expected is there already, \"a, is there already\"",
         "DAY: EXPECTED is there already, \"a, is there already\"");
  check (self, "a “b” c", "a “b” c");
}

static void
test_utf8 (Fixture *self, gconstpointer data)
{
  check (self, "行: expected 一天", "行: EXPECTED 一天");
  check (self, "班组 “早班” is there", "班组 “早班” IS THERE, %");
  check (self, "\xff\xfe: expected \x80", "\xff\xfe: EXPECTED \x80");
}

/* Letters and figures stand apart from Chinese characters, these do not from each other. */
static void
test_apart (Fixture *self, gconstpointer data)
{
  check (self, "a1 is apart from b2 of it", "a1 与 b2 不同");
  check (self, "甲 is apart from 乙 of it", "甲与乙不同");
  check (self, "“a” is apart from (b) of it", "“a”与(b)不同");
  check (self, " is apart from  of it", "与不同");
}

/* Sentences that are made to be read again and again: each ends, and what is too deep stays. */
static void
test_hostile (Fixture *self, gconstpointer data)
{
  static const char *const parts[] = { ": ",          ", ",      " “", "” ",       "line ",
                                       ": expected ", "line : ", "a",  " to , : ", "%s" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
      {
        g_autoptr (GString) text = g_string_new ("line 1: ");
        g_autofree char *said = NULL;

        while (text->len < 64 * 1024)
          {
            g_string_append (text, parts[i]);
            g_string_append (text, parts[j]);
          }
        said = fw_phrases_translate (self->phrases, text->str);
        g_assert_cmpint (strlen (said), >=, strlen ("LINE 1: "));
      }
}

/* The end of a long text is found as that of a short one is. */
static void
test_long (Fixture *self, gconstpointer data)
{
  g_autofree char *own = g_strnfill (1024 * 1024, 'x');
  g_autofree char *sentence = g_strdup_printf ("team “%s” is there already", own);
  g_autofree char *expected = g_strdup_printf ("TEAM “%s” IS THERE", own);

  check (self, sentence, expected);
}

/* Several sentences, each on a line. */
static void
test_lines (Fixture *self, gconstpointer data)
{
  check (self, "line 1: is there already\nis there already\n\nx\n",
         "LINE 1: IS THERE\nIS THERE\n\nx\n");
  check (self, "line 1\n: is there already", "line 1\n: IS THERE");
}

static void
test_empty (void)
{
  g_autoptr (FwPhrases) none = fw_phrases_new (NULL, 0, translate, name, NULL);
  g_autofree char *said = fw_phrases_translate (none, "line 1: team");

  g_assert_cmpstr (said, ==, "line 1: team");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/phrases/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("whole", test_whole);
  ADD ("nested", test_nested);
  ADD ("positions", test_positions);
  ADD ("percent", test_percent);
  ADD ("ambiguous", test_ambiguous);
  ADD ("quoted", test_quoted);
  ADD ("weak", test_weak);
  ADD ("utf8", test_utf8);
  ADD ("apart", test_apart);
  ADD ("hostile", test_hostile);
  ADD ("long", test_long);
  ADD ("lines", test_lines);
  g_test_add_func ("/phrases/empty", test_empty);
  return g_test_run ();
}
