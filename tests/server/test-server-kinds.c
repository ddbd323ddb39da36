/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A centre's own kinds and fields, from the moment that somebody adds them. */
#include <string.h>

#include "protocol/fw-json.h"
#include "protocol/fw-kind-json.h"
#include "server/fw-server-fixture.h"
#include "server/fw-stream-reader.h"

#define BADGE                                                                                      \
  "<fields of='person' columns='own_badge'><field name='own_badge' type='text' label='Badge' "     \
  "read='supervisor administrator' indexed='yes'/></fields>"
#define TOOL                                                                                       \
  "<kind name='own-tool' label='Tool' plural='Tools' scope='by-site' read='supervisor "            \
  "administrator' write='administrator'>"                                                          \
  "<field name='name' type='text' label='Name' required='yes'/>"                                   \
  "<field name='site' type='ref' to='site' label='Site' required='yes'/>"                          \
  "<list columns='name site' order='name'/></kind>"

static JsonObject *
add (FwServerFixture *f, const char *text)
{
  g_autofree char *body = g_strdup_printf ("{\"description\":\"%s\"}", text);

  return fw_fixture_ask (f, "POST", "kinds", f->boss, body, 201);
}

static JsonObject *
find_named (JsonObject *object, const char *member, const char *name)
{
  JsonArray *array = json_object_get_array_member (object, member);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (array, i), "name"),
                name) == 0)
      return json_array_get_object_element (array, i);
  return NULL;
}

static guint
count_own (FwServerFixture *f, const char *token)
{
  g_autoptr (JsonObject) answer = fw_fixture_ask (f, "GET", "kinds", token, NULL, 200);

  return json_array_get_length (json_object_get_array_member (answer, "own"));
}

static void
test_field (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (JsonObject) before =
      fw_fixture_ask (f, "GET", "records/person/p1", f->boss, NULL, 200);
  g_autoptr (JsonObject) added = add (f, BADGE);
  g_autoptr (JsonObject) kinds = fw_fixture_ask (f, "GET", "kinds", f->boss, NULL, 200);
  g_autoptr (JsonObject) theirs = fw_fixture_ask (f, "GET", "kinds", f->coach, NULL, 200);
  g_autoptr (JsonObject) read = NULL, set = NULL, kept = NULL, found = NULL;
  JsonObject *person = find_named (kinds, "kinds", "person");

  g_assert_false (json_object_has_member (before, "own_badge"));
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (added, "kind"), "name"), ==,
      "person");
  g_assert_true (
      json_object_get_boolean_member (find_named (person, "fields", "own_badge"), "own"));
  g_assert_null (find_named (find_named (theirs, "kinds", "person"), "fields", "own_badge"));

  read = fw_fixture_ask (f, "GET", "records/person/p1", f->boss, NULL, 200);
  g_assert_true (json_object_get_null_member (read, "own_badge"));
  json_object_set_string_member (read, "own_badge", "17");
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), read);
    g_autofree char *body = json_to_string (node, FALSE);

    set = fw_fixture_ask (f, "PUT", "records/person/p1", f->boss, body, 200);
  }
  g_assert_cmpstr (json_object_get_string_member (set, "own_badge"), ==, "17");

  /* A desk that was not told of it sends what it knows. */
  json_object_set_int_member (before, "revision", json_object_get_int_member (set, "revision"));
  json_object_set_string_member (before, "name", "One");
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), before);
    g_autofree char *body = json_to_string (node, FALSE);

    kept = fw_fixture_ask (f, "PUT", "records/person/p1", f->boss, body, 200);
  }
  g_assert_cmpstr (json_object_get_string_member (kept, "own_badge"), ==, "17");
  g_assert_cmpstr (json_object_get_string_member (kept, "name"), ==, "One");

  found = fw_fixture_ask (f, "GET", "records/person?where.own_badge=17", f->lead, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (found, "records")), ==, 1);
  fw_fixture_expect_error (f, "GET", "records/person?where.own_badge=17", f->coach, NULL, 403,
                           "forbidden", "");
}

