/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/kind/fw-kind.h"

static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "site", FW_FIELD_REF, N_ ("Site"), .required = TRUE, .to = "site" },
  { "start", FW_FIELD_TIME_OF_DAY, N_ ("Starts at"), N_ ("the site's clock"), .required = TRUE },
  { "length_minutes", FW_FIELD_INTEGER, N_ ("Length"),
    N_ ("minutes by the clock on the wall; it may pass midnight"), .required = TRUE, .minimum = 30,
    .maximum = 1440 },
  { "letter", FW_FIELD_TEXT, N_ ("Letter"), N_ ("one or two, shown in the roster"), .max = 2 },
};

const FwKind fw_kind_shift_template = {
  .name = "shift-template",
  .label = N_ ("Shift"),
  .plural = N_ ("Shifts"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_SUPERVISOR | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_SITE,
};
