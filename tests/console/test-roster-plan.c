/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The roster without its widgets: cells, what is broken, back and forth, and the batch. */
#include <string.h>

#include "console/fw-duty-words.h"
#include "console/roster/fw-roster-history.h"
#include "console/roster/fw-roster-save.h"
#include "console/roster/fw-roster-wants.h"
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

/* As when the server has answered. */
static void
answer (Fixture *f, FwRosterSave *save, guint revision)
{
  g_autoptr (GArray) changes = fw_roster_save_make_changes (save);

  for (guint i = 0; i < changes->len; i++)
    fw_record_set_revision (g_array_index (changes, FwRecordChange, i).record, revision);
  fw_roster_save_settle (save, f->plan);
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
  sentence = fw_duty_write_breach (fw_roster_plan_find_breach (f->plan, row, MONDAY, 0));
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
  g_autoptr (GArray) changes = NULL;
  const FwRecordChange *change = NULL;

  write_cell (f, "wu", MONDAY, "e");
  save_all (f, 1);
  write_cell (f, "wu", MONDAY + 1, "e");
  write_cell (f, "wu", MONDAY, NULL);
  write_cell (f, "lin", MONDAY, "e");
  save = fw_roster_save_new (f->plan);
  g_assert_cmpuint (fw_roster_save_count (save), ==, 3);
  changes = fw_roster_save_make_changes (save);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_true (g_array_index (changes, FwRecordChange, 0).deletes);
  g_assert_cmpuint (fw_record_get_revision (g_array_index (changes, FwRecordChange, 0).record), ==,
                    1);
  for (guint i = 1; i < changes->len; i++)
    {
      g_assert_false (g_array_index (changes, FwRecordChange, i).deletes);
      if (g_str_equal (fw_record_get_id (g_array_index (changes, FwRecordChange, i).record), "s1"))
        change = &g_array_index (changes, FwRecordChange, i);
    }
  g_assert_nonnull (change);
  g_assert_cmpuint (fw_record_get_revision (change->record), ==, 3);
  fw_roster_save_revert (save, f->plan);
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "late");
  g_assert_cmpstr (get (f, "wu", MONDAY, "template"), ==, "early");
  g_assert_null (get (f, "wu", MONDAY + 1, "template"));
}

static FwOutboxItem *
make_waiting (FwRecord *record)
{
  g_autofree char *body = fw_record_to_body (record);

  return fw_outbox_item_new ("PUT", "shift", fw_record_get_id (record),
                             fw_record_get_revision (record), body, "work");
}

/* What waits on this desk is shown over what the server has, and what is edited next stands on it.
 */
static void
test_waiting (Fixture *f, gconstpointer data)
{
  g_autoptr (GListStore) items = g_list_store_new (FW_TYPE_OUTBOX_ITEM);
  g_autoptr (FwRosterSave) before = NULL, after = NULL;
  g_autoptr (GArray) changes = NULL, next = NULL;
  g_autofree char *id = NULL;

  write_cell (f, "lin", MONDAY, "e");
  write_cell (f, "wu", MONDAY, "l");
  before = fw_roster_save_new (f->plan);
  changes = fw_roster_save_make_changes (before);
  g_assert_cmpuint (changes->len, ==, 2);
  for (guint i = 0; i < changes->len; i++)
    {
      FwRecord *record = g_array_index (changes, FwRecordChange, i).record;
      g_autoptr (FwOutboxItem) item = make_waiting (record);

      if (g_strcmp0 (fw_record_text (record, "person"), "wu") == 0)
        id = g_strdup (item->id);
      g_list_store_append (items, item);
    }
  fw_roster_save_revert (before, f->plan);
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "late");

  fw_roster_save_take_waiting (f->plan, G_LIST_MODEL (items));
  g_assert_cmpstr (get (f, "lin", MONDAY, "template"), ==, "early");
  g_assert_cmpstr (get (f, "wu", MONDAY, "template"), ==, "late");
  g_assert_null (fw_roster_save_new (f->plan));

  write_cell (f, "wu", MONDAY, "e");
  after = fw_roster_save_new (f->plan);
  next = fw_roster_save_make_changes (after);
  g_assert_cmpuint (next->len, ==, 1);
  g_assert_cmpstr (fw_record_get_id (g_array_index (next, FwRecordChange, 0).record), ==, id);
  fw_roster_save_revert (after, f->plan);
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

/* ---- what the days want ---- */

