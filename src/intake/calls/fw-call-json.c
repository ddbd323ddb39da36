/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-json.h"

#include "core/fw-error.h"
#include "intake/text/fw-csv.h"
#include "protocol/fw-json.h"

/* Objects within a call, such as "queue": {"name": ...}. */
#define MOST_DEPTH 4

typedef struct
{
  GHashTable *places; /* char* name -> place from 1 */
  GPtrArray *names;   /* char*; owned by @places */
  GPtrArray *rows;    /* GPtrArray of char* (nullable), by place */
} Table;

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;

  return at;
}

gboolean
fw_call_json_is (const char *data, gsize length)
{
  const char *end = data + length, *at, *next;

  g_return_val_if_fail (data != NULL, FALSE);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3;
  at = skip_space (data, end);
  next = at < end ? skip_space (at + 1, end) : end;

  /* "[Call ID],[Start]" is a header. */
  return next < end && ((*at == '{' && *next == '"') || (*at == '[' && *next == '{'));
}

static char *
format_value (JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (node));
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_DOUBLE:
      return g_strdup (
          g_ascii_formatd (number, sizeof number, "%.15g", json_node_get_double (node)));
    default:
      return NULL;
    }
}

/* Names of one place, such as tags; what else stands in an array is not one thing that can be said
 * of a call. */
static char *
join_values (JsonArray *array)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *value = format_value (json_array_get_element (array, i));

      if (value != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", value);
    }

  return joined->len > 0 ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

static gboolean
put_cell (Table *self, GPtrArray *row, const char *name, char *value, GError **error)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, name));

  if (place == 0)
    {
      char *kept = g_strdup (name);

      if (self->names->len >= FW_CSV_MOST_CELLS)
        {
          g_free (kept);
          g_free (value);
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "JSON: expected at most %d members",
                       FW_CSV_MOST_CELLS);
          return FALSE;
        }
      g_ptr_array_add (self->names, kept);
      place = self->names->len;
      g_hash_table_insert (self->places, kept, GUINT_TO_POINTER (place));
    }
  if (row->len < place)
    g_ptr_array_set_size (row, (gint) place);
  g_free (row->pdata[place - 1]);
  row->pdata[place - 1] = value;

  return TRUE;
}

static gboolean
put_object (Table *self,
            GPtrArray *row,
            const char *prefix,
            JsonObject *object,
            guint depth,
            GError **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    {
      g_autofree char *name =
          prefix != NULL ? g_strdup_printf ("%s %s", prefix, member) : g_strdup (member);

      if (JSON_NODE_HOLDS_OBJECT (node) && depth < MOST_DEPTH
              ? !put_object (self, row, name, json_node_get_object (node), depth + 1, error)
              : !put_cell (self, row, name,
                           JSON_NODE_HOLDS_ARRAY (node) ? join_values (json_node_get_array (node))
                                                        : format_value (node),
                           error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_row (Table *self, JsonObject *object, GError **error)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (self->rows, row);

  return put_object (self, row, NULL, object, 0, error);
}

/* ---- where the calls are ---- */

static gboolean
holds_objects (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && json_array_get_length (array) > 0 &&
         JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0));
}

/* Returns: (nullable): the array of objects of a document; of several nobody can tell. */
static JsonArray *
find_array (JsonNode *root)
{
  JsonArray *found = NULL;
  JsonObjectIter iter;
  JsonNode *node;

  if (holds_objects (root))
    return json_node_get_array (root);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, NULL, &node))
    if (holds_objects (node))
      {
        if (found != NULL)
          return NULL;
        found = json_node_get_array (node);
      }

  return found;
}

static gboolean
take_document (Table *self, const char *data, gsize length, GError **error)
{
  g_autoptr (JsonNode) root = fw_json_parse (data, length, error);
  JsonArray *array;

  if (root == NULL)
    {
      g_prefix_error (error, "JSON: ");
      return FALSE;
    }
  array = find_array (root);
  if (array == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "JSON: expected an object for each call, one a line or in one array");
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = fw_json_find_element (array, i);

      if (object == NULL)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "JSON: element %u is no object", i + 1);
          return FALSE;
        }
      if (!put_row (self, object, error))
        return FALSE;
    }

  return TRUE;
}

static const char *
find_line_end (const char *at, const char *end)
{
  const char *newline = memchr (at, '\n', (gsize) (end - at));

  return newline != NULL ? newline : end;
}

static gboolean
take_lines (Table *self, const char *data, gsize length, GError **error)
{
  const char *at = data, *end = data + length;

  for (guint line = 1; at < end; line++)
    {
      const char *until = find_line_end (at, end);

      if (skip_space (at, until) < until)
        {
          g_autoptr (JsonObject) object = fw_json_parse_object (at, (gsize) (until - at), error);

          if (object == NULL || !put_row (self, object, error))
            {
              g_prefix_error (error, "line %u: ", line);
              return FALSE;
            }
        }
      at = until < end ? until + 1 : end;
    }

  return TRUE;
}

/* An object a line: the first line is whole, and another follows. */
static gboolean
are_lines (const char *data, gsize length)
{
  const char *start = skip_space (data, data + length), *end = data + length;
  const char *until = find_line_end (start, end);

  return start < end && *start == '{' && skip_space (until, end) < end &&
         fw_json_check (start, (gsize) (until - start), NULL);
}

/* ---- rows ---- */

static void
append_cell (GString *to, const char *text, gboolean last)
{
  g_string_append_c (to, '"');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (to, '"');
      g_string_append_c (to, *p);
    }
  g_string_append (to, last ? "\"\n" : "\",");
}

static GBytes *
write_rows (const Table *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->names->len; i++)
    append_cell (out, self->names->pdata[i], i + 1 == self->names->len);
  for (guint j = 0; j < self->rows->len; j++)
    {
      const GPtrArray *row = self->rows->pdata[j];

      for (guint i = 0; i < self->names->len; i++)
        append_cell (out, i < row->len ? row->pdata[i] : NULL, i + 1 == self->names->len);
    }

  return g_string_free_to_bytes (out);
}

GBytes *
fw_call_json_to_rows (const char *data, gsize length, GError **error)
{
  Table table = { 0 };
  GBytes *rows = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  table.places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  table.names = g_ptr_array_new ();
  table.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  if (are_lines (data, length) ? take_lines (&table, data, length, error)
                               : take_document (&table, data, length, error))
    rows = write_rows (&table);
  g_ptr_array_unref (table.rows);
  g_ptr_array_unref (table.names);
  g_hash_table_unref (table.places);

  return rows;
}
