/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live.h"
#include "core/fw-error.h"
#include "fw-live-fixture.h"

#include <math.h>
#include <string.h>

static FwLiveFrame *
parse (char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));
  g_autoptr (GError) error = NULL;
  FwLiveFrame *frame = fw_live_frame_parse (bytes, &error);

  g_assert_no_error (error);
  return frame;
}

static void
feed (FwLive *live, char *json)
{
  g_autoptr (FwLiveFrame) frame = parse (json);

  fw_live_apply (live, frame);
}

static void
feed_text (FwLive *live, const char *json)
{
  feed (live, g_strdup (json));
}

static guint
count (GListModel *model)
{
  return g_list_model_get_n_items (model);
}

static void
test_whole (void)
{
  FwLiveFixture fixture;
  g_autoptr (FwLive) live = fw_live_new (NULL);
  FwTile *tile;
  GPtrArray *now, *before;
  gint64 from, step;
  guint n;

  fw_live_fixture_init (&fixture);
  g_assert_cmpint (fw_live_get_state (live), ==, FW_LIVE_EMPTY);
  g_assert_cmpint (fw_live_get_age (live), ==, -1);
  g_assert_cmpuint (count (fw_live_get_tiles (live)), ==, 7);
  feed (live, fw_live_fixture_whole (&fixture));
  g_assert_cmpint (fw_live_get_state (live), ==, FW_LIVE_CURRENT);
  g_assert_cmpuint (count (fw_live_get_groups (live)), ==, 12);
  g_assert_cmpuint (count (fw_live_get_people (live)), ==, 240);
  g_assert_cmpuint (count (fw_live_get_alerts (live)), ==, 2);
  g_assert_cmpuint (fw_live_get_counts (live)->signed_in, ==, 240);
  g_assert_cmpstr (fw_live_get_date (live), ==, "2026-11-21");
  tile = fw_live_find_tile (live, FW_LIVE_CSAT);
  g_assert_cmpfloat (fw_tile_get_value (tile)->value, ==, 0.91);
  g_assert_cmpint (fw_tile_get_value (tile)->verdict, ==, FW_VERDICT_CANNOT_TELL);
  g_assert_true (isnan (fw_tile_get_before (tile)));
  g_assert_true (isnan (fw_tile_get_trend (tile, &n)[0]));
  g_assert_cmpuint (n, ==, 30);
  g_assert_cmpfloat (fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value, ==,
                     4120);
  fw_live_get_curve (live, &from, &step, &now, &before);
  g_assert_cmpuint (now->len, ==, 30);
  g_assert_cmpuint (before->len, ==, 48);
  g_assert_cmpint (step, ==, 1800 * G_USEC_PER_SEC);
}

static void
notified_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  (*(guint *) data)++;
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  (*(guint *) data)++;
}

/* Rows change in place: the list itself stays. */
static void
test_partial (void)
{
  FwLiveFixture fixture;
  g_autoptr (FwLive) live = fw_live_new (NULL);
  g_autoptr (FwPersonRow) first = NULL;
  guint changes = 0, notified = 0;

  fw_live_fixture_init (&fixture);
  feed (live, fw_live_fixture_whole (&fixture));
  first = g_list_model_get_item (fw_live_get_people (live), 7);
  g_signal_connect (fw_live_get_people (live), "items-changed", G_CALLBACK (items_changed_cb),
                    &changes);
  g_signal_connect (first, "notify::revision", G_CALLBACK (notified_cb), &notified);
  for (guint i = 0; i < 20; i++)
    feed (live, fw_live_fixture_partial (&fixture, 40));
  g_assert_cmpuint (changes, ==, 0);
  g_assert_cmpuint (notified, >, 0);
  g_assert_cmpuint (notified, <=, 20);
  g_assert_cmpuint (count (fw_live_get_people (live)), ==, 240);
  g_assert_true (fw_live_find_person (live, fw_person_row_get_agent (first)) == first);
  g_assert_cmpfloat (fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value, ==,
                     4120);
}

#define HEAD "\"at\":\"2026-11-21T14:30:00Z\","
#define PERSON(agent, state) "{\"agent\":\"" agent "\",\"state\":\"" state "\"}"

