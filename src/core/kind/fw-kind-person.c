/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"

/* Who moves people from team to team and shift to shift. */
#define MOVERS (FW_ROLE_SUPERVISOR | FW_ROLE_HR | FW_ROLE_ADMINISTRATOR)

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "login", FW_FIELD_TEXT, N_ ("Name at the PBX"),
    N_ ("as the queue log writes it, such as Agent/110; empty: the id"), .max = 64,
    .unique = TRUE },
  { "site", FW_FIELD_REF, N_ ("Site"), .required = TRUE, .to = "site", .write = MOVERS },
  { "team", FW_FIELD_REF, N_ ("Team"), .to = "team", .write = MOVERS },
  { "position", FW_FIELD_REF, N_ ("Position"), .to = "position" },
  { "shift", FW_FIELD_REF, N_ ("Shift"), N_ ("empty: the shift of the hour"),
    .to = "shift-template", .write = MOVERS },
  { "hired", FW_FIELD_DATE, N_ ("Hired"), N_ ("first day at work; tenure counts from it"),
    .read = FW_ROLE_SUPERVISOR | FW_ROLE_TRAINER | FW_ROLE_HR | FW_ROLE_ADMINISTRATOR },
  { "since", FW_FIELD_DATE, N_ ("Holds since"),
    N_ ("the day from which team, shift and position hold; empty: from now"), .write = MOVERS },
};

static gboolean
check_person (const FwRecord *record, GError **error)
{
  const FwKind *kind = &fw_kind_person;
  guint hired = (guint) fw_kind_find_field (kind, "hired");
  guint since = (guint) fw_kind_find_field (kind, "since");

  if (fw_record_is_empty (record, hired) || fw_record_is_empty (record, since) ||
      fw_record_get_integer (record, since) >= fw_record_get_integer (record, hired))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "since: expected a day on or after the one of hiring");
  return FALSE;
}

const FwKind fw_kind_person = {
  .name = "person",
  .label = N_ ("Person"),
  .plural = N_ ("People"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_HR | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_TEAM,
  .dated = TRUE,
  .check = check_person,
};
