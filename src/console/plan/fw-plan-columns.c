/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console/plan/fw-plan-columns.h"

#include "charts/fw-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char *id;
  const char *title;
  guint chars;
  double xalign;
} table[FW_N_PLAN_COLUMNS] = {
  [FW_PLAN_COLUMN_WHEN] = { "when", N_ ("Half hour"), 9, 0 },
  [FW_PLAN_COLUMN_CAME] = { "came", N_ ("Came"), 5, 1 },
  [FW_PLAN_COLUMN_CONTACTS] = { "contacts", NC_ ("forecast", "Expected"), 6, 1 },
  [FW_PLAN_COLUMN_INTERVAL] = { "interval", N_ ("80 % range"), 11, 1 },
  [FW_PLAN_COLUMN_AHT] = { "aht", N_ ("Handling time"), 7, 1 },
  [FW_PLAN_COLUMN_PEAK] = { "peak", N_ ("Peak"), 5, 1 },
  [FW_PLAN_COLUMN_PEOPLE] = { "people", N_ ("People needed"), 6, 1 },
  [FW_PLAN_COLUMN_TOGETHER] = { "together", N_ ("If all share"), 5, 1 },
  [FW_PLAN_COLUMN_HOURS] = { "hours", N_ ("Hours at work"), 6, 1 },
  [FW_PLAN_COLUMN_PAID] = { "paid", N_ ("Hours paid"), 6, 1 },
};

char *
fw_plan_write_contacts (double contacts)
{
  /* Of a quiet half hour "0" would say that nobody calls. */
  return fw_format_value (contacts > 0 && contacts < 9.95 ? FW_FORMAT_POINTS : FW_FORMAT_COUNT,
                          contacts);
}

