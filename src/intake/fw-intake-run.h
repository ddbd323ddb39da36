/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/fw-alike-names.h"
#include "intake/fw-intake.h"
#include "intake/text/fw-input.h"

G_BEGIN_DECLS

typedef struct _FwQueueLog FwQueueLog;

/**
 * FwIntakeRun: one read under way: gathers events into batches, counts, and writes rejects; private
 * to intake. A function that returns FALSE with an error ends the read; a rejected line does not.
 */
typedef struct
{
  const FwIntake *intake;
  FwIntakeReport *report;
  GCancellable *cancellable;
  FwInput *input;        /* (nullable): for progress */
  FwEventBatch *batch;   /* (nullable): being filled */
  FwQueueLog *queue_log; /* (nullable): what the reader of logs remembers */
  FwAlikeNames alike;    /* names that were handed on */
  FwText source;
  FwTextForm form;      /* what the mapping states */
  gboolean epoch_1904;  /* the workbook that is read counts its days from there */
  gint64 next_progress; /* monotonic µs */
} FwIntakeRun;

void fw_intake_run_init (FwIntakeRun *self,
                         const FwIntake *intake,
                         FwIntakeReport *report,
                         GCancellable *cancellable);
void fw_intake_run_clear (FwIntakeRun *self);

/** fw_intake_run_emit: takes @event or, when it fails its check, rejects @text. @accepted: (out)
 * (optional) */
gboolean fw_intake_run_emit (FwIntakeRun *self,
                             guint64 line,
                             FwText text,
                             const FwEvent *event,
                             gboolean *accepted,
                             GError **error);

/** fw_intake_run_reject: @reason is a class out of a small set; @detail (nullable) names field and
 * expectation. */
gboolean fw_intake_run_reject (FwIntakeRun *self,
                               guint64 line,
                               FwText text,
                               const char *reason,
                               const char *detail,
                               GError **error);
/** fw_intake_run_reject_error: the same with a reason made from the field that @why names. */
gboolean fw_intake_run_reject_error (
    FwIntakeRun *self, guint64 line, FwText text, const GError *why, GError **error);

/** fw_intake_run_count_note: counts an event that is kept as a note, by its word. Returns:
 * (transfer none): the count in the report, for those that follow. */
guint64 *fw_intake_run_count_note (FwIntakeRun *self, FwText word);

/** fw_intake_run_tick: progress and cancelling; call it now and then. */
gboolean fw_intake_run_tick (FwIntakeRun *self, GError **error);
/** fw_intake_run_flush: hands on what was gathered. */
gboolean fw_intake_run_flush (FwIntakeRun *self, GError **error);

/** fw_intake_run_settle_text: settles the encoding of @input by what the mapping states, and tells
 * it in the report. */
gboolean fw_intake_run_settle_text (FwIntakeRun *self, FwInput *input, GError **error);

/** fw_intake_hash: 64 bits of a text that are the same for ever: they become ids. */
guint64 fw_intake_hash (FwText text, guint64 seed);
/** fw_intake_put_hash: @to has room for 16 hex digits. */
FwText fw_intake_put_hash (char *to, guint64 hash);

/** The readers of the formats. */
gboolean fw_queue_log_read (FwIntakeRun *run, FwInput *input, GError **error);
gboolean fw_event_file_read (FwIntakeRun *run, FwInput *input, GError **error);
gboolean fw_call_list_read (FwIntakeRun *run, FwInput *input, GError **error);

/** fw_queue_log_take: one line of a queue_log. */
gboolean fw_queue_log_take (FwIntakeRun *run, guint64 number, FwText line, GError **error);

G_END_DECLS
