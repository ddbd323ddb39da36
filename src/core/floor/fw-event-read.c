/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/floor/fw-event-batch.h"

#include "core/floor/fw-event-form.h"
#include "core/fw-error.h"

static inline FwText
get_bytes (FwWire *wire, guint64 length)
{
  FwText text = FW_TEXT_NONE;

  if (G_UNLIKELY (length > (guint64) (wire->end - wire->at)))
    {
      wire->bad = TRUE;
      return text;
    }
  text = (FwText){ (const char *) wire->at, (guint) length };
  wire->at += length;

  return text;
}

static FwText
get_name (FwEventBatch *self, FwWire *wire, FwBatchNamesKind kind, guint *code)
{
  FwBatchNames *names = &self->names[kind];
  guint64 found = fw_wire_get (wire);
  FwBatchEntry *entry;

  if (G_UNLIKELY (found >= names->length))
    {
      wire->bad = TRUE;
      return FW_TEXT_NONE;
    }
  *code = (guint) found;
  entry = &names->entries[found];
  if (entry->offset >= (gsize) (wire->at - self->data))
    return get_bytes (wire, fw_wire_get (wire));

  return (FwText){ (const char *) self->data + entry->offset, entry->length };
}

static FwText
get_recent_text (FwEventBatch *self, FwWire *wire)
{
  guint64 length = fw_wire_get (wire), back;
  gsize here;

  if (length > 0)
    return get_bytes (wire, length);

  here = wire->at - self->data;
  back = fw_wire_get (wire);
  length = fw_wire_get (wire);
  if (G_UNLIKELY (back > here - FW_BATCH_HEADER || length > back))
    {
      wire->bad = TRUE;
      return FW_TEXT_NONE;
    }

  return (FwText){ (const char *) self->data + here - back, (guint) length };
}

static inline gint64
get_duration (FwWire *wire, guint mask, FwBatchField field)
{
  return FW_BATCH_HAS (mask, field) ? (gint64) fw_wire_get_coarse (wire, 1000) : FW_EVENT_NO_TIME;
}

static void
get_numbers (FwWire *wire, guint mask, FwEvent *event)
{
  event->wait_ms = get_duration (wire, mask, FW_BATCH_FIELD_WAIT);
  event->talk_ms = get_duration (wire, mask, FW_BATCH_FIELD_TALK);
  event->hold_ms = get_duration (wire, mask, FW_BATCH_FIELD_HOLD);
  event->wrap_ms = get_duration (wire, mask, FW_BATCH_FIELD_WRAP);
  event->rating = 0;
  event->resolved = -1;
  event->nps = -1;
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_FACTS))
    {
      FwText facts = get_bytes (wire, 1);
      guint8 value = facts.length == 1 ? (guint8) facts.data[0] : 0;

      event->rating = (gint8) (value >> 2);
      event->resolved = (gint8) ((value & 3) - 1);
    }
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_NPS))
    {
      FwText nps = get_bytes (wire, 1);

      event->nps = nps.length == 1 ? (gint8) nps.data[0] : -1;
    }
  event->scores = 0;
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_SCORES))
    {
      guint64 scores = fw_wire_get (wire);

      event->scores = (guint32) scores;
      wire->bad |= scores > G_MAXUINT32;
    }
}

static inline FwText
get_field (FwEventBatch *self, FwWire *wire, guint mask, FwBatchField field, FwBatchNamesKind kind)
{
  guint code;

  return FW_BATCH_HAS (mask, field) ? get_name (self, wire, kind, &code) : FW_TEXT_NONE;
}

static inline const FwBatchShape *
get_shape (FwEventBatch *self, FwWire *wire, FwText *source)
{
  guint64 found = fw_wire_get (wire);
  const FwBatchShape *shape;
  const FwBatchEntry *entry;
  guint code;

  if (G_UNLIKELY (found >= self->n_shapes))
    {
      wire->bad = TRUE;
      return NULL;
    }
  shape = &self->shapes[found];
  if (G_UNLIKELY (shape->offset >= (gsize) (wire->at - self->data)))
    {
      get_bytes (wire, 3);
      *source = get_name (self, wire, FW_BATCH_SOURCE, &code);
    }
  else
    {
      entry = &self->names[FW_BATCH_SOURCE].entries[shape->source];
      *source = (FwText){ (const char *) self->data + entry->offset, entry->length };
    }

  return shape;
}

