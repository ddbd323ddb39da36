/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-server-private.h"

#define KIB ((gsize) 1024)
#define MIB (1024 * KIB)

/* Records are for everybody who is signed in: their kind says which role may read and write which
 * field. */
const FwRoute fw_routes[] = {
  { "GET", "health", FW_ROLE_NONE, FW_RUN_INLINE, 0, fw_handle_health },
  { "GET", "openapi.json", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_openapi },

  { "POST", "session", FW_ROLE_NONE, FW_RUN_INLINE, 16 * KIB, fw_handle_sign_in },
  { "GET", "session", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_session },
  { "DELETE", "session", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_sign_out },

  { "GET", "kpi", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_kpi },
  { "GET", "why", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_why },
  { "GET", "why/hours", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_hours },
  { "GET", "why/paths", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_paths },
  { "GET", "why/service", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_service },
  { "GET", "contacts", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_contacts },
  { "GET", "contacts/{source}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_contact },
  { "GET", "live", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_live },
  { "GET", "stream", FW_ROLE_EVERYONE, FW_RUN_INLINE, 0, fw_handle_stream },

  { "POST", "events", FW_ROLE_ADMINISTRATOR, FW_RUN_INLINE, 8 * MIB, fw_handle_events },
  { "POST", "import", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 256 * MIB, fw_handle_import },
  { "GET", "import/{ticket}", FW_ROLE_ADMINISTRATOR, FW_RUN_INLINE, 0, fw_handle_import_progress },
  { "DELETE", "import/{ticket}", FW_ROLE_ADMINISTRATOR, FW_RUN_INLINE, 0, fw_handle_import_cancel },
  { "GET", "verify", FW_ROLE_ADMINISTRATOR, FW_RUN_LONG, 0, fw_handle_verify },

  { "GET", "names", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_names },
  { "GET", "records/{kind}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_list_records },
  { "POST", "records/{kind}", FW_ROLE_EVERYONE, FW_RUN_INLINE, MIB, fw_handle_create_record },
  { "POST", "records/{kind}/import", FW_ROLE_EVERYONE, FW_RUN_LONG, 16 * MIB,
    fw_handle_import_records },
  { "GET", "records/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_get_record },
  { "PUT", "records/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_INLINE, MIB, fw_handle_put_record },
  { "DELETE", "records/{kind}/{id}", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_delete_record },
  { "GET", "records/{kind}/{id}/log", FW_ROLE_EVERYONE, FW_RUN_WORKER, 0, fw_handle_record_log },
};

const guint fw_n_routes = G_N_ELEMENTS (fw_routes);
