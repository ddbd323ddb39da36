/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ctl/fw-people.h"
#include "intake/people/fw-answer-file.h"
#include "intake/people/fw-named-rows.h"
#include "protocol/fw-json.h"

static void
write_interval (FwJsonWriter *json, const char *key, FwInterval interval)
{
  fw_json_writer_key (json, key);
  fw_json_writer_begin_array (json);
  fw_json_writer_number (json, interval.low);
  fw_json_writer_number (json, interval.high);
  fw_json_writer_end_array (json);
}

/* An option that is a number is one in JSON too. */
static void
write_option (FwJsonWriter *json, const char *key, const char *text)
{
  double value;

  if (fw_number_parse (fw_text (text), &value))
    fw_json_member_number (json, key, value);
  else
    fw_json_member_text (json, key, text);
}

static void
write_item (FwJsonWriter *json, const char *name, const FwItem *item)
{
  fw_json_writer_begin_object (json);
  fw_json_member_text (json, "item", name);
  fw_json_member_integer (json, "n", (gint64) item->n);
  fw_json_member_integer (json, "correct", (gint64) item->correct);
  fw_json_member_number (json, "p", item->p);
  write_interval (json, "p_wilson95", item->interval);
  fw_json_member_number (json, "r_rest", item->r_rest);
  fw_json_member_number (json, "r_total", item->r_total);
  fw_json_member_number (json, "d27", item->d27);
  fw_json_member_number (json, "alpha_without", item->alpha_without);
  fw_json_writer_end_object (json);
}

static void
write_distractors (FwJsonWriter *json, const FwAnswerFile *file, const FwItemAnalysis *analysis)
{
  fw_json_writer_key (json, "distractors");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < file->items->len; i++)
    {
      fw_json_writer_begin_object (json);
      fw_json_member_text (json, "item", file->items->pdata[i]);
      write_option (json, "key", file->key_texts[i]);
      fw_json_writer_key (json, "options");
      fw_json_writer_begin_array (json);
      for (guint k = 0; k < file->n_options[i]; k++)
        {
          const FwItemOption *option = &analysis->items[i].options[k];

          fw_json_writer_begin_object (json);
          write_option (json, "option", file->options[i]->pdata[k]);
          fw_json_member_number (json, "share", option->share);
          fw_json_member_integer (json, "n", (gint64) option->n);
          fw_json_member_number (json, "mean_rest", option->mean_rest);
          fw_json_member_number (json, "r_rest", option->r_rest);
          fw_json_writer_end_object (json);
        }
      fw_json_writer_end_array (json);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static guint
count_right (const FwAnswerFile *file, guint person)
{
  const guint16 *row = file->codes + (gsize) person * file->items->len;
  guint total = 0;

  for (guint i = 0; i < file->items->len; i++)
    total += row[i] == file->keys[i] && row[i] != FW_ITEM_NONE;
  return total;
}

/* ---- by attempt ---- */

typedef struct
{
  guint64 n, right, passed;
} Attempt;

static int
compare_attempts (gconstpointer a, gconstpointer b)
{
  const char *x = (const char *) a, *y = (const char *) b;
  double p, q;

  if (fw_number_parse (fw_text (x), &p) && fw_number_parse (fw_text (y), &q) && p != q)
    return p < q ? -1 : 1;
  return strcmp (x, y);
}

static void
write_attempt (FwJsonWriter *json, const Attempt *at, guint items, guint pass)
{
  fw_json_writer_begin_object (json);
  fw_json_member_integer (json, "n", (gint64) at->n);
  fw_json_member_number (json, "mean", (double) at->right / (double) at->n);
  if (pass > 0)
    {
      g_autofree char *name = g_strdup_printf ("pass_at_%u_of_%u", pass, items);

      fw_json_member_integer (json, name, (gint64) at->passed);
      fw_json_member_number (json, "pass_rate", (double) at->passed / (double) at->n);
      write_interval (json, "wilson95", fw_interval_wilson (at->passed, at->n));
    }
  fw_json_writer_end_object (json);
}

/* First attempts and resits are different people: their figures are told apart. */
static void
write_attempts (FwJsonWriter *json, const FwAnswerFile *file, guint pass)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GList) names = NULL;

  for (guint p = 0; p < file->persons->len; p++)
    {
      Attempt *at = g_hash_table_lookup (all, file->attempts->pdata[p]);
      guint64 times = file->times != NULL ? file->times[p] : 1;
      guint right = count_right (file, p);

      if (at == NULL)
        g_hash_table_insert (all, file->attempts->pdata[p], at = g_new0 (Attempt, 1));
      at->n += times;
      at->right += times * right;
      at->passed += right >= pass ? times : 0;
    }
  names = g_list_sort (g_hash_table_get_keys (all), compare_attempts);
  fw_json_writer_key (json, "by_attempt");
  fw_json_writer_begin_object (json);
  for (GList *name = names; name != NULL; name = name->next)
    {
      fw_json_writer_key (json, name->data);
      write_attempt (json, g_hash_table_lookup (all, name->data), file->items->len, pass);
    }
  fw_json_writer_end_object (json);
}

