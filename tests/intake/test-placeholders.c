/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "intake/fw-placeholders.h"

static void
test_withheld (void)
{
  static const char *const nobody[] = {
    "",
    "Anonymous",
    "ANONYMOUS",
    "anonymous caller",
    "Anonymous <anonymous>",
    "\"Anonymous\" <sip:anonymous@anonymous.invalid>",
    "sip:anonymous@10.0.0.1",
    "<unknown>",
    "Unknown",
    "unknown_number",
    "Private Number",
    "Withheld",
    "Restricted",
    "Unavailable",
    "Blocked",
    "No Caller ID",
    "N/A",
    "#N/A",
    "NULL",
    "(null)",
    "\\N",
    "None",
    "0",
    "+0000000000",
    "-",
    "--",
    "****",
    "XXXXXXXX",
    "?",
    "-1",
    "+266696687",
    "7378742833",
    "+8656696",
    "Unbekannt",
    "Rufnummer unterdrückt",
    "Anonyme",
    "Numéro masqué",
    "Anónimo",
    "Número desconocido",
    "Não identificado",
    "Sconosciuto",
    "Onbekend nummer",
    "Numer zastrzeżony",
    "Неизвестный номер",
    "скрыт",
    "匿名",
    "未知",
    "隐藏号码",
    "非通知",
    "公衆電話",
    "알 수 없음",
    "Bilinmeyen numara",
    "GİZLİ",
    "ＡＮＯＮＹＭＯＵＳ",
  };
  static const char *const somebody[] = {
    "+15550101",
    "15550101",
    "8656696",
    "101",
    "1",
    "Ann Lee",
    "Nadia",
    "private@firm.example",
    "C-10",
    "138****1234",
    "Unknown Co",
    "anonymity 5",
    "张三",
    "x200",
    "Anonymous <+15550101>",
    "O'Brien",
    "00441234567",
    "Blockhaus GmbH",
    "No, Anna",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    {
      g_test_message ("%s", nobody[i]);
      g_assert_true (fw_customer_is_withheld (fw_text (nobody[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (somebody); i++)
    {
      g_test_message ("%s", somebody[i]);
      g_assert_false (fw_customer_is_withheld (fw_text (somebody[i])));
    }
}

static void
test_nobody (void)
{
  static const char *const nobody[] = { "",           "-",          "None",       "NONE",
                                        "n/a",        "null",       "Unassigned", "No Agent",
                                        "未分配",     "Sans agent", "0",          "sin asignar",
                                        "担当者なし", "System",     "IVR",        "系统" };
  static const char *const somebody[] = { "Ann",  "101",  "1",    "SIP/101",
                                          "Nona", "Nemo", "王无", "Ivy System" };

  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    g_assert_true (fw_agent_is_nobody (fw_text (nobody[i])));
  for (guint i = 0; i < G_N_ELEMENTS (somebody); i++)
    g_assert_false (fw_agent_is_nobody (fw_text (somebody[i])));
}

static void
test_placeholder (void)
{
  g_assert_true (fw_is_placeholder (fw_text ("NULL")));
  g_assert_true (fw_is_placeholder (fw_text ("n/a")));
  g_assert_true (fw_is_placeholder (fw_text ("--")));
  g_assert_false (fw_is_placeholder (fw_text ("0")));
  g_assert_false (fw_is_placeholder (fw_text ("0:00:00")));
  g_assert_false (fw_is_placeholder (fw_text ("unknown")));
}

/* What a spreadsheet leaves of a long number; what it writes of a short one, and codes, are none.
 */
static void
test_cut (void)
{
  static const char *const cut[] = { "8.61381E+12", "8,61381E+12", "1.7E+15", "4E+10", "1.71e+15" };
  static const char *const whole[] = { "",        "1E+5",  "8613812345678", "8.61381234567E+11",
                                       "A1E+12",  "1.2E3", "1E+",           "12.5E+12",
                                       "1.5E+1a", "E+12",  "1.5E-12" };

  for (guint i = 0; i < G_N_ELEMENTS (cut); i++)
    g_assert_true (fw_number_is_cut (fw_text (cut[i])));
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    g_assert_false (fw_number_is_cut (fw_text (whole[i])));
}

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } texts[] = {
    { "Não-atendida", "nao atendida" },
    { "  <Unknown> ", "unknown" },
    { "Größe", "grosse" },
    { "ABC_def", "abc def" },
    { "\xff", "" },
    { "Çağrı", "cagri" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *folded = fw_fold_words (fw_text (texts[i].text));

      g_assert_cmpstr (folded, ==, texts[i].folded);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/placeholders/withheld", test_withheld);
  g_test_add_func ("/placeholders/nobody", test_nobody);
  g_test_add_func ("/placeholders/placeholder", test_placeholder);
  g_test_add_func ("/placeholders/cut", test_cut);
  g_test_add_func ("/placeholders/fold", test_fold);

  return g_test_run ();
}
