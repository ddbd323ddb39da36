/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/people/fw-directory.h"
#include "store/fw-database.h"

G_BEGIN_DECLS

/** FwRecords: the house: records of every kind, their revisions, and who changed what. One table a
 * kind, made from its description. */
typedef struct _FwRecords FwRecords;

FwRecords *fw_records_open (FwDatabase *database, GError **error);
void fw_records_close (FwRecords *self);

/**
 * Reads answer only what @scope may see, with fields its role may not read emptied. Writes need the
 * role (kind and field) and the scope of both the old and the new record.
 */
FwRecord *fw_records_get (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error);
/** fw_records_list: Returns: (transfer full) (element-type FwRecord): by id; deleted ones left out.
 */
GPtrArray *fw_records_list (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error);

/** fw_records_count: Returns: how many fw_records_list() would give; -1 with an error. */
gint64 fw_records_count (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error);

/**
 * fw_records_put: creates (revision 0) or changes a record if its stored revision is still the one
 * it carries. On success @record carries the new revision. FW_ERROR_CONFLICT: somebody else was
 * faster; read again and show both. A field that the writer may not read, and a secret, is kept as
 * it was when it comes empty. A record that says what is stored already changes nothing and keeps
 * its revision. The message of FW_ERROR_INVALID is "field: expectation".
 */
gboolean
fw_records_put (FwRecords *self, FwScope *scope, FwRecord *record, gint64 now, GError **error);
/** fw_records_delete: FW_ERROR_CONFLICT while other records refer to it, naming them. */
gboolean fw_records_delete (FwRecords *self,
                            FwScope *scope,
                            const FwKind *kind,
                            const char *id,
                            guint revision,
                            gint64 now,
                            GError **error);
/** fw_records_put_all: all or nothing, in one transaction; revisions are taken from the store (an
 * import states what should be). */
gboolean fw_records_put_all (
    FwRecords *self, FwScope *scope, GPtrArray *records, gint64 now, GError **error);

/** FwChange: one line of the who-changed-what log; a field for each, secrets without values. */
typedef struct
{
  gint64 at;
  char *account;
  char *kind;
  char *id;
  guint revision;
  char *field;
  char *before; /* CSV text, (nullable) */
  char *after;
} FwChange;

void fw_change_free (FwChange *change);
/** fw_records_get_log: Returns: (transfer full) (element-type FwChange): newest first. @id:
 * (nullable): of all records of the kind. */
GPtrArray *fw_records_get_log (FwRecords *self,
                               FwScope *scope,
                               const FwKind *kind,
                               const char *id,
                               guint limit,
                               GError **error);

/** fw_records_get_directory: Returns: (transfer full): as of the last committed change. */
FwDirectory *fw_records_get_directory (FwRecords *self, GError **error);

/** Signing in. fw_records_check_password costs 0.3 s and 64 MiB: call it from a bounded pool. Wrong
 * user and wrong password take the same time and give the same FW_ERROR_UNAUTHORISED. */
FwScope *
fw_records_check_password (FwRecords *self, const char *user, const char *password, GError **error);
/**
 * Sessions: @token is 256 random bits in base64url, shown once, kept hashed. A session ends
 * @lifetime seconds after it was last used, FW_SESSION_LONGEST seconds after it was opened, when
 * its account is disabled, deleted or given another password; its scope is the account's of the
 * moment (so asked at each check). @now: µs UTC.
 */
#define FW_SESSION_LONGEST G_GINT64_CONSTANT (604800)
char *fw_records_open_session (
    FwRecords *self, FwScope *scope, gint64 now, gint64 lifetime, GError **error);
FwScope *fw_records_check_session (FwRecords *self, const char *token, gint64 now, GError **error);
gboolean fw_records_close_session (FwRecords *self, const char *token, GError **error);

/** fw_records_put_account: creates an account or sets its password; for the first administrator and
 * floorwalkerctl. @sites, @teams: (nullable): all. */
gboolean fw_records_put_account (FwRecords *self,
                                 FwScope *scope,
                                 const char *user,
                                 const char *name,
                                 FwRole role,
                                 const char *const *sites,
                                 const char *const *teams,
                                 const char *password,
                                 gint64 now,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecords, fw_records_close)

G_END_DECLS
