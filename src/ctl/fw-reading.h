/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-floor.h"
#include "intake/fw-intake.h"

G_BEGIN_DECLS

/** FwReading: what a read found and what became of it, from here or from a server. */
typedef struct
{
  FwIntakeReport *intake;
  FwFloorReport floor;
  gboolean applied; /* floor is filled */
} FwReading;

void fw_reading_init (FwReading *self);
void fw_reading_clear (FwReading *self);
/** fw_reading_parse: from a server's REPORT. */
gboolean fw_reading_parse (FwReading *self, GBytes *json, GError **error);
/** fw_reading_parse_refusal: from a refused import's document (nullable). FALSE: it has no report.
 */
gboolean fw_reading_parse_refusal (FwReading *self, GBytes *json);
void
fw_reading_print (const FwReading *self, const char *file, const char *source, gboolean dry_run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwReading, fw_reading_clear)

G_END_DECLS
