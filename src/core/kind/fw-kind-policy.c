/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/fw-error.h"
#include "core/kind/fw-record.h"
#include "core/people/fw-policy-table.h"

#define NAME(name, label, unit, fallback, minimum, maximum) name,
#define LABEL(name, label, unit, fallback, minimum, maximum) label,

static const char *const subjects[] = { FW_POLICIES (NAME) NULL };
static const char *const subject_labels[] = { FW_POLICIES (LABEL) NULL };

static const FwField fields[] = {
  { "subject", FW_FIELD_ENUM, N_ ("Subject"), .required = TRUE, .values = subjects,
    .labels = subject_labels },
  { "site", FW_FIELD_REF, N_ ("Site"), N_ ("empty: every site"), .to = "site" },
  { "queue", FW_FIELD_REF, N_ ("Queue"), N_ ("empty: every queue"), .to = "queue" },
  { "value", FW_FIELD_NUMBER, N_ ("Value"),
    N_ ("in the subject's unit; a share as a fraction, 0.95 for 95 %"), .required = TRUE },
  { "since", FW_FIELD_DATE, N_ ("Holds since"),
    N_ ("the day from which it holds; figures of days before keep the value that held then") },
};

static gboolean
check_policy (const FwRecord *record, GError **error)
{
  const FwPolicy *policy = fw_policy_find (fw_record_text (record, "subject"));
  double value =
      fw_record_get_number (record, (guint) fw_kind_find_field (&fw_kind_policy, "value"));

  if (policy != NULL && value >= policy->minimum && value <= policy->maximum)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "value: expected %g to %g %s",
               policy != NULL ? policy->minimum : 0, policy != NULL ? policy->maximum : 0,
               policy != NULL ? policy->unit : "");
  return FALSE;
}

const FwKind fw_kind_policy = {
  .name = "policy",
  .label = N_ ("Policy"),
  .plural = N_ ("Policies"),
  .title = "subject",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_SITE,
  .dated = TRUE,
  .check = check_policy,
};
