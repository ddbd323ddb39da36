/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-plan-publish.h"

#include "core/fw-error.h"
#include "core/staffing/fw-need.h"
#include "protocol/fw-batch-json.h"

#include <glib/gi18n-lib.h>

/* One batch on its way: of days, or of their withdrawal. */
typedef struct
{
  FwPage *page;
  GPtrArray *records;
  gboolean withdraws;
} Batch;

static void
batch_free (Batch *self)
{
  g_object_unref (self->page);
  g_ptr_array_unref (self->records);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static void send_batch (Batch *batch);

/* ---- a day as a record ---- */

/* @offset: of a double in FwPlanMoment */
static void
put_numbers (FwRecord *record,
             const char *field,
             const FwPlanAnswer *answer,
             const FwPlanDay *day,
             gsize offset,
             guint decimals)
{
  double values[FW_NEED_MOST_MOMENTS];
  const guint n = MIN (day->n, FW_NEED_MOST_MOMENTS);
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    values[i] = G_STRUCT_MEMBER (double, fw_plan_answer_get_moment (answer, day->from + i), offset);
  text = fw_need_format (values, n, decimals);
  fw_record_put_text (record, field, text);
}

static FwRecord *
make_record (const FwKind *kind, const FwPlanAnswer *answer, guint i)
{
  const FwPlanDay *day = fw_plan_answer_get_day (answer, i);
  g_autofree char *id = g_uuid_string_random ();
  FwRecord *record = fw_record_new (kind, id);

  fw_record_put_text (record, "site", answer->site);
  fw_record_set_integer (record, fw_record_find (record, "day"), day->date);
  fw_record_set_integer (record, fw_record_find (record, "withdrawn"), FALSE);
  if (answer->queues != NULL && *answer->queues != '\0')
    fw_record_put_text (record, "queues", answer->queues);
  put_numbers (record, "contacts", answer, day, G_STRUCT_OFFSET (FwPlanMoment, contacts), 2);
  put_numbers (record, "handling", answer, day, G_STRUCT_OFFSET (FwPlanMoment, aht_s), 0);
  put_numbers (record, "people", answer, day, G_STRUCT_OFFSET (FwPlanMoment, together), 0);
  put_numbers (record, "people_apart", answer, day, G_STRUCT_OFFSET (FwPlanMoment, people), 0);
  return record;
}

/* ---- sending ---- */

static void
undo_cb (FwPage *page, gpointer data)
{
  const Batch *done = data;
  Batch *back = g_new0 (Batch, 1);

  back->page = g_object_ref (page);
  back->withdraws = TRUE;
  back->records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < done->records->len; i++)
    {
      FwRecord *record = fw_record_copy (done->records->pdata[i]);

      fw_record_set_integer (record, fw_record_find (record, "withdrawn"), TRUE);
      fw_record_set_revision (record, 1);
      g_ptr_array_add (back->records, record);
    }
  send_batch (back);
}

static void
free_batch (gpointer data)
{
  batch_free (data);
}

static void
tell (Batch *batch)
{
  const guint n = batch->records->len;
  g_autofree char *text =
      g_strdup_printf (batch->withdraws ? ngettext ("%u day withdrawn.", "%u days withdrawn.", n)
                                        : ngettext ("The forecast of %u day is published.",
                                                    "The forecasts of %u days are published.", n),
                       n);

  if (batch->withdraws)
    fw_page_toast (batch->page, text);
  else
    {
      Batch *done = g_new0 (Batch, 1);

      done->page = g_object_ref (batch->page);
      done->records = g_ptr_array_ref (batch->records);
      fw_page_toast_undo (batch->page, text, undo_cb, done, free_batch);
    }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Batch) batch = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = fw_client_request_finish (FW_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      g_autofree char *sentence = fw_error_to_sentence (error);

      fw_page_toast (batch->page, sentence);
      return;
    }
  tell (batch);
}

static void
send_batch (Batch *batch)
{
  g_autoptr (GBytes) body = NULL;
  FwBatchJson json;

  fw_batch_json_init (&json);
  for (guint i = 0; i < batch->records->len; i++)
    fw_batch_json_add_record (&json, batch->records->pdata[i]);
  body = fw_batch_json_finish (&json);
  /* not cancelled with the page: what was published is to be there */
  fw_client_request_async (fw_page_get_client (batch->page), "POST", "records", body,
                           "application/json", NULL, sent_cb, batch);
}

void
fw_plan_publish (FwPage *page, const FwPlanAnswer *answer, guint first, guint n)
{
  const FwKind *kind;
  Batch *batch;

  g_return_if_fail (FW_IS_PAGE (page) && answer != NULL && first + n <= answer->days->len);

  if (!answer->whole || answer->site == NULL)
    {
      fw_page_toast (page,
                     _ ("Only what whole queues of one site want can be published: choose the "
                        "site, and no team, channel or product."));
      return;
    }
  kind = fw_client_find_kind (fw_page_get_client (page), "published-forecast");
  batch = g_new0 (Batch, 1);
  batch->page = g_object_ref (page);
  batch->records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (batch->records, make_record (kind, answer, i));
  send_batch (batch);
}
