/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The inside of a batch: shared by fw-event-batch.c, which writes, and fw-event-read.c. */

#include "core/floor/fw-event-batch.h"
#include "core/floor/fw-event-wire.h"

/*
 * Stored form, little endian:
 *
 *   "FWB1"  number of events u32  first µs i64  last µs i64      24 bytes
 *   events
 *   checksum of all before it u64
 *
 * An event: its shape (type, which fields, source), its time as a difference to the event before,
 * then its fields in the order of FwBatchField. A shape or a name met for the first time gets the
 * next code and stands right behind it; so an entry of a dictionary that starts at or after the
 * reading place is the definition, and one before it is a reference. Contacts and customers are
 * written out, or say how far back in the bytes the same text stands. Ids are written out: texts
 * can thus be handed out as views of the bytes.
 *
 * Invariant: entries of a dictionary are in the order of the bytes, and none reaches past @used.
 */
#define FW_BATCH_HEADER 24
#define FW_BATCH_CHECKSUM 8
#define FW_BATCH_MOST_BYTES (1u << 30)
#define FW_BATCH_RECENT 256
#define FW_BATCH_TIME_UNIT 2000000 /* a second forwards, with the sign folded in */

typedef enum
{
  FW_BATCH_FIELD_CONTACT_IS_ID,
  FW_BATCH_FIELD_CONTACT,
  FW_BATCH_FIELD_QUEUE,
  FW_BATCH_FIELD_AGENT,
  FW_BATCH_FIELD_CHANNEL,
  FW_BATCH_FIELD_PRODUCT,
  FW_BATCH_FIELD_REASON,
  FW_BATCH_FIELD_CUSTOMER,
  FW_BATCH_FIELD_TEXT,
  FW_BATCH_FIELD_WAIT,
  FW_BATCH_FIELD_TALK,
  FW_BATCH_FIELD_HOLD,
  FW_BATCH_FIELD_WRAP,
  FW_BATCH_FIELD_FACTS, /* rating, resolved */
  FW_BATCH_FIELD_NPS,
  FW_BATCH_FIELD_SCORES,
  FW_BATCH_N_FIELDS
} FwBatchField;

#define FW_BATCH_HAS(mask, field) (((mask) & (1u << (field))) != 0)

typedef enum
{
  FW_BATCH_SOURCE,
  FW_BATCH_QUEUE,
  FW_BATCH_AGENT,
  FW_BATCH_CHANNEL,
  FW_BATCH_PRODUCT,
  FW_BATCH_REASON,
  FW_BATCH_N_NAMES
} FwBatchNamesKind;

typedef struct
{
  guint32 offset;
  guint32 length;
} FwBatchEntry;

typedef struct
{
  FwBatchEntry *entries;
  guint length;
  guint allocated;
  guint last;     /* code of the latest look-up: runs of the same name are common */
  guint32 *slots; /* code + 1; open addressing; only while adding */
  guint n_slots;  /* power of two */
} FwBatchNames;

typedef struct
{
  guint32 offset; /* of its definition */
  guint16 mask;
  guint8 type;
  guint32 source; /* code */
} FwBatchShape;

struct _FwEventBatch
{
  gatomicrefcount references;
  guint8 *data;
  gsize used;
  gsize allocated;
  guint length;
  gint64 last_at; /* of the latest event added */
  gint64 first, last;
  FwBatchNames names[FW_BATCH_N_NAMES];
  FwBatchShape *shapes;
  guint n_shapes;
  guint allocated_shapes;
  guint16 *shape_slots; /* (nullable): index + 1 by hash: a guess, checked when used */
  FwBatchEntry *recent; /* (nullable): where contacts and customers were written lately; by hash */
  GBytes *sealed;
};

/** Grow the dictionaries; return the new code. */
guint fw_batch_append_name (FwBatchNames *names, guint32 offset, guint32 length);
guint fw_batch_append_shape (FwEventBatch *self, FwBatchShape shape);
