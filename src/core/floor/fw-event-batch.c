/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-event-batch.h"

#include "core/floor/fw-event-form.h"

static void
clear_slots (FwEventBatch *self)
{
  for (guint i = 0; i < FW_BATCH_N_NAMES; i++)
    g_clear_pointer (&self->names[i].slots, g_free);
  g_clear_pointer (&self->recent, g_free);
  g_clear_pointer (&self->shape_slots, g_free);
}

FwEventBatch *
fw_event_batch_new (void)
{
  FwEventBatch *self = g_new0 (FwEventBatch, 1);

  g_atomic_ref_count_init (&self->references);
  self->allocated = 1024;
  self->data = g_malloc (self->allocated);
  memset (self->data, 0, FW_BATCH_HEADER);
  self->used = FW_BATCH_HEADER;

  return self;
}

FwEventBatch *
fw_event_batch_ref (FwEventBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
fw_event_batch_unref (FwEventBatch *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  clear_slots (self);
  for (guint i = 0; i < FW_BATCH_N_NAMES; i++)
    g_free (self->names[i].entries);
  g_free (self->shapes);
  if (self->sealed != NULL)
    g_bytes_unref (self->sealed);
  else
    g_free (self->data);
  g_free (self);
}

/* ---- adding ---- */

static inline void
reserve (FwEventBatch *self, gsize length)
{
  if (G_LIKELY (self->used + length <= self->allocated))
    return;

  self->allocated = MAX (self->allocated * 2, self->used + length);
  self->data = g_realloc (self->data, self->allocated);
}

guint
fw_batch_append_name (FwBatchNames *names, guint32 offset, guint32 length)
{
  if (names->length == names->allocated)
    {
      names->allocated = MAX (8, names->allocated * 2);
      names->entries = g_renew (FwBatchEntry, names->entries, names->allocated);
    }
  names->entries[names->length] = (FwBatchEntry){ offset, length };

  return names->length++;
}

static void
grow_slots (FwEventBatch *self, FwBatchNames *names)
{
  names->n_slots = MAX (16, names->n_slots * 2);
  g_free (names->slots);
  names->slots = g_new0 (guint32, names->n_slots);

  for (guint code = 0; code < names->length; code++)
    {
      FwBatchEntry *entry = &names->entries[code];
      FwText text = { (const char *) self->data + entry->offset, entry->length };
      guint i = fw_wire_hash (text, 0);

      while (names->slots[i & (names->n_slots - 1)] != 0)
        i++;
      names->slots[i & (names->n_slots - 1)] = code + 1;
    }
}

static inline gboolean
entry_equals (FwEventBatch *self, const FwBatchEntry *entry, FwText text)
{
  return entry->length == text.length &&
         fw_bytes_equal (self->data + entry->offset, text.data, text.length);
}

/* Returns: the code of @text, or -1. */
static inline gint
find_name (FwEventBatch *self, FwBatchNames *names, FwText text)
{
  if (names->last < names->length && entry_equals (self, &names->entries[names->last], text))
    return (gint) names->last;

  if (names->n_slots == 0)
    return -1;

  for (guint i = fw_wire_hash (text, 0); names->slots[i & (names->n_slots - 1)] != 0; i++)
    {
      guint found = names->slots[i & (names->n_slots - 1)] - 1;

      if (entry_equals (self, &names->entries[found], text))
        {
          names->last = found;
          return (gint) found;
        }
    }

  return -1;
}

static guint8 *
put_new_name (FwEventBatch *self, FwBatchNames *names, FwText text, guint8 *to)
{
  guint i;

  if (names->length * 2 >= names->n_slots)
    grow_slots (self, names);
  for (i = fw_wire_hash (text, 0); names->slots[i & (names->n_slots - 1)] != 0;)
    i++;

  names->slots[i & (names->n_slots - 1)] = names->length + 1;
  to = fw_wire_put (to, names->length);
  to = fw_wire_put (to, text.length);
  names->last = fw_batch_append_name (names, (guint32) (to - self->data), text.length);
  memcpy (to, text.data, text.length);

  return to + text.length;
}

/* Writes the code of @text, and the text itself when it is new. Room was reserved. */
static inline guint8 *
put_name (FwEventBatch *self, FwBatchNamesKind kind, FwText text, guint8 *to)
{
  FwBatchNames *names = &self->names[kind];
  gint code = find_name (self, names, text);

  return code >= 0 ? fw_wire_put (to, code) : put_new_name (self, names, text, to);
}

static inline guint8 *
put_text (guint8 *to, FwText text)
{
  to = fw_wire_put (to, text.length);
  memcpy (to, text.data, text.length);

  return to + text.length;
}

/* A text that was written lately becomes 0 and the distance back to it. */
static guint8 *
put_recent_text (FwEventBatch *self, guint8 *to, FwText text)
{
  FwBatchEntry *entry;

  if (self->recent == NULL)
    self->recent = g_new0 (FwBatchEntry, FW_BATCH_RECENT);
  entry = &self->recent[fw_wire_hash (text, 0) % FW_BATCH_RECENT];

  if (entry->length > 3 && entry_equals (self, entry, text))
    {
      *to++ = 0;
      to = fw_wire_put (to, (guint64) (to - self->data) - entry->offset);
      return fw_wire_put (to, text.length);
    }

  to = put_text (to, text);
  *entry = (FwBatchEntry){ (guint32) (to - self->data) - text.length, text.length };

  return to;
}

static guint
find_mask (const FwEvent *event)
{
  gboolean same = event->contact.length > 0 && fw_text_equal (event->contact, event->id);

  return (guint) same << FW_BATCH_FIELD_CONTACT_IS_ID |
         (guint) (event->contact.length > 0 && !same) << FW_BATCH_FIELD_CONTACT |
         (guint) (event->queue.length > 0) << FW_BATCH_FIELD_QUEUE |
         (guint) (event->agent.length > 0) << FW_BATCH_FIELD_AGENT |
         (guint) (event->channel.length > 0) << FW_BATCH_FIELD_CHANNEL |
         (guint) (event->product.length > 0) << FW_BATCH_FIELD_PRODUCT |
         (guint) (event->reason.length > 0) << FW_BATCH_FIELD_REASON |
         (guint) (event->customer.length > 0) << FW_BATCH_FIELD_CUSTOMER |
         (guint) (event->text.length > 0) << FW_BATCH_FIELD_TEXT |
         (guint) (event->wait_ms >= 0) << FW_BATCH_FIELD_WAIT |
         (guint) (event->talk_ms >= 0) << FW_BATCH_FIELD_TALK |
         (guint) (event->hold_ms >= 0) << FW_BATCH_FIELD_HOLD |
         (guint) (event->wrap_ms >= 0) << FW_BATCH_FIELD_WRAP |
         (guint) (event->rating > 0 || event->resolved >= 0) << FW_BATCH_FIELD_FACTS |
         (guint) (event->nps >= 0) << FW_BATCH_FIELD_NPS |
         (guint) (event->scores != 0) << FW_BATCH_FIELD_SCORES;
}

guint
fw_batch_append_shape (FwEventBatch *self, FwBatchShape shape)
{
  if (self->n_shapes == self->allocated_shapes)
    {
      self->allocated_shapes = MAX (8, self->allocated_shapes * 2);
      self->shapes = g_renew (FwBatchShape, self->shapes, self->allocated_shapes);
    }
  self->shapes[self->n_shapes] = shape;

  return self->n_shapes++;
}

static inline gboolean
shape_equals (const FwBatchShape *shape, guint type, guint mask, gint source)
{
  return shape->mask == mask && shape->type == type && (gint) shape->source == source;
}

/* Returns: the code of the shape, or -1. */
static gint
find_shape (FwEventBatch *self, guint type, guint mask, gint source)
{
  guint slot = (mask * 31 + type * 7 + (guint) source * 101) % FW_BATCH_RECENT;
  guint guess;

  if (self->shape_slots == NULL)
    self->shape_slots = g_new0 (guint16, FW_BATCH_RECENT);
  guess = self->shape_slots[slot];
  if (guess > 0 && shape_equals (&self->shapes[guess - 1], type, mask, source))
    return (gint) guess - 1;

  for (guint i = 0; i < self->n_shapes; i++)
    if (shape_equals (&self->shapes[i], type, mask, source))
      {
        if (i < G_MAXUINT16)
          self->shape_slots[slot] = (guint16) (i + 1);
        return (gint) i;
      }

  return -1;
}

static guint8 *
put_shape (FwEventBatch *self, const FwEvent *event, guint mask, guint8 *to)
{
  FwBatchNames *sources = &self->names[FW_BATCH_SOURCE];
  gint source = find_name (self, sources, event->source);
  gint code = source >= 0 ? find_shape (self, event->type, mask, source) : -1;
  FwBatchShape shape = { 0 };

  if (code >= 0)
    return fw_wire_put (to, code);

  to = fw_wire_put (to, self->n_shapes);
  shape.offset = (guint32) (to - self->data);
  shape.type = (guint8) event->type;
  shape.mask = (guint16) mask;
  *to++ = shape.type;
  *to++ = (guint8) (mask & 0xff);
  *to++ = (guint8) (mask >> 8);
  to = put_name (self, FW_BATCH_SOURCE, event->source, to);
  shape.source = sources->last;
  fw_batch_append_shape (self, shape);

  return to;
}

static guint8 *
put_numbers (const FwEvent *event, guint mask, guint8 *to)
{
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_WAIT))
    to = fw_wire_put_coarse (to, event->wait_ms, 1000);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_TALK))
    to = fw_wire_put_coarse (to, event->talk_ms, 1000);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_HOLD))
    to = fw_wire_put_coarse (to, event->hold_ms, 1000);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_WRAP))
    to = fw_wire_put_coarse (to, event->wrap_ms, 1000);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_FACTS))
    *to++ = (guint8) (event->rating << 2 | (event->resolved + 1));
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_NPS))
    *to++ = (guint8) event->nps;
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_SCORES))
    to = fw_wire_put (to, event->scores);

  return to;
}

