/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast the three formats come in: parsed, mapped, checked and encoded into batches, which are
 * then dropped. */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/calendar/fw-civil.h"
#include "intake/fw-intake.h"
#include "protocol/fw-event-line.h"

#define ROUNDS 5
#define FIRST_DAY 18628 /* 2021-01-01 */

typedef struct
{
  guint64 rows;
  guint64 bytes; /* of the batches */
} Taken;

static gboolean
drop_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Taken *taken = user_data;
  g_autoptr (GBytes) bytes = fw_event_batch_to_bytes (batch);

  taken->rows += fw_event_batch_get_length (batch);
  taken->bytes += g_bytes_get_size (bytes);

  return TRUE;
}

static GBytes *
make_calls (guint rows)
{
  GString *out = g_string_new ("call id,agent,date,time,topic,queue,answered (Y/N),resolved,"
                               "speed of answer in seconds,talk duration,satisfaction rating\n");

  for (guint i = 0; i < rows; i++)
    {
      guint year, month, day, second = (guint) ((guint64) (i % 27397) * 86400 / 27397);
      guint mix = i * 2654435761u >> 8;
      gboolean answered = mix % 100 < 93;

      fw_civil_from_days ((gint32) (FIRST_DAY + i / 27397), &year, &month, &day);
      g_string_append_printf (out, "ID%08u,agent%04u,%u/%u/%u,%u:%02u:%02u,Product %02u,queue%02u,",
                              i, mix % 2000, month, day, year, second / 3600, second / 60 % 60,
                              second % 60, mix % 20, mix % 40);
      if (answered)
        g_string_append_printf (out, "Y,%c,%u,%u,%u\n", mix % 10 < 8 ? 'Y' : 'N', mix % 120,
                                30 + mix % 600, 1 + mix % 5);
      else
        g_string_append_printf (out, "N,N,%u,0,\n", mix % 120);
    }

  return g_string_free_to_bytes (out);
}

static GBytes *
make_queue_log (guint rows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows / 3; i++)
    {
      guint mix = i * 2654435761u >> 8, at = 1795283210 + i / 4;

      g_string_append_printf (out, "%u|%u.%u|queue%u|NONE|ENTERQUEUE||138%08u|1\n", at, at, i,
                              mix % 40, mix % 100000000);
      g_string_append_printf (out, "%u|%u.%u|queue%u|Agent/%u|CONNECT|%u|%u.%u|1\n", at + 5, at, i,
                              mix % 40, mix % 2000, mix % 60, at, i + 1);
      g_string_append_printf (out, "%u|%u.%u|queue%u|Agent/%u|COMPLETECALLER|%u|%u|1\n", at + 90,
                              at, i, mix % 40, mix % 2000, mix % 60, mix % 600);
    }

  return g_string_free_to_bytes (out);
}

static GBytes *
make_events (guint rows)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows; i++)
    {
      guint mix = i * 2654435761u >> 8, second = i / 30 % 86400;

      g_string_append_printf (
          out,
          "{\"source\":\"pbx\",\"id\":\"%u\",\"at\":\"2026-11-21T%02u:%02u:%02uZ\",\"type\":\"%s\","
          "\"contact\":\"1795283215.%u\",\"queue\":\"queue%u\",\"agent\":\"Agent/"
          "%u\",\"wait_s\":%u}\n",
          i, second / 3600, second / 60 % 60, second % 60, i % 2 == 0 ? "answered" : "completed",
          i / 2, mix % 40, mix % 2000, mix % 60);
    }

  return g_string_free_to_bytes (out);
}

/* Processor time in seconds: what others run at the same time counts least in it. */
static double
get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static int
compare_times (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_line (const char *name, double *times, guint64 rows, gsize bytes)
{
  double median;

  qsort (times, ROUNDS, sizeof *times, compare_times);
  median = times[ROUNDS / 2];
  printf ("%-34s %9.2f Mrows/s %8.0f MB/s %7.0f ns/row   (%.0f to %.0f)\n", name,
          rows / median / 1e6, bytes / median / 1e6, median / rows * 1e9, times[0] / rows * 1e9,
          times[ROUNDS - 1] / rows * 1e9);
}

static void
measure (const char *name, FwFormat format, GBytes *bytes)
{
  double times[ROUNDS];
  Taken taken = { 0 };

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (FwZone) zone = fw_zone_new ("Asia/Shanghai", 0, NULL);
      g_autoptr (GError) error = NULL;
      FwIntake intake = {
        .format = format, .source = "bench", .zone = zone, .sink = drop_cb, .user_data = &taken
      };
      double start = get_time ();

      taken = (Taken){ 0 };
      if (!fw_intake_read_bytes (&intake, bytes, report, NULL, &error))
        g_error ("%s: %s", name, error->message);
      times[i] = get_time () - start;
      if (report->rejected > 0)
        g_error ("%s: %s", name, ((FwReject *) report->examples->pdata[0])->detail);
    }
  print_line (name, times, taken.rows, g_bytes_get_size (bytes));
  printf ("%-34s %9.1f bytes/event stored\n", "", (double) taken.bytes / taken.rows);
}

