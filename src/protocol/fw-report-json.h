/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/floor/fw-floor.h"
#include "protocol/fw-list-report.h"
#include "protocol/fw-text-form.h"

G_BEGIN_DECLS

/** FwReportForm: what a read found, free of intake's own types (which stand above this folder). */
typedef struct
{
  guint64 rows, accepted, rejected;
  GHashTable *reasons;      /* char* -> guint64* */
  gint64 first, last;       /* µs UTC; both 0: nothing was accepted */
  guint64 unfinished;       /* number of a log's last line, which has no line end; 0 none */
  const char *mapping;      /* (nullable): JSON */
  const FwTextForm *text;   /* (nullable): how the file is written */
  GHashTable *notes;        /* (nullable): char* word -> guint64* */
  GPtrArray *alike;         /* (nullable): char**: "agent" or "queue", names alike but for case */
  guint64 dialled;          /* calls that the centre made itself */
  const FwListReport *list; /* (nullable): how a call list was understood */
  gboolean dry_run;
  const FwFloorReport *floor; /* (nullable): what became of the events; NULL for a dry run */
} FwReportForm;

/** fw_report_json_begin: opens the object and writes all but the examples, which the caller adds
 * before he ends it. */
void fw_report_json_begin (FwJsonWriter *writer, const FwReportForm *form);
/** fw_alike_json_read: adds to @alike what a report's "alike" says. */
void fw_alike_json_read (GPtrArray *alike, JsonObject *object);
/** fw_report_json_example: one of "examples". */
void fw_report_json_example (
    FwJsonWriter *writer, guint64 line, const char *reason, const char *detail, const char *text);
/** fw_floor_report_json_append: members of what became of events, without the braces. */
void fw_floor_report_json_append (FwJsonWriter *writer, const FwFloorReport *report);

G_END_DECLS
