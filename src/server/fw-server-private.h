/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "protocol/fw-json.h"
#include "server/fw-alike-keeper.h"
#include "server/fw-career-keeper.h"
#include "server/fw-certificates.h"
#include "server/fw-clock-keeper.h"
#include "server/fw-competency-keeper.h"
#include "server/fw-customer-keeper.h"
#include "server/fw-exchange.h"
#include "server/fw-forget-keeper.h"
#include "server/fw-http.h"
#include "server/fw-hub.h"
#include "server/fw-imports.h"
#include "server/fw-programme-keeper.h"
#include "server/fw-pushed.h"
#include "server/fw-reply-cache.h"
#include "server/fw-review-keeper.h"
#include "server/fw-rule-keeper.h"
#include "server/fw-server.h"
#include "server/fw-sessions.h"
#include "server/fw-throttle.h"
#include "server/fw-training-keeper.h"
#include "server/fw-warning-keeper.h"
#include "server/fw-watch-keeper.h"
#include "store/fw-own-kinds.h"
#include "store/fw-record-moves.h"
#include "trail/fw-trail.h"

G_BEGIN_DECLS

struct _FwServer
{
  FwServerOptions options;
  FwCentre *centre;
  FwRecords *records; /* the centre's */
  FwSessions *sessions;
  FwHub *hub;
  FwWatchKeeper *watches;
  FwWarningKeeper *warnings;
  FwHttp *http;
  FwReplyCache *kpi_cache;
  GMutex large; /* whoever makes an answer of many groups or records holds it */
  FwCertificates *certificates;
  FwCompetencyKeeper *competencies;
  FwCareerKeeper *careers;
  FwTrainingKeeper *training;
  FwProgrammeKeeper *programmes;
  FwCustomerKeeper *customers; /* owned */
  FwRuleKeeper *rules;         /* owned */
  FwAlikeKeeper *alike;        /* owned */
  FwReviewKeeper *reviews;
  GMutex enrolling; /* one at a time: seats are counted, then given */
  GMutex offering;  /* one at a time: a day is offered once */
  FwImports *imports;
  FwTrail *trail; /* (nullable) */
  FwForgetKeeper *forgets;
  FwPushed *pushed; /* sources whose events are posted */
  FwClockKeeper *clocks;
  /* Failures to sign in: of an account at an address, of an address, of an account at a device. */
  FwThrottle *pair_throttle;
  FwThrottle *address_throttle;
  FwThrottle *device_throttle;
  _Atomic gsize submitted; /* bytes of event lines whose batches are not durable yet */
};

/* More than this waits in nobody's memory: later ones are told to come again. Below the centre's
 * own limit, which blocks. */
#define FW_SERVER_MAX_SUBMITTED (48 * 1024 * 1024)

/** fw_server_of: the server behind an exchange. */
static inline FwServer *
fw_server_of (FwExchange *exchange)
{
  return fw_exchange_get_server (exchange);
}

/** fw_admit_record, fw_admit_change: whether the role may make records of the kind of the path at
 * all, or change any field of one. */
gboolean fw_admit_record (FwExchange *exchange);
gboolean fw_admit_change (FwExchange *exchange);

/* The handlers, one file a group; fw-routes.c says which stands where. */
void fw_handle_health (FwExchange *exchange);
void fw_handle_openapi (FwExchange *exchange);
/** fw_handle_find_kind: that of the path. Returns: (nullable): NULL: then that there is none was
 * replied. */
const FwKind *fw_handle_find_kind (FwExchange *exchange);
/** fw_handle_reply_refusal: "field: expectation" is the form of the store's messages. */
void fw_handle_reply_refusal (FwExchange *exchange, const FwKind *kind, const GError *error);
/** fw_handle_tell_change: after a write: the floor assigns anew what depends on the house, sessions
 * follow their accounts, and consoles are told. Returns: FALSE: that failed, and was replied. */
