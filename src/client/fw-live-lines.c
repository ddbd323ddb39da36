/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-live-lines.h"

#include "core/fw-error.h"

#include <string.h>

struct _FwLiveLines
{
  FwLiveEventFunc func;
  gpointer user_data;
  GString *line;
  GString *data; /* of the event being read */
  char *type;
  char *id;      /* of the last whole event */
  char *next_id; /* (nullable): of the event being read */
  gboolean has_data;
  gboolean at_start; /* a byte-order mark may follow */
  gboolean after_cr; /* "\r\n" is one line end also when cut between the two */
};

FwLiveLines *
fw_live_lines_new (FwLiveEventFunc func, gpointer user_data)
{
  FwLiveLines *self = g_new0 (FwLiveLines, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  self->id = g_strdup ("");
  self->at_start = TRUE;
  return self;
}

void
fw_live_lines_free (FwLiveLines *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->type);
  g_free (self->id);
  g_free (self->next_id);
  g_free (self);
}

static void
clear_event (FwLiveLines *self)
{
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->next_id, g_free);
}

static void
finish_event (FwLiveLines *self)
{
  g_autoptr (GBytes) bytes = NULL;
  FwLiveEvent event;

  if (self->next_id != NULL)
    {
      g_free (self->id);
      self->id = g_steal_pointer (&self->next_id);
    }
  if (!self->has_data)
    {
      clear_event (self);
      return;
    }
  /* the bytes go to another thread: hand over the buffer itself instead of a copy */
  bytes = g_string_free_to_bytes (g_steal_pointer (&self->data));
  self->data = g_string_new (NULL);
  event = (FwLiveEvent){ self->type != NULL ? self->type : "message", self->id, bytes };
  self->func (&event, self->user_data);
  clear_event (self);
}

static gboolean
take_field (FwLiveLines *self,
            const char *name,
            gsize name_length,
            const char *value,
            gsize length,
            GError **error)
{
  if (name_length == 4 && memcmp (name, "data", 4) == 0)
    {
      if (self->data->len + length + 1 > FW_LIVE_MAX_EVENT)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                       "an event of the live feed is over %d bytes", FW_LIVE_MAX_EVENT);
          return FALSE;
        }
      if (self->has_data)
        g_string_append_c (self->data, '\n');
      g_string_append_len (self->data, value, (gssize) length);
      self->has_data = TRUE;
    }
  else if (name_length == 5 && memcmp (name, "event", 5) == 0)
    {
      g_free (self->type);
      self->type = length > 0 ? g_strndup (value, length) : NULL;
    }
  else if (name_length == 2 && memcmp (name, "id", 2) == 0 &&
           memchr (value, '\0', length) == NULL && length <= 200)
    {
      g_free (self->next_id);
      self->next_id = g_strndup (value, length);
    }
  return TRUE; /* "retry" and unknown fields: none of ours */
}

static gboolean
take_line (FwLiveLines *self, const char *line, gsize length, GError **error)
{
  const char *colon;

  if (length == 0)
    {
      finish_event (self);
      return TRUE;
    }
  if (line[0] == ':')
    {
      self->func (NULL, self->user_data);
      return TRUE;
    }
  colon = memchr (line, ':', length);
  if (colon == NULL)
    return take_field (self, line, length, "", 0, error);

  {
    gsize name_length = (gsize) (colon - line);
    const char *value = colon + 1;

    if (value < line + length && *value == ' ')
      value++;
    return take_field (self, line, name_length, value, (gsize) (line + length - value), error);
  }
}

gboolean
fw_live_lines_push (FwLiveLines *self, const char *data, gsize length, GError **error)
{
  const char *end = data + length;

  g_return_val_if_fail (self != NULL, FALSE);

  while (data < end)
    {
      const char *stop;
      gboolean ok;

      if (self->after_cr)
        {
          self->after_cr = FALSE;
          if (*data == '\n')
            {
              data++;
              continue;
            }
        }
      for (stop = data; stop < end && *stop != '\n' && *stop != '\r';)
        stop++;
      if (self->line->len + (gsize) (stop - data) > FW_LIVE_MAX_EVENT)
        {
          g_set_error (error, FW_ERROR, FW_ERROR_TOO_LARGE,
                       "a line of the live feed is over %d bytes", FW_LIVE_MAX_EVENT);
          return FALSE;
        }
      g_string_append_len (self->line, data, stop - data);
      if (stop == end)
        break;
      self->after_cr = *stop == '\r';
      data = stop + 1;
      if (self->at_start && g_str_has_prefix (self->line->str, "\xef\xbb\xbf"))
        g_string_erase (self->line, 0, 3);
      self->at_start = FALSE;
      ok = take_line (self, self->line->str, self->line->len, error);
      g_string_truncate (self->line, 0);
      if (!ok)
        return FALSE;
    }
  return TRUE;
}

void
fw_live_lines_reset (FwLiveLines *self)
{
  g_string_truncate (self->line, 0);
  clear_event (self);
  self->at_start = TRUE;
  self->after_cr = FALSE;
}

const char *
fw_live_lines_get_last_id (FwLiveLines *self)
{
  return self->id;
}

void
fw_live_lines_forget_id (FwLiveLines *self)
{
  g_free (self->id);
  self->id = g_strdup ("");
}
