/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-centre.h"

#include "core/fw-error.h"
#include "sample/fw-sample-appraisals.h"
#include "sample/fw-sample-cases.h"
#include "sample/fw-sample-handbook.h"
#include "sample/fw-sample-reviews.h"
#include "sample/fw-sample-training.h"
#include "sample/fw-sample-transcripts.h"
#include "store/fw-record-moves.h"

#define AT_ONCE 200 /* clocks in one transaction */

/*
 * The mark stands before everything else is written. So a creation that was interrupted before the
 * house was in is begun anew, and one that was interrupted later is completed by the feed, which
 * goes on from the last event.
 */
static const char *const tables[] = {
  "CREATE TABLE IF NOT EXISTS sample (one INTEGER PRIMARY KEY, seed INTEGER NOT NULL, day INTEGER "
  "NOT NULL, zone TEXT NOT NULL)",
  /* Where nothing is said it is English. */
  "CREATE TABLE IF NOT EXISTS sample_language (one INTEGER PRIMARY KEY, language TEXT NOT NULL)",
  NULL,
};

typedef struct
{
  gint64 seed;
  gint64 day;
  char *zone;     /* NULL: not a sample */
  char *language; /* (nullable) */
} Mark;

static void
clear_mark (Mark *mark)
{
  g_clear_pointer (&mark->zone, g_free);
  g_clear_pointer (&mark->language, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mark, clear_mark)

static gboolean
take_mark (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Mark *mark = user_data;

  mark->seed = columns[0].integer;
  mark->day = columns[1].integer;
  mark->zone = g_strndup (columns[2].data, columns[2].length);
  return FALSE;
}

static gboolean
take_language (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Mark *mark = user_data;

  mark->language = g_strndup (columns[0].data, columns[0].length);
  return FALSE;
}

static gboolean
read_mark (FwCentre *centre, Mark *mark, GError **error)
{
  FwDatabase *database = fw_centre_get_database (centre);

  return fw_database_define (database, tables, error) &&
         fw_database_query (database, "SELECT seed, day, zone FROM sample WHERE one = 1", NULL, 0,
                            take_mark, mark, error) &&
         fw_database_query (database, "SELECT language FROM sample_language WHERE one = 1", NULL, 0,
                            take_language, mark, error);
}

static gboolean
write_mark (FwCentre *centre, const Mark *mark, GError **error)
{
  const FwSqlValue values[] = { FW_SQL_INT (mark->seed), FW_SQL_INT (mark->day),
                                FW_SQL_STRING (mark->zone) };
  const FwSqlValue language = FW_SQL_STRING (mark->language != NULL ? mark->language : "");
  FwDatabase *database = fw_centre_get_database (centre);

  /* The mark is last: with it the sample is one. */
  return (mark->language == NULL ||
          fw_database_execute (database,
                               "INSERT INTO sample_language (one, language) VALUES (1, $1) "
                               "ON CONFLICT (one) DO UPDATE SET language = excluded.language",
                               &language, 1, NULL, error)) &&
         fw_database_execute (database,
                              "INSERT INTO sample (one, seed, day, zone) VALUES (1, $1, $2, $3)",
                              values, G_N_ELEMENTS (values), NULL, error);
}

static FwSample *
make_sample (const Mark *mark, GError **error)
{
  FwSample *sample = fw_sample_new ((guint64) mark->seed, (gint32) mark->day, mark->zone, error);

  if (sample != NULL)
    fw_sample_set_language (sample, mark->language);
  return sample;
}

/* The machine's zone, where it has a name that we know. */
static char *
find_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);
  g_autoptr (FwZone) zone = fw_zone_new (name, FW_SAMPLE_DAY_START, NULL);

  return g_strdup (zone != NULL ? name : "Asia/Shanghai");
}

static gboolean
has_house (FwCentre *centre, gboolean *has, GError **error)
{
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GPtrArray) sites =
      fw_records_list (fw_centre_get_records (centre), scope, fw_kind_find ("site"), error);

  if (sites == NULL)
    return FALSE;
  *has = sites->len > 0;
  return TRUE;
}

