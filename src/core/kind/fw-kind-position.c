/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/kind/fw-kind.h"

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "rank", FW_FIELD_INTEGER, N_ ("Rank"), N_ ("0 for the first post; a higher one leads"),
    .minimum = 0, .maximum = 99, .fallback = "0" },
};

const FwKind fw_kind_position = {
  .name = "position",
  .label = N_ ("Position"),
  .plural = N_ ("Positions"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_HR | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_NONE,
};
