/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What taking events costs, each figure beside its peer of the same run: ingest against bare
 * fdatasync, group commit against synchronous=NORMAL, CPU an event, a CSV of calls, and the start
 * afterwards. bench-ingest [ROUNDS [MILLIONS OF CALLS]]     (5, 1); FW_BENCH_DIR: where the stores
 * are made
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "centre/fw-centre.h"
#include "intake/fw-intake.h"

#define BATCH 1000
#define SECONDS 1.0 /* of each measurement */

static const gint64 START = G_GINT64_CONSTANT (1735689600) * FW_SECOND; /* 2025-01-01 */

typedef struct
{
  double values[64];
  guint n;
} Series;

static double
get_time (void)
{
  return (double) g_get_monotonic_time () / G_USEC_PER_SEC;
}

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static int
compare_numbers (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
note (Series *series, double value)
{
  if (series->n < G_N_ELEMENTS (series->values))
    series->values[series->n++] = value;
}

static double
get_median (Series *series)
{
  qsort (series->values, series->n, sizeof (double), compare_numbers);
  return series->n > 0 ? series->values[series->n / 2] : 0;
}

static char *
make_folder (void)
{
  const char *parent =
      g_getenv ("FW_BENCH_DIR") != NULL ? g_getenv ("FW_BENCH_DIR") : g_get_tmp_dir ();
  char *folder = g_build_filename (parent, "floorwalker-bench-XXXXXX", NULL);

  if (g_mkdtemp (folder) == NULL)
    g_error ("cannot make a folder in %s", parent);
  return folder;
}

static void
remove_folder (char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  if (system (command) != 0)
    g_warning ("cannot remove %s", folder);
  g_free (folder);
}

/* ---- the peer: how often a second the disk can be asked to keep something ---- */

static double
measure_fdatasync (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  static const char page[32768];
  int file = open (path, O_CREAT | O_RDWR, 0600);
  double begin = get_time ();
  guint n = 0;

  for (; get_time () - begin < SECONDS; n++)
    if (pwrite (file, page, sizeof page, (off_t) n * (off_t) sizeof page) < 0 ||
        fdatasync (file) < 0)
      g_error ("the disk does not keep it");
  begin = get_time () - begin;
  close (file);
  remove_folder (folder);
  return n / begin;
}

/* ---- ingest ---- */

/* Calls as a floor of 200 people has them: four events each. */
static FwEventBatch *
make_batch (guint64 number)
{
  static const char *const queues[] = { "sales", "support", "billing", "loans" };
  static const FwEventType types[] = { FW_EVENT_OFFERED, FW_EVENT_ANSWERED, FW_EVENT_COMPLETED,
                                       FW_EVENT_SURVEY };
  FwEventBatch *batch = fw_event_batch_new ();

  for (guint i = 0; i < BATCH; i++)
    {
      guint64 call = (number * BATCH + i) / 4;
      guint step = i % 4;
      char contact[24], id[32], agent[24];
      FwEvent event = FW_EVENT_INIT;

      event.type = types[step];
      event.at = START + (gint64) (call * 100 + step * 60) * FW_SECOND / 200;
      event.source = FW_TEXT_LITERAL ("pbx");
      event.contact = (FwText){ contact, (guint) g_snprintf (contact, sizeof contact,
                                                             "%" G_GUINT64_FORMAT ".7", call) };
      event.id = (FwText){ id, (guint) g_snprintf (id, sizeof id, "%016" G_GINT64_MODIFIER "x",
                                                   (call * 4 + step) *
                                                       G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) };
      event.queue = fw_text (queues[call % 4]);
      if (step > 0)
        event.agent = (FwText){ agent, (guint) g_snprintf (agent, sizeof agent, "Agent/%u",
                                                           (guint) (call % 200)) };
      event.rating = step == 3 ? (gint8) (1 + call % 5) : 0;
      fw_event_batch_add (batch, &event);
    }
  return batch;
}

static FwCentre *
open_centre (const char *folder)
{
  g_autoptr (GError) error = NULL;
  FwCentre *centre = fw_centre_open (folder, FW_CENTRE_CREATE, &error);

  if (centre == NULL)
    g_error ("%s", error->message);
  return centre;
}

typedef struct
{
  GMutex lock;
  GCond changed;
  guint in_flight;
} Window;

static void
done_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  Window *window = user_data;

  if (error != NULL)
    g_error ("%s", error->message);
  g_mutex_lock (&window->lock);
  window->in_flight--;
  g_cond_signal (&window->changed);
  g_mutex_unlock (&window->lock);
}

