/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>

#include "core/fw-error.h"
#include "intake/fw-tail.h"

/*
 * Two files at most are read at a time: the one that the path names, and the one it named before,
 * to which the PBX goes on writing until it is told to open the log anew. The old one is let go
 * when the new one grows and the old one has not for a while. Batches that the sink refused wait
 * and are offered again; the position that is told moves only when all before it was taken.
 */
#define POLL_MS 200
#define PATIENCE 25 /* polls for which an old file may rest before it is let go */
#define TIMER_CHUNKS                                                                               \
  4 /* read per timer tick, so that a long backlog leaves the main loop time to breathe */

struct _FwFollower
{
  FwIntake intake; /* texts owned; its sink puts batches into @waiting */
  FwIntakeSink sink;
  gpointer user_data;
  char *path;
  char *rotated; /* PATH.1 */
  FwIntakeReport *report;
  FwIntakeRun run;
  FwTail current;
  FwTail old;
  GQueue waiting; /* FwEventBatch */
  char *position; /* as of the last batch taken */
  GError *error;  /* (nullable): of the last poll */
  GSource *timer;
};

static gboolean
collect_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  FwFollower *self = user_data;

  g_queue_push_tail (&self->waiting, fw_event_batch_ref (batch));

  return TRUE;
}

static gboolean
deliver (FwFollower *self, GError **error)
{
  FwEventBatch *batch;

  while ((batch = g_queue_peek_head (&self->waiting)) != NULL)
    {
      if (self->sink != NULL && !self->sink (batch, self->user_data, error))
        return FALSE;
      g_queue_pop_head (&self->waiting);
      fw_event_batch_unref (batch);
    }

  return TRUE;
}

/* While an old file is read, the position stays with it: after a restart it is found under its new
 * name. */
static void
note_position (FwFollower *self)
{
  const FwTail *tail = self->old.fd >= 0 ? &self->old : &self->current;
  guint64 done = fw_tail_get_done (tail);

  if (tail->fd < 0)
    return;
  g_free (self->position);
  self->position =
      g_strdup_printf ("1:%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT ":%016" G_GINT64_MODIFIER "x",
                       tail->inode, done, fw_tail_get_mark (tail, done));
}

static gboolean
settle (FwFollower *self, GError **error)
{
  if (!fw_intake_run_flush (&self->run, error) || !deliver (self, error))
    return FALSE;
  note_position (self);

  return TRUE;
}

/* Reads @tail to its present end, or @chunks of it. */
static gboolean
drain (FwFollower *self, FwTail *tail, guint *chunks, GError **error)
{
  gboolean more = TRUE;

  while (more && *chunks > 0)
    {
      if (!fw_tail_read (tail, &self->run, &more, error) || !settle (self, error))
        return FALSE;
      if (more)
        (*chunks)--;
    }

  return TRUE;
}

static gboolean
close_old (FwFollower *self, GError **error)
{
  if (self->old.fd < 0)
    return TRUE;
  if (!fw_tail_finish (&self->old, &self->run, error))
    return FALSE;
  fw_tail_close (&self->old);

  return settle (self, error);
}

static gboolean
swap_files (FwFollower *self, GError **error)
{
  FwTail spare;

  if (!close_old (self, error))
    return FALSE;
  spare = self->old;
  self->old = self->current;
  self->current = spare;

  return TRUE;
}

static gboolean
is_renamed (FwFollower *self)
{
  struct stat status;

  return self->current.fd >= 0 && stat (self->path, &status) == 0 &&
         ((guint64) status.st_ino != self->current.inode ||
          (guint64) status.st_dev != self->current.device);
}

static gboolean
matches (const char *path, guint64 offset, guint64 mark)
{
  FwTail tail;
  struct stat status;
  gboolean same;

  fw_tail_init (&tail);
  same = fw_tail_open (&tail, path, offset, NULL) && fstat (tail.fd, &status) == 0 &&
         (guint64) status.st_size >= offset && fw_tail_get_mark (&tail, offset) == mark;
  fw_tail_clear (&tail);

  return same;
}

