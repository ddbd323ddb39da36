/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-follow.h"

#include "intake/fw-intake.h"

struct _FwFollow
{
  FwCentre *centre;
  FwFollower *follower;
  FwIntake intake;
  char *path;
  FwDirectory *directory; /* owns the zone that intake names */
  char *source;
  char *position_path;
  char *position; /* as last kept */
  guint timer;
  gboolean failing;
  gint status; /* FwFollowStatus; atomic, as health is asked on other threads */
};

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

/* Says in the log what has changed since the last look, and keeps it for health. */
static void
look (FwFollow *self)
{
  const GError *error = fw_follower_get_error (self->follower);
  FwFollowStatus before = fw_follow_get_status (self), status = FW_FOLLOW_OK;

  if (error != NULL)
    status = self->failing ? FW_FOLLOW_NOT_TAKEN : FW_FOLLOW_UNREADABLE;
  else if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    status = FW_FOLLOW_MISSING;
  if (status == before)
    return;

  g_atomic_int_set (&self->status, status);
  if (error != NULL)
    g_warning ("queue log: %s", error->message);
  else if (status == FW_FOLLOW_MISSING)
    g_warning ("queue log: %s is not there", self->path);
  else
    g_message ("queue log: %s is read again", self->path);
}

static gboolean
keep_cb (gpointer user_data)
{
  keep_position (user_data);
  look (user_data);
  return G_SOURCE_CONTINUE;
}

FwFollow *
fw_follow_new (FwCentre *centre,
               const char *path,
               const char *source,
               const char *position_path,
               GError **error)
{
  g_autoptr (FwFollow) self = g_new0 (FwFollow, 1);

  self->centre = centre;
  self->directory = fw_centre_ref_directory (centre);
  self->path = g_strdup (path);
  self->source = g_strdup (source);
  self->position_path = g_strdup (position_path);
  g_file_get_contents (position_path, &self->position, NULL, NULL);
  self->intake = (FwIntake){
    .format = FW_FORMAT_QUEUE_LOG,
    .source = self->source,
    .sink = sink_cb,
    .user_data = self,
    .zone = g_array_index (fw_directory_get_sites (self->directory), FwSiteEntry, 0).zone,
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

FwFollowStatus
fw_follow_get_status (FwFollow *self)
{
  g_return_val_if_fail (self != NULL, FW_FOLLOW_OK);

  return (FwFollowStatus) g_atomic_int_get (&self->status);
}

const char *
fw_follow_status_to_name (FwFollowStatus status)
{
  static const char *const names[] = { "ok", "missing", "unreadable", "not-taken" };

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
  g_free (self->position_path);
  g_free (self->position);
  g_free (self);
}
