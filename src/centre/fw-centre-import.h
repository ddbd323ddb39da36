/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "centre/fw-centre.h"
#include "intake/fw-intake.h"
#include "protocol/fw-json.h"

G_BEGIN_DECLS

/**
 * FwCentreImport:
 * A file on its way into a centre, by whichever door. It is read to its end first; one rule
 * (fw_centre_import_rehearse()) says whether it is taken, and only then is anything written, the
 * making of a store included.
 */
typedef struct
{
  FwIntake intake;        /* its sink and rejects are not looked at */
  const char *path;       /* (nullable): else @bytes */
  GBytes *bytes;          /* (nullable) */
  const char *skip_word;  /* how skipping is asked for at this door, for the message */
  gboolean skip_rejected; /* the good lines are taken although others are rejected */
} FwCentreImport;

/**
 * fw_centre_import_rehearse: reads the whole file and writes nothing.
 * @report: filled as far as the file was understood, also where it is refused
 * Returns: FALSE with FW_ERROR_INVALID when nothing of the file may be taken: it was not understood
 * as a whole, a line was rejected and @skip_rejected is not set, or not one line was good.
 */
gboolean fw_centre_import_rehearse (const FwCentreImport *self,
                                    FwIntakeReport *report,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * fw_centre_import_perform: reads the file once more, and into @centre.
 * @rejects: (nullable): where rejected lines go
 * @floor: what became of the events, also of those that were stored before a failure
 */
gboolean fw_centre_import_perform (const FwCentreImport *self,
                                   FwCentre *centre,
                                   GOutputStream *rejects,
                                   FwIntakeReport *report,
                                   FwFloorReport *floor,
                                   GCancellable *cancellable,
                                   GError **error);

/** fw_centre_dup_names: names of people and queues that contacts of the centre have, for the
 * members known_agents and known_queues of an intake. Returns: (transfer full) */
char **fw_centre_dup_names (FwCentre *centre, FwDimension dimension);

/** fw_centre_close_overdue: closes what @source left open and what by now is long over, when
 * nothing more comes of it. The clock says so once, as an event of the source: a replay then ends
 * the same.
 * @floor: what was closed is added to it
 */
gboolean fw_centre_close_overdue (FwCentre *centre,
                                  const char *source,
                                  FwFloorReport *floor,
                                  GError **error);

/** fw_centre_import_copy_rejects: reads the file and writes its rejected lines to @rejects. */
gboolean
fw_centre_import_copy_rejects (const FwCentreImport *self, GOutputStream *rejects, GError **error);

/**
 * fw_centre_import_inspect: a rehearsal for somebody who is to mend how the file is read:
 * INSPECTION of docs/api.md. That the file is refused is part of it.
 * Returns: (transfer full): JSON; NULL when it was cancelled or could not be read at all
 */
GString *
fw_centre_import_inspect (const FwCentreImport *self, GCancellable *cancellable, GError **error);

/** fw_centre_import_append_report: REPORT of docs/api.md. @floor: (nullable): nothing was written
 */
void fw_centre_import_append_report (FwJsonWriter *writer,
                                     const FwIntakeReport *report,
                                     const FwFloorReport *floor,
                                     gboolean dry_run,
                                     gboolean cancelled);

G_END_DECLS
