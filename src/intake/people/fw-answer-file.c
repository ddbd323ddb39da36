/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/people/fw-answer-file.h"

#include <stdlib.h>

#include "core/fw-error.h"
#include "intake/people/fw-named-rows.h"

/* Of a column without a key that holds 0 and 1: at most so much may be something else before it is
 * taken for another thing than an item with mistakes in it. */
#define MOST_STRANGE 0.1
#define MOST_VALUES (FW_ITEM_NONE - 1)

/* One column of the table: its different values and, row by row, which of them. */
typedef struct
{
  char *title;
  GHashTable *codes; /* value -> code + 1; the texts are in @values */
  GPtrArray *values;
  GArray *lines; /* guint64 by code: where it stands first */
  GArray *rows;  /* guint16 */
  guint64 zeros, ones;
} Column;

typedef struct
{
  GPtrArray *columns; /* Column */
  GPtrArray *persons;
  guint person;         /* column, or G_MAXUINT */
  guint attempt;        /* column, or G_MAXUINT */
  guint frequency;      /* column, or G_MAXUINT */
  gboolean named;       /* the column of persons holds their names, which two may share */
  GHashTable *sittings; /* person and attempt -> line */
  GArray *times;        /* guint64 */
} Table;

static void
column_free (Column *self)
{
  g_free (self->title);
  g_hash_table_unref (self->codes);
  g_ptr_array_unref (self->values);
  g_array_unref (self->lines);
  g_array_unref (self->rows);
  g_free (self);
}

