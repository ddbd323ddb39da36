/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** FwPreferences: what a person may choose for her desk; all of it takes effect at once. */
#define FW_TYPE_PREFERENCES (fw_preferences_get_type ())
G_DECLARE_FINAL_TYPE (FwPreferences, fw_preferences, FW, PREFERENCES, AdwPreferencesWindow)

GtkWidget *fw_preferences_new (void);

G_END_DECLS
