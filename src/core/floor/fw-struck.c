/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-struck.h"

void
fw_struck_free (FwStruck *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->id);
  g_free (self->reason);
  g_free (self->account);
  g_free (self->signer);
  g_free (self->signature);
  g_free (self);
}

FwStruck *
fw_struck_copy (const FwStruck *self)
{
  FwStruck *copy = g_new (FwStruck, 1);

  *copy = *self;
  copy->source = g_strdup (self->source);
  copy->id = g_strdup (self->id);
  copy->reason = g_strdup (self->reason);
  copy->account = g_strdup (self->account);
  copy->signer = g_strdup (self->signer);
  copy->signature = g_strdup (self->signature);
  return copy;
}

/* No text of an event has a line end in it, so none can pass for two. */
char *
fw_struck_make_statement (const FwStruck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf ("floorwalker-struck\nsource=%s\nid=%s\nat=%" G_GINT64_FORMAT
                          "\nreason=%s\naccount=%s\nmoment=%" G_GINT64_FORMAT "\n",
                          self->source, self->id, self->at, self->reason, self->account,
                          self->moment);
}

void
fw_struck_to_event (const FwStruck *self, FwEvent *event, char **text)
{
  g_return_if_fail (self != NULL && event != NULL && text != NULL);

  *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", self->at, self->signer, self->signature);
  *event = (FwEvent) FW_EVENT_INIT;
  event->type = FW_EVENT_STRUCK;
  event->at = self->moment;
  event->source = FW_TEXT_LITERAL (FW_STRUCK_SOURCE);
  event->id = fw_text (self->signature); /* as long as a name may be, and there is but one */
  event->contact = fw_text (self->id);
  event->channel = fw_text (self->source);
  event->agent = fw_text (self->account);
  event->reason = fw_text (self->reason);
  event->text = fw_text (*text);
}

FwStruck *
fw_struck_from_event (const FwEvent *event)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  FwStruck *self;
  gint64 at;

  g_return_val_if_fail (event != NULL, NULL);

  text = fw_text_dup (event->text);
  parts = g_strsplit (text != NULL ? text : "", " ", -1);
  if (event->type != FW_EVENT_STRUCK || event->contact.length == 0 || event->channel.length == 0 ||
      g_strv_length (parts) != 3 ||
      !g_ascii_string_to_signed (parts[0], 10, 0, G_MAXINT64, &at, NULL))
    return NULL;

  self = g_new0 (FwStruck, 1);
  self->source = fw_text_dup (event->channel);
  self->id = fw_text_dup (event->contact);
  self->at = at;
  self->reason = g_strndup (event->reason.data, event->reason.length);
  self->account = g_strndup (event->agent.data, event->agent.length);
  self->moment = event->at;
  self->signer = g_strdup (parts[1]);
  self->signature = g_strdup (parts[2]);
  return self;
}
