/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/fw-rows.h"

/* With more places that change than this, what lies between the first and the last is replaced as
 * one: each place is a notice to everybody who looks at the list. */
#define MOST_PLACES 32

#define NEW G_MAXUINT

/** A run of rows that makes place for another. */
typedef struct
{
  guint from; /* in the store as it was */
  guint n_removed;
  guint added; /* index of the first that is added */
  guint n_added;
} Place;

/* Returns: (transfer full): of each row where it stood before, NEW where it did not; it is in
 * @kept what was there, with what is new of it. */
static guint *
find_before (
    GListStore *store, const GPtrArray *rows, FwRowsKey get_key, FwRowsTake take, GPtrArray *kept)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_object_unref);
  guint *before = g_new (guint, rows->len);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (store));

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (old, g_list_model_get_item (G_LIST_MODEL (store), i));
      g_hash_table_insert (places, (char *) get_key (old->pdata[i]), GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const char *key = get_key (rows->pdata[i]);
      const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));

      before[i] = place > 0 ? place - 1 : NEW;
      if (place > 0)
        g_hash_table_remove (places, key); /* twice in the answer: the second is a row of its own */
      g_ptr_array_add (kept, g_object_ref (place > 0 ? old->pdata[place - 1] : rows->pdata[i]));
    }
  /* The keys of the table may be texts of what is taken over, so that is done at the end. */
  g_hash_table_remove_all (places);
  for (guint i = 0; i < rows->len; i++)
    if (kept->pdata[i] != rows->pdata[i])
      take (kept->pdata[i], rows->pdata[i]);
  return before;
}

/* Marks as NEW which rows must change places: all but a longest row of those that follow one
 * another as before (patience sorting). */
static void
mark_moved (guint *before, guint n)
{
  g_autofree guint *last = g_new (guint, n + 1);   /* of a run of each length: its last row */
  g_autofree guint *behind = g_new (guint, n + 1); /* row -> the one before it in its run */
  guint length = 0, stay;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0, high = length;

      if (before[i] == NEW)
        continue;
      while (low < high)
        {
          const guint middle = (low + high) / 2;

          if (before[last[middle]] < before[i])
            low = middle + 1;
          else
            high = middle;
        }
      behind[i] = low > 0 ? last[low - 1] : NEW;
      last[low] = i;
      length = MAX (length, low + 1);
    }
  stay = length > 0 ? last[length - 1] : NEW;
  for (guint i = n; i-- > 0;)
    if (i == stay)
      stay = behind[i];
    else
      before[i] = NEW;
}

/* @before: increasing where it is not NEW. Returns: (transfer full): Place, from the top. */
static GArray *
find_places (const guint *before, guint n, guint n_before)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  guint at = 0;

  for (guint i = 0; i <= n;)
    {
      Place place = { .from = at, .added = i };

      while (i < n && before[i] == NEW)
        i++;
      place.n_added = i - place.added;
      place.n_removed = (i < n ? before[i] : n_before) - at;
      if (place.n_added + place.n_removed > 0)
        g_array_append_val (places, place);
      at = i < n ? before[i] + 1 : n_before;
      i++;
    }
  return places;
}

static void
join_places (GArray *places)
{
  Place *first = &g_array_index (places, Place, 0);
  const Place *last = &g_array_index (places, Place, places->len - 1);

  first->n_removed = last->from + last->n_removed - first->from;
  first->n_added = last->added + last->n_added - first->added;
  g_array_set_size (places, 1);
}

gboolean
fw_rows_replace (GListStore *store, const GPtrArray *rows, FwRowsKey get_key, FwRowsTake take)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) places = NULL;
  g_autofree guint *before = NULL;

  g_return_val_if_fail (G_IS_LIST_STORE (store) && rows != NULL, FALSE);
  g_return_val_if_fail (get_key != NULL && take != NULL, FALSE);

  before = find_before (store, rows, get_key, take, kept);
  mark_moved (before, rows->len);
  places = find_places (before, rows->len, g_list_model_get_n_items (G_LIST_MODEL (store)));
  if (places->len > MOST_PLACES)
    join_places (places);
  /* From below, so that what is above stands where it stood. */
  for (guint i = places->len; i-- > 0;)
    {
      const Place *place = &g_array_index (places, Place, i);

      g_list_store_splice (store, place->from, place->n_removed, kept->pdata + place->added,
                           place->n_added);
    }
  return places->len > 0;
}
