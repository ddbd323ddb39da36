/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/fw-call-mapping.h"

#include "core/fw-error.h"
#include "intake/fw-call-times.h"
#include "protocol/fw-json.h"

static const char *const column_names[FW_CALL_N_COLUMNS] = {
  [FW_CALL_ID] = "id",
  [FW_CALL_DATE] = "date",
  [FW_CALL_TIME] = "time",
  [FW_CALL_DATE_TIME] = "date_time",
  [FW_CALL_AGENT] = "agent",
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
} unit_names[] = { { "ms", 1 }, { "s", 1000 }, { "min", 60000 }, { "h", 3600000 } };

static const struct
{
  const char *name;
  FwDateOrder order;
} order_names[] = {
  { "ymd", FW_DATE_ORDER_YMD },
  { "dmy", FW_DATE_ORDER_DMY },
  { "mdy", FW_DATE_ORDER_MDY },
};

const char *
fw_call_column_to_name (FwCallColumn column)
{
  g_return_val_if_fail ((guint) column < FW_CALL_N_COLUMNS, NULL);

  return column_names[column];
}

static gboolean
is_duration (guint column)
{
  return column >= FW_CALL_WAIT && column <= FW_CALL_WRAP;
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
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);

  return FALSE;
}

/* The surest name of each wins; of two equal ones nobody can tell which is meant. */
static gboolean
map_synonyms (FwCallMapping *self, const FwText *header, guint n_header, GError **error)
{
  guint ranks[FW_CALL_N_COLUMNS], rank, unit_ms;
  FwCallColumn column;

  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    ranks[i] = G_MAXUINT;

  for (guint i = 0; i < n_header; i++)
    {
      if (!fw_call_synonym_find (header[i], &column, &unit_ms, &rank) || rank > ranks[column])
        continue;
      if (rank == ranks[column])
        return fail (error, "header: columns %d and %u both mean \"%s\"; choose one in the mapping",
                     self->column[column] + 1, i + 1, column_names[column]);
      ranks[column] = rank;
      self->column[column] = (gint) i;
      self->unit_ms[column] = unit_ms != 0 ? unit_ms : 1000;
    }

  return TRUE;
}

static gboolean
override_column (FwCallMapping *self,
                 guint column,
                 const char *wanted,
                 const FwText *header,
                 guint n_header,
                 GError **error)
{
  guint unit_ms, rank;
  FwCallColumn meant;

  for (guint i = 0; i < n_header; i++)
    if (fw_text_equal (fw_call_trim (header[i]), fw_call_trim (fw_text (wanted))))
      {
        fw_call_synonym_find (header[i], &meant, &unit_ms, &rank);
        self->column[column] = (gint) i;
        self->unit_ms[column] = unit_ms != 0 ? unit_ms : 1000;
        return TRUE;
      }

  return fail (error, "mapping: %s: the header has no column \"%s\"", column_names[column], wanted);
}

static gboolean
override_option (FwCallMapping *self, const char *name, const char *value, GError **error)
{
  g_autofree char *base = NULL;

  if (g_str_equal (name, "date_order"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (order_names); i++)
        if (g_str_equal (order_names[i].name, value))
          {
            self->order = order_names[i].order;
            self->order_stated = TRUE;
            return TRUE;
          }
      return fail (error, "mapping: date_order: expected ymd, dmy or mdy");
    }
  if (g_str_equal (name, "zero_rating"))
    {
      self->zero_rating_is_none = g_str_equal (value, "none");
      return self->zero_rating_is_none || g_str_equal (value, "error") ||
             fail (error, "mapping: zero_rating: expected none or error");
    }

  base = g_str_has_suffix (name, "_unit") ? g_strndup (name, strlen (name) - 5) : g_strdup ("");
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (is_duration (i) && g_str_equal (base, column_names[i]))
      for (guint j = 0; j < G_N_ELEMENTS (unit_names); j++)
        if (g_str_equal (unit_names[j].name, value))
          {
            self->unit_ms[i] = unit_names[j].ms;
            return TRUE;
          }
  if (base[0] != '\0')
    return fail (error, "mapping: %s: expected ms, s, min or h for wait, talk, hold or wrap", name);

  return fail (error, "mapping: unknown member \"%s\"", name);
}

