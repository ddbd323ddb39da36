/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Calendars of open hours, from the records that say them. They are kept until one of those is
 * written; the running clocks that count by them are then looked at again, by the keeper of clocks,
 * however many there are. */
#include "core/people/fw-open-hours.h"
#include "store/fw-records-private.h"

static const char *const said_by[] = { "site", "department", "open-hours", "special-day", NULL };

void
fw_records_free_calendar (gpointer calendar)
{
  if (calendar != NULL)
    fw_calendar_unref (calendar);
}

void
fw_records_forget_calendars (FwRecords *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_hash_table_remove_all (self->calendars);
  self->calendars_generation++;
}

/* ---- reading ---- */

/* Returns: (transfer full): all that are there. */
static GPtrArray *
list_all (FwRecords *self, const char *name, GError **error)
{
  const FwRecordQuery all = FW_RECORD_QUERY_ALL;
  const FwKind *kind = fw_records_find_kind (self, name);
  g_autoptr (FwScope) whole = fw_scope_new_administrator ();
  g_autoptr (FwRecordAnswer) answer = NULL;

  if (kind == NULL)
    return g_ptr_array_new ();
  answer = fw_records_answer (self, whole, kind, &all, FALSE, error);
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

static gboolean
make_calendar (FwRecords *self,
               const char *site,
               const char *department,
               FwCalendar **calendar,
               GError **error)
{
  g_autoptr (FwDirectory) house = fw_records_get_directory (self, error);
  g_autoptr (GPtrArray) hours = house != NULL ? list_all (self, "open-hours", error) : NULL;
  g_autoptr (GPtrArray) days = hours != NULL ? list_all (self, "special-day", error) : NULL;
  const FwSiteEntry *entry;

  if (days == NULL)
    return FALSE;
  entry = fw_directory_find_site (house, site);
  if (entry != NULL)
    *calendar = fw_open_hours_make (hours, days, site, department, entry->zone);
  return TRUE;
}

gboolean
fw_records_find_calendar (FwRecords *self,
                          const char *site,
                          const char *department,
                          FwCalendar **calendar,
                          GError **error)
{
  g_autofree char *key = g_strconcat (site, ";", department, NULL);
  gpointer kept;
  guint generation;
  gboolean known;

  *calendar = NULL;
  g_mutex_lock (&self->lock);
  generation = self->calendars_generation;
  known = g_hash_table_lookup_extended (self->calendars, key, NULL, &kept);
  if (known && kept != NULL)
    *calendar = fw_calendar_ref (kept);
  g_mutex_unlock (&self->lock);
  if (known)
    return TRUE;

  if (!make_calendar (self, site, department, calendar, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  /* What was read before somebody else wrote is not kept. */
  if (generation == self->calendars_generation)
    g_hash_table_insert (self->calendars, g_steal_pointer (&key),
                         *calendar != NULL ? fw_calendar_ref (*calendar) : NULL);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* ---- writing ---- */

void
fw_records_note_hours (FwRecords *self, const FwKind *kind, gint64 now)
{
  if (!g_strv_contains (said_by, kind->name))
    return;
  self->recount = now;
  fw_records_forget_calendars (self);
}

static gboolean
recount_clock (FwRecords *self, const FwKind *kind, const FwFlowClock *clock, GError **error)
{
  FwSqlValue values[] = { FW_SQL_STRING (kind->name), FW_SQL_STRING (clock->name),
                          FW_SQL_INT (self->recount) };

  return fw_database_execute (self->database,
                              "UPDATE flow_case SET next = $3 WHERE kind = $1 AND (next IS NULL OR "
                              "next > $3) AND EXISTS (SELECT 1 FROM flow_clock WHERE "
                              "flow_clock.kind = flow_case.kind AND flow_clock.id = flow_case.id "
                              "AND flow_clock.clock = $2)",
                              values, G_N_ELEMENTS (values), NULL, error);
}

gboolean
fw_records_recount (FwRecords *self, GError **error)
{
  const GPtrArray *tables = fw_records_get_tables (self);

  for (guint i = 0; self->recount != G_MININT64 && i < tables->len; i++)
    {
      const FwKind *kind = ((FwRecordTable *) tables->pdata[i])->kind;

      for (guint j = 0; kind->flow != NULL && j < kind->flow->clocks->len; j++)
        {
          const FwFlowClock *clock = &g_array_index (kind->flow->clocks, FwFlowClock, j);

          if (!fw_flow_clock_counts_hours (clock))
            continue;
          if (!recount_clock (self, kind, clock, error))
            return FALSE;
          self->due = MIN (self->due, self->recount);
        }
    }
  return TRUE;
}
