/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/access/fw-access.h"
#include "core/cube/fw-cube.h"
#include "core/cube/fw-listing.h"
#include "core/cube/fw-waits.h"
#include "core/floor/fw-floor.h"
#include "core/metric/fw-metric.h"
#include "store/fw-ledger.h"
#include "store/fw-records.h"
#include "store/fw-salvage.h"

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
  FW_CENTRE_CREATE = 1 << 1, /* make the store when there is none; else FW_ERROR_NOT_FOUND */
  /* With READ_ONLY, for looking: makes and changes no file of a store that nobody else has open.
   * Who would write it waits until it is closed. */
  FW_CENTRE_STILL = 1 << 3,
  FW_CENTRE_REBUILD = 1 << 2 /* leave what is made from the ledger aside and make it again */
} FwCentreFlags;

/** fw_centre_open: a store that another process serves gives FW_ERROR_BUSY naming it (lock file).
 */
FwCentre *fw_centre_open (const char *location, FwCentreFlags flags, GError **error);
void fw_centre_close (FwCentre *self); /* checkpoints; a crash instead loses nothing */

/** fw_centre_copy_records: the records of a store, which another process may serve meanwhile and
 * which stays as it is, into @to, a new database of SQLite. FW_ERROR_NOT_FOUND: there is none. */
gboolean fw_centre_copy_records (const char *location, FwDatabase *to, GError **error);

FwCube *fw_centre_get_cube (FwCentre *self);
FwFloor *fw_centre_get_floor (FwCentre *self);
FwRecords *fw_centre_get_records (FwCentre *self);
FwLedger *fw_centre_get_ledger (FwCentre *self);
FwDatabase *fw_centre_get_database (FwCentre *self);
FwDirectory *fw_centre_ref_directory (FwCentre *self); /* (transfer full) */

/** fw_centre_ingest: blocks until the events are durable and applied. FW_ERROR_FULL: nothing of it
 * was taken. FW_ERROR_UNAVAILABLE: it is not known; to ingest the same batch again is right either
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

/** fw_centre_read_identity: Returns: (transfer full): what the centre in @location is known by,
 * hex; one that another process serves, and that is encrypted, too. "" for none yet. */
char *fw_centre_read_identity (const char *location, GError **error);
/** fw_centre_get_identity: Returns: (transfer full): of an open one. */
char *fw_centre_get_identity (FwCentre *self);

/** fw_centre_set_key_file: where the key is that centres opened from now on are encrypted with;
 * NULL, as at first: among the credentials of the service, else beside the store. Not while others
 * open one. */
void fw_centre_set_key_file (const char *path);
/** fw_centre_find_key_file: Returns: (transfer full): where the key of that name is looked for. */
char *fw_centre_find_key_file (const char *location, const char *name);

/** fw_centre_get_state_path: Returns: (transfer full): where a file called @name about a centre is
 * kept: in its directory, or, for a database server, in the state directory of the service or the
 * user. */
char *fw_centre_get_state_path (const char *location, const char *name);

/** fw_centre_add_watch: @changed is called on the writer thread after each applied group of
 * batches; be brief. */
typedef void (*FwCentreChanged) (FwCentre *self, gpointer user_data);
guint fw_centre_add_watch (FwCentre *self, FwCentreChanged changed, gpointer user_data);
void fw_centre_remove_watch (FwCentre *self, guint id);

/** fw_centre_get_generation: grows with every change that could alter an answer. */
guint64 fw_centre_get_generation (FwCentre *self);

/* ---- asking ---- */

/** Where the days of the week ("1", Monday, to "7") stand among the levels of FwQuestion. */
#define FW_QUESTION_WEEKDAYS (FW_CUBE_MAX_FILTERS - 1)

/** FwQuestion: what a person asks, in names; the scope is applied to it before it reaches the cube.
 */
typedef struct
{
  gint64 from, to, now;
  FwDimension by[FW_CUBE_MAX_BY];
  guint n_by;
  FwBucket bucket;
  guint most_groups;                  /* as of FwCubeQuery */
  char **only[FW_N_DIMENSIONS];       /* (nullable): names that count; NULL-terminated */
  char **levels[FW_CUBE_MAX_FILTERS]; /* (nullable): of a factor (fw_factor_list()), likewise */
} FwQuestion;

void fw_question_clear (FwQuestion *question);

/** fw_question_find_filter: where the values of a dimension, a factor or "weekday" stand in
 * @question. @own_name: (out) (transfer none) (optional): that name. Returns: (nullable): NULL for
 * a name that nothing has. */
char ***fw_question_find_filter (FwQuestion *question, FwText name, const char **own_name);

/** fw_question_check_filters: Returns: FALSE with FW_ERROR_INVALID for a day of the week that is
 * none. */
gboolean fw_question_check_filters (const FwQuestion *question, GError **error);

/** fw_centre_ask: Returns: (transfer full): the one function behind every figure. */
FwCubeAnswer *fw_centre_ask (FwCentre *self,
                             FwScope *scope,
                             const FwQuestion *question,
                             GCancellable *cancellable,
                             GError **error);

/** fw_centre_sum_rated: what the contacts that fw_centre_ask() counts were given for single sides.
 */
void
fw_centre_sum_rated (FwCentre *self, FwScope *scope, const FwQuestion *question, FwRatedSums *sums);

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
  gboolean reopen; /* its rating is below what the policy reopen-below asks: to be taken up again */
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

