/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/people/fw-directory.h"

G_BEGIN_DECLS

/** FwPolicyEntry: the value of a policy: typed as people write it, or chosen by name where the
 * policy is a choice. Signal "changed": a person changed it. */
#define FW_TYPE_POLICY_ENTRY (fw_policy_entry_get_type ())
G_DECLARE_FINAL_TYPE (FwPolicyEntry, fw_policy_entry, FW, POLICY_ENTRY, AdwBin)

GtkWidget *fw_policy_entry_new (const char *name);
/** fw_policy_entry_show: @policy: (nullable): none is chosen yet, so that nothing can be typed;
 * @value: NaN: none. What is being typed for the same policy and reads as @value stays as it is. */
void fw_policy_entry_show (FwPolicyEntry *self, const FwPolicy *policy, double value);
/** fw_policy_entry_read: @value: NaN where it is empty. FALSE: what stands there is no value. */
gboolean fw_policy_entry_read (FwPolicyEntry *self, double *value);
const FwPolicy *fw_policy_entry_get_policy (FwPolicyEntry *self); /* (nullable) */

G_END_DECLS
