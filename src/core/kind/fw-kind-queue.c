/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/kind/fw-kind.h"

static const char *const channels[] = { "phone", "chat",   "messaging", "video",
                                        "email", "social", "other",     NULL };
static const char *const channel_labels[] = { N_ ("Phone"), N_ ("Chat"),   N_ ("Messaging"),
                                              N_ ("Video"), N_ ("E-mail"), N_ ("Social media"),
                                              N_ ("Other"), NULL };

/* The id is the name that the PBX knows the queue by. */
static const FwField fields[] = {
  { "name", FW_FIELD_TEXT, N_ ("Name"), .required = TRUE, .max = 100 },
  { "site", FW_FIELD_REF, N_ ("Site"), .required = TRUE, .to = "site" },
  { "team", FW_FIELD_REF, N_ ("Team"), N_ ("contacts that nobody answered count here"),
    .to = "team" },
  { "channel", FW_FIELD_ENUM, N_ ("Channel"), .required = TRUE, .values = channels,
    .labels = channel_labels, .fallback = "phone" },
  { "product", FW_FIELD_TEXT, N_ ("Product"), .max = 100 },
  { "short_abandon_s", FW_FIELD_NUMBER, N_ ("Short abandon"),
    N_ ("seconds; who hangs up sooner is a short abandon; empty: by policy"), .minimum = 0,
    .maximum = 600 },
};

const FwKind fw_kind_queue = {
  .name = "queue",
  .label = N_ ("Queue"),
  .plural = N_ ("Queues"),
  .title = "name",
  FW_FIELDS (fields),
  .read = FW_ROLE_EVERYONE,
  .write = FW_ROLE_ADMINISTRATOR,
  .scope = FW_SCOPE_BY_TEAM,
};
