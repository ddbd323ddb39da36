/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The histories of all records of a kind in one pass, for figures over them. */
#include "store/fw-record-course.h"

#include "store/fw-records-private.h"

typedef struct
{
  FwRecordStepFunc step;
  FwRecordBreachFunc breach;
  gpointer user_data;
} Walk;

/* Returns: (nullable) (transfer full). */
static char *
copy_text (const FwSqlValue *column)
{
  return column->type != FW_SQL_NULL ? g_strndup (column->data, column->length) : NULL;
}

static gboolean
step_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Walk *walk = user_data;
  g_autofree char *id = copy_text (&columns[0]), *from = copy_text (&columns[2]),
                  *to = copy_text (&columns[3]);

  walk->step (id, columns[1].integer, from, to, walk->user_data);
  return TRUE;
}

gboolean
fw_records_walk_steps (
    FwRecords *self, const FwKind *kind, FwRecordStepFunc func, gpointer user_data, GError **error)
{
  Walk walk = { .step = func, .user_data = user_data };
  FwSqlValue values[] = { FW_SQL_STRING (kind->name) };

  g_return_val_if_fail (self != NULL && kind != NULL && func != NULL, FALSE);

  /* A message changes no state. */
  return fw_database_query (self->database,
                            "SELECT id, made_at, from_state, to_state FROM flow_entry WHERE kind = "
                            "$1 AND message IS NULL ORDER BY id, number",
                            values, G_N_ELEMENTS (values), step_cb, &walk, error);
}

static gboolean
breach_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Walk *walk = user_data;
  g_autofree char *id = copy_text (&columns[0]), *clock = copy_text (&columns[1]);

  walk->breach (id, clock, walk->user_data);
  return TRUE;
}

gboolean
fw_records_walk_breaches (FwRecords *self,
                          const FwKind *kind,
                          FwRecordBreachFunc func,
                          gpointer user_data,
                          GError **error)
{
  Walk walk = { .breach = func, .user_data = user_data };
  FwSqlValue values[] = { FW_SQL_STRING (kind->name) };

  g_return_val_if_fail (self != NULL && kind != NULL && func != NULL, FALSE);

  return fw_database_query (
      self->database,
      "SELECT id, clock FROM flow_notice WHERE kind = $1 AND what IN ('breach', 'withdraw') GROUP "
      "BY id, clock, run HAVING SUM(CASE what WHEN 'breach' THEN 1 ELSE -1 END) > 0 ORDER BY id, "
      "clock, run",
      values, G_N_ELEMENTS (values), breach_cb, &walk, error);
}
