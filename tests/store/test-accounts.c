/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "records-fixture.h"

#include <time.h>

/* ---- accounts ---- */

static void
put_account (Fixture *f, const char *user, FwRole role, const char *password)
{
  static const char *const teams[] = { "east-a", NULL };
  g_autoptr (GError) error = NULL;

  fw_records_put_account (f->records, f->all, user, NULL, role, NULL,
                          role == FW_ROLE_ADMINISTRATOR ? NULL : teams, password, 1000, &error);
  g_assert_no_error (error);
}

static void
refuse_password (Fixture *f, const char *user, const char *password)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_records_check_password (f->records, user, password, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED);
}

/* Returns: µs of work, not of waiting: the machine may be busy. */
static gint64
time_password (Fixture *f, const char *user, const char *password)
{
  clock_t start = clock ();

  refuse_password (f, user, password);
  return (clock () - start) * G_USEC_PER_SEC / CLOCKS_PER_SEC;
}

static void
test_passwords (Fixture *f, gconstpointer data)
{
  g_autoptr (FwScope) scope = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *huge = g_strnfill (2000, 'x');
  gint64 wrong, nobody;

  put_frame (f);
  g_assert_false (fw_records_put_account (f->records, f->all, "root", "Root", FW_ROLE_ADMINISTRATOR,
                                          NULL, NULL, "too short", 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);

  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put_account (f, "sue", FW_ROLE_SUPERVISOR, "battery staple");
  scope = fw_records_check_password (f->records, "sue", "battery staple", &error);
  g_assert_no_error (error);
  g_assert_cmpint (fw_scope_get_role (scope), ==, FW_ROLE_SUPERVISOR);
  g_assert_true (fw_scope_allows (scope, "east", "east-a"));
  g_assert_false (fw_scope_allows (scope, "east", "east-b"));

  refuse_password (f, "sue", "correct horse");
  refuse_password (f, "sue", "");
  refuse_password (f, "sue", huge);
  refuse_password (f, "", "");
  wrong = time_password (f, "sue", "battery stapler");
  nobody = time_password (f, "nobody", "battery stapler");
  g_test_message ("wrong password %" G_GINT64_FORMAT " µs, no such user %" G_GINT64_FORMAT " µs",
                  wrong, nobody);
  g_assert_cmpint (nobody, >, wrong / 10); /* a skipped hash is a thousandth */
}

/* Point 22 (ASVS 6.2.5, 6.2.8, 6.2.9): a password is what was typed, of any characters, whole. */
static void
test_whole_passwords (Fixture *f, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (200, 'p');
  g_autofree char *shorter = g_strnfill (199, 'p');
  g_autoptr (FwScope) of_long = NULL;
  g_autoptr (FwScope) of_spaces = NULL;

  put_frame (f);
  put_account (f, "root", FW_ROLE_ADMINISTRATOR, longest);
  of_long = fw_records_check_password (f->records, "root", longest, NULL);
  g_assert_nonnull (of_long);
  refuse_password (f, "root", shorter);

  put_account (f, "sue", FW_ROLE_SUPERVISOR, " 密码 \"' Correct Horse ");
  of_spaces = fw_records_check_password (f->records, "sue", " 密码 \"' Correct Horse ", NULL);
  g_assert_nonnull (of_spaces);
  refuse_password (f, "sue", "密码 \"' Correct Horse");
  refuse_password (f, "sue", " 密码 \"' correct horse ");
}

static void
test_disabled (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) account = NULL;
  g_autoptr (FwRecord) root = NULL;
  g_autoptr (FwScope) scope = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  put_frame (f);
  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put_account (f, "sue", FW_ROLE_SUPERVISOR, "battery staple");
  scope = fw_records_check_password (f->records, "sue", "battery staple", NULL);
  token = fw_records_open_session (f->records, scope, 0, 3600, NULL);

  account = get (f, fw_kind_find ("account"), "sue");
  fw_test_record_set (account, "disabled", "yes");
  put (f, fw_record_ref (account));
  refuse_password (f, "sue", "battery staple");
  g_assert_null (fw_records_check_session (f->records, token, 1, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_UNAUTHORISED);
  g_clear_error (&error);

  /* A change of something else keeps the password. */
  fw_test_record_set (account, "disabled", "no");
  put (f, fw_record_ref (account));
  g_clear_pointer (&scope, fw_scope_unref);
  scope = fw_records_check_password (f->records, "sue", "battery staple", &error);
  g_assert_no_error (error);

  /* Nobody can lock everybody out. */
  root = get (f, fw_kind_find ("account"), "root");
  fw_test_record_set (root, "role", "hr");
  expect (f, f->all, root, FW_ERROR_INVALID, "administrator");
  g_assert_false (
      fw_records_delete (f->records, f->all, fw_kind_find ("account"), "root", 1, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
}

/* Two administrators more, of whom one has no password and the other sees one site: neither could
 * set anything right again. */
static void
test_last_administrator (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) root = NULL, stored = NULL;
  g_autoptr (GError) error = NULL;

  put_frame (f);
  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put (f, fw_test_record ("account", "new", "name", "New", "role", "administrator", NULL));
  put (f, fw_test_record ("account", "east", "name", "East", "role", "administrator", "sites",
                          "east", "password", "battery staple", NULL));
  root = get (f, fw_kind_find ("account"), "root");
  fw_test_record_set (root, "sites", "east");
  expect (f, f->all, root, FW_ERROR_INVALID, "not limited");
  fw_test_record_set (root, "sites", "");
  fw_test_record_set (root, "disabled", "yes");
  expect (f, f->all, root, FW_ERROR_INVALID, "not limited");
  g_assert_false (
      fw_records_delete (f->records, f->all, fw_kind_find ("account"), "root", 1, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);

  stored = get (f, fw_kind_find ("account"), "new");
  fw_test_record_set (stored, "password", "battery staple");
  put (f, fw_record_ref (stored));
  put (f, fw_record_ref (root));
}

/* Who is given the name of somebody who left is not given the password. */
static void
test_successor (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  put (f, fw_test_record ("account", "ann", "name", "Ann", "role", "hr", "password",
                          "battery staple", NULL));
  g_assert_true (
      fw_records_delete (f->records, f->all, fw_kind_find ("account"), "ann", 1, 2, &error));
  g_assert_no_error (error);
  refuse_password (f, "ann", "battery staple");
  g_assert_true (
      fw_records_restore (f->records, f->all, fw_kind_find ("account"), "ann", 3, &error));
  g_assert_no_error (error);
  refuse_password (f, "ann", "battery staple");
  refuse_password (f, "ann", "");
}

static gboolean
is_alive (Fixture *f, const char *token, gint64 at)
{
  g_autoptr (FwScope) scope = fw_records_check_session (f->records, token, at, NULL);

  return scope != NULL;
}

static void
test_sessions (Fixture *f, gconstpointer data)
{
  g_autoptr (FwScope) root = fw_scope_new ("root", FW_ROLE_ADMINISTRATOR, NULL, NULL);
  g_autofree char *token = NULL;
  g_autofree char *other = NULL;
  gint64 at;

  put_account (f, "root", FW_ROLE_ADMINISTRATOR, "correct horse");
  token = fw_records_open_session (f->records, root, 0, 3600, NULL);
  other = fw_records_open_session (f->records, root, 0, 3600, NULL);
  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpstr (token, !=, other);
  g_assert_true (is_alive (f, token, 3599 * SECOND)); /* used, so it slides */
  g_assert_true (is_alive (f, token, 7000 * SECOND));
  g_assert_false (is_alive (f, other, 3600 * SECOND));
  g_assert_false (is_alive (f, token, 10601 * SECOND));
  g_assert_false (is_alive (f, "nonsense", 1));
  g_assert_false (is_alive (f, "", 1));

  /* However busy, it ends one day. */
  for (at = 0; at < FW_SESSION_LONGEST; at += 3000)
    g_assert_true (is_alive (f, token, at * SECOND) || at > 0);
  g_clear_pointer (&token, g_free);
  token = fw_records_open_session (f->records, root, 0, 3600, NULL);
  for (at = 0; at < FW_SESSION_LONGEST; at += 3000)
    g_assert_true (is_alive (f, token, at * SECOND));
  g_assert_false (is_alive (f, token, FW_SESSION_LONGEST * SECOND));

  g_clear_pointer (&token, g_free);
  token = fw_records_open_session (f->records, root, 0, 3600, NULL);
  g_assert_true (fw_records_close_session (f->records, token, NULL));
  g_assert_false (is_alive (f, token, 1));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/accounts/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("passwords", test_passwords);
  ADD ("22-whole-passwords", test_whole_passwords);
  ADD ("disabled", test_disabled);
  ADD ("11-last-administrator", test_last_administrator);
  ADD ("11-successor", test_successor);
  ADD ("sessions", test_sessions);
  return g_test_run ();
}
