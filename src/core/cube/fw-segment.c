/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/cube/fw-segment.h"

#include <string.h>

#include "core/cube/fw-pairs.h"

/* Passes read these without asking for their width. */
static const guint8 minimum_widths[FW_N_COLUMNS] = {
  [FW_COLUMN_HALF_HOUR] = 1, [FW_COLUMN_SECOND] = 2, [FW_COLUMN_WAIT] = 4,
  [FW_COLUMN_HANDLING] = 4,  [FW_COLUMN_COUNTS] = 1, [FW_COLUMN_FLAGS] = 1,
  [FW_COLUMN_VOICE] = 1,
};

G_STATIC_ASSERT (FW_N_TENURE_BANDS <= FW_TENURE_MASK + 1);
G_STATIC_ASSERT (FW_REPLY_MOST_MS < FW_REPLY_IN_TIME - 2);

const FwCodePlace *
fw_segment_get_place (FwDimension dimension)
{
  static const FwCodePlace places[FW_N_DIMENSIONS] = {
    [FW_DIMENSION_TEAM] = { FW_COLUMN_TEAM, 0, 0xffff },
    [FW_DIMENSION_SHIFT] = { FW_COLUMN_SHIFT, 0, 0xffff },
    [FW_DIMENSION_QUEUE] = { FW_COLUMN_QUEUE, 0, 0xffff },
    [FW_DIMENSION_CHANNEL] = { FW_COLUMN_CHANNEL, 0, 0xffff },
    [FW_DIMENSION_PRODUCT] = { FW_COLUMN_PRODUCT, 0, 0xffff },
    [FW_DIMENSION_AGENT] = { FW_COLUMN_AGENT, 0, 0xffff },
    [FW_DIMENSION_TENURE] = { FW_COLUMN_SECOND, FW_TENURE_SHIFT, FW_TENURE_MASK },
    [FW_DIMENSION_HALF_HOUR] = { FW_COLUMN_HALF_HOUR, 0, 0xff },
    [FW_DIMENSION_OUTCOME] = { FW_COLUMN_FLAGS, 0, 7 },
    [FW_DIMENSION_TRANSFER] = { FW_COLUMN_FLAGS, 3, 3 },
  };

  return dimension == FW_DIMENSION_SITE ? NULL : &places[dimension];
}

FwSegment *
fw_segment_new (const FwSegmentKey *key, gint64 from)
{
  FwSegment *self = g_new0 (FwSegment, 1);

  self->key = *key;
  self->from = from;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (FwBlock));
  self->times = g_array_new (FALSE, FALSE, sizeof (FwAgentTime));
  self->first = G_MAXUINT32;
  for (guint i = 0; i < FW_N_COLUMNS; i++)
    fw_column_widen (&self->columns[i], minimum_widths[i], 0, 0);
  fw_segment_forget_codes (self);
  return self;
}

void
fw_segment_free (FwSegment *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < FW_N_COLUMNS; i++)
    fw_column_clear (&self->columns[i]);
  fw_table_clear (&self->time_index);
  fw_table_clear (&self->key_index);
  fw_table_clear (&self->response_index);
  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_clear_pointer (&self->responses, g_array_unref);
  fw_pairs_free (self->pairs);
  g_array_unref (self->blocks);
  g_array_unref (self->times);
  g_free (self);
}

void
fw_segment_reserve (FwSegment *self, guint n_rows)
{
  if (n_rows <= self->n_allocated)
    return;

  for (guint i = 0; i < FW_N_COLUMNS; i++)
    fw_column_resize (&self->columns[i], self->n_rows, n_rows);
  self->n_allocated = n_rows;
}

static inline void
set (FwSegment *self, FwColumnName name, guint32 row, guint64 value)
{
  FwColumn *column = &self->columns[name];
  guint8 width = fw_column_width_for (value);

  if (G_UNLIKELY (width > column->width))
    fw_column_widen (column, width, self->n_rows, self->n_allocated);
  fw_column_store (column, row, value);
}

/* Of a wait that nobody stated nothing follows. */
static inline guint8
pack_flags (const FwContact *contact)
{
  gboolean known = !contact->wait_unknown;

  return (guint8) (contact->outcome | contact->transfer << 3 |
                   (known && contact->in_target ? 1 : 0) << 5 |
                   (known && contact->short_wait ? 1 : 0) << 6 | (contact->handled ? 1 : 0) << 7);
}

