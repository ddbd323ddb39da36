/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/fw-mark.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** FwGridTone: the ground of a cell: @define-color fw_tone_first to fw_tone_green, with a text
 * colour beside each. */
typedef enum
{
  FW_GRID_PLAIN,
  FW_GRID_FIRST,
  FW_GRID_SECOND,
  FW_GRID_THIRD,
  FW_GRID_FOURTH,
  FW_GRID_FIFTH,
  FW_GRID_RED, /* of a heat map: each with a shape and its value */
  FW_GRID_ORANGE,
  FW_GRID_YELLOW,
  FW_GRID_GREEN,
  FW_GRID_HATCHED, /* no ground: stripes */
  FW_GRID_N_TONES
} FwGridTone;

/** FwGridCell: as it is drawn. Texts live until the next cell is asked for. */
typedef struct
{
  const char *text; /* (nullable): nothing stands there */
  FwGridTone tone;
  FwMarkShape shape; /* before the text */
  gboolean open;     /* not settled: an outline of dashes */
  gboolean struck;   /* on its way out: a line through it */
  gboolean mark;     /* something is wrong: a corner */
} FwGridCell;

typedef struct
{
  const char *top, *text;
  gboolean quiet; /* another ground, such as that of a weekend */
  gboolean now;   /* stands out */
  guint span;     /* columns that the texts may take, 6 at most; 0: one */
} FwGridHead;

typedef struct
{
  const char *name;
  const char *note;  /* (nullable): quietly beside the name */
  FwMarkShape shape; /* before the note */
  gboolean late;     /* the note stands out */
} FwGridRow;

/** FwGridSource: what a grid shows; asked for what is to be drawn alone. All texts live until the
 * next call. */
typedef struct
{
  void (*get_cell) (gpointer data, guint row, guint column, FwGridCell *cell);
  void (*get_head) (gpointer data, guint column, FwGridHead *head);
  void (*get_row) (gpointer data, guint row, FwGridRow *name);
  const char *(*get_sum) (gpointer data, guint row, guint sum); /* behind the cells of a row */
  const char *(*get_sum_head) (gpointer data, guint sum);
  /* below the cells: a name, and a figure for each column; @short: (out): fewer than wanted */
  const char *(*get_foot_name) (gpointer data, guint foot);
  const char *(*get_foot) (gpointer data, guint foot, guint column, gboolean *is_short);
  /* (transfer full): the cell in words, for assistive technology and the pointer */
  char *(*describe) (gpointer data, guint row, guint column);
  /* (nullable): draws a row over all of its columns, in place of its cells */
  void (*draw_row) (
      gpointer data, guint row, GtkWidget *grid, GtkSnapshot *snapshot, const graphene_rect_t *all);
  guint name_digits, sum_digits, cell_digits; /* widths; 0: the usual */
} FwGridSource;

/** FwGridBlock: the cells that are selected, all borders included. */
typedef struct
{
  guint first_row, last_row;
  guint first_column, last_column;
} FwGridBlock;

/**
 * FwGrid:
 * A table of small cells, rows × columns, that stays smooth however many there are: only what is
 * seen is asked for and drawn. Heads, names, sums and feet stay while cells move. It goes into a
 * scrolled window. One cell has the cursor; Shift and the arrows, or the pointer, make a block of
 * it. It changes nothing by itself:
 *
 * Signals: "moved" (cursor or block), "typed" (one character, string), "erase", "paste" (string:
 * lines of tab-separated cells), "activated" (Enter or a double click).
 */
#define FW_TYPE_GRID (fw_grid_get_type ())
G_DECLARE_FINAL_TYPE (FwGrid, fw_grid, FW, GRID, GtkWidget)

GtkWidget *fw_grid_new (void);
/** fw_grid_set_source: @source: for ever. @data: not owned. */
void fw_grid_set_source (FwGrid *self, const FwGridSource *source, gpointer data);
/** fw_grid_set_size: how much there is; the cursor stays where it can. */
void fw_grid_set_size (FwGrid *self, guint rows, guint columns, guint sums, guint feet);
/** fw_grid_set_label: what the table is, for assistive technology. */
void fw_grid_set_label (FwGrid *self, const char *label);
/** fw_grid_changed: what is shown is to be asked for again. */
void fw_grid_changed (FwGrid *self);

/** fw_grid_get_cursor: Returns: FALSE where there is no cell. */
gboolean fw_grid_get_cursor (FwGrid *self, guint *row, guint *column);
void fw_grid_set_cursor (FwGrid *self, guint row, guint column);
gboolean fw_grid_get_block (FwGrid *self, FwGridBlock *block);
void fw_grid_set_block (FwGrid *self, const FwGridBlock *block);

/** fw_grid_to_text: Returns: (transfer full) (nullable): the cells of the block as lines of
 * tab-separated cells, with heads and names where @heads; NULL where there is none. */
char *fw_grid_to_text (FwGrid *self, gboolean heads);
/** fw_grid_to_table: Returns: (transfer full): the same of everything, with sums and feet. */
char *fw_grid_to_table (FwGrid *self);
/** fw_grid_paste: asks the clipboard for text, then "paste". */
void fw_grid_paste (FwGrid *self);

/** fw_grid_split: Returns: (transfer full) (element-type GStrv): the cells of pasted text, a line
 * each; an empty last line is none. */
GPtrArray *fw_grid_split (const char *text);

G_END_DECLS
