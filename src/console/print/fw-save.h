/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/fw-page.h"

G_BEGIN_DECLS

/** fw_save_choose: asks where to, with @name proposed, and calls @chosen unless somebody thinks
 * better of it. @page lives until then; @data is freed after the answer, whatever it is. */
void fw_save_choose (FwPage *page,
                     const char *title,
                     const char *name,
                     void (*chosen) (FwPage *page, GFile *file, gpointer data),
                     gpointer data,
                     GDestroyNotify free_data);

/** fw_save_write: writes @bytes and says so in a toast, or in the banner why not. */
void fw_save_write (FwPage *page, GFile *file, GBytes *bytes);

/** fw_save_table: asks where to and writes what fw_page_list() gives as CSV, which a spreadsheet
 * reads; says that there is nothing where the page has no table. */
void fw_save_table (FwPage *page);
/** fw_save_table_to_csv: Returns: (transfer full): @text, lines of tab-separated cells, as CSV. */
GBytes *fw_save_table_to_csv (const char *text);

G_END_DECLS