static gint
find_column (const char *name)
{
  for (gint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (g_str_equal (column_names[i], name))
      return i;

  return -1;
}

static gboolean
override_member (FwCallMapping *self,
                 JsonObject *object,
                 const char *name,
                 const FwText *header,
                 guint n_header,
                 GError **error)
{
  gint column = find_column (name);
  const char *value = NULL;

  if (column >= 0 && !fw_json_has (object, name))
    {
      self->column[column] = -1;
      return TRUE;
    }
  if (!fw_json_get_text (object, name, &value, error))
    {
      g_prefix_error (error, "mapping: ");
      return FALSE;
    }
  if (column >= 0)
    return override_column (self, (guint) column, value, header, n_header, error);

  return TRUE;
}

static gboolean
apply_overrides (FwCallMapping *self,
                 const char *overrides,
                 const FwText *header,
                 guint n_header,
                 GError **error)
{
  g_autoptr (JsonObject) object = fw_json_parse_object (overrides, strlen (overrides), error);
  g_autoptr (GList) names = NULL;

  if (object == NULL)
    {
      g_prefix_error (error, "mapping: ");
      return FALSE;
    }

  names = json_object_get_members (object);
  for (GList *l = names; l != NULL; l = l->next)
    if (!override_member (self, object, l->data, header, n_header, error))
      return FALSE;
  if (!json_object_has_member (object, "date_time") &&
      (fw_json_has (object, "date") || fw_json_has (object, "time")))
    self->column[FW_CALL_DATE_TIME] = -1;
  /* After the columns, which set units by their names. */
  for (GList *l = names; l != NULL; l = l->next)
    if (find_column (l->data) < 0 &&
        !override_option (self, l->data, json_object_get_string_member (object, l->data), error))
      return FALSE;

  return TRUE;
}

static gboolean
check_required (const FwCallMapping *self, GError **error)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  if (self->column[FW_CALL_DATE] < 0 && self->column[FW_CALL_DATE_TIME] < 0)
    g_string_append (missing, "date (or date_time), ");
  if (self->column[FW_CALL_ANSWERED] < 0 && self->column[FW_CALL_OUTCOME] < 0 &&
      self->column[FW_CALL_TALK] < 0)
    g_string_append (missing, "answered (or outcome, or talk), ");
  if (missing->len == 0)
    return TRUE;

  g_string_truncate (missing, missing->len - 2);

  return fail (error, "header: no column found for %s; name it in the mapping", missing->str);
}

/* "Call time" beside "Date" is a time of day, alone it may hold both: a date column settles it. */
static void
settle_times (FwCallMapping *self)
{
  gint *column = self->column;

  if (column[FW_CALL_DATE] >= 0 && column[FW_CALL_TIME] < 0 && column[FW_CALL_DATE_TIME] >= 0)
    {
      column[FW_CALL_TIME] = column[FW_CALL_DATE_TIME];
      column[FW_CALL_DATE_TIME] = -1;
    }
  else if (column[FW_CALL_DATE] < 0 && column[FW_CALL_DATE_TIME] < 0 && column[FW_CALL_TIME] >= 0)
    {
      column[FW_CALL_DATE_TIME] = column[FW_CALL_TIME];
      column[FW_CALL_TIME] = -1;
    }
  else if (column[FW_CALL_DATE_TIME] >= 0)
    column[FW_CALL_DATE] = column[FW_CALL_TIME] = -1;
}

gboolean
fw_call_mapping_find (FwCallMapping *self,
                      const FwText *header,
                      guint n_header,
                      const char *overrides,
                      GError **error)
{
  *self = (FwCallMapping){ .order = FW_DATE_ORDER_UNKNOWN };
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    {
      self->column[i] = -1;
      self->unit_ms[i] = 1000;
    }

  if (!map_synonyms (self, header, n_header, error))
    return FALSE;
  settle_times (self);
  if (overrides != NULL && !apply_overrides (self, overrides, header, n_header, error))
    return FALSE;

  return check_required (self, error);
}

char *
fw_call_mapping_to_json (const FwCallMapping *self, const FwText *header)
{
  g_autoptr (GString) out = g_string_new (NULL);
  FwJsonWriter writer;

  fw_json_writer_init (&writer, out);
  fw_json_writer_begin_object (&writer);
  for (guint i = 0; i < FW_CALL_N_COLUMNS; i++)
    if (self->column[i] >= 0)
      {
        FwText name = fw_call_trim (header[self->column[i]]);
        g_autofree char *valid = g_utf8_make_valid (name.data, name.length);

        fw_json_member_text (&writer, column_names[i], valid);
      }
  for (guint i = FW_CALL_WAIT; i <= FW_CALL_WRAP; i++)
    for (guint j = 0; j < G_N_ELEMENTS (unit_names) && self->column[i] >= 0; j++)
      if (unit_names[j].ms == self->unit_ms[i])
        {
          g_autofree char *key = g_strconcat (column_names[i], "_unit", NULL);

          fw_json_member_text (&writer, key, unit_names[j].name);
        }
  for (guint i = 0; i < G_N_ELEMENTS (order_names); i++)
    if (order_names[i].order == self->order)
      fw_json_member_text (&writer, "date_order", order_names[i].name);
  if (self->zero_rating_is_none)
    fw_json_member_text (&writer, "zero_rating", "none");
  fw_json_writer_end_object (&writer);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
