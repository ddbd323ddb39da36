/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/fw-server-fixture.h"

#define PERIOD "from=2026-03-02&to=2026-03-03"

static void
assert_refused (JsonObject *answer)
{
  JsonObject *error = json_object_get_object_member (answer, "error");
  JsonObject *report = json_object_get_object_member (answer, "report");

  g_assert_nonnull (strstr (json_object_get_string_member (error, "message"), "line 4"));
  g_assert_cmpint (json_object_get_int_member (report, "rejected"), ==, 1);
  g_assert_true (json_object_get_null_member (report, "floor"));
}

static void
test_import (FwServerFixture *f, gconstpointer data)
{
  static const char log[] = "1772442000|c1|sales|NONE|ENTERQUEUE||123|1\n"
                            "1772442005|c1|sales|Agent/1|CONNECT|5|x|4\n"
                            "1772442065|c1|sales|Agent/1|COMPLETEAGENT|5|60|1\n"
                            "what is this\n";
  g_autoptr (JsonObject) refused =
      fw_fixture_ask (f, "POST", "import?format=queue-log&dry_run=1", f->boss, log, 400);
  g_autoptr (JsonObject) refused_too =
      fw_fixture_ask (f, "POST", "import?format=queue-log&source=pbx", f->boss, log, 400);
  g_autoptr (JsonObject) dry = fw_fixture_ask (
      f, "POST", "import?format=queue-log&dry_run=1&skip_rejected=1", f->boss, log, 200);
  g_autoptr (JsonObject) before = fw_fixture_ask (f, "GET", "kpi?" PERIOD, f->boss, NULL, 200);
  g_autoptr (JsonObject) real = NULL;
  g_autoptr (JsonObject) after = NULL;

  /* Refused as a whole, with what was seen of it; looked at or not. */
  assert_refused (refused);
  assert_refused (refused_too);
  g_assert_cmpint (json_object_get_int_member (dry, "rows"), ==, 4);
  g_assert_cmpint (json_object_get_int_member (dry, "accepted"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (dry, "rejected"), ==, 1);
  g_assert_true (json_object_get_null_member (dry, "floor"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (dry, "examples")), ==, 1);
  g_assert_cmpint (fw_fixture_get_total (before, "offered"), ==, 0);

  real = fw_fixture_ask (f, "POST", "import?format=queue-log&source=pbx&skip_rejected=1", f->boss,
                         log, 200);
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (real, "floor"), "applied"), ==, 3);
  after = fw_fixture_ask (f, "GET", "kpi?" PERIOD, f->boss, NULL, 200);
  g_assert_cmpint (fw_fixture_get_total (after, "offered"), ==, 1);

  fw_fixture_expect_error (f, "POST", "import", f->boss, log, 400, "invalid", "format");
  fw_fixture_expect_error (f, "POST", "import?format=word", f->boss, log, 400, "invalid", "format");
  fw_fixture_expect_error (f, "POST", "import?format=queue-log&dry_run=2", f->boss, log, 400,
                           "invalid", "dry_run");
  fw_fixture_expect_error (f, "POST", "import?format=queue-log&source=", f->boss, log, 400,
                           "invalid", "source");
  fw_fixture_expect_error (f, "POST", "import?format=calls&map=%7B", f->boss, "a,b\n1,2\n", 400,
                           "invalid", "");
}

/* While it runs a ticket leads to an import; the end-to-end tests stop one that is long enough. */
static void
test_import_ticket (FwServerFixture *f, gconstpointer data)
{
  static const char log[] = "1772442000|c1|sales|NONE|ENTERQUEUE||123|1\n";
  g_autoptr (JsonObject) real =
      fw_fixture_ask (f, "POST", "import?format=queue-log&ticket=0a1b-2c3d", f->boss, log, 200);

  g_assert_false (json_object_get_boolean_member (real, "cancelled"));
  fw_fixture_expect_error (f, "GET", "import/0a1b-2c3d", f->boss, NULL, 404, "not-found", "ticket");
  fw_fixture_expect_error (f, "DELETE", "import/0a1b-2c3d", f->boss, NULL, 404, "not-found",
                           "ticket");
  fw_fixture_expect_error (f, "GET", "import/0a1b-2c3d", f->lead, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "DELETE", "import/0a1b-2c3d", f->coach, NULL, 403, "forbidden", "");
  fw_fixture_expect_error (f, "POST", "import?format=queue-log&ticket=short", f->boss, log, 400,
                           "invalid", "ticket");
  fw_fixture_expect_error (f, "POST", "import?format=queue-log&ticket=12345678%2F", f->boss, log,
                           400, "invalid", "ticket");
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/import/import", test_import },
    { "/server/import/ticket", test_import_ticket },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
