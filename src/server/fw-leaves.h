/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-leave.h"
#include "server/fw-own.h"
#include "store/fw-record-moves.h"

G_BEGIN_DECLS

/** FwLeaves: what one person may take of leave, and has asked for. */
typedef struct
{
  FwRecords *records;
  FwScope *whole;
  GPtrArray *entitlements; /* FwRecord, those that lapse first before others */
  GPtrArray *requests;     /* FwRecord, by first day */
} FwLeaves;

/** fw_leaves_init: Returns: FALSE: the store does not answer. */
gboolean fw_leaves_init (FwLeaves *self, FwRecords *records, const char *person, GError **error);
void fw_leaves_clear (FwLeaves *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwLeaves, fw_leaves_clear)

/** fw_leave_is_limited: whether leave of @type is taken from entitlements. */
gboolean fw_leave_is_limited (const char *type);
gboolean fw_leave_is_in (const FwRecord *request, const char *state);

/** fw_leaves_find_overlap: Returns: (transfer none) (nullable): one that is asked for or granted
 * with a day from @first to @last. */
const FwRecord *fw_leaves_find_overlap (const FwLeaves *self, gint32 first, gint32 last);
/** fw_leaves_count_lacking: how many of @days (element-type gint32) find nothing to be taken from
 * beside what is granted, and with @asked also what is asked for. */
guint
fw_leaves_count_lacking (const FwLeaves *self, const char *type, gboolean asked, GArray *days);
/** fw_leaves_append_rights: the member "rights". @type: (nullable): all; @days: (nullable): what
 * would be left after them is told as "after". */
void fw_leaves_append_rights (FwJsonWriter *writer,
                              const FwLeaves *self,
                              const char *type,
                              GArray *days);

/** fw_leaves_have_effect: leave was granted or cancelled: what to write of the roster
 * (FwRecordEffect). */
GArray *fw_leaves_have_effect (
    FwRecords *records, const char *name, const FwRecord *request, gint64 now, GError **error);

/** fw_leave_cover_append: the member "cover": of each day of @request what it takes away there. */
gboolean fw_leave_cover_append (FwJsonWriter *writer,
                                FwRecords *records,
                                const FwRecord *request,
                                GError **error);

G_END_DECLS
