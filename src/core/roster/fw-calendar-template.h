/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/calendar/fw-zone.h"
#include "core/kind/fw-record.h"

G_BEGIN_DECLS

/* What comes again and takes people off the phones: when it is due, and what it says of itself. */

typedef enum
{
  FW_CALENDAR_WORKING_DAY,
  FW_CALENDAR_WEEK,
  FW_CALENDAR_QUARTER,
  FW_CALENDAR_PEAK
} FwCalendarOften;

typedef enum
{
  FW_CALENDAR_TEAM,     /* each team by itself */
  FW_CALENDAR_SITE,     /* everybody of a site together */
  FW_CALENDAR_POSITIONS /* holders of positions of a site together */
} FwCalendarWhom;

/** FwCalendarTemplate: of a record of the kind calendar-template. */
typedef struct
{
  FwCalendarOften often;
  FwCalendarWhom whom;
  gboolean adds;          /* puts people on the phones instead of taking them off */
  guint weekday;          /* 1 (Monday) to 7; 0: any */
  guint length;           /* minutes */
  guint earliest, latest; /* minutes after midnight by the clock on the wall */
  guint at_once;          /* people at most; 0: as many as can */
  guint places;           /* people each time; 0: everybody */
  guint before;           /* days before a peak */
} FwCalendarTemplate;

void fw_calendar_template_read (const FwRecord *record, FwCalendarTemplate *self);
/** fw_calendar_template_check: what the fields of a record say together. Returns: FALSE with
 * FW_ERROR_INVALID, "field: expectation". */
gboolean fw_calendar_template_check (const FwRecord *record, GError **error);

/** FwCalendarTask: one of a peak. */
typedef struct
{
  guint before; /* days before the peak by which it is done */
  char *name;
} FwCalendarTask;

/** fw_calendar_tasks_parse: "5: Seats; 3: Stress test". @text: (nullable): none. Returns: (transfer
 * full) (element-type FwCalendarTask) (nullable): NULL: it is no such list. */
GArray *fw_calendar_tasks_parse (const char *text);

/** FwCalendarOccurrence: one time that it is due, and the days on which it can be held. */
typedef struct
{
  gint32 due; /* the day; of a week its Monday, of a quarter its first day, of a peak its day */
  gint32 first, last; /* days that can be asked for; on which it is not held are among them */
} FwCalendarOccurrence;

/** FwCalendarDays: which days of a site are worked. */
typedef gboolean (*FwCalendarDays) (gint32 day, gpointer user_data);

/** fw_calendar_template_can: whether an occurrence may be held on @day. */
gboolean fw_calendar_template_can (const FwCalendarTemplate *self,
                                   gint32 day,
                                   FwCalendarDays is_worked,
                                   gpointer user_data);

/** fw_calendar_template_find: what of it is due with a day on which it can be held from @first to
 * @last. Preparation of a peak begins on the last worked day at least `before` days ahead of it;
 * where that is before @first, on the first worked day that is left.
 * @peaks: (array length=n_peaks) (nullable): days, in any order
 * Returns: (transfer full) (element-type FwCalendarOccurrence): in the order of their days */
GArray *fw_calendar_template_find (const FwCalendarTemplate *self,
                                   gint32 first,
                                   gint32 last,
                                   FwCalendarDays is_worked,
                                   gpointer user_data,
                                   const gint32 *peaks,
                                   guint n_peaks);

/** FwCalendarShipped: a template that every centre may take; its texts are translated where they
 * are taken. */
typedef struct
{
  const char *id, *name;
  const char *fields[12][2]; /* field and CSV text; the name of NULL ends them */
  const char *tasks[3];      /* (nullable) */
  guint before[3];           /* days before the peak, of each task */
} FwCalendarShipped;

/** fw_calendar_shipped: Returns: @n of them: morning meeting, counselling, team event, leaders on
 * the front line, preparation of a peak. */
const FwCalendarShipped *fw_calendar_shipped (guint *n);

G_END_DECLS
