/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-listing.h"

static gboolean
is_bounded (gint64 least, gint64 most)
{
  return least > 0 || most < G_MAXINT64;
}

gboolean
fw_listing_wants (const FwListing *self, const FwContact *contact)
{
  if (self->ratings != 0 && (self->ratings & 1u << contact->rating) == 0)
    return FALSE;
  if (self->resolutions != 0 && (self->resolutions & 1u << contact->resolution) == 0)
    return FALSE;
  if (is_bounded (self->least_wait, self->most_wait) &&
      (contact->wait_unknown || contact->wait_ms < self->least_wait ||
       contact->wait_ms > self->most_wait))
    return FALSE;
  if (is_bounded (self->least_handling, self->most_handling) &&
      (!contact->handled || contact->handling_ms < self->least_handling ||
       contact->handling_ms > self->most_handling))
    return FALSE;
  return self->keys == NULL || g_hash_table_contains (self->keys, &contact->key);
}

static guint16
get_code (FwDimension dimension, const FwContact *contact)
{
  switch (dimension)
    {
    case FW_DIMENSION_TEAM:
      return contact->team;
    case FW_DIMENSION_SHIFT:
      return contact->shift;
    case FW_DIMENSION_QUEUE:
      return contact->queue;
    case FW_DIMENSION_CHANNEL:
      return contact->channel;
    case FW_DIMENSION_PRODUCT:
      return contact->product;
    case FW_DIMENSION_AGENT:
      return contact->agent;
    case FW_DIMENSION_TENURE:
      return contact->tenure;
    case FW_DIMENSION_SITE:
    case FW_DIMENSION_HALF_HOUR:
    case FW_DIMENSION_OUTCOME:
    case FW_DIMENSION_TRANSFER:
    case FW_N_DIMENSIONS:
    default:
      return 0;
    }
}

/* Returns: FALSE where the contact has none. */
static gboolean
read_value (const FwListing *self, const FwContact *contact, guint64 *value)
{
  guint16 code;

  switch (self->order)
    {
    case FW_LISTING_DIMENSION:
      code = get_code (self->dimension, contact);
      *value = code < self->n_ranks ? self->ranks[code] : G_MAXUINT32;
      return *value != G_MAXUINT32;
    case FW_LISTING_OUTCOME:
      *value = contact->outcome;
      return TRUE;
    case FW_LISTING_TRANSFER:
      *value = contact->transfer;
      return TRUE;
    case FW_LISTING_WAIT:
      *value = contact->wait_ms;
      return !contact->wait_unknown;
    case FW_LISTING_HANDLING:
      *value = contact->handling_ms;
      return contact->handled;
    case FW_LISTING_RATING:
      *value = contact->rating;
      return contact->rating > 0;
    case FW_LISTING_RESOLUTION:
      *value = contact->resolution;
      return contact->resolution != FW_RESOLUTION_UNKNOWN;
    case FW_LISTING_ARRIVAL:
    default:
      *value = (guint64) MAX (contact->at, 0);
      return TRUE;
    }
}

guint64
fw_listing_get_key (const FwListing *self, const FwContact *contact)
{
  guint64 value = 0;

  if (!read_value (self, contact, &value))
    return G_MAXUINT64;
  return self->descending ? G_MAXUINT64 - 1 - value : value;
}
