/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "core/calendar/fw-zone.h"
#include "core/kind/fw-record.h"
#include "sample/fw-sample-day.h"
#include "sample/fw-sample-roster.h"

#define DAY_MADE 20778 /* 2026-11-21, a Saturday */
#define SEED 7

typedef struct
{
  FwSamplePerson *people;
  GPtrArray *records;
  GHashTable *planned; /* "person/day" to FwRecord */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->people = fw_sample_people_new (SEED, DAY_MADE);
  f->records = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  f->planned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fw_sample_add_roster (SEED, f->people, DAY_MADE, f->records);
  for (guint i = 0; i < f->records->len; i++)
    {
      FwRecord *record = f->records->pdata[i];
      g_autoptr (GError) error = NULL;

      fw_record_check (record, &error);
      g_assert_no_error (error);
      if (g_str_equal (fw_record_get_kind (record)->name, "shift"))
        g_assert_true (g_hash_table_insert (f->planned,
                                            g_strdup_printf ("%s/%" G_GINT64_FORMAT,
                                                             fw_record_text (record, "person"),
                                                             fw_record_integer (record, "day")),
                                            record));
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_hash_table_unref (f->planned);
  g_ptr_array_unref (f->records);
  fw_sample_people_free (f->people);
}

/* Whoever does something on a day is planned for it, with their own shift. */
static void
test_states (Fixture *f, gconstpointer data)
{
  for (gint32 day = DAY_MADE - 8; day <= DAY_MADE + 1; day += 3)
    {
      FwSampleDayPlan plan = { SEED, f->people, DAY_MADE, day, 24 * 3600000 };
      g_autoptr (GArray) events = fw_sample_simulate_day (&plan);

      for (guint i = 0; i < events->len; i++)
        {
          const FwSampleEvent *event = &g_array_index (events, FwSampleEvent, i);
          const FwSamplePerson *person;
          g_autofree char *key = NULL;
          FwRecord *record;

          if (event->person == G_MAXUINT16)
            continue;
          person = &f->people[event->person];
          key = g_strdup_printf ("%s/%d", person->id, day);
          record = g_hash_table_lookup (f->planned, key);
          g_assert_nonnull (record);
          g_assert_cmpstr (fw_record_text (record, "type"), ==, "work");
          g_assert_cmpstr (fw_record_text (record, "template"), ==,
                           fw_sample_shifts[person->shift].id);
        }
    }
}

/* Four whole weeks, of which the last is a draft. */
static void
test_weeks (Fixture *f, gconstpointer data)
{
  GHashTableIter iter;
  gpointer value;
  gint64 first = G_MAXINT64, last = 0;
  guint leave = 0;

  g_hash_table_iter_init (&iter, f->planned);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const gint64 day = fw_record_integer (value, "day");
      const gboolean next = day >= fw_date_get_monday (DAY_MADE) + 7;

      first = MIN (first, day);
      last = MAX (last, day);
      leave += g_str_equal (fw_record_text (value, "type"), "leave");
      g_assert_cmpstr (fw_record_text (value, "state"), ==, next ? "draft" : "published");
    }
  g_assert_cmpint (first, ==, fw_date_get_monday (DAY_MADE) - 14);
  g_assert_cmpint (last, ==, fw_date_get_monday (DAY_MADE) + 13);
  g_assert_cmpuint (g_hash_table_size (f->planned), >, 240 * 28 / 2);
  g_assert_cmpuint (leave, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sample-roster/states", Fixture, NULL, set_up, test_states, tear_down);
  g_test_add ("/sample-roster/weeks", Fixture, NULL, set_up, test_weeks, tear_down);
  return g_test_run ();
}
