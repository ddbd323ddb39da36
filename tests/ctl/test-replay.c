/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "ctl/fw-clock-replay.h"

static const char *const files[] = { "vectors.jsonl", "scenarios.jsonl", "moves.jsonl" };

static char *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static JsonObject *
read_document (const char *folder, const char *name)
{
  g_autofree char *text = read_file (folder, name);
  g_autoptr (GError) error = NULL;
  JsonObject *object = fw_json_parse_object (text, strlen (text), &error);

  g_assert_no_error (error);
  return object;
}

static FwClockReplay *
make_replay (const char *folder, gboolean with_flows)
{
  g_autoptr (JsonObject) calendars = read_document (folder, "calendars.json");
  g_autoptr (JsonObject) flows = with_flows ? read_document (folder, "flows.json") : NULL;
  g_autoptr (GError) error = NULL;
  FwClockReplay *replay = fw_clock_replay_new (calendars, flows, &error);

  g_assert_no_error (error);
  return replay;
}

/* The answer, without its id, is what is expected, neither more nor less. */
static void
check_line (FwClockReplay *replay, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonObject) line = fw_json_parse_object (text, strlen (text), &error);
  g_autoptr (JsonObject) answer = NULL;
  g_autofree char *note = NULL;
  g_autoptr (JsonNode) got = NULL;
  g_autoptr (JsonNode) expected = NULL;

  g_assert_no_error (error);
  fw_clock_replay_line (replay, line, out, &note, &error);
  g_assert_no_error (error);
  answer = fw_json_parse_object (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (answer, "id"), ==,
                   json_object_get_string_member (line, "id"));
  json_object_remove_member (answer, "id");
  got = json_node_init_object (json_node_alloc (), answer);
  expected = json_node_copy (json_object_get_member (line, "expect"));
  if (json_node_equal (got, expected))
    return;

  g_error ("%s\ncame to %s", text, out->str);
}

static guint
check_file (FwClockReplay *replay, const char *folder, const char *name)
{
  g_autofree char *text = read_file (folder, name);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      {
        check_line (replay, lines[i]);
        n++;
      }
  return n;
}

static void
test_folder (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (FwClockReplay) replay = make_replay (folder, TRUE);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    n += check_file (replay, folder, files[i]);
  g_assert_cmpuint (n, >=, 98 + 23 + 16);
}

static FwFlow *
read_flow (const char *folder, const char *name)
{
  g_autoptr (GPtrArray) faults =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_flow_fault_free);
  g_autofree char *text = read_file (folder, name);
  FwFlow *flow = fw_flow_read (text, strlen (text), faults);

  if (flow == NULL)
    g_error ("%s: %s", name, ((FwFlowFault *) faults->pdata[0])->sentence);
  return flow;
}

/* The same cases come to the same by descriptions. */
static void
test_descriptions (gconstpointer data)
{
  static const char *const flows[] = { "complaint.xml", "answer.xml", "solve-continue.xml",
                                       "next-answer.xml", "two.xml" };
  const char *folder = data;
  g_autoptr (FwClockReplay) replay = make_replay (folder, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    {
      g_autoptr (FwFlow) flow = read_flow (folder, flows[i]);

      fw_clock_replay_add_flow (replay, flow);
    }
  g_assert_cmpuint (check_file (replay, folder, "scenarios.jsonl"), ==, 23);
}

/* ---- what is refused ---- */

static void
assert_refused (FwClockReplay *replay, const char *text, const char *named)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new ("before");
  g_autoptr (JsonObject) line = fw_json_parse_object (text, strlen (text), &error);
  g_autofree char *note = NULL;

  g_assert_no_error (error);
  if (fw_clock_replay_line (replay, line, out, &note, &error))
    g_error ("%s was taken: %s", text, out->str);
  g_assert_nonnull (error);
  if (strstr (error->message, named) == NULL)
    g_error ("%s was refused by “%s”, which does not name %s", text, error->message, named);
  g_assert_cmpstr (out->str, ==, "before");
}

