/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "core/calendar/fw-zone.h"
#include "core/kind/fw-record.h"
#include "core/people/fw-certificate-board.h"
#include "core/people/fw-competency-grid.h"
#include "sample/fw-sample-day.h"
#include "sample/fw-sample.h"

#define DAY_MADE 20778 /* 2026-11-21 */

/* ---- what a walk over events finds ---- */

typedef struct
{
  GChecksum *checksum;
  GHashTable *ids;
  guint64 n;
  gint64 first, last;
  guint batches;
  guint stop_after; /* batches; 0: never */
} Walk;

static void
walk_init (Walk *walk)
{
  *walk = (Walk){ .checksum = g_checksum_new (G_CHECKSUM_SHA256) };
  walk->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
walk_clear (Walk *walk)
{
  g_checksum_free (walk->checksum);
  g_hash_table_unref (walk->ids);
}

static gboolean
take_batch (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Walk *walk = user_data;
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      g_autofree char *id = fw_text_dup (event.id);

      g_assert_true (fw_event_check (&event, NULL));
      g_assert_cmpint (event.at, >=, walk->last);
      walk->last = event.at;
      if (walk->n++ == 0)
        walk->first = event.at;
      g_checksum_update (walk->checksum, (const guchar *) &event.at, sizeof event.at);
      g_checksum_update (walk->checksum, (const guchar *) id, -1);
      g_checksum_update (walk->checksum, (const guchar *) &event.wait_ms, sizeof event.wait_ms);
      g_assert_true (g_hash_table_add (walk->ids, g_steal_pointer (&id)));
    }
  walk->batches++;
  if (walk->stop_after == 0 || walk->batches < walk->stop_after)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static FwSample *
make_sample (const char *zone)
{
  g_autoptr (GError) error = NULL;
  FwSample *sample = fw_sample_new (FW_SAMPLE_SEED, DAY_MADE, zone, &error);

  g_assert_no_error (error);
  return sample;
}

static char *
digest_period (FwSample *sample, gint64 from, gint64 to, gint64 step, guint64 *n)
{
  Walk walk;
  char *digest;

  walk_init (&walk);
  for (gint64 at = from; at < to; at += step)
    g_assert_true (fw_sample_fill (sample, at, MIN (at + step, to), take_batch, &walk, NULL));
  digest = g_strdup (g_checksum_get_string (walk.checksum));
  if (n != NULL)
    *n = walk.n;
  walk_clear (&walk);
  return digest;
}

/* However a period is cut, the same events come, each once. */
static void
test_pieces (void)
{
  g_autoptr (FwSample) sample = make_sample (NULL);
  g_autoptr (FwSample) other = make_sample (NULL);
  gint64 from = fw_sample_get_start (sample, FW_SAMPLE_HISTORY_DAYS);
  gint64 to = from + 3 * 24 * FW_HOUR + 17 * FW_MINUTE;
  guint64 n = 0;
  g_autofree char *whole = digest_period (sample, from, to, to - from, &n);
  g_autofree char *pieces = digest_period (other, from, to, 41 * FW_MINUTE + 7, NULL);
  g_autofree char *again = digest_period (sample, from, to, 26 * FW_HOUR, NULL);

  g_assert_cmpuint (n, >, 100000);
  g_assert_cmpstr (whole, ==, pieces);
  g_assert_cmpstr (whole, ==, again);
}

static void
test_seed (void)
{
  g_autoptr (FwSample) sample = make_sample (NULL);
  g_autoptr (FwSample) other = fw_sample_new (FW_SAMPLE_SEED + 1, DAY_MADE, NULL, NULL);
  gint64 from = fw_sample_get_start (sample, FW_SAMPLE_HISTORY_DAYS);
  g_autofree char *one = digest_period (sample, from, from + 3 * FW_HOUR, FW_HOUR, NULL);
  g_autofree char *two = digest_period (other, from, from + 3 * FW_HOUR, FW_HOUR, NULL);

  g_assert_cmpstr (one, !=, two);
}

static void
test_edges (void)
{
  g_autoptr (FwSample) sample = make_sample (NULL);
  g_autoptr (GError) error = NULL;
  gint64 from = fw_sample_get_start (sample, FW_SAMPLE_HISTORY_DAYS);
  Walk walk;

  walk_init (&walk);
  /* Nothing before the history, nothing in an empty or turned period. */
  g_assert_true (fw_sample_fill (sample, from - 40 * FW_HOUR, from, take_batch, &walk, NULL));
  g_assert_true (fw_sample_fill (sample, from + FW_HOUR, from + FW_HOUR, take_batch, &walk, NULL));
  g_assert_true (fw_sample_fill (sample, from + FW_HOUR, from, take_batch, &walk, NULL));
  g_assert_cmpuint (walk.n, ==, 0);
  g_assert_cmpuint (walk.batches, ==, 0);
  /* The sink's error ends it. */
  walk.stop_after = 1;
  g_assert_false (fw_sample_fill (sample, from, from + 48 * FW_HOUR, take_batch, &walk, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (walk.n, ==, 10000);
  /* The next event is the one that a fill from there begins with. */
  g_assert_cmpint (fw_sample_get_next (sample, walk.last + 1), >, walk.last);
  g_assert_cmpint (fw_sample_get_next (sample, 0), >=, from);
  walk_clear (&walk);
  g_clear_error (&error);
  g_assert_null (fw_sample_new (1, DAY_MADE, "Atlantis/Harbour", &error));
  g_assert_nonnull (error);
}

/* The clocks go back on 2026-11-01 and forward on 2026-03-08 in New York: the days have 25 and 23
 * hours. */
static void
test_clock_change (void)
{
  g_autoptr (FwSample) sample = make_sample ("America/New_York");
  FwZone *zone = fw_sample_get_zone (sample);
  gint32 day;
  gint64 from, to, next_from, next_to;
  guint64 n = 0;
  g_autofree char *digest = NULL;

  g_assert_true (fw_date_parse (FW_TEXT_LITERAL ("2026-10-31"), &day));
  fw_zone_get_day_bounds (zone, day, &from, &to);
  g_assert_cmpint (to - from, ==, 25 * FW_HOUR);
  fw_zone_get_day_bounds (zone, day + 1, &next_from, &next_to);
  digest = digest_period (sample, from, next_to, next_to - from, &n);
  g_assert_cmpuint (n, >, 30000);
}

/* ---- the house ---- */

static void
test_house (void)
{
  g_autoptr (FwSample) sample = make_sample ("Europe/Madrid");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint sites = 0, teams = 0, people = 0, shifts = 0, queues = 0, accounts = 0, wave = 0;

  fw_sample_list_records (sample, records);
  for (guint i = 0; i < records->len; i++)
    {
      FwRecord *record = g_ptr_array_index (records, i);
      const FwKind *kind = fw_record_get_kind (record);
      g_autoptr (GError) error = NULL;

      fw_record_check (record, &error);
      g_assert_no_error (error);
      sites += kind == fw_kind_find ("site");
      teams += kind == fw_kind_find ("team");
      shifts += kind == fw_kind_find ("shift-template");
      queues += kind == fw_kind_find ("queue");
      accounts += kind == fw_kind_find ("account");
      if (kind == fw_kind_find ("person"))
        {
          people++;
          wave += fw_record_integer (record, "hired") == DAY_MADE - FW_SAMPLE_WAVE_HIRED;
          g_assert_true (g_hash_table_add (names, g_strdup (fw_record_text (record, "name"))));
        }
    }
  g_assert_cmpuint (sites, ==, 1);
  g_assert_cmpuint (teams, ==, 12);
  g_assert_cmpuint (shifts, ==, 4);
  g_assert_cmpuint (queues, ==, 15);
  g_assert_cmpuint (people, ==, 240);
  g_assert_cmpuint (wave, ==, FW_SAMPLE_WAVE_SIZE);
  g_assert_cmpuint (accounts, ==, 11);
}

static GPtrArray *
pick_kind (GPtrArray *records, const char *kind)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (fw_record_get_kind (records->pdata[i]) == fw_kind_find (kind))
      g_ptr_array_add (picked, records->pdata[i]);
  return picked;
}

/* What is planted among certificates, as the README tells it. */
static void
test_certificates (void)
{
  g_autoptr (FwSample) sample = make_sample ("Europe/Madrid");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) people = NULL, queues = NULL, schemes = NULL, events = NULL;
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (FwRevision));
  g_autoptr (FwDirectory) directory = NULL;
  g_autoptr (FwScope) all = fw_scope_new_administrator ();
  g_autoptr (FwCertificateBoard) board = NULL;
  g_autoptr (FwCertificateAnswer) answer = NULL;
  FwCertificateQuestion question = { .day = DAY_MADE, .scope = all };
  const FwCertificateForecast *nights = NULL;

  fw_sample_list_records (sample, records);
  people = pick_kind (records, "person");
  queues = pick_kind (records, "queue");
  schemes = pick_kind (records, "certificate-scheme");
  events = pick_kind (records, "certificate-event");
  for (guint i = 0; i < schemes->len; i++)
    {
      FwRevision revision = { schemes->pdata[i], G_MININT64 };

      g_array_append_val (revisions, revision);
    }
  directory = fw_directory_new_from_records (records);
  board = fw_certificate_board_new (directory, people, queues,
                                    (const FwRevision *) (void *) revisions->data, revisions->len,
                                    events);
  answer = fw_certificate_board_ask (board, &question);
  g_assert_cmpuint (answer->counts[FW_CERTIFICATE_EXPIRED], ==, 1);
  g_assert_cmpuint (answer->counts[FW_CERTIFICATE_GRACE], ==, 1);
  g_assert_cmpuint (answer->counts[FW_CERTIFICATE_SUSPENDED], ==, 1);
  g_assert_cmpuint (answer->counts[FW_CERTIFICATE_NONE], ==, FW_SAMPLE_WAVE_SIZE);
  g_assert_cmpuint (answer->counts[FW_CERTIFICATE_WINDOW], >, 20);
  for (guint i = 0; i < answer->forecast->len; i++)
    if (g_str_equal (g_array_index (answer->forecast, FwCertificateForecast, i).shift, "night"))
      nights = &g_array_index (answer->forecast, FwCertificateForecast, i);
  g_assert_nonnull (nights);
  g_assert_cmpuint (nights->of, ==, 2 * FW_SAMPLE_TEAM_SIZE);
  g_assert_cmpuint (nights->by[2], >=, 8);
}

