/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/fw-error.h"
#include "protocol/fw-json.h"

static void
test_good (void)
{
  static const char *const documents[] = {
    "0",
    "-0",
    " {} ",
    "[]",
    "null",
    "\"\"",
    "{\"a\":1,\"b\":[true,false,null,-1.5e-3,\"\\u00e9\\ud83d\\ude00\\/\"]}",
    "[9223372036854775807,-9223372036854775808,1e308,5e-324,0.1]",
    "{\"a\":{\"a\":{\"a\":[]}},\"\":0,\"A\":0}",
    "\"\xe6\x8a\x95\xe8\xaf\x89 \xf0\x9f\x98\x80 \xc2\x80 \xef\xbf\xbf\"",
    "\r\n\t[ 1 , 2 ]\n",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = fw_json_parse (documents[i], strlen (documents[i]), &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } documents[] = {
    { "", "line 1, column 1: expected a value" },
    { " ", "line 1, column 2: expected a value" },
    { "{", "line 1, column 2: expected a key in double quotes" },
    { "[1,]", "line 1, column 4: expected a value" },
    { "{\"a\":1,}", "line 1, column 8: expected a key in double quotes" },
    { "{\"a\" 1}", "line 1, column 6: expected a colon" },
    { "{\"a\":1 \"b\":2}", "line 1, column 8: expected a comma or }" },
    { "[1 2]", "line 1, column 4: expected a comma or ]" },
    { "1 2", "line 1, column 3: expected nothing after the value" },
    { "{}{}", "line 1, column 3: expected nothing after the value" },
    { "[\n1,\n  tru]", "line 3, column 3: expected a value" },
    { "// no\n1", "line 1, column 1: expected a value" },
    { "'a'", "line 1, column 1: expected a value" },
    { "01", "line 1, column 2: expected no leading zero" },
    { "-", "line 1, column 2: expected a digit" },
    { "+1", "line 1, column 1: expected a value" },
    { "1.", "line 1, column 3: expected a digit after the decimal point" },
    { "1e", "line 1, column 3: expected a digit in the exponent" },
    { "0x10", "line 1, column 2: expected nothing after the value" },
    { "NaN", "line 1, column 1: expected a value" },
    { "[9223372036854775808]", "line 1, column 2: expected a whole number of 64 bits" },
    { "-9223372036854775809", "line 1, column 1: expected a whole number of 64 bits" },
    { "1e999", "line 1, column 1: expected a finite number" },
    { "\"a", "line 1, column 3: expected the end of the string" },
    { "\"a\\", "line 1, column 3: expected the end of the string" },
    { "\"a\tb\"", "line 1, column 3: expected no control character in a string" },
    { "\"\\x41\"", "line 1, column 2: expected one of \" \\ / b f n r t u after a backslash" },
    { "\"\\u12g4\"", "line 1, column 2: expected four hexadecimal digits after \\u" },
    { "\"a\\u0000b\"", "line 1, column 3: expected no \\u0000" },
    { "\"\\ud800\"", "line 1, column 8: expected a low surrogate after a high one" },
    { "\"\\ud800\\u0041\"", "line 1, column 8: expected a low surrogate after a high one" },
    { "\"\\udc00\"", "line 1, column 2: expected a high surrogate before a low one" },
    { "\"\xff\"", "line 1, column 2: expected UTF-8" },
    { "\"\xc0\xaf\"", "line 1, column 2: expected UTF-8" },
    { "\"\xed\xa0\x80\"", "line 1, column 2: expected UTF-8" },
    { "\"\xf4\x90\x80\x80\"", "line 1, column 2: expected UTF-8" },
    { "\"\xe6\x8a\"", "line 1, column 2: expected UTF-8" },
    { "\xef\xbb\xbf{}", "line 1, column 1: expected a value" },
    { "{\"a\":1,\"a\":2}", "line 1, column 8: expected every key once" },
    { "{\"a\":1,\"\\u0061\":2}", "line 1, column 8: expected every key once" },
    { "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
      "line 1, column 33: expected at most 32 levels" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      /* A copy of the exact size, so that a read past the end shows. */
      gsize length = strlen (documents[i].text);
      g_autofree char *copy = g_memdup2 (documents[i].text, length);

      g_assert_false (fw_json_check (copy != NULL ? copy : "", length, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, documents[i].message);
    }
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new ("{");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_false (fw_json_check (deep->str, deep->len, NULL));
  g_assert_false (fw_json_check ("1\0", 2, NULL));
  g_assert_false (fw_json_check ("\"a\0b\"", 5, NULL));

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (wide, "%s\"k%u\":%u", i > 0 ? "," : "", i, i);
  g_string_append_c (wide, '}');
  g_assert_true (fw_json_check (wide->str, wide->len, NULL));
  g_string_truncate (wide, wide->len - 1);
  g_string_append (wide, ",\"k77\":0}");
  g_assert_false (fw_json_check (wide->str, wide->len, NULL));
}

static void
test_members (void)
{
  static const char text[] =
      "{\"t\":\"x\",\"i\":7,\"d\":1.5,\"b\":true,\"o\":{},\"a\":[1],\"n\":null}";
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = fw_json_parse_object (text, strlen (text), &error);
  const char *string;
  JsonObject *inner;
  JsonArray *array;
  gboolean flag;
  gint64 whole;
  double number;

  g_assert_no_error (error);
  g_assert_true (fw_json_get_text (object, "t", &string, &error));
  g_assert_cmpstr (string, ==, "x");
  g_assert_true (fw_json_get_integer (object, "i", &whole, &error));
  g_assert_cmpint (whole, ==, 7);
  g_assert_true (fw_json_get_number (object, "i", &number, &error));
  g_assert_cmpfloat (number, ==, 7);
  g_assert_true (fw_json_get_number (object, "d", &number, &error));
  g_assert_cmpfloat (number, ==, 1.5);
  g_assert_true (fw_json_get_boolean (object, "b", &flag, &error));
  g_assert_true (flag);
  g_assert_true (fw_json_get_object (object, "o", &inner, &error));
  g_assert_true (fw_json_get_array (object, "a", &array, &error));
  g_assert_true (fw_json_has (object, "t"));
  g_assert_false (fw_json_has (object, "n"));
  g_assert_false (fw_json_has (object, "none"));

  g_assert_false (fw_json_get_text (object, "i", &string, NULL));
  g_assert_false (fw_json_get_text (object, "n", &string, NULL));
  g_assert_false (fw_json_get_text (object, "none", &string, NULL));
  g_assert_false (fw_json_get_integer (object, "d", &whole, NULL));
  g_assert_false (fw_json_get_integer (object, "b", &whole, NULL));
  g_assert_false (fw_json_get_number (object, "t", &number, NULL));
  g_assert_false (fw_json_get_boolean (object, "i", &flag, NULL));
  g_assert_false (fw_json_get_object (object, "a", &inner, NULL));
  g_assert_false (fw_json_get_array (object, "o", &array, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "o: expected an array");
  g_assert_null (fw_json_parse_object ("[1]", 3, NULL));
}

static void
test_writer (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  fw_json_member_text (&writer, "t", "a\"b\\c\n\x01\xe6\x8a\x95");
  fw_json_member_text (&writer, "none", NULL);
  fw_json_member_integer (&writer, "i", G_MININT64);
  fw_json_member_boolean (&writer, "b", FALSE);
  fw_json_writer_key (&writer, "a");
  fw_json_writer_begin_array (&writer);
  fw_json_writer_number (&writer, 0.1);
  fw_json_writer_number (&writer, 3);
  fw_json_writer_number (&writer, (double) NAN);
  fw_json_writer_begin_object (&writer);
  fw_json_writer_end_object (&writer);
  fw_json_writer_raw (&writer, "[]", 2);
  fw_json_writer_view (&writer, FW_TEXT_NONE);
  fw_json_writer_end_array (&writer);
  fw_json_writer_key (&writer, "z");
  fw_json_writer_null (&writer);
  fw_json_writer_end_object (&writer);

  g_assert_cmpstr (out->str, ==,
                   "{\"t\":\"a\\\"b\\\\c\\n\\u0001\xe6\x8a\x95\",\"none\":null,"
                   "\"i\":-9223372036854775808,\"b\":false,"
                   "\"a\":[0.1,3,null,{},[],\"\"],\"z\":null}");
  g_assert_true (fw_json_check (out->str, out->len, NULL));
}

static void
test_numbers_read_back (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      guint64 bits = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      FwJsonWriter writer;
      double value;

      memcpy (&value, &bits, 8);
      if (i % 2 == 0)
        value = g_test_rand_double ();
      fw_json_writer_init (&writer, out);
      fw_json_writer_number (&writer, value);
      if (!isfinite (value))
        g_assert_cmpstr (out->str, ==, "null");
      else
        g_assert_cmpfloat (g_ascii_strtod (out->str, NULL), ==, value);
      g_assert_true (fw_json_check (out->str, out->len, NULL));
    }
}

/* What is absent, null or of another type is nothing. */
static void
test_found (void)
{
  static const char text[] =
      "{\"half\":0.5,\"two\":2,\"yes\":true,\"no\":false,\"word\":\"2\",\"null\":null}";
  g_autoptr (JsonObject) object = fw_json_parse_object (text, strlen (text), NULL);

  g_assert_nonnull (object);
  g_assert_cmpfloat (fw_json_find_number (object, "half"), ==, 0.5);
  g_assert_cmpfloat (fw_json_find_number (object, "two"), ==, 2);
  g_assert_true (isnan (fw_json_find_number (object, "word")));
  g_assert_true (isnan (fw_json_find_number (object, "yes")));
  g_assert_true (isnan (fw_json_find_number (object, "null")));
  g_assert_true (isnan (fw_json_find_number (object, "absent")));
  g_assert_true (isnan (fw_json_find_number (NULL, "half")));
  g_assert_true (fw_json_find_yes (object, "yes"));
  g_assert_false (fw_json_find_yes (object, "no"));
  g_assert_false (fw_json_find_yes (object, "two"));
  g_assert_false (fw_json_find_yes (object, "null"));
  g_assert_false (fw_json_find_yes (object, "absent"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/good", test_good);
  g_test_add_func ("/json/bad", test_bad);
  g_test_add_func ("/json/hostile", test_hostile);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/found", test_found);
  g_test_add_func ("/json/writer", test_writer);
  g_test_add_func ("/json/numbers-read-back", test_numbers_read_back);

  return g_test_run ();
}
