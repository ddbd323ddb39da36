/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-live-topic.h"

struct _FwLiveTopic
{
  FwLiveSource *source;
  FwLiveParts *parts;         /* of the latest frame; NULL before the first */
  char *at;                   /* RFC 3339, of the latest frame */
  guint64 number;             /* of the latest frame */
  guint n_frames;             /* in the ring */
  GBytes *ring[FW_LIVE_RING]; /* by number modulo its size */
  gsize ring_bytes;
  gsize whole_bytes; /* of the last frame that was sent whole */
  GBytes *whole;     /* of the latest frame; NULL until somebody asks */
  guint64 generation;
  gint64 updated; /* µs UTC */
  guint n_streams;
  gint64 idle_since; /* µs UTC */
};

FwLiveTopic *
fw_live_topic_new (FwLiveSource *source, gint64 now)
{
  FwLiveTopic *self = g_new0 (FwLiveTopic, 1);

  self->source = source;
  self->number = (guint64) (now / 1000);
  self->idle_since = now;

  return self;
}

void
fw_live_topic_free (FwLiveTopic *self)
{
  for (guint i = 0; i < FW_LIVE_RING; i++)
    g_clear_pointer (&self->ring[i], g_bytes_unref);
  g_clear_pointer (&self->whole, g_bytes_unref);
  g_clear_pointer (&self->parts, fw_live_parts_free);
  fw_live_source_free (self->source);
  g_free (self->at);
  g_free (self);
}

static GBytes *
make_event (const FwLiveParts *parts, const FwLiveParts *before, guint64 number, const char *at)
{
  GString *text = g_string_sized_new (4096);

  g_string_append_printf (text, "id: %" G_GUINT64_FORMAT "\nevent: frame\ndata: ", number);
  if (!fw_live_parts_write (parts, before, number, at, text))
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  g_string_append (text, "\n\n");

  return g_string_free_to_bytes (text);
}

static void
drop_frame (FwLiveTopic *self, guint64 number)
{
  GBytes **place = &self->ring[number % FW_LIVE_RING];

  if (*place != NULL)
    self->ring_bytes -= g_bytes_get_size (*place);
  g_clear_pointer (place, g_bytes_unref);
}

/* The latest is always kept; older ones as far as they fit: a reader who is further behind begins
 * anew. */
static void
keep_frame (FwLiveTopic *self, GBytes *frame)
{
  self->number++;
  drop_frame (self, self->number);
  self->ring[self->number % FW_LIVE_RING] = frame;
  self->ring_bytes += g_bytes_get_size (frame);
  self->n_frames = MIN (self->n_frames + 1, FW_LIVE_RING);
  for (; self->n_frames > 1 && self->ring_bytes > FW_LIVE_RING_BYTES; self->n_frames--)
    drop_frame (self, self->number - self->n_frames + 1);
}

gboolean
fw_live_topic_update (FwLiveTopic *self,
                      const FwLiveFloor *floor,
                      GPtrArray *alerts,
                      guint64 generation,
                      GError **error)
{
  g_autoptr (FwLiveParts) parts = fw_live_build (self->source, floor, alerts, error);
  const FwLiveParts *before = self->parts;
  g_autofree char *at = fw_time_format (floor->now);
  GBytes *frame;

  if (parts == NULL)
    return FALSE;

  self->generation = generation;
  self->updated = floor->now;
  if (before != NULL && !fw_live_parts_can_follow (parts, before))
    before = NULL;
  frame = make_event (parts, before, self->number + 1, at);
  if (frame == NULL)
    return TRUE;

  if (before == NULL)
    self->whole_bytes = g_bytes_get_size (frame);
  keep_frame (self, frame);
  g_clear_pointer (&self->whole, g_bytes_unref);
  g_clear_pointer (&self->parts, fw_live_parts_free);
  self->parts = g_steal_pointer (&parts);
  g_free (self->at);
  self->at = g_steal_pointer (&at);

  return TRUE;
}

guint64
fw_live_topic_get_generation (FwLiveTopic *self)
{
  return self->generation;
}

gint64
fw_live_topic_get_updated (FwLiveTopic *self)
{
  return self->updated;
}

guint64
fw_live_topic_get_number (FwLiveTopic *self)
{
  return self->number;
}

GBytes *
fw_live_topic_get_frame (FwLiveTopic *self, guint64 number)
{
  if (number > self->number || number + self->n_frames <= self->number)
    return NULL;

  return self->ring[number % FW_LIVE_RING];
}

GBytes *
fw_live_topic_ref_whole (FwLiveTopic *self)
{
  g_return_val_if_fail (self->parts != NULL, NULL);

  if (self->whole == NULL)
    self->whole = make_event (self->parts, NULL, self->number, self->at);

  return g_bytes_ref (self->whole);
}

void
fw_live_topic_write (FwLiveTopic *self, GString *out)
{
  g_return_if_fail (self->parts != NULL);

  fw_live_parts_write (self->parts, NULL, self->number, self->at, out);
}

/* The parts are the texts of a whole frame once more. */
gsize
fw_live_topic_get_bytes (FwLiveTopic *self)
{
  return self->ring_bytes + 2 * self->whole_bytes;
}

FwScope *
fw_live_topic_get_scope (FwLiveTopic *self)
{
  return self->source->scope;
}

guint
fw_live_topic_add_streams (FwLiveTopic *self, gint n, gint64 now)
{
  self->n_streams = (guint) ((gint) self->n_streams + n);
  self->idle_since = now;

  return self->n_streams;
}

gint64
fw_live_topic_get_idle_since (FwLiveTopic *self)
{
  return self->idle_since;
}
