/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The text in which a case is kept: what is written is read again, whatever signs stand in it, and
 * what was cut off or is of another flow is refused. */
#include "core/kind/fw-kind.h"
#include "store/fw-flow-cases.h"

#define START G_GINT64_CONSTANT (1767225600000000)

static FwFlowValue
get_nothing (gpointer record, const char *name)
{
  return g_str_equal (name, "terms") || g_str_equal (name, "grade")
             ? (FwFlowValue){ FW_FLOW_TEXT, 0, "2" }
             : FW_FLOW_VALUE_EMPTY;
}

static void
add_answer (FwFlowCase *flow_case, const char *id, guint revision)
{
  FwFlowAnswer *answer = g_new0 (FwFlowAnswer, 1);

  answer->done = TRUE;
  answer->state = g_strdup ("new");
  answer->revision = revision;
  g_hash_table_insert (flow_case->requests, g_strdup (id), answer);
}

/* One that waits for the customer, so that its clocks stand still. */
static FwFlowCase *
make_case (void)
{
  static const char *const to[] = { "acknowledged", "waiting", "acknowledged", "waiting" };
  const FwFlowRecord record = { .get = get_nothing };
  g_autoptr (GPtrArray) notices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_notice_free);
  FwFlowCase *flow_case = fw_flow_case_new (fw_kind_find ("case")->flow);
  const char *const words[] = { "supervisor", "everyone", NULL };
  const FwFlowActor actor = { .account = "anna", .person = "安\"娜\\\n", .is = words };
  GError *error = NULL;

  fw_flow_case_begin (flow_case, &record, &actor, (FwFlowTime){ START, START }, notices, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (to); i++)
    {
      const gint64 at = START + (gint64) (i + 1) * 60 * G_USEC_PER_SEC;
      const FwFlowAsk ask = { .to = to[i], .actor = actor, .time = { at, at } };
      g_autoptr (FwFlowAnswer) answer = fw_flow_case_move (flow_case, &record, &ask, notices);

      g_assert_true (answer->done);
    }
  g_ptr_array_add (flow_case->authors, g_strdup ("安\"娜\\\n\x01"));
  g_ptr_array_add (flow_case->authors, g_strdup (""));
  add_answer (flow_case, "a \"request\" / \xf0\x9f\x98\x80", 3);
  return flow_case;
}

static void
test_again (void)
{
  g_autoptr (FwFlowCase) flow_case = make_case (), same = fw_flow_case_new (flow_case->flow);
  g_autofree char *body = fw_flow_cases_format_body (flow_case), *again = NULL;

  g_assert_true (fw_flow_cases_read_body (same, body));
  again = fw_flow_cases_format_body (same);
  g_assert_cmpstr (again, ==, body);
  g_assert_cmpuint (same->runs->len, ==, flow_case->runs->len);
  g_assert_cmpuint (same->runs->len, >, 3);
  g_assert_cmpstr (same->authors->pdata[same->authors->len - 2], ==, "安\"娜\\\n\x01");
}

static void
test_cut_off (void)
{
  g_autoptr (FwFlowCase) flow_case = make_case ();
  g_autofree char *body = fw_flow_cases_format_body (flow_case);
  const gsize length = strlen (body);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (FwFlowCase) other = fw_flow_case_new (flow_case->flow);
      g_autofree char *part = g_strndup (body, i);

      g_assert_false (fw_flow_cases_read_body (other, part));
    }
}

static void
test_other (void)
{
  static const char *const bodies[] = {
    "{}",
    "[]",
    "{\"entered\":1,\"requests\":[],\"runs\":[]} ",
    "{\"entered\":1,\"requests\":[],\"runs\":[],}",
    "{\"entered\":1,\"requests\":[],\"runs\":[,]}",
    "{\"entered\":1.5,\"requests\":[],\"runs\":[]}",
    "{\"entered\":\"1\",\"requests\":[],\"runs\":[]}",
    "{\"entered\":1,\"requests\":[{\"id\":\"a\",\"state\":\"new\"}],\"runs\":[]}",
    "{\"entered\":1,\"requests\":[],\"runs\":[{\"clock\":\"of no flow\",\"run\":1,\"start\":1,"
    "\"stopped\":1,\"result\":0,\"term\":0,\"pauses\":[],\"terms\":[1,1,0],\"limits\":[1]}]}",
    "{\"entered\":1,\"requests\":[],\"runs\":[{\"clock\":\"plan\",\"run\":1,\"start\":1,"
    "\"stopped\":1,\"result\":0,\"term\":1,\"pauses\":[],\"terms\":[1,1,0],\"limits\":[1]}]}",
    "{\"entered\":1,\"requests\":[],\"runs\":[{\"clock\":\"plan\",\"run\":1,\"start\":1,"
    "\"stopped\":1,\"result\":0,\"term\":0,\"pauses\":[1],\"terms\":[1,1,0],\"limits\":[1]}]}",
    "{\"entered\":1,\"requests\":[],\"runs\":[{\"clock\":\"plan\",\"run\":1,\"start\":1,"
    "\"stopped\":1,\"result\":0,\"term\":0,\"pauses\":[],\"terms\":[1,1,0],\"limits\":[1],"
    "\"count\":[1,2,3]}]}",
  };
  static const char plain[] = "{\"entered\":1,\"requests\":[],\"runs\":[]}";
  g_autoptr (FwFlowCase) whole = fw_flow_case_new (fw_kind_find ("case")->flow);

  g_assert_true (fw_flow_cases_read_body (whole, plain));
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (FwFlowCase) other = fw_flow_case_new (fw_kind_find ("case")->flow);

      g_test_message ("%s", bodies[i]);
      g_assert_false (fw_flow_cases_read_body (other, bodies[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flow-body/again", test_again);
  g_test_add_func ("/flow-body/cut-off", test_cut_off);
  g_test_add_func ("/flow-body/other", test_other);
  return g_test_run ();
}
