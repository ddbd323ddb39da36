/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/roster/fw-swap.h"

#include "core/fw-name.h"

static const char *const kinds[] = {
  [FW_SWAP_NOT_THERE] = "not-there", [FW_SWAP_NOT_FREE] = "not-free",
  [FW_SWAP_BREACH] = "breach",       [FW_SWAP_CHANGED] = "changed",
  [FW_SWAP_PLANNED] = "planned",     [FW_SWAP_CERTIFICATE] = "certificate",
  [FW_SWAP_LEAVE] = "leave",         [FW_SWAP_BARRED] = "barred",
};

static const char *const rules[FW_DUTY_N_RULES] = {
  [FW_DUTY_OVERLAP] = "overlap",     [FW_DUTY_REST] = "rest",
  [FW_DUTY_DAYS] = "days",           [FW_DUTY_NIGHTS] = "nights",
  [FW_DUTY_WEEK_MOST] = "week-most", [FW_DUTY_WEEK_LEAST] = "week-least",
};

void
fw_swap_fault_clear (FwSwapFault *self)
{
  g_clear_pointer (&self->name, g_free);
}

GArray *
fw_swap_fault_new_array (void)
{
  GArray *faults = g_array_new (FALSE, TRUE, sizeof (FwSwapFault));

  g_array_set_clear_func (faults, (GDestroyNotify) fw_swap_fault_clear);
  return faults;
}

static const FwDuty *
find_duty (const FwSwapRow *row, gint32 day)
{
  for (guint i = 0; i < row->n; i++)
    if (row->duties[i].day == day)
      return &row->duties[i];
  return NULL;
}

/* ---- the days ---- */

static void
add_day (GArray *faults, FwSwapSide side, FwSwapFaultKind kind, gint32 day)
{
  const FwSwapFault fault = { .side = side, .kind = kind, .day = day };

  g_array_append_val (faults, fault);
}

/* @gives: a day, or FW_SWAP_ALONE: none; @takes: the same. */
static void
check_days (GArray *faults, const FwSwapRow *row, FwSwapSide side, gint32 gives, gint32 takes)
{
  const FwDuty *given = gives != FW_SWAP_ALONE ? find_duty (row, gives) : NULL;
  const FwDuty *there = takes != FW_SWAP_ALONE && takes != gives ? find_duty (row, takes) : NULL;

  if (gives != FW_SWAP_ALONE && (given == NULL || given->leave || given->end <= given->start))
    add_day (faults, side, FW_SWAP_NOT_THERE, gives);
  if (there != NULL)
    add_day (faults, side, there->leave ? FW_SWAP_LEAVE : FW_SWAP_NOT_FREE, takes);
}

/* ---- what breaks ---- */

/* @taken: (nullable): from the other's roster. */
static GArray *
make_row (const FwSwapRow *row, gint32 gives, const FwDuty *taken)
{
  GArray *duties = g_array_sized_new (FALSE, FALSE, sizeof (FwDuty), row->n + 1);
  gboolean placed = taken == NULL;

  for (guint i = 0; i < row->n; i++)
    {
      if (!placed && row->duties[i].day >= taken->day)
        {
          g_array_append_val (duties, *taken);
          placed = TRUE;
        }
      if (row->duties[i].day != gives)
        g_array_append_val (duties, row->duties[i]);
    }
  if (!placed)
    g_array_append_val (duties, *taken);
  return duties;
}

static GArray *
find_breaches (const FwSwapRow *row, const FwDuty *duties, guint n)
{
  return fw_duty_find_breaches (duties, n, &row->limits, row->from, row->to);
}

static void
check_breaches (
    GArray *faults, const FwSwapRow *row, FwSwapSide side, gint32 gives, const FwDuty *taken)
{
  g_autoptr (GArray) duties = make_row (row, gives, taken);
  g_autoptr (GArray) before = find_breaches (row, row->duties, row->n);
  g_autoptr (GArray) after =
      find_breaches (row, (const FwDuty *) (void *) duties->data, duties->len);

  for (guint i = 0; i < after->len; i++)
    {
      const FwDutyBreach *breach = &g_array_index (after, FwDutyBreach, i);
      const FwSwapFault fault = {
        .side = side, .kind = FW_SWAP_BREACH, .day = breach->day, .breach = *breach
      };

      if (!fw_duty_stood_before (before, breach))
        g_array_append_val (faults, fault);
    }
}

GArray *
fw_swap_find_faults (const FwSwapRow *rows, gint32 day, gint32 back)
{
  GArray *faults = fw_swap_fault_new_array ();

  g_return_val_if_fail (rows != NULL, faults);

  check_days (faults, &rows[FW_SWAP_GIVER], FW_SWAP_GIVER, day, back);
  check_days (faults, &rows[FW_SWAP_TAKER], FW_SWAP_TAKER, back, day);
  if (faults->len > 0)
    return faults;
  check_breaches (faults, &rows[FW_SWAP_GIVER], FW_SWAP_GIVER, day,
                  back != FW_SWAP_ALONE ? find_duty (&rows[FW_SWAP_TAKER], back) : NULL);
  check_breaches (faults, &rows[FW_SWAP_TAKER], FW_SWAP_TAKER, back,
                  find_duty (&rows[FW_SWAP_GIVER], day));
  return faults;
}

GArray *
fw_swap_find_taker_faults (const FwSwapRow *row, const FwDuty *duty)
{
  GArray *faults = fw_swap_fault_new_array ();

  g_return_val_if_fail (row != NULL && duty != NULL, faults);

  check_days (faults, row, FW_SWAP_TAKER, FW_SWAP_ALONE, duty->day);
  if (faults->len == 0)
    check_breaches (faults, row, FW_SWAP_TAKER, FW_SWAP_ALONE, duty);
  return faults;
}

/* ---- names ---- */

const char *
fw_swap_fault_kind_to_name (FwSwapFaultKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind];
}

gboolean
fw_swap_fault_kind_from_name (const char *name, FwSwapFaultKind *kind)
{
  guint index;

  g_return_val_if_fail (kind != NULL, FALSE);

  if (!fw_name_find (kinds, G_N_ELEMENTS (kinds), fw_text (name), &index))
    return FALSE;
  *kind = (FwSwapFaultKind) index;
  return TRUE;
}

const char *
fw_duty_rule_to_name (FwDutyRule rule)
{
  g_return_val_if_fail (rule < FW_DUTY_N_RULES, NULL);

  return rules[rule];
}

gboolean
fw_duty_rule_from_name (const char *name, FwDutyRule *rule)
{
  guint index;

  g_return_val_if_fail (rule != NULL, FALSE);

  if (!fw_name_find (rules, FW_DUTY_N_RULES, fw_text (name), &index))
    return FALSE;
  *rule = (FwDutyRule) index;
  return TRUE;
}