static void
await (Window *window, guint most)
{
  g_mutex_lock (&window->lock);
  while (window->in_flight > most)
    g_cond_wait (&window->changed, &window->lock);
  g_mutex_unlock (&window->lock);
}

/* One commit a batch, by somebody who waits for each answer. Returns: events a second. */
static double
measure_waiting (void)
{
  char *folder = make_folder ();
  FwCentre *centre = open_centre (folder);
  double begin = get_time ();
  guint64 n = 0;

  for (; get_time () - begin < SECONDS; n++)
    {
      g_autoptr (FwEventBatch) batch = make_batch (n);

      if (!fw_centre_ingest (centre, batch, NULL, NULL))
        g_error ("ingest failed");
    }
  begin = get_time () - begin;
  fw_centre_close (centre);
  remove_folder (folder);
  return (double) (n * BATCH) / begin;
}

/* One commit a batch: one is made while the disk keeps the one before and the figures are made of
 * that before it. Returns: events a second. */
static double
measure_single (double *cpu)
{
  char *folder = make_folder ();
  FwCentre *centre = open_centre (folder);
  Window window = { 0 };
  double begin = get_time (), used = get_cpu ();
  guint64 n = 0;

  fw_centre_set_group_limit (centre, 1);
  for (; get_time () - begin < SECONDS; n++)
    {
      g_autoptr (FwEventBatch) batch = make_batch (n);

      await (&window, 3);
      g_mutex_lock (&window.lock);
      window.in_flight++;
      g_mutex_unlock (&window.lock);
      fw_centre_submit (centre, batch, done_cb, &window);
    }
  await (&window, 0);
  begin = get_time () - begin;
  *cpu = (get_cpu () - used) / (double) (n * BATCH);
  fw_centre_close (centre);
  remove_folder (folder);
  return (double) (n * BATCH) / begin;
}

/* Many wait at once, as eight clients would have it: they share commits. Returns: events a second.
 */
static double
measure_group (gboolean full, double *cpu)
{
  char *folder = make_folder ();
  FwCentre *centre = open_centre (folder);
  Window window = { 0 };
  double begin, used;
  guint64 n = 0;

  fw_database_set_synchronous (fw_centre_get_database (centre), full);
  begin = get_time ();
  used = get_cpu ();
  for (; get_time () - begin < 2 * SECONDS; n++)
    {
      g_autoptr (FwEventBatch) batch = make_batch (n);

      await (&window, 31);
      g_mutex_lock (&window.lock);
      window.in_flight++;
      g_mutex_unlock (&window.lock);
      fw_centre_submit (centre, batch, done_cb, &window);
    }
  await (&window, 0);
  begin = get_time () - begin;
  *cpu = (get_cpu () - used) / (double) (n * BATCH);
  fw_centre_close (centre);
  remove_folder (folder);
  return (double) (n * BATCH) / begin;
}

static void
bench_ingest (guint rounds)
{
  Series syncs = { 0 }, waiting = { 0 }, singles = { 0 }, groups = { 0 }, normals = { 0 },
         cpus = { 0 }, group_cpus = { 0 };

  for (guint i = 0; i < rounds; i++)
    {
      double cpu;

      note (&syncs, measure_fdatasync ());
      note (&waiting, measure_waiting ());
      note (&singles, measure_single (&cpu));
      note (&cpus, cpu * 1e6);
      note (&groups, measure_group (TRUE, &cpu));
      note (&group_cpus, cpu * 1e6);
      note (&normals, measure_group (FALSE, &cpu));
    }
  g_print ("fdatasync                          %10.0f /s\n", get_median (&syncs));
  g_print ("one commit a batch of 1,000        %10.0f events/s = %.2f x 1,000 fdatasync (at least "
           "0.5)\n",
           get_median (&singles), get_median (&singles) / (1000 * get_median (&syncs)));
  g_print ("the same, waiting for each answer  %10.0f events/s\n", get_median (&waiting));
  g_print ("group commit                       %10.0f events/s = %.2f x synchronous=NORMAL (at "
           "least 0.8)\n",
           get_median (&groups), get_median (&groups) / get_median (&normals));
  g_print ("group commit, synchronous=NORMAL   %10.0f events/s\n", get_median (&normals));
  g_print ("CPU, making the batch included     %10.2f us/event, in groups %.2f (at most 1.5)\n",
           get_median (&cpus), get_median (&group_cpus));
}

/* ---- a call list in bulk, and the start afterwards ---- */

