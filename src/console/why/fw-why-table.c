/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/why/fw-why-table.h"

#include "console/why/fw-why-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef enum
{
  NAME,
  DIFFERENCE,
  EFFECT,
  INTERVAL,
  BEFORE,
  NOW,
  COUNT,
  SHARE,
  VERDICT
} ColumnId;

struct _FwWhyTable
{
  AdwBin parent_instance;

  FwLiveGrid *grid;
  FwWhyTableKind kind;
  GArray *ids;        /* ColumnId by column */
  FwWhyRow *selected; /* (nullable) */
  gboolean values;    /* lines are values of one attribute, which stands in the title */
};

enum
{
  DRILL,
  OPEN,
  SELECTED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwWhyTable, fw_why_table, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static FwWhyVerdict
get_verdict (FwWhyRow *row)
{
  const FwWhyCell *cell = fw_why_row_get_cell (row);
  const FwWhyFactor *factor = fw_why_row_get_factor (row);

  return cell != NULL ? cell->verdict : factor != NULL ? factor->verdict : FW_WHY_CHANCE;
}

/* A cause that did good has the shape of a cause and the colour of what is in order. */
static FwChartColor
get_color (FwWhyRow *row)
{
  FwWhyVerdict verdict = get_verdict (row);

  if (verdict == FW_WHY_CAUSE &&
      fw_why_words_good (fw_why_row_get_answer (row)->metric, fw_why_row_get_effect (row)))
    return FW_CHART_COLOR_IN_ORDER;
  return fw_why_words_color (verdict);
}

static void
show_name (gpointer item, FwLiveCell *view, gpointer data)
{
  FwWhyRow *row = item;
  const FwWhyFactor *factor = fw_why_row_get_factor (row);
  const FwWhyCell *cell = fw_why_row_get_cell (row);
  gboolean alone = cell != NULL && cell->parts->len == 1 && FW_WHY_TABLE (data)->values;
  g_autofree char *text = cell == NULL && factor == NULL ? g_strdup (fw_why_row_get_note (row))
                          : factor != NULL
                              ? g_strdup (fw_why_words_attribute (factor->factor, factor->title))
                          : alone ? fw_why_words_value (&g_array_index (cell->parts, FwWhyPart, 0))
                                  : fw_why_words_cell (cell);
  gboolean note = cell == NULL && factor == NULL;
  gboolean missing = factor != NULL && factor->missing != NULL;

  fw_live_cell_set (view, text,
                    note      ? FW_MARK_NONE
                    : missing ? FW_MARK_RING
                              : fw_why_words_shape (get_verdict (row)),
                    missing ? FW_CHART_COLOR_NO_DATA : get_color (row), missing || note, FALSE);
}

static char *
write_number (FwWhyRow *row, ColumnId id)
{
  const FwWhyAnswer *answer = fw_why_row_get_answer (row);
  const FwWhyCell *cell = fw_why_row_get_cell (row);
  const FwWhyFactor *factor = fw_why_row_get_factor (row);
  gboolean missing = factor != NULL && factor->missing != NULL;

  if (missing || (cell == NULL && factor == NULL && id != EFFECT))
    return g_strdup ("");
  switch (id)
    {
    case DIFFERENCE:
      return fw_why_words_effect (answer->metric, factor->difference);
    case EFFECT:
      return fw_why_words_effect (answer->metric, fw_why_row_get_effect (row));
    case INTERVAL:
      return fw_why_words_interval (answer->metric,
                                    cell != NULL ? &cell->interval : &factor->interval);
    case BEFORE:
      return cell->verdict == FW_WHY_MIX ? fw_format_percent (cell->share_before, 1)
                                         : fw_why_words_figure (answer->metric, &cell->before);
    case NOW:
      return cell->verdict == FW_WHY_MIX ? fw_format_percent (cell->share_now, 1)
                                         : fw_why_words_figure (answer->metric, &cell->now);
    case COUNT:
      return fw_format_count ((gint64) (cell != NULL ? cell->now.n : factor->n));
    case SHARE:
      /* of a change that is hardly one a share says nothing */
      return isfinite (cell->share) && answer->state <= FW_WHY_ROSE
                 ? fw_format_percent (cell->share, 0)
                 : g_strdup (FW_FORMAT_NONE);
    case NAME:
    case VERDICT:
    default:
      return g_strdup ("");
    }
}

static void
show_number (gpointer item, FwLiveCell *view, gpointer data)
{
  FwWhyRow *row = item;
  ColumnId id = GPOINTER_TO_UINT (data);
  FwWhyVerdict verdict = get_verdict (row);
  g_autofree char *text = write_number (row, id);
  gboolean quiet = verdict == FW_WHY_TOO_FEW || (id == INTERVAL || id == SHARE);

  fw_live_cell_set (view, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT, quiet,
                    id == EFFECT && verdict == FW_WHY_CAUSE);
}

static void
show_verdict (gpointer item, FwLiveCell *view, gpointer data)
{
  FwWhyRow *row = item;
  const FwWhyFactor *factor = fw_why_row_get_factor (row);
  const char *text = fw_why_row_get_note (row) != NULL ? ""
                     : factor != NULL && factor->missing != NULL
                         ? fw_why_words_missing (factor->missing)
                         : fw_why_words_verdict (get_verdict (row));

  fw_live_cell_set (view, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    get_verdict (row) != FW_WHY_CAUSE, FALSE);
}

static double
get_number (FwWhyRow *row, ColumnId id)
{
  const FwWhyCell *cell = fw_why_row_get_cell (row);
  const FwWhyFactor *factor = fw_why_row_get_factor (row);

  if (cell == NULL)
    return id == EFFECT                         ? fabs (fw_why_row_get_effect (row))
           : id == COUNT && factor != NULL      ? factor->n
           : id == DIFFERENCE && factor != NULL ? fabs (factor->difference)
                                                : NAN;
  return id == EFFECT   ? fabs (cell->effect)
         : id == BEFORE ? (cell->before.has_value ? cell->before.value : NAN)
         : id == NOW    ? (cell->now.has_value ? cell->now.value : NAN)
         : id == COUNT  ? cell->now.n
         : id == SHARE  ? cell->share
                        : NAN;
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer data)
{
  double one = get_number ((FwWhyRow *) a, GPOINTER_TO_UINT (data));
  double two = get_number ((FwWhyRow *) b, GPOINTER_TO_UINT (data));

  if (isnan (one) || isnan (two))
    return isnan (one) ? (isnan (two) ? 0 : -1) : 1;
  return one < two ? -1 : one > two;
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  FwWhyTable *self = data;
  ColumnId id = g_array_index (self->ids, ColumnId, column);

  if (fw_why_row_get_cell (FW_WHY_ROW (row)) == NULL)
    return;
  if (id == NAME || id == VERDICT)
    g_signal_emit (self, signals[DRILL], 0, row);
  else
    g_signal_emit (self, signals[OPEN], 0, row, id == BEFORE);
}

static void
selection_cb (GtkSelectionModel *selection, guint position, guint n, gpointer data)
{
  FwWhyTable *self = data;
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (selection);
  g_autoptr (FwWhyRow) row = NULL;

  if (gtk_bitset_get_size (selected) == 1)
    row = g_list_model_get_item (G_LIST_MODEL (selection), gtk_bitset_get_minimum (selected));
  if (g_set_object (&self->selected, row))
    g_signal_emit (self, signals[SELECTED], 0, row);
}

static void
add_column (FwWhyTable *self, ColumnId id, const char *title, guint chars)
{
  FwLiveColumn column = { "number",
                          title,
                          id == NAME || id == VERDICT ? 0 : 1,
                          chars,
                          id == NAME,
                          FW_LIVE_ROOM_PLAIN,
                          id == NAME || id == VERDICT || id == INTERVAL ? NULL : compare_numbers,
                          GUINT_TO_POINTER (id),
                          id == NAME      ? show_name
                          : id == VERDICT ? show_verdict
                                          : show_number,
                          id == NAME ? (gpointer) self : GUINT_TO_POINTER (id) };

  fw_live_grid_add_column (self->grid, &column);
  g_array_append_val (self->ids, id);
}

static void
add_columns (FwWhyTable *self, const char *label)
{
  gboolean cells = self->kind == FW_WHY_TABLE_CELLS;

  add_column (self, NAME, label, 18);
  if (!cells)
    add_column (self, DIFFERENCE, _ ("Difference"), 9);
  if (cells)
    add_column (self, EFFECT, _ ("Effect"), 6);
  add_column (self, INTERVAL, _ ("Interval"), 13);
  if (cells)
    {
      add_column (self, BEFORE, _ ("Before"), 7);
      add_column (self, NOW, C_ ("figure", "Now"), 7);
    }
  else
    add_column (self, EFFECT, _ ("Effect"), 6);
  add_column (self, COUNT, C_ ("number of contacts", "n"), 5);
  if (cells)
    add_column (self, SHARE, _ ("Share"), 5);
  add_column (self, VERDICT, _ ("Verdict"), cells ? 18 : 28);
}

static void
fw_why_table_dispose (GObject *object)
{
  g_clear_object (&FW_WHY_TABLE (object)->selected);
  G_OBJECT_CLASS (fw_why_table_parent_class)->dispose (object);
}

static void
fw_why_table_finalize (GObject *object)
{
  g_clear_pointer (&FW_WHY_TABLE (object)->ids, g_array_unref);
  G_OBJECT_CLASS (fw_why_table_parent_class)->finalize (object);
}

static void
fw_why_table_class_init (FwWhyTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fw_why_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = fw_why_table_finalize;
  signals[DRILL] = g_signal_new ("drill", FW_TYPE_WHY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, FW_TYPE_WHY_ROW);
  signals[OPEN] = g_signal_new ("open", FW_TYPE_WHY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, FW_TYPE_WHY_ROW, G_TYPE_BOOLEAN);
  signals[SELECTED] = g_signal_new ("selected", FW_TYPE_WHY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, FW_TYPE_WHY_ROW);
}

static void
fw_why_table_init (FwWhyTable *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (ColumnId));
}