/* @people: wanted from 06:00 to 22:00 */
static FwRecord *
make_need (const char *id, const char *queues, const char *people, const char *published)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 48; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ";" : "", i >= 12 && i < 44 ? people : "0");
  return make ("published-forecast", id, "site", "sh", "day", "2026-11-23", "contacts", text->str,
               "people", text->str, "queues", queues, "published", published, NULL);
}

static void
test_cover (Fixture *f, gconstpointer data)
{
  g_autoptr (FwRosterPlan) plan =
      fw_roster_plan_new (&f->house, fw_kind_find ("shift"), "", "", MONDAY, FW_ROSTER_PLAN_DAYS);
  g_autoptr (FwRosterWants) cover =
      fw_roster_wants_new (&f->house, "", "", "", MONDAY, FW_ROSTER_PLAN_DAYS);
  g_autoptr (FwRosterWants) team =
      fw_roster_wants_new (&f->house, "", "a", "", MONDAY, FW_ROSTER_PLAN_DAYS);
  g_autoptr (FwRosterWants) limited =
      fw_roster_wants_new (&f->house, "sh", "", "a", MONDAY, FW_ROSTER_PLAN_DAYS);
  g_autoptr (GPtrArray) shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  const FwRosterWantsDay *day;

  fw_record_parse (f->house.templates->pdata[1],
                   (guint) fw_kind_find_field (fw_kind_find ("shift-template"), "breaks"),
                   fw_text ("10:00-10:30; 12:00-12:15"), NULL);
  g_clear_pointer (&plan, fw_roster_plan_free);
  plan =
      fw_roster_plan_new (&f->house, fw_kind_find ("shift"), "", "", MONDAY, FW_ROSTER_PLAN_DAYS);
  g_ptr_array_add (shifts, make_shift ("s1", "lin", MONDAY, "early", TRUE));
  g_ptr_array_add (shifts, make_shift ("s2", "wu", MONDAY, "early", FALSE));
  g_ptr_array_add (shifts, make_shift ("s3", "bo", MONDAY, "late", TRUE));
  fw_roster_plan_take (plan, shifts, NULL, TRUE);

  /* Nothing is known yet, and of a part of the site never. */
  fw_roster_wants_count (cover, plan);
  g_assert_false (fw_roster_wants_is_known (cover));
  g_assert_null (fw_roster_wants_get (team, MONDAY));
  g_assert_null (fw_roster_wants_get (limited, MONDAY));
  g_assert_null (fw_roster_wants_get (cover, MONDAY + FW_ROSTER_PLAN_DAYS));

  g_ptr_array_add (needs, make_need ("n1", "", "9", "2026-11-20T08:00:00Z"));
  g_ptr_array_add (needs, make_need ("n2", "chat", "1", "2026-11-21T08:00:00Z"));
  g_ptr_array_add (needs, make_need ("n3", "phone", "1", "2026-11-21T09:00:00Z"));
  fw_roster_wants_take (cover, needs);
  fw_roster_wants_count (cover, plan);
  g_assert_true (fw_roster_wants_is_known (cover));
  day = fw_roster_wants_get (cover, MONDAY);
  g_assert_true (day->known);
  g_assert_cmpuint (day->n, ==, 48);
  g_assert_cmpfloat (day->hours_wanted, ==, 2 * 16);
  g_assert_cmpfloat (day->planned[12], ==, 2);
  g_assert_cmpfloat (day->planned[20], ==, 0); /* both have their break */
  g_assert_cmpfloat (day->planned[24], ==, 1); /* a quarter of an hour of both */
  g_assert_cmpfloat (day->planned[27], ==, 3);
  g_assert_cmpfloat (day->planned[30], ==, 1);
  g_assert_cmpfloat (day->hours_planned, ==, 3 * 8.5 - 2 * 0.75);
  g_assert_cmpuint (day->lacks[20], ==, 2);
  g_assert_cmpuint (day->lacks[24], ==, 1);
  g_assert_cmpuint (day->lacks[30], ==, 1);
  g_assert_cmpuint (day->gap.most, ==, 2);
  g_assert_cmpuint (day->gap.at, ==, 20);
  g_assert_false (fw_roster_wants_get (cover, MONDAY + 1)->known);
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
    { "/roster-plan/waiting", test_waiting },
    { "/roster-plan/carry", test_carry },
    { "/roster-plan/deleted", test_deleted },
    { "/roster-plan/cover", test_cover },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
