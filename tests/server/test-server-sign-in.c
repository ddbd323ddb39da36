/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Sign-in as a weapon: nobody keeps the owner of an account out by guessing at it, and guessing
 * stays slow. Requests come through a proxy that is trusted, so they can come from anywhere.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "server/fw-server-fixture.h"

#define OWNER "203.0.113.5"
#define STRANGER "198.51.100.7"
#define WRONG "not this one"

/* ---- passwords that cost nothing: these stand before libsodium's ---- */

static GMutex lock;
static GCond changed;
static gboolean stopped; /* whoever hashes waits */
static GPtrArray *order; /* (nullable) passwords in the order of their checks */

int
crypto_pwhash_str_alg (char out[crypto_pwhash_STRBYTES],
                       const char *const passwd,
                       unsigned long long passwdlen,
                       unsigned long long opslimit,
                       size_t memlimit,
                       int alg)
{
  memset (out, 0, crypto_pwhash_STRBYTES);
  snprintf (out, crypto_pwhash_STRBYTES, "%.*s", (int) passwdlen, passwd);
  return 0;
}

int
crypto_pwhash_str_verify (const char str[crypto_pwhash_STRBYTES],
                          const char *const passwd,
                          unsigned long long passwdlen)
{
  g_mutex_lock (&lock);
  while (stopped)
    g_cond_wait (&changed, &lock);
  if (order != NULL)
    g_ptr_array_add (order, g_strndup (passwd, passwdlen));
  g_mutex_unlock (&lock);

  return strlen (str) == passwdlen && memcmp (str, passwd, passwdlen) == 0 ? 0 : -1;
}

static void
set_stopped (gboolean to)
{
  g_mutex_lock (&lock);
  stopped = to;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

/* ---- from anywhere ---- */

static void
set_up (FwServerFixture *f, gconstpointer data)
{
  static GPtrArray *trusted;
  FwServerOptions options = { .address = "127.0.0.1" };

  fw_server_fixture_set_up (f, data);
  if (trusted == NULL)
    {
      trusted = g_ptr_array_new ();
      g_ptr_array_add (trusted, g_inet_address_mask_new_from_string ("127.0.0.1", NULL));
    }
  options.trusted = trusted;
  fw_server_fixture_restart (f, &options);
}

static GSocketConnection *
begin_sign_in (FwServerFixture *f,
               const char *from,
               const char *user,
               const char *password,
               const char *device)
{
  GSocketConnection *connection = fw_raw_open (f->port);
  g_autofree char *token = device != NULL ? g_strdup_printf (",\"device\":\"%s\"", device) : NULL;
  g_autofree char *body = g_strdup_printf ("{\"user\":\"%s\",\"password\":\"%s\"%s}", user,
                                           password, token != NULL ? token : "");
  g_autofree char *bytes =
      g_strdup_printf ("PROXY TCP%c %s %s 1234 443\r\nPOST /api/v1/session HTTP/1.1\r\nHost: a\r\n"
                       "Content-Length: %zu\r\n\r\n%s",
                       strchr (from, ':') != NULL ? '6' : '4', from,
                       strchr (from, ':') != NULL ? "::1" : "127.0.0.1", strlen (body), body);

  g_socket_set_timeout (g_socket_connection_get_socket (connection), 60);
  fw_raw_send (connection, bytes, -1);
  return connection;
}

/* Returns the status; @device: (nullable): gets the device's token. */
static guint
sign_in (FwServerFixture *f,
         const char *from,
         const char *user,
         const char *password,
         const char *device,
         char **new_device)
{
  g_autoptr (GSocketConnection) connection = begin_sign_in (f, from, user, password, device);
  g_autoptr (FwRawAnswer) answer = fw_raw_read (connection);
  const char *text = answer->body != NULL ? strstr (answer->body, "\"device\":\"") : NULL;

  if (new_device != NULL)
    {
      g_assert_nonnull (text);
      text += strlen ("\"device\":\"");
      *new_device = g_strndup (text, strcspn (text, "\""));
    }
  return answer->status;
}

/* Wrong passwords until they are slowed. A busy machine may take longer than the first waits. */
static void
guess_until_slowed (FwServerFixture *f, const char *from, const char *user, const char *device)
{
  guint status = 0, n = 0;

  while (status != 429)
    {
      g_assert_cmpuint (n++, <, 100);
      status = sign_in (f, from, user, WRONG, device, NULL);
      g_assert_true (status == 401 || status == 429);
    }
}

static void
test_other_address (FwServerFixture *f, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    guess_until_slowed (f, STRANGER, "boss", NULL);
  g_assert_cmpuint (sign_in (f, OWNER, "boss", FW_FIXTURE_PASSWORD, NULL, NULL), ==, 200);
  /* Nor is another account at the stranger's address. */
  g_assert_cmpuint (sign_in (f, STRANGER, "coach", WRONG, NULL, NULL), ==, 401);
}

static void
test_known_device (FwServerFixture *f, gconstpointer data)
{
  g_autofree char *device = NULL;
  g_autofree char *again = NULL;
  g_autofree char *forged = NULL;
  g_autoptr (FwScope) scope = fw_scope_new_administrator ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (sign_in (f, OWNER, "boss", FW_FIXTURE_PASSWORD, NULL, &device), ==, 200);
  guess_until_slowed (f, OWNER, "boss", NULL);
  g_assert_cmpuint (sign_in (f, OWNER, "boss", FW_FIXTURE_PASSWORD, device, &again), ==, 200);
  g_assert_cmpuint (strlen (again), ==, strlen (device));

  /* What the server did not make, or made for somebody else, opens no lane. */
  forged = g_strdup (device);
  forged[40] = forged[40] == 'A' ? 'B' : 'A';
  guess_until_slowed (f, OWNER, "boss", forged);
  guess_until_slowed (f, OWNER, "boss", "x");
  guess_until_slowed (f, OWNER, "lead", device);

  /* A device that guesses is slowed by itself, and the owner is not by it. */
  guess_until_slowed (f, OWNER, "boss", device);
  g_assert_cmpuint (sign_in (f, "203.0.113.6", "boss", FW_FIXTURE_PASSWORD, NULL, NULL), ==, 200);

  /* Another password ends what was known. */
  g_assert_true (fw_records_put_account (fw_centre_get_records (f->centre), scope, "boss", "Boss",
                                         FW_ROLE_ADMINISTRATOR, NULL, NULL, "another password",
                                         g_get_real_time (), &error));
  g_assert_no_error (error);
  g_assert_null (fw_records_check_device (fw_centre_get_records (f->centre), "boss", again,
                                          g_get_real_time ()));
}

static void
test_device_ends (FwServerFixture *f, gconstpointer data)
{
  FwRecords *records = fw_centre_get_records (f->centre);
  gint64 now = g_get_real_time ();
  gint64 day = G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC;
  g_autofree char *token = fw_records_make_device (records, "boss", NULL, now, NULL);
  g_autofree char *name = fw_records_check_device (records, "boss", token, now + 179 * day);
  g_autofree char *renewed = fw_records_make_device (records, "boss", name, now + 179 * day, NULL);
  g_autofree char *same = fw_records_check_device (records, "boss", renewed, now + 300 * day);

  g_assert_nonnull (name);
  g_assert_cmpstr (same, ==, name);
  g_assert_null (fw_records_check_device (records, "boss", token, now + 181 * day));
  g_assert_null (fw_records_make_device (records, "nobody", NULL, now, NULL));
}

static void
test_sixty_at_once (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);

  set_stopped (TRUE);
  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (open, begin_sign_in (f, OWNER, "boss", FW_FIXTURE_PASSWORD, NULL));
  set_stopped (FALSE);
  for (guint i = 0; i < open->len; i++)
    {
      g_autoptr (FwRawAnswer) answer = fw_raw_read (open->pdata[i]);

      g_assert_cmpuint (answer->status, ==, 200);
    }
}

