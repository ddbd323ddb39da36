/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-follow.h"

#include "centre/fw-centre-import.h"
#include "centre/fw-centre-mapping.h"

#include "intake/fw-intake.h"

struct _FwFollow
{
  FwCentre *centre;
  FwFollower *follower;
  FwIntake intake;
  char *path;
  FwDirectory *directory; /* owns the zone that intake names */
  char *source;
  char *mapping; /* (nullable) */
  char *position_path;
  char *position; /* as last kept */
  guint timer;
  gboolean failing;
  gint64 rejected_at; /* monotonic µs: the newest rejected line was seen; 0 never */
  gint64 gap_at;      /* the same of a gap */
  guint64 closed_at;  /* lines that had been read when the clock last closed what was overdue */
  gint64 look_at;     /* monotonic µs: when it looks for such again though nothing came */
  guint64 in_vain;    /* lines rejected since the latest good one */

  GMutex lock; /* health is asked on other threads */
  FwFollowState state;
};

#define GAP_TOLD (24 * G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define REJECTS_TOLD (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define LOOK_AGAIN (60 * G_USEC_PER_SEC) /* for what is overdue, while nothing comes */
/* So many lines in a row that are none of a log are no slip. */
#define MANY 20

static gboolean
sink_cb (FwEventBatch *batch, gpointer user_data, GError **error)
{
  FwFollow *self = user_data;
  FwFloorReport report = { 0 };
  g_autoptr (GError) failure = NULL;

  if (fw_centre_ingest (self->centre, batch, &report, &failure))
    {
      self->failing = FALSE;
      return TRUE;
    }

  /* The follower comes back to the same lines; look() says it once. */
  self->failing = TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
keep_position (FwFollow *self)
{
  g_autofree char *position = fw_follower_get_position (self->follower);
  g_autoptr (GError) error = NULL;

  if (position == NULL || g_strcmp0 (position, self->position) == 0)
    return;

  if (!g_file_set_contents (self->position_path, position, -1, &error))
    {
      g_message ("queue log: its position is not kept: %s", error->message);
      return;
    }
  g_free (self->position);
  self->position = g_steal_pointer (&position);
}

/* What was read since the last look: says the first line that was not understood, once, and each
 * gap. */
static void
count_lines (FwFollow *self, FwFollowState *state)
{
  const FwIntakeReport *report = fw_follower_get_report (self->follower);
  const GPtrArray *gaps = fw_follower_get_gaps (self->follower);
  const FwReject *first = report->examples->len > 0 ? report->examples->pdata[0] : NULL;
  gint64 now = g_get_monotonic_time ();

  if (report->rejected > state->rejected)
    self->rejected_at = now;
  self->in_vain =
      report->accepted > state->accepted ? 0 : self->in_vain + (report->rejected - state->rejected);
  if (state->first_rejected == 0 && first != NULL)
    {
      g_warning ("queue log: line %" G_GUINT64_FORMAT " of %s is not understood: %s (%.200s). "
                 "Such lines are counted in health",
                 first->line, self->path, first->detail, first->text);
      state->first_rejected = first->line;
      g_strlcpy (state->reason, first->reason, sizeof state->reason);
    }
  for (; state->gaps < gaps->len; state->gaps++)
    {
      self->gap_at = now;
      g_warning ("queue log: %s: %s", self->path, (const char *) gaps->pdata[state->gaps]);
    }
  state->accepted = report->accepted;
  state->rejected = report->rejected;
  state->last = report->last;
}

static FwFollowStatus
find_status (FwFollow *self, const FwFollowState *state)
{
  gint64 now = g_get_monotonic_time ();

  if (fw_follower_is_undecided (self->follower))
    return FW_FOLLOW_UNDECIDED;
  if (fw_follower_get_error (self->follower) != NULL)
    return self->failing ? FW_FOLLOW_NOT_TAKEN : FW_FOLLOW_UNREADABLE;
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return FW_FOLLOW_MISSING;
  if (self->in_vain >= MANY || (state->accepted == 0 && state->rejected > 0))
    return FW_FOLLOW_NOT_UNDERSTOOD;
  if (self->gap_at != 0 && now - self->gap_at < GAP_TOLD)
    return FW_FOLLOW_GAP;
  if (self->rejected_at != 0 && now - self->rejected_at < REJECTS_TOLD)
    return FW_FOLLOW_SOME_REJECTED;
  return FW_FOLLOW_OK;
}

static gboolean
delivers (FwFollowStatus status)
{
  return status == FW_FOLLOW_OK || status == FW_FOLLOW_GAP || status == FW_FOLLOW_SOME_REJECTED;
}

/* Says in the log what has changed since the last look, and keeps it for health. */
static void
look (FwFollow *self)
{
  const GError *error = fw_follower_get_error (self->follower);
  FwFollowStatus before = self->state.status;
  FwFollowState state = self->state; /* only this thread writes */

  count_lines (self, &state);
  state.status = find_status (self, &state);
  g_mutex_lock (&self->lock);
  self->state = state;
  g_mutex_unlock (&self->lock);
  if (state.status == before)
    return;

  if (error != NULL)
    g_warning ("queue log: %s", error->message);
  else if (state.status == FW_FOLLOW_MISSING)
    g_warning ("queue log: %s is not there", self->path);
  else if (state.status == FW_FOLLOW_NOT_UNDERSTOOD)
    g_warning ("queue log: none of the last lines of %s is one of a queue_log", self->path);
  else if (!delivers (before))
    g_message ("queue log: %s is read again", self->path);
}

/* A source's own lines say how late it is. One that has fallen silent says nothing, and whoever it
 * left waiting must not wait for ever. @read: lines when it was looked at before */
static void
close_overdue (FwFollow *self, guint64 read)
{
  FwFloorReport report = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();

  if (self->state.accepted != read || self->failing ||
      (self->closed_at == read && now < self->look_at))
    return;
  if (!fw_centre_close_overdue (self->centre, self->source, &report, &error))
    g_warning ("queue log: what has no end stays open: %s", error->message);
  self->closed_at = read;
  self->look_at = now + LOOK_AGAIN;
}

static gboolean
keep_cb (gpointer user_data)
{
  FwFollow *self = user_data;
  guint64 read = self->state.accepted;

  keep_position (self);
  look (self);
  close_overdue (self, read);
  return G_SOURCE_CONTINUE;
}

static gboolean
load_mapping (FwFollow *self, const char *map_path, GError **error)
{
  g_autoptr (FwScope) scope = NULL;
  g_autoptr (FwRecord) kept = NULL;

  if (map_path != NULL)
    return g_file_get_contents (map_path, &self->mapping, NULL, error);
  scope = fw_scope_new_administrator ();
  if (!fw_centre_find_last_mapping (self->centre, scope, "queue-log", self->source, &kept, error))
    return FALSE;
  if (kept != NULL)
    self->mapping = g_strdup (fw_record_text (kept, "mapping"));
  return TRUE;
}

FwFollow *
fw_follow_new (FwCentre *centre,
               const char *path,
               const char *source,
               const char *map_path,
               const char *position_path,
               GError **error)
{
  g_autoptr (FwFollow) self = g_new0 (FwFollow, 1);

  g_mutex_init (&self->lock);
  self->centre = centre;
  self->directory = fw_centre_ref_directory (centre);
  self->path = g_strdup (path);
  self->source = g_strdup (source);
  self->position_path = g_strdup (position_path);
  g_file_get_contents (position_path, &self->position, NULL, NULL);
  if (!load_mapping (self, map_path, error))
    return NULL;
  self->intake = (FwIntake){
    .format = FW_FORMAT_QUEUE_LOG,
    .source = self->source,
    .mapping = self->mapping,
    .sink = sink_cb,
    .user_data = self,
    .zone = fw_directory_get_default_site (self->directory)->zone,
  };
  self->follower = fw_follower_new (&self->intake, path, self->position, error);
  if (self->follower == NULL)
    return NULL;

  look (self);
  self->timer = g_timeout_add_seconds (1, keep_cb, self);
  return g_steal_pointer (&self);
}

const char *
fw_follow_get_source (FwFollow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->source;
}

void
fw_follow_get_state (FwFollow *self, FwFollowState *state)
{
  g_return_if_fail (self != NULL && state != NULL);

  g_mutex_lock (&self->lock);
  *state = self->state;
  g_mutex_unlock (&self->lock);
}

const char *
fw_follow_status_to_name (FwFollowStatus status)
{
  static const char *const names[] = {
    "ok",  "missing",       "unreadable", "not-taken", "not-understood",
    "gap", "some-rejected", "undecided"
  };

  g_return_val_if_fail (status < G_N_ELEMENTS (names), NULL);

  return names[status];
}

void
fw_follow_free (FwFollow *self)
{
  if (self->follower != NULL)
    keep_position (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->follower, fw_follower_free);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_free (self->path);
  g_free (self->source);
  g_free (self->mapping);
  g_free (self->position_path);
  g_free (self->position);
  g_mutex_clear (&self->lock);
  g_free (self);
}