static const FwCompetencyRow *
find_row (const FwCompetencyAnswer *answer, const char *person)
{
  for (guint i = 0; i < answer->rows->len; i++)
    if (g_str_equal (g_array_index (answer->rows, FwCompetencyRow, i).who.person, person))
      return &g_array_index (answer->rows, FwCompetencyRow, i);
  g_assert_not_reached ();
}

/* What is planted among competencies, as the README tells it. */
static void
test_competencies (void)
{
  g_autoptr (FwSample) sample = make_sample ("Europe/Madrid");
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) people = NULL, positions = NULL, competencies = NULL, requirements = NULL,
                        pieces = NULL;
  g_autoptr (GArray) evidence = g_array_new (FALSE, FALSE, sizeof (FwGridEvidence));
  g_autoptr (FwDirectory) directory = NULL;
  g_autoptr (FwScope) all = fw_scope_new_administrator ();
  g_autoptr (FwCompetencyGrid) grid = NULL;
  g_autoptr (FwCompetencyAnswer) answer = NULL, before = NULL;
  FwCompetencyQuestion question = { .day = DAY_MADE, .scope = all };
  guint open = 0, faded = 0;

  fw_sample_list_records (sample, records);
  people = pick_kind (records, "person");
  positions = pick_kind (records, "position");
  competencies = pick_kind (records, "competency");
  requirements = pick_kind (records, "requirement");
  pieces = pick_kind (records, "evidence");
  for (guint i = 0; i < pieces->len; i++)
    {
      FwGridEvidence each;

      g_assert_true (fw_grid_evidence_read (pieces->pdata[i], &each));
      g_array_append_val (evidence, each);
    }
  directory = fw_directory_new_from_records (records);
  grid =
      fw_competency_grid_new (directory, people, positions, competencies, requirements, evidence);
  question.position = fw_competency_grid_find_position (grid, "team-leader");
  answer = fw_competency_grid_ask (grid, &question);
  g_assert_cmpuint (competencies->len, ==, 16);
  g_assert_cmpuint (answer->rows->len, ==, 240);
  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCompetencyRow *row = &g_array_index (answer->rows, FwCompetencyRow, i);

      open += row->readiness.high > 1 - 1e-9 && row->readiness.n_no_evidence == 2 &&
              g_str_equal (row->who.position, "senior-agent") &&
              g_str_equal (row->who.team, "sales-a");
    }
  g_assert_cmpuint (open, ==, 1);

  /* Two months ago somebody was ready whose certificate of compliance is over by now. */
  question.day = DAY_MADE - 60;
  before = fw_competency_grid_ask (grid, &question);
  for (guint i = 0; i < before->rows->len; i++)
    {
      const FwCompetencyRow *then = &g_array_index (before->rows, FwCompetencyRow, i);
      const FwCompetencyRow *now = find_row (answer, then->who.person);

      faded += then->readiness.n_met == 14 && now->readiness.n_met == 13 &&
               now->readiness.n_no_evidence == 0 && g_str_equal (then->who.team, "sales-b");
    }
  g_assert_cmpuint (faded, ==, 1);
}