GtkWidget *
fw_why_table_new (FwWhyTableKind kind, const char *name, const char *label)
{
  FwWhyTable *self = g_object_new (FW_TYPE_WHY_TABLE, NULL);
  g_autoptr (GListStore) none = g_list_store_new (FW_TYPE_WHY_ROW);

  self->kind = kind;
  self->grid = FW_LIVE_GRID (fw_live_grid_new (name, label));
  add_columns (self, label);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  fw_live_grid_set_models (self->grid, G_LIST_MODEL (none), NULL);
  return GTK_WIDGET (self);
}

void
fw_why_table_set (
    FwWhyTable *self, GListModel *rows, GListModel *totals, const char *title, const char *before)
{
  g_return_if_fail (FW_IS_WHY_TABLE (self));

  g_clear_object (&self->selected);
  self->values = title != NULL;
  fw_live_grid_set_models (self->grid, rows, totals);
  g_signal_connect_object (fw_live_grid_get_shown (self->grid), "selection-changed",
                           G_CALLBACK (selection_cb), self, 0);
  if (title != NULL)
    fw_live_grid_set_column_title (self->grid, 0, title);
  for (guint i = 0; before != NULL && i < self->ids->len; i++)
    if (g_array_index (self->ids, ColumnId, i) == BEFORE)
      fw_live_grid_set_column_title (self->grid, i, before);
}

FwLiveGrid *
fw_why_table_get_grid (FwWhyTable *self)
{
  g_return_val_if_fail (FW_IS_WHY_TABLE (self), NULL);
  return self->grid;
}

FwWhyRow *
fw_why_table_get_selected (FwWhyTable *self)
{
  g_return_val_if_fail (FW_IS_WHY_TABLE (self), NULL);
  return self->selected;
}

void
fw_why_table_select (FwWhyTable *self, guint position)
{
  g_return_if_fail (FW_IS_WHY_TABLE (self));
  fw_live_grid_select (self->grid, position);
}
