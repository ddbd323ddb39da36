/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An advisory lock lives as long as the session; a database may hold several centres, each in a
 * schema of its own. */
#include "store/fw-postgres-claim.h"

#include "core/fw-error.h"

#define LOCK_CLASS "1179406167" /* "FLOW" */
#define LOCK_OBJECT "hashtext (current_schema ())"

#define LOCK_TRIES 60
#define LOCK_PAUSE 50000 /* µs */

static gboolean
try_lock (PGconn *line, gboolean *got, GError **error)
{
  PGresult *result = PQexec (line, "SELECT pg_try_advisory_lock (" LOCK_CLASS ", " LOCK_OBJECT ")");
  gboolean ok = PQresultStatus (result) == PGRES_TUPLES_OK;

  *got = ok && PQgetvalue (result, 0, 0)[0] == 't';
  if (!ok)
    g_set_error (error, FW_ERROR, FW_ERROR_UNAVAILABLE,
                 "taking the lock of the store: %s (PostgreSQL)", PQerrorMessage (line));
  PQclear (result);
  return ok;
}

/* Returns: (transfer full) (nullable): who holds the lock; @process: (out): its number. */
static char *
find_holder (PGconn *line, int *process)
{
  PGresult *result = PQexec (
      line,
      "SELECT a.pid, a.application_name, coalesce (host (a.client_addr), 'a local socket') FROM "
      "pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid WHERE l.locktype = 'advisory' AND "
      "l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database "
      "()) "
      "AND l.classid = " LOCK_CLASS " AND l.objid = (" LOCK_OBJECT "::bigint & 4294967295)::oid");
  char *holder = NULL;

  *process = 0;
  if (PQresultStatus (result) == PGRES_TUPLES_OK && PQntuples (result) > 0)
    {
      *process = (int) g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
      holder = g_strdup_printf ("%s, by %s", PQgetvalue (result, 0, 1), PQgetvalue (result, 0, 2));
    }
  PQclear (result);
  return holder;
}

/* The session of who just closed, or was killed, ends a moment after its line does: a server that
 * is started again at once waits for that before it is refused. */
gboolean
fw_postgres_take_lock (PGconn *line, GError **error)
{
  g_autofree char *holder = NULL;
  gboolean got = FALSE;
  int process;

  for (guint i = 0; i < LOCK_TRIES && !got; i++)
    {
      if (i > 0)
        g_usleep (LOCK_PAUSE);
      if (!try_lock (line, &got, error))
        return FALSE;
    }
  if (got)
    return TRUE;

  holder = find_holder (line, &process);
  g_set_error (error, FW_ERROR, FW_ERROR_BUSY, "the centre is open in another process (%s)",
               holder != NULL ? holder : "not known");
  return FALSE;
}

/* Should the lock be another's by now, the epoch tells. */
void
fw_postgres_take_lock_again (PGconn *line, int *process)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend (%d)", *process);
  gboolean got = FALSE;

  for (guint i = 0; i < LOCK_TRIES && try_lock (line, &got, NULL) && !got; i++)
    {
      int other;
      g_autofree char *holder = find_holder (line, &other);

      if (other != 0 && other != *process)
        return;
      if (other != 0)
        PQclear (PQexec (line, sql));
      g_usleep (LOCK_PAUSE);
    }
  if (got)
    *process = PQbackendPID (line);
}