static void
test_register (FwServerFixture *f, gconstpointer data)
{
  static const char lift[] = "{\"id\":\"lift\",\"name\":\"Lift\",\"site\":\"sh\"}";
  g_autoptr (JsonObject) made = NULL, log = NULL, imported = NULL;
  g_autoptr (FwRawAnswer) table = NULL;

  fw_fixture_expect_error (f, "GET", "records/own-tool", f->boss, NULL, 404, "not-found", "");
  json_object_unref (add (f, TOOL));
  fw_fixture_expect_error (f, "POST", "records/own-tool", f->lead, lift, 403, "forbidden", "");
  fw_fixture_expect_error (f, "GET", "records/own-tool", f->coach, NULL, 403, "forbidden", "");
  made = fw_fixture_ask (f, "POST", "records/own-tool", f->boss, lift, 201);
  g_assert_cmpint (json_object_get_int_member (made, "revision"), ==, 1);

  table = fw_raw_request (f->port, "GET", "records/own-tool?format=csv", f->boss, NULL, 0);
  g_assert_nonnull (strstr (table->body, "lift,Lift,sh"));
  imported = fw_fixture_ask (f, "POST", "records/own-tool/import", f->boss,
                             "id,Name,site\nlift,Lift 1,sh\npress,Press,sh\n", 200);
  g_assert_cmpint (json_object_get_int_member (imported, "created"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (imported, "changed"), ==, 1);
  log = fw_fixture_ask (f, "GET", "records/own-tool/lift/log", f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (log, "changes")), ==, 3);

  /* Who may not read it is not told that it is there. */
  g_assert_cmpuint (count_own (f, f->boss), ==, 1);
  g_assert_cmpuint (count_own (f, f->lead), ==, 1);
  g_assert_cmpuint (count_own (f, f->coach), ==, 0);
}

static void
test_refused (FwServerFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *body, *part;
  } cases[] = {
    { "", "" },
    { "{}", "description" },
    { "{\"description\":5}", "description" },
    { "{\"description\":\"\"}", "description:1: " },
    { "{\"description\":\"<kind name='team'/>\"}", "description:1: a kind needs" },
    { "{\"description\":\"<fields of='person'>\\n<field name='own_x' type='colour' "
      "label='X'/></fields>\"}",
      "description:2: there is no type “colour”" },
    { "{\"description\":\"<fields of='person'>\\n<field name='own_x' type='text' format='shoe' "
      "label='X'/></fields>\"}",
      "description:2: “own_x”: expected one of mobile, email, order-number, resident-id as its "
      "format" },
    { "{\"description\":\"<fields of='person'>\\n<field name='own_x' type='date' format='email' "
      "label='X'/></fields>\"}",
      "description:2: “own_x”: a field of type date has no format" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    fw_fixture_expect_error (f, "POST", "kinds", f->boss, cases[i].body, 400, "invalid",
                             cases[i].part);
  fw_fixture_expect_error (f, "POST", "kinds", f->lead, "{\"description\":\"" BADGE "\"}", 403,
                           "forbidden", "");
  json_object_unref (fw_fixture_ask (f, "POST", "kinds?dry_run=1", f->boss,
                                     "{\"description\":\"" BADGE "\"}", 200));
  fw_fixture_expect_error (f, "POST", "kinds?dry_run=1", f->boss, "{\"description\":\"<kind/>\"}",
                           400, "invalid", "description:1: ");
  g_assert_cmpuint (count_own (f, f->boss), ==, 0);
}

/* A text that has to look like something is refused where it does not, with what is expected. */
static void
test_format (FwServerFixture *f, gconstpointer data)
{
  static const char wrong[] = "{\"id\":\"px\",\"name\":\"Xu\",\"site\":\"sh\",\"team\":\"a\","
                              "\"own_mobile\":\"1380013800\"}";
  static const char right[] = "{\"id\":\"px\",\"name\":\"Xu\",\"site\":\"sh\",\"team\":\"a\","
                              "\"own_mobile\":\"13800138000\"}";

  json_object_unref (add (f, "<fields of='person' columns='own_mobile'><field name='own_mobile' "
                             "type='text' label='Mobile' format='mobile'/></fields>"));
  fw_fixture_expect_error (f, "POST", "records/person", f->boss, wrong, 400, "invalid",
                           "own_mobile: expected a mobile number in digits");
  fw_fixture_post (f, "person", f->boss, right);
}

/* Whoever looks on is told at once, and makes the same kinds of what is answered. */
static void
test_told (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (FwStreamReader) stream = fw_stream_reader_open (f->port, "stream", f->lead, NULL);
  g_autoptr (JsonObject) hello = fw_stream_reader_next (stream, "hello");
  g_autoptr (JsonObject) notice = NULL, answer = NULL, audit = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GError) error = NULL;
  const FwKind *const *kinds;

  json_object_unref (add (f, TOOL));
  notice = fw_stream_reader_next (stream, "kinds");
  g_assert_nonnull (notice);
  answer = fw_fixture_ask (f, "GET", "kinds", f->lead, NULL, 200);
  own = fw_own_kinds_json_read (answer, &error);
  g_assert_no_error (error);
  kinds = fw_own_kinds_make (own);
  g_assert_cmpuint (fw_kinds_find (kinds, "own-tool")->n_fields, ==, 2);

  audit = fw_fixture_ask (f, "GET", "audit?what=kind-add", f->boss, NULL, 200);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (audit, "lines")), ==, 1);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/kinds/field", test_field },     { "/server/kinds/register", test_register },
    { "/server/kinds/refused", test_refused }, { "/server/kinds/format", test_format },
    { "/server/kinds/told", test_told },       { NULL, NULL },
  };

  return fw_server_fixture_run (argc, argv, tests);
}
