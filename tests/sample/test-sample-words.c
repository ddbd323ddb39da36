/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/kind/fw-record.h"
#include "sample/fw-sample-words.h"
#include "sample/fw-sample.h"

#include <string.h>

#define DAY_MADE 20778 /* 2026-11-21 */

static FwSample *
make_sample (const char *language)
{
  g_autoptr (GError) error = NULL;
  FwSample *sample = fw_sample_new (FW_SAMPLE_SEED, DAY_MADE, NULL, &error);

  g_assert_no_error (error);
  fw_sample_set_language (sample, language);
  return sample;
}

static GPtrArray *
list (FwSample *sample)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  fw_sample_list_records (sample, records);
  return records;
}

/* What a machine or the world outside reads is the same in every language. */
static gboolean
is_code (const FwField *field)
{
  static const char *const codes[] = { "login",  "time_zone", "letter", "leader",
                                       "signed", "told",      "breaks" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (field->name, codes[i]))
      return TRUE;
  return field->type != FW_FIELD_TEXT;
}

/* Everything that somebody wrote is in Chinese, two things are never called the same, and the rest
 * is as it was. */
static void
test_chinese (void)
{
  g_autoptr (FwSample) english = make_sample (NULL);
  g_autoptr (FwSample) chinese = make_sample ("zh");
  g_autoptr (GPtrArray) one = list (english);
  g_autoptr (GPtrArray) two = list (chinese);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_texts = 0;

  g_assert_cmpuint (one->len, ==, two->len);
  for (guint i = 0; i < one->len; i++)
    {
      const FwKind *kind = fw_record_get_kind (two->pdata[i]);

      g_assert_cmpstr (fw_record_get_id (one->pdata[i]), ==, fw_record_get_id (two->pdata[i]));
      for (guint f = 0; f < kind->n_fields; f++)
        {
          g_autofree char *before = fw_record_format (one->pdata[i], f);
          g_autofree char *after = fw_record_format (two->pdata[i], f);

          if (kind->fields[f].type == FW_FIELD_SECRET)
            continue;
          if (is_code (&kind->fields[f]) || *before == '\0')
            {
              g_assert_cmpstr (before, ==, after);
              continue;
            }
          g_test_message ("%s %s: %s", kind->name, kind->fields[f].name, after);
          g_assert_false (g_str_is_ascii (after));
          n_texts++;
          if (g_str_equal (kind->fields[f].name, "name"))
            g_assert_true (g_hash_table_add (names, g_strdup_printf ("%s/%s", kind->name, after)));
        }
    }
  g_assert_cmpuint (n_texts, >, 300);
}

static gboolean
take_batch (FwEventBatch *batch, gpointer products, GError **error)
{
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    if (event.product.length > 0)
      g_hash_table_add (products, fw_text_dup (event.product));
  return TRUE;
}

/* What comes in later has the products that the queues have. */
static void
test_events (void)
{
  g_autoptr (FwSample) sample = make_sample ("zh");
  g_autoptr (GPtrArray) records = list (sample);
  g_autoptr (GHashTable) products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 from = fw_sample_get_start (sample, FW_SAMPLE_HISTORY_DAYS);
  GHashTableIter iter;
  gpointer product;

  for (guint i = 0; i < records->len; i++)
    if (fw_record_get_kind (records->pdata[i]) == fw_kind_find ("queue"))
      g_hash_table_add (known, (gpointer) fw_record_text (records->pdata[i], "product"));
  g_assert_true (fw_sample_fill (sample, from, from + 24 * FW_HOUR, take_batch, products, NULL));
  g_assert_cmpuint (g_hash_table_size (products), ==, 8);
  g_hash_table_iter_init (&iter, products);
  while (g_hash_table_iter_next (&iter, &product, NULL))
    g_assert_true (g_hash_table_contains (known, product));
}

static void
test_language (void)
{
  static const struct
  {
    const char *names[5];
    const char *language;
  } cases[] = {
    { { "zh_CN.UTF-8", "zh_CN", "zh", "C" }, "zh" },
    { { "zh_TW", "zh", "C" }, "zh" },
    { { "de_DE", "de", "zh_CN", "C" }, "zh" },
    { { "en_GB", "en", "zh_CN", "C" }, NULL },
    { { "de_DE", "de", "C" }, NULL },
    { { "C" }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (fw_sample_words_find_language (cases[i].names), ==, cases[i].language);
  g_assert_cmpstr (fw_sample_word ("zh", "night-b"), ==, "night-b");
  g_assert_cmpstr (fw_sample_word (NULL, "Night"), ==, "Night");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/words/chinese", test_chinese);
  g_test_add_func ("/sample/words/events", test_events);
  g_test_add_func ("/sample/words/language", test_language);
  return g_test_run ();
}
