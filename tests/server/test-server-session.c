/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "server/fw-server-fixture.h"

static void
test_session (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) opened =
      fw_fixture_ask (f, "POST", "session", NULL,
                      "{\"user\":\"boss\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}", 200);
  const char *token = json_object_get_string_member (opened, "token");
  g_autoptr (JsonObject) account = fw_fixture_ask (f, "GET", "session", token, NULL, 200);
  g_autoptr (JsonObject) lead = fw_fixture_ask (f, "GET", "session", f->lead, NULL, 200);
  g_autoptr (JsonObject) closed = NULL;
  JsonArray *teams = json_object_get_array_member (lead, "teams");

  g_assert_cmpuint (strlen (token), >=, 43);
  g_assert_cmpstr (json_object_get_string_member (account, "id"), ==, "boss");
  g_assert_cmpstr (json_object_get_string_member (account, "name"), ==, "Boss");
  g_assert_cmpstr (json_object_get_string_member (account, "role"), ==, "administrator");
  g_assert_cmpstr (json_object_get_string_member (account, "centre"), ==, "Shanghai");
  g_assert_true (json_object_get_null_member (account, "teams"));
  g_assert_cmpuint (json_array_get_length (teams), ==, 1);
  g_assert_cmpstr (json_array_get_string_element (teams, 0), ==, "a");

  closed = fw_fixture_ask (f, "DELETE", "session", token, NULL, 200);
  fw_fixture_expect_error (f, "GET", "session", token, NULL, 401, "unauthorised", "session");
}

static void
test_sign_in_refused (FwServerFixture *f, gconstpointer data)
{
  static const char *const bodies[] = { "",
                                        "{",
                                        "[]",
                                        "null",
                                        "{}",
                                        "{\"user\":\"boss\"}",
                                        "{\"user\":5,\"password\":\"x\"}",
                                        "{\"user\":\"boss\",\"password\":null}",
                                        "{\"user\":\"boss\",\"user\":\"a\",\"password\":\"x\"}",
                                        "{\"user\":\"b\\u0000\",\"password\":\"x\"}" };
  static const char wrong[] = "{\"user\":\"boss\",\"password\":\"not this one\"}";
  static const char right[] = "{\"user\":\"boss\",\"password\":\"" FW_FIXTURE_PASSWORD "\"}";
  g_autoptr (FwRawAnswer) slowed = NULL;
  guint wait = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    fw_fixture_expect_error (f, "POST", "session", NULL, bodies[i], 400, "invalid", "");

  for (guint i = 0; i < 4; i++)
    fw_fixture_expect_error (f, "POST", "session", NULL, wrong, 401, "unauthorised", "");

  /* The fourth failure is one too many; even the right password waits now. A busy machine may take
   * the whole second to read the next request: further failures make it wait for longer. */
  for (guint i = 4; wait == 0; i++)
    {
      g_assert_cmpuint (i, <, 12);
      for (guint k = 4; k < i; k++)
        {
          g_autoptr (FwRawAnswer) again =
              fw_raw_request (f->port, "POST", "session", NULL, wrong, -1);

          g_assert_true (again->status == 401 || again->status == 429);
        }
      g_clear_pointer (&slowed, fw_raw_answer_free);
      slowed = fw_raw_request (f->port, "POST", "session", NULL, right, -1);
      if (slowed->status == 429)
        sscanf (strstr (slowed->head, "Retry-After: "), "Retry-After: %u", &wait);
    }
  g_assert_cmpuint (wait, >=, 1);
  g_usleep ((wait * 1000 + 100) * 1000);
  g_clear_pointer (&slowed, fw_raw_answer_free);
  slowed = fw_raw_request (f->port, "POST", "session", NULL, right, -1);
  g_assert_cmpuint (slowed->status, ==, 200);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/session/session", test_session },
    { "/server/session/sign-in-refused", test_sign_in_refused },
    { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
