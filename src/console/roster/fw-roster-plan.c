/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-plan.h"

#include <string.h>

#include "core/roster/fw-duty-rule.h"

#define MORNING (8 * 60)
#define MIDDAY (12 * 60)

/* ---- templates ---- */

static void
free_template (gpointer data)
{
  FwRosterTemplate *template = data;

  g_free (template->id);
  g_free (template->name);
  g_free (template->letter);
  g_free (template->site);
  g_free (template);
}

/* By what a shift is to those who work it; its letter says which one it is. */
static FwGridTone
choose_tone (const FwRosterTemplate *template)
{
  return template->night             ? FW_GRID_FOURTH
         : template->start < MORNING ? FW_GRID_FIRST
         : template->start < MIDDAY  ? FW_GRID_SECOND
                                     : FW_GRID_THIRD;
}

static FwRosterTemplate *
make_template (const FwRecord *record)
{
  FwRosterTemplate *self = g_new0 (FwRosterTemplate, 1);
  const char *letter = fw_record_text (record, "letter"), *name = fw_record_text (record, "name");

  self->id = g_strdup (fw_record_get_id (record));
  self->name = g_strdup (name != NULL ? name : self->id);
  self->letter = letter != NULL ? g_strdup (letter) : g_utf8_substring (self->name, 0, 1);
  self->site = g_strdup (fw_record_text (record, "site"));
  self->start = (guint) fw_record_integer (record, "start");
  self->length = (guint) fw_record_integer (record, "length_minutes");
  fw_breaks_parse (fw_record_text (record, "breaks"), self->start, self->length, self->breaks,
                   &self->n_breaks);
  self->night = fw_duty_is_night (self->start, self->length);
  self->tone = choose_tone (self);
  return self;
}

static gint
compare_templates (gconstpointer a, gconstpointer b)
{
  const FwRosterTemplate *one = *(FwRosterTemplate *const *) a,
                         *other = *(FwRosterTemplate *const *) b;

  return one->start != other->start ? (one->start < other->start ? -1 : 1)
                                    : strcmp (one->id, other->id);
}

const FwRosterTemplate *
fw_roster_plan_find_template (FwRosterPlan *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && i < self->templates->len; i++)
    {
      const FwRosterTemplate *template = self->templates->pdata[i];

      if (g_str_equal (template->id, id))
        return template;
    }
  return NULL;
}

static gboolean
is_same_word (const char *one, const char *folded)
{
  g_autofree char *other = g_utf8_casefold (one, -1);

  return g_str_equal (other, folded);
}

const FwRosterTemplate *
fw_roster_plan_find_written (FwRosterPlan *self, const char *site, const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  folded = g_utf8_casefold (text, -1);
  for (guint i = 0; i < self->templates->len; i++)
    {
      const FwRosterTemplate *template = self->templates->pdata[i];

      if (g_strcmp0 (template->site, site) == 0 &&
          (is_same_word (template->letter, folded) || is_same_word (template->name, folded)))
        return template;
    }
  return NULL;
}

/* ---- rows ---- */

static guint
count_known (const FwRosterPlan *self)
{
  return FW_ROSTER_PLAN_BEFORE + self->n_days;
}

static guint
find_day (const FwRosterPlan *self, gint32 day)
{
  return (guint) (day - self->first + FW_ROSTER_PLAN_BEFORE);
}

gboolean
fw_roster_plan_knows (FwRosterPlan *self, gint32 day)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return day >= self->first - FW_ROSTER_PLAN_BEFORE && day < self->first + (gint32) self->n_days;
}

static void
free_row (FwRosterPlan *self, FwRosterRow *row)
{
  for (guint i = 0; i < count_known (self); i++)
    {
      g_clear_pointer (&row->stored[i], fw_record_unref);
      g_clear_pointer (&row->wanted[i], fw_record_unref);
    }
  g_free (row->stored);
  g_free (row->wanted);
  g_clear_pointer (&row->breaches, g_array_unref);
  g_clear_pointer (&row->zone, fw_zone_unref);
  g_free (row->person);
  g_free (row->name);
  g_free (row->site);
  g_free (row->team);
  g_free (row->team_title);
  g_free (row);
}

void
fw_roster_plan_free (FwRosterPlan *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    free_row (self, self->rows->pdata[i]);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->by_person);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->templates);
  g_free (self);
}

