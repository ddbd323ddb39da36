/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/log/fw-log-order.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake/log/fw-log-pieces.h"

#define CHUNK (1u << 20)
/* Dates that need no order are a log that needs none. */
#define ENOUGH 1000

static gboolean
is_number (FwText text)
{
  for (guint i = 0; i < text.length; i++)
    if (!g_ascii_isdigit (text.data[i]) && text.data[i] != '.')
      return FALSE;

  return text.length > 0 && memchr (text.data, '.', text.length) == NULL
             ? TRUE
             : text.length > 10 && text.data[10] == '.';
}

static void
study_line (FwLogOrder *self, FwText line)
{
  const char *bar = line.length > 0 ? memchr (line.data, '|', line.length) : NULL;
  FwText time = { line.data, bar != NULL ? (guint) (bar - line.data) : 0 };

  self->lines++;
  time = fw_cell_trim (time);
  if (time.length == 0)
    return;
  if (is_number (time))
    {
      self->settled = TRUE;
      return;
    }
  fw_date_study_add (&self->dates, self->lines, time);
  /* Years of two digits are told by all of them together. */
  self->settled =
      self->dates.short_year.n == 0 &&
      (self->dates.day_first.n + self->dates.month_first.n > 0 ||
       (self->dates.long_years == 0 && self->dates.timed.n + self->dates.days.n >= ENOUGH));
}

/* From self->offset to the last whole line, or to the first that settles it. */
static void
study_file (FwLogOrder *self, int fd)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize got;

  while (!self->settled && (got = pread (fd, chunk, CHUNK, (off_t) self->offset)) > 0)
    {
      const char *at = chunk, *end = chunk + got, *newline;

      while (!self->settled && (newline = memchr (at, '\n', (gsize) (end - at))) != NULL)
        {
          study_line (self, (FwText){ at, (guint) (newline - at) });
          at = newline + 1;
        }
      /* An endless line is none. */
      if (at == chunk && got < (gssize) CHUNK)
        return;
      self->offset += at == chunk ? (guint64) got : (guint64) (at - chunk);
    }
}

/* The newest first. */
static void
study_pieces (FwLogOrder *self, const char *path)
{
  g_autoptr (GPtrArray) files = fw_log_pieces_list (path, 0);
  FwLogOrder piece = *self;

  for (guint i = files->len; i > 0 && !piece.settled; i--)
    {
      gboolean packed;
      int fd = fw_log_piece_open (files->pdata[i - 1], &packed, NULL);

      if (fd < 0)
        continue;
      piece.offset = 0;
      study_file (&piece, fd);
      close (fd);
    }
  self->dates = piece.dates;
  self->settled = piece.settled;
}

gboolean
fw_log_order_learn (FwLogOrder *self, FwQueueLog *log, const char *path, GError **error)
{
  struct stat status;
  int fd;

  g_return_val_if_fail (self != NULL && log != NULL && path != NULL, FALSE);

  if (self->settled || log->order_stated)
    return TRUE;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return TRUE; /* whoever follows it tells why */
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode))
    {
      if ((guint64) status.st_ino != self->inode || (guint64) status.st_dev != self->device ||
          (guint64) status.st_size < self->offset)
        self->offset = self->lines = 0;
      self->inode = (guint64) status.st_ino;
      self->device = (guint64) status.st_dev;
      study_file (self, fd);
    }
  close (fd);
  if (!self->pieces_asked && !fw_queue_log_settle_order (log, &self->dates, NULL))
    {
      self->pieces_asked = TRUE;
      study_pieces (self, path);
    }

  return fw_queue_log_settle_order (log, &self->dates, error);
}