/* Reads one event whose dictionary entries are known; @wire ends up behind it. */
static void
get_event (FwEventBatch *self, FwWire *wire, gint64 last_at, FwEvent *event)
{
  const FwBatchShape *shape = get_shape (self, wire, &event->source);
  guint64 difference;
  guint mask;

  if (G_UNLIKELY (shape == NULL))
    return;

  mask = shape->mask;
  event->type = (FwEventType) shape->type;
  difference = (guint64) fw_wire_unfold_sign (fw_wire_get_coarse (wire, FW_BATCH_TIME_UNIT));
  event->at = (gint64) ((guint64) last_at + difference);
  event->id = get_bytes (wire, fw_wire_get (wire));
  event->contact = FW_TEXT_NONE;
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CONTACT))
    event->contact = get_recent_text (self, wire);
  else if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CONTACT_IS_ID))
    event->contact = event->id;
  event->queue = get_field (self, wire, mask, FW_BATCH_FIELD_QUEUE, FW_BATCH_QUEUE);
  event->agent = get_field (self, wire, mask, FW_BATCH_FIELD_AGENT, FW_BATCH_AGENT);
  event->channel = get_field (self, wire, mask, FW_BATCH_FIELD_CHANNEL, FW_BATCH_CHANNEL);
  event->product = get_field (self, wire, mask, FW_BATCH_FIELD_PRODUCT, FW_BATCH_PRODUCT);
  event->reason = get_field (self, wire, mask, FW_BATCH_FIELD_REASON, FW_BATCH_REASON);
  event->customer = FW_TEXT_NONE;
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CUSTOMER))
    event->customer = get_recent_text (self, wire);
  event->text = FW_TEXT_NONE;
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_TEXT))
    event->text = get_bytes (wire, fw_wire_get (wire));
  get_numbers (wire, mask, event);
}

void
fw_event_iter_init (FwEventIter *iter, FwEventBatch *batch)
{
  g_return_if_fail (iter != NULL && batch != NULL);

  *iter = (FwEventIter){ .batch = batch, .offset = FW_BATCH_HEADER };
}

gboolean
fw_event_iter_next (FwEventIter *iter, FwEvent *event)
{
  FwEventBatch *self = iter->batch;
  FwWire wire = { self->data + iter->offset, self->data + self->used, FALSE };

  if (iter->index >= self->length)
    return FALSE;

  get_event (self, &wire, iter->last_at, event);
  g_return_val_if_fail (!wire.bad, FALSE);

  iter->offset = wire.at - self->data;
  iter->last_at = event->at;
  iter->index++;

  return TRUE;
}

/* ---- from stored bytes ---- */

/* Where the next code of a dictionary appears, its text follows: peek and note it before get_name()
 * reads it. */
static void
learn_name (FwEventBatch *self, FwWire *wire, FwBatchNamesKind kind)
{
  FwWire ahead = *wire;
  FwBatchNames *names = &self->names[kind];
  guint64 length;

  if (fw_wire_get (&ahead) != names->length || ahead.bad)
    return;
  length = fw_wire_get (&ahead);
  if (ahead.bad || length > (guint64) (ahead.end - ahead.at))
    return;
  fw_batch_append_name (names, (guint32) (ahead.at - self->data), (guint32) length);
}

static void
skip_name (FwEventBatch *self, FwWire *wire, FwBatchNamesKind kind)
{
  guint code;

  learn_name (self, wire, kind);
  get_name (self, wire, kind, &code);
}

/* Returns the mask of the event at @wire, having learnt the shape if it stands here. */
static guint
learn_shape (FwEventBatch *self, FwWire *wire)
{
  guint64 found = fw_wire_get (wire);
  FwBatchShape shape = { 0 };
  FwText fixed;

  if (found < self->n_shapes)
    return self->shapes[found].mask;

  shape.offset = (guint32) (wire->at - self->data);
  fixed = get_bytes (wire, 3);
  if (found != self->n_shapes || fixed.length != 3)
    {
      wire->bad = TRUE;
      return 0;
    }
  shape.type = (guint8) fixed.data[0];
  shape.mask = (guint16) ((guchar) fixed.data[1] | (guchar) fixed.data[2] << 8);
  G_STATIC_ASSERT (FW_BATCH_N_FIELDS == 8 * sizeof shape.mask);
  if (shape.type >= FW_N_EVENT_TYPES)
    wire->bad = TRUE;
  learn_name (self, wire, FW_BATCH_SOURCE);
  get_name (self, wire, FW_BATCH_SOURCE, &shape.source);
  fw_batch_append_shape (self, shape);

  return shape.mask;
}