static gboolean
is_one_of (const char *title, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (title, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static const char *const person_names[] = { "person",   "student",  "candidate", "participant",
                                            "employee", "examinee", "id",        NULL };
static const char *const frequency_names[] = { "freq", "frequency", "count", NULL };
/* What tables of exams have beside their items. */
static const char *const other_names[] = { "attempt", "sitting", "group",  "cohort", "form",
                                           "team",    "site",    "date",   "sex",    "gender",
                                           "total",   "score",   "passed", "weight", NULL };

static gboolean
header_cb (FwNamedRows *rows, gpointer user_data, GError **error)
{
  Table *self = (Table *) user_data;

  for (guint i = 0; i < fw_named_rows_get_width (rows); i++)
    {
      Column *column = g_new0 (Column, 1);

      column->title = g_strdup (fw_named_rows_get_title (rows, i));
      column->codes = g_hash_table_new (g_str_hash, g_str_equal);
      column->values = g_ptr_array_new_with_free_func (g_free);
      column->lines = g_array_new (FALSE, FALSE, sizeof (guint64));
      column->rows = g_array_new (FALSE, FALSE, sizeof (guint16));
      g_ptr_array_add (self->columns, column);
      if (self->person == G_MAXUINT && is_one_of (column->title, person_names))
        self->person = i;
      if (self->frequency == G_MAXUINT && is_one_of (column->title, frequency_names))
        self->frequency = i;
      if (g_ascii_strcasecmp (column->title, "attempt") == 0)
        self->attempt = i;
    }
  for (guint i = 0; self->person == G_MAXUINT && i < self->columns->len; i++)
    if (g_ascii_strcasecmp (((const Column *) self->columns->pdata[i])->title, "name") == 0)
      {
        self->person = i;
        self->named = TRUE;
      }
  return TRUE;
}

/* "1.0" is 1. */
static FwText
drop_decimals (FwText cell)
{
  guint end = cell.length;

  while (end > 1 && cell.data[end - 1] == '0')
    end--;
  if (end < 2 || cell.data[end - 1] != '.')
    return cell;
  for (guint i = 0; i + 1 < end; i++)
    if (!g_ascii_isdigit (cell.data[i]))
      return cell;
  return (FwText){ cell.data, end - 1 };
}

/* A column with more values than codes is no item. */
static guint16
find_code (Column *self, FwText cell, guint64 line)
{
  g_autofree char *text = fw_text_dup (cell);
  guint code = GPOINTER_TO_UINT (g_hash_table_lookup (self->codes, text));

  if (fw_cell_is_nothing (cell))
    return FW_ITEM_NONE;
  if (code == 0 && self->values->len < MOST_VALUES)
    {
      g_ptr_array_add (self->values, text);
      g_array_append_val (self->lines, line);
      code = self->values->len;
      g_hash_table_insert (self->codes, g_steal_pointer (&text), GUINT_TO_POINTER (code));
    }
  return code > 0 ? (guint16) (code - 1) : FW_ITEM_NONE;
}

/* Two rows of one person are two people with one number, unless they are two attempts. */
static gboolean
check_person (Table *self, FwNamedRows *rows)
{
  g_autofree char *person = fw_text_dup (fw_named_rows_get_cell (rows, self->person));
  g_autofree char *attempt = self->attempt != G_MAXUINT
                                 ? fw_text_dup (fw_named_rows_get_cell (rows, self->attempt))
                                 : g_strdup ("");
  g_autofree char *key = g_strconcat (person, "\x1f", attempt, NULL);
  const char *title = fw_named_rows_get_title (rows, self->person);
  gpointer line = g_hash_table_lookup (self->sittings, key);

  if (*person == '\0')
    fw_named_rows_complain (rows, title, "expected a value, nothing is there");
  else if (line != NULL)
    fw_named_rows_complain (rows, title, "“%s” stands in line %u already; neither is taken", person,
                            GPOINTER_TO_UINT (line));
  else
    g_hash_table_insert (self->sittings, g_steal_pointer (&key),
                         GUINT_TO_POINTER ((guint) fw_named_rows_get_line (rows)));
  return *person != '\0' && line == NULL;
}

static void
row_cb (FwNamedRows *rows, gpointer user_data)
{
  Table *self = (Table *) user_data;
  guint64 line = fw_named_rows_get_line (rows), times = 1;

  if (self->person != G_MAXUINT && !self->named && !check_person (self, rows))
    return;

  if (self->frequency != G_MAXUINT)
    {
      double value;

      if (!fw_number_parse (fw_named_rows_get_cell (rows, self->frequency), &value) || value < 0 ||
          value > 1e9 || value != (double) (guint64) value)
        {
          fw_named_rows_complain (rows, fw_named_rows_get_title (rows, self->frequency),
                                  "expected a whole number");
          return;
        }
      times = (guint64) value;
    }
  g_array_append_val (self->times, times);
  g_ptr_array_add (self->persons, self->person != G_MAXUINT
                                      ? fw_text_dup (fw_named_rows_get_cell (rows, self->person))
                                      : g_strdup_printf ("line %" G_GUINT64_FORMAT, line));
  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = self->columns->pdata[i];
      FwText cell =
          i != self->person ? drop_decimals (fw_named_rows_get_cell (rows, i)) : FW_TEXT_NONE;
      guint16 code = find_code (column, cell, line);

      column->zeros += fw_text_equal (cell, FW_TEXT_LITERAL ("0"));
      column->ones += fw_text_equal (cell, FW_TEXT_LITERAL ("1"));
      g_array_append_val (column->rows, code);
    }
}

/* ---- the key ---- */

typedef struct
{
  GHashTable *keys; /* item -> key */
} KeyReader;

static void
key_cb (FwNamedRows *rows, gpointer user_data)
{
  KeyReader *self = (KeyReader *) user_data;
  FwText item, key;
  g_autofree char *name = NULL;

  if (!fw_named_rows_get_text (rows, 0, &item) || !fw_named_rows_get_text (rows, 1, &key))
    return;
  name = fw_text_dup (item);
  if (g_hash_table_contains (self->keys, name))
    fw_named_rows_complain (rows, "item", "“%s” has a key already", name);
  else
    g_hash_table_insert (self->keys, g_steal_pointer (&name), fw_text_dup (drop_decimals (key)));
}

static GHashTable *
read_key (GBytes *bytes, GError **error)
{
  static const FwNamedColumn columns[] = { { "item", TRUE }, { "key", TRUE } };
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  KeyReader reader = { keys };

  if (fw_named_rows_read (bytes, columns, 2, NULL, key_cb, &reader, error))
    return g_steal_pointer (&keys);
  g_prefix_error (error, "key: ");
  return NULL;
}

/* ---- which columns are items ---- */

static gboolean
check_keyed (const Table *table, GHashTable *keys, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      gboolean found = FALSE;

      for (guint i = 0; i < table->columns->len && !found; i++)
        found = g_str_equal (((const Column *) table->columns->pdata[i])->title, name);
      if (!found)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "key: the answers have no column “%s”",
                       (const char *) name);
          return FALSE;
        }
    }
  return TRUE;
}

