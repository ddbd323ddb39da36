/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-stated.h"

#include "core/fw-error.h"
#include "protocol/fw-text-form.h"

static const char *const column_names[FW_CALL_N_COLUMNS] = {
  [FW_CALL_ID] = "id",
  [FW_CALL_DATE] = "date",
  [FW_CALL_TIME] = "time",
  [FW_CALL_DATE_TIME] = "date_time",
  [FW_CALL_DIRECTION] = "direction",
  [FW_CALL_AGENT] = "agent",
  [FW_CALL_AGENT_FAMILY] = "agent_family",
  [FW_CALL_QUEUE] = "queue",
  [FW_CALL_PRODUCT] = "product",
  [FW_CALL_CHANNEL] = "channel",
  [FW_CALL_CUSTOMER] = "customer",
  [FW_CALL_ANSWERED] = "answered",
  [FW_CALL_OUTCOME] = "outcome",
  [FW_CALL_RESOLVED] = "resolved",
  [FW_CALL_WAIT] = "wait",
  [FW_CALL_TALK] = "talk",
  [FW_CALL_HOLD] = "hold",
  [FW_CALL_WRAP] = "wrap",
  [FW_CALL_RATING] = "rating",
  [FW_CALL_NPS] = "nps",
};

static const struct
{
  const char *name;
  guint ms;
} unit_names[] = {
  { "ms", 1 },
  { "s", 1000 },
  { "min", 60000 },
  { "h", 3600000 },
  { "m.ss", FW_CALL_UNIT_M_SS },
  { "h:mm", FW_CALL_UNIT_H_MM },
  { "hhmmss", FW_CALL_UNIT_HHMMSS },
  { "day", FW_CALL_UNIT_DAY },
};

static const char *const order_names[] = {
  [FW_DATE_ORDER_UNKNOWN] = NULL,
  [FW_DATE_ORDER_YMD] = "ymd",
  [FW_DATE_ORDER_DMY] = "dmy",
  [FW_DATE_ORDER_MDY] = "mdy",
};

static const char *const same_id_names[] = {
  [FW_SAME_ID_UNSTATED] = NULL,
  [FW_SAME_ID_PARTS] = "parts",
  [FW_SAME_ID_CALLS] = "calls",
};

/* What words of a column can be said to mean; of customer and agent it is another name, or nobody.
 */
static const struct
{
  FwCallColumn column;
  const char *meanings[6];
} meanings[] = {
  { FW_CALL_OUTCOME, { "answered", "abandoned", "timeout", "empty", "key", NULL } },
  { FW_CALL_ANSWERED, { "yes", "no", NULL } },
  { FW_CALL_RESOLVED, { "yes", "no", NULL } },
  { FW_CALL_DIRECTION, { "in", "out", "internal", NULL } },
  { FW_CALL_CUSTOMER, { NULL } },
  { FW_CALL_AGENT, { NULL } },
};

const char *
fw_call_column_to_name (FwCallColumn column)
{
  g_return_val_if_fail ((guint) column < FW_CALL_N_COLUMNS, NULL);

  return column_names[column];
}

const char *const *
fw_call_column_get_meanings (FwCallColumn column)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].column == column)
      return meanings[i].meanings;

  return NULL;
}

gint
fw_call_column_from_name (const char *name)
{
  for (gint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (g_strcmp0 (column_names[i], name) == 0)
      return i;

  return -1;
}

gboolean
fw_call_column_is_duration (FwCallColumn column)
{
  return column >= FW_CALL_WAIT && column <= FW_CALL_WRAP;
}

const char *
fw_call_unit_to_name (guint unit_ms)
{
  for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
    if (unit_names[i].ms == unit_ms)
      return unit_names[i].name;

  return NULL;
}

const char *
fw_date_order_to_name (FwDateOrder order)
{
  g_return_val_if_fail ((guint) order < G_N_ELEMENTS (order_names), NULL);

  return order_names[order];
}

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "mapping: %s", message);

  return FALSE;
}

static gboolean
get_text (JsonObject *object, const char *member, const char **value, GError **error)
{
  if (fw_json_get_text (object, member, value, error))
    return TRUE;
  g_prefix_error (error, "mapping: ");

  return FALSE;
}

