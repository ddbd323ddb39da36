/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Warnings of certificates that lapse, day by day, held against a count made by hand. */
#include "core/people/fw-certificate-warnings.h"
#include "support/fw-test-record.h"

static const guint days[] = { 60, 30, 7 };

typedef struct
{
  GPtrArray *stored; /* FwRecord */
  guint n_told;
} Store;

static void
store_clear (Store *self)
{
  g_clear_pointer (&self->stored, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Store, store_clear)

static void
store_init (Store *self)
{
  *self = (Store){ g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref), 0 };
}

static FwCertificateRow
make_row (const char *person, FwCertificateState state, gint32 until, gint32 day)
{
  return (FwCertificateRow){ .who = { .person = person, .name = person },
                             .scheme = "senior",
                             .scheme_name = "Senior",
                             .standing = { state, until - day, TRUE },
                             .period = { .valid_until = until },
                             .needed = TRUE };
}

/* As the keeper does: what is found takes the place of what has its id. */
static GPtrArray *
step (Store *store, const FwCertificateRow *rows, guint n, gint32 day)
{
  FwCertificateAnswer answer = { .rows = g_array_new (FALSE, FALSE, sizeof (FwCertificateRow)) };
  GPtrArray *found;

  g_array_append_vals (answer.rows, rows, n);
  found = fw_certificate_warnings_find (&answer, store->stored, day, days, G_N_ELEMENTS (days));
  for (guint i = 0; i < found->len; i++)
    {
      FwRecord *record = found->pdata[i];
      guint k = 0;

      g_assert_true (fw_record_check (record, NULL));
      while (k < store->stored->len &&
             !g_str_equal (fw_record_get_id (store->stored->pdata[k]), fw_record_get_id (record)))
        k++;
      if (k < store->stored->len)
        {
          fw_record_unref (store->stored->pdata[k]);
          store->stored->pdata[k] = fw_record_ref (record);
        }
      else
        g_ptr_array_add (store->stored, fw_record_ref (record));
    }
  g_array_unref (answer.rows);
  return found;
}

static void
expect (GPtrArray *found, const char *field, const char *text)
{
  g_autofree char *value = NULL;
  FwRecord *record;

  g_assert_cmpuint (found->len, ==, 1);
  record = found->pdata[0];
  value =
      fw_record_format (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field));
  g_assert_cmpstr (value, ==, text);
}

/* Looked at every day, each of the three comes once, then the lapse, then nothing. */
static void
test_every_day (void)
{
  g_auto (Store) store;
  const gint32 until = 20000;

  store_init (&store);
  for (gint32 day = until - 100; day < until + 20; day++)
    {
      FwCertificateRow row =
          make_row ("an", day <= until ? FW_CERTIFICATE_VALID : FW_CERTIFICATE_GRACE, until, day);
      g_autoptr (GPtrArray) found = step (&store, &row, 1, day);
      g_autoptr (GPtrArray) again = step (&store, &row, 1, day);
      g_autofree char *left = g_strdup_printf ("%d", until - day);

      g_assert_cmpuint (again->len, ==, 0);
      if (until - day == 60 || until - day == 30 || until - day == 7)
        expect (found, "days", left);
      else if (day == until + 1)
        expect (found, "lapsed", "2024-10-05"); /* the day 20001 */
      else
        g_assert_cmpuint (found->len, ==, 0);
    }
  g_assert_cmpuint (store.stored->len, ==, 1);
}

static void
test_downtime (void)
{
  g_auto (Store) store;
  FwCertificateRow row = make_row ("an", FW_CERTIFICATE_WINDOW, 20000, 19980);
  g_autoptr (GPtrArray) late = NULL, last = NULL, over = NULL;

  store_init (&store);
  late = step (&store, &row, 1, 19980);
  expect (late, "days", "30");
  expect (late, "skipped", "60");
  expect (late, "title", "an · Senior · 2024-10-04");
  last = step (&store, &row, 1, 20000);
  expect (last, "days", "7");
  expect (last, "told", "60 30 7");
  expect (last, "skipped", "");
  row = make_row ("an", FW_CERTIFICATE_EXPIRED, 20000, 20400);
  over = step (&store, &row, 1, 20400);
  expect (over, "lapsed", "2024-10-05");
}