/* FALSE with an error: the column is an item, and something in it is neither right nor wrong. */
static gboolean
check_scored (const Table *table, guint at, gboolean *item, GError **error)
{
  const Column *column = table->columns->pdata[at];
  guint64 scored = column->zeros + column->ones, filled = 0;

  *item = FALSE;
  if (at == table->person || at == table->frequency || is_one_of (column->title, other_names))
    return TRUE;
  for (guint i = 0; i < column->rows->len; i++)
    filled += g_array_index (column->rows, guint16, i) != FW_ITEM_NONE;
  *item = filled > 0 && scored == filled;
  if (*item || column->zeros == 0 || column->ones == 0 ||
      (double) (filled - scored) > MOST_STRANGE * (double) filled)
    return TRUE;

  for (guint i = 0; i < column->values->len; i++)
    if (!g_str_equal (column->values->pdata[i], "0") &&
        !g_str_equal (column->values->pdata[i], "1"))
      {
        g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                     "line %" G_GUINT64_FORMAT ": %s: expected 0, 1 or nothing, not “%s”; answers "
                     "that are not marked yet need a key",
                     g_array_index (column->lines, guint64, i), column->title,
                     (const char *) column->values->pdata[i]);
        break;
      }
  return FALSE;
}

static gboolean
choose_items (
    const Table *table, GHashTable *keys, FwAnswerFile *file, GArray *chosen, GError **error)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      const Column *column = table->columns->pdata[i];
      gboolean item = keys != NULL && g_hash_table_contains (keys, column->title);

      if (keys == NULL && !check_scored (table, i, &item, error))
        return FALSE;
      if (item)
        {
          g_array_append_val (chosen, i);
          g_ptr_array_add (file->items, g_strdup (column->title));
        }
      else
        g_ptr_array_add (file->others, g_strdup (column->title));
    }
  if (chosen->len >= 2 && file->persons->len > 0)
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "expected at least two questions and one person; %u and %u were found", chosen->len,
               file->persons->len);
  return FALSE;
}

/* ---- options in order ---- */

static int
compare_options (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  double p, q;
  gboolean number = fw_number_parse (fw_text (x), &p), other = fw_number_parse (fw_text (y), &q);

  if (number != other)
    return number ? -1 : 1;
  if (number && p < q)
    return -1;
  return number && p > q ? 1 : strcmp (x, y);
}

/* The codes of a column become those of the sorted options, in the item's place of the matrix. */
static void
fill_item (FwAnswerFile *file, guint item, const Column *column, const char *key)
{
  GPtrArray *options = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint16 *codes = g_new (guint16, column->values->len + 1);
  guint n_items = file->items->len;

  for (guint i = 0; i < column->values->len; i++)
    g_ptr_array_add (options, g_strdup (column->values->pdata[i]));
  g_ptr_array_sort (options, compare_options);
  file->keys[item] = FW_ITEM_NONE;
  for (guint i = 0; i < options->len; i++)
    {
      guint old = GPOINTER_TO_UINT (g_hash_table_lookup (column->codes, options->pdata[i]));

      codes[old - 1] = (guint16) i;
      if (g_str_equal (options->pdata[i], key))
        file->keys[item] = (guint16) i;
    }
  file->options[item] = options;
  file->n_options[item] = (guint16) options->len;
  file->key_texts[item] = g_strdup (key);
  for (guint p = 0; p < column->rows->len; p++)
    {
      guint16 code = g_array_index (column->rows, guint16, p);

      file->codes[(gsize) p * n_items + item] = code == FW_ITEM_NONE ? code : codes[code];
    }
}

