/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"

#define MIN_PASSWORD 10 /* characters */

static const char *const roles[] = {
  "supervisor", "trainer", "hr", "quality", "administrator", NULL
};
static const char *const role_labels[] = { N_ ("Supervisor"),      N_ ("Trainer"),
                                           N_ ("Human resources"), N_ ("Quality"),
                                           N_ ("Administrator"),   NULL };

/* The id is the user name. */
static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "role", FW_FIELD_ENUM, N_ ("Role"), .required = TRUE, .values = roles, .labels = role_labels },
  { "sites", FW_FIELD_REF_LIST, N_ ("Sites"), N_ ("what may be seen; empty: all"), .to = "site" },
  { "teams", FW_FIELD_REF_LIST, N_ ("Teams"), N_ ("what may be seen; empty: all"), .to = "team" },
  { "password", FW_FIELD_SECRET, N_ ("Password"), N_ ("at least 10 characters; empty: as it was"),
    .max = 200 },
  { "disabled", FW_FIELD_BOOLEAN, N_ ("Disabled"), N_ ("cannot sign in"), .fallback = "no" },
};

static gboolean
check_account (const FwRecord *record, GError **error)
{
  const char *password = fw_record_text (record, "password");

  if (password == NULL || g_utf8_strlen (password, -1) >= MIN_PASSWORD)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "password: expected at least %d characters",
               MIN_PASSWORD);
  return FALSE;
}

const FwKind fw_kind_account = {
  .name = "account",
  .label = N_ ("Account"),
  .plural = N_ ("Accounts"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_ADMINISTRATOR,
  .write = FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_IS_WHOLE,
  .check = check_account,
};
