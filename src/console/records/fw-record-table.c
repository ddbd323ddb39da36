/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "console/records/fw-record-table.h"

#include "console/fw-cut-text.h"
#include "console/fw-table-memory.h"

/* In average characters: a text that is no longer has room from the start, one that is no longer
 * than MOST_WANTED where there is some; a longer one is cut. */
#define MOST_NEEDED 16
#define MOST_NEEDED_OF_TITLE 26
#define MOST_WANTED 40

typedef struct
{
  FwClient *client; /* the window keeps it */
  gint field;       /* -1: the id */
  guint chars;      /* at least so wide */
  guint most;       /* MOST_NEEDED, or that of the title */
  guint longest;    /* of the texts that were shown: a column grows with them, and never shrinks
                       under the eyes of who scrolls */
  gboolean number;
  gboolean whole; /* never cut */
} Column;

static gboolean
is_number (const FwKind *kind, gint field)
{
  return field >= 0 && (kind->fields[field].type == FW_FIELD_INTEGER ||
                        kind->fields[field].type == FW_FIELD_NUMBER ||
                        kind->fields[field].type == FW_FIELD_TIME_OF_DAY);
}

/* A figure or a day is never cut, as a part of it would be read as another. Where it is said as a
 * sentence, as policies are, it is a text like others. */
static gboolean
is_whole (const FwKind *kind, gint field)
{
  return is_number (kind, field) ? kind->fields[field].unit_of == NULL
                                 : field >= 0 && kind->fields[field].type == FW_FIELD_DATE;
}

/* Returns: the width of @text in average characters; those of Chinese take two. */
static guint
count_width (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0' && n < MOST_WANTED; p = g_utf8_next_char (p))
    n += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  return n;
}

static void
show_in_inscription (GtkInscription *inscription, Column *column, const char *text)
{
  column->longest = MAX (column->longest, count_width (text));
  gtk_inscription_set_min_chars (inscription,
                                 MAX (column->chars, MIN (column->longest, column->most)));
  gtk_inscription_set_nat_chars (inscription, MAX (column->chars, column->longest));
  gtk_inscription_set_text (inscription, text);
}

static void
show_text (GtkListItem *cell)
{
  Column *column = g_object_get_data (G_OBJECT (cell), "column");
  GtkWidget *child = gtk_list_item_get_child (cell);
  FwRecordItem *item = gtk_list_item_get_item (cell);
  const char *text =
      fw_record_item_get_text (item, column->field, fw_record_list_title, column->client);

  if (GTK_IS_LABEL (child))
    gtk_label_set_text (GTK_LABEL (child), text);
  else
    show_in_inscription (GTK_INSCRIPTION (child), column, text);
}

static GtkWidget *
make_inscription (float xalign)
{
  GtkWidget *inscription = gtk_inscription_new (NULL);

  /* Without these an inscription is cut without a sign. */
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (inscription),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (inscription), xalign);
  fw_cut_text_watch (inscription);
  return inscription;
}

static GtkWidget *
make_label (float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer user_data)
{
  Column *column = user_data;
  float xalign = column->number ? 1 : 0;
  GtkWidget *child = column->whole ? make_label (xalign) : make_inscription (xalign);

  gtk_widget_set_valign (child, GTK_ALIGN_CENTER); /* one line high, or it wraps */
  gtk_list_item_set_child (cell, child);
  g_object_set_data (G_OBJECT (cell), "column", column);
}

/* The row is named by its record: GTK 4.8 has no property for it. */
static void
name_row (GtkListItem *cell)
{
  GtkWidget *widget = gtk_widget_get_parent (gtk_list_item_get_child (cell));
  GtkWidget *row = widget != NULL ? gtk_widget_get_parent (widget) : NULL;

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    fw_record_item_get_title (gtk_list_item_get_item (cell)), -1);
}

static void
changed_cb (GtkListItem *cell)
{
  show_text (cell);
  name_row (cell);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer user_data)
{
  changed_cb (cell);
  g_signal_connect_object (gtk_list_item_get_item (cell), "notify::record", G_CALLBACK (changed_cb),
                           cell, G_CONNECT_SWAPPED);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *cell, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (cell), changed_cb, cell);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Column *column = user_data;

  return fw_record_item_compare ((FwRecordItem *) a, (FwRecordItem *) b, column->field,
                                 fw_record_list_title, column->client);
}

