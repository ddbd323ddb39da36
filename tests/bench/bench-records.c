/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "core/fw-error.h"
#include "store/fw-record-batch.h"
#include "store/fw-record-query.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

/* A page of many records, and many records at once, beside the bare statements on the same store.
 * Usage: bench-records [RECORDS] */
#define TEAMS 100
#define PAGE 200
#define WRITES 14000
#define TIMES 20

typedef struct
{
  FwDatabase *database;
  FwRecords *records;
  FwScope *all, *two_teams;
} Bench;

static double
get_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static void
check (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error->message);
}

static void
open_bench (Bench *self, const char *location)
{
  static const char *const sites[] = { "main", NULL }, *const teams[] = { "t7", "t42", NULL };
  GError *error = NULL;

  self->database = fw_database_open (location, FALSE, &error);
  check (self->database != NULL, error);
  self->records = fw_records_open (self->database, &error);
  check (self->records != NULL, error);
  self->all = fw_scope_new_administrator ();
  self->two_teams = fw_scope_new_of_teams ("lead", FW_ROLE_SUPERVISOR, NULL, teams, sites);
}

static void
write_batch (Bench *self, GPtrArray *records, const char *what)
{
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_autoptr (GArray) refusals = g_array_new (FALSE, FALSE, sizeof (FwRecordRefusal));
  GError *error = NULL;
  double before = get_ms ();

  for (guint i = 0; i < records->len; i++)
    {
      FwRecordWrite write = { records->pdata[i], FALSE };

      g_array_append_val (writes, write);
    }
  check (fw_records_write_batch (self->records, self->all, writes, 1, refusals, &error), error);
  if (what != NULL)
    printf ("%s, %u in one call: %.0f ms\n", what, records->len, get_ms () - before);
}

static GPtrArray *
make_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
}

static void
put_frame (Bench *self)
{
  g_autoptr (GPtrArray) frame = make_list ();

  g_ptr_array_add (frame,
                   fw_test_record ("site", "main", "name", "Main", "time_zone", "UTC", NULL));
  for (guint i = 0; i < TEAMS; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);

      g_ptr_array_add (frame, fw_test_record ("team", id, "name", id, "site", "main", NULL));
    }
  write_batch (self, frame, NULL);
}

static FwRecord *
make_finding (guint i)
{
  g_autofree char *id = g_strdup_printf ("f%07u", i);
  g_autofree char *team = g_strdup_printf ("t%u", i * 7919 % TEAMS);
  g_autofree char *day =
      g_strdup_printf ("20%02u-%02u-%02u", 10 + i % 17, 1 + i / 17 % 12, 1 + i / 204 % 28);

  return fw_test_record ("finding", id, "title", "What moved the figure", "watch", "w", "day", day,
                         "metric", "csat", "site", "main", "team", team, "told_sites", "main",
                         "told_teams", team, NULL);
}

static void
fill (Bench *self, guint n)
{
  for (guint start = 0; start < n; start += FW_RECORD_BATCH_MAX)
    {
      g_autoptr (GPtrArray) findings = make_list ();

      for (guint i = start; i < MIN (n, start + FW_RECORD_BATCH_MAX); i++)
        g_ptr_array_add (findings, make_finding (i));
      write_batch (self, findings, NULL);
    }
}

static gboolean
count_row_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

/* What the page would cost if nobody made records of the rows. */
static double
time_bare (Bench *self)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < TIMES; i++)
    {
      double before = get_ms ();
      guint n = 0;
      GError *error = NULL;

      check (fw_database_query (
                 self->database,
                 "SELECT id, revision, f_title, f_day, f_team, f_state FROM record_finding "
                 "WHERE deleted = 0 AND CAST (f_team AS TEXT) IN ('t7', 't42') AND NOT EXISTS "
                 "(SELECT 1 FROM "
                 "list_reference l WHERE l.kind = 'finding' AND l.id = record_finding.id AND "
                 "l.field = 'told_teams' AND l.to_id NOT IN ('t7', 't42')) ORDER BY o_day LIMIT "
                 "201",
                 NULL, 0, count_row_cb, &n, &error),
             error);
      best = MIN (best, get_ms () - before);
    }
  return best;
}

static void
time_page (Bench *self, const char *what, FwScope *scope, FwRecordQuery query)
{
  double best = G_MAXDOUBLE;

  for (guint i = 0; i < TIMES; i++)
    {
      double before = get_ms ();
      GError *error = NULL;
      g_autoptr (FwRecordAnswer) answer =
          fw_records_ask (self->records, scope, fw_kind_find ("finding"), &query, &error);

      check (answer != NULL && answer->records->len == PAGE, error);
      best = MIN (best, get_ms () - before);
    }
  printf ("%s: %.1f ms\n", what, best);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 20000;
  static const char *const from[] = { "2015-06-01", NULL }, *const open[] = { "new", NULL };
  static const FwRecordCondition conditions[] = { { "day", FW_RECORD_AT_LEAST, from },
                                                  { "state", FW_RECORD_IS, open } };
  FwRecordQuery query = { .order = "day", .limit = PAGE, .changed_since = -1 };
  g_autofree char *location = fw_test_store_new ();
  g_autoptr (GPtrArray) more = make_list ();
  Bench self;
  double before;

  open_bench (&self, location);
  put_frame (&self);
  before = get_ms ();
  fill (&self, n);
  printf ("%u findings with their log: %.0f rows/s\n", n, n / (get_ms () - before) * 1000);

  time_page (&self, "the first 200 of all, by day", self.all, query);
  time_page (&self, "the first 200 within two teams of a hundred, by day", self.two_teams, query);
  printf ("the same, the bare statement: %.1f ms\n", time_bare (&self));
  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  time_page (&self, "the same from a day on, not judged", self.two_teams, query);
  query.descending = TRUE;
  time_page (&self, "the same, the latest first", self.two_teams, query);

  for (guint i = 0; i < WRITES; i++)
    g_ptr_array_add (more, make_finding (n + i));
  write_batch (&self, more, "findings");

  fw_scope_unref (self.all);
  fw_scope_unref (self.two_teams);
  fw_records_close (self.records);
  fw_database_close (self.database);
  fw_test_store_free (g_steal_pointer (&location));
  return 0;
}
