/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom records of one kind keep from work of another: nobody takes contacts before passing. All of
 * it runs inside the transaction that writes. */
#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"
#include "store/fw-records-private.h"

typedef struct
{
  gint32 since;
  gint32 passed; /* G_MAXINT32: not yet */
} Bar;

static gboolean
take_bar_cb (const FwSqlValue *columns, guint n_columns, gpointer bars)
{
  const Bar bar = { .since = (gint32) columns[0].integer,
                    .passed =
                        columns[1].type == FW_SQL_NULL ? G_MAXINT32 : (gint32) columns[1].integer };

  g_array_append_val (bars, bar);
  return TRUE;
}

/* Returns: (transfer full) (nullable): NULL with an error. */
static GArray *
read_bars (FwRecords *self, const FwKind *kind, const char *person, GError **error)
{
  g_autoptr (GArray) bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_autofree char *sql =
      g_strdup_printf ("SELECT f_since, f_passed FROM %s WHERE f_person = $1 AND f_gates = 1 AND "
                       "f_state <> 'stopped' AND deleted = 0",
                       fw_records_find_table (self, kind)->name);
  const FwSqlValue value = FW_SQL_STRING (person);

  return fw_database_query (self->database, sql, &value, 1, take_bar_cb, bars, error)
             ? g_steal_pointer (&bars)
             : NULL;
}

static void
free_bars (gpointer bars)
{
  g_array_unref (bars);
}

/* Of each person once for all of a batch. */
static const GArray *
find_bars (FwRecords *self, FwWrite *write, const FwKind *kind, const char *person, GError **error)
{
  g_autofree char *key = g_strconcat (kind->name, ";", person, NULL);
  GArray *bars = write->barred != NULL ? g_hash_table_lookup (write->barred, key) : NULL;

  if (bars != NULL)
    return bars;
  bars = read_bars (self, kind, person, error);
  if (bars == NULL)
    return NULL;
  if (write->barred == NULL)
    write->barred = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_bars);
  g_hash_table_insert (write->barred, g_steal_pointer (&key), bars);
  return bars;
}

void
fw_records_forget_barred (FwWrite *write, const FwKind *kind)
{
  if (kind->bars != NULL && write->barred != NULL)
    g_hash_table_remove_all (write->barred);
}

static gboolean
check_bars (
    FwRecords *self, FwWrite *write, const FwKind *kind, const FwRecord *record, GError **error)
{
  const gint32 day = (gint32) fw_record_integer (record, "day");
  const GArray *bars = find_bars (self, write, kind, fw_record_text (record, "person"), error);

  if (bars == NULL)
    return FALSE;
  for (guint i = 0; i < bars->len; i++)
    {
      const Bar *bar = &g_array_index (bars, Bar, i);
      g_autofree char *since = NULL;

      if (day < bar->since || day >= bar->passed)
        continue;
      since = fw_date_format (bar->since);
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
                   "person: expected somebody who has passed: the programme begun on %s bars “%s” "
                   "from work until then; training may be planned",
                   since, fw_record_text (record, "person"));
      return FALSE;
    }
  return TRUE;
}

gboolean
fw_records_check_barred (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error)
{
  const FwKind *const *kinds = fw_records_get_kinds (self);
  const FwKind *written = fw_record_get_kind (record);

  for (; *kinds != NULL; kinds++)
    if (g_strcmp0 ((*kinds)->bars, written->name) == 0 &&
        g_strcmp0 (fw_record_text (record, "type"), "work") == 0 &&
        !fw_record_lacks (record, "person") && !fw_record_lacks (record, "day") &&
        !check_bars (self, write, *kinds, record, error))
      return FALSE;
  return TRUE;
}
