/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-why.h"

#include "console/live/fw-live-tile.h"
#include "console/live/fw-live-words.h"
#include "console/why/fw-why-question.h"
#include "console/why/fw-why-words.h"

/* Counts and what is waiting are not split by causes; the rate that they make is. */
static const char *
choose_metric (FwLiveMeasure measure)
{
  const char *name;

  if (measure >= FW_LIVE_IN_QUEUE)
    return "service_level";
  if (measure <= FW_LIVE_LEFT)
    return "connection_rate";
  name = fw_live_measure_to_name (measure);
  return g_strv_contains (fw_why_words_metrics (), name) ? name : "aht_s";
}

static FwLiveCell *
find_cell (GtkWidget *widget)
{
  if (FW_IS_LIVE_CELL (widget))
    return FW_LIVE_CELL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      FwLiveCell *cell = find_cell (child);

      if (cell != NULL)
        return cell;
    }
  return NULL;
}

/* Tab brings the focus to a row without selecting it; what has the focus is meant. */
static gpointer
find_row (FwLiveGrid *grid, GtkWidget *focus)
{
  FwLiveCell *cell = NULL;

  if (focus != NULL && gtk_widget_get_ancestor (focus, FW_TYPE_LIVE_GRID) == GTK_WIDGET (grid))
    cell = find_cell (focus);
  return cell != NULL ? g_object_ref (gtk_list_item_get_item (fw_live_cell_get_list_item (cell)))
                      : fw_live_grid_get_selected (grid);
}

/* How many are behind a figure decides whether the day is too thin; chosen days stay as they are.
 */
static guint64
get_n (FwLiveBoard *board, guint64 n)
{
  return fw_live_get_days (fw_live_board_get_live (board), NULL) > 0 ? FW_WHY_N_UNKNOWN : n;
}

static GVariant *
ask_row (FwLiveBoard *board, GtkWidget *focus)
{
  FwLiveTable *table = fw_live_board_get_table (board);
  FwLiveGrid *grid = fw_live_table_get_grid (table);
  g_autoptr (FwGroupRow) row = find_row (grid, focus);
  guint column = fw_live_grid_get_cursor_column (grid);
  int measure = fw_live_table_get_measure (table, column);
  FwLiveMeasure chosen = measure < 0 ? FW_LIVE_CSAT : (FwLiveMeasure) measure;
  const char *by = fw_live_table_get_by (table);
  const char *title;

  if (row == NULL)
    return NULL;
  title = fw_live_words_group (by, fw_group_row_get_title (row));
  return fw_why_question_new (
      choose_metric (chosen), get_n (board, fw_group_row_get_value (row, chosen)->n),
      fw_group_row_is_total (row) ? NULL : by, fw_group_row_get_key (row), title);
}

static GVariant *
ask_person (FwLivePeople *people, GtkWidget *focus)
{
  g_autoptr (FwPersonRow) row = find_row (fw_live_people_get_grid (people), focus);

  return row != NULL
             ? fw_why_question_new ("aht_s", fw_person_row_get_contacts (row), "agent",
                                    fw_person_row_get_agent (row), fw_person_row_get_title (row))
             : NULL;
}

/* The figure of an alert is that of the day that runs against its target, of its group and no part
 * of it; a longer time would answer another question. */
GVariant *
fw_live_why_of_alert (const FwLiveFrameAlert *alert)
{
  const char *metric = alert->measure <= FW_LIVE_WAITING ? choose_metric (alert->measure) : NULL;
  g_autoptr (GVariant) question = g_variant_ref_sink (
      fw_why_question_new (metric, alert->n, alert->dimension, alert->key, alert->title));
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name, *value;

  if (alert->from == 0)
    return g_steal_pointer (&question);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, question);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    g_variant_builder_add (&builder, "{ss}", name, value);
  g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_RANGE, "today");
  g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_AGAINST, "target");
  g_variant_builder_add (&builder, "{ss}", FW_WHY_ASK_WHOLE, "1");
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

GVariant *
fw_live_why_find (FwLiveBoard *board, GtkWidget *focus)
{
  GtkWidget *tile = focus != NULL ? gtk_widget_get_ancestor (focus, FW_TYPE_LIVE_TILE) : NULL;
  FwLiveCurve *curve = fw_live_board_get_curve (board);
  FwLivePeople *people = fw_live_board_get_people (board);
  GVariant *question = NULL;

  if (tile != NULL)
    {
      FwTile *shown = fw_live_tile_get_tile (FW_LIVE_TILE (tile));

      return fw_why_question_new (choose_metric (fw_tile_get_measure (shown)),
                                  get_n (board, fw_tile_get_measure (shown) == FW_LIVE_WAITING
                                                    ? FW_WHY_THIN
                                                    : fw_tile_get_value (shown)->n),
                                  NULL, NULL, NULL);
    }
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (curve)))
    return fw_why_question_new (choose_metric (fw_live_curve_get_measure (curve)),
                                get_n (board, FW_WHY_THIN), NULL, NULL, NULL);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (people)))
    question = ask_person (people, focus);
  if (question == NULL)
    question = ask_row (board, focus);
  return question != NULL ? question
                          : fw_why_question_new (NULL, FW_WHY_N_UNKNOWN, NULL, NULL, NULL);
}