/** FwContactSearch: which contacts of a question are looked for. */
typedef struct
{
  FwListing listing;            /* its keys and ranks are filled in by the centre */
  const char *id;               /* (nullable): part of what a source calls them, in any case */
  const char *const *customers; /* (nullable): of one of these: fw_centre_mark_customer() */
} FwContactSearch;

/** fw_centre_search_contacts: as fw_centre_list_contacts(), of those that @search (nullable) looks
 * for, in its order. By id or customer the ledger of the days is read through. NULL also with
 * FW_ERROR_TOO_LARGE (fw_cube_list_sorted()), FW_ERROR_INVALID (no mark of a customer). */
GPtrArray *fw_centre_search_contacts (FwCentre *self,
                                      FwScope *scope,
                                      const FwQuestion *question,
                                      FwMeasure measure,
                                      const FwContactSearch *search,
                                      guint64 offset,
                                      guint limit,
                                      guint64 *total,
                                      GError **error);

/** fw_centre_mark_customer: Returns: (transfer full): what stands for who has @number, from which
 * nobody tells the number without the key of the store. */
char *fw_centre_mark_customer (FwCentre *self, const char *number);
/** fw_centre_mark_customer_of: Returns: (transfer full) (nullable): the mark of who called, as the
 * first of @events says that does. */
char *fw_centre_mark_customer_of (FwCentre *self, FwEventBatch *events);

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

/** fw_centre_get_standard: what a figure of @metric is held against at a site or queue at a moment:
 * its target, how near to it is to be watched, and how many it must rest on. */
FwStandard fw_centre_get_standard (
    FwCentre *self, const FwMetric *metric, const char *site, const char *queue, gint64 at);

/* ---- striking out ---- */

/** FwStrike: what is to be struck out, and who says so. */
typedef struct
{
  const char *source;
  const char *const *ids; /* NULL-terminated: of events of that source */
  gint64 day;             /* any moment of their day (UTC), µs */
  const char *reason;
  const char *account;
} FwStrike;

#define FW_STRIKE_MOST 100 /* events at once */

/**
 * fw_centre_strike:
 * Strikes events of the ledger, or held ones, out: signed, kept in the ledger like any event, and
 * from then on all figures are as if they had never come, also when they are sent again. Waits for
 * that, which costs a walk through the ledger.
 * Returns: (transfer full) (element-type FwStruck): what was struck out; NULL with
 * FW_ERROR_NOT_FOUND where one was never told, FW_ERROR_CONFLICT where one is out already,
 * FW_ERROR_INVALID; then nothing was.
 */
GPtrArray *fw_centre_strike (FwCentre *self, const FwStrike *strike, GError **error);
/** fw_centre_list_struck: Returns: (transfer full) (element-type FwStruck): by moment. */
GPtrArray *fw_centre_list_struck (FwCentre *self);

/* ---- keeping ---- */

/** fw_centre_forget_customers: puts tokens in the place of customers' numbers that are older than
 * the policy customer-days says; all figures stay. @n: (out): how many. */
gboolean
fw_centre_forget_customers (FwCentre *self, guint64 *n, GCancellable *cancellable, GError **error);

typedef struct
{
  guint64 batches, events, contacts;
  char *live_digest;    /* cube and floor as they run */
  char *rebuilt_digest; /* made anew from the ledger */
} FwVerifyReport;

void fw_verify_report_clear (FwVerifyReport *report);
/**
 * fw_centre_settle: waits until all that was submitted before is applied, and the figures are those
 * of all events in the order of their times. By itself that comes about when nothing has been
 * submitted for a while: events that came much too late cost a walk through the ledger.
 */
gboolean fw_centre_settle (FwCentre *self, GError **error);

/** fw_centre_verify: checks every checksum, the engine's own check, and rebuilds floor and cube
 * from the ledger beside the live ones. FALSE with FW_ERROR_CORRUPT when they differ. */
gboolean fw_centre_verify (FwCentre *self,
                           FwVerifyReport *report,
                           GCancellable *cancellable,
                           GError **error);
gboolean
fw_centre_backup (FwCentre *self, const char *target, GCancellable *cancellable, GError **error);
/** fw_centre_backup_store: of a store that this or another process serves, without its figures. */
gboolean fw_centre_backup_store (const char *location,
                                 const char *target,
                                 GCancellable *cancellable,
                                 GError **error);
/** fw_centre_get_backup_signer: Returns: (transfer full) (nullable): the public key, hex, that its
 * manifest says it is signed with. */
char *fw_centre_get_backup_signer (const char *backup);
/** fw_centre_restore: into a @location that holds no centre; verifies before it says yes. @signer:
 * (nullable): the public key, hex, that it must be signed with; else any, which tells damage but
 * not whose it is. */
gboolean fw_centre_restore (const char *backup,
                            const char *location,
                            const char *signer,
                            GCancellable *cancellable,
                            GError **error);
gboolean fw_centre_checkpoint (FwCentre *self, GError **error);

/** fw_centre_salvage: makes a centre in @location, which holds none, of all that can be read of the
 * damaged one. @salvage: (out): what was saved and what is gone; cleared by fw_salvage_clear(). */
gboolean
fw_centre_salvage (const char *damaged, const char *location, FwSalvage *salvage, GError **error);
/** fw_centre_get_n_replayed: batches that were read again when it was opened.
 * fw_centre_get_n_checkpoints: how many were written since. */
guint64 fw_centre_get_n_replayed (FwCentre *self);
guint fw_centre_get_n_checkpoints (FwCentre *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwCentre, fw_centre_close)

G_END_DECLS
