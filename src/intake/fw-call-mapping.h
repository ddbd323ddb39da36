/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"

G_BEGIN_DECLS

/** What a column of a call list may hold. */
typedef enum
{
  FW_CALL_ID,
  FW_CALL_DATE,
  FW_CALL_TIME,
  FW_CALL_DATE_TIME,
  FW_CALL_AGENT,
  FW_CALL_QUEUE,
  FW_CALL_PRODUCT, /* or topic */
  FW_CALL_CHANNEL,
  FW_CALL_CUSTOMER,
  FW_CALL_ANSWERED,
  FW_CALL_OUTCOME,
  FW_CALL_RESOLVED,
  FW_CALL_WAIT,
  FW_CALL_TALK,
  FW_CALL_HOLD,
  FW_CALL_WRAP,
  FW_CALL_RATING,
  FW_CALL_NPS,
  FW_CALL_N_COLUMNS
} FwCallColumn;

typedef enum
{
  FW_DATE_ORDER_UNKNOWN,
  FW_DATE_ORDER_YMD,
  FW_DATE_ORDER_DMY,
  FW_DATE_ORDER_MDY
} FwDateOrder;

/** FwCallMapping: which column of a list holds what. */
typedef struct
{
  gint column[FW_CALL_N_COLUMNS];   /* -1: none */
  guint unit_ms[FW_CALL_N_COLUMNS]; /* of plain numbers in duration columns: 1, 1000, 60000, 3600000
                                     */
  FwDateOrder order;                /* UNKNOWN until the column was looked at, or stated */
  gboolean order_stated;
  gboolean zero_rating_is_none;
} FwCallMapping;

/** fw_call_mapping_find: from the header's names, then @overrides (nullable JSON as --map takes
 * it). */
gboolean fw_call_mapping_find (FwCallMapping *self,
                               const FwText *header,
                               guint n_header,
                               const char *overrides,
                               GError **error);

/** fw_call_mapping_to_json: Returns: (transfer full): what fw_call_mapping_find() would take as
 * overrides. */
char *fw_call_mapping_to_json (const FwCallMapping *self, const FwText *header);

const char *fw_call_column_to_name (FwCallColumn column);

/** fw_call_synonym_find: what a header's name means. @unit_ms: (out): the unit it states, 0 for
 * none. @rank: (out): lower is surer. */
gboolean fw_call_synonym_find (FwText name, FwCallColumn *column, guint *unit_ms, guint *rank);

G_END_DECLS
