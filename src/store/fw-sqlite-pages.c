/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A layer between SQLite and the file system: each page of a database ends with a checksum over
 * the rest of it and its place, so that a flipped bit, in whatever it lies (rows, indexes, free
 * pages), is told when the page is read rather than taken for data. SQLite keeps these bytes free
 * when asked to (SQLITE_FCNTL_RESERVE_BYTES). The write-ahead log has checksums of SQLite's own.
 */
#include <sqlite3.h>
#include <string.h>

#include "core/fw-hash.h"
#include "store/fw-engine.h"

#define LAYER_NAME "floorwalker"
#define LEAST_PAGE 512
#define MOST_PAGE 65536
/* Where the header of a database says how many bytes of each page SQLite leaves alone. */
#define RESERVED_AT 20

typedef struct
{
  sqlite3_file base;
  gboolean summed; /* its pages end with checksums */
  /* The file of the layer below follows. */
} PageFile;

static sqlite3_file *
get_real (sqlite3_file *file)
{
  return (sqlite3_file *) ((PageFile *) file + 1);
}

static gboolean
is_page (int length, sqlite3_int64 offset)
{
  return length >= LEAST_PAGE && length <= MOST_PAGE && (length & (length - 1)) == 0 &&
         offset % length == 0;
}

static guint64
sum_page (const guint8 *page, int length, sqlite3_int64 offset)
{
  return GUINT64_TO_LE (
      fw_hash_bytes (page, (gsize) length - FW_SQLITE_SUM_BYTES, (guint64) (offset / length)));
}

static gboolean
is_blank (const guint8 *page, int length)
{
  return page[0] == 0 && memcmp (page, page + 1, (gsize) length - 1) == 0;
}

/* A page in the middle of the file that was never written (it has always been free) is blank. */
static gboolean
is_sound (const guint8 *page, int length, sqlite3_int64 offset)
{
  guint64 expected = sum_page (page, length, offset);

  return memcmp (&expected, page + length - FW_SQLITE_SUM_BYTES, sizeof expected) == 0 ||
         is_blank (page, length);
}

static void
note_header (PageFile *self, const void *bytes, int length, sqlite3_int64 offset)
{
  if (offset == 0 && length >= 100 && memcmp (bytes, "SQLite format 3", 16) == 0)
    self->summed = ((const guint8 *) bytes)[RESERVED_AT] == FW_SQLITE_SUM_BYTES;
}

static int
read_file (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  PageFile *self = (PageFile *) file;
  sqlite3_file *real = get_real (file);
  int code = real->pMethods->xRead (real, bytes, length, offset);

  if (code != SQLITE_OK)
    return code;

  note_header (self, bytes, length, offset);
  return self->summed && is_page (length, offset) && !is_sound (bytes, length, offset)
             ? SQLITE_IOERR_DATA
             : SQLITE_OK;
}

static int
write_file (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  PageFile *self = (PageFile *) file;
  sqlite3_file *real = get_real (file);
  guint8 page[MOST_PAGE];
  guint64 sum;

  note_header (self, bytes, length, offset);
  if (!self->summed || !is_page (length, offset))
    return real->pMethods->xWrite (real, bytes, length, offset);

  memcpy (page, bytes, (gsize) length - FW_SQLITE_SUM_BYTES);
  sum = sum_page (page, length, offset);
  memcpy (page + length - FW_SQLITE_SUM_BYTES, &sum, sizeof sum);
  return real->pMethods->xWrite (real, page, length, offset);
}

/* ---- what is only handed on ---- */

static int
close_file (sqlite3_file *file)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xClose (real);
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xTruncate (real, size);
}

static int
sync_file (sqlite3_file *file, int flags)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xSync (real, flags);
}

static int
get_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xFileSize (real, size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xLock (real, level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xUnlock (real, level);
}

static int
check_reserved_lock (sqlite3_file *file, int *reserved)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xCheckReservedLock (real, reserved);
}

static int
control_file (sqlite3_file *file, int what, void *argument)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xFileControl (real, what, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xSectorSize (real);
}

static int
get_characteristics (sqlite3_file *file)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xDeviceCharacteristics (real);
}

static int
map_shared (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xShmMap (real, region, size, extend, memory);
}

static int
lock_shared (sqlite3_file *file, int offset, int n, int flags)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xShmLock (real, offset, n, flags);
}

static void
fence_shared (sqlite3_file *file)
{
  sqlite3_file *real = get_real (file);

  real->pMethods->xShmBarrier (real);
}

static int
unmap_shared (sqlite3_file *file, int remove)
{
  sqlite3_file *real = get_real (file);

  return real->pMethods->xShmUnmap (real, remove);
}

/* Version 2: without mapped pages, which nobody would check. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = get_file_size,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_reserved_lock,
  .xFileControl = control_file,
  .xSectorSize = get_sector_size,
  .xDeviceCharacteristics = get_characteristics,
  .xShmMap = map_shared,
  .xShmLock = lock_shared,
  .xShmBarrier = fence_shared,
  .xShmUnmap = unmap_shared,
};

/* A file that is empty yet will be one with checksums; of others the header tells. */
static int
open_file (sqlite3_vfs *layer, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  PageFile *self = (PageFile *) file;
  sqlite3_vfs *below = layer->pAppData;
  sqlite3_int64 size = 1;
  sqlite3_file *real;
  int code;

  if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
    return below->xOpen (below, name, file, flags, out_flags);

  memset (self, 0, sizeof *self);
  real = get_real (file);
  code = below->xOpen (below, name, real, flags, out_flags);
  if (real->pMethods == NULL)
    return code;

  self->base.pMethods = &methods;
  if (code == SQLITE_OK && real->pMethods->xFileSize (real, &size) == SQLITE_OK)
    self->summed = size == 0;
  return code;
}

static gpointer
register_layer (gpointer data)
{
  static sqlite3_vfs layer;
  sqlite3_vfs *below = sqlite3_vfs_find (NULL);

  if (below == NULL)
    return NULL;

  /* All but opening is the same: those functions of the layer below do not look at the structure
   * that they are handed. */
  layer = *below;
  layer.pNext = NULL;
  layer.zName = LAYER_NAME;
  layer.szOsFile = (int) sizeof (PageFile) + below->szOsFile;
  layer.pAppData = below;
  layer.xOpen = open_file;
  return sqlite3_vfs_register (&layer, FALSE) == SQLITE_OK ? (gpointer) LAYER_NAME : NULL;
}

const char *
fw_sqlite_get_layer (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, register_layer, NULL);
}
