/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/** FwRefChoice: chooses one record of a kind, or several, an account, or one of fixed values, from
 * a list that can be searched. Signal "changed". */
#define FW_TYPE_REF_CHOICE (fw_ref_choice_get_type ())
G_DECLARE_FINAL_TYPE (FwRefChoice, fw_ref_choice, FW, REF_CHOICE, AdwBin)

/** fw_ref_choice_new: @name: of the field, translated; @empty: (nullable): what it means that
 * nothing is chosen ("All sites"), which is then a choice too; NULL: one has to be. */
GtkWidget *
fw_ref_choice_new (FwRecordList *list, const char *name, gboolean several, const char *empty);
/** fw_ref_choice_new_accounts: an account, by the name of its person, also for who may not read
 * accounts. @empty: (nullable): as above. */
GtkWidget *fw_ref_choice_new_accounts (FwClient *client, const char *name, const char *empty);
/** fw_ref_choice_new_fixed: one of @ids (array zero-terminated=1), which are called @titles,
 * untranslated and of the same length, in that order. */
GtkWidget *fw_ref_choice_new_fixed (const char *const *ids,
                                    const char *const *titles,
                                    const char *name,
                                    const char *empty);
/** fw_ref_choice_set_chosen: @ids: (nullable) (array zero-terminated=1). */
void fw_ref_choice_set_chosen (FwRefChoice *self, const char *const *ids);
/** fw_ref_choice_get_chosen: Returns: (transfer full): in the order they are shown. */
GStrv fw_ref_choice_get_chosen (FwRefChoice *self);

G_END_DECLS
