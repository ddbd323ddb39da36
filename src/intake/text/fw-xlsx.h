/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FwXlsxBook:
 * An opened workbook. Errors are FW_ERROR_INVALID or FW_ERROR_TOO_LARGE; another file in a ZIP
 * archive is told by what it is.
 */
typedef struct _FwXlsxBook FwXlsxBook;

FwXlsxBook *fw_xlsx_book_open (GBytes *bytes, GError **error);
void fw_xlsx_book_free (FwXlsxBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwXlsxBook, fw_xlsx_book_free)

guint fw_xlsx_book_get_n_sheets (FwXlsxBook *self);
/** fw_xlsx_book_get_name: Returns: (transfer none). */
const char *fw_xlsx_book_get_name (FwXlsxBook *self, guint sheet);
/** fw_xlsx_book_is_visible: FALSE: hidden by whoever made it. */
gboolean fw_xlsx_book_is_visible (FwXlsxBook *self, guint sheet);
/** fw_xlsx_book_is_epoch_1904: whether its numbers of days begin in 1904. */
gboolean fw_xlsx_book_is_epoch_1904 (FwXlsxBook *self);
/** fw_xlsx_book_find: @name as it stands, or where no sheet has just that name without regard to
 * case and blanks around it. FALSE: FW_ERROR_INVALID with the names that there are. */
gboolean fw_xlsx_book_find (FwXlsxBook *self, const char *name, guint *sheet, GError **error);
/** fw_xlsx_book_append_names: the visible sheets, quoted, with commas between. */
void fw_xlsx_book_append_names (FwXlsxBook *self, GString *to);

/**
 * fw_xlsx_book_read:
 * A sheet as CSV with commas: row N of the sheet is row N of the result, so that errors can name
 * it. Cells are text as a person reads them; dates and times in ISO form, told by the cell's style;
 * cells with an error such as #N/A are empty. Returns: (transfer full): NULL with an error.
 */
GBytes *fw_xlsx_book_read (FwXlsxBook *self, guint sheet, GError **error);

/** fw_xlsx_to_csv: the first visible sheet that is not empty. */
GBytes *fw_xlsx_to_csv (GBytes *bytes, GError **error);

G_END_DECLS