gboolean
fw_handle_tell_change (FwExchange *exchange, const FwKind *kind, const char *id, guint revision);
/** fw_handle_reply_stored: as this reader may see it: what his role may not read stays out. */
void
fw_handle_reply_stored (FwExchange *exchange, const FwKind *kind, const char *id, guint status);
/** fw_admit_move: whether the role reads records of the kind of the path, which has a flow. */
gboolean fw_admit_move (FwExchange *exchange);
/** fw_handle_find_state_label: Returns: (nullable): of a state of the flow, else its name. */
const char *fw_handle_find_state_label (const FwFlow *flow, const char *state);
/** fw_handle_append_moves: the member "moves" of CASE. */
void
fw_handle_append_moves (FwExchange *exchange, FwJsonWriter *writer, const FwRecordCase *answer);
void fw_handle_inbox (FwExchange *exchange);
void fw_handle_inbox_accounts (FwExchange *exchange);
void fw_handle_inbox_act (FwExchange *exchange);
void fw_handle_moves (FwExchange *exchange);
void fw_handle_move (FwExchange *exchange);
void fw_handle_write_records (FwExchange *exchange);
void fw_handle_kinds (FwExchange *exchange);
void fw_handle_add_kind (FwExchange *exchange);
void fw_handle_names (FwExchange *exchange);
void fw_handle_sign_in (FwExchange *exchange);
void fw_handle_session (FwExchange *exchange);
void fw_handle_sign_out (FwExchange *exchange);
void fw_handle_kpi (FwExchange *exchange);
void fw_handle_why (FwExchange *exchange);
void fw_handle_hours (FwExchange *exchange);
void fw_handle_paths (FwExchange *exchange);
void fw_handle_service (FwExchange *exchange);
void fw_handle_alerts (FwExchange *exchange);
void fw_handle_reviews (FwExchange *exchange);
void fw_handle_calibration (FwExchange *exchange);
void fw_handle_cases (FwExchange *exchange);
void fw_handle_risks (FwExchange *exchange);
void fw_handle_text_rules (FwExchange *exchange);
void fw_handle_case_figures (FwExchange *exchange);
void fw_handle_case_replay (FwExchange *exchange);
void fw_handle_own_shifts (FwExchange *exchange);
void fw_handle_own_swaps (FwExchange *exchange);
void fw_handle_offer_swap (FwExchange *exchange);
void fw_handle_swap_choices (FwExchange *exchange);
void fw_handle_step_swap (FwExchange *exchange);
void fw_handle_swap (FwExchange *exchange);
void fw_handle_own_open_shifts (FwExchange *exchange);
void fw_handle_step_open_shift (FwExchange *exchange);
void fw_handle_shift_claim (FwExchange *exchange);
void fw_handle_own_debriefs (FwExchange *exchange);
void fw_handle_write_debrief (FwExchange *exchange);
void fw_handle_handbook (FwExchange *exchange);
void fw_handle_competitions (FwExchange *exchange);
void fw_handle_competition (FwExchange *exchange);
void fw_handle_own_competitions (FwExchange *exchange);
void fw_handle_step_competition (FwExchange *exchange);
void fw_handle_own_leave (FwExchange *exchange);
void fw_handle_own_calendar (FwExchange *exchange);
void fw_handle_own_calendar_file (FwExchange *exchange);
void fw_handle_make_calendar (FwExchange *exchange);
void fw_handle_end_calendar (FwExchange *exchange);
void fw_handle_calendar (FwExchange *exchange);
void fw_handle_leave_check (FwExchange *exchange);
void fw_handle_ask_leave (FwExchange *exchange);
void fw_handle_step_leave (FwExchange *exchange);
void fw_handle_leave (FwExchange *exchange);
void fw_handle_activity_plan (FwExchange *exchange);
void fw_handle_repair (FwExchange *exchange);
void fw_handle_certificates (FwExchange *exchange);
void fw_handle_careers (FwExchange *exchange);
void fw_handle_appraisals (FwExchange *exchange);
void fw_handle_award_proposals (FwExchange *exchange);
void fw_handle_hand_in (FwExchange *exchange);
void fw_handle_own_appraisal (FwExchange *exchange);
void fw_handle_career_file (FwExchange *exchange);
void fw_handle_competencies (FwExchange *exchange);
void fw_handle_training (FwExchange *exchange);
void fw_handle_needs (FwExchange *exchange);
void fw_handle_programmes (FwExchange *exchange);
void fw_handle_trainees (FwExchange *exchange);
void fw_handle_own_learning (FwExchange *exchange);
void fw_handle_own_lesson (FwExchange *exchange);
void fw_handle_day (FwExchange *exchange);
void fw_handle_enrol (FwExchange *exchange);
void fw_handle_attendance (FwExchange *exchange);
void fw_handle_contacts (FwExchange *exchange);
void fw_handle_find_customer (FwExchange *exchange);
void fw_handle_contact (FwExchange *exchange);
void fw_handle_reveal (FwExchange *exchange);
void fw_handle_floor (FwExchange *exchange);
void fw_handle_forecast (FwExchange *exchange);
void fw_handle_live (FwExchange *exchange);
void fw_handle_stream (FwExchange *exchange);
void fw_handle_events (FwExchange *exchange);
void fw_handle_import (FwExchange *exchange);
void fw_handle_import_inspect (FwExchange *exchange);
void fw_handle_import_progress (FwExchange *exchange);
void fw_handle_import_cancel (FwExchange *exchange);
void fw_handle_verify (FwExchange *exchange);
void fw_handle_audit (FwExchange *exchange);
void fw_handle_audit_verify (FwExchange *exchange);
void fw_handle_held (FwExchange *exchange);
void fw_handle_list_struck (FwExchange *exchange);
void fw_handle_strike (FwExchange *exchange);
void fw_handle_list_records (FwExchange *exchange);
void fw_handle_create_record (FwExchange *exchange);
void fw_handle_get_record (FwExchange *exchange);
void fw_handle_put_record (FwExchange *exchange);
void fw_handle_delete_record (FwExchange *exchange);
void fw_handle_restore_record (FwExchange *exchange);
void fw_handle_record_log (FwExchange *exchange);
void fw_handle_import_records (FwExchange *exchange);

G_END_DECLS
