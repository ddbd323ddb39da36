/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one rule of every door, and mappings that are kept. */
#include "centre/fw-centre-import.h"

#include "centre/fw-centre-mapping.h"
#include "core/fw-error.h"
#include "store/fw-ledger.h"
#include "support/fw-test-centre.h"
#include "support/fw-test-record.h"
#include "support/fw-test-store.h"

#include <glib/gstdio.h>

#define GOOD "1772442000|c1|sales|NONE|ENTERQUEUE||123|1\n1772442005|c1|sales|Ann|CONNECT|5|x|4\n"
#define BAD "what is this\n"

typedef struct
{
  char *location;
  FwCentre *centre;
  FwScope *scope;
  FwIntakeReport *report;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->location = fw_test_store_new ();
  f->centre = fw_test_centre_open (f->location);
  f->scope = fw_scope_new_administrator ();
  f->report = fw_intake_report_new ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_intake_report_free (f->report);
  fw_centre_close (f->centre);
  fw_scope_unref (f->scope);
  fw_test_store_free (f->location);
}

static FwCentreImport
make_import (GBytes *bytes, gboolean skip_rejected)
{
  return (FwCentreImport){ .intake = { .format = FW_FORMAT_QUEUE_LOG, .source = "pbx" },
                           .bytes = bytes,
                           .skip_word = "please",
                           .skip_rejected = skip_rejected };
}

/* Whether such a file is taken; what it says where it is not. */
static void
test_rule (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *text;
    gboolean skip, taken;
    const char *said;
  } cases[] = {
    { GOOD, FALSE, TRUE, NULL },
    { GOOD, TRUE, TRUE, NULL },
    { GOOD BAD, FALSE, FALSE, "with please" },
    { GOOD BAD, TRUE, TRUE, NULL },
    { BAD BAD, FALSE, FALSE, "not one of 2 rows" },
    { BAD BAD, TRUE, FALSE, "not one of 2 rows" },
    { "", FALSE, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autoptr (FwIntakeReport) report = fw_intake_report_new ();
      g_autoptr (GError) error = NULL;
      FwCentreImport import = make_import (bytes, cases[i].skip);

      g_assert_true (fw_centre_import_rehearse (&import, report, NULL, &error) == cases[i].taken);
      if (cases[i].taken)
        g_assert_no_error (error);
      else
        g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
      if (cases[i].said != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].said));
      if (report->examples->len > 0 && !cases[i].taken)
        g_assert_nonnull (strstr (error->message, "line "));
    }
  g_assert_cmpuint (fw_test_centre_total (f->centre).offered, ==, 0);
}

static void
test_perform (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (GOOD BAD, strlen (GOOD BAD));
  g_autoptr (GOutputStream) rejects = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) copied = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  FwCentreImport import = make_import (bytes, TRUE);
  FwFloorReport floor = { 0 };
  const char *kept;

  fw_centre_import_perform (&import, f->centre, rejects, f->report, &floor, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (floor.events, ==, 2);
  g_assert_cmpuint (floor.applied, ==, 2);
  g_assert_cmpuint (f->report->rejected, ==, 1);
  fw_centre_import_copy_rejects (&import, copied, &error);
  g_assert_no_error (error);
  kept = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (rejects));
  g_assert_nonnull (g_strstr_len (kept, 8, "# line 3"));
  g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (rejects)), ==,
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (copied)));
}

static void
put_mapping (Fixture *f, const char *id, const char *name, const char *source)
{
  g_autoptr (FwRecord) record =
      fw_test_record ("mapping", id, "name", name, "source", source, "format", "calls", "mapping",
                      "{\"date\":\"Tag\"}", NULL);
  g_autoptr (GError) error = NULL;

  fw_records_put (fw_centre_get_records (f->centre), f->scope, record, 1000, &error);
  g_assert_no_error (error);
}

static void
expect_found (Fixture *f, const char *name, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) found = fw_centre_find_mapping (f->centre, f->scope, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fw_record_get_id (found), ==, id);
}

