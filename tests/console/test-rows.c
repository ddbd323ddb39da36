/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fw-picture.h"

#include "console/fw-answer-item.h"
#include "console/live/fw-live-grid.h"

/* Returns: (transfer full): an answer with these ids, each saying @word. */
static JsonArray *
answer (const char *ids, const char *word)
{
  JsonArray *array = json_array_new ();

  for (const char *id = ids; *id != '\0'; id++)
    {
      JsonObject *object = json_object_new ();
      const char name[] = { *id, '\0' };

      json_object_set_string_member (object, "id", name);
      json_object_set_string_member (object, "word", word);
      json_array_add_object_element (array, object);
    }
  return array;
}

static gboolean
take (GListStore *store, const char *ids, const char *word)
{
  g_autoptr (JsonArray) array = answer (ids, word);

  return fw_answer_items_take (store, array);
}

static char *
read_ids (GListStore *store)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_string_append (ids, fw_answer_item_get_text (item, "id"));
    }
  return g_string_free (ids, FALSE);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  guint *counts = data;

  counts[0]++;
  counts[1] += removed;
  counts[2] += added;
}

/* @notices, @removed, @added: what those who look at the list are told. */
static void
expect (const char *before, const char *after, guint notices, guint removed, guint added)
{
  g_autoptr (GListStore) store = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  g_autofree char *ids = NULL;
  guint counts[3] = { 0 };

  take (store, before, "old");
  g_signal_connect (store, "items-changed", G_CALLBACK (count_cb), counts);
  g_assert_cmpint (take (store, after, "new"), ==, notices > 0);
  ids = read_ids (store);
  g_assert_cmpstr (ids, ==, after);
  g_assert_cmpuint (counts[0], ==, notices);
  g_assert_cmpuint (counts[1], ==, removed);
  g_assert_cmpuint (counts[2], ==, added);
}

static void
test_places (void)
{
  expect ("abcdef", "abcdef", 0, 0, 0);
  expect ("abcdef", "", 1, 6, 0);
  expect ("", "abc", 1, 0, 3);
  expect ("abcdef", "abdef", 1, 1, 0);
  expect ("abcdef", "abxcdef", 1, 0, 1);
  expect ("abcdef", "abxdef", 1, 1, 1);
  /* The last comes to the top: one row moves, not all others. */
  expect ("abcdef", "fabcde", 2, 1, 1);
  expect ("abcdef", "bcdefa", 2, 1, 1);
  expect ("abcdef", "xbcdey", 2, 2, 2);
  /* Twice in an answer: both are shown. */
  expect ("abc", "abbc", 1, 0, 1);
}

/* Whatever comes, the list is what was asked for, and who was there is who he was. */
static void
test_any (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GListStore) store = g_list_store_new (FW_TYPE_ANSWER_ITEM);
      g_autoptr (GHashTable) items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      char lists[2][90];

      for (guint list = 0; list < 2; list++)
        {
          char *to = lists[list];
          char letters[88];
          guint n = 0;

          for (char c = '!'; c < '!' + 88; c++)
            letters[n++] = c;
          for (guint left = (guint) g_test_rand_int_range (0, 88); left > 0; left--)
            {
              const guint at = (guint) g_test_rand_int_range (0, (gint) n);

              *to++ = letters[at];
              letters[at] = letters[--n];
            }
          *to = '\0';
        }
      take (store, lists[0], "old");
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
        {
          g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

          g_hash_table_insert (items, g_strdup (fw_answer_item_get_text (item, "id")), item);
        }
      take (store, lists[1], "new");
      {
        g_autofree char *ids = read_ids (store);

        g_assert_cmpstr (ids, ==, lists[1]);
      }
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
        {
          g_autoptr (FwAnswerItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);
          gpointer was = g_hash_table_lookup (items, fw_answer_item_get_text (item, "id"));

          g_assert_cmpstr (fw_answer_item_get_text (item, "word"), ==, "new");
          g_assert_true (was == NULL || was == item);
        }
    }
}

/* ---- in a table ---- */

static void
show (gpointer row, FwLiveCell *cell, gpointer data)
{
  fw_live_cell_set (cell, fw_answer_item_get_text (row, "id"), FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    FALSE, FALSE);
}

static void
replace (FwLiveGrid *grid, GListStore *store, const char *ids)
{
  g_autoptr (JsonArray) array = answer (ids, "new");
  g_autoptr (GPtrArray) rows = fw_answer_items_read (array);

  fw_live_grid_replace (grid, store, rows, fw_answer_item_get_key, fw_answer_item_take);
}

static void
expect_chosen (FwLiveGrid *grid, const char *id)
{
  g_autoptr (FwAnswerItem) chosen = fw_live_grid_get_selected (grid);

  g_assert_nonnull (chosen);
  g_assert_cmpstr (fw_answer_item_get_text (chosen, "id"), ==, id);
}

static gboolean
has_keys (GtkWidget *grid)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (grid));

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, grid);
}

/* Neither the choice nor the keys are lost where rows come and go, not even until the next event:
 * one that is a key would be lost with them. */
static void
test_grid (void)
{
  const FwLiveColumn column = { .id = "id", .title = "Id", .chars = 4, .show = show };
  g_autoptr (GListStore) store = g_list_store_new (FW_TYPE_ANSWER_ITEM);
  GtkWidget *window = gtk_window_new (), *grid = fw_live_grid_new ("rows", "Rows");

  fw_live_grid_add_column (FW_LIVE_GRID (grid), &column);
  fw_live_grid_set_models (FW_LIVE_GRID (grid), G_LIST_MODEL (store), NULL);
  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 600);
  gtk_window_present (GTK_WINDOW (window));
  replace (FW_LIVE_GRID (grid), store, "abcdefgh");
  fw_test_settle (200);
  expect_chosen (FW_LIVE_GRID (grid), "a");

  fw_live_grid_come_to (FW_LIVE_GRID (grid), 6);
  fw_test_settle (50);
  gtk_widget_grab_focus (grid);
  fw_test_settle (50);
  g_assert_true (has_keys (grid));
  replace (FW_LIVE_GRID (grid), store, "xgahbc");
  expect_chosen (FW_LIVE_GRID (grid), "g");
  g_assert_true (has_keys (grid));

  /* It is gone: what took its place is chosen. */
  replace (FW_LIVE_GRID (grid), store, "xahbc");
  expect_chosen (FW_LIVE_GRID (grid), "a");
  g_assert_true (has_keys (grid));
  replace (FW_LIVE_GRID (grid), store, "q");
  expect_chosen (FW_LIVE_GRID (grid), "q");
  g_assert_true (has_keys (grid));
  fw_test_settle (50);
  g_assert_true (has_keys (grid));

  /* However the rows go. */
  replace (FW_LIVE_GRID (grid), store, "abc");
  fw_live_grid_come_to (FW_LIVE_GRID (grid), 2);
  fw_test_settle (50);
  gtk_widget_grab_focus (grid);
  fw_test_settle (50);
  g_list_store_splice (store, 1, 2, NULL, 0);
  g_assert_true (has_keys (grid));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  fw_test_init (&argc, &argv);
  g_test_add_func ("/rows/places", test_places);
  g_test_add_func ("/rows/any", test_any);
  g_test_add_func ("/rows/grid", test_grid);
  return g_test_run ();
}
