/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-fixture.h"

#include "console/fw-settings.h"
#include "console/fw-table-memory.h"

static GtkColumnView *
find_view (FwFixture *f)
{
  return GTK_COLUMN_VIEW (
      fw_test_find (GTK_WIDGET (fw_window_get_page (f->window)), GTK_TYPE_COLUMN_VIEW, NULL));
}

static GtkColumnViewColumn *
get_column (GtkColumnView *view, guint i)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (view), i);

  return column; /* the view holds it */
}

/* The form beside it has search entries of its own. Returns: (nullable) */
static GtkWidget *
find_search (GtkWidget *root)
{
  if (GTK_IS_SEARCH_ENTRY (root) && gtk_widget_get_ancestor (root, GTK_TYPE_POPOVER) == NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_search (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_rows (GtkColumnView *view)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

static GtkSingleSelection *
get_selection (GtkColumnView *view)
{
  return GTK_SINGLE_SELECTION (gtk_column_view_get_model (view));
}

/* As the program is closed and opened again, with the same settings. */
static void
reopen (FwFixture *f, const char *page)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  fw_test_settle (20);
  f->window = fw_window_new (f->application, f->client, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1200, 700);
  gtk_window_present (GTK_WINDOW (f->window));
  fw_test_settle (60);
  fw_window_go (f->window, page, NULL);
  fw_fixture_wait (count_rows (find_view (f)) > 0);
  fw_test_settle (250);
}

static void
assert_sort (GtkColumnView *view, const char *title, GtkSortType order)
{
  GtkColumnViewColumn *column;
  GtkSortType found;

  g_assert_true (fw_table_get_sort (view, &column, &found));
  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, title);
  g_assert_cmpint (found, ==, order);
}

/* Asked of any view, whatever GTK thinks of it itself. */
static void
test_sort_is_told (void)
{
  FwFixture f = { 0 };
  GtkColumnView *view;
  GtkColumnViewColumn *column;
  GtkSortType order;

  fw_fixture_open (&f, "administrator", 1200, 700);
  fw_window_go (f.window, "people", NULL);
  view = find_view (&f);
  fw_fixture_wait (count_rows (view) == 240);
  assert_sort (view, "Name", GTK_SORT_ASCENDING);
  for (guint i = 0; i < 3; i++)
    {
      const char *title = gtk_column_view_column_get_title (get_column (view, i));

      gtk_column_view_sort_by_column (view, get_column (view, i), GTK_SORT_DESCENDING);
      assert_sort (view, title, GTK_SORT_DESCENDING);
      gtk_column_view_sort_by_column (view, get_column (view, i), GTK_SORT_ASCENDING);
      assert_sort (view, title, GTK_SORT_ASCENDING);
    }
  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  g_assert_false (fw_table_get_sort (view, &column, &order));
  fw_fixture_close (&f);
}

static void
test_columns_and_sort (void)
{
  FwFixture f = { 0 };
  GtkColumnView *view;
  GtkColumnViewColumn *id;

  fw_fixture_open (&f, "administrator", 1200, 700);
  fw_window_go (f.window, "people", NULL);
  view = find_view (&f);
  fw_fixture_wait (count_rows (view) == 240);
  id = get_column (view, 1);
  g_assert_cmpstr (gtk_column_view_column_get_title (id), ==, "Id");
  gtk_column_view_column_set_fixed_width (id, 123);
  gtk_column_view_insert_column (view, 0, id);
  gtk_column_view_sort_by_column (view, id, GTK_SORT_DESCENDING);
  fw_test_settle (400);

  reopen (&f, "people");
  view = find_view (&f);
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (view, 0)), ==, "Id");
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (view, 1)), ==, "Name");
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (view, 0)), ==, 123);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (view, 1)), ==, -1);
  assert_sort (view, "Id", GTK_SORT_DESCENDING);
  fw_fixture_picture (&f, "memory-columns");

  /* Another table has its own. */
  fw_window_go (f.window, "queues", NULL);
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (find_view (&f), 0)), ==, "Name");
  assert_sort (find_view (&f), "Name", GTK_SORT_ASCENDING);
  fw_fixture_close (&f);
}

static void
test_filter_and_selection (void)
{
  FwFixture f = { 0 };
  GtkWidget *search;
  GtkColumnView *view;

  fw_fixture_open (&f, "administrator", 1200, 700);
  fw_window_go (f.window, "people", NULL);
  fw_fixture_wait (count_rows (find_view (&f)) == 240);
  search = find_search (GTK_WIDGET (fw_window_get_page (f.window)));
  gtk_editable_set_text (GTK_EDITABLE (search), "night");
  fw_fixture_wait (count_rows (find_view (&f)) == 80);
  gtk_single_selection_set_selected (get_selection (find_view (&f)), 40);
  fw_test_settle (250);

  reopen (&f, "people");
  view = find_view (&f);
  search = find_search (GTK_WIDGET (fw_window_get_page (f.window)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "night");
  g_assert_cmpuint (count_rows (view), ==, 80);
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (view)), ==, 40);
  fw_fixture_close (&f);
}

static void
test_place (void)
{
  FwFixture f = { 0 };
  GtkAdjustment *place;
  double before;

  fw_fixture_open (&f, "administrator", 1200, 700);
  fw_window_go (f.window, "people", NULL);
  fw_fixture_wait (count_rows (find_view (&f)) == 240);
  fw_test_settle (250);
  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_view (&f)));
  gtk_adjustment_set_value (place, 2000);
  fw_test_settle (250);
  before = gtk_adjustment_get_value (place);
  g_assert_cmpfloat (before, >, 1500);

  reopen (&f, "people");
  place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_view (&f)));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (place), before, 64);
  fw_fixture_close (&f);
}

/* What an older program, or another one, has kept is no reason to fall. */
static void
test_nonsense (void)
{
  FwFixture f = { 0 };

  fw_fixture_open (&f, "administrator", 1200, 700);
  fw_settings_save_table ("table-records-team", g_variant_new_string ("what"));
  fw_table_keep ("records-queue", "columns", g_variant_new_string ("none"));
  fw_table_keep ("records-queue", "sort", g_variant_new ("(ib)", 99, TRUE));
  fw_table_keep ("records-queue", "selected", g_variant_new_string ("nobody"));
  fw_table_keep ("records-queue", "place", g_variant_new_double (1e12));
  fw_window_go (f.window, "teams", NULL);
  fw_fixture_wait (count_rows (find_view (&f)) == 3);
  fw_window_go (f.window, "queues", NULL);
  fw_fixture_wait (count_rows (find_view (&f)) == 2);
  fw_test_settle (250);
  assert_sort (find_view (&f), "Name", GTK_SORT_ASCENDING);
  fw_fixture_close (&f);
}

int
main (int argc, char **argv)
{
  fw_fixture_init (&argc, &argv);
  g_test_add_func ("/console/memory/sort-is-told", test_sort_is_told);
  g_test_add_func ("/console/memory/columns-and-sort", test_columns_and_sort);
  g_test_add_func ("/console/memory/filter-and-selection", test_filter_and_selection);
  g_test_add_func ("/console/memory/place", test_place);
  g_test_add_func ("/console/memory/nonsense", test_nonsense);
  return g_test_run ();
}
