/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FwMappingChoice:
 * A drop-down of names with titles that is filled again without being told so: only what a person
 * chooses calls back. The name is kept beside the title, so that a choice is a name.
 */
#define FW_TYPE_MAPPING_CHOICE (fw_mapping_choice_get_type ())
G_DECLARE_FINAL_TYPE (FwMappingChoice, fw_mapping_choice, FW, MAPPING_CHOICE, GtkBox)

/** fw_mapping_choice_new: @label: what is chosen, for those who cannot see where it stands. Signal
 * "chosen". Returns: (transfer floating) */
GtkWidget *fw_mapping_choice_new (const char *label);
void fw_mapping_choice_set_label (FwMappingChoice *self, const char *label);
const char *fw_mapping_choice_get_label (FwMappingChoice *self);
/** fw_mapping_choice_fill: @names, @titles: NULL-terminated, as long as each other; a "" is the
 * name of a choice that stands for none. Where both are as before nothing changes on screen. */
void
fw_mapping_choice_fill (FwMappingChoice *self, const char *const *names, const char *const *titles);
/** fw_mapping_choice_show: selects without telling. */
void fw_mapping_choice_show (FwMappingChoice *self, const char *name);
const char *fw_mapping_choice_get (FwMappingChoice *self); /* (transfer none) */
/** fw_mapping_choice_choose: as a person does. */
void fw_mapping_choice_choose (FwMappingChoice *self, const char *name);

G_END_DECLS