/* ---- members, each read by a function of its own ---- */

static gboolean
read_column (FwCallStated *self, JsonObject *object, guint column, GError **error)
{
  JsonNode *node = json_object_get_member (object, column_names[column]);
  FwCallName *name = &self->columns[column];
  const char *text;

  if (JSON_NODE_HOLDS_NULL (node))
    {
      name->none = TRUE;
      return TRUE;
    }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      gint64 number = json_node_get_int (node);

      name->number = number >= 1 && number <= G_MAXINT ? (guint) number : 0;
      return name->number > 0 ||
             fail (error, "%s: expected a column's header, or its number from 1",
                   column_names[column]);
    }
  if (!get_text (object, column_names[column], &text, error))
    return FALSE;
  name->name = g_strdup (text);

  return TRUE;
}

static gboolean
read_date_order (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  const char *text;

  if (!get_text (object, member, &text, error))
    return FALSE;
  for (guint i = FW_DATE_ORDER_YMD; i < G_N_ELEMENTS (order_names); i++)
    if (g_str_equal (order_names[i], text))
      self->order = (FwDateOrder) i;

  return self->order != FW_DATE_ORDER_UNKNOWN ||
         fail (error, "date_order: expected ymd, dmy or mdy");
}

static gboolean
read_zero_rating (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  const char *text;

  if (!get_text (object, member, &text, error))
    return FALSE;
  self->zero_rating_is_none = g_str_equal (text, "none");

  return self->zero_rating_is_none || g_str_equal (text, "error") ||
         fail (error, "zero_rating: expected none or error");
}

static gboolean
read_unit (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  g_autofree char *base = g_strndup (member, strlen (member) - strlen ("_unit"));
  gint column = fw_call_column_from_name (base);
  const char *text;

  if (!get_text (object, member, &text, error))
    return FALSE;
  if (column >= 0 && fw_call_column_is_duration ((FwCallColumn) column))
    for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
      if (g_str_equal (unit_names[i].name, text))
        {
          self->unit_ms[column] = unit_names[i].ms;
          return TRUE;
        }

  return fail (error,
               "%s: expected ms, s, min, h, day, m.ss, h:mm or hhmmss for wait, talk, hold or wrap",
               member);
}

static gboolean
read_same_id (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  const char *text;

  if (!get_text (object, member, &text, error))
    return FALSE;
  for (guint i = FW_SAME_ID_PARTS; i < G_N_ELEMENTS (same_id_names); i++)
    if (g_str_equal (same_id_names[i], text))
      self->same_id = (FwSameId) i;

  return self->same_id != FW_SAME_ID_UNSTATED ||
         fail (error,
               "same_id: expected parts (rows of one id are one call) or calls (each is a call), "
               "not \"%s\"",
               text);
}

static gboolean
read_header_row (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  gint64 value;

  if (!fw_json_get_integer (object, member, &value, NULL) || value < 1 || value > G_MAXINT)
    return fail (error, "header_row: expected the line on which the header stands, from 1");
  self->header_row = (guint) value;

  return TRUE;
}

/* Returns: (transfer full): the meaning as it is kept, "" for null; NULL with an error. */
static char *
read_meaning (JsonObject *words, guint column, const char *word, GError **error)
{
  JsonNode *node = json_object_get_member (words, word);
  const char *const *known = fw_call_column_get_meanings ((FwCallColumn) column);
  g_autofree char *listed = NULL, *text = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    text = g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_dup_string (node);
  if (text != NULL && column == FW_CALL_DIRECTION && g_str_has_suffix (text, "bound"))
    text[strlen (text) - strlen ("bound")] = '\0';
  if (text != NULL && (known[0] == NULL || g_strv_contains (known, text)))
    return g_steal_pointer (&text);

  listed = known[0] != NULL ? g_strjoinv (", ", (char **) known) : g_strdup ("a name");
  if (text != NULL)
    fail (error, "words: %s: \"%s\": expected %s or null, not \"%s\"", column_names[column], word,
          listed, text);
  else
    fail (error, "words: %s: \"%s\": expected %s or null", column_names[column], word, listed);

  return NULL;
}