/* What the clocks of the flows move by themselves. */
gboolean
fw_sample_run_clocks (FwRecords *records, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) told =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_told_free);
  guint n = AT_ONCE;

  while (n == AT_ONCE)
    if (!fw_records_run_clocks (records, now, AT_ONCE, told, &n, error))
      return FALSE;
  return TRUE;
}

/* Sessions were held, who was there is noted, and results were told. */
static gboolean
settle (FwCentre *centre, FwScope *scope, GPtrArray *list, gint64 now, GError **error)
{
  FwRecords *records = fw_centre_get_records (centre);
  FwDirectory *house = fw_records_get_directory (records, error);
  gint32 day;

  if (house == NULL)
    return FALSE;
  day = fw_zone_get_day (fw_directory_get_default_site (house)->zone, now);
  fw_directory_unref (house);
  if (!fw_sample_run_clocks (records, now, error))
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const FwRecord *record = list->pdata[i];
      const char *to;

      for (guint k = 0; (to = fw_sample_get_move (record, k, day)) != NULL; k++)
        {
          const FwRecordMove move = { .to = to };
          FwFlowRefusal refusal;
          guint revision;

          if (!fw_records_move (records, scope, fw_record_get_kind (record),
                                fw_record_get_id (record), &move, now, &refusal, &revision, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
put_house (FwCentre *centre, FwSample *sample, const char *language, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();

  fw_sample_list_records (sample, records);
  return fw_records_put_all (fw_centre_get_records (centre), scope, records, now, error) &&
         settle (centre, scope, records, now, error) &&
         fw_sample_put_cases (fw_centre_get_records (centre), language, now, error) &&
         fw_centre_house_changed (centre, error);
}

/* ---- history ---- */

/** Batches are made while others are being written; the first failure ends it. */
typedef struct
{
  FwCentre *centre;
  GMutex mutex;
  GCond cond;
  guint pending;
  GError *error;
  gint64 from, to;
  FwSampleProgress progress;
  gpointer user_data;
} Fill;

static void
batch_done_cb (const FwFloorReport *report, const GError *error, gpointer user_data)
{
  Fill *fill = user_data;

  g_mutex_lock (&fill->mutex);
  if (error != NULL && fill->error == NULL)
    fill->error = g_error_copy (error);
  fill->pending--;
  g_cond_signal (&fill->cond);
  g_mutex_unlock (&fill->mutex);
}

static gboolean
submit_batch (FwEventBatch *batch, gpointer user_data, GError **error)
{
  Fill *fill = user_data;
  gint64 first, last;
  gboolean failed;

  g_mutex_lock (&fill->mutex);
  failed = fill->error != NULL;
  fill->pending++;
  g_mutex_unlock (&fill->mutex);
  fw_event_batch_get_period (batch, &first, &last);
  fw_centre_submit (fill->centre, batch, batch_done_cb, fill);
  if (fill->progress != NULL)
    fill->progress (last - fill->from, fill->to - fill->from, fill->user_data);
  if (failed)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_FAILED, "an earlier batch was not taken");
  return !failed;
}

/* The events from @from on, which is a moment that the sample knows. */
static gboolean
put_history (FwCentre *centre,
             FwSample *sample,
             gint64 from,
             gint64 now,
             FwSampleProgress progress,
             gpointer user_data,
             GError **error)
{
  Fill fill = {
    .centre = centre, .from = from, .to = now, .progress = progress, .user_data = user_data
  };
  g_autoptr (GError) stopped = NULL;
  gboolean filled;

  g_mutex_init (&fill.mutex);
  g_cond_init (&fill.cond);
  filled = fw_sample_fill (sample, fill.from, now, submit_batch, &fill, &stopped);
  g_mutex_lock (&fill.mutex);
  while (fill.pending > 0)
    g_cond_wait (&fill.cond, &fill.mutex);
  g_mutex_unlock (&fill.mutex);
  g_mutex_clear (&fill.mutex);
  g_cond_clear (&fill.cond);
  if (fill.error != NULL)
    g_propagate_error (error, fill.error);
  else if (!filled)
    g_propagate_error (error, g_steal_pointer (&stopped));
  else
    return TRUE;
  return FALSE;
}

gboolean
fw_sample_create (FwCentre *centre,
                  guint64 seed,
                  gint64 now,
                  guint days,
                  const char *language,
                  FwSampleProgress progress,
                  gpointer user_data,
                  GError **error)
{
  g_auto (Mark) mark = { 0 };
  g_autoptr (FwSample) sample = NULL;
  g_autoptr (FwZone) clock = NULL;
  gboolean used = FALSE;

  g_return_val_if_fail (centre != NULL, FALSE);
  g_return_val_if_fail (days >= 1 && days <= FW_SAMPLE_HISTORY_DAYS, FALSE);
  if (!read_mark (centre, &mark, error) || !has_house (centre, &used, error))
    return FALSE;
  if (used || fw_ledger_get_last (fw_centre_get_ledger (centre)) > 0)
    {
      g_set_error_literal (
          error, FW_ERROR, FW_ERROR_CONFLICT,
          "the centre holds records or events already; a sample needs an empty one");
      return FALSE;
    }
  if (mark.zone == NULL)
    {
      mark.zone = find_zone ();
      clock = fw_zone_new (mark.zone, FW_SAMPLE_DAY_START, error);
      if (clock == NULL)
        return FALSE;
      mark.seed = (gint64) seed;
      mark.day = fw_zone_get_day (clock, now);
      g_free (mark.language); /* of a creation that came no further */
      mark.language = g_strdup (language);
      if (!write_mark (centre, &mark, error))
        return FALSE;
    }
  sample = make_sample (&mark, error);
  return sample != NULL && put_house (centre, sample, mark.language, now, error) &&
         put_history (centre, sample, fw_sample_get_start (sample, days), now, progress, user_data,
                      error) &&
         fw_sample_put_appraisals (fw_centre_get_records (centre), (guint64) mark.seed,
                                   mark.language, (gint32) mark.day, now, error) &&
         fw_sample_put_reviews (centre, (guint64) mark.seed, mark.language, (gint32) mark.day, now,
                                error) &&
         fw_sample_put_transcripts (centre, mark.language, (gint32) mark.day, now, error) &&
         fw_sample_put_handbook (fw_centre_get_records (centre), mark.language, now, error);
}

FwSample *
fw_sample_find (FwCentre *centre, GError **error)
{
  g_auto (Mark) mark = { 0 };
  gboolean used = FALSE;

  g_return_val_if_fail (centre != NULL, NULL);
  if (!read_mark (centre, &mark, error) || !has_house (centre, &used, error))
    return NULL;
  return used && mark.zone != NULL ? make_sample (&mark, error) : NULL;
}

static gboolean
ingest_batch (FwEventBatch *batch, gpointer user_data, GError **error)
{
  FwFloorReport report;

  return fw_centre_ingest (user_data, batch, &report, error);
}

/* µs UTC; 0 when nothing has been taken yet. */
static gint64
get_last_event (FwCentre *centre)
{
  FwCube *cube = fw_centre_get_cube (centre);
  gint64 last;

  fw_cube_read_lock (cube);
  last = fw_floor_get_last_event (fw_centre_get_floor (centre));
  fw_cube_read_unlock (cube);
  return last;
}

FwSampleFeed *
fw_sample_feed_centre (FwCentre *centre,
                       FwSampleProgress progress,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (FwSample) sample = fw_sample_find (centre, &failed);
  gint64 now = g_get_real_time ();
  gint64 last;

  if (sample == NULL)
    {
      if (failed != NULL)
        g_propagate_error (error, g_steal_pointer (&failed));
      else
        g_set_error_literal (error, FW_ERROR, FW_ERROR_NOT_FOUND, "this centre is not a sample");
      return NULL;
    }
  last = MAX (get_last_event (centre), fw_sample_get_start (sample, FW_SAMPLE_HISTORY_DAYS));
  if (last < now && !put_history (centre, sample, last, now, progress, user_data, error))
    return NULL;
  return fw_sample_feed_start (g_steal_pointer (&sample), MAX (last, now), ingest_batch, centre);
}
