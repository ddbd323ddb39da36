/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"
#include "protocol/fw-said.h"

static void
check (const char *sentence, const char *expected)
{
  g_autofree char *said = fw_said_translate (sentence);

  g_assert_cmpstr (said, ==, expected);
}

/* Before any other: GLib looks once whether this language has a catalogue. */
static gboolean
speak_chinese (void)
{
  static const char chinese[] = "zh_CN.UTF-8"; /* of tests/locales */

  if (setlocale (LC_ALL, chinese) == NULL)
    {
      g_test_skip ("the locale zh_CN.UTF-8 is not here");
      return FALSE;
    }
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("FW_LOCALE_DIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return TRUE;
}

static void
test_chinese (void)
{
  if (!speak_chinese ())
    return;

  check ("since: expected a day on or after the one of hiring", "生效日期：应不早于入职日期");
  check ("line 12: expected a row of at most 1 MiB (is a quote never closed?)",
         "第 12 行：一行不应超过 1 MiB（是否有引号没有闭合？）");
  check ("person “p1”: team: expected the id of a team; there is no “east”",
         "人员“p1”：班组：应为班组的编号；没有“east”");
  check ("2 records refer to team “t”: person “a”, queue “team”",
         "有 2 条记录引用班组“t”：人员“a”、队列“team”");
  check ("date (column 3 \"Day\"): expected a date, not \"31.2.\"",
         "日期（第 3 列 \"Day\"）：应为日期，而不是 \"31.2.\"");
  check ("value: expected 0 to 1 ratio", "数值：应为 0 到 1（小数）");
  check ("the role supervisor may not write records of the kind account", "主管无权更改账户记录");
  check ("line 1: no such field: “Shoe size”; expected a header of id, name, site",
         "第 1 行：没有这个字段：“Shoe size”；表头应为 id, name, site");
  check ("/srv/x: No such file", "/srv/x: No such file");
  check ("Whatever a newer server says", "Whatever a newer server says");
}

/* What the checks themselves say, whatever it is: nothing of it is English. */
static void
test_checks (void)
{
  const FwKind *const *kinds = fw_kinds ();

  if (!speak_chinese ())
    return;

  for (guint i = 0; kinds[i] != NULL; i++)
    for (guint j = 0; j < kinds[i]->n_fields; j++)
      {
        g_autoptr (FwRecord) record = fw_record_new (kinds[i], "r");
        g_autoptr (GError) error = NULL;
        g_autofree char *said = NULL;

        if (fw_record_parse (record, j, fw_text ("no\x01such"), &error) &&
            fw_record_check (record, &error))
          continue;
        said = fw_said_translate (error->message);
        g_test_message ("%s", said);
        g_assert_null (g_strstr_len (said, -1, "expected"));
        g_assert_nonnull (g_strstr_len (said, -1, "：应"));
      }
}

/* A sentence of 64 KiB that every format of the table seems to fit. */
static void
test_hostile (void)
{
  static const char *const parts[] = { "line 1: ", ": expected ", ", ", "\"x\" in ", "mapping: ",
                                       "a “b” ",   "; ",          ": ", " to ",      "“" };

  if (!speak_chinese ())
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
      {
        g_autoptr (GString) text = g_string_new ("line 1: ");
        g_autofree char *said = NULL;

        while (text->len < 64 * 1024)
          g_string_append_printf (text, "%s%s", parts[i], parts[j]);
        said = fw_said_translate (text->str);
        g_assert_true (g_utf8_validate (said, -1, NULL));
      }
}

static void
test_rest (void)
{
  g_autofree char *rest = NULL, *whole = NULL;

  if (!speak_chinese ())
    return;
  rest = fw_said_translate_rest ("since: expected a day on or after the one of hiring");
  whole = fw_said_translate_rest ("Whatever a newer server says");

  g_assert_cmpstr (rest, ==, "应不早于入职日期");
  g_assert_cmpstr (whole, ==, "Whatever a newer server says");
}

static void
test_labels (void)
{
  if (!speak_chinese ())
    return;

  g_assert_cmpstr (fw_said_label ("team"), ==, "班组");
  g_assert_cmpstr (fw_said_label ("since"), ==, "生效日期");
  g_assert_cmpstr (fw_said_label ("supervisor"), ==, "主管");
  g_assert_cmpstr (fw_said_label ("talk"), ==, "通话时长");
  g_assert_cmpstr (fw_said_label ("x"), ==, "x");
  g_assert_cmpstr (fw_said_column ("date_time"), ==, "日期和时间");
  g_assert_null (fw_said_column ("team"));
}

/* In a process of its own, as GLib looks once for a catalogue. */
static void
test_english (void)
{
  g_autofree char *rest = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_unsetenv ("LANGUAGE");
  setlocale (LC_ALL, "C.UTF-8");
  check ("person “p1”: team: expected the id of a team; there is no “east”",
         "person “p1”: team: expected the id of a team; there is no “east”");
  rest = fw_said_translate_rest ("since: expected a day on or after the one of hiring");
  g_assert_cmpstr (rest, ==, "expected a day on or after the one of hiring");
  g_assert_cmpstr (fw_said_label ("since"), ==, "since");
  g_assert_cmpstr (fw_said_column ("talk"), ==, "Talking time");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/said/english", test_english);
  g_test_add_func ("/said/chinese", test_chinese);
  g_test_add_func ("/said/checks", test_checks);
  g_test_add_func ("/said/hostile", test_hostile);
  g_test_add_func ("/said/rest", test_rest);
  g_test_add_func ("/said/labels", test_labels);
  return g_test_run ();
}
