/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/kind/fw-kind.h"

static const char *const judgements[] = { "open", "right", "wrong", NULL };
static const char *const judgement_labels[] = { N_ ("Not judged"), N_ ("Right"), N_ ("Wrong"),
                                                NULL };

/* What people may change is the judgement alone; the rest was written by the watch that found it.
 */
#define FOUND .write = FW_ROLE_ADMINISTRATOR

static const FwField fields[] = {
  { "title", FW_FIELD_TEXT, N_ ("Finding"), .required = TRUE, .max = 1000, FOUND },
  /* No reference: a finding outlives its watch. */
  { "watch", FW_FIELD_TEXT, N_ ("Watch"), N_ ("id of the watch"), .required = TRUE, .max = 64,
    FOUND },
  { "day", FW_FIELD_DATE, N_ ("Day"), .required = TRUE, FOUND },
  { "live", FW_FIELD_BOOLEAN, N_ ("While the day ran"), FOUND },
  { "site", FW_FIELD_REF, N_ ("Site"), .to = "site", FOUND },
  { "team", FW_FIELD_REF, N_ ("Team"), .to = "team", FOUND },
  { "metric", FW_FIELD_TEXT, N_ ("Figure"), .required = TRUE, .max = 64, FOUND },
  { "before", FW_FIELD_NUMBER, N_ ("Before"), FOUND },
  { "now", FW_FIELD_NUMBER, N_ ("Now"), FOUND },
  { "n", FW_FIELD_NUMBER, N_ ("Contacts"), .maximum = 1e12, FOUND },
  { "effect", FW_FIELD_NUMBER, N_ ("Effect"),
    N_ ("what the first cause did to the figure, in its unit"), FOUND },
  { "causes", FW_FIELD_TEXT, N_ ("Causes"),
    N_ ("as in “team=night-b&product=orders”, joined by “;”"), .max = 1000, FOUND },
  { "judgement", FW_FIELD_ENUM, N_ ("Judgement"), N_ ("was it right?"), .required = TRUE,
    .values = judgements, .labels = judgement_labels, .fallback = "open" },
};

const FwKind fw_kind_finding = {
  .name = "finding",
  .label = N_ ("Finding"),
  .plural = N_ ("Findings"),
  .title = "title",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY | FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_TEAM,
};
