/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-watch-keeper.h"

#include "centre/fw-centre-watch.h"
#include "core/fw-error.h"
#include "core/why/fw-watch.h"
#include "server/fw-rounds.h"
#include "server/fw-watch-owner.h"
#include "store/fw-record-moves.h"

#define STEP (60 * G_USEC_PER_SEC)
#define GRACE (30 * FW_MINUTE) /* after a day's end: the last contacts end, surveys come in */
#define DAYS_BACK 3            /* a server that was away asks about these as well */
#define FIRST_LOOK 2           /* half hours into the day */

/** What is remembered of one watch, while the server runs. */
typedef struct
{
  gint32 asked_day; /* the last whole day that was asked about */
  gint64 looked;    /* the half hour of the last live look, µs UTC */
  FwRecord *heard;  /* (nullable): what that look would have said */
} Memory;

struct _FwWatchKeeper
{
  FwCentre *centre;
  FwHub *hub;
  FwScope *whole;
  FwScope *eyes;        /* of the watch's owner, while it is asked */
  GHashTable *memories; /* char* id -> Memory */
  GCancellable *cancellable;
  FwRounds *rounds; /* (nullable): not started yet */
};

static void
free_memory (gpointer data)
{
  Memory *memory = data;

  g_clear_pointer (&memory->heard, fw_record_unref);
  g_free (memory);
}

FwWatchKeeper *
fw_watch_keeper_new (FwCentre *centre, FwHub *hub)
{
  FwWatchKeeper *self = g_new0 (FwWatchKeeper, 1);

  self->centre = centre;
  self->hub = hub;
  self->whole = fw_scope_new_administrator ();
  self->memories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_memory);
  self->cancellable = g_cancellable_new ();

  return self;
}

void
fw_watch_keeper_free (FwWatchKeeper *self)
{
  g_cancellable_cancel (self->cancellable);
  fw_rounds_free (self->rounds);

  g_hash_table_unref (self->memories);
  g_object_unref (self->cancellable);
  fw_scope_unref (self->whole);
  g_free (self);
}

static Memory *
remember (FwWatchKeeper *self, const FwRecord *watch)
{
  Memory *memory = g_hash_table_lookup (self->memories, fw_record_get_id (watch));

  if (memory == NULL)
    {
      memory = g_new0 (Memory, 1);
      memory->asked_day = G_MININT32;
      g_hash_table_insert (self->memories, g_strdup (fw_record_get_id (watch)), memory);
    }
  return memory;
}

static void
store_record (FwWatchKeeper *self, FwRecord *record, gint64 now)
{
  g_autoptr (GError) error = NULL;

  if (!fw_records_put (fw_centre_get_records (self->centre), self->whole, record, now, &error))
    g_warning ("watch: %s", error->message);
  else
    fw_hub_tell_record (self->hub, record);
}

/* Whether the watch may be asked; where it may not, or may again, it says so. */
static gboolean
open_eyes (FwWatchKeeper *self, FwRecord *watch, gint64 now)
{
  const char *state = NULL;
  g_autoptr (GError) error = NULL;

  self->eyes = fw_watch_find_eyes (fw_centre_get_records (self->centre), watch, &state, &error);
  if (error != NULL)
    {
      g_warning ("watch “%s”: %s", fw_record_get_id (watch), error->message);
      return FALSE;
    }
  if (g_strcmp0 (state, fw_record_text (watch, "state")) != 0)
    {
      fw_record_put_text (watch, "state", state);
      store_record (self, watch, now);
    }

  return self->eyes != NULL;
}

static FwRecord *
find_finding (FwWatchKeeper *self, const FwRecord *watch, gint32 day)
{
  g_autofree char *id = fw_watch_make_id (watch, day);

  return fw_records_get (fw_centre_get_records (self->centre), self->whole,
                         fw_kind_find ("finding"), id, NULL);
}

/* One that somebody deleted was there once as well, and does not come again. */
static gboolean
was_found (FwWatchKeeper *self, const FwRecord *watch, gint32 day)
{
  g_autofree char *id = fw_watch_make_id (watch, day);
  g_autoptr (GPtrArray) changes = fw_records_get_log (
      fw_centre_get_records (self->centre), self->whole, fw_kind_find ("finding"), id, 1, NULL);

  return changes != NULL && changes->len > 0;
}

static FwWhyAnswer *
ask (FwWatchKeeper *self, const FwRecord *watch, gint64 from, gint64 to, gint64 now)
{
  g_autoptr (GError) error = NULL;
  FwWhyAnswer *answer = fw_centre_ask_watch (self->centre, self->eyes, watch, from, to, now,
                                             self->cancellable, &error);

  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("watch “%s”: %s", fw_record_get_id (watch), error->message);
  return answer;
}

