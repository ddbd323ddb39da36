/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../support/fw-test-record.h"
#include "core/fw-error.h"
#include "protocol/fw-record-json.h"

static char *
write_json (const FwRecord *record, gboolean secrets)
{
  GString *out = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, out);
  fw_record_json_append (&writer, record, secrets);
  return g_string_free (out, FALSE);
}

static FwRecord *
read_json (const FwKind *kind, const char *text, GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (text, strlen (text), error);

  return object != NULL ? fw_record_json_read (kind, object, error) : NULL;
}

static void
test_round_trip (void)
{
  FwRecord *records[] = {
    fw_test_record ("site", "客服", "name", "a \"b\" \\ \u2028", "time_zone", "UTC", "day_start",
                    "06:30", NULL),
    fw_test_record ("person", "Agent/1", "name", "Lin", "hired", "2024-02-29", NULL),
    fw_test_record ("policy", "p", "subject", "csat", "value", "0.30000000000000004", NULL),
    fw_test_record ("account", "ann", "name", "Ann", "teams", "a;b", "disabled", "yes", NULL),
    fw_test_record ("position", "-1", "rank", "0", NULL),
  };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (FwRecord) back = NULL;
      g_autoptr (GError) error = NULL;

      fw_record_set_revision (records[i], i);
      text = write_json (records[i], FALSE);
      back = read_json (fw_record_get_kind (records[i]), text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (fw_record_get_id (back), ==, fw_record_get_id (records[i]));
      g_assert_cmpuint (fw_record_get_revision (back), ==, i);
      for (guint j = 0; j < fw_record_get_kind (back)->n_fields; j++)
        g_assert_true (fw_record_equal_field (records[i], back, j));
      fw_record_unref (records[i]);
    }
}

static void
test_form (void)
{
  g_autoptr (FwRecord) record = fw_test_record ("position", "agent", "name", "Agent", NULL);
  g_autofree char *fresh = write_json (record, FALSE);
  g_autofree char *stored = NULL;

  g_assert_cmpstr (
      fresh, ==,
      "{\"id\":\"agent\",\"name\":\"Agent\",\"rank\":0,\"tier\":null,\"function\":null}");
  fw_record_set_revision (record, 3);
  fw_record_clear (record, 1);
  stored = write_json (record, FALSE);
  g_assert_cmpstr (stored, ==,
                   "{\"id\":\"agent\",\"revision\":3,\"name\":\"Agent\",\"rank\":null,\"tier\":"
                   "null,\"function\":null}");
}

static void
test_secrets (void)
{
  g_autoptr (FwRecord) account =
      fw_test_record ("account", "ann", "name", "Ann", "password", "correct horse", NULL);
  g_autofree char *down = write_json (account, FALSE);
  g_autofree char *up = write_json (account, TRUE);

  g_assert_null (strstr (down, "horse"));
  g_assert_null (strstr (down, "password"));
  g_assert_nonnull (strstr (up, "\"password\":\"correct horse\""));
}

/* What a role may not read is emptied before it is written. */
static void
test_hidden (void)
{
  g_autoptr (FwRecord) person =
      fw_test_record ("person", "lin", "name", "Lin", "hired", "2024-02-29", NULL);
  g_autofree char *text = NULL;

  fw_record_hide (person, FW_ROLE_QUALITY);
  text = write_json (person, FALSE);
  g_assert_null (strstr (text, "2024"));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *word;
  } bad[] = {
    { "{}", "id" },
    { "{\"id\":5}", "id" },
    { "{\"id\":null}", "id" },
    { "{\"id\":\"x\",\"nmae\":\"X\"}", "nmae" },
    { "{\"id\":\"x\",\"name\":5}", "name: " },
    { "{\"id\":\"x\",\"name\":[\"X\"]}", "name: " },
    { "{\"id\":\"x\",\"disabled\":\"yes\"}", "disabled: " },
    { "{\"id\":\"x\",\"disabled\":1}", "disabled: " },
    { "{\"id\":\"x\",\"teams\":\"a;b\"}", "teams: " },
    { "{\"id\":\"x\",\"teams\":[1]}", "teams: " },
    { "{\"id\":\"x\",\"teams\":[null]}", "teams: " },
    { "{\"id\":\"x\",\"revision\":-1}", "revision" },
    { "{\"id\":\"x\",\"revision\":4294967297}", "revision" },
    { "{\"id\":\"x\",\"revision\":\"1\"}", "revision" },
    { "{\"id\":\"x\",\"deleted\":true}", "deleted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_json (fw_kind_find ("account"), bad[i].text, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i].word));
    }
}

static void
test_refused_values (void)
{
  static const char *const bad[] = { "{\"id\":\"x\",\"value\":\"0.9\"}",
                                     "{\"id\":\"x\",\"value\":true}",
                                     "{\"id\":\"x\",\"since\":\"2026-02-30\"}",
                                     "{\"id\":\"x\",\"since\":20000}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_json (fw_kind_find ("policy"), bad[i], &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-json/round-trip", test_round_trip);
  g_test_add_func ("/record-json/form", test_form);
  g_test_add_func ("/record-json/secrets", test_secrets);
  g_test_add_func ("/record-json/hidden", test_hidden);
  g_test_add_func ("/record-json/refused", test_refused);
  g_test_add_func ("/record-json/refused-values", test_refused_values);
  return g_test_run ();
}