/* All but what is 0 takes four bytes, so that passes need not ask for the width. */
static void
set_word (FwSegment *self, FwColumnName name, guint32 row, guint32 value)
{
  FwColumn *column = &self->columns[name];

  if (value != 0 && column->width == 0)
    fw_column_widen (column, 4, self->n_rows, self->n_allocated);
  fw_column_store (column, row, value);
}

static guint32
pack_reply (const FwContact *contact)
{
  if (contact->reply != FW_REPLY_STATED)
    return contact->reply == FW_REPLY_UNKNOWN;
  return (MIN (contact->reply_ms, FW_REPLY_MOST_MS) + 2) |
         (contact->reply_in_time ? FW_REPLY_IN_TIME : 0);
}

static guint8
pack_nps (const FwContact *contact)
{
  return (guint8) ((guint) (contact->nps + 1) | (contact->complaint ? FW_NPS_COMPLAINT : 0) |
                   (contact->service_error ? FW_NPS_ERROR : 0) |
                   (contact->wait_unknown ? FW_NPS_NO_WAIT : 0));
}

static inline guint
count_unknown_wait (const FwSegment *self, guint32 row)
{
  return fw_segment_counts_unknown_wait (
      (guint8) fw_column_get (&self->columns[FW_COLUMN_COUNTS], row),
      (guint8) fw_column_get (&self->columns[FW_COLUMN_NPS], row));
}

static inline guint8
pack_voice (const FwContact *contact)
{
  return (guint8) ((contact->rating * 9 + contact->resolution * 3 + contact->repeat) |
                   (contact->channel_stated ? 1 : 0) << 6 | (contact->product_stated ? 1 : 0) << 7);
}

static void
set_tenure (FwSegment *self, guint32 row, guint8 tenure, gboolean whole)
{
  guint second = (guint) fw_column_get (&self->columns[FW_COLUMN_SECOND], row) & FW_SECOND_MASK;

  set (self, FW_COLUMN_SECOND, row,
       second | (guint) tenure << FW_TENURE_SHIFT | (whole ? 1u << FW_WHOLE_SHIFT : 0));
}

void
fw_segment_write (FwSegment *self, guint32 row, const FwContact *contact)
{
  g_assert (contact->rating <= 5 && contact->tenure < FW_N_TENURE_BANDS);

  self->n_wait_unknown -= count_unknown_wait (self, row);
  set_tenure (self, row, contact->tenure, contact->whole);
  set (self, FW_COLUMN_TEAM, row, contact->team);
  set (self, FW_COLUMN_SHIFT, row, contact->shift);
  set (self, FW_COLUMN_QUEUE, row, contact->queue);
  set (self, FW_COLUMN_CHANNEL, row, contact->channel);
  set (self, FW_COLUMN_PRODUCT, row, contact->product);
  set (self, FW_COLUMN_AGENT, row, contact->agent);
  set (self, FW_COLUMN_WAIT, row, contact->wait_unknown ? 0 : contact->wait_ms);
  set (self, FW_COLUMN_HANDLING, row, contact->handling_ms);
  set (self, FW_COLUMN_COUNTS, row,
       fw_segment_get_counts (pack_flags (contact), pack_voice (contact)));
  set (self, FW_COLUMN_FLAGS, row, pack_flags (contact));
  set (self, FW_COLUMN_VOICE, row, pack_voice (contact));
  set (self, FW_COLUMN_NPS, row, pack_nps (contact));
  self->told |= pack_nps (contact) & (FW_NPS_COMPLAINT | FW_NPS_ERROR);
  set (self, FW_COLUMN_HOLD, row, contact->hold_ms);
  set (self, FW_COLUMN_WRAP, row, contact->wrap_ms);
  set (self, FW_COLUMN_KEY, row, contact->key);
  set (self, FW_COLUMN_LEDGER, row, contact->ledger);
  set_word (self, FW_COLUMN_REPLY, row, pack_reply (contact));
  set_word (self, FW_COLUMN_CLOSED, row, contact->closed ? contact->closed_ms + 1 : 0);
  set_word (self, FW_COLUMN_SCORES, row, contact->scores);
  self->n_wait_unknown += count_unknown_wait (self, row);

  fw_segment_note_code (self, FW_DIMENSION_TEAM, contact->team);
  fw_segment_note_code (self, FW_DIMENSION_SHIFT, contact->shift);
  fw_segment_note_code (self, FW_DIMENSION_QUEUE, contact->queue);
  fw_segment_note_code (self, FW_DIMENSION_CHANNEL, contact->channel);
  fw_segment_note_code (self, FW_DIMENSION_PRODUCT, contact->product);
  fw_segment_note_code (self, FW_DIMENSION_AGENT, contact->agent);
}