static void
write_calls (const char *path, guint64 n)
{
  static const char *const queues[] = { "sales", "support", "billing", "loans", "cards" };
  FILE *file = g_fopen (path, "w");
  guint64 state = 1;

  fprintf (file, "call id,date,time,agent,queue,answered,wait_s,talk_s,rating,resolved,customer\n");
  for (guint64 i = 0; i < n; i++)
    {
      guint64 second = i * 365 * 24 * 3600 / MAX (n, 1);
      GDateTime *at;
      gboolean answered;

      state = state * G_GUINT64_CONSTANT (6364136223846793005) +
              G_GUINT64_CONSTANT (1442695040888963407);
      answered = (state >> 33) % 20 != 0;
      at = g_date_time_new_from_unix_utc (START / FW_SECOND + (gint64) second);
      fprintf (file,
               "%" G_GUINT64_FORMAT
               ",%04d-%02d-%02d,%02d:%02d:%02d,Agent %u,%s,%s,%u,%u,%s,%s,1380%07u\n",
               i + 1, g_date_time_get_year (at), g_date_time_get_month (at),
               g_date_time_get_day_of_month (at), g_date_time_get_hour (at),
               g_date_time_get_minute (at), g_date_time_get_second (at),
               (guint) ((state >> 20) % 2000), queues[(state >> 50) % 5], answered ? "Y" : "N",
               (guint) ((state >> 40) % 90), answered ? (guint) (30 + (state >> 24) % 400) : 0,
               answered && state % 3 == 0 ? "5" : "",
               answered && (state >> 13) % 8 != 0 ? "Y" : "N", (guint) ((state >> 30) % 10000000));
      g_date_time_unref (at);
    }
  fclose (file);
}

typedef struct
{
  FwCentre *centre;
  Window window;
} Import;

static gboolean
sink_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Import *import = user_data;

  await (&import->window, 63);
  g_mutex_lock (&import->window.lock);
  import->window.in_flight++;
  g_mutex_unlock (&import->window.lock);
  fw_centre_submit (import->centre, batch, done_cb, &import->window);
  return TRUE;
}

/* Until the last row is durable and counted. */
static guint64
import_calls (FwCentre *centre, const char *path)
{
  Import import = { .centre = centre };
  g_autoptr (FwZone) zone = fw_zone_new ("UTC", 0, NULL);
  FwIntake intake = { .format = FW_FORMAT_CALLS,
                      .source = "calls",
                      .zone = zone,
                      .sink = sink_cb,
                      .user_data = &import };
  g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
  g_autoptr (GError) error = NULL;

  if (!fw_intake_read_file (&intake, path, report, NULL, &error))
    g_error ("%s", error->message);
  await (&import.window, 0);
  if (report->rejected > 0)
    g_error ("%" G_GUINT64_FORMAT " rows rejected: %s", report->rejected,
             ((FwReject *) report->examples->pdata[0])->detail);
  return report->accepted;
}

static double
ask_month (FwCentre *centre)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  FwQuestion question = { .from = START, .to = START + 400 * 24 * FW_HOUR };
  g_autoptr (FwCubeAnswer) answer = NULL;

  question.now = question.to;
  question.by[0] = FW_DIMENSION_QUEUE;
  question.n_by = 1;
  question.bucket = FW_BUCKET_MONTH;
  answer = fw_centre_ask (centre, scope, &question, NULL, NULL);
  return (double) answer->total.offered;
}

static void
bench_calls (guint millions)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "calls.csv", NULL);
  g_autofree char *store = g_build_filename (folder, "centre", NULL);
  guint64 n = (guint64) millions * 1000000, accepted;
  FwCentre *centre;
  Series starts = { 0 };
  double begin, seconds, used;

  write_calls (path, n);
  centre = open_centre (store);
  begin = get_time ();
  used = get_cpu ();
  accepted = import_calls (centre, path);
  seconds = get_time () - begin;
  g_print (
      "CSV of %u million calls, durable   %10.0f rows/s (at least 1,000,000), %.2f us CPU a row\n",
      millions, (double) accepted / seconds, 1e6 * (get_cpu () - used) / (double) accepted);
  begin = get_time ();
  fw_centre_close (centre);
  g_print ("checkpoint at the end              %10.2f s\n", get_time () - begin);

  for (guint i = 0; i < 5; i++)
    {
      begin = get_time ();
      centre = open_centre (store);
      if (ask_month (centre) != (double) accepted)
        g_error ("contacts were lost");
      note (&starts, get_time () - begin);
      fw_centre_close (centre);
    }
  g_print (
      "start to first answer              %10.3f s with %u million contacts (at most 1 with 10)\n",
      get_median (&starts), millions);
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  guint rounds = argc > 1 ? (guint) atoi (argv[1]) : 5;
  guint millions = argc > 2 ? (guint) atoi (argv[2]) : 1;

  if (rounds > 0)
    bench_ingest (rounds);
  if (millions > 0)
    bench_calls (millions);
  return 0;
}
