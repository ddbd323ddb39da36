/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-open-shift.h"

#include "core/calendar/fw-zone.h"
#include "core/fw-error.h"

static void
put_name (FwRecord *record, const FwKindLook *look)
{
  const char *id = fw_record_text (record, "template");
  g_autoptr (FwRecord) template = look->find (look->data, "shift-template", id);
  const char *shift = template != NULL ? fw_record_text (template, "name") : id;
  g_autofree char *date = NULL, *name = NULL;

  if (!fw_record_lacks (record, "day"))
    date = fw_date_format ((gint32) fw_record_integer (record, "day"));
  name = g_strdup_printf ("%s · %s", date != NULL ? date : "", shift != NULL ? shift : "");
  fw_record_put_text (record, "name", name);
}

void
fw_open_shift_arrange (const FwRecord *stored, FwRecord *record, const FwKindLook *look)
{
  g_return_if_fail (record != NULL && look != NULL);

  put_name (record, look);
  fw_record_set_integer (record, fw_record_find (record, "left"),
                         fw_record_integer (record, "people") -
                             fw_record_integer (record, "taken"));
}

gboolean
fw_open_shift_check (const FwRecord *record, GError **error)
{
  const char *message = NULL;

  g_return_val_if_fail (record != NULL, FALSE);

  if (!fw_record_lacks (record, "until") &&
      fw_record_integer (record, "until") > fw_record_integer (record, "day"))
    message = "until: expected a day that is not after the shift";
  else if (fw_record_integer (record, "people") < fw_record_integer (record, "taken"))
    message = "people: expected at least as many as have a place already";
  if (message != NULL)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, message);
  return message == NULL;
}
