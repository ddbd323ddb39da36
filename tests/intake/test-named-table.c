/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/fw-error.h"
#include "intake/fw-named-table.h"

static FwNamedTable *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return fw_named_table_read_bytes (bytes, error);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwNamedTable) table = read_text ("a;b ;c\n1; x ;3\n\n4;y\n", &error);
  guint column;

  g_assert_no_error (error);
  g_assert_cmpuint (fw_named_table_get_n_rows (table), ==, 2);
  g_assert_cmpint (fw_named_table_find (table, "b"), ==, 1);
  g_assert_cmpint (fw_named_table_find (table, "d"), ==, -1);
  g_assert_cmpstr (fw_named_table_get (table, 0, 1), ==, "x");
  g_assert_cmpstr (fw_named_table_get (table, 1, 2), ==, "");
  g_assert_true (fw_named_table_find_needed (table, "c", &column, &error));
  g_assert_cmpuint (column, ==, 2);
  g_assert_false (fw_named_table_find_needed (table, "d", &column, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (fw_named_table_fail (table, 1, 1, "a number", &error));
  g_assert_cmpstr (error->message, ==, "line 4, column “b”: expected a number, found “y”");
  g_clear_error (&error);
  g_assert_false (fw_named_table_fail (table, 1, 2, "a number", &error));
  g_assert_cmpstr (error->message, ==, "line 4, column “c”: expected a number, it is empty");
}

static void
test_bad (void)
{
  static const char *const texts[] = { "", "a,a\n1,2\n", "a,,c\n1,2,3\n", "a,b\n1,2,3\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (texts[i], &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/named-table/read", test_read);
  g_test_add_func ("/named-table/bad", test_bad);
  return g_test_run ();
}