static gboolean
read_words_of (FwCallStated *self, JsonObject *words, const char *name, GError **error)
{
  gint column = fw_call_column_from_name (name);
  g_autoptr (GList) members = NULL;
  JsonObject *table;

  if (column < 0 || fw_call_column_get_meanings ((FwCallColumn) column) == NULL)
    return fail (error,
                 "words: \"%s\" is no column of ours that has words; expected outcome, answered, "
                 "resolved, direction, customer or agent",
                 name);
  if (!fw_json_get_object (words, name, &table, NULL))
    return fail (error, "words: %s: expected an object such as {\"Missed\":\"abandoned\"}", name);

  self->words[column] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  members = json_object_get_members (table);
  for (GList *l = members; l != NULL; l = l->next)
    {
      char *meaning = read_meaning (table, (guint) column, l->data, error);

      if (meaning == NULL)
        return FALSE;
      g_hash_table_insert (self->words[column], g_strdup (l->data), meaning);
    }

  return TRUE;
}

static gboolean
read_words (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  g_autoptr (GList) names = NULL;
  JsonObject *words;

  if (!fw_json_get_object (object, member, &words, NULL))
    return fail (error,
                 "words: expected an object such as {\"outcome\":{\"Missed\":\"abandoned\"}}");
  names = json_object_get_members (words);
  for (GList *l = names; l != NULL; l = l->next)
    if (!read_words_of (self, words, l->data, error))
      return FALSE;

  return TRUE;
}

static void
free_ignore (gpointer data)
{
  FwCallIgnore *ignore = data;

  g_free (ignore->column);
  g_strfreev (ignore->words);
  g_free (ignore);
}

static gboolean
read_ignored_words (JsonObject *object, const char *column, char ***words, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!fw_json_get_array (object, column, &array, NULL))
    return fail (error, "ignore: \"%s\": expected its words such as [\"Total\"]", column);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return fail (error, "ignore: \"%s\": expected its words such as [\"Total\"]", column);
      g_ptr_array_add (texts, json_node_dup_string (node));
    }
  g_ptr_array_add (texts, NULL);
  *words = (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);

  return TRUE;
}

static gboolean
read_ignore (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  g_autoptr (GList) names = NULL;
  JsonObject *columns;

  if (!fw_json_get_object (object, member, &columns, NULL))
    return fail (error, "ignore: expected an object such as {\"Status\":[\"Total\"]}");
  self->ignore = g_ptr_array_new_with_free_func (free_ignore);
  names = json_object_get_members (columns);
  for (GList *l = names; l != NULL; l = l->next)
    {
      FwCallIgnore *ignore = g_new0 (FwCallIgnore, 1);

      g_ptr_array_add (self->ignore, ignore);
      ignore->column = g_strdup (l->data);
      if (!read_ignored_words (columns, l->data, &ignore->words, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_people (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  if (!fw_other_names_read (object, member, &self->people, error))
    return FALSE;
  self->people_said = json_object_ref (json_object_get_object_member (object, member));

  return TRUE;
}

static gboolean
read_queues (FwCallStated *self, JsonObject *object, const char *member, GError **error)
{
  if (!fw_other_names_read (object, member, &self->queues, error))
    return FALSE;
  self->queues_said = json_object_ref (json_object_get_object_member (object, member));

  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (FwCallStated *self, JsonObject *object, const char *member, GError **error);
} members[] = {
  { "date_order", read_date_order }, { "zero_rating", read_zero_rating },
  { "same_id", read_same_id },       { "header_row", read_header_row },
  { "words", read_words },           { "ignore", read_ignore },
  { "people", read_people },         { "queues", read_queues },
};

static gboolean
refuse_member (const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    g_string_append_printf (known, "%s, ", column_names[i]);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    g_string_append_printf (known, "%s, ", members[i].name);

  return fail (error,
               "unknown member \"%s\"; there are %swait_unit, talk_unit, hold_unit, wrap_unit, "
               "encoding, sheet, zone, decimal",
               name, known->str);
}

static gboolean
read_member (FwCallStated *self, JsonObject *object, const char *name, GError **error)
{
  gint column = fw_call_column_from_name (name);

  if (column >= 0)
    return read_column (self, object, (guint) column, error);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].name, name))
      return !fw_json_has (object, name) || members[i].read (self, object, name, error);
  if (fw_text_form_has_member (name)) /* of the file, read where it is opened */
    return TRUE;
  if (g_str_has_suffix (name, "_unit"))
    return !fw_json_has (object, name) || read_unit (self, object, name, error);

  return refuse_member (name, error);
}

gboolean
fw_call_stated_read (FwCallStated *self, const char *json, GError **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GList) names = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  *self = (FwCallStated){ 0 };
  if (json == NULL)
    return TRUE;
  object = fw_json_parse_object (json, strlen (json), error);
  if (object == NULL)
    {
      g_prefix_error (error, "mapping: ");
      return FALSE;
    }

  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!read_member (self, object, l->data, error))
      return FALSE;

  return TRUE;
}

