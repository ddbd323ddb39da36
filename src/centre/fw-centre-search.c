/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

/* Contacts that are looked for by what the cube does not hold: what a source calls them, and who
 * called. The ledger tells which they are; the cube, as always, what may be seen of them. */
#include "centre/fw-centre-private.h"
#include "core/fw-error.h"

/* A row counts at its arrival, and what is told of it comes later: this much is looked at. */
#define LATE (24 * FW_HOUR)

typedef struct
{
  FwCentre *centre;
  const char *id; /* (nullable): in small letters, as far as they are ASCII */
  gsize id_length;
  GArray *customers; /* (nullable) (element-type guint64): hashes */
  GHashTable *keys;
} Search;

static gboolean
contains (FwText text, const char *part, gsize length)
{
  for (gsize start = 0; start + length <= text.length; start++)
    {
      gsize i = 0;

      while (i < length && g_ascii_tolower (text.data[start + i]) == part[i])
        i++;
      if (i == length)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_customer (Search *search, const FwEvent *event)
{
  guint64 hash =
      event->customer.length > 0 ? fw_floor_hash_customer (search->centre->floor, event) : 0;

  for (guint i = 0; hash != 0 && i < search->customers->len; i++)
    if (g_array_index (search->customers, guint64, i) == hash)
      return TRUE;
  return FALSE;
}

static void
add_key (Search *search, const FwEvent *event)
{
  guint64 key = fw_floor_get_contact_key (search->centre->floor, event->source, event->contact);

  if (!g_hash_table_contains (search->keys, &key))
    g_hash_table_add (search->keys, g_memdup2 (&key, sizeof key));
}

static gboolean
search_batch_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Search *search = user_data;
  FwEventIter iter;
  FwEvent event;

  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    if (event.contact.length > 0 &&
        (search->id == NULL || contains (event.contact, search->id, search->id_length)) &&
        (search->customers == NULL || is_of_customer (search, &event)))
      add_key (search, &event);
  return TRUE;
}

/* Returns: FALSE with FW_ERROR_INVALID for what is no mark of a customer. */
static gboolean
read_customers (const char *const *marks, GArray *customers, GError **error)
{
  for (; *marks != NULL; marks++)
    {
      guint64 hash;

      if (strlen (*marks) != 16 ||
          !g_ascii_string_to_unsigned (*marks, 16, 1, G_MAXUINT64, &hash, NULL))
        {
          g_set_error (error, FW_ERROR, FW_ERROR_INVALID, "customer: no mark of a customer");
          return FALSE;
        }
      g_array_append_val (customers, hash);
    }
  return TRUE;
}

gboolean
fw_centre_find_keys (FwCentre *self,
                     const FwContactSearch *search,
                     gint64 from,
                     gint64 to,
                     GHashTable **keys,
                     GError **error)
{
  g_autofree char *id = search->id != NULL ? g_ascii_strdown (search->id, -1) : NULL;
  g_autoptr (GArray) customers = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GHashTable) found = NULL;
  Search looking = { self, id, id != NULL ? strlen (id) : 0, NULL, NULL };

  *keys = NULL;
  if (id == NULL && search->customers == NULL)
    return TRUE;
  if (search->customers != NULL)
    {
      if (!read_customers (search->customers, customers, error))
        return FALSE;
      looking.customers = customers;
    }

  looking.keys = found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (!fw_ledger_read_period (self->ledger, from, to < G_MAXINT64 - LATE ? to + LATE : to,
                              search_batch_cb, &looking, error))
    return FALSE;
  *keys = g_steal_pointer (&found);
  return TRUE;
}

char *
fw_centre_mark_customer (FwCentre *self, const char *number)
{
  FwEvent event = { .customer = fw_text (number) };

  g_return_val_if_fail (self != NULL && number != NULL && *number != '\0', NULL);

  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x",
                          fw_floor_hash_customer (self->floor, &event));
}

char *
fw_centre_mark_customer_of (FwCentre *self, FwEventBatch *events)
{
  FwEventIter iter;
  FwEvent event;

  g_return_val_if_fail (self != NULL && events != NULL, NULL);

  fw_event_iter_init (&iter, events);
  while (fw_event_iter_next (&iter, &event))
    {
      guint64 hash = fw_floor_hash_customer (self->floor, &event);

      if (hash != 0)
        return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", hash);
    }
  return NULL;
}

/* ---- the order of what codes are called ---- */

typedef struct
{
  char *key; /* of g_utf8_collate_key(); NULL: has no name */
  guint code;
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const Named *left = a, *right = b;

  if (left->key == NULL || right->key == NULL)
    return (left->key == NULL) - (right->key == NULL);
  return strcmp (left->key, right->key);
}

static const char *
find_title (FwDirectory *directory, FwDimension dimension, const char *id)
{
  const char *kind = dimension == FW_DIMENSION_SHIFT     ? "shift-template"
                     : dimension == FW_DIMENSION_PRODUCT ? NULL
                     : dimension == FW_DIMENSION_CHANNEL ? NULL
                                                         : fw_dimension_to_name (dimension);

  return kind != NULL ? fw_directory_get_title (directory, kind, id) : id;
}

/* Under the cube's read lock. */
guint32 *
fw_centre_rank_codes (FwCentre *self, FwDimension dimension, guint *n_ranks)
{
  FwDictionary *dictionary = fw_cube_get_dictionary (self->cube, dimension);
  g_autoptr (FwDirectory) directory = fw_centre_ref_directory (self);
  guint n = fw_dictionary_get_length (dictionary);
  g_autofree Named *named = g_new (Named, n);
  guint32 *ranks = g_new (guint32, n);
  guint32 rank = 0;

  for (guint code = 0; code < n; code++)
    {
      const char *id = fw_dictionary_get (dictionary, (guint16) code);
      const char *title = *id != '\0' ? find_title (directory, dimension, id) : "";
      g_autofree char *folded = g_utf8_casefold (title, -1);

      named[code].code = code;
      named[code].key = *folded != '\0' ? g_utf8_collate_key (folded, -1) : NULL;
    }
  qsort (named, n, sizeof *named, compare_named);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && compare_named (&named[i - 1], &named[i]) != 0)
        rank++;
      ranks[named[i].code] = named[i].key != NULL ? rank : G_MAXUINT32;
    }
  for (guint i = 0; i < n; i++)
    g_free (named[i].key);
  *n_ranks = n;
  return ranks;
}
