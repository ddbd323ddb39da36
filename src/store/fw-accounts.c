/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Passwords and sessions. Neither is ever stored as it is: one is hashed slowly, the other, being
 * random, quickly. */
#include <sodium.h>

#include "core/fw-error.h"
#include "store/fw-records-private.h"
#include "store/fw-row-sum.h"
#include "store/fw-secret.h"

#define HASH_BYTES FW_SECRET_HASH_BYTES
/* Argon2id: three passes over 64 MiB, about 0.3 s. */
#define PASSES 3
#define MEMORY (64 * 1024 * 1024)
#define MAX_PASSWORD_BYTES 1024
/* A session that is in use is written down at most this often. */
#define TOUCH_INTERVAL (60 * G_USEC_PER_SEC)

const char *const fw_accounts_tables[] = {
  "CREATE TABLE IF NOT EXISTS session (hash BLOB PRIMARY KEY, account TEXT NOT NULL, opened "
  "INTEGER "
  "NOT NULL, used INTEGER NOT NULL, lifetime INTEGER NOT NULL, sum INTEGER)",
  "CREATE INDEX IF NOT EXISTS session_account ON session (account)", NULL
};

static gboolean
start_sodium (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_FAILED, "libsodium does not start");
  return FALSE;
}

char *
fw_accounts_hash_password (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (!start_sodium (error))
    return NULL;
  if (crypto_pwhash_str_alg (hash, password, strlen (password), PASSES, MEMORY,
                             crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_strdup (hash);

  g_set_error (error, FW_ERROR, FW_ERROR_BUSY, "no memory to hash a password");
  return NULL;
}

static gboolean
take_hash_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  if (columns[0].type == FW_SQL_TEXT && columns[0].length > 0)
    *(char **) user_data = g_strndup (columns[0].data, columns[0].length);
  return FALSE;
}

char *
fw_accounts_read_password_hash (FwRecords *self, const char *user, GError **error)
{
  FwSqlValue value = FW_SQL_STRING (user);
  g_autofree char *hash = NULL;

  if (fw_record_is_id (user))
    fw_database_query (self->database,
                       "SELECT f_password FROM record_account WHERE id = $1 AND deleted = 0 AND "
                       "coalesce (f_disabled, 0) = 0",
                       &value, 1, take_hash_cb, &hash, error);
  return hash != NULL ? fw_row_sum_open (user, hash, error) : NULL;
}

/* Returns: (nullable) (transfer full): where the teams belong; a team that is not there belongs
 * nowhere. */
static GStrv
list_team_sites (FwRecords *self, const char *const *teams)
{
  g_autoptr (GStrvBuilder) sites = g_strv_builder_new ();

  /* One that is no site, so that teams of which none is there see no site rather than each. */
  g_strv_builder_add (sites, "");
  for (guint i = 0; teams != NULL && teams[i] != NULL; i++)
    {
      g_autoptr (FwRecord) team = fw_records_load (self, fw_kind_find ("team"), teams[i], NULL);
      const char *site = team != NULL ? fw_record_text (team, "site") : NULL;

      if (site != NULL)
        g_strv_builder_add (sites, site);
    }
  return g_strv_builder_end (sites);
}

static FwScope *
make_feed_scope (const FwRecord *account)
{
  const char *text = fw_record_text (account, "sources");
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", ";", -1);

  for (char **name = names; *name != NULL; name++)
    g_strstrip (*name);
  return fw_scope_new_feed (fw_record_get_id (account), (const char *const *) names);
}

/* Returns: (nullable): NULL: whose account it is has gone. */
static FwScope *
make_own_scope (FwRecords *self, const FwRecord *account, GError **error)
{
  const char *id = fw_record_text (account, "person");
  g_autoptr (FwRecord) person =
      id != NULL ? fw_records_load (self, fw_kind_find ("person"), id, error) : NULL;

  if (person == NULL || fw_record_is_deleted (person))
    return NULL;
  return fw_scope_new_own (fw_record_get_id (account), id, fw_record_text (person, "site"));
}

static FwScope *
make_scope (FwRecords *self, const char *user, GError **error)
{
  g_autoptr (FwRecord) account = fw_records_load (self, fw_kind_find ("account"), user, error);
  g_auto (GStrv) team_sites = NULL;
  const char *const *teams;
  FwRole role;

  if (account == NULL || fw_record_is_deleted (account) ||
      fw_record_integer (account, "disabled") != 0 ||
      !fw_role_from_name (fw_record_text (account, "role"), &role))
    return NULL;
  if (role == FW_ROLE_FEED)
    return make_feed_scope (account);
  if (role == FW_ROLE_AGENT)
    return make_own_scope (self, account, error);

  teams =
      fw_record_get_list (account, (guint) fw_kind_find_field (fw_kind_find ("account"), "teams"));
  team_sites = list_team_sites (self, teams);
  return fw_scope_new_of_teams (
      user, role,
      fw_record_get_list (account, (guint) fw_kind_find_field (fw_kind_find ("account"), "sites")),
      teams, (const char *const *) team_sites);
}

FwScope *
fw_records_find_scope (FwRecords *self, const char *account, GError **error)
{
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL && account != NULL, NULL);

  record = fw_records_load (self, fw_kind_find ("account"), account, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (record == NULL && strcmp (account, FW_ACCOUNT_LOCAL) == 0)
    return fw_scope_new_administrator ();

  return make_scope (self, account, error);
}

static FwScope *
refuse (GError **error, const char *what)
{
  if (error == NULL || *error == NULL)
    g_set_error_literal (error, FW_ERROR, FW_ERROR_UNAUTHORISED, what);
  return NULL;
}

FwScope *
fw_records_check_password (FwRecords *self, const char *user, const char *password, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *spent = NULL;
  g_autoptr (FwScope) scope = NULL;
  gsize length;

  g_return_val_if_fail (self != NULL && user != NULL && password != NULL, NULL);

  if (!start_sodium (error))
    return NULL;

  hash = fw_accounts_read_password_hash (self, user, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  length = strlen (password);
  if (hash == NULL || length > MAX_PASSWORD_BYTES)
    {
      /* The same work as for a user who is there, so that time does not tell who is. */
      spent = fw_accounts_hash_password ("nobody has this one", NULL);
      return refuse (error, "user or password is wrong");
    }
  if (crypto_pwhash_str_verify (hash, password, length) != 0)
    return refuse (error, "user or password is wrong");

  scope = make_scope (self, user, error);
  return scope != NULL ? g_steal_pointer (&scope) : refuse (error, "user or password is wrong");
}

typedef struct
{
  char *account;
  gint64 opened, used, lifetime;
  FwSqlValue sum;
} Session;

static gint64
sum_session (const guint8 *hash, const Session *session)
{
  static const char *const names[] = { "hash", "account", "opened", "used", "lifetime" };
  FwSqlValue values[] = { FW_SQL_BYTES (hash, HASH_BYTES), FW_SQL_STRING (session->account),
                          FW_SQL_INT (session->opened), FW_SQL_INT (session->used),
                          FW_SQL_INT (session->lifetime) };

  return fw_row_sum ("session", names, values, G_N_ELEMENTS (values));
}

char *
fw_records_open_session (
    FwRecords *self, FwScope *scope, gint64 now, gint64 lifetime, GError **error)
{
  g_autofree char *token = NULL;
  guint8 hash[HASH_BYTES];
  Session session = { (char *) fw_scope_get_account (scope), now, now,
                      MIN (lifetime, FW_SESSION_LONGEST) };
  FwSqlValue values[6];
  FwSqlValue ended[] = { FW_SQL_INT (now - FW_SESSION_LONGEST * G_USEC_PER_SEC), FW_SQL_INT (now) };

  g_return_val_if_fail (self != NULL && scope != NULL && lifetime > 0, NULL);

  if (!start_sodium (error))
    return NULL;

  token = fw_secret_make ();
  fw_secret_hash (token, hash);
  values[0] = FW_SQL_BYTES (hash, sizeof hash);
  values[1] = FW_SQL_STRING (fw_scope_get_account (scope));
  values[2] = FW_SQL_INT (now);
  values[3] = FW_SQL_INT (now);
  values[4] = FW_SQL_INT (session.lifetime);
  values[5] = FW_SQL_INT (sum_session (hash, &session));
  if (!fw_database_execute (
          self->database, "DELETE FROM session WHERE opened < $1 OR used + lifetime * 1000000 < $2",
          ended, 2, NULL, error) ||
      !fw_database_execute (self->database,
                            "INSERT INTO session (hash, account, opened, used, lifetime, sum) "
                            "VALUES ($1, $2, $3, $4, $5, $6)",
                            values, 6, NULL, error))
    return NULL;

  return g_steal_pointer (&token);
}

static gboolean
take_session_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  Session *session = user_data;

  session->account = g_strndup (columns[0].data, columns[0].length);
  session->opened = columns[1].integer;
  session->used = columns[2].integer;
  session->lifetime = columns[3].integer;
  session->sum = columns[4];
  return FALSE;
}

static void
touch_session (FwRecords *self, const guint8 *hash, const Session *before, gint64 now)
{
  Session session = { before->account, before->opened, now, before->lifetime };
  FwSqlValue values[] = { FW_SQL_BYTES (hash, HASH_BYTES), FW_SQL_INT (now),
                          FW_SQL_INT (sum_session (hash, &session)) };

  /* On a full disk the session ends sooner than it might; that is no reason to refuse a read now.
   */
  fw_database_execute (self->database, "UPDATE session SET used = $2, sum = $3 WHERE hash = $1",
                       values, 3, NULL, NULL);
}

FwScope *
fw_records_check_session (FwRecords *self, const char *token, gint64 now, GError **error)
{
  guint8 hash[HASH_BYTES];
  FwSqlValue value = FW_SQL_BYTES (hash, sizeof hash);
  Session session = { 0 };
  g_autofree char *account = NULL;
  g_autoptr (FwScope) scope = NULL;

  g_return_val_if_fail (self != NULL && token != NULL, NULL);

  if (!start_sodium (error))
    return NULL;

  fw_secret_hash (token, hash);
  if (!fw_database_query (
          self->database,
          "SELECT account, opened, used, lifetime, sum FROM session WHERE hash = $1", &value, 1,
          take_session_cb, &session, error))
    return NULL;

  account = session.account;
  /* Damaged, it might be anybody's. */
  if (account != NULL &&
      !fw_row_sum_is (&session.sum, sum_session (hash, &session), "session", account, NULL))
    return refuse (error, "sign in: there is no such session, or it has ended");
  if (account == NULL || now >= session.used + session.lifetime * G_USEC_PER_SEC ||
      now >= session.opened + FW_SESSION_LONGEST * G_USEC_PER_SEC)
    return refuse (error, "sign in: there is no such session, or it has ended");

  scope = make_scope (self, account, error);
  if (scope == NULL)
    return refuse (error, "sign in: the account is closed");
  if (now - session.used >= MIN (TOUCH_INTERVAL, session.lifetime * G_USEC_PER_SEC / 4))
    touch_session (self, hash, &session, now);
  return g_steal_pointer (&scope);
}

gboolean
fw_records_close_session (FwRecords *self, const char *token, GError **error)
{
  guint8 hash[HASH_BYTES];
  FwSqlValue value = FW_SQL_BYTES (hash, sizeof hash);

  g_return_val_if_fail (self != NULL && token != NULL, FALSE);

  if (!start_sodium (error))
    return FALSE;

  fw_secret_hash (token, hash);
  return fw_database_execute (self->database, "DELETE FROM session WHERE hash = $1", &value, 1,
                              NULL, error);
}

gboolean
fw_accounts_end_sessions (FwRecords *self, const char *account, GError **error)
{
  FwSqlValue value = FW_SQL_STRING (account);

  return fw_database_execute (self->database, "DELETE FROM session WHERE account = $1", &value, 1,
                              NULL, error);
}

gboolean
fw_records_put_account (FwRecords *self,
                        FwScope *scope,
                        const char *user,
                        const char *name,
                        FwRole role,
                        const char *const *sites,
                        const char *const *teams,
                        const char *password,
                        gint64 now,
                        GError **error)
{
  const FwKind *kind = fw_kind_find ("account");
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL && scope != NULL && user != NULL && password != NULL, FALSE);

  record = fw_record_new (kind, user);
  fw_record_set_fallbacks (record);
  fw_record_put_text (record, "name", name != NULL ? name : user);
  fw_record_put_text (record, "role", fw_role_to_name (role));
  fw_record_set_list (record, (guint) fw_kind_find_field (kind, "sites"), sites);
  fw_record_set_list (record, (guint) fw_kind_find_field (kind, "teams"), teams);
  fw_record_put_text (record, "password", password);
  if (!fw_record_check (record, error))
    return FALSE;

  g_ptr_array_add (records, record);
  return fw_records_put_all (self, scope, records, now, error);
}

