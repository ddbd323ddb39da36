/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The plain questions: all of a kind, and a page of it by id. */
#include "store/fw-record-query.h"
#include "store/fw-records-private.h"

static GPtrArray *
take_records (FwRecordAnswer *answer)
{
  return answer != NULL ? g_ptr_array_ref (answer->records) : NULL;
}

GPtrArray *
fw_records_list (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error)
{
  g_autoptr (FwRecordAnswer) answer = NULL;
  const FwRecordQuery query = FW_RECORD_QUERY_ALL;

  g_return_val_if_fail (self != NULL && scope != NULL && kind != NULL, NULL);

  answer = fw_records_answer (self, scope, kind, &query, FALSE, error);
  return take_records (answer);
}

GPtrArray *
fw_records_list_page (FwRecords *self,
                      FwScope *scope,
                      const FwKind *kind,
                      const FwRecordsPage *page,
                      gboolean *more,
                      GError **error)
{
  g_autoptr (FwRecordAnswer) answer = NULL;
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  g_return_val_if_fail (page != NULL && more != NULL, NULL);

  query.limit = page->limit;
  query.after = page->after;
  answer = fw_records_ask (self, scope, kind, &query, error);
  *more = answer != NULL && answer->next != NULL;
  return take_records (answer);
}