/* ---- the figures ---- */

typedef struct
{
  double offered, answered, lost, in_target, handling_ms, resolved, rated, satisfied, seated_ms;
} Figures;

typedef gboolean (*Filter) (const FwSampleEvent *event, const FwSamplePerson *person);

static void
add_event (Figures *figures, const FwSampleEvent *event)
{
  const FwSampleQueue *queue = event->queue != G_MAXUINT8 ? &fw_sample_queues[event->queue] : NULL;
  gint target = queue == NULL || queue->patience_s > 0 ? 30000
                : queue->delay_s > 300                 ? 600000
                                                       : 300000;

  figures->offered += event->type == FW_EVENT_OFFERED;
  figures->answered += event->type == FW_EVENT_ANSWERED;
  figures->in_target += event->type == FW_EVENT_ANSWERED && event->wait_ms <= target;
  figures->lost += event->type == FW_EVENT_ABANDONED || event->type == FW_EVENT_LEFT;
  if (event->type == FW_EVENT_COMPLETED || event->type == FW_EVENT_TRANSFERRED)
    figures->handling_ms += event->talk_ms + event->hold_ms;
  if (event->type == FW_EVENT_WRAPPED_UP)
    figures->handling_ms += event->wrap_ms;
  figures->resolved += event->type == FW_EVENT_RESOLUTION && event->resolved == 1;
  figures->rated += event->type == FW_EVENT_SURVEY;
  figures->satisfied += event->type == FW_EVENT_SURVEY && event->rating >= 4;
  if (event->type == FW_EVENT_SIGNED_OUT || event->type == FW_EVENT_PAUSED)
    figures->seated_ms += event->at;
  if (event->type == FW_EVENT_SIGNED_IN || event->type == FW_EVENT_UNPAUSED)
    figures->seated_ms -= event->at;
}

