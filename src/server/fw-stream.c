/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-stream.h"

#include <errno.h>
#include <sys/socket.h>

void
fw_stream_free (FwStream *self)
{
  g_queue_clear_full (&self->out, (GDestroyNotify) g_bytes_unref);
  fw_question_clear (&self->question);
  fw_scope_unref (self->scope);
  g_free (self->token);
  g_free (self->key);
  g_free (self->site);
  g_free (self->session);
  g_free (self->network);
  g_free (self);
}

gboolean
fw_stream_push (FwStream *self, GBytes *bytes)
{
  if (self->out.length >= FW_STREAM_MAX_QUEUE)
    return FALSE;

  g_queue_push_tail (&self->out, g_bytes_ref (bytes));
  return TRUE;
}

/* Returns the bytes sent, 0 when the socket is full, -1 when it is gone. */
static gssize
send_some (FwStream *self, GBytes *bytes, gsize offset, gint64 now)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gssize n = send (self->fd, data + offset, size - offset, MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n > 0)
    self->last_sent = now;
  else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    n = 0;

  return n;
}

static gboolean
flush_queue (FwStream *self, gint64 now)
{
  GBytes *bytes;

  while ((bytes = g_queue_peek_head (&self->out)) != NULL)
    {
      gssize n = send_some (self, bytes, self->offset, now);

      if (n < 0)
        return FALSE;
      self->offset += (gsize) n;
      if (self->offset < g_bytes_get_size (bytes))
        break;
      g_bytes_unref (g_queue_pop_head (&self->out));
      self->offset = 0;
    }

  return TRUE;
}

gboolean
fw_stream_flush (FwStream *self, gint64 now)
{
  if (!flush_queue (self, now))
    return FALSE;

  /* Frames stay in the topic until the socket takes them: a slow reader costs one frame of memory,
   * not a queue. */
  while (self->out.length == 0 && self->next <= fw_live_topic_get_number (self->topic))
    {
      GBytes *frame = fw_live_topic_get_frame (self->topic, self->next);
      gssize n = frame != NULL ? send_some (self, frame, 0, now) : -1;

      if (n < 0)
        return FALSE;
      self->next++;
      if ((gsize) n < g_bytes_get_size (frame))
        {
          g_queue_push_tail (&self->out, g_bytes_ref (frame));
          self->offset = (gsize) n;
        }
    }

  return self->out.length == 0 || now - self->last_sent < FW_STREAM_MAX_SILENCE;
}
