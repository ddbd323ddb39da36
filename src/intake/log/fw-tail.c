/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/log/fw-tail.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/fw-error.h"

#define CHUNK (1u << 20)

void
fw_tail_init (FwTail *self)
{
  *self = (FwTail){ .fd = -1 };
  self->partial = g_string_new (NULL);
  self->head = g_string_new (NULL);
}

void
fw_tail_close (FwTail *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->offset = self->lines = 0;
  self->idle = 0;
  self->skip = FALSE;
  g_string_truncate (self->partial, 0);
  g_string_truncate (self->head, 0);
}

void
fw_tail_clear (FwTail *self)
{
  fw_tail_close (self);
  g_string_free (self->partial, TRUE);
  g_string_free (self->head, TRUE);
}

static gboolean
fail_io (const char *path, GError **error)
{
  g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "%s: %s", path, g_strerror (errno));

  return FALSE;
}

/* Returns: bytes read, fewer only at the end; -1 on failure. */
static gssize
read_at (int fd, char *to, gsize room, guint64 offset)
{
  gsize done = 0;

  while (done < room)
    {
      gssize got = pread (fd, to + done, room - done, (off_t) (offset + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return -1;
      if (got == 0)
        break;
      done += (gsize) got;
    }

  return (gssize) done;
}

static gint64
find_modified (int fd)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return 0;
  return (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
}

gboolean
fw_tail_take (FwTail *self, int fd, const char *path, guint64 offset, GError **error)
{
  char head[FW_TAIL_HEAD];
  struct stat status;
  gssize got;

  fw_tail_close (self);
  self->fd = fd;
  if (fstat (self->fd, &status) != 0 || !S_ISREG (status.st_mode))
    {
      fw_tail_close (self);
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected a regular file", path);
      return FALSE;
    }
  got = read_at (self->fd, head, (gsize) MIN (offset, FW_TAIL_HEAD), 0);
  if (got < 0)
    {
      fail_io (path, error);
      fw_tail_close (self);
      return FALSE;
    }
  g_string_append_len (self->head, head, got);
  self->device = (guint64) status.st_dev;
  self->inode = (guint64) status.st_ino;
  self->modified = find_modified (fd);
  self->offset = offset;

  return TRUE;
}

gboolean
fw_tail_open (FwTail *self, const char *path, guint64 offset, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  fw_tail_close (self);
  if (fd < 0)
    return errno == ENOENT ? FALSE : fail_io (path, error);

  return fw_tail_take (self, fd, path, offset, error);
}

gboolean
fw_tail_is_cut (FwTail *self)
{
  char head[FW_TAIL_HEAD];
  struct stat status;

  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    return FALSE;
  if ((guint64) status.st_size < self->offset)
    return TRUE;

  return read_at (self->fd, head, self->head->len, 0) != (gssize) self->head->len ||
         memcmp (head, self->head->str, self->head->len) != 0;
}

static gboolean
take_line (FwTail *self, FwIntakeRun *run, const char *line, gsize length, GError **error)
{
  gboolean skip = self->skip;

  self->skip = FALSE;
  self->lines++;
  if (skip)
    return TRUE;

  return fw_queue_log_take (run, self->lines, (FwText){ line, (guint) length }, error);
}

/* An endless line is rejected by its beginning, and forgotten up to its end. */
static gboolean
limit_partial (FwTail *self, FwIntakeRun *run, GError **error)
{
  gsize length = self->partial->len;

  if (length <= FW_INPUT_MOST_LINE)
    return TRUE;
  if (!self->skip && !fw_queue_log_take (run, self->lines + 1,
                                         (FwText){ self->partial->str, (guint) length }, error))
    return FALSE;
  self->skip = TRUE;
  g_string_truncate (self->partial, 0);

  return TRUE;
}

static gboolean
take_chunk (FwTail *self, FwIntakeRun *run, const char *data, gsize length, GError **error)
{
  const char *at = data, *end = data + length, *newline;

  while ((newline = memchr (at, '\n', end - at)) != NULL)
    {
      if (self->partial->len > 0)
        {
          g_string_append_len (self->partial, at, newline - at);
          if (!take_line (self, run, self->partial->str, self->partial->len, error))
            return FALSE;
          g_string_truncate (self->partial, 0);
        }
      else if (!take_line (self, run, at, (gsize) (newline - at), error))
        return FALSE;
      at = newline + 1;
    }
  g_string_append_len (self->partial, at, end - at);

  return limit_partial (self, run, error);
}

gboolean
fw_tail_read (FwTail *self, FwIntakeRun *run, gboolean *more, GError **error)
{
  g_autofree char *chunk = NULL;
  gssize got;

  *more = FALSE;
  if (self->fd < 0)
    return TRUE;
  chunk = g_malloc (CHUNK);
  self->modified = find_modified (self->fd);
  got = read_at (self->fd, chunk, CHUNK, self->offset);
  if (got < 0)
    return fail_io (run->source.data, error);
  if (self->offset == self->head->len && self->head->len < FW_TAIL_HEAD)
    g_string_append_len (self->head, chunk, MIN (got, (gssize) (FW_TAIL_HEAD - self->head->len)));

  self->idle = got > 0 ? 0 : self->idle + 1;
  self->offset += (guint64) got;
  *more = got == CHUNK;

  return take_chunk (self, run, chunk, (gsize) got, error);
}

gboolean
fw_tail_finish (FwTail *self, FwIntakeRun *run, GError **error)
{
  gboolean done = TRUE;

  if (self->fd >= 0 && self->partial->len > 0 && !self->skip)
    {
      run->report->rows++;
      done = fw_intake_run_reject (run, self->lines + 1,
                                   (FwText){ self->partial->str, (guint) self->partial->len },
                                   "unfinished line",
                                   "line: expected a line end; the log went on in another file "
                                   "before this line was whole",
                                   error);
    }
  g_string_truncate (self->partial, 0);

  return done;
}

gboolean
fw_tail_is_empty (const FwTail *self)
{
  struct stat status;

  return self->fd >= 0 && fstat (self->fd, &status) == 0 && status.st_size == 0;
}

gboolean
fw_tail_is_gone (const FwTail *self)
{
  struct stat status;

  return self->fd >= 0 && fstat (self->fd, &status) == 0 && status.st_nlink == 0;
}

gboolean
fw_tail_holds (const FwTail *self, guint64 offset, guint64 mark)
{
  struct stat status;

  return self->fd >= 0 && fstat (self->fd, &status) == 0 && (guint64) status.st_size >= offset &&
         fw_tail_get_mark (self, offset) == mark;
}

gboolean
fw_tail_begins_alike (const FwTail *self, const char *path)
{
  char head[FW_TAIL_HEAD];
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat status;
  gssize got = -1;

  if (fd < 0)
    return FALSE;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    got = read_at (fd, head, MIN (FW_TAIL_HEAD, self->head->len), 0);
  close (fd);

  return got > 0 && memcmp (head, self->head->str, (gsize) got) == 0;
}

guint64
fw_tail_get_done (const FwTail *self)
{
  return self->offset - self->partial->len;
}

guint64
fw_tail_get_mark (const FwTail *self, guint64 offset)
{
  FwText head = { self->head->str, (guint) MIN (offset, self->head->len) };

  return fw_intake_hash (head, 0);
}
