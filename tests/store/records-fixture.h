/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/fw-error.h"
#include "store/fw-records.h"
#include "support/fw-test-record.h"

G_BEGIN_DECLS

#define SECOND G_GINT64_CONSTANT (1000000)

/** Records in a fresh store, and the scope of an administrator. */
typedef struct
{
  char *location;
  FwDatabase *database;
  FwRecords *records;
  FwScope *all;
} Fixture;

void open_store (Fixture *f);
void close_store (Fixture *f);
void set_up (Fixture *f, gconstpointer data);
void tear_down (Fixture *f, gconstpointer data);
/** put_as, put: take @record; it must be accepted. */
void put_as (Fixture *f, FwScope *scope, FwRecord *record, gint64 now);
void put (Fixture *f, FwRecord *record);
/** expect: @record is refused with @code and a message that says @word (nullable). */
void expect (Fixture *f, FwScope *scope, FwRecord *record, FwError code, const char *word);
FwRecord *get (Fixture *f, const FwKind *kind, const char *id);
/** put_frame: a position, sites east and west, and teams a to c of each. */
void put_frame (Fixture *f);
FwRecord *make_person (const char *id, const char *site, const char *team);
void check_same (const FwRecord *a, const FwRecord *b);

G_END_DECLS