/* More than an event can take beside its texts: codes, lengths, numbers. */
#define MOST_BESIDE_TEXTS 256

static inline gsize
count_text_bytes (const FwEvent *event)
{
  return (gsize) event->source.length + event->id.length + event->contact.length +
         event->queue.length + event->agent.length + event->customer.length +
         event->channel.length + event->product.length + event->reason.length + event->text.length;
}

void
fw_event_batch_add (FwEventBatch *self, const FwEvent *event)
{
  guint mask = find_mask (event);
  guint8 *to;

  g_return_if_fail (self != NULL && self->sealed == NULL);
  g_return_if_fail (self->used < FW_BATCH_MOST_BYTES);

  reserve (self, count_text_bytes (event) + MOST_BESIDE_TEXTS);
  to = put_shape (self, event, mask, self->data + self->used);
  to = fw_wire_put_coarse (to, fw_wire_fold_sign (event->at - self->last_at), FW_BATCH_TIME_UNIT);
  to = put_text (to, event->id);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CONTACT))
    to = put_recent_text (self, to, event->contact);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_QUEUE))
    to = put_name (self, FW_BATCH_QUEUE, event->queue, to);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_AGENT))
    to = put_name (self, FW_BATCH_AGENT, event->agent, to);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CHANNEL))
    to = put_name (self, FW_BATCH_CHANNEL, event->channel, to);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_PRODUCT))
    to = put_name (self, FW_BATCH_PRODUCT, event->product, to);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_REASON))
    to = put_name (self, FW_BATCH_REASON, event->reason, to);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CUSTOMER))
    to = put_recent_text (self, to, event->customer);
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_TEXT))
    to = put_text (to, event->text);
  to = put_numbers (event, mask, to);

  self->used = to - self->data;
  self->last_at = event->at;
  self->first = self->length == 0 ? event->at : MIN (self->first, event->at);
  self->last = self->length == 0 ? event->at : MAX (self->last, event->at);
  self->length++;
}

