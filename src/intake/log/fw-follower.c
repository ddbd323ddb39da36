/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sys/stat.h>

#include "core/fw-error.h"
#include "intake/log/fw-log-order.h"
#include "intake/log/fw-log-pieces.h"
#include "intake/log/fw-tail.h"

/*
 * Read is the file that the path names, and before it what was put away of the log since: the file
 * that it named before, to which the PBX goes on writing until it is told to open the log anew, and
 * others, where the log was rotated more than once between two looks. A file is known again by its
 * beginning, whatever it is called and packed as. An old file is let go when the new one grows and
 * the old one has not for a while. Batches that the sink refused wait and are offered again; the
 * position that is told moves only when all before it was taken. Reading a piece twice is harmless,
 * in whichever order, so where it is not certain which were read, more are read rather than fewer.
 * What cannot be found is a gap, and told.
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
  FwIntakeReport *report;
  FwIntakeRun run;
  FwLogOrder order;
  gboolean undecided; /* the last poll failed since the order of dates is open */
  FwTail current;
  FwTail old;
  gboolean old_ends;                  /* the old one was unpacked: it will not grow */
  GQueue pieces;                      /* Piece: to be read after the old one */
  GQueue waiting;                     /* FwEventBatch */
  GPtrArray *gaps;                    /* char*: what could not be read */
  char *position;                     /* as of the last batch taken */
  guint64 sought_offset, sought_mark; /* of the file that was read last; 0: nothing is sought */
  GError *error;                      /* (nullable): of the last poll */
  GSource *timer;
};

/* Something that was put away, to be read from @offset. */
typedef struct
{
  FwLogPiece *file;
  guint64 offset;
} Piece;

static void
piece_free (Piece *piece)
{
  fw_log_piece_free (piece->file);
  g_free (piece);
}

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

/* While older files are read, the position stays with the oldest: after a restart it is found under
 * its new name, and what is newer again. */
static void
note_position (FwFollower *self)
{
  const FwTail *tail = self->old.fd >= 0 ? &self->old : &self->current;
  guint64 done = fw_tail_get_done (tail);

  if (tail->fd < 0 || (tail == &self->current && !g_queue_is_empty (&self->pieces)) ||
      (tail == &self->old && self->old_ends))
    return;
  g_free (self->position);
  self->position = g_strdup_printf (
      "2:%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT ":%016" G_GINT64_MODIFIER "x:%" G_GINT64_FORMAT,
      tail->inode, done, fw_tail_get_mark (tail, done), tail->modified);
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
  self->old_ends = FALSE;

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
  gboolean same;

  fw_tail_init (&tail);
  same = fw_tail_open (&tail, path, offset, NULL) && fw_tail_holds (&tail, offset, mark);
  fw_tail_clear (&tail);

  return same;
}

static void
tell_gap (FwFollower *self, char *gap)
{
  g_ptr_array_add (self->gaps, gap);
}

/* The same of a piece, which is unpacked for it. */
static gboolean
piece_matches (FwFollower *self, const FwLogPiece *piece, guint64 offset, guint64 mark)
{
  g_autoptr (GError) error = NULL;
  gboolean packed, same;
  FwTail tail;
  int fd = fw_log_piece_open (piece, &packed, &error);

  if (fd < 0)
    {
      tell_gap (self, g_strdup_printf ("a piece of the log could not be read: %s", error->message));
      return FALSE;
    }
  fw_tail_init (&tail);
  same = fw_tail_take (&tail, fd, piece->path, offset, NULL) && fw_tail_holds (&tail, offset, mark);
  fw_tail_clear (&tail);
  return same;
}

static void
push_piece (FwFollower *self, GPtrArray *files, guint i, guint64 offset)
{
  Piece *piece = g_new0 (Piece, 1);

  piece->file = g_steal_pointer (&files->pdata[i]);
  piece->offset = offset;
  g_queue_push_tail (&self->pieces, piece);
}

