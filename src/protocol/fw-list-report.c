/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/fw-list-report.h"

/* As many as a page shows, and some. */
#define MOST_LINES 100

static const char *const left_out_names[FW_N_LEFT_OUT] = {
  [FW_LEFT_OUT_DIRECTION] = "direction", [FW_LEFT_OUT_IGNORED] = "ignored",
  [FW_LEFT_OUT_TOTAL] = "totals",        [FW_LEFT_OUT_JOINED] = "joined",
  [FW_LEFT_OUT_REPEATED] = "repeated",   [FW_LEFT_OUT_HEAD] = "heads",
};

static void
free_column (gpointer data)
{
  FwListColumn *column = data;

  g_free (column->header);
  g_free (column->used_as);
  g_free (column->unit);
  g_strfreev (column->sample);
  g_free (column->why);
  g_free (column);
}

static void
free_word (gpointer data)
{
  FwListWord *word = data;

  g_free (word->column);
  g_free (word->header);
  g_free (word->word);
  g_free (word->meaning);
  g_free (word);
}

void
fw_list_report_init (FwListReport *self)
{
  *self = (FwListReport){
    .columns = g_ptr_array_new_with_free_func (free_column),
    .words = g_ptr_array_new_with_free_func (free_word),
    .first_left_out = g_array_new (FALSE, FALSE, sizeof (guint64)),
  };
}

void
fw_list_report_clear (FwListReport *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->first_left_out, g_array_unref);
}

void
fw_list_report_leave_out (FwListReport *self, FwLeftOut reason, guint64 line)
{
  g_return_if_fail (self != NULL && (guint) reason < FW_N_LEFT_OUT);

  self->left_out[reason]++;
  if (self->first_left_out->len < MOST_LINES)
    g_array_append_val (self->first_left_out, line);
}

gboolean
fw_list_report_is_left_out (const FwListReport *self, guint64 line)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->first_left_out->len; i++)
    if (g_array_index (self->first_left_out, guint64, i) == line)
      return TRUE;

  return FALSE;
}

const char *
fw_left_out_to_name (FwLeftOut reason)
{
  g_return_val_if_fail ((guint) reason < FW_N_LEFT_OUT, NULL);

  return left_out_names[reason];
}

guint64
fw_list_report_count_left_out (const FwListReport *self)
{
  guint64 n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < FW_N_LEFT_OUT; i++)
    n += self->left_out[i];

  return n;
}

FwListColumn *
fw_list_report_add_column (FwListReport *self, const char *header)
{
  FwListColumn *column = g_new0 (FwListColumn, 1);

  column->header = g_strdup (header);
  g_ptr_array_add (self->columns, column);

  return column;
}

void
fw_list_report_add_word (FwListReport *self,
                         const char *column,
                         const char *header,
                         const char *word,
                         const char *meaning,
                         guint64 rows,
                         guint64 line)
{
  FwListWord *added;

  for (guint i = 0; i < self->words->len; i++)
    {
      FwListWord *known = self->words->pdata[i];

      if (g_str_equal (known->column, column) && g_str_equal (known->word, word) &&
          g_strcmp0 (known->meaning, meaning) == 0)
        {
          known->rows += rows;
          return;
        }
    }

  added = g_new0 (FwListWord, 1);
  *added = (FwListWord){
    g_strdup (column), g_strdup (header), g_strdup (word), g_strdup (meaning), rows, line
  };
  g_ptr_array_add (self->words, added);
}

static gint
compare_words (gconstpointer a, gconstpointer b)
{
  const FwListWord *one = *(const FwListWord *const *) a, *two = *(const FwListWord *const *) b;
  gint order = strcmp (one->column, two->column);

  if (order == 0)
    order = (one->meaning != NULL) - (two->meaning != NULL);
  if (order == 0)
    order = (one->rows < two->rows) - (one->rows > two->rows);

  return order != 0 ? order : strcmp (one->word, two->word);
}

void
fw_list_report_sort_words (FwListReport *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_sort (self->words, compare_words);
}

