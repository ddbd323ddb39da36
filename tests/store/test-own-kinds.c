/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "records-fixture.h"
#include "store/fw-own-kinds.h"
#include "store/fw-record-exchange.h"
#include "store/fw-record-moves.h"
#include "store/fw-record-query.h"

static const char badge[] =
    "<fields of='person' columns='own_badge'>\n"
    "  <field name='own_badge' type='text' label='Badge' max='12' indexed='yes' unique='yes'/>\n"
    "</fields>";

/* "Equipment maintenance": it warns seven days ahead. */
static const char equipment[] =
    "<kind name='own-equipment' label='Equipment maintenance' plural='Equipment maintenance' "
    "title='item' scope='by-site' read='everyone' write='supervisor administrator'>\n"
    "  <field name='item' type='text' label='Item' required='yes'/>\n"
    "  <field name='site' type='ref' to='site' label='Site' required='yes'/>\n"
    "  <field name='due' type='date' label='Due' required='yes' indexed='yes'/>\n"
    "  <field name='note' type='text' label='Note' max='500'/>\n"
    "  <flow name='equipment' start='planned'>\n"
    "    <state name='planned' label='Planned'/>\n"
    "    <state name='soon' label='Due soon'/>\n"
    "    <state name='done' label='Done' ends='yes'/>\n"
    "    <move from='planned' to='soon' by='server' when='due - 7d'/>\n"
    "    <move label='Done' from='planned soon' to='done' by='supervisor administrator'/>\n"
    "  </flow>\n"
    "  <list columns='item site state due' order='due item'/>\n"
    "</kind>";

static const FwKind *
add (Fixture *f, const char *text)
{
  const FwOwnKindNew added = { "x.xml", text, strlen (text) };
  g_autoptr (GError) error = NULL;
  const FwKind *kind = fw_records_add_kind (f->records, f->all, &added, 5000, &error);

  g_assert_no_error (error);
  g_assert_true (fw_records_find_kind (f->records, kind->name) == kind);
  return kind;
}

