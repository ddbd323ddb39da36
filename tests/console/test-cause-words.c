/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "console/fw-cause-words.h"

static void
check (const char *title, const char *expected)
{
  g_autofree char *said = fw_cause_words_title (title);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_chinese (void)
{
  static const char chinese[] = "zh_CN.UTF-8"; /* of tests/locales */

  if (setlocale (LC_ALL, chinese) == NULL)
    {
      g_test_skip ("the locale zh_CN.UTF-8 is not here");
      return;
    }
  g_unsetenv ("LANGUAGE");
  bindtextdomain (GETTEXT_PACKAGE, FW_TEST_LOCALE);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  check ("夜班甲 · 4th night in a row or later; phone · 180-364",
         "夜班甲 · 连续第 4 个夜班及以后；电话 · 180 至 364 天");
  check ("Monday", "星期一");
  check ("Orders", "Orders");
  check ("", "");
}

static void
test_english (void)
{
  g_autofree char *day = NULL;

  setlocale (LC_ALL, "C.UTF-8");
  check ("Night A · 4th night in a row or later; Orders",
         "Night A · 4th night in a row or later; Orders");
  check ("chat · 365+", "Chat · a year and more");
  day = fw_cause_words_weekday (7);
  g_assert_cmpstr (day, ==, "Sunday");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Chinese first: GLib looks once for a catalogue. */
  g_test_add_func ("/cause-words/chinese", test_chinese);
  g_test_add_func ("/cause-words/english", test_english);
  return g_test_run ();
}
