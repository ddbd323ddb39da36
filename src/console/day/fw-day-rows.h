/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "core/roster/fw-day.h"

G_BEGIN_DECLS

#define FW_DAY_STEP (30 * FW_MINUTE) /* of a column */
#define FW_DAY_MOST_MOMENTS 50

/** FwDayPart: a span of a plan, or of what somebody did. */
typedef struct
{
  gint64 from, to;
  FwDayKind kind;  /* of a plan */
  gboolean works;  /* of what was: at work, else paused for @note */
  char *note;      /* (nullable): which training, why an exception, or the reason of a pause */
  char *what;      /* (nullable): of an exception, as its record says */
  char *exception; /* (nullable): its id */
  char *signed_by; /* (nullable): its writer */
} FwDayPart;

/** FwDayRow: one person. */
typedef struct
{
  char *person, *name, *team_title;
  char *shift, *type; /* (nullable): what was published: its name; "work", "training", "leave" */
  char *letter;
  gboolean draft; /* there is a change that was not published */
  FwDayStanding standing;
  double late_s, early_s;
  gint64 since;
  double adherence, conformance; /* NAN: no data */
  GArray *plan, *states;         /* FwDayPart */
} FwDayRow;

/** FwDaySum: of all that are shown. */
typedef struct
{
  guint planned, with_data, late, missing, away, left_early;
  double adherence, conformance;
} FwDaySum;

/**
 * FwDayRows:
 * The answer of GET day as it is shown: who has a plan or was there, those first that somebody must
 * look after.
 */
typedef struct
{
  GPtrArray *rows; /* FwDayRow */
  guint n_others;  /* people of whom nothing was planned, and who were not there */
  FwDaySum total;
  gint32 day;
  gint64 from, to, now; /* of the day, and the moment up to which it is judged */
  gint64 first;         /* of the columns; whole hours */
  guint n_columns;
  gboolean runs;
  char *zone;
  GTimeZone *clock;
  guint n;
  gboolean has_wanted;
  double wanted[FW_DAY_MOST_MOMENTS], scheduled[FW_DAY_MOST_MOMENTS], actual[FW_DAY_MOST_MOMENTS];
} FwDayRows;

/** fw_day_rows_read: Returns: (transfer full): NULL with an error that says what was expected. */
FwDayRows *fw_day_rows_read (JsonObject *answer, GError **error);
void fw_day_rows_free (FwDayRows *self);
/** fw_day_rows_find: Returns: where the row of that person stands; G_MAXUINT for none. */
guint fw_day_rows_find (FwDayRows *self, const char *person);
const FwDayRow *fw_day_rows_get (FwDayRows *self, guint row);
/** fw_day_rows_is_over: whether all that was planned of @row lies behind. */
gboolean fw_day_rows_is_over (const FwDayRows *self, const FwDayRow *row);
/** fw_day_rows_find_part: Returns: (nullable): the part of @parts that lies at @at. */
const FwDayPart *fw_day_rows_find_part (const GArray *parts, gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwDayRows, fw_day_rows_free)

G_END_DECLS
