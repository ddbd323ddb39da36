/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/flow/fw-flow-case.h"
#include "store/fw-acting.h"

G_BEGIN_DECLS

/**
 * Where records stand in their flows, kept beside them and written in the transaction that writes
 * the record: one row a case ("flow_case": what the engine needs to go on, and when to look again),
 * its history ("flow_entry"), its running clocks ("flow_clock", to be asked for), what they told
 * ("flow_notice"), and the text of each version of a flow that a case was begun under.
 */
extern const char *const fw_flow_cases_tables[];

/** FwFlowStored: a case and the record that it is of. */
typedef struct
{
  FwFlowCase *flow_case;
  guint n_entries; /* that are stored already */
  FwRecords *records;
  const FwRecord *record; /* borrowed: what the flow sees; set anew when that changes */
  FwDirectory *house;     /* (nullable): read when a policy is asked for */
  gint64 now;
  FwCalendar *site_hours, *department_hours; /* (nullable): once they were asked for */
  gboolean knows_site_hours, knows_department_hours;
  FwZone *zone;    /* (nullable): of @house, once it was asked for */
  GError *failure; /* (nullable): why they could not be read */
  FwFlowRecord seen;
  GPtrArray *notices; /* FwFlowNotice, to be stored */
} FwFlowStored;

/** fw_flow_cases_load: of a record of a kind with a flow; one that was never begun has no state.
 * Returns: (transfer full). */
FwFlowStored *
fw_flow_cases_load (FwRecords *self, const FwRecord *record, gint64 now, GError **error);
void fw_flow_stored_free (FwFlowStored *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwFlowStored, fw_flow_stored_free)

/** fw_flow_cases_show: the record is now so: what counts by its site does so from here on. */
void fw_flow_cases_show (FwFlowStored *stored, const FwRecord *record);

/** fw_flow_cases_save: in the transaction that writes its record, after it. */
gboolean fw_flow_cases_save (FwRecords *self, FwFlowStored *stored, GError **error);

/** fw_flow_cases_find_site: Returns: (transfer full) (nullable): the site whose open hours count
 * for a record: its own, else that of its team, person or department. */
char *fw_flow_cases_find_site (FwRecords *self, const FwRecord *record, GError **error);
/** fw_flow_cases_find_version: Returns: (transfer full): the flow of @kind that a case was begun
 * under, if its text is still there, else the kind's; NULL with an error. */
FwFlow *fw_flow_cases_find_version (FwRecords *self,
                                    const FwKind *kind,
                                    const char *version,
                                    GError **error);

/** fw_flow_cases_name_policy: Returns: (transfer full): the policy that a flow calls "policy.NAME".
 */
char *fw_flow_cases_name_policy (const char *name);
/** fw_flow_cases_check_row: whether a row of "flow_case" is as it was written. @columns: version,
 * state, body, sum. FW_ERROR_CORRUPT. */
gboolean fw_flow_cases_check_row (const char *kind,
                                  const char *id,
                                  const FwSqlValue *columns,
                                  GError **error);

/** fw_flow_cases_read_body: what fw_flow_cases_format_body() wrote, into a case without any.
 * Returns: FALSE: it is not of this flow. */
gboolean fw_flow_cases_read_body (FwFlowCase *flow_case, const char *body);
/** fw_flow_cases_format_body: Returns: (transfer full). */
char *fw_flow_cases_format_body (const FwFlowCase *flow_case);

/** fw_flow_cases_write: a record is to be written: its case begins, or learns which fields changed;
 * @written gets its state. @stored: (nullable): as it was. */
gboolean fw_flow_cases_write (
    FwRecords *self, FwWrite *write, const FwRecord *stored, FwRecord *written, GError **error);
/** fw_flow_cases_rest: a record was deleted, or is there again: its clocks rest, or go on. */
gboolean
fw_flow_cases_rest (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error);
/** fw_flow_cases_begin_all: those of records that were there before their kind had a flow. */
gboolean fw_flow_cases_begin_all (FwRecords *self, gint64 now, GError **error);

/** FwFlowWords: what an account is to a record, for FwFlowActor. */
typedef struct
{
  char *person; /* (nullable) */
  GPtrArray *words;
  guint n_alone;     /* of the words, from the first on, that hold without acting for others */
  GArray *functions; /* FwRecordFunction */
  FwFlowActor actor;
} FwFlowWords;

gboolean fw_flow_words_init (
    FwFlowWords *self, FwRecords *records, FwScope *scope, const FwRecord *record, GError **error);
/** fw_flow_words_add_functions: those of @flow that it acts in for the record. */
gboolean fw_flow_words_add_functions (FwFlowWords *self,
                                      FwActing *acting,
                                      FwScope *scope,
                                      const FwFlow *flow,
                                      const FwRecord *record,
                                      GError **error);
void fw_flow_words_clear (FwFlowWords *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwFlowWords, fw_flow_words_clear)

G_END_DECLS
