/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Planned shifts over the wire: whose they are, once a day, and many at once. */
#include "server/fw-server-fixture.h"

static void
furnish (FwServerFixture *f)
{
  fw_fixture_post (f, "shift-template", f->boss,
                   "{\"id\":\"dawn\",\"name\":\"Early\",\"site\":\"sh\",\"start\":\"06:00\","
                   "\"length_minutes\":510,\"letter\":\"E\"}");
}

#define SHIFT(id, person, day)                                                                     \
  "{\"id\":\"" id "\",\"person\":\"" person "\",\"day\":\"" day                                    \
  "\",\"type\":\"work\",\"template\":\"dawn\",\"state\":\"draft\"}"

static void
test_whose (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) record = NULL, seen = NULL;

  furnish (f);
  fw_fixture_post (f, "shift", f->lead, SHIFT ("s1", "p1", "2026-11-30"));
  fw_fixture_post (f, "shift", f->boss, SHIFT ("s2", "p2", "2026-11-30"));
  record = fw_fixture_ask (f, "GET", "records/shift/s1", f->coach, NULL, 200);
  g_assert_cmpstr (json_object_get_string_member (record, "team"), ==, "a");
  /* Of another team she neither sees nor writes. */
  seen = fw_fixture_ask (f, "GET", "records/shift?from.day=2026-11-30", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (seen, "records")), ==, 1);
  fw_fixture_expect_error (f, "POST", "records/shift", f->coach, SHIFT ("s3", "p1", "2026-12-01"),
                           403, "forbidden", "shift");
}

/* Nobody has two of one day; a batch may take one away and give another. */
static void
test_once (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) after = NULL;

  furnish (f);
  fw_fixture_post (f, "shift", f->lead, SHIFT ("s1", "p1", "2026-11-30"));
  fw_fixture_post (f, "shift", f->lead, SHIFT ("s2", "p1", "2026-12-01"));
  fw_fixture_expect_error (f, "POST", "records/shift", f->lead, SHIFT ("s3", "p1", "2026-11-30"),
                           400, "invalid", "person, day: expected each once; “s1” has the same");
  json_object_unref (
      fw_fixture_ask (f, "POST", "records", f->lead,
                      "{\"writes\":[{\"kind\":\"shift\",\"delete\":\"s1\",\"revision\":1},"
                      "{\"kind\":\"shift\",\"record\":" SHIFT ("s4", "p1", "2026-11-30") "}]}",
                      200));
  after = fw_fixture_ask (f, "GET", "records/shift?where.person=p1", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (after, "records")), ==, 2);
}

static void
test_refusals (FwServerFixture *f, gconstpointer data)
{
  furnish (f);
  fw_fixture_expect_error (f, "POST", "records/shift", f->lead,
                           "{\"id\":\"x\",\"person\":\"p1\",\"day\":\"2026-11-30\","
                           "\"type\":\"work\",\"state\":\"draft\"}",
                           400, "invalid", "template: expected the shift that is worked");
  fw_fixture_expect_error (f, "POST", "records/shift", f->lead,
                           "{\"id\":\"x\",\"person\":\"p1\",\"day\":\"2026-11-30\","
                           "\"type\":\"leave\",\"template\":\"dawn\",\"state\":\"draft\"}",
                           400, "invalid", "template: expected of work and training alone");
  fw_fixture_expect_error (f, "POST", "records/roster-rule", f->lead,
                           "{\"id\":\"x\",\"name\":\"R\",\"site\":\"sh\",\"team\":\"a\"}", 400,
                           "invalid", "rest_hours: expected at least one limit");
  fw_fixture_post (
      f, "roster-rule", f->lead,
      "{\"id\":\"r\",\"name\":\"R\",\"site\":\"sh\",\"team\":\"a\",\"rest_hours\":11}");
  fw_fixture_expect_error (
      f, "POST", "records/roster-rule", f->lead,
      "{\"id\":\"x\",\"name\":\"R\",\"site\":\"sh\",\"team\":\"b\",\"rest_hours\":11}", 403,
      "forbidden", "");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server-roster/whose", test_whose },
    { "/server-roster/once", test_once },
    { "/server-roster/refusals", test_refusals },
    { NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