/* A /64 of IPv6 belongs to one. */
static void
test_sixty_four (FwServerFixture *f, gconstpointer data)
{
  guint status = 0;

  for (guint i = 0; status != 429; i++)
    {
      g_autofree char *from = g_strdup_printf ("2001:db8:1:2::%x", i + 1);

      g_assert_cmpuint (i, <, 100);
      status = sign_in (f, from, "boss", WRONG, NULL, NULL);
    }
  g_assert_cmpuint (sign_in (f, "2001:db8:1:3::1", "boss", FW_FIXTURE_PASSWORD, NULL, NULL), ==,
                    200);
}

/* Who tries account after account is slowed as an address, without the floor elsewhere. */
static void
test_made_up_accounts (FwServerFixture *f, gconstpointer data)
{
  guint status = 0, n = 0;

  while (status != 429)
    {
      g_autofree char *user = g_strdup_printf ("made-up-%u", n);

      g_assert_cmpuint (n++, <, 500);
      status = sign_in (f, STRANGER, user, WRONG, NULL, NULL);
      g_assert_true (status == 401 || status == 429);
    }
  g_assert_cmpuint (n, >, 40);
  g_assert_cmpuint (sign_in (f, OWNER, "boss", FW_FIXTURE_PASSWORD, NULL, NULL), ==, 200);
}

static guint
find_place (const char *password)
{
  guint i = 0;

  while (i < order->len && strcmp (order->pdata[i], password) != 0)
    i++;
  return i;
}

/* Strangers who wait do not hold up others: who comes last from elsewhere, or on a known device at
 * their own address, is asked among the first. */
static void
test_strangers_wait (FwServerFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *device = NULL;

  g_assert_cmpuint (sign_in (f, OWNER, "boss", FW_FIXTURE_PASSWORD, NULL, &device), ==, 200);
  set_stopped (TRUE);
  order = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (open, begin_sign_in (f, STRANGER, "boss", WRONG, NULL));
  g_usleep (200 * 1000); /* they come first, most likely; were they not, it would pass as well */
  g_ptr_array_add (open, begin_sign_in (f, OWNER, "boss", "elsewhere", NULL));
  g_ptr_array_add (open, begin_sign_in (f, STRANGER, "boss", "device", device));
  g_usleep (200 * 1000);
  set_stopped (FALSE);
  for (guint i = 0; i < open->len; i++)
    {
      g_autoptr (FwRawAnswer) answer = fw_raw_read (open->pdata[i]);

      g_assert_true (answer->status == 401 || answer->status == 429);
    }
  g_assert_cmpuint (find_place ("elsewhere"), <, 8);
  g_assert_cmpuint (find_place ("device"), <, 8);
  /* Of those that waited together, the ones behind the first failures were refused unasked. */
  g_assert_cmpuint (order->len, <, 12);
  g_clear_pointer (&order, g_ptr_array_unref);
}

int
main (int argc, char **argv)
{
  static const FwServerTest tests[] = {
    { "/server/sign-in/4/other-address", test_other_address },
    { "/server/sign-in/4/known-device", test_known_device },
    { "/server/sign-in/4/device-ends", test_device_ends },
    { "/server/sign-in/4/sixty-at-once", test_sixty_at_once },
    { "/server/sign-in/4/sixty-four", test_sixty_four },
    { "/server/sign-in/4/made-up-accounts", test_made_up_accounts },
    { "/server/sign-in/4/strangers-wait", test_strangers_wait },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FwServerFixture, NULL, set_up, tests[i].test,
                fw_server_fixture_tear_down);
  return g_test_run ();
}
