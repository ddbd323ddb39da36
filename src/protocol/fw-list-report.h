/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "protocol/fw-json.h"

G_BEGIN_DECLS

/** FwListColumn: a column of a call list and what became of it. */
typedef struct
{
  char *header;  /* as the file has it */
  char *used_as; /* (nullable): "wait", "agent" ...; NULL: not used */
  char *unit;    /* (nullable): of a duration's plain numbers: "ms", "s", "min" or "h" */
  char **sample; /* (nullable): its cells in the first rows, the same rows for every column */
  char *why;     /* (nullable): why a column that sounds like one of ours is not used, or what is
                    doubtful about one that is */
} FwListColumn;

/** Why a row is no contact, although nothing is wrong with it. */
typedef enum
{
  FW_LEFT_OUT_DIRECTION, /* the centre called, or its people each other */
  FW_LEFT_OUT_IGNORED,   /* the mapping says so */
  FW_LEFT_OUT_TOTAL,     /* a total below the rows, a note, or the header once more */
  FW_LEFT_OUT_JOINED,    /* a part of a call whose other rows are counted */
  FW_LEFT_OUT_REPEATED,  /* the same row with the same id once more */
  FW_LEFT_OUT_HEAD,      /* it says of the rows below what no column says, such as their queue */
  FW_N_LEFT_OUT
} FwLeftOut;

/** FwListWord: a word of the file, and in how many rows it stands. */
typedef struct
{
  char *column; /* ours: "outcome"; of what is ignored the file's */
  char *header;
  char *word;
  char *meaning; /* (nullable): what it was taken for; NULL: not understood */
  guint64 rows;
  guint64 line; /* the first */
} FwListWord;

/** FwListReport: what a page needs that shows how a list was understood, and lets it be mended. */
typedef struct
{
  guint64 header_row; /* line of the header, from 1; 0: no list was read */
  guint64 left_out[FW_N_LEFT_OUT];
  guint64 without_queue;  /* rows of a list that names queues which name none */
  GPtrArray *columns;     /* FwListColumn */
  GPtrArray *words;       /* FwListWord: words of outcomes, directions and the like */
  GArray *first_left_out; /* guint64: lines of the first rows left out */
} FwListReport;

void fw_list_report_init (FwListReport *self);
void fw_list_report_clear (FwListReport *self);

/** fw_list_report_leave_out: counts a row. */
void fw_list_report_leave_out (FwListReport *self, FwLeftOut reason, guint64 line);
/** fw_list_report_is_left_out: of the first rows alone. */
gboolean fw_list_report_is_left_out (const FwListReport *self, guint64 line);

/** fw_left_out_to_name: "direction", "ignored", "totals", "joined", "repeated", "heads". */
const char *fw_left_out_to_name (FwLeftOut reason);
/** fw_list_report_count_left_out: rows of all reasons. */
guint64 fw_list_report_count_left_out (const FwListReport *self);

/** fw_list_report_add_column: Returns: (transfer none). */
FwListColumn *fw_list_report_add_column (FwListReport *self, const char *header);
/** fw_list_report_add_word: counts @rows more of a word. @meaning: (nullable): not understood. */
void fw_list_report_add_word (FwListReport *self,
                              const char *column,
                              const char *header,
                              const char *word,
                              const char *meaning,
                              guint64 rows,
                              guint64 line);

/** fw_list_report_sort_words: by column, those that are not understood first, then the frequent. */
void fw_list_report_sort_words (FwListReport *self);

/** fw_list_report_json_append: the members "header_row", "left_out", "without_queue", "columns",
 * "words", without the braces; nothing when no list was read. */
void fw_list_report_json_append (FwJsonWriter *writer, const FwListReport *self);
/** fw_list_report_json_read: what is there; what is not, or is of another form, stays empty. */
void fw_list_report_json_read (FwListReport *self, JsonObject *object);

G_END_DECLS
