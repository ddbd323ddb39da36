/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people were to do on a day: the shifts that were published, training, exceptions. */
#include "server/fw-day-board.h"

#include "core/people/fw-training-rules.h"
#include "core/roster/fw-activity.h"
#include "core/roster/fw-told-shift.h"
#include "store/fw-record-query.h"

#include <string.h>

static GHashTable *
index_people (FwDayBoard *self)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->people->len; i++)
    {
      FwDayPerson *person = self->people->pdata[i];

      g_hash_table_insert (index, (gpointer) fw_record_get_id (person->record), person);
    }
  return index;
}

/* ---- shifts ---- */

typedef struct
{
  FwDayBoard *board;
  GHashTable *people;    /* id to FwDayPerson */
  GHashTable *templates; /* id to FwRecord */
} Planning;

/* What does not fit into the shift is no break. */
static void
read_breaks (
    const FwToldShift *told, const FwRecord *template, FwBreak *breaks, guint *n, guint length)
{
  const guint start = (guint) fw_record_integer (template, "start");

  if (told->breaks != NULL && fw_breaks_parse (told->breaks, start, length, breaks, n))
    return;
  if (!fw_breaks_parse (fw_record_text (template, "breaks"), start, length, breaks, n))
    *n = 0;
}

static void
note_shift (FwDayPerson *person, FwRecord *shift, const FwToldShift *told, const FwRecord *template)
{
  person->shift = fw_record_ref (shift);
  if (told->type == NULL)
    return;
  person->type = g_strdup (told->type);
  if (template == NULL)
    return;
  person->template = g_strdup (fw_record_get_id (template));
  person->name = g_strdup (fw_record_text (template, "name"));
  person->letter = g_strdup (fw_record_text (template, "letter"));
}

static void
take_shift (Planning *planning, FwRecord *shift)
{
  FwDayBoard *board = planning->board;
  FwDayPerson *person = g_hash_table_lookup (planning->people, fw_record_text (shift, "person"));
  const guint i = (guint) (fw_record_integer (shift, "day") - board->day + FW_DAY_BOARD_DAY);
  FwBreak breaks[FW_BREAKS_MOST];
  const FwRecord *template = NULL;
  FwToldShift told;
  gboolean is_told;
  guint n = 0, length;

  if (person == NULL || i >= FW_DAY_BOARD_DAYS)
    return;
  is_told = fw_told_shift_read (shift, &told);
  if (!is_told)
    told.type = NULL;
  if (is_told && told.template != NULL)
    template = g_hash_table_lookup (planning->templates, told.template);
  if (i == FW_DAY_BOARD_DAY && person->shift == NULL)
    note_shift (person, shift, &told, template);
  if (template == NULL || g_str_equal (told.type, "leave"))
    return;
  length = (guint) fw_record_integer (template, "length_minutes");
  read_breaks (&told, template, breaks, &n, length);
  fw_day_lay_shift (person->plans[i], board->site->zone, (gint32) fw_record_integer (shift, "day"),
                    (guint) fw_record_integer (template, "start"), length, breaks, n,
                    g_str_equal (told.type, "training") ? FW_DAY_TRAINING : FW_DAY_WORK);
}

static void
take_shifts (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    take_shift (data, records->pdata[i]);
}

/* Those whose days touch the three. */
static gboolean
ask_days (FwDayBoard *self,
          const char *kind,
          const char *first_field,
          const char *last_field,
          FwRecordPageFunc func,
          gpointer data,
          GError **error)
{
  return fw_records_ask_days (self->records, self->whole, fw_kind_find (kind), first_field,
                              last_field, self->day - 1, self->day + 1, func, data, error);
}

static gboolean
read_shifts (Planning *planning, GError **error)
{
  FwDayBoard *self = planning->board;
  g_autoptr (GPtrArray) templates =
      fw_records_list (self->records, self->whole, fw_kind_find ("shift-template"), error);

  if (templates == NULL)
    return FALSE;
  for (guint i = 0; i < templates->len; i++)
    g_hash_table_insert (planning->templates, (gpointer) fw_record_get_id (templates->pdata[i]),
                         fw_record_ref (templates->pdata[i]));
  return ask_days (self, "shift", "day", "day", take_shifts, planning, error);
}

/* ---- training ---- */

static void
lay_session (FwDayBoard *self, FwDayPerson *person, const FwRecord *session, guint source)
{
  for (guint i = 0; i < FW_DAY_BOARD_DAYS; i++)
    {
      const gint32 day = self->day + (gint32) i - FW_DAY_BOARD_DAY;
      const FwDaySpan span = {
        .from = fw_zone_from_wall (self->site->zone, day,
                                   (guint) fw_record_integer (session, "begins") * 60),
        .to = fw_zone_from_wall (self->site->zone, day,
                                 (guint) fw_record_integer (session, "ends") * 60),
        .kind = FW_DAY_TRAINING,
        .source = source,
      };

      if (day >= fw_record_integer (session, "day") &&
          day <= fw_record_integer (session, "last_day"))
        fw_day_lay (person->plans[i], &span, FW_DAY_OVER_ALL);
    }
}

static void
collect (GPtrArray *records, gpointer data)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (data, fw_record_ref (records->pdata[i]));
}