/* @chosen: (nullable): "a,b"; nothing: all. */
static gboolean
is_chosen (const char *chosen, const char *id)
{
  g_auto (GStrv) ids = NULL;

  if (chosen == NULL || *chosen == '\0')
    return TRUE;
  ids = g_strsplit (chosen, ",", -1);
  return id != NULL && g_strv_contains ((const char *const *) ids, id);
}

static const FwRecord *
find_record (GPtrArray *records, const char *id)
{
  for (guint i = 0; id != NULL && i < records->len; i++)
    if (g_str_equal (fw_record_get_id (records->pdata[i]), id))
      return records->pdata[i];
  return NULL;
}

static FwZone *
make_zone (const FwRecord *site)
{
  const char *name = site != NULL ? fw_record_text (site, "time_zone") : NULL;

  return name != NULL ? fw_zone_new (name, (guint) fw_record_integer (site, "day_start"), NULL)
                      : NULL;
}

static FwRosterRow *
make_row (FwRosterPlan *self, const FwRosterHouse *house, const FwRecord *person)
{
  FwRosterRow *row = g_new0 (FwRosterRow, 1);
  const FwRecord *team = find_record (house->teams, fw_record_text (person, "team"));

  row->person = g_strdup (fw_record_get_id (person));
  row->name = g_strdup (fw_record_text (person, "name"));
  row->site = g_strdup (fw_record_text (person, "site"));
  row->team = g_strdup (fw_record_text (person, "team"));
  row->team_title = g_strdup (team != NULL ? fw_record_text (team, "name") : "");
  fw_duty_find_limits (house->rules, row->team, row->person, &row->limits);
  row->stored = g_new0 (FwRecord *, count_known (self));
  row->wanted = g_new0 (FwRecord *, count_known (self));
  return row;
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const FwRosterRow *one = *(FwRosterRow *const *) a, *other = *(FwRosterRow *const *) b;
  const gint teams = g_utf8_collate (one->team_title, other->team_title);
  const gint names = teams != 0 ? teams : g_utf8_collate (one->name, other->name);

  return names != 0 ? names : strcmp (one->person, other->person);
}

static void
add_rows (FwRosterPlan *self, const FwRosterHouse *house, const char *site, const char *team)
{
  g_autoptr (GHashTable) zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fw_zone_unref);

  for (guint i = 0; i < house->people->len; i++)
    {
      const FwRecord *person = house->people->pdata[i];
      FwRosterRow *row;
      FwZone *zone;

      if (!is_chosen (site, fw_record_text (person, "site")) ||
          !is_chosen (team, fw_record_text (person, "team")))
        continue;
      row = make_row (self, house, person);
      g_ptr_array_add (self->rows, row);
      g_hash_table_insert (self->by_person, row->person, row);
      if (row->site == NULL)
        continue;
      zone = g_hash_table_lookup (zones, row->site);
      if (zone == NULL)
        {
          zone = make_zone (find_record (house->sites, row->site));
          if (zone != NULL)
            g_hash_table_insert (zones, row->site, zone);
        }
      row->zone = zone != NULL ? fw_zone_ref (zone) : NULL;
    }
  g_ptr_array_sort (self->rows, compare_rows);
}

static gboolean
shows_site (FwRosterPlan *self, const char *site)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (((FwRosterRow *) self->rows->pdata[i])->site, site) == 0)
      return TRUE;
  return FALSE;
}

FwRosterPlan *
fw_roster_plan_new (const FwRosterHouse *house,
                    const FwKind *kind,
                    const char *site,
                    const char *team,
                    gint32 first,
                    guint n_days)
{
  FwRosterPlan *self;

  g_return_val_if_fail (house != NULL && kind != NULL, NULL);

  self = g_new0 (FwRosterPlan, 1);
  self->kind = kind;
  self->first = first;
  self->n_days = n_days;
  self->rows = g_ptr_array_new ();
  self->by_person = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->templates = g_ptr_array_new_with_free_func (free_template);
  add_rows (self, house, site, team);
  for (guint i = 0; i < house->templates->len; i++)
    if (shows_site (self, fw_record_text (house->templates->pdata[i], "site")))
      g_ptr_array_add (self->templates, make_template (house->templates->pdata[i]));
  g_ptr_array_sort (self->templates, compare_templates);
  return self;
}

