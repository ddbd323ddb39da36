/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "core/metric/fw-rated.h"
#include "protocol/fw-event-line.h"

#define HEAD "{\"source\":\"pbx\",\"id\":\"1\",\"contact\":\"c\","
#define OFFERED HEAD "\"type\":\"offered\",\"at\":\"2026-11-21T09:00:00Z\""

static gboolean
parse (const char *line, FwEvent *event, GError **error)
{
  static FwEventScratch *scratch;
  static char *copy;
  gsize length = strlen (line);

  /* Of the exact size, so that a read past the end shows; kept, because the event looks into it. */
  g_free (copy);
  copy = g_memdup2 (line, length);
  if (scratch == NULL)
    scratch = fw_event_scratch_new ();

  return fw_event_line_parse ((FwText){ copy, (guint) length }, scratch, event, error);
}

static void
test_members (void)
{
  g_autoptr (GError) error = NULL;
  FwEvent event;

  parse ("{ \"source\" : \"pbx\", \"id\":\"17\",\"at\":\"2026-11-21T09:00:00.25+08:00\","
         "\"type\":\"contact\",\"contact\":\"c1\",\"queue\":\"\xe6\x8a\x95\xe8\xaf\x89\","
         "\"agent\":\"Agent\\/110\",\"customer\":\"\\u0031\\ud83d\\ude00\",\"channel\":\"voice\","
         "\"product\":\"loans\",\"reason\":\"answered\",\"text\":\"\\\"so\\\"\",\"wait_s\":1.2345,"
         "\"talk_ms\":61001,\"hold_s\":0,\"wrap_s\":1e1,\"rating\":5,\"nps\":10,"
         "\"scores\" : { \"attitude\" : 5,\"follow-up\":1 },\"resolved\":true}\r",
         &event, &error);
  g_assert_no_error (error);
  g_assert_cmpint (event.type, ==, FW_EVENT_CONTACT);
  g_assert_cmpint (event.at, ==, G_GINT64_CONSTANT (1795222800250000));
  g_assert_cmpmem (event.source.data, event.source.length, "pbx", 3);
  g_assert_cmpmem (event.id.data, event.id.length, "17", 2);
  g_assert_cmpmem (event.contact.data, event.contact.length, "c1", 2);
  g_assert_cmpmem (event.queue.data, event.queue.length, "\xe6\x8a\x95\xe8\xaf\x89", 6);
  g_assert_cmpmem (event.agent.data, event.agent.length, "Agent/110", 9);
  g_assert_cmpmem (event.customer.data, event.customer.length, "1\xf0\x9f\x98\x80", 5);
  g_assert_cmpmem (event.channel.data, event.channel.length, "voice", 5);
  g_assert_cmpmem (event.product.data, event.product.length, "loans", 5);
  g_assert_cmpmem (event.reason.data, event.reason.length, "answered", 8);
  g_assert_cmpmem (event.text.data, event.text.length, "\"so\"", 4);
  g_assert_cmpint (event.wait_ms, ==, 1235);
  g_assert_cmpint (event.talk_ms, ==, 61001);
  g_assert_cmpint (event.hold_ms, ==, 0);
  g_assert_cmpint (event.wrap_ms, ==, 10000);
  g_assert_cmpint (event.rating, ==, 5);
  g_assert_cmpint (event.nps, ==, 10);
  g_assert_cmpint (event.resolved, ==, 1);
  g_assert_cmpuint (event.scores, ==, fw_rated_set (fw_rated_set (0, 0, 5), 7, 1));

  g_assert_true (parse (HEAD "\"type\":\"offered\",\"at\":1795222800250000}", &event, &error));
  g_assert_cmpint (event.at, ==, G_GINT64_CONSTANT (1795222800250000));
  g_assert_cmpint (event.wait_ms, ==, FW_EVENT_NO_TIME);
  g_assert_cmpint (event.nps, ==, -1);
  g_assert_cmpint (event.resolved, ==, -1);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *line;
    const char *message;
  } lines[] = {
    { "", "column 1: expected an object" },
    { "[]", "column 1: expected an object" },
    { "{}", "column 2: expected a text" },
    { "{\"type\":\"offered\"}", "source: expected the name of a source" },
    { "{\"source\":\"pbx\",\"id\":\"1\"}", "type: expected a type of event" },
    { OFFERED, "column 84: expected a comma or }" },
    { OFFERED "} x", "column 86: expected nothing after the object" },
    { OFFERED "}{}", "column 85: expected nothing after the object" },
    { OFFERED ",\"raiting\":5}", "column 85: unknown member \"raiting\"" },
    { OFFERED ",\"\":5}", "column 85: unknown member \"\"" },
    { OFFERED ",\"id\":\"2\"}", "column 85: a second time \"id\"" },
    { OFFERED ",\"\\u0069d\":\"2\"}", "column 85: a second time \"id\"" },
    { OFFERED ",\"wait_s\":1,\"wait_ms\":1000}", "column 96: a second time \"wait_ms\"" },
    { OFFERED ",\"queue\":5}", "column 93: queue: expected a text" },
    { OFFERED ",\"queue\":null}", "column 93: queue: expected a text" },
    { OFFERED ",\"queue\":\"a}", "column 96: queue: expected the end of the string" },
    { OFFERED ",\"queue\":\"a\\u0000\"}", "column 95: queue: expected no \\u0000" },
    { OFFERED ",\"queue\":\"\\ud800\"}",
      "column 100: queue: expected a low surrogate after a high one" },
    { OFFERED ",\"queue\":\"\xff\"}", "column 94: queue: expected UTF-8" },
    { OFFERED ",\"queue\":\"a\\nb\"}", "queue: expected UTF-8 without control characters" },
    { OFFERED ",\"rating\":6}", "column 94: rating: expected 1 to 5" },
    { OFFERED ",\"rating\":0}", "column 94: rating: expected 1 to 5" },
    { OFFERED ",\"rating\":\"5\"}", "column 94: rating: expected 1 to 5" },
    { OFFERED ",\"rating\":4.5}", "column 94: rating: expected 1 to 5" },
    { OFFERED ",\"nps\":11}", "column 91: nps: expected 0 to 10" },
    { OFFERED ",\"scores\":{\"attitude\":6}}", "column 106: scores: expected 1 to 5" },
    { OFFERED ",\"scores\":{\"mood\":3}}",
      "column 95: scores: expected once each: attitude, efficiency, knowledge, communication, "
      "solution, process, etiquette, follow-up" },
    { OFFERED ",\"scores\":{}}", "column 95: scores: expected a text" },
    { OFFERED ",\"resolved\":1}", "column 96: resolved: expected true or false" },
    { OFFERED ",\"wait_s\":-1}", "column 94: wait_s: expected a duration between 0 and 30 days" },
    { OFFERED ",\"wait_s\":1e13}", "column 94: wait_s: expected a duration between 0 and 30 days" },
    { OFFERED ",\"wait_s\":2592001}", "wait: expected a duration between 0 and 30 days" },
    { OFFERED ",\"wait_ms\":0.5}", "column 95: wait_ms: expected whole milliseconds" },
    { OFFERED ",\"wait_ms\":-1}", "column 95: wait_ms: expected a duration between 0 and 30 days" },
    { OFFERED ",\"wait_s\" 1}", "column 94: wait_s: expected a colon" },
    { HEAD "\"type\":\"struck\",\"contact\":\"c\",\"agent\":\"a\"}",
      "column 47: type: expected a type of event" },
    { HEAD "\"type\":\"offer\"}", "column 47: type: expected a type of event" },
    { HEAD "\"at\":\"2026-02-29T09:00:00Z\"}",
      "column 45: at: expected a time such as 2026-11-21T09:00:00Z" },
    { HEAD "\"at\":\"2026-11-21 09:00:00Z\"}",
      "column 45: at: expected a time such as 2026-11-21T09:00:00Z" },
    { HEAD "\"at\":\"2026-11-21T09:00:00\"}",
      "column 45: at: expected a time such as 2026-11-21T09:00:00Z" },
    { HEAD "\"at\":\"2026-11-21T24:00:00Z\"}",
      "column 45: at: expected a time such as 2026-11-21T09:00:00Z" },
    { HEAD "\"at\":\"2026-11-21T09:00:00.1234567Z\"}",
      "column 45: at: expected a time such as 2026-11-21T09:00:00Z" },
    { HEAD "\"at\":true}", "column 45: at: expected an RFC 3339 time or whole microseconds" },
    { HEAD "\"type\":\"offered\",\"at\":0}", "at: expected a time between 1990 and 2100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      FwEvent event;

      g_assert_false (parse (lines[i].line, &event, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, lines[i].message);
    }
}

/* What is written reads back, and writes the same again. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < FW_N_EVENT_TYPES; i++)
    {
      g_autoptr (GString) first = g_string_new (NULL);
      g_autoptr (GString) second = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      FwEvent event = FW_EVENT_INIT, again;

      if (i == FW_EVENT_STRUCK) /* comes from no line */
        continue;

      event.type = (FwEventType) i;
      event.at = G_GINT64_CONSTANT (951782400) * 1000000 + (i % 2) * 1; /* a leap day */
      event.source = FW_TEXT_LITERAL ("pbx");
      event.id = FW_TEXT_LITERAL ("id \"quoted\" \\");
      event.contact = FW_TEXT_LITERAL ("c");
      event.agent = FW_TEXT_LITERAL ("\xe6\x9d\x8e");
      event.reason = FW_TEXT_LITERAL ("answered");
      event.wait_ms = 1;
      event.wrap_ms = 2592000000;
      event.rating = 1;
      event.nps = 0;
      event.resolved = (gint8) ((gint) (i % 3) - 1);
      if (event.resolved == -1 && event.type == FW_EVENT_RESOLUTION)
        event.resolved = 0;
      event.scores = i % 2 == 0 ? 0 : fw_rated_set (0, i % 8, 1 + i % 5);
      fw_event_line_append (first, &event);
      g_assert_true (g_str_has_suffix (first->str, "}\n"));
      g_string_truncate (first, first->len - 1);
      parse (first->str, &again, &error);
      g_assert_no_error (error);
      g_assert_cmpint (again.at, ==, event.at);
      fw_event_line_append (second, &again);
      g_string_truncate (second, second->len - 1);
      g_assert_cmpstr (first->str, ==, second->str);
    }
}

/* Every cut of a good line is refused, whatever it ends in. */
static void
test_cut (void)
{
  static const char line[] = OFFERED ",\"queue\":\"a\\u00e9\xc3\xa9\",\"wait_s\":1.5,"
                                     "\"resolved\":false,\"rating\":3}";
  FwEvent event;

  g_assert_true (parse (line, &event, NULL));
  for (gsize i = 0; i < strlen (line); i++)
    {
      g_autofree char *cut = g_strndup (line, i);

      g_assert_false (parse (cut, &event, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event-line/members", test_members);
  g_test_add_func ("/event-line/refused", test_refused);
  g_test_add_func ("/event-line/round-trip", test_round_trip);
  g_test_add_func ("/event-line/cut", test_cut);

  return g_test_run ();
}
