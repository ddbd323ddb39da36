/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/fw-error.h"
#include "store/fw-ledger.h"
#include "support/fw-test-events.h"
#include "support/fw-test-store.h"

typedef struct
{
  char *location;
  FwDatabase *database;
  FwLedger *ledger;
} Fixture;

static void
open_store (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_no_error (error);
  f->ledger = fw_ledger_open (f->database, FALSE, &error);
  g_assert_no_error (error);
}

static void
close_store (Fixture *f)
{
  g_clear_pointer (&f->ledger, fw_ledger_close);
  g_clear_pointer (&f->database, fw_database_close);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  open_store (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f);
  fw_test_store_free (f->location);
}

static FwEventBatch *
make_batch (gint64 first, gint64 last)
{
  FwEventBatch *batch = fw_event_batch_new ();

  fw_test_add (batch, fw_test_event (FW_EVENT_OFFERED, first, "c1", "sales", NULL));
  fw_test_add (batch, fw_test_event (FW_EVENT_ABANDONED, last, "c1", "sales", NULL));
  return batch;
}

static guint64
append (Fixture *f, guint n, gint64 first, gint64 last)
{
  g_autoptr (GPtrArray) batches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_event_batch_unref);
  g_autoptr (GError) error = NULL;
  guint64 number = 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (batches, make_batch (first + i, last + i));
  fw_ledger_append (f->ledger, (FwEventBatch *const *) batches->pdata, n, &number, &error);
  g_assert_no_error (error);
  return number;
}

typedef struct
{
  guint64 first, last;
  guint n, stop;
  GError *fail;
} Seen;

static gboolean
see_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Seen *seen = user_data;

  g_assert_cmpuint (fw_event_batch_get_length (batch), ==, 2);
  if (seen->n == 0)
    seen->first = number;
  seen->last = number;
  seen->n++;
  if (seen->fail != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&seen->fail));
      return FALSE;
    }
  return seen->n != seen->stop;
}

static void
test_append (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };
  guint8 key[FW_LEDGER_KEY_SIZE];

  g_assert_cmpuint (fw_ledger_get_last (f->ledger), ==, 0);
  g_assert_true (fw_ledger_read (f->ledger, 1, G_MAXUINT64, see_cb, &seen, &error));
  g_assert_cmpuint (seen.n, ==, 0);

  g_assert_cmpuint (append (f, 1, 0, 10), ==, 1);
  g_assert_cmpuint (append (f, 99, 0, 10), ==, 2);
  memcpy (key, fw_ledger_get_key (f->ledger), sizeof key);
  close_store (f);
  open_store (f);
  g_assert_cmpuint (fw_ledger_get_last (f->ledger), ==, 100);
  g_assert_cmpmem (key, sizeof key, fw_ledger_get_key (f->ledger), FW_LEDGER_KEY_SIZE);

  g_assert_true (fw_ledger_read (f->ledger, 1, G_MAXUINT64, see_cb, &seen, &error));
  g_assert_cmpuint (seen.n, ==, 100);
  seen = (Seen){ 0 };
  g_assert_true (fw_ledger_read (f->ledger, 30, 70, see_cb, &seen, &error));
  g_assert_cmpuint (seen.first, ==, 30);
  g_assert_cmpuint (seen.last, ==, 70);
  seen = (Seen){ .stop = 3 };
  g_assert_true (fw_ledger_read (f->ledger, 1, 100, see_cb, &seen, &error));
  g_assert_cmpuint (seen.n, ==, 3);

  seen = (Seen){ .fail = g_error_new_literal (FW_ERROR, FW_ERROR_BUSY, "enough") };
  g_assert_false (fw_ledger_read (f->ledger, 1, 100, see_cb, &seen, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_BUSY);
}

