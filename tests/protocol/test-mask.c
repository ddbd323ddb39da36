/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/calendar/fw-zone.h"
#include "core/quality/fw-mask.h"
#include "protocol/fw-json.h"

static void
check_found (const FwPersonal *found, guint n, const char *text, JsonArray *expected)
{
  g_assert_cmpuint (n, ==, json_array_get_length (expected));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *one = json_array_get_object_element (expected, i);
      g_autofree char *part = g_strndup (text + found[i].start, found[i].end - found[i].start);

      g_assert_cmpint (found[i].from, ==, json_object_get_int_member (one, "from"));
      g_assert_cmpint (found[i].to, ==, json_object_get_int_member (one, "to"));
      g_assert_cmpstr (fw_personal_name (&found[i]), ==,
                       json_object_get_string_member (one, "kind"));
      g_assert_cmpstr (found[i].sure ? "sure" : "likely", ==,
                       json_object_get_string_member (one, "grade"));
      g_assert_cmpstr (part, ==, json_object_get_string_member (one, "text"));
    }
}

static void
check_vector (FwMask *mask, JsonObject *vector)
{
  const char *text = json_object_get_string_member (vector, "text");
  const char *expected = json_object_get_string_member (vector, "masked");
  g_autoptr (GString) masked = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  const FwPersonal *found;
  guint n;

  g_test_message ("%s: %s", json_object_get_string_member (vector, "id"), text);
  found = fw_mask_find (mask, text, strlen (text), &n);
  check_found (found, n, text, json_object_get_array_member (vector, "expect"));
  fw_mask_append (mask, text, strlen (text), masked);
  g_assert_cmpstr (masked->str, ==, expected);
  fw_mask_find (mask, expected, strlen (expected), &n);
  fw_mask_append (mask, expected, strlen (expected), again);
  g_assert_cmpstr (again->str, ==, expected);
}

static void
test_vectors (gconstpointer path)
{
  g_autoptr (FwMask) mask = fw_mask_new (fw_date_from_civil (2026, 11, 30));
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++, n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) vector = fw_json_parse_object (lines[i], strlen (lines[i]), &error);

      g_assert_no_error (error);
      check_vector (mask, vector);
    }
  g_assert_cmpuint (n, >, 100);
}

/* A text as long as a day of talk is read in time that grows with it, and no more. */
static void
test_long (void)
{
  g_autoptr (FwMask) mask = fw_mask_new (fw_date_from_civil (2026, 11, 30));
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;

  for (guint i = 0; i < 50000; i++)
    g_string_append (text, "电话19900000001,卡 4111 1111 1111 1111 a@b.com ");
  fw_mask_find (mask, text->str, text->len, &n);
  g_assert_cmpuint (n, ==, 150000);
}

static void
test_nothing (void)
{
  g_autoptr (FwMask) mask = fw_mask_new (0);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n = 1;

  fw_mask_find (mask, "", 0, &n);
  fw_mask_append (mask, "", 0, out);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (out->str, ==, "");
}

int
main (int argc, char **argv)
{
  const char *shared = g_getenv ("FW_SHARED_DATA");
  g_autofree char *beside =
      g_build_filename (shared != NULL ? shared : "", "loops", "pii", "vectors.jsonl", NULL);
  g_autofree char *first = NULL, *second = NULL;

  g_test_init (&argc, &argv, NULL);
  first = g_test_build_filename (G_TEST_DIST, "data", "text", "pii.jsonl", NULL);
  second = g_test_build_filename (G_TEST_DIST, "data", "text", "mask.jsonl", NULL);
  g_test_add_data_func ("/mask/vectors", first, test_vectors);
  g_test_add_data_func ("/mask/further", second, test_vectors);
  if (g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    g_test_add_data_func ("/mask/beside", beside, test_vectors);
  g_test_add_func ("/mask/long", test_long);
  g_test_add_func ("/mask/nothing", test_nothing);
  return g_test_run ();
}
