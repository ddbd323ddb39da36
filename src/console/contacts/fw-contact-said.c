/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/contacts/fw-contact-said.h"

#include "console/fw-asked.h"
#include "console/fw-lines.h"
#include "console/fw-transcript-view.h"
#include "protocol/fw-json.h"
#include "protocol/fw-record-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _FwContactSaid
{
  AdwBin parent_instance;

  FwTranscriptView *view;
  FwClient *client;          /* (nullable): who was asked last */
  GCancellable *cancellable; /* (nullable): of the question on its way */
};

G_DEFINE_FINAL_TYPE (FwContactSaid, fw_contact_said, ADW_TYPE_BIN)

static FwRecord *
take_first (FwClient *client, JsonObject *answer)
{
  const FwKind *kind = fw_client_find_kind (client, "transcript");
  JsonObject *first;
  JsonArray *array;

  if (kind == NULL || answer == NULL || !fw_json_get_array (answer, "records", &array, NULL) ||
      json_array_get_length (array) == 0)
    return NULL;
  first = fw_json_find_element (array, 0);
  return first != NULL ? fw_record_json_take (kind, first, NULL) : NULL;
}

static void
answered_cb (gpointer owner, JsonObject *answer)
{
  FwContactSaid *self = owner;
  g_autoptr (FwRecord) record = take_first (self->client, answer);

  fw_transcript_view_show (self->view, record);
  gtk_widget_set_visible (GTK_WIDGET (self), record != NULL);
}

void
fw_contact_said_show (FwContactSaid *self, FwClient *client, const char *contact)
{
  const FwKind *kind;
  g_autofree char *escaped = NULL, *path = NULL;

  g_return_if_fail (FW_IS_CONTACT_SAID (self) && FW_IS_CLIENT (client));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  kind = fw_client_find_kind (client, "transcript");
  /* “;” parts the values of a condition; nothing that has one is brought in under such a name. */
  if (contact == NULL || strchr (contact, ';') != NULL || kind == NULL ||
      (kind->read & fw_client_get_role (client)) == 0)
    return;
  g_set_object (&self->client, client);
  self->cancellable = g_cancellable_new ();
  escaped = g_uri_escape_string (contact, NULL, FALSE);
  path = g_strdup_printf ("records/transcript?limit=1&where.contact=%s", escaped);
  fw_asked_get (client, path, self->cancellable, self, answered_cb);
}

static void
fw_contact_said_dispose (GObject *object)
{
  FwContactSaid *self = FW_CONTACT_SAID (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (fw_contact_said_parent_class)->dispose (object);
}

static void
fw_contact_said_class_init (FwContactSaidClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_contact_said_dispose;
}

static void
fw_contact_said_init (FwContactSaid *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  fw_lines_add (box, _ ("What was said"), "heading");
  self->view = g_object_new (FW_TYPE_TRANSCRIPT_VIEW, NULL);
  fw_transcript_view_set_narrow (self->view);
  gtk_box_append (box, GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