/* ---- what looks wrong ---- */

/* Whose pass another key would change; a person with a name decides about it. */
static void
write_changes (FwJsonWriter *json, const FwAnswerFile *file, guint item, guint16 better, guint pass)
{
  guint n = file->items->len;

  fw_json_writer_key (json, "pass_would_change");
  fw_json_writer_begin_array (json);
  for (guint p = 0; p < file->persons->len; p++)
    {
      const guint16 *row = file->codes + (gsize) p * n;
      guint total = count_right (file, p), other;

      other = total - (row[item] == file->keys[item] && row[item] != FW_ITEM_NONE) +
              (row[item] == better);
      if ((total >= pass) == (other >= pass))
        continue;
      fw_json_writer_begin_object (json);
      fw_json_member_text (json, "person", file->persons->pdata[p]);
      fw_json_member_integer (json, "right", total);
      fw_json_member_integer (json, "right_rekeyed", other);
      fw_json_member_boolean (json, "passes_rekeyed", other >= pass);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_rekeyed (FwJsonWriter *json, const FwAnswerFile *file, guint item, guint16 better, guint pass)
{
  g_autofree guint16 *keys = g_memdup2 (file->keys, sizeof (guint16) * file->items->len);
  FwAnswers answers = file->answers;
  g_autoptr (FwItemAnalysis) analysis = NULL;

  keys[item] = better;
  answers.keys = keys;
  analysis = fw_items_analyse (&answers);
  write_option (json, "better_option", file->options[item]->pdata[better]);
  fw_json_writer_key (json, "rekeyed");
  write_item (json, file->items->pdata[item], &analysis->items[item]);
  if (pass > 0)
    write_changes (json, file, item, better, pass);
}

static void
write_flags (FwJsonWriter *json,
             const FwAnswerFile *file,
             const FwItemAnalysis *analysis,
             guint pass)
{
  fw_json_writer_key (json, "flagged");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < file->items->len; i++)
    {
      const FwItem *item = &analysis->items[i];
      gboolean better = file->keyed && item->better_option != FW_ITEM_NONE;

      if (!item->weak && !better)
        continue;
      fw_json_writer_begin_object (json);
      fw_json_member_text (json, "item", file->items->pdata[i]);
      fw_json_member_number (json, "r_rest", item->r_rest);
      fw_json_member_boolean (json, "weak", item->weak);
      fw_json_member_boolean (json, "mis_keyed", better);
      if (better)
        write_rekeyed (json, file, i, item->better_option, pass);
      fw_json_writer_end_object (json);
    }
  fw_json_writer_end_array (json);
}

static void
write_analysis (FwJsonWriter *json,
                const FwAnswerFile *file,
                const FwItemAnalysis *analysis,
                guint pass)
{
  fw_json_writer_begin_object (json);
  fw_json_member_integer (json, "n", (gint64) analysis->n);
  fw_json_member_integer (json, "items", analysis->n_items);
  fw_json_member_number (json, "mean_total", analysis->mean_total);
  fw_json_member_number (json, "sd_total", analysis->sd_total);
  fw_json_member_number (json, "alpha", analysis->alpha);
  fw_json_member_number (json, "kr20_population_variance", analysis->kr20);
  fw_json_member_number (json, "sem", analysis->error);
  fw_json_writer_key (json, "item");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < file->items->len; i++)
    write_item (json, file->items->pdata[i], &analysis->items[i]);
  fw_json_writer_end_array (json);
  if (file->keyed)
    write_distractors (json, file, analysis);
  if (file->attempts != NULL)
    write_attempts (json, file, pass);
  write_flags (json, file, analysis, pass);
  fw_json_writer_key (json, "not_items");
  fw_json_writer_begin_array (json);
  for (guint i = 0; i < file->others->len; i++)
    fw_json_writer_text (json, file->others->pdata[i]);
  fw_json_writer_end_array (json);
  fw_json_writer_end_object (json);
}

gboolean
fw_people_print_items (const char *answers_path, const char *key_path, guint pass, GError **error)
{
  g_autoptr (GBytes) answers = fw_file_bytes (answers_path, error);
  g_autoptr (GBytes) key = NULL;
  g_autoptr (FwAnswerFile) file = NULL;
  g_autoptr (FwItemAnalysis) analysis = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter json;

  if (answers == NULL || (key_path != NULL && (key = fw_file_bytes (key_path, error)) == NULL))
    return FALSE;
  file = fw_answer_file_read (answers, key, error);
  if (file == NULL)
    return fw_file_blame (error, answers_path);
  analysis = fw_items_analyse (&file->answers);
  fw_json_writer_init (&json, out);
  write_analysis (&json, file, analysis, pass);
  puts (out->str);
  return TRUE;
}