static void
measure_memchr (GBytes *bytes)
{
  double times[ROUNDS];
  guint64 rows = 0;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = get_time ();

      rows = 0;
      for (const char *p = data; (p = memchr (p, '\n', data + size - p)) != NULL; p++)
        rows++;
      times[i] = get_time () - start;
    }
  print_line ("  peer: newlines by memchr", times, rows, size);
}

/* The parser of lines by itself, its check included. */
static void
measure_lines (GBytes *bytes)
{
  g_autoptr (FwEventScratch) scratch = fw_event_scratch_new ();
  double times[ROUNDS];
  guint64 rows = 0;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = get_time ();
      const char *newline;
      FwEvent event;

      rows = 0;
      for (const char *p = data; (newline = memchr (p, '\n', data + size - p)) != NULL;
           p = newline + 1)
        {
          if (!fw_event_line_parse ((FwText){ p, (guint) (newline - p) }, scratch, &event, NULL))
            g_error ("event line");
          rows++;
        }
      times[i] = get_time () - start;
    }
  print_line ("event lines alone", times, rows, size);
}

/* Adding one event to a batch, and walking over a stored one. */
static void
measure_batches (guint rows)
{
  double adding[ROUNDS], walking[ROUNDS];
  gsize size = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
      double start = get_time ();
      FwEventIter iter;
      FwEvent event = FW_EVENT_INIT;

      event.type = FW_EVENT_CONTACT;
      event.source = FW_TEXT_LITERAL ("bench");
      event.reason = FW_TEXT_LITERAL ("answered");
      for (guint row = 0; row < rows; row++)
        {
          char id[16], agent[16] = "agent0000";

          for (guint n = row, digit = 8; digit > 0; n /= 10)
            id[--digit] = (char) ('0' + n % 10);
          for (guint n = row * 7 % 2000, digit = 9; digit > 5; n /= 10)
            agent[--digit] = (char) ('0' + n % 10);
          event.at = (G_GINT64_CONSTANT (1795283215) + row) * 1000000;
          event.id = event.contact = (FwText){ id, 8 };
          event.agent = (FwText){ agent, 9 };
          event.queue = (FwText){ agent + 6, 3 };
          event.wait_ms = row % 60 * 1000;
          event.talk_ms = row % 600 * 1000;
          fw_event_batch_add (batch, &event);
        }
      adding[i] = get_time () - start;
      size = fw_event_batch_get_size (batch);

      start = get_time ();
      fw_event_iter_init (&iter, batch);
      while (fw_event_iter_next (&iter, &event))
        ;
      walking[i] = get_time () - start;
    }
  print_line ("batch: adding an event", adding, rows, size);
  print_line ("batch: walking over one", walking, rows, size);
}

static void
measure_json_glib (GBytes *bytes, guint limit)
{
  double times[ROUNDS];
  gsize size, used = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  guint rows = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      double start = get_time ();
      const char *p = data;

      for (rows = 0; rows < limit && p < data + size; rows++)
        {
          const char *newline = memchr (p, '\n', data + size - p);

          if (!json_parser_load_from_data (parser, p, newline - p, NULL))
            g_error ("json-glib");
          p = newline + 1;
        }
      used = (gsize) (p - data);
      times[i] = get_time () - start;
    }
  print_line ("  peer: json-glib, objects alone", times, rows, used);
}

/* bench-intake [ROWS] */
int
main (int argc, char **argv)
{
  guint rows = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (GBytes) calls = make_calls (rows);
  g_autoptr (GBytes) queue_log = make_queue_log (rows);
  g_autoptr (GBytes) events = make_events (rows);

  printf ("%u rows each; medians of %d in processor time, with the fastest and the slowest\n", rows,
          ROUNDS);
  measure ("call list, CSV", FW_FORMAT_CALLS, calls);
  measure_memchr (calls);
  measure ("queue_log", FW_FORMAT_QUEUE_LOG, queue_log);
  measure_memchr (queue_log);
  measure ("events, NDJSON", FW_FORMAT_EVENTS, events);
  measure_lines (events);
  measure_memchr (events);
  measure_json_glib (events, MIN (rows, 50000));
  measure_batches (rows);

  return 0;
}
