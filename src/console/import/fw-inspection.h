/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-list-report.h"
#include "protocol/fw-text-form.h"

G_BEGIN_DECLS

/** What a line of the file is to the reading. */
typedef enum
{
  FW_LINE_ABOVE, /* over the header */
  FW_LINE_HEADER,
  FW_LINE_TAKEN,
  FW_LINE_LEFT_OUT, /* no contact: outbound, or told to ignore */
  FW_LINE_REJECTED
} FwLineState;

typedef struct
{
  gint64 row; /* from 1 */
  FwLineState state;
  char **cells;
} FwInspectedRow;

/** Rows that the mapping says to leave out. */
typedef struct
{
  char *header;
  char *word;
} FwIgnored;

/** A name of the file that is, or may be, one person or queue with another. */
typedef struct
{
  const char *role; /* "agent" or "queue" */
  char *known;      /* the other */
  char *name;
  gboolean said; /* by the mapping; else they differ only in case */
} FwOneName;

/**
 * FwInspection:
 * A file as the server sees it under a mapping (INSPECTION of docs/api.md): its first rows, what
 * each column was taken for, and what of it would come in. Nothing is written for it.
 */
typedef struct
{
  char *refusal;        /* (nullable): why nothing may be taken */
  JsonObject *report;   /* REPORT */
  FwListReport list;    /* of it */
  gboolean is_list;     /* a call list: what follows is about it */
  FwTextForm text;      /* how the file is written */
  char **sheets;        /* of a workbook; none of text */
  char *date_order;     /* (nullable): "dmy" */
  char **roles;         /* what a column may be */
  JsonObject *meanings; /* (nullable): role -> array of what its words may mean */
  GPtrArray *rows;      /* FwInspectedRow */
  GPtrArray *ignored;   /* FwIgnored: as the mapping has them */
  GPtrArray *offers;    /* FwIgnored: what would leave rejected rows out */
  GPtrArray *one_names; /* FwOneName: as the mapping has them, then what may be */
  char *mapping;        /* (nullable): the whole of it, JSON */
} FwInspection;

/** fw_inspection_new: NULL with FW_ERROR_INVALID when @object is none. */
FwInspection *fw_inspection_new (JsonObject *object, GError **error);
void fw_inspection_free (FwInspection *self);
/** fw_inspection_dup_meanings: Returns: (transfer full): what words of @role may mean. */
char **fw_inspection_dup_meanings (const FwInspection *self, const char *role);
/** fw_inspection_has_role: whether a column was taken for @role. */
gboolean fw_inspection_has_role (const FwInspection *self, const char *role);
/** fw_inspection_is_ignored: whether rows with @word in the column @header are left out. */
gboolean fw_inspection_is_ignored (const FwInspection *self, const char *header, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwInspection, fw_inspection_free)

G_END_DECLS