static gboolean
add_session (Planning *planning, FwRecord *session, GError **error)
{
  FwDayBoard *self = planning->board;
  const char *const ids[] = { fw_record_get_id (session), NULL };
  const FwRecordCondition condition = { "session", FW_RECORD_IS, ids };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;
  g_autoptr (FwRecordAnswer) answer = NULL;

  if (g_strcmp0 (fw_record_text (session, FW_KIND_STATE), "cancelled") == 0 ||
      g_strcmp0 (fw_record_text (session, "site"), self->site->id) != 0)
    return TRUE;
  query.conditions = &condition;
  query.n_conditions = 1;
  answer = fw_records_ask (self->records, self->whole, fw_kind_find ("enrolment"), &query, error);
  if (answer == NULL)
    return FALSE;
  g_ptr_array_add (self->sources, fw_record_ref (session));
  for (guint i = 0; i < answer->records->len; i++)
    {
      const FwRecord *enrolment = answer->records->pdata[i];
      FwDayPerson *person =
          g_hash_table_lookup (planning->people, fw_record_text (enrolment, "person"));

      if (person != NULL && fw_training_has_seat (enrolment))
        lay_session (self, person, session, self->sources->len);
    }
  return TRUE;
}

static gboolean
read_training (Planning *planning, GError **error)
{
  g_autoptr (GPtrArray) sessions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  if (!ask_days (planning->board, "training-session", "day", "last_day", collect, sessions, error))
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    if (!add_session (planning, sessions->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* ---- activities ---- */

/* Those that were published, as drafts count for nothing; of a night after midnight the date is the
 * next one, so that each may lie in any of the three plans. */
static gboolean
read_activities (Planning *planning, GError **error)
{
  FwDayBoard *self = planning->board;
  g_autoptr (GPtrArray) activities =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  if (!ask_days (self, "activity", "day", "day", collect, activities, error))
    return FALSE;
  for (guint i = 0; i < activities->len; i++)
    {
      FwRecord *activity = activities->pdata[i];
      FwDayPerson *person =
          g_hash_table_lookup (planning->people, fw_record_text (activity, "person"));

      if (person == NULL || g_strcmp0 (fw_record_text (activity, "state"), "published") != 0)
        continue;
      g_ptr_array_add (self->sources, fw_record_ref (activity));
      for (guint day = 0; day < FW_DAY_BOARD_DAYS; day++)
        fw_activity_lay (person->plans[day], activity, self->site->zone, self->sources->len);
    }
  return TRUE;
}

/* ---- exceptions ---- */

static int
compare_entered (gconstpointer a, gconstpointer b)
{
  const FwRecord *first = *(FwRecord *const *) a, *second = *(FwRecord *const *) b;
  const int by_moment =
      g_strcmp0 (fw_record_text (first, "entered"), fw_record_text (second, "entered"));

  return by_moment != 0 ? by_moment : strcmp (fw_record_get_id (first), fw_record_get_id (second));
}

static FwDayKind
get_kind (const FwRecord *exception)
{
  const char *what = fw_record_text (exception, "what");

  return g_str_equal (what, "absence")                                   ? FW_DAY_ABSENT
         : g_str_equal (what, "meeting") || g_str_equal (what, "system") ? FW_DAY_PRESENT
                                                                         : FW_DAY_EXCUSED;
}

/* Of a night a time after midnight is the next date's: what lies before the plan begins, or before
 * its own beginning, is a day later. */
static void
lay_exception (FwDayBoard *self, GArray *plan, const FwRecord *exception, guint source)
{
  const gint32 day = (gint32) fw_record_integer (exception, "day");
  const guint begins = (guint) fw_record_integer (exception, "begins") * 60;
  const guint ends = (guint) fw_record_integer (exception, "ends") * 60;
  FwDaySpan span = { .kind = get_kind (exception), .source = source };
  gint32 date = day;

  if (plan->len == 0)
    return;
  span.from = fw_zone_from_wall (self->site->zone, date, begins);
  span.to = fw_zone_from_wall (self->site->zone, date + (ends <= begins), ends);
  if (span.to <= g_array_index (plan, FwDaySpan, 0).from)
    {
      date++;
      span.from = fw_zone_from_wall (self->site->zone, date, begins);
      span.to = fw_zone_from_wall (self->site->zone, date + (ends <= begins), ends);
    }
  fw_day_lay (plan, &span, FW_DAY_OVER_WORK);
}

static gboolean
read_exceptions (Planning *planning, GError **error)
{
  FwDayBoard *self = planning->board;
  g_autoptr (GPtrArray) exceptions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);

  if (!ask_days (self, "day-exception", "day", "day", collect, exceptions, error))
    return FALSE;
  g_ptr_array_sort (exceptions, compare_entered);
  for (guint i = 0; i < exceptions->len; i++)
    {
      FwRecord *exception = exceptions->pdata[i];
      FwDayPerson *person =
          g_hash_table_lookup (planning->people, fw_record_text (exception, "person"));
      const guint day = (guint) (fw_record_integer (exception, "day") - self->day + 1);

      if (person == NULL || fw_record_integer (exception, "withdrawn") != 0 ||
          day >= FW_DAY_BOARD_DAYS)
        continue;
      g_ptr_array_add (self->sources, fw_record_ref (exception));
      lay_exception (self, person->plans[day], exception, self->sources->len);
    }
  return TRUE;
}

gboolean
fw_day_board_plan (FwDayBoard *self, GError **error)
{
  g_autoptr (GHashTable) people = NULL;
  g_autoptr (GHashTable) templates =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_record_unref);
  Planning planning = { .board = self, .templates = templates };

  g_return_val_if_fail (self != NULL && self->people != NULL, FALSE);

  planning.people = people = index_people (self);
  return read_shifts (&planning, error) && read_training (&planning, error) &&
         read_activities (&planning, error) && read_exceptions (&planning, error);
}
