/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/calendar/fw-zone.h"
#include "core/floor/fw-event-batch.h"
#include "protocol/fw-csv-line.h"
#include "protocol/fw-list-report.h"
#include "protocol/fw-text-form.h"

G_BEGIN_DECLS

/** What intake reads. */
typedef enum
{
  FW_FORMAT_QUEUE_LOG,
  FW_FORMAT_CALLS, /* CSV or XLSX, told apart by content */
  FW_FORMAT_EVENTS /* NDJSON */
} FwFormat;

const char *fw_format_to_name (FwFormat format); /* "queue-log", "calls", "events" */
gboolean fw_format_from_name (const char *name, FwFormat *format);

/** fw_format_tell_file: tells by the look of a file what it is: a log by its lines or its columns,
 * events by what their first one says; anything else is a list, or is refused as one. FALSE: it
 * cannot be read. */
gboolean fw_format_tell_file (const char *path, FwFormat *format, GError **error);

/** FwReject: one line that was not taken. */
typedef struct
{
  guint64 line; /* from 1 */
  char *reason; /* a short class such as "no such date", counted */
  char *detail; /* field and what was expected */
  char *text;   /* the line as it stood, at most 1,000 bytes */
} FwReject;

/**
 * FwIntakeReport:
 * What a read or a dry run found. All rejects are counted by reason; @examples keeps the first 100,
 * the rest go to the rejects stream.
 */
typedef struct
{
  guint64 rows; /* lines or rows, headers and blank lines left out */
  guint64 accepted;
  guint64 rejected;
  GHashTable *reasons; /* char* -> guint64* */
  GPtrArray *examples; /* FwReject */
  gint64 first, last;  /* period covered, µs UTC; both 0 when nothing was accepted */
  char *mapping; /* (nullable): how columns were understood, JSON as taken by --map: {"date":"call
                    date", ...}, units and "date_order" */
  guint64 unfinished; /* number of a log's last line that has no line end and was left for later,
                         neither accepted nor rejected; 0 none */
  GHashTable *notes;  /* (nullable): char* word -> guint64*: kept, change nothing */
  FwTextForm text;    /* how the file is written */
  FwListReport list;  /* of call lists: columns, words, and rows that were left out: they are in
                         @rows, and neither accepted nor rejected */
  GPtrArray *alike; /* char**: "agent" or "queue", and names that differ only in case, the one that
                       the centre knows last */
  guint64 dialled;  /* calls that the centre made itself, as a log tells: accepted, not offered */
} FwIntakeReport;

FwIntakeReport *fw_intake_report_new (void);
void fw_intake_report_free (FwIntakeReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwIntakeReport, fw_intake_report_free)

/** FwIntakeSink: takes a full batch (about 10,000 events in bulk); FALSE stops the read. NULL in
 * FwIntake: a dry run. */
typedef gboolean (*FwIntakeSink) (FwEventBatch *batch, gpointer user_data, GError **error);
/** FwIntakeProgress: @done of @size bytes; size 0 when not known. At most ten times a second. */
typedef void (*FwIntakeProgress) (guint64 done, guint64 size, guint64 rows, gpointer user_data);

typedef struct
{
  FwFormat format;
  const char *source;  /* name of the feed, part of every event; "pbx", "calls" ... */
  FwZone *zone;        /* for wall-clock times in call lists */
  const char *mapping; /* (nullable): JSON of a mapping that overrides what the header tells */
  const char *const *known_agents; /* (nullable): names that the centre has: those of the file that
                                      differ from one of them only in case are told */
  const char *const *known_queues; /* (nullable) */
  GOutputStream *rejects; /* (nullable): each as it stood, after "# line N: reason: detail" */
  FwIntakeSink sink;
  FwIntakeProgress progress;
  gpointer user_data;
} FwIntake;

/**
 * fw_intake_read_file: reads a whole file, gzip or not (told by content). Two passes over a call
 * list: the first settles mapping and date order, so nothing is sunk before the whole column was
 * understood.
 */
gboolean fw_intake_read_file (const FwIntake *intake,
                              const char *path,
                              FwIntakeReport *report,
                              GCancellable *cancellable,
                              GError **error);
/** fw_intake_read_bytes: the same from memory (an upload). */
gboolean fw_intake_read_bytes (const FwIntake *intake,
                               GBytes *bytes,
                               FwIntakeReport *report,
                               GCancellable *cancellable,
                               GError **error);

/**
 * FwFollower:
 * Follows a queue_log as it grows: through rotation (rename, create), truncation and restarts of
 * either side. Where it stands is told by fw_follower_get_position() and kept by
 * the caller, but need not be: an event read twice changes nothing. Runs on the main context it was
 * made in.
 */
typedef struct _FwFollower FwFollower;
FwFollower *
fw_follower_new (const FwIntake *intake, const char *path, const char *position, GError **error);
void fw_follower_free (FwFollower *self);
char *fw_follower_get_position (FwFollower *self);
const FwIntakeReport *fw_follower_get_report (FwFollower *self);
/** fw_follower_poll: reads what is there now; the timer does so by itself every 200 ms. */
gboolean fw_follower_poll (FwFollower *self, GError **error);
/** fw_follower_get_gaps: Returns: (transfer none) (element-type utf8): what of the log could not be
 * read and will not be, the oldest first; it only grows. */
const GPtrArray *fw_follower_get_gaps (FwFollower *self);
/** fw_follower_get_error: Returns: (transfer none) (nullable): why the last poll failed; the next
 * one tries again and loses nothing. */
const GError *fw_follower_get_error (FwFollower *self);

/** fw_follower_is_undecided: TRUE while the log's dates can be read with the day or the month
 * first: nothing of it is taken, and nothing lost, before its mapping says which or a date does. */
gboolean fw_follower_is_undecided (FwFollower *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFollower, fw_follower_free)

/* ---- tables (also used by the import of records) ---- */

/** FwTableRow: called for each row of a CSV or XLSX sheet; cells are text as a person would read it
 * (dates and times of XLSX in ISO form). */
typedef gboolean (*FwTableRow) (
    guint64 line, const FwText *cells, guint n_cells, gpointer user_data, GError **error);
/** fw_table_read: CSV (comma, semicolon or tab, told by the header; UTF-8, or with BOM UTF-16, or
 * GB18030 where UTF-8 fails) or XLSX, told by content. Row 1 is the header. */
gboolean fw_table_read (GBytes *bytes, FwTableRow row, gpointer user_data, GError **error);

G_END_DECLS
