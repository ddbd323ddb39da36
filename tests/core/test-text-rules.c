/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-text-rules.h"

#include <string.h>

static FwTextRules *
read_rules (const char *text)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  FwTextRules *rules = fw_text_rules_read (text, strlen (text), faults);

  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_nonnull (rules);
  return rules;
}

/* Names of the rules that hit, with a space behind each. */
static char *
judge (const FwTextRules *rules, const char *text, FwSpeaker by, gboolean first, gboolean last)
{
  g_autoptr (FwTextJudge) judge = fw_text_judge_new (rules);
  GString *names = g_string_new (NULL);
  guint n;
  const FwRuleHit *hits = fw_text_judge_run (judge, text, strlen (text), by, first, last, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s ", fw_text_rules_get (rules, hits[i].rule)->name);
  return g_string_free (names, FALSE);
}

static void
test_rules (void)
{
  g_autoptr (FwTextRules) rules = read_rules (
      "<rules>"
      "<rule name='a' label='promise' grade='time' by='agent' "
      "gap='4'><term>一定…到账</term><not>不一定</not></rule>"
      "<rule name='g' label='greeting' by='agent' turn='first' within='3'><term>hello</term></rule>"
      "<rule name='t' label='closing' grade='thanks' by='agent' turn='last' "
      "at='end'><term>thanks</term></rule>"
      "<rule name='w' label='abuse' grade='1' by='customer' unless='v'><term>damn</term></rule>"
      "<rule name='v' label='abuse' grade='2' by='customer'><term>fuck*</term></rule>"
      "</rules>");
  static const struct
  {
    const char *text;
    FwSpeaker by;
    gboolean first, last;
    const char *names;
  } cases[] = {
    { "今天一定会到账", FW_SPEAKER_AGENT, FALSE, FALSE, "a " },
    { "今天一定会到账", FW_SPEAKER_CUSTOMER, FALSE, FALSE, "" },
    { "今天一定会在晚上到账", FW_SPEAKER_AGENT, FALSE, FALSE, "a " },
    { "今天一定会在晚上八点到账", FW_SPEAKER_AGENT, FALSE, FALSE, "" },
    { "一定。到账", FW_SPEAKER_AGENT, FALSE, FALSE, "" },
    { "今天不一定到账", FW_SPEAKER_AGENT, FALSE, FALSE, "" },
    { "Hello there", FW_SPEAKER_AGENT, TRUE, FALSE, "g " },
    { "ＨＥＬＬＯ", FW_SPEAKER_AGENT, TRUE, FALSE, "g " },
    { "Othello", FW_SPEAKER_AGENT, TRUE, FALSE, "" },
    { "so, hello", FW_SPEAKER_AGENT, TRUE, FALSE, "" },
    { "hello", FW_SPEAKER_AGENT, FALSE, FALSE, "" },
    { "well, thanks.", FW_SPEAKER_AGENT, FALSE, TRUE, "t " },
    { "thanks, we look into it", FW_SPEAKER_AGENT, FALSE, TRUE, "" },
    { "damn", FW_SPEAKER_CUSTOMER, FALSE, FALSE, "w " },
    { "damn, fucking", FW_SPEAKER_CUSTOMER, FALSE, FALSE, "v " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names =
          judge (rules, cases[i].text, cases[i].by, cases[i].first, cases[i].last);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (names, ==, cases[i].names);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "<rules/>",
    "<rules>\n<rule name='a' label='threat'><term>court</term>",
    "<rules>\n<rule name='a' label='threat'/>\n</rules>",
    "<rules>\n<rule name='a' label='threat'><term> | </term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat'><term>的</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat'><term>…</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat'><term>*</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat' weight='2'><term>court</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat' weight='nan'><term>court</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='what'><term>court</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='abuse'><term>court</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat' unless='b'><term>court</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat' unless='a'><term>court</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat' unless='b'><term>court</term></rule>"
    "<rule name='b' label='threat' unless='a'><term>judge</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='threat'><term>court</term></rule><rule name='a' "
    "label='threat'><term>x2</term></rule>\n</rules>",
    "<rules>\n<rule name='a' label='silence'/>\n</rules>",
    "<rules>\n<rule name='a' label='threat' gap='0'><term>court</term></rule>\n</rules>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

      g_test_message ("%s", texts[i]);
      g_assert_null (fw_text_rules_read (texts[i], strlen (texts[i]), faults));
      g_assert_cmpuint (faults->len, >, 0);
      g_assert_true (g_str_has_prefix (faults->pdata[0], i < 2 ? "1: " : i == 2 ? "" : "2: "));
    }
}

static void
test_shipped (gconstpointer lang)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwTextRules) rules = fw_text_rules_find (lang, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (fw_text_rules_count (rules), >, 20);
  g_assert_cmpint (fw_text_rules_get_silence (rules), ==, 30000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-rules/rules", test_rules);
  g_test_add_func ("/text-rules/refused", test_refused);
  g_test_add_data_func ("/text-rules/shipped/zh", "zh", test_shipped);
  g_test_add_data_func ("/text-rules/shipped/en", "en", test_shipped);
  return g_test_run ();
}
