/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"
#include "core/quality/fw-review-form.h"
#include "protocol/fw-json.h"
#include "sample/fw-sample-centre.h"
#include "server/fw-server-fixture.h"
#include "support/fw-test-store.h"

/* Nobody on a well-run floor speaks, or writes up, for this long; and hardly anybody is away so. */
#define LONGEST_TALK_S 5400.0
#define LONGEST_PAUSE_S 6000.0
/* More history would make the test longer and show nothing else. */
#define DAYS 3

/* A centre that was made a while ago, and whose server has been away since. */
static void
make_centre (FwServerFixture *f, gint64 gap)
{
  g_autoptr (GError) error = NULL;

  f->location = fw_test_store_new ();
  f->centre = fw_test_centre_open (f->location);
  fw_sample_create (f->centre, FW_SAMPLE_SEED, g_get_real_time () - gap, DAYS, NULL, NULL, NULL,
                    &error);
  g_assert_no_error (error);
  fw_centre_close (f->centre);
}

static double
get_age_s (const char *text)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (text, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  g_assert_nonnull (at);
  return (double) g_date_time_difference (now, at) / G_TIME_SPAN_SECOND;
}

static void
check_people (JsonObject *people)
{
  JsonArray *rows = json_object_get_array_member (people, "rows");

  g_assert_cmpuint (json_array_get_length (rows), >, 5);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *state = json_object_get_string_member (row, "state");
      double since = get_age_s (json_object_get_string_member (row, "since"));

      if (g_str_equal (state, "talking") || g_str_equal (state, "wrap-up"))
        g_assert_cmpfloat (since, <, LONGEST_TALK_S);
      if (g_str_equal (state, "paused"))
        g_assert_cmpfloat (since, <, LONGEST_PAUSE_S);
    }
}

/* The forms that are shipped: their weights are right, or they would not be there. */
static void
check_forms (FwServerFixture *f, const char *token)
{
  static const struct
  {
    const char *path;
    guint items;
  } forms[] = {
    { "records/review-form/three-dimensions-1", 6 },
    { "records/review-form/five-points-1", 5 },
    { "records/review-form/fifteen-norms-1", 15 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (JsonObject) form = fw_fixture_ask (f, "GET", forms[i].path, token, NULL, 200);
      g_autoptr (FwReviewForm) items =
          fw_review_form_parse (json_object_get_string_member (form, "items"), NULL);

      g_assert_nonnull (items);
      g_assert_cmpuint (items->n, ==, forms[i].items);
    }
}

/* The first thing that anybody can see after the gap is the floor as it is now. */
static void
test_gap (gconstpointer data)
{
  FwServerOptions options = { .address = "127.0.0.1", .sample = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) live = NULL;
  g_autofree char *token = NULL;
  FwServerFixture f = { 0 };
  FwSampleFeed *feed;

  make_centre (&f, GPOINTER_TO_INT (data) * FW_HOUR);
  f.centre = fw_test_centre_open (f.location);
  feed = fw_sample_feed_centre (f.centre, NULL, NULL, &error);
  g_assert_no_error (error);
  f.server = fw_server_new (f.centre, &options, &error);
  g_assert_no_error (error);
  f.port = fw_server_get_port (f.server);
  token = fw_server_add_local_session (f.server);

  check_forms (&f, token);
  live = fw_fixture_ask (&f, "GET", "live?by=team", token, NULL, 200);
  g_assert_cmpfloat (get_age_s (json_object_get_string_member (live, "last_event")), <, 120);
  check_people (json_object_get_object_member (live, "people"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (live, "alerts")), <, 20);

  fw_sample_feed_stop (feed);
  fw_server_free (f.server);
  fw_centre_close (f.centre);
  fw_test_store_free (f.location);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/server/sample/gap-of-hours", GINT_TO_POINTER (5), test_gap);
  g_test_add_data_func ("/server/sample/gap-of-days", GINT_TO_POINTER (8 * 24), test_gap);
  return g_test_run ();
}
