/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/kind/fw-record.h"
#include "core/people/fw-directory.h"
#include "store/fw-database.h"

G_BEGIN_DECLS

/** FwRecords: the house: records of every kind, their revisions, and who changed what. One table a
 * kind, made from its description. */
typedef struct _FwRecords FwRecords;

/** fw_records_copy: all that records are kept in, from a database that is only read into @to, one
 * of SQLite that is new; who is signed in is left out. */
gboolean fw_records_copy (FwDatabase *from, FwDatabase *to, GError **error);

FwRecords *fw_records_open (FwDatabase *database, GError **error);
void fw_records_close (FwRecords *self);

/**
 * Reads answer only what @scope may see, with fields its role may not read emptied. Writes need the
 * role (kind and field) and the scope of both the old and the new record; of dated kinds that of
 * each earlier revision that is overridden as well.
 */
FwRecord *fw_records_get (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error);
/** fw_records_list: Returns: (transfer full) (element-type FwRecord): by id; deleted ones left out.
 */
GPtrArray *fw_records_list (FwRecords *self, FwScope *scope, const FwKind *kind, GError **error);

/** FwRecordsPage: a part of a list by id. */
typedef struct
{
  const char *after; /* (nullable): only ids after this one */
  guint limit;       /* records at most; 0: all */
} FwRecordsPage;

/** Characters of all fields of a kind's records, with some hundred for each of them, that are read
 * at once at most where no page is asked for: some 30,000 people. */
#define FW_RECORDS_MAX_SIZE (12 * 1024 * 1024)

/**
 * fw_records_list_page: as fw_records_list(), in bounded memory.
 * @more: (out): whether there are records after the last of the page
 * Returns: (transfer full) (element-type FwRecord): NULL with FW_ERROR_TOO_LARGE when all were
 * asked for and that is too much.
 */
GPtrArray *fw_records_list_page (FwRecords *self,
                                 FwScope *scope,
                                 const FwKind *kind,
                                 const FwRecordsPage *page,
                                 gboolean *more,
                                 GError **error);

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
/** fw_records_restore: what was deleted is there again as it was, with its log: an id that was used
 * once is never created again. The same right as for deleting it, over what it was.
 * FW_ERROR_NOT_FOUND: nothing that the writer may see was deleted; FW_ERROR_CONFLICT: it is there.
 */
gboolean fw_records_restore (FwRecords *self,
                             FwScope *scope,
                             const FwKind *kind,
                             const char *id,
                             gint64 now,
                             GError **error);
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

/** fw_records_watch_due: @due is called, on the thread that wrote, after each commit that gave a
 * clock something to tell; @at: when. One watch, set before anybody writes. */
typedef void (*FwRecordsDue) (gint64 at, gpointer user_data);
void fw_records_watch_due (FwRecords *self, FwRecordsDue due, gpointer user_data);

/** fw_records_set_drawing: @draw is called in the transaction of each new record of a kind that can
 * be closed, as it is to be stored: whether it begins closed. One, set before anybody writes. */
typedef gboolean (*FwRecordsDraw) (const FwRecord *record, gpointer user_data);
void fw_records_set_drawing (FwRecords *self, FwRecordsDraw draw, gpointer user_data);

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

/** fw_records_verify: that everything kept is what was written; FW_ERROR_CORRUPT names what is not.
 */
gboolean fw_records_verify (FwRecords *self, GError **error);
/** fw_records_get_last_change: @number: (out): of the last line of the who-changed-what log; they
 * are counted from 1 without gaps. */
gboolean fw_records_get_last_change (FwRecords *self, gint64 *number, GError **error);

/** fw_records_list_revisions: Returns: (transfer full) (element-type FwRevision): of a dated kind,
 * as they were written, nothing hidden: those of one record together, in order. For what is worked
 * out of all of them, not to be shown. */
GArray *fw_records_list_revisions (FwRecords *self, const FwKind *kind, GError **error);

/** fw_records_get_directory: Returns: (transfer full): as of the last committed change. */
FwDirectory *fw_records_get_directory (FwRecords *self, GError **error);
/** fw_records_get_past_directory: of what was written by @until (µs UTC), as far as that is still
 * known: of a record without a history that was written since, nothing. Returns: (transfer full).
 */
FwDirectory *fw_records_get_past_directory (FwRecords *self, gint64 until, GError **error);

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

/**
 * A device that has signed in as @user keeps a token that says so. It opens nothing: it only keeps
 * the device apart from strangers who guess. It ends with the account's password and after half a
 * year without a sign-in.
 *
 * fw_records_make_device: @name: (nullable): what fw_records_check_device() said of the token
 * before; NULL: a new device. Returns: (transfer full): a token. @now: µs UTC.
 */
char *fw_records_make_device (
    FwRecords *self, const char *user, const char *name, gint64 now, GError **error);
/** fw_records_check_device: Returns: (transfer full) (nullable): the name of the device; NULL: this
 * is no token of @user. */
char *fw_records_check_device (FwRecords *self, const char *user, const char *token, gint64 now);

/** fw_records_find_scope: Returns: (transfer full) (nullable): what @account may see at this
 * moment; NULL without an error: there is none, or it is closed. FW_ACCOUNT_LOCAL is whoever sits
 * at the store itself, unless an account of that name was ever made. */
#define FW_ACCOUNT_LOCAL "local"
FwScope *fw_records_find_scope (FwRecords *self, const char *account, GError **error);

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
