/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "core/kind/fw-kind-parse.h"
#include "core/kind/fw-record.h"
#include "core/people/fw-directory.h"

static guint
find (const FwKind *kind, const char *name)
{
  gint field = fw_kind_find_field (kind, name);

  g_assert_cmpint (field, >=, 0);
  return (guint) field;
}

static void
set (FwRecord *record, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;

  fw_record_parse (record, find (fw_record_get_kind (record), name), fw_text (text), &error);
  g_assert_no_error (error);
}

/* That a description is whole in itself is seen to where it is read; here, what holds of all of
 * them. */
static void
test_descriptions (void)
{
  guint n_accounts = 0;

  for (const FwKind *const *p = fw_kinds (); *p != NULL; p++)
    {
      const FwKind *kind = *p;

      g_assert_true (fw_kind_find (kind->name) == kind);
      g_assert_false (fw_kind_is_own (kind));
      n_accounts += kind->accounts ? 1 : 0;
      for (guint i = 0; i < kind->n_fields; i++)
        {
          const FwField *field = &kind->fields[i];

          g_assert_cmpint (fw_kind_find_field (kind, field->name), ==, (gint) i);
          g_assert_false (g_str_has_prefix (field->name, FW_FIELD_OWN));
          if (field->type == FW_FIELD_ENUM)
            g_assert_cmpuint (g_strv_length ((char **) field->values), ==,
                              g_strv_length ((char **) field->labels));
          /* What counts follows from what counts alone: else the floor would miss a change. */
          if (kind->counts && field->to != NULL)
            g_assert_true (fw_kind_find (field->to)->counts);
        }
    }

  g_assert_cmpuint (n_accounts, ==, 1);
  g_assert_null (fw_kind_find ("nosuch"));
  g_assert_null (fw_kind_find (NULL));
}

#define KIND(more) "<kind name='x' label='X' plural='Xs' read='everyone' write='hr'" more ">\n"
#define NAME "<field name='name' type='text' label='Name'/>\n"
#define LIST "<list columns='name' order='name'/>\n"
#define END "</kind>"

static void
test_parse (void)
{
  static const char text[] = KIND (
      " title='what' counts='yes' scope='by-team'") "<!-- A reason. -->\n"
                                                    "<field name='what' type='text' label='What' "
                                                    "hint='in a word' required='yes' max='12' "
                                                    "unique='yes'/>\n"
                                                    "<field name='site' type='ref' to='site' "
                                                    "label='Site'/>\n"
                                                    "<field name='team' type='ref' to='team' "
                                                    "label='Team' same-site='yes' indexed='yes'/>\n"
                                                    "<field name='how' type='enum' label='How' "
                                                    "fallback='b' read='hr' write='hr trainer'>\n"
                                                    "  <value name='a' label='One'/><value "
                                                    "name='b' label='Two'/>\n"
                                                    "</field>\n"
                                                    "<field name='size' type='number' label='Size' "
                                                    "minimum='-1.5' maximum='2'/>\n"
                                                    "<list columns='what how' order='what "
                                                    "team'/>\n" END;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwKind) kind = fw_kind_parse ("x.xml", text, strlen (text), fw_kinds (), &error);
  const FwField *how;

  g_assert_no_error (error);
  g_assert_cmpstr (kind->name, ==, "x");
  g_assert_cmpstr (kind->title, ==, "what");
  g_assert_true (kind->counts && !kind->dated && !kind->accounts && kind->check == NULL);
  g_assert_cmpint (kind->scope, ==, FW_SCOPE_BY_TEAM);
  g_assert_cmpint (kind->read, ==, FW_ROLE_EVERYONE);
  g_assert_cmpint (kind->write, ==, FW_ROLE_HR);
  g_assert_cmpuint (kind->n_fields, ==, 5);
  g_assert_cmpstr (kind->columns[1], ==, "how");
  g_assert_cmpstr (kind->orders[1], ==, "team");
  g_assert_true (kind->fields[0].required && kind->fields[0].unique && kind->fields[0].max == 12);
  g_assert_true (kind->fields[2].same_site && kind->fields[2].indexed);
  how = &kind->fields[3];
  g_assert_cmpint (how->type, ==, FW_FIELD_ENUM);
  g_assert_cmpstr (how->values[1], ==, "b");
  g_assert_cmpstr (how->labels[1], ==, "Two");
  g_assert_null (how->values[2]);
  g_assert_cmpint (how->write, ==, FW_ROLE_HR | FW_ROLE_TRAINER);
  g_assert_cmpfloat (kind->fields[4].minimum, ==, -1.5);
}