/* Learns what the event at @wire defines, without moving @wire. */
static gboolean
learn_event (FwEventBatch *self, const FwWire *place)
{
  static const struct
  {
    FwBatchField field;
    FwBatchNamesKind names;
  } named[] = {
    { FW_BATCH_FIELD_QUEUE, FW_BATCH_QUEUE },     { FW_BATCH_FIELD_AGENT, FW_BATCH_AGENT },
    { FW_BATCH_FIELD_CHANNEL, FW_BATCH_CHANNEL }, { FW_BATCH_FIELD_PRODUCT, FW_BATCH_PRODUCT },
    { FW_BATCH_FIELD_REASON, FW_BATCH_REASON },
  };
  FwWire wire = *place;
  guint mask = learn_shape (self, &wire);

  if (wire.bad)
    return FALSE;

  fw_wire_get (&wire);                    /* time */
  get_bytes (&wire, fw_wire_get (&wire)); /* id */
  if (FW_BATCH_HAS (mask, FW_BATCH_FIELD_CONTACT))
    get_recent_text (self, &wire);
  for (guint i = 0; i < G_N_ELEMENTS (named) && !wire.bad; i++)
    if (FW_BATCH_HAS (mask, named[i].field))
      skip_name (self, &wire, named[i].names);

  return !wire.bad;
}

static gboolean
fail_corrupt (GError **error, const char *what)
{
  g_set_error (error, FW_ERROR, FW_ERROR_CORRUPT, "event batch: %s", what);

  return FALSE;
}

static gboolean
learn_events (FwEventBatch *self, GError **error)
{
  FwWire wire = { self->data + FW_BATCH_HEADER, self->data + self->used, FALSE };
  gint64 at = 0, first = 0, last = 0;
  FwEvent event;

  for (guint i = 0; i < self->length; i++)
    {
      g_autoptr (GError) reason = NULL;
      guint64 token;

      if (!learn_event (self, &wire))
        return fail_corrupt (error, "an event is damaged");
      get_event (self, &wire, at, &event);
      if (wire.bad)
        return fail_corrupt (error, "an event is cut short");
      /* A token is what no event from outside may have. */
      if (fw_customer_read_token (event.customer, &token))
        event.customer = FW_TEXT_NONE;
      if (!fw_event_check (&event, &reason))
        return fail_corrupt (error, reason->message);
      at = event.at;
      first = i == 0 ? at : MIN (first, at);
      last = i == 0 ? at : MAX (last, at);
    }
  if (wire.at != wire.end)
    return fail_corrupt (error, "bytes follow the last event");
  if (first != self->first || last != self->last)
    return fail_corrupt (error, "its period is not that of its events");

  return TRUE;
}

static gboolean
check_frame (const guint8 *data, gsize size, GError **error)
{
  guint64 checksum;

  if (size < FW_BATCH_HEADER + FW_BATCH_CHECKSUM || size > FW_BATCH_MOST_BYTES + 65536u)
    return fail_corrupt (error, "wrong size");
  if (memcmp (data, "FWB1", 4) != 0)
    return fail_corrupt (error, "not in a form this version knows");
  memcpy (&checksum, data + size - FW_BATCH_CHECKSUM, FW_BATCH_CHECKSUM);
  if (GUINT64_FROM_LE (checksum) != fw_wire_checksum (data, size - FW_BATCH_CHECKSUM))
    return fail_corrupt (error, "checksum is wrong");

  return TRUE;
}

FwEventBatch *
fw_event_batch_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (FwEventBatch) self = NULL;
  const guint8 *data;
  guint32 length;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (!check_frame (data, size, error))
    return NULL;

  self = g_new0 (FwEventBatch, 1);
  g_atomic_ref_count_init (&self->references);
  self->sealed = g_bytes_ref (bytes);
  self->data = (guint8 *) data; /* sealed: never written */
  self->used = size - FW_BATCH_CHECKSUM;
  memcpy (&length, data + 4, 4);
  memcpy (&self->first, data + 8, 8);
  memcpy (&self->last, data + 16, 8);
  self->length = GUINT32_FROM_LE (length);
  self->first = GINT64_FROM_LE (self->first);
  self->last = GINT64_FROM_LE (self->last);

  if (!learn_events (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
