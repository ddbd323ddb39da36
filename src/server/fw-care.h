/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwCareAct: what somebody does about what waits, be it an alert or a record. */
typedef enum
{
  FW_CARE_ACKNOWLEDGE, /* of alerts alone */
  FW_CARE_SNOOZE,
  FW_CARE_GIVE,
  FW_CARE_RELEASE, /* nobody has taken it up */
  FW_N_CARE_ACTS
} FwCareAct;

typedef struct
{
  FwCareAct act;
  guint minutes;  /* of a snooze */
  const char *to; /* of a gift; borrowed of what it was read from */
} FwCare;

/** fw_care_read: the members "act", "minutes" and "to" of @object.
 * @first: the acts before it are not known
 * Returns: FALSE with FW_ERROR_INVALID, whose message names the member. */
gboolean fw_care_read (JsonObject *object, FwCareAct first, FwCare *care, GError **error);

G_END_DECLS
