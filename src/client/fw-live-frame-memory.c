/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame owns, and how it goes. */
#include "client/fw-live-frame-private.h"

void
fw_live_frame_tile_free (gpointer data)
{
  FwLiveFrameTile *self = data;

  g_free (self->trend);
  g_free (self);
}

FwLiveFrameGroup *
fw_live_frame_group_copy (const FwLiveFrameGroup *self)
{
  FwLiveFrameGroup *copy = g_memdup2 (self, sizeof *self);

  copy->key = copy->title = NULL;
  return copy;
}

void
fw_live_frame_group_free (FwLiveFrameGroup *self)
{
  g_free (self->key);
  g_free (self->title);
  g_free (self);
}

void
fw_live_frame_person_free (gpointer data)
{
  FwLiveFramePerson *self = data;

  g_free (self->agent);
  g_free (self->title);
  g_free (self->team);
  g_free (self->team_title);
  g_free (self->reason);
  g_free (self->queue);
  g_free (self);
}

void
fw_live_frame_alert_free (gpointer data)
{
  FwLiveFrameAlert *self = data;

  g_free (self->id);
  g_free (self->metric);
  g_free (self->dimension);
  g_free (self->key);
  g_free (self->title);
  g_free (self->site);
  g_free (self->reason);
  g_free (self->action);
  g_free (self->acknowledged_by);
  g_free (self->given_to);
  g_free (self);
}

FwLiveFrame *
fw_live_frame_ref (FwLiveFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_frame (gpointer data)
{
  FwLiveFrame *self = data;

  g_free (self->site);
  g_free (self->date);
  g_free (self->zone);
  g_free (self->by);
  g_free (self->waiting.worst.queue);
  g_free (self->waiting.worst.title);
  g_clear_pointer (&self->tiles, g_ptr_array_unref);
  g_clear_pointer (&self->queues, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->total, fw_live_frame_group_free);
  g_clear_pointer (&self->curve_now, g_ptr_array_unref);
  g_clear_pointer (&self->curve_before, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
}

void
fw_live_frame_unref (FwLiveFrame *self)
{
  g_atomic_rc_box_release_full (self, clear_frame);
}
