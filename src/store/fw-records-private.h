/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-calendar.h"
#include "store/fw-own-kinds.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-query.h"
#include "store/fw-record-table.h"
#include "store/fw-records.h"

G_BEGIN_DECLS

struct _FwRecords
{
  FwDatabase *database; /* not owned */

  /* Both are replaced, never changed, while no transaction is open: a writer has the same ones from
   * beginning to end, and a reader goes on with those that it took. Any thread takes them by
   * fw_records_get_kinds() and fw_records_get_tables(). */
  const FwKind *const *kinds;
  const GPtrArray *tables;             /* FwRecordTable, in the order of kinds */
  gint64 last_kind;                    /* number of the last description that they hold; 0: none */
  GPtrArray *kept_tables, *kept_lists; /* all there ever were */

  /* Inside a writing transaction only. */
  gint64 change;    /* number of the last line of the change log */
  gboolean counted; /* a record of a kind that counts was written */
  gint64 due;       /* when the earliest clock that was touched has something to tell; µs UTC */
  gint64 recount;   /* when open hours were changed; µs UTC; G_MININT64: they were not */

  FwRecordsDue due_watch; /* (nullable) */
  gpointer due_data;
  FwRecordEffect effect; /* (nullable) */
  gpointer effect_data;
  FwRecordsDraw draw; /* (nullable) */
  gpointer draw_data;

  GMutex lock; /* what follows */
  FwDirectory *directory;
  gint64 directory_generation; /* house_state "generation" that it was made of */
  GHashTable *calendars;       /* FwCalendar by "SITE;DEPARTMENT"; NULL: has no open hours */
  guint calendars_generation;  /* of the records that they were made of */
};

/** fw_records_get_tables: for as long as the store is open. */
const GPtrArray *fw_records_get_tables (FwRecords *self);
/** fw_records_set_kinds: @kinds, and the tables of those that are new; inside a transaction, or
 * before there is any. */
void fw_records_set_kinds (FwRecords *self, const FwKind *const *kinds, gint64 last);
FwRecordTable *fw_records_find_table (FwRecords *self, const FwKind *kind);

/** fw_records_check_reader: that the role of @scope may read records of @kind at all. */
gboolean fw_records_check_reader (FwScope *scope, const FwKind *kind, GError **error);

/** fw_records_answer: fw_records_ask(); @bounded: FALSE: whatever its size. */
FwRecordAnswer *fw_records_answer (FwRecords *self,
                                   FwScope *scope,
                                   const FwKind *kind,
                                   const FwRecordQuery *query,
                                   gboolean bounded,
                                   GError **error);

/** fw_records_load: Returns: (transfer full): as stored, deleted ones too, nothing hidden; NULL
 * without an error: there is none. */
FwRecord *fw_records_load (FwRecords *self, const FwKind *kind, const char *id, GError **error);

/** fw_records_begin, _end: a writing transaction. */
gboolean fw_records_begin (FwRecords *self, GError **error);
/** fw_records_end: commits, or rolls back when @keep is FALSE. */
gboolean fw_records_end (FwRecords *self, gboolean keep, GError **error);

typedef enum
{
  FW_WRITE_CREATED,
  FW_WRITE_CHANGED,
  FW_WRITE_UNCHANGED
} FwWriteResult;

/**
 * fw_records_find_calendar: the open hours of a site or of one of its departments.
 * @department: (nullable)
 * @calendar: (out) (transfer full) (nullable): NULL: nobody said when it is open
 */
gboolean fw_records_find_calendar (FwRecords *self,
                                   const char *site,
                                   const char *department,
                                   FwCalendar **calendar,
                                   GError **error);
/** fw_records_note_hours: a record of @kind is written at @now: calendars may be otherwise. */
void fw_records_note_hours (FwRecords *self, const FwKind *kind, gint64 now);
/** fw_records_recount: before the transaction ends: where open hours were changed in it, has the
 * running clocks that count them looked at again. */
