/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-dimension.h"
#include "core/fw-error.h"

static void
test_intern (void)
{
  g_autoptr (FwDictionary) dictionary = fw_dictionary_new ();
  guint16 code = 99;

  g_assert_cmpuint (fw_dictionary_get_length (dictionary), ==, 1);
  g_assert_cmpuint (fw_dictionary_intern (dictionary, FW_TEXT_NONE), ==, 0);
  g_assert_cmpuint (fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("sales")), ==, 1);
  g_assert_cmpuint (fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("客服")), ==, 2);
  g_assert_cmpuint (fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("sale")), ==, 3);
  g_assert_cmpuint (fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("sales")), ==, 1);
  g_assert_cmpstr (fw_dictionary_get (dictionary, 2), ==, "客服");
  g_assert_cmpstr (fw_dictionary_get (dictionary, 0), ==, "");
  g_assert_cmpstr (fw_dictionary_get (dictionary, 4000), ==, "");
  g_assert_true (fw_dictionary_find (dictionary, FW_TEXT_LITERAL ("sale"), &code));
  g_assert_cmpuint (code, ==, 3);
  g_assert_true (fw_dictionary_find (dictionary, FW_TEXT_NONE, &code));
  g_assert_cmpuint (code, ==, 0);
  g_assert_false (fw_dictionary_find (dictionary, FW_TEXT_LITERAL ("nobody"), &code));
  g_assert_false (fw_dictionary_find (dictionary, FW_TEXT_LITERAL ("sales\0x"), &code));
  g_assert_cmpuint (fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("sales\0x")), ==, 0);
  g_assert_cmpuint (fw_dictionary_get_length (dictionary), ==, 4);
}

static void
test_full (void)
{
  g_autoptr (FwDictionary) dictionary = fw_dictionary_new ();
  g_autoptr (FwDictionary) copy = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 70000; i++)
    {
      g_autofree char *text = g_strdup_printf ("product %u", i);

      g_assert_cmpuint (fw_dictionary_intern (dictionary, fw_text (text)), ==, i < 65536 ? i : 0);
    }

  bytes = fw_dictionary_encode (dictionary);
  copy = fw_dictionary_decode (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_dictionary_get_length (copy), ==, 65536);
  g_assert_cmpstr (fw_dictionary_get (copy, 65535), ==, "product 65535");
}

static void
test_corrupt (void)
{
  g_autoptr (FwDictionary) dictionary = fw_dictionary_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const guint8 *data;

  fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("one"));
  fw_dictionary_intern (dictionary, FW_TEXT_LITERAL ("two"));
  bytes = fw_dictionary_encode (dictionary);
  data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length * 8; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;

      copy[i / 8] ^= (guint8) (1 << (i % 8));
      damaged = g_bytes_new_static (copy, length);
      g_assert_null (fw_dictionary_decode (damaged, &error));
      g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
    }
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) damaged = g_bytes_new_from_bytes (bytes, 0, cut);

      g_assert_null (fw_dictionary_decode (damaged, NULL));
    }
}

static void
test_names (void)
{
  for (guint i = 0; i < FW_N_DIMENSIONS; i++)
    {
      FwDimension dimension;

      g_assert_true (fw_dimension_from_name (fw_text (fw_dimension_to_name (i)), &dimension));
      g_assert_cmpint (dimension, ==, i);
    }
  for (guint i = 0; i < FW_N_OUTCOMES; i++)
    {
      FwOutcome outcome;

      g_assert_true (fw_outcome_from_name (fw_text (fw_outcome_to_name (i)), &outcome));
      g_assert_cmpint (outcome, ==, i);
    }
  for (guint i = 0; i < FW_N_TRANSFERS; i++)
    {
      FwTransfer transfer;

      g_assert_true (fw_transfer_from_name (fw_text (fw_transfer_to_name (i)), &transfer));
      g_assert_cmpint (transfer, ==, i);
    }
  for (guint8 i = 0; i < FW_N_TENURE_BANDS; i++)
    {
      guint8 band;

      g_assert_true (fw_tenure_band_from_name (fw_text (fw_tenure_band_to_name (i)), &band));
      g_assert_cmpint (band, ==, i);
    }
}

static void
test_tenure (void)
{
  static const struct
  {
    gint days;
    guint8 band;
  } cases[] = { { -1, 0 },  { 0, 1 },   { 29, 1 },  { 30, 2 },  { 89, 2 },   { 90, 3 },
                { 179, 3 }, { 180, 4 }, { 364, 4 }, { 365, 5 }, { 20000, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (fw_tenure_band (cases[i].days), ==, cases[i].band);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dictionary/intern", test_intern);
  g_test_add_func ("/dictionary/full", test_full);
  g_test_add_func ("/dictionary/corrupt", test_corrupt);
  g_test_add_func ("/dimension/names", test_names);
  g_test_add_func ("/dimension/tenure", test_tenure);
  return g_test_run ();
}
