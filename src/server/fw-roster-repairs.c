/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/fw-roster-repairs.h"

#include "core/roster/fw-duty-rule.h"
#include "server/fw-server-private.h"

#include <string.h>

/* Weeks before the first day and behind the last that rests, runs and weeks look at. */
#define WEEKS_BEFORE 4
#define WEEKS_AFTER 1

void
fw_roster_repairs_clear (FwRosterRepairs *self)
{
  g_clear_pointer (&self->whole, fw_scope_unref);
  g_clear_pointer (&self->directory, fw_directory_unref);
  g_clear_pointer (&self->person, fw_record_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->roster, fw_roster_fill_free);
  g_clear_pointer (&self->lost, g_free);
  g_clear_pointer (&self->fixed, g_free);
  g_clear_pointer (&self->avoided, g_free);
  g_clear_pointer (&self->barred, g_free);
  g_clear_pointer (&self->needless, g_free);
  g_clear_pointer (&self->covered, g_free);
  fw_planned_cover_clear (&self->cover);
}

/* ---- places ---- */

static gint
find_person (const FwRosterRepairs *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->people->len; i++)
    if (strcmp (fw_record_get_id (self->people->pdata[i]), id) == 0)
      return (gint) i;
  return -1;
}

static gint
find_shift (const FwRosterRepairs *self, const char *template)
{
  for (guint i = 0; template != NULL && i < self->templates->len; i++)
    if (strcmp (fw_record_get_id (self->templates->pdata[i]), template) == 0)
      return (gint) i;
  return -1;
}

/* Returns: the place of that cell, or -1 where it is beyond what is looked at. */
static gint
find_cell (const FwRosterRepairs *self, const char *person, gint64 date)
{
  const gint row = find_person (self, person);
  const gint64 day = date - self->roster->monday;

  return row >= 0 && day >= 0 && day < self->roster->n_days
             ? row * (gint) self->roster->n_days + (gint) day
             : -1;
}

/* ---- reading ---- */

typedef struct
{
  FwRosterRepairs *self;
  guint *told; /* of each day and shift: how often it was published */
} Reading;

static void
take_shifts (GPtrArray *records, gpointer data)
{
  const Reading *reading = data;
  FwRosterRepairs *self = reading->self;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *shift = records->pdata[i];
      const gint cell =
          find_cell (self, fw_record_text (shift, "person"), fw_record_integer (shift, "day"));
      const char *type = fw_record_text (shift, "type");
      const gint work = find_shift (self, fw_record_text (shift, "template"));
      const gint told = find_shift (self, fw_record_text (shift, "told"));
      guint day;

      if (cell < 0)
        continue;
      day = (guint) cell % self->roster->n_days;
      if (told >= 0)
        reading->told[day * self->roster->n_shifts + (guint) told]++;
      if (g_strcmp0 (type, "training") == 0)
        self->roster->given[cell] = FW_ROSTER_FILL_OTHER;
      else if (g_strcmp0 (type, "work") == 0 && work >= 0)
        self->roster->given[cell] = (guint8) (work + 1);
      else if (self->lost[cell] && told >= 0)
        {
          /* it was taken off already: what was published is what fell out */
          self->roster->given[cell] = (guint8) (told + 1);
          self->covered[day] = TRUE;
        }
      else
        self->roster->given[cell] =
            g_strcmp0 (type, "leave") == 0 ? FW_ROSTER_FILL_LEAVE : FW_ROSTER_FILL_FREE;
    }
}

/* Leave that was granted, whatever the roster says by now. */
static void
take_leave (GPtrArray *records, gpointer data)
{
  const Reading *reading = data;
  FwRosterRepairs *self = reading->self;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *request = records->pdata[i];

      if (g_strcmp0 (fw_record_text (request, FW_KIND_STATE), "granted") != 0)
        continue;
      for (gint64 day = fw_record_integer (request, "first");
           day <= fw_record_integer (request, "last"); day++)
        {
          const gint cell = find_cell (self, fw_record_text (request, "person"), day);

          if (cell < 0)
            continue;
          self->fixed[cell] = TRUE;
          if (self->roster->given[cell] == FW_ROSTER_FILL_EMPTY)
            self->roster->given[cell] = FW_ROSTER_FILL_LEAVE;
        }
    }
}