static void
test_refuse (gconstpointer data)
{
  static const struct
  {
    const char *text, *named;
  } cases[] = {
    { "{}", "id" },
    { "{\"id\": 5}", "id" },
    { "{\"id\": \"a\"}", "a clock (limit_s)" },
    { "{\"id\": \"a\", \"limit_s\": 1}", "calendar" },
    { "{\"id\": \"a\", \"calendar\": \"moon\", \"limit_s\": 1}", "moon" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": 1}", "start" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": 1, \"start\": \"2026-11-02\"}", "start" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": -1, \"start\": \"2026-11-02T00:00:00Z\"}",
      "limit_s" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": 99999999999, \"start\": "
      "\"2026-11-02T00:00:00Z\"}",
      "limit_s" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": 1, \"start\": \"2026-11-02T00:00:00Z\", "
      "\"pauses\": [[\"2026-11-02T00:00:00Z\"]]}",
      "pauses" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": 1, \"start\": \"2026-11-02T00:00:00Z\", "
      "\"pauses\": [[\"2026-11-02T00:00:00Z\", \"2026-11-01T00:00:00Z\"]]}",
      "pauses" },
    { "{\"id\": \"a\", \"calendar\": null, \"limit_s\": 1, \"start\": \"2026-11-02T00:00:00Z\", "
      "\"now\": 3}",
      "now" },
    { "{\"id\": \"a\", \"flow\": \"fly\", \"calendar\": null, \"moves\": []}", "fly" },
    { "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": null, \"moves\": []}", "until" },
    { "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": null, \"grade\": \"9\", \"until\": "
      "\"2026-11-02T00:00:00Z\", \"moves\": [[\"2026-11-01T00:00:00Z\", \"received\"]]}",
      "grade “9”" },
    { "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": null, \"grade\": \"1\", \"until\": "
      "\"2026-11-02T00:00:00Z\", \"moves\": [[\"2026-11-01T00:00:00Z\", \"received\"], "
      "[\"2026-11-01T00:00:00Z\", \"grade:9\"]]}",
      "grade “9”" },
    { "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": null, \"grade\": \"1\", \"until\": "
      "\"2026-11-02T00:00:00Z\", \"moves\": [[\"2026-11-01T00:00:00Z\", \"policy:answer\"]]}",
      "policy:CLOCK=SECONDS" },
    { "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": null, \"until\": "
      "\"2026-11-02T00:00:00Z\", \"moves\": [[\"2026-11-01T00:00:00Z\"]]}",
      "moves" },
    { "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": null, \"until\": "
      "\"2026-11-02T00:00:00Z\", \"moves\": {}}",
      "moves" },
    { "{\"id\": \"a\", \"try\": {}, \"history\": []}", "enter" },
    { "{\"id\": \"a\", \"try\": {}, \"history\": [{\"person\": \"li\", \"what\": \"change\", "
      "\"set\": {}}]}",
      "entry 1" },
    { "{\"id\": \"a\", \"try\": {}, \"history\": [{\"person\": \"li\", \"what\": \"enter\", "
      "\"set\": {}}]}",
      "person" },
    { "{\"id\": \"a\", \"try\": {\"person\": \"li\", \"to\": \"paid\", \"based_on\": -1}, "
      "\"history\": [{\"person\": \"li\", \"what\": \"enter\", \"set\": {}}]}",
      "based_on" },
    { "{\"id\": \"a\", \"try\": {\"person\": \"li\", \"to\": \"paid\"}, \"history\": [{\"person\": "
      "\"li\", \"what\": \"enter\", \"set\": {}}, {\"person\": \"li\", \"what\": \"move\", \"to\": "
      "\"heaven\"}]}",
      "heaven" },
  };
  g_autoptr (FwClockReplay) replay = make_replay (data, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (replay, cases[i].text, cases[i].named);
}

/* An alarm is told beside the answer. */
static void
test_stuck (gconstpointer data)
{
  static const char text[] =
      "{\"id\": \"a\", \"flow\": \"answer\", \"calendar\": \"utc-none\", \"grade\": \"1\", "
      "\"until\": \"2026-11-03T00:00:00Z\", \"moves\": [[\"2026-11-02T00:00:00Z\", \"received\"]]}";
  g_autoptr (FwClockReplay) replay = make_replay (data, TRUE);
  g_autoptr (JsonObject) line = fw_json_parse_object (text, strlen (text), NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *note = NULL;

  g_assert_true (fw_clock_replay_line (replay, line, out, &note, NULL));
  g_assert_cmpstr (out->str, ==,
                   "{\"id\":\"a\",\"log\":[],\"clocks\":[{\"clock\":\"answer\",\"run\":1,\"start\":"
                   "\"2026-11-02T00:00:00Z\",\"due\":null,\"counted_s\":0,\"state\":\"stuck\"}]}");
  g_assert_nonnull (strstr (note, "“answer” never comes to an end"));
}

int
main (int argc, char **argv)
{
  const char *shared;
  g_autofree char *own = NULL;
  g_autofree char *beside = NULL;

  g_test_init (&argc, &argv, NULL);
  own = g_test_build_filename (G_TEST_DIST, "data", "clocks", NULL);
  g_test_add_data_func ("/replay/ours", own, test_folder);
  g_test_add_data_func ("/replay/descriptions", own, test_descriptions);
  g_test_add_data_func ("/replay/refuse", own, test_refuse);
  g_test_add_data_func ("/replay/stuck", own, test_stuck);
  shared = g_getenv ("FW_SHARED_DATA");
  beside = g_build_filename (shared != NULL ? shared : "", "loops", "clocks", NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_DIR))
    g_test_add_data_func ("/replay/beside", beside, test_folder);
  return g_test_run ();
}
