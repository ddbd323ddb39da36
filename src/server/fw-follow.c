/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-follow.h"

#include "intake/fw-intake.h"

struct _FwFollow
{
  FwCentre *centre;
  FwFollower *follower;
  FwIntake intake;
  FwDirectory *directory; /* owns the zone that intake names */
  char *source;
  char *position_path;
  char *position; /* as last kept */
  guint timer;
  gboolean failing;
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

  /* The follower comes back to the same lines: once in the log is enough. */
  if (!self->failing)
    g_warning ("queue log: %s", failure->message);
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

static gboolean
keep_cb (gpointer user_data)
{
  keep_position (user_data);
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

  self->timer = g_timeout_add_seconds (1, keep_cb, self);
  return g_steal_pointer (&self);
}

void
fw_follow_free (FwFollow *self)
{
  if (self->follower != NULL)
    keep_position (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->follower, fw_follower_free);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_free (self->source);
  g_free (self->position_path);
  g_free (self->position);
  g_free (self);
}
