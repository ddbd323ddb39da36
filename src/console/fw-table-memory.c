/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-table-memory.h"

#include "console/fw-settings.h"

#define SORTER_KEY "fw-table-sorter"
#define COLUMN_KEY "fw-table-column" /* its place when the table was made, from 1 */
#define PREFIX "table-"
#define NARROWEST 40
#define WIDEST 2000
/* A width that is being dragged is kept when it rests. */
#define REST_MS 300

typedef struct
{
  GCompareDataFunc compare;
  gpointer user_data;
} Sorter;

/** While a view's sorter is asked what it sorts by: the first of its columns that it asks. */
static gboolean probing;
static const Sorter *probed;

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Sorter *sorter = user_data;

  if (G_LIKELY (!probing))
    return sorter->compare (a, b, sorter->user_data);
  probed = sorter;
  return -1;
}

GtkCustomSorter *
fw_table_sorter_new (GCompareDataFunc compare, gpointer user_data)
{
  Sorter *sorter = g_new (Sorter, 1);
  GtkCustomSorter *self;

  *sorter = (Sorter){ compare, user_data };
  self = gtk_custom_sorter_new (compare_cb, sorter, g_free);
  g_object_set_data (G_OBJECT (self), SORTER_KEY, sorter);
  return self;
}

/* The sorter of a column; NULL where it has none. */
static const Sorter *
get_sorter (GtkColumnViewColumn *column)
{
  GtkSorter *sorter = gtk_column_view_column_get_sorter (column);

  return sorter != NULL ? g_object_get_data (G_OBJECT (sorter), SORTER_KEY) : NULL;
}

static gboolean
is_askable (GListModel *columns)
{
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_sorter (column) != NULL && get_sorter (column) == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
fw_table_get_sort (GtkColumnView *view, GtkColumnViewColumn **column, GtkSortType *order)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  g_autoptr (GObject) one = NULL;
  g_autoptr (GObject) other = NULL;
  GtkOrdering found;

  if (!is_askable (columns))
    return FALSE;
  one = g_object_new (G_TYPE_OBJECT, NULL);
  other = g_object_new (G_TYPE_OBJECT, NULL);
  probed = NULL;
  probing = TRUE;
  found = gtk_sorter_compare (gtk_column_view_get_sorter (view), one, other);
  probing = FALSE;
  for (guint i = 0; probed != NULL && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) each = g_list_model_get_item (columns, i);

      if (get_sorter (each) != probed)
        continue;
      *column = each; /* the view holds it */
      *order = found == GTK_ORDERING_LARGER ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;
      return TRUE;
    }
  return FALSE;
}

/* Beside other things that are kept by name. Returns: (transfer full) (nullable) */
static GVariant *
load_state (const char *name)
{
  g_autofree char *key = g_strconcat (PREFIX, name, NULL);
  g_autoptr (GVariant) state = fw_settings_load_table (key);

  return state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT)
             ? g_steal_pointer (&state)
             : NULL;
}

void
fw_table_keep (const char *name, const char *member, GVariant *value)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (value);
  g_autofree char *key = g_strconcat (PREFIX, name, NULL);
  g_autoptr (GVariant) state = load_state (name);
  g_autoptr (GVariant) before = state != NULL ? g_variant_lookup_value (state, member, NULL) : NULL;
  GVariantDict dict;

  if (before != NULL && g_variant_equal (before, held))
    return;
  g_variant_dict_init (&dict, state);
  g_variant_dict_insert_value (&dict, member, held);
  fw_settings_save_table (key, g_variant_dict_end (&dict));
}

GVariant *
fw_table_recall (const char *name, const char *member, const GVariantType *type)
{
  g_autoptr (GVariant) state = load_state (name);

  return state != NULL ? g_variant_lookup_value (state, member, type) : NULL;
}

static int
get_number (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), COLUMN_KEY));
}

static const char *
get_name (GtkColumnView *view)
{
  return g_object_get_data (G_OBJECT (view), "fw-table-name");
}

