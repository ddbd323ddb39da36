/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The roster without its widgets: cells, what is broken, back and forth, and the batch. */
#include <string.h>

#include "console/roster/fw-roster-history.h"
#include "console/roster/fw-roster-save.h"
#include "console/roster/fw-roster-words.h"

#define MONDAY 20780 /* 2026-11-23 */

typedef struct
{
  FwRosterHouse house;
  FwRosterPlan *plan;
  FwRosterHistory *history;
} Fixture;

/* @...: pairs of field and CSV text, NULL. */
static FwRecord *make (const char *kind, const char *id, ...) G_GNUC_NULL_TERMINATED;

static FwRecord *
make (const char *kind, const char *id, ...)
{
  FwRecord *record = fw_record_new (fw_kind_find (kind), id);
  const char *field;
  va_list list;

  va_start (list, id);
  while ((field = va_arg (list, const char *)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      fw_record_parse (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field),
                       fw_text (va_arg (list, const char *)), &error);
      g_assert_no_error (error);
    }
  va_end (list);
  return record;
}

static FwRecord *
make_shift (const char *id, const char *person, gint32 day, const char *template, gboolean told)
{
  g_autofree char *date = fw_date_format (day);
  FwRecord *record = make ("shift", id, "person", person, "day", date, "type", "work", "template",
                           template, "state", told ? "published" : "draft", NULL);

  if (told)
    fw_record_put_text (record, "told", template);
  fw_record_set_revision (record, 3);
  return record;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GPtrArray **arrays[] = { &f->house.people, &f->house.teams, &f->house.sites, &f->house.templates,
                           &f->house.rules };
  g_autoptr (GPtrArray) shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    *arrays[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_ptr_array_add (f->house.sites,
                   make ("site", "sh", "name", "Harbour", "time_zone", "Asia/Shanghai", NULL));
  g_ptr_array_add (f->house.teams, make ("team", "a", "name", "Sales A", "site", "sh", NULL));
  g_ptr_array_add (f->house.teams, make ("team", "b", "name", "Care", "site", "sh", NULL));
  g_ptr_array_add (f->house.people,
                   make ("person", "wu", "name", "Wu Jie", "site", "sh", "team", "a", NULL));
  g_ptr_array_add (f->house.people,
                   make ("person", "lin", "name", "Lin Mei", "site", "sh", "team", "a", NULL));
  g_ptr_array_add (f->house.people,
                   make ("person", "bo", "name", "Bo Lind", "site", "sh", "team", "b", NULL));
  g_ptr_array_add (f->house.templates,
                   make ("shift-template", "late", "name", "Late", "site", "sh", "start", "13:30",
                         "length_minutes", "510", "letter", "L", NULL));
  g_ptr_array_add (f->house.templates,
                   make ("shift-template", "early", "name", "Early", "site", "sh", "start", "06:00",
                         "length_minutes", "510", "letter", "E", NULL));
  g_ptr_array_add (f->house.rules, make ("roster-rule", "r", "name", "R", "site", "sh", "team", "a",
                                         "rest_hours", "11", NULL));
  f->history = fw_roster_history_new ();
  f->plan =
      fw_roster_plan_new (&f->house, fw_kind_find ("shift"), "", "a", MONDAY, FW_ROSTER_PLAN_DAYS);
  g_ptr_array_add (shifts, make_shift ("s1", "lin", MONDAY, "late", TRUE));
  g_ptr_array_add (shifts, make_shift ("s2", "lin", MONDAY - 1, "late", TRUE));
  g_ptr_array_add (shifts, make_shift ("s3", "bo", MONDAY, "late", TRUE));
  fw_roster_plan_take (f->plan, shifts, NULL, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fw_roster_plan_free (f->plan);
  fw_roster_history_free (f->history);
  g_ptr_array_unref (f->house.people);
  g_ptr_array_unref (f->house.teams);
  g_ptr_array_unref (f->house.sites);
  g_ptr_array_unref (f->house.templates);
  g_ptr_array_unref (f->house.rules);
}

static void
write_cell (Fixture *f, const char *person, gint32 day, const char *text)
{
  FwRosterRow *row = fw_roster_plan_find_row (f->plan, person);
  FwRosterStep *step = fw_roster_step_new ();
  const FwRosterTemplate *template =
      text != NULL ? fw_roster_plan_find_written (f->plan, "sh", text) : NULL;

  fw_roster_step_add (step, f->plan, row, day,
                      template != NULL
                          ? fw_roster_plan_make_shift (f->plan, row, day, "work", template)
                          : fw_roster_plan_make_free (f->plan, row, day));
  fw_roster_history_do (f->history, f->plan, step);
}

static const char *
get (Fixture *f, const char *person, gint32 day, const char *field)
{
  const FwRecord *shift =
      fw_roster_plan_get (f->plan, fw_roster_plan_find_row (f->plan, person), day);

  return shift != NULL ? fw_record_text (shift, field) : NULL;
}

/* As the server would answer. */
static void
answer (Fixture *f, FwRosterSave *save, guint revision)
{
  GString *json = g_string_new ("{\"written\":[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < fw_roster_save_count (save); i++)
    g_string_append_printf (json, "%s{\"kind\":\"shift\",\"id\":\"x\",\"revision\":%u}",
                            i > 0 ? "," : "", revision);
  g_string_append (json, "]}");
  bytes = g_string_free_to_bytes (json);
  fw_roster_save_finish (save, f->plan, bytes, &error);
  g_assert_no_error (error);
}

static void
save_all (Fixture *f, guint revision)
{
  g_autoptr (FwRosterSave) save = fw_roster_save_new (f->plan);

  g_assert_nonnull (save);
  answer (f, save, revision);
  g_assert_null (fw_roster_save_new (f->plan));
}

static void
test_rows (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (f->plan->rows->len, ==, 2);
  g_assert_cmpstr (fw_roster_plan_get_row (f->plan, 0)->person, ==, "lin");
  g_assert_cmpstr (((FwRosterTemplate *) f->plan->templates->pdata[0])->id, ==, "early");
  g_assert_cmpstr (get (f, "lin", MONDAY - 1, "template"), ==, "late");
  g_assert_nonnull (fw_roster_plan_find_written (f->plan, "sh", "l"));
  g_assert_nonnull (fw_roster_plan_find_written (f->plan, "sh", "EARLY"));
  g_assert_null (fw_roster_plan_find_written (f->plan, "far", "l"));
}

static void
test_breach (Fixture *f, gconstpointer data)
{
  FwRosterRow *row = fw_roster_plan_find_row (f->plan, "lin");
  g_autofree char *sentence = NULL;

  g_assert_cmpuint (fw_roster_plan_count_breaches (f->plan), ==, 0);
  write_cell (f, "lin", MONDAY, "e");
  g_assert_cmpuint (fw_roster_plan_count_breaches (f->plan), ==, 1);
  sentence = fw_roster_write_breach (fw_roster_plan_find_breach (f->plan, row, MONDAY, 0));
  g_assert_cmpstr (sentence, ==, "8h of rest before it; at least 11h are required.");
  g_assert_cmpint (row->worked, ==, 510 * FW_MINUTE);
}

/* What was told stays told until something else is published. */
static void
test_told (Fixture *f, gconstpointer data)
{
  FwRosterRow *row = fw_roster_plan_find_row (f->plan, "lin");
  g_autoptr (FwRecord) published = NULL;

  write_cell (f, "lin", MONDAY, "e");
  g_assert_cmpstr (get (f, "lin", MONDAY, "state"), ==, "draft");
  g_assert_cmpstr (get (f, "lin", MONDAY, "told"), ==, "late");
  write_cell (f, "lin", MONDAY, "l");
  g_assert_cmpstr (get (f, "lin", MONDAY, "state"), ==, "published");
  write_cell (f, "lin", MONDAY, NULL);
  g_assert_cmpstr (get (f, "lin", MONDAY, "type"), ==, "off");
  g_assert_cmpuint (fw_roster_plan_count_drafts (f->plan), ==, 1);
  g_assert_null (fw_roster_plan_make_published (f->plan, row, MONDAY));
  write_cell (f, "lin", MONDAY + 1, "e");
  published = fw_roster_plan_make_published (f->plan, row, MONDAY + 1);
  g_assert_cmpstr (fw_record_text (published, "told"), ==, "early");
  write_cell (f, "lin", MONDAY + 1, NULL);
  g_assert_null (get (f, "lin", MONDAY + 1, "type"));
}

static void
test_back_and_forth (Fixture *f, gconstpointer data)
{
  guint left;

  write_cell (f, "wu", MONDAY, "e");
  save_all (f, 1);
  write_cell (f, "wu", MONDAY, "l");
  save_all (f, 2);
  g_assert_true (fw_roster_history_undo (f->history, f->plan, &left));
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpstr (get (f, "wu", MONDAY, "template"), ==, "early");
  save_all (f, 3);
  g_assert_true (fw_roster_history_undo (f->history, f->plan, &left));
  g_assert_cmpuint (left, ==, 0);
  g_assert_null (get (f, "wu", MONDAY, "template"));
  save_all (f, 4);
  g_assert_false (fw_roster_history_undo (f->history, f->plan, &left));
  /* Deleted is deleted: done again it is another record. */
  g_assert_true (fw_roster_history_redo (f->history, f->plan, &left));
  g_assert_cmpstr (get (f, "wu", MONDAY, "template"), ==, "early");
  save_all (f, 1);
  g_assert_true (fw_roster_history_redo (f->history, f->plan, &left));
  g_assert_cmpstr (get (f, "wu", MONDAY, "template"), ==, "late");
  g_assert_false (fw_roster_history_redo (f->history, f->plan, &left));
}

/* What somebody else wrote since is not taken back. */
static void
test_overtaken (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  guint left;

  write_cell (f, "lin", MONDAY, "e");
  save_all (f, 4);
  g_ptr_array_add (changed, make_shift ("s1", "lin", MONDAY, "early", TRUE));
  fw_roster_plan_take (f->plan, changed, NULL, FALSE);
  g_assert_cmpstr (get (f, "lin", MONDAY, "state"), ==, "published");
  g_assert_true (fw_roster_history_undo (f->history, f->plan, &left));
  g_assert_cmpuint (left, ==, 1);
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "early");
}

/* Changes that come while a batch is on its way are the next batch. */
static void
test_while_saving (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRosterSave) save = NULL;
  guint left;

  write_cell (f, "lin", MONDAY, "e");
  save = fw_roster_save_new (f->plan);
  g_assert_true (fw_roster_history_undo (f->history, f->plan, &left));
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "late");
  answer (f, save, 4);
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "late");
  save_all (f, 5);
  g_assert_cmpuint (fw_record_get_revision (fw_roster_plan_get (
                        f->plan, fw_roster_plan_find_row (f->plan, "lin"), MONDAY)),
                    ==, 5);
}

