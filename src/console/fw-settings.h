/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** fw_settings: Returns: (transfer none): the console's settings, one object for the process. */
GSettings *fw_settings (void);

/** fw_settings_save_table, _load_table: what a table remembers (sorting, filter, columns), by its
 * name. */
void fw_settings_save_table (const char *table, GVariant *state);
GVariant *fw_settings_load_table (const char *table);

/** fw_settings_toggle_pin: pins a page above the rooms, or no longer. Returns: whether it is pinned
 * now. */
gboolean fw_settings_toggle_pin (const char *page);

/**
 * fw_places_find_program, _find_data: Returns: (transfer full) (nullable): from the build tree when
 * the console runs from there, else from where it was installed.
 */
char *fw_places_find_program (const char *name);
char *fw_places_find_locale (void);

G_END_DECLS