/* Copied and emptied: what was not read before the copy stands in PATH.1. */
static gboolean
restart_cut (FwFollower *self, GError **error)
{
  guint64 done = fw_tail_get_done (&self->current);
  guint64 mark = fw_tail_get_mark (&self->current, done);
  GError *failure = NULL;

  if (!close_old (self, error))
    return FALSE;
  if (matches (self->rotated, done, mark) &&
      !fw_tail_open (&self->old, self->rotated, done, &failure) && failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  fw_tail_close (&self->current);

  return TRUE;
}

static gboolean
open_current (FwFollower *self, GError **error)
{
  GError *failure = NULL;

  if (self->current.fd >= 0 || fw_tail_open (&self->current, self->path, 0, &failure))
    return TRUE;
  if (failure == NULL)
    return TRUE; /* not there yet */
  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
poll_files (FwFollower *self, guint chunks, GError **error)
{
  if (!deliver (self, error))
    return FALSE;
  if (fw_tail_is_cut (&self->current) && !restart_cut (self, error))
    return FALSE;
  if (is_renamed (self) &&
      (!drain (self, &self->current, &chunks, error) || (chunks > 0 && !swap_files (self, error))))
    return FALSE;
  if (!drain (self, &self->old, &chunks, error))
    return FALSE;
  if (chunks == 0)
    return TRUE;
  if (!open_current (self, error) || !drain (self, &self->current, &chunks, error))
    return FALSE;
  if (self->old.fd >= 0 && self->old.idle > PATIENCE && self->current.offset > 0)
    return close_old (self, error);

  return TRUE;
}

static gboolean
poll_and_note (FwFollower *self, guint chunks, GError **error)
{
  g_clear_error (&self->error);
  if (poll_files (self, chunks, &self->error))
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->error);

  return FALSE;
}

static gboolean
poll_cb (gpointer user_data)
{
  poll_and_note (user_data, TIMER_CHUNKS, NULL);

  return G_SOURCE_CONTINUE;
}

static gboolean
read_position (const char *text, guint64 *offset, guint64 *mark, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);

  if (g_strv_length (parts) == 4 && g_str_equal (parts[0], "1") &&
      g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXINT64, offset, NULL) &&
      g_ascii_string_to_unsigned (parts[3], 16, 0, G_MAXUINT64, mark, NULL))
    return TRUE;
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "no such position: \"%.60s\"", text);

  return FALSE;
}

/* Finds the file that was read last under its old or its new name; where it is gone, PATH.1 is read
 * as a whole. */
static gboolean
resume (FwFollower *self, const char *position, GError **error)
{
  GError *failure = NULL;
  guint64 offset, mark;

  if (!read_position (position, &offset, &mark, error))
    return FALSE;
  if (matches (self->path, offset, mark))
    fw_tail_open (&self->current, self->path, offset, &failure);
  else if (matches (self->rotated, offset, mark))
    fw_tail_open (&self->old, self->rotated, offset, &failure);
  else
    fw_tail_open (&self->old, self->rotated, 0, &failure);
  /* What is no file at all was never a log. */
  if (g_error_matches (failure, FW_ERROR, FW_ERROR_INVALID))
    g_clear_error (&failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);

  return FALSE;
}

FwFollower *
fw_follower_new (const FwIntake *intake, const char *path, const char *position, GError **error)
{
  g_autoptr (FwFollower) self = NULL;
  g_autoptr (GMainContext) context = NULL;

  g_return_val_if_fail (intake != NULL && path != NULL, NULL);
  g_return_val_if_fail (intake->format == FW_FORMAT_QUEUE_LOG, NULL);

  self = g_new0 (FwFollower, 1);
  fw_tail_init (&self->current);
  fw_tail_init (&self->old);
  g_queue_init (&self->waiting);
  self->path = g_strdup (path);
  self->rotated = g_strconcat (path, ".1", NULL);
  self->sink = intake->sink;
  self->user_data = intake->user_data;
  self->intake = (FwIntake){ .format = FW_FORMAT_QUEUE_LOG,
                             .source = g_strdup (intake->source),
                             .sink = collect_cb,
                             .user_data = self };
  if (intake->rejects != NULL)
    self->intake.rejects = g_object_ref (intake->rejects);
  self->report = fw_intake_report_new ();
  fw_intake_run_init (&self->run, &self->intake, self->report, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "%s: expected a file, not a directory", path);
      return NULL;
    }
  if (position != NULL && position[0] != '\0' && !resume (self, position, error))
    return NULL;
  self->position = g_strdup (position != NULL ? position : "");

  context = g_main_context_ref_thread_default ();
  self->timer = g_timeout_source_new (POLL_MS);
  g_source_set_callback (self->timer, poll_cb, self, NULL);
  g_source_attach (self->timer, context);

  return g_steal_pointer (&self);
}

void
fw_follower_free (FwFollower *self)
{
  if (self == NULL)
    return;
  if (self->timer != NULL)
    {
      g_source_destroy (self->timer);
      g_source_unref (self->timer);
    }
  fw_intake_run_clear (&self->run);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) fw_event_batch_unref);
  fw_tail_clear (&self->current);
  fw_tail_clear (&self->old);
  fw_intake_report_free (self->report);
  g_clear_object (&self->intake.rejects);
  g_clear_error (&self->error);
  g_free ((char *) self->intake.source);
  g_free (self->path);
  g_free (self->rotated);
  g_free (self->position);
  g_free (self);
}

char *
fw_follower_get_position (FwFollower *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup (self->position);
}

const FwIntakeReport *
fw_follower_get_report (FwFollower *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->report;
}

const GError *
fw_follower_get_error (FwFollower *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error;
}

gboolean
fw_follower_poll (FwFollower *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return poll_and_note (self, G_MAXUINT, error);
}
