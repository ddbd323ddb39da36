/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/competencies/fw-competency-sign.h"

#include "console/records/fw-record-writer.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FwPage *page; /* (nullable): none while it waits to be taken back, which must not keep the page */
  FwCompetencySigned done;
  FwRecord *record; /* as it is stored; NULL before */
} Signed;

static Signed *
signed_new (FwPage *page, FwCompetencySigned done, FwRecord *record)
{
  Signed *self = g_new (Signed, 1);

  *self = (Signed){ page != NULL ? g_object_ref (page) : NULL, done, record };
  return self;
}

static void
signed_free (Signed *self)
{
  g_clear_object (&self->page);
  if (self->record != NULL)
    fw_record_unref (self->record);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Signed, signed_free)

static void
tell_refusal (Signed *self, const GError *error)
{
  g_autofree char *sentence = fw_error_to_sentence (error);

  self->done (self->page, sentence);
}

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Signed) self = data;
  g_autoptr (GError) error = NULL;

  if (fw_record_write_finish (result, NULL, NULL, &error) == FW_WRITE_FAILED)
    tell_refusal (self, error);
  else
    self->done (self->page, NULL);
}

/* What was signed stays: it says that it was entered by mistake, and counts no more. */
static void
undo (FwPage *page, gpointer data)
{
  const Signed *self = data;
  g_autoptr (FwRecord) record = fw_record_copy (self->record);
  const gint field = fw_kind_find_field (fw_record_get_kind (record), "withdrawn");

  fw_record_set_integer (record, (guint) field, 1);
  fw_record_write_async (fw_page_get_client (page), record, NULL, withdrawn_cb,
                         signed_new (page, self->done, NULL));
}

static void
free_undo (gpointer data)
{
  signed_free (data);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Signed) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) stored = NULL;
  const FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);

  if (outcome == FW_WRITE_FAILED)
    {
      tell_refusal (self, error);
      return;
    }
  if (outcome == FW_WRITE_WAITING || stored == NULL)
    fw_page_toast (self->page, _ ("The assessment waits for the server."));
  else
    fw_page_toast_undo (self->page, _ ("Assessment signed."), undo,
                        signed_new (NULL, self->done, g_steal_pointer (&stored)), free_undo);
  self->done (self->page, NULL);
}

void
fw_competency_sign (FwPage *page, const FwCompetencySign *sign, FwCompetencySigned done)
{
  const FwKind *kind = fw_kind_find ("evidence");
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (FwRecord) record = NULL;
  FwClient *client;

  g_return_if_fail (FW_IS_PAGE (page) && sign != NULL && done != NULL);

  client = fw_page_get_client (page);
  record = fw_record_new (kind, id);
  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "person", sign->person);
  fw_record_put_text (record, "competency", sign->competency);
  fw_record_put_text (record, "source", "assessment");
  fw_record_put_text (record, "reason", sign->reason);
  fw_record_put_text (record, "signed", fw_client_get_account_id (client));
  fw_record_set_number (record, (guint) fw_kind_find_field (kind, "level"), sign->level);
  fw_record_set_integer (record, (guint) fw_kind_find_field (kind, "day"), sign->day);
  fw_record_write_async (client, record, NULL, written_cb, signed_new (page, done, NULL));
}