/* Who has not passed yet is barred from work; the store would refuse it. */
static void
take_bars (GPtrArray *records, gpointer data)
{
  const Reading *reading = data;
  FwRosterRepairs *self = reading->self;

  for (guint i = 0; i < records->len; i++)
    {
      const FwRecord *bar = records->pdata[i];
      const gint row = find_person (self, fw_record_text (bar, "person"));
      const gint64 until =
          fw_record_lacks (bar, "passed") ? G_MAXINT32 : fw_record_integer (bar, "passed");

      if (row < 0 || g_strcmp0 (fw_record_text (bar, FW_KIND_STATE), "stopped") == 0 ||
          fw_record_integer (bar, "gates") == 0)
        continue;
      for (guint day = 0; day < self->roster->n_days; day++)
        if (self->roster->monday + (gint32) day >= fw_record_integer (bar, "since") &&
            self->roster->monday + (gint32) day < until)
          self->barred[(guint) row * self->roster->n_days + day] = G_MAXUINT32;
    }
}

/* Records of the team's people that touch the days. @first_field, @last_field: (nullable): any. */
static gboolean
ask_days (const FwRosterRepairs *self,
          const char *kind,
          const char *first_field,
          const char *last_field,
          FwRecordPageFunc func,
          gpointer data,
          GError **error)
{
  g_autofree char *first = fw_date_format (self->roster->monday);
  g_autofree char *last = fw_date_format (self->roster->monday + (gint32) self->roster->n_days - 1);
  const char *const least[] = { first, NULL }, *const most[] = { last, NULL };
  g_autofree const char **people = g_new0 (const char *, self->people->len + 1);
  FwRecordCondition conditions[3];
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  for (guint i = 0; i < self->people->len; i++)
    people[i] = fw_record_get_id (self->people->pdata[i]);
  if (self->people->len <= FW_RECORD_QUERY_MAX_VALUES)
    conditions[query.n_conditions++] = (FwRecordCondition){ "person", FW_RECORD_IS, people };
  if (last_field != NULL)
    conditions[query.n_conditions++] = (FwRecordCondition){ last_field, FW_RECORD_AT_LEAST, least };
  if (first_field != NULL)
    conditions[query.n_conditions++] = (FwRecordCondition){ first_field, FW_RECORD_AT_MOST, most };
  query.conditions = conditions;
  return fw_records_ask_pages (self->records, self->whole, fw_kind_find (kind), &query, func, data,
                               error);
}

static gboolean
ask_bars (const FwRosterRepairs *self, Reading *reading, GError **error)
{
  for (const FwKind *const *kinds = fw_records_get_kinds (self->records); *kinds != NULL; kinds++)
    if (g_strcmp0 ((*kinds)->bars, "shift") == 0 &&
        !ask_days (self, (*kinds)->name, NULL, NULL, take_bars, reading, error))
      return FALSE;
  return TRUE;
}

static gint
compare_starts (gconstpointer a, gconstpointer b)
{
  const FwRecord *one = *(FwRecord *const *) a, *other = *(FwRecord *const *) b;
  const gint64 starts[] = { fw_record_integer (one, "start"), fw_record_integer (other, "start") };

  if (starts[0] != starts[1])
    return starts[0] < starts[1] ? -1 : 1;
  return strcmp (fw_record_get_id (one), fw_record_get_id (other));
}

static gboolean
read_templates (FwRosterRepairs *self, GError **error)
{
  const char *site = fw_record_text (self->person, "site");
  g_autoptr (GPtrArray) all =
      fw_records_list (self->records, self->whole, fw_kind_find ("shift-template"), error);

  if (all == NULL)
    return FALSE;
  self->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) fw_record_unref);
  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (fw_record_text (all->pdata[i], "site"), site) == 0)
      g_ptr_array_add (self->templates, fw_record_ref (all->pdata[i]));
  g_ptr_array_sort (self->templates, compare_starts);
  return TRUE;
}

static gboolean
read_people (FwRosterRepairs *self, GError **error)
{
  const char *const teams[] = { fw_record_text (self->person, "team"), NULL };
  const FwRecordCondition conditions[] = { { "team", FW_RECORD_IS, teams } };
  FwRecordQuery query = FW_RECORD_QUERY_ALL;

  if (teams[0] == NULL)
    {
      g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID,
                           "person: expected somebody who is in a team");
      return FALSE;
    }
  query.conditions = conditions;
  query.n_conditions = G_N_ELEMENTS (conditions);
  self->people =
      fw_records_ask_all (self->records, self->whole, fw_kind_find ("person"), &query, error);
  return self->people != NULL;
}