/* Which sitting of a person it was, where the table says so and no item is named so. */
static GPtrArray *
list_attempts (const Table *table, const FwAnswerFile *file)
{
  const Column *column = table->attempt != G_MAXUINT ? table->columns->pdata[table->attempt] : NULL;
  GPtrArray *list;

  if (column == NULL ||
      !g_ptr_array_find_with_equal_func (file->others, column->title, g_str_equal, NULL))
    return NULL;
  list = g_ptr_array_new_with_free_func (g_free);
  for (guint p = 0; p < column->rows->len; p++)
    {
      guint16 code = g_array_index (column->rows, guint16, p);

      g_ptr_array_add (list, g_strdup (code != FW_ITEM_NONE ? column->values->pdata[code] : ""));
    }
  return list;
}

static void
fill_file (FwAnswerFile *file, const Table *table, GHashTable *keys, const GArray *chosen)
{
  guint n = chosen->len;

  file->options = g_new0 (GPtrArray *, n + 1);
  file->key_texts = g_new0 (char *, n + 1);
  file->codes = g_new (guint16, (gsize) file->persons->len * n);
  file->keys = g_new (guint16, n);
  file->n_options = g_new (guint16, n);
  for (guint i = 0; i < n; i++)
    fill_item (file, i, table->columns->pdata[g_array_index (chosen, guint, i)],
               keys != NULL ? g_hash_table_lookup (keys, file->items->pdata[i]) : "1");
  if (table->frequency != G_MAXUINT)
    file->times = g_memdup2 (table->times->data, sizeof (guint64) * table->times->len);
  file->attempts = list_attempts (table, file);
  file->answers =
      (FwAnswers){ file->persons->len, n, file->codes, file->keys, file->n_options, file->times };
}

FwAnswerFile *
fw_answer_file_read (GBytes *answers, GBytes *key, GError **error)
{
  g_autoptr (FwAnswerFile) file = g_new0 (FwAnswerFile, 1);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GHashTable) sittings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Table table = { .columns = columns,
                  .person = G_MAXUINT,
                  .attempt = G_MAXUINT,
                  .frequency = G_MAXUINT,
                  .sittings = sittings,
                  .times = times };

  g_return_val_if_fail (answers != NULL, NULL);

  file->items = g_ptr_array_new_with_free_func (g_free);
  file->others = g_ptr_array_new_with_free_func (g_free);
  table.persons = file->persons = g_ptr_array_new_with_free_func (g_free);
  file->keyed = key != NULL;
  if (key != NULL && (keys = read_key (key, error)) == NULL)
    return NULL;
  if (!fw_named_rows_read (answers, NULL, 0, header_cb, row_cb, &table, error) ||
      (keys != NULL && !check_keyed (&table, keys, error)) ||
      !choose_items (&table, keys, file, chosen, error))
    return NULL;
  fill_file (file, &table, keys, chosen);
  return g_steal_pointer (&file);
}

void
fw_answer_file_free (FwAnswerFile *self)
{
  for (guint i = 0; self->options != NULL && i < self->items->len; i++)
    g_clear_pointer (&self->options[i], g_ptr_array_unref);
  g_free (self->options);
  g_strfreev (self->key_texts);
  g_free (self->codes);
  g_free (self->keys);
  g_free (self->n_options);
  g_free (self->times);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->persons);
  g_ptr_array_unref (self->others);
  g_free (self);
}
