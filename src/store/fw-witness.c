/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two places in the file are written in turn, so that one that was torn leaves the other. */
#include "store/fw-witness.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "core/fw-hash.h"

#define N_PLACES 2
#define MAGIC G_GUINT64_CONSTANT (0x3153534e54495746) /* "FWITNSS1" */
#define SEED 0x5749544eu

typedef struct
{
  guint64 magic;
  guint64 turn; /* grows with each writing */
  guint64 batch, chain, change;
  guint64 at;
  guint64 unused;
  guint64 checksum;
} Place;

struct _FwWitness
{
  char *path;
  int file;
  FwWitnessState state;
  FwWitnessCount count;
  guint64 turn;
  gboolean unsynced, failed;
};

static guint64
sum_place (const Place *place)
{
  return GUINT64_TO_LE (fw_hash_bytes (place, G_STRUCT_OFFSET (Place, checksum), SEED));
}

static gboolean
read_place (FwWitness *self, guint i, Place *place)
{
  return pread (self->file, place, sizeof *place, (off_t) (i * sizeof *place)) == sizeof *place &&
         GUINT64_FROM_LE (place->magic) == MAGIC && place->checksum == sum_place (place);
}

static void
read_places (FwWitness *self)
{
  Place place;

  for (guint i = 0; i < N_PLACES; i++)
    if (read_place (self, i, &place) && GUINT64_FROM_LE (place.turn) >= self->turn)
      {
        self->state = FW_WITNESS_SOUND;
        self->turn = GUINT64_FROM_LE (place.turn);
        self->count = (FwWitnessCount){ .batch = GUINT64_FROM_LE (place.batch),
                                        .chain = GUINT64_FROM_LE (place.chain),
                                        .change = GUINT64_FROM_LE (place.change),
                                        .at = (gint64) GUINT64_FROM_LE (place.at) };
      }
  if (self->state == FW_WITNESS_NONE && lseek (self->file, 0, SEEK_END) > 0)
    self->state = FW_WITNESS_DAMAGED;
}

FwWitness *
fw_witness_open (const char *path, GError **error)
{
  FwWitness *self;
  int file;

  g_return_val_if_fail (path != NULL, NULL);

  file = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE, "cannot open %s: %s", path,
                   g_strerror (errno));
      return NULL;
    }

  self = g_new0 (FwWitness, 1);
  self->path = g_strdup (path);
  self->file = file;
  read_places (self);
  return self;
}

void
fw_witness_close (FwWitness *self)
{
  if (self == NULL)
    return;

  fw_witness_sync (self);
  close (self->file);
  g_free (self->path);
  g_free (self);
}

FwWitnessState
fw_witness_get (FwWitness *self, FwWitnessCount *count)
{
  g_return_val_if_fail (self != NULL && count != NULL, FW_WITNESS_NONE);

  *count = self->count;
  return self->state;
}

void
fw_witness_note (FwWitness *self, const FwWitnessCount *count)
{
  Place place = { .magic = GUINT64_TO_LE (MAGIC) };
  off_t offset;

  g_return_if_fail (self != NULL && count != NULL);

  if (self->state == FW_WITNESS_SOUND && self->count.batch == count->batch &&
      self->count.change == count->change && self->count.chain == count->chain)
    return;

  place.turn = GUINT64_TO_LE (++self->turn);
  place.batch = GUINT64_TO_LE (count->batch);
  place.chain = GUINT64_TO_LE (count->chain);
  place.change = GUINT64_TO_LE (count->change);
  place.at = GUINT64_TO_LE ((guint64) count->at);
  place.checksum = sum_place (&place);
  offset = (off_t) ((self->turn % N_PLACES) * sizeof place);
  if (pwrite (self->file, &place, sizeof place, offset) == sizeof place)
    {
      self->state = FW_WITNESS_SOUND;
      self->count = *count;
      self->unsynced = TRUE;
      self->failed = FALSE;
    }
  else if (!self->failed)
    {
      self->failed = TRUE;
      g_message ("%s does not follow what is stored: %s", self->path, g_strerror (errno));
    }
}

void
fw_witness_sync (FwWitness *self)
{
  g_return_if_fail (self != NULL);

  if (!self->unsynced)
    return;
  self->unsynced = FALSE;
  if (fdatasync (self->file) != 0)
    g_message ("%s: %s", self->path, g_strerror (errno));
}