static void
test_batch (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRosterSave) save = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *text, *deletion;

  write_cell (f, "wu", MONDAY, "e");
  save_all (f, 1);
  write_cell (f, "wu", MONDAY + 1, "e");
  write_cell (f, "wu", MONDAY, NULL);
  write_cell (f, "lin", MONDAY, "e");
  save = fw_roster_save_new (f->plan);
  g_assert_cmpuint (fw_roster_save_count (save), ==, 3);
  body = fw_roster_save_to_body (save);
  text = g_bytes_get_data (body, NULL);
  deletion = strstr (text, "\"delete\"");
  g_assert_nonnull (deletion);
  g_assert_true (deletion < strstr (text, "\"record\""));
  g_assert_nonnull (strstr (text, "\"id\":\"s1\",\"revision\":3"));
  fw_roster_save_revert (save, f->plan);
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "late");
  g_assert_cmpstr (get (f, "wu", MONDAY, "template"), ==, "early");
  g_assert_null (get (f, "wu", MONDAY + 1, "template"));
}

/* Other people or weeks: what is known of both is carried over, with what is on its way. */
static void
test_carry (Fixture *f, gconstpointer data)
{
  FwRosterPlan *later;

  write_cell (f, "lin", MONDAY + 7, "e");
  later = fw_roster_plan_new (&f->house, fw_kind_find ("shift"), "sh", "", MONDAY + 7,
                              FW_ROSTER_PLAN_DAYS);
  g_assert_cmpuint (later->rows->len, ==, 3);
  fw_roster_plan_carry (later, f->plan);
  fw_roster_plan_free (f->plan);
  f->plan = later;
  g_assert_cmpstr (get (f, "lin", MONDAY + 7, "template"), ==, "early");
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "late");
  save_all (f, 1);
}

static void
test_deleted (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) deleted = g_ptr_array_new ();

  g_ptr_array_add (deleted, (gpointer) "s1");
  g_ptr_array_add (deleted, (gpointer) "unknown");
  fw_roster_plan_take (f->plan, none, deleted, FALSE);
  g_assert_null (get (f, "lin", MONDAY, "template"));
  g_assert_cmpstr (get (f, "lin", MONDAY - 1, "template"), ==, "late");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/roster-plan/rows", test_rows },
    { "/roster-plan/breach", test_breach },
    { "/roster-plan/told", test_told },
    { "/roster-plan/back-and-forth", test_back_and_forth },
    { "/roster-plan/overtaken", test_overtaken },
    { "/roster-plan/while-saving", test_while_saving },
    { "/roster-plan/batch", test_batch },
    { "/roster-plan/carry", test_carry },
    { "/roster-plan/deleted", test_deleted },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
