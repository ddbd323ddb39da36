/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a text may look like where its field says so. */
#include "core/kind/fw-field-format.h"

#include <glib.h>
#include <string.h>

typedef struct
{
  const char *format, *text;
  gboolean is;
} Case;

static const Case cases[] = {
  { "mobile", "13800138000", TRUE },
  { "mobile", "19912345678", TRUE },
  { "mobile", "12800138000", FALSE },
  { "mobile", "1380013800", FALSE },
  { "mobile", "138001380001", FALSE },
  { "mobile", "138 0013 8000", FALSE },
  { "mobile", "１３８００１３８０００", FALSE },
  { "mobile", "+8613800138000", TRUE },
  { "mobile", "+8612800138000", FALSE },
  { "mobile", "+861380013800", FALSE },
  { "mobile", "+4915112345678", TRUE },
  { "mobile", "+04915112345678", FALSE },
  { "mobile", "+1234567", FALSE },
  { "mobile", "+1234567890123456", FALSE },
  { "mobile", "+", FALSE },
  { "mobile", "a13800138000", FALSE },
  { "email", "service@example.com", TRUE },
  { "email", "o'neil+case_7@mail.example.co.uk", TRUE },
  { "email", "wang@例子.中国", TRUE },
  { "email", "service@example", FALSE },
  { "email", "service@@example.com", FALSE },
  { "email", "service@example..com", FALSE },
  { "email", ".service@example.com", FALSE },
  { "email", "ser..vice@example.com", FALSE },
  { "email", "service.@example.com", FALSE },
  { "email", "ser vice@example.com", FALSE },
  { "email", "service@exa mple.com", FALSE },
  { "email", "service@-example.com", FALSE },
  { "email", "service@example-.com", FALSE },
  { "email", "service@192.168.0.1", FALSE },
  { "email", "service@example.c", FALSE },
  { "email", "@example.com", FALSE },
  { "email", "service", FALSE },
  { "order-number", "JD20261203-0001", TRUE },
  { "order-number", "2026/12.7_A", TRUE },
  { "order-number", "1234", TRUE },
  { "order-number", "123", FALSE },
  { "order-number", "ABCD", FALSE },
  { "order-number", "-1234", FALSE },
  { "order-number", "1234-", FALSE },
  { "order-number", "12 34", FALSE },
  { "order-number", "订单1234", FALSE },
  { "resident-id", "11010519491231002X", TRUE },
  { "resident-id", "11010519491231002x", FALSE },
  { "resident-id", "110105194912310021", FALSE },
  { "resident-id", "11010519491331002X", FALSE },
  { "resident-id", "1101051949123100X", FALSE },
  { "resident-id", "1101051949123100 2X", FALSE },
  { "resident-id", "00010519491231002X", FALSE },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].format, cases[i].text);
      g_assert_true ((fw_field_format_check (cases[i].format, cases[i].text) == NULL) ==
                     cases[i].is);
    }
}

/* The check digit the second way: the weights of GB 11643. Of the 11 that may stand at the end one
 * is right, whatever stands before, and what is expected is said. */
static void
test_check_digit (void)
{
  static const guint weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  static const char ends[] = "10X98765432";

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *front =
          g_strdup_printf ("%02d%04d%04d%02d%02d%03d", g_test_rand_int_range (11, 14),
                           g_test_rand_int_range (0, 1000), g_test_rand_int_range (1900, 2020),
                           g_test_rand_int_range (1, 13), g_test_rand_int_range (1, 29),
                           g_test_rand_int_range (0, 1000));
      guint sum = 0;

      g_assert_cmpuint (strlen (front), ==, 17);
      for (guint j = 0; j < 17; j++)
        sum += (guint) (front[j] - '0') * weights[j];
      for (const char *end = ends; *end != '\0'; end++)
        {
          g_autofree char *whole = g_strdup_printf ("%s%c", front, *end);

          g_assert_true ((fw_field_format_check ("resident-id", whole) == NULL) ==
                         (*end == ends[sum % 11]));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field-format/cases", test_cases);
  g_test_add_func ("/field-format/check-digit", test_check_digit);
  return g_test_run ();
}
