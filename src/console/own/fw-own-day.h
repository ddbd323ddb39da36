/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** FwOwnFacts: what somebody was told of a day of hers. */
typedef struct
{
  gint32 day;
  gboolean today;
  gboolean open;      /* nobody was told anything of it yet */
  const char *id;     /* "": the day is free */
  const char *code;   /* of the day, to be compared with what it was: type, name and hours */
  const char *breaks; /* as the shift has them; "": none */
  gint64 minutes;     /* that pass; 0: none are known */
  gint64 paid;        /* minutes */
  const char *before; /* (nullable): the code when she looked last, where it was another */
} FwOwnFacts;

/** FwOwnDay: one row. "revision" (uint) is there for the grid; a day never changes. */
#define FW_TYPE_OWN_DAY (fw_own_day_get_type ())
G_DECLARE_FINAL_TYPE (FwOwnDay, fw_own_day, FW, OWN_DAY, GObject)

/** fw_own_day_new: @shift: (nullable): of the answer of own/shifts; NULL: the day is free. */
FwOwnDay *fw_own_day_new (gint32 day, JsonObject *shift, gboolean today, gboolean open);
const FwOwnFacts *fw_own_day_get (FwOwnDay *self);
/** fw_own_is_work: a shift, no training, leave or free day. */
gboolean fw_own_is_work (const FwOwnFacts *facts);
/** fw_own_day_set_before: before it is shown. @code: (nullable): what she saw last. */
void fw_own_day_set_before (FwOwnDay *self, const char *code);

/* All (transfer full), translated. */

char *fw_own_write_date (gint32 day);                /* "Thu 27 Nov" */
char *fw_own_write_days (gint32 from, gint32 to);    /* "Mon 23 Nov – Sun 29 Nov" */
char *fw_own_write_duration (gint64 minutes);        /* "7h 30m" */
char *fw_own_write_name (const FwOwnFacts *facts);   /* "Early", "Leave", "Day off" */
char *fw_own_write_hours (const char *code);         /* "06:00–14:00"; "" where there are none */
char *fw_own_write_change (const FwOwnFacts *facts); /* "was Late 14:00–22:00"; "" */
/** fw_own_write_day: all of it, in one sentence. */
char *fw_own_write_day (const FwOwnFacts *facts);

G_END_DECLS
