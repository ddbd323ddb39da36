/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-heads.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>

static FwLiveColumn
begin_column (const FwLiveHead *head)
{
  return (FwLiveColumn){ .id = head->id,
                         .title = _ (head->title),
                         .xalign = head->xalign,
                         .chars = head->chars,
                         .expand = head->expand,
                         .room = head->room };
}

void
fw_live_heads_add (FwLiveGrid *grid,
                   const FwLiveHead *heads,
                   guint n_heads,
                   const FwLiveColumn *like)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid) && heads != NULL);
  g_return_if_fail (like != NULL && like->show != NULL);

  for (guint i = 0; i < n_heads; i++)
    {
      FwLiveColumn column = begin_column (&heads[i]);

      column.show = like->show;
      column.compare = like->compare;
      column.describe = like->describe;
      column.show_data = column.compare_data = GUINT_TO_POINTER (i);
      fw_live_grid_add_column (grid, &column);
    }
}

/* ---- what is said by functions ---- */

typedef struct
{
  const FwSaidColumn *column;
  gpointer data;
} Saying;

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const Saying *saying = data;
  FwSaid said = { NULL, FW_MARK_NONE, FW_CHART_COLOR_TEXT };

  saying->column->say (row, saying->data, &said);
  fw_live_cell_set (cell, said.text, said.mark, said.color, g_str_equal (said.text, FW_FORMAT_NONE),
                    FALSE);
  g_free (said.text);
}

void
fw_said_text (FwSaid *said, const char *text)
{
  g_return_if_fail (said != NULL && text != NULL);

  said->text = g_strdup (*text != '\0' ? text : FW_FORMAT_NONE);
}

void
fw_said_columns_add (FwLiveGrid *grid, const FwSaidColumn *columns, guint n_columns, gpointer data)
{
  Saying *saying;

  g_return_if_fail (FW_IS_LIVE_GRID (grid) && columns != NULL);

  saying = g_new0 (Saying, n_columns);
  g_object_set_data_full (G_OBJECT (grid), "fw-said-columns", saying, g_free);
  for (guint i = 0; i < n_columns; i++)
    {
      const FwLiveHead head = { columns[i].id,
                                columns[i].title,
                                columns[i].chars,
                                columns[i].expand,
                                columns[i].expand ? FW_LIVE_ROOM_PLAIN : FW_LIVE_ROOM_WHOLE,
                                columns[i].figure ? 1 : 0 };
      FwLiveColumn column = begin_column (&head);

      saying[i] = (Saying){ &columns[i], data };
      column.show = show_cell;
      column.show_data = &saying[i];
      fw_live_grid_add_column (grid, &column);
    }
}