gboolean fw_records_recount (FwRecords *self, GError **error);
/** fw_records_forget_calendars: after it ended, whichever way. */
void fw_records_forget_calendars (FwRecords *self);
/** fw_records_free_calendar: of the table of them; (nullable). */
void fw_records_free_calendar (gpointer calendar);

/** FwWrite: one write inside a transaction; on the stack. */
typedef struct
{
  FwScope *scope;
  gint64 now;
  gboolean any_revision; /* an import: what is stored is taken as the base */
  gboolean restores;     /* what was deleted is to be there again */
  GPtrArray *secrets;    /* (nullable): of fw_records_hash_secrets() */
  FwDirectory *house;    /* (nullable): of fw_records_prepare_write() */
  /* (nullable): records that were referred to, by "KIND;ID", so that many writes read each once;
   * forgotten with every write of a kind that is referred to */
  GHashTable *targets;
  /* (nullable): all records of kinds that fw_records_arrange() looked through, by kind; each list
   * is forgotten with a write of its kind */
  GHashTable *lists;
  /* (nullable): of the kind that was asked of last: who is barred (fw_records_check_barred()) */
  GHashTable *barred;
} FwWrite;

/** fw_records_prepare_write: before the transaction: reads what a writer who is limited has to be
 * held against. */
gboolean fw_records_prepare_write (FwRecords *self, FwWrite *write, GError **error);
void fw_write_clear (FwWrite *write);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FwWrite, fw_write_clear)

/** fw_records_refuse_outside: the one answer to whatever touches what the writer may not see, in
 * the same words whether or not it is there. Returns: FALSE. */
gboolean fw_records_refuse_outside (const FwRecord *record, GError **error);
/** fw_records_draw: closes a record that is to be stored for the first time, where it is drawn. */
void fw_records_draw (FwRecords *self, FwRecord *record);
/** fw_records_check_scope: that the writer may change @record. */
gboolean fw_records_check_scope (FwWrite *write, const FwRecord *record, GError **error);
/** fw_records_check_replaced: that he may change what a revision of a dated kind overrides, as of
 * the time of that. @known: he sees that the record is, or was, there. */
gboolean fw_records_check_replaced (
    FwRecords *self, FwWrite *write, FwRecord *record, gboolean known, GError **error);
/** fw_records_check_free: that an id that is new to the writer was never used; @stored: (nullable):
 * what has it, or had it. Comes last: whatever else would be refused is refused first. */
gboolean fw_records_check_free (FwWrite *write,
                                const FwRecord *stored,
                                const FwRecord *record,
                                GError **error);
/** fw_records_write_state: stores and logs that @record is there no more, or again. */
gboolean fw_records_write_state (FwRecords *self, FwWrite *write, FwRecord *record, GError **error);

/** fw_records_store_row: writes and logs a record that was checked. @stored: (nullable): as it
 * was. */
gboolean fw_records_store_row (FwRecords *self,
                               FwWrite *write,
                               const FwRecord *stored,
                               const FwRecord *written,
                               GError **error);

/** fw_records_open_kinds: fw_records_open() with other kinds than those of the program; NULL-
 * terminated, for ever. */
FwRecords *fw_records_open_kinds (FwDatabase *database, const FwKind *const *kinds, GError **error);

/** fw_records_write_one: on success @record carries its new revision. */
gboolean fw_records_write_one (
    FwRecords *self, FwWrite *write, FwRecord *record, FwWriteResult *result, GError **error);
/** fw_records_move_one: fw_records_move() in a transaction that is open. */
gboolean fw_records_move_one (FwRecords *self,
                              FwWrite *write,
                              const FwKind *kind,
                              const char *id,
                              const FwRecordMove *move,
                              guint *revision,
                              GError **error);
/** fw_records_delete_one: the same of a deletion: of @record only id and revision count. */
gboolean fw_records_delete_one (FwRecords *self, FwWrite *write, FwRecord *record, GError **error);
/**
 * fw_records_hash_secrets: 0.3 s for each that is set and that @role may write: before the
 * transaction. Returns: (transfer full) (element-type utf8): by field, NULL where there is none;
 * NULL with an error.
 */
