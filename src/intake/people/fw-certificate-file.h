/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/people/fw-certificate.h"

G_BEGIN_DECLS

/**
 * fw_scheme_file_read: an object of JSON with a member for each scheme: mode, months, end_rule,
 * window_days, grace_days, grace_eligible, fixed ([month, day] or a list of them),
 * minimum_active_months; a label and a note are passed over, anything else is refused.
 * Returns: (transfer full) (element-type utf8 FwCertificateScheme): NULL with FW_ERROR_INVALID that
 * names scheme and member.
 */
GHashTable *fw_scheme_file_read (GBytes *json, GError **error);

/** FwCertificateHistory: what happened to one person under one scheme. */
typedef struct
{
  char *person;
  const char *scheme_name; /* of the schemes handed in, as the next */
  const FwCertificateScheme *scheme;
  GArray *events;           /* FwCertificateEvent, by date */
  FwCertificateStep *steps; /* one for each event */
} FwCertificateHistory;

void fw_certificate_history_free (FwCertificateHistory *self);

/**
 * fw_certificate_file_read: a table with the columns person, scheme, event, date; rows in any
 * order.
 * @schemes: from fw_scheme_file_read(); must outlive the result
 * Returns: (transfer full) (element-type FwCertificateHistory): by person, then by scheme; NULL
 * with FW_ERROR_INVALID that names the lines.
 */
GPtrArray *fw_certificate_file_read (GBytes *table, GHashTable *schemes, GError **error);

G_END_DECLS