/* Policies are sentences; what is known by its id has it to tell apart. */
static guint
count_chars (const FwKind *kind, gint field)
{
  if (field < 0)
    return 5;
  if (kind->fields[field].unit_of != NULL)
    return 22;
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_strcmp0 (kind->fields[i].unit_of, kind->fields[field].name) == 0)
      return 30;
  return field == fw_kind_find_field (kind, kind->title) ? 12 : 4;
}

static GtkColumnViewColumn *
create_column (FwClient *client, const FwKind *kind, gint field)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  const char *title = field >= 0 ? _ (kind->fields[field].label) : _ ("Id");
  GtkColumnViewColumn *view_column;
  g_autoptr (GtkCustomSorter) sorter = NULL;
  Column *column = g_new0 (Column, 1);

  column->client = client;
  column->field = field;
  column->chars = count_chars (kind, field);
  column->most = field >= 0 && g_str_equal (kind->fields[field].name, kind->title)
                     ? MOST_NEEDED_OF_TITLE
                     : MOST_NEEDED;
  column->number = is_number (kind, field);
  column->whole = is_whole (kind, field);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), column);
  view_column = gtk_column_view_column_new (title, factory);
  g_object_set_data_full (G_OBJECT (view_column), "column", column, g_free);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, field >= 0 && !is_number (kind, field));

  /* Compared by a function: the sorter of an expression is several times slower through the header.
   */
  sorter = fw_table_sorter_new (compare_cb, column);
  gtk_column_view_column_set_sorter (view_column, GTK_SORTER (sorter));
  return view_column;
}

static void
append_column (GtkColumnView *view, const FwKind *kind, GtkColumnViewColumn *column, gint field)
{
  gtk_column_view_append_column (view, column);
  fw_table_align_title (view, is_number (kind, field) ? 1 : 0);
  g_object_unref (column);
}

static gboolean
may_see (FwClient *client, const FwKind *kind, gint field)
{
  return field >= 0 && kind->fields[field].type != FW_FIELD_SECRET &&
         (fw_kind_get_read (kind, &kind->fields[field]) & fw_client_get_role (client)) != 0;
}

/* The id stands beside the title. */
static void
append_field (GtkColumnView *view, FwClient *client, const FwKind *kind, gint field)
{
  GtkColumnViewColumn *id;

  if (!may_see (client, kind, field))
    return;
  append_column (view, kind, create_column (client, kind, field), field);
  if (field != fw_kind_find_field (kind, kind->title))
    return;
  id = create_column (client, kind, -1);
  gtk_column_view_column_set_visible (id, fw_record_table_shows_ids (kind));
  append_column (view, kind, id, -1);
}

static void
sort_as_usual (GtkColumnView *view, const FwKind *kind)
{
  const gint usual = kind->orders[0] != NULL ? fw_kind_find_field (kind, kind->orders[0]) : -1;
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; usual >= 0 && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) each = g_list_model_get_item (columns, i);
      const Column *column = g_object_get_data (G_OBJECT (each), "column");

      if (column->field == usual)
        gtk_column_view_sort_by_column (
            view, each, kind->latest_first ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

void
fw_record_table_build (GtkColumnView *view, FwClient *client, const FwKind *kind)
{
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && FW_IS_CLIENT (client) && kind != NULL);

  if (!g_strv_contains (kind->columns, kind->title))
    append_field (view, client, kind, fw_kind_find_field (kind, kind->title));
  for (guint i = 0; kind->columns[i] != NULL; i++)
    append_field (view, client, kind, fw_kind_find_field (kind, kind->columns[i]));
  /* What is seldom looked at is there as well, behind what a list is for. */
  for (guint i = 0; i < kind->n_fields; i++)
    if (!g_strv_contains (kind->columns, kind->fields[i].name) &&
        !g_str_equal (kind->fields[i].name, kind->title))
      append_field (view, client, kind, (gint) i);
  sort_as_usual (view, kind);
  name = fw_record_table_get_name (kind);
  fw_table_skip_list (view);
  fw_table_remember (view, name);
}