GPtrArray *fw_records_hash_secrets (FwRecord *record, FwRole role, GError **error);

/** fw_records_check_happened: what a kind says of days to come (“happens”); @stored: (nullable): as
 * it stood. Also of a move, which changes the state alone. */
gboolean fw_records_check_happened (FwRecords *self,
                                    FwWrite *write,
                                    const FwRecord *stored,
                                    const FwRecord *record,
                                    GError **error);

/** Checks against other records, inside the transaction. What the writer may not see is not there
 * for him; @stored: (nullable): what it referred to before may stay. */
gboolean fw_records_check_references (FwRecords *self,
                                      FwWrite *write,
                                      const FwRecord *stored,
                                      const FwRecord *record,
                                      GError **error);
/** fw_records_check_closed: fields that are fixed, or not open in the state of @base (nullable),
 * are as they stand there. */
gboolean fw_records_check_closed (const FwRecord *base, const FwRecord *record, GError **error);
/** fw_records_take_copies: fills the fields of @record that are copies of what a reference names,
 * which they stay; @base: (nullable): what stands there. */
gboolean fw_records_take_copies (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *record, GError **error);
/** fw_records_arrange: what the kind fills by other records and policies; @base: (nullable): what
 * stands there. */
gboolean fw_records_arrange (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *record, GError **error);
/** fw_records_take_place: puts @record where whom it belongs to lies; @base: (nullable): what
 * stands there: as long as it belongs to the same one it stays where it was. */
gboolean fw_records_take_place (
    FwRecords *self, FwWrite *write, const FwRecord *base, FwRecord *record, GError **error);
/** fw_records_check_barred: that nothing bars the person of @record from work on its day
 * (FwKind.bars). */
gboolean
fw_records_check_barred (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error);
/** fw_records_forget_barred: a record of @kind was written. */
void fw_records_forget_barred (FwWrite *write, const FwKind *kind);
gboolean
fw_records_check_unique (FwRecords *self, FwWrite *write, const FwRecord *record, GError **error);
gboolean fw_records_check_unreferred (
    FwRecords *self, FwScope *scope, const FwKind *kind, const char *id, GError **error);
/** fw_records_forget_targets: a record of @kind was written. */
void fw_records_forget_targets (FwRecords *self, FwWrite *write, const FwKind *kind);
/** fw_records_check_move: of a team to another site. */
gboolean fw_records_check_move (FwRecords *self,
                                const FwRecord *stored,
                                const FwRecord *record,
                                GError **error);
/** fw_records_count_administrators: @administrators: (out): those who can sign in and are not
 * limited, in the transaction that is open. */
gboolean fw_records_count_administrators (FwRecords *self, gint64 *administrators, GError **error);
/** fw_records_check_administrators: that an administrator is left; @there_was_one: such a one as
 * fw_records_count_administrators() counts was there before the write. While accounts are first
 * made none has a password. */
gboolean fw_records_check_administrators (FwRecords *self, gboolean there_was_one, GError **error);

/** fw_records_sum_log: Returns: the sum of a line of the change log, @values in the order of its
 * columns. */
gint64 fw_records_sum_log (const FwSqlValue *values);
/** fw_records_log: one line of the change log. */
gboolean fw_records_log (FwRecords *self,
                         FwWrite *write,
                         const FwRecord *record,
                         const char *field,
                         const char *before,
                         const char *after,
                         GError **error);

extern const char *const fw_accounts_tables[];
/** fw_accounts_end_sessions: of one account, inside the transaction that changed it. */
gboolean fw_accounts_end_sessions (FwRecords *self, const char *account, GError **error);
char *fw_accounts_hash_password (const char *password, GError **error);
/** fw_accounts_read_password_hash: Returns: (transfer full) (nullable): that of an account that may
 * sign in. */
char *fw_accounts_read_password_hash (FwRecords *self, const char *user, GError **error);

G_END_DECLS
