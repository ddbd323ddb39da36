/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * fw_choice_keys_attach:
 * The keys of every list to choose from: what is typed goes into @search, Down, Up, Page Down and
 * Page Up move the cursor over the rows that match, Enter chooses, Esc closes. The focus stays in
 * @search. @popover holds both; rows that cannot be chosen are not selectable.
 */
void fw_choice_keys_attach (GtkPopover *popover, GtkSearchEntry *search, GtkListBox *list);

/** fw_choice_keys_begin: when @list has been filled: the cursor on @row, NULL: the first one. */
void fw_choice_keys_begin (GtkListBox *list, GtkListBoxRow *row);

G_END_DECLS