FwRosterRow *
fw_roster_plan_get_row (FwRosterPlan *self, guint row)
{
  g_return_val_if_fail (self != NULL && row < self->rows->len, NULL);

  return self->rows->pdata[row];
}

FwRosterRow *
fw_roster_plan_find_row (FwRosterPlan *self, const char *person)
{
  g_return_val_if_fail (self != NULL && person != NULL, NULL);

  return g_hash_table_lookup (self->by_person, person);
}

/* ---- cells ---- */

static void
set_record (FwRecord **place, FwRecord *record)
{
  FwRecord *before = *place;

  *place = record != NULL ? fw_record_ref (record) : NULL;
  if (before != NULL)
    fw_record_unref (before);
}

static void
store (FwRosterPlan *self, FwRosterRow *row, guint i, FwRecord *record)
{
  const gboolean clean = row->wanted[i] == row->stored[i];

  if (row->stored[i] != NULL &&
      g_hash_table_lookup (self->by_id, fw_record_get_id (row->stored[i])) == row->stored[i])
    g_hash_table_remove (self->by_id, fw_record_get_id (row->stored[i]));
  set_record (&row->stored[i], record);
  if (record != NULL)
    g_hash_table_replace (self->by_id, (gpointer) fw_record_get_id (record), record);
  if (clean)
    set_record (&row->wanted[i], record);
  row->fresh = FALSE;
}

/* Where a record that is known lies on the desk. */
static void
forget (FwRosterPlan *self, const char *id)
{
  const FwRecord *known = g_hash_table_lookup (self->by_id, id);
  FwRosterRow *row =
      known != NULL ? fw_roster_plan_find_row (self, fw_record_text (known, "person")) : NULL;

  if (row != NULL)
    store (self, row, find_day (self, (gint32) fw_record_integer (known, "day")), NULL);
}

static void
take_one (FwRosterPlan *self, FwRecord *record)
{
  const gint32 day = (gint32) fw_record_integer (record, "day");
  const char *person = fw_record_text (record, "person");
  FwRosterRow *row = person != NULL ? fw_roster_plan_find_row (self, person) : NULL;

  forget (self, fw_record_get_id (record));
  if (row != NULL && fw_roster_plan_knows (self, day))
    store (self, row, find_day (self, day), record);
}

static void
clear_stored (FwRosterPlan *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (guint day = 0; day < count_known (self); day++)
      store (self, self->rows->pdata[i], day, NULL);
}

void
fw_roster_plan_take (FwRosterPlan *self, GPtrArray *all, GPtrArray *deleted, gboolean whole)
{
  g_return_if_fail (self != NULL && all != NULL);

  if (whole)
    clear_stored (self);
  for (guint i = 0; deleted != NULL && i < deleted->len; i++)
    forget (self, deleted->pdata[i]);
  for (guint i = 0; i < all->len; i++)
    take_one (self, all->pdata[i]);
}

void
fw_roster_plan_carry (FwRosterPlan *self, FwRosterPlan *old)
{
  g_return_if_fail (self != NULL && old != NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      FwRosterRow *row = self->rows->pdata[i];
      FwRosterRow *before = fw_roster_plan_find_row (old, row->person);

      for (guint day = 0; before != NULL && day < count_known (self); day++)
        {
          const gint32 date = self->first - FW_ROSTER_PLAN_BEFORE + (gint32) day;
          const guint there = find_day (old, date);

          if (!fw_roster_plan_knows (old, date))
            continue;
          store (self, row, day, before->stored[there]);
          set_record (&row->wanted[day], before->wanted[there]);
        }
    }
}

FwRecord *
fw_roster_plan_get (FwRosterPlan *self, const FwRosterRow *row, gint32 day)
{
  g_return_val_if_fail (self != NULL && row != NULL, NULL);

  return fw_roster_plan_knows (self, day) ? row->wanted[find_day (self, day)] : NULL;
}

void
fw_roster_plan_put (FwRosterPlan *self, FwRosterRow *row, gint32 day, FwRecord *value)
{
  g_return_if_fail (self != NULL && row != NULL && fw_roster_plan_knows (self, day));

  set_record (&row->wanted[find_day (self, day)], value);
  row->fresh = FALSE;
}

