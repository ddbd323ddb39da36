/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/flow/fw-flow.h"
#include "core/fw-error.h"

static FwFlow *
read_flow (const char *text, GPtrArray *faults)
{
  return fw_flow_read (text, strlen (text), faults);
}

static GPtrArray *
new_faults (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
}

/* Every flow that comes with the product is sound. */
static void
test_shipped (void)
{
  g_auto (GStrv) names = fw_flow_names ();

  g_assert_cmpuint (g_strv_length (names), >=, 2);
  g_assert_true (g_strv_contains ((const char *const *) names, "refund"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FwFlow) flow = fw_flow_find (names[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (flow->name, ==, names[i]);
      g_assert_nonnull (flow->label);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (fw_flow_find (i == 0 ? "nothing" : "../refund", &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
    }
}

#define STATES                                                                                     \
  "<state name='a'/>\n" /* line 2 */                                                               \
  "<state name='b'/>\n"                                                                            \
  "<state name='c' ends='yes'/>\n"
#define MOVES                                                                                      \
  "<move from='a' to='b' by='owner'/>\n" /* line 5 */                                              \
  "<move from='b' to='c' by='owner'/>\n"
#define SOUND "<flow name='f' start='a'>\n" STATES MOVES

static void
test_read (void)
{
  static const char text[] =
      "<!-- a kind with its flow -->\n"
      "<kind name='complaint' label='Complaint' icon='x'>\n"
      "  <field name='grade' type='enum'><value name='1'/></field>\n"
      "  <field name='valid_until' type='date' other='yes'/>\n"
      "  <field name='items' type='parts'/>\n"
      "  <list columns='grade'/>\n"
      "  <flow name='complaint' start='a' grade='grade' catchup='latest'>"
      "<function name='till' label='Till' else='hr quality'/><function name='x'/>\n"
      "    <state name='a'/><state name='b' voids='yes'/>\n"
      "    <state name='c' ends='yes'/>\n"
      "    <move from='a' to='c' by='server' when='valid_until - policy.certificate-warn-days'/>\n"
      "    <move from='a' to='b' by='own everyone' if='count(items) > 0' sign='yes' "
      "effect='e'/>\n"
      "    <clock name='k' until='c' warn='1h30m' pause-in='a' escalate='owner'>\n"
      "      <limit grade='1' is='policy.k-hours' else='2d' hours='person'/>\n"
      "      <limit is='90m'/>\n"
      "      <escalate after='1h' to='hr'/>\n"
      "    </clock>\n"
      "    <clock name='l' until='c' limit='1w' catchup='all'/>\n"
      "  </flow>\n"
      "</kind>\n";
  g_autoptr (GPtrArray) faults = new_faults ();
  g_autoptr (FwFlow) flow = read_flow (text, faults);
  const FwFlowClock *clock, *other;
  const FwFlowMove *move;

  if (faults->len > 0)
    g_error ("%s", ((FwFlowFault *) faults->pdata[0])->sentence);
  g_assert_nonnull (flow);
  clock = fw_flow_find_clock (flow, "k");
  other = fw_flow_find_clock (flow, "l");
  g_assert_true (clock->latest);
  g_assert_false (other->latest);
  g_assert_cmpint (clock->warn_left, ==, 90 * FW_MINUTE);
  g_assert_cmpuint (clock->n_steps, ==, 2);
  g_assert_cmpint (clock->steps[0].after, ==, 0);
  g_assert_cmpstr (clock->steps[1].to, ==, "hr");
  g_assert_cmpint (fw_flow_clock_find_limit (clock, "1"), ==, 0);
  g_assert_cmpint (fw_flow_clock_find_limit (clock, "7"), ==, 1);
  g_assert_cmpint (fw_flow_clock_find_limit (clock, NULL), ==, 1);
  g_assert_cmpstr (clock->limits[0].policy, ==, "policy.k-hours");
  g_assert_cmpint (clock->limits[0].unit, ==, FW_HOUR);
  g_assert_cmpint (clock->limits[0].limit, ==, 48 * FW_HOUR);
  g_assert_cmpstr (clock->limits[0].hours, ==, "person");
  g_assert_null (clock->limits[1].hours);
  move = fw_flow_find_move (flow, "a", "c");
  g_assert_cmpstr (move->when->field, ==, "valid_until");
  g_assert_cmpint (move->when->offset, ==, -1);
  g_assert_cmpint (move->when->unit, ==, 24 * FW_HOUR);
  g_assert_true (fw_flow_find_move (flow, "a", "b")->sign);
  g_assert_cmpstr (fw_flow_find_move (flow, "a", "b")->effect, ==, "e");
  g_assert_null (move->effect);
  g_assert_cmpuint (fw_flow_find_move (flow, "a", "b")->line, ==, 11);
  g_assert_cmpuint (strlen (flow->version), ==, 64);
  g_assert_cmpstr (fw_flow_find_function (flow, "till")->label, ==, "Till");
  g_assert_cmpstr (fw_flow_find_function (flow, "till")->otherwise[1], ==, "quality");
  g_assert_cmpuint (g_strv_length (fw_flow_find_function (flow, "x")->otherwise), ==, 0);
  g_assert_null (fw_flow_find_function (flow, "y"));
}

/* Each broken flow is refused with this line and these words, and with nothing else. */
static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    guint line;
    const char *named;
  } cases[] = {
    { "", 1, "" },
    { "<flow name='f' start='a'>", 1, "" },
    { "<flow name='f' start='a'>\n<state name='a'>\n</flow>", 3, "" },
    { "<kind name='k'/>", 1, "no flow" },
    { "<flour/>", 1, "flour: not expected here" },
    { "<flow name='F' start='a'/>", 1, "name of small letters" },
    { "<flow start='a'/>", 1, "name is missing" },
    { SOUND
      "<move from='a' to='c' by='owner' effect='f'/>\n<move from='b a' to='c' by='hr'/>\n</flow>",
      7, "the only one on its way" },
    { SOUND "<field name='day' type='date'/>\n"
            "<move from='a' to='c' by='server' when='day' effect='f'/>\n</flow>",
      8, "an effect goes with a move that people make" },
    { SOUND "<function name='hr'/>\n</flow>", 7, "a role or relation is called so" },
    { SOUND "<function name='x' else='hr nobody'/>\n</flow>", 7, "no role “nobody”" },
    { SOUND "<function name='x'/>\n<function name='x'/>\n</flow>", 8, "stands here twice" },
    { "<flow name='f' start='z'>\n" STATES MOVES "</flow>", 1, "“z”" },
    { SOUND "<state name='d' ends='yes'/></flow>", 7, "state “d” is not reached" },
    { "<flow name='f' start='a'>\n" STATES "<move from='a' to='b c' by='owner'/></flow>", 5,
      "name of small letters" },
    { "<flow name='f' start='a'>\n" STATES MOVES "<state name='d'/>\n"
      "<move from='a' to='d' by='owner'/></flow>",
      7, "no move leads out of state “d”" },
    { SOUND "<state name='a'/></flow>", 7, "“a” already" },
    { SOUND "<message name='a'/></flow>", 7, "“a” already" },
    { SOUND "<move from='a' to='c' by=''/></flow>", 7, "nobody can make the move to “c”" },
    { SOUND "<move from='a' to='c'/></flow>", 7, "by is missing" },
    { SOUND "<move\n  from='a'\n  to='c' by='boss owner'/></flow>", 7, "“boss”" },
    { SOUND "<move from='a' to='c' by='feed owner'/></flow>", 7, "“feed”" },
    { SOUND "<move from='a' to='c' by='own' other-than='own'/></flow>", 7, "nobody can make" },
    { SOUND "<move from='a' to='z' by='owner'/></flow>", 7, "no state “z”" },
    { SOUND "<move from='z a' to='c' by='owner'/></flow>", 7, "no state “z”" },
    { SOUND "<move from='' to='c' by='owner'/></flow>", 7, "begins in no state" },
    { SOUND "<move from='a' to='a' by='owner'/></flow>", 7, "to itself" },
    { SOUND "<move from='a' to='c' by='owner' if='amount &gt; 5'/></flow>", 7,
      "no field “amount”" },
    { SOUND "<move from='a' to='c' by='owner' if='count(items) &gt; 5'/></flow>", 7,
      "no field “items”" },
    { SOUND "<move from='a' to='c' by='owner' if='1 &gt; 5'/></flow>", 7, "guards on nothing" },
    { SOUND "<move from='a' to='c' by='owner' if=' '/></flow>", 7, "guards on nothing" },
    { SOUND "<move from='a' to='c' by='owner' if='policy.x &gt;'/></flow>", 7, "expected a field" },
    { SOUND "<move from='a' to='c' by='owner' if='policy.x > 1 or 2'/></flow>", 7,
      "“and” or the end" },
    { SOUND "<move from='a' to='c' by='owner' if=\"policy.x > 'a'\"/></flow>", 7,
      "texts have no order" },
    { SOUND "<move from='a' to='c' by='owner' other-than='author'/></flow>", 7,
      "guards on nothing" },
    { SOUND "<move from='a' to='c' by='owner' other-than-if='policy.x = 1'/></flow>", 7,
      "other-than is missing" },
    { SOUND "<move from='a' to='c' by='owner' other-than='cousin'/></flow>", 7, "“cousin”" },
    { SOUND "<guard fields=''/></flow>", 7, "guard on nothing" },
    { SOUND "<field name='x' type='text'/><guard fields='x'/></flow>", 7, "guard on nothing" },
    { SOUND "<guard fields='x' voids='b' to='a'/></flow>", 7, "no field “x”" },
    { SOUND "<field name='x' type='text'/><guard fields='x' voids='b'/></flow>", 7,
      "voids and to go together" },
    { SOUND "<field name='x' type='text'/><guard fields='x' voids='y' to='a'/></flow>", 7,
      "no state “y”" },
    { SOUND "<field name='x' type='text'/><field name='x' type='text'/></flow>", 7, "twice" },
    { SOUND "<field name='due' type='date'/><move from='a' to='c' by='owner' when='due'/></flow>",
      7, "when goes with" },
    { SOUND "<move from='a' to='c' by='server owner'/></flow>", 7, "when is missing" },
    { SOUND "<move from='a' to='c' by='server' when='due'/></flow>", 7, "no field “due”" },
    { SOUND "<field name='due' type='text'/><move from='a' to='c' by='server' when='due'/></flow>",
      7, "no date and no moment" },
    { SOUND "<field name='due' type='date'/><move from='a' to='c' by='server' when='due * 2'/>"
            "</flow>",
      7, "expected FIELD" },
    { SOUND "<field name='due' type='date'/><move from='a' to='c' by='server' when='due - x'/>"
            "</flow>",
      7, "no duration" },
    { SOUND "<field name='due' type='date'/><move from='a' to='c' by='server' "
            "when='due - policy.warn'/></flow>",
      7, "ends in -seconds" },
    { "<flow name='f' start='a'>\n" STATES "<field name='d' type='date'/>\n"
      "<move from='a' to='b' by='server' when='d'/>\n<move from='b' to='a' by='server' when='d'/>\n"
      "<move from='b' to='c' by='owner'/></flow>",
      2, "without an end" },
    { SOUND "<clock name='k' limit='1h'/></flow>", 7, "nothing stops clock “k”" },
    { SOUND "<clock name='k' limit='1h' until='a'/></flow>", 7, "both starts and stops" },
    { SOUND "<clock name='k' limit='1h' until='z'/></flow>", 7, "neither a state nor a message" },
    { SOUND "<clock name='k' limit='1h' start='c' until='b'/></flow>", 7, "nothing stops" },
    { SOUND "<state name='d' ends='yes'/><move from='a' to='d' by='owner'/>\n"
            "<clock name='k' limit='1h' until='b'/></flow>",
      8, "ends in “d”" },
    { SOUND "<clock name='k' limit='1h' start='b' until='b c'/></flow>", 7,
      "both starts and stops" },
    { SOUND "<clock name='k' until='b'/></flow>", 7, "has no limit" },
    { SOUND "<clock name='k' until='b' limit='soon'/></flow>", 7, "“soon” is no duration" },
    { SOUND "<clock name='k' until='b' limit='policy.result'/></flow>", 7, "ends in -seconds" },
    { SOUND "<clock name='k' until='b' limit='boss.answer'/></flow>", 7, "ends in -seconds" },
    { SOUND "<clock name='k' until='b' limit='boss.answer_hours'/></flow>", 7,
      "“boss” is no reference" },
    { SOUND "<move from='a' to='c' by='owner' asks='amount'/></flow>", 7, "no field “amount”" },
    { SOUND "<clock name='k' until='b' limit='1h' else='2h'/></flow>", 7, "else goes with" },
    { SOUND "<clock name='k' until='b' limit='1h' hours='moon'/></flow>", 7, "hours=\"moon\"" },
    { SOUND "<clock name='k' until='b' limit='1h' reopen='maybe'/></flow>", 7, "reopen=\"maybe\"" },
    { SOUND "<clock name='k' until='b' limit='1h' escalate='god'/></flow>", 7, "“god”" },
    { SOUND "<clock name='k' until='b' limit='1h' warn-to='god'/></flow>", 7, "“god”" },
    { SOUND "<clock name='k' until='b' limit='1h' extend-by='god'/></flow>", 7, "“god”" },
    { SOUND "<clock name='k' until='b'>\n<limit grade='1' is='1h'/></clock></flow>", 7,
      "by which field" },
    { SOUND "<clock name='k' until='b' limit='1h'>\n<limit is='1h'/></clock></flow>", 8,
      "a second limit" },
    { SOUND "<clock name='k' until='b' limit='1h'>\n<escalate after='2h' to='hr'/>\n"
            "<escalate after='1h' to='hr'/></clock></flow>",
      9, "comes before" },
    { SOUND "<clock name='k' until='b' limit='1h'/>\n<clock name='k' until='b' limit='1h'/></flow>",
      8, "“k” already" },
    { SOUND "<clock name='k' until='b' limit='1h' pause-in='z'/></flow>", 7, "is no state" },
    { SOUND "<clock name='k' until='b' limit='1h' pause-in='c'/></flow>", 7, "no way out" },
    { SOUND "<clock name='k' until='b' limit='1h' pauses-in='a'/></flow>", 7, "pauses-in" },
    { "<flow name='f' start='a' grade='g'>\n" STATES MOVES "</flow>", 1, "no field “g”" },
    { "<flow name='f' start='a' speed='1'>\n" STATES MOVES "</flow>", 1, "speed" },
    { SOUND "words</flow>", 7, "text between" },
    { SOUND "<state name='d' ends='maybe'/><move from='a' to='d' by='owner'/></flow>", 7,
      "expected yes or no" },
    { SOUND "<jump/></flow>", 7, "jump: not expected" },
    { SOUND "<limit is='1h'/></flow>", 7, "limit: not expected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) faults = new_faults ();
      g_autoptr (FwFlow) flow = read_flow (cases[i].text, faults);
      const FwFlowFault *fault;

      if (flow != NULL)
        g_error ("%s was taken for sound", cases[i].text);
      g_assert_cmpuint (faults->len, >, 0);
      fault = faults->pdata[0];
      if (faults->len > 1)
        g_error ("%s: %s, and then %s", cases[i].text, fault->sentence,
                 ((FwFlowFault *) faults->pdata[1])->sentence);
      if (fault->line != cases[i].line || strstr (fault->sentence, cases[i].named) == NULL)
        g_error ("%s: line %u: %s", cases[i].text, fault->line, fault->sentence);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new ("<flow name='f' start='s0'>");
  g_autoptr (GPtrArray) faults = new_faults ();
  g_autoptr (GPtrArray) deep = new_faults ();

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "<state name='s%u' ends='yes'/>", i);
  g_string_append (text, "</flow>");
  g_assert_null (fw_flow_read (text->str, text->len, faults));
  g_assert_nonnull (strstr (((FwFlowFault *) faults->pdata[0])->sentence, "at most 200"));

  g_string_truncate (text, 0);
  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "<a>");
  g_assert_null (fw_flow_read (text->str, text->len, deep));
  g_assert_nonnull (
      strstr (((FwFlowFault *) deep->pdata[deep->len - 1])->sentence, "more than 2000 elements"));
}

/* ---- conditions ---- */

static FwFlowValue
get_value (gpointer record, const char *name)
{
  if (g_str_equal (name, "amount"))
    return (FwFlowValue){ FW_FLOW_NUMBER, 500, NULL };
  if (g_str_equal (name, "policy.two-persons"))
    return (FwFlowValue){ FW_FLOW_NUMBER, 500, NULL };
  if (g_str_equal (name, "count(items)"))
    return (FwFlowValue){ FW_FLOW_NUMBER, 3, NULL };
  if (g_str_equal (name, "channel"))
    return (FwFlowValue){ FW_FLOW_TEXT, 0, "phone" };
  return FW_FLOW_VALUE_EMPTY;
}

static void
test_conditions (void)
{
  static const struct
  {
    const char *text;
    FwFlowTruth truth;
  } cases[] = {
    { "amount >= policy.two-persons", FW_FLOW_YES },
    { "amount>500", FW_FLOW_NO },
    { "amount < 500.01 and amount > 499.99", FW_FLOW_YES },
    { "amount != 500", FW_FLOW_NO },
    { "amount > -1", FW_FLOW_YES },
    { "count(items) = 3", FW_FLOW_YES },
    { "channel = 'phone' and count(items) <= 2", FW_FLOW_NO },
    { "channel != 'chat'", FW_FLOW_YES },
    { "'phone' = channel", FW_FLOW_YES },
    { "channel = amount", FW_FLOW_UNKNOWN },
    { "channel < amount", FW_FLOW_UNKNOWN },
    { "note = 'x'", FW_FLOW_UNKNOWN },
    { "note = 'x' and amount = 1", FW_FLOW_NO },
    { "note is empty", FW_FLOW_YES },
    { "note is set", FW_FLOW_NO },
    { "amount is set and channel is set", FW_FLOW_YES },
  };
  static const char *const bad[] = { "amount",     "amount >",        "amount = 'x",
                                     "amount is",  "amount is big",   "amount = 1 and",
                                     "count( = 1", "count(items = 1", "= 1",
                                     "amount == 1" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FwFlowCondition) condition = fw_flow_condition_parse (cases[i].text, &error);

      g_assert_no_error (error);
      if (fw_flow_condition_ask (condition, get_value, NULL) != cases[i].truth)
        g_error ("%s", cases[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      if (fw_flow_condition_parse (bad[i], &error) != NULL)
        g_error ("“%s” was taken for a condition", bad[i]);
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/shipped", test_shipped);
  g_test_add_func ("/flow/read", test_read);
  g_test_add_func ("/flow/faults", test_faults);
  g_test_add_func ("/flow/bounds", test_bounds);
  g_test_add_func ("/flow/conditions", test_conditions);
  return g_test_run ();
}