static Figures
measure (gint before_first, gint before_last, Filter filter)
{
  FwSamplePerson *people = fw_sample_people_new (FW_SAMPLE_SEED, DAY_MADE);
  Figures figures = { 0 };

  for (gint before = before_first; before >= before_last; before--)
    {
      FwSampleDayPlan plan = { FW_SAMPLE_SEED, people, DAY_MADE, DAY_MADE - before, 24 * 3600000 };
      g_autoptr (GArray) events = fw_sample_simulate_day (&plan);

      for (guint i = 0; i < events->len; i++)
        {
          const FwSampleEvent *event = &g_array_index (events, FwSampleEvent, i);

          if (filter == NULL ||
              filter (event, event->person != G_MAXUINT16 ? &people[event->person] : NULL))
            add_event (&figures, event);
        }
    }
  fw_sample_people_free (people);
  return figures;
}

static void
assert_within (double value, double low, double high)
{
  g_assert_cmpfloat (value, >=, low);
  g_assert_cmpfloat (value, <=, high);
}

/* Four ordinary weeks look like a well-run centre. */
static void
test_well_run (void)
{
  Figures f = measure (89, 62, NULL);

  g_assert_cmpfloat (f.offered, ==, f.answered + f.lost);
  assert_within (f.offered / 28, 8000, 10500);
  assert_within (f.answered / f.offered, 0.955, 0.98);
  assert_within (f.in_target / f.offered, 0.90, 0.96);
  assert_within (f.handling_ms / f.answered / 1000, 235, 265);
  assert_within (f.resolved / f.answered, 0.845, 0.88);
  assert_within (f.satisfied / f.rated, 0.895, 0.93);
  assert_within (f.rated / f.answered, 0.25, 0.30);
  assert_within (f.handling_ms / f.seated_ms, 0.72, 0.84);
}