/* Puts what was put away since into the queue: from @offset on the piece that was read last, which
 * begins as @mark says, and whole what changed after it. Returns: FALSE when it was not found; then
 * all that changed at @since or later is there if @any. */
static gboolean
queue_pieces (FwFollower *self, guint64 offset, guint64 mark, gint64 since, gboolean any)
{
  g_autoptr (GPtrArray) files = fw_log_pieces_list (self->path, since);
  guint found = 0;

  while (found < files->len && !piece_matches (self, files->pdata[found], offset, mark))
    found++;
  for (guint i = found < files->len || !any ? found : 0; i < files->len; i++)
    push_piece (self, files, i, i == found ? offset : 0);
  return found < files->len;
}

/* Cut: copied and emptied, and what was not read before the copy stands in the copy; or about to be
 * written anew from its beginning. */
static gboolean
restart_cut (FwFollower *self, GError **error)
{
  guint64 done = fw_tail_get_done (&self->current);
  guint64 mark = fw_tail_get_mark (&self->current, done);

  if (!close_old (self, error))
    return FALSE;
  if (!fw_tail_begins_alike (&self->current, self->path) &&
      !queue_pieces (self, done, mark, self->current.modified, FALSE))
    {
      if (fw_tail_is_empty (&self->current)) /* what comes will tell */
        return TRUE;
      tell_gap (self,
                g_strdup ("the log was emptied and no copy of what it held is beside it: lines "
                          "written just before may be missing"));
    }
  fw_tail_close (&self->current);

  return TRUE;
}

/* Another file bears the name of the log. */
static gboolean
follow_name (FwFollower *self, GError **error)
{
  guint64 done = fw_tail_get_done (&self->current);
  guint64 mark = fw_tail_get_mark (&self->current, done);
  gint64 modified = self->current.modified;
  g_autoptr (GPtrArray) files = NULL;

  if (done > 0 && matches (self->path, done, mark)) /* a copy that goes further */
    return close_old (self, error) && fw_tail_open (&self->current, self->path, done, error);
  if (done > 0 && fw_tail_begins_alike (&self->current, self->path)) /* one that does not yet */
    {
      fw_tail_close (&self->current);
      return close_old (self, error);
    }

  if (fw_tail_is_gone (&self->current) && done > 0 &&
      !queue_pieces (self, done, mark, modified, FALSE))
    tell_gap (self, g_strdup ("another log was put in place of the one that was read, which is in "
                              "no file beside it: lines in between may be missing"));
  else if (!fw_tail_is_gone (&self->current))
    {
      files = fw_log_pieces_list (self->path, modified);
      for (guint i = 0; i < files->len; i++)
        {
          const FwLogPiece *file = files->pdata[i];

          if (file->inode != self->current.inode && file->modified > modified)
            push_piece (self, files, i, 0);
        }
    }
  return swap_files (self, error);
}

/* The next piece becomes the old file. */
static void
open_piece (FwFollower *self)
{
  Piece *piece = g_queue_pop_head (&self->pieces);
  g_autoptr (GError) failure = NULL;
  int fd = fw_log_piece_open (piece->file, &self->old_ends, &failure);

  if (fd < 0 || !fw_tail_take (&self->old, fd, piece->file->path, piece->offset, &failure))
    tell_gap (self, g_strdup_printf ("a piece of the log could not be read: %s", failure->message));
  piece_free (piece);
}

/* Reads what was put away, one after the other. */
static gboolean
drain_pieces (FwFollower *self, guint *chunks, GError **error)
{
  if (!drain (self, &self->old, chunks, error))
    return FALSE;
  while (*chunks > 0 && !g_queue_is_empty (&self->pieces))
    {
      if (!close_old (self, error))
        return FALSE;
      open_piece (self);
      if (!drain (self, &self->old, chunks, error))
        return FALSE;
    }
  return *chunks == 0 || self->old.fd < 0 || !self->old_ends || close_old (self, error);
}

