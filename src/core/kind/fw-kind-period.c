/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "site", FW_FIELD_REF, N_ ("Site"), N_ ("empty: every site"), .to = "site" },
  { "from", FW_FIELD_DATE, N_ ("First day"), .required = TRUE },
  { "to", FW_FIELD_DATE, N_ ("Last day"), N_ ("included"), .required = TRUE },
  { "note", FW_FIELD_TEXT, N_ ("Note"), N_ ("why it was good"), .max = 500 },
};

static gboolean
check_period (const FwRecord *record, GError **error)
{
  if (fw_record_integer (record, "from") <= fw_record_integer (record, "to"))
    return TRUE;

  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                       "to: expected a day on or after the first one");
  return FALSE;
}

const FwKind fw_kind_period = {
  .name = "period",
  .label = N_ ("Good period"),
  .plural = N_ ("Good periods"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_SITE,
  .check = check_period,
};
