/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Floor and cube: saved as a checkpoint, loaded from one, and made anew from the ledger. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

/* A day is sealed this long after its end: feeds may lag. */
#define SEAL_DELAY FW_HOUR

static const FwDimension named[] = { FW_DIMENSION_SITE,  FW_DIMENSION_TEAM,    FW_DIMENSION_SHIFT,
                                     FW_DIMENSION_QUEUE, FW_DIMENSION_CHANNEL, FW_DIMENSION_PRODUCT,
                                     FW_DIMENSION_AGENT };

static char *
get_part_name (FwDimension dimension)
{
  return g_strconcat ("dictionary/", fw_dimension_to_name (dimension), NULL);
}

static const char *
get_site_name (FwCube *cube, guint16 site)
{
  return fw_dictionary_get (fw_cube_get_dictionary (cube, FW_DIMENSION_SITE), site);
}

/* ---- saving ---- */

static gboolean
is_over (FwCentre *self, const FwSegmentKey *key)
{
  gint64 from, to;

  fw_zone_get_day_bounds (fw_cube_get_zone (self->cube, key->site), key->day, &from, &to);
  return to + SEAL_DELAY <= g_get_real_time ();
}

/* Those that are sealed already are sorted again when they were added to. */
static void
seal_those_over (FwCentre *self, GArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const FwSegmentKey *key = &g_array_index (keys, FwSegmentKey, i);

      if (!is_over (self, key))
        continue;
      fw_cube_write_lock (self->cube);
      fw_floor_seal (self->floor, key);
      fw_cube_write_unlock (self->cube);
      self->unsaved = TRUE;
    }
}

void
fw_centre_seal_days (FwCentre *self)
{
  g_autoptr (GArray) unsealed = fw_cube_list_unsealed (self->cube);

  seal_those_over (self, unsealed);
}

static gboolean
put_bytes (FwCentre *self, const char *name, GBytes *bytes, GError **error)
{
  gboolean ok = fw_ledger_put_part (self->ledger, name, bytes, error);

  g_bytes_unref (bytes);
  return ok;
}

