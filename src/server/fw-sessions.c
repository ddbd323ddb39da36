/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-sessions.h"

#include <sodium.h>
#include <string.h>

#include "core/fw-error.h"
#include "store/fw-secret.h"

#define KEY_BYTES FW_SECRET_HASH_BYTES
#define KEEP (10 * G_USEC_PER_SEC)
#define MAX_TOKEN_LENGTH 128
#define MAX_KEPT 10000

typedef struct
{
  guint8 key[KEY_BYTES]; /* hash of the token */
  FwScope *scope;
  gint64 checked; /* µs, monotonic; G_MAXINT64: for good */
} Kept;

struct _FwSessions
{
  FwRecords *records;
  GMutex lock;
  GHashTable *kept; /* Kept, its own key */
};

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  fw_scope_unref (kept->scope);
  g_free (kept);
}

static guint
hash_key (gconstpointer key)
{
  guint hash;

  memcpy (&hash, key, sizeof hash); /* the key is a hash already */
  return hash;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, KEY_BYTES) == 0;
}

FwSessions *
fw_sessions_new (FwRecords *records)
{
  FwSessions *self = g_new0 (FwSessions, 1);

  if (sodium_init () < 0)
    g_error ("libsodium does not start");
  self->records = records;
  g_mutex_init (&self->lock);
  self->kept = g_hash_table_new_full (hash_key, equal_keys, NULL, free_kept);

  return self;
}

void
fw_sessions_free (FwSessions *self)
{
  g_hash_table_unref (self->kept);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
keep (FwSessions *self, const guint8 *key, FwScope *scope, gint64 checked)
{
  Kept *kept = g_new0 (Kept, 1);

  memcpy (kept->key, key, KEY_BYTES);
  kept->scope = fw_scope_ref (scope);
  kept->checked = checked;
  g_hash_table_replace (self->kept, kept->key, kept);
}

static gboolean
is_stale_cb (gpointer key, gpointer value, gpointer user_data)
{
  const Kept *kept = value;

  return kept->checked != G_MAXINT64;
}

gboolean
fw_sessions_follow (const FwKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  return kind->accounts || fw_kind_is_same (kind, fw_kind_find ("person"));
}

void
fw_sessions_forget (FwSessions *self)
{
  g_mutex_lock (&self->lock);
  g_hash_table_foreach_remove (self->kept, is_stale_cb, NULL);
  g_mutex_unlock (&self->lock);
}

char *
fw_sessions_add_local (FwSessions *self)
{
  char *token = fw_secret_make ();
  guint8 key[KEY_BYTES];
  g_autoptr (FwScope) scope = fw_scope_new (FW_ACCOUNT_LOCAL, FW_ROLE_ADMINISTRATOR, NULL, NULL);

  fw_secret_hash (token, key);
  g_mutex_lock (&self->lock);
  keep (self, key, scope, G_MAXINT64);
  g_mutex_unlock (&self->lock);

  return token;
}

FwScope *
fw_sessions_check (FwSessions *self, const char *token, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  guint8 key[KEY_BYTES];
  const Kept *kept;
  FwScope *scope = NULL;

  if (*token == '\0' || strlen (token) > MAX_TOKEN_LENGTH)
    {
      g_set_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED, "no such session");
      return NULL;
    }

  fw_secret_hash (token, key);
  g_mutex_lock (&self->lock);
  kept = g_hash_table_lookup (self->kept, key);
  if (kept != NULL && (kept->checked == G_MAXINT64 || now - kept->checked < KEEP))
    scope = fw_scope_ref (kept->scope);
  g_mutex_unlock (&self->lock);
  if (scope != NULL)
    return scope;

  scope = fw_records_check_session (self->records, token, g_get_real_time (), error);
  g_mutex_lock (&self->lock);
  if (scope == NULL)
    g_hash_table_remove (self->kept, key);
  else
    {
      if (g_hash_table_size (self->kept) >= MAX_KEPT)
        g_hash_table_foreach_remove (self->kept, is_stale_cb, NULL);
      keep (self, key, scope, now);
    }
  g_mutex_unlock (&self->lock);

  return scope;
}

gboolean
fw_sessions_close (FwSessions *self, const char *token, GError **error)
{
  guint8 key[KEY_BYTES];
  gboolean local;
  const Kept *kept;

  fw_secret_hash (token, key);
  g_mutex_lock (&self->lock);
  kept = g_hash_table_lookup (self->kept, key);
  local = kept != NULL && kept->checked == G_MAXINT64;
  g_hash_table_remove (self->kept, key);
  g_mutex_unlock (&self->lock);

  return local || fw_records_close_session (self->records, token, error);
}
