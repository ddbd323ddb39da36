/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/fw-database.h"

G_BEGIN_DECLS

/** A fresh store with a table thing (id, ratio, name, bytes). */
typedef struct
{
  char *location;
  FwDatabase *database;
} Fixture;

extern const char *const fixture_tables[];

void set_up (Fixture *f, gconstpointer data);
void tear_down (Fixture *f, gconstpointer data);
/** take_integer_cb: the first column of the last row, into a gint64. */
gboolean take_integer_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data);
gint64 ask_integer (FwDatabase *database, const char *sql);
/** insert: a thing whose bytes are @size zeros. */
gboolean insert (FwDatabase *database, gint64 id, const char *name, gsize size, GError **error);

G_END_DECLS
