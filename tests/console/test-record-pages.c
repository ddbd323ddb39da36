/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of which the desk holds the pages that are looked at, against a server that has it all. */

#include "console/records/fw-record-pages.h"
#include "fw-test-server.h"
#include "fw-wait-for.h"

#include <string.h>

#define LONG 250123 /* more than a count is exact to, twice */
#define COUNTED 100000

/* A list as the signals of another tell it. */
typedef struct
{
  FwTestServer *server;
  FwClient *client;
  FwRecordPages *pages;
  GArray *numbers; /* int, what stands on the server: the names are in their order */
  guint n_asked;
  guint length; /* as the signals said */
  guint failures;
} Fixture;

static guint
get_number (GHashTable *query, const char *name, guint fallback)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : fallback;
}

/* The key of a place is the number that stands before it. */
static guint
find_begin (Fixture *f, GHashTable *query)
{
  guint after = get_number (query, "after", 0), begin = 0;

  if (g_hash_table_contains (query, "after"))
    while (begin < f->numbers->len && g_array_index (f->numbers, guint, begin) <= after)
      begin++;
  return begin;
}

static void
append_rows (Fixture *f, GString *json, guint begin, guint limit)
{
  for (guint i = begin; i < MIN (f->numbers->len, begin + limit); i++)
    {
      guint number = g_array_index (f->numbers, guint, i);

      g_string_append_printf (
          json, "%s{\"id\":\"p%u\",\"revision\":1,\"name\":\"Post %07u\",\"rank\":%u}",
          i > begin ? "," : "", number, number, number % 7);
    }
}

static void
answer_cb (SoupServer *soup,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *f = user_data;
  g_autoptr (GString) json = g_string_new ("{\"records\":[");
  guint place = find_begin (f, query);
  guint begin = MIN (f->numbers->len, place + get_number (query, "skip", 0));
  guint limit = get_number (query, "limit", 1000);
  const char *count = g_hash_table_lookup (query, "count");
  guint n = f->numbers->len - (g_strcmp0 (count, "rest") == 0 ? place : 0);

  f->n_asked++;
  g_assert_cmpuint (get_number (query, "skip", 0), <=, COUNTED);
  append_rows (f, json, begin, limit);
  g_string_append (json, "]");
  if (begin + limit < f->numbers->len)
    g_string_append_printf (json, ",\"next\":\"%u\"",
                            g_array_index (f->numbers, guint, begin + limit - 1));
  if (count != NULL)
    g_string_append_printf (json, ",\"count\":%u,\"more_than\":%s", MIN (n, COUNTED),
                            n > COUNTED ? "true" : "false");
  g_string_append (json, ",\"change\":1}");
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json->str,
                                    json->len);
}

static void
items_changed_cb (Fixture *f, guint position, guint removed, guint added)
{
  g_assert_cmpuint (position + removed, <=, f->length);
  f->length += added - removed;
  g_assert_cmpuint (f->length, ==, g_list_model_get_n_items (G_LIST_MODEL (f->pages)));
}

static void
failed_cb (Fixture *f)
{
  f->failures++;
}

static void
open_list (Fixture *f, guint length)
{
  f->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < length; i++)
    {
      guint number = 10 * (i + 1);

      g_array_append_val (f->numbers, number);
    }
  f->server = fw_test_server_new ();
  fw_test_server_furnish (f->server, "administrator");
  soup_server_add_handler (f->server->soup, "/api/v1/records/position", answer_cb, f, NULL);
  f->client = fw_client_new (f->server->address);
  f->pages = fw_record_pages_new (f->client, fw_kind_find ("position"));
  g_signal_connect_swapped (f->pages, "items-changed", G_CALLBACK (items_changed_cb), f);
  g_signal_connect_swapped (f->pages, "failed", G_CALLBACK (failed_cb), f);
  fw_record_pages_ask (f->pages, "", "name", FALSE);
  fw_client_set_token (f->client, "t");
  wait_for (g_list_model_get_n_items (G_LIST_MODEL (f->pages)) > 0);
}

static void
close_list (Fixture *f)
{
  g_clear_object (&f->pages);
  g_clear_object (&f->client);
  fw_test_server_free (f->server);
  g_array_unref (f->numbers);
}

static FwRecordItem *
get (Fixture *f, guint position)
{
  FwRecordItem *item = g_list_model_get_item (G_LIST_MODEL (f->pages), position);

  g_assert_nonnull (item);
  g_object_unref (item); /* the list has it */
  return item;
}

static void
expect (Fixture *f, guint position)
{
  g_autofree char *id = g_strdup_printf ("p%u", g_array_index (f->numbers, guint, position));

  wait_for (fw_record_item_get_record (get (f, position)) != NULL);
  g_assert_cmpstr (fw_record_item_get_id (get (f, position)), ==, id);
}

static void
wait_counted (Fixture *f)
{
  wait_for (fw_record_pages_is_counted (f->pages));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->pages)), ==, f->numbers->len);
}

/* The first rows are there at once, the length soon, and any row when it is looked at; what was
 * only passed by is not asked for. */