/* 18:00 to 22:00; the day starts at 06:00. */
static gboolean
is_evening (const FwSampleEvent *event, const FwSamplePerson *person)
{
  return event->at >= 12 * 3600000 && event->at < 16 * 3600000;
}

static double
get_service (Figures f)
{
  return f.in_target / (f.answered + f.lost);
}

/* Each day on which nothing is planted holds what the description says of it. */
static void
test_ordinary_days (void)
{
  double evenings = 0, saturdays = 0;
  guint n = 0, n_saturdays = 0;

  for (gint before = 89; before > FW_SAMPLE_WAVE_LIVE; before--)
    {
      gboolean saturday = fw_zone_get_weekday (DAY_MADE - before) == 6;
      Figures day = measure (before, before, NULL);
      double evening = get_service (measure (before, before, is_evening));

      if (fw_sample_is_slow_night (before))
        continue;
      g_test_message ("day -%d: service level %.3f, in the evening %.3f", before, get_service (day),
                      evening);
      assert_within (get_service (day), 0.875, 0.985);
      assert_within (day.answered / day.offered, 0.955, 0.992);
      assert_within (day.handling_ms / day.answered / 1000, 238, 256);
      assert_within (day.satisfied / day.rated, 0.89, 0.935);
      assert_within (day.handling_ms / day.seated_ms, 0.64, 0.89);
      g_assert_cmpfloat (evening, >, 0.74);
      evenings += evening;
      n++;
      saturdays += saturday ? evening : 0;
      n_saturdays += saturday;
    }
  /* One thin evening happens; evenings as such are no cause. */
  g_assert_cmpfloat (evenings / n, >, 0.90);
  g_assert_cmpfloat (saturdays / n_saturdays, >, 0.88);
}

static gboolean
is_handsets (const FwSampleEvent *event, const FwSamplePerson *person)
{
  return event->queue != G_MAXUINT8 &&
         g_str_equal (fw_sample_queues[event->queue].product, FW_SAMPLE_FAULT_PRODUCT);
}

static gboolean
is_night_b (const FwSampleEvent *event, const FwSamplePerson *person)
{
  return person != NULL && person->team == FW_SAMPLE_TIRED_TEAM;
}

static gboolean
is_night_a (const FwSampleEvent *event, const FwSamplePerson *person)
{
  return person != NULL && person->team == FW_SAMPLE_TIRED_TEAM - 1;
}

static gboolean
is_new (const FwSampleEvent *event, const FwSamplePerson *person)
{
  return person != NULL && person->position == 3;
}

static gboolean
is_slow_hour (const FwSampleEvent *event, const FwSamplePerson *person)
{
  return person != NULL && person->shift == FW_SAMPLE_NIGHT && event->queue != G_MAXUINT8 &&
         (g_str_equal (fw_sample_queues[event->queue].product, "Orders") ||
          g_str_equal (fw_sample_queues[event->queue].product, "Payments"));
}

