/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/roster/fw-roster-source.h"

#include "charts/fw-format.h"
#include "console/roster/fw-roster-words.h"

#include <glib/gi18n-lib.h>

void
fw_roster_shown_clear (FwRosterShown *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->top, g_free);
  g_clear_pointer (&self->sum, g_free);
}

static const char *
keep (char **place, char *text)
{
  g_free (*place);
  *place = text;
  return text;
}

static gint32
get_day (const FwRosterShown *self, guint column)
{
  return self->plan->first + (gint32) column;
}

/* Training tells that it is, not whose hours it has; what is taken off shows what was told. */
static void
get_cell (gpointer data, guint row, guint column, FwGridCell *cell)
{
  FwRosterShown *self = data;
  FwRosterRow *person = fw_roster_plan_get_row (self->plan, row);
  const gint32 day = get_day (self, column);
  const FwRecord *shift = fw_roster_plan_get (self->plan, person, day);
  const gboolean off = fw_roster_shift_is (shift, "off");
  const FwRosterTemplate *template;

  cell->mark = fw_roster_plan_find_breach (self->plan, person, day, 0) != NULL;
  if (shift == NULL)
    return;
  cell->open = fw_roster_shift_is_draft (shift);
  cell->struck = off;
  template =
      fw_roster_plan_find_template (self->plan, fw_record_text (shift, off ? "told" : "template"));
  if (fw_roster_shift_is (shift, "leave"))
    cell->tone = FW_GRID_HATCHED;
  else if (fw_roster_shift_is (shift, "training"))
    cell->tone = FW_GRID_FIFTH;
  else if (template != NULL && !off)
    cell->tone = template->tone;
  cell->text = cell->tone == FW_GRID_HATCHED || cell->tone == FW_GRID_FIFTH || template == NULL
                   ? fw_roster_write_short (shift)
                   : template->letter;
}

static void
get_head (gpointer data, guint column, FwGridHead *head)
{
  FwRosterShown *self = data;
  const gint32 day = get_day (self, column);
  const guint weekday = fw_zone_get_weekday (day);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * G_GINT64_CONSTANT (86400));

  /* the first of a month tells which one it is */
  head->top = keep (&self->top, g_date_time_format (date, "%a"));
  head->text = keep (&self->text, g_strdup_printf ("%d", g_date_time_get_day_of_month (date)));
  head->quiet = weekday > 5;
  head->now = day == self->today;
}

static void
get_row (gpointer data, guint row, FwGridRow *name)
{
  FwRosterShown *self = data;
  const FwRosterRow *person = fw_roster_plan_get_row (self->plan, row);

  name->name = person->name;
  name->note = self->teams ? person->team_title : NULL;
}

static const char *
get_sum (gpointer data, guint row, guint sum)
{
  FwRosterShown *self = data;
  FwRosterRow *person = fw_roster_plan_get_row (self->plan, row);

  fw_roster_plan_refresh (self->plan, person);
  return keep (&self->sum, sum == 0 ? fw_roster_write_hours (person->worked)
                                    : fw_format_count (person->nights));
}

static const char *
get_sum_head (gpointer data, guint sum)
{
  return sum == 0 ? _ ("Hours") : _ ("Nights");
}

/* ---- feet ---- */

#define MOST_SHIFTS 6
#define MOST_SHIFTS_BESIDE 4 /* where what the days want stands below them */

typedef enum
{
  FOOT_SHIFT,
  FOOT_WANTED,
  FOOT_PLANNED,
  FOOT_SHORT
} Foot;

static guint
count_wants (const FwRosterShown *self)
{
  if (self->cover == NULL || !fw_roster_wants_is_known (self->cover))
    return 0;
  return self->has_room ? FOOT_SHORT : 1;
}

static guint
count_shifts (const FwRosterShown *self)
{
  return MIN (self->plan->templates->len,
              count_wants (self) > 0 ? MOST_SHIFTS_BESIDE : MOST_SHIFTS);
}

guint
fw_roster_shown_count_feet (const FwRosterShown *self)
{
  g_return_val_if_fail (self != NULL && self->plan != NULL, 0);

  return count_shifts (self) + count_wants (self);
}

static Foot
find_foot (const FwRosterShown *self, guint foot)
{
  const guint shifts = count_shifts (self);

  if (foot < shifts)
    return FOOT_SHIFT;
  return self->has_room ? FOOT_WANTED + (foot - shifts) : FOOT_SHORT;
}

/* What is short has a shape as well as a colour. */
static char *
write_cover (const FwRosterWantsDay *day, Foot foot, gboolean *is_short)
{
  if (foot == FOOT_PLANNED)
    return fw_format_count ((guint64) (day->hours_planned + 0.5));
  if (!day->known)
    return g_strdup (FW_FORMAT_NONE);
  if (foot == FOOT_WANTED)
    return fw_format_count ((guint64) (day->hours_wanted + 0.5));
  *is_short = day->gap.most > 0;
  return *is_short ? g_strdup_printf ("▲%u", day->gap.most) : g_strdup ("0");
}

static const char *
get_foot_name (gpointer data, guint foot)
{
  const FwRosterShown *self = data;

  switch (find_foot (self, foot))
    {
    case FOOT_WANTED:
      return _ ("Hours wanted");
    case FOOT_PLANNED:
      return _ ("Hours planned");
    case FOOT_SHORT:
      return _ ("Most people short");
    case FOOT_SHIFT:
    default:
      break;
    }
  return ((FwRosterTemplate *) self->plan->templates->pdata[foot])->name;
}

static const char *
get_foot (gpointer data, guint foot, guint column, gboolean *is_short)
{
  FwRosterShown *self = data;
  const gint32 day = get_day (self, column);
  const Foot kind = find_foot (self, foot);
  guint n;

  if (kind != FOOT_SHIFT)
    return keep (&self->text, write_cover (fw_roster_wants_get (self->cover, day), kind, is_short));
  n = fw_roster_plan_count (self->plan, self->plan->templates->pdata[foot], day);
  return keep (&self->text, n > 0 ? fw_format_count (n) : g_strdup (FW_FORMAT_NONE));
}

static char *
describe (gpointer data, guint row, guint column)
{
  FwRosterShown *self = data;

  return fw_roster_write_cell (self->plan, fw_roster_plan_get_row (self->plan, row),
                               get_day (self, column));
}

const FwGridSource fw_roster_source = { get_cell,     get_head,      get_row,  get_sum,
                                        get_sum_head, get_foot_name, get_foot, describe };