static void
test_period (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  append (f, 50, 0, 5);      /* batch n: n - 1 to n + 4 */
  append (f, 1, 1000, 9000); /* 51: a long one */
  append (f, 1, 5000, 5001); /* 52 */
  g_assert_true (fw_ledger_read_period (f->ledger, TEST_START + 7000 * FW_SECOND,
                                        TEST_START + 8000 * FW_SECOND, see_cb, &seen, &error));
  g_assert_cmpuint (seen.n, ==, 1);
  g_assert_cmpuint (seen.first, ==, 51);

  seen = (Seen){ 0 };
  g_assert_true (fw_ledger_read_period (f->ledger, TEST_START, TEST_START + 49 * FW_SECOND, see_cb,
                                        &seen, &error));
  g_assert_cmpuint (seen.n, ==, 49); /* the end is exclusive */
}

static void
check_loss (const FwLedgerLoss *loss, guint64 number, gint64 from, gint64 until)
{
  g_assert_cmpuint (loss->first, ==, number);
  g_assert_cmpuint (loss->last, ==, number);
  g_assert_cmpint (loss->from, ==, from);
  g_assert_cmpint (loss->until, ==, until);
  g_assert_nonnull (loss->reason);
}

static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) losses = NULL;
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  append (f, 5, 0, 10);
  fw_database_execute (f->database, "DELETE FROM ledger_batch WHERE number = 3", NULL, 0, NULL,
                       &error);
  g_assert_no_error (error);
  fw_ledger_read (f->ledger, 1, 5, see_cb, &seen, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n, ==, 4);

  fw_database_execute (f->database,
                       "UPDATE ledger_batch SET bytes = (SELECT bytes FROM ledger_part WHERE name "
                       "= 'key') WHERE number = 2",
                       NULL, 0, NULL, &error);
  g_assert_no_error (error);
  seen = (Seen){ 0 };
  fw_ledger_read (f->ledger, 1, 5, see_cb, &seen, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n, ==, 3);

  /* What is gone is remembered, with the times between which it happened. */
  close_store (f);
  open_store (f);
  losses = fw_ledger_list_losses (f->ledger);
  g_assert_cmpuint (losses->len, ==, 2);
  check_loss (losses->pdata[0], 2, TEST_START + FW_SECOND, TEST_START + 11 * FW_SECOND);
  check_loss (losses->pdata[1], 3, TEST_START + FW_SECOND, TEST_START + 13 * FW_SECOND);

  /* And what comes goes on behind. */
  g_assert_cmpuint (append (f, 1, 50, 60), ==, 6);
}

/* A row that still decodes but is not the one that was written, or not in its place. */
static void
test_chain (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  append (f, 40, 0, 10);
  fw_ledger_check_chain (f->ledger, &error);
  g_assert_no_error (error);
  fw_database_execute (f->database,
                       "UPDATE ledger_batch SET bytes = (SELECT b.bytes FROM ledger_batch AS b "
                       "WHERE b.number = 9) WHERE number = 35",
                       NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (fw_ledger_check_chain (f->ledger, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "batch 35"));
}

static gboolean
count_cb (const char *site, gint32 day, GBytes *segment, gpointer user_data, GError **error)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s/%d=%s ", site, day,
                          (const char *) g_bytes_get_data (segment, NULL));
  return TRUE;
}

static void
put (Fixture *f, guint64 number, gint32 day, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text) + 1);
  g_autoptr (GError) error = NULL;

  fw_ledger_begin_checkpoint (f->ledger, number, &error);
  g_assert_no_error (error);
  g_assert_true (fw_ledger_put_part (f->ledger, "floor", bytes, &error));
  g_assert_true (fw_ledger_put_segment (f->ledger, "sh", day, bytes, &error));
  g_assert_true (fw_ledger_put_segment (f->ledger, "bj", day, bytes, &error));
  g_assert_true (fw_ledger_put_seen (f->ledger, day, bytes, &error));
}

static void
check_part (Fixture *f, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) part = fw_ledger_get_part (f->ledger, "floor", &error);

  g_assert_no_error (error);
  if (expected == NULL)
    g_assert_null (part);
  else
    g_assert_cmpstr (g_bytes_get_data (part, NULL), ==, expected);
}