static gboolean
save_segments (FwCentre *self, GArray *keys, GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const FwSegmentKey *key = &g_array_index (keys, FwSegmentKey, i);
      g_autoptr (GBytes) bytes = NULL;

      bytes = fw_cube_encode (self->cube, key);
      if (!fw_ledger_put_segment (self->ledger, get_site_name (self->cube, key->site), key->day,
                                  bytes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_seen (FwCentre *self, GError **error)
{
  g_autoptr (GArray) days = fw_floor_list_seen (self->floor);

  for (guint i = 0; i < days->len; i++)
    {
      gint32 day = g_array_index (days, gint32, i);
      g_autoptr (GBytes) seen = fw_floor_get_seen (self->floor, day);

      if (!fw_ledger_put_seen (self->ledger, day, seen, error))
        return FALSE;
    }
  return TRUE;
}

/* The part "house". */
typedef struct
{
  guint64 stamp;
  gint64 latest; /* fw_directory_get_latest() */
} House;

/* What the house says decides what stands in the segments: a checkpoint of another house is worth
 * nothing. */
static GBytes *
make_house_stamp (FwDirectory *directory)
{
  House house = { GUINT64_TO_LE (fw_directory_get_stamp (directory)),
                  GINT64_TO_LE (fw_directory_get_latest (directory)) };

  return g_bytes_new (&house, sizeof house);
}

static gboolean
save_parts (FwCentre *self, GArray *keys, GError **error)
{
  if (self->drop_segments && !fw_ledger_drop_segments (self->ledger, error))
    return FALSE;
  if (!save_segments (self, keys, error) || !save_seen (self, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *name = get_part_name (named[i]);

      if (!put_bytes (self, name,
                      fw_dictionary_encode (fw_cube_get_dictionary (self->cube, named[i])), error))
        return FALSE;
    }
  return put_bytes (self, "floor", fw_floor_encode (self->floor), error) &&
         put_bytes (self, "house", make_house_stamp (self->directory), error);
}

gboolean
fw_centre_save (FwCentre *self, GError **error)
{
  g_autoptr (GArray) keys =
      self->drop_segments ? fw_cube_list_segments (self->cube) : fw_cube_list_dirty (self->cube);

  if (!fw_ledger_begin_checkpoint (self->ledger, self->applied, error))
    return FALSE;
  if (!save_parts (self, keys, error))
    {
      fw_ledger_cancel_checkpoint (self->ledger);
      return FALSE;
    }
  if (!fw_ledger_end_checkpoint (self->ledger, error))
    return FALSE;

  fw_cube_write_lock (self->cube);
  for (guint i = 0; i < keys->len; i++)
    fw_cube_mark_clean (self->cube, &g_array_index (keys, FwSegmentKey, i));
  fw_floor_trim_seen (self->floor);
  fw_cube_write_unlock (self->cube);

  g_atomic_int_inc (&self->n_checkpoints);
  self->unsaved = self->drop_segments = FALSE;
  self->unsaved_bytes = 0;
  self->saved_at = g_get_monotonic_time ();
  return TRUE;
}

/* ---- loading ---- */

typedef struct
{
  FwFloor *floor;
  gint64 from;
  guint64 applied; /* the last batch that counts */
  GArray *keys;    /* guint64, little endian */
} SeenDay;

static gboolean
gather_seen_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  SeenDay *seen = user_data;
  FwEventIter iter;
  FwEvent event;

  if (number > seen->applied)
    return FALSE;
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      guint64 key = GUINT64_TO_LE (fw_floor_get_contact_key (seen->floor, event.source, event.id));

      if (event.at >= seen->from && event.at < seen->from + 24 * FW_HOUR)
        g_array_append_val (seen->keys, key);
    }
  return TRUE;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  guint64 x = GUINT64_FROM_LE (*(const guint64 *) a), y = GUINT64_FROM_LE (*(const guint64 *) b);

  return (x > y) - (x < y);
}

/* They can be made again of what the ledger holds of that day. */
static GBytes *
make_seen_again (FwCentre *self, gint32 day, GError **error)
{
  SeenDay seen = { .floor = self->floor,
                   .from = (gint64) day * 24 * FW_HOUR,
                   .applied = self->applied,
                   .keys = g_array_new (FALSE, FALSE, sizeof (guint64)) };
  gsize n;
  gpointer keys;

  if (!fw_ledger_read_period (self->ledger, seen.from, seen.from + 24 * FW_HOUR, gather_seen_cb,
                              &seen, error))
    {
      g_array_unref (seen.keys);
      return NULL;
    }
  g_array_sort (seen.keys, compare_keys);
  keys = g_array_steal (seen.keys, &n);
  g_array_unref (seen.keys);
  return g_bytes_new_take (keys, n * sizeof (guint64));
}

static GBytes *
load_seen_cb (gint32 day, gpointer user_data)
{
  FwCentre *self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = fw_ledger_get_seen (self->ledger, day, &error);

  if (g_error_matches (error, FW_ERROR, FW_ERROR_CORRUPT))
    {
      g_message ("making them again from the ledger: %s", error->message);
      g_clear_error (&error);
      bytes = make_seen_again (self, day, &error);
    }
  /* Without them an event could be taken twice; a wrong figure is worse than none. */
  if (error != NULL)
    g_error ("cannot read which events of a day were taken: %s", error->message);
  return bytes;
}

static gboolean
set_missing (GError **error, const char *what)
{
  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "the checkpoint has no %s", what);
  return FALSE;
}

static void
copy_texts (FwDictionary *from, FwDictionary *to)
{
  for (guint code = 1; code < fw_dictionary_get_length (from); code++)
    fw_dictionary_intern (to, fw_text (fw_dictionary_get (from, (guint16) code)));
}

static gboolean
load_dictionaries (FwCentre *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *name = get_part_name (named[i]);
      g_autoptr (GBytes) bytes = fw_ledger_get_part (self->ledger, name, error);
      g_autoptr (FwDictionary) stored = NULL;

      if (bytes == NULL)
        return (error != NULL && *error != NULL) ? FALSE : set_missing (error, name);
      stored = fw_dictionary_decode (bytes, error);
      if (stored == NULL)
        return FALSE;
      copy_texts (stored, fw_cube_get_dictionary (self->cube, named[i]));
    }
  return TRUE;
}

static gboolean
load_segment_cb (const char *site, gint32 day, GBytes *bytes, gpointer user_data, GError **error)
{
  FwCentre *self = user_data;
  FwSegmentKey key = { .day = day };

  if (!fw_dictionary_find (fw_cube_get_dictionary (self->cube, FW_DIMENSION_SITE), fw_text (site),
                           &key.site))
    return set_missing (error, "site of a segment");
  return fw_cube_decode (self->cube, &key, bytes, error);
}

static void
make_floor (FwCentre *self, FwDirectory *directory)
{
  self->floor = fw_floor_new (self->cube, directory);
  fw_floor_set_key (self->floor, fw_ledger_get_key (self->ledger));
  fw_floor_set_seen_loader (self->floor, load_seen_cb, self);
}

/* Returns: (transfer full) (nullable): the directory that the figures of the checkpoint were
 * assigned by: the present one, or one of the past that is known still. */
