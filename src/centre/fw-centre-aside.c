/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* pread, pwrite */

#include "centre/fw-centre-aside.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "core/fw-error.h"

#define MOST_BYTES ((gsize) 8 << 20) /* of the days in memory */
#define STEP 20000                   /* events after which the days are looked at */
#define STEP_OF_SEEN 200000          /* and the ids */

struct _FwCentreAside
{
  int fd;
  guint64 end;
  GHashTable *seen; /* day -> FwCubePlace */
  FwCube *cube;     /* not owned */
  FwFloor *floor;   /* not owned */
  guint64 since, since_seen;
  int failure; /* errno of what failed; 0 nothing did */
};

FwCentreAside *
fw_centre_aside_new (GError **error)
{
  const char *folder = g_getenv ("TMPDIR");
  g_autofree char *path = g_build_filename (folder != NULL && *folder != '\0' ? folder : "/var/tmp",
                                            "floorwalker-XXXXXX", NULL);
  FwCentreAside *self;
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE,
                   "verifying needs a folder for a large file: %s", g_strerror (errno));
      return NULL;
    }
  g_unlink (path);
  self = g_new0 (FwCentreAside, 1);
  self->fd = fd;
  self->seen = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
fw_centre_aside_free (FwCentreAside *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* ---- the file ---- */

static gboolean
write_all (FwCentreAside *self, const guint8 *bytes, gsize length, guint64 start)
{
  while (length > 0)
    {
      gssize n = pwrite (self->fd, bytes, length, (off_t) start);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          self->failure = n < 0 ? errno : ENOSPC;
          return FALSE;
        }
      bytes += n;
      length -= (gsize) n;
      start += (guint64) n;
    }
  return TRUE;
}

static gboolean
put (GBytes *bytes, FwCubePlace *place, gpointer user_data)
{
  FwCentreAside *self = user_data;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length > place->room)
    {
      /* A day grows: half as much again, so that its places do not add up. */
      *place = (FwCubePlace){ self->end, length, length + length / 2 };
      self->end += place->room;
    }
  place->length = length;
  return write_all (self, data, length, place->start);
}

static GBytes *
get (const FwCubePlace *place, gpointer user_data)
{
  FwCentreAside *self = user_data;
  g_autofree guint8 *bytes = g_malloc (MAX (place->length, 1));
  gsize got = 0;

  while (got < place->length)
    {
      gssize n = pread (self->fd, bytes + got, place->length - got, (off_t) (place->start + got));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          self->failure = n < 0 ? errno : EIO;
          return NULL;
        }
      got += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), place->length);
}

/* ---- what lies in it ---- */

static GBytes *
load_seen_cb (gint32 day, gpointer user_data)
{
  FwCentreAside *self = user_data;
  const FwCubePlace *place = g_hash_table_lookup (self->seen, GINT_TO_POINTER (day));

  return place != NULL ? get (place, self) : NULL;
}

void
fw_centre_aside_begin (FwCentreAside *self, FwCube *cube, FwFloor *floor)
{
  const FwCubeShelf shelf = { put, get, self };

  self->cube = cube;
  self->floor = floor;
  self->end = self->since = self->since_seen = 0;
  g_hash_table_remove_all (self->seen);
  fw_cube_set_shelf (cube, &shelf, MOST_BYTES);
  fw_floor_set_seen_loader (floor, load_seen_cb, self);
}

static gboolean
put_seen (FwCentreAside *self)
{
  g_autoptr (GArray) days = fw_floor_list_seen (self->floor);

  for (guint i = 0; i < days->len; i++)
    {
      gint32 day = g_array_index (days, gint32, i);
      g_autoptr (GBytes) ids = fw_floor_get_seen (self->floor, day);
      FwCubePlace *place = g_hash_table_lookup (self->seen, GINT_TO_POINTER (day));

      if (place == NULL)
        {
          place = g_new0 (FwCubePlace, 1);
          g_hash_table_insert (self->seen, GINT_TO_POINTER (day), place);
        }
      if (!put (ids, place, self))
        return FALSE;
    }
  fw_floor_trim_seen (self->floor);
  return TRUE;
}

gboolean
fw_centre_aside_check (FwCentreAside *self, GError **error)
{
  if (self->failure == 0 && fw_cube_is_whole (self->cube))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE,
               "what was rebuilt to be compared could not be kept: %s",
               g_strerror (self->failure != 0 ? self->failure : EIO));
  return FALSE;
}

gboolean
fw_centre_aside_trim (FwCentreAside *self, guint64 events, GError **error)
{
  self->since += events;
  self->since_seen += events;
  if (self->since >= STEP)
    {
      fw_cube_put_away (self->cube);
      self->since = 0;
    }
  if (self->since_seen >= STEP_OF_SEEN)
    {
      put_seen (self);
      self->since_seen = 0;
    }
  return fw_centre_aside_check (self, error);
}
