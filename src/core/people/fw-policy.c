/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/fw-policy-table.h"

#define ROW(name, label, unit, fallback, minimum, maximum)                                         \
  { name, label, unit, fallback, minimum, maximum },

static const FwPolicy policies[] = { FW_POLICIES (ROW){ NULL } };

const FwPolicy *
fw_policy_list (void)
{
  return policies;
}

const FwPolicy *
fw_policy_find (const char *name)
{
  for (guint i = 0; policies[i].name != NULL; i++)
    if (g_strcmp0 (policies[i].name, name) == 0)
      return &policies[i];

  return NULL;
}