/* ---- what holds of the roster ---- */

static gboolean
make_roster (FwRosterRepairs *self, GError **error)
{
  const gint32 monday = fw_date_get_monday (self->first) - 7 * WEEKS_BEFORE;
  const guint n_days = (guint) (fw_date_get_monday (self->last) + 7 * (1 + WEEKS_AFTER) - monday);
  const guint n = self->people->len * n_days;
  g_autoptr (GPtrArray) rules =
      fw_records_list (self->records, self->whole, fw_kind_find ("roster-rule"), error);

  if (rules == NULL)
    return FALSE;
  self->roster = fw_roster_fill_new (n_days, self->templates->len, self->people->len);
  self->roster->monday = monday;
  self->roster->zone = self->zone;
  self->roster->first = (guint) (fw_date_get_monday (self->first) - monday);
  self->roster->first =
      MAX (self->roster->first, (guint) (fw_zone_get_day (self->zone, self->now) - monday));
  self->roster->end = (guint) (fw_date_get_monday (self->last) + 7 - monday);
  self->lost = g_new0 (guint8, n + 1);
  self->fixed = g_new0 (guint8, n + 1);
  self->barred = g_new0 (guint32, n + 1);
  self->avoided = g_new0 (guint8, self->people->len + 1);
  self->needless = g_new0 (gboolean, n_days);
  self->covered = g_new0 (gboolean, n_days);
  for (guint i = 0; i < self->templates->len; i++)
    self->roster->shifts[i] = (FwRosterFillShift){
      (guint) fw_record_integer (self->templates->pdata[i], "start"),
      (guint) fw_record_integer (self->templates->pdata[i], "length_minutes"),
    };
  for (guint i = 0; i < self->people->len; i++)
    fw_duty_find_limits (rules, fw_record_text (self->person, "team"),
                         fw_record_get_id (self->people->pdata[i]), &self->roster->limits[i]);
  for (gint32 day = self->first; day <= self->last; day++)
    self->lost[find_cell (self, fw_record_get_id (self->person), day)] = TRUE;
  return TRUE;
}

static void
find_hours (const FwRosterRepairs *self, guint day, guint8 cell, FwDuty *duty)
{
  const FwRosterFillShift *shift = &self->roster->shifts[cell - 1];

  *duty = (FwDuty){ .day = self->roster->monday + (gint32) day };
  fw_duty_set_hours (duty, self->zone, shift->start, shift->length);
}

/* What has begun stays as it is, and what is over nobody takes any more. */
static void
fix_begun (FwRosterRepairs *self)
{
  const gint64 day = fw_zone_get_day (self->zone, self->now) - self->roster->monday;
  FwDuty duty;

  if (day < 0 || day >= self->roster->n_days)
    return;
  for (guint i = 0; i < self->people->len; i++)
    {
      const guint cell = i * self->roster->n_days + (guint) day;
      const guint8 given = self->roster->given[cell];

      if (given == FW_ROSTER_FILL_EMPTY || given >= FW_ROSTER_FILL_LEAVE)
        continue;
      find_hours (self, (guint) day, given, &duty);
      if (duty.start <= self->now)
        self->fixed[cell] = TRUE;
      if (self->lost[cell] && duty.end <= self->now)
        self->lost[cell] = FALSE;
    }
  for (guint shift = 0; shift < self->roster->n_shifts; shift++)
    {
      find_hours (self, (guint) day, (guint8) (shift + 1), &duty);
      for (guint i = 0; i < self->people->len && duty.end <= self->now; i++)
        self->barred[i * self->roster->n_days + (guint) day] |= 1u << shift;
    }
}

