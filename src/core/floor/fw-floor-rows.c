/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The row that a contact has in the cube. */
#include "core/floor/fw-floor-state.h"

void
fw_floor_fill_row (FwFloor *self,
                   const FwOpenContact *open,
                   guint64 key,
                   FwOutcome outcome,
                   gint64 wait_ms,
                   FwContact *row)
{
  const FwFloorQueue *queue = fw_floor_get_queue (self, open->queue);

  *row = (FwContact){ .at = open->at / 1000 * 1000,
                      .key = key,
                      .ledger = open->ledger,
                      .queue = open->queue,
                      .agent = outcome != FW_OUTCOME_UNKNOWN ? open->agent : 0,
                      .channel = open->channel != 0 ? open->channel : queue->channel,
                      .product = open->product != 0 ? open->product : queue->product,
                      .channel_stated = open->channel != 0,
                      .product_stated = open->product != 0,
                      .outcome = outcome,
                      .wait_ms = fw_floor_clamp_ms (wait_ms),
                      .wait_unknown = wait_ms == FW_EVENT_NO_TIME,
                      .nps = -1 };
  fw_floor_assign (self, open->site, row);
}

/* The product by name: codes depend on the order in which they were met. */
static guint64
hash_product (FwFloor *self, guint16 product)
{
  guint64 *hash;

  if (self->products->len <= product)
    g_array_set_size (self->products, product + 1u);
  hash = &g_array_index (self->products, guint64, product);
  if (*hash == 0)
    *hash = fw_floor_hash (&self->key,
                           fw_text (fw_dictionary_get (
                               fw_cube_get_dictionary (self->cube, FW_DIMENSION_PRODUCT), product)),
                           FW_TEXT_NONE);
  return *hash;
}

guint64
fw_floor_hash_customer (FwFloor *self, const FwEvent *event)
{
  guint64 hash;

  if (event->customer.length == 0)
    return 0;
  if (fw_customer_read_token (event->customer, &hash))
    return hash;
  return fw_floor_hash (&self->key, FW_TEXT_LITERAL ("customer"), event->customer);
}

char *
fw_floor_make_token (FwFloor *self, const FwEvent *event)
{
  guint64 hash;

  g_return_val_if_fail (self != NULL && event != NULL, NULL);

  hash = fw_floor_hash_customer (self, event);
  return hash != 0 ? g_strdup_printf ("\001%016" G_GINT64_MODIFIER "x", hash) : NULL;
}

void
fw_floor_prefetch_customer (FwFloor *self, const FwEvent *event, guint64 customer)
{
  guint16 product = fw_floor_intern (self, FW_DIMENSION_PRODUCT, event->product);

  if (product == 0)
    product = fw_floor_get_queue (self, fw_floor_intern (self, FW_DIMENSION_QUEUE, event->queue))
                  ->product;
  fw_floor_table_prefetch (self->customers, fw_floor_mix (customer, hash_product (self, product)));
}

void
fw_floor_append_row (FwFloor *self, const FwOpenContact *open, FwContact *row, FwContactRef *ref)
{
  if (open->customer != 0)
    {
      FwZone *zone = fw_cube_get_zone (self->cube, open->site);
      const FwFloorPolicies *policies = fw_floor_get_policies (
          self, open->site, open->queue, fw_floor_get_pace (self, row->channel),
          fw_zone_get_day (zone, row->at), row->at);

      fw_floor_note_customer (self,
                              fw_floor_mix (open->customer, hash_product (self, row->product)),
                              open->site, policies->repeat_window, row);
    }
  fw_floor_check_unmatched (self, row->key);
  fw_cube_append (self->cube, open->site, row, ref);
}

void
fw_floor_write_row (FwFloor *self, const FwOpenContact *open, FwContact *row, FwContactRef *ref)
{
  if ((open->flags & FW_OPEN_HAS_ROW) == 0)
    {
      fw_floor_append_row (self, open, row, ref);
      return;
    }
  *ref = open->ref;
  fw_cube_patch (self->cube, ref, row);
}
