/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/live/fw-live-table.h"

#include "console/fw-needle.h"
#include "console/fw-one-stop.h"
#include "console/fw-table-memory.h"
#include "console/live/fw-live-words.h"
#include "console/why/fw-why-menu.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const dimensions[] = { "team",    "shift",     "queue", "channel",
                                          "product", "half_hour", "agent", NULL };

/* What is of queues alone stands at the end here and beside the name on screen. */
static const FwLiveMeasure columns[] = { FW_LIVE_OFFERED,   FW_LIVE_CONNECTION, FW_LIVE_SERVICE,
                                         FW_LIVE_CSAT,      FW_LIVE_AHT,        FW_LIVE_RESOLUTION,
                                         FW_LIVE_OCCUPANCY, FW_LIVE_IN_QUEUE,   FW_LIVE_LONGEST,
                                         FW_LIVE_READY };

#define N_OF_QUEUE 3
#define FIRST_OF_QUEUE (G_N_ELEMENTS (columns) - N_OF_QUEUE + 1) /* in the grid */

struct _FwLiveTable
{
  GtkWidget parent_instance;

  FwLive *live;
  char *by;
  char *needle; /* folded; NULL: no filter */
  GtkWidget *box;
  GtkWidget *bar;
  GtkBox *toggles;
  GtkToggleButton *search_button;
  GtkSearchEntry *search;
  GtkToggleButton *misses;
  FwLiveGrid *grid;
  gboolean remembered; /* the desk's; the wall shows everything */
  gboolean queues;     /* who waits and is ready alone; see fw_live_table_show_queues() */
};

enum
{
  PROP_0,
  PROP_BY,
  N_PROPS
};

enum
{
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (FwLiveTable, fw_live_table, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* A day that starts at six has its 00:30 after its 23:30. */
static int
get_minute_of_day (FwLiveTable *self, const char *clock)
{
  int hour = 0, minute = 0, start = 0;
  gint64 from, to;

  if (sscanf (clock, "%d:%d", &hour, &minute) != 2)
    return -1;
  fw_live_get_day (self->live, &from, &to);
  if (from != 0)
    {
      g_autofree char *day = fw_format_clock (from, fw_live_get_zone (self->live));
      int start_hour = 0, start_minute = 0;

      if (sscanf (day, "%d:%d", &start_hour, &start_minute) == 2)
        start = start_hour * 60 + start_minute;
    }
  return (hour * 60 + minute - start + 1440) % 1440;
}

static int
compare_titles (gconstpointer a, gconstpointer b, gpointer data)
{
  FwLiveTable *self = data;

  if (g_str_equal (self->by, "half_hour"))
    return get_minute_of_day (self, fw_group_row_get_key ((FwGroupRow *) a)) -
           get_minute_of_day (self, fw_group_row_get_key ((FwGroupRow *) b));
  return g_strcmp0 (fw_group_row_get_collation ((FwGroupRow *) a),
                    fw_group_row_get_collation ((FwGroupRow *) b));
}

/* No data stands below every figure. */
static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  FwLiveMeasure measure = GPOINTER_TO_UINT (data);
  double one = fw_group_row_get_value ((FwGroupRow *) a, measure)->value;
  double two = fw_group_row_get_value ((FwGroupRow *) b, measure)->value;

  if (isnan (one) || isnan (two))
    return isnan (one) ? (isnan (two) ? 0 : -1) : 1;
  return one < two ? -1 : one > two;
}

static gboolean
is_running (FwLiveTable *self, FwGroupRow *row)
{
  g_autofree char *begin = NULL;

  /* of several days each half hour is over but one of one day */
  if (!g_str_equal (self->by, "half_hour") || fw_live_get_days (self->live, NULL) > 0)
    return FALSE;
  begin = fw_format_clock (fw_live_get_at (self->live), fw_live_get_zone (self->live));
  begin[3] = begin[3] >= '3' ? '3' : '0';
  begin[4] = '0';
  return g_str_equal (fw_group_row_get_key (row), begin);
}

static void
show_title (gpointer row, FwLiveCell *cell, gpointer data)
{
  FwLiveTable *self = data;
  gboolean total = fw_group_row_is_total (row);
  const char *title = fw_live_words_group (self->by, fw_group_row_get_title (row));
  g_autofree char *running =
      /* Translators: the half hour that is not over */
      !total && is_running (self, row) ? g_strdup_printf (_ ("%s, so far"), title) : NULL;

  if (running != NULL)
    title = running;

  fw_live_cell_set (cell,
                    total            ? fw_live_words_all (self->by)
                    : *title != '\0' ? title
                                     : _ ("not assigned"),
                    FW_MARK_NONE, FW_CHART_COLOR_TEXT, !total && *title == '\0', total);
}

/* A team of which nobody is in and to which nobody has come: it has no day yet. A queue to which
 * nobody has come has had none. */
static gboolean
has_no_day (FwLiveTable *self, FwGroupRow *row)
{
  return g_str_equal (self->by, "team") && !fw_group_row_is_total (row) &&
         !(fw_group_row_get_value (row, FW_LIVE_OFFERED)->value > 0) &&
         isnan (fw_group_row_get_value (row, FW_LIVE_OCCUPANCY)->value);
}

/* In a table only what wants looking at is marked; "in order" everywhere would hide it. */
static void
show_value (gpointer row, FwLiveCell *cell, gpointer data)
{
  FwLiveMeasure measure = GPOINTER_TO_UINT (data);
  FwLiveTable *self =
      FW_LIVE_TABLE (gtk_widget_get_ancestor (GTK_WIDGET (cell), FW_TYPE_LIVE_TABLE));
  const FwLiveValue *value = fw_group_row_get_value (row, measure);
  gboolean no_day = self != NULL && has_no_day (self, row);
  g_autofree char *text =
      fw_format_short (fw_live_words_format (measure), no_day ? NAN : value->value);
  gboolean marked = value->verdict == FW_VERDICT_LATE || value->verdict == FW_VERDICT_WATCH;
  gboolean unsure = value->verdict == FW_VERDICT_CANNOT_TELL || isnan (value->value);

  fw_live_cell_set (cell, text, marked ? fw_live_words_shape (value->verdict) : FW_MARK_NONE,
                    fw_live_words_color (value->verdict), unsure, fw_group_row_is_total (row));
}

/* The cell with all that its figure rests on, for whoever points at it or hears it. */
static char *
describe_value (gpointer row, gpointer data)
{
  FwLiveMeasure measure = GPOINTER_TO_UINT (data);
  g_autofree char *figure = fw_live_words_figure (measure, fw_group_row_get_value (row, measure));
  const char *title = fw_group_row_get_title (row);

  /* Translators: which group, and its figure */
  return *title != '\0' ? g_strdup_printf (_ ("%s, %s"), title, figure) : g_steal_pointer (&figure);
}

static gboolean
misses (gpointer row)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      FwVerdict verdict = fw_group_row_get_value (row, columns[i])->verdict;

