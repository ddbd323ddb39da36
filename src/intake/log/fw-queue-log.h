/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-clock.h"
#include "intake/fw-intake-run.h"
#include "intake/fw-other-names.h"
#include "intake/log/fw-queue-line.h"

G_BEGIN_DECLS

/* Words that are kept as notes and counted without a look into the report's table. */
#define FW_QUEUE_LOG_NOTES 8

/** FwQueueLog: what the reading of a queue_log remembers from line to line; private to intake. */
struct _FwQueueLog
{
  FwQueueNames *names;
  FwOtherNames *people; /* (nullable) */
  FwOtherNames *queues; /* (nullable) */
  FwZone *zone;         /* (nullable): of times without one; NULL: UTC */
  FwCallClock clock;    /* of times that are no number of seconds */
  gboolean order_stated;

  struct
  {
    char *word;
    guint64 *count; /* in the report */
  } notes[FW_QUEUE_LOG_NOTES];
  guint n_notes;
};

/** fw_queue_log_prepare: reads the mapping of a log; before the first line. FALSE with
 * FW_ERROR_INVALID naming the member. */
gboolean fw_queue_log_prepare (FwIntakeRun *run, GError **error);
void fw_queue_log_free (FwQueueLog *self);

/** fw_queue_log_take_line: what @line says becomes events; @text: as it stood, which also makes
 * their id. */
gboolean fw_queue_log_take_line (
    FwIntakeRun *run, guint64 number, FwText text, const FwQueueLine *line, GError **error);

/** fw_queue_log_read_time: seconds since 1970 (or milliseconds, of 12 digits and more), or a date
 * and a clock, with fractions and with a zone or without. */
gboolean fw_queue_log_read_time (FwQueueLog *self, FwText text, gint64 *at);

/** fw_queue_log_looks_like_time: the same, and dates of which it is open whether the day stands
 * first. */
gboolean fw_queue_log_looks_like_time (FwQueueLog *self, FwText text);

/** fw_queue_log_settle_order: takes what @dates say about the order of a log's dates, where the
 * mapping does not. FALSE: they say nothing, or contradict each other. */
gboolean fw_queue_log_settle_order (FwQueueLog *self, const FwDateStudy *dates, GError **error);

/* ---- rows of a table: fw-queue-table.c ---- */

/** fw_queue_table_is: TRUE when the file holds the log as a database writes it out: columns named
 * by a header, or in the order of the log behind a number of the row. */
gboolean fw_queue_table_is (FwQueueLog *self, FwText beginning);
/** fw_queue_log_is: TRUE when it holds a log, as lines or as a table. */
gboolean fw_queue_log_is (FwQueueLog *self, FwText beginning);
gboolean fw_queue_table_read (FwIntakeRun *run, FwInput *input, GError **error);

G_END_DECLS
