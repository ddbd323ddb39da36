/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "server/fw-follow.h"
#include "server/fw-pushed.h"
#include "server/fw-server-fixture.h"

/* Two kept mappings: of another source, and of this one; a file goes before both. */
static void
test_follow_mapping (FwServerFixture *f, gconstpointer data)
{
  static const char log[] = "1772442000|c1|sales|NONE|ENTERQUEUE||5550101|1\n"
                            "1772442010|c1|sales|SIP/101|CONNECT|10|x|5\n"
                            "1772442070|c1|sales|SIP/101|COMPLETEAGENT|10|60|1\n";
  static const char kept_body[] = "{\"id\":\"%s\",\"name\":\"%s\",\"source\":\"%s\",\"format\":"
                                  "\"queue-log\",\"mapping\":\"%s\"}";
  static const char people[] = "{\\\"people\\\":{\\\"%s\\\":[\\\"SIP/101\\\"]}}";
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-follow-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "queue_log", NULL);
  g_autofree char *map = g_build_filename (folder, "map", NULL);
  g_autofree char *kept = g_build_filename (folder, "position", NULL);
  static const char *const sources[] = { "other", "pbx" };
  const char *const expected[] = { "Ann pbx", "Ann Lee" };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *name = g_strdup_printf ("Ann %s", sources[i]);
      g_autofree char *mapping = g_strdup_printf (people, name);
      g_autofree char *body =
          g_strdup_printf (kept_body, sources[i], sources[i], sources[i], mapping);
      g_autoptr (JsonObject) answer =
          fw_fixture_ask (f, "POST", "records/mapping", f->boss, body, 201);
    }
  g_assert_true (g_file_set_contents (path, log, -1, NULL));
  g_assert_true (g_file_set_contents (map, "{\"people\":{\"Ann Lee\":[\"SIP/101\"]}}", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = NULL;
      /* Another source takes the same lines again. */
      g_autoptr (FwFollow) follow = fw_follow_new (f->centre, path, i == 0 ? "pbx" : "other",
                                                   i == 0 ? NULL : map, kept, &error);
      FwCube *cube = fw_centre_get_cube (f->centre);
      guint16 code = 0;

      g_assert_no_error (error);
      for (gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
           code == 0 && g_get_monotonic_time () < end;)
        {
          g_main_context_iteration (NULL, TRUE);
          fw_cube_read_lock (cube);
          fw_dictionary_find (fw_cube_get_dictionary (cube, FW_DIMENSION_AGENT),
                              fw_text (expected[i]), &code);
          fw_cube_read_unlock (cube);
        }
      g_assert_cmpuint (code, !=, 0);
      g_clear_pointer (&follow, fw_follow_free);
      g_unlink (kept);
    }
  g_unlink (map);
  g_unlink (path);
  g_rmdir (folder);
}

static guint64
count_left (FwCentre *centre)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwQuestion question = { .from = G_GINT64_CONSTANT (1772400000) * FW_SECOND,
                          .to = G_GINT64_CONSTANT (1772500000) * FW_SECOND,
                          .now = g_get_real_time () };
  g_autoptr (FwCubeAnswer) answer = fw_centre_ask (centre, scope, &question, NULL, NULL);

  return answer->total.left;
}

/* The log's last lines are months old, and nothing comes any more: who entered has left. Who had
 * waited for hours by the log's own time was counted with the next line. */