      if (verdict == FW_VERDICT_LATE || verdict == FW_VERDICT_WATCH)
        return TRUE;
    }
  return FALSE;
}

static gboolean
match_row (gpointer item, gpointer data)
{
  FwLiveTable *self = data;

  if (gtk_toggle_button_get_active (self->misses) && !misses (item))
    return FALSE;
  return fw_needle_matches (self->needle,
                            fw_live_words_group (self->by, fw_group_row_get_title (item)));
}

static void
search_changed_cb (FwLiveTable *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  fw_needle_set (&self->needle, text);
  fw_live_grid_refilter (self->grid);
  if (self->remembered)
    fw_table_keep ("live-groups", "filter", g_variant_new_string (text));
}

static void
stop_search_cb (FwLiveTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->search_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* What is late or nearly so, alone: while it is on, it is seen to be. */
static void
misses_toggled_cb (FwLiveTable *self)
{
  fw_live_grid_refilter (self->grid);
}

static void show_columns (FwLiveTable *self);

static void
updated_cb (FwLive *live, gpointer data)
{
  FwLiveTable *self = data;

  show_columns (self);
  if (gtk_toggle_button_get_active (self->misses))
    fw_live_grid_refilter (self->grid);
}

static void
search_toggled_cb (GtkToggleButton *button, gpointer data)
{
  FwLiveTable *self = data;

  if (gtk_toggle_button_get_active (button))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      gtk_toggle_button_set_active (self->misses, FALSE);
    }
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  if (gtk_toggle_button_get_active (button))
    fw_live_table_set_by (data, g_object_get_data (G_OBJECT (button), "dimension"));
}

