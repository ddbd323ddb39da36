/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/log/fw-log-pieces.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"
#include "intake/text/fw-input.h"

/* Packers keep the time of what they packed, some of them to the second or to two. */
#define SLACK (2 * G_USEC_PER_SEC)
#define CHUNK (1u << 16)
/* Entries of folders that are looked at: a log lies among tens of files, not among thousands. */
#define MOST_ENTRIES 20000

void
fw_log_piece_free (FwLogPiece *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

static gint64
get_modified (const struct stat *status)
{
  return (gint64) status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
}

typedef struct
{
  const char *name; /* of the log */
  struct stat log;  /* where it is there */
  gboolean is_there;
  gint64 since;
  guint left; /* entries */
  GPtrArray *pieces;
} Search;

static void
look_at (Search *search, const char *path, const char *name)
{
  FwLogPiece *piece;
  struct stat status;

  if (strstr (name, search->name) == NULL || stat (path, &status) != 0 ||
      !S_ISREG (status.st_mode) || get_modified (&status) < search->since - SLACK)
    return;
  if (search->is_there && status.st_ino == search->log.st_ino &&
      status.st_dev == search->log.st_dev)
    return;

  piece = g_new0 (FwLogPiece, 1);
  piece->path = g_strdup (path);
  piece->device = (guint64) status.st_dev;
  piece->inode = (guint64) status.st_ino;
  piece->modified = get_modified (&status);
  g_ptr_array_add (search->pieces, piece);
}

static void
look_into (Search *search, const char *folder, gboolean deeper)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && search->left > 0 && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      search->left--;
      look_at (search, path, name);
      if (deeper && g_file_test (path, G_FILE_TEST_IS_DIR))
        look_into (search, path, FALSE);
    }
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const FwLogPiece *x = *(FwLogPiece *const *) a, *y = *(FwLogPiece *const *) b;

  if (x->modified != y->modified)
    return x->modified < y->modified ? -1 : 1;
  return strcmp (x->path, y->path);
}

GPtrArray *
fw_log_pieces_list (const char *path, gint64 since)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  Search search = { .name = name, .since = since, .left = MOST_ENTRIES };

  search.pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_log_piece_free);
  search.is_there = stat (path, &search.log) == 0;
  look_into (&search, folder, TRUE);
  g_ptr_array_sort (search.pieces, compare_pieces);
  return search.pieces;
}

/* ---- opening ---- */

static int
fail (const char *path, const char *why, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "%s: %s", path, why);
  return -1;
}

static gboolean
is_packed (int fd)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } magics[] = { { "\x1f\x8b", 2 },
                 { "\xfd"
                   "7zXZ\0",
                   6 },
                 { "BZh", 3 },
                 { "\x28\xb5\x2f\xfd", 4 },
                 { "\x04\x22\x4d\x18", 4 },
                 { "\x1f\x9d", 2 } };
  char head[8] = "";
  gssize got = pread (fd, head, sizeof head, 0);

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (got >= (gssize) magics[i].length && memcmp (head, magics[i].bytes, magics[i].length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
write_whole (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize done = write (fd, data, length);

      if (done < 0 && errno == EINTR)
        continue;
      if (done <= 0)
        return FALSE;
      data += done;
      length -= (gsize) done;
    }
  return TRUE;
}

static int
open_nameless (GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("fw-log-XXXXXX", &path, error);

  if (fd >= 0)
    g_unlink (path);
  return fd;
}

/* Text packed as one stream; libarchive knows the packers. */
static int
unpack (struct archive *packed, const char *path, int from, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  struct archive_entry *entry;
  guint64 sum = 0;
  la_ssize_t got = -1;
  int to;

  archive_read_support_filter_all (packed);
  archive_read_support_format_raw (packed);
  if (archive_read_open_fd (packed, from, CHUNK) != ARCHIVE_OK ||
      archive_read_next_header (packed, &entry) != ARCHIVE_OK)
    return fail (path, archive_error_string (packed), error);
  to = open_nameless (error);
  if (to < 0)
    return -1;

  while ((got = archive_read_data (packed, chunk, CHUNK)) > 0)
    {
      sum += (guint64) got;
      if (sum > FW_INPUT_MOST_BYTES || !write_whole (to, chunk, (gsize) got))
        {
          fail (path, sum > FW_INPUT_MOST_BYTES ? "too large unpacked" : g_strerror (errno), error);
          close (to);
          return -1;
        }
    }
  if (got < 0)
    {
      fail (path, archive_error_string (packed), error);
      close (to);
      return -1;
    }
  return to;
}

int
fw_log_piece_open (const FwLogPiece *self, gboolean *packed, GError **error)
{
  int fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), text;
  struct archive *archive;

  *packed = FALSE;
  if (fd < 0)
    return fail (self->path, g_strerror (errno), error);
  if (!is_packed (fd))
    return fd;

  *packed = TRUE;
  archive = archive_read_new ();
  text = unpack (archive, self->path, fd, error);
  archive_read_free (archive);
  close (fd);
  return text;
}
