/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
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

/* Every kind is whole: what the store, the editor and the import make of it would otherwise fail
 * far from here. */
static void
test_descriptions (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const FwKind *const *p = fw_kinds (); *p != NULL; p++)
    {
      const FwKind *kind = *p;

      g_assert_true (fw_kind_find (kind->name) == kind);
      g_assert_true (g_hash_table_add (seen, (gpointer) kind->name));
      g_assert_true (kind->read != 0 && kind->write != 0 && kind->label && kind->plural);
      g_assert_cmpint (fw_kind_find_field (kind, kind->title), >=, 0);
      if (kind->dated)
        find (kind, "since");
      for (guint i = 0; i < kind->n_fields; i++)
        {
          const FwField *field = &kind->fields[i];

          g_assert_nonnull (field->label);
          g_assert_cmpint (fw_kind_find_field (kind, field->name), ==, (gint) i);
          g_assert_true (g_regex_match_simple ("^[a-z][a-z_]*$", field->name, 0, 0) &&
                         !g_strv_contains ((const char *const[]){ "id", "revision", "deleted",
                                                                  "written", "kind", NULL },
                                           field->name));
          if (field->type == FW_FIELD_ENUM)
            g_assert_cmpuint (g_strv_length ((char **) field->values), ==,
                              g_strv_length ((char **) field->labels));
          if (field->to != NULL)
            g_assert_true (g_hash_table_contains (seen, field->to));
        }
    }

  g_assert_null (fw_kind_find ("nosuch"));
  g_assert_null (fw_kind_find (NULL));
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
  g_autoptr (FwRecord) record = fw_record_new (&fw_kind_team, "x");
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

static FwRecord *
make_valid (const FwKind *kind)
{
  static const struct
  {
    const char *field, *text;
  } values[] = {
    { "name", "Name" },       { "time_zone", "Asia/Shanghai" },
    { "site", "main" },       { "start", "22:00" },
    { "role", "supervisor" }, { "length_minutes", "480" },
    { "subject", "csat" },    { "value", "0.9" },
    { "metric", "csat" },     { "title", "Night B" },
    { "from", "2026-11-01" }, { "to", "2026-11-01" },
    { "watch", "nights" },    { "day", "2026-11-21" },
  };
  FwRecord *record = fw_record_new (kind, "x");

  fw_record_set_fallbacks (record);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (fw_kind_find_field (kind, values[i].field) >= 0)
      set (record, values[i].field, values[i].text);
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
    { &fw_kind_site, "name", "" },
    { &fw_kind_site, "name", huge },
    { &fw_kind_site, "name", "a\nb" },
    { &fw_kind_site, "time_zone", "Mars/Olympus" },
    { &fw_kind_position, "rank", "100" },
    { &fw_kind_position, "rank", "-1" },
    { &fw_kind_shift_template, "length_minutes", "1441" },
    { &fw_kind_shift_template, "letter", "ABC" },
    { &fw_kind_queue, "channel", "smoke signals" },
    { &fw_kind_queue, "short_abandon_s", "601" },
    { &fw_kind_queue, "team", "a;b" },
    { &fw_kind_policy, "subject", "nosuch" },
    { &fw_kind_policy, "value", "1.01" },
    { &fw_kind_policy, "since", "1899-12-31" },
    { &fw_kind_period, "to", "2026-10-31" },
    { &fw_kind_period, "to", "" },
    { &fw_kind_account, "role", "king" },
    { &fw_kind_account, "password", "too short" },
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
      g_assert_false (fw_record_check (record, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, bad[i].field));
    }
}

static void
test_cross_check (void)
{
  g_autoptr (FwRecord) person = make_valid (&fw_kind_person);
  g_autoptr (FwRecord) watch = make_valid (&fw_kind_watch);
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
  g_autoptr (FwRecord) record = make_valid (&fw_kind_account);
  g_autoptr (FwRecord) copy = NULL;

  set (record, "teams", "a;b");
  fw_record_set_revision (record, 7);
  copy = fw_record_copy (record);
  for (guint i = 0; i < fw_kind_account.n_fields; i++)
    g_assert_true (fw_record_equal_field (record, copy, i));
  g_assert_cmpuint (fw_record_get_revision (copy), ==, 7);
  set (copy, "teams", "a;c");
  g_assert_false (fw_record_equal_field (record, copy, find (&fw_kind_account, "teams")));
  g_assert_cmpstr (fw_record_get_list (record, find (&fw_kind_account, "teams"))[1], ==, "b");
}

static void
test_hide (void)
{
  g_autoptr (FwRecord) person = make_valid (&fw_kind_person);
  g_autoptr (FwRecord) account = make_valid (&fw_kind_account);
  guint hired = find (&fw_kind_person, "hired");

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
      g_assert_true (policy->fallback >= policy->minimum && policy->fallback <= policy->maximum);
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