void
fw_roster_plan_reset (FwRosterPlan *self, FwRosterRow *row, gint32 day)
{
  g_return_if_fail (self != NULL && row != NULL);

  if (fw_roster_plan_knows (self, day))
    fw_roster_plan_put (self, row, day, row->stored[find_day (self, day)]);
}

void
fw_roster_plan_settle (
    FwRosterPlan *self, FwRosterRow *row, gint32 day, FwRecord *value, FwRecord *sent)
{
  g_autoptr (FwRecord) wanted = NULL;
  guint i;

  g_return_if_fail (self != NULL && row != NULL && fw_roster_plan_knows (self, day));

  i = find_day (self, day);
  /* what was written since goes on being wanted, also where that is what stood there before */
  wanted = row->wanted[i] != NULL ? fw_record_ref (row->wanted[i]) : NULL;
  store (self, row, i, value);
  set_record (&row->wanted[i], wanted == sent ? value : wanted);
}

/* ---- what follows ---- */

static void
add_duty (FwRosterPlan *self, const FwRosterRow *row, const FwRecord *shift, GArray *duties)
{
  FwDuty duty = { .day = (gint32) fw_record_integer (shift, "day") };
  const FwRosterTemplate *template =
      fw_roster_plan_find_template (self, fw_record_text (shift, "template"));

  if (fw_roster_shift_is (shift, "off"))
    return;
  duty.leave = fw_roster_shift_is (shift, "leave");
  if (template != NULL && row->zone != NULL && !duty.leave)
    fw_duty_set_hours (&duty, row->zone, template->start, template->length);
  g_array_append_val (duties, duty);
}

void
fw_roster_plan_refresh (FwRosterPlan *self, FwRosterRow *row)
{
  g_autoptr (GArray) duties = NULL;

  g_return_if_fail (self != NULL && row != NULL);

  if (row->fresh)
    return;
  duties = g_array_new (FALSE, FALSE, sizeof (FwDuty));
  for (guint i = 0; i < count_known (self); i++)
    if (row->wanted[i] != NULL)
      add_duty (self, row, row->wanted[i], duties);
  g_clear_pointer (&row->breaches, g_array_unref);
  row->breaches = fw_duty_find_breaches ((const FwDuty *) (void *) duties->data, duties->len,
                                         &row->limits, self->first - FW_ROSTER_PLAN_BEFORE,
                                         self->first + (gint32) self->n_days - 1);
  row->worked = 0;
  row->nights = 0;
  for (guint i = 0; i < duties->len; i++)
    {
      const FwDuty *duty = &g_array_index (duties, FwDuty, i);

      if (duty->day < self->first)
        continue;
      row->worked += duty->end - duty->start;
      row->nights += duty->night;
    }
  while (row->breaches->len > 0 && g_array_index (row->breaches, FwDutyBreach, 0).day < self->first)
    g_array_remove_index (row->breaches, 0);
  row->fresh = TRUE;
}

const FwDutyBreach *
fw_roster_plan_find_breach (FwRosterPlan *self, FwRosterRow *row, gint32 day, guint i)
{
  g_return_val_if_fail (self != NULL && row != NULL, NULL);

  fw_roster_plan_refresh (self, row);
  for (guint each = 0; each < row->breaches->len; each++)
    {
      const FwDutyBreach *breach = &g_array_index (row->breaches, FwDutyBreach, each);

      if (breach->day == day && i-- == 0)
        return breach;
    }
  return NULL;
}

guint
fw_roster_plan_count_breaches (FwRosterPlan *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->rows->len; i++)
    {
      FwRosterRow *row = self->rows->pdata[i];

      fw_roster_plan_refresh (self, row);
      n += row->breaches->len;
    }
  return n;
}

guint
fw_roster_plan_count_drafts (FwRosterPlan *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->rows->len; i++)
    for (guint day = FW_ROSTER_PLAN_BEFORE; day < count_known (self); day++)
      n += fw_roster_shift_is_draft (((FwRosterRow *) self->rows->pdata[i])->wanted[day]);
  return n;
}

guint
fw_roster_plan_count (FwRosterPlan *self, const FwRosterTemplate *template, gint32 day)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL && template != NULL, 0);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const FwRecord *shift = fw_roster_plan_get (self, self->rows->pdata[i], day);

      n += fw_roster_shift_is (shift, "work") &&
           g_strcmp0 (fw_record_text (shift, "template"), template->id) == 0;
    }
  return n;
}