static void
test_mappings (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FwRecord) last = NULL, used = NULL, none = NULL;

  put_mapping (f, "weekly", "Weekly list", "crm");
  put_mapping (f, "monthly", "Other", "crm");
  put_mapping (f, "twin", "Other", "desk");
  expect_found (f, "weekly", "weekly");
  expect_found (f, "Weekly list", "weekly");
  g_assert_null (fw_centre_find_mapping (f->centre, f->scope, "yearly", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (fw_centre_find_mapping (f->centre, f->scope, "Other", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_INVALID);
  g_clear_error (&error);

  used = fw_centre_find_mapping (f->centre, f->scope, "weekly", &error);
  g_assert_true (fw_centre_mark_mapping (f->centre, f->scope, used, TEST_START, &error));
  g_assert_true (fw_centre_find_last_mapping (f->centre, f->scope, "calls", "crm", &last, &error));
  g_assert_cmpstr (fw_record_get_id (last), ==, "weekly");
  g_assert_true (
      fw_centre_find_last_mapping (f->centre, f->scope, "queue-log", "crm", &none, &error));
  g_assert_null (none);
}

/* ---- looking ---- */

static void
describe_file (const char *folder, const char *name, GString *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  g_autofree char *sum = NULL;
  GStatBuf about;
  gsize length;

  g_assert_no_errno (g_stat (path, &about));
  if (S_ISREG (about.st_mode) && g_file_get_contents (path, &content, &length, NULL))
    sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT ".%09ld %s\n", name,
                          (gint64) about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
                          sum != NULL ? sum : "");
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Names, contents and times of change. */
static char *
describe_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    describe_file (folder, names->pdata[i], text);
  return g_string_free (text, FALSE);
}

static gpointer
open_to_write (gpointer location)
{
  FwCentre *centre = fw_centre_open (location, FW_CENTRE_DEFAULT, NULL);
  gboolean opened = centre != NULL;

  fw_centre_close (centre);
  return GINT_TO_POINTER (opened);
}

/* Who only looks leaves every file as it was and makes none; who would write meanwhile waits. Where
 * somebody has the store open already, it is read beside him. */
static void
test_looking (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (GOOD, sizeof GOOD - 1);
  FwCentreImport file = make_import (bytes, FALSE);
  FwFloorReport floor = { 0 };
  g_autofree char *before = NULL, *meanwhile = NULL;
  g_autoptr (GError) error = NULL;
  FwCentreFlags looking = FW_CENTRE_READ_ONLY | FW_CENTRE_STILL;
  FwCentre *centre, *beside;
  GThread *thread;

  fw_centre_import_perform (&file, f->centre, NULL, f->report, &floor, NULL, &error);
  g_assert_no_error (error);
  beside = fw_centre_open (f->location, looking, &error);
  g_assert_no_error (error);
  fw_centre_close (beside);
  fw_centre_close (f->centre);

  before = describe_folder (f->location);
  centre = fw_centre_open (f->location, looking, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fw_ledger_get_last (fw_centre_get_ledger (centre)), >, 0);
  meanwhile = describe_folder (f->location);
  g_assert_cmpstr (meanwhile, ==, before);
  thread = g_thread_new ("writer", open_to_write, f->location);
  fw_centre_close (centre);
  g_assert_nonnull (g_thread_join (thread));
  f->centre = fw_test_centre_open (f->location);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/centre/import/rule", Fixture, NULL, set_up, test_rule, tear_down);
  g_test_add ("/centre/import/perform", Fixture, NULL, set_up, test_perform, tear_down);
  if (g_getenv ("FW_TEST_POSTGRES") == NULL) /* it is about files */
    g_test_add ("/centre/import/looking", Fixture, NULL, set_up, test_looking, tear_down);
  g_test_add ("/centre/import/mappings", Fixture, NULL, set_up, test_mappings, tear_down);
  return g_test_run ();
}