static void
activated_cb (FwLiveGrid *grid, GObject *row, guint column, gpointer data)
{
  gboolean total = fw_group_row_is_total (FW_GROUP_ROW (row));

  g_signal_emit (data, signals[OPEN], 0, fw_group_row_get_key (FW_GROUP_ROW (row)), total,
                 column == 0 ? -1 : (int) columns[column - 1]);
}

static void
add_toggles (FwLiveTable *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; dimensions[i] != NULL; i++)
    {
      GtkWidget *button =
          gtk_toggle_button_new_with_label (fw_live_words_dimension (dimensions[i]));

      g_object_set_data (G_OBJECT (button), "dimension", (gpointer) dimensions[i]);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    g_str_equal (self->by, dimensions[i]));
      g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->toggles, button);
    }
}

static void
add_columns (FwLiveTable *self)
{
  FwLiveColumn name = { "name",
                        fw_live_words_dimension (self->by),
                        0,
                        14,
                        TRUE,
                        0,
                        compare_titles,
                        self,
                        show_title,
                        self,
                        NULL };

  fw_live_grid_add_column (self->grid, &name);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      FwLiveColumn column = { fw_live_measure_to_name (columns[i]),
                              fw_live_words_column (columns[i]),
                              1,
                              5,
                              FALSE,
                              FW_LIVE_ROOM_MARKED,
                              compare_values,
                              GUINT_TO_POINTER (columns[i]),
                              show_value,
                              GUINT_TO_POINTER (columns[i]),
                              describe_value };

      fw_live_grid_add_column (self->grid, &column);
    }
  for (guint i = 0; i < N_OF_QUEUE; i++)
    fw_live_grid_move_column (self->grid, FIRST_OF_QUEUE + i, 1 + i);
}

/* Who waits is known of queues, at the moment that is, and stands in the place of what takes a day
 * to tell. What people do beside contacts is of no queue. */
static gboolean
shows (FwLiveTable *self, FwLiveMeasure measure)
{
  gboolean queue = g_str_equal (self->by, "queue");
  gboolean now = queue && (self->live == NULL || fw_live_get_days (self->live, NULL) == 0);

  if (measure >= FW_LIVE_IN_QUEUE)
    return now;
  if (measure == FW_LIVE_CSAT || measure == FW_LIVE_RESOLUTION)
    return !now;
  return !self->queues && (!queue || measure != FW_LIVE_OCCUPANCY);
}

static void
show_columns (FwLiveTable *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    fw_live_grid_show_column (self->grid, i + 1, shows (self, columns[i]));
}

static void
fw_live_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_BY)
    g_value_set_string (value, FW_LIVE_TABLE (object)->by);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_live_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_BY)
    fw_live_table_set_by (FW_LIVE_TABLE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
fw_live_table_dispose (GObject *object)
{
  FwLiveTable *self = FW_LIVE_TABLE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
  G_OBJECT_CLASS (fw_live_table_parent_class)->dispose (object);
}

static void
fw_live_table_finalize (GObject *object)
{
  FwLiveTable *self = FW_LIVE_TABLE (object);

  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->needle, g_free);
  G_OBJECT_CLASS (fw_live_table_parent_class)->finalize (object);
}

static void
fw_live_table_class_init (FwLiveTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fw_live_table_get_property;
  object_class->set_property = fw_live_table_set_property;
  object_class->dispose = fw_live_table_dispose;
  object_class->finalize = fw_live_table_finalize;
  properties[PROP_BY] =
      g_param_spec_string ("by", NULL, NULL, "team",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[OPEN] = g_signal_new ("open", FW_TYPE_LIVE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_BOOLEAN, G_TYPE_INT);
  g_type_ensure (FW_TYPE_ONE_STOP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/floorwalker/Floorwalker/ui/live/fw-live-table.ui");
  gtk_widget_class_bind_template_child (widget_class, FwLiveTable, box);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTable, bar);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTable, toggles);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTable, search_button);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTable, search);
  gtk_widget_class_bind_template_child (widget_class, FwLiveTable, misses);
  gtk_widget_class_bind_template_callback (widget_class, misses_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
fw_live_table_init (FwLiveTable *self)
{
  self->by = g_strdup ("team");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = FW_LIVE_GRID (fw_live_grid_new ("live-groups", _ ("The floor")));
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->grid));
  add_toggles (self);
  add_columns (self);
  show_columns (self);
  g_signal_connect (self->search_button, "toggled", G_CALLBACK (search_toggled_cb), self);
  g_signal_connect (self->grid, "activated", G_CALLBACK (activated_cb), self);
  fw_why_menu_attach_to_grid (self->grid, _ ("_Open contacts"));
}

