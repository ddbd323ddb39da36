/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-floor-table.h"

/* The table against GLib's, which is taken to be right. A value is made from its key and a number.
 */
typedef struct
{
  guint64 key;
  guint64 number;
} Value;

typedef struct
{
  FwFloorTable *table;
  GHashTable *peer; /* key -> number */
  guint64 state;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->table = fw_floor_table_new (sizeof (Value));
  f->peer = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  f->state = 1;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_floor_table_free (f->table);
  g_hash_table_unref (f->peer);
}

static guint64
pick (Fixture *f, guint64 n)
{
  f->state = f->state * G_GUINT64_CONSTANT (6364136223846793005) +
             G_GUINT64_CONSTANT (1442695040888963407);
  return (f->state >> 33) % n;
}

/* Few low bits, so that the runs are long and go round the end of the table. */
static guint64
pick_key (Fixture *f, guint64 n)
{
  return (pick (f, n) + 1) << 20 | (pick (f, 4) == 0 ? 0xffffe : 0xffffd);
}

static void
put (Fixture *f, guint64 key, guint64 number)
{
  gboolean added;
  Value *value = fw_floor_table_add (f->table, key, &added);

  g_assert_cmpint (added, ==, !g_hash_table_contains (f->peer, &key));
  if (added)
    g_assert_cmpuint (value->key | value->number, ==, 0);
  *value = (Value){ key, number };
  g_hash_table_replace (f->peer, g_memdup2 (&key, sizeof key), GSIZE_TO_POINTER (number));
}

static void
drop (Fixture *f, guint64 key)
{
  fw_floor_table_remove (f->table, key);
  g_hash_table_remove (f->peer, &key);
}

static void
visit_cb (guint64 key, gpointer value, gpointer user_data)
{
  g_assert_cmpuint (((const Value *) value)->key, ==, key);
  g_array_append_val ((GArray *) user_data, key);
}

static void
compare (Fixture *f)
{
  g_autoptr (GArray) visited = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree guint64 *keys = fw_floor_table_list_keys (f->table);
  gsize n = fw_floor_table_get_length (f->table);

  g_assert_cmpuint (n, ==, g_hash_table_size (f->peer));
  fw_floor_table_visit (f->table, visit_cb, visited);
  g_assert_cmpmem (visited->data, visited->len * sizeof (guint64), keys, n * sizeof (guint64));
  for (gsize i = 0; i < n; i++)
    {
      const Value *value = fw_floor_table_find (f->table, keys[i]);
      gpointer number;

      g_assert_true (i == 0 || keys[i - 1] < keys[i]);
      g_assert_true (g_hash_table_lookup_extended (f->peer, &keys[i], NULL, &number));
      g_assert_nonnull (value);
      g_assert_cmpuint (value->key, ==, keys[i]);
      g_assert_cmpuint (value->number, ==, GPOINTER_TO_SIZE (number));
    }
}

static gboolean
is_below (gconstpointer value, gpointer user_data)
{
  return ((const Value *) value)->number < *(const guint64 *) user_data;
}

static gboolean
is_not_below (gpointer key, gpointer number, gpointer user_data)
{
  return GPOINTER_TO_SIZE (number) >= *(const guint64 *) user_data;
}

static void
filter (Fixture *f, guint64 limit)
{
  fw_floor_table_filter (f->table, is_below, &limit);
  g_hash_table_foreach_remove (f->peer, is_not_below, &limit);
  compare (f);
}

static void
test_against_peer (Fixture *f, gconstpointer data)
{
  for (guint round = 0; round < 60; round++)
    {
      guint64 range = 10 + pick (f, 2000);

      for (guint i = 0; i < range; i++)
        if (pick (f, 3) > 0)
          put (f, pick_key (f, range), pick (f, 1000));
        else
          drop (f, pick_key (f, range));
      compare (f);
      filter (f, pick (f, 1000));
    }
  filter (f, 0);
  g_assert_cmpuint (fw_floor_table_get_length (f->table), ==, 0);
  put (f, 7, 7);
  compare (f);
}

/* Large enough for large pages, nearly all let go, and used on. */
static void
test_large (Fixture *f, gconstpointer data)
{
  for (guint64 i = 1; i <= 200000; i++)
    put (f, i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), i);
  compare (f);
  filter (f, 1000);
  filter (f, 1000);
  for (guint64 i = 1; i <= 3000; i++)
    put (f, i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15), i + 1);
  compare (f);
  fw_floor_table_clear (f->table);
  g_hash_table_remove_all (f->peer);
  compare (f);
}

static void
test_set (Fixture *f, gconstpointer data)
{
  g_autoptr (FwFloorTable) set = fw_floor_table_new (0);
  gboolean added;

  fw_floor_table_reserve (set, 100);
  for (guint64 key = 1; key <= 5000; key++)
    {
      fw_floor_table_add (set, key << 3, &added);
      g_assert_true (added);
      fw_floor_table_add (set, key << 3, &added);
      g_assert_false (added);
    }
  g_assert_null (fw_floor_table_find (set, 4));
  g_assert_nonnull (fw_floor_table_find (set, 8));
  g_assert_cmpuint (fw_floor_table_get_length (set), ==, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/floor-table/against-peer", Fixture, NULL, set_up, test_against_peer, tear_down);
  g_test_add ("/floor-table/large", Fixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/floor-table/set", Fixture, NULL, set_up, test_set, tear_down);
  return g_test_run ();
}
