/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What exams come to, and what follows from them and from courses, held against what was worked out
 * by hand. */
#include "core/people/fw-training-rules.h"
#include "support/fw-test-record.h"

typedef struct
{
  GPtrArray *results; /* FwRecord */
  FwTrainingBasis basis;
} Fixture;

static void
add_to (GHashTable *table, FwRecord *record)
{
  g_hash_table_insert (table, (gpointer) fw_record_get_id (record), record);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) house = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  g_ptr_array_add (house,
                   fw_test_record ("site", "sh", "name", "SH", "time_zone", "Asia/Shanghai", NULL));
  g_ptr_array_add (house, fw_test_record ("person", "p1", "name", "Lin", "site", "sh", NULL));
  f->results = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  f->basis = (FwTrainingBasis){ fw_directory_new_from_records (house), new_table (), new_table (),
                                new_table (), 0 };
  add_to (f->basis.schemes,
          fw_test_record ("certificate-scheme", "basic", "name", "Basic", "mode", "completion",
                          "months", "6", "window_days", "30", NULL));
  add_to (f->basis.schemes,
          fw_test_record ("certificate-scheme", "senior", "name", "Senior", "mode", "completion",
                          "months", "6", "practical_weight", "40", NULL));
  add_to (f->basis.courses,
          fw_test_record ("course", "calm", "name", "Calm", "programme", "staff", "layer", "skill",
                          "hours", "4", "capacity", "8", "competency", "calmness", "level", "2",
                          "scheme", "basic", NULL));
  add_to (f->basis.courses,
          fw_test_record ("course", "calmer", "name", "Calmer", "programme", "staff", "layer",
                          "skill", "hours", "4", "capacity", "8", "competency", "calmness", "level",
                          "3", "scheme", "basic", NULL));
  add_to (f->basis.sessions,
          fw_test_record ("training-session", "s1", "name", "Calm 1", "course", "calm", "site",
                          "sh", "day", "2026-03-02", "last_day", "2026-03-03", "begins", "09:00",
                          "ends", "12:00", NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_ptr_array_unref (f->results);
  fw_directory_unref (f->basis.directory);
  g_hash_table_unref (f->basis.schemes);
  g_hash_table_unref (f->basis.courses);
  g_hash_table_unref (f->basis.sessions);
}

static FwRecord *
sit (Fixture *f, const char *id, const char *scheme, const char *day, const char *theory)
{
  FwRecord *result = fw_test_record ("exam-result", id, "person", "p1", "scheme", scheme, "day",
                                     day, "theory", theory, "site", "sh", NULL);

  g_ptr_array_add (f->results, result);
  return result;
}

static void
set (FwRecord *record, const char *field, const char *text)
{
  g_assert_true (fw_record_parse (record,
                                  (guint) fw_kind_find_field (fw_record_get_kind (record), field),
                                  fw_text (text), NULL));
}

/* As the keeper does: what is said otherwise takes the place of what has its id. */
static guint
judge (Fixture *f)
{
  g_autoptr (GPtrArray) changed = fw_training_judge (&f->basis, f->results);

  for (guint i = 0; i < changed->len; i++)
    for (guint k = 0; k < f->results->len; k++)
      if (g_str_equal (fw_record_get_id (f->results->pdata[k]),
                       fw_record_get_id (changed->pdata[i])))
        {
          fw_record_unref (f->results->pdata[k]);
          f->results->pdata[k] = fw_record_ref (changed->pdata[i]);
        }
  return changed->len;
}

static void
expect (Fixture *f, guint i, const char *field, const char *text)
{
  FwRecord *record = f->results->pdata[i];
  g_autofree char *is =
      fw_record_format (record, (guint) fw_kind_find_field (fw_record_get_kind (record), field));

  g_assert_cmpstr (is, ==, text);
}

/* 79.995 fails; a resit waits seven days, there are three attempts, and a pass is not improved
 * before renewal opens on 21 August. */
static void
test_resits (Fixture *f, gconstpointer data)
{
  static const char *const outcomes[] = {
    "fail", "too-soon", "fail", "pass", "after-pass", "fail"
  };

  sit (f, "a", "basic", "2026-02-01", "79.995");
  sit (f, "b", "basic", "2026-02-07", "95");
  sit (f, "c", "basic", "2026-02-08", "60");
  sit (f, "d", "basic", "2026-03-20", "80");
  sit (f, "e", "basic", "2026-04-20", "99");
  sit (f, "f", "basic", "2026-08-21", "70");
  g_assert_cmpuint (judge (f), ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    expect (f, i, "outcome", outcomes[i]);
  expect (f, 0, "mark", "79.995");
  expect (f, 0, "resit", "2026-02-08");
  expect (f, 0, "title", "Lin · Basic · 2026-02-01");
  expect (f, 1, "attempt", "");
  expect (f, 3, "attempt", "3");
  expect (f, 3, "resit", "");
  expect (f, 5, "attempt", "1");
  g_assert_cmpuint (judge (f), ==, 0);

  /* The third attempt was the last one; what was a mistake counts for nothing. */
  set (f->results->pdata[3], "theory", "10");
  judge (f);
  expect (f, 3, "outcome", "fail");
  expect (f, 3, "resit", "");
  expect (f, 4, "outcome", "used-up");
  set (f->results->pdata[0], "withdrawn", "yes");
  judge (f);
  expect (f, 0, "outcome", "");
  expect (f, 1, "outcome", "pass");
}

/* Each part is passed by itself; two raters more than ten apart need a third. */
static void
test_practical (Fixture *f, gconstpointer data)
{
  FwRecord *result = sit (f, "a", "senior", "2026-02-01", "90");

  judge (f);
  expect (f, 0, "outcome", "incomplete");
  expect (f, 0, "mark", "");
  result = f->results->pdata[0];
  set (result, "first_rater", "p2");
  set (result, "first_mark", "80");
  set (result, "second_rater", "p3");
  set (result, "second_mark", "90");
  judge (f);
  expect (f, 0, "outcome", "pass");
  expect (f, 0, "mark", "88"); /* 60 % of 90 and 40 % of 85 */
  set (f->results->pdata[0], "second_mark", "90.1");
  judge (f);
  expect (f, 0, "outcome", "third-needed");
  set (f->results->pdata[0], "third_rater", "p4");
  set (f->results->pdata[0], "third_mark", "70");
  judge (f);
  expect (f, 0, "mark", "86"); /* the median is 80 */
  set (f->results->pdata[0], "first_mark", "79");
  judge (f);
  expect (f, 0, "outcome", "fail");
  expect (f, 0, "mark", "79");
}

static const FwTrainingEffect *
find_effect (GArray *effects, const char *kind)
{
  const FwTrainingEffect *found = NULL;

  for (guint i = 0; i < effects->len; i++)
    {
      const FwTrainingEffect *effect = &g_array_index (effects, FwTrainingEffect, i);

      if (!g_str_equal (fw_record_get_kind (effect->record)->name, kind))
        continue;
      g_assert_null (found);
      found = effect;
      g_assert_true (fw_record_check (effect->record, NULL));
    }
  g_assert_nonnull (found);
  return found;
}

static void
test_effects (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) enrolments =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  FwRecord *enrolment = fw_test_record ("enrolment", "n1", "person", "p1", "session", "s1", NULL);
  const FwTrainingEffect *effect;
  g_autofree char *id = NULL;

  sit (f, "a", "basic", "2026-02-01", "86");
  judge (f);
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GArray) effects = fw_training_find_effects (&f->basis, f->results, none);

      effect = find_effect (effects, "certificate-event");
      g_assert_true (effect->wanted);
      g_assert_cmpstr (fw_record_text (effect->record, "event"), ==, "pass");
      g_assert_cmpstr (fw_record_text (effect->record, "note"), ==, "Basic · 86");
      effect = find_effect (effects, "evidence");
      g_assert_true (effect->wanted);
      g_assert_cmpstr (fw_record_text (effect->record, "competency"), ==, "calmness");
      g_assert_cmpint ((int) fw_record_get_number (
                           effect->record, (guint) fw_kind_find_field (
                                               fw_record_get_kind (effect->record), "level")),
                       ==, 3); /* the higher one of the two courses */
      if (round == 0)
        id = g_strdup (fw_record_get_id (effect->record));
      else
        g_assert_cmpstr (fw_record_get_id (effect->record), ==, id);
    }

  /* A failure is an event and no evidence; a mistake is neither. */
  set (f->results->pdata[0], "theory", "10");
  judge (f);
  {
    g_autoptr (GArray) effects = fw_training_find_effects (&f->basis, f->results, none);

    g_assert_cmpstr (fw_record_text (find_effect (effects, "certificate-event")->record, "event"),
                     ==, "fail");
    g_assert_false (find_effect (effects, "evidence")->wanted);
  }

  g_ptr_array_add (enrolments, enrolment);
  fw_record_put_text (enrolment, "state", "attended");
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GArray) effects = fw_training_find_effects (&f->basis, none, enrolments);

      effect = find_effect (effects, "evidence");
      g_assert_cmpint (effect->wanted, ==, round);
      g_assert_cmpstr (fw_record_text (effect->record, "source"), ==, "course");
      g_assert_cmpstr (fw_record_text (effect->record, "reason"), ==, "Calm 1");
      set (enrolment, "result", "completed");
    }
}

