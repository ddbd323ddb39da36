/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake/calls/fw-call-row.h"
#include "intake/fw-hash-set.h"

G_BEGIN_DECLS

/** FwCallGroup: the rows of one id that stands more than once. */
typedef struct _FwCallGroup FwCallGroup;

/**
 * FwCallParts:
 * What becomes of rows that share an id: the legs of one call, told in a row for each phone that
 * rang, are one contact. Ids are noted while the list is studied; the rows of those that repeat are
 * gathered before any row is handed on, so that the order of rows never matters and a list that
 * cannot be understood is refused whole. Zeroed at the beginning; on the stack.
 */
typedef struct
{
  FwHashSet ids;
  GHashTable *groups;  /* (nullable): hash -> FwCallGroup */
  GStringChunk *texts; /* (nullable): of the groups' events */
} FwCallParts;

void fw_call_parts_clear (FwCallParts *self);

/** fw_call_parts_note: @id stands in a row. */
void fw_call_parts_note (FwCallParts *self, FwText id);
/** fw_call_parts_find: Returns: (nullable) (transfer none): where the rows of @id are gathered;
 * NULL: it stands once. */
FwCallGroup *fw_call_parts_find (FwCallParts *self, FwText id);
/** fw_call_parts_add: a row of @group. @way: the direction it has. */
void fw_call_parts_add (FwCallParts *self,
                        FwCallGroup *group,
                        const FwEvent *event,
                        FwCallWord way,
                        guint64 line,
                        FwText raw);
/** fw_call_group_came_in: whether any of its rows did, so that the call was offered. */
gboolean fw_call_group_came_in (const FwCallGroup *group);

/** fw_call_parts_settle: joins the rows of each group. FALSE: FW_ERROR_INVALID: they need not be
 * one call, and the mapping does not say. */
gboolean fw_call_parts_settle (FwCallParts *self, const FwCallReader *reader, GError **error);
/** fw_call_parts_emit: hands the joined calls on, in the order of their moments; those of which no
 * part names a queue stand under the source, as rows without one do. */
gboolean fw_call_parts_emit (FwCallParts *self, const FwCallReader *reader, GError **error);

G_END_DECLS
