/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-test-record.h"

void
fw_test_record_set (FwRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint index = fw_kind_find_field (fw_record_get_kind (record), field);

  g_assert_cmpint (index, >=, 0);
  fw_record_parse (record, (guint) index, fw_text (text), &error);
  g_assert_no_error (error);
}

FwRecord *
fw_test_record (const char *kind, const char *id, ...)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);
  const char *field;
  va_list arguments;

  fw_record_set_fallbacks (record);
  va_start (arguments, id);
  while ((field = va_arg (arguments, const char *)) != NULL)
    fw_test_record_set (record, field, va_arg (arguments, const char *));
  va_end (arguments);
  return record;
}