static void
permit (
    FwRosterRepairs *self, FwCertificateBoard *board, const char *scheme, guint day, guint32 bits)
{
  const char *const teams[] = { fw_record_text (self->person, "team"), NULL };
  const char *const schemes[] = { scheme, NULL };
  const FwCertificateQuestion question = { .day = self->roster->monday + (gint32) day,
                                           .scope = self->whole,
                                           .teams = teams,
                                           .schemes = schemes };
  g_autoptr (FwCertificateAnswer) answer = fw_certificate_board_ask (board, &question);
  g_autofree guint8 *may = g_new0 (guint8, self->people->len + 1);

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const FwCertificateRow *row = &g_array_index (answer->rows, FwCertificateRow, i);
      const gint person = find_person (self, row->who.person);

      if (person >= 0 && row->standing.on_roster)
        may[person] = TRUE;
    }
  for (guint i = 0; i < self->people->len; i++)
    if (!may[i])
      self->barred[i * self->roster->n_days + day] |= bits;
}

/* Shifts that need a certificate are for those whose counts on the day. */
static gboolean
bar_shifts (FwRosterRepairs *self, FwCertificates *certificates, GError **error)
{
  g_autoptr (FwCertificateBoard) board = NULL;
  g_autoptr (GPtrArray) schemes =
      fw_records_list (self->records, self->whole, fw_kind_find ("certificate-scheme"), error);

  for (guint i = 0; schemes != NULL && i < schemes->len; i++)
    {
      const char *const *shifts =
          fw_record_get_list (schemes->pdata[i], fw_record_find (schemes->pdata[i], "shifts"));
      guint32 bits = 0;

      for (guint j = 0; shifts != NULL && shifts[j] != NULL; j++)
        if (find_shift (self, shifts[j]) >= 0)
          bits |= 1u << find_shift (self, shifts[j]);
      if (bits == 0)
        continue;
      if (board == NULL)
        board = fw_certificates_get (certificates, error);
      if (board == NULL)
        return FALSE;
      for (guint day = self->roster->first; day < self->roster->end; day++)
        permit (self, board, fw_record_get_id (schemes->pdata[i]), day, bits);
    }
  return schemes != NULL;
}

/* ---- what is wanted of it ---- */

static guint
find_ill_cell (const FwRosterRepairs *self, guint day)
{
  return (guint) find_cell (self, fw_record_get_id (self->person),
                            self->roster->monday + (gint32) day);
}

const FwRecord *
fw_roster_repairs_find_lost (const FwRosterRepairs *self, guint day)
{
  const guint cell = find_ill_cell (self, day);
  const guint8 given = self->roster->given[cell];

  return self->lost[cell] && given != FW_ROSTER_FILL_EMPTY && given < FW_ROSTER_FILL_LEAVE
             ? self->templates->pdata[given - 1]
             : NULL;
}

GArray *
fw_roster_repairs_list_changes (const FwRosterRepairs *self, const FwRosterRepaired *repaired)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (FwPlannedChange));

  for (guint day = 0; day < self->roster->n_days; day++)
    if (self->lost[find_ill_cell (self, day)])
      {
        const FwPlannedChange change = { fw_record_get_id (self->person),
                                         self->roster->monday + (gint32) day, NULL };

        g_array_append_val (changes, change);
      }
  for (guint i = 0; repaired != NULL && i < repaired->changes->len; i++)
    {
      const FwRosterRepairChange *each =
          &g_array_index (repaired->changes, FwRosterRepairChange, i);
      const FwPlannedChange change = {
        fw_record_get_id (self->people->pdata[each->person]),
        self->roster->monday + (gint32) each->day,
        each->to != FW_ROSTER_FILL_EMPTY ? fw_record_get_id (self->templates->pdata[each->to - 1])
                                         : NULL,
      };

      g_array_append_val (changes, change);
    }
  return changes;
}

static guint
count_short (const FwPlannedDay *day)
{
  guint n = 0;

  for (guint i = 0; i < day->n; i++)
    n += fw_cover_count_short (day->wanted[i], day->planned[i]);
  return n;
}

/* Whether the site has as many people as was published that it wants, of all that the shift
 * covers. */
static gboolean
is_needless (const FwRosterRepairs *self, guint day, GArray *gone)
{
  const gint32 date = self->roster->monday + (gint32) day;
  const FwRecord *template = fw_roster_repairs_find_lost (self, day);
  const gint64 end =
      fw_record_integer (template, "start") + fw_record_integer (template, "length_minutes");
  g_autoptr (GArray) back = g_array_copy (gone);

  for (guint i = 0; i < back->len; i++)
    if (g_array_index (back, FwPlannedChange, i).day == date)
      g_array_index (back, FwPlannedChange, i).template = fw_record_get_id (template);
  for (gint32 each = date; each <= date + (end > 24 * 60); each++)
    {
      FwPlannedDay without, with;

      fw_planned_cover_count (&self->cover, each, (const FwPlannedChange *) (void *) gone->data,
                              gone->len, &without);
      fw_planned_cover_count (&self->cover, each, (const FwPlannedChange *) (void *) back->data,
                              back->len, &with);
      if (!with.known || count_short (&without) > count_short (&with))
        return FALSE;
    }
  return TRUE;
}