static void
test_endings (void)
{
  g_auto (Store) store;
  FwCertificateRow rows[] = {
    make_row ("renews", FW_CERTIFICATE_WINDOW, 20000, 19990),
    make_row ("revoked", FW_CERTIFICATE_WINDOW, 20000, 19990),
    make_row ("leaves", FW_CERTIFICATE_WINDOW, 20000, 19990),
    make_row ("suspended", FW_CERTIFICATE_WINDOW, 20000, 19990),
    make_row ("moves-on", FW_CERTIFICATE_WINDOW, 20000, 19990),
  };
  g_autoptr (GPtrArray) first = NULL, ended = NULL, none = NULL, back = NULL;

  store_init (&store);
  first = step (&store, rows, 5, 19990);
  g_assert_cmpuint (first->len, ==, 5);
  rows[0] = make_row ("renews", FW_CERTIFICATE_VALID, 20180, 19991);
  rows[1] = make_row ("revoked", FW_CERTIFICATE_REVOKED, 20000, 19991);
  rows[2] = make_row ("suspended", FW_CERTIFICATE_SUSPENDED, 20000, 19991);
  rows[3] = make_row ("moves-on", FW_CERTIFICATE_WINDOW, 20000, 19991);
  rows[3].needed = FALSE;
  ended = step (&store, rows, 4, 19991);
  g_assert_cmpuint (ended->len, ==, 4);
  for (guint i = 0; i < ended->len; i++)
    g_assert_cmpint (fw_record_integer (ended->pdata[i], "settled"), ==, 19991);

  /* Nothing waits of one that is suspended; reinstated it is warned of as before. */
  none = step (&store, rows, 4, 19992);
  g_assert_cmpuint (none->len, ==, 0);

  /* What had renewed it was a mistake: it is warned of again, beside what stands. */
  rows[0] = make_row ("renews", FW_CERTIFICATE_WINDOW, 20000, 19992);
  back = step (&store, rows, 4, 19992);
  expect (back, "days", "30");
  g_assert_cmpuint (store.stored->len, ==, 6);
}

/* Of each end as many records as it takes, whatever days the server is up and whenever people
 * renew; the last one told is always the most urgent that is due. */
static void
test_any_life (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_auto (Store) store;
      gint32 until = 20000 + g_rand_int_range (rand, 0, 90);

      store_init (&store);
      for (gint32 day = 19990; day < 20400; day++)
        {
          FwCertificateRow row;
          g_autoptr (GPtrArray) found = NULL;
          guint n_open = 0;

          if (day <= until && g_rand_int_range (rand, 0, 120) == 0)
            until = day + 90;
          if (g_rand_int_range (rand, 0, 3) == 0)
            continue; /* the server is down */
          row = make_row ("an", day <= until ? FW_CERTIFICATE_VALID : FW_CERTIFICATE_EXPIRED, until,
                          day);
          found = step (&store, &row, 1, day);
          for (guint i = 0; i < store.stored->len; i++)
            {
              const FwRecord *record = store.stored->pdata[i];
              const gint32 left = until - day;

              if (fw_record_integer (record, "settled") != 0 ||
                  fw_record_integer (record, "lapsed") != 0)
                continue;
              n_open++;
              g_assert_cmpint (fw_record_integer (record, "until"), ==, until);
              g_assert_cmpint (fw_record_integer (record, "days"), ==,
                               left <= 7    ? 7
                               : left <= 30 ? 30
                                            : 60);
            }
          g_assert_cmpuint (n_open, ==, day <= until && until - day <= 60 ? 1 : 0);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate-warnings/every-day", test_every_day);
  g_test_add_func ("/certificate-warnings/downtime", test_downtime);
  g_test_add_func ("/certificate-warnings/endings", test_endings);
  g_test_add_func ("/certificate-warnings/any-life", test_any_life);

  return g_test_run ();
}
