/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-intake.h"

G_BEGIN_DECLS

/** FwInspectRow: a line of the file as it stands there. */
typedef struct
{
  guint64 line;
  const char *state; /* "above", "header", "taken", "left-out", "rejected" */
  char **cells;
} FwInspectRow;

/** FwInspectOffer: what, told to be ignored, would leave a rejected row out. */
typedef struct
{
  char *column; /* a header */
  char *word;
  guint64 line; /* of the first such row */
} FwInspectOffer;

/**
 * FwInspect:
 * What a page shows beside the report of a read, so that a mapping can be mended where it is seen:
 * the first lines of a call list, the ones above its header too.
 */
typedef struct
{
  GPtrArray *rows;   /* FwInspectRow */
  GPtrArray *offers; /* FwInspectOffer */
  char **sheets;     /* (nullable): names of a workbook's */
} FwInspect;

/** fw_inspect_read: @report: of a read of the same bytes, as far as it came. What cannot be read is
 * left out: why is told by that read. */
void fw_inspect_read (FwInspect *self, GBytes *bytes, const FwIntakeReport *report);
void fw_inspect_clear (FwInspect *self);

/** fw_inspect_append: the members of INSPECTION that are about a call list. */
void fw_inspect_append (const FwInspect *self, FwJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwInspect, fw_inspect_clear)

G_END_DECLS