static void
append_column (FwJsonWriter *writer, const FwListColumn *column)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "header", column->header);
  fw_json_member_text (writer, "used_as", column->used_as);
  fw_json_member_text (writer, "unit", column->unit);
  fw_json_member_text (writer, "why", column->why);
  fw_json_writer_key (writer, "sample");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; column->sample != NULL && column->sample[i] != NULL; i++)
    fw_json_writer_text (writer, column->sample[i]);
  fw_json_writer_end_array (writer);
  fw_json_writer_end_object (writer);
}

static void
append_word (FwJsonWriter *writer, const FwListWord *word)
{
  fw_json_writer_begin_object (writer);
  fw_json_member_text (writer, "column", word->column);
  fw_json_member_text (writer, "header", word->header);
  fw_json_member_text (writer, "word", word->word);
  fw_json_member_text (writer, "meaning", word->meaning);
  fw_json_member_integer (writer, "rows", (gint64) word->rows);
  fw_json_member_integer (writer, "line", (gint64) word->line);
  fw_json_writer_end_object (writer);
}

void
fw_list_report_json_append (FwJsonWriter *writer, const FwListReport *self)
{
  g_return_if_fail (writer != NULL && self != NULL);

  if (self->header_row == 0)
    return;

  fw_json_member_integer (writer, "header_row", (gint64) self->header_row);
  fw_json_writer_key (writer, "left_out");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < FW_N_LEFT_OUT; i++)
    fw_json_member_integer (writer, left_out_names[i], (gint64) self->left_out[i]);
  fw_json_writer_end_object (writer);
  fw_json_member_integer (writer, "without_queue", (gint64) self->without_queue);
  fw_json_writer_key (writer, "columns");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->columns->len; i++)
    append_column (writer, self->columns->pdata[i]);
  fw_json_writer_end_array (writer);
  fw_json_writer_key (writer, "words");
  fw_json_writer_begin_array (writer);
  for (guint i = 0; i < self->words->len; i++)
    append_word (writer, self->words->pdata[i]);
  fw_json_writer_end_array (writer);
}

static void
read_column (FwListReport *self, JsonObject *object)
{
  const char *header = fw_json_find_text (object, "header");
  FwListColumn *column = fw_list_report_add_column (self, header != NULL ? header : "");

  column->used_as = g_strdup (fw_json_find_text (object, "used_as"));
  column->unit = g_strdup (fw_json_find_text (object, "unit"));
  column->why = g_strdup (fw_json_find_text (object, "why"));
  column->sample = fw_json_find_texts (object, "sample");
}

static void
read_word (FwListReport *self, JsonObject *object)
{
  const char *column = fw_json_find_text (object, "column"),
             *header = fw_json_find_text (object, "header");
  const char *word = fw_json_find_text (object, "word");

  fw_list_report_add_word (self, column != NULL ? column : "", header != NULL ? header : "",
                           word != NULL ? word : "", fw_json_find_text (object, "meaning"),
                           fw_json_find_count (object, "rows"),
                           fw_json_find_count (object, "line"));
}

static void
read_all (FwListReport *self,
          JsonObject *object,
          const char *member,
          void (*read) (FwListReport *self, JsonObject *object))
{
  JsonArray *array;

  if (!fw_json_has (object, member) || !fw_json_get_array (object, member, &array, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (fw_json_find_element (array, i) != NULL)
      read (self, fw_json_find_element (array, i));
}

void
fw_list_report_json_read (FwListReport *self, JsonObject *object)
{
  JsonObject *left_out;

  g_return_if_fail (self != NULL && object != NULL);

  self->header_row = fw_json_find_count (object, "header_row");
  if (fw_json_has (object, "left_out") && fw_json_get_object (object, "left_out", &left_out, NULL))
    for (guint i = 0; i < FW_N_LEFT_OUT; i++)
      self->left_out[i] = fw_json_find_count (left_out, left_out_names[i]);
  self->without_queue = fw_json_find_count (object, "without_queue");
  read_all (self, object, "columns", read_column);
  read_all (self, object, "words", read_word);
}