gboolean
fw_record_table_shows_ids (const FwKind *kind)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) shown = NULL;

  g_return_val_if_fail (kind != NULL, FALSE);

  name = fw_record_table_get_name (kind);
  shown = fw_table_recall (name, "ids", G_VARIANT_TYPE_BOOLEAN);
  if (shown != NULL)
    return g_variant_get_boolean (shown);
  /* Ids that the world outside gives are what people know a record by. */
  return g_strcmp0 (kind->source_name, "id") == 0;
}

char *
fw_record_table_describe_revision (const FwRecord *record)
{
  const FwKind *kind;

  g_return_val_if_fail (record != NULL, NULL);

  kind = fw_record_get_kind (record);
  if (!fw_record_table_shows_ids (kind))
    return g_strdup_printf (_ ("%s · revision %u"), _ (kind->label),
                            fw_record_get_revision (record));
  return g_strdup_printf (_ ("%s %s · revision %u"), _ (kind->label), fw_record_get_id (record),
                          fw_record_get_revision (record));
}

void
fw_record_table_show_ids (GtkColumnView *view, const FwKind *kind, gboolean shown)
{
  GListModel *columns;
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && kind != NULL);

  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) view_column = g_list_model_get_item (columns, i);
      Column *column = g_object_get_data (G_OBJECT (view_column), "column");

      if (column->field < 0)
        gtk_column_view_column_set_visible (view_column, shown);
    }
  name = fw_record_table_get_name (kind);
  fw_table_keep (name, "ids", g_variant_new_boolean (shown));
}

char *
fw_record_table_get_name (const FwKind *kind)
{
  return g_strconcat ("records-", kind->name, NULL);
}

static gboolean
is_order (const FwKind *kind, GtkColumnViewColumn *view_column)
{
  Column *column = g_object_get_data (G_OBJECT (view_column), "column");

  return column->field >= 0 && g_strv_contains (kind->orders, kind->fields[column->field].name);
}

void
fw_record_table_keep_orders (GtkColumnView *view, const FwKind *kind)
{
  GListModel *columns;
  GtkColumnViewColumn *column;
  GtkSortType type;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && kind != NULL);

  if (fw_table_get_sort (view, &column, &type) && !is_order (kind, column))
    gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) each = g_list_model_get_item (columns, i);

      if (!is_order (kind, each))
        gtk_column_view_column_set_sorter (each, NULL);
    }
}

void
fw_record_table_get_order (GtkColumnView *view,
                           const FwKind *kind,
                           const char **order,
                           gboolean *descending)
{
  GtkColumnViewColumn *column;
  GtkSortType type = GTK_SORT_ASCENDING;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && kind != NULL);

  *order = kind->orders[0];
  if (fw_table_get_sort (view, &column, &type) && is_order (kind, column))
    *order = kind->fields[((Column *) g_object_get_data (G_OBJECT (column), "column"))->field].name;
  *descending = type == GTK_SORT_DESCENDING;
}

static void
append_cell (GString *out, const char *text, gboolean last)
{
  for (const char *p = text; *p != '\0'; p++)
    g_string_append_c (out, *p == '\t' || *p == '\n' || *p == '\r' ? ' ' : *p);
  g_string_append_c (out, last ? '\n' : '\t');
}

char *
fw_record_table_to_tsv (GListModel *items,
                        FwClient *client,
                        const FwKind *kind,
                        gboolean with_headers)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (with_headers)
    {
      append_cell (out, _ ("Id"), kind->n_fields == 0);
      for (guint i = 0; i < kind->n_fields; i++)
        append_cell (out, _ (kind->fields[i].label), i + 1 == kind->n_fields);
    }
  for (guint row = 0; row < g_list_model_get_n_items (items); row++)
    {
      g_autoptr (FwRecordItem) item = g_list_model_get_item (items, row);

      append_cell (out, fw_record_item_get_id (item), kind->n_fields == 0);
      for (guint i = 0; i < kind->n_fields; i++)
        append_cell (out, fw_record_item_get_text (item, (gint) i, fw_record_list_title, client),
                     i + 1 == kind->n_fields);
    }
  return g_strdup (out->str);
}
