/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-record-moves.h"

G_BEGIN_DECLS

/** FwRecordPlace: where something stands among all that waits: what has a clock that runs by when
 * it is due, then what has none by when it was written last; then by kind and id. */
typedef struct
{
  gboolean idle; /* no clock of it runs */
  gint64 at;     /* µs UTC */
  guint rank;    /* the kind's, from 1; 0 is free for what is no record */
  const char *id;
} FwRecordPlace;

/** fw_record_place_compare: of different ranks; of one rank ids are not looked at. */
gint fw_record_place_compare (const FwRecordPlace *a, const FwRecordPlace *b);

/** FwRecordWaiting: a record that somebody may move along, or that a clock told to his role. */
typedef struct
{
  FwRecordPlace place;
  FwRecordCase *where;
} FwRecordWaiting;

void fw_record_waiting_free (FwRecordWaiting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordWaiting, fw_record_waiting_free)

/** FwRecordWaits: Returns: FALSE: it is passed over. */
typedef gboolean (*FwRecordWaits) (const FwRecordWaiting *waiting, gpointer user_data);

/** FwRecordsWaiting: a part of all that waits. */
typedef struct
{
  GPtrArray *list;        /* FwRecordWaiting, in their order */
  FwRecordWaiting *until; /* (nullable): the last that was looked at; there may be more behind it */
} FwRecordsWaiting;

void fw_records_waiting_free (FwRecordsWaiting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordsWaiting, fw_records_waiting_free)

/**
 * fw_records_list_waiting: of all kinds with a flow what waits for @scope, by what is due next.
 * @after: (nullable): only what stands behind that place
 * @limit: so many at most; whatever is passed over, no more are looked at than bounds the time
 * Returns: (transfer full).
 */
FwRecordsWaiting *fw_records_list_waiting (FwRecords *self,
                                           FwScope *scope,
                                           const FwRecordPlace *after,
                                           guint limit,
                                           gint64 now,
                                           FwRecordWaits waits,
                                           gpointer user_data,
                                           GError **error);

G_END_DECLS
