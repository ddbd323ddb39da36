/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/cube/fw-cube.h"
#include "core/cube/fw-waits.h"
#include "core/floor/fw-floor.h"
#include "core/metric/fw-metric.h"
#include "store/fw-ledger.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

/**
 * FwCentre:
 * A centre's data, open: database, ledger, floor, cube and house joined. The server and the command
 * line both stand on it, so both give the same answers. Safe from any thread.
 *
 * One thread appends all submitted batches that wait in one commit (group commit), a second applies
 * them to floor and cube in that order, and only then answers; "the writer thread" below is the
 * second. Checkpoints are its work too.
 */
typedef struct _FwCentre FwCentre;

typedef enum
{
  FW_CENTRE_DEFAULT = 0,
  FW_CENTRE_READ_ONLY = 1 << 0,
  FW_CENTRE_CREATE = 1 << 1 /* make the store when there is none; else FW_ERROR_NOT_FOUND */
} FwCentreFlags;

/** fw_centre_open: a store that another process serves gives FW_ERROR_BUSY naming it (lock file).
 */
FwCentre *fw_centre_open (const char *location, FwCentreFlags flags, GError **error);
void fw_centre_close (FwCentre *self); /* checkpoints; a crash instead loses nothing */

FwCube *fw_centre_get_cube (FwCentre *self);
FwFloor *fw_centre_get_floor (FwCentre *self);
FwRecords *fw_centre_get_records (FwCentre *self);
FwLedger *fw_centre_get_ledger (FwCentre *self);
FwDatabase *fw_centre_get_database (FwCentre *self);
FwDirectory *fw_centre_ref_directory (FwCentre *self); /* (transfer full) */

/** fw_centre_ingest: blocks until the events are durable and applied. FW_ERROR_FULL: nothing of it
 * was taken. FW_ERROR_UNAVAILABLE: nobody knows; to ingest the same batch again is right either
 * way, as events are known by their ids. */
gboolean
fw_centre_ingest (FwCentre *self, FwEventBatch *batch, FwFloorReport *report, GError **error);

/** fw_centre_submit: the same without waiting; @done is called on the writer thread. Blocks only
 * while 64 MiB wait. */
typedef void (*FwCentreDone) (const FwFloorReport *report, const GError *error, gpointer user_data);
void fw_centre_submit (FwCentre *self, FwEventBatch *batch, FwCentreDone done, gpointer user_data);
/** fw_centre_set_group_limit: how many batches may share a commit; 0, as at first: all that wait.
 * For comparing in benchmarks. */
void fw_centre_set_group_limit (FwCentre *self, guint batches);

/** fw_centre_house_changed: tell after records changed; figures of the past are assigned anew
 * before it returns. */
gboolean fw_centre_house_changed (FwCentre *self, GError **error);

/** fw_centre_add_watch: @changed is called on the writer thread after each applied group of
 * batches; be brief. */
typedef void (*FwCentreChanged) (FwCentre *self, gpointer user_data);
guint fw_centre_add_watch (FwCentre *self, FwCentreChanged changed, gpointer user_data);
void fw_centre_remove_watch (FwCentre *self, guint id);

/** fw_centre_get_generation: grows with every change that could alter an answer. */
guint64 fw_centre_get_generation (FwCentre *self);

/* ---- asking ---- */

/** FwQuestion: what a person asks, in names; the scope is applied to it before it reaches the cube.
 */
typedef struct
{
  gint64 from, to, now;
  FwDimension by[FW_CUBE_MAX_BY];
  guint n_by;
  FwBucket bucket;
  char **only[FW_N_DIMENSIONS];       /* (nullable): names that count; NULL-terminated */
  char **levels[FW_CUBE_MAX_FILTERS]; /* (nullable): of a factor (fw_factor_list()), likewise */
} FwQuestion;

void fw_question_clear (FwQuestion *question);

/** fw_centre_ask: Returns: (transfer full): the one function behind every figure. */
FwCubeAnswer *fw_centre_ask (FwCentre *self,
                             FwScope *scope,
                             const FwQuestion *question,
                             GCancellable *cancellable,
                             GError **error);

/** fw_centre_ask_waits: how long the contacts that fw_centre_ask() counts waited and were handled.
 * @waits: FW_N_WAITS, added to. */
gboolean fw_centre_ask_waits (FwCentre *self,
                              FwScope *scope,
                              const FwQuestion *question,
                              FwWaits *waits,
                              GCancellable *cancellable,
                              GError **error);

/** fw_centre_count_waiting: how many of @question's contacts (its times are ignored) waited at @at:
 * as it was, from what is known now; those of the two hours before are looked at. */
guint
fw_centre_count_waiting (FwCentre *self, FwScope *scope, const FwQuestion *question, gint64 at);

/** fw_centre_name_code: not under a lock of the cube. Returns: (transfer none): the text of a code
 * of an answer: id, login, band, "09:30" for a half hour, outcome. */
const char *fw_centre_name_code (FwCentre *self, FwDimension dimension, guint16 code);

/** FwContactLine: one contact for a list or an export. */
typedef struct
{
  char *id; /* as the source named it */
  char *source;
  char *site;
  FwContact contact;
} FwContactLine;

void fw_contact_line_free (FwContactLine *line);
/** fw_centre_list_contacts: Returns: (transfer full) (element-type FwContactLine). */
GPtrArray *fw_centre_list_contacts (FwCentre *self,
                                    FwScope *scope,
                                    const FwQuestion *question,
                                    FwMeasure measure,
                                    guint64 offset,
                                    guint limit,
                                    guint64 *total,
                                    GError **error);

/**
 * fw_centre_read_contact: one contact and its events in the order of the ledger.
 * @line: (out) (transfer full): its last row
 * Returns: (transfer full): the events alone in a batch of their own; NULL with FW_ERROR_NOT_FOUND,
 * also for what @scope forbids.
 */
FwEventBatch *fw_centre_read_contact (FwCentre *self,
                                      FwScope *scope,
                                      const char *source,
                                      const char *contact,
                                      FwContactLine **line,
                                      GError **error);

/** fw_centre_get_target: the policy target of a metric for a site or queue at a moment; NaN for
 * none. */
double fw_centre_get_target (
    FwCentre *self, const FwMetric *metric, const char *site, const char *queue, gint64 at);

/* ---- keeping ---- */

typedef struct
{
  guint64 batches, events, contacts;
  char *live_digest;    /* cube and floor as they run */
  char *rebuilt_digest; /* made anew from the ledger */
} FwVerifyReport;

void fw_verify_report_clear (FwVerifyReport *report);
/** fw_centre_verify: checks every checksum, the engine's own check, and rebuilds floor and cube
 * from the ledger beside the live ones. FALSE with FW_ERROR_CORRUPT when they differ. */
gboolean fw_centre_verify (FwCentre *self,
                           FwVerifyReport *report,
                           GCancellable *cancellable,
                           GError **error);
gboolean
fw_centre_backup (FwCentre *self, const char *target, GCancellable *cancellable, GError **error);
/** fw_centre_restore: into a @location that holds no centre; verifies before it says yes. */
gboolean fw_centre_restore (const char *backup,
                            const char *location,
                            GCancellable *cancellable,
                            GError **error);
gboolean fw_centre_checkpoint (FwCentre *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCentre, fw_centre_close)

G_END_DECLS