static void
refuse (Fixture *f, FwScope *scope, const char *text, FwError code, const char *says)
{
  const FwOwnKindNew added = { "x.xml", text, strlen (text) };
  g_autoptr (GError) error = NULL;

  g_assert_null (fw_records_add_kind (f->records, scope, &added, 5000, &error));
  g_assert_error (error, FW_ERROR, (gint) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
verify (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  fw_records_verify (f->records, &error);
  g_assert_no_error (error);
}

/* What was stored before the field was thought of stays what it was; who does not know of it yet
 * does not empty it. */
static void
test_field (Fixture *f, gconstpointer data)
{
  const FwKind *before = fw_kind_find ("person"), *after;
  g_autoptr (FwRecord) held = NULL, record = NULL, again = NULL, wu = NULL;
  g_autoptr (FwDirectory) house = NULL, same = NULL;
  g_autoptr (GPtrArray) log = NULL;

  put_frame (f);
  put (f, make_person ("lin", "east", "east-a"));
  held = get (f, before, "lin");
  house = fw_records_get_directory (f->records, NULL);
  after = add (f, badge);
  g_assert_true (after != before);

  record = get (f, before, "lin");
  g_assert_true (fw_record_get_kind (record) == after);
  g_assert_true (fw_record_is_empty (record, before->n_fields));
  fw_test_record_set (record, "own_badge", "17");
  put (f, fw_record_ref (record));
  same = fw_records_get_directory (f->records, NULL);
  g_assert_cmpint (fw_directory_get_first_difference (house, same), ==, G_MAXINT64);
  g_assert_cmpuint (fw_directory_get_stamp (house), ==, fw_directory_get_stamp (same));

  /* Read before there was such a field. */
  fw_record_set_revision (held, 2);
  fw_test_record_set (held, "team", "east-b");
  put (f, fw_record_ref (held));
  g_assert_cmpuint (fw_record_get_revision (held), ==, 3);
  close_store (f);
  open_store (f);
  again = get (f, fw_records_find_kind (f->records, "person"), "lin");
  g_assert_cmpstr (fw_record_text (again, "own_badge"), ==, "17");
  g_assert_cmpstr (fw_record_text (again, "team"), ==, "east-b");
  log = fw_records_get_log (f->records, f->all, before, "lin", 100, NULL);
  g_assert_cmpstr (((FwChange *) log->pdata[0])->field, ==, "team");
  g_assert_cmpstr (((FwChange *) log->pdata[1])->field, ==, "own_badge");
  verify (f);

  /* It is unique, as it says. */
  g_clear_pointer (&held, fw_record_unref);
  wu = make_person ("wu", "east", "east-a");
  held = fw_record_as (wu, after);
  fw_test_record_set (held, "own_badge", "17");
  expect (f, f->all, held, FW_ERROR_INVALID, "own_badge: expected a value that no other");
}

static void
put_equipment (Fixture *f, const char *id, const char *due)
{
  FwRecord *record = fw_record_new (fw_records_find_kind (f->records, "own-equipment"), id);

  fw_test_record_set (record, "item", id);
  fw_test_record_set (record, "site", "east");
  fw_test_record_set (record, "due", due);
  put (f, record);
}

static void
move_tables (Fixture *f, const FwKind *kind, FwTableForm form)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fw_records_export (f->records, f->all, kind, form, &error);
  g_autoptr (FwImportReport) report = fw_import_report_new ();

  g_assert_no_error (error);
  fw_records_import (f->records, f->all, kind, bytes, FW_IMPORT_DEFAULT, 2000, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->read->rejected, ==, 0);
  g_assert_cmpuint (report->unchanged, ==, 2);
}

static void
test_register (Fixture *f, gconstpointer data)
{
  const char *const value[] = { "2026-12-01", NULL };
  const FwRecordCondition until = { "due", FW_RECORD_AT_MOST, value };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  const FwKind *kind;
  g_autoptr (FwRecordAnswer) answer = NULL;
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GPtrArray) log = NULL, listed = NULL;
  g_autoptr (GError) error = NULL;

  put_frame (f);
  kind = add (f, equipment);
  put_equipment (f, "lift", "2026-12-24");
  put_equipment (f, "printer", "2026-11-30");
  query.conditions = &until;
  query.n_conditions = 1;
  query.order = "due";
  answer = fw_records_ask (f->records, f->all, kind, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->records->len, ==, 1);
  g_assert_cmpstr (fw_record_get_id (answer->records->pdata[0]), ==, "printer");
  g_assert_cmpstr (fw_record_text (answer->records->pdata[0], "state"), ==, "planned");

  move_tables (f, kind, FW_TABLE_CSV);
  move_tables (f, kind, FW_TABLE_XLSX);
  log = fw_records_get_log (f->records, f->all, kind, "lift", 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (log->len, ==, 4);

  /* The site is used by it. */
  g_assert_false (
      fw_records_delete (f->records, f->all, fw_kind_find ("site"), "east", 1, 1000, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
  g_clear_error (&error);

  close_store (f);
  open_store (f);
  record = get (f, fw_records_find_kind (f->records, "own-equipment"), "lift");
  g_assert_cmpstr (fw_record_text (record, "state"), ==, "planned");
  listed = fw_records_list_own_kinds (f->records, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpstr (((FwOwnKind *) listed->pdata[0])->kind, ==, "own-equipment");
  g_assert_cmpstr (((FwOwnKind *) listed->pdata[0])->text, ==, equipment);
  g_assert_cmpint (((FwOwnKind *) listed->pdata[0])->at, ==, 5000);
  verify (f);
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  const char *const sites[] = { "east", NULL };
  g_autoptr (FwScope) hr = fw_scope_new ("hr", FW_ROLE_HR, NULL, NULL);
  g_autoptr (FwScope) limited = fw_scope_new ("east", FW_ROLE_ADMINISTRATOR, sites, NULL);
  g_autoptr (GPtrArray) listed = NULL;

  refuse (f, hr, badge, FW_ERROR_FORBIDDEN, "administrator without limits");
  refuse (f, limited, badge, FW_ERROR_FORBIDDEN, "administrator without limits");
  refuse (f, f->all, "<fields of='person'>\n</fields>", FW_ERROR_INVALID, "x.xml:1: expected");
  add (f, badge);
  refuse (f, f->all, badge, FW_ERROR_INVALID, "x.xml:2: there is a “own_badge” already");
  listed = fw_records_list_own_kinds (f->records, NULL);
  g_assert_cmpuint (listed->len, ==, 1);
  close_store (f);
  open_store (f);
}

/* ---- while others read and write ---- */

typedef struct
{
  Fixture *f;
  gint stop; /* atomic */
  gint n;    /* atomic: what was written */
} Storm;

static gpointer
write_many (gpointer user_data)
{
  Storm *storm = user_data;

  while (g_atomic_int_get (&storm->stop) == 0)
    {
      g_autoptr (FwRecord) record = get (storm->f, fw_kind_find ("position"), "agent");
      g_autofree char *rank = g_strdup_printf ("%d", g_atomic_int_get (&storm->n) % 99);
      g_autoptr (GError) error = NULL;

      fw_test_record_set (record, "rank", rank);
      if (fw_records_put (storm->f->records, storm->f->all, record, 1000, &error))
        g_atomic_int_inc (&storm->n);
      else
        g_assert_error (error, FW_ERROR, FW_ERROR_CONFLICT);
    }
  return NULL;
}

static gpointer
read_many (gpointer user_data)
{
  Storm *storm = user_data;

  while (g_atomic_int_get (&storm->stop) == 0)
    {
      const FwKind *kind = fw_records_find_kind (storm->f->records, "position");
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) all = fw_records_list (storm->f->records, storm->f->all, kind, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (all->len, ==, 1);
    }
  return NULL;
}

static void
test_storm (Fixture *f, gconstpointer data)
{
  enum
  {
    FIELDS = 8
  };
  Storm storm = { .f = f };
  GThread *threads[4];
  g_autoptr (FwRecord) record = NULL;

  put_frame (f);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("storm", i % 2 == 0 ? write_many : read_many, &storm);
  for (guint i = 0; i < FIELDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("own_%c", 'a' + i);
      g_autofree char *text = g_strdup_printf (
          "<fields of='position'><field name='%s' type='text' label='X' indexed='yes'/></fields>",
          name);
      const gint before = g_atomic_int_get (&storm.n);
      gboolean stored = FALSE;

      add (f, text);
      while (!stored)
        {
          g_autoptr (FwRecord) mine = get (f, fw_kind_find ("position"), "agent");

          fw_test_record_set (mine, name, name);
          stored = fw_records_put (f->records, f->all, mine, 1000, NULL);
        }
      while (g_atomic_int_get (&storm.n) == before)
        g_thread_yield ();
    }
  g_atomic_int_set (&storm.stop, 1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  record = get (f, fw_kind_find ("position"), "agent");
  for (guint i = 0; i < FIELDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("own_%c", 'a' + i);

      g_assert_cmpstr (fw_record_text (record, name), ==, name);
    }
  verify (f);
}

/* ---- what went wrong ---- */

static void
run (Fixture *f, const char *sql)
{
  g_autoptr (GError) error = NULL;

  fw_database_execute (f->database, sql, NULL, 0, NULL, &error);
  g_assert_no_error (error);
}

/* A value that is not what was written is told as any other is. */
static void
test_flipped (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRecord) plain = make_person ("lin", "east", "east-a");
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  put_frame (f);
  add (f, badge);
  record = fw_record_as (plain, fw_records_find_kind (f->records, "person"));
  fw_test_record_set (record, "own_badge", "17");
  put (f, fw_record_ref (record));
  verify (f);
  run (f, "UPDATE record_person SET f_own_badge = '18'");
  g_assert_null (fw_records_get (f->records, f->all, fw_kind_find ("person"), "lin", &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
}

static void
test_damage (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (f, badge);
  run (f, "UPDATE own_kind SET description = '<fields of=''team''/>'");
  g_assert_false (fw_records_verify (f->records, &error));
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
  g_clear_error (&error);
  fw_records_close (f->records);
  f->records = fw_records_open (f->database, &error);
  g_assert_null (f->records);
  g_assert_error (error, FW_ERROR, FW_ERROR_CORRUPT);
}

/* The line broke as it was committed: nobody was told that it is there. */
static void
test_untold (Fixture *f, gconstpointer data)
{
  static const char *const columns[] = {
    "ALTER TABLE record_position ADD COLUMN f_own_told TEXT",
    "ALTER TABLE record_position ADD COLUMN s_own_told INTEGER", NULL
  };
  g_autoptr (FwRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  fw_database_define (f->database, columns, &error);
  g_assert_no_error (error);
  run (f, "INSERT INTO own_kind (number, at, account, kind, description) VALUES (1, 1, 'x', "
          "'position', '<fields of=''position''><field name=''own_told'' type=''text'' "
          "label=''T''/></fields>')");
  g_assert_true (fw_records_find_kind (f->records, "position") == fw_kind_find ("position"));
  refuse (f, f->all,
          "<fields of='position'><field name='own_told' type='text' label='T'/></fields>",
          FW_ERROR_INVALID, "there is a “own_told” already");
  put_frame (f);
  record = get (f, fw_kind_find ("position"), "agent");
  fw_test_record_set (record, "own_told", "yes");
  put (f, fw_record_ref (record));
  verify (f);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/own-kinds/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("field", test_field);
  ADD ("register", test_register);
  ADD ("refused", test_refused);
  ADD ("storm", test_storm);
  ADD ("flipped", test_flipped);
  ADD ("damage", test_damage);
  ADD ("untold", test_untold);
  return g_test_run ();
}
