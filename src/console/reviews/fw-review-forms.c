/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/reviews/fw-review-forms.h"

#include "console/records/fw-record-batch-writer.h"
#include "core/quality/fw-review-templates.h"

#include <glib/gi18n-lib.h>

GArray *
fw_review_forms_offer (FwClient *client)
{
  GArray *changes = fw_record_changes_new ();
  guint n;
  const FwReviewTemplate *templates = fw_review_templates (&n);

  g_return_val_if_fail (FW_IS_CLIENT (client), changes);

  for (guint i = 0; i < n; i++)
    {
      const FwRecordChange change = {
        .record = fw_record_new (fw_client_find_kind (client, "review-form"), templates[i].id)
      };

      fw_record_set_fallbacks (change.record);
      fw_record_put_text (change.record, "name", _ (templates[i].name));
      fw_record_put_text (change.record, "items", _ (templates[i].items));
      fw_record_set_integer (change.record, fw_record_find (change.record, "scale"),
                             FW_REVIEW_TEMPLATE_SCALE);
      g_array_append_val (changes, change);
    }
  return changes;
}