/* Each says where, and what was expected. */
static void
test_wrong (void)
{
  static const struct
  {
    const char *text, *says;
  } wrong[] = {
    { "", "x.xml:1: " },
    { "<kind", "x.xml:1: " },
    { "<kinds/>", "x.xml:1: <kinds> does not belong here" },
    { KIND ("") NAME LIST, "x.xml:4: " },
    { "<kind name='x'/>", "x.xml:1: a kind needs “label”" },
    { KIND (" colour='red'") NAME LIST END, "x.xml:1: a kind has no “colour”" },
    { KIND (" read='hr'") NAME LIST END, "x.xml:1: read stands there twice" },
    { KIND (" scope='here'") NAME LIST END, "x.xml:1: there is no scope “here”" },
    { KIND (" scope='by-team'") NAME LIST END, "x.xml:1: its scope needs the field “team”" },
    { KIND (" scope='by-site'") NAME LIST END, "x.xml:1: its scope needs the field “site”" },
    { KIND (" check='nosuch'") NAME LIST END, "x.xml:1: there is no check “nosuch”" },
    { KIND (" dated='yes'") NAME LIST END, "x.xml:1: a dated kind needs “since”" },
    { KIND (" dated='perhaps'") NAME LIST END, "x.xml:1: dated: expected yes or no" },
    { KIND (" title='what'") NAME LIST END, "x.xml:1: there is no text “what”" },
    { KIND (" source='name'") NAME LIST END, "x.xml:1: source: expected id" },
    { KIND (" accounts='yes'") NAME LIST END, "x.xml:1: “account” has the accounts already" },
    { KIND (" closed='name'") NAME LIST END, "x.xml:1: closed: expected a yes or no" },
    { KIND (" whose='id name'") NAME LIST END, "x.xml:1: whose: there is no reference “name”" },
    { "<kind name='x' label='X' plural='Xs' read='agent hr' write='hr' scope='by-team'>" NAME
      "<field name='team' type='ref' to='team' label='T'/>" LIST END,
      "x.xml:1: read: an agent reads what is hers" },
    { "<kind name='x' label='X' plural='Xs' read='hr' write='agent'>" NAME LIST END,
      "x.xml:1: write: an agent writes no records" },
    { KIND (" happens='name' happened='name'") NAME LIST END, "x.xml:1: happens: expected a date" },
    { KIND (" happened='name'") NAME LIST END, "x.xml:1: happens: expected a date" },
    { KIND (" happens='d' happened='gone'") NAME "<field name='d' type='date' label='D'/>" LIST END,
      "x.xml:1: happened: there is no field or state “gone”" },
    { KIND ("") LIST END, "x.xml:1: expected 1 to 48 fields" },
    { KIND ("") NAME END, "x.xml:1: a kind needs a <list>" },
    { KIND ("") NAME LIST LIST END, "x.xml:4: a kind has one list" },
    { KIND ("") NAME "words\n" LIST END, "text does not belong here" },
    { KIND ("") NAME NAME LIST END, "x.xml:3: there is a “name” already" },
    { KIND ("") NAME "<list columns='name nosuch' order='name'/>" END,
      "x.xml:3: columns: there is no field “nosuch”" },
    { KIND ("") NAME "<list columns='name name' order='name'/>" END,
      "x.xml:3: columns: “name” stands there twice" },
    { KIND ("") NAME "<list columns='name' order=' '/>" END, "x.xml:3: order: expected a field" },
    { "<kind name='team' label='X' plural='Xs' read='everyone' write='hr'>" NAME LIST END,
      "x.xml:1: there is a kind “team” already" },
    { "<kind name='X' label='X' plural='Xs' read='everyone' write='hr'>" NAME LIST END,
      "x.xml:1: “X”: expected lower case" },
    { "<kind name='x' label='X' plural='Xs' read='king' write='hr'>" NAME LIST END,
      "x.xml:1: there is no role “king”" },
    { "<kind name='x' label='X' plural='Xs' read='feed' write='hr'>" NAME LIST END,
      "x.xml:1: there is no role “feed”" },
    { "<kind name='x' label='' plural='Xs' read='hr' write='hr'>" NAME LIST END,
      "x.xml:1: label is empty" },
  };
  static const struct
  {
    const char *field, *says;
  } fields[] = {
    { "<field name='id' type='text' label='F'/>", "“id”: expected lower case" },
    { "<field name='f' type='colour' label='F'/>", "there is no type “colour”" },
    { "<field name='f' type='ref' label='F'/>", "“f”: a field of type ref needs “to”" },
    { "<field name='f' type='text' to='team' label='F'/>", "type text has no “to”" },
    { "<field name='f' type='ref' to='x' label='F'/>", "there is no kind “x”" },
    { "<field name='f' type='enum' label='F'/>", "“f”: a field of type enum needs values" },
    { "<field name='f' type='enum' values='nosuch' label='F'/>", "there are no values “nosuch”" },
    { "<field name='f' type='text' label='F'><value name='a' label='A'/></field>",
      "type text has no values" },
    { "<field name='f' type='enum' label='F'><value name='a' label='A'/><value name='a' "
      "label='B'/></field>",
      "“f” has the value “a” twice" },
    { "<field name='f' type='enum' values='policies' label='F'><value name='a' label='A'/></field>",
      "the values of “f” are named already" },
    { "<field name='f' type='text' label='F' max='0'/>", "max: expected a whole number" },
    { "<field name='f' type='date' label='F' max='9'/>", "type date has no max" },
    { "<field name='f' type='text' label='F' minimum='1' maximum='2'/>",
      "type text has no minimum" },
    { "<field name='f' type='number' label='F' minimum='2' maximum='1'/>", "minimum is more" },
    { "<field name='f' type='number' label='F' minimum='nan'/>", "minimum: expected a number" },
    { "<field name='f' type='number' label='F' unit-of='name'/>", "unit-of: there is no field" },
    { "<field name='f' type='integer' label='F' fallback='many'/>", "fallback: f: expected a " },
    { "<field name='f' type='enum' label='F' fallback='b'><value name='a' label='A'/></field>",
      "fallback: f: expected one of a" },
    { "<field name='f' type='secret' label='F' indexed='yes'/>", "type secret has no indexed" },
    { "<field name='f' type='ref' to='team' label='F' same-site='yes'/>", "same-site: there is" },
    { "<field name='f' type='integer' label='F' unique='yes'/>", "type integer has no unique" },
    { "<field name='f' type='text' label='F' within='site.name'/>", "type text has no within" },
    { "<field name='f' type='number' label='F' within='x.rank'/>", "within: expected a reference" },
    { "<field name='f' type='text' label='F' copy-of='site.name'/>",
      "copy-of: expected a reference" },
    { "<field name='f' type='text' label='F' open-in='draft'/>",
      "open-in: there is no state “draft”" },
    { "<value name='a' label='A'/>", "<value> does not belong here" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong) + G_N_ELEMENTS (fields); i++)
    {
      const gboolean whole = i < G_N_ELEMENTS (wrong);
      const guint j = whole ? i : i - G_N_ELEMENTS (wrong);
      const char *says = whole ? wrong[j].says : fields[j].says;
      g_autofree char *text = whole
                                  ? g_strdup (wrong[j].text)
                                  : g_strconcat (KIND (""), NAME, fields[j].field, LIST END, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", text);
      g_assert_null (fw_kind_parse ("x.xml", text, strlen (text), fw_kinds (), &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, says));
      if (!whole)
        g_assert_true (g_str_has_prefix (error->message, "x.xml:3: "));
    }
}

/* What a newcomer begins with: the example of the document is a kind. */
static void
test_documented (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "kinds.md", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwKind) kind = NULL;
  const char *start, *end;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  start = strstr (text, "```xml\n");
  g_assert_nonnull (start);
  start += strlen ("```xml\n");
  end = strstr (start, "```");
  g_assert_nonnull (end);
  kind = fw_kind_parse ("kinds.md", start, (gsize) (end - start), fw_kinds (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kind->n_fields, >=, 3);
}

/* Nothing that a description can hold makes it more than refused. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (KIND (""));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "<field name='f_%c%c%c' type='text' label='F'/>\n", 'a' + i % 26,
                            'a' + i / 26 % 26, 'a' + i / 676 % 26);
  g_assert_null (fw_kind_parse ("x.xml", text->str, text->len, fw_kinds (), &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "x.xml:1: expected at most 256 KiB");
}

static void
test_texts (void)
{
  static const struct
  {
    const char *kind, *field, *text, *back;
  } cases[] = {
    { "position", "rank", "3", "3" },
    { "position", "rank", " 3 ", "3" },
    { "position", "rank", "3.5", NULL },
    { "position", "rank", "99999999999999999999", NULL },
    { "position", "rank", "three", NULL },
    { "policy", "value", "0.95", "0.95" },
    { "policy", "value", "0.1", "0.1" },
    { "policy", "value", "1e-3", "0.001" },
    { "policy", "value", "-0", "0" },
    { "policy", "value", "nan", NULL },
    { "policy", "value", "inf", NULL },
    { "policy", "value", "1e999", NULL },
    { "policy", "value", "0x10", NULL },
    { "policy", "value", "1 2", NULL },
    { "policy", "since", "2026-02-28", "2026-02-28" },
    { "policy", "since", "2026-02-29", NULL },
    { "policy", "since", "28.02.2026", NULL },
    { "site", "day_start", "22:00", "22:00" },
    { "site", "day_start", "22:00:00", "22:00" },
    { "site", "day_start", "24:00", NULL },
    { "site", "day_start", "7:00", NULL },
    { "site", "day_start", "07:60", NULL },
    { "account", "disabled", "yes", "yes" },
    { "account", "disabled", "False", "no" },
    { "account", "disabled", "1", "yes" },
    { "account", "disabled", "maybe", NULL },
    { "account", "teams", "a;b", "a;b" },
    { "account", "teams", " a ; ;b; ", "a;b" },
    { "account", "teams", ";;", "" },
    { "account", "password", " spaces count ", "" },
    { "team", "name", "  Night B  ", "Night B" },
    { "team", "name", "\u202eevil\u2066name\u200f", "evilname" },
    { "team", "name", "Night \u202b", "Night" },
    { "team", "name", "a\xff", NULL },
    { "team", "name", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const FwKind *kind = fw_kind_find (cases[i].kind);
      g_autoptr (FwRecord) record = fw_record_new (kind, "x");
      guint field = find (kind, cases[i].field);
      g_autofree char *back = NULL;

      if (!fw_record_parse (record, field, fw_text (cases[i].text), &error))
        {
          g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
          g_assert_true (g_str_has_prefix (error->message, cases[i].field));
          g_assert_null (cases[i].back);
          continue;
        }
      back = fw_record_format (record, field);
      g_assert_cmpstr (back, ==, cases[i].back);
    }
}

static void
test_nul (void)
{
  g_autoptr (FwRecord) record = fw_record_new (fw_kind_find ("team"), "x");
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_record_parse (record, 0, (FwText){ "a\0b", 3 }, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

static void
test_ids (void)
{
  static const char *const good[] = { "a",        "Agent/110",   "Lin Mei",
                                      "客服一组", "SIP/1-0000a", "x', DROP TABLE team" };
  static const char *const bad[] = { "", " a", "a ", "a;b", "a\nb", "a\x7f", "\u202eab", "\xff" };
  g_autofree char *longest = g_strnfill (64, 'x');
  g_autofree char *too_long = g_strnfill (65, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (fw_record_is_id (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (fw_record_is_id (bad[i]));
  g_assert_true (fw_record_is_id (longest));
  g_assert_false (fw_record_is_id (too_long));
  g_assert_false (fw_record_is_id (NULL));
}

/* Fields of one name may be of several types. */
static gboolean
takes (const FwKind *kind, const char *name, const char *text)
{
  gint field = fw_kind_find_field (kind, name);

  return field >= 0 && (kind->fields[field].type != FW_FIELD_ENUM ||
                        g_strv_contains (kind->fields[field].values, text));
}

static FwRecord *
make_valid (const FwKind *kind)
{
  static const struct
  {
    const char *field, *text;
  } values[] = {
    { "name", "Name" },
    { "quarter", "2026 Q4" },
    { "post", "agent" },
    { "places", "1" },
    { "competition", "c" },
    { "application", "a" },
    { "member", "lin" },
    { "motivation", "I lead" },
    { "time_zone", "Asia/Shanghai" },
    { "site", "main" },
    { "start", "22:00" },
    { "role", "supervisor" },
    { "length_minutes", "480" },
    { "subject", "csat" },
    { "value", "0.9" },
    { "metric", "csat" },
    { "title", "Night B" },
    { "from", "2026-11-01" },
    { "to", "2026-11-01" },
    { "watch", "nights" },
    { "day", "2026-11-21" },
    { "source", "crm" },
    { "mapping", "{\"date\":\"Day\"}" },
    { "alert", "csat/team/sh/a" },
    { "about", "finding" },
    { "record", "f1" },
    { "person", "lin" },
    { "scheme", "basics" },
    { "months", "6" },
    { "competency", "calm" },
    { "position", "agent" },
    { "level", "1" },
    { "reason", "seen" },
    { "template", "early" },
    { "team", "a" },
    { "rest_hours", "11" },
    { "hours", "4" },
    { "begins", "09:00" },
    { "ends", "10:00" },
    { "last_day", "2026-11-21" },
    { "hash", "00ff" },
    { "training", "Course" },
    { "leave", "Off" },
    { "first", "2026-11-21" },
    { "last", "2026-11-21" },
    { "course", "calls" },
    { "items", "Attitude: Politeness 60, Patience 40 n/a" },
    { "contact", "pbx/1" },
    { "form", "three" },
    { "session", "s1" },
    { "case", "c1" },
    { "note", "Called" },
    { "next", "Wei calls" },
    { "contacts", "1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;"
                  "1;1;1;1;1;1;1;1" },
    { "until", "2026-11-21" },
    { "days", "30" },
    { "since", "2026-11-01" },
    { "minutes", "30" },
    { "place", "1" },
    { "by_day", "1" },
    { "programme", "newcomer" },
    { "complaints", "6" },
    { "checklist", "reception" },
    { "step", "reception-1" },
    { "lesson", "greeting" },
    { "department", "parts" },
    { "monday", "09:00-12:00, 13:30-18:00" },
    { "customer", "1003" },
    { "part", "quality" },
    { "measure", "csat" },
    { "how", "own ratings" },
    { "target", "95" },
    { "nothing", "75" },
    { "why", "they come back" },
    { "indicators", "satisfied" },
    { "weights", "100" },
    { "set", "agents" },
    { "said", "calls" },
    { "next", "listens" },
    { "by", "2026-11-21" },
    { "role", "peer" },
    { "knowledge", "4" },
    { "skill", "4" },
    { "behaviour", "4" },
    { "rater", "lin" },
    { "terms", "not our problem" },
    { "promised", "80" },
    { "rule", "r1" },
    { "transcript", "t1" },
    { "version", "1" },
    { "verdict", "wrong" },
    { "earliest", "08:00" },
    { "latest", "20:00" },
    { "due", "2026-11-21" },
    { "peak", "double-eleven" },
    { "offer", "o1" },
    { "matter", "A promise of a refund" },
    { "situation", "A late delivery" },
    { "done", "A refund was promised" },
    { "right", "The next word is promised" },
  };
  FwRecord *record = fw_record_new (kind, "x");

  fw_record_set_fallbacks (record);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (takes (kind, values[i].field, values[i].text))
      set (record, values[i].field, values[i].text);
  /* A day of other kinds, of this one a position. */
  if (g_str_equal (kind->name, "career-step"))
    set (record, "to", "lead");
  /* A good period of other kinds. */
  if (g_str_equal (kind->name, "appraisal"))
    set (record, "period", "2026 Q4");
  /* Words of other kinds, of this one turns. */
  if (g_str_equal (kind->name, "transcript"))
    set (record, "said", "A Hello");
  /* Those that are counted. */
  if (g_str_equal (kind->name, "leave-request"))
    {
      set (record, "days", "1");
      set (record, "counted", "2026-11-21");
    }
  /* One of a list in other kinds, in this one words. */
  if (g_str_equal (kind->name, "promise") || g_str_equal (kind->name, "care-step"))
    set (record, "what", "A call");
  if (g_str_equal (kind->name, "case-check"))
    set (record, "what", "done");
  return record;
}

static void
test_checks (void)
{
  g_autofree char *huge = g_strnfill (60000, 'x');
  const struct
  {
    const FwKind *kind;
    const char *field, *text;
  } bad[] = {
    { fw_kind_find ("site"), "name", "" },
    { fw_kind_find ("site"), "name", huge },
    { fw_kind_find ("site"), "name", "a\nb" },
    { fw_kind_find ("site"), "name", "a\xef\xbf\xbf" }, /* U+FFFF, which no XML may hold */
    { fw_kind_find ("site"), "time_zone", "Mars/Olympus" },
    { fw_kind_find ("position"), "rank", "100" },
    { fw_kind_find ("position"), "rank", "-1" },
    { fw_kind_find ("shift-template"), "length_minutes", "1441" },
    { fw_kind_find ("shift-template"), "letter", "ABC" },
    { fw_kind_find ("queue"), "channel", "smoke signals" },
    { fw_kind_find ("queue"), "short_abandon_s", "601" },
    { fw_kind_find ("queue"), "team", "a;b" },
    { fw_kind_find ("policy"), "subject", "nosuch" },
    { fw_kind_find ("policy"), "value", "1.01" },
    { fw_kind_find ("policy"), "since", "1899-12-31" },
    { fw_kind_find ("period"), "to", "2026-10-31" },
    { fw_kind_find ("period"), "to", "" },
    { fw_kind_find ("mapping"), "mapping", "date" },
    { fw_kind_find ("mapping"), "source", "" },
    { fw_kind_find ("certificate-scheme"), "months", "0" },
    { fw_kind_find ("certificate-scheme"), "months", "1201" },
    { fw_kind_find ("certificate-scheme"), "mode", "for ever" },
    { fw_kind_find ("certificate-scheme"), "fixed", "30-06 x" },
    { fw_kind_find ("certificate-event"), "day", "" },
    { fw_kind_find ("certificate-event"), "event", "passed" },
    { fw_kind_find ("competency"), "scale", "0" },
    { fw_kind_find ("competency"), "months", "1201" },
    { fw_kind_find ("requirement"), "weight", "-1" },
    { fw_kind_find ("certificate-warning"), "until", "" },
    { fw_kind_find ("certificate-warning"), "days", "-1" },
    { fw_kind_find ("evidence"), "level", "11" },
    { fw_kind_find ("evidence"), "source", "hearsay" },
    { fw_kind_find ("evidence"), "reason", "" },
    { fw_kind_find ("shift-template"), "breaks", "25:00-25:30" },
    { fw_kind_find ("shift"), "day", "" },
    { fw_kind_find ("shift"), "template", "" },
    { fw_kind_find ("shift"), "breaks", "11:30-12:00; 11:45-12:15" },
    { fw_kind_find ("shift"), "breaks", "noon" },
    { fw_kind_find ("day-exception"), "reason", "" },
    { fw_kind_find ("day-exception"), "what", "mood" },
    { fw_kind_find ("roster-rule"), "rest_hours", "" },
    { fw_kind_find ("roster-rule"), "days_in_row", "32" },
    { fw_kind_find ("course"), "level", "" },
    { fw_kind_find ("training-session"), "last_day", "2026-11-20" },
    { fw_kind_find ("training-session"), "ends", "08:00" },
    { fw_kind_find ("enrolment"), "session", "" },
    { fw_kind_find ("exam-result"), "theory", "100.5" },
    { fw_kind_find ("published-forecast"), "contacts", "1;2" },
    { fw_kind_find ("published-forecast"), "queues", "a;a" },
    { fw_kind_find ("published-forecast"), "published", "yesterday" },
    { fw_kind_find ("review-form"), "items", "Attitude: Politeness 60, Patience 30" },
    { fw_kind_find ("review-form"), "scale", "10" },
    { fw_kind_find ("review"), "scores", "n 5" },
    { fw_kind_find ("review"), "sampled", "by mood" },
    { fw_kind_find ("leave-entitlement"), "last", "2026-11-20" },
    { fw_kind_find ("leave-entitlement"), "days", "367" },
    { fw_kind_find ("calendar-address"), "since", "" },
    { fw_kind_find ("calendar-address"), "training", "" },
    { fw_kind_find ("leave-request"), "last", "2026-11-20" },
    { fw_kind_find ("leave-request"), "days", "2" },
    { fw_kind_find ("leave-request"), "counted", "2026-11-20" },
    { fw_kind_find ("function-holder"), "other", "cashier" },
    { fw_kind_find ("function-holder"), "deputy", "lin" },
    { fw_kind_find ("function-holder"), "last", "2026-11-20" },
    { fw_kind_find ("function-holder"), "away_last", "2026-11-21" },
    { fw_kind_find ("swap"), "to", "lin" },
    { fw_kind_find ("swap"), "colleague", "lin" },
    { fw_kind_find ("swap"), "back", "2026-11-22" },
    { fw_kind_find ("swap"), "back_template", "early" },
    { fw_kind_find ("open-shift"), "until", "2026-11-22" },
    { fw_kind_find ("open-shift"), "people", "0" },
    { fw_kind_find ("shift-claim"), "offer", "" },
    { fw_kind_find ("debrief"), "matter", "" },
    { fw_kind_find ("debrief"), "contact", "" },
    { fw_kind_find ("handbook-case"), "right", "" },
    { fw_kind_find ("handbook-case"), "successor", "x" },
    { fw_kind_find ("competition"), "quarter", "2026 Q5" },
    { fw_kind_find ("competition"), "places", "0" },
    { fw_kind_find ("application"), "motivation", "" },
    { fw_kind_find ("panel-score"), "mark", "101" },
    { fw_kind_find ("career-step"), "to", "2026-11-01" },
    { fw_kind_find ("career-step"), "readiness", "101" },
    { fw_kind_find ("work"), "what", "talk" },
    { fw_kind_find ("lesson"), "link", "ftp://x" },
    { fw_kind_find ("lesson"), "minutes", "0" },
    { fw_kind_find ("programme"), "first_part", "Case" },
    { fw_kind_find ("programme-step"), "lesson", "" },
    { fw_kind_find ("programme-step"), "by_day", "1001" },
    { fw_kind_find ("trainee"), "since", "" },
    { fw_kind_find ("lesson-result"), "lesson", "" },
    { fw_kind_find ("indicator"), "nothing", "95" },
    { fw_kind_find ("indicator"), "why", "" },
    { fw_kind_find ("weight-set"), "weights", "100.5" },
    { fw_kind_find ("appraisal"), "to", "2026-10-31" },
    { fw_kind_find ("one-to-one"), "next", "" },
    { fw_kind_find ("one-to-one"), "by", "2026-11-20" },
    { fw_kind_find ("view"), "skill", "6" },
    { fw_kind_find ("award"), "reason", "" },
    { fw_kind_find ("award"), "month", "2099-01-01" },
    { fw_kind_find ("case-note"), "next", "" },
    { fw_kind_find ("case-check"), "what", "maybe" },
    { fw_kind_find ("checklist-step"), "minutes", "0" },
    { fw_kind_find ("checklist"), "applies", "some" },
    { fw_kind_find ("promise"), "until", "" },
    { fw_kind_find ("transcript"), "said", "Hello" },
    { fw_kind_find ("transcript"), "brought", "by mule" },
    { fw_kind_find ("text-rule"), "terms", "late||soon" },
    { fw_kind_find ("text-rule"), "unless", "nobody" },
    { fw_kind_find ("text-verdict"), "version", "0" },
    { fw_kind_find ("care-step"), "day", "" },
    { fw_kind_find ("open-hours"), "monday", "" },
    { fw_kind_find ("open-hours"), "monday", "9-17" },
    { fw_kind_find ("open-hours"), "tuesday", "09:00-12:00, 11:00-13:00" },
    { fw_kind_find ("special-day"), "day_hours", "09:00-12:00" },
    { fw_kind_find ("special-day"), "campaign", "yes" },
    { fw_kind_find ("calendar-template"), "latest", "08:05" },
    { fw_kind_find ("calendar-template"), "often", "peak" },
    { fw_kind_find ("calendar-template"), "tasks", "5: Seats" },
    { fw_kind_find ("calendar-template"), "rank", "100" },
    { fw_kind_find ("activity"), "ends", "08:00" },
    { fw_kind_find ("preparation-task"), "peak", "" },
    { fw_kind_find ("dispatch-rule"), "rank", "0" },
    { fw_kind_find ("customer"), "orders", "-1" },
    { fw_kind_find ("account"), "role", "king" },
    { fw_kind_find ("account"), "password", "too short" },
  };

  for (const FwKind *const *kind = fw_kinds (); *kind != NULL; kind++)
    {
      g_autoptr (FwRecord) record = make_valid (*kind);
      g_autoptr (GError) error = NULL;

      fw_record_check (record, &error);
      g_assert_no_error (error);
    }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (FwRecord) record = make_valid (bad[i].kind);
      g_autoptr (GError) error = NULL;

      set (record, bad[i].field, bad[i].text);
      g_test_message ("%s %s", bad[i].kind->name, bad[i].field);
      g_assert_false (fw_record_check (record, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, bad[i].field));
    }
}

