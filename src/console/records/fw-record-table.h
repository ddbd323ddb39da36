/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "console/records/fw-record-list.h"

G_BEGIN_DECLS

/**
 * fw_record_table_build: the columns of a kind in @view, for a role, each as wide as its texts
 * where there is room; the usual order of the kind; what was remembered of
 * them. The id stands after the title.
 */
void fw_record_table_build (GtkColumnView *view, FwClient *client, const FwKind *kind);
/** fw_record_table_get_name: Returns: (transfer full): by which the table is remembered. */
char *fw_record_table_get_name (const FwKind *kind);
/** fw_record_table_to_tsv: Returns: (transfer full): the rows of @items as a spreadsheet takes
 * them. */
char *fw_record_table_to_tsv (GListModel *items,
                              FwClient *client,
                              const FwKind *kind,
                              gboolean with_headers);

/** fw_record_table_shows_ids: whether the column of ids is shown: as a person last wanted it, else
 * only where the world outside gives the ids. */
gboolean fw_record_table_shows_ids (const FwKind *kind);
/** fw_record_table_describe_revision: Returns: (transfer full): "Team · revision 3", with the id
 * where the table shows ids: elsewhere it tells people nothing. */
char *fw_record_table_describe_revision (const FwRecord *record);
/** fw_record_table_show_ids: shows or hides it, and keeps that for the next time. */
void fw_record_table_show_ids (GtkColumnView *view, const FwKind *kind, gboolean shown);

/** fw_record_table_keep_orders: the table is put in order by what the server can put in order
 * alone. */
void fw_record_table_keep_orders (GtkColumnView *view, const FwKind *kind);
/** fw_record_table_get_order: @order: (out) (transfer none): the order that the table's header
 * says; where it says none, the usual one of the kind. */
void fw_record_table_get_order (GtkColumnView *view,
                                const FwKind *kind,
                                const char **order,
                                gboolean *descending);

G_END_DECLS
