/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/quality/fw-case-record.h"

#include "core/fw-error.h"

static guint
weigh (const char *word)
{
  return g_strcmp0 (word, "high") == 0 ? 3 : g_strcmp0 (word, "low") == 0 ? 1 : 2;
}

guint
fw_case_grade (const char *impact, const char *urgency, gboolean threat, gboolean repeated)
{
  const guint weight = weigh (impact) + weigh (urgency);

  if (threat || weight >= 5)
    return 1;
  return repeated || weight == 4 ? 2 : 3;
}

/* The first department that it goes to is no hand-off, and to be without one is none either. */
static gint64
count_handoffs (const FwRecord *stored, const FwRecord *record)
{
  const guint department = fw_record_find (record, "department");
  const gint64 before = stored != NULL && !fw_record_lacks (stored, "handoffs")
                            ? fw_record_integer (stored, "handoffs")
                            : 0;

  return before + (stored != NULL && !fw_record_is_empty (stored, department) &&
                   !fw_record_is_empty (record, department) &&
                   !fw_record_equal_field (stored, record, department));
}

void
fw_case_derive (const FwRecord *stored, FwRecord *record)
{
  static const char *const grades[] = { "1", "2", "3" };
  const guint grade = fw_case_grade (
      fw_record_text (record, "impact"), fw_record_text (record, "urgency"),
      fw_record_integer (record, "threat") != 0, fw_record_integer (record, "repeated") != 0);

  fw_record_set_text (record, fw_record_find (record, "grade"), grades[grade - 1]);
  fw_record_set_integer (record, fw_record_find (record, "handoffs"),
                         count_handoffs (stored, record));
  if (fw_record_lacks (record, "delivered") || fw_record_lacks (record, "return_asked"))
    fw_record_clear (record, fw_record_find (record, "return_after"));
  else
    fw_record_set_integer (record, fw_record_find (record, "return_after"),
                           fw_record_integer (record, "return_asked") -
                               fw_record_integer (record, "delivered"));
}

gboolean
fw_case_check (const FwRecord *record, GError **error)
{
  if (fw_record_lacks (record, "delivered") || fw_record_lacks (record, "return_asked") ||
      fw_record_integer (record, "return_asked") >= fw_record_integer (record, "delivered"))
    return TRUE;

  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "return_asked: expected a day on or after the one on which the goods came");
  return FALSE;
}
