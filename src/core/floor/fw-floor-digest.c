/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The digest of the floor: by texts, as codes depend on the order in which they were met. */
#include "core/floor/fw-event-wire.h"
#include "core/floor/fw-floor-state.h"

static void
put_name (FwFloor *self, GByteArray *out, FwDimension dimension, guint16 code)
{
  fw_wire_add_text (out, fw_dictionary_get (fw_cube_get_dictionary (self->cube, dimension), code));
}

typedef struct
{
  FwFloor *floor;
  GByteArray *out;
} Digest;

static void
add_open_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwOpenContact *open = value;
  const Digest *digest = user_data;
  FwFloor *self = digest->floor;
  GByteArray *out = digest->out;

  fw_wire_add (out, key);
  fw_wire_add_signed (out, open->at);
  fw_wire_add_signed (out, open->answered_at);
  fw_wire_add (out, open->customer);
  fw_wire_add (out, open->ledger);
  fw_wire_add_text (out, ((FwFloorSource *) self->sources->pdata[open->source])->name);
  put_name (self, out, FW_DIMENSION_SITE, open->site);
  put_name (self, out, FW_DIMENSION_QUEUE, open->queue);
  put_name (self, out, FW_DIMENSION_AGENT, open->agent);
  put_name (self, out, FW_DIMENSION_CHANNEL, open->channel);
  put_name (self, out, FW_DIMENSION_PRODUCT, open->product);
  fw_wire_add (out, open->flags);
}

/* Codes and places depend on what was met first, names do not. */
typedef struct
{
  const char *name;
  gconstpointer value;
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Named *) a)->name, ((const Named *) b)->name);
}

static void
add_queues (FwFloor *self, GByteArray *out, const GArray *queues)
{
  FwDictionary *names = fw_cube_get_dictionary (self->cube, FW_DIMENSION_QUEUE);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Named));

  for (guint i = 0; i < queues->len; i++)
    {
      Named named = { fw_dictionary_get (names, g_array_index (queues, guint16, i)), NULL };

      g_array_append_val (sorted, named);
    }
  g_array_sort (sorted, compare_named);
  for (guint i = 0; i < sorted->len; i++)
    fw_wire_add_text (out, g_array_index (sorted, Named, i).name);
}

static void
add_agent (FwFloor *self, GByteArray *out, const FwFloorAgent *agent)
{
  put_name (self, out, FW_DIMENSION_AGENT, agent->agent);
  put_name (self, out, FW_DIMENSION_SITE, agent->site);
  put_name (self, out, FW_DIMENSION_QUEUE, agent->queue);
  fw_wire_add (out, agent->state);
  fw_wire_add_signed (out, agent->since);
  fw_wire_add (out, (guint) agent->announced | (guint) agent->paused << 1 |
                        (guint) agent->wrapping << 2 | (guint) agent->paused_at_all << 4);
  fw_wire_add_text (out, agent->reason);
  add_queues (self, out, agent->queues);
  add_queues (self, out, agent->paused_in);
  fw_wire_add (out, agent->in_hand);
  fw_wire_add_signed (out, agent->day);
  fw_wire_add (out, agent->contacts_today);
}

static void
add_agents (FwFloor *self, GByteArray *out)
{
  FwDictionary *names = fw_cube_get_dictionary (self->cube, FW_DIMENSION_AGENT);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Named));

  for (guint i = 0; i < self->agents->len; i++)
    {
      Named named = { fw_dictionary_get (names, (guint16) i), self->agents->pdata[i] };

      if (named.value != NULL)
        g_array_append_val (sorted, named);
    }
  g_array_sort (sorted, compare_named);
  for (guint i = 0; i < sorted->len; i++)
    add_agent (self, out, g_array_index (sorted, Named, i).value);
}

static void
add_sources (FwFloor *self, GByteArray *out)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Named));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const FwFloorSource *source = self->sources->pdata[i];
      Named named = { source->name, source };

      g_array_append_val (sorted, named);
    }
  g_array_sort (sorted, compare_named);
  for (guint i = 0; i < sorted->len; i++)
    {
      const FwFloorSource *source = g_array_index (sorted, Named, i).value;

      fw_wire_add_text (out, source->name);
      fw_wire_add_signed (out, source->last_at);
      fw_wire_add_signed (out, source->wraps_from);
      fw_wire_add_signed (out, source->restart_at);
    }
}

/* Entries that may have been pruned, and what of an entry an earlier pruning may have taken, are no
 * part of what the floor is. */
static void
add_customer_cb (guint64 key, gpointer value, gpointer user_data)
{
  const FwFloorCustomer *entry = value;
  const Digest *digest = user_data;
  GByteArray *out = digest->out;

  if (!fw_floor_is_lasting (digest->floor, entry->last))
    return;
  fw_wire_add (out, key);
  fw_wire_add (out, entry->last);
  if (!fw_floor_is_lasting (digest->floor, entry->newest))
    return;
  fw_wire_add (out, entry->newest);
  fw_wire_add (out, entry->newest_key);
  fw_wire_add (out, entry->marked);
}

char *
fw_floor_digest (FwFloor *self)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Digest digest = { self, out };

  g_return_val_if_fail (self != NULL, NULL);

  fw_wire_add_signed (out, self->last_event);
  add_sources (self, out);
  fw_floor_table_visit (self->open, add_open_cb, &digest);
  add_agents (self, out);
  fw_floor_table_visit (self->customers, add_customer_cb, &digest);
  fw_floor_add_struck (self, out);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, out->data, out->len);
}