static gboolean
open_current (FwFollower *self, GError **error)
{
  GError *failure = NULL;
  guint64 offset = self->sought_offset;

  if (self->current.fd >= 0)
    return TRUE;
  if (offset > 0 && !matches (self->path, offset, self->sought_mark))
    offset = 0;
  if (fw_tail_open (&self->current, self->path, offset, &failure))
    {
      if (offset != self->sought_offset)
        tell_gap (self,
                  g_strdup ("the log went on in other files while it was not followed, and the one "
                            "that was read last is not among them: what it held further was not "
                            "read. If it is elsewhere, import it"));
      self->sought_offset = 0;
      return TRUE;
    }
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
  self->undecided = !fw_log_order_learn (&self->order, self->run.queue_log, self->path, error);
  if (self->undecided)
    return FALSE;
  if (fw_tail_is_cut (&self->current) && !restart_cut (self, error))
    return FALSE;
  if (is_renamed (self) &&
      (!drain (self, &self->current, &chunks, error) || (chunks > 0 && !follow_name (self, error))))
    return FALSE;
  if (!drain_pieces (self, &chunks, error))
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

/* Those of before tell no time. */
static gboolean
read_position (const char *text, guint64 *offset, guint64 *mark, gint64 *modified, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint n = g_strv_length (parts);
  guint64 time = 0;

  if (((n == 4 && g_str_equal (parts[0], "1")) ||
       (n == 5 && g_str_equal (parts[0], "2") &&
        g_ascii_string_to_unsigned (parts[4], 10, 0, G_MAXINT64, &time, NULL))) &&
      g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXINT64, offset, NULL) &&
      g_ascii_string_to_unsigned (parts[3], 16, 0, G_MAXUINT64, mark, NULL))
    {
      *modified = (gint64) time;
      return TRUE;
    }
  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "no such position: \"%.60s\"", text);

  return FALSE;
}

/* Finds the file that was read last under its old or its new name. */
static gboolean
resume (FwFollower *self, const char *position, GError **error)
{
  guint64 offset, mark;
  gint64 modified;

  if (!read_position (position, &offset, &mark, &modified, error))
    return FALSE;
  if (offset > 0 && !matches (self->path, offset, mark) &&
      queue_pieces (self, offset, mark, modified, TRUE))
    return TRUE;
  /* Under its own name, or nowhere: open_current() sees to it once there is a file. */
  self->sought_offset = offset;
  self->sought_mark = mark;
  return TRUE;
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
  g_queue_init (&self->pieces);
  self->gaps = g_ptr_array_new_with_free_func (g_free);
  self->path = g_strdup (path);
  self->sink = intake->sink;
  self->user_data = intake->user_data;
  self->intake = (FwIntake){ .format = FW_FORMAT_QUEUE_LOG,
                             .source = g_strdup (intake->source),
                             .mapping = g_strdup (intake->mapping),
                             .zone = intake->zone != NULL ? fw_zone_ref (intake->zone) : NULL,
                             .sink = collect_cb,
                             .user_data = self };
  if (intake->rejects != NULL)
    self->intake.rejects = g_object_ref (intake->rejects);
  self->report = fw_intake_report_new ();
  fw_intake_run_init (&self->run, &self->intake, self->report, NULL);
  if (!fw_queue_log_prepare (&self->run, error))
    return NULL;

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
  g_queue_clear_full (&self->pieces, (GDestroyNotify) piece_free);
  g_ptr_array_unref (self->gaps);
  fw_tail_clear (&self->current);
  fw_tail_clear (&self->old);
  fw_intake_report_free (self->report);
  g_clear_object (&self->intake.rejects);
  g_clear_error (&self->error);
  g_clear_pointer (&self->intake.zone, fw_zone_unref);
  g_free ((char *) self->intake.source);
  g_free ((char *) self->intake.mapping);
  g_free (self->path);
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

const GPtrArray *
fw_follower_get_gaps (FwFollower *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->gaps;
}

const GError *
fw_follower_get_error (FwFollower *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->error;
}

gboolean
fw_follower_is_undecided (FwFollower *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->undecided;
}

gboolean
fw_follower_poll (FwFollower *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return poll_and_note (self, G_MAXUINT, error);
}