static void
test_people_come_and_go (void)
{
  g_autoptr (FwLive) live = fw_live_new (NULL);

  feed_text (live, "{\"number\":1," HEAD "\"people\":{\"signed_in\":2,\"rows\":[" PERSON (
                       "a", "ready") "," PERSON ("b", "talking") "]}}");
  g_assert_cmpuint (count (fw_live_get_people (live)), ==, 2);
  feed_text (live, "{\"number\":2,\"partial\":true," HEAD
                   "\"people\":{\"signed_in\":2,\"partial\":true,\"rows\":[" PERSON (
                       "a", "signed-out") "," PERSON ("c", "paused") "]}}");
  g_assert_cmpuint (count (fw_live_get_people (live)), ==, 2);
  g_assert_null (fw_live_find_person (live, "a"));
  g_assert_nonnull (fw_live_find_person (live, "c"));
  /* who was never there can leave */
  feed_text (live, "{\"number\":3,\"partial\":true," HEAD
                   "\"people\":{\"partial\":true,\"rows\":[" PERSON ("x", "signed-out") "]}}");
  g_assert_cmpuint (count (fw_live_get_people (live)), ==, 2);
  /* a whole frame is everybody */
  feed_text (live, "{\"number\":4," HEAD
                   "\"people\":{\"signed_in\":1,\"rows\":[" PERSON ("b", "wrap-up") "]}}");
  g_assert_cmpuint (count (fw_live_get_people (live)), ==, 1);
  g_assert_cmpint (fw_person_row_get_state (fw_live_find_person (live, "b")), ==, FW_AGENT_WRAP_UP);
}

#define GROUP(key, offered)                                                                        \
  "{\"key\":{\"team\":\"" key "\"},\"title\":\"" key "\",\"offered\":" offered "}"

static double
get_offered (FwLive *live, guint i)
{
  g_autoptr (FwGroupRow) row = g_list_model_get_item (fw_live_get_groups (live), i);

  return fw_group_row_get_value (row, FW_LIVE_OFFERED)->value;
}

static void
test_left_out (void)
{
  g_autoptr (FwLive) live = fw_live_new (NULL);
  GPtrArray *now, *before;
  gint64 from, step;

  feed_text (
      live,
      "{\"number\":1," HEAD "\"by\":\"team\",\"groups\":[" GROUP ("a", "5") "," GROUP (
          "b", "6") "],"
                    "\"total\":{\"offered\":11},\"curve\":{\"from\":\"2026-11-21T00:00:00Z\","
                    "\"step_s\":1800,"
                    "\"now\":[{\"offered\":5},{\"offered\":6}],\"before\":[{\"offered\":9}]}}");
  feed_text (live, "{\"number\":2,\"partial\":true," HEAD
                   "\"by\":\"team\",\"groups\":[" GROUP ("b", "7") "]}");
  g_assert_cmpuint (count (fw_live_get_groups (live)), ==, 2);
  g_assert_cmpfloat (get_offered (live, 0), ==, 5);
  g_assert_cmpfloat (get_offered (live, 1), ==, 7);
  g_assert_cmpfloat (fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value, ==,
                     11);
  /* the curve from its second half hour on; what is before stands */
  feed_text (live, "{\"number\":3,\"partial\":true," HEAD
                   "\"curve\":{\"from\":\"2026-11-21T00:00:00Z\",\"step_s\":1800,\"first\":1,"
                   "\"now\":[{\"offered\":8},{\"offered\":1}]}}");
  fw_live_get_curve (live, &from, &step, &now, &before);
  g_assert_cmpuint (now->len, ==, 3);
  g_assert_cmpfloat (((FwLiveFrameGroup *) now->pdata[0])->values[FW_LIVE_OFFERED].value, ==, 5);
  g_assert_cmpfloat (((FwLiveFrameGroup *) now->pdata[1])->values[FW_LIVE_OFFERED].value, ==, 8);
  g_assert_cmpuint (before->len, ==, 1);
  /* another question: other groups */
  feed_text (live, "{\"number\":9," HEAD
                   "\"by\":\"queue\",\"groups\":[{\"key\":{\"queue\":\"q\"},\"offered\":3}]}");
  g_assert_cmpuint (count (fw_live_get_groups (live)), ==, 1);
  g_assert_cmpstr (fw_live_get_by (live), ==, "queue");
}

