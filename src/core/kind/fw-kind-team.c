/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/kind/fw-kind.h"

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "site", FW_FIELD_REF, N_ ("Site"), .required = TRUE, .to = "site" },
  /* No reference: people refer to teams already, and one of the two has to be written first. */
  { "leader", FW_FIELD_TEXT, N_ ("Leader"), N_ ("id of a person"), .max = 64 },
};

const FwKind fw_kind_team = {
  .name = "team",
  .label = N_ ("Team"),
  .plural = N_ ("Teams"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_HR | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_IS_TEAM,
};