static FwRecord *
make_finding (FwWatchKeeper *self,
              const FwRecord *watch,
              const FwWhyAnswer *answer,
              gint32 day,
              gboolean live)
{
  FwRecord *finding = fw_watch_make_finding (watch, answer, day, live);

  if (finding != NULL)
    fw_watch_tell (fw_centre_get_records (self->centre), watch, self->eyes, finding);
  return finding;
}

/* ---- days that are over ---- */

static void
judge (FwWatchKeeper *self, FwRecord *finding, const FwWhyAnswer *answer, gint64 now)
{
  const FwKind *kind = fw_record_get_kind (finding);
  const FwRecordMove move = { .to = fw_watch_agrees (finding, answer) ? "real" : "chance",
                              .revision = fw_record_get_revision (finding) };
  FwFlowRefusal refusal;
  guint revision;
  g_autoptr (GError) error = NULL;

  if (!fw_record_integer (finding, "live") ||
      g_strcmp0 (fw_record_text (finding, FW_KIND_STATE), kind->flow->start) != 0)
    return;

  if (!fw_records_move (fw_centre_get_records (self->centre), self->whole, kind,
                        fw_record_get_id (finding), &move, now, &refusal, &revision, &error))
    g_warning ("watch: %s", error->message);
  else if (self->hub != NULL)
    fw_hub_tell_records (self->hub, kind->name, fw_record_get_id (finding), revision);
}

static void
ask_day (FwWatchKeeper *self, const FwRecord *watch, gint32 day, gint64 from, gint64 to, gint64 now)
{
  g_autoptr (FwRecord) finding = find_finding (self, watch, day);
  g_autoptr (FwWhyAnswer) answer = NULL;

  if (finding == NULL && was_found (self, watch, day))
    return;
  if (finding != NULL && !fw_record_integer (finding, "live"))
    return;

  answer = ask (self, watch, from, to, now);
  if (answer == NULL)
    return;
  if (finding != NULL)
    judge (self, finding, answer, now);
  else if ((finding = make_finding (self, watch, answer, day, FALSE)) != NULL)
    store_record (self, finding, now);
}

static void
ask_days (FwWatchKeeper *self, const FwRecord *watch, FwZone *zone, Memory *memory, gint64 now)
{
  gint32 today = fw_zone_get_day (zone, now);

  for (gint32 day = MAX (today - DAYS_BACK, memory->asked_day + 1); day < today; day++)
    {
      gint64 from, to;

      fw_zone_get_day_bounds (zone, day, &from, &to);
      if (now < to + GRACE || g_cancellable_is_cancelled (self->cancellable))
        break;
      ask_day (self, watch, day, from, to, now);
      memory->asked_day = day;
    }
}

/* ---- the day that runs ---- */

static void
look (FwWatchKeeper *self, const FwRecord *watch, FwZone *zone, Memory *memory, gint64 now)
{
  gint32 today = fw_zone_get_day (zone, now);
  g_autoptr (FwRecord) before = g_steal_pointer (&memory->heard);
  g_autoptr (FwWhyAnswer) answer = NULL;
  gint64 from, to, until;

  fw_zone_get_day_bounds (zone, today, &from, &to);
  until = from + (now - from) / FW_HALF_HOUR * FW_HALF_HOUR;
  if (until <= memory->looked || until < from + FIRST_LOOK * FW_HALF_HOUR)
    {
      memory->heard = g_steal_pointer (&before);
      return;
    }

  memory->looked = until;
  if (was_found (self, watch, today))
    return;
  answer = ask (self, watch, from, until, now);
  if (answer == NULL)
    return;
  memory->heard = make_finding (self, watch, answer, today, TRUE);
  if (memory->heard == NULL || before == NULL || fw_record_integer (before, "day") != today ||
      !fw_watch_agrees (before, answer))
    return;
  store_record (self, memory->heard, now);
}

void
fw_watch_keeper_step (FwWatchKeeper *self, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) watches = fw_records_list (fw_centre_get_records (self->centre),
                                                   self->whole, fw_kind_find ("watch"), &error);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self->centre);

  if (watches == NULL)
    g_warning ("watches: %s", error->message);

  for (guint i = 0;
       watches != NULL && i < watches->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      FwRecord *watch = watches->pdata[i];
      FwZone *zone = fw_watch_find_zone (watch, directory);
      Memory *memory = remember (self, watch);

      if (fw_record_integer (watch, "resting") || !open_eyes (self, watch, now))
        continue;
      ask_days (self, watch, zone, memory, now);
      if (g_strcmp0 (fw_record_text (watch, "moment"), "live") == 0)
        look (self, watch, zone, memory, now);
      g_clear_pointer (&self->eyes, fw_scope_unref);
    }
}

static void
step_cb (gpointer data)
{
  fw_watch_keeper_step (data, g_get_real_time ());
}

void
fw_watch_keeper_start (FwWatchKeeper *self)
{
  g_return_if_fail (self->rounds == NULL);

  self->rounds = fw_rounds_new ("fw-watches", 0, STEP, step_cb, self);
}