static void
test_twice_and_gap (void)
{
  g_autoptr (FwLive) live = fw_live_new (NULL);

  /* a change without what it changes is no floor */
  feed_text (live, "{\"number\":5,\"partial\":true," HEAD "\"total\":{\"offered\":1}}");
  g_assert_cmpint (fw_live_get_state (live), ==, FW_LIVE_EMPTY);
  feed_text (live, "{\"number\":6," HEAD "\"total\":{\"offered\":10}}");
  feed_text (live, "{\"number\":7,\"partial\":true," HEAD "\"total\":{\"offered\":11}}");
  feed_text (live, "{\"number\":6,\"partial\":true," HEAD "\"total\":{\"offered\":3}}");
  feed_text (live, "{\"number\":7,\"partial\":true," HEAD "\"total\":{\"offered\":4}}");
  g_assert_cmpfloat (fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value, ==,
                     11);
  feed_text (live, "{\"number\":9,\"partial\":true," HEAD "\"total\":{\"offered\":13}}");
  g_assert_cmpfloat (fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value, ==,
                     11);
  feed_text (live, "{\"number\":12," HEAD "\"total\":{\"offered\":14}}");
  g_assert_cmpfloat (fw_group_row_get_value (fw_live_get_total (live), FW_LIVE_OFFERED)->value, ==,
                     14);
}

static void
test_malformed (void)
{
  static const char *const bodies[] = {
    "",
    "{",
    "[]",
    "null",
    "{}",
    "{\"number\":1}",
    "{\"number\":-1," HEAD "\"x\":0}",
    "{\"number\":\"1\"," HEAD "\"x\":0}",
    "{\"number\":1,\"at\":\"yesterday\"}",
    "{\"number\":1,\"at\":5}",
    "{\"number\":1," HEAD "\"tiles\":{}}",
    "{\"number\":1," HEAD "\"tiles\":[5]}",
    "{\"number\":1," HEAD "\"tiles\":[{\"metric\":\"nosuch\"}]}",
    "{\"number\":1," HEAD "\"tiles\":[{\"metric\":\"csat\",\"value\":\"high\"}]}",
    "{\"number\":1," HEAD "\"tiles\":[{\"metric\":\"csat\",\"trend\":[true]}]}",
    "{\"number\":1," HEAD "\"by\":\"team\",\"groups\":[{\"offered\":1}]}",
    "{\"number\":1," HEAD "\"by\":\"team\",\"groups\":[{\"key\":{\"queue\":\"q\"}}]}",
    "{\"number\":1," HEAD "\"people\":{\"rows\":[{\"agent\":\"a\"}]}}",
    "{\"number\":1," HEAD "\"people\":{\"rows\":[{\"agent\":\"a\",\"state\":\"asleep\"}]}}",
    "{\"number\":1," HEAD "\"curve\":{\"step_s\":0,\"now\":[]}}",
    "{\"number\":1," HEAD "\"curve\":{\"step_s\":1800,\"first\":99999999,\"now\":[]}}",
    "{\"number\":1," HEAD "\"alerts\":[{\"id\":\"x\"}]}",
    "{\"number\":1," HEAD "\"partial\":\"yes\"}",
    "{\"number\":1,\"number\":2," HEAD "\"x\":0}",
    "{\"number\":1," HEAD "\"waiting\":{\"count\":-3}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bodies[i], strlen (bodies[i]));
      g_autoptr (GError) error = NULL;
      FwLiveFrame *frame = fw_live_frame_parse (bytes, &error);

      g_assert_null (frame);
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_cmpuint (strlen (error->message), >, 3);
    }
}

/* Every frame cut anywhere is refused, never half taken. */
static void
test_cut (void)
{
  FwLiveFixture fixture;
  g_autofree char *json = NULL;
  gsize length;

  fw_live_fixture_init (&fixture);
  fixture.n_people = 3;
  json = fw_live_fixture_whole (&fixture);
  length = strlen (json);
  for (gsize cut = 0; cut < length; cut += 37)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (json, cut);

      g_assert_null (fw_live_frame_parse (bytes, NULL));
    }
}

