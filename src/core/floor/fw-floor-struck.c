/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Events that are struck out. What says so comes later in the ledger than what it is about, so a
 * floor is told beforehand what to expect; what it meets unexpected, or expected in vain, makes a
 * second walk necessary (fw_floor_is_misstruck()), which expects what the first one met.
 */
#include "core/floor/fw-floor-state.h"

static guint64
make_key (FwFloor *self, gint64 at, guint64 id)
{
  return fw_floor_mix (id, (guint64) (at / (24 * FW_HOUR)));
}

static guint64
find_key (FwFloor *self, const FwStruck *struck)
{
  return make_key (self, struck->at,
                   fw_floor_hash (&self->key, fw_text (struck->source), fw_text (struck->id)));
}

static void
entry_free (gpointer data)
{
  FwFloorStruck *entry = data;

  fw_struck_free (entry->struck);
  g_free (entry);
}

static FwFloorStruck *
find_entry (FwFloor *self, guint64 key)
{
  return self->struck != NULL ? g_hash_table_lookup (self->struck, &key) : NULL;
}

static void
add_entry (FwFloor *self, FwStruck *struck, gboolean met)
{
  FwFloorStruck *entry = g_new (FwFloorStruck, 1);

  *entry = (FwFloorStruck){ find_key (self, struck), struck, met };
  if (self->struck == NULL)
    self->struck = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  g_hash_table_replace (self->struck, &entry->key, entry);
}

gboolean
fw_floor_finds_struck (FwFloor *self, const FwEvent *event)
{
  guint64 id = fw_floor_hash (&self->key, event->source, event->id);

  return find_entry (self, make_key (self, event->at, id)) != NULL;
}

void
fw_floor_meet_struck (FwFloor *self, const FwEvent *event)
{
  g_autoptr (FwStruck) struck = NULL;
  FwFloorStruck *entry;

  g_return_if_fail (self != NULL && event != NULL);

  struck = fw_struck_from_event (event);
  if (struck == NULL)
    return;
  entry = find_entry (self, find_key (self, struck));
  if (entry != NULL)
    {
      entry->met = TRUE;
      return;
    }

  if (fw_floor_has_seen (
          self, struck->at,
          fw_floor_hash (&self->key, fw_text (struck->source), fw_text (struck->id))))
    self->misstruck = TRUE;
  add_entry (self, g_steal_pointer (&struck), TRUE);
}

void
fw_floor_expect_struck (FwFloor *self, FwFloor *other)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (self != NULL && other != NULL && self != other);

  if (other->struck == NULL)
    return;
  g_hash_table_iter_init (&iter, other->struck);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((FwFloorStruck *) value)->met)
      add_entry (self, fw_struck_copy (((FwFloorStruck *) value)->struck), FALSE);
}

gboolean
fw_floor_is_misstruck (FwFloor *self)
{
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->struck == NULL || self->misstruck)
    return self->misstruck;
  g_hash_table_iter_init (&iter, self->struck);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!((FwFloorStruck *) value)->met)
      return TRUE;
  return FALSE;
}

static int
compare_struck (gconstpointer a, gconstpointer b)
{
  const FwStruck *x = *(FwStruck *const *) a, *y = *(FwStruck *const *) b;
  int order;

  if (x->moment != y->moment)
    return x->moment < y->moment ? -1 : 1;
  order = strcmp (x->source, y->source);
  return order != 0 ? order : strcmp (x->id, y->id);
}

GPtrArray *
fw_floor_list_struck (FwFloor *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_struck_free);
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL, list);

  if (self->struck == NULL)
    return list;
  g_hash_table_iter_init (&iter, self->struck);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, fw_struck_copy (((FwFloorStruck *) value)->struck));
  g_ptr_array_sort (list, compare_struck);
  return list;
}

GBytes *
fw_floor_encode_struck (FwFloor *self)
{
  g_autoptr (GPtrArray) list = fw_floor_list_struck (self);
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();

  if (list->len == 0)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      g_autofree char *text = NULL;
      FwEvent event;

      fw_struck_to_event (list->pdata[i], &event, &text);
      fw_event_batch_add (batch, &event);
    }
  return fw_event_batch_to_bytes (batch);
}

gboolean
fw_floor_decode_struck (FwFloor *self, GBytes *bytes)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_from_bytes (bytes, NULL);
  FwEventIter iter;
  FwEvent event;

  if (batch == NULL)
    return FALSE;
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    {
      FwStruck *struck = fw_struck_from_event (&event);

      if (struck != NULL)
        add_entry (self, struck, TRUE);
    }
  return TRUE;
}

/* By texts alone and in one order, as all of a digest. */
void
fw_floor_add_struck (FwFloor *self, GByteArray *digest)
{
  g_autoptr (GPtrArray) list = fw_floor_list_struck (self);

  for (guint i = 0; i < list->len; i++)
    {
      const FwStruck *struck = list->pdata[i];
      g_autofree char *statement = fw_struck_make_statement (struck);

      g_byte_array_append (digest, (const guint8 *) statement, (guint) strlen (statement));
    }
}
