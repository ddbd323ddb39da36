/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/cube/fw-cube.h"
#include "core/floor/fw-floor.h"

G_BEGIN_DECLS

/**
 * FwCentreAside:
 * A file without a name, in which what is rebuilt only to be compared lies while it is not needed:
 * days of a cube, and the ids of events that were seen. So verifying takes little memory however
 * much the ledger holds.
 */
typedef struct _FwCentreAside FwCentreAside;

/** fw_centre_aside_new: in TMPDIR, else /var/tmp, which is no memory. Returns: (nullable): NULL
 * with an error. */
FwCentreAside *fw_centre_aside_new (GError **error);
void fw_centre_aside_free (FwCentreAside *self);

/** fw_centre_aside_begin: empty ones, which are filled from now on. */
void fw_centre_aside_begin (FwCentreAside *self, FwCube *cube, FwFloor *floor);
/** fw_centre_aside_trim: after @events more were applied: lays aside what is too much. Returns:
 * FALSE with an error. */
gboolean fw_centre_aside_trim (FwCentreAside *self, guint64 events, GError **error);
/** fw_centre_aside_check: Returns: FALSE with an error where not all came back. */
gboolean fw_centre_aside_check (FwCentreAside *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCentreAside, fw_centre_aside_free)

G_END_DECLS