static void
test_cross_check (void)
{
  g_autoptr (FwRecord) person = make_valid (fw_kind_find ("person"));
  g_autoptr (FwRecord) watch = make_valid (fw_kind_find ("watch"));
  g_autoptr (GError) error = NULL;

  set (person, "hired", "2026-03-01");
  set (person, "since", "2026-03-01");
  g_assert_true (fw_record_check (person, &error));
  set (person, "since", "2026-02-28");
  g_assert_false (fw_record_check (person, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);

  set (watch, "baseline", "period");
  g_assert_false (fw_record_check (watch, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  set (watch, "period", "spring");
  g_assert_true (fw_record_check (watch, &error));
  set (watch, "baseline", "target");
  g_assert_false (fw_record_check (watch, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

static void
test_copy (void)
{
  g_autoptr (FwRecord) record = make_valid (fw_kind_find ("account"));
  g_autoptr (FwRecord) copy = NULL;

  set (record, "teams", "a;b");
  fw_record_set_revision (record, 7);
  copy = fw_record_copy (record);
  for (guint i = 0; i < fw_kind_find ("account")->n_fields; i++)
    g_assert_true (fw_record_equal_field (record, copy, i));
  g_assert_cmpuint (fw_record_get_revision (copy), ==, 7);
  set (copy, "teams", "a;c");
  g_assert_false (fw_record_equal_field (record, copy, find (fw_kind_find ("account"), "teams")));
  g_assert_cmpstr (fw_record_get_list (record, find (fw_kind_find ("account"), "teams"))[1], ==,
                   "b");
}

static void
test_hide (void)
{
  g_autoptr (FwRecord) person = make_valid (fw_kind_find ("person"));
  g_autoptr (FwRecord) account = make_valid (fw_kind_find ("account"));
  guint hired = find (fw_kind_find ("person"), "hired");

  set (person, "hired", "2026-03-01");
  fw_record_hide (person, FW_ROLE_HR);
  g_assert_false (fw_record_is_empty (person, hired));
  fw_record_hide (person, FW_ROLE_QUALITY);
  g_assert_true (fw_record_is_empty (person, hired));
  g_assert_cmpstr (fw_record_text (person, "name"), ==, "Name");

  set (account, "password", "long enough");
  fw_record_hide (account, FW_ROLE_ADMINISTRATOR);
  g_assert_null (fw_record_text (account, "password"));
}

static void
test_policies (void)
{
  guint count = 0;

  for (const FwPolicy *policy = fw_policy_list (); policy->name != NULL; policy++, count++)
    {
      g_assert_true (isnan (policy->fallback) ||
                     (policy->fallback >= policy->minimum && policy->fallback <= policy->maximum));
      g_assert_true (fw_policy_find (policy->name) == policy);
    }
  g_assert_cmpuint (count, >, 15);
  g_assert_cmpfloat (fw_policy_find ("connection-rate")->fallback, ==, 0.95);
  g_assert_null (fw_policy_find ("nosuch"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/descriptions", test_descriptions);
  g_test_add_func ("/kind/parse", test_parse);
  g_test_add_func ("/kind/wrong", test_wrong);
  g_test_add_func ("/kind/large", test_large);
  g_test_add_func ("/kind/documented", test_documented);
  g_test_add_func ("/kind/texts", test_texts);
  g_test_add_func ("/kind/nul", test_nul);
  g_test_add_func ("/kind/ids", test_ids);
  g_test_add_func ("/kind/checks", test_checks);
  g_test_add_func ("/kind/cross-check", test_cross_check);
  g_test_add_func ("/kind/copy", test_copy);
  g_test_add_func ("/kind/hide", test_hide);
  g_test_add_func ("/kind/policies", test_policies);
  return g_test_run ();
}
