/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console/live/fw-live-grid.h"

G_BEGIN_DECLS

/** The columns of the board: what they are called, say and are sorted by. */
typedef enum
{
  FW_CERTIFICATE_COLUMN_PERSON,
  FW_CERTIFICATE_COLUMN_TEAM,
  FW_CERTIFICATE_COLUMN_SCHEME,
  FW_CERTIFICATE_COLUMN_STATE,
  FW_CERTIFICATE_COLUMN_UNTIL,
  FW_CERTIFICATE_COLUMN_MISSING,
  FW_N_CERTIFICATE_COLUMNS
} FwCertificateColumn;

const char *fw_certificate_column_get_title (FwCertificateColumn column); /* translated */
/** fw_certificate_columns_add: all of them, in their order. */
void fw_certificate_columns_add (FwLiveGrid *grid);

G_END_DECLS