/* @told: what was published of each day and shift. */
static void
find_wanted (FwRosterRepairs *self, const guint *told)
{
  g_autoptr (GArray) gone = fw_roster_repairs_list_changes (self, NULL);

  for (guint day = self->roster->first; day < self->roster->end; day++)
    {
      const guint8 given = self->roster->given[find_ill_cell (self, day)];
      const guint at = day * self->roster->n_shifts + given - 1u;
      guint there = 0;

      if (fw_roster_repairs_find_lost (self, day) == NULL)
        {
          self->covered[day] = FALSE;
          continue;
        }
      for (guint i = 0; i < self->people->len; i++)
        there += self->roster->given[i * self->roster->n_days + day] == given;
      /* somebody else was given it beside those who were told */
      self->covered[day] = self->covered[day] && there > told[at];
      self->needless[day] = !self->covered[day] && is_needless (self, day, gone);
      if (self->covered[day] || self->needless[day])
        self->roster->wanted[at] = there - 1;
    }
}

/* ---- all ---- */

static gboolean
begin (
    FwRosterRepairs *self, FwRecords *records, FwScope *scope, const char *person, GError **error)
{
  self->records = records;
  self->now = g_get_real_time ();
  self->whole = fw_scope_new_administrator ();
  self->directory = fw_records_get_directory (records, error);
  if (self->directory != NULL)
    self->person = fw_records_get (records, scope, fw_kind_find ("person"), person, error);
  if (self->person == NULL)
    return FALSE;
  self->zone = fw_own_find_zone (self->directory, self->person);
  return TRUE;
}

static gboolean
check_size (const FwRosterRepairs *self, GError **error)
{
  if (self->people->len <= FW_ROSTER_MOST_PEOPLE && self->templates->len <= FW_ROSTER_MOST_SHIFTS)
    return TRUE;
  g_set_error_literal (error, FW_ERROR, FW_ERROR_INVALID, "too many people or shifts");
  return FALSE;
}

gboolean
fw_roster_repairs_init (FwRosterRepairs *self,
                        FwRecords *records,
                        FwCertificates *certificates,
                        FwScope *scope,
                        const char *person,
                        gint32 first,
                        gint32 last,
                        GError **error)
{
  g_autofree guint *told = NULL;
  Reading reading = { self, NULL };

  g_return_val_if_fail (self != NULL && records != NULL && person != NULL, FALSE);
  g_return_val_if_fail (first <= last, FALSE);

  self->first = first;
  self->last = last;
  if (!begin (self, records, scope, person, error) || !read_people (self, error) ||
      !read_templates (self, error) || !check_size (self, error) || !make_roster (self, error))
    return FALSE;
  reading.told = told = g_new0 (guint, self->roster->n_days * self->roster->n_shifts + 1);
  if (!ask_days (self, "shift", "day", "day", take_shifts, &reading, error) ||
      !ask_days (self, "leave-request", "first", "last", take_leave, &reading, error) ||
      !ask_bars (self, &reading, error) || !bar_shifts (self, certificates, error) ||
      !fw_planned_cover_read (&self->cover, records, self->whole, self->zone,
                              fw_record_text (self->person, "site"), first, last + 1, error))
    return FALSE;
  fix_begun (self);
  find_wanted (self, told);
  return TRUE;
}

FwRosterRepaired *
fw_roster_repairs_run (FwRosterRepairs *self, GError **error)
{
  const FwRosterRepair repair = { .roster = self->roster,
                                  .lost = self->lost,
                                  .fixed = self->fixed,
                                  .barred = self->barred,
                                  .avoided = self->avoided };
  FwRosterRepaired *repaired = fw_roster_repair_run (&repair, error);

  for (guint i = 0; repaired != NULL && i < repaired->changes->len; i++)
    self->avoided[g_array_index (repaired->changes, FwRosterRepairChange, i).person] = TRUE;
  return repaired;
}
