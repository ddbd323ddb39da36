/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/contacts/fw-contacts-model.h"
#include "console/contacts/fw-names.h"
#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** FwContactColumn: a column of a table of contacts. */
typedef enum
{
  FW_CONTACT_ARRIVAL,
  FW_CONTACT_QUEUE,
  FW_CONTACT_TEAM,
  FW_CONTACT_PERSON,
  FW_CONTACT_PRODUCT,
  FW_CONTACT_OUTCOME,
  FW_CONTACT_WAIT,
  FW_CONTACT_HANDLING,
  FW_CONTACT_RATING,
  FW_CONTACT_RESOLVED,
  FW_N_CONTACT_COLUMNS
} FwContactColumn;

const char *fw_contact_column_get_title (FwContactColumn column); /* translated */
/** fw_contact_column_get_order: Returns: what the server calls the order by it. */
const char *fw_contact_column_get_order (FwContactColumn column);
/** fw_contact_column_write: Returns: (transfer full): a cell. @zone: (nullable): whose clock. */
char *fw_contact_column_write (FwContactColumn column,
                               const FwContactFacts *contact,
                               FwNames *names,
                               GTimeZone *zone);

/** fw_contact_columns_add: adds @columns to a grid of the rows of @model, which the server sorts.
 */
void fw_contact_columns_add (FwLiveGrid *grid,
                             FwContactsModel *model,
                             FwNames *names,
                             const FwContactColumn *columns,
                             guint n_columns);
/** fw_contact_columns_get_order: Returns: (transfer full): "&order=-wait_s" by what the grid is
 * sorted by; "" by arrival. */
char *fw_contact_columns_get_order (FwLiveGrid *grid, const FwContactColumn *columns);

/** fw_contact_columns_list: Returns: (transfer full) (nullable): what has come of @model as lines
 * of tab-separated cells, heads first; NULL: nothing. */
char *fw_contact_columns_list (FwContactsModel *model,
                               FwNames *names,
                               const FwContactColumn *columns,
                               guint n_columns);

G_END_DECLS