static void
test_checkpoint (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GBytes) ids = NULL;
  g_autoptr (GError) error = NULL;

  append (f, 5, 0, 10);
  put (f, 3, -1, "lost");
  fw_ledger_cancel_checkpoint (f->ledger);
  check_part (f, NULL);

  put (f, 3, -1, "one");
  g_assert_true (fw_ledger_end_checkpoint (f->ledger, &error));
  for (gint32 day = 1; day <= 20; day++)
    put (f, 5, day, "two"), fw_ledger_end_checkpoint (f->ledger, &error);
  close_store (f);
  open_store (f);
  g_assert_cmpuint (fw_ledger_get_checkpoint (f->ledger), ==, 5);
  check_part (f, "two");

  g_assert_true (fw_ledger_read_segments (f->ledger, count_cb, seen, &error));
  g_assert_true (g_str_has_prefix (seen->str, "bj/-1=one bj/1=two bj/2=two "));
  g_assert_true (g_str_has_suffix (seen->str, "sh/19=two sh/20=two "));
  g_assert_null (fw_ledger_get_seen (f->ledger, 400, &error));
  g_assert_no_error (error);
  ids = fw_ledger_get_seen (f->ledger, -1, &error);
  g_assert_cmpstr (g_bytes_get_data (ids, NULL), ==, "one");

  fw_ledger_begin_checkpoint (f->ledger, 5, &error);
  g_assert_true (fw_ledger_drop_segments (f->ledger, &error));
  g_assert_true (fw_ledger_end_checkpoint (f->ledger, &error));
  g_string_truncate (seen, 0);
  g_assert_true (fw_ledger_read_segments (f->ledger, count_cb, seen, &error));
  g_assert_cmpstr (seen->str, ==, "");
}

/* ---- point 19 of docs/attacks.md: a contact's batches are found by an index ---- */

/* One batch a contact: offered, answered and completed in three. */
static void
append_contacts (Fixture *f, guint first, guint n)
{
  static const FwEventType types[] = { FW_EVENT_OFFERED, FW_EVENT_ANSWERED, FW_EVENT_COMPLETED };
  g_autoptr (GPtrArray) batches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_event_batch_unref);
  g_autoptr (GError) error = NULL;
  guint64 number;

  for (guint i = first; i < first + n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (types); j++)
      {
        FwEventBatch *batch = fw_event_batch_new ();
        g_autofree char *contact = g_strdup_printf ("n%u", i);

        fw_test_add (batch, fw_test_event (types[j], i * 60 + j, contact, "sales", "Agent/1"));
        g_ptr_array_add (batches, batch);
      }
  fw_ledger_append (f->ledger, (FwEventBatch *const *) batches->pdata, batches->len, &number,
                    &error);
  g_assert_no_error (error);
}

/* Many contacts in one batch, so that pages fill. */
static void
append_crowd (Fixture *f, guint crowd)
{
  g_autoptr (FwEventBatch) batch = fw_event_batch_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *contact = g_strdup_printf ("crowd%u/%u", crowd, i);

      fw_test_add (batch, fw_test_event (FW_EVENT_OFFERED, crowd * 60, contact, "sales", NULL));
    }
  fw_ledger_append (f->ledger, &batch, 1, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *contact;
  guint n_batches; /* that were decoded */
  guint n_events;  /* of the contact */
} Found;

static gboolean
find_contact_cb (guint64 number, FwEventBatch *batch, gpointer user_data, GError **error)
{
  Found *found = user_data;
  FwEventIter iter;
  FwEvent event;

  found->n_batches++;
  fw_event_iter_init (&iter, batch);
  while (fw_event_iter_next (&iter, &event))
    found->n_events += fw_text_equal (event.contact, fw_text (found->contact));
  return TRUE;
}

static Found
find_contact (FwLedger *ledger, const char *contact)
{
  Found found = { .contact = contact };
  g_autoptr (GError) error = NULL;

  fw_ledger_read_contact (ledger, fw_text ("pbx"), fw_text (contact), TEST_START,
                          TEST_START + 31 * 24 * FW_HOUR, find_contact_cb, &found, &error);
  g_assert_no_error (error);
  return found;
}