void
fw_call_stated_clear (FwCallStated *self)
{
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    {
      g_clear_pointer (&self->columns[i].name, g_free);
      g_clear_pointer (&self->words[i], g_hash_table_unref);
    }
  g_clear_pointer (&self->ignore, g_ptr_array_unref);
  g_clear_pointer (&self->people, fw_other_names_free);
  g_clear_pointer (&self->queues, fw_other_names_free);
  g_clear_pointer (&self->people_said, json_object_unref);
  g_clear_pointer (&self->queues_said, json_object_unref);
}

/* ---- as JSON again ---- */

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
append_words (FwJsonWriter *writer, guint column, GHashTable *words)
{
  guint n;
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (words, &n);

  qsort (keys, n, sizeof (gpointer), compare_texts);
  fw_json_writer_key (writer, column_names[column]);
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < n; i++)
    {
      const char *meaning = g_hash_table_lookup (words, keys[i]);

      fw_json_member_text (writer, keys[i], meaning[0] != '\0' ? meaning : NULL);
    }
  fw_json_writer_end_object (writer);
}

static void
append_all_words (FwJsonWriter *writer, const FwCallStated *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    any |= self->words[i] != NULL;
  if (!any)
    return;
  fw_json_writer_key (writer, "words");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (self->words[i] != NULL)
      append_words (writer, i, self->words[i]);
  fw_json_writer_end_object (writer);
}

static void
append_ignore (FwJsonWriter *writer, const GPtrArray *ignore)
{
  fw_json_writer_key (writer, "ignore");
  fw_json_writer_begin_object (writer);
  for (guint i = 0; i < ignore->len; i++)
    {
      const FwCallIgnore *rows = ignore->pdata[i];

      fw_json_writer_key (writer, rows->column);
      fw_json_writer_begin_array (writer);
      for (guint j = 0; rows->words[j] != NULL; j++)
        fw_json_writer_text (writer, rows->words[j]);
      fw_json_writer_end_array (writer);
    }
  fw_json_writer_end_object (writer);
}

/* As it was stated, which fw_other_names_read() has checked. @said: (nullable) */
static void
append_other_names (FwJsonWriter *writer, const char *member, JsonObject *said)
{
  g_autoptr (GList) known = said != NULL ? json_object_get_members (said) : NULL;

  if (said == NULL)
    return;
  fw_json_writer_key (writer, member);
  fw_json_writer_begin_object (writer);
  for (GList *l = known; l != NULL; l = l->next)
    {
      JsonArray *names = json_object_get_array_member (said, l->data);

      fw_json_writer_key (writer, l->data);
      fw_json_writer_begin_array (writer);
      for (guint i = 0; i < json_array_get_length (names); i++)
        fw_json_writer_text (writer, json_array_get_string_element (names, i));
      fw_json_writer_end_array (writer);
    }
  fw_json_writer_end_object (writer);
}

void
fw_call_stated_append (FwJsonWriter *writer, const FwCallStated *self)
{
  g_return_if_fail (writer != NULL && self != NULL);

  if (self->zero_rating_is_none)
    fw_json_member_text (writer, "zero_rating", "none");
  if (self->same_id != FW_SAME_ID_UNSTATED)
    fw_json_member_text (writer, "same_id", same_id_names[self->same_id]);
  if (self->header_row > 0)
    fw_json_member_integer (writer, "header_row", self->header_row);
  append_all_words (writer, self);
  if (self->ignore != NULL)
    append_ignore (writer, self->ignore);
  append_other_names (writer, "people", self->people_said);
  append_other_names (writer, "queues", self->queues_said);
}
