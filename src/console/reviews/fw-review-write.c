/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-write.h"

#include "console/records/fw-record-moves.h"
#include "console/records/fw-record-writer.h"
#include "protocol/fw-json.h"

typedef struct
{
  FwPage *page;
  gboolean hand_in;
  FwReviewWritten done;
} Write;

static void
write_free (Write *self)
{
  g_object_unref (self->page);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

FwRecord *
fw_review_make (FwClient *client, FwAnswerItem *row, JsonObject *form)
{
  static const char *const names[] = { "person", "day", "sampled" };
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record;

  g_return_val_if_fail (FW_IS_ANSWER_ITEM (row) && form != NULL, NULL);

  record = fw_record_new (fw_client_find_kind (client, "review"), id);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fw_record_parse (record, fw_record_find (record, names[i]),
                     fw_text (fw_answer_item_get_text (row, names[i])), NULL);
  fw_record_put_text (record, "contact", fw_answer_item_get_text (row, "id"));
  fw_record_put_text (record, "form", fw_json_find_text (form, "id"));
  fw_record_put_text (record, "grader", fw_client_get_account_id (client));
  return record;
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Write) self = user_data;

  if (fw_record_moves_finish (self->page, result))
    self->done (self->page, TRUE);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Write) self = user_data;
  g_autoptr (FwRecord) stored = NULL;
  g_autoptr (GError) error = NULL;
  const FwWriteOutcome outcome = fw_record_write_finish (result, &stored, NULL, &error);
  FwPage *page = self->page;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (outcome == FW_WRITE_STORED && self->hand_in)
    {
      fw_record_move_async (fw_page_get_client (page), stored, "handed-in", NULL, NULL,
                            fw_page_get_cancellable (page), moved_cb, g_steal_pointer (&self));
      return;
    }
  if (outcome == FW_WRITE_WAITING)
    fw_page_toast_waiting (page);
  else if (outcome == FW_WRITE_FAILED)
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_page_toast (page, sentence);
    }
  self->done (page, FALSE);
}

void
fw_review_write (FwPage *page, FwRecord *review, gboolean hand_in, FwReviewWritten done)
{
  Write *self;

  g_return_if_fail (FW_IS_PAGE (page) && review != NULL && done != NULL);

  self = g_new (Write, 1);
  *self = (Write){ g_object_ref (page), hand_in, done };
  fw_record_write_async (fw_page_get_client (page), review, fw_page_get_cancellable (page),
                         stored_cb, self);
}
