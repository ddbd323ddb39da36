/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "records-fixture.h"

#include "support/fw-test-store.h"

void
open_store (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->database = fw_database_open (f->location, FALSE, &error);
  g_assert_no_error (error);
  fw_database_set_synchronous (f->database, FALSE);
  f->records = fw_records_open (f->database, &error);
  g_assert_no_error (error);
}

void
close_store (Fixture *f)
{
  fw_records_close (f->records);
  fw_database_close (f->database);
}

void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  f->all = fw_scope_new_administrator ();
  open_store (f);
}

void
tear_down (Fixture *f, gconstpointer data)
{
  close_store (f);
  fw_scope_unref (f->all);
  fw_test_store_free (f->location);
}

/* Takes @record. */
void
put_as (Fixture *f, FwScope *scope, FwRecord *record, gint64 now)
{
  g_autoptr (GError) error = NULL;

  fw_records_put (f->records, scope, record, now, &error);
  g_assert_no_error (error);
  fw_record_unref (record);
}

void
put (Fixture *f, FwRecord *record)
{
  put_as (f, f->all, record, 1000);
}

void
expect (Fixture *f, FwScope *scope, FwRecord *record, FwError code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fw_records_put (f->records, scope, record, 1000, &error));
  g_assert_error (error, FW_ERROR, (gint) code);
  if (word != NULL && strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

FwRecord *
get (Fixture *f, const FwKind *kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  FwRecord *record = fw_records_get (f->records, f->all, kind, id, &error);

  g_assert_no_error (error);
  return record;
}

void
put_frame (Fixture *f)
{
  static const char *const sites[] = { "east", "west" };

  put (f, fw_test_record ("position", "agent", "name", "Agent", "rank", "1", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sites); i++)
    {
      put (f,
           fw_test_record ("site", sites[i], "name", sites[i], "time_zone", "Asia/Shanghai", NULL));
      for (guint j = 0; j < 3; j++)
        {
          g_autofree char *id = g_strdup_printf ("%s-%c", sites[i], 'a' + j);

          put (f, fw_test_record ("team", id, "name", id, "site", sites[i], NULL));
        }
    }
}

FwRecord *
make_person (const char *id, const char *site, const char *team)
{
  return fw_test_record ("person", id, "name", id, "site", site, "team", team, NULL);
}

void
check_same (const FwRecord *a, const FwRecord *b)
{
  const FwKind *kind = fw_record_get_kind (a);

  g_assert_cmpstr (fw_record_get_id (a), ==, fw_record_get_id (b));
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type != FW_FIELD_SECRET && !fw_record_equal_field (a, b, i))
      g_error ("%s %s: %s differs", kind->name, fw_record_get_id (a), kind->fields[i].name);
}
