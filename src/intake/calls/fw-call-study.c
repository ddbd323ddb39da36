/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake/calls/fw-call-study.h"

#include "core/calendar/fw-civil.h"
#include "intake/calls/fw-call-moment.h"

/* Rows that all stand at midnight before it is taken for a way of writing days. */
#define FEWEST_MIDNIGHTS 3

static gint
find_date_column (const FwCallMapping *mapping)
{
  return mapping->column[FW_CALL_DATE_TIME] >= 0 ? mapping->column[FW_CALL_DATE_TIME]
                                                 : mapping->column[FW_CALL_DATE];
}

guint
fw_call_study_count_cells (const FwCallMapping *mapping)
{
  gint last = find_date_column (mapping);

  for (guint i = FW_CALL_WAIT; i <= FW_CALL_WRAP; i++)
    last = MAX (last, mapping->column[i]);

  return (guint) (last + 1);
}

static inline gboolean
is_whole_or_clock (FwText cell)
{
  for (guint i = 0; i < cell.length; i++)
    if (cell.data[i] == '.' || cell.data[i] == ',')
      return FALSE;

  return TRUE;
}

static void
study_numbers (FwCallStudy *self, const FwCallMapping *mapping, const FwCsv *csv)
{
  for (guint i = FW_CALL_WAIT; i <= FW_CALL_WRAP; i++)
    {
      guint column = (guint) mapping->column[i];

      if (mapping->column[i] >= 0 && column < csv->n_cells &&
          (mapping->unit_ms[i] & FW_CALL_NOTATION) == 0 &&
          G_UNLIKELY (!is_whole_or_clock (csv->cells[column])))
        fw_decimal_study_add (&self->decimals, csv->line, fw_cell_trim (csv->cells[column]));
    }
}

/* "2026-03-13 00:00:00" is how a spreadsheet writes a day. */
static gboolean
is_at_midnight (FwText cell)
{
  FwCallMoment moment;

  return fw_call_moment_read (cell, &moment) && moment.has_date && moment.has_time &&
         moment.zone == FW_CALL_ZONE_NONE && moment.ms == 0;
}

static void
note_midnight (FwCallStudy *self)
{
  self->n_midnights += self->last_at_midnight;
  self->others |= !self->last_at_midnight;
}

void
fw_call_study_add (FwCallStudy *self, const FwCallMapping *mapping, const FwCsv *csv)
{
  guint column = (guint) find_date_column (mapping);
  FwText cell;

  study_numbers (self, mapping, csv);
  if (column >= csv->n_cells)
    return;
  cell = fw_cell_trim (csv->cells[column]);
  if (cell.length == 0)
    return;
  if (cell.length == self->last_length && fw_bytes_equal (cell.data, self->last, cell.length))
    {
      note_midnight (self);
      return;
    }
  /* One that is not is enough. */
  self->last_at_midnight = !self->others && is_at_midnight (cell);
  note_midnight (self);
  self->last_length = cell.length <= sizeof self->last ? cell.length : 0;
  memcpy (self->last, cell.data, self->last_length);
  fw_date_study_add (&self->dates, csv->line, cell);
}

guint
fw_call_study_find_this_year (void)
{
  guint year, month, day;

  fw_civil_from_days ((gint32) (g_get_real_time () / G_USEC_PER_SEC / 86400), &year, &month, &day);

  return year;
}

gboolean
fw_call_study_settle (const FwCallStudy *self,
                      FwCallMapping *mapping,
                      gboolean sheet,
                      FwCallClock *clock,
                      char *decimal,
                      GError **error)
{
  if (mapping->stated.order == FW_DATE_ORDER_UNKNOWN &&
      !fw_date_study_settle (&self->dates, fw_call_study_find_this_year (), &mapping->order, error))
    return FALSE;
  clock->order = mapping->order;
  clock->time_is_part = mapping->time_is_part;
  clock->time_digits = mapping->time_digits;
  clock->days_only = mapping->column[FW_CALL_TIME] < 0 &&
                     ((self->dates.timed.n == 0 && self->dates.days.n > 0) ||
                      (!self->others && self->n_midnights >= FEWEST_MIDNIGHTS));
  if (*decimal != '\0')
    return TRUE;
  *decimal = '.';

  return (sheet && self->decimals.comma.n == 0) ||
         fw_decimal_study_settle (&self->decimals, decimal, error);
}
