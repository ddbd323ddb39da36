/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FwIcalProperty: one unfolded line of a component. */
typedef struct
{
  char *name;  /* upper case */
  char *value; /* without blanks around it */
  char *text;  /* as it stands */
  char *tzid;  /* (nullable) */
  gboolean is_date;
  gboolean is_period;
  gboolean and_future; /* RANGE=THISANDFUTURE */
} FwIcalProperty;

/** FwIcalComponent: what is read of a VEVENT, or of a VTIMEZONE's STANDARD or DAYLIGHT; what is
 * nested in an event is passed over. */
typedef struct
{
  guint64 line;          /* on which it begins, before unfolding, from 1 */
  char *problem;         /* (nullable): a line of it that is none */
  GPtrArray *properties; /* FwIcalProperty */
} FwIcalComponent;

typedef struct
{
  char *tzid;         /* (nullable) */
  GPtrArray *changes; /* FwIcalComponent */
} FwIcalTimezone;

/** FwIcalFile: the events of all calendars in a file. */
typedef struct
{
  GPtrArray *events;    /* FwIcalComponent */
  GPtrArray *timezones; /* FwIcalTimezone */
  gboolean cancels;     /* METHOD:CANCEL */
} FwIcalFile;

#define FW_ICAL_MOST_BYTES (10u << 20)
#define FW_ICAL_MOST_DEPTH 20
#define FW_ICAL_MOST_EVENTS 20000

/** fw_ical_file_parse: Returns: (transfer full): NULL with FW_ERROR_INVALID or FW_ERROR_TOO_LARGE
 * for a file of which nothing can be taken. */
FwIcalFile *fw_ical_file_parse (GBytes *bytes, GError **error);
void fw_ical_file_free (FwIcalFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FwIcalFile, fw_ical_file_free)

/** fw_ical_component_find: Returns: (nullable): the first property of the name. */
const FwIcalProperty *fw_ical_component_find (const FwIcalComponent *self, const char *name);

G_END_DECLS
