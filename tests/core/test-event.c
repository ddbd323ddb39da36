/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-event.h"
#include "core/fw-error.h"

#define NOON (G_GINT64_CONSTANT (1795262400) * 1000000)

static FwEvent
make_offered (void)
{
  FwEvent event = FW_EVENT_INIT;

  event.type = FW_EVENT_OFFERED;
  event.at = NOON;
  event.source = FW_TEXT_LITERAL ("pbx");
  event.id = FW_TEXT_LITERAL ("1");
  event.contact = FW_TEXT_LITERAL ("c1");

  return event;
}

static void
assert_refused (const FwEvent *event, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = g_strconcat (field, ": expected ", NULL);

  g_assert_false (fw_event_check (event, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, prefix));
}

static void
test_names (void)
{
  FwEventType type;

  for (guint i = 0; i < FW_N_EVENT_TYPES; i++)
    {
      g_assert_true (fw_event_type_from_name (fw_text (fw_event_type_to_name (i)), &type));
      g_assert_cmpint (type, ==, i);
    }
  g_assert_false (fw_event_type_from_name (FW_TEXT_LITERAL ("offer"), &type));
  g_assert_false (fw_event_type_from_name (FW_TEXT_LITERAL ("offeredx"), &type));
  g_assert_false (fw_event_type_from_name (FW_TEXT_NONE, &type));
}

static void
test_required (void)
{
  FwEvent event = make_offered ();
  g_autoptr (GError) error = NULL;

  g_assert_true (fw_event_check (&event, &error));
  g_assert_no_error (error);

  event.source = FW_TEXT_NONE;
  assert_refused (&event, "source");
  event = make_offered ();
  event.id = FW_TEXT_NONE;
  assert_refused (&event, "id");
  event = make_offered ();
  event.contact = FW_TEXT_NONE;
  assert_refused (&event, "contact");
  event = make_offered ();
  event.type = FW_EVENT_PAUSED;
  assert_refused (&event, "agent");
  event.type = FW_EVENT_SURVEY;
  assert_refused (&event, "rating");
  event.type = FW_EVENT_RESOLUTION;
  assert_refused (&event, "resolved");
  event.type = FW_EVENT_CONTACT;
  assert_refused (&event, "reason");
  event.reason = FW_TEXT_LITERAL ("key");
  g_assert_true (fw_event_check (&event, NULL));
  event.type = FW_N_EVENT_TYPES;
  assert_refused (&event, "type");
}

static void
test_response (void)
{
  FwEvent event = make_offered ();

  event.type = FW_EVENT_SYSTEM_RESPONSE;
  event.contact = FW_TEXT_NONE;
  event.wait_ms = 4800;
  assert_refused (&event, "reason");
  event.reason = FW_TEXT_LITERAL ("orders");
  g_assert_true (fw_event_check (&event, NULL));
  event.wait_ms = 0;
  g_assert_true (fw_event_check (&event, NULL));
  event.wait_ms = FW_EVENT_NO_TIME;
  assert_refused (&event, "wait");
}

static void
test_numbers (void)
{
  FwEvent event = make_offered ();

  event.at = 0;
  assert_refused (&event, "at");
  event.at = G_MAXINT64;
  assert_refused (&event, "at");
  event = make_offered ();
  event.wait_ms = -2;
  assert_refused (&event, "wait");
  event.wait_ms = G_GINT64_CONSTANT (30) * 24 * 3600 * 1000;
  g_assert_true (fw_event_check (&event, NULL));
  event.wait_ms++;
  assert_refused (&event, "wait");
  event = make_offered ();
  event.rating = 6;
  assert_refused (&event, "rating");
  event = make_offered ();
  event.nps = 11;
  assert_refused (&event, "nps");
  event = make_offered ();
  event.resolved = 2;
  assert_refused (&event, "resolved");
}

static void
test_texts (void)
{
  static const char *const good[] = {
    "a",
    "Agent/110",
    "\xe6\x8a\x95\xe8\xaf\x89\xe4\xb8\x93\xe7\xba\xbf",
    "J\xc3\xbcrgen",
    "seven b",
    "eight by",
    "a text of more than sixteen bytes",
  };
  static const char *const bad[] = {
    "a\n",          "\ttab here in the middle",
    "\x7f",         "long enough a text\x1f",
    "\xff",         "\xc0\xaf",
    "\xed\xa0\x80", "\xf4\x90\x80\x80",
    "cut \xe6\x8a", "next line \xc2\x85",
  };
  g_autofree char *longest = g_strnfill (FW_EVENT_MAX_NAME + 1, 'x');
  FwEvent event = make_offered ();

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      event.queue = fw_text (good[i]);
      g_assert_true (fw_event_check (&event, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      event.queue = fw_text (bad[i]);
      assert_refused (&event, "queue");
    }
  event.queue = (FwText){ "a\0b", 3 };
  assert_refused (&event, "queue");
  event.queue = (FwText){ longest, FW_EVENT_MAX_NAME };
  g_assert_true (fw_event_check (&event, NULL));
  event.queue = fw_text (longest);
  assert_refused (&event, "queue");
  event.queue = FW_TEXT_NONE;
  event.text = fw_text (longest);
  g_assert_true (fw_event_check (&event, NULL));
}

/* Point 20, sealed: what of a number may be shown. */
static void
test_mask (void)
{
  static const struct
  {
    const char *customer;
    guint shown;
    const char *masked;
  } cases[] = { { "13800138000", 3, "•••000" },
                { "13800138000", 0, "•••" },
                { "123456789", 3, "•••789" },
                { "12345678", 3, "•••" },
                { "12", 1, "•••" },
                { "", 3, "•••" },
                { "客户客户客户客户号", 3, "•••客户号" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = fw_customer_mask (fw_text (cases[i].customer), cases[i].shown);

      g_assert_cmpstr (masked, ==, cases[i].masked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event/names", test_names);
  g_test_add_func ("/event/required", test_required);
  g_test_add_func ("/event/response", test_response);
  g_test_add_func ("/event/numbers", test_numbers);
  g_test_add_func ("/event/texts", test_texts);

  g_test_add_func ("/event/20-mask", test_mask);

  return g_test_run ();
}