guint
fw_event_batch_get_length (FwEventBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->length;
}

gsize
fw_event_batch_get_size (FwEventBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->sealed != NULL ? self->used + FW_BATCH_CHECKSUM : self->used;
}

void
fw_event_batch_get_period (FwEventBatch *self, gint64 *first, gint64 *last)
{
  g_return_if_fail (self != NULL);

  *first = self->first;
  *last = self->last;
}

GBytes *
fw_event_batch_to_bytes (FwEventBatch *self)
{
  guint32 length = GUINT32_TO_LE (self->length);
  gint64 first = GINT64_TO_LE (self->first), last = GINT64_TO_LE (self->last);
  guint64 checksum;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->sealed != NULL)
    return g_bytes_ref (self->sealed);

  reserve (self, FW_BATCH_CHECKSUM);
  memcpy (self->data, "FWB1", 4);
  memcpy (self->data + 4, &length, 4);
  memcpy (self->data + 8, &first, 8);
  memcpy (self->data + 16, &last, 8);
  checksum = GUINT64_TO_LE (fw_wire_checksum (self->data, self->used));
  memcpy (self->data + self->used, &checksum, FW_BATCH_CHECKSUM);
  clear_slots (self);
  self->sealed = g_bytes_new_take (self->data, self->used + FW_BATCH_CHECKSUM);

  return g_bytes_ref (self->sealed);
}