static void
expect_contacts (FwLedger *ledger, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *contact = g_strdup_printf ("n%u", i);
      Found found = find_contact (ledger, contact);

      g_assert_cmpuint (found.n_events, ==, 3);
      g_assert_cmpuint (found.n_batches, ==, 3);
    }
  g_assert_cmpuint (find_contact (ledger, "nobody").n_batches, ==, 0);
}

static gboolean
take_integer_cb (const FwSqlValue *columns, guint n_columns, gpointer user_data)
{
  *(gint64 *) user_data = columns[0].integer;
  return FALSE;
}

static gint64
count_pages (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  fw_database_query (f->database, "SELECT count (*) FROM ledger_contact_page", NULL, 0,
                     take_integer_cb, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_contacts (Fixture *f, gconstpointer data)
{
  append_contacts (f, 0, 10);
  append_crowd (f, 1);
  expect_contacts (f->ledger, 10);
  append_crowd (f, 2);
  append_contacts (f, 10, 10);
  g_assert_cmpint (count_pages (f), ==, 1);
  expect_contacts (f->ledger, 20);

  /* What is in no page yet is gathered again, or was written at the end. */
  close_store (f);
  open_store (f);
  expect_contacts (f->ledger, 20);
}

/* A store that has none yet gets it. */
static void
test_contacts_anew (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  append_contacts (f, 0, 10);
  append_crowd (f, 1);
  append_crowd (f, 2);
  append_contacts (f, 10, 10);
  close_store (f);
  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_true (
      fw_database_execute (f->database, "DROP TABLE ledger_contact", NULL, 0, NULL, &error) &&
      fw_database_execute (f->database, "DROP TABLE ledger_contact_page", NULL, 0, NULL, &error) &&
      fw_database_execute (f->database, "DELETE FROM ledger_state WHERE name = 'indexed'", NULL, 0,
                           NULL, &error));
  g_clear_pointer (&f->database, fw_database_close);

  open_store (f);
  g_assert_cmpint (count_pages (f), ==, 1);
  expect_contacts (f->ledger, 20);
}

/* A damaged page costs time, never an event; who only reads looks up as well. */
static void
test_contacts_otherwise (Fixture *f, gconstpointer data)
{
  g_autoptr (FwDatabase) database = NULL;
  g_autoptr (FwLedger) reader = NULL;
  g_autoptr (GError) error = NULL;
  FwSqlValue damage = FW_SQL_BYTES ("123456789", 9);
  Found found;

  append_contacts (f, 0, 10);
  append_crowd (f, 1);
  append_crowd (f, 2);
  append_contacts (f, 10, 2);
  database = fw_database_open (f->location, TRUE, &error);
  g_assert_no_error (error);
  reader = fw_ledger_open (database, TRUE, &error);
  g_assert_no_error (error);
  found = find_contact (reader, "n3");
  g_assert_cmpuint (found.n_events, ==, 3);
  g_assert_cmpuint (found.n_batches, ==, 3 + 6); /* and those that are in no page yet */
  g_clear_pointer (&reader, fw_ledger_close);
  g_clear_pointer (&database, fw_database_close);

  g_assert_true (fw_database_execute (f->database, "UPDATE ledger_contact SET bytes = $1", &damage,
                                      1, NULL, &error));
  found = find_contact (f->ledger, "n3");
  g_assert_cmpuint (found.n_events, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/ledger/append", test_append);
  ADD ("/ledger/period", test_period);
  ADD ("/ledger/damage", test_damage);
  ADD ("/ledger/chain", test_chain);
  ADD ("/ledger/checkpoint", test_checkpoint);
  ADD ("/ledger/19-contacts", test_contacts);
  ADD ("/ledger/19-contacts-anew", test_contacts_anew);
  ADD ("/ledger/19-contacts-otherwise", test_contacts_otherwise);
  return g_test_run ();
}
