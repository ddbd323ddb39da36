/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwCut: what becomes of a COMMIT on its way, and of the line it came on. */
typedef enum
{
  FW_CUT_NONE,
  FW_CUT_BEFORE, /* the server never gets it */
  FW_CUT_AFTER,  /* the server does it, and its answer is lost */
  FW_CUT_LATE    /* as AFTER, but the server gets it only when the client has long come back */
} FwCut;

/**
 * FwCutLine:
 * Stands between a client and the PostgreSQL cluster of FW_TEST_POSTGRES, on a socket of its own,
 * and hands on what both say until it is told to break the line at a commit.
 */
typedef struct _FwCutLine FwCutLine;

FwCutLine *fw_cut_line_new (void);
void fw_cut_line_free (FwCutLine *self);

/** fw_cut_line_make_location: Returns: (transfer full): @location, a store of fw_test_store_new(),
 * through the line. */
char *fw_cut_line_make_location (FwCutLine *self, const char *location);

/** fw_cut_line_arm: the next COMMIT is met by @cut, whoever sends it; those after it pass. */
void fw_cut_line_arm (FwCutLine *self, FwCut cut);
/** fw_cut_line_get_cuts: Returns: how many lines were cut so far. */
guint fw_cut_line_get_cuts (FwCutLine *self);
/** fw_cut_line_set_down: while @down nobody gets through: lines that are open break, new ones are
 * closed at once. */
void fw_cut_line_set_down (FwCutLine *self, gboolean down);

G_END_DECLS