static void
test_overlap (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *day, *last_day, *from, *to;
    gboolean overlaps;
  } others[] = {
    { "2026-03-03", "2026-03-04", "11:59", "13:00", TRUE },
    { "2026-03-03", "2026-03-03", "12:00", "13:00", FALSE },
    { "2026-03-04", "2026-03-05", "09:00", "12:00", FALSE },
    { "2026-03-01", "2026-03-02", "08:00", "09:01", TRUE },
  };
  const FwRecord *session = g_hash_table_lookup (f->basis.sessions, "s1");

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (FwRecord) other =
          fw_test_record ("training-session", "x", "name", "X", "course", "calm", "site", "sh",
                          "day", others[i].day, "last_day", others[i].last_day, "begins",
                          others[i].from, "ends", others[i].to, NULL);

      g_assert_cmpint (fw_training_sessions_overlap (session, other), ==, others[i].overlaps);
      g_assert_cmpint (fw_training_sessions_overlap (other, session), ==, others[i].overlaps);
    }
  g_assert_cmpuint (fw_training_get_seats (session, g_hash_table_lookup (f->basis.courses, "calm")),
                    ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/training-rules/resits", test_resits);
  ADD ("/training-rules/practical", test_practical);
  ADD ("/training-rules/effects", test_effects);
  ADD ("/training-rules/overlap", test_overlap);
  return g_test_run ();
}
