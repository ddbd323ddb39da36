/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-records.h"

G_BEGIN_DECLS

/** Records of a page at most. */
#define FW_RECORD_QUERY_MAX_LIMIT 1000
/** Conditions of a query, and values of one, at most. */
#define FW_RECORD_QUERY_MAX_CONDITIONS 64
#define FW_RECORD_QUERY_MAX_VALUES 256
/** Beyond this many a count says "more than". */
#define FW_RECORD_QUERY_MAX_COUNT 100000
/** Records that a page may lie behind its place at most. */
#define FW_RECORD_QUERY_MAX_SKIP 100000

typedef enum
{
  FW_RECORD_IS,       /* one of the values; "" is empty */
  FW_RECORD_AT_LEAST, /* the value or more */
  FW_RECORD_AT_MOST,  /* the value or less */
  FW_RECORD_BEGINS    /* of a text that the kind has an order of: without regard to case */
} FwRecordRelation;

/** FwRecordCondition: what an indexed field must hold. What is empty is neither more nor less than
 * anything. */
typedef struct
{
  const char *field;
  FwRecordRelation relation;
  const char *const *values; /* CSV text; NULL-terminated; but for FW_RECORD_IS one alone */
} FwRecordCondition;

/** FwRecordQuery: which records of a kind. All of it is borrowed. */
typedef struct
{
  const FwRecordCondition *conditions; /* all of them must hold */
  guint n_conditions;
  const char *order;   /* (nullable): one of the kind's orders; NULL: by id */
  gboolean descending; /* of an order that is named */
  const char *after;   /* (nullable): FwRecordAnswer.next of the same order; of the order by id any
                          id */
  guint skip;          /* so many of what follows that place are passed over */
  guint limit;         /* 1 to FW_RECORD_QUERY_MAX_LIMIT; 0: all, as far as that is not too large */
  gint64 changed_since; /* only what was written since that change, in the order of changes, and
                           what was deleted as well (fw_record_is_deleted()); -1: not asked for */
  gboolean count;
  gboolean count_rest; /* what follows `after` instead of all */
} FwRecordQuery;

#define FW_RECORD_QUERY_ALL ((FwRecordQuery){ .changed_since = -1 })

typedef struct
{
  GPtrArray *records; /* FwRecord, hidden fields emptied */
  char *next;         /* (nullable): there are more: where they begin */
  gint64 count;       /* of all pages, or of the rest; -1: not asked for */
  gboolean more;      /* there are more than count */
  gint64 change;      /* the number of the last change that it surely has in it */
} FwRecordAnswer;

void fw_record_answer_free (FwRecordAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwRecordAnswer, fw_record_answer_free)

/**
 * fw_records_ask: what of the kind lies within @scope and fulfils the query, on one page.
 * Returns: (transfer full): NULL with FW_ERROR_INVALID, "PART: what was expected";
 * FW_ERROR_FORBIDDEN for a field that the role may not read; FW_ERROR_TOO_LARGE.
 */
FwRecordAnswer *fw_records_ask (FwRecords *self,
                                FwScope *scope,
                                const FwKind *kind,
                                const FwRecordQuery *query,
                                GError **error);

/** FwRecordPageFunc: @records: (element-type FwRecord): of one page. */
typedef void (*FwRecordPageFunc) (GPtrArray *records, gpointer user_data);
/** fw_records_ask_pages: the same of every page in turn, as long as they are. @query: without a
 * place and a limit. Returns: FALSE as fw_records_ask(). */
gboolean fw_records_ask_pages (FwRecords *self,
                               FwScope *scope,
                               const FwKind *kind,
                               const FwRecordQuery *query,
                               FwRecordPageFunc func,
                               gpointer user_data,
                               GError **error);
/** fw_records_ask_days: the same of the records whose days touch those from @from to @to (days
 * since 1970-01-01, both inclusive). @first_field, @last_field: of dates; the same one where a
 * record has one day. */
gboolean fw_records_ask_days (FwRecords *self,
                              FwScope *scope,
                              const FwKind *kind,
                              const char *first_field,
                              const char *last_field,
                              gint32 from,
                              gint32 to,
                              FwRecordPageFunc func,
                              gpointer user_data,
                              GError **error);
/** fw_records_ask_all: all pages in one list. Returns: (transfer full) (element-type FwRecord):
 * NULL as fw_records_ask(). */
GPtrArray *fw_records_ask_all (FwRecords *self,
                               FwScope *scope,
                               const FwKind *kind,
                               const FwRecordQuery *query,
                               GError **error);
/** FwRecordChangedFunc: @record may be deleted. Returns: FALSE with @error to stop. */
typedef gboolean (*FwRecordChangedFunc) (FwRecord *record, gpointer user_data, GError **error);
/**
 * fw_records_ask_changed: each record once for each time that it was written, in that order.
 * @query: its conditions; without a place and a limit
 * @change: (inout): the last change that was looked at, negative: none; the newest one of now. What
 * is written meanwhile may be met again the next time. It stays as it was where this fails.
 * Returns: FALSE as fw_records_ask(), and where @func stopped.
 */
gboolean fw_records_ask_changed (FwRecords *self,
                                 FwScope *scope,
                                 const FwKind *kind,
                                 const FwRecordQuery *query,
                                 gint64 *change,
                                 FwRecordChangedFunc func,
                                 gpointer user_data,
                                 GError **error);

G_END_DECLS