static void
note_arrival (FwSegment *self, guint32 row, guint32 offset)
{
  FwBlock *block;

  if (row / FW_BLOCK_ROWS == self->blocks->len)
    g_array_append_val (self->blocks, ((FwBlock){ G_MAXUINT32, 0, TRUE }));

  block = &g_array_index (self->blocks, FwBlock, row / FW_BLOCK_ROWS);
  block->sorted = block->sorted && offset >= block->last;
  block->first = MIN (block->first, offset);
  block->last = MAX (block->last, offset);
  self->first = MIN (self->first, offset);
  self->last = MAX (self->last, offset);
}

guint32
fw_segment_append (FwSegment *self, const FwContact *contact)
{
  guint32 row = self->n_rows;
  guint32 offset = (guint32) (contact->at / 1000 - self->from / 1000);

  if (row == self->n_allocated)
    fw_segment_reserve (self, MAX (64, row + row / 2));

  set (self, FW_COLUMN_HALF_HOUR, row, offset / FW_HALF_HOUR_MS);
  set (self, FW_COLUMN_SECOND, row, offset % FW_HALF_HOUR_MS / 1000);
  set (self, FW_COLUMN_MILLIS, row, offset % 1000);
  fw_segment_note_code (self, FW_DIMENSION_HALF_HOUR, (guint16) (offset / FW_HALF_HOUR_MS));
  note_arrival (self, row, offset);
  fw_segment_write (self, row, contact);
  self->n_rows++;

  return row;
}

static void
unpack_reply (guint32 value, FwContact *contact)
{
  if (value < 2)
    {
      contact->reply = value == 1 ? FW_REPLY_UNKNOWN : FW_REPLY_CONNECTION;
      return;
    }
  contact->reply = FW_REPLY_STATED;
  contact->reply_ms = (value & ~FW_REPLY_IN_TIME) - 2;
  contact->reply_in_time = (value & FW_REPLY_IN_TIME) != 0;
}

void
fw_segment_read (const FwSegment *self, guint32 row, FwContact *contact)
{
  guint flags = (guint) fw_column_get (&self->columns[FW_COLUMN_FLAGS], row);
  guint voice = (guint) fw_column_get (&self->columns[FW_COLUMN_VOICE], row);
  guint answers = voice & 63;

#define GET(name) fw_column_get (&self->columns[FW_COLUMN_##name], row)
  *contact = (FwContact){
    .at = fw_segment_get_at (self, row),
    .key = GET (KEY),
    .ledger = GET (LEDGER),
    .team = (guint16) GET (TEAM),
    .shift = (guint16) GET (SHIFT),
    .queue = (guint16) GET (QUEUE),
    .channel = (guint16) GET (CHANNEL),
    .product = (guint16) GET (PRODUCT),
    .agent = (guint16) GET (AGENT),
    .tenure = fw_segment_get_tenure (self, row),
    .outcome = (FwOutcome) (flags & 7),
    .transfer = (FwTransfer) (flags >> 3 & 3),
    .in_target = flags >> 5 & 1,
    .short_wait = flags >> 6 & 1,
    .handled = flags >> 7,
    .wait_ms = (guint32) GET (WAIT),
    .handling_ms = (guint32) GET (HANDLING),
    .hold_ms = (guint32) GET (HOLD),
    .wrap_ms = (guint32) GET (WRAP),
    .rating = (guint8) (answers / 9),
    .nps = (gint8) ((gint) (GET (NPS) & FW_NPS_MASK) - 1),
    .wait_unknown = (GET (NPS) & FW_NPS_NO_WAIT) != 0,
    .complaint = (GET (NPS) & FW_NPS_COMPLAINT) != 0,
    .service_error = (GET (NPS) & FW_NPS_ERROR) != 0,
    .resolution = (FwResolution) (answers / 3 % 3),
    .repeat = (FwRepeat) (answers % 3),
    .channel_stated = voice >> 6 & 1,
    .product_stated = voice >> 7,
    .whole = GET (SECOND) >> FW_WHOLE_SHIFT,
    .closed = GET (CLOSED) > 0,
    .closed_ms = (guint32) MAX (GET (CLOSED), 1) - 1,
    .scores = (guint32) GET (SCORES),
  };
  unpack_reply ((guint32) GET (REPLY), contact);
#undef GET
}

void
fw_segment_drop_pairs (FwSegment *self)
{
  g_clear_pointer (&self->pairs, fw_pairs_free);
}
