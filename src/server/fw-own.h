/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/roster/fw-told-shift.h"
#include "protocol/fw-json.h"
#include "server/fw-exchange.h"
#include "store/fw-record-query.h"

G_BEGIN_DECLS

/** FwOwn: an agent's question about her own days. */
typedef struct
{
  FwRecords *records;
  FwScope *whole; /* what she is told is found in all there is, and then told piece by piece */
  FwDirectory *directory;
  FwRecord *person;
  FwZone *zone; /* of her site; the directory's */
  gint32 today;
} FwOwn;

/** fw_own_begin: Returns: FALSE: that was answered. */
gboolean fw_own_begin (FwExchange *exchange, FwOwn *self);
void fw_own_clear (FwOwn *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwOwn, fw_own_clear)

/** fw_own_find_zone: of the person's site. Returns: (transfer none). */
FwZone *fw_own_find_zone (FwDirectory *directory, const FwRecord *person);
/** fw_own_ask_shifts: records of the kind shift of one person, by day. @from, @to: included.
 * Returns: (transfer full). */
FwRecordAnswer *fw_own_ask_shifts (
    FwRecords *records, FwScope *whole, const char *person, gint32 from, gint32 to, GError **error);
/** fw_own_find_last_told: the last day of which anybody of a team was told anything: a day beyond
 * it is not free, but not published yet. @team: (nullable); @last: (inout): stays where there is
 * none. */
gboolean fw_own_find_last_told (
    FwRecords *records, FwScope *whole, const char *team, gint32 *last, GError **error);

/** fw_own_append_shift: members "template", "name", "start" and "end", and with @hours what passes
 * and is paid; what is not known is left out. @template: (nullable): id */
void fw_own_append_shift (FwJsonWriter *writer,
                          FwRecords *records,
                          FwScope *whole,
                          FwZone *zone,
                          const char *template,
                          gint32 day,
                          const char *breaks,
                          gboolean hours);
/** fw_own_begin_answer: begins @writer with who asks and the day that runs. Returns: (transfer
 * full): what it writes into; the object is the caller's to end. */
GString *fw_own_begin_answer (FwJsonWriter *writer, const FwOwn *own);
void fw_own_append_date (FwJsonWriter *writer, const char *member, gint32 day);
/** fw_own_append_reason: why @record was refused is hers to know, and not by whom; nothing where it
 * was not. */
void fw_own_append_reason (FwJsonWriter *writer, const FwOwn *own, const FwRecord *record);

/** fw_own_read_text: @text: (inout): stays where the member is absent or null. */
gboolean
fw_own_read_text (JsonObject *object, const char *member, const char **text, GError **error);
gboolean fw_own_read_day (JsonObject *object, const char *member, gint32 *day, GError **error);
/** fw_own_query_day: of the query. @day: (inout): stays where it is not asked for. Returns: FALSE:
 * that was answered. */
gboolean fw_own_query_day (FwExchange *exchange, const char *name, gint32 *day);
/** fw_own_make_writer: Returns: (transfer full): in her name, with the rights that her own ways
 * have. */
FwScope *fw_own_make_writer (FwExchange *exchange);

G_END_DECLS