static gboolean
take_number_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

/* Those who can set everything right again: with a password and without limits. */
gboolean
fw_records_count_administrators (FwRecords *self, gint64 *administrators, GError **error)
{
  return fw_database_query (
      self->database,
      "SELECT count(*) FROM record_account WHERE deleted = 0 AND f_role = 'administrator' AND "
      "coalesce (f_disabled, 0) = 0 AND coalesce (f_password, '') <> '' AND coalesce (f_sites, '') "
      "= '' AND coalesce (f_teams, '') = ''",
      NULL, 0, take_number_cb, administrators, error);
}

/* A centre without accounts (before its first one) is governed by whoever holds its files. */
gboolean
fw_records_check_administrators (FwRecords *self, gboolean there_was_one, GError **error)
{
  gint64 accounts = 0, administrators = 0, whole = 0;

  if (!fw_database_query (self->database, "SELECT count(*) FROM record_account WHERE deleted = 0",
                          NULL, 0, take_number_cb, &accounts, error) ||
      !fw_database_query (self->database,
                          "SELECT count(*) FROM record_account WHERE deleted = 0 AND f_role = "
                          "'administrator' AND coalesce (f_disabled, 0) = 0",
                          NULL, 0, take_number_cb, &administrators, error) ||
      !fw_records_count_administrators (self, &whole, error))
    return FALSE;
  if ((accounts == 0 || administrators > 0) && (!there_was_one || whole > 0))
    return TRUE;

  g_set_error (error, FW_ERROR, FW_ERROR_INVALID,
               "role: expected an administrator to be left who can sign in and is not limited to "
               "sites or teams");
  return FALSE;
}