static double
get_value (FwPlanColumn column, const FwPlanFacts *facts)
{
  switch (column)
    {
    case FW_PLAN_COLUMN_CAME:
      return facts->came;
    case FW_PLAN_COLUMN_CONTACTS:
      return facts->contacts;
    case FW_PLAN_COLUMN_INTERVAL:
      return facts->high - facts->low;
    case FW_PLAN_COLUMN_AHT:
      return facts->aht_s;
    case FW_PLAN_COLUMN_PEOPLE:
      return facts->people;
    case FW_PLAN_COLUMN_TOGETHER:
      return facts->together;
    case FW_PLAN_COLUMN_HOURS:
      return facts->hours;
    case FW_PLAN_COLUMN_PAID:
      return facts->paid_hours;
    case FW_PLAN_COLUMN_PEAK:
    case FW_PLAN_COLUMN_WHEN:
    case FW_N_PLAN_COLUMNS:
    default:
      return (double) facts->index;
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const FwPlanColumn column = GPOINTER_TO_UINT (data);
  const FwPlanFacts *one = fw_plan_item_get ((gpointer) a);
  const FwPlanFacts *two = fw_plan_item_get ((gpointer) b);
  const double first = get_value (column, one), second = get_value (column, two);

  if (first < second || (isnan (first) && !isnan (second)))
    return -1;
  if (first > second || (isnan (second) && !isnan (first)))
    return 1;
  return one->index < two->index ? -1 : one->index > two->index;
}

static char *
write_interval (const FwPlanFacts *facts)
{
  g_autofree char *low = fw_format_value (FW_FORMAT_COUNT, facts->low);
  g_autofree char *high = fw_format_value (FW_FORMAT_COUNT, facts->high);

  /* Translators: from the one number to the other */
  return g_strdup_printf (_ ("%s – %s"), low, high);
}

static char *
write_cell (FwPlanColumn column, const FwPlanFacts *facts)
{
  switch (column)
    {
    case FW_PLAN_COLUMN_WHEN:
      return facts->day ? fw_format_weekday (facts->at, facts->zone)
                        : fw_format_clock (facts->at, facts->zone);
    case FW_PLAN_COLUMN_CONTACTS:
      return fw_plan_write_contacts (facts->contacts);
    case FW_PLAN_COLUMN_INTERVAL:
      return write_interval (facts);
    case FW_PLAN_COLUMN_AHT:
      return fw_format_value (FW_FORMAT_DURATION, facts->aht_s);
    case FW_PLAN_COLUMN_PEAK:
      return facts->peak != 0 ? fw_format_clock (facts->peak, facts->zone)
                              : g_strdup (FW_FORMAT_NONE);
    case FW_PLAN_COLUMN_CAME:
    case FW_PLAN_COLUMN_PEOPLE:
    case FW_PLAN_COLUMN_TOGETHER:
    case FW_PLAN_COLUMN_HOURS:
    case FW_PLAN_COLUMN_PAID:
      return fw_format_value (FW_FORMAT_COUNT, get_value (column, facts));
    case FW_N_PLAN_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static void
show_cell (gpointer row, FwLiveCell *cell, gpointer data)
{
  const FwPlanColumn column = GPOINTER_TO_UINT (data);
  g_autofree char *text = write_cell (column, fw_plan_item_get (row));

  fw_live_cell_set (cell, text, FW_MARK_NONE, FW_CHART_COLOR_TEXT,
                    column == FW_PLAN_COLUMN_INTERVAL || g_str_equal (text, FW_FORMAT_NONE),
                    column == FW_PLAN_COLUMN_PEOPLE);
}

/* What the row says in one sentence, for whoever hears it or rests the pointer on it. */
static char *
describe (gpointer row, gpointer data)
{
  const FwPlanFacts *facts = fw_plan_item_get (row);
  g_autofree char *when = write_cell (FW_PLAN_COLUMN_WHEN, facts);
  g_autofree char *contacts = fw_plan_write_contacts (facts->contacts);
  g_autofree char *interval = write_interval (facts);
  g_autofree char *people = fw_format_value (FW_FORMAT_COUNT, facts->people);

  if (isnan (facts->people))
    /* Translators: a day or half hour, contacts, and from the fewest to the most that are likely */
    return g_strdup_printf (_ ("%s: %s contacts (%s); how many people is not known"), when,
                            contacts, interval);
  /* Translators: the same, and how many people are needed */
  return g_strdup_printf (_ ("%s: %s contacts (%s), %s people"), when, contacts, interval, people);
}

static const char *
get_title (FwPlanColumn column, gboolean days)
{
  if (column == FW_PLAN_COLUMN_WHEN && days)
    return _ ("Day");
  return column == FW_PLAN_COLUMN_CONTACTS ? C_ ("forecast", "Expected") : _ (table[column].title);
}

void
fw_plan_columns_add (FwLiveGrid *grid, gboolean days)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid));

  for (guint i = 0; i < FW_N_PLAN_COLUMNS; i++)
    {
      FwLiveColumn column = { .id = table[i].id,
                              .title = get_title (i, days),
                              .xalign = table[i].xalign,
                              .chars = table[i].chars,
                              .expand = i == FW_PLAN_COLUMN_WHEN,
                              .room = FW_LIVE_ROOM_WHOLE,
                              .compare = compare,
                              .compare_data = GUINT_TO_POINTER (i),
                              .show = show_cell,
                              .show_data = GUINT_TO_POINTER (i),
                              .describe = describe };

      fw_live_grid_add_column (grid, &column);
    }
}

void
fw_plan_columns_choose (FwLiveGrid *grid, gboolean days, const FwPlanAnswer *answer, gboolean today)
{
  g_return_if_fail (FW_IS_LIVE_GRID (grid) && answer != NULL);

  fw_live_grid_show_column (grid, FW_PLAN_COLUMN_CAME, !days && today);
  fw_live_grid_show_column (grid, FW_PLAN_COLUMN_AHT, !days);
  fw_live_grid_show_column (grid, FW_PLAN_COLUMN_PEAK, days);
  fw_live_grid_show_column (grid, FW_PLAN_COLUMN_TOGETHER, answer->n_queues > 1);
  fw_live_grid_show_column (grid, FW_PLAN_COLUMN_HOURS, days);
  fw_live_grid_show_column (grid, FW_PLAN_COLUMN_PAID, days && !isnan (answer->shrinkage));
}
