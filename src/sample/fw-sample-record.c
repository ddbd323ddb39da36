/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/fw-sample-record.h"

void
fw_sample_set (FwRecord *record, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint field = fw_kind_find_field (fw_record_get_kind (record), name);

  g_assert (field >= 0);
  if (!fw_record_parse (record, field, fw_text (text), &error))
    g_error ("sample centre, %s %s, %s: %s", fw_record_get_kind (record)->name,
             fw_record_get_id (record), name, error->message);
}

void
fw_sample_set_date (FwRecord *record, const char *name, gint32 date)
{
  g_autofree char *text = fw_date_format (date);

  fw_sample_set (record, name, text);
}

void
fw_sample_set_clock (FwRecord *record, const char *name, guint minutes)
{
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60 % 24, minutes % 60);

  fw_sample_set (record, name, text);
}

FwRecord *
fw_sample_add_record (GPtrArray *records, const char *kind, const char *id, const char *name)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);

  fw_record_set_fallbacks (record);
  if (name != NULL)
    fw_sample_set (record, "name", name);
  g_ptr_array_add (records, record);
  return record;
}