static void
test_follow_silent (FwServerFixture *f, gconstpointer data)
{
  static const char log[] = "1772442000|s1|sales|NONE|ENTERQUEUE||5550101|1\n"
                            "1772442900|s2|sales|NONE|ENTERQUEUE||5550102|1\n";
  g_autofree char *folder = g_dir_make_tmp ("floorwalker-follow-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "queue_log", NULL);
  g_autofree char *kept = g_build_filename (folder, "position", NULL);
  g_autoptr (FwFollow) follow = NULL;
  g_autoptr (GError) error = NULL;
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_assert_true (g_file_set_contents (path, log, -1, NULL));
  follow = fw_follow_new (f->centre, path, "silent", NULL, kept, &error);
  g_assert_no_error (error);
  while (count_left (f->centre) < 2 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_left (f->centre), ==, 2);
  g_clear_pointer (&follow, fw_follow_free);
  g_unlink (kept);
  g_unlink (path);
  g_rmdir (folder);
}

#define MINUTE (60 * FW_SECOND)

static gboolean
is_quiet (FwPushed *pushed, gint64 now)
{
  g_autoptr (GArray) states = fw_pushed_list (pushed, now);

  g_assert_cmpuint (states->len, ==, 1);
  return g_array_index (states, FwPushedState, 0).quiet;
}

/* Quiet is what is quiet for a quarter of an hour and more than twice the longest pause; a night is
 * no pause, and of who posted seldom nobody knows the way. */
static void
test_pushed_rhythm (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwPushed) pushed = fw_pushed_new ();
  gint64 now = 1000 * MINUTE;

  for (guint i = 0; i + 1 < FW_PUSHED_FEWEST; i++)
    fw_pushed_note (pushed, "crm", 2, now += MINUTE);
  g_assert_false (is_quiet (pushed, now + 600 * MINUTE));
  fw_pushed_note (pushed, "crm", 2, now += MINUTE);
  g_assert_false (is_quiet (pushed, now + 15 * MINUTE));
  g_assert_true (is_quiet (pushed, now + 16 * MINUTE));
  fw_pushed_note (pushed, "crm", 2, now += 20 * MINUTE);
  g_assert_false (is_quiet (pushed, now + 40 * MINUTE));
  g_assert_true (is_quiet (pushed, now + 41 * MINUTE));
  fw_pushed_note (pushed, "crm", 2, now += 600 * MINUTE);
  g_assert_true (is_quiet (pushed, now + 41 * MINUTE));
}

static const char *
find_status (JsonObject *health, const char *name)
{
  JsonArray *sources = json_object_get_array_member (health, "sources");

  for (guint i = 0; i < json_array_get_length (sources); i++)
    {
      JsonObject *source = json_array_get_object_element (sources, i);

      if (g_str_equal (json_object_get_string_member (source, "name"), name))
        return json_object_get_string_member (source, "status");
    }
  return NULL;
}

/* Health tells of a source that has fallen silent, once somebody is there whom it concerns. */
static void
test_pushed_health (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *at = fw_time_format (g_get_real_time ());
  g_autofree char *event = g_strdup_printf (
      "{\"source\":\"desk\",\"id\":\"1\",\"at\":\"%s\",\"type\":\"signed-in\",\"agent\":\"ann\"}",
      at);
  FwPushed *pushed = fw_server_get_pushed (f->server);
  g_autoptr (JsonObject) before = NULL, posted = NULL, after = NULL;

  for (guint i = 0; i < FW_PUSHED_FEWEST; i++)
    fw_pushed_note (pushed, "crm", 1, g_get_real_time () - 60 * MINUTE + i * FW_SECOND);
  before = fw_fixture_ask (f, "GET", "health", NULL, NULL, 200);
  g_assert_cmpstr (find_status (before, "crm"), ==, "ok");
  g_assert_null (find_status (before, "desk"));
  posted = fw_fixture_ask (f, "POST", "events", f->boss, event, 200);
  after = fw_fixture_ask (f, "GET", "health", NULL, NULL, 200);
  g_assert_cmpstr (find_status (after, "crm"), ==, "silent");
  g_assert_cmpstr (find_status (after, "desk"), ==, "ok");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/follow/mapping", test_follow_mapping },
    { "/server/follow/silent", test_follow_silent },
    { "/server/pushed/rhythm", test_pushed_rhythm },
    { "/server/pushed/health", test_pushed_health },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