/* Columns as they stand now: number and width of each. */
static void
keep_columns (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ii)"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_variant_builder_add (&builder, "(ii)", get_number (column),
                             gtk_column_view_column_get_fixed_width (column));
    }
  fw_table_keep (get_name (view), "columns", g_variant_builder_end (&builder));
}

static gboolean
rested_cb (gpointer user_data)
{
  GtkColumnView *view = user_data;

  g_object_set_data (G_OBJECT (view), "fw-table-rest", NULL);
  if (gtk_widget_get_root (GTK_WIDGET (view)) != NULL)
    keep_columns (view);
  return G_SOURCE_REMOVE;
}

static void
columns_changed_cb (GtkColumnView *view)
{
  guint source = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view), "fw-table-rest"));

  /* A view that goes drops its columns one by one. */
  if (gtk_widget_get_root (GTK_WIDGET (view)) == NULL ||
      gtk_widget_in_destruction (GTK_WIDGET (view)))
    return;
  if (source != 0)
    g_source_remove (source);
  source = g_timeout_add_full (G_PRIORITY_DEFAULT, REST_MS, rested_cb, g_object_ref (view),
                               g_object_unref);
  g_object_set_data (G_OBJECT (view), "fw-table-rest", GUINT_TO_POINTER (source));
}

static void
sort_changed_cb (GtkColumnView *view)
{
  GtkColumnViewColumn *column;
  GtkSortType order;

  if (fw_table_get_sort (view, &column, &order))
    fw_table_keep (get_name (view), "sort",
                   g_variant_new ("(ib)", get_number (column), order == GTK_SORT_DESCENDING));
}

/* Returns: (transfer none) (nullable) */
static GtkColumnViewColumn *
find_column (GtkColumnView *view, int number)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (get_number (column) == number)
        return column; /* the view holds it */
    }
  return NULL;
}

/* One that is not known stays behind those that are. */
static void
restore_columns (GtkColumnView *view)
{
  g_autoptr (GVariant) known =
      fw_table_recall (get_name (view), "columns", G_VARIANT_TYPE ("a(ii)"));
  guint place = 0;
  GVariantIter iter;
  int number, width;

  if (known == NULL)
    return;
  g_variant_iter_init (&iter, known);
  while (g_variant_iter_next (&iter, "(ii)", &number, &width))
    {
      GtkColumnViewColumn *column = find_column (view, number);

      if (column == NULL)
        continue;
      gtk_column_view_insert_column (view, place++, column);
      if (width >= NARROWEST && width <= WIDEST)
        gtk_column_view_column_set_fixed_width (column, width);
    }
}

static void
restore_sort (GtkColumnView *view)
{
  g_autoptr (GVariant) known = fw_table_recall (get_name (view), "sort", G_VARIANT_TYPE ("(ib)"));
  GtkColumnViewColumn *column;
  gboolean descending;
  int number;

  if (known == NULL)
    return;
  g_variant_get (known, "(ib)", &number, &descending);
  column = find_column (view, number);
  if (column != NULL && get_sorter (column) != NULL)
    gtk_column_view_sort_by_column (view, column,
                                    descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

void
fw_table_remember (GtkColumnView *view, const char *name)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  if (get_name (view) != NULL)
    return;
  g_object_set_data_full (G_OBJECT (view), "fw-table-name", g_strdup (name), g_free);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_object_set_data (G_OBJECT (column), COLUMN_KEY, GINT_TO_POINTER ((int) i + 1));
    }
  restore_columns (view);
  restore_sort (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (columns_changed_cb), view,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (columns, "items-changed", G_CALLBACK (columns_changed_cb), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (view), "changed",
                           G_CALLBACK (sort_changed_cb), view, G_CONNECT_SWAPPED);
}

void
fw_table_align_title (GtkColumnView *view, double xalign)
{
  GtkWidget *header, *title, *box;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  header = gtk_widget_get_first_child (GTK_WIDGET (view));
  title = header != NULL ? gtk_widget_get_last_child (header) : NULL;
  box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  if (xalign > 0.5 && GTK_IS_BOX (box))
    gtk_widget_set_halign (box, GTK_ALIGN_END);
}

void
fw_table_skip_list (GtkColumnView *view)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_set_focusable (child, FALSE);
}