static FwGroupRow *
find_group (GListModel *rows, const char *key)
{
  for (guint i = 0; i < count (rows); i++)
    {
      g_autoptr (FwGroupRow) row = g_list_model_get_item (rows, i);

      if (g_str_equal (fw_group_row_get_key (row), key))
        return row;
    }
  return NULL;
}

#define QUEUE(id, waiting, longest, verdict)                                                       \
  "{\"queue\":\"" id "\",\"title\":\"The " id "\",\"waiting\":" waiting                            \
  ",\"limit\":5,\"verdict\":\"in-order\",\"longest_s\":" longest                                   \
  ",\"limit_s\":60,\"longest_verdict\":\"" verdict "\",\"ready\":4}"

/* Who waits stands beside the figures of the same queue, and alone where there are none yet. */
static void
test_queues (void)
{
  g_autoptr (FwLive) live = fw_live_new (NULL);
  FwGroupRow *sales, *post;

  feed_text (
      live,
      "{\"number\":1,\"at\":\"2026-11-21T10:00:00Z\",\"by\":\"queue\",\"queues\":[" QUEUE (
          "sales", "2", "90", "late") "," QUEUE ("post", "1", "5",
                                                 "in-order") "],\"groups\":[{\"key\":{\"queue\":"
                                                             "\"sales\"},\"title\":\"Sales\","
                                                             "\"offered\":7}]}");
  g_assert_cmpuint (count (fw_live_get_queues (live)), ==, 2);
  g_assert_cmpuint (count (fw_live_get_groups (live)), ==, 2);
  sales = find_group (fw_live_get_groups (live), "sales");
  post = find_group (fw_live_get_groups (live), "post");
  g_assert_cmpstr (fw_group_row_get_title (sales), ==, "Sales");
  g_assert_cmpstr (fw_group_row_get_title (post), ==, "The post");
  g_assert_cmpfloat (fw_group_row_get_value (sales, FW_LIVE_OFFERED)->value, ==, 7);
  g_assert_cmpfloat (fw_group_row_get_value (sales, FW_LIVE_IN_QUEUE)->value, ==, 2);
  g_assert_cmpint (fw_group_row_get_value (sales, FW_LIVE_LONGEST)->verdict, ==, FW_VERDICT_LATE);
  g_assert_cmpfloat (fw_group_row_get_value (sales, FW_LIVE_LONGEST)->target, ==, 60);
  g_assert_cmpfloat (fw_group_row_get_value (post, FW_LIVE_READY)->value, ==, 4);
  g_assert_true (isnan (fw_group_row_get_value (post, FW_LIVE_OFFERED)->value));

  /* Only what changed is told; a row stays the same object. */
  feed_text (live,
             "{\"number\":2,\"at\":\"2026-11-21T10:00:01Z\",\"partial\":true,\"by\":\"queue\","
             "\"queues\":[" QUEUE ("sales", "0", "null", "no-target") "]}");
  g_assert_true (find_group (fw_live_get_groups (live), "sales") == sales);
  g_assert_cmpfloat (fw_group_row_get_value (sales, FW_LIVE_IN_QUEUE)->value, ==, 0);
  g_assert_true (isnan (fw_group_row_get_value (sales, FW_LIVE_LONGEST)->value));
  g_assert_cmpfloat (fw_group_row_get_value (post, FW_LIVE_IN_QUEUE)->value, ==, 1);

  /* By something else the queues are still known, and no row of the table is one. */
  feed_text (live,
             "{\"number\":3,\"at\":\"2026-11-21T10:00:02Z\",\"by\":\"team\",\"queues\":[" QUEUE (
                 "post", "1", "7", "in-order") "],\"groups\":[]}");
  g_assert_cmpuint (count (fw_live_get_queues (live)), ==, 1);
  g_assert_cmpuint (count (fw_live_get_groups (live)), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/model/whole", test_whole);
  g_test_add_func ("/live/model/partial", test_partial);
  g_test_add_func ("/live/model/queues", test_queues);
  g_test_add_func ("/live/model/people", test_people_come_and_go);
  g_test_add_func ("/live/model/left-out", test_left_out);
  g_test_add_func ("/live/model/twice-and-gap", test_twice_and_gap);
  g_test_add_func ("/live/model/malformed", test_malformed);
  g_test_add_func ("/live/model/cut", test_cut);
  return g_test_run ();
}
