/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-server-private.h"

#define KIB ((gsize) 1024)
#define MIB (1024 * KIB)

/* Records are for everybody who is signed in: their kind says which role may read and write which
 * field. */
const FwRoute fw_routes[] = {
  { "GET", "health", FW_ROLE_NONE, FW_RUN_INLINE, 0, fw_handle_health },
  { "GET", "openapi.json", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_openapi },

  { "POST", "session", FW_ROLE_NONE, FW_RUN_INLINE, 4 * KIB, fw_handle_sign_in, FW_BODY_SIGN_IN },
  { "GET", "session", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_session },
  { "DELETE", "session", FW_ROLE_EVERYONE | FW_ROLE_FEED, FW_RUN_WORKER, 0, fw_handle_sign_out },

  { "GET", "kpi", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_kpi },
  { "GET", "why", FW_ROLE_EVERYONE, FW_RUN_WHY, 0, fw_handle_why },
  { "GET", "why/hours", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_hours },
  { "GET", "why/paths", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_paths },
  { "GET", "why/service", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_service },
  { "GET", "certificates",
    FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR | FW_ROLE_TRAINER | FW_ROLE_HR, FW_RUN_WORKER, 0,
    fw_handle_certificates },
  { "GET", "competencies",
    FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR | FW_ROLE_TRAINER | FW_ROLE_HR, FW_RUN_WORKER, 0,
    fw_handle_competencies },
  { "GET", "contacts", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_contacts },
  { "GET", "contacts/{source}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_contact },
  { "POST", "contacts/find", FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY,
    FW_RUN_WORKER, 4 * KIB, fw_handle_find_customer },
  { "POST", "contacts/{source}/{id}/reveal",
    FW_ROLE_ADMINISTRATOR | FW_ROLE_SUPERVISOR | FW_ROLE_QUALITY, FW_RUN_WORKER, 0,
    fw_handle_reveal },
  { "POST", "alerts", FW_ROLE_EVERYONE, FW_RUN_WORKER, 4 * KIB, fw_handle_alerts },
  { "GET", "inbox", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_inbox },
  { "POST", "inbox", FW_ROLE_EVERYONE, FW_RUN_WORKER, 4 * KIB, fw_handle_inbox_act },
  { "GET", "inbox/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_inbox_accounts },
  { "GET", "floor", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_floor },
  { "GET", "live", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_live },
  { "GET", "stream", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_stream },

  { "POST", "events", FW_ROLE_ADMINISTRATOR | FW_ROLE_FEED, FW_RUN_INLINE, 8 * MIB,
    fw_handle_events, FW_BODY_EVENTS, .whole = TRUE },
  { "GET", "audit", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 0, fw_handle_audit, .whole = TRUE },
  { "GET", "events/held", FW_ROLE_ADMINISTRATOR, FW_RUN_WORKER, 0, fw_handle_held, .whole = TRUE },
  { "GET", "events/struck", FW_ROLE_ADMINISTRATOR, FW_RUN_WORKER, 0, fw_handle_list_struck,
    .whole = TRUE },
  { "POST", "events/struck", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 64 * KIB, fw_handle_strike,
    FW_BODY_RECORD, .whole = TRUE },
  { "POST", "import", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 256 * MIB, fw_handle_import, FW_BODY_FILE,
    .whole = TRUE },
  { "POST", "import/inspect", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 256 * MIB,
    fw_handle_import_inspect, FW_BODY_FILE, .whole = TRUE },
  { "GET", "import/{ticket}", FW_ROLE_ADMINISTRATOR, FW_RUN_INLINE, 0, fw_handle_import_progress,
    .whole = TRUE },
  { "DELETE", "import/{ticket}", FW_ROLE_ADMINISTRATOR, FW_RUN_INLINE, 0, fw_handle_import_cancel,
    .whole = TRUE },
  { "GET", "verify", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 0, fw_handle_verify, .whole = TRUE },

  { "GET", "names", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_names },
  { "GET", "kinds", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_kinds },
  { "POST", "kinds", FW_ROLE_ADMINISTRATOR, FW_RUN_WORKER, 512 * KIB, fw_handle_add_kind,
    FW_BODY_RECORD, .whole = TRUE },
  { "POST", "records", FW_ROLE_EVERYONE, FW_RUN_WORKER, 16 * MIB, fw_handle_write_records,
    FW_BODY_TABLE },
  { "GET", "records/{kind}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_list_records },
  { "POST", "records/{kind}", FW_ROLE_EVERYONE, FW_RUN_INLINE, MIB, fw_handle_create_record,
    FW_BODY_RECORD, fw_admit_record },
  { "POST", "records/{kind}/import", FW_ROLE_EVERYONE, FW_RUN_LONG, 16 * MIB,
    fw_handle_import_records, FW_BODY_TABLE, fw_admit_record },
  { "GET", "records/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_get_record },
  { "PUT", "records/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_INLINE, MIB, fw_handle_put_record,
    FW_BODY_RECORD, fw_admit_change },
  { "DELETE", "records/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_delete_record },
  { "POST", "records/{kind}/{id}/restore", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0,
    fw_handle_restore_record },
  { "GET", "records/{kind}/{id}/moves", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_moves },
  { "POST", "records/{kind}/{id}/moves", FW_ROLE_EVERYONE, FW_RUN_WORKER, 64 * KIB, fw_handle_move,
    FW_BODY_RECORD, fw_admit_move },
  { "GET", "records/{kind}/{id}/log", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_record_log },
};

const guint fw_n_routes = G_N_ELEMENTS (fw_routes);