static void
test_jump (void)
{
  Fixture f = { 0 };
  static const guint looked[] = { 249999, 0, 123456, 200000, 199999, 250122, 99999, 100000 };
  guint before;

  open_list (&f, LONG);
  g_assert_nonnull (fw_record_item_get_record (get (&f, 0)));
  wait_counted (&f);
  for (guint i = 0; i < G_N_ELEMENTS (looked); i++)
    expect (&f, looked[i]);
  before = f.n_asked;
  for (guint i = 0; i < 200000; i += 100)
    get (&f, i);
  expect (&f, 199900);
  g_assert_cmpuint (f.n_asked - before, <=, 12);
  g_assert_cmpuint (f.failures, ==, 0);
  close_list (&f);
}

static void
report (Fixture *f, const char *id)
{
  fw_client_report_record (f->client, "position", id, 1);
}

/* Others add and take away before, in and behind what is looked at: rows that stay keep their item,
 * and the signals lead to where they stand. */
static void
test_others (void)
{
  static const guint places[] = { 0, 5000, 5010, 9999 };
  Fixture f = { 0 };

  open_list (&f, 10000);
  wait_counted (&f);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (gint add = 1; add >= 0; add--)
      {
        FwRecordItem *held;
        guint before, at = places[i];
        guint shift = at <= 5005 ? 1 : 0;
        guint number = g_array_index (f.numbers, guint, at) - 5;

        expect (&f, 5005);
        held = g_object_ref (get (&f, 5005));
        before = f.length;
        if (add)
          g_array_insert_val (f.numbers, at, number);
        else
          g_array_remove_index (f.numbers, at);
        report (&f, "");
        wait_for (f.length != before);
        g_assert_cmpuint (f.length, ==, f.numbers->len);
        g_assert_true (get (&f, add ? 5005 + shift : 5005 - shift) == held);
        expect (&f, 5005);
        g_object_unref (held);
      }
  close_list (&f);
}

/* Another order or search begins anew; the same is not asked twice. */
static void
test_asked_anew (void)
{
  Fixture f = { 0 };
  guint before;

  open_list (&f, 3000);
  wait_counted (&f);
  before = f.n_asked;
  fw_record_pages_ask (f.pages, "", "name", FALSE);
  g_assert_cmpuint (f.n_asked, ==, before);
  g_array_set_size (f.numbers, 40);
  fw_record_pages_ask (f.pages, "&begins.name=Post", "name", TRUE);
  wait_for (f.length == 40);
  expect (&f, 39);
  g_assert_true (fw_test_server_count (f.server, "GET records/position") ==
                 0); /* the other handler */
  close_list (&f);
}

/* What a part of a list was and is: the change that is told leads from the one to the other. */
static void
test_match (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (4711);
  const FwKind *kind = fw_kind_find ("position");

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) records =
          g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
      g_autoptr (GPtrArray) after = NULL;
      g_autoptr (GArray) whole = g_array_new (FALSE, FALSE, sizeof (guint));
      FwRecordShift shift;
      guint length, begin, n;

      length = (guint) g_rand_int_range (chance, 1, 30);
      for (guint i = 0; i < length; i++)
        {
          guint number = 10 * i;

          g_array_append_val (whole, number);
        }
      begin = (guint) g_rand_int_range (chance, 0, (gint) length);
      n = (guint) g_rand_int_range (chance, 1, 12);
      for (guint i = begin; i < MIN (length, begin + n); i++)
        {
          g_autofree char *id = g_strdup_printf ("p%u", g_array_index (whole, guint, i));
          g_autoptr (FwRecord) record = fw_record_new (kind, id);

          g_ptr_array_add (before, fw_record_item_new (g_rand_boolean (chance) ? record : NULL));
        }
      for (gint edits = g_rand_int_range (chance, 0, 4); edits > 0; edits--)
        {
          guint at = (guint) g_rand_int_range (chance, 0, (gint) whole->len + 1);
          guint number = 1000 + round * 4 + (guint) edits;

          if (g_rand_boolean (chance) || at >= whole->len)
            g_array_insert_val (whole, at, number);
          else
            g_array_remove_index (whole, at);
        }
      for (guint i = begin; i < MIN (whole->len, begin + n); i++)
        {
          g_autofree char *id = g_strdup_printf ("p%u", g_array_index (whole, guint, i));

          g_ptr_array_add (records, fw_record_new (kind, id));
        }
      after = fw_record_rows_match (before, records, length - begin - before->len,
                                    (gint64) whole->len - length, &shift);
      g_assert_cmpuint (after->len, ==, records->len);
      for (guint i = 0; i < after->len; i++)
        g_assert_cmpstr (fw_record_item_get_id (after->pdata[i]), ==,
                         fw_record_get_id (records->pdata[i]));
      g_assert_cmpint ((gint) begin + shift.position, >=, 0);
      g_assert_cmpint ((gint) (begin + shift.removed) + shift.position, <=, (gint) length);
      g_assert_cmpuint (length - shift.removed + shift.added, ==, whole->len);
      /* Outside of what is told nothing changed its item. */
      for (gint i = 0; i < MIN (shift.position, (gint) after->len); i++)
        g_assert_true (after->pdata[i] == before->pdata[i]);
      for (gint i = MAX (0, shift.position + (gint) shift.added); i < (gint) after->len; i++)
        {
          gint old = i + (gint) shift.removed - (gint) shift.added;

          if (old >= 0 && old < (gint) before->len)
            g_assert_true (after->pdata[i] == before->pdata[old]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-pages/match", test_match);
  g_test_add_func ("/record-pages/jump", test_jump);
  g_test_add_func ("/record-pages/others", test_others);
  g_test_add_func ("/record-pages/asked-anew", test_asked_anew);
  return g_test_run ();
}