static double
get_aht (Figures f)
{
  return f.handling_ms / f.answered;
}

/* The planted causes are there, and as large as their description says. */
static void
test_causes (void)
{
  Figures before = measure (25, 19, is_handsets);
  Figures fault = measure (FW_SAMPLE_FAULT_FIRST, FW_SAMPLE_FAULT_LAST, is_handsets);
  Figures tired = measure (75, 61, is_night_b);
  Figures rested = measure (75, 61, is_night_a);
  Figures fresh = measure (29, 24, is_new);
  Figures later = measure (5, 0, is_new);
  Figures slow = measure (16, 16, is_slow_hour);
  Figures fast = measure (15, 15, is_slow_hour);

  assert_within (fault.offered / before.offered, 1.5, 2.3);
  assert_within (get_aht (fault) / get_aht (before), 1.2, 1.4);
  g_assert_cmpfloat (fault.resolved / fault.answered, <, before.resolved / before.answered - 0.12);
  assert_within (get_aht (tired) / get_aht (rested), 1.03, 1.30);
  g_assert_cmpfloat (tired.resolved / tired.answered, <, rested.resolved / rested.answered - 0.01);
  g_assert_cmpfloat (get_aht (fresh), >, get_aht (later) * 1.05);
  g_assert_cmpfloat (get_aht (slow), >, get_aht (fast) * 1.10);
  /* The wave was not there before it came. */
  g_assert_cmpfloat (measure (40, 34, is_new).answered, ==, 0);
}

/* ---- the live day ---- */

typedef struct
{
  GMutex mutex;
  GCond cond;
  guint64 events;
  guint refusals;
} Live;

static gboolean
take_live (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Live *live = user_data;
  gboolean refuse;

  g_mutex_lock (&live->mutex);
  refuse = live->refusals > 0;
  if (refuse)
    live->refusals--;
  else
    live->events += fw_event_batch_get_length (batch);
  g_cond_signal (&live->cond);
  g_mutex_unlock (&live->mutex);
  if (refuse)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return !refuse;
}

/* What has happened since comes at once, also when it was refused at first; and stopping does not
 * wait. */
static void
test_feed (void)
{
  gint64 now = g_get_real_time ();
  g_autoptr (FwSample) sample = fw_sample_new (1, (gint32) (now / (24 * FW_HOUR)), "UTC", NULL);
  Live live = { .refusals = 1 };
  FwSampleFeed *feed;
  gint64 until = g_get_monotonic_time () + 120 * G_USEC_PER_SEC;

  g_mutex_init (&live.mutex);
  g_cond_init (&live.cond);
  feed = fw_sample_feed_start (g_steal_pointer (&sample), now - 2 * FW_HOUR, take_live, &live);
  g_mutex_lock (&live.mutex);
  while (live.events == 0 && g_cond_wait_until (&live.cond, &live.mutex, until))
    ;
  g_assert_cmpuint (live.events, >, 100);
  g_assert_cmpuint (live.refusals, ==, 0);
  g_mutex_unlock (&live.mutex);
  fw_sample_feed_stop (feed);
  g_mutex_clear (&live.mutex);
  g_cond_clear (&live.cond);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/pieces", test_pieces);
  g_test_add_func ("/sample/seed", test_seed);
  g_test_add_func ("/sample/edges", test_edges);
  g_test_add_func ("/sample/clock-change", test_clock_change);
  g_test_add_func ("/sample/house", test_house);
  g_test_add_func ("/sample/certificates", test_certificates);
  g_test_add_func ("/sample/competencies", test_competencies);
  g_test_add_func ("/sample/well-run", test_well_run);
  g_test_add_func ("/sample/ordinary-days", test_ordinary_days);
  g_test_add_func ("/sample/causes", test_causes);
  g_test_add_func ("/sample/feed", test_feed);
  return g_test_run ();
}
