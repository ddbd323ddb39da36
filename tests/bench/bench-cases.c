/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "core/fw-error.h"
#include "store/fw-record-batch.h"
#include "store/fw-record-due.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-replay.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

/* The queue of clocks over many open cases, and a move of one of them.
 * Usage: bench-cases [CASES] */
#define TEAMS 100
#define OWNERS 50
#define PAGE 200
#define BATCH 5000
#define TIMES 20
#define HOURS (3600 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  FwDatabase *database;
  FwRecords *records;
  FwScope *all, *two_teams;
  gint64 now;
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
write_batch (Bench *self, GPtrArray *records, gint64 now)
{
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (FwRecordWrite));
  g_autoptr (GArray) refusals = g_array_new (FALSE, FALSE, sizeof (FwRecordRefusal));
  GError *error = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      FwRecordWrite write = { records->pdata[i], FALSE };

      g_array_append_val (writes, write);
    }
  check (fw_records_write_batch (self->records, self->all, writes, now, refusals, &error), error);
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
  write_batch (self, frame, self->now);
}

static FwRecord *
make_case (guint i)
{
  static const char *const weights[] = { "high", "medium", "low" };
  g_autofree char *id = g_strdup_printf ("c%07u", i);
  g_autofree char *team = g_strdup_printf ("t%u", i * 7919 % TEAMS);
  g_autofree char *owner = g_strdup_printf ("u%u", i % OWNERS);
  g_autofree char *customer = g_strdup_printf ("K-%06u", i / 2);
  FwRecord *record = fw_test_record ("case", id, "title", "The parcel has stood still for a week",
                                     "impact", weights[i % 3], "urgency", weights[i / 3 % 3],
                                     "customer", customer, "site", "main", "team", team, NULL);

  if (i % 3 != 0)
    fw_test_record_set (record, "owner", owner);
  return record;
}

/* Each batch came an hour after the one before, the last of them now. */
static void
fill (Bench *self, guint n)
{
  const double before = get_ms ();

  for (guint start = 0; start < n; start += BATCH)
    {
      g_autoptr (GPtrArray) cases = make_list ();

      for (guint i = start; i < MIN (n, start + BATCH); i++)
        g_ptr_array_add (cases, make_case (i));
      write_batch (self, cases, self->now - (gint64) ((n - start - 1) / BATCH) * HOURS);
    }
  printf ("%u cases written with clocks, history and log: %.0f a second\n", n,
          n / (get_ms () - before) * 1000);
}

/* What GET cases asks of the store: a page, and how many are overdue where it does not tell. */
static void
time_page (Bench *self, FwScope *scope, FwRecordDueQuestion question, const char *what)
{
  double best = G_MAXDOUBLE;
  guint n = 0, overdue = 0;

  for (guint i = 0; i < TIMES && (i < 3 || best * i < 2000); i++)
    {
      FwRecordDueQuestion late = question;
      g_autoptr (GPtrArray) rows = NULL;
      const double before = get_ms ();
      GError *error = NULL;

      question.before = G_MAXINT64;
      question.limit = PAGE;
      rows = fw_records_list_due (self->records, scope, fw_kind_find ("case"), &question, &error);
      check (rows != NULL, error);
      late.before = self->now;
      late.after = NULL;
      late.limit = FW_RECORD_DUE_MOST;
      n = rows->len;
      for (overdue = 0; overdue < n; overdue++)
        if (((const FwRecordDue *) rows->pdata[overdue])->due >= self->now)
          break;
      if (overdue == PAGE)
        check (fw_records_count_due (self->records, scope, fw_kind_find ("case"), &late, &overdue,
                                     &error),
               error);
      best = MIN (best, get_ms () - before);
    }
  printf ("%s: %.1f ms (%u rows, %u overdue)\n", what, best, n, overdue);
}

static void
time_moves (Bench *self)
{
  double best = G_MAXDOUBLE, sum = 0;

  for (guint i = 0; i < TIMES; i++)
    {
      g_autofree char *id = g_strdup_printf ("c%07u", 17 + i * 3);
      const FwRecordMove move = { .to = "acknowledged" };
      const double before = get_ms ();
      FwFlowRefusal refusal;
      guint revision;
      GError *error = NULL;

      check (fw_records_move (self->records, self->all, fw_kind_find ("case"), id, &move, self->now,
                              &refusal, &revision, &error),
             error);
      best = MIN (best, get_ms () - before);
      sum += get_ms () - before;
    }
  printf ("a move: %.1f ms, %.1f on average\n", best, sum / TIMES);
}

static void
count_cb (
    const char *id, gint64 begun, const FwFlow *flow, const FwReplayed *replayed, gpointer data)
{
  FwReplaySum *sums = data;

  for (guint i = 0; i < flow->clocks->len; i++)
    fw_replay_sum_add (&sums[i], &replayed[i]);
}

/* What GET cases/replay asks of the store: a limit of the first grade, on all cases. */
static void
time_replay (Bench *self)
{
  const FwKind *kind = fw_kind_find ("case");
  const FwRecordReplayQuestion question = { .from = G_MININT64,
                                            .to = G_MAXINT64,
                                            .draft = { "case-acknowledge-1-seconds", NULL, 3600 },
                                            .now = self->now };
  g_autofree FwReplaySum *sums = NULL;
  double best = G_MAXDOUBLE;
  GError *error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      const double before = get_ms ();

      g_free (sums);
      sums = g_new0 (FwReplaySum, kind->flow->clocks->len);
      check (fw_records_replay (self->records, self->all, kind, &question, count_cb, sums, &error),
             error);
      best = MIN (best, get_ms () - before);
    }
  printf ("a draft limit on all: %.0f ms (%" G_GUINT64_FORMAT " newly broken)\n", best,
          sums[0].newly_broken);
}

int
main (int argc, char **argv)
{
  static const char *const sites[] = { "main", NULL }, *const teams[] = { "t7", "t42", NULL };
  static const char *const chosen[] = { "t7", NULL };
  const guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autofree char *location = fw_test_store_new ();
  Bench bench = { .now = g_get_real_time () };
  GError *error = NULL;

  bench.database = fw_database_open (location, FALSE, &error);
  check (bench.database != NULL, error);
  bench.records = fw_records_open (bench.database, &error);
  check (bench.records != NULL, error);
  bench.all = fw_scope_new_administrator ();
  bench.two_teams = fw_scope_new_of_teams ("u7", FW_ROLE_SUPERVISOR, NULL, teams, sites);
  setvbuf (stdout, NULL, _IOLBF, 0);
  put_frame (&bench);
  fill (&bench, n);

  time_page (&bench, bench.all, (FwRecordDueQuestion){ 0 }, "first page of all");
  time_page (&bench, bench.all, (FwRecordDueQuestion){ .teams = chosen }, "first page of a team");
  time_page (&bench, bench.two_teams, (FwRecordDueQuestion){ 0 }, "first page within two teams");
  time_page (&bench, bench.all, (FwRecordDueQuestion){ .owner = "u7" }, "mine");
  time_page (&bench, bench.all, (FwRecordDueQuestion){ .words = "parcel" }, "words of all");
  time_page (&bench, bench.all, (FwRecordDueQuestion){ .words = "k-012345" }, "words of two");
  time_page (&bench, bench.all, (FwRecordDueQuestion){ .words = "xylophone" }, "words of none");
  time_moves (&bench);
  time_replay (&bench);

  fw_scope_unref (bench.all);
  fw_scope_unref (bench.two_teams);
  fw_records_close (bench.records);
  fw_database_close (bench.database);
  fw_test_store_free (g_steal_pointer (&location));
  return 0;
}
