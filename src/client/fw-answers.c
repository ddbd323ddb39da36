/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/fw-answers.h"

typedef struct
{
  char *question;
  char *tag;
  GBytes *answer;
} Entry;

struct _FwAnswers
{
  GQueue entries; /* Entry, the newest first; two dozen, so looked through one by one */
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->question);
  g_free (entry->tag);
  g_bytes_unref (entry->answer);
  g_free (entry);
}

static GList *
find_entry (FwAnswers *self, const char *question)
{
  for (GList *l = self->entries.head; l != NULL; l = l->next)
    if (g_str_equal (((Entry *) l->data)->question, question))
      return l;
  return NULL;
}

static void
drop (FwAnswers *self, GList *link)
{
  free_entry (link->data);
  g_queue_delete_link (&self->entries, link);
}

FwAnswers *
fw_answers_new (void)
{
  return g_new0 (FwAnswers, 1);
}

void
fw_answers_free (FwAnswers *self)
{
  fw_answers_forget (self);
  g_free (self);
}

void
fw_answers_forget (FwAnswers *self)
{
  g_queue_clear_full (&self->entries, free_entry);
}

void
fw_answers_ask (FwAnswers *self, const char *question, SoupMessage *message)
{
  GList *link = find_entry (self, question);

  if (link == NULL)
    return;
  /* Held by the message, too: whatever comes between, a 304 is about this answer. */
  g_object_set_data_full (G_OBJECT (message), "fw-answer",
                          g_bytes_ref (((Entry *) link->data)->answer),
                          (GDestroyNotify) g_bytes_unref);
  soup_message_headers_replace (soup_message_get_request_headers (message), "If-None-Match",
                                ((Entry *) link->data)->tag);
}

void
fw_answers_take (FwAnswers *self, const char *question, SoupMessage *message, GBytes **answer)
{
  const char *tag =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "ETag");
  GBytes *known = g_object_get_data (G_OBJECT (message), "fw-answer");
  GList *link = find_entry (self, question);
  Entry *entry;

  if (soup_message_get_status (message) == SOUP_STATUS_NOT_MODIFIED && known != NULL)
    {
      g_bytes_unref (*answer);
      *answer = g_bytes_ref (known);
    }
  if (link != NULL)
    drop (self, link);
  if (tag == NULL || g_bytes_get_size (*answer) > FW_ANSWERS_LONGEST)
    return;
  entry = g_new (Entry, 1);
  *entry = (Entry){ g_strdup (question), g_strdup (tag), g_bytes_ref (*answer) };
  g_queue_push_head (&self->entries, entry);
  if (self->entries.length > FW_ANSWERS_MOST)
    drop (self, self->entries.tail);
}