static void
show_rows (FwLiveTable *self, FwLive *live, GListModel *rows, GListModel *totals)
{
  g_set_object (&self->live, live);
  g_signal_connect (live, "updated", G_CALLBACK (updated_cb), self);
  fw_live_grid_set_models (self->grid, rows, totals);
  fw_live_grid_set_filter (self->grid, match_row, self);
}

void
fw_live_table_set_live (FwLiveTable *self, FwLive *live)
{
  g_autoptr (GListStore) totals = g_list_store_new (FW_TYPE_GROUP_ROW);

  g_return_if_fail (FW_IS_LIVE_TABLE (self));

  g_list_store_append (totals, fw_live_get_total (live));
  show_rows (self, live, fw_live_get_groups (live), G_LIST_MODEL (totals));
  fw_live_grid_sort_by (self->grid, 0, GTK_SORT_ASCENDING);
}

void
fw_live_table_show_queues (FwLiveTable *self, FwLive *live)
{
  g_return_if_fail (FW_IS_LIVE_TABLE (self) && FW_IS_LIVE (live));

  self->queues = TRUE;
  fw_live_table_set_by (self, "queue");
  show_rows (self, live, fw_live_get_queues (live), NULL);
  show_columns (self);
  /* where somebody waits longest stands first */
  fw_live_grid_sort_by (self->grid, FIRST_OF_QUEUE + 1, GTK_SORT_DESCENDING);
}

void
fw_live_table_remember (FwLiveTable *self)
{
  g_autoptr (GVariant) filter = fw_table_recall ("live-groups", "filter", G_VARIANT_TYPE_STRING);

  g_return_if_fail (FW_IS_LIVE_TABLE (self));

  self->remembered = TRUE;
  fw_live_grid_remember (self->grid);
  if (filter == NULL || *g_variant_get_string (filter, NULL) == '\0')
    return;
  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), g_variant_get_string (filter, NULL));
}

const char *
fw_live_table_get_by (FwLiveTable *self)
{
  g_return_val_if_fail (FW_IS_LIVE_TABLE (self), NULL);
  return self->by;
}

void
fw_live_table_set_by (FwLiveTable *self, const char *by)
{
  g_return_if_fail (FW_IS_LIVE_TABLE (self));

  if (by == NULL || g_str_equal (self->by, by) || !g_strv_contains (dimensions, by))
    return;
  g_free (self->by);
  self->by = g_strdup (by);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->toggles)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_str_equal (g_object_get_data (G_OBJECT (button), "dimension"), by))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  fw_live_grid_set_column_title (self->grid, 0, fw_live_words_dimension (by));
  show_columns (self);
  fw_live_grid_sort_by (self->grid, 0, GTK_SORT_ASCENDING);
  fw_live_grid_reshow (self->grid);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BY]);
}

FwLiveGrid *
fw_live_table_get_grid (FwLiveTable *self)
{
  g_return_val_if_fail (FW_IS_LIVE_TABLE (self), NULL);
  return self->grid;
}

int
fw_live_table_get_measure (FwLiveTable *self, guint column)
{
  g_return_val_if_fail (FW_IS_LIVE_TABLE (self), -1);
  return column == 0 || column > G_N_ELEMENTS (columns) ? -1 : (int) columns[column - 1];
}

void
fw_live_table_start_search (FwLiveTable *self)
{
  g_return_if_fail (FW_IS_LIVE_TABLE (self));

  gtk_toggle_button_set_active (self->search_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
fw_live_table_set_bare (FwLiveTable *self, gboolean bare)
{
  g_return_if_fail (FW_IS_LIVE_TABLE (self));
  gtk_widget_set_visible (self->bar, !bare);
}

void
fw_live_table_show_misses (FwLiveTable *self, gboolean alone)
{
  g_return_if_fail (FW_IS_LIVE_TABLE (self));

  gtk_toggle_button_set_active (self->search_button, alone);
  gtk_toggle_button_set_active (self->misses, alone);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

gboolean
fw_live_table_shows_misses (FwLiveTable *self)
{
  g_return_val_if_fail (FW_IS_LIVE_TABLE (self), FALSE);
  return gtk_toggle_button_get_active (self->misses);
}
