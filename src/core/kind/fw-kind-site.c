/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "time_zone", FW_FIELD_TEXT, N_ ("Time zone"),
    N_ ("as the system names it, such as Asia/Shanghai"), .required = TRUE, .max = 64 },
  { "day_start", FW_FIELD_TIME_OF_DAY, N_ ("Day starts at"),
    N_ ("a night shift belongs to the day on which it starts"), .fallback = "00:00" },
};

static gboolean
check_site (const FwRecord *record, GError **error)
{
  const char *identifier = fw_record_text (record, "time_zone");
  /* What fw_zone_new() would say, without working out a century of days. */
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (identifier);

  if (zone != NULL)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "time_zone: expected a time zone that this system knows, such as Asia/Shanghai, "
               "not “%s”",
               identifier);
  return FALSE;
}

const FwKind fw_kind_site = {
  .name = "site",
  .label = N_ ("Site"),
  .plural = N_ ("Sites"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_IS_SITE,
  .check = check_site,
};
