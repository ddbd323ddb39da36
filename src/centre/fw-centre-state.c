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

/* What the house says decides what stands in the segments: a checkpoint of another house is worth
 * nothing. */
static GBytes *
make_house_stamp (FwCentre *self)
{
  guint64 stamp = GUINT64_TO_LE (fw_directory_get_stamp (self->directory));

  return g_bytes_new (&stamp, sizeof stamp);
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
         put_bytes (self, "house", make_house_stamp (self), error);
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

  self->unsaved = self->drop_segments = FALSE;
  self->unsaved_bytes = 0;
  self->saved_at = g_get_monotonic_time ();
  return TRUE;
}

/* ---- loading ---- */

static GBytes *
load_seen_cb (gint32 day, gpointer user_data)
{
  FwCentre *self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = fw_ledger_get_seen (self->ledger, day, &error);

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
make_floor (FwCentre *self)
{
  self->floor = fw_floor_new (self->cube, self->directory);
  fw_floor_set_key (self->floor, fw_ledger_get_key (self->ledger));
  fw_floor_set_seen_loader (self->floor, load_seen_cb, self);
}

static gboolean
check_house (FwCentre *self, GError **error)
{
  g_autoptr (GBytes) stored = fw_ledger_get_part (self->ledger, "house", error);
  g_autoptr (GBytes) present = make_house_stamp (self);

  if (stored != NULL && g_bytes_equal (stored, present))
    return TRUE;
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_CORRUPT,
                         "the house changed since the checkpoint was made");
  return FALSE;
}

static gboolean
load_checkpoint (FwCentre *self, GError **error)
{
  g_autoptr (GBytes) state = NULL;

  self->cube = fw_cube_new ();
  if (!check_house (self, error) || !load_dictionaries (self, error))
    return FALSE;
  make_floor (self);
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
  replay->sum.events += report.events;
  replay->sum.applied += report.applied;
  return TRUE;
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

gboolean
fw_centre_load (FwCentre *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (fw_ledger_get_checkpoint (self->ledger) > 0)
    {
      if (load_checkpoint (self, &failure))
        return fw_centre_catch_up (self, error);
      if (!g_error_matches (failure, FW_ERROR, FW_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_message ("reading the whole ledger: %s", failure->message);
      g_clear_pointer (&self->floor, fw_floor_free);
      g_clear_pointer (&self->cube, fw_cube_free);
    }

  self->cube = fw_cube_new ();
  self->applied = 0;
  self->drop_segments = TRUE;
  make_floor (self);
  fw_floor_set_seen_loader (self->floor, load_no_seen_cb, self);
  if (!fw_centre_catch_up (self, error))
    return FALSE;

  fw_floor_set_seen_loader (self->floor, load_seen_cb, self);
  return TRUE;
}

/* ---- beside the running one ---- */

gboolean
fw_centre_rebuild (FwCentre *self,
                   FwDirectory *directory,
                   guint64 to,
                   FwCube **cube,
                   FwFloor **floor,
                   FwFloorReport *report,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (FwCube) new_cube = fw_cube_new ();
  g_autoptr (FwFloor) new_floor = NULL;
  Replay replay = { .cancellable = cancellable };

  /* The same texts first: what was read with the old codes keeps its meaning. */
  fw_cube_read_lock (self->cube);
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    copy_texts (fw_cube_get_dictionary (self->cube, named[i]),
                fw_cube_get_dictionary (new_cube, named[i]));
  fw_cube_read_unlock (self->cube);

  new_floor = fw_floor_new (new_cube, directory);
  fw_floor_set_key (new_floor, fw_ledger_get_key (self->ledger));
  replay.cube = new_cube;
  replay.floor = new_floor;
  if (to > 0 && !fw_ledger_read (self->ledger, 1, to, replay_batch_cb, &replay, error))
    return FALSE;

  if (report != NULL)
    *report = replay.sum;
  *cube = g_steal_pointer (&new_cube);
  *floor = g_steal_pointer (&new_floor);
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