static FwDirectory *
find_house (FwCentre *self, GError **error)
{
  g_autoptr (GBytes) stored = fw_ledger_get_part (self->ledger, "house", error);
  g_autoptr (FwDirectory) past = NULL;
  House house = { 0 };

  if (stored == NULL && error != NULL && *error != NULL)
    return NULL;
  if (stored != NULL && g_bytes_get_size (stored) == sizeof house)
    memcpy (&house, g_bytes_get_data (stored, NULL), sizeof house);
  house.stamp = GUINT64_FROM_LE (house.stamp);
  if (house.stamp == fw_directory_get_stamp (self->directory))
    return fw_directory_ref (self->directory);

  past = fw_records_get_past_directory (self->records, GINT64_FROM_LE (house.latest), error);
  if (past == NULL)
    return NULL;
  if (house.stamp == fw_directory_get_stamp (past))
    return g_steal_pointer (&past);

  g_set_error_literal (error, FW_ERROR, FW_ERROR_CONFLICT,
                       "the house changed since the checkpoint was made");
  return NULL;
}

/* @house: (out) (transfer full): that it is of. */
static gboolean
load_checkpoint (FwCentre *self, FwDirectory **house, GError **error)
{
  g_autoptr (GBytes) state = NULL;

  self->cube = fw_cube_new ();
  *house = find_house (self, error);
  if (*house == NULL || !load_dictionaries (self, error))
    return FALSE;
  make_floor (self, *house);
  if (!fw_ledger_read_segments (self->ledger, load_segment_cb, self, error))
    return FALSE;

  state = fw_ledger_get_part (self->ledger, "floor", error);
  if (state == NULL)
    return (error != NULL && *error != NULL) ? FALSE : set_missing (error, "floor");
  if (!fw_floor_decode (self->floor, state, error))
    return FALSE;

  self->applied = fw_ledger_get_checkpoint (self->ledger);
  return TRUE;
}

typedef struct
{
  FwCube *cube;
  FwFloor *floor;
  FwFloorReport sum;
  GCancellable *cancellable;
  gboolean in_order;    /* go on only as long as the floor can tell */
  FwCentreAside *aside; /* (nullable) */
} Replay;

static gboolean
replay_batch_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Replay *replay = user_data;
  FwFloorReport report;

  if (g_cancellable_set_error_if_cancelled (replay->cancellable, error))
    return FALSE;

  fw_cube_write_lock (replay->cube);
  fw_floor_apply (replay->floor, batch, number, &report);
  fw_cube_write_unlock (replay->cube);
  fw_floor_report_add (&replay->sum, &report);
  if (replay->aside != NULL && !fw_centre_aside_trim (replay->aside, report.events, error))
    return FALSE;
  return !replay->in_order || !fw_floor_is_disordered (replay->floor);
}

/* Applies what the ledger holds beyond what was applied. */
gboolean
fw_centre_catch_up (FwCentre *self, GError **error)
{
  Replay replay = { .cube = self->cube, .floor = self->floor };
  guint64 last = fw_ledger_get_last (self->ledger);

  if (last == self->applied)
    return TRUE;
  if (!fw_ledger_read (self->ledger, self->applied + 1, last, replay_batch_cb, &replay, error))
    return FALSE;

  self->applied = last;
  self->unsaved = TRUE;
  return TRUE;
}

/* Seen ids in the store belong to a checkpoint; without it every id comes from the ledger again. */
static GBytes *
load_no_seen_cb (gint32 day, gpointer user_data)
{
  return NULL;
}

/* After the floor of a checkpoint that an earlier house made: what it assigned is assigned anew. */
static gboolean
take_present_house (FwCentre *self, FwDirectory *house, GError **error)
{
  gboolean done;

  if (house == self->directory)
    return TRUE;

  fw_cube_write_lock (self->cube);
  done = fw_floor_set_directory (self->floor, self->directory);
  fw_cube_write_unlock (self->cube);
  self->unsaved = TRUE;
  return done || fw_centre_renew (self, self->directory, error);
}

