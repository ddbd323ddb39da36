/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-text.h"
#include "intake/text/fw-input.h"

G_BEGIN_DECLS

#define FW_CSV_MOST_CELLS 1000
/* The likelier first. The last three are the controls that ASCII and Hive part cells with. */
#define FW_CSV_DELIMITERS ",;\t|^~\x1f\x1e\x01"

/** FwCsv: splits rows within the input's window; on the stack. Cells and raw live until the next
 * row. */
typedef struct
{
  FwInput *input;
  char delimiter;
  gboolean count_rows; /* a row is a line, whatever newlines its cells hold: for sheets */
  guint enough;        /* cells that are wanted; 0: all. The rest of a row may be passed over */
  FwText *cells;       /* FW_CSV_MOST_CELLS of them */
  guint n_cells;
  guint64 line; /* on which the row begins, from 1 */
  guint64 next_line;
  FwText raw;          /* the row as it stood, without its end */
  const char *problem; /* (nullable): why the row cannot be split; then it has no cells */
  guint problem_cell;  /* from 1: where */
  GByteArray *room;    /* (nullable): for cells with doubled quotes */
  guint n_doubled;
  guint16 doubled[FW_CSV_MOST_CELLS];
} FwCsv;

void fw_csv_init (FwCsv *self, FwInput *input, char delimiter);
void fw_csv_clear (FwCsv *self);

/** fw_csv_next: FALSE at the end, or with an error. Blank lines are passed over, unless rows are
 * counted. */
gboolean fw_csv_next (FwCsv *self, GError **error);

/** fw_csv_open: at the beginning of a text: the delimiter is what a first line "sep=;" says, which
 * is passed over, else it is guessed. */
void fw_csv_open (FwCsv *self, FwInput *input);

/** fw_csv_guess_delimiter: the one of FW_CSV_DELIMITERS that the first lines have the same number
 * of, outside quotes. */
char fw_csv_guess_delimiter (const char *data, gsize length);

/** fw_csv_find_charset: looks at the beginning. Returns: (nullable): UTF-8 with its mark, UTF-16 of
 * either order, NULL for anything else. */
const char *fw_csv_find_charset (const char *data, gsize length);

/** FwUtf8Count: how many characters beyond ASCII are UTF-8, and how many bytes fit no sequence. */
typedef struct
{
  guint64 good;
  guint64 bad;
} FwUtf8Count;

void fw_utf8_count (FwUtf8Count *self, FwText text);
/** fw_utf8_is_foreign: TRUE: another encoding, rather than UTF-8 with a few damaged places. */
gboolean fw_utf8_is_foreign (const FwUtf8Count *self);

G_END_DECLS
