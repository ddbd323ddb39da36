/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "core/fw-error.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-store.h"

/* What a centre with a past takes for one contact, a backup, a record and a start, while events
 * come all the time. Usage: bench-keep [CALLS] */
#define CALLS_OF_A_BATCH 20
#define DAYS 31
#define WRITES 20

typedef struct
{
  FwCentre *centre;
  gint stop;
  gint64 second; /* of the next call */
  GArray *waits; /* double, ms until an event was acknowledged */
} Feed;

static double
get_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static FwEventBatch *
make_batch (gint64 second, guint n)
{
  FwEventBatch *batch = fw_event_batch_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("c%" G_GINT64_FORMAT "/%u", second, i);

      fw_test_centre_add_call (batch, second, contact, i % 2 ? "sales" : "support",
                               i % 2 ? "Agent/1" : "Agent/2");
    }
  return batch;
}

static void
ingest (FwCentre *centre, gint64 second, guint n)
{
  g_autoptr (FwEventBatch) batch = make_batch (second, n);
  g_autoptr (GError) error = NULL;
  FwFloorReport report;

  if (!fw_centre_ingest (centre, batch, &report, &error))
    g_error ("%s", error->message);
}

static void
submitted_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
fill (FwCentre *centre, guint calls)
{
  for (guint i = 0; i < calls / CALLS_OF_A_BATCH; i++)
    {
      gint64 second = (gint64) i * DAYS * 86400 * CALLS_OF_A_BATCH / calls;
      g_autoptr (FwEventBatch) batch = make_batch (second, CALLS_OF_A_BATCH);

      fw_centre_submit (centre, batch, submitted_cb, NULL);
    }
  ingest (centre, DAYS * 86400, 1);
}

static gpointer
feed (gpointer data)
{
  Feed *self = data;

  while (!g_atomic_int_get (&self->stop))
    {
      double before = get_ms (), wait;

      ingest (self->centre, self->second++, 1);
      wait = get_ms () - before;
      g_array_append_val (self->waits, wait);
      g_usleep (2000);
    }
  return NULL;
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_waits (const char *what, GArray *waits)
{
  g_array_sort (waits, compare_waits);
  printf ("an event acknowledged %s: p50 %.1f ms, p99 %.1f ms, of %u\n", what,
          g_array_index (waits, double, waits->len / 2),
          g_array_index (waits, double, waits->len * 99 / 100), waits->len);
  g_array_set_size (waits, 0);
}

static void
put_finding (FwCentre *centre, guint i)
{
  g_autofree char *id = g_strdup_printf ("team-%u", i);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (FwRecord) record = fw_test_record ("team", id, "name", "A team", "site", "sh", NULL);
  g_autoptr (GError) error = NULL;

  if (!fw_records_put (fw_centre_get_records (centre), scope, record, g_get_real_time (), &error) ||
      !fw_centre_house_changed (centre, &error))
    g_error ("%s", error->message);
}

static void
ask_contacts (FwCentre *centre, guint calls)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  double before = get_ms ();

  for (guint i = 0; i < 20; i++)
    {
      guint number = i * (calls / CALLS_OF_A_BATCH / 20);
      g_autofree char *contact =
          g_strdup_printf ("c%" G_GINT64_FORMAT "/%u",
                           (gint64) number * DAYS * 86400 * CALLS_OF_A_BATCH / calls, i % 20);
      g_autoptr (GError) error = NULL;
      FwContactLine *line = NULL;
      g_autoptr (FwEventBatch) events =
          fw_centre_read_contact (centre, scope, "pbx", contact, &line, &error);

      if (events == NULL || fw_event_batch_get_length (events) != 3)
        g_error ("%s: %s", contact, error != NULL ? error->message : "not its three events");
      fw_contact_line_free (line);
    }
  printf ("one contact and its events: %.1f ms\n", (get_ms () - before) / 20);
}

static void
back_up (FwCentre *centre, const char *location)
{
  g_autofree char *target = g_strconcat (location, "-backup", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", target);
  g_autoptr (GError) error = NULL;
  double before = get_ms ();

  if (!fw_centre_backup (centre, target, NULL, &error))
    {
      printf ("no backup: %s\n", error->message);
      return;
    }
  printf ("backup while events come: %.1f s\n", (get_ms () - before) / 1000);
  if (system (remove) != 0)
    printf ("%s stays\n", target);
}

static void
start_again (const char *location)
{
  g_autoptr (GError) error = NULL;
  double before = get_ms ();
  g_autoptr (FwCentre) centre = fw_centre_open (location, FW_CENTRE_CREATE, &error);

  if (centre == NULL)
    g_error ("%s", error->message);
  printf ("start after the records changed: %.2f s\n", (get_ms () - before) / 1000);
}

int
main (int argc, char **argv)
{
  guint calls = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  char *location = fw_test_store_new ();
  g_autoptr (GPtrArray) house = fw_test_house ();
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  FwCentre *centre = fw_test_centre_open (location);
  Feed self = { .centre = centre, .second = DAYS * 86400 + 1, .waits = waits };
  GThread *thread;

  fw_test_centre_put_house (centre, house);
  fill (centre, calls);
  ask_contacts (centre, calls);
  printf ("%u calls\n", calls);

  thread = g_thread_new ("feed", feed, &self);
  g_usleep (3 * G_USEC_PER_SEC);
  g_atomic_int_set (&self.stop, TRUE);
  g_thread_join (thread);
  print_waits ("alone", waits);

  self.stop = FALSE;
  thread = g_thread_new ("feed", feed, &self);
  for (guint i = 0; i < WRITES; i++)
    {
      put_finding (centre, i);
      g_usleep (100 * 1000);
    }
  g_atomic_int_set (&self.stop, TRUE);
  g_thread_join (thread);
  print_waits ("while records are written", waits);

  self.stop = FALSE;
  thread = g_thread_new ("feed", feed, &self);
  back_up (centre, location);
  g_atomic_int_set (&self.stop, TRUE);
  g_thread_join (thread);
  print_waits ("while a backup is made", waits);

  put_finding (centre, WRITES);
  fw_centre_close (centre);
  start_again (location);
  fw_test_store_free (location);
  return 0;
}