/* @from: (out): batches up to this one came from a checkpoint. */
static gboolean
load_state (FwCentre *self, guint64 *from, GError **error)
{
  g_autoptr (FwDirectory) house = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean damaged;

  if ((self->flags & FW_CENTRE_REBUILD) && !fw_ledger_forget_checkpoint (self->ledger, error))
    return FALSE;
  if (fw_ledger_get_checkpoint (self->ledger) > 0)
    {
      if (load_checkpoint (self, &house, &failure))
        {
          *from = self->applied;
          return fw_centre_catch_up (self, error) && take_present_house (self, house, error);
        }
      damaged = g_error_matches (failure, FW_ERROR, FW_ERROR_CORRUPT);
      if (!damaged && !g_error_matches (failure, FW_ERROR, FW_ERROR_CONFLICT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_message ("reading the whole ledger: %s", failure->message);
      if (damaged && !(self->flags & FW_CENTRE_READ_ONLY) &&
          !fw_ledger_set_checkpoint_aside (self->ledger, error))
        return FALSE;
      g_clear_pointer (&self->floor, fw_floor_free);
      g_clear_pointer (&self->cube, fw_cube_free);
    }

  self->cube = fw_cube_new ();
  self->applied = *from = 0;
  self->drop_segments = TRUE;
  make_floor (self, self->directory);
  fw_floor_set_seen_loader (self->floor, load_no_seen_cb, self);
  if (!fw_centre_catch_up (self, error))
    return FALSE;

  fw_floor_set_seen_loader (self->floor, load_seen_cb, self);
  return TRUE;
}

gboolean
fw_centre_load (FwCentre *self, GError **error)
{
  guint64 from;

  if (!load_state (self, &from, error))
    return FALSE;

  self->n_replayed = self->applied - from;
  return (!fw_floor_is_disordered (self->floor) && !fw_floor_is_misstruck (self->floor)) ||
         fw_centre_renew (self, self->directory, error);
}

/* ---- beside the running one ---- */

static void
make_beside (FwCentre *self, FwDirectory *directory, FwFloor *known, FwCube **cube, FwFloor **floor)
{
  *cube = fw_cube_new ();

  /* The same texts first: what was read with the old codes keeps its meaning. */
  fw_cube_read_lock (self->cube);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    copy_texts (fw_cube_get_dictionary (self->cube, named[i]),
                fw_cube_get_dictionary (*cube, named[i]));
  *floor = fw_floor_new (*cube, directory);
  fw_floor_set_key (*floor, fw_ledger_get_key (self->ledger));
  fw_floor_expect_struck (*floor, known);
  fw_cube_read_unlock (self->cube);
}

/* One walk through the ledger. @known: what it is told to pass over. */
static gboolean
rebuild_once (FwCentre *self,
              FwDirectory *directory,
              guint64 to,
              gboolean sorted,
              FwFloor *known,
              Replay *replay,
              GError **error)
{
  make_beside (self, directory, known, &replay->cube, &replay->floor);
  if (replay->aside != NULL)
    fw_centre_aside_begin (replay->aside, replay->cube, replay->floor);
  replay->sum = (FwFloorReport){ 0 };
  if (to == 0)
    return TRUE;
  return sorted ? fw_centre_replay_sorted (self, to, replay->aside, replay->cube, replay->floor,
                                           &replay->sum, replay->cancellable, error)
                : fw_ledger_read (self->ledger, 1, to, replay_batch_cb, replay, error);
}

/* A ledger whose order tells is gone through as it stands; one whose does not, by the times of its
 * events; and once more where it struck out what was not known of. */
gboolean
fw_centre_rebuild (FwCentre *self,
                   FwDirectory *directory,
                   guint64 to,
                   FwCentreAside *aside,
                   FwCube **cube,
                   FwFloor **floor,
                   FwFloorReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (FwCube) new_cube = NULL;
  g_autoptr (FwFloor) new_floor = NULL;
  Replay replay = { .cancellable = cancellable, .aside = aside };
  gboolean sorted = fw_floor_is_disordered (self->floor), again = TRUE;

  while (again)
    {
      gboolean done;

      replay.in_order = !sorted;
      done = rebuild_once (self, directory, to, sorted, new_floor != NULL ? new_floor : self->floor,
                           &replay, error);
      g_clear_pointer (&new_floor, fw_floor_free);
      g_clear_pointer (&new_cube, fw_cube_free);
      new_floor = replay.floor;
      new_cube = replay.cube;
      if (!done)
        return FALSE;
      again = (!sorted && fw_floor_is_disordered (new_floor)) || fw_floor_is_misstruck (new_floor);
      sorted = sorted || fw_floor_is_disordered (new_floor);
    }

  if (report != NULL)
    *report = replay.sum;
  *cube = g_steal_pointer (&new_cube);
  *floor = g_steal_pointer (&new_floor);
  return TRUE;
}

gboolean
fw_centre_renew (FwCentre *self, FwDirectory *directory, GError **error)
{
  g_autoptr (FwCube) cube = NULL;
  g_autoptr (FwFloor) floor = NULL;

  if (!fw_centre_rebuild (self, directory, self->applied, NULL, &cube, &floor, NULL, NULL, error))
    return FALSE;

  fw_cube_write_lock (self->cube);
  fw_floor_close_states (floor, fw_floor_get_closed (self->floor));
  fw_cube_adopt (self->cube, cube);
  fw_floor_adopt (self->floor, floor);
  fw_cube_write_unlock (self->cube);
  self->drop_segments = self->unsaved = TRUE;
  return TRUE;
}

/* Under a lock of @cube. */
char *
fw_centre_make_digest (FwCube *cube, FwFloor *floor)
{
  g_autofree char *rows = fw_cube_digest (cube);
  g_autofree char *state = fw_floor_digest (floor);
  g_autofree char *both = g_strconcat (rows, state, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
}
